"""Backup copies of the data file: atomic, checked, made daily, and rotated."""

import hashlib
import os
import re
import shutil
import socket
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from kmtui.thai.dates import DateStyle, format_date, format_time
from models.errors import KmError, Refused, StorageErrorReason, StoreFault
from models.storage.database import fault, may_write, raw_connection, reason_of
from models.storage.disk import (
    atomic_replace,
    fsync_file,
    is_folder,
    is_there,
    make_folder,
    must_be_kmtui_file,
    storage_faults,
)
from models.storage.file_inspection import Counts, counts_of
from models.storage.file_locks import has_no_owner, hold_lock, try_exclusive_lock
from models.storage.own_files import copy_file

DAILY_KEPT, WEEKLY_KEPT, MONTHLY_KEPT = 7, 5, 12
FOLDER_NAME = "backups"
_PAPERS = "attachments"

_STAMP = "%Y%m%d-%H%M%S-%f"
_NAME = re.compile(r"kmtui-(\d{8}-\d{6}-\d{6})(?:-([0-9a-f]{8})-([a-z]+))?\.db")
# A backup must never fill the disk that the users work on.
_SPARE_COPIES = 3
# Between its creation and its lock a partial file has no owner for a moment.
_LEFT_AFTER = timedelta(minutes=1)


class BackupKind(StrEnum):
    """The reason for a backup; rotation removes only daily ones."""

    ASKED = "asked"
    DAILY = "daily"
    MIGRATION = "migration"
    RESTORE = "restore"


class Backup(Struct, frozen=True):
    """A backup file as described by its name.

    Attributes:
        made_at: local time without a time zone.
        mark: hash that identifies the data file and its machine; empty in names of the first
            versions.
        kind: a `BackupKind`; empty in names of the first versions.
    """

    path: Path
    made_at: datetime
    mark: str
    kind: str

    @property
    def label(self) -> str:
        """The backup as shown to the user: its path, day and time."""
        day = format_date(self.made_at.date(), DateStyle.SHORT)
        return f"{self.path} ทำเมื่อ {day} เวลา {format_time(self.made_at.time())}"


class DailyBackup(Struct, frozen=True):
    """The result of the daily backup: the copies made now, and warnings for the user."""

    made: tuple[Path, ...] = ()
    warnings: tuple[str, ...] = ()


def back_up(path: Path, to: Path | None = None, kind: BackupKind = BackupKind.ASKED) -> Path:
    """Copy a data file by VACUUM INTO, check the copy and rename it into place; return its path.

    Without `to` the copy gets a generated name in `backups/` beside the file. A copy in a folder of
    backups gets the attached papers beside it. Safe in any thread, and while other processes write.

    Raises:
        Refused: `to` exists already.
        StoreFault: the file is unreadable or damaged, or there is no space for the copy.
    """
    target = to or _new_name(path, path.parent / FOLDER_NAME, datetime.now(), kind)
    if to is not None and is_there(to):
        raise Refused(f"มีแฟ้ม {to} อยู่แล้ว ตั้งชื่อสำเนาสำรองใหม่ หรือย้ายแฟ้มเดิมออกก่อน")
    part = target.with_name(f"{target.name}.part{os.getpid()}")
    with storage_faults(target):
        make_folder(target.parent, path.parent, parents=to is not None)
        part.unlink(missing_ok=True)
    try:
        _copy(path, part)
        with storage_faults(target):
            fsync_file(part)
            atomic_replace(part, target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    if target.parent.name == FOLDER_NAME or kind == BackupKind.DAILY:
        copy_attached(path, target.parent)
    return target


def _copy(path: Path, part: Path) -> None:
    with storage_faults(path):
        mode = "rw" if may_write(path) else "ro"
        with closing(raw_connection(path, mode)) as source:
            before, counts = _data_version(source), counts_of(source)
            with storage_faults(part):
                # Users who may not read the data must not be able to read an unfinished copy
                # either.
                mine = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                # A partial file without a running owner is removed at the next start.
                hold_lock(mine)
                _vacuum_into(source, path, part)
                unchanged = _data_version(source) == before
                copied = check_copy(part)
            finally:
                os.close(mine)  # SQLite has closed the part, so no lock of its own is dropped
    if unchanged and copied != counts:
        raise StoreFault(StorageErrorReason.CORRUPT, str(path))


def _vacuum_into(source: sqlite3.Connection, path: Path, part: Path) -> None:
    try:
        source.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        # SQLite does not report which of the two files failed.
        at_target = reason_of(error) in (
            StorageErrorReason.FULL,
            StorageErrorReason.READ_ONLY,
            StorageErrorReason.CANNOT_OPEN,
        )
        raise fault(error, str(part.parent if at_target else path)) from error


def back_up_with_papers(path: Path, to: Path | None = None) -> Path:
    """Make a backup with `back_up` and copy the attached papers into a folder beside it.

    Raises:
        Refused: `to` exists already.
        StoreFault: a file is unreadable or damaged, or there is no space for the copy.
    """
    made = back_up(path, to)
    copy_attached(path, made.parent)
    return made


def copy_attached(path: Path, folder: Path, only: Collection[str] | None = None) -> int:
    """Copy attached papers that the other folder lacks; return how many were copied.

    Papers never change, so one copy of each serves all backups; nothing is removed there.

    Args:
        only: file names to copy; None for all.

    Raises:
        StoreFault: a file cannot be read or written.
    """
    target = folder / _PAPERS
    with storage_faults(target):
        papers = [each for each in _papers(path.parent) if only is None or each.name in only]
        missing = [each for each in papers if not (target / each.name).exists()]
        for source in missing:
            make_folder(target, path.parent)
            part = target / f"{source.name}.part{os.getpid()}"
            try:
                part.unlink(missing_ok=True)
                copy_file(source, part)
                fsync_file(part)
                atomic_replace(part, target / source.name)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
    return len(missing)


def _papers(home: Path) -> list[Path]:
    found = (home / _PAPERS).glob("*.pdf")
    return sorted(each for each in found if each.is_file() and not each.is_symlink())


def check_copy(copy: Path) -> Counts:
    """Check the integrity of a backup and return its row count for each table.

    Raises:
        StoreFault: the file is damaged, or is not a data file of kmtui.
    """
    with storage_faults(copy):
        must_be_kmtui_file(copy)
        with closing(raw_connection(copy)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise StoreFault(StorageErrorReason.CORRUPT, str(copy))
            if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
                raise StoreFault(StorageErrorReason.CORRUPT, str(copy))
            return counts_of(connection)


def backup_folders(path: Path, setting: Path | None) -> tuple[Path, ...]:
    """Return the folders for backups of this data file: one beside it, and the configured one.

    A relative `setting` is resolved against the data folder, not the working directory.
    """
    beside = path.parent / FOLDER_NAME
    there = path.parent / (setting or FOLDER_NAME)
    return (beside,) if there == beside else (beside, there)


def back_up_if_due(path: Path, today: date, folders: Sequence[Path]) -> DailyBackup:
    """Make today's backup in each folder that has none yet, and rotate the daily ones.

    Meant for a thread of its own: blocks while the file is copied. Errors that the user can fix are
    returned in `warnings`, not raised. A folder other than the one beside the file must exist: for
    a memory stick that is not plugged in, none may be created.
    """
    made, told = list[Path](), list[str]()
    for folder in folders:
        try:
            new, sentences = _back_up_today(path, today, folder)
        except KmError as error:
            told.append(f"สำรองข้อมูลประจำวันไว้ที่ {folder} ไม่ได้: {error}")
            continue
        made += new
        told += sentences
    return DailyBackup(tuple(made), tuple(told))


def _back_up_today(path: Path, today: date, folder: Path) -> tuple[list[Path], list[str]]:
    if folder == path.parent / FOLDER_NAME:
        with storage_faults(folder):
            make_folder(folder, path.parent)
    elif not is_folder(folder):
        return [], [f"ไม่พบโฟลเดอร์สำรอง {folder} ต่อสื่อเก็บข้อมูล หรือแก้ backup_folder ในแฟ้มตั้งค่า"]
    with try_exclusive_lock(folder) as mine, storage_faults(folder):
        daily = _daily(path, folder)
        told = _clock_sentences(daily, today)
        _drop_left_parts(folder)
        if not mine or any(each.made_at.date() == today for each in daily):
            return [], told
        if shutil.disk_usage(folder).free < _SPARE_COPIES * path.stat().st_size:
            return [], [*told, f"เนื้อที่ใน {folder} เหลือน้อย วันนี้จึงยังไม่ได้สำรอง ลบแฟ้มที่ไม่ใช้ออก"]
        moment = datetime.combine(today, datetime.now().time())
        made = back_up(path, _new_name(path, folder, moment, BackupKind.DAILY), BackupKind.DAILY)
        thin_out(path, folder, today, made)
    return [made], told


def _clock_sentences(daily: list[Backup], today: date) -> list[str]:
    ahead = [each for each in daily if each.made_at.date() > today]
    if not ahead:
        return []
    day = format_date(ahead[0].made_at.date())
    return [f"มีสำเนาสำรองลงวันที่ {day} ซึ่งยังมาไม่ถึง ตรวจนาฬิกาของเครื่อง วันนี้ยังสำรองตามปกติ"]


def thin_out(path: Path, folder: Path, today: date, sure: Path) -> tuple[Path, ...]:
    """Remove the daily backups outside the rotation; return the removed paths.

    Keeps the last one of each of the newest 7 days, 5 weeks and 12 months that have one. Removes
    only regular files with the mark of this data file and the application id of kmtui; never `sure`
    (just checked: a good copy stays whatever the others are), and never one dated in the future.
    """
    daily = _daily(path, folder)
    keep = moments_kept([each.made_at for each in daily if each.made_at.date() <= today])
    gone = [
        each.path
        for each in daily
        if each.made_at not in keep and each.made_at.date() <= today and each.path != sure
    ]
    removed = [each for each in gone if _is_ours(each)]
    for each in removed:
        each.unlink(missing_ok=True)
    return tuple(removed)


def moments_kept(moments: Iterable[datetime]) -> set[datetime]:
    """Return the times that rotation keeps: 7 daily, 5 weekly, 12 monthly, the last of each."""
    newest_first = sorted(moments, reverse=True)
    keep = set[datetime]()
    for count, period in (
        (DAILY_KEPT, "%Y%m%d"),
        (WEEKLY_KEPT, "%G%V"),
        (MONTHLY_KEPT, "%Y%m"),
    ):
        last_of: dict[str, datetime] = {}
        for moment in newest_first:
            last_of.setdefault(moment.strftime(period), moment)
        keep.update(list(last_of.values())[:count])
    return keep


def backups_in(folder: Path) -> list[Backup]:
    """Return the backups in the folder, newest first, recognised by their names alone."""
    found = []
    with suppress(OSError):
        for path in folder.iterdir():
            named = _NAME.fullmatch(path.name)
            if named is None or path.is_symlink() or not path.is_file():
                continue
            with suppress(ValueError):
                moment = datetime.strptime(named[1], _STAMP)
                found.append(Backup(path, moment, named[2] or "", named[3] or ""))
    return sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True)


def last_good(path: Path, folders: Sequence[Path] = ()) -> Backup | None:
    """Return the newest intact backup in the folders, of whatever data file; None without one.

    Searches the folder beside the file if no folders are given. Blocks while copies are checked.
    """
    everywhere = folders or (path.parent / FOLDER_NAME,)
    found = [each for folder in everywhere for each in backups_in(folder)]
    for each in sorted(found, key=lambda backup: backup.made_at, reverse=True):
        with suppress(KmError):
            check_copy(each.path)
            return each
    return None


def _daily(path: Path, folder: Path) -> list[Backup]:
    mark = file_mark(path)
    return [
        each for each in backups_in(folder) if (each.mark, each.kind) == (mark, BackupKind.DAILY)
    ]


def _new_name(path: Path, folder: Path, moment: datetime, kind: BackupKind) -> Path:
    while True:
        target = folder / f"kmtui-{moment.strftime(_STAMP)}-{file_mark(path)}-{kind}.db"
        if not is_there(target):
            return target
        moment += timedelta(microseconds=1)


def file_mark(path: Path) -> str:
    """Return a short hash of data file and machine, because several offices may share a folder."""
    place = f"{socket.gethostname()}:{path.resolve()}"
    return hashlib.sha256(place.encode()).hexdigest()[:8]


def _is_ours(path: Path) -> bool:
    try:
        must_be_kmtui_file(path)
    except (KmError, OSError):
        return False
    return True


def _drop_left_parts(folder: Path) -> None:
    """Remove partial copies of processes that died; a running process locks its own."""
    since = (datetime.now() - _LEFT_AFTER).timestamp()
    for part in folder.glob("kmtui-*.db.part*"):
        # SQLite's journal beside a partial file belongs to the owner of that file.
        owned = part.with_name(part.name.removesuffix("-journal"))
        with suppress(OSError):
            is_left = has_no_owner(owned) or not owned.exists()
            if part.lstat().st_mtime < since and is_left:
                part.unlink()


def _data_version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA data_version").fetchone()[0])
