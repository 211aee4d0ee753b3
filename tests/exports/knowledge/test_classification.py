"""The tables of knowledge and the directory of who knows: on paper, as CSV, as a workbook."""

import csv
import io
import re
import time
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from exports.catalogue import make
from exports.documents import Request
from kmtui.thai.digits import thai_digits
from models.errors import KmError, NotFound
from models.knowledge.records import KnowledgeKind, ListOf, add_knowledge, set_holders
from models.knowledge.views import read_classification
from models.office.organization import Division
from models.people.records import Person
from tests.builders import a_person, an_office
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of, poppler_text

KINDS = {"classification": KnowledgeKind.KNOWLEDGE, "processes": KnowledgeKind.ESSENTIAL_PROCESS}


def said(pdf: bytes) -> str:
    """The text without page numbers and the heads that pages repeat."""
    pages = [re.sub("^- [๐-๙]+ -", "", page.strip()) for page in pages_of(pdf)]
    head = bare("สำนัก/กองรายละเอียดองค์ความรู้ที่จำแนกได้")
    first, *others = (bare(page) for page in pages)
    return first + "".join(page.removeprefix(head) for page in others)


@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
@pytest.mark.parametrize("year", [2562, 2563])
@pytest.mark.parametrize("document", KINDS)
def test_every_knowledge_item_is_printed_in_order_without_a_wrong_character(
    example: Path, document: str, year: int, font: Path | None
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    made = make(Request(document, str(year), font=font))
    text = said(made.content)
    at = text.index(bare(f"ประจำปีงบประมาณ พ.ศ. {thai_digits(year)}"))
    for division in read_classification(year, KINDS[document]).divisions:
        if not division.items:
            assert f"ยังไม่ได้จำแนก: {division.name}" in made.warnings
            assert bare("ยังไม่ได้จำแนก") not in text
            continue
        at = text.index(bare(division.name), at) + len(bare(division.name))
        again = bare(f"{division.name} (ต่อ)")
        for item in division.items:
            words = bare(f"{thai_digits(item.number)}. {item.text}")
            # A page may cut the row between items: the name is repeated, marked (ต่อ).
            at += len(again) if text[at:].startswith(again) else 0
            assert text[at:].startswith(words), (division.name, item.number)
            at += len(words)


def test_poppler_copies_the_knowledge_table_in_reading_order(example: Path) -> None:
    text = bare(poppler_text(make(Request("processes", "2563")).content))
    assert bare("กองคลัง ๑. การจัดทำฎีกาเบิกจ่ายเงิน ๒. การดำเนินการจัดซื้อจัดจ้าง ๓. การจัดเก็บภาษี") in text


def test_the_same_classification_gives_the_same_bytes(example: Path) -> None:
    for form in ("pdf", "csv", "xlsx"):
        request = Request("classification", "๒๕๖๓", form=form)
        first = make(request)
        if form == "xlsx":
            time.sleep(2.1)  # a clock in the file ticks every two seconds
        assert make(request) == first


def test_a_year_without_knowledge_items_is_refused_with_the_years_that_have_some(
    example: Path,
) -> None:
    with pytest.raises(NotFound, match="ปีที่มี: ๒๕๖๓, ๒๕๖๒"):
        make(Request("classification", "2570"))
    with pytest.raises(KmError, match="พิมพ์เป็น พ"):
        make(Request("processes", "ปีนี้"))


def test_a_classification_spreadsheet_has_one_row_per_item(example: Path) -> None:
    made = make(Request("classification", "2563", form="csv"))
    assert made.file_name.endswith(".csv")
    head, *rows = csv.reader(io.StringIO(made.content.decode("utf-8-sig"), newline=""))
    assert head == ["สำนัก/กอง", "ลำดับ", "รายละเอียดองค์ความรู้ที่จำแนกได้"]
    assert len(rows) == 21
    book = load_workbook(io.BytesIO(make(Request("classification", "2563", form="xlsx")).content))
    values = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert values[1] == ["สำนักปลัดเทศบาล", 1, "การเตรียมความพร้อมในการเลือกตั้ง"]
    assert len(values) == 22


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@A1", '=HYPERLINK("x")'])
def test_no_knowledge_item_becomes_a_spreadsheet_formula(store: Path, formula: str) -> None:
    an_office()
    division = Division.create(name="กองช่าง", position=1)
    add_knowledge(ListOf(2564, division.id, KnowledgeKind.KNOWLEDGE), formula)
    text = make(Request("classification", "2564", form="csv")).content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1][2] == "'" + formula
    book = load_workbook(io.BytesIO(make(Request("classification", "2564", form="xlsx")).content))
    cell = book.active.cell(2, 3)
    assert (cell.value, cell.data_type) == (formula, "s")


def test_exporting_minutes_as_csv_is_refused(example: Path) -> None:
    with pytest.raises(KmError, match="ไม่ใช่ตาราง"):
        make(Request("minutes", "1/2563", form="csv"))


def test_the_expert_directory_lists_holders_sole_holders_and_leavers(store: Path) -> None:
    an_office()
    division = Division.create(name="กองช่าง", position=1)
    where = ListOf(2564, division.id, KnowledgeKind.KNOWLEDGE)
    alone, nobody = add_knowledge(where, "การประปา"), add_knowledge(where, "สะพาน")
    person = a_person("สมชาย")
    Person.update(leaves_on=date(2022, 9, 30)).where(Person.id == person.id).execute()
    set_holders(alone, [person.id])
    made = make(Request("experts", "2564"))
    text = bare(poppler_text(made.content))
    assert bare("นายสมชาย ใจดี") in text
    assert bare("๑. การประปา (กองช่าง) ※ รู้คนเดียว") in text
    assert bare("จะพ้นราชการ ๓๐ กันยายน ๒๕๖๕") in text
    assert "สะพาน" not in text
    assert "ยังไม่ได้ระบุผู้รู้ ๑ เรื่อง ดูรายการเมื่อบันทึกเป็น CSV หรือ XLSX" in made.warnings
    table = make(Request("experts", "2564", form="csv")).content.decode("utf-8-sig")
    assert "สะพาน (กองช่าง)" in table
    assert nobody
