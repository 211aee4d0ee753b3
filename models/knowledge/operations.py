"""Operations on a year's classification with their undo, and its link to a meeting."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from models.editing.audit_trail import track_changes
from models.editing.positions import renumber
from models.editing.record_kind import DELETED_AT, cleaned
from models.editing.undo import Row, RowChange, UndoKind, UndoScope
from models.knowledge.records import (
    KNOWLEDGE_KIND,
    KnowledgeHolder,
    KnowledgeItem,
    KnowledgeKind,
    KnowledgeYear,
    ListOf,
    change_holders,
    items_in,
    knowledge_item,
    set_decided,
    set_holders,
)
from models.meetings.records import Meeting
from models.storage.database import database

TOOLS = (
    "ขยายผลในการประชุมประจำเดือน",
    "การอภิปรายระหว่างปฏิบัติงาน",
    "การประชุม/อบรมภายในหน่วยงาน",
    "การเป็นพี่เลี้ยง (Mentoring)",
    "การสอนงาน (Coaching)",
    "การสับเปลี่ยนงาน",
    "การยืมตัวไปช่วยปฏิบัติงาน",
    "เวทีแลกเปลี่ยนเรียนรู้/เวทีเฉพาะกลุ่ม (Focus Group)",
    "การประชุมทีมงาน/คณะทำงาน (Team Work)",
    "การเรียนรู้โดยการปฏิบัติ (Action Learning)",
    "การฝึกอบรม/สัมมนา",
    "การทัศนศึกษาดูงาน",
)
"""The tools for passing knowledge on that the guideline names; others are typed freely."""


def begin_knowledge(
    where: ListOf, item_id: int, after_id: int | None = None, meeting_id: int | None = None
) -> None:
    """Create the row of an item whose text is still being typed; without text no list shows it.

    Args:
        item_id: an id made by `new_id`.
        after_id: the item before it; None for the end of the list.
        meeting_id: the meeting that named the item, if any.
    """
    with database.atomic():
        rows = items_in(where)
        item = KnowledgeItem.create(
            id=item_id,
            fiscal_year=where.fiscal_year,
            division=where.division_id,
            kind=where.kind,
            position=len(rows) + 1,
            meeting=meeting_id,
        )
        ids = [row.id for row in rows]
        if after_id in ids:
            at = ids.index(after_id) + 1
            renumber([*rows[:at], item, *rows[at:]])


def drop_begun(item_id: int) -> None:
    """Delete the row of an item that never got a text; an item with a text stays."""
    KnowledgeItem.delete().where(KnowledgeItem.id == item_id, KnowledgeItem.text == "").execute()


def move_into(item_id: int, division_id: int, kind: KnowledgeKind, position: int) -> None:
    """Move an item into a list of its year, to this position, counted from 1.

    Raises:
        NotFound: the item does not exist or is soft-deleted.
    """
    with database.atomic(), track_changes(KNOWLEDGE_KIND, item_id):
        item = knowledge_item(item_id)
        where = ListOf(item.fiscal_year, division_id, kind)
        rows = [row for row in items_in(where) if row.id != item_id]
        values: dict[str, Any] = {"division": division_id, "kind": kind}
        KnowledgeItem.update(**values).where(KnowledgeItem.id == item_id).execute()
        rows.insert(max(0, position - 1), item)
        renumber(rows)


def with_tool(tools: str, tool: str) -> str:
    """Return the tools of an item, one per line, with `tool` added, or removed if it is there."""
    named = [line for line in tools.split("\n") if cleaned(line)]
    left = [line for line in named if line != tool]
    return "\n".join(left if len(left) < len(named) else [*named, tool])


_HOLDERS = "holders"


class _ItemUndo(UndoKind, frozen=True):
    """An item with its holders: an undo reverts only those holders that the operation changed."""

    def read(self, where: Any) -> dict[tuple[Any, ...], Row]:
        rows = super().read(where)
        held: dict[int, list[int]] = defaultdict(list)
        holders = KnowledgeHolder.select().join(KnowledgeItem).where(where)
        for each in holders.order_by(KnowledgeHolder.id):
            held[each.item_id].append(each.person_id)
        return {key: {**row, _HOLDERS: tuple(held[row["id"]])} for key, row in rows.items()}

    def write(self, row: Row, change: RowChange, values: Row) -> None:
        wanted = values.pop(_HOLDERS, None)
        super().write(row, change, values)
        if wanted is None:
            return
        left = change.known[_HOLDERS]
        if row[_HOLDERS] == left:
            set_holders(row["id"], wanted)
        else:
            added = [each for each in wanted if each not in left]
            change_holders(row["id"], added, [each for each in left if each not in wanted])


_CHOICES = ("division", "kind", "way", "form", "keeping", "chosen")
_ITEMS = _ItemUndo(
    KnowledgeItem,
    KNOWLEDGE_KIND,
    columns=(*_CHOICES, "position", DELETED_AT),
    free=frozenset({"position", DELETED_AT, _HOLDERS}),
)


def year_scope(fiscal_year: int) -> UndoScope:
    """Return the undo scope of a year's items, without their texts, for `run_undoable`.

    It covers their lists, positions, choices and holders.
    """
    return UndoScope(((_ITEMS, KnowledgeItem.fiscal_year == fiscal_year),))


class MeetingKnowledge(Struct, frozen=True):
    """A meeting's decisions on knowledge: the years that it classified, the items that it named."""

    years: tuple[int, ...]
    item_count: int


def knowledge_of_meeting(meeting_id: int) -> MeetingKnowledge:
    """Return a meeting's decisions on knowledge, of which its minutes are the evidence."""
    years: Any = (
        KnowledgeYear.select(KnowledgeYear.fiscal_year)
        .where(KnowledgeYear.meeting == meeting_id)
        .order_by(KnowledgeYear.fiscal_year)
    )
    count = KnowledgeItem.select().where(
        KnowledgeItem.meeting == meeting_id,
        KnowledgeItem.deleted_at.is_null(),
        KnowledgeItem.text != "",
    )
    return MeetingKnowledge(tuple(row.fiscal_year for row in years), count.count())


def link_to_meeting(fiscal_year: int, meeting_id: int, item_ids: Sequence[int] = ()) -> None:
    """Record that a meeting decided the year and these items, if no other meeting is recorded."""
    with database.atomic():
        year = KnowledgeYear.get_or_none(fiscal_year=fiscal_year)
        if year is None or year.meeting_id is None:
            set_decided(fiscal_year, meeting_id)
        KnowledgeItem.update(meeting=meeting_id).where(
            KnowledgeItem.id.in_(list(item_ids)), KnowledgeItem.meeting.is_null()
        ).execute()


def deciding_meetings() -> list[tuple[int, str, str]]:
    """Return every meeting, to choose the one that decided a classification; the newest first.

    Each is its id, its label and its committee's name.
    """
    rows = Meeting.select().order_by(Meeting.held_on.desc(), Meeting.id.desc())
    return [(row.id, f"ครั้งที่ {row.label}", str(row.committee.name)) for row in rows]
