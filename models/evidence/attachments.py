"""Attachments of the year's evidence: scans, manuals, letters received.

The file is copied beside the data file, so that it does not depend on the original.
"""

import contextlib
import errno
import hashlib
from enum import StrEnum
from pathlib import Path
from typing import Any

from msgspec import Struct

from kmtui.thai.digits import arabic_digits, thai_digits
from models.editing.actor import current_actor
from models.editing.audit_trail import track_changes
from models.editing.record_kind import FieldSpec, RecordKind, cleaned
from models.editing.revisions import Subject
from models.errors import KmError, NotFound, Refused
from models.office.rights import Right, must_be_allowed, my_uid
from models.storage.database import Record, database, new_id, now
from models.storage.disk import make_folder
from models.storage.fields import CharField, IntegerField, MomentField, TextField, YearField
from models.storage.own_files import read_file, write_file

FOLDER = "attachments"
_MODE = 0o660
_LARGEST = 50 * 1024 * 1024


class AttachmentKind(StrEnum):
    """The kind of an attachment; some kinds close a gap of the evidence board."""

    WORK_MANUAL = "work_manual"
    TRAINING_REPORT = "training_report"
    INVITATION = "invitation"
    PICTURES = "pictures"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The Thai label of the kind."""
        return {
            self.WORK_MANUAL: "คู่มือการปฏิบัติงาน",
            self.TRAINING_REPORT: "รายงานผลการเข้ารับการพัฒนา",
            self.INVITATION: "หนังสือเชิญประชุม",
            self.PICTURES: "ภาพกิจกรรม",
            self.OTHER: "เอกสารอื่น",
        }[self]


class Attachment(Record):
    """An attachment to one of the eight items of the learning organisation (`lo_item`)."""

    fiscal_year = YearField()
    lo_item = IntegerField()
    kind = CharField(choices=[(kind, kind) for kind in AttachmentKind])
    title = TextField()
    file_name = CharField()
    digest = CharField()
    who = CharField()
    at = MomentField()
    deleted_at = MomentField(null=True)


ATTACHMENT_KIND = RecordKind(
    Subject.ATTACHMENT,
    Attachment,
    "เอกสารแนบ",
    (
        FieldSpec("title", "ชื่อเอกสาร"),
        FieldSpec(
            "lo_item", "องค์ประกอบที่", thai_digits, operation=lambda row, text: _move_back(row, text)
        ),
    ),
    title_of=lambda row: str(row.title),
    only_read=frozenset({"lo_item"}),
)


class AttachmentView(Struct, frozen=True):
    """An attachment as listed and put into the binder."""

    id: int
    fiscal_year: int
    lo_item: int
    kind: AttachmentKind
    title: str
    path: Path
    digest: str


def attach(fiscal_year: int, lo_item: int, kind: AttachmentKind, title: str, source: Path) -> int:
    """Copy a PDF beside the data file and store the attachment; return its id.

    The content is not checked before a binder is made.

    Raises:
        KmError: the file is missing, over 50 MiB or not named as a PDF, or cannot be copied.
        Refused: the title is blank, the item is not 1 to 8, or the user may only read.
    """
    if not 1 <= lo_item <= 8:
        raise Refused(f"องค์ประกอบมี ๑ ถึง ๘ แต่พิมพ์ {thai_digits(lo_item)}")
    if not cleaned(title):
        raise Refused("ยังไม่ได้พิมพ์ชื่อเอกสาร พิมพ์ชื่อก่อนแล้วกด Enter")
    content = _content_of(source)
    made_id = new_id()
    target = _folder() / f"{made_id}.pdf"
    must_be_allowed(my_uid(), Right.WRITE)
    _write(target, content)  # before the transaction: other users must not wait for a large file
    try:
        with database.atomic():
            Attachment.create(
                id=made_id,
                fiscal_year=fiscal_year,
                lo_item=lo_item,
                kind=kind,
                title=cleaned(title),
                file_name=target.name,
                digest=hashlib.sha256(content).hexdigest(),
                who=current_actor(),
                at=now(),
            )
    except BaseException:
        with contextlib.suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return made_id


def attachments_of(fiscal_year: int) -> tuple[AttachmentView, ...]:
    """Return the attachments of a year by item, then in the order of attaching.

    Raises KmError if no data file is open.
    """
    rows = (
        Attachment.select()
        .where(Attachment.fiscal_year == fiscal_year, Attachment.deleted_at.is_null())
        .order_by(Attachment.lo_item, Attachment.id)
    )
    return tuple(
        AttachmentView(
            row.id,
            row.fiscal_year,
            row.lo_item,
            AttachmentKind(row.kind),
            row.title,
            _folder() / Path(row.file_name).name,
            row.digest,
        )
        for row in rows
    )


def move_attachment(attachment_id: int, lo_item: int) -> None:
    """Move an attachment to another of the eight items.

    Raises:
        Refused: the item is not 1 to 8.
        NotFound: the attachment does not exist or is soft-deleted.
    """
    if not 1 <= lo_item <= 8:
        raise Refused(f"องค์ประกอบมี ๑ ถึง ๘ แต่พิมพ์ {thai_digits(lo_item)}")
    with database.atomic(), track_changes(ATTACHMENT_KIND, attachment_id):
        if Attachment.get_or_none(id=attachment_id, deleted_at=None) is None:
            raise NotFound("เอกสารแนบนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
        Attachment.update(lo_item=lo_item).where(Attachment.id == attachment_id).execute()


def _move_back(row: Any, number: str) -> None:
    move_attachment(row.id, int(arabic_digits(number)))


def _content_of(source: Path) -> bytes:
    if source.suffix.lower() != ".pdf":
        raise KmError("แนบได้เฉพาะแฟ้ม PDF สแกนหรือบันทึกเอกสารเป็น PDF ก่อน")
    try:
        return read_file(source, _LARGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise KmError("แฟ้มใหญ่เกิน ๕๐ เมกะไบต์ ลดขนาดก่อนแล้วแนบใหม่") from error
        raise KmError(f"อ่านแฟ้ม {source} ไม่ได้ ตรวจชื่อและที่อยู่ของแฟ้ม") from error


def _folder() -> Path:
    folder = database.folder
    if folder is None:
        raise KmError("ยังไม่ได้เปิดแฟ้มข้อมูล เปิดโปรแกรมก่อนแล้วลองอีกครั้ง")
    return Path(folder) / FOLDER


def _write(target: Path, content: bytes) -> None:
    home = target.parent.parent
    try:
        make_folder(target.parent, home)
        # The umask would exclude the second secretary of a shared folder.
        write_file(content, target, home, _MODE)
    except OSError as error:
        raise KmError("คัดลอกเอกสารไม่ได้ ตรวจเนื้อที่และสิทธิ์ของโฟลเดอร์ข้อมูล") from error
