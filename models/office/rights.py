"""Who may do what: the office's list of members by user id, and the right each of them has.

Without a list everybody who can write the file may do everything: a folder of one's own. The
rights bind who works through the program; what binds everybody is the folder (docs/threats.md).
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from peewee import CharField, IntegerField, PeeweeException

from kmtui.thai.digits import whole_number
from kmtui.thai.text import clean
from models.editing.audit_trail import (
    OperationRecordKind,
    append_revision,
    never_reused_id_of,
    track_changes,
)
from models.editing.record_kind import FieldSpec
from models.editing.revisions import FieldKey, Subject
from models.errors import NotFound, Refused, StorageErrorReason, StoreFault
from models.storage.database import Record, database, now, reason_of

P = ParamSpec("P")
T = TypeVar("T")

_refusals: list[str] = []


class Right(StrEnum):
    """What a member may do; each holds the ones before it."""

    READ = "read"
    WRITE = "write"
    ADOPT = "adopt"
    ADMINISTER = "administer"

    @property
    def label(self) -> str:
        """The right in the words of the office."""
        return {
            Right.READ: "อ่าน",
            Right.WRITE: "อ่านและพิมพ์",
            Right.ADOPT: "ปิดประชุม รับรองรายงาน ออกคำสั่ง",
            Right.ADMINISTER: "ดูแลระบบ",
        }[self]

    def covers(self, other: "Right") -> bool:
        """Whether whoever has this right has the other too."""
        order = list(Right)
        return order.index(self) >= order.index(other)


class Member(Record):
    """Somebody of the office: the system's user id, the name shown, the right."""

    uid = IntegerField(unique=True)
    name = CharField()
    right = CharField(choices=[(right, right) for right in Right])
    since = CharField()


@dataclass(frozen=True)
class MemberView:
    """A member as listed; `account` is the system's name of the user."""

    uid: int
    account: str
    name: str
    right: Right


def my_uid() -> int:
    """The user id of this process: never $USER, which anybody may set."""
    return os.getuid() if hasattr(os, "getuid") else 0


def members() -> tuple[MemberView, ...]:
    """The list of the office by user id; empty: everybody may do everything."""
    return tuple(map(_view, Member.select().order_by(Member.uid)))


def read_member(uid: int) -> MemberView:
    """A member as the list has them now. Raises NotFound."""
    return _view(_listed(uid))


@contextmanager
def read_only_mode(refusal: str) -> Iterator[None]:
    """In the `with` block nobody in this process may change anything, whatever their right.

    Who tries to is told `refusal`.
    """
    _refusals.append(refusal)
    try:
        yield
    finally:
        _refusals.pop()


MEMBER_KIND = OperationRecordKind(
    Subject.MEMBER,
    Member,
    "ผู้ใช้",
    (
        FieldSpec("name", "ชื่อที่แสดง"),
        FieldSpec("right", "สิทธิ", lambda right: Right(right).label),
    ),
    title_of=lambda row: str(row.name),
    only_read=frozenset({"name", "right"}),
)


def right_of(uid: int) -> Right:
    """The right of a user: of a list the one it says, reading for who is not on it."""
    if _refusals:
        return Right.READ
    listed = {row.uid: row.right for row in Member.select(Member.uid, Member.right)}
    if uid in listed:
        return Right(listed[uid])
    return Right.READ if listed else Right.ADMINISTER


def must_be_allowed(uid: int, right: Right) -> None:
    """Raise Refused, naming who can give it, where the user has not this right."""
    if right_of(uid).covers(right):
        return
    if _refusals:
        raise Refused(_refusals[-1])
    keepers = Member.select().where(Member.right == Right.ADMINISTER).order_by(Member.uid)
    raise _without(right, (row.name for row in keepers))


def must_administer(connection: sqlite3.Connection) -> None:
    """Raise Refused where the list in that file does not let this user administer it.

    Of a file that is too damaged, or too old, to have a list nothing is said.
    """
    with suppress(sqlite3.DatabaseError):
        rows = connection.execute("SELECT uid, right, name FROM member ORDER BY uid").fetchall()
        keepers = {uid: str(name) for uid, right, name in rows if right == Right.ADMINISTER}
        if keepers and my_uid() not in keepers:
            raise _without(Right.ADMINISTER, keepers.values())


def _without(right: Right, keepers: Iterable[str]) -> Refused:
    names = ", ".join(keepers)
    return Refused(f"ท่านยังไม่มีสิทธิ “{right.label}” ขอสิทธิจากผู้ดูแลระบบ: {names}")


@contextmanager
def enforce_write_right() -> Iterator[None]:
    """In the `with` block this thread's connection stores nothing for who may only read.

    Not in a transaction. Raises Refused, as `must_be_allowed`, where something was to be stored.
    """
    if right_of(my_uid()).covers(Right.WRITE):
        yield
        return
    database.execute_sql("PRAGMA query_only = 1")
    try:
        yield
    except (PeeweeException, StoreFault) as error:
        if reason_of(error) == StorageErrorReason.READ_ONLY:
            must_be_allowed(my_uid(), Right.WRITE)
        raise
    finally:
        if not database.is_closed():
            database.execute_sql("PRAGMA query_only = 0")


def require_right(
    operation: Callable[P, T], right: Right, uid: int | None = None
) -> Callable[P, T]:
    """`operation`, done in one transaction with the look whether the user may; raises Refused."""

    @wraps(operation)
    def look_and_act(*args: P.args, **kwargs: P.kwargs) -> T:
        with database.atomic():
            must_be_allowed(my_uid() if uid is None else uid, right)
            return operation(*args, **kwargs)

    return look_and_act


def allow_read_only_user(operation: Callable[P, T]) -> Callable[P, T]:
    """Mark an act that is done for who may only read: presence, drafts, the index of search."""
    operation.allow_read_only_user = True  # type: ignore[attr-defined]
    return operation


def run_with_rights(operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do `operation` as far as the right of this user goes: who may only read changes nothing.

    Not in a transaction. Raises Refused, as `must_be_allowed`, where `operation` would store
    something.
    """
    if getattr(operation, "allow_read_only_user", False):
        return operation(*args, **kwargs)
    with enforce_write_right():
        return operation(*args, **kwargs)


def display_name(uid: int) -> str:
    """The name shown for a user: of the list, else the account's full name or its name."""
    row = Member.get_or_none(uid=uid)
    if row is not None:
        return str(row.name)
    account, full_name = _account(uid)
    return full_name or account


def set_member(by_uid: int, uid: int, name: str, right: Right) -> None:
    """Put a user on the list, or change their name and right.

    The first entry puts who makes it on the list too, as administrator. Raises Refused where
    `by_uid` does not administer, without a name, and where nobody would administer any more.
    """
    wording = _wording(name)
    with database.atomic():
        must_be_allowed(by_uid, Right.ADMINISTER)
        if not Member.select().exists() and uid != by_uid:
            _put(by_uid, display_name(by_uid), Right.ADMINISTER)
        _put(uid, wording, right)
        _must_be_administered()


def add_member(by_uid: int, uid: int, name: str, right: Right) -> None:
    """Put a user on the list who is not on it. Raises as `set_member`, and Refused for a member."""
    with database.atomic():
        if _id_of(uid) is not None:
            shown = display_name(uid)
            raise Refused(f"{shown} อยู่ในบัญชีผู้มีสิทธิแล้ว กด Enter ที่ชื่อนี้เพื่อเปลี่ยนสิทธิ")
        set_member(by_uid, uid, name, right)


def rename_member(by_uid: int, uid: int, name: str) -> None:
    """Change the name that is shown of a member. Raises as `set_member`, and NotFound."""
    wording = _wording(name)
    with database.atomic():
        must_be_allowed(by_uid, Right.ADMINISTER)
        _put(uid, wording, Right(_listed(uid).right))


def give_right(by_uid: int, uid: int, right: Right) -> None:
    """Give a member another right. Raises as `set_member`, and NotFound."""
    with database.atomic():
        must_be_allowed(by_uid, Right.ADMINISTER)
        _put(uid, _listed(uid).name, right)
        _must_be_administered()


def remove_member(by_uid: int, uid: int) -> None:
    """Strike a user off the list. Raises as `set_member`, and NotFound."""
    with database.atomic(), track_changes(MEMBER_KIND, _id_of(uid)):
        must_be_allowed(by_uid, Right.ADMINISTER)
        _listed(uid).delete_instance()
        if Member.select().exists():
            _must_be_administered()


def uid_named(account: str) -> int:
    """The user id of an account's name, or of its number. Raises NotFound."""
    if account.isascii() and (number := whole_number(account)) is not None:
        return number
    try:
        import pwd

        return pwd.getpwnam(account).pw_uid
    except (ImportError, KeyError) as error:
        raise NotFound(f"ไม่มีผู้ใช้ชื่อ {account} ในเครื่องนี้ ตรวจชื่อบัญชีผู้ใช้ก่อน") from error


def _put(uid: int, name: str, right: Right) -> None:
    known = _id_of(uid)
    with track_changes(MEMBER_KIND, known):
        values = {"uid": uid, "name": name, "right": right, "since": now()}
        Member.insert(id=never_reused_id_of(MEMBER_KIND), **values).on_conflict(
            conflict_target=[Member.uid], update={"name": name, "right": right}
        ).execute()
    if known is None:  # a right that is given is told from its first day
        append_revision(FieldKey(Subject.MEMBER, Member.get(uid=uid).id, "right"), right.label)


def _id_of(uid: int) -> int | None:
    row = Member.get_or_none(uid=uid)
    return None if row is None else int(row.id)


def _listed(uid: int) -> Member:
    row: Member | None = Member.get_or_none(uid=uid)
    if row is None:
        raise NotFound("ไม่พบผู้ใช้นี้ในบัญชีผู้มีสิทธิ ดูบัญชีด้วย kmtui members")
    return row


def _view(row: Member) -> MemberView:
    return MemberView(row.uid, _account(row.uid)[0], row.name, Right(row.right))


def _wording(name: str) -> str:
    wording = clean(name).strip()
    if not wording:
        raise Refused("ยังไม่ได้บอกชื่อที่จะแสดงของผู้ใช้ ใส่ชื่อด้วย --name")
    return wording


def _must_be_administered() -> None:
    if not Member.select().where(Member.right == Right.ADMINISTER).exists():
        raise Refused("ต้องมีผู้ดูแลระบบอย่างน้อยหนึ่งคน ตั้งผู้อื่นเป็นผู้ดูแลระบบก่อน")


def _account(uid: int) -> tuple[str, str]:
    """The account's name and the full name that the system knows; the number where unknown."""
    try:
        import pwd

        entry = pwd.getpwuid(uid)
    except (ImportError, KeyError):
        return f"uid {uid}", ""
    return entry.pw_name, clean(entry.pw_gecos.partition(",")[0]).strip()
