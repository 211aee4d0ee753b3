"""Rows of a staff list parsed into the register's terms: person, post, level, first day."""

import re
from dataclasses import dataclass
from datetime import date

from kmtui.thai.dates import parse_written_date
from kmtui.thai.names import PersonName, split_name
from kmtui.thai.when.typed import DateError
from models.people.records import full_name
from models.staff_list.files import StaffRow

_VACANT = re.compile(r"[-–—(]*\s*(ว่าง|ตำแหน่งว่าง|อัตราว่าง|ไม่มี|ยุบเลิก)?\s*[-–—)]*")
_ACTING = re.compile(
    r"\s*[(,]?\s*(?:รก\.\s?|ร\.ก\.\s?|รักษาราชการแทน\s?|รักษาการในตำแหน่ง\s?)(?=[ก-ฮเ-ไ])"
)
_LEVELS = re.compile(
    r"(?<=.{4})(ชำนาญการพิเศษ|ชำนาญการ|ปฏิบัติการ|ชำนาญงาน|ปฏิบัติงาน|อาวุโส|เชี่ยวชาญ|ทรงคุณวุฒิ)$"
)
_DIGIT = re.compile(r"[0-9๐-๙]")
_DIRECTOR = "ผู้อำนวยการ"


class BadRow(Exception):
    """A row that cannot be imported; the message is a Thai phrase."""


@dataclass(frozen=True)
class StaffEntry:
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


def understand(row: StaffRow, day: date) -> StaffEntry:
    """Parse a row; without a date it begins on `day`. Raises BadRow."""
    own, acting = _posts(row.post)
    level = row.level if row.level not in ("-", "–") else ""
    if not level:
        own, level = _split_level(own)
    elif own.endswith(level):
        own = own.removesuffix(level).strip()
    return StaffEntry(
        row.number,
        _name(row.name, own or acting),
        own,
        level,
        acting,
        row.division if not _VACANT.fullmatch(row.division) else "",
        _since(row.since, day),
    )


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


def _posts(written: str) -> tuple[str, str]:
    """Return the substantive and the acting post; either may be empty."""
    own, *acting = _ACTING.split(written, maxsplit=1)
    stood_in = acting[0].strip(" )") if acting else ""
    if stood_in.startswith("ผอ."):
        stood_in = _DIRECTOR + stood_in.removeprefix("ผอ.").strip()
    return ("" if _VACANT.fullmatch(own) else own.strip()), stood_in


def _split_level(post: str) -> tuple[str, str]:
    found = _LEVELS.search(post)
    if found is None or post[: found.start()].endswith(" "):
        return post, ""
    return post[: found.start()], found.group()


def _since(written: str, day: date) -> date:
    if _VACANT.fullmatch(written):
        return day
    try:
        return parse_written_date(written, day)
    except DateError as error:
        raise BadRow(f"วันที่ “{written}” ไม่ถูกต้อง: {error}") from error
