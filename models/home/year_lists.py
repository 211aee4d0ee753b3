"""The yearly lists of `kmtui list`: attendance, resolutions, meetings held."""

from datetime import date

from models.home.meeting_year import (
    AttendanceCount,
    MeetingYear,
    ResolutionLine,
    read_meeting_year,
    years_of_meetings,
)
from models.office.plain_table import Listing


def list_attendance(day: date, year: int | None = None) -> Listing:
    """List the attendance of every member, the latest calendar year first, or of one year."""
    return attendance_listing(_years(day, year))


def list_resolutions(day: date, year: int | None = None) -> Listing:
    """List the resolutions with their outcomes by the day, the latest calendar year first."""
    return resolution_listing(_years(day, year), day)


def list_held(day: date, year: int | None = None) -> Listing:
    """List the numbers of meetings held and called, per committee and calendar year."""
    rows = tuple(
        (of.year, each.committee, each.planned, each.held, each.failed, each.waiting, each.missed)
        for of in _years(day, year)
        for each in of.counts
    )
    return Listing(
        ("year", "committee", "planned", "held", "failed", "waiting", "missed"),
        ("ปี", "คณะกรรมการ", "นัด", "ประชุมแล้ว", "ไม่ครบองค์", "รอประชุม", "เลยกำหนด"),
        rows,
    )


def _years(day: date, year: int | None) -> list[MeetingYear]:
    years = years_of_meetings() if year is None else (year,)
    return [read_meeting_year(each, day) for each in years]


def attendance_listing(years: list[MeetingYear]) -> Listing:
    """Return the attendance of these years as a table."""
    rows = tuple((of.year, *_attended(each)) for of in years for each in of.attendance)
    return Listing(
        (
            "year", "committee", "name", "post", "role", "meetings", "came", "online", "late",
            "left", "substituted", "excused", "absent", "came_to",
        ),
        (
            "ปี", "คณะกรรมการ", "ชื่อ - สกุล", "ตำแหน่ง", "หน้าที่", "ประชุม", "มา", "ออนไลน์", "มาสาย",
            "ออกก่อน", "ส่งผู้แทน", "ลา", "ไม่มา", "ครั้งที่มา",
        ),
        rows,
    )  # fmt: skip


def _attended(each: AttendanceCount) -> tuple[str | int, ...]:
    counts = (each.meetings, each.came, each.online, each.late, each.left)
    missing = (each.substituted, each.excused, each.absent)
    who = (each.committee, each.name, each.title, each.role)
    return (*who, *counts, *missing, ", ".join(each.came_to))


def resolution_listing(years: list[MeetingYear], day: date) -> Listing:
    """Return the resolutions of these years as a table, with their outcomes by the day."""
    rows = tuple(_resolved(each, day) for of in years for each in of.resolutions)
    return Listing(
        ("committee", "meeting", "held_on", "item", "title", "outcome", "resolution", "became"),
        ("คณะกรรมการ", "ครั้งที่", "วันที่", "วาระ", "เรื่อง", "ผล", "มติ", "ผลการดำเนินงาน"),
        rows,
    )


def _resolved(each: ResolutionLine, day: date) -> tuple[str | date, ...]:
    of = (each.committee, each.meeting, each.held_on, each.item, each.title)
    return (*of, each.outcome, each.text, each.became(day))
