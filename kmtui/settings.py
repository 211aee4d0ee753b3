"""The office's settings: a few values in a TOML file beside the data."""

import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from models.errors import KmError, Refused
from models.storage.disk import FILE_MODE, is_file, is_there, typed_path
from models.storage.own_files import read_file

OFFICIAL_DIGITS = "ไทย"
DIGITS_AS_TYPED = "ตามที่พิมพ์"
STEPS_SHOWN = "แสดง"
STEPS_HIDDEN = "ซ่อน"


@dataclass(frozen=True)
class Settings:
    """The values of `settings.toml`; each has a default."""

    font: str = ""
    """Path of the font file or folder for documents.

    Empty for the search order of `kmtui fonts`.
    """
    printer: str = ""
    """Name of the printer; empty for the system's default."""
    emblem: str = ""
    """Path of the emblem (SVG or PNG) for orders and memos; empty for a blank space."""
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
        """True if papers have Thai digits but in Latin names and codes."""
        return self.digits != DIGITS_AS_TYPED

    @property
    def font_path(self) -> Path | None:
        """The path of the font, or None if it is not set."""
        return _opened(self.font) if self.font else None

    @property
    def emblem_path(self) -> Path | None:
        """The path of the emblem, or None if it is not set."""
        return _opened(self.emblem) if self.emblem else None

    @property
    def backup_path(self) -> Path | None:
        """The second backup folder, or None; a relative path starts at the data folder."""
        return _opened(self.backup_folder) if self.backup_folder else None


def _opened(text: str) -> Path:
    """Return the path with `~` expanded; unknown names stay, so that later errors show them."""
    try:
        return typed_path(text)
    except Refused:
        return Path(text)


def read_settings(path: Path) -> Settings:
    """Read the settings of a file, with defaults if it is missing.

    Raises:
        KmError: the file cannot be parsed; names the line or the word.
        LinkInTheWay: the file is a link.
    """
    try:
        if is_there(path) and not is_file(path):
            raise KmError(f"แฟ้มตั้งค่า {path} ไม่ใช่แฟ้มธรรมดา ย้ายออก แล้วตั้งค่าใหม่")
        content = tomllib.loads(read_file(path, home=path.parent).decode())
    except FileNotFoundError:
        return Settings()
    except RecursionError as error:
        raise KmError(f"แฟ้มตั้งค่า {path} ซ้อนวงเล็บลึกเกินไป แก้หรือย้ายแฟ้มออก") from error
    except (OSError, UnicodeDecodeError) as error:
        raise KmError(f"อ่านแฟ้มตั้งค่าไม่ได้ ตรวจสิทธิ์ของแฟ้ม {path}") from error
    except tomllib.TOMLDecodeError as error:
        raise KmError(f"แฟ้มตั้งค่า {path} เขียนผิดรูปแบบ แก้ตามนี้: {error}") from error
    kinds = {field.name: type(field.default) for field in fields(Settings)}
    for name, value in content.items():
        if type(value) is not kinds.get(name):
            raise KmError(f"แฟ้มตั้งค่า {path} มีค่า {name} ที่ไม่รู้จักหรือผิดชนิด ลบหรือแก้บรรทัดนั้น")
    return Settings(**content)


def change_setting(path: Path, settings: Settings, name: str, value: str) -> Settings:
    """Store one setting, replacing the file atomically; return the new settings.

    The other lines of the file are kept, also unknown ones.

    Raises:
        KmError: the file cannot be read, changed by one line, or written.
    """
    from exports.files.writing import write

    try:
        before = read_file(path, home=path.parent).decode() if is_there(path) else ""
        after = _with_line(before, name, value)
        if tomllib.loads(after).get(name) != value:
            raise ValueError
    except (OSError, ValueError, RecursionError) as error:
        raise KmError(f"แก้แฟ้มตั้งค่าไม่ได้ แก้บรรทัด {name} ในแฟ้ม {path} ด้วยมือ") from error
    # The umask would exclude the other users of the office.
    write(after.encode("utf-8"), path, FILE_MODE, home=path.parent)
    return replace(settings, **{name: value})  # type: ignore[arg-type]


def _with_line(text: str, name: str, value: str) -> str:
    """Return the text with the line of the setting; a comment after the old value is dropped."""
    line = f"{name} = {_quoted(value)}"
    # After the heading of a table, a line would belong to that table.
    first_table = re.search(r"(?m)^[ \t]*\[", text)
    end = first_table.start() if first_table else len(text)
    top, rest = text[:end], text[end:]
    changed, count = re.subn(rf"(?m)^[ \t]*{name}[ \t]*=.*$", lambda _found: line, top, count=1)
    return changed + rest if count else f"{line}\n{text}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
