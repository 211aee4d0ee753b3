"""The commands of data maintenance: backup, restore, verification."""

from __future__ import annotations

from screens.commands.command import Command, Page
from screens.commands.everywhere import BACK, EVERYWHERE

COMPARE_BACKUP = Command(
    "change_part",
    "enter",
    "ดูสำเนา",
    "ดูว่าถ้ากู้คืนจากสำเนาที่เลือก อะไรจะเปลี่ยน และกู้คืนอย่างไร",
    priority=True,
)
BACK_UP = Command("back_up", "f5", "สำรอง", "สำรองข้อมูลเดี๋ยวนี้")
BACK_UP_TO = Command("back_up_to", "f6", "สำรองไปที่", "สำรองข้อมูลเป็นแฟ้มที่ระบุ เช่น ในสื่อเก็บข้อมูล")
VERIFY = Command("verify", "f4", "ตรวจสอบ", "ตรวจแฟ้มข้อมูล ประวัติ ตราผนึก และเอกสารแนบทั้งหมด")
TO_MEMBERS = Command("members", "f2", "ผู้ใช้งาน", "ผู้ใช้งานและสิทธิ ใครเปิดโปรแกรมอยู่")
MAINTENANCE = Page(
    "สำรองและตรวจสอบข้อมูล",
    (COMPARE_BACKUP, TO_MEMBERS, VERIFY, BACK_UP, BACK_UP_TO, BACK, *EVERYWHERE),
)
RESTORE_VIEW = Page("ถ้ากู้คืนจากสำเนา", (BACK, *EVERYWHERE))
