"""Checks of meetings: roll, quorum, votes, times, notice, agenda items, resolutions.

Sections (ม.) ๗๙ to ๘๒ of the Administrative Procedure Act (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ.
๒๕๓๙) are applied by analogy (โดยอนุโลม).
"""

import re
from collections.abc import Iterator

from kmtui.thai.dates import format_date, format_time
from kmtui.thai.digits import thai_digits
from models.checks.core.finding import RecordIssue
from models.checks.records.values import (
    ItemRecord,
    MeetingRecord,
    Records,
    ResolutionRecord,
    RollRecord,
)
from models.committees.records import Role
from models.meetings.records import MeetingState
from models.meetings.roll import AttendanceStatus, Roll
from models.minutes.records import Outcome

_ASSIGNING = re.compile("(?:ขอให้|มอบหมายให้|มอบให้)(?!ที่ประชุม|คณะกรรมการพิจารณา)")
_LEAST_LISTED = 3
_LONGEST_LIST = 400
_TOGETHER = (("ผู้อำนวยการกอง", "ผอ.กอง"), ("หัวหน้าสำนัก", "หัวหน้าสำนัก"))
_LAW_79 = "ตาม ม. ๗๙ พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง โดยอนุโลม"


def seats_not_on_roll(records: Records) -> Iterator[RecordIssue]:
    """Report a seat of the order that is missing in the roll."""
    for meeting in records.meetings:
        listed = {line.seat_id for line in meeting.roll}
        for seat in meeting.committee.seats:
            if seat.id not in listed:
                found = f"{seat.label} ({seat.role.label}) ไม่อยู่ในรายชื่อของการประชุม"
                yield RecordIssue(
                    meeting.place, found, "มา ไม่มา หรือว่าง", f"เพราะอยู่ใน{meeting.order.label}"
                )


def unmarked_seats(records: Records) -> Iterator[RecordIssue]:
    """Report each row in the roll of a closed meeting that was never marked."""
    for meeting in _over(records):
        for line in meeting.roll:
            if line.status == AttendanceStatus.UNMARKED:
                found = f"{line.name} ยังไม่ได้เช็กชื่อ"
                yield RecordIssue(meeting.place, found, "มา ไม่มา หรือว่าง", "เพราะเลิกประชุมแล้ว")


def meetings_without_quorum(records: Records) -> Iterator[RecordIssue]:
    """Report a meeting held without a quorum (Administrative Procedure Act, ม. ๗๙)."""
    for meeting in _over(records):
        if meeting.never_began:  # it was closed as a meeting without quorum
            continue
        came = sum(
            line.status == AttendanceStatus.PRESENT and line.counts and line.seat_id is not None
            for line in meeting.roll
        )
        if meeting.roll and came < meeting.quorum_needed:
            needed = thai_digits(meeting.quorum_needed)
            found = f"มาประชุม {thai_digits(came)} คน"
            yield RecordIssue(meeting.place, found, f"อย่างน้อย {needed} คน", _LAW_79)


def resolutions_without_quorum(records: Records) -> Iterator[RecordIssue]:
    """Report a resolution made without a quorum (Administrative Procedure Act, ม. ๗๙)."""
    for meeting, item, made in _resolutions(records):
        quorum = _quorum_for(meeting, item)
        if made.present_count < quorum:
            present, needed = thai_digits(made.present_count), thai_digits(quorum)
            yield _at(
                meeting, item, made, f"ลงมติเมื่ออยู่ {present} คน", f"อย่างน้อย {needed} คน", _LAW_79
            )


def votes_that_do_not_add_up(records: Records) -> Iterator[RecordIssue]:
    """Report votes and abstentions that do not add up to the members present.

    Source: Administrative Procedure Act, ม. ๘๒.
    """
    for meeting, item, made in _resolutions(records):
        votes = made.votes
        if votes is None or votes.by_acclamation or votes.total == made.present_count:
            continue
        found = f"{votes.sentence} รวม {thai_digits(votes.total)}"
        yield _at(meeting, item, made, found, f"{thai_digits(made.present_count)} คนที่อยู่ขณะลงมติ")


def casting_without_tie(records: Records) -> Iterator[RecordIssue]:
    """Report a casting vote without a tie (Administrative Procedure Act, ม. ๘๒)."""
    for meeting, item, made in _resolutions(records):
        if made.votes is not None and made.votes.casting_vote and not made.votes.is_tie:
            expected = "ออกเสียงชี้ขาดเมื่อคะแนนเท่ากันเท่านั้น"
            yield _at(meeting, item, made, made.votes.sentence, expected)


def undecided_ties(records: Records) -> Iterator[RecordIssue]:
    """Report a tie without the chair's casting vote (Administrative Procedure Act, ม. ๘๒)."""
    for meeting, item, made in _resolutions(records):
        if made.votes is not None and made.votes.is_undecided:
            expected = "เสียงชี้ขาดของประธานในที่ประชุม (V)"
            yield _at(meeting, item, made, made.votes.sentence, expected, "คะแนนเท่ากันยังไม่เป็นมติ")


def outvoted_approvals(records: Records) -> Iterator[RecordIssue]:
    """Report an outcome that contradicts the votes, by the committee's rule of majority.

    Source: Administrative Procedure Act, ม. ๘๒.
    """
    for meeting, item, made in _resolutions(records):
        votes, majority = made.votes, meeting.committee.majority
        if votes is None or votes.is_undecided:
            continue
        carried = votes.carried(majority, made.present_count)
        if made.is_approval and not carried:
            expected = f"ไม่เห็นชอบ ตาม{majority.label}"
            yield _at(meeting, item, made, f"มติเห็นชอบหรืออนุมัติ แต่{votes.sentence}", expected)
        elif made.outcome == Outcome.REJECTED and carried:
            expected = f"เห็นชอบ ตาม{majority.label}"
            yield _at(meeting, item, made, f"มติไม่เห็นชอบ แต่{votes.sentence}", expected)


def counts_that_do_not_fit_the_roll(records: Records) -> Iterator[RecordIssue]:
    """Report a number of members at a resolution that contradicts arrivals and departures.

    The contradiction arises if a time is corrected afterwards, or if a member withdraws from the
    item. Source: Administrative Procedure Act, ม. ๗๙ and ๘๒.
    """
    for meeting, item, made in _resolutions(records):
        least, most = _present_for(meeting, item, made)
        if not meeting.roll or least <= made.present_count <= most:
            continue
        at = f"เวลา {format_time(made.made_at)} " if made.made_at is not None else ""
        found = f"{at}บันทึกว่ามีกรรมการ {thai_digits(made.present_count)} คน"
        if made.votes is not None and not made.votes.by_acclamation:
            found += f" {made.votes.sentence}"
        span = thai_digits(most)
        if least < most:
            span = f"{thai_digits(least)} ถึง {span}" if least else f"ไม่เกิน {span}"
        because = "ตามเวลามาและออกในรายชื่อ ไม่นับผู้มีส่วนได้เสีย แก้ด้วย V"
        yield _at(meeting, item, made, found, f"{span} คน", because)


def empty_resolutions(records: Records) -> Iterator[RecordIssue]:
    """Report a resolution without text."""
    for meeting, item, made in _resolutions(records):
        if not made.text.strip():
            yield _at(meeting, item, made, "มติไม่มีข้อความ", "ข้อความของมติ")


def ends_before_start(records: Records) -> Iterator[RecordIssue]:
    """Report a meeting that ended before it began."""
    for meeting in records.meetings:
        opened, closed = meeting.opened_at, meeting.closed_at
        if opened is not None and closed is not None and closed < opened:
            found = f"เลิกประชุมเวลา {format_time(closed)}"
            expected = f"เวลาหลังเริ่มประชุม {format_time(opened)}"
            yield RecordIssue(meeting.place, found, expected)


def comings_and_goings(records: Records) -> Iterator[RecordIssue]:
    """Report arrivals, departures and absences that are outside the time of the meeting."""
    for meeting in records.meetings:
        for line in meeting.roll:
            if (wrong := _wrong_times(meeting, line)) is not None:
                yield RecordIssue(meeting.place, *wrong)


def _wrong_times(meeting: MeetingRecord, line: RollRecord) -> tuple[str, str] | None:
    came, left = line.arrived_at, line.left_at
    if meeting.closed_at is not None:
        for out, back in line.away:
            if back > meeting.closed_at or (meeting.opened_at and out < meeting.opened_at):
                found = f"{line.name} ออกเวลา {format_time(out)} กลับเวลา {format_time(back)}"
                return found, "เวลาระหว่างเริ่มและเลิกประชุม"
    if came is not None and meeting.closed_at is not None and came > meeting.closed_at:
        expected = f"เวลาก่อนเลิกประชุม {format_time(meeting.closed_at)}"
        return f"{line.name} เข้าประชุมเวลา {format_time(came)}", expected
    since = came or meeting.opened_at
    if left is not None and since is not None and left < since:
        word = "เข้าประชุม" if came is not None else "เริ่มประชุม"
        return (
            f"{line.name} ออกจากประชุมเวลา {format_time(left)}",
            f"เวลาหลัง{word} {format_time(since)}",
        )
    return None


def short_notices(records: Records) -> Iterator[RecordIssue]:
    """Report members notified less than three days ahead without a reason.

    Source: Administrative Procedure Act, ม. ๘๐.
    """
    for meeting in records.meetings:
        if meeting.notice_warning:
            yield RecordIssue(meeting.place, meeting.notice_warning, "ล่วงหน้าอย่างน้อย ๓ วัน")


def missing_notices(records: Records) -> Iterator[RecordIssue]:
    """Report a meeting held without a recorded notice."""
    for meeting in _over(records):
        if meeting.notified_on is None:
            found = f"ไม่มีวันแจ้งนัดของการประชุมวันที่ {format_date(meeting.held_on)}"
            yield RecordIssue(meeting.place, found, "วันที่ของหนังสือเชิญ", "แจ้งล่วงหน้าอย่างน้อย ๓ วัน")


def empty_items(records: Records) -> Iterator[RecordIssue]:
    """Report an item of a closed meeting without sub-items, text, resolution and mark (ไม่มี)."""
    for meeting in _over(records):
        if meeting.never_began:
            continue
        for item in meeting.items:
            said = item.statements or item.resolutions or item.is_joint
            said = said or item.nothing_said or item.has_children
            if not said:
                yield RecordIssue(
                    meeting.place_of_item(item), f"“{item.title}” ว่าง", "ข้อความ มติ หรือระบุว่าไม่มี"
                )


def items_both_empty_and_said(records: Records) -> Iterator[RecordIssue]:
    """Report an item marked "none" (ไม่มี) that has text or a resolution."""
    for meeting in records.meetings:
        for item in meeting.items:
            if item.nothing_said and (item.statements or item.resolutions):
                found = f"“{item.title}” ระบุว่าไม่มี แต่มีข้อความ"
                yield RecordIssue(meeting.place_of_item(item), found, "อย่างใดอย่างหนึ่ง")


def empty_statements(records: Records) -> Iterator[RecordIssue]:
    """Report a statement that has a speaker but no text."""
    for meeting in records.meetings:
        names = {line.id: line.name for line in meeting.roll}
        for item in meeting.items:
            for said in item.statements:
                if not said.text.strip():
                    place = meeting.place_of_statement(item, said.id)
                    who = names.get(said.speaker_id or 0, "ฝ่ายเลขานุการ")
                    yield RecordIssue(place, f"คำพูดของ {who} ว่าง", "ข้อความที่พูด")


def absent_speakers(records: Records) -> Iterator[RecordIssue]:
    """Report a statement whose speaker was absent, or whose seat was vacant, by the roll."""
    away = (AttendanceStatus.ABSENT, AttendanceStatus.VACANT)
    for meeting in records.meetings:
        missing = {line.id: line for line in meeting.roll if line.status in away}
        for item in meeting.items:
            for said in item.statements:
                if (line := missing.get(said.speaker_id or 0)) is not None:
                    place = meeting.place_of_statement(item, said.id)
                    found = f"{line.name or 'ตำแหน่งว่าง'} พูดในที่ประชุม แต่รายชื่อว่าไม่มาประชุม"
                    yield RecordIssue(place, found, "ผู้มาประชุม")


def undecided_items(records: Records) -> Iterator[RecordIssue]:
    """Report an item for decision that was discussed without a resolution."""
    for meeting in _over(records):
        for item in meeting.items:
            if item.decides and item.statements and not (item.resolutions or item.is_joint):
                found = f"“{item.title}” พิจารณาแล้วไม่มีมติ"
                yield RecordIssue(meeting.place_of_item(item), found, "มติที่ประชุม")


def orders_without_task(records: Records) -> Iterator[RecordIssue]:
    """Report a statement that assigns work in an item without a task."""
    for meeting in records.meetings:
        for item in meeting.items:
            if not item.tasks:
                yield from _unassigned(meeting, item)


def _unassigned(meeting: MeetingRecord, item: ItemRecord) -> Iterator[RecordIssue]:
    for said in item.statements:
        if given := _ASSIGNING.search(said.text):
            words = said.text[given.start() : given.start() + 40].split("\n")[0]
            place = meeting.place_of_statement(item, said.id)
            expected = "งานที่มีผู้รับผิดชอบและวันกำหนดเสร็จ (F9)"
            yield RecordIssue(place, f"“{words}…” ยังไม่เป็นงานที่มอบหมาย", expected, text=said.text)


def meetings_without_chair(records: Records) -> Iterator[RecordIssue]:
    """Report a meeting whose chair was absent, without a recorded substitute.

    Source: Administrative Procedure Act, ม. ๘๑.
    """
    for meeting in _over(records):
        chair = next((line for line in meeting.roll if line.role == Role.CHAIR), None)
        came = chair is None or chair.status == AttendanceStatus.PRESENT
        if not came and not any(line.takes_chair for line in meeting.roll):
            name = chair.name if chair is not None else ""
            expected = "ผู้ที่เป็นประธานในที่ประชุม ตาม ม. ๘๑"
            yield RecordIssue(meeting.place, f"{name or 'ประธาน'} ไม่มา และไม่มีผู้ทำหน้าที่แทน", expected)


def members_left_out(records: Records) -> Iterator[RecordIssue]:
    """Report a statement that lists three or more members of the committee, but not all."""
    for meeting in records.meetings:
        seats = [seat.label for seat in meeting.committee.seats]
        for item in meeting.items:
            for said in item.statements:
                listed = _listed(said.text)
                missing = [label for label in seats if not _names(listed, label)]
                if listed and missing and len(seats) - len(missing) >= _LEAST_LISTED:
                    place = meeting.place_of_statement(item, said.id)
                    found = f"รายชื่อกรรมการไม่มี {', '.join(missing)}"
                    expected = f"ครบ {thai_digits(len(seats))} ตำแหน่งตาม{meeting.order.label}"
                    yield RecordIssue(place, found, expected, text=said.text)


def _listed(text: str) -> str:
    """Return the list of members in a statement, without spaces; empty if it has none."""
    before, _, after = text.partition("ประกอบด้วย")
    return "".join(after[:_LONGEST_LIST].split()) if "คณะกรรมการ" in before else ""


def _names(listed: str, label: str) -> bool:
    """Return whether the listed members include a seat's label or its collective name (ผอ.กอง)."""
    heads = [head for head, words in _TOGETHER if label.startswith(head) and words in listed]
    return bool(heads) or "".join(label.split()) in listed


def _over(records: Records) -> Iterator[MeetingRecord]:
    return (meeting for meeting in records.meetings if meeting.is_over)


def _resolutions(
    records: Records,
) -> Iterator[tuple[MeetingRecord, ItemRecord, ResolutionRecord]]:
    for meeting in records.meetings:
        if meeting.state == MeetingState.PLANNED:
            continue
        for item in meeting.items:
            for made in item.resolutions:
                yield meeting, item, made


def _at(
    meeting: MeetingRecord,
    item: ItemRecord,
    made: ResolutionRecord,
    found: str,
    expected: str,
    because: str = "",
) -> RecordIssue:
    number = thai_digits(item.resolutions.index(made) + 1)
    place = meeting.place_of_part("resolution", made.id, f"วาระ {item.number} มติ {number}")
    return RecordIssue(place, found, expected, because)


def _quorum_for(meeting: MeetingRecord, item: ItemRecord) -> int:
    """Return the quorum of an item; members who withdrew from it are not counted.

    Source: Administrative Procedure Act, ม. ๑๕.
    """
    withdrew = len(item.recused)
    if not withdrew:
        return meeting.quorum_needed
    usual = meeting.committee.quorum_without(withdrew)
    if meeting.quorum_needed == meeting.committee.quorum:
        return usual
    return min(usual, (max(len(meeting.committee.seats) - withdrew, 0) + 2) // 3)


def _present_for(
    meeting: MeetingRecord, item: ItemRecord, made: ResolutionRecord
) -> tuple[int, int]:
    """Return the least and the greatest number of members present at a resolution by the roll."""
    members = (line for line in meeting.roll if line.seat_id is not None and line.counts)
    entries = tuple(line.entry for line in members if line.id not in item.recused)
    return Roll(entries, meeting.quorum_needed).present_at(made.made_at)
