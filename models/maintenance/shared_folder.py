"""A data folder that several people of a group use: made right, and what is wrong with one."""

import os
import stat
from collections.abc import Callable, Iterator
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
    """Make a folder that the members of the group share; return what was done, a sentence each.

    Folders get 2770 and the group, the data's own files 0660; other files are not touched and
    links are not followed. Empty where all was right. Raises Refused for an unknown group and
    where this user may not change it.
    """
    number = _group_id(group)
    try:
        return tuple(_mended(folder, group, number))
    except PermissionError as error:
        needed = f"ต้องเป็นเจ้าของแฟ้มและอยู่ในกลุ่ม {group} หรือสั่งด้วย sudo"
        raise Refused(f"เปลี่ยนสิทธิของ {error.filename} ไม่ได้ {needed}") from error
    except OSError as error:
        raise KmError(
            f"จัดโฟลเดอร์ {folder} ไม่ได้ ({error.strerror}) ตรวจโฟลเดอร์แล้วลองอีกครั้ง"
        ) from error


def _mended(folder: Path, group: str, number: int) -> Iterator[str]:
    if not is_there(folder):
        folder.mkdir(parents=True)
        yield f"สร้างโฟลเดอร์ {folder}"
    (folder / FOLDER_NAME).mkdir(exist_ok=True)
    for path, mode in _parts(folder):
        descriptor = _opened_inside(folder, path)
        try:
            if os.fstat(descriptor).st_gid != number:
                os.fchown(descriptor, -1, number)
                yield f"เปลี่ยนกลุ่มของ {path} เป็น {group}"
            # After fchown, which takes the setgid bit away.
            if stat.S_IMODE(os.fstat(descriptor).st_mode) != mode:
                os.fchmod(descriptor, mode)
                yield f"เปลี่ยนสิทธิของ {path} เป็น {mode:04o}"
        finally:
            os.close(descriptor)


def _opened_inside(folder: Path, path: Path) -> int:
    """A descriptor of a part of the folder; who puts a link in its way meanwhile gets OSError.

    With sudo, a link that a member of the group makes would else lead to a file of somebody else.
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
    """The folders and files of the data that are there, with the mode they need.

    Nothing that is a link, or lies behind one.
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
    """Whether it is of the kind and behind no link; nobody knows what a closed folder holds."""
    try:
        return kind(path.lstat().st_mode) and not _is_behind_link(folder, path)
    except OSError:
        return False


def _is_behind_link(folder: Path, path: Path) -> bool:
    inside = [path, *path.parents][: len(path.relative_to(folder).parts)]
    return any(each.is_symlink() for each in inside)


def permission_faults(folder: Path) -> tuple[str, ...]:
    """What is wrong with the rights of a data folder and how to mend it; empty where all is well.

    A folder is shared where its group may write in it. One of a single person must only keep
    the others out. Raises nothing: a part that is closed to this user is named too.
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
        faults.append(f"{folder} อยู่บนระบบแฟ้มเครือข่าย ({where}) {mend}")
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
    """The folders of the data into which this user may not go."""
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
