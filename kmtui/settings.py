"""The office's settings: a few values in a TOML file beside the data."""

import re
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path

from models.errors import KmError, Refused
from models.storage.disk import FILE_MODE, is_file, is_there, typed_path


@dataclass(frozen=True)
class Settings:
    """What an office may set in `settings.toml`; every value has a default."""

    font: str = ""
    """Path of the font file or folder for documents; empty: the search order of `kmtui fonts`."""
    printer: str = ""
    """Name of the printer; empty: the system's default."""
    emblem: str = ""
    """Path of the emblem (SVG or PNG) for orders and memos; empty: the space stays empty."""
    theme: str = "dark"
    """`dark` or `light`."""
    row_diff: bool = True
    """Send only what changed to the terminal (for slow SSH lines)."""
    backup_folder: str = ""
    """Path of a second folder for the daily backup, on another disk; empty: `backups/` only."""

    @property
    def font_path(self) -> Path | None:
        """The font's path, None where the office set none."""
        return _opened(self.font) if self.font else None

    @property
    def emblem_path(self) -> Path | None:
        """The emblem's path, None where the office set none."""
        return _opened(self.emblem) if self.emblem else None

    @property
    def backup_path(self) -> Path | None:
        """The second backup folder, None where the office set none; from the data folder on."""
        return _opened(self.backup_folder) if self.backup_folder else None


def _opened(text: str) -> Path:
    """The path with `~` opened. One of nobody stays as it is: what looks there names it."""
    try:
        return typed_path(text)
    except Refused:
        return Path(text)


def read_settings(path: Path) -> Settings:
    """The settings of that file, defaults where it is missing.

    Raises KmError, naming the line or the word, where it cannot be understood.
    """
    try:
        if is_there(path) and not is_file(path):
            raise KmError(f"แฟ้มตั้งค่า {path} ไม่ใช่แฟ้มธรรมดา ย้ายออก แล้วตั้งค่าใหม่")
        content = tomllib.loads(path.read_text(encoding="utf-8"))
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
    """Store one setting; return the settings with it.

    Every other line of the file stays, also those this program does not know; there is always a
    whole file. Raises KmError where it cannot be read, changed by one line, or written.
    """
    from exports.files.writing import write

    try:
        before = path.read_text(encoding="utf-8") if is_there(path) else ""
        after = _with_line(before, name, value)
        if tomllib.loads(after).get(name) != value:
            raise ValueError
    except (OSError, ValueError, RecursionError) as error:
        raise KmError(f"แก้แฟ้มตั้งค่าไม่ได้ แก้บรรทัด {name} ในแฟ้ม {path} ด้วยมือ") from error
    # The umask would keep it from the others of the office.
    write(after.encode("utf-8"), path, FILE_MODE)
    return replace(settings, **{name: value})  # type: ignore[arg-type]


def _with_line(text: str, name: str, value: str) -> str:
    """The text with the setting's line; a comment behind the value goes with the old value."""
    line = f"{name} = {_quoted(value)}"
    # Behind the heading of a table a line belongs to that table.
    first_table = re.search(r"(?m)^[ \t]*\[", text)
    end = first_table.start() if first_table else len(text)
    top, rest = text[:end], text[end:]
    changed, count = re.subn(rf"(?m)^[ \t]*{name}[ \t]*=.*$", lambda _found: line, top, count=1)
    return changed + rest if count else f"{line}\n{text}"


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
