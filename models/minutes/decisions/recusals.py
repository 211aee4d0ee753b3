"""Recusals: members with an interest leave for an item and do not count for it.

พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๑๓ ถึง ๑๖, by analogy (โดยอนุโลม).
"""

from collections.abc import Iterable

from msgspec import Struct

from kmtui.thai.damaged import DAMAGED
from kmtui.thai.text import clean
from models.editing.audit_trail import track_changes
from models.errors import NotFound, Refused
from models.meetings.records import Attendance, roll_of
from models.meetings.roll import AttendanceStatus, Roll, RollEntry
from models.minutes.agenda import AGENDA_KIND
from models.minutes.records import AgendaItem
from models.storage.database import Record, database
from models.storage.fields import ForeignKeyField, TextField


class Recusal(Record):
    """A member who left the room for one item because of an interest, with the reason."""

    item = ForeignKeyField(AgendaItem, backref="recusals", on_delete="RESTRICT")
    attendance = ForeignKeyField(Attendance, backref="recusals", on_delete="RESTRICT")
    reason = TextField()

    class Meta:
        """A member has one recusal per item."""

        indexes = ((("item", "attendance"), True),)


class RecusalView(Struct, frozen=True):
    """A member who withdrew from an item, as shown and printed."""

    attendance_id: int
    name: str
    title: str
    reason: str

    @property
    def sentence(self) -> str:
        """The sentence of the minutes: the member leaves and is not counted (ม. ๑๕ of the act)."""
        who = " ".join(filter(None, (self.name, self.title)))
        why = f" ({self.reason})" if self.reason else ""
        return (
            f"{who} มีส่วนได้เสียในเรื่องนี้{why} จึงออกจากที่ประชุมระหว่างการพิจารณาและลงมติ "
            "โดยไม่นับเป็นองค์ประชุมและไม่มีสิทธิออกเสียงในเรื่องนี้"
        )


def recuse(item_id: int, attendance_id: int, reason: str) -> None:
    """Record the recusal of a member from an item; called again, change the reason.

    Raises:
        Refused: the meeting is closed, the reason is blank, or the person is no member who came.
        NotFound: the item does not exist or is soft-deleted.
    """
    wording = clean(reason).strip()
    if not wording:
        raise Refused("ยังไม่ได้พิมพ์ว่ามีส่วนได้เสียอย่างไร พิมพ์เหตุก่อนแล้วกด Enter")
    with database.atomic(), track_changes(AGENDA_KIND, item_id):
        item = _open_item(item_id)
        line = Attendance.get_or_none(id=attendance_id, meeting=item.meeting_id)
        if line is None or line.seat_id is None or line.status != AttendanceStatus.PRESENT:
            raise Refused("ผู้มีส่วนได้เสียเป็นกรรมการที่มาประชุมเท่านั้น เช็กชื่อก่อน (F2) แล้วเลือกชื่อ")
        Recusal.insert(item=item, attendance=line, reason=wording).on_conflict(
            conflict_target=(Recusal.item, Recusal.attendance), update={Recusal.reason: wording}
        ).execute()


def take_part(item_id: int, attendance_id: int) -> None:
    """Remove the recusal of a member from an item.

    Raises:
        Refused: the meeting is closed.
        NotFound: the item does not exist or is soft-deleted.
    """
    with database.atomic(), track_changes(AGENDA_KIND, item_id):
        _open_item(item_id)
        Recusal.delete().where(
            Recusal.item == item_id, Recusal.attendance == attendance_id
        ).execute()


def recusals_of(
    item_ids: Iterable[int], speakers: dict[int, RollEntry]
) -> dict[int, list[RecusalView]]:
    """Return the recusals of these items by item id.

    Args:
        speakers: the roll's entries by attendance id; a member not among them gets a damaged name.
    """
    found: dict[int, list[RecusalView]] = {}
    for row in Recusal.select().where(Recusal.item.in_(list(item_ids))).order_by(Recusal.id):
        entry = speakers.get(row.attendance_id)
        name, title = (
            (entry.speaker_name, entry.speaker_title) if entry is not None else (DAMAGED, "")
        )
        view = RecusalView(row.attendance_id, name, title, row.reason)
        found.setdefault(row.item_id, []).append(view)
    return found


def roll_for_item(item: AgendaItem) -> Roll:
    """Return the roll of an item's meeting, in which the recused members do not count."""
    withdrew = [row.attendance_id for row in Recusal.select().where(Recusal.item == item)]
    roll = roll_of(item.meeting)
    if not withdrew:
        return roll
    return roll.without(withdrew, item.meeting.quorum_needed(len(withdrew)))


def _open_item(item_id: int) -> AgendaItem:
    item: AgendaItem | None = AgendaItem.get_or_none(id=item_id, deleted_at=None)
    if item is None:
        raise NotFound("ระเบียบวาระนี้ถูกลบไปแล้ว กู้คืนก่อนบันทึกผู้มีส่วนได้เสีย")
    item.meeting.must_be_open()
    return item
