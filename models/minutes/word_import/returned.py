"""A corrected file of minutes: its meeting, and its differences from it."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from kmtui.thai.dates import format_date
from kmtui.thai.digits import arabic_digits, thai_digits
from models.errors import NotFound, Refused
from models.foreign_files.word import read_word
from models.foreign_files.word_values import WordDocument
from models.meetings.records import Meeting, meeting_by_id
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from models.minutes.word_import.comparison import compare, speakers_by_name
from models.minutes.word_import.differences import Difference, StoredMinutes
from models.minutes.word_import.entries import file_entries
from models.minutes.word_import.units import (
    ExportRecord,
    UnitKey,
    UnitKind,
    export_record,
    folded,
    meeting_number,
    stored_units,
    unit_key_of,
)

_CITED = re.compile(r"ครั้งที่\s*([0-9]{1,4}/2[0-9]{3})")
_HEADING_LINES = 30


class ReturnedMinutes(Struct, frozen=True):
    """A file compared with its meeting.

    Attributes:
        file_name: the name of the file.
        label: the meeting as cited.
        differences: in the order of the file.
        exported: a Thai sentence on the version that the file is compared with.
        refusal: why nothing can be stored now, and the remedy; empty if it can.
    """

    file_name: str
    meeting_id: int
    label: str
    differences: tuple[Difference, ...]
    exported: str
    refusal: str = ""


def read_returned(path: Path) -> WordDocument:
    """Read a corrected file of minutes.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is of another kind, unreadable, unsafe or too large.
    """
    return read_word(path)


def meeting_of_file(document: WordDocument) -> Meeting:
    """Return the meeting of a corrected file: from its embedded export record, else its heading.

    Raises:
        Refused: the file names no meeting, or several committees share the number.
        NotFound: there is no such meeting.
    """
    record = export_record(document.custom)
    if record is not None:
        found = Meeting.get_or_none(id=record.meeting_id)
        if found is not None and _is_of(record, found):
            return meeting_by_id(record.meeting_id)
    cited = meeting_number(record.number) if record is not None else _cited(document)
    if cited is None:
        raise Refused(
            f"แฟ้ม {document.file_name} ไม่บอกว่าเป็นรายงานการประชุมครั้งใด บอกด้วย --meeting เช่น 1/2563"
        )
    meetings = list(Meeting.select().where(Meeting.number == cited[0], Meeting.year == cited[1]))
    if not meetings:
        raise NotFound(f"ไม่พบการประชุมครั้งที่ {thai_digits(f'{cited[0]}/{cited[1]}')} ตามแฟ้มนี้")
    if len(meetings) > 1:
        raise Refused("มีการประชุมเลขนี้หลายคณะ บอกด้วย --meeting และ --committee")
    found_id: int = meetings[0].id
    return meeting_by_id(found_id)


def compare_returned(
    meeting_id: int, document: WordDocument, printed: Collection[str]
) -> ReturnedMinutes:
    """Compare a file with a meeting; changes nothing.

    Args:
        meeting_id: the meeting that the file should be of.
        document: the file as read.
        printed: the lines that the minutes print besides their parts (`exports.minutes`).

    Raises:
        Refused: the file is of another meeting, or has nothing of this one.
        NotFound: there is no such meeting.
    """
    snapshot = read_meeting_snapshot(meeting_id)
    record = export_record(document.custom)
    meeting = meeting_by_id(meeting_id)
    _must_be_of(document, record, meeting)
    texts = [unit.text for unit in (*stored_units(snapshot), *(record.units if record else ()))]
    # A note of the secretary is printed as the sentence on a task is: beside no speaker.
    known = _lines(printed) - _lines(texts)
    stored = stored_minutes(snapshot, known)
    entries = file_entries(document, known)
    differences = compare(entries, record.units if record is not None else None, stored)
    has_marks = any(unit_key_of(each.tag) for each in document.paragraphs())
    return ReturnedMinutes(
        document.file_name,
        meeting_id,
        snapshot.label,
        differences,
        _exported(record, has_marks),
        _refusal(meeting),
    )


def stored_minutes(snapshot: MeetingSnapshot, printed: frozenset[str]) -> StoredMinutes:
    """Return a meeting as input of the comparison; `printed` are its other lines, folded."""
    names = ((entry.speaker_name, entry.attendance_id) for entry in snapshot.roll.entries)
    empty = (item.id for item in snapshot.items if item.is_empty and snapshot.lacked_quorum)
    return StoredMinutes(
        stored_units(snapshot),
        {item.id: item.number for item in snapshot.items},
        speakers_by_name(names),
        printed,
        frozenset(UnitKey(UnitKind.ITEM, item_id) for item_id in empty),
    )


def _is_of(record: ExportRecord, meeting: Meeting) -> bool:
    return meeting_number(arabic_digits(record.number)) in (None, (meeting.number, meeting.year))


def _must_be_of(document: WordDocument, record: ExportRecord | None, meeting: Meeting) -> None:
    """Raise Refused if a file belongs to another meeting than this one."""
    this = (meeting.number, meeting.year)
    if record is not None:
        is_this = record.meeting_id == meeting.id and _is_of(record, meeting)
        other = record.number
    else:
        cited = _cited(document)
        is_this, other = cited in (None, this), f"{cited[0]}/{cited[1]}" if cited else ""
    if not is_this:
        raise Refused(
            f"แฟ้ม {document.file_name} เป็นรายงานการประชุมครั้งที่ {thai_digits(other)} "
            f"ไม่ใช่ครั้งที่ {meeting.label} ของคณะกรรมการนี้ เปิดการประชุมนั้นแล้วนำเข้าใหม่"
        )


def _cited(document: WordDocument) -> tuple[int, int] | None:
    """Return number and year of the meeting in the heading of a file; None if there is none."""
    for at, paragraph in enumerate(document.paragraphs()):
        found = _CITED.search(arabic_digits(paragraph.text))
        if found:
            return meeting_number(found[1])
        if at > _HEADING_LINES:
            break
    return None


def _lines(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(folded(line) for text in texts for line in text.split("\n"))


def _exported(record: ExportRecord | None, has_marks: bool) -> str:
    if record is None:
        lost = "ข้อความเดิมและเครื่องหมาย" if not has_marks else "ข้อความเดิม"
        return f"แฟ้มนี้ไม่มี{lost}ที่ส่งออกไป จึงเทียบกับข้อความที่เก็บอยู่ตอนนี้"
    try:
        at = datetime.fromisoformat(record.exported).astimezone()
    except ValueError:
        day = ""
    else:
        day = f" ซึ่งแก้ล่าสุดเมื่อ {format_date(at.date())}"
    lost = "" if has_marks else " เครื่องหมายในแฟ้มหายไป จึงเทียบด้วยข้อความ"
    return f"เทียบกับข้อความที่ส่งออกไป{day}{lost}"


def _refusal(meeting: Meeting) -> str:
    try:
        meeting.must_be_open()
    except Refused as refusal:
        return str(refusal)
    return ""
