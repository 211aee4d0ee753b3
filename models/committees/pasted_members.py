"""Members of a committee pasted as lines: matched to the register, then all added at once."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct, field

from kmtui.thai.digits import counts_text, thai_digits
from kmtui.thai.text import clean, key
from models.committees.member_matching import Register, SeatWay, begins_with_a_person
from models.committees.operations import add_seat, change_role
from models.committees.records import Committee, Role
from models.committees.rules import find_committee
from models.errors import Refused
from models.storage.database import database

_NUMBER = re.compile(r"^[\s(]*[0-9๐-๙]+(?:[.][0-9๐-๙]+)*[).\s]*|^\s*[-–—•*▪●]+\s*")
_LEADERS = re.compile(r"\.{3,}|…+|_{3,}")
_CELLS = re.compile(r"\t+|\.{3,}|…+|_{3,}|\s{2,}")
_MEMBER = r"(?:(?:อนุ)?กรรมการ|คณะทำงาน)"
_AND = r"\s*(?:และ|/|,|\s)\s*"
_ROLES = (
    (Role.VICE_CHAIR, rf"รอง(?:ประธาน{_MEMBER}?|หัวหน้าคณะทำงาน)(?:\s*คนที่\s*\S+)?"),
    (Role.CHAIR, rf"(?:ประธาน{_MEMBER}?|หัวหน้าคณะทำงาน)"),
    (
        Role.MEMBER_ASSISTANT_SECRETARY,
        rf"(?:{_MEMBER}(?:{_AND})?)?(?:ผู้ช่วย|ผช\.?)\s*เลขา(?:นุการ|ฯ)?(?:คณะกรรมการ|คณะทำงาน)?",
    ),
    (Role.MEMBER_SECRETARY, rf"(?:{_MEMBER}(?:{_AND})?)?เลขา(?:นุการ|ฯ)?(?:คณะกรรมการ|คณะทำงาน)?"),
    (Role.MEMBER, rf"{_MEMBER}(?:ผู้ทรงคุณวุฒิ)?"),
)
_NO_SUCH_ROLE = r"ที่ปรึกษา(?:คณะกรรมการ|คณะทำงาน|กรรมการ)?"
_BEFORE = r"(?:^|[\s.…,:;/(_–—-])(?:เป็น|ทำหน้าที่|ในฐานะ)?\s*"
_ANY_ROLE = "|".join(f"(?:{pattern})" for _, pattern in _ROLES)
_ROLE_AT_END = re.compile(rf"{_BEFORE}(?P<role>{_ANY_ROLE}|{_NO_SUCH_ROLE})\s*\)?[\s.]*$")
_ROLE_AT_BEGIN = re.compile(
    rf"^(?P<role>{_ANY_ROLE}|{_NO_SUCH_ROLE})\s*(?:[:：]|ประกอบด้วย|ได้แก่|คือ)\s*"
)
# Before a post it may be a part of it: เลขานุการ นายกเทศมนตรี.
_ROLE_BEFORE_PERSON = re.compile(rf"^(?P<role>{_ANY_ROLE}|{_NO_SUCH_ROLE})\s+")
_HEADS = frozenset(
    {
        *("ที่", "ลำดับ", "ลำดับที่", "ข้อ", "no", "ชื่อ", "รายชื่อ", "ตำแหน่ง", "ตำแหน่งปัจจุบัน"),
        *(
            "หน้าที่",
            "บทบาท",
            "ตำแหน่งคณะกรรมการ",
            "สังกัด",
            "หมายเหตุ",
            "name",
            "post",
            "position",
            "role",
        ),
    }
)
_BEGIN_OF_HEADS = ("ชื่อ", "รายชื่อ", "ตำแหน่งใน")
_NOT_LETTERS = re.compile(r"[\s\-–—./()*:,_]+")
_SHOWN = 3


class MemberState(StrEnum):
    """The effect of a pasted line on the committee."""

    ADD = "add"
    CHANGE = "change"
    SAME = "same"
    REPEATED = "repeated"
    ASKED = "asked"
    UNKNOWN = "unknown"
    LEFT_OUT = "left_out"

    @property
    def label(self) -> str:
        """The short Thai label of the effect."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    MemberState.ADD: "เพิ่ม",
    MemberState.CHANGE: "เปลี่ยนบทบาท",
    MemberState.SAME: "มีอยู่แล้ว",
    MemberState.REPEATED: "ซ้ำ",
    MemberState.ASKED: "ต้องเลือก",
    MemberState.UNKNOWN: "ไม่รู้จัก",
    MemberState.LEFT_OUT: "ไม่เอา",
}


class MemberAnswer(Struct, frozen=True):
    """A user's answer on a line: the member that is meant, or that the line is left out.

    `way` is the index of a candidate from 0 (None: as matched), `role` a role (None: as written).
    """

    way: int | None = None
    role: Role | None = None
    is_left_out: bool = False


class MemberLine(Struct, frozen=True):
    """A line and its effect.

    Attributes:
        number: the line in the text, from 1.
        ways: the seats that it may mean, the likeliest first.
        chosen: the index in `ways` of the seat that is taken; None if it is not decided.
        says_role: whether the line, or a heading above it, names the role.
        detail: what exactly is added or changed, or why nothing is.
        who: the line without its number and role.
    """

    number: int
    text: str
    role: Role
    says_role: bool
    ways: tuple[SeatWay, ...]
    chosen: int | None
    state: MemberState
    detail: str
    who: str = ""

    @property
    def way(self) -> SeatWay | None:
        """The seat that is taken; None if it is not decided."""
        return self.ways[self.chosen] if self.chosen is not None else None


Answers = Mapping[int, MemberAnswer]


class MembersPlan(Struct, frozen=True):
    """The effect of pasted lines on a committee; `answers` are by the numbers of lines."""

    committee_id: int
    lines: tuple[str, ...]
    rows: tuple[MemberLine, ...]
    answers: tuple[tuple[int, MemberAnswer], ...] = ()

    def of_state(self, *states: MemberState) -> tuple[MemberLine, ...]:
        """Return the lines with one of these effects."""
        return tuple(row for row in self.rows if row.state in states)


class _Written(Struct, frozen=True):
    """A parsed line: its role, and the other words as cells."""

    number: int
    text: str
    role: Role | None
    unknown_role: str
    cells: tuple[str, ...] = field(default=())


def plan_members(
    committee_id: int, lines: Sequence[str], answers: Answers | None = None
) -> MembersPlan:
    """Match lines to posts and people, and return their effects; changes nothing.

    Raises:
        Refused: the order is issued, or no line names a member.
        NotFound: there is no such committee.
    """
    given = dict(answers or {})
    committee = _draft(committee_id)
    register = Register(date.today())
    there = {
        SeatWay.key_of(seat.post_id, seat.person_id): Role(seat.role) for seat in committee.seats
    }
    rows: list[MemberLine] = []
    first: dict[tuple[int, int], int] = {}
    for written in _taken_apart(lines):
        answer = given.get(written.number, MemberAnswer())
        rows.append(_row(written, answer, register, there, first))
    if not rows:
        raise Refused("ไม่พบรายชื่อในข้อความนี้ วางหนึ่งคนหรือหนึ่งตำแหน่งต่อบรรทัด")
    return MembersPlan(committee_id, tuple(lines), tuple(rows), tuple(sorted(given.items())))


def must_be_settled(plan: MembersPlan, *, known_only: bool = False) -> None:
    """Raise Refused if a line (named) is undecided or unknown, or if all lines change nothing.

    With `known_only` unknown lines are allowed.
    """
    asked = plan.of_state(MemberState.ASKED)
    if asked:
        raise Refused(f"ยังไม่ได้เลือก {_named(asked)} กด Enter ที่บรรทัดนั้นเพื่อเลือก")
    unknown = plan.of_state(MemberState.UNKNOWN)
    if unknown and not known_only:
        raise Refused(f"ไม่พบในทะเบียน {_named(unknown)} เพิ่มบุคคลหรือตำแหน่งก่อน หรือแก้ชื่อ")
    if not plan.of_state(MemberState.ADD, MemberState.CHANGE):
        raise Refused("ไม่มีบรรทัดใดที่เพิ่มหรือเปลี่ยนกรรมการ")


def add_members(plan: MembersPlan, known_only: bool = False) -> None:
    """Add the members at the end of the committee and change roles, all or none.

    Raises:
        Refused: as raised by `must_be_settled`, or the register or the order has changed since.
        NotFound: the committee was deleted.
    """
    must_be_settled(plan, known_only=known_only)
    with database.atomic():
        if plan_members(plan.committee_id, plan.lines, dict(plan.answers)) != plan:
            raise Refused("ทะเบียนหรือคำสั่งเปลี่ยนไประหว่างตรวจ อ่านรายชื่อใหม่แล้วตรวจอีกครั้ง")
        committee = find_committee(plan.committee_id)
        seats = {SeatWay.key_of(each.post_id, each.person_id): each.id for each in committee.seats}
        for row in plan.rows:
            if row.way is None:
                continue
            if row.state == MemberState.ADD:
                add_seat(plan.committee_id, row.role, row.way.post_id, row.way.person_id)
            elif row.state == MemberState.CHANGE:
                change_role(seats[row.way.key], row.role)


def counted(plan: MembersPlan) -> str:
    """Return the Thai sentence with the number of lines by effect."""
    return counts_text(*((f"{each.label} {{}}", len(plan.of_state(each))) for each in MemberState))


def _draft(committee_id: int) -> Committee:
    committee = find_committee(committee_id)
    committee.order.must_be_draft()
    return committee


def _named(rows: Sequence[MemberLine]) -> str:
    named = ", ".join(f"บรรทัดที่ {thai_digits(row.number)} “{row.text}”" for row in rows[:_SHOWN])
    return f"{named} …" if len(rows) > _SHOWN else named


def _taken_apart(lines: Sequence[str]) -> Iterable[_Written]:
    """Parse the lines that name members; a line with only a role applies to the lines below it."""
    heading: tuple[Role | None, str] = (None, "")
    for number, line in enumerate(lines, 1):
        cells = [clean(cell).strip() for cell in _NUMBER.sub("", line).split("\t")]
        if _is_head(cells):
            continue
        bare = (" ".join(_LEADERS.sub(" ", cell).split()) for cell in cells)
        text = "  ".join(filter(None, bare))
        body, role = _take_role([cell for cell in cells if cell])
        parts = tuple(part for cell in body for part in _parts(cell))
        if not parts:
            heading = role if text else heading
            continue
        found, unknown = role if any(role) else heading
        yield _Written(number, text, found, unknown, parts)


def _is_head(cells: Sequence[str]) -> bool:
    filled = [_NOT_LETTERS.sub("", key(cell)) for cell in cells if cell]
    known = [cell in _HEADS or cell.startswith(_BEGIN_OF_HEADS) for cell in filled]
    return len(filled) > 1 and all(known)


def _parts(cell: str) -> list[str]:
    found = (part.strip(" .,:;-–—") for part in _CELLS.split(cell))
    return [_NUMBER.sub("", part) for part in found if _NOT_LETTERS.sub("", part)]


def _take_role(cells: list[str]) -> tuple[list[str], tuple[Role | None, str]]:
    """Return the cells without the role, and the role, or the words of an unknown role."""
    for at, cell in enumerate(cells):
        if found := re.fullmatch(rf"\(?(?P<role>{_ANY_ROLE}|{_NO_SUCH_ROLE})\)?", cell.strip(" .")):
            return [*cells[:at], *cells[at + 1 :]], _role(found["role"])
    if cells and (found := _ROLE_AT_END.search(cells[-1])):
        return [*cells[:-1], cells[-1][: found.start()]], _role(found["role"])
    if cells and (found := _role_at_begin(cells[0])):
        return [cells[0][found.end() :], *cells[1:]], _role(found["role"])
    return cells, (None, "")


def _role_at_begin(cell: str) -> re.Match[str] | None:
    found = _ROLE_BEFORE_PERSON.match(cell)
    if found and begins_with_a_person(cell[found.end() :]):
        return found
    return _ROLE_AT_BEGIN.match(cell)


def _role(words: str) -> tuple[Role | None, str]:
    for role, pattern in _ROLES:
        if re.fullmatch(pattern, words):
            return role, ""
    return None, words


def _row(
    written: _Written,
    answer: MemberAnswer,
    register: Register,
    there: Mapping[tuple[int, int], Role],
    first: dict[tuple[int, int], int],
) -> MemberLine:
    match = register.match(written.cells)
    role = answer.role or written.role or Role.MEMBER
    says = written.role is not None
    chosen = answer.way if answer.way is not None else 0 if match.is_sure else None

    def row(state: MemberState, detail: str, taken: int | None = None) -> MemberLine:
        return MemberLine(
            written.number,
            written.text,
            role,
            says,
            match.ways,
            taken,
            state,
            detail,
            " ".join(written.cells),
        )

    if answer.is_left_out:
        return row(MemberState.LEFT_OUT, "")
    if not match.ways:
        return row(MemberState.UNKNOWN, match.note)
    if chosen is None or chosen >= len(match.ways):
        return row(MemberState.ASKED, match.note or "อ่านได้หลายอย่าง")
    if written.unknown_role and answer.role is None:
        note = f"ไม่มีบทบาท “{written.unknown_role}” เลือกบทบาทอื่น"
        return row(MemberState.ASKED, note)
    way = match.ways[chosen]
    if way.key in first:
        return row(MemberState.REPEATED, f"กับบรรทัดที่ {thai_digits(first[way.key])}")
    first[way.key] = written.number
    unsaid = "" if says or answer.role else " (บรรทัดไม่บอกบทบาท)"
    present = there.get(way.key)
    if present is None:
        return row(MemberState.ADD, f"{way.label} เป็น{role.label}{unsaid}", chosen)
    if present == role or unsaid:
        return row(MemberState.SAME, f"{way.label} เป็น{present.label}", chosen)
    change = f"{way.label} จาก{present.label} เป็น{role.label}"
    return row(MemberState.CHANGE, change, chosen)
