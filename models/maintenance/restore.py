"""Restore of a backup: preview of the loss, backup of the present file, atomic replacement."""

import os
import socket
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.drafts.sessions import is_running
from models.errors import KmError, Refused, StorageErrorReason, StoreFault
from models.maintenance.schema_parts import wrong_parts
from models.office.rights import must_administer
from models.storage.backup import FOLDER_NAME, BackupKind, back_up, check_copy, copy_attached
from models.storage.chain import Head, forget_head, newest_head, write_head
from models.storage.database import raw_connection
from models.storage.disk import (
    atomic_replace,
    fsync_file,
    is_there,
    make_folder,
    must_be_kmtui_file_by,
    storage_faults,
)
from models.storage.file_inspection import (
    Counts,
    counts_of,
    labelled_counts,
    newest_change,
    schema_of,
)
from models.storage.file_locks import exclusive_lock
from models.storage.journal_mode import (
    JOURNAL_SUFFIX,
    WAL_SUFFIX,
    drop_journals,
    is_busy,
    leave_wal,
    uses_wal,
)
from models.storage.migrations import CHAIN_SINCE, read_steps
from models.storage.own_files import copy_file
from models.storage.store import roll_back_hot_journal

_SEEN_WITHIN = timedelta(minutes=2)
_LOCK_TIMEOUT_MS = 500


class Difference(Struct, frozen=True):
    """The number of records of one kind now and in the backup; None if unreadable or missing."""

    label: str
    now: int | None
    there: int | None


class RestorePreview(Struct, frozen=True):
    """The effect of a restore. `fault` describes the damage of the present file, if any.

    Times are UTC; None if the file contains no time.
    """

    differences: tuple[Difference, ...]
    changed_now: datetime | None
    changed_there: datetime | None
    fault: str
    is_older_schema: bool

    @property
    def loses(self) -> bool:
        """True if the present file was changed later, or has more records of some kind."""
        newer = bool(self.changed_now and self.changed_there)
        later = newer and self.changed_now > self.changed_there  # type: ignore[operator]
        return later or any((each.now or 0) > (each.there or 0) for each in self.differences)


class _Content(Struct, frozen=True):
    counts: Counts
    changed: datetime | None
    schema: int


def preview_restore(path: Path, file: Path) -> RestorePreview:
    """Compare the data file with a backup of it; changes nothing.

    Raises:
        Refused: the backup is missing, is the data file itself, lacks a part of its schema, or
            has a trigger or view that kmtui did not make.
        StoreFault: the backup is damaged, of another program or of a newer version.
    """
    there = _sound_backup(path, file)
    now, fault = None, ""
    if is_there(path):
        try:
            now = _present(path)
        except KmError as error:
            fault = str(error)
    here, back = (
        labelled_counts(now.counts) if now is not None else {},
        labelled_counts(there.counts),
    )
    return RestorePreview(
        tuple(
            Difference(label, here.get(label), back.get(label))
            for label in dict.fromkeys((*back, *here))
            if here.get(label) or back.get(label)
        ),
        now.changed if now is not None else None,
        there.changed,
        fault,
        there.schema < len(read_steps()),
    )


def restore(path: Path, file: Path) -> Path | None:
    """Replace the data file by a backup; return the path of the copy of the present file.

    Return None if there is no present file. It is kept among the backups, byte for byte if it is
    too damaged to be read.
    Attached papers beside the backup that are missing here are copied. An older schema is migrated
    when the file is opened. If the process is killed, the old or the new file is intact.

    Raises:
        Refused: other users (named) or another program have the file open, this user does not
            administer it, or the backup is refused as by `preview_restore`.
        StoreFault: the backup is damaged, of another program or of a newer version, or a file
            cannot be written. In either case the data file has not been replaced.
    """
    _sound_backup(path, file)
    must_be_allowed_to_restore(path)
    with storage_faults(path):
        make_folder(path.parent, path.parent, parents=True)
        must_have_no_other_users(path)
        with exclusive_lock(path.parent):
            try:
                part = _copied_beside(path, file)
                _bring_papers(path, file)
                kept = _keep(path) if is_there(path) else None
                drop_journals(path)
                # Without a revision in the head nothing is missed, wherever the process is killed.
                restored_at = datetime.now().isoformat(timespec="microseconds")
                forget_head(path)
                write_head(path, Head(0, "", restored_at))
                atomic_replace(part, path)
                _remember_history(path, restored_at)
            finally:
                _part(path).unlink(missing_ok=True)
    return kept


def must_be_allowed_to_restore(path: Path) -> None:
    """Raise Refused if this user does not administer the present file, if it can be read."""
    if is_there(path):
        with suppress(sqlite3.DatabaseError), closing(raw_connection(path)) as connection:
            must_administer(connection)


def must_have_no_other_users(path: Path) -> None:
    """Raise Refused if another session has the file open, or another program has it locked.

    Pass if the file is missing or damaged. A file that is not in use leaves WAL mode.
    """
    if not is_there(path):
        return
    try:
        roll_back_hot_journal(path)
        with closing(raw_connection(path, "rw")) as connection:
            names = _others(connection)
            if not names:
                with exclusive_lock(path.parent):
                    _must_be_free(connection)
    except sqlite3.OperationalError as error:
        if is_busy(error):
            raise Refused("โปรแกรมอื่นกำลังใช้แฟ้มข้อมูลอยู่ ปิดโปรแกรมนั้นก่อน แล้วกู้คืนอีกครั้ง") from error
        return
    except sqlite3.DatabaseError:
        # Too damaged to be read by other users either.
        return
    if names:
        raise Refused(f"ยังมีผู้ใช้งานอยู่: {', '.join(names)} ให้ทุกคนออกจาก kmtui ก่อน แล้วกู้คืนอีกครั้ง")


def _must_be_free(connection: sqlite3.Connection) -> None:
    """Raise sqlite3.OperationalError if another program has the file open.

    Leaves WAL mode: the WAL is removed before the new file is in place, and what only it contains
    would be lost if the process were killed in between.
    """
    connection.execute(f"PRAGMA busy_timeout = {_LOCK_TIMEOUT_MS}")
    leave_wal(connection)
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("ROLLBACK")


def _others(connection: sqlite3.Connection) -> list[str]:
    try:
        rows = connection.execute("SELECT session, who, seen_at FROM presence").fetchall()
    except sqlite3.OperationalError:
        return []  # the first schema had no presence
    since = (datetime.now(UTC) - _SEEN_WITHIN).isoformat(timespec="milliseconds")
    # Processes can be checked on this machine; for others there is only the last heartbeat.
    here = socket.gethostname() + "."
    return sorted(
        {
            str(who)
            for session, who, seen_at in rows
            if is_running(session) and (session.startswith(here) or seen_at >= since)
        }
    )


def _sound_backup(path: Path, file: Path) -> _Content:
    if not is_there(file):
        raise Refused(f"ไม่พบแฟ้มสำรอง {file} ดูรายการในโฟลเดอร์ {path.parent / FOLDER_NAME}")
    if is_there(path) and path.samefile(file):
        raise Refused("แฟ้มนี้คือแฟ้มข้อมูลที่ใช้อยู่ เลือกแฟ้มสำรองแทน")
    counts = check_copy(file)
    with storage_faults(file), closing(raw_connection(file)) as connection:
        schema = schema_of(connection)
        if schema > len(read_steps()):
            raise StoreFault(StorageErrorReason.TOO_NEW, str(file))
        _must_be_as_made(connection, file)
        return _Content(counts, newest_change(connection), schema)


def _must_be_as_made(connection: sqlite3.Connection, file: Path) -> None:
    """Raise Refused if a backup lacks a table, or has triggers or views that kmtui did not make."""
    wrong = [each for each in wrong_parts(connection) if "ดัชนี" not in each]
    if wrong:
        more = f" และอีก {thai_digits(len(wrong) - 1)} แห่ง" if len(wrong) > 1 else ""
        raise Refused(f"ไม่ได้กู้คืน สำเนา {file} ไม่เป็นอย่างที่โปรแกรมทำ: {wrong[0]}{more} เลือกสำเนาอื่น")


def _present(path: Path) -> _Content:
    with storage_faults(path):
        roll_back_hot_journal(path)
        with closing(raw_connection(path)) as connection:
            must_be_kmtui_file_by(connection, path)
            if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
                raise StoreFault(StorageErrorReason.CORRUPT, str(path))
            return _Content(counts_of(connection), newest_change(connection), schema_of(connection))


def _copied_beside(path: Path, file: Path) -> Path:
    for leftover in path.parent.glob(f"{path.name}.part*"):
        leftover.unlink(missing_ok=True)
    part = _part(path)
    with closing(raw_connection(file)) as backup:
        if uses_wal(backup):
            # For a WAL file, a plain copy would lack the part that is only in the WAL.
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            backup.execute("VACUUM INTO ?", (str(part),))
        else:
            copy_file(file, part)
    fsync_file(part)
    check_copy(part)
    return part


def _bring_papers(path: Path, file: Path) -> None:
    """Copy attachments of the backup that are beside it and missing here."""
    with suppress(sqlite3.Error), closing(raw_connection(file)) as connection:
        names = {str(name) for (name,) in connection.execute("SELECT file_name FROM attachment")}
        copy_attached(file, path.parent, names)


def _remember_history(path: Path, restored_at: str) -> None:
    """Store the head of the restored history, and the time from which backups must lead to it."""
    with suppress(sqlite3.Error), closing(raw_connection(path)) as connection:
        head = newest_head(connection.execute) if schema_of(connection) >= CHAIN_SINCE else None
        if head is not None:
            write_head(path, head._replace(restored_at=restored_at))


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part{os.getpid()}")


def _keep(path: Path) -> Path:
    """Back up the present file; copy it byte for byte if it is too damaged to be read."""
    try:
        return back_up(path, kind=BackupKind.RESTORE)
    except StoreFault as fault:
        if fault.reason not in (
            StorageErrorReason.CORRUPT,
            StorageErrorReason.NOT_A_DATABASE,
            StorageErrorReason.NOT_OURS,
        ):
            raise
    folder = path.parent / FOLDER_NAME
    target = folder / f"damaged-{datetime.now():%Y%m%d-%H%M%S-%f}.db"
    for ending in ("", JOURNAL_SUFFIX, WAL_SUFFIX):
        source = path.with_name(path.name + ending)
        with suppress(FileNotFoundError):
            kept = target.with_name(target.name + ending)
            copy_file(source, kept)
            fsync_file(kept)
    return target
