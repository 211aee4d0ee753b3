"""The rows of a staff list that could not be imported, written as a list with the reasons."""

import csv
import io
from pathlib import Path

from models.errors import Refused
from models.staff_list.importing import ImportPlan
from models.storage.database import database
from models.storage.disk import FILE_MODE, is_there
from models.storage.own_files import write_file

_HEAD = ("แถวเดิม", "ชื่อ - สกุล", "ตำแหน่ง", "ระดับ", "สังกัด", "ตั้งแต่วันที่", "เหตุผลที่ยังไม่นำเข้า")


def must_be_writable(path: Path) -> None:
    """Raise Refused if the file exists already or its folder does not exist."""
    if is_there(path):
        raise Refused(f"มีแฟ้ม {path} อยู่แล้ว ตั้งชื่ออื่นสำหรับแถวที่ยังไม่นำเข้า")
    if not path.parent.is_dir():
        raise Refused(f"ไม่พบโฟลเดอร์ {path.parent} สร้างก่อน หรือเลือกโฟลเดอร์อื่น")


def free_path(staff_list: Path) -> Path:
    """Return an unused path beside a staff list. Raises Refused if there is none."""
    for number in range(1, 100):
        path = staff_list.with_name(f"{staff_list.stem}-ยังไม่นำเข้า-{number}.csv")
        if not is_there(path):
            return path
    raise Refused(f"มีแฟ้ม {path.name} และอื่น ๆ มากแล้ว ลบแฟ้มเก่าที่นำเข้าแล้วออกก่อน")


def write_leftover(plan: ImportPlan, path: Path) -> None:
    """Write the broken rows of a plan as CSV with the reason beside each.

    The file is a staff list itself: corrected, it can be imported.

    Raises:
        Refused: the file exists already or cannot be written.
    """
    must_be_writable(path)
    rows = {row.number: row for row in plan.table.rows}
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow(_HEAD)
    for broken in plan.broken:
        row = rows[broken.row]
        words = (row.name, row.post, row.level, row.division, row.since)
        writer.writerow((row.number, *words, broken.reason))
    try:
        home = database.folder or path.parent
        write_file(content.getvalue().encode("utf-8-sig"), path, home, FILE_MODE)
    except OSError as error:
        raise Refused(f"เขียนแฟ้ม {path} ไม่ได้ ตรวจสิทธิ์ของโฟลเดอร์ ยังไม่ได้นำเข้าแถวใด") from error
