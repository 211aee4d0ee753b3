"""The paths of the data folder, of the state folder of this user, and of exported documents."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from models.errors import KmError
from models.storage.disk import is_file, typed_path
from models.storage.store import DATABASE_NAME


@dataclass(frozen=True)
class DataPaths:
    """The paths of one municipality's data, for this user.

    `read_from` is the archive or backup that this is a temporary copy of (see `archived`).
    """

    home: Path
    state: Path
    file_name: str = DATABASE_NAME
    read_from: Path | None = None

    @property
    def database(self) -> Path:
        """The path of the data file."""
        return self.home / self.file_name

    @property
    def is_archive(self) -> bool:
        """True if `--home` named a file, which is read-only: an archived year or a backup."""
        return self.file_name != DATABASE_NAME

    @property
    def settings(self) -> Path:
        """The path of the office's settings, beside the data."""
        return self.home / "settings.toml"

    @property
    def documents(self) -> Path:
        """The default folder for exported documents."""
        return (self.read_from.parent if self.read_from else self.home) / "documents"

    @property
    def rescue(self) -> Path:
        """The folder of this user's rescue files, one for each data file."""
        name = hashlib.sha256(os.path.realpath(self.database).encode()).hexdigest()[:16]
        return self.state / "rescue" / name


def resolve_paths(home: str | None = None) -> DataPaths:
    """Return the paths by `--home`, else KMTUI_HOME, else the XDG data folder; creates nothing.

    A file instead of a folder is opened read-only: an archived year or a backup.

    Raises:
        KmError: the path is inaccessible, or its `~name` is unknown.
    """
    chosen = home or os.environ.get("KMTUI_HOME")
    folder = typed_path(chosen) if chosen else _xdg("XDG_DATA_HOME", ".local/share")
    folder, state = folder.absolute(), _xdg("XDG_STATE_HOME", ".local/state")
    if is_file(folder):
        return DataPaths(folder.parent, state, folder.name)
    return DataPaths(folder, state)


def _xdg(variable: str, default: str) -> Path:
    base = os.environ.get(variable)
    # XDG Base Directory Specification: relative paths must be ignored.
    if base and Path(base).is_absolute():
        return Path(base) / "kmtui"
    try:
        return Path.home() / default / "kmtui"
    except RuntimeError as error:
        raise KmError("ไม่พบโฟลเดอร์บ้านของผู้ใช้นี้ ตั้งตัวแปร HOME ให้เป็นโฟลเดอร์ของท่าน") from error
