"""The folder of published files, whose lists never name a missing file.

A hidden list in the folder names the files that the program wrote; a folder with any other file is
refused.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from exports.files.writing import write
from models.errors import Refused
from models.storage.disk import storage_faults, typed_path
from models.storage.own_files import read_file

OURS = ".kmtui-publish"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.(pdf|csv|html)")
_PART = re.compile(r"\.kmtui-\d+-[0-9a-f]+\.part")
_MOST_NAMED = 3


def fill_folder(typed: str, files: Mapping[str, bytes], lists: Mapping[str, bytes]) -> Path:
    """Write the files, then their lists; return the folder, which is made if necessary.

    Files of earlier runs that are not published any more are removed. Each file is written
    atomically. After an interruption another call completes the folder.

    Raises:
        Refused: the path is a file, its parent folder is missing, or the folder holds files that
            are not ours.
        WriteFault: a file cannot be written.
        StoreFault: the folder cannot be made or read.
    """
    folder = Path(os.path.realpath(typed_path(typed)))
    with storage_faults(folder):
        there, ours = _present(folder)
        folder.mkdir(exist_ok=True)
        stale = ours - files.keys() - lists.keys()
        _claim(folder, {*ours, *files, *lists})
        for name, content in (*files.items(), *lists.items()):
            write(content, folder / name, home=folder)
        for name in there & stale:
            (folder / name).unlink(missing_ok=True)
        for name in there:
            if _PART.fullmatch(name):
                (folder / name).unlink(missing_ok=True)
        _claim(folder, {*files, *lists})
    return folder


def must_be_ours(typed: str) -> None:
    """Check that `fill_folder` may use the path; writes nothing.

    Raises:
        Refused: the path is a file, its parent folder is missing, or the folder holds files that
            are not ours.
        StoreFault: the folder cannot be read.
    """
    folder = Path(os.path.realpath(typed_path(typed)))
    with storage_faults(folder):
        _present(folder)


def _present(folder: Path) -> tuple[set[str], set[str]]:
    """Return the file names in the folder, and those that the program wrote; none without a folder.

    Raises:
        Refused: the path is a file, its parent is missing, or it holds files that are not ours.
    """
    if not os.path.lexists(folder):
        if not folder.parent.is_dir():
            raise Refused(f"ไม่มีโฟลเดอร์ {folder.parent} สร้างโฟลเดอร์ก่อน หรือเลือกที่อื่น")
        return set(), set()
    if not folder.is_dir():
        raise Refused(f"{folder} เป็นแฟ้ม ระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง")
    there = {path.name for path in folder.iterdir()}
    ours = _claimed(folder)
    foreign = sorted(there - ours - {OURS} - {name for name in there if _PART.fullmatch(name)})
    if foreign:
        named = ", ".join(foreign[:_MOST_NAMED]) + (" …" if len(foreign) > _MOST_NAMED else "")
        raise Refused(f"โฟลเดอร์ {folder} มีแฟ้มอื่นอยู่ ({named}) ระบุโฟลเดอร์ใหม่หรือโฟลเดอร์ว่าง")
    return there, ours


def _claimed(folder: Path) -> set[str]:
    with suppress(FileNotFoundError, UnicodeDecodeError):
        names = read_file(folder / OURS, home=folder).decode("ascii").split("\n")
        return {name for name in names if _NAME.fullmatch(name)}
    return set()


def _claim(folder: Path, names: set[str]) -> None:
    write("".join(f"{name}\n" for name in sorted(names)).encode(), folder / OURS, home=folder)
