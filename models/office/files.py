"""Data files that an office may replace: questions, boilerplate texts, templates.

The office's file has the same name in the folder `templates` of its data; without it the program's
file is used.
"""

from importlib.resources import files
from pathlib import Path

from models.errors import KmError
from models.office.rights import Right, must_be_allowed, my_uid
from models.storage.database import database
from models.storage.disk import FILE_MODE, is_there, make_folder
from models.storage.own_files import read_file, write_file

FOLDER = "templates"


def office_text(name: str) -> str:
    """Return the text of a data file, preferring the office's own. `name` may include a folder.

    Raises:
        KmError: the office's file cannot be read; names it.
    """
    own = office_path(name)
    if own is not None:
        try:
            if is_there(own):
                return read_file(own, home=database.folder).decode("utf-8-sig")
        except PermissionError as error:
            raise KmError(f"ท่านไม่มีสิทธิอ่านแฟ้ม {own} ให้เจ้าของแฟ้มเปิดสิทธิให้กลุ่มของท่าน") from error
        except (OSError, UnicodeDecodeError) as error:
            raise KmError(f"อ่านแฟ้ม {own} ไม่ได้ บันทึกเป็น UTF-8 แล้วลองอีกครั้ง หรือย้ายแฟ้มออก") from error
    return files("models").joinpath("data", name).read_text(encoding="utf-8")


def office_path(name: str) -> Path | None:
    """Return the path of the office's own file, existing or not; None if no data file is open."""
    return database.folder / FOLDER / name if database.folder is not None else None


def copy_for_office(name: str) -> Path:
    """Copy the program's file to the office's folder, unless that has one; return its path.

    All users of the office may read and edit the copy.

    Raises:
        KmError: no data file is open, or the folder cannot be written.
        Refused: the user has no right to write.
    """
    own = office_path(name)
    if own is None or database.folder is None:
        raise KmError("ยังไม่ได้เปิดแฟ้มข้อมูล เปิดโปรแกรมก่อนแล้วลองอีกครั้ง")
    must_be_allowed(my_uid(), Right.WRITE)
    try:
        make_folder(database.folder / FOLDER, database.folder)
        make_folder(own.parent, database.folder)
        if not is_there(own):
            content = files("models").joinpath("data", name).read_bytes()
            # The umask would exclude the other users of a shared folder.
            write_file(content, own, database.folder, FILE_MODE)
    except OSError as error:
        raise KmError(f"เขียนแฟ้ม {own} ไม่ได้ ตรวจสิทธิ์ของโฟลเดอร์ข้อมูล") from error
    return own
