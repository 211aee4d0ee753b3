"""The paths of the data folder, of this user's state and keys, and of exported documents."""

import hashlib
import os
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from models.drafts.rescue_chain import RescueChain
from models.drafts.rescue_folders import RescuePlace
from models.errors import KmError
from models.office.rights import my_uid
from models.storage.disk import is_file, typed_path
from models.storage.store import DATABASE_NAME

_MEMORY = Path("/dev/shm")


class DataPaths(Struct, frozen=True, dict=True):
    """The paths of one municipality's data, for this user.

    `home` is the data folder, `state` this user's folder for rescue files and logs.

    `read_from` is the archive or backup that this is a temporary copy of (see `archived`),
    `second_backups` the second backup folder of the settings, once they are read. `own_settings` is
    the path of this user's settings of the screen, None if there are only those of the office.
    """

    home: Path
    state: Path
    file_name: str = DATABASE_NAME
    read_from: Path | None = None
    second_backups: Path | None = None
    own_settings: Path | None = None

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

    def with_backups(self, folder: Path | None) -> "DataPaths":
        """Return these paths with the second backup folder; a relative one is below the data."""
        return replace(self, second_backups=None if folder is None else self.home / folder)

    @cached_property
    def rescue(self) -> RescueChain:
        """The folders for this user's rescue files, in the order in which they are tried.

        Each data file has its own subfolder. Folders that survive a logout and a power cut come
        first, memory disks last: they work even if every disk fails.
        """
        name = hashlib.sha256(os.path.realpath(self.database).encode()).hexdigest()[:16]
        places = [RescuePlace(self.state, ("rescue", name), makes_base=True)]
        if self.read_from is None:
            places += _other_places(name, self.second_backups)
        return RescueChain(places)


def _other_places(name: str, backups: Path | None) -> list[RescuePlace]:
    """Return the rescue folders besides the one in the state folder.

    Some of their parent folders are writable by other users.
    """
    own = f"kmtui-{my_uid()}"
    run_time, places = os.environ.get("XDG_RUNTIME_DIR", ""), list[RescuePlace]()
    with suppress(RuntimeError):  # a user without a home
        places += [RescuePlace(Path.home(), (".kmtui-rescue", name))]
    places += [RescuePlace(backups, (f"rescue-{own}", name))] if backups is not None else []
    # systemd-logind empties both when the last login of a user ends (logind.conf, RemoveIPC).
    memory = [Path(run_time)] if Path(run_time).is_absolute() else []
    return places + [RescuePlace(each, (own, name), lasts=False) for each in (*memory, _MEMORY)]


def resolve_paths(home: str | None = None) -> DataPaths:
    """Return the paths by `--home`, else KMTUI_HOME, else the XDG data folder; creates nothing.

    A file instead of a folder is opened read-only: an archived year or a backup.

    Raises:
        KmError: the path is inaccessible, or its `~name` is unknown.
    """
    chosen = home or os.environ.get("KMTUI_HOME")
    folder = typed_path(chosen) if chosen else _xdg("XDG_DATA_HOME", ".local/share")
    folder, state = folder.absolute(), _xdg("XDG_STATE_HOME", ".local/state")
    own = _xdg("XDG_CONFIG_HOME", ".config") / "settings.toml"
    if is_file(folder):
        return DataPaths(folder.parent, state, folder.name, own_settings=own)
    return DataPaths(folder, state, own_settings=own)


def own_keys_path() -> Path:
    """Return the path of this user's own keys. Raises KmError if the user has no home."""
    return _xdg("XDG_CONFIG_HOME", ".config") / "keys.toml"


def _xdg(variable: str, default: str) -> Path:
    base = os.environ.get(variable)
    # XDG Base Directory Specification: relative paths must be ignored.
    if base and Path(base).is_absolute():
        return Path(base) / "kmtui"
    try:
        return Path.home() / default / "kmtui"
    except RuntimeError as error:
        raise KmError("ไม่พบโฟลเดอร์บ้านของผู้ใช้นี้ ตั้งตัวแปร HOME ให้เป็นโฟลเดอร์ของท่าน") from error
