"""A data folder shared by a group of users: set-up, and check of its permissions."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from models.errors import KmError, Refused
from models.office.files import FOLDER as OFFICE_FILES
from models.storage.backup import FOLDER_NAME
from models.storage.disk import FILE_MODE, FOLDER_MODE, is_there
from models.storage.journal_mode import network_disk

_FOLDERS = (
    "",
    FOLDER_NAME,
    "attachments",
    f"{FOLDER_NAME}/attachments",
    "documents",
    "archives",
    OFFICE_FILES,
    f"{OFFICE_FILES}/book",
    "checks",
)
_FILES = (
    "kmtui.db*",
    "settings.toml",
    f"{FOLDER_NAME}/kmtui-*.db",
    "**/attachments/*.pdf",
    f"{OFFICE_FILES}/*.toml",
    f"{OFFICE_FILES}/book/*.txt",
    "checks/*.toml",
)


def set_up_shared(folder: Path, group: str) -> tuple[str, ...]:
    """Set up a folder for the members of a group; return a sentence for each change.

    Folders get mode 2770 and the group, data files 0660; other files are not touched and links are
    not followed. Empty if nothing had to change.

    Raises:
        Refused: the group is unknown, or this user may not change the permissions.
        KmError: the folder cannot be set up for another reason, which the sentence names.
    """
    number = _group_id(group)
    if os.geteuid() != 0 and not _is_in(number):
        joined = f"ให้ผู้ดูแลเครื่องสั่ง usermod -aG {group} แล้วเข้าระบบใหม่ หรือสั่งด้วย sudo"
        raise Refused(f"ท่านไม่อยู่ในกลุ่ม {group} จึงยังไม่ได้เปลี่ยนอะไร {joined}")
    made: list[Path] = []
    try:
        return tuple(_mended(folder, group, number, made))
    except PermissionError as error:
        _take_back(made)
        needed = f"ต้องเป็นเจ้าของแฟ้มและอยู่ในกลุ่ม {group} หรือสั่งด้วย sudo"
        raise Refused(f"เปลี่ยนสิทธิของ {error.filename or folder} ไม่ได้ {needed}") from error
    except OSError as error:
        _take_back(made)
        raise KmError(
            f"จัดโฟลเดอร์ {folder} ไม่ได้ ({error.strerror}) ตรวจโฟลเดอร์แล้วลองอีกครั้ง"
        ) from error


def _take_back(made: list[Path]) -> None:
    """Remove created folders after a failure, if they are empty."""
    for folder in reversed(made):
        with suppress(OSError):
            folder.rmdir()


def _mended(folder: Path, group: str, number: int, made: list[Path]) -> Iterator[str]:
    """Set up the folder, yielding a sentence for each change; append created folders to `made`."""
    if not is_there(folder):
        missing = [each for each in (folder, *folder.parents) if not is_there(each)]
        for each in reversed(missing):
            each.mkdir()
            made.append(each)
        yield f"สร้างโฟลเดอร์ {folder}"
    backups = folder / FOLDER_NAME
    if not is_there(backups):
        backups.mkdir(exist_ok=True)
        made.append(backups)
    for path, mode in _parts(folder):
        descriptor = _opened_inside(folder, path)
        try:
            yield from _mended_part(descriptor, path, group, number, mode)
        finally:
            os.close(descriptor)


def _mended_part(descriptor: int, path: Path, group: str, number: int, mode: int) -> Iterator[str]:
    try:
        if os.fstat(descriptor).st_gid != number:
            os.fchown(descriptor, -1, number)
            yield f"เปลี่ยนกลุ่มของ {path} เป็น {group}"
        # After fchown, which clears the setgid bit.
        if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
            os.fchmod(descriptor, mode)
            yield f"เปลี่ยนสิทธิของ {path} เป็น {mode:04o}"
    except PermissionError as error:
        # The system does not know the name of what is open.
        raise PermissionError(error.errno, error.strerror, str(path)) from error


def _opened_inside(folder: Path, path: Path) -> int:
    """Open a part of the folder by its path without following links; return its file descriptor.

    The caller closes it. Raises OSError on a link.

    Under sudo, a link made by a member of the group could otherwise redirect the change to a file
    of another user.
    """
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    for name in path.relative_to(folder).parts:
        try:
            below = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
        except PermissionError as error:
            raise PermissionError(error.errno, error.strerror, str(path)) from error
        finally:
            os.close(at)
        at = below
    return at


def _parts(folder: Path) -> Iterator[tuple[Path, int]]:
    """Yield the existing data folders and files, with the mode they need.

    Skips links and what is behind one.
    """
    for name in _FOLDERS:
        path = folder / name
        if _is(stat.S_ISDIR, folder, path):
            yield path, FOLDER_MODE
    for pattern in _FILES:
        for path in sorted(folder.glob(pattern)):
            if _is(stat.S_ISREG, folder, path):
                yield path, FILE_MODE


def _is(kind: Callable[[int], bool], folder: Path, path: Path) -> bool:
    """Return whether the path is of this kind and reached without links; False if inaccessible."""
    try:
        return kind(path.lstat().st_mode) and not _is_behind_link(folder, path)
    except OSError:
        return False


def _is_behind_link(folder: Path, path: Path) -> bool:
    inside = [path, *path.parents][: len(path.relative_to(folder).parts)]
    return any(each.is_symlink() for each in inside)


def permission_faults(folder: Path) -> tuple[str, ...]:
    """Return Thai sentences on wrong permissions of a data folder, with the fix; may be empty.

    A folder is shared if its group may write to it; a private one must only exclude others. Raises
    nothing: inaccessible parts are reported too.
    """
    try:
        found = folder.stat()
    except OSError:
        return (f"ไม่พบโฟลเดอร์ {folder} หรือเข้าไม่ได้ ตรวจว่าโฟลเดอร์ยังอยู่",)
    faults = _open_to_all(folder)
    if found.st_mode & stat.S_IWGRP:
        faults += _not_shared_rightly(folder, found)
    faults += _closed(folder)
    where = network_disk(folder)
    if where:
        mend = "ล็อกแฟ้มได้ไม่แน่นอน ย้ายไปดิสก์ของเครื่องที่ใช้ร่วมกันทาง SSH"
        faults.append(f"{folder} อยู่บนระบบแฟ้มเครือข่ายหรือชนิดที่ไม่รู้จัก ({where}) {mend}")
    return tuple(faults)


def _open_to_all(folder: Path) -> list[str]:
    faults = []
    if folder.stat().st_mode & stat.S_IWOTH:
        faults.append(f"ทุกคนในเครื่องเขียนใน {folder} ได้ แก้ด้วย chmod o-w {folder}")
    reachable = bool(folder.stat().st_mode & stat.S_IXOTH)
    for path, _ in _parts(folder):
        mode = path.stat().st_mode
        if path.is_file() and mode & stat.S_IRWXO and reachable:
            faults.append(f"ทุกคนในเครื่องเปิด {path} ได้ แก้ด้วย chmod o= {path}")
    return faults


def _closed(folder: Path) -> list[str]:
    """Return a sentence for each data folder that this user cannot enter."""
    return [
        f"ท่านเข้าโฟลเดอร์ {path} ไม่ได้ ให้เจ้าของโฟลเดอร์หรือผู้ดูแลเครื่องเปิดสิทธิให้"
        for path, mode in _parts(folder)
        if mode == FOLDER_MODE and not os.access(path, os.R_OK | os.X_OK)
    ]


def _not_shared_rightly(folder: Path, found: os.stat_result) -> list[str]:
    group = _group_name(found.st_gid)
    mend = f"แก้ด้วย kmtui setup-shared {folder} --group {group}"
    faults = []
    if not _is_in(found.st_gid) and os.geteuid() != found.st_uid:
        faults.append(f"ท่านไม่อยู่ในกลุ่ม {group} ของ {folder} ให้ผู้ดูแลเครื่องเพิ่มท่านเข้ากลุ่ม")
    for path, mode in _parts(folder):
        at = path.stat()
        what = "โฟลเดอร์" if path.is_dir() else "แฟ้ม"
        if at.st_gid != found.st_gid:
            faults.append(f"{what} {path} เป็นของกลุ่ม {_group_name(at.st_gid)} ไม่ใช่ {group} {mend}")
        if stat.S_IMODE(at.st_mode) & mode != mode:
            has = stat.S_IMODE(at.st_mode)
            faults.append(f"{what} {path} มีสิทธิ {has:04o} ต้องเป็น {mode:04o} {mend}")
    return faults


def _is_in(group: int) -> bool:
    return group in (os.getegid(), *os.getgroups())


def _group_id(group: str) -> int:
    try:
        import grp

        return grp.getgrnam(group).gr_gid
    except (ImportError, KeyError) as error:
        raise Refused(f"ไม่มีกลุ่ม {group} ในเครื่องนี้ สร้างด้วย groupadd {group} ก่อน") from error


def _group_name(number: int) -> str:
    try:
        import grp

        return grp.getgrgid(number).gr_name
    except (ImportError, KeyError):
        return str(number)
