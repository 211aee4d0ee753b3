"""Joint resolutions (one vote for several items), and matters postponed to the next meeting."""

from collections.abc import Iterable

from kmtui.thai.damaged import DAMAGED
from models.editing.audit_trail import track_changes
from models.editing.revisions import Subject, never_reused_id
from models.errors import NotFound, Refused
from models.meetings.records import Meeting, MeetingState
from models.minutes.records import RESOLUTION_KIND, AgendaItem, Outcome, Resolution
from models.storage.database import Record, database
from models.storage.fields import ForeignKeyField


class JointItem(Record):
    """An item that is decided by the resolution of another item (ลงมติรวมกัน)."""

    item = ForeignKeyField(AgendaItem, unique=True, backref="joint", on_delete="RESTRICT")
    resolution = ForeignKeyField(Resolution, backref="joint_items", on_delete="RESTRICT")


def decide_together(resolution_id: int, item_id: int) -> None:
    """Let a resolution decide another item as well; called again, undo that.

    Raises:
        Refused: the meeting is closed, the item is the resolution's own, of another meeting, or
            decided already.
        NotFound: the resolution or the item is gone.
    """
    with database.atomic(), track_changes(RESOLUTION_KIND, resolution_id):
        made = Resolution.get_or_none(id=resolution_id, deleted_at=None)
        item = AgendaItem.get_or_none(id=item_id, deleted_at=None)
        if made is None or item is None:
            raise NotFound("มติหรือระเบียบวาระนี้ถูกลบไปแล้ว กู้คืนก่อนลงมติรวมกัน")
        made.item.meeting.must_be_open()
        if item.id == made.item_id or item.meeting_id != made.item.meeting_id:
            raise Refused("เลือกระเบียบวาระอื่นของการประชุมนี้ ที่ลงมติรวมกับมตินี้")
        stored = JointItem.get_or_none(item=item)
        if stored is not None and stored.resolution_id == made.id:
            stored.delete_instance()
            return
        if stored is not None and stored.resolution.deleted_at is None:
            raise Refused(f"“{item.title}” ลงมติรวมกับมติอื่นแล้ว เลือกที่มตินั้นเพื่อแยกออกก่อน")
        if item.resolutions.where(Resolution.deleted_at.is_null()).exists():
            raise Refused(f"“{item.title}” มีมติของเรื่องเองแล้ว ลบมตินั้นก่อนลงมติรวมกัน")
        if stored is not None:
            stored.delete_instance()
        JointItem.create(item=item, resolution=made)


def joint_items_of(item_ids: Iterable[int]) -> dict[int, int]:
    """Return, by item id, the resolution of another item that decides it."""
    rows = (
        JointItem.select(JointItem.item, JointItem.resolution)
        .join(Resolution)
        .where(JointItem.item.in_(list(item_ids)), Resolution.deleted_at.is_null())
    )
    return {row.item_id: row.resolution_id for row in rows}


def origins_of(items: Iterable[AgendaItem]) -> dict[int, str]:
    """Return, by item id, the label of the meeting that postponed the item's matter."""
    put_off = (row for row in items if row.postponed_from_id is not None)
    return {row.id: _label_of(row.postponed_from) for row in put_off}


def _label_of(item: AgendaItem) -> str:
    meeting = item.meeting
    return meeting.label if meeting is not None else DAMAGED


def postponed_before(meeting: Meeting) -> list[AgendaItem]:
    """Return the items postponed by earlier meetings that no later meeting has taken up.

    Those of committees that this one replaced are among them. An item that was taken off an agenda
    by hand counts as taken up.
    """
    taken_up = AgendaItem.select(AgendaItem.postponed_from).where(
        AgendaItem.postponed_from.is_null(False)
    )
    rows = (
        AgendaItem.select()
        .join(Meeting)
        .where(
            Meeting.committee.in_(meeting.committee.with_replaced()),
            Meeting.held_on <= meeting.held_on,
            Meeting.id != meeting.id,
            AgendaItem.deleted_at.is_null(),
            AgendaItem.id.not_in(taken_up),
            AgendaItem.id.in_(_put_off()),
        )
        .order_by(Meeting.held_on, Meeting.id, AgendaItem.position, AgendaItem.id)
    )
    return list(rows)


def _put_off() -> list[int]:
    """Return the items whose last resolution postpones them, and those decided with them."""
    live = Resolution.deleted_at.is_null()
    postponing = Resolution.select(Resolution.item).where(
        live, Resolution.outcome == Outcome.POSTPONED
    )
    last: dict[int, Resolution] = {}
    rows = Resolution.select().where(live, Resolution.item.in_(postponing))
    for made in rows.order_by(Resolution.position, Resolution.id):
        last[made.item_id] = made
    put_off = {made.id: item for item, made in last.items() if made.outcome == Outcome.POSTPONED}
    joint = JointItem.select().where(JointItem.resolution.in_(list(put_off)))
    return [*put_off.values(), *(each.item_id for each in joint)]


def take_up(meeting: Meeting, parent_id: int | None) -> None:
    """Add every matter postponed by earlier meetings, if the meeting has not begun.

    Args:
        parent_id: the item that gets them as sub-items; None for main items at the end.
    """
    if meeting.state != MeetingState.PLANNED:
        return
    for earlier in postponed_before(meeting):
        siblings = AgendaItem.select().where(
            AgendaItem.meeting == meeting, AgendaItem.parent == parent_id
        )
        AgendaItem.create(
            id=never_reused_id(AgendaItem, Subject.AGENDA_ITEM),
            meeting=meeting,
            parent=parent_id,
            position=siblings.count() + 1,
            kind=earlier.kind,
            title=earlier.title,
            postponed_from=earlier,
        )
