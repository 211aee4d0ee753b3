"""The agenda of a meeting: its template, pending matters of earlier meetings, reordering."""

from kmtui.thai.dates import format_date
from kmtui.thai.text import clean
from models.committees.agenda_templates import ItemKind, committee_agenda
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.record_kind import DELETED_AT, FieldSpec, yes_no_column
from models.editing.revisions import FieldKey, Subject
from models.editing.undo import UndoKind, UndoScope
from models.errors import NotFound, Refused
from models.meetings.adoption import last_unadopted
from models.meetings.records import Meeting, MeetingState, meeting_by_id
from models.minutes.decisions.matters import take_up
from models.minutes.records import AgendaItem, add_item
from models.minutes.tasks import TaskView, unfinished_tasks
from models.storage.database import database, now

_LIVE = AgendaItem.deleted_at.is_null()
_IN_THE_BIN = "ระเบียบวาระนี้ถูกลบไปแล้ว กู้คืนก่อนแก้ไข"


def fill_agenda(meeting_id: int) -> None:
    """Fill a meeting's agenda: the committee's template if it is empty, then pending matters.

    Pending in a planned meeting are the number of the last minutes not yet adopted, if the adoption
    item still has the template's title, each unfinished task, as a sub-item under เรื่องสืบเนื่อง,
    and each postponed matter, under the item for consideration. A further call adds only new ones.

    Raises:
        NotFound: there is no such meeting.
        Refused: the meeting is closed.
    """
    with database.atomic():
        meeting = meeting_by_id(meeting_id)
        if not meeting.items.exists():
            for kind, title in committee_agenda(meeting.committee_id):
                add_item(meeting_id, title, kind)
        if meeting.state == MeetingState.PLANNED:
            _name_the_minutes(meeting)
            _bring_up_tasks(meeting)
            _bring_up_matters(meeting)


def _name_the_minutes(meeting: Meeting) -> None:
    earlier = last_unadopted(meeting)
    item = _first_of(meeting, ItemKind.ADOPTION)
    plain = dict(committee_agenda(meeting.committee_id)).get(ItemKind.ADOPTION, "")
    if earlier is not None and item is not None and item.title == plain:
        with track_changes(AGENDA_KIND, item.id):
            item.title = f"{plain} ครั้งที่ {earlier.label}"
            item.save()


def _bring_up_tasks(meeting: Meeting) -> None:
    item = _first_of(meeting, ItemKind.ARISING)
    if item is None:
        return
    # Soft-deleted ones count: a task taken off the agenda is not brought up a second time.
    there = {child.title for child in item.children}
    for task in unfinished_tasks(meeting.committee_id):
        title = _title_of(task)
        if title not in there:
            add_item(meeting.id, title, ItemKind.ARISING, item.id)


def _bring_up_matters(meeting: Meeting) -> None:
    under = _first_of(meeting, ItemKind.CONSIDERATION) or _first_of(meeting, ItemKind.ARISING)
    take_up(meeting, under.id if under is not None else None)


def _title_of(task: TaskView) -> str:
    due = f" ภายในวันที่ {format_date(task.falls_due_on)}" if task.falls_due_on else ""
    return f"{task.text} ({task.assignee or 'ยังไม่มีผู้รับผิดชอบ'}{due})"


def _first_of(meeting: Meeting, kind: ItemKind) -> AgendaItem | None:
    live = AgendaItem.deleted_at.is_null() & AgendaItem.parent.is_null()
    found: AgendaItem | None = (
        meeting.items.where(live, AgendaItem.kind == kind).order_by(AgendaItem.position).first()
    )
    return found


def insert_item(
    meeting_id: int, title: str, after_id: int | None, kind: ItemKind = ItemKind.OTHER
) -> int:
    """Add an item right after another one and on its level, or as the first; return its id.

    Raises:
        Refused: the meeting is closed, the title is blank, or the other item is of another meeting.
        NotFound: the item does not exist or is soft-deleted.
    """
    with database.atomic():
        before = _item(after_id) if after_id is not None else None
        if before is not None and before.meeting_id != meeting_id:
            raise Refused("ระเบียบวาระนี้เป็นของการประชุมอื่น เลือกระเบียบวาระในการประชุมนี้")
        parent_id = before.parent_id if before is not None else None
        item_id = add_item(meeting_id, title, kind, parent_id)
        siblings = _siblings(meeting_id, parent_id)
        item = siblings.pop([each.id for each in siblings].index(item_id))
        at = siblings.index(before) + 1 if before is not None else 0
        siblings.insert(at, item)
        _number(siblings)
    return item_id


def rename_item(item_id: int, title: str) -> None:
    """Store a new title of an item.

    Raises:
        Refused: the meeting is closed, or the title is blank.
        NotFound: the item does not exist or is soft-deleted.
    """
    wording = clean(title).strip()
    if not wording:
        raise Refused("ระเบียบวาระยังไม่มีชื่อเรื่อง พิมพ์ชื่อเรื่องก่อนแล้วกด Enter")
    with database.atomic(), track_changes(AGENDA_KIND, item_id):
        item = _item(item_id)
        item.title = wording
        item.save()


def move_item(item_id: int, by: int) -> None:
    """Move an item and its sub-items `by` places down among its siblings (negative: up).

    The item stops at the ends.

    Raises:
        Refused: the meeting is closed.
        NotFound: the item does not exist or is soft-deleted.
    """
    with database.atomic():
        item = _item(item_id)
        siblings = _siblings(item.meeting_id, item.parent_id)
        live = [each for each in siblings if each.deleted_at is None]
        at = live.index(item)
        to = max(0, min(at + by, len(live) - 1))
        if to == at:
            return
        siblings.remove(item)
        beside = siblings.index(live[to])
        siblings.insert(beside + (to > at), item)
        _number(siblings)


def nest_item(item_id: int) -> None:
    """Make an item the last sub-item of the sibling before it.

    Raises:
        Refused: the meeting is closed, or no sibling precedes the item.
        NotFound: the item does not exist or is soft-deleted.
    """
    with database.atomic():
        item = _item(item_id)
        siblings = _siblings(item.meeting_id, item.parent_id)
        above = [each for each in siblings[: siblings.index(item)] if each.deleted_at is None]
        if not above:
            raise Refused("ไม่มีเรื่องที่อยู่ก่อนหน้าให้เป็นเรื่องหลัก เลื่อนเรื่องนี้ลงก่อน แล้วทำเป็นเรื่องย่อย")
        siblings.remove(item)
        _number(siblings)
        _put_under(item, above[-1].id, len(_siblings(item.meeting_id, above[-1].id)))


def unnest_item(item_id: int) -> None:
    """Move a sub-item up one level, right after its parent.

    Raises:
        Refused: the meeting is closed, or the item has no parent.
        NotFound: the item does not exist or is soft-deleted.
    """
    with database.atomic():
        item = _item(item_id)
        parent = item.parent
        if parent is None:
            raise Refused("เรื่องนี้เป็นเรื่องหลักอยู่แล้ว เลือกเรื่องย่อยที่จะทำเป็นเรื่องหลัก")
        siblings = _siblings(item.meeting_id, parent.id)
        siblings.remove(item)
        _number(siblings)
        level = _siblings(item.meeting_id, parent.parent_id)
        _put_under(item, parent.parent_id, level.index(parent) + 1)


def mark_confidential(item_id: int, confidential: bool) -> None:
    """Set whether an item and its sub-items are left out of publications.

    The minutes themselves do not change, so a closed meeting can be marked, too. Raises NotFound
    if the item is in the bin.
    """
    with database.atomic(), track_changes(AGENDA_KIND, item_id):
        if not AgendaItem.select().where(AgendaItem.id == item_id, _LIVE).exists():
            raise NotFound(_IN_THE_BIN)
        AgendaItem.update(confidential=confidential).where(AgendaItem.id == item_id).execute()


def remove_item(item_id: int) -> None:
    """Soft-delete an item.

    Raises:
        Refused: the meeting is closed, or the item has sub-items, texts, resolutions or tasks.
        NotFound: the item does not exist or is soft-deleted.
    """
    with database.atomic(), track_changes(AGENDA_KIND, item_id):
        item = _item(item_id)
        if any(each.deleted_at is None for each in item.children):
            raise Refused("เรื่องนี้มีเรื่องย่อย ลบหรือย้ายเรื่องย่อยก่อน แล้วจึงลบเรื่องนี้")
        written = [*item.statements, *item.resolutions, *item.tasks]
        if any(each.deleted_at is None for each in written):
            raise Refused("เรื่องนี้มีข้อความหรือมติแล้ว ลบหรือย้ายข้อความก่อน แล้วจึงลบเรื่องนี้")
        item.deleted_at = now()
        item.save()


def _siblings(meeting_id: int, parent_id: int | None) -> list[AgendaItem]:
    """Return the items of one level in order; soft-deleted ones keep their positions."""
    level = AgendaItem.select().where(
        AgendaItem.meeting == meeting_id, AgendaItem.parent == parent_id
    )
    return list(level.order_by(AgendaItem.position, AgendaItem.id))


def _number(siblings: list[AgendaItem]) -> None:
    for position, item in enumerate(siblings, 1):
        if item.position != position:
            item.position = position
            item.save()


def _number_all(meeting_id: int) -> None:
    """Renumber every level of an agenda, because restored items may share positions."""
    items = AgendaItem.select().where(AgendaItem.meeting == meeting_id)
    for parent_id in {item.parent_id for item in items}:
        _number(_siblings(meeting_id, parent_id))


def _put_under(item: AgendaItem, parent_id: int | None, at: int) -> None:
    siblings = _siblings(item.meeting_id, parent_id)
    siblings.insert(at, item)
    item.parent = parent_id
    item.save()
    _number(siblings)


def _item(item_id: int) -> AgendaItem:
    """Return the item for a change.

    Raises:
        NotFound: it does not exist or is soft-deleted.
        Refused: its meeting is closed.
    """
    item: AgendaItem | None = AgendaItem.get_or_none(id=item_id, deleted_at=None)
    if item is None:
        raise NotFound(_IN_THE_BIN)
    item.meeting.must_be_open()
    return item


def _parent(item: AgendaItem) -> FieldKey | None:
    return FieldKey(Subject.AGENDA_ITEM, item.parent_id) if item.parent_id is not None else None


AGENDA_KIND = OperationRecordKind(
    Subject.AGENDA_ITEM,
    AgendaItem,
    "ระเบียบวาระ",
    (
        FieldSpec("title", "เรื่อง"),
        yes_no_column("confidential", ("ไม่เปิดเผย", "เปิดเผยได้"), mark_confidential, "การเผยแพร่"),
        FieldSpec("recusal_lines", "ผู้มีส่วนได้เสีย"),
    ),
    only_read=frozenset({"confidential", "recusal_lines"}),
    title_of=lambda row: str(row.title),
    must_be_open=lambda row: row.meeting.must_be_open(),
    operation=lambda row, texts: rename_item(row.id, texts["title"]),
    stands_under=_parent,
    built_on=lambda row: (*row.recusals, *row.joint),
)

_ITEMS = UndoKind(
    AgendaItem,
    AGENDA_KIND,
    columns=("parent", "position", "title", "nothing_said", "confidential", DELETED_AT),
    free=frozenset({"parent", "position", "nothing_said", "confidential", DELETED_AT}),
    remove=remove_item,
    refusal=lambda row: f"ผู้อื่นแก้ชื่อเรื่องนี้เป็น “{row['title']}” แล้ว จึงไม่เลิกทำ แก้ชื่อเรื่องเองได้ (E)",
)


def agenda_scope(meeting_id: int) -> UndoScope:
    """Return the undo scope of a meeting's agenda items, for `run_undoable`."""
    return UndoScope(
        ((_ITEMS, AgendaItem.meeting == meeting_id),),
        must_be_open=lambda _columns: meeting_by_id(meeting_id).must_be_open(),
        tidy=lambda: _number_all(meeting_id),
    )
