"""Read-only display of an archived year or a backup, from a private copy."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec.structs import replace

from kmtui.paths import DataPaths
from models.evidence.attachments import FOLDER as ATTACHED
from models.office.files import FOLDER as OFFICE_FILES
from models.office.rights import read_only_mode
from models.storage.backup import back_up
from models.storage.private_copy import private_folder
from models.storage.store import DATABASE_NAME

_REFUSAL = "แฟ้มนี้เปิดไว้อ่านอย่างเดียว อ่านและพิมพ์ได้ ถ้าจะแก้ไขให้ออกแล้วเปิด kmtui ตามปกติ"
_BESIDE = ("settings.toml", OFFICE_FILES, "checks")


@contextmanager
def reading_copy(paths: DataPaths) -> Iterator[DataPaths]:
    """Yield the paths of a temporary copy of the archive or backup, in read-only mode.

    A file of an older version is migrated in the copy; the file itself is only read. Documents are
    written to the same folder as without the copy.

    Raises:
        StoreFault: the file cannot be read.
    """
    with private_folder() as folder, read_only_mode(_REFUSAL):
        back_up(paths.database, folder / DATABASE_NAME)
        _bring_along(paths.database, folder)
        yield replace(
            paths,
            home=folder,
            state=folder / "state",
            file_name=DATABASE_NAME,
            read_from=paths.database,
        )


def _bring_along(file: Path, folder: Path) -> None:
    """Copy the settings and files of the office to the folder, and link its attachments."""
    home = next((each for each in (file.parent, file.parent.parent) if _is_home(each)), None)
    with suppress(OSError):
        # A backup on another medium has its papers beside it.
        (folder / ATTACHED).symlink_to((home or file.parent) / ATTACHED)
    if home is None:
        return
    with suppress(OSError):
        for each in (home / part for part in _BESIDE):
            if each.is_symlink():
                continue
            if each.is_dir():
                shutil.copytree(each, folder / each.name, symlinks=True)
            elif each.is_file():
                shutil.copy(each, folder / each.name)


def _is_home(folder: Path) -> bool:
    return (folder / DATABASE_NAME).exists()
