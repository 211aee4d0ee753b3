"""A table with characters that XML does not know is still a well-formed workbook."""

import io
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from exports.files.spreadsheets import xlsx_bytes
from kmtui.thai.damaged import DAMAGED, DamagedDay, DamagedNumber
from models.office.plain_table import Listing

_NOT_IN_XML = "\ufffe\uffff\ud800\udfff\x00\x0b\x1f"


@pytest.mark.parametrize("odd", _NOT_IN_XML, ids=ascii)
def test_no_character_of_a_cell_or_a_title_breaks_the_workbook(odd: str) -> None:
    listing = Listing(("a",), ("ข้อความ",), ((f"ก{odd}ข",), ("\U0001fffe ๑\t๒\n๓",)))
    made = xlsx_bytes(listing, f"ตา{odd}ราง")
    with ZipFile(io.BytesIO(made)) as book:
        for name in book.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(book.read(name))  # made by ourselves
    sheet = load_workbook(io.BytesIO(made)).active
    assert sheet is not None
    assert (sheet.title, sheet["A2"].value) == ("ตาราง", "กข")


def test_damaged_values_are_marked_in_a_workbook() -> None:
    listing = Listing(("a", "b"), ("ก", "ข"), ((DamagedDay(1799, 1, 1), DamagedNumber(0)),))
    sheet = load_workbook(io.BytesIO(xlsx_bytes(listing, "ตาราง"))).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["B2"].value) == (DAMAGED, DAMAGED)
