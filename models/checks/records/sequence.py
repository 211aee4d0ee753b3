"""Checks of sequence: numbers in order of dates, documents after those that they cite.

Numbers restart every calendar year (ระเบียบงานสารบรรณ ข้อ ๑๖).
"""

import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date

from msgspec import Struct

from kmtui.thai.dates import buddhist_year, fiscal_year, format_date
from kmtui.thai.digits import thai_digits
from models.checks.core.finding import FindingLocation, RecordIssue
from models.checks.records.values import Records
from models.committees.records import OrderState

YEARS_AHEAD = 3
FIRST_YEAR = 2500
"""The first possible year (Buddhist Era). Others are typing slips: 2020 for 2563, 2653 for 2563."""

_YEARS_APART = 1


class _Numbered(Struct, frozen=True):
    """A numbered record of a series, with its date."""

    series: Hashable
    number: int
    on: date
    place: FindingLocation
    noun: str


def _of_meetings(records: Records) -> list[_Numbered]:
    return [
        _Numbered(
            (each.committee.chain_id, each.year), each.number, each.held_on, each.place, "ครั้งที่"
        )
        for each in records.meetings
    ]


def _of_orders(records: Records) -> list[_Numbered]:
    return [
        _Numbered(("order", each.year), each.number, each.issued_on, each.place, "คำสั่งที่")
        for each in records.orders
        if each.number is not None and each.issued_on is not None
    ]


def _of_memos(records: Records) -> list[_Numbered]:
    return [
        _Numbered(("memo", each.year), each.number, each.written_on, each.place, "บันทึกที่")
        for each in records.memos
        if each.number is not None
    ]


def missing_meeting_numbers(records: Records) -> Iterator[RecordIssue]:
    """Report a gap in the meeting numbers of a committee in a year."""
    for row in _series(_of_meetings(records)):
        for before, after in itertools.pairwise(row):
            if after.number > before.number + 1:
                missing = thai_digits(before.number + 1)
                found = f"ครั้งก่อนหน้าคือครั้งที่ {thai_digits(before.number)}"
                because = "เพราะเลขครั้งที่ประชุมต้องต่อกันในปีปฏิทิน"
                yield RecordIssue(after.place, found, f"ครั้งที่ {missing} คั่นอยู่", because)


def numbers_given_twice(records: Records) -> Iterator[RecordIssue]:
    """Report two records of a series (meetings, orders, memos) with the same number."""
    for row in _every_series(records):
        for before, after in itertools.pairwise(row):
            if after.number == before.number:
                found = f"{after.noun} {thai_digits(after.number)} ซ้ำกับ {before.place.label}"
                yield RecordIssue(after.place, found, "เลขที่ไม่ซ้ำในปีเดียวกัน")


def numbers_against_days(records: Records) -> Iterator[RecordIssue]:
    """Report a document dated before the one of its series with the next lower number."""
    for row in _every_series(records):
        for before, after in itertools.pairwise(row):
            if after.number > before.number and after.on < before.on:
                found = f"วันที่ {format_date(after.on)}"
                number, day = thai_digits(before.number), format_date(before.on)
                expected = f"ตั้งแต่ {day} ซึ่งเป็นวันที่ของ{before.noun} {number}"
                yield RecordIssue(after.place, found, expected)


def _every_series(records: Records) -> Iterator[list[_Numbered]]:
    for rows in (_of_meetings(records), _of_orders(records), _of_memos(records)):
        yield from _series(rows)


def _series(rows: Iterable[_Numbered]) -> Iterator[list[_Numbered]]:
    found: dict[Hashable, list[_Numbered]] = defaultdict(list)
    for row in rows:
        found[row.series].append(row)
    for series in found.values():
        yield sorted(series, key=lambda row: (row.number, row.on))


def wrong_number_years(records: Records) -> Iterator[RecordIssue]:
    """Report a number whose year is not the calendar year of the document's date."""
    days = [(each.place, each.year, each.held_on) for each in records.meetings]
    days += [
        (each.place, each.year, each.issued_on)
        for each in records.orders
        if each.year is not None and each.issued_on is not None
    ]
    days += [
        (each.place, each.year, each.written_on) for each in records.memos if each.year is not None
    ]
    for place, year, on in days:
        if year != buddhist_year(on):
            found = f"เลขที่ของปี {thai_digits(year)} แต่ลงวันที่ {format_date(on)}"
            expected = f"ปี {thai_digits(buddhist_year(on))}"
            yield RecordIssue(place, found, expected, "เพราะเลขที่นับตามปีปฏิทิน ไม่ใช่ปีงบประมาณ")


def meetings_before_order(records: Records) -> Iterator[RecordIssue]:
    """Report a meeting before the committee was appointed, or on or after its revocation."""
    for meeting in records.meetings:
        order = meeting.order
        held, issued, revoked = meeting.held_on, order.issued_on, order.revoked_on
        if issued is not None and held < issued:
            found = f"ประชุมวันที่ {format_date(held)}"
            yield RecordIssue(
                meeting.place, found, f"ตั้งแต่ {format_date(issued)} ซึ่งเป็นวันที่ของ{order.label}"
            )
        if revoked is not None and held >= revoked and meeting.is_over:
            found = f"ประชุมวันที่ {format_date(held)}"
            yield RecordIssue(
                meeting.place, found, f"ก่อน {format_date(revoked)} ซึ่ง{order.label}ถูกยกเลิก"
            )


def orders_before_memo(records: Records) -> Iterator[RecordIssue]:
    """Report an order signed before its approval was requested."""
    for order in records.orders:
        memo, issued = order.approval, order.issued_on
        if memo is not None and issued is not None and issued < memo.written_on:
            expected = f"ตั้งแต่ {format_date(memo.written_on)} ซึ่งเป็นวันที่ของบันทึกขออนุมัติ"
            yield RecordIssue(order.place, f"ออกวันที่ {format_date(issued)}", expected)


def orders_on_memo_day(records: Records) -> Iterator[RecordIssue]:
    """Report an order signed on the day of the memo that requests it."""
    for order in records.orders:
        memo, issued = order.approval, order.issued_on
        if memo is not None and issued == memo.written_on and issued is not None:
            found = f"ออกวันที่ {format_date(issued)} วันเดียวกับบันทึกขออนุมัติ"
            yield RecordIssue(order.place, found, "หลังวันที่อนุมัติบันทึก", "ตรวจว่าบันทึกอนุมัติแล้วก่อนออกคำสั่ง")


def orders_without_memo(records: Records) -> Iterator[RecordIssue]:
    """Report an issued order without a memo that requests it."""
    for order in records.orders:
        if order.state == OrderState.ISSUED and order.approval is None:
            yield RecordIssue(order.place, "ไม่มีบันทึกขออนุมัติ", "บันทึกที่อนุมัติแล้วก่อนออกคำสั่ง")


def early_announcements(records: Records) -> Iterator[RecordIssue]:
    """Report a plan announced before its review, or before the meeting that approved it."""
    for record in records.plans:
        plan = record.plan
        earlier = []
        if plan.review is not None:
            earlier.append((plan.review.reviewed_on, "วันที่ CKO ทบทวน"))
        if plan.approval is not None:
            earlier.append((plan.approval.held_on, "วันประชุมที่เห็นชอบ"))
        for day, what in earlier:
            if plan.announced_on is not None and plan.announced_on < day:
                found = f"ประกาศวันที่ {format_date(plan.announced_on)}"
                yield RecordIssue(record.place_of_part(), found, f"ตั้งแต่ {format_date(day)} {what}")


def early_adoptions(records: Records) -> Iterator[RecordIssue]:
    """Report minutes adopted before their meeting was held."""
    for meeting in records.meetings:
        if meeting.adopted_on is not None and meeting.adopted_on < meeting.held_on:
            found = f"รับรองรายงานวันที่ {format_date(meeting.adopted_on)}"
            expected = f"ตั้งแต่วันประชุม {format_date(meeting.held_on)}"
            yield RecordIssue(meeting.place, found, expected)


def early_replies(records: Records) -> Iterator[RecordIssue]:
    """Report a memo whose reply or signature is dated before the memo."""
    for memo in records.memos:
        signed = [day for day in memo.signed_on if day is not None]
        for word, day in (
            ("ลงนามตอบ", memo.replied_on),
            ("ลงนามรับทราบ", min(signed, default=None)),
        ):
            if day is not None and day < memo.written_on:
                expected = f"ตั้งแต่ {format_date(memo.written_on)} วันที่ของบันทึก"
                yield RecordIssue(memo.place, f"{word}วันที่ {format_date(day)}", expected)


def early_reports(records: Records) -> Iterator[RecordIssue]:
    """Report a training reported before its end, or with an end before its start."""
    for each in records.trainings:
        if each.returned_on < each.begins_on:
            found = f"กลับวันที่ {format_date(each.returned_on)}"
            yield RecordIssue(each.place, found, f"ตั้งแต่วันเริ่ม {format_date(each.begins_on)}")
        if each.reported_on is not None and each.reported_on < each.returned_on:
            found = f"รายงานวันที่ {format_date(each.reported_on)}"
            yield RecordIssue(each.place, found, f"ตั้งแต่วันกลับ {format_date(each.returned_on)}")


def days_ahead(records: Records) -> Iterator[RecordIssue]:
    """Report an issued document or a closed meeting dated in the future, up to 3 years ahead."""
    for place, on, word in _made_on(records):
        if on > records.today and buddhist_year(on) <= _last_year(records):
            today = format_date(records.today)
            yield RecordIssue(place, f"{word} {format_date(on)}", f"ไม่เกินวันนี้ ({today})")


def impossible_years(records: Records) -> Iterator[RecordIssue]:
    """Report a date before the year 2500 (Buddhist Era), or over 3 years after the current one."""
    planned = [(each.place, each.held_on, "ประชุมวันที่") for each in records.meetings]
    for place, on, word in dict.fromkeys((*_made_on(records), *planned)):
        year = buddhist_year(on)
        if not FIRST_YEAR <= year <= _last_year(records):
            last = thai_digits(_last_year(records))
            expected = f"ปี พ.ศ. {thai_digits(FIRST_YEAR)} ถึง {last}"
            yield RecordIssue(place, f"{word} {format_date(on)}", expected)


def _last_year(records: Records) -> int:
    return buddhist_year(records.today) + YEARS_AHEAD


def _made_on(records: Records) -> Iterator[tuple[FindingLocation, date, str]]:
    for order in records.orders:
        if order.issued_on is not None:
            yield order.place, order.issued_on, "ออกวันที่"
    for meeting in records.meetings:
        if meeting.is_over:
            yield meeting.place, meeting.held_on, "ประชุมวันที่"
    for memo in records.memos:
        if memo.number is not None:
            yield memo.place, memo.written_on, "ลงวันที่"
    for record in records.plans:
        if record.plan.announced_on is not None:
            yield record.place_of_part(), record.plan.announced_on, "ประกาศวันที่"


def mixed_fiscal_years(records: Records) -> Iterator[RecordIssue]:
    """Report a memo or plan dated more than one year from its fiscal year."""
    for memo in records.memos:
        if memo.fiscal_year is not None and _is_far(memo.written_on, memo.fiscal_year):
            yield _mixed(memo.place, memo.written_on, "ลงวันที่", memo.fiscal_year)
    for record in records.plans:
        plan = record.plan
        days = [(plan.announced_on, "ประกาศวันที่")]
        days += [(plan.approval.held_on, "เห็นชอบเมื่อ")] if plan.approval else []
        for on, word in days:
            if on is not None and _is_far(on, plan.fiscal_year):
                yield _mixed(record.place_of_part(), on, word, plan.fiscal_year)


def _is_far(on: date, year: int) -> bool:
    return abs(fiscal_year(on) - year) > _YEARS_APART


def _mixed(place: FindingLocation, on: date, word: str, year: int) -> RecordIssue:
    actual = thai_digits(fiscal_year(on))
    found = f"{word} {format_date(on)} อยู่ในปีงบประมาณ {actual}"
    return RecordIssue(place, found, f"ใกล้ปีงบประมาณ {thai_digits(year)} ของเอกสาร")
