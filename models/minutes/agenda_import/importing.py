"""Import of agenda lines as items of a meeting; existing items are kept."""

from collections.abc import Sequence

from msgspec import Struct

from kmtui.thai.digits import counts_text, thai_digits
from kmtui.thai.text import key
from models.committees.agenda_templates import ItemKind
from models.errors import Refused
from models.meetings.records import meeting_by_id
from models.minutes.agenda import insert_item
from models.minutes.agenda_import.reading import AgendaLine, read_agenda
from models.minutes.records import AgendaItem, add_item
from models.storage.database import database

_ABOUT = "เรื่อง"
_KINDS = (
    ("รับรองรายงาน", ItemKind.ADOPTION),
    ("สืบเนื่อง", ItemKind.ARISING),
    ("พิจารณา", ItemKind.CONSIDERATION),
    ("ประธานแจ้ง", ItemKind.CHAIR),
    ("ทราบ", ItemKind.INFORMATION),
)


class AgendaEntry(Struct, frozen=True):
    """A line and its effect.

    Attributes:
        item_id: the existing item; None if the line adds one.
        parent: the index of the entry above it; None for a main item.
        after: the index of the entry that it follows on its level; None for the first.
        kind: the purpose of the item.
    """

    line: AgendaLine
    item_id: int | None
    parent: int | None
    after: int | None
    kind: ItemKind

    @property
    def is_new(self) -> bool:
        """Whether the line adds an item."""
        return self.item_id is None


class AgendaPlan(Struct, frozen=True):
    """The effect of pasted lines on a meeting's agenda."""

    meeting_id: int
    lines: tuple[str, ...]
    entries: tuple[AgendaEntry, ...]

    @property
    def new(self) -> tuple[AgendaEntry, ...]:
        """The entries that add an item."""
        return tuple(entry for entry in self.entries if entry.is_new)


def plan_agenda(meeting_id: int, lines: Sequence[str]) -> AgendaPlan:
    """Compare lines with the agenda of a meeting; changes nothing.

    An item with the same title under the same parent counts as existing.

    Raises:
        Refused: the meeting is closed, the lines have no item, or two are equal under one parent.
        NotFound: there is no such meeting.
    """
    meeting_by_id(meeting_id).must_be_open()
    there: dict[tuple[int | None, str], AgendaItem] = {}
    for known in AgendaItem.select().where(
        AgendaItem.meeting == meeting_id, AgendaItem.deleted_at.is_null()
    ):
        there.setdefault((known.parent_id, _folded(known.title)), known)
    entries: list[AgendaEntry] = []
    above: list[int] = []  # the last entry of each level
    seen: dict[tuple[int | None, str], int] = {}
    for line in read_agenda(lines):
        del above[line.depth + 1 :]
        parent = above[line.depth - 1] if line.depth else None
        after = above.pop() if len(above) > line.depth else None
        same = (parent, _folded(line.title))
        if same in seen:
            raise Refused(
                f"บรรทัดที่ {thai_digits(line.number)} “{line.title}” ซ้ำกับ"
                f"บรรทัดที่ {thai_digits(seen[same])} แก้หรือลบหนึ่งบรรทัด"
            )
        seen[same] = line.number
        over = entries[parent] if parent is not None else None
        under = over.item_id if over is not None else None
        is_under_new = over is not None and over.is_new
        item = None if is_under_new else there.get((under, _folded(line.title)))
        kind = ItemKind(item.kind) if item is not None else _kind(line, over)
        item_id = int(item.id) if item is not None else None
        above.append(len(entries))
        entries.append(AgendaEntry(line, item_id, parent, after, kind))
    return AgendaPlan(meeting_id, tuple(lines), tuple(entries))


def must_add_something(plan: AgendaPlan) -> None:
    """Raise Refused if the plan adds no item."""
    if not plan.new:
        raise Refused("ระเบียบวาระทุกเรื่องมีอยู่แล้ว ไม่มีสิ่งที่จะเพิ่ม")


def add_agenda(plan: AgendaPlan) -> None:
    """Add the missing items, each after the one that it follows.

    Raises:
        Refused: there is nothing to add, the meeting is closed, or the agenda has changed since
            the plan was made.
        NotFound: there is no such meeting.
    """
    must_add_something(plan)
    with database.atomic():
        if plan_agenda(plan.meeting_id, plan.lines) != plan:
            raise Refused("ระเบียบวาระเปลี่ยนไประหว่างตรวจ อ่านใหม่แล้วตรวจอีกครั้ง")
        ids: list[int] = []
        for entry in plan.entries:
            if entry.item_id is not None:
                ids.append(entry.item_id)
                continue
            if entry.after is not None:
                after = ids[entry.after]
                made = insert_item(plan.meeting_id, entry.line.title, after, entry.kind)
            else:
                above = ids[entry.parent] if entry.parent is not None else None
                made = add_item(plan.meeting_id, entry.line.title, entry.kind, above)
            ids.append(made)


def counted(plan: AgendaPlan) -> str:
    """Return the Thai sentence with the numbers of new and of existing items."""
    new = len(plan.new)
    return counts_text(("เพิ่ม {} เรื่อง", new), ("มีอยู่แล้ว {}", len(plan.entries) - new))


def effect_of(plan: AgendaPlan, entry: AgendaEntry) -> str:
    """Return the Thai text on an entry's effect: where it is added, or that it exists."""
    if not entry.is_new:
        return "มีอยู่แล้ว"
    if entry.after is not None:
        return f"เพิ่ม ต่อจาก “{plan.entries[entry.after].line.title}”"
    if entry.parent is not None:
        return f"เพิ่ม เป็นเรื่องย่อยของ “{plan.entries[entry.parent].line.title}”"
    return "เพิ่ม ท้ายระเบียบวาระ"


def _folded(title: str) -> str:
    return key(title).removeprefix(_ABOUT).strip().replace(" ", "")


def _kind(line: AgendaLine, over: AgendaEntry | None) -> ItemKind:
    """Return the kind of a new item: that of its parent, else the one its title suggests."""
    if over is not None:
        return over.kind
    return next((kind for words, kind in _KINDS if words in line.title), ItemKind.OTHER)
