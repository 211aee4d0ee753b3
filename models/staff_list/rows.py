"""Parses rows of a staff list: person, post, level, first day."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from msgspec import Struct

from kmtui.thai.dates import format_date, parse_written_date
from kmtui.thai.names import PersonName, split_name
from kmtui.thai.when.typed import DateError
from models.people.levels import glued_level, level_range, long_post, parse_level, split_level
from models.people.records import full_name
from models.staff_list.tables import StaffRow

_VACANT = re.compile(
    r"[-–—(]*\s*(ว่าง.*|ตำแหน่งว่าง.*|อัตราว่าง.*|ไม่มี|ยุบเลิก|กำหนดเพิ่ม.*|vacant)?\s*[-–—)]*",
    re.IGNORECASE,
)
_ACTING = re.compile(
    r"\s*[(,]?\s*(?:รก\.\s?|ร\.ก\.\s?|รักษาราชการแทน\s?|รักษาการในตำแหน่ง\s?|รักษาการแทน\s?|รักษาการ\s?)"
    r"(?=[ก-ฮเ-ไ])"
)
_OTHER_DUTY = re.compile(r"[(,\s]*(?:ปฏิบัติหน้าที่|ปฏิบัติราชการ|ช่วยราชการ|ทำหน้าที่|ปฏิบัติงานใน)")
_THAI_OR_LATIN = re.compile(r"[ก-ฮA-Za-z]")
_OF_SPREADSHEET = re.compile(r"\d{4}-\d\d-\d\d")
_DIGIT = re.compile(r"[0-9๐-๙]")
_WORKING_LIFE = 45  # years
_YEAR_2500 = 1957


class DoubtKind(StrEnum):
    """The ambiguous part of a row."""

    DATE = "date"
    LEVEL = "level"
    POST = "post"
    HOLDERS = "holders"

    @property
    def label(self) -> str:
        """The Thai question about the ambiguous part."""
        return {
            DoubtKind.DATE: "หมายถึงวันใด",
            DoubtKind.LEVEL: "เป็นระดับใด",
            DoubtKind.POST: "เป็นตำแหน่งใด",
            DoubtKind.HOLDERS: "มีผู้ดำรงตำแหน่งกี่คน",
        }[self]


DoubtKey = tuple[DoubtKind, str]
Settled = Mapping[DoubtKey, str]
"""The office's answers: one for each thing written, however many rows have it."""


class Doubt(Exception):
    """An ambiguous text in a row; `ways` has the words of each reading and its value."""

    def __init__(self, kind: DoubtKind, written: str, ways: tuple[tuple[str, str], ...]) -> None:
        super().__init__(written)
        self.kind, self.written, self.ways = kind, written, ways

    @property
    def key(self) -> DoubtKey:
        """The kind and the text of the doubt, under which its answer is stored."""
        return self.kind, self.written


class BadRow(Exception):
    """A row that cannot be imported; the message is a Thai phrase."""


class StaffEntry(Struct, frozen=True):
    """A parsed row. `name` is None if the post is vacant."""

    row: int
    name: PersonName | None
    post: str
    level: str
    acting: str
    division: str
    since: date

    @property
    def full_name(self) -> str:
        """The name as printed by the register; empty for a vacant post."""
        if self.name is None:
            return ""
        return full_name(self.name.title, self.name.given, self.name.family)


def understand(row: StaffRow, day: date, settled: Settled = MappingProxyType({})) -> StaffEntry:
    """Parse a row; without a date it begins on `day`.

    Raises:
        BadRow: the row cannot be imported.
        Doubt: the row may be read in two ways; `settled` has the way that the office chose.
    """
    own, acting = _posts(row.post, settled)
    own, level = _post_and_level(own, row.level, not _VACANT.fullmatch(row.name), settled)
    return StaffEntry(
        row.number,
        _name(row.name, own or acting),
        own,
        level,
        acting,
        row.division if not _VACANT.fullmatch(row.division) else "",
        _since(row.since, day, settled),
    )


def _post_and_level(post: str, written: str, is_held: bool, settled: Settled) -> tuple[str, str]:
    """Return the post and its level, from the column of levels or the text of the post."""
    ranged = level_range(post)
    own, inner = (ranged[0], "") if ranged is not None else split_level(post)
    glued = glued_level(post)
    if glued is not None and not written.strip("-– "):
        stem, level = glued
        ways = ((f"{stem} ระดับ{level}", f"{stem}|{level}"), (f"ตำแหน่งชื่อ {post}", f"{post}|"))
        own, inner = _answer(DoubtKind.POST, post, ways, settled).split("|")
    elif glued is not None and parse_level(written) == glued[1]:
        own = glued[0]
    asked = ranged[1] if ranged is not None and not written.strip("-– ") else written
    known = parse_level(asked)
    level = known or ""
    if known is None and is_held:
        level = _unknown_level(asked, settled)
    if inner and level and inner != level:
        ways = ((f"ระดับ{level}", level), (f"ระดับ{inner}", inner))
        return own, _answer(DoubtKind.LEVEL, f"{post} / {written}", ways, settled)
    return own, level or inner


def _unknown_level(written: str, settled: Settled) -> str:
    parts = [parse_level(part) for part in re.split(r"[/\-–]", written)]
    known = [level for level in parts if level]
    ways = [(f"ระดับ{level}", level) for level in known if len(known) == len(parts)]
    ways = ways or [(f"เก็บว่า “{written}” ตามที่เขียน", written)]
    return _answer(DoubtKind.LEVEL, written, (*ways, ("ไม่ใส่ระดับ", "")), settled)


def _answer(
    kind: DoubtKind, written: str, ways: tuple[tuple[str, str], ...], settled: Settled
) -> str:
    """Return the reading of an ambiguous text that the office chose.

    Raises:
        Doubt: the office has not chosen yet.
    """
    given = settled.get((kind, written))
    if given is None or given not in [value for _, value in ways]:
        raise Doubt(kind, written, ways)
    return given


def _name(written: str, post: str) -> PersonName | None:
    if _VACANT.fullmatch(written):
        if not post:
            raise BadRow("ไม่มีชื่อและตำแหน่ง")
        if not written:
            raise BadRow("ไม่มีชื่อ ถ้าตำแหน่งว่างให้พิมพ์ว่า ว่าง")
        return None
    if _DIGIT.search(written):
        raise BadRow(f"ชื่อ “{written}” มีตัวเลข")
    name = split_name(written)
    if not name.title:
        raise BadRow(f"ชื่อ “{written}” ไม่มีคำนำหน้าชื่อ")
    if not name.given or not name.family:
        raise BadRow(f"ชื่อ “{written}” ไม่ครบ ต้องมีทั้งชื่อและนามสกุล")
    if not post:
        raise BadRow(f"{written} ไม่มีตำแหน่ง")
    return name


def _posts(written: str, settled: Settled) -> tuple[str, str]:
    """Return the substantive and the acting post; either may be empty."""
    own, *acting = _ACTING.split(written, maxsplit=1)
    stood_in = long_post(acting[0].strip(" )")) if acting else ""
    own = "" if _VACANT.fullmatch(own) else long_post(own.strip())
    if own and not _THAI_OR_LATIN.search(own):
        raise BadRow(f"ตำแหน่ง “{own}” ไม่มีตัวอักษร อาจเป็นเลขที่ตำแหน่ง")
    other = _OTHER_DUTY.search(own)
    if other is not None and own[: other.start()].strip(" (,"):
        first = own[: other.start()].strip(" (,")
        ways = ((f"ตำแหน่ง {first}", first), (f"ตำแหน่งชื่อ {own}", own))
        own = _answer(DoubtKind.POST, own, ways, settled)
    return own, split_level(stood_in)[0]


def _since(written: str, day: date, settled: Settled) -> date:
    if _VACANT.fullmatch(written):
        return day
    try:
        found = parse_written_date(written, day)
    except DateError as error:
        raise BadRow(f"วันที่ “{written}” ไม่ถูกต้อง: {error}") from error
    meant = _typed_with_short_year(written, found, day)
    if meant is None:
        return found
    ways = ((format_date(meant), meant.isoformat()), (format_date(found), found.isoformat()))
    return date.fromisoformat(_answer(DoubtKind.DATE, written, ways, settled))


def _typed_with_short_year(written: str, found: date, day: date) -> date | None:
    """Return the day typed as 1/10/63, which a spreadsheet stored as one of 1963; None for others.

    None for a day that cannot be one: of a coming year, or of more than a working life ago.
    """
    if _OF_SPREADSHEET.fullmatch(written) is None or not written.startswith(("19", "20")):
        return None
    year = _YEAR_2500 + found.year % 100
    likely = range(day.year - _WORKING_LIFE, day.year + 2)
    if year not in likely or found.year in likely:
        return None
    try:
        return found.replace(year=year)
    except ValueError:  # 29 February
        return found.replace(year=year, day=28)
