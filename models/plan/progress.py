"""Progress entries of a plan's activities: date, status, figure and evidence."""

from datetime import date
from enum import StrEnum
from typing import Any

from msgspec import Struct

from models.editing.actor import current_actor
from models.editing.audit_trail import track_changes
from models.editing.cell_values import day_text, figure_from, figure_text, must_be_a_day
from models.editing.record_kind import FieldSpec, RecordKind, choice_column, cleaned, labelled
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.plan.records import PlanActivity, activity_title
from models.storage.database import Record, database, new_id, now
from models.storage.fields import (
    CharField,
    DateField,
    FloatField,
    ForeignKeyField,
    MomentField,
    TextField,
)


class ProgressStatus(StrEnum):
    """The status of an activity; without an entry it is NOT_STARTED."""

    NOT_STARTED = "not_started"
    UNDERWAY = "underway"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """The status as a Thai label."""
        return {
            ProgressStatus.NOT_STARTED: "ยังไม่เริ่ม",
            ProgressStatus.UNDERWAY: "กำลังดำเนินการ",
            ProgressStatus.DONE: "แล้วเสร็จ",
            ProgressStatus.STOPPED: "ไม่ได้ดำเนินการ",
        }[self]

    @property
    def is_over(self) -> bool:
        """Whether no further progress is expected."""
        return self in (ProgressStatus.DONE, ProgressStatus.STOPPED)


class EvidenceKind(StrEnum):
    """The kind of evidence of an entry: a document of the program, a file, a web page."""

    NONE = ""
    DOCUMENT = "document"
    FILE = "file"
    LINK = "link"

    @property
    def label(self) -> str:
        """The kind as a Thai label."""
        return {
            EvidenceKind.NONE: "ไม่มี",
            EvidenceKind.DOCUMENT: "เอกสารในโปรแกรม",
            EvidenceKind.FILE: "แฟ้ม",
            EvidenceKind.LINK: "เว็บไซต์",
        }[self]


class Progress(Record):
    """One entry. `evidence` is the document's name as in the catalogue, a path, or an address.

    `actual_number` is the figure reached so far, in the unit of the activity's target.
    """

    activity = ForeignKeyField(PlanActivity, backref="progress", on_delete="RESTRICT")
    on_date = DateField()
    status = CharField(choices=[(status, status) for status in ProgressStatus])
    actual_number = FloatField(null=True)
    note = TextField(default="")
    evidence_kind = CharField(
        choices=[(kind, kind) for kind in EvidenceKind], default=EvidenceKind.NONE
    )
    evidence = TextField(default="")
    who = CharField(default="")
    stored_at = MomentField()
    deleted_at = MomentField(null=True)


class ProgressDraft(Struct, frozen=True):
    """An entry as typed."""

    on_date: date
    status: ProgressStatus
    actual_number: float | None = None
    note: str = ""
    evidence_kind: EvidenceKind = EvidenceKind.NONE
    evidence: str = ""


class ProgressView(Struct, frozen=True):
    """An entry as shown and printed."""

    id: int
    activity_id: int
    on_date: date
    status: ProgressStatus
    actual_number: float | None
    note: str
    evidence_kind: EvidenceKind
    evidence: str
    who: str


def _title(row: Any) -> str:
    return f"{activity_title(row.activity)} {day_text(row.on_date)}"


PROGRESS_KIND = RecordKind(
    Subject.PROGRESS,
    Progress,
    "ผลการดำเนินงาน",
    (
        FieldSpec("on_date", "วันที่", day_text, must_be_a_day),
        FieldSpec("actual_number", "ผลที่ได้", figure_text, figure_from),
        FieldSpec("note", "ผลการดำเนินงาน"),
        FieldSpec("evidence", "หลักฐาน"),
        choice_column("status", "สถานะ", ProgressStatus, lambda *of: _set_status(*of)),
        FieldSpec("evidence_kind", "ชนิดของหลักฐาน", lambda kind: EvidenceKind(kind).label),
    ),
    _title,
    only_read=frozenset({"status", "evidence_kind"}),
)


def progress_texts(draft: ProgressDraft) -> dict[str, str]:
    """Return the texts of an entry's fields by field name."""
    return {
        "on_date": day_text(draft.on_date),
        "status": draft.status.label,
        "actual_number": figure_text(draft.actual_number),
        "note": cleaned(draft.note),
        "evidence_kind": draft.evidence_kind.label,
        "evidence": cleaned(draft.evidence),
    }


def draft_from_texts(texts: tuple[str, ...]) -> ProgressDraft:
    """Return the entry that these texts describe, in the order of `progress_texts`.

    Raises:
        DateError: the day is no date.
        Refused: the day is empty, the figure is none, or a label is unknown.
    """
    on_date, status, figure, note, kind, evidence = texts
    return ProgressDraft(
        must_be_a_day(on_date),
        labelled(ProgressStatus, status),
        figure_from(figure),
        note,
        labelled(EvidenceKind, kind),
        evidence,
    )


def record_progress(activity_id: int, draft: ProgressDraft, progress_id: int | None = None) -> int:
    """Store a progress entry of an activity, in any state of its plan; return its id.

    `progress_id` is the id to give it; None for a new one.

    Raises:
        NotFound: the activity does not exist or is soft-deleted.
        Refused: evidence has a text but no kind, or a kind but no text.
    """
    values, made_id = _values(draft), progress_id or new_id()
    with database.atomic():
        if not PlanActivity.select().where(_is_live(activity_id)).exists():
            raise NotFound("กิจกรรมนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
        Progress.insert(
            id=made_id,
            activity=activity_id,
            who=current_actor(),
            stored_at=now(),
            **values,
        ).execute()
    return made_id


def change_progress(progress_id: int, draft: ProgressDraft) -> None:
    """Correct an entry as a whole.

    Raises:
        NotFound: the entry does not exist or is soft-deleted.
        Refused: evidence has a text but no kind, or a kind but no text.
    """
    values = _values(draft)
    with database.atomic(), track_changes(PROGRESS_KIND, progress_id):
        live = (Progress.id == progress_id) & Progress.deleted_at.is_null()
        if Progress.update(**values).where(live).execute() != 1:
            raise NotFound("ผลการดำเนินงานนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")


def _set_status(progress_id: int, status: ProgressStatus) -> None:
    Progress.update(status=status).where(Progress.id == progress_id).execute()


def remove_progress(progress_id: int) -> None:
    """Put an entry in the bin; `PROGRESS_KIND.undelete` brings it back."""
    PROGRESS_KIND.soft_delete(progress_id)


def progress_view(row: Any) -> ProgressView:
    """Return an entry's row as a plain value."""
    return ProgressView(
        row.id,
        row.activity_id,
        row.on_date,
        ProgressStatus(row.status),
        row.actual_number,
        row.note,
        EvidenceKind(row.evidence_kind),
        row.evidence,
        row.who,
    )


def _is_live(activity_id: int) -> Any:
    return (PlanActivity.id == activity_id) & PlanActivity.deleted_at.is_null()


def _values(draft: ProgressDraft) -> dict[str, object]:
    evidence = cleaned(draft.evidence)
    if evidence and draft.evidence_kind == EvidenceKind.NONE:
        raise Refused("เลือกก่อนว่าหลักฐานเป็นเอกสารในโปรแกรม แฟ้ม หรือเว็บไซต์")
    if draft.evidence_kind != EvidenceKind.NONE and not evidence:
        raise Refused("ยังไม่ได้ระบุหลักฐาน พิมพ์ชื่อเอกสาร ที่อยู่แฟ้ม หรือเว็บไซต์ก่อน")
    return {
        "on_date": draft.on_date,
        "status": draft.status,
        "actual_number": draft.actual_number,
        "note": cleaned(draft.note),
        "evidence_kind": draft.evidence_kind,
        "evidence": evidence,
    }
