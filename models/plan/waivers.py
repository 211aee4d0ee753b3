"""Waivers: gaps of a plan or of a year's evidence that an office sets aside with a reason.

A waived gap counts as settled, and is shown with its reason, until the waiver is withdrawn.
"""

from msgspec import Struct

from kmtui.thai.text import clean
from models.editing.actor import current_actor
from models.editing.record_kind import FieldSpec, RecordKind
from models.editing.revisions import Subject
from models.errors import Refused
from models.storage.database import Record, database, now
from models.storage.fields import CharField, MomentField, TextField, YearField


class Waiver(Record):
    """A gap that is set aside; `gap_key` identifies it, `label` is its sentence at the time."""

    fiscal_year = YearField()
    gap_key = CharField()
    label = TextField()
    reason = TextField()
    who = CharField()
    at = MomentField()
    deleted_at = MomentField(null=True)

    class Meta:
        """Indexed by the gap."""

        indexes = ((("fiscal_year", "gap_key"), False),)


WAIVER_KIND = RecordKind(
    Subject.WAIVER,
    Waiver,
    "สิ่งที่ไม่ดำเนินการ",
    (FieldSpec("reason", "เหตุผล", from_text=lambda text: _reason(text)),),
    title_of=lambda row: str(row.label),
)


class WaiverView(Struct, frozen=True):
    """A gap that is set aside: its sentence, the reason, and the user who gave it."""

    id: int
    gap_key: str
    label: str
    reason: str
    who: str


def waive(fiscal_year: int, gap_key: str, label: str, reason: str) -> int:
    """Set a gap of a year aside; return the id with which `take_back` withdraws the waiver.

    Raises:
        Refused: there is no reason, or the gap is set aside already.
    """
    wording = _reason(reason)
    with database.atomic():
        if gap_key in waivers_of(fiscal_year):
            raise Refused("รายการนี้มีเหตุผลที่ไม่ดำเนินการแล้ว เปิดจอนี้ใหม่อีกครั้ง")
        row = Waiver.create(
            fiscal_year=fiscal_year,
            gap_key=gap_key,
            label=label,
            reason="",
            who=current_actor(),
            at=now(),
        )
        # As a change of its own, so that the history records who gave which reason.
        WAIVER_KIND.replace(row.id, "reason", 0, wording)
    return int(row.id)


def take_back(waiver_id: int) -> None:
    """Withdraw a waiver; the history keeps the reason.

    Raises NotFound if it is withdrawn already.
    """
    WAIVER_KIND.soft_delete(waiver_id)


def waivers_of(fiscal_year: int) -> dict[str, WaiverView]:
    """Return the waived gaps of a year by key, in the order in which they were waived."""
    rows = Waiver.select().where(Waiver.fiscal_year == fiscal_year, Waiver.deleted_at.is_null())
    return {
        str(row.gap_key): WaiverView(row.id, row.gap_key, row.label, row.reason, row.who)
        for row in rows.order_by(Waiver.id)
    }


def _reason(text: str) -> str:
    wording = clean(text).strip()
    if not wording:
        raise Refused("ยังไม่ได้พิมพ์เหตุผลที่ไม่ดำเนินการ พิมพ์เหตุผลก่อนแล้วกด Enter")
    return wording
