"""Acts on a year's classification that are taken back whole, and their link to a meeting."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from models.editing.audit_trail import as_actor, track_changes
from models.editing.positions import renumber
from models.editing.record_kind import cleaned
from models.editing.state_undo import TOUCHED
from models.errors import Refused
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
    """Make room for an item whose words are still being typed; without words it is in no list."""
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
    """Forget an item that was begun and never got words; one with words stays."""
    KnowledgeItem.delete().where(KnowledgeItem.id == item_id, KnowledgeItem.text == "").execute()


def move_into(item_id: int, division_id: int, kind: KnowledgeKind, position: int) -> None:
    """Move an item into a list of its year, to this place counted from 1."""
    with database.atomic(), track_changes(KNOWLEDGE_KIND, item_id):
        item = knowledge_item(item_id)
        where = ListOf(item.fiscal_year, division_id, kind)
        rows = [row for row in items_in(where) if row.id != item_id]
        values: dict[str, Any] = {"division": division_id, "kind": kind}
        KnowledgeItem.update(**values).where(KnowledgeItem.id == item_id).execute()
        rows.insert(max(0, position - 1), item)
        renumber(rows)


def with_tool(tools: str, tool: str) -> str:
    """The tools of an item, one a line, with one more (or without it where it is there)."""
    named = [line for line in tools.split("\n") if cleaned(line)]
    left = [line for line in named if line != tool]
    return "\n".join(left if len(left) < len(named) else [*named, tool])


# Taking back


@dataclass(frozen=True)
class KnowledgeRecord:
    """Where an item stands and what is chosen of it, without its texts."""

    id: int
    division_id: int
    kind: str
    position: int
    way: str
    form: str
    keeping: str
    chosen: bool
    holders: tuple[int, ...]
    deleted: bool


@dataclass(frozen=True)
class KnowledgeShape:
    """A year's items at one moment, the bin included; no texts."""

    fiscal_year: int
    records: frozenset[KnowledgeRecord]


def read_knowledge_shape(fiscal_year: int) -> KnowledgeShape:
    """How the year's items stand now: read it before an act to take the act back later."""
    rows = list(KnowledgeItem.select().where(KnowledgeItem.fiscal_year == fiscal_year))
    holders: dict[int, list[int]] = defaultdict(list)
    found = KnowledgeHolder.select().join(KnowledgeItem)
    for each in found.where(KnowledgeItem.fiscal_year == fiscal_year).order_by(KnowledgeHolder.id):
        holders[each.item_id].append(each.person_id)
    records = (
        KnowledgeRecord(
            row.id,
            row.division_id,
            row.kind,
            row.position,
            row.way,
            row.form,
            row.keeping,
            row.chosen,
            tuple(holders[row.id]),
            row.deleted_at is not None,
        )
        for row in rows
    )
    return KnowledgeShape(fiscal_year, frozenset(records))


def restore_knowledge(state: KnowledgeShape, who: str, since: KnowledgeShape | None = None) -> None:
    """Bring a state back; items that are not in it go to the bin.

    With `since`, the state that one's own act left behind, only what differs between the two is
    brought back: what others did meanwhile stays. Texts are not touched. Raises Refused, and
    changes nothing, where somebody else has chosen the same of an item differently since.
    """
    with database.atomic():
        left = (since or read_knowledge_shape(state.fiscal_year)).records
        there = {row.id: row for row in read_knowledge_shape(state.fiscal_year).records}
        wanted = {record.id for record in state.records}
        for record in left - state.records:
            now_there = there.get(record.id)
            if record.id not in wanted and now_there is not None and not now_there.deleted:
                KNOWLEDGE_KIND.soft_delete(record.id, who)
        mine = {record.id: record for record in left}
        for record in state.records - left:
            now_there = there.get(record.id)
            if now_there is not None:
                _bring_back(record, mine.get(record.id, now_there), now_there, who)


def _bring_back(
    record: KnowledgeRecord, left: KnowledgeRecord, there: KnowledgeRecord, who: str
) -> None:
    if there.deleted and not record.deleted:
        KNOWLEDGE_KIND.undelete(record.id, who)
    own, said = _choices(left), _choices(there)
    values = {name: value for name, value in _choices(record).items() if value != own[name]}
    if any(said[name] != own[name] for name in values.keys() - {"position"}):
        raise Refused(TOUCHED)
    with as_actor(who), track_changes(KNOWLEDGE_KIND, record.id):
        if values:
            KnowledgeItem.update(**values).where(KnowledgeItem.id == record.id).execute()
        if not there.deleted or not record.deleted:
            _bring_holders_back(record, left, there)
    if record.deleted and not there.deleted:
        KNOWLEDGE_KIND.soft_delete(record.id, who)


def _choices(record: KnowledgeRecord) -> dict[str, Any]:
    return {
        "division": record.division_id,
        "kind": record.kind,
        "position": record.position,
        "way": record.way,
        "form": record.form,
        "keeping": record.keeping,
        "chosen": record.chosen,
    }


def _bring_holders_back(
    record: KnowledgeRecord, left: KnowledgeRecord, there: KnowledgeRecord
) -> None:
    if record.holders == left.holders:
        return
    if there.holders == left.holders:
        set_holders(record.id, record.holders)
        return
    added = [each for each in record.holders if each not in left.holders]
    removed = [each for each in left.holders if each not in record.holders]
    change_holders(record.id, added, removed)


# The meeting that decided


@dataclass(frozen=True)
class MeetingKnowledge:
    """What a meeting has decided of knowledge: the years it classified, the items it touched."""

    years: tuple[int, ...]
    item_count: int


def knowledge_of_meeting(meeting_id: int) -> MeetingKnowledge:
    """What the meeting has decided of knowledge; its minutes are the evidence of it."""
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
    """Say that a meeting decided the year and these items, where no other meeting is named yet."""
    with database.atomic():
        year = KnowledgeYear.get_or_none(fiscal_year=fiscal_year)
        if year is None or year.meeting_id is None:
            set_decided(fiscal_year, meeting_id)
        KnowledgeItem.update(meeting=meeting_id).where(
            KnowledgeItem.id.in_(list(item_ids)), KnowledgeItem.meeting.is_null()
        ).execute()


def deciding_meetings() -> list[tuple[int, str, str]]:
    """The meetings that may have decided a classification: id, number, committee; newest first."""
    rows = Meeting.select().order_by(Meeting.held_on.desc(), Meeting.id.desc())
    return [(row.id, f"ครั้งที่ {row.label}", str(row.committee.name)) for row in rows]
