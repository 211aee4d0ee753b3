"""The office's settings: a few values in a TOML file beside the data."""

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from models.errors import KmError


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

    @property
    def font_path(self) -> Path | None:
        """The font's path, None where the office set none."""
        return Path(self.font).expanduser() if self.font else None

    @property
    def emblem_path(self) -> Path | None:
        """The emblem's path, None where the office set none."""
        return Path(self.emblem).expanduser() if self.emblem else None


def read_settings(path: Path) -> Settings:
    """The settings of that file, defaults where it is missing.

    Raises KmError, naming the line or the word, where it cannot be understood.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise KmError(f"อ่านแฟ้มตั้งค่าไม่ได้ ตรวจสิทธิ์ของแฟ้ม {path}") from error
    except tomllib.TOMLDecodeError as error:
        raise KmError(f"แฟ้มตั้งค่า {path} เขียนผิดรูปแบบ แก้ตามนี้: {error}") from error
    kinds = {field.name: type(field.default) for field in fields(Settings)}
    for name, value in content.items():
        if type(value) is not kinds.get(name):
            raise KmError(f"แฟ้มตั้งค่า {path} มีค่า {name} ที่ไม่รู้จักหรือผิดชนิด ลบหรือแก้บรรทัดนั้น")
    return Settings(**content)
