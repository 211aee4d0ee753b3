"""Import of pasted lines as knowledge items: comparison with a year's list, then all at once."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from kmtui.thai.digits import counts_text
from kmtui.thai.text import clean, key
from models.errors import Refused
from models.knowledge.records import ListOf, add_knowledge, items_in
from models.office.organization import Division
from models.storage.database import database

_MARK = re.compile(
    r"^\s*(?:\(?[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]+)*(?:\.\)|[.)]|(?=\s))(?![0-9๐-๙])|[-–—•*▪●○])\s*"
)


class KnowledgeLine(Struct, frozen=True):
    """A line as an item of a list; `number` is the line in the text, from 1.

    `is_new` is false if the list or an earlier line has the item.
    """

    number: int
    where: ListOf
    division: str
    text: str
    is_new: bool


class KnowledgeLines(Struct, frozen=True):
    """The effect of pasted lines on a year's lists."""

    where: ListOf
    lines: tuple[str, ...]
    rows: tuple[KnowledgeLine, ...]

    @property
    def new(self) -> tuple[KnowledgeLine, ...]:
        """The lines that add an item."""
        return tuple(row for row in self.rows if row.is_new)


def plan_knowledge_lines(where: ListOf, lines: Sequence[str]) -> KnowledgeLines:
    """Compare lines with a list; changes nothing.

    A line with the name of a division alone heads the lines below: they are of that division.

    Raises Refused if no line has an item.
    """
    divisions = {row.id: row for row in Division.select().order_by(Division.position)}
    by_name = {
        key(name): row
        for row in reversed(divisions.values())
        for name in (row.name, row.short_name)
        if name
    }
    there: dict[ListOf, set[str]] = {}
    here, rows = where, []
    for number, line in enumerate(lines, 1):
        words = " ".join(clean(_MARK.sub("", line.replace("\t", " "), count=1)).split())
        if not words.strip(" .-–—"):
            continue
        heading = by_name.get(key(words.rstrip(" :")))
        if heading is not None:
            here = replace(where, division_id=int(heading.id))
            continue
        known = there.setdefault(here, {key(item.text) for item in items_in(here)})
        name = str(divisions[here.division_id].name) if here.division_id in divisions else ""
        rows.append(KnowledgeLine(number, here, name, words, key(words) not in known))
        known.add(key(words))
    if not rows:
        raise Refused("ไม่พบองค์ความรู้ในข้อความนี้ วางหนึ่งรายการต่อบรรทัด")
    return KnowledgeLines(where, tuple(lines), tuple(rows))


def must_add_knowledge(plan: KnowledgeLines) -> None:
    """Raise Refused if the lines add no item."""
    if not plan.new:
        raise Refused("มีทุกรายการแล้ว ไม่มีสิ่งที่จะเพิ่ม")


def add_knowledge_lines(plan: KnowledgeLines, meeting_id: int | None = None) -> None:
    """Add the new items at the ends of their lists, all or none.

    `meeting_id` is the meeting that named them, if any. Raises Refused if there is nothing to add,
    or the year has changed since the plan was made.
    """
    must_add_knowledge(plan)
    with database.atomic():
        if plan_knowledge_lines(plan.where, plan.lines) != plan:
            raise Refused("การจำแนกเปลี่ยนไประหว่างตรวจ วางรายการใหม่แล้วตรวจอีกครั้ง")
        for row in plan.new:
            add_knowledge(row.where, row.text, meeting_id=meeting_id)


def counted_lines(plan: KnowledgeLines) -> str:
    """Return the Thai sentence with the numbers of new and of existing items."""
    new = len(plan.new)
    return counts_text(("เพิ่ม {} รายการ", new), ("มีอยู่แล้ว {}", len(plan.rows) - new))
