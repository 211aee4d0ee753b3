"""Data files that an office may replace: questions, standing texts, templates.

The office's own file lies in the folder `templates` of its data under the same name; without one
the program's file counts.
"""

import contextlib
from importlib.resources import files
from pathlib import Path

from models.database import database
from models.errors import KmError
from models.roles import Right, must_be_allowed, my_uid

FOLDER = "templates"


def office_text(name: str) -> str:
    """The text of a data file, the office's own where there is one. `name` may have a folder.

    Raises KmError where the office's file cannot be read.
    """
    own = office_path(name)
    if own is not None and own.is_file():
        try:
            return own.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise KmError(f"อ่านแฟ้ม {own} ไม่ได้ บันทึกเป็น UTF-8 แล้วลองอีกครั้ง หรือย้ายแฟ้มออก") from error
    return files("models").joinpath("data", name).read_text(encoding="utf-8")


def office_path(name: str) -> Path | None:
    """Where the office's own file would lie; None while no data file is open."""
    return database.folder / FOLDER / name if database.folder is not None else None


def copy_for_office(name: str) -> Path:
    """Lay the program's file into the office's folder to be edited, unless one is there already.

    Raises KmError where no data file is open or the folder cannot be written, Refused to who may
    only read.
    """
    own = office_path(name)
    if own is None:
        raise KmError("ยังไม่ได้เปิดแฟ้มข้อมูล เปิดโปรแกรมก่อนแล้วลองอีกครั้ง")
    must_be_allowed(my_uid(), Right.WRITE)
    with contextlib.suppress(FileExistsError):
        try:
            own.parent.mkdir(parents=True, exist_ok=True)
            with open(own, "x", encoding="utf-8") as file:
                file.write(files("models").joinpath("data", name).read_text(encoding="utf-8"))
        except FileExistsError:
            raise
        except OSError as error:
            raise KmError(f"เขียนแฟ้ม {own} ไม่ได้ ตรวจสิทธิ์ของโฟลเดอร์ข้อมูล") from error
    return own
