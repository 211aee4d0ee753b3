"""The settings: a few values in a TOML file of the office beside the data, and one of the user."""

import os
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import fields, replace

from models.errors import KmError, Refused
from models.office.emblem import NO_EMBLEM, Emblem
from models.office.rights import my_uid
from models.storage.disk import FILE_MODE, is_file, is_there, typed_path
from models.storage.own_files import read_file, read_private_file

OFFICIAL_DIGITS = "ไทย"
DIGITS_AS_TYPED = "ตามที่พิมพ์"
STEPS_SHOWN = "แสดง"
STEPS_HIDDEN = "ซ่อน"
PREPRINTED_EMBLEM = "กระดาษมีครุฑ"
"""The value of `emblem` for paper that carries the emblem already."""

SettingValue = str | bool | int

OWN_SETTINGS = frozenset({"theme", "row_diff", "escape_ms"})
"""The settings of the screen: each user has their own, that of the office is their default."""

LARGEST_CHANGED = 256 * 1024
"""The size limit in bytes of a file in which a setting is changed."""

_PRIVATE_FOLDER = 0o700


class Settings(Struct, frozen=True):
    """The values of both files named `settings.toml`; each has a default."""

    font: str = ""
    """Path of the font file or folder for documents.

    Empty for the search order of `kmtui fonts`.
    """
    printer: str = ""
    """Name of the printer; empty for the system's default."""
    emblem: str = ""
    """Path of the emblem (SVG or PNG) for orders and memos, or PREPRINTED_EMBLEM.

    Empty: such papers are drafts.
    """
    theme: str = "dark"
    """The theme: `dark`, `light`, `contrast`, `16` or `auto`."""
    row_diff: bool = True
    """True if only changed rows are sent to the terminal (for slow SSH connections)."""
    escape_ms: int = 0
    """Milliseconds in which an ESC may begin a key of a mute terminal; 0 for automatic."""
    backup_folder: str = ""
    """Path of a second folder for the daily backup, on another disk; empty for `backups/` only."""

    digits: str = OFFICIAL_DIGITS
    """The digits on papers: OFFICIAL_DIGITS, or DIGITS_AS_TYPED."""

    first_steps: str = ""
    """The order of work on the first screen: STEPS_SHOWN or STEPS_HIDDEN.

    Empty: until the first minutes are printed.
    """

    @property
    def official_digits(self) -> bool:
        """Whether papers have Thai digits, except in Latin names and codes."""
        return self.digits != DIGITS_AS_TYPED

    @property
    def font_path(self) -> Path | None:
        """The path of the font, or None if it is not set."""
        return _opened(self.font) if self.font else None

    @property
    def office_emblem(self) -> Emblem:
        """The emblem of the office's papers."""
        if self.emblem == PREPRINTED_EMBLEM:
            return Emblem(is_preprinted=True)
        return Emblem(_opened(self.emblem)) if self.emblem else NO_EMBLEM

    @property
    def backup_path(self) -> Path | None:
        """The second backup folder, or None; a relative path starts at the data folder."""
        return _opened(self.backup_folder) if self.backup_folder else None


def _opened(text: str) -> Path:
    """Return the path with `~` expanded; an unknown `~name` stays, so that later errors show it."""
    try:
        return typed_path(text)
    except Refused:
        return Path(text)


def read_settings(path: Path, own: Path | None = None) -> Settings:
    """Read the settings of an office, and of this user; defaults for what is in neither file.

    Args:
        path: the office's file.
        own: this user's file, whose values come before those of the office.

    Raises:
        KmError: a file cannot be parsed; names the line or the word.
        LinkInTheWay: a file is a link.
    """
    settings = Settings(**_read(path, {each.name for each in fields(Settings)}))
    if own is None or not os.path.lexists(own):
        return settings
    return replace(settings, **_read(own, OWN_SETTINGS))


def _read(path: Path, names: Collection[str]) -> dict[str, Any]:
    try:
        if is_there(path) and not is_file(path):
            raise KmError(f"แฟ้มตั้งค่า {path} ไม่ใช่แฟ้มธรรมดา ย้ายออก แล้วตั้งค่าใหม่")
        content = tomllib.loads(_file_content(path, names).decode())
    except FileNotFoundError:
        return {}
    except RecursionError as error:
        raise KmError(f"แฟ้มตั้งค่า {path} ซ้อนวงเล็บลึกเกินไป แก้หรือย้ายแฟ้มออก") from error
    except (OSError, UnicodeDecodeError) as error:
        raise KmError(f"อ่านแฟ้มตั้งค่าไม่ได้ ตรวจสิทธิ์ของแฟ้ม {path}") from error
    except tomllib.TOMLDecodeError as error:
        raise KmError(f"แฟ้มตั้งค่า {path} เขียนผิดรูปแบบ แก้ตามนี้: {error}") from error
    kinds = {each.name: type(each.default) for each in fields(Settings) if each.name in names}
    for name, value in content.items():
        if type(value) is not kinds.get(name):
            raise KmError(f"แฟ้มตั้งค่า {path} มีค่า {name} ที่ไม่รู้จักหรือผิดชนิด ลบหรือแก้บรรทัดนั้น")
    return content


def _file_content(path: Path, names: Collection[str]) -> bytes:
    if names is OWN_SETTINGS:
        return read_private_file(path, my_uid(), LARGEST_CHANGED)
    return read_file(path, home=path.parent)


def change_setting(
    path: Path, settings: Settings, name: str, value: SettingValue | None, mode: int = FILE_MODE
) -> Settings:
    """Store one setting, replacing the file atomically; return the new settings.

    The rest of the file is kept, comments and unknown lines as well.

    Args:
        path: the file.
        settings: the settings before the change.
        name: the setting.
        value: the value; None or an empty text resets the setting to its default.
        mode: the permissions of the file.

    Raises:
        KmError: the file cannot be read, changed or written.
    """
    from exports.files.writing import write
    from kmtui.setting_text import with_setting

    stored = None if value == "" else value
    try:
        file = read_file(path, LARGEST_CHANGED, home=path.parent) if is_there(path) else b""
        after = with_setting(file.decode(), name, stored)
        if tomllib.loads(after).get(name) != stored:
            raise ValueError
        if mode != FILE_MODE:  # the folder of this user, which the program makes
            path.parent.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
    except (OSError, ValueError, RecursionError) as error:
        raise KmError(f"แก้แฟ้มตั้งค่าไม่ได้ แก้บรรทัด {name} ในแฟ้ม {path} ด้วยมือ") from error
    if stored is not None or file:
        # The umask would exclude the other users of the office.
        write(after.encode("utf-8"), path, mode, home=path.parent)
    changed: dict[str, Any] = {name: getattr(Settings(), name) if stored is None else stored}
    return replace(settings, **changed)
