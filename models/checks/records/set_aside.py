"""Findings that users dismissed (set aside) with a reason, and operations confirmed despite errors.

A finding stays set aside while its text is unchanged: its key is the identity of the finding and a
hash of that text.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from kmtui.thai.text import clean
from models.checks.core.finding import Finding
from models.editing.actor import current_actor
from models.editing.undo import UndoKind, UndoScope
from models.errors import NotFound, Refused
from models.storage.database import Record, database, now
from models.storage.fields import CharField, MomentField, TextField

Key = tuple[str, str]
"""The identity of a finding, and the hash of the text that it is about."""

_NO_REASON = "ยังไม่ได้พิมพ์เหตุผล พิมพ์เหตุผลก่อนแล้วกด Enter"


class SetAside(Record):
    """A finding set aside with reason, user and time; `ended_by` is the user that restored it."""

    identity = CharField()
    digest = CharField()
    code = CharField()
    place = TextField()
    target = CharField()
    message = TextField()
    reason = TextField()
    who = CharField()
    at = MomentField()
    ended_by = CharField(default="")
    ended_at = MomentField(null=True)

    class Meta:
        """Indexed by the key of the finding."""

        indexes = ((("identity", "digest"), False),)


class GatedOperation(StrEnum):
    """The operations that need a reason if there are errors."""

    PRINT = "print"
    CLOSE = "close"


class Override(Record):
    """A printed document or a closed meeting with errors, and the reason given for it."""

    act = CharField(choices=[(act, act) for act in GatedOperation])
    document = CharField()
    digest = CharField()
    codes = TextField()
    reason = TextField()
    who = CharField()
    at = MomentField()

    class Meta:
        """Indexed by the document and the hash of its errors."""

        indexes = ((("document", "digest"), False),)


class SetAsideView(Struct, frozen=True):
    """A finding that is set aside, with the reason and the user; `set_aside_at` is UTC."""

    id: int
    key: Key
    code: str
    location_label: str
    message: str
    reason: str
    who: str
    set_aside_at: datetime


def set_aside(finding: Finding, digest: str, reason: str) -> int:
    """Set a finding aside; return the id with which it is restored.

    `digest` is the one of its `KeyedFinding`. Raises Refused if the reason is blank.
    """
    wording = clean(reason).strip()
    if not wording:
        raise Refused(_NO_REASON)
    with database.atomic():
        row = SetAside.create(
            identity=finding.identity,
            digest=digest,
            code=finding.code,
            place=finding.place.label,
            target=finding.place.target,
            message=finding.message,
            reason=wording,
            who=current_actor(),
            at=now(),
        )
    return int(row.id)


def bring_back(set_aside_id: int) -> None:
    """Restore a finding that was set aside, so that it is reported again.

    Raises NotFound if it is not set aside any more.
    """
    changed = (
        SetAside.update(ended_by=current_actor(), ended_at=now())
        .where(SetAside.id == set_aside_id, SetAside.ended_at.is_null())
        .execute()
    )
    if not changed:
        raise NotFound("ข้อนี้ไม่ได้พักไว้แล้ว เปิดหน้าตรวจสอบใหม่อีกครั้ง")


_KEPT = UndoKind(SetAside, None, unmake=bring_back)


def aside_scope(finding: Finding) -> UndoScope:
    """Return the undo scope of the row that sets this finding aside, for `run_undoable`."""
    return UndoScope(((_KEPT, SetAside.identity == finding.identity),))


def set_asides() -> tuple[SetAsideView, ...]:
    """Return the findings that are set aside, the latest first."""
    rows = SetAside.select().where(SetAside.ended_at.is_null()).order_by(SetAside.id.desc())
    return tuple(
        SetAsideView(
            row.id,
            (row.identity, row.digest),
            row.code,
            row.place,
            row.message,
            row.reason,
            row.who,
            datetime.fromisoformat(row.at),
        )
        for row in rows
    )


def set_aside_keys() -> frozenset[Key]:
    """Return the keys of the findings that are set aside."""
    rows: Any = SetAside.select(SetAside.identity, SetAside.digest)
    return frozenset(rows.where(SetAside.ended_at.is_null()).tuples())


def override(
    operation: GatedOperation, document: str, findings: Iterable[Finding], reason: str
) -> None:
    """Store the reason to proceed with these errors. Raises Refused if it is blank.

    `document` is any text that identifies the document; `is_overridden` is called with the same.
    """
    wording = clean(reason).strip()
    if not wording:
        raise Refused(_NO_REASON)
    errors = tuple(findings)
    with database.atomic():
        Override.create(
            act=operation,
            document=document,
            digest=_digest(errors),
            codes=" ".join(sorted({each.code for each in errors})),
            reason=wording,
            who=current_actor(),
            at=now(),
        )


def is_overridden(operation: GatedOperation, document: str, findings: Iterable[Finding]) -> bool:
    """Return whether the same errors were confirmed before, so that the user is asked only once."""
    digest = _digest(tuple(findings))
    same = (
        (Override.act == operation) & (Override.document == document) & (Override.digest == digest)
    )
    return bool(Override.select().where(same).exists())


def _digest(findings: tuple[Finding, ...]) -> str:
    told = "\n".join(sorted(each.identity for each in findings))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
