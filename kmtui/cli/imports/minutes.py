"""`kmtui import minutes`: show what corrected minutes would change, ask, and store all of it."""

import sys
from pathlib import Path

from exports.documents import Request
from exports.minutes import gather
from exports.record_keys import meeting_of
from kmtui.cli.output import print_error, print_line
from kmtui.cli.output_formats import show
from kmtui.cli.streams import ask
from kmtui.thai.digits import arabic_digits, thai_digits
from models.errors import Refused
from models.meetings.records import Meeting
from models.minutes.word_import.applying import Taken, take_differences
from models.minutes.word_import.returned import (
    ReturnedMinutes,
    compare_returned,
    meeting_of_file,
    read_returned,
)
from models.minutes.word_import.wording import comment_words, difference_words
from models.office.plain_table import Listing

_YES, _NO = "1", "2"
_CONFLICT = "แก้ทั้งสองฝ่าย"
# Keys can be a person's own; F1 finds every command by its words.
_IN_THE_ROOM = "เปิดห้องประชุมครั้งนั้น กด F1 แล้วเลือก “รับข้อแก้จากแฟ้ม Word”"


def import_minutes(path: Path, meeting_key: str, committee: str, dry_run: bool, yes: bool) -> int:
    """Compare a file of minutes with its meeting, and store the differences if the user agrees.

    Conflicts and doubtful differences are never taken here: the screen of the meeting room shows
    both texts. `dry_run` only shows the differences, `yes` agrees for the user. Returns the exit
    status.

    Raises:
        KmError: the file cannot be read or is of another meeting, or the meeting takes no change.
    """
    document = read_returned(path)
    meeting = _meeting(meeting_key, committee) if meeting_key else meeting_of_file(document)
    request = Request("minutes", arabic_digits(meeting.label), meeting.committee.name)
    printed = gather(meeting, request).lines_besides_parts
    found = compare_returned(meeting.id, document, printed)
    print_line(f"{found.file_name} รายงานการประชุมครั้งที่ {found.label}: {found.exported}")
    if not found.differences:
        print_line("ไม่มีข้อความต่างจากที่เก็บไว้")
        return 0
    sys.stdout.write(show(_table(found), "table"))
    suggested = [Taken(each) for each in found.differences if each.is_suggested]
    print_line(_summary(found, len(suggested)))
    if dry_run or not suggested:
        if found.refusal:
            print_error(found.refusal)
        return 0
    if found.refusal:
        raise Refused(found.refusal)
    if not (yes or _says_yes(len(suggested))):
        print_line("ไม่ได้รับข้อแก้ใด")
        return 0
    take_differences(meeting.id, found.file_name, suggested)
    print_line(f"รับข้อแก้แล้ว {thai_digits(len(suggested))} ข้อ ในประวัติบอกว่ามาจากแฟ้มนี้")
    return 0


def _meeting(meeting_key: str, committee: str) -> Meeting:
    return meeting_of(Request("minutes", meeting_key, committee))


def _table(found: ReturnedMinutes) -> Listing:
    rows = []
    for each in found.differences:
        words = [difference_words(each), *comment_words(each), each.note]
        result = _CONFLICT if each.is_conflict else each.label
        told = "\n".join(filter(None, words))
        rows.append((each.number, result, each.where, told))
    return Listing(("number", "result", "where", "words"), ("ข้อ", "ผล", "ที่", "ข้อความ"), tuple(rows))


def _summary(found: ReturnedMinutes, suggested: int) -> str:
    conflicts = sum(each.is_conflict for each in found.differences)
    shown = sum(not each.can_be_taken for each in found.differences)
    unsure = len(found.differences) - suggested - conflicts - shown
    told = [f"รับได้ {thai_digits(suggested)} ข้อ"]
    told += [f"ความเห็นและที่วางไม่ได้ {thai_digits(shown)} ข้อ"] if shown else []
    if conflicts or unsure:
        count = thai_digits(conflicts + unsure)
        told.append(f"ต้องเลือกเองในห้องประชุม {count} ข้อ ({_IN_THE_ROOM})")
    return "  ".join(told)


def _says_yes(count: int) -> bool:
    if not sys.stdin.isatty():
        raise Refused(f"ยังไม่ได้ยืนยัน ถ้าจะรับข้อแก้ {thai_digits(count)} ข้อตามตารางให้ใส่ --yes")
    while True:
        typed = arabic_digits(ask(f"  {_YES} รับ {thai_digits(count)} ข้อ  {_NO} ไม่รับ : "))
        if typed in (_YES, _NO):
            return typed == _YES
