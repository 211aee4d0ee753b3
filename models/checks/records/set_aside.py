"""Findings that a person set aside with a reason, and papers made in spite of errors.

A finding stays aside as long as the words it is about stay as they are: it is kept under the
finding's identity and a hash of those words.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from peewee import CharField, TextField

from kmtui.thai.text import clean
from models.checks.core.finding import Finding
from models.editing.audit_trail import current_actor
from models.editing.undo import UndoKind, UndoScope
from models.errors import NotFound, Refused
from models.storage.database import Record, database, now

Key = tuple[str, str]
"""A finding's identity, and the hash of the words that it is about."""

_NO_REASON = "ยังไม่ได้พิมพ์เหตุผล พิมพ์เหตุผลก่อนแล้วกด Enter"


class SetAside(Record):
    """A finding set aside: why, by whom, when; and who brought it back, where somebody did."""

    identity = CharField()
    digest = CharField()
    code = CharField()
    place = TextField()
    target = CharField()
    message = TextField()
    reason = TextField()
    who = CharField()
    at = CharField()
    ended_by = CharField(default="")
    ended_at = CharField(null=True)

    class Meta:
        """Looked up by what was found and what it was about."""

        indexes = ((("identity", "digest"), False),)


class GatedOperation(StrEnum):
    """What was done in spite of errors."""

    PRINT = "print"
    CLOSE = "close"


class Override(Record):
    """A paper printed or a meeting closed in spite of these errors, and why."""

    act = CharField(choices=[(act, act) for act in GatedOperation])
    document = CharField()
    digest = CharField()
    codes = TextField()
    reason = TextField()
    who = CharField()
    at = CharField()

    class Meta:
        """Looked up by the document and what was found in it."""

        indexes = ((("document", "digest"), False),)


@dataclass(frozen=True)
class SetAsideView:
    """A finding that is aside, as it was told."""

    id: int
    key: Key
    code: str
    location_label: str
    message: str
    reason: str
    who: str
    set_aside_at: datetime


def set_aside(finding: Finding, digest: str, reason: str, who: str) -> int:
    """Set a finding aside; return the id to bring it back by. Raises Refused without a reason."""
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
            who=who,
            at=now(),
        )
    return int(row.id)


def bring_back(set_aside_id: int, who: str) -> None:
    """Let a finding that is aside be told again. Raises NotFound where it is aside no more."""
    changed = (
        SetAside.update(ended_by=who, ended_at=now())
        .where(SetAside.id == set_aside_id, SetAside.ended_at.is_null())
        .execute()
    )
    if not changed:
        raise NotFound("ข้อนี้ไม่ได้พักไว้แล้ว เปิดหน้าตรวจสอบใหม่อีกครั้ง")


_KEPT = UndoKind(SetAside, None, unmake=lambda row_id: bring_back(row_id, current_actor()))


def aside_scope(finding: Finding) -> UndoScope:
    """Return what is kept of a finding, for `run_undoable`."""
    return UndoScope(((_KEPT, SetAside.identity == finding.identity),))


def set_asides() -> tuple[SetAsideView, ...]:
    """Every finding that is aside, the latest first."""
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
    """What is aside, as findings are compared with it."""
    rows: Any = SetAside.select(SetAside.identity, SetAside.digest)
    return frozenset(rows.where(SetAside.ended_at.is_null()).tuples())


def override(
    operation: GatedOperation, document: str, findings: Iterable[Finding], reason: str, who: str
) -> None:
    """Keep why something was done in spite of these errors. Raises Refused without a reason."""
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
            who=who,
            at=now(),
        )


def is_overridden(operation: GatedOperation, document: str, findings: Iterable[Finding]) -> bool:
    """Whether the very same errors were overridden before, so that nobody is asked twice."""
    digest = _digest(tuple(findings))
    same = (
        (Override.act == operation) & (Override.document == document) & (Override.digest == digest)
    )
    return bool(Override.select().where(same).exists())


def _digest(findings: tuple[Finding, ...]) -> str:
    told = "\n".join(sorted(each.identity for each in findings))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
