"""One rule says which paper is a draft: without its number, or without the emblem it must carry."""

import ast
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import pytest
from PIL import Image

from exports.catalogue import DOCUMENTS, gather, make
from exports.documents import Request
from exports.forms.readiness import Readiness, readiness
from exports.typesetting.styles import Mark
from models.committees.approvals import ApprovalMemo
from models.committees.records import AppointmentOrder, OrderState
from models.meetings.notice import set_notice
from models.meetings.records import Meeting
from models.memos.records import issue_memo
from models.memos.views import read_memos
from models.office.emblem import NO_EMBLEM, Emblem
from models.office.letter_numbers import has_letter_number
from models.plan.records import KmPlan
from models.plan.steps import PlanState
from tests.builders import ON_PAPER
from tests.exports.pdf_text import bare, pages_of

HEADS = {"draw_head", "draw_memo_head", "draw_external_letter"}
"""The heads of papers that carry the emblem, and bear a number or enact something."""
DRAFT = Mark.DRAFT.value


def number_approval() -> str:
    ApprovalMemo.update(number="นม ๕๘๓๐๑/๑๒").execute()
    return "881/2563"


def number_memo() -> str:
    memo = read_memos()[0]
    issue_memo(memo.id, 12, memo.written_on)
    return "12/2563"


def number_invitation() -> str:
    meeting = Meeting.get(Meeting.number == 2)
    set_notice(meeting.id, date(2020, 12, 1), number="ว ๑๒")
    return "2/2563"


def draft_order() -> str:
    order = AppointmentOrder.get(AppointmentOrder.number == 881)
    AppointmentOrder.update(state=OrderState.DRAFT, number=None, year=None, issued_on=None).where(
        AppointmentOrder.id == order.id
    ).execute()
    return f"draft {order.id}"


def plan_not_announced() -> str:
    KmPlan.update(state=PlanState.DRAFT, announced_on=None).execute()
    return "2564"


Record = Callable[[], str]
# For each paper: its record without a number, and with one; each returns the key.
PAPERS: dict[str, tuple[Record, Record]] = {
    "order": (draft_order, lambda: "881/2563"),
    "approval": (lambda: "881/2563", number_approval),
    "invitation": (lambda: "2/2563", number_invitation),
    "memo": (lambda: "circular/2563", number_memo),
    "announcement": (plan_not_announced, lambda: "2564"),
}


def marked_in(document: str, key: str, emblem: Emblem, **options: bool) -> set[str]:
    """The marks at the top of every page of the PDF, and in the Word file; they must agree."""
    request = Request(document, key, emblem=emblem, **options)
    pages = [re.sub(r"^-[๐-๙]+-", "", bare(page)) for page in pages_of(make(request).content)]
    marks = {next((m for m in Mark if m and page.startswith(m.value)), "") for page in pages}
    word = docx.Document(
        io.BytesIO(make(Request(document, key, emblem=emblem, form="docx", **options)).content)
    )
    section = word.sections[0]
    headers = [*section.first_page_header.paragraphs, *section.header.paragraphs]
    text = bare("".join(each.text for each in headers))
    assert {mark for mark in Mark if mark and mark.value in text} == marks - {""}
    return {str(mark) for mark in marks}


def test_every_paper_with_the_head_of_an_official_letter_asks_the_one_rule() -> None:
    asking = set()
    for document in DOCUMENTS:
        source = Path(*document.module.split(".")).with_suffix(".py")
        tree = ast.parse((Path(__file__).parents[2] / source).read_text("utf-8"))
        names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
        if names & HEADS:
            assert "readiness" in names, document.id
            asking.add(document.id)
    assert asking == set(PAPERS)


@pytest.mark.external_change
@pytest.mark.parametrize("document", PAPERS)
def test_a_paper_without_its_number_is_a_draft_in_pdf_and_word(
    example: Path, document: str
) -> None:
    without, _ = PAPERS[document]
    key = without()
    assert marked_in(document, key, ON_PAPER) == {DRAFT}
    value = gather(Request(document, key, emblem=ON_PAPER))
    assert value.readiness.is_draft
    (said,) = value.readiness.warnings
    assert any(word in said for word in ("ออกเลข", "เลขที่", "ยังไม่ประกาศ"))


@pytest.mark.external_change
@pytest.mark.parametrize("document", PAPERS)
def test_a_numbered_paper_is_a_draft_only_without_its_emblem(
    example: Path, tmp_path: Path, document: str
) -> None:
    _, numbered = PAPERS[document]
    key, picture = numbered(), tmp_path / "ครุฑ.png"
    Image.new("L", (9, 10)).save(picture)
    for emblem in (ON_PAPER, Emblem(picture)):
        assert marked_in(document, key, emblem) == {""}
        assert gather(Request(document, key, emblem=emblem)).readiness.warnings == ()
    assert marked_in(document, key, NO_EMBLEM) == {DRAFT}
    (said,) = gather(Request(document, key)).readiness.warnings
    assert "ยังไม่มีตราครุฑ จึงพิมพ์เป็นร่าง" in said


@pytest.mark.parametrize(("document", "key"), [("order", "881/2563"), ("announcement", "2564")])
def test_a_file_copy_without_the_emblem_is_a_draft_and_else_a_file_copy(
    example: Path, document: str, key: str
) -> None:
    assert marked_in(document, key, ON_PAPER, copy=True) == {Mark.FILE_COPY.value}
    assert marked_in(document, key, NO_EMBLEM, copy=True) == {DRAFT}


@pytest.mark.parametrize("content", [b"", b"<svg", b"<html/>", b"\x89PNG\r\n\x1a\nhalf", None])
def test_an_emblem_file_that_is_no_picture_makes_a_draft_and_names_the_file(
    tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "ครุฑ.svg"
    if content is not None:
        path.write_bytes(content)
    ready = readiness("คำสั่ง", Emblem(path), is_numbered=True)
    assert (ready.mark, ready.emblem) == (Mark.DRAFT, None)
    (said,) = ready.warnings
    assert str(path) in said


def test_a_well_formed_svg_with_a_document_type_is_an_emblem(tmp_path: Path) -> None:
    path = tmp_path / "ครุฑ.svg"
    path.write_text(
        '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        '<svg:svg xmlns:svg="http://www.w3.org/2000/svg"/>'
    )
    ready = readiness("คำสั่ง", Emblem(path), is_numbered=True)
    assert ready == Readiness(Mark.NONE, (), path)


@pytest.mark.parametrize(
    ("text", "is_number"),
    [
        ("นม ๕๘๓๐๑/๑๒", True),
        ("นม 58301/ว 7", True),
        ("ว๗", True),
        ("๑๒", True),
        ("นม ๕๘๓๐๑/-", False),
        ("นม ๕๘๓๐๑/", False),
        ("-", False),
        ("", False),
        ("นม ๕๘๓๐๑/....", False),
    ],
)
def test_a_letter_number_ends_in_digits_behind_the_prefix(text: str, is_number: bool) -> None:
    assert has_letter_number(text) is is_number


def test_a_draft_memo_prints_neither_acknowledgement_nor_opinion(example: Path) -> None:
    made = make(Request("memo", "circular/2563", emblem=ON_PAPER))
    text = bare("".join(pages_of(made.content)))
    assert "รับทราบและแจ้งบุคลากร" in text
    assert bare("(๑ ต.ค. ๖๓)") not in text
    assert any("มีผลตอบแล้วแต่ยังไม่ออกเลข" in said for said in made.warnings)
    number_memo()
    numbered = make(Request("memo", "12/2563", emblem=ON_PAPER))
    assert bare("(๑ ต.ค. ๖๓)") in bare("".join(pages_of(numbered.content)))
