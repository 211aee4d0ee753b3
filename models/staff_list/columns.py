"""Columns of a staff list: the meaning of their headers, ambiguities, and the office's choice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from kmtui.thai.digits import arabic_digits
from kmtui.thai.text import clean, key
from models.errors import Refused


class StaffColumn(StrEnum):
    """The content of a column of a staff list."""

    NAME = "name"
    TITLE = "title"
    GIVEN = "given"
    FAMILY = "family"
    POST = "post"
    LEVEL = "level"
    DIVISION = "division"
    SINCE = "since"

    @property
    def label(self) -> str:
        """The Thai word for the column, as typed after --columns."""
        return _LABELS[self]


_LABELS = {
    StaffColumn.NAME: "ชื่อสกุล",
    StaffColumn.TITLE: "คำนำหน้า",
    StaffColumn.GIVEN: "ชื่อตัว",
    StaffColumn.FAMILY: "สกุล",
    StaffColumn.POST: "ตำแหน่ง",
    StaffColumn.LEVEL: "ระดับ",
    StaffColumn.DIVISION: "สังกัด",
    StaffColumn.SINCE: "ตั้งแต่",
}
SHEET_LABEL = "แผ่นงาน"

# Headers without spaces and punctuation.
_HEADERS = {
    StaffColumn.NAME: "ชื่อสกุล ชื่อนามสกุล ชื่อและนามสกุล ชื่อและสกุล ชื่อตัวชื่อสกุล ชื่อชื่อสกุล รายชื่อ ชื่อบุคลากร "
    "ชื่อพนักงาน ชื่อเจ้าหน้าที่ ชื่อผู้ดำรงตำแหน่ง ผู้ดำรงตำแหน่ง ชื่อเต็ม ผู้ครองตำแหน่ง ชื่อผู้ครองตำแหน่ง "
    "ชื่อสกุลผู้ครองตำแหน่ง ชื่อสกุลผู้ดำรงตำแหน่ง ยศชื่อสกุล ยศชื่อตัวชื่อสกุล คำนำหน้าชื่อสกุล ชื่อสกุลพนักงาน "
    "รายชื่อพนักงาน รายชื่อบุคลากร name fullname nameandsurname namesurname employeename "
    "staffname employee",
    StaffColumn.TITLE: "คำนำหน้า คำนำหน้าชื่อ คำนำหน้านาม ยศ ยศคำนำหน้า คำนำหน้ายศ title prefix nametitle",
    StaffColumn.GIVEN: "ชื่อ ชื่อตัว ชื่อจริง firstname givenname forename",
    StaffColumn.FAMILY: "นามสกุล สกุล lastname surname familyname",
    StaffColumn.POST: "ตำแหน่ง ตำแหน่งปัจจุบัน ชื่อตำแหน่ง ตำแหน่งในสายงาน ตำแหน่งสายงาน ชื่อตำแหน่งในสายงาน "
    "ตำแหน่งทางการบริหาร ตำแหน่งในการบริหาร ตำแหน่งในการบริหารงาน ตำแหน่งงาน ตำแหน่งระดับ ตำแหน่งและระดับ "
    "ตำแหน่งพร้อมระดับ ชื่อตำแหน่งระดับ post position jobtitle job designation positiontitle",
    StaffColumn.LEVEL: "ระดับ ระดับตำแหน่ง level grade positionlevel",
    StaffColumn.DIVISION: "สังกัด สำนัก กอง สำนักกอง กองสำนัก สังกัดกอง สังกัดสำนักกอง หน่วยงาน "
    "ส่วนราชการ ส่วนงาน กองฝ่าย สำนักกองฝ่าย division department section office unit",
    StaffColumn.SINCE: "วันที่เริ่ม ตั้งแต่วันที่ ตั้งแต่ วันที่ดำรงตำแหน่ง วันเริ่มดำรงตำแหน่ง วันที่เริ่มดำรงตำแหน่ง "
    "ดำรงตำแหน่งตั้งแต่ ดำรงตำแหน่งเมื่อ ดำรงตำแหน่งตั้งแต่วันที่ วันเข้าดำรงตำแหน่ง วันที่แต่งตั้ง เริ่มวันที่ วันที่มีผล "
    "วันเดือนปีที่ดำรงตำแหน่ง วันเดือนปีที่แต่งตั้ง วันเดือนปีที่เริ่ม since from startdate effectivedate "
    "datefrom dateappointed",
}
_MEANING = {word: column for column, words in _HEADERS.items() for word in words.split()}
# What offices add in brackets without changing what the column holds.
_HARMLESS = re.compile(
    r"ผู้ครองตำแหน่ง|ผู้ดำรงตำแหน่ง|พร้อมคำนำหน้า.*|ภาษาไทย|ไทย|thai|ว\.?ด\.?ป\.?|วดป.*|วันเดือนปี.*|พศ|ถ้ามี"
    r"|สำนักกอง|กองสำนัก|กอง|ฝ่าย|ปัจจุบัน|ระดับ|ตัวบรรจง|ยศ|คำนำหน้า|ชื่อ|นามสกุล|ชื่อตัวชื่อสกุล",
    re.IGNORECASE,
)
_SIDE = re.compile(r"เดิม|ใหม่|อดีต|ก่อน|เก่า|old|new|former|previous", re.IGNORECASE)
_OTHER_HEADS = re.compile(
    r"^(?:ที่|ลำดับ(?:ที่)?|no\.?|เลขที่.*|เลขประจำ.*|รหัส.*|ประเภท.*|เงิน.*|คุณวุฒิ.*|วุฒิ.*|หมายเหตุ|อัตรา.*|จำนวน.*"
    r"|โทร.*|เบอร์.*|วันเดือนปีเกิด|วันเกิด|อายุ.*|ขั้น.*|ค่าตอบแทน.*|กรอบ.*|remarks?|salary|phone|tel.*|id)$",
    re.IGNORECASE,
)
_NUMBERING = re.compile(r"\(?[0-9๐-๙]{1,2}\)?")
HEAD_WITHIN = 40
"""The number of rows from the top within which a header is looked for."""

_DEEPEST = 3

Columns = Mapping[StaffColumn, int]


class ColumnChoice(Struct, frozen=True):
    """The office's choice for its list: the column of each content, and the sheet."""

    columns: tuple[tuple[StaffColumn, str], ...] = ()
    sheet: str = ""


class StaffHead(Struct, frozen=True):
    """The header of a table: its rows, the text of each column, and the content of each column.

    Attributes:
        top: the index of the first row of the header.
        below: the index of the first row after it.
        groups: the text of the merged cell above each column.
        columns: the columns of unambiguous content.
        doubtful: contents that several columns may hold, or one under an unusual header.
        is_name_alone: whether the office said that the columns beside the name are no part of it.
    """

    top: int
    below: int
    texts: tuple[str, ...]
    groups: tuple[str, ...]
    columns: dict[StaffColumn, int] = field(default_factory=dict)
    doubtful: dict[StaffColumn, tuple[int, ...]] = field(default_factory=dict)
    is_name_alone: bool = False

    @property
    def has_name(self) -> bool:
        """Whether a column may hold the names."""
        known = self.columns.keys() | self.doubtful.keys()
        return StaffColumn.NAME in known or {StaffColumn.GIVEN, StaffColumn.FAMILY} <= known

    @property
    def is_whole(self) -> bool:
        """Whether columns may hold names and another content, as in a real staff list."""
        return self.has_name and len(self.columns.keys() | self.doubtful.keys()) > 1

    @property
    def labels(self) -> tuple[str, ...]:
        """The headers of the columns as shown: ตำแหน่ง (กรอบอัตรากำลังใหม่)."""
        shown = []
        for text, group in zip(self.texts, self.groups, strict=True):
            shown.append(f"{text} ({group})" if group and group != text else text)
        return tuple(shown)


class ColumnsNeeded(Refused):
    """The columns of a list are ambiguous or missing; the office must choose them.

    `head` is the header as found, `sample` has some rows below it.
    """

    def __init__(self, sentence: str, head: StaffHead, sample: Sequence[Sequence[str]]) -> None:
        super().__init__(sentence)
        self.head, self.sample = head, sample


class SheetNeeded(Refused):
    """Several sheets of a workbook are staff lists; `sheets` are their names."""

    def __init__(self, sentence: str, sheets: Sequence[str]) -> None:
        super().__init__(sentence)
        self.sheets = tuple(sheets)


def find_head(cells: Sequence[Sequence[str]]) -> StaffHead | None:
    """Return the header of a table, of one to three rows; None if there is none."""
    for top in range(min(len(cells), HEAD_WITHIN)):
        head = _head_at(cells, top)
        if head is not None:
            return head
    return None


def column_letter(at: int) -> str:
    """Return the letter of a column as a spreadsheet shows it: A for 0, B … AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def parse_columns(typed: str) -> ColumnChoice:
    """Parse a typed choice: ชื่อสกุล=B, ตำแหน่ง=E, แผ่นงาน=พนักงาน. Raises Refused if malformed."""
    chosen: list[tuple[StaffColumn, str]] = []
    sheet = ""
    for part in re.split(r"[,;\n]", clean(typed)):
        if not part.strip():
            continue
        word, sign, where = (each.strip() for each in part.partition("="))
        if sign and where and word == SHEET_LABEL:
            sheet = where
            continue
        column = next((each for each in StaffColumn if word in (each.label, each.value)), None)
        column = column or _MEANING.get(_bare(word))
        if column == StaffColumn.GIVEN and word == "ชื่อ":
            column = StaffColumn.NAME
        if not sign or not where or column is None:
            words = " ".join(each.label for each in StaffColumn)
            raise Refused(
                f"ไม่เข้าใจ “{part.strip()}” พิมพ์เช่น ชื่อสกุล=B, ตำแหน่ง=E คำที่ใช้ได้: {words} {SHEET_LABEL}"
            )
        chosen.append((column, where))
    return ColumnChoice(tuple(chosen), sheet)


def chosen_columns(choice: ColumnChoice, labels: Sequence[str]) -> dict[StaffColumn, int]:
    """Return the index from 0 of the column chosen for each content; a dash chooses none.

    A column is named by its letter, number or header. Raises Refused if there is no such column.
    """
    found: dict[StaffColumn, int] = {}
    for column, where in choice.columns:
        if where.strip("-–"):
            found[column] = _place(where, labels)
    return found


def is_repeated_head(row: Sequence[str], head: StaffHead) -> bool:
    """Return whether a row repeats the header, or is the row of column numbers (1) (2) (3)."""
    filled = [cell for cell in row if cell.strip()]
    if len(filled) > 1 and all(_NUMBERING.fullmatch(cell.strip()) for cell in filled):
        return True
    wanted = {at: head.texts[at] for at in head.columns.values() if head.texts[at]}
    same = [at for at, text in wanted.items() if at < len(row) and _bare(row[at]) == _bare(text)]
    return bool(wanted) and len(same) == len(wanted)


def _place(where: str, labels: Sequence[str]) -> int:
    if re.fullmatch(r"[A-Za-z]{1,2}", where):
        at = 0
        for letter in where.upper():
            at = at * 26 + ord(letter) - ord("A") + 1
        at -= 1
    elif (number := arabic_digits(where)).isdecimal():
        at = int(number) - 1
    else:
        same = [place for place, label in enumerate(labels) if _bare(label) == _bare(where)]
        at = same[0] if len(same) == 1 else -1
    if not 0 <= at < len(labels):
        raise Refused(f"ไม่มีคอลัมน์ “{where}” ในแฟ้มนี้ ใช้อักษรของคอลัมน์ เช่น B หรือหัวตารางที่มีแห่งเดียว")
    return at


def _head_at(cells: Sequence[Sequence[str]], top: int) -> StaffHead | None:
    if not any(_meaning(cell)[0] for cell in cells[top]):
        return None
    depth = 1
    while depth < _DEEPEST and _continues(cells, top, depth):
        depth += 1
    head = _made_of(cells, top, depth)
    return head if head.is_whole else None


def _continues(cells: Sequence[Sequence[str]], top: int, depth: int) -> bool:
    """Return whether the next row is part of the header: it has only texts of headers."""
    if top + depth >= len(cells):
        return False
    above, row = cells[top + depth - 1], cells[top + depth]
    filled = [(at, cell) for at, cell in enumerate(row) if cell.strip()]
    new = [cell for at, cell in filled if at >= len(above) or cell != above[at]]
    known = [cell for cell in new if _meaning(cell)[0]]
    return bool(known) and all(_meaning(cell)[0] or _OTHER_HEADS.match(_bare(cell)) for cell in new)


def _made_of(cells: Sequence[Sequence[str]], top: int, depth: int) -> StaffHead:
    rows = [[" ".join(clean(cell).split()) for cell in row] for row in cells[top : top + depth]]
    width = max(len(row) for row in rows)
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    spread = [_spread(row, rows[at + 1]) for at, row in enumerate(rows[:-1])] + [rows[-1]]
    texts, groups = [], []
    for at in range(width):
        words = list(dict.fromkeys(row[at] for row in spread if row[at]))
        texts.append(words[-1] if words else "")
        groups.append(" ".join(words[:-1]))
    if depth == 1 and top > 0:
        groups = _groups_above(cells[top - 1], texts)
    head = StaffHead(top, top + depth, tuple(texts), tuple(groups))
    _give_meaning(head)
    return head


def _spread(row: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return a row with the text of each merged cell repeated over the columns that it spans."""
    last, found = "", []
    for at, cell in enumerate(row):
        last = cell or (last if below[at] else "")
        found.append(last)
    return found


def _groups_above(above: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Return the group titles above a one-row header, if the row above is one of groups."""
    groups = ["" for _ in texts]
    last = ""
    for at in range(len(texts)):
        cell = " ".join(clean(above[at]).split()) if at < len(above) else ""
        last = cell or last
        groups[at] = last if _SIDE.search(last) else ""
    return groups


def _give_meaning(head: StaffHead) -> None:
    sure: dict[StaffColumn, list[int]] = {}
    unsure: dict[StaffColumn, list[int]] = {}
    for at, text in enumerate(head.texts):
        column, certain = _meaning(text)
        if column is None and head.groups[at]:
            column, certain = _meaning(head.groups[at].split(" ")[-1])
            certain = certain and not text
        if column is None:
            continue
        certain = certain and not _SIDE.search(head.groups[at])
        (sure if certain else unsure).setdefault(column, []).append(at)
    _tell_name_parts(sure)
    for column in StaffColumn:
        places = sorted([*sure.get(column, ()), *unsure.get(column, ())])
        if len(places) == 1 and column in sure:
            head.columns[column] = places[0]
        elif places:
            head.doubtful[column] = tuple(places)


def _tell_name_parts(sure: dict[StaffColumn, list[int]]) -> None:
    given, family, name = StaffColumn.GIVEN, StaffColumn.FAMILY, StaffColumn.NAME
    # ชื่อสกุล beside ชื่อ is the family name, alone it is the full name.
    if given in sure and name in sure and family not in sure:
        sure[family] = sure.pop(name)
    if given in sure and family not in sure and name not in sure:
        sure[name] = sure.pop(given)


def _meaning(cell: str) -> tuple[StaffColumn | None, bool]:
    """Return the content that a header means, and whether that is certain."""
    whole = _bare(cell)
    if whole in _MEANING:
        return _MEANING[whole], True
    bracket = re.search(r"[(（](.*?)[)）]", cell)
    if bracket is not None:
        outside = _bare(cell[: bracket.start()] + cell[bracket.end() :])
        column = _MEANING.get(outside)
        if column is not None:
            return column, _HARMLESS.fullmatch(_bare(bracket[1])) is not None
    side = _SIDE.sub("", whole)
    return (_MEANING.get(side), False) if side != whole else (None, False)


def _bare(cell: str) -> str:
    return re.sub(r"[\s\-–—./()*:,_+&\\]", "", key(cell)).lower()


def doubt_phrases(head: StaffHead) -> Iterable[str]:
    """Yield a Thai phrase for each content whose column is ambiguous."""
    for column, places in head.doubtful.items():
        shown = " หรือ ".join(f"{column_letter(at)} {head.labels[at]}" for at in places)
        yield f"{column.label}: {shown}"
