"""Access rights: the office's list of members by user id, and the right of each.

Without a list every user with write access to the file has every right, as in a private folder. The
rights bind users of the program; only the permissions of the folder bind all (docs/threats.md).
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import wraps
from typing import ParamSpec, TypeVar

from msgspec import Struct
from peewee import PeeweeException

from kmtui.thai.damaged import is_damaged
from kmtui.thai.digits import whole_number
from kmtui.thai.text import clean
from models.editing.actor import as_actor
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
from models.storage.fields import CharField, IntegerField, MomentField

P = ParamSpec("P")
T = TypeVar("T")

_refusals: list[str] = []


class Right(StrEnum):
    """The right of a member; each includes the ones before it."""

    READ = "read"
    WRITE = "write"
    ADOPT = "adopt"
    ADMINISTER = "administer"

    @property
    def label(self) -> str:
        """The Thai label of the right."""
        return {
            Right.READ: "อ่าน",
            Right.WRITE: "อ่านและพิมพ์",
            Right.ADOPT: "ปิดประชุม รับรองรายงาน ออกคำสั่ง",
            Right.ADMINISTER: "ดูแลระบบ",
        }[self]

    def covers(self, other: "Right") -> bool:
        """Return whether this right includes the other."""
        order = list(Right)
        return order.index(self) >= order.index(other)


class Member(Record):
    """A member of the office: the system's user id, the displayed name, the right."""

    uid = IntegerField(unique=True)
    name = CharField()
    right = CharField(choices=[(right, right) for right in Right], damaged=Right.READ)
    since = MomentField()


class MemberView(Struct, frozen=True):
    """A member as listed; `account` is the system's name of the user."""

    uid: int
    account: str
    name: str
    right: Right


def my_uid() -> int:
    """Return the user id of this process; 0 on a system without user ids.

    It is not taken from $USER, which any user can set.
    """
    return os.getuid() if hasattr(os, "getuid") else 0


def members() -> tuple[MemberView, ...]:
    """Return the members by user id; empty if every user has every right."""
    return tuple(map(_view, Member.select().order_by(Member.uid)))


def read_member(uid: int) -> MemberView:
    """Return the stored member with this user id. Raises NotFound."""
    return _view(_listed(uid))


@contextmanager
def read_only_mode(refusal: str) -> Iterator[None]:
    """Refuse every change by this process in the `with` block, whatever the user's right.

    The error shows the sentence `refusal`.
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
    """Return the right of a user: the listed one, or reading if a list exists without the user.

    If damage has left no administrator, the owner of the data folder is one, who can repair it.
    """
    if _refusals:
        return Right.READ
    listed = {row.uid: row.right for row in Member.select(Member.uid, Member.right)}
    is_lost = Right.ADMINISTER not in listed.values() and any(map(is_damaged, listed.values()))
    if is_lost and uid == _owner_of_folder():
        return Right.ADMINISTER
    if uid in listed:
        return Right(listed[uid])
    return Right.READ if listed else Right.ADMINISTER


def _owner_of_folder() -> int | None:
    if database.folder is None:
        return None
    with suppress(OSError):
        return database.folder.stat().st_uid
    return None


def must_be_allowed(uid: int, right: Right) -> None:
    """Raise Refused, naming the administrators, if the user lacks this right.

    In `read_only_mode` the sentence is the one given there.
    """
    if right_of(uid).covers(right):
        return
    if _refusals:
        raise Refused(_refusals[-1])
    keepers = Member.select().where(Member.right == Right.ADMINISTER).order_by(Member.uid)
    raise _without(right, (row.name for row in keepers))


def must_administer(connection: sqlite3.Connection) -> None:
    """Raise Refused if the list in the connected file does not let this user administer it.

    Passes if the file is too damaged or too old to have a list.
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
    """Make this thread's connection read-only in the `with` block if the user may only read.

    Not inside a transaction.

    Raises:
        Refused: the block tried to write, but the user may only read; names the administrators.
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
    """Return `operation` with a check of the right, which raises Refused, in one transaction.

    `uid` is the user to check; None for the user of this process.
    """

    @wraps(operation)
    def look_and_act(*args: P.args, **kwargs: P.kwargs) -> T:
        with database.atomic():
            must_be_allowed(my_uid() if uid is None else uid, right)
            return operation(*args, **kwargs)

    return look_and_act


def allow_read_only_user(operation: Callable[P, T]) -> Callable[P, T]:
    """Mark an operation that read-only users may run too: presence, drafts, the search index."""
    operation.allow_read_only_user = True  # type: ignore[attr-defined]
    return operation


def run_with_rights(operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run `operation` with the rights of this user and return its result. Not in a transaction.

    Raises:
        Refused: `operation` tried to write, but the user may only read; names the administrators.
    """
    if getattr(operation, "allow_read_only_user", False):
        return operation(*args, **kwargs)
    with enforce_write_right():
        return operation(*args, **kwargs)


def listed_name(uid: int) -> str:
    """Return the displayed name of a member; empty if the user is not listed."""
    row = Member.get_or_none(uid=uid)
    return "" if row is None else str(row.name)


def display_name(uid: int) -> str:
    """Return the displayed name of a user: the listed name, else that of the account."""
    account, full_name = _account(uid)
    return listed_name(uid) or full_name or account


@contextmanager
def acting_as_member() -> Iterator[None]:
    """Run the `with` block with this user's displayed name as the actor of the thread."""
    with as_actor(display_name(my_uid())):
        yield


def set_member(by_uid: int, uid: int, name: str, right: Right) -> None:
    """Add a user to the list, or change the name and right.

    The first entry also adds the acting user as administrator.

    Raises:
        Refused: `by_uid` does not administer, the name is blank, or no administrator would be left.
    """
    wording = _wording(name)
    with database.atomic():
        must_be_allowed(by_uid, Right.ADMINISTER)
        if not Member.select().exists() and uid != by_uid:
            _put(by_uid, display_name(by_uid), Right.ADMINISTER)
        _put(uid, wording, right)
        _must_be_administered()


def add_member(by_uid: int, uid: int, name: str, right: Right) -> None:
    """Add a user to the list.

    Raises:
        Refused: the user is a member already, `by_uid` does not administer, the name is blank, or
            no administrator would be left.
    """
    with database.atomic():
        if _id_of(uid) is not None:
            shown = display_name(uid)
            raise Refused(f"{shown} อยู่ในบัญชีผู้มีสิทธิแล้ว กด Enter ที่ชื่อนี้เพื่อเปลี่ยนสิทธิ")
        set_member(by_uid, uid, name, right)


def rename_member(by_uid: int, uid: int, name: str) -> None:
    """Change the displayed name of a member.

    Raises:
        Refused: the name is blank, or `by_uid` does not administer.
        NotFound: the user is no member.
    """
    wording = _wording(name)
    with database.atomic():
        must_be_allowed(by_uid, Right.ADMINISTER)
        _put(uid, wording, Right(_listed(uid).right))


def give_right(by_uid: int, uid: int, right: Right) -> None:
    """Change the right of a member.

    Raises:
        Refused: `by_uid` does not administer, or no administrator would be left.
        NotFound: the user is no member.
    """
    with database.atomic():
        must_be_allowed(by_uid, Right.ADMINISTER)
        _put(uid, _listed(uid).name, right)
        _must_be_administered()


def remove_member(by_uid: int, uid: int) -> None:
    """Remove a user from the list.

    Raises:
        Refused: `by_uid` does not administer, or no administrator would be left.
        NotFound: the user is no member.
    """
    with database.atomic(), track_changes(MEMBER_KIND, _id_of(uid)):
        must_be_allowed(by_uid, Right.ADMINISTER)
        _listed(uid).delete_instance()
        if Member.select().exists():
            _must_be_administered()


def uid_named(account: str) -> int:
    """Return the user id of an account name; a number is returned unchecked. Raises NotFound."""
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
    if known is None:  # the history of a right begins when it is given
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
    """Return the account name and the full name known to the system; `uid N` if it is unknown."""
    try:
        import pwd

        entry = pwd.getpwuid(uid)
    except (ImportError, KeyError):
        return f"uid {uid}", ""
    return entry.pw_name, clean(entry.pw_gecos.partition(",")[0]).strip()
