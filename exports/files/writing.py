"""Atomic writing of a finished file."""

import errno
import os
import re
import stat
import unicodedata
from contextlib import suppress
from pathlib import Path

from models.errors import KmError
from models.storage.disk import typed_path
from models.storage.own_files import write_file

_SEPARATORS = re.compile(r"[/\\:|]+")
_UNWELCOME = re.compile(r'[<>"?*]')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
# File systems hold 255 bytes; an ending such as ".pdf" and a folder's own marks need some.
_LONGEST_NAME = 200
_NAMELESS = "เอกสาร"


class WriteFault(KmError):
    """The file could not be written; the previous file is unchanged."""


def safe_name(title: str) -> str:
    """Turn a Thai title into a file name without suffix and without path separators.

    `รายงานการประชุม ครั้งที่ ๑/๒๕๖๓` becomes `รายงานการประชุม ครั้งที่ ๑-๒๕๖๓`.
    """
    name = _UNWELCOME.sub("", _SEPARATORS.sub("-", title))
    name = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in name)
    name = _shortened(" ".join(name.split()).lstrip(". -")).rstrip(". ")
    if _RESERVED.fullmatch(name):
        name = f"{_NAMELESS} {name}"
    return name or _NAMELESS


def _shortened(name: str) -> str:
    while len(name.encode()) > _LONGEST_NAME:
        # A letter goes with its marks: without one of them it would be another word.
        while len(name) > 1 and unicodedata.category(name[-1]) == "Mn":
            name = name[:-1]
        name = name[:-1]
    return name


def write(content: bytes, path: Path, mode: int | None = None, *, home: Path | None = None) -> Path:
    """Write a file under a temporary name beside it, then rename it; return its path.

    Without a `mode` an existing file keeps its permissions, and a new one gets those that the umask
    leaves. A path that the user typed is followed through links. With `home`, the data folder, no
    link below it is followed, and one at the file's own name is replaced.

    Raises:
        WriteFault: the file cannot be written; carries its sentence.
        Refused: the path begins with an unknown `~name`, or a link is in the way.
    """
    target = path if home is not None else Path(os.path.realpath(typed_path(str(path))))
    if not os.path.islink(target):  # noqa: PTH114 Path raises at a name that is too long
        _must_take_a_file(target)
    try:
        mode = _mode_of(target) if mode is None else mode
        write_file(content, target, home or target.parent, mode)
    except OSError as error:
        raise WriteFault(_sentence(error, target)) from error
    return target


def _must_take_a_file(target: Path) -> None:
    try:
        if target.is_dir():
            raise WriteFault(f"{target} เป็นโฟลเดอร์ ระบุชื่อแฟ้มต่อท้ายด้วย")
        if target.exists() and not target.is_file():
            raise WriteFault(f"{target} ไม่ใช่แฟ้มธรรมดา เลือกชื่อแฟ้มอื่น หรือใช้ - เพื่อส่งออกทางจอ")
        if not target.parent.is_dir():
            raise WriteFault(f"ไม่มีโฟลเดอร์ {target.parent} สร้างโฟลเดอร์ก่อน หรือเลือกที่อื่น")
    except OSError as error:
        raise WriteFault(_sentence(error, target)) from error


def _mode_of(target: Path) -> int:
    with suppress(FileNotFoundError):
        found = target.lstat().st_mode
        if stat.S_ISREG(found):
            return stat.S_IMODE(found)
    # The umask can only be read by setting it; the strict one is safe for other threads.
    umask = os.umask(0o077)
    os.umask(umask)
    return 0o666 & ~umask


def _sentence(error: OSError, target: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"เนื้อที่เต็ม เขียน {target.name} ไม่ได้ ลบแฟ้มที่ไม่ใช้ออกก่อนแล้วลองอีกครั้ง"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"ไม่มีสิทธิ์เขียนในโฟลเดอร์ {target.parent} เลือกโฟลเดอร์อื่น หรือขอสิทธิ์จากผู้ดูแลเครื่อง"
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return "ชื่อแฟ้มยาวหรือมีอักขระที่ใช้ไม่ได้ ตั้งชื่อแฟ้มให้สั้นลง"
    return f"เขียนแฟ้ม {target} ไม่ได้ ({error.strerror}) ตรวจโฟลเดอร์แล้วลองอีกครั้ง"
