"""Integrity of attached files, by their hash."""

import hashlib
from pathlib import Path

from models.evidence.attachments import FOLDER as FOLDER_NAME
from models.evidence.attachments import Attachment
from models.storage.own_files import LinkInTheWay, read_file


def faults_of_attached(path: Path) -> list[str]:
    """Return a Thai sentence for each attachment whose file is missing, changed or unreadable.

    `path` is the data file, or a backup in a folder beside it.
    """
    folders = [path.parent / FOLDER_NAME, path.parent.parent / FOLDER_NAME]
    folder = next((each for each in folders if each.is_dir()), folders[0])
    faults = []
    for row in Attachment.select().where(Attachment.deleted_at.is_null()).order_by(Attachment.id):
        file = folder / Path(row.file_name).name
        try:
            content = read_file(file, home=folder)
        except PermissionError:
            faults.append(f"อ่านเอกสารแนบ “{row.title}” ไม่ได้ ({file}) ขอสิทธิอ่านจากผู้ดูแลเครื่อง")
            continue
        except (OSError, LinkInTheWay):
            content = None
        if content is None:
            faults.append(f"เอกสารแนบ “{row.title}” หายไป ({file}) นำกลับมาจากโฟลเดอร์สำรอง")
            continue
        if hashlib.sha256(content).hexdigest() != row.digest:
            faults.append(f"เอกสารแนบ “{row.title}” ถูกเปลี่ยนหลังแนบ ({file})")
    return faults
