"""Hostile texts: no check raises, and none takes more than linear time."""

import time

import pytest

from models.checks.core.text import CheckedText
from models.checks.texts.checking import TEXT_CHECKS, check_text
from tests.models.checks.office import OFFICE
from tests.models.checks.texts.seeded_errors import PAIRS
from tests.models.checks.texts.seeded_figures import MORE_PAIRS

LONG = 20_000
HOSTILE = {
    "no space": "ด้านหน้า" * (LONG // 8),
    "marks only": "่" * LONG,
    "markup": "[/][red]x[@click=app.quit]" * (LONG // 26),
    "digits": "๑" * LONG,
    "tabs": "\t" * LONG,
    "bars": "|" * LONG,
    "tags": "<p " * (LONG // 3),
    "titles": "นาย" * (LONG // 3),
    "committees": "คณะกรรมการ" * (LONG // 10),
    "controls": "\x00\x1b[2J\u202e\ud800" * (LONG // 8),
    "agenda heads": "ระเบียบวาระที่ ๑\n" * (LONG // 17),
    "headers": "ที่\tกิจกรรม\tตัวชี้วัด\tเป้าหมาย\tระยะเวลา\n" * (LONG // 40),
    "goals": "เป้าหมาย KM : กกกกกกกก\n" * (LONG // 23),
    "contents": "สารบัญ\n" + "๑ ก\t๑\n" * (LONG // 12) + "๑. ขขข\n" * (LONG // 14),
    "thousands": "๑," * (LONG // 2),
    "letters for zeros": "๑o" * (LONG // 2),
    "number words": "๑ บาท หนึ่งล้าน" + "สิบ" * (LONG // 3),
    "factors": "1x" * (LONG // 2),
    "prices": "จำนวน 5 คน ๆ ละ " * (LONG // 16),
    "laws": "พ.ร.บ.พระราชบัญญัติ" * (LONG // 19),
    "abbreviations": "พ.ศ " * (LONG // 4),
    "ranges": "1 ม.ค. 2563 - " * (LONG // 14),
    "announced": "จำนวน 5 คน ได้แก่ " * (LONG // 18),
    "orders": "คำสั่งเทศบาล\nที่ 1/2563\nเรื่อง กกกกกกก\n" * (LONG // 40),
}

OFFICE_PAGE = "\n\n".join(wrong for _, wrong, _ in (*PAIRS, *MORE_PAIRS)) + "\n\n"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_check_fails_on_a_hostile_text(text: str) -> None:
    for finding in check_text(CheckedText(text), OFFICE):
        assert 1 <= finding.line <= text.count("\n") + 1


@pytest.mark.parametrize("text", ["", " ", "\n", "\ufeff", "ๆ", "-", "๑.", "|", "\t\t\n\t"])
def test_a_text_without_words_has_no_findings(text: str) -> None:
    assert check_text(CheckedText(text), OFFICE) == []


def test_checking_a_text_takes_linear_time() -> None:
    check_text(CheckedText(OFFICE_PAGE), OFFICE)  # what is read once is not measured
    once, twice = (min(_seconds(pages) for _ in range(3)) for pages in (3, 6))
    # A quadratic check would take four times; other work on the machine must not look like one.
    assert twice <= 3.2 * once


def _seconds(pages: int) -> float:
    text = CheckedText(OFFICE_PAGE * pages)
    began = time.process_time()
    for check in TEXT_CHECKS:
        list(check.findings(text, OFFICE))
    return time.process_time() - began
