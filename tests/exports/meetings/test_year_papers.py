"""The papers and spreadsheets on the meetings of a year, in another office."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from exports.catalogue import make
from exports.documents import Request
from models.errors import NotFound
from models.meetings.electronic import MeetingForm
from tests.exports.pdf_text import bare, poppler_text
from tests.other_office import COMMITTEE, OUTSIDERS, OtherOffice, hold_online

DAY = date(2026, 12, 31)


@pytest.fixture
def _office(other_office: OtherOffice) -> None:
    hold_online(other_office, MeetingForm.MIXED)


@pytest.mark.usefixtures("_office")
def test_the_attendance_of_a_year_is_a_paper_and_a_spreadsheet() -> None:
    request = Request("attendance-year", "๒๕๖๙", on=DAY)
    text = bare(poppler_text(make(request).content))
    for words in (
        COMMITTEE,
        "นัดประชุม ๔ ครั้ง ประชุมแล้ว ๒ ครั้ง องค์ประชุมไม่ครบ ๑ ครั้ง เลยวันนัดแล้วยังไม่ประชุม ๑ ครั้ง",
        "(ออนไลน์ ๑)",
        "๑/๒๕๖๙, ๔/๒๕๖๙",
    ):
        assert bare(words) in text
    book = load_workbook(
        io.BytesIO(make(Request("attendance-year", "2569", form="xlsx", on=DAY)).content)
    )
    rows = list(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert len(rows) == 23
    mine = next(row for row in rows if row[2] == OUTSIDERS[0])
    assert mine[5:8] == (2, 2, 1)


@pytest.mark.usefixtures("_office")
def test_the_register_of_resolutions_prints_its_day_and_committee() -> None:
    request = Request("resolutions-year", "2569", committee="จัดการความรู้", on=DAY)
    text = bare(poppler_text(make(request).content))
    assert bare("ณ วันที่ ๓๑ ธันวาคม ๒๕๖๙") in text
    assert text.count(bare("มีมติเห็นชอบแผนการจัดการความรู้")) == 2
    with pytest.raises(NotFound, match="kmtui list committees"):
        make(Request("resolutions-year", "2569", committee="การเงิน"))
    with pytest.raises(NotFound, match="ปีที่มี: ๒๕๖๙"):
        make(Request("attendance-year", "2560"))
