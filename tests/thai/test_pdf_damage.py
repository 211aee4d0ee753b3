"""Thai copied out of a PDF is mended; right text is never touched."""

import time
import tomllib
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmtui.thai.mending.pdf_damage import Damage, mend
from kmtui.thai.text import clean
from models.office.law_titles import listed_laws
from models.office.word_lists import read_word_lists
from tests.conftest import ROOT
from tests.thai.damage import KINDS, restored

SHARE = 0.97

PAIRS = (
    ("ด าเนินการ", "ดำเนินการ"),
    ("จ านวน", "จำนวน"),
    ("ค าน า", "คำนำ"),
    ("ผู้อ านวยการ", "ผู้อำนวยการ"),
    ("คณะกรรมการด าเนินงาน", "คณะกรรมการดำเนินงาน"),
    ("น ้าประปา", "น้ำประปา"),
    ("ค ่าใช้จ่าย", "ค่าใช้จ่าย"),
    ("ด ำเนินการ", "ดำเนินการ"),
    ("ถ ึง", "ถึง"),
    ("กรณ ีที่", "กรณีที่"),
    ("ต ้องการ", "ต้องการ"),
    ("สมศร ี", "สมศรี"),
    ("จดั เตรยี ม", "จัดเตรียม"),
    ("ทปี่ ระชมุ", "ที่ประชุม"),
    ("ทั่วกนั", "ทั่วกัน"),
    ("ชอื่", "ชื่อ"),
    ("ผทู้ี่มาประชมุ", "ผู้ที่มาประชุม"),
    ("บนั ทกึ ขอ้ ความ", "บันทึกข้อความ"),
    ("ส านกังาน", "สำนักงาน"),
    ("พจิ ารณา", "พิจารณา"),
    ("คณะกรร\nมการ", "คณะกรรมการ"),
    ("ตามแ\nผนงาน", "ตามแผนงาน"),
)
RIGHT = (
    "",
    "จัด ประชุม",
    "ทราบ และ ดำเนินการ",
    "ไม้เอก ่ เป็นวรรณยุกต์",
    "สระ ำ และ สระ า",
    "คณะ\nกรรมการ",
    "กรรม\nการ",
    "ก\nข\nค",
    "นายสมบัติ วรนุช",
    "ว่าที่ ร.ต. สมชาย ณ นคร",
    "ที่ นม ๕๘๓๐๑/ว ๑๓๔๖",
    "คาน อาคาร",
)


@pytest.mark.parametrize(("copied", "written"), PAIRS)
def test_text_copied_from_a_pdf_is_repaired(copied: str, written: str) -> None:
    assert mend(clean(copied)).text == written


@pytest.mark.parametrize("text", [*RIGHT, *(written for _, written in PAIRS)])
def test_undamaged_text_is_not_repaired(text: str) -> None:
    found = mend(text)
    assert (found.text, found.repairs) == (text, ())


def test_a_space_behind_a_word_without_damage_is_kept_before_a_late_mark() -> None:
    assert len(mend("พื้นที่ ดนิ").text.split()) == 2


def test_each_repair_names_its_place_its_kind_and_both_texts() -> None:
    text = clean("๑. ด าเนินการ กรณ ีที่ ผู้เข้า ประชมุ คณะกรร\nมการ")
    repairs = mend(text).repairs
    assert [repair.kind for repair in repairs] == [
        Damage.SPLIT_AM,
        Damage.CUT_MARK,
        Damage.LATE_MARK,
        Damage.CUT_LINE,
    ]
    mended, end = [], 0
    for repair in repairs:
        assert text[repair.start : repair.end] == repair.before
        mended += [text[end : repair.start], repair.after]
        end = repair.end
    assert "".join((*mended, text[end:])) == mend(text).text


@given(st.text(alphabet="กขดนมรเแาำะัิีุู่้์ ฤๅๆ\nก1.", max_size=60))
def test_repairing_any_text_terminates_and_keeps_every_consonant(text: str) -> None:
    before = clean(text)
    after = mend(before).text
    consonants = [[each for each in text if "ก" <= each <= "ฮ"] for text in (before, after)]
    assert consonants[0] == consonants[1]


def clean_texts() -> Iterator[str]:
    """Official prose of the program's own data, and the office's papers without their mistakes."""
    for file in sorted((ROOT / "models/data").glob("*.toml")):
        if file.name not in ("misspellings.toml", "variants.toml", "fixed_words.toml"):
            yield from _texts(tomllib.loads(file.read_text("utf-8")))
    yield from (law.name for law in read_word_lists().laws)
    yield from listed_laws()
    for page in sorted((ROOT / "docs").glob("*.md")):
        yield from page.read_text("utf-8").splitlines()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from (clean(line) for line in value.splitlines())
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


@pytest.mark.parametrize("kind", KINDS)
def test_words_damaged_by_a_pdf_are_repaired(kind: str) -> None:
    random = Random(7)
    texts = [text for text in clean_texts() if len(text) > 20]
    hit = kept = 0
    for text in random.sample(texts, min(300, len(texts))):
        damaged, good = restored(text, kind, random)
        hit, kept = hit + damaged, kept + good
    assert hit > 100
    assert kept / hit >= SHARE, f"{kept} of {hit}"


def test_clean_official_text_is_not_changed() -> None:
    texts = list(clean_texts())
    for size in (1, 25):
        blocks = ["\n".join(texts[at : at + size]) for at in range(0, len(texts), size)]
        assert [mend(block).repairs for block in blocks if mend(block).text != block] == []


@pytest.mark.parametrize("piece", ["ก ิ", "ด า", "กกิ", "กิ ", "เกื่", "ก\nา", "ทปี่ ระชมุ "])
def test_mending_hostile_text_is_linear(piece: str) -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        mend(text)
        return time.process_time() - start

    short, long = piece * 300, piece * 1_200
    least = min(seconds(short) for _ in range(3))
    assert min(seconds(long) for _ in range(3)) < 12 * least + 0.005
