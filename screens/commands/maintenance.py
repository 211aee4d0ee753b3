"""The commands of history, the bin, the people who work here, and the keeping of the data."""

from __future__ import annotations

from dataclasses import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import BACK, EVERYWHERE, LEAVE_LIST, OPEN_FOUND

# From every record that is edited: the key of a list, and of the rows of a table.

SHOW_HISTORY = Command(
    "history", "x", "ประวัติ", "ใครแก้อะไรเมื่อใดในรายการที่เลือก เทียบและนำรุ่นก่อนกลับมา", shown=False
)

# Everything that was changed

OPEN_CHANGE = replace(OPEN_FOUND, label="ดูรุ่น", help="ดูทุกรุ่นของข้อความที่เลือก เทียบ และนำรุ่นก่อนกลับมา")
TO_BIN = Command("bin", "f2", "ถังขยะ", "ดูสิ่งที่ลบไว้และเรียกคืน", priority=True)
BY_KIND = Command("by_kind", "f3", "ชนิด", "แสดงเฉพาะเรื่องชนิดหนึ่ง", priority=True)
BY_PERSON = Command("by_person", "f4", "ผู้แก้", "แสดงเฉพาะที่คนหนึ่งแก้", priority=True)
OLDER = Command("older", "f6", "เก่ากว่า", "แสดงการแก้ไขที่เก่ากว่านี้", priority=True)
NEWEST = Command("newest", "f5", "ล่าสุด", "กลับไปที่การแก้ไขล่าสุดของทุกเรื่อง", shown=False, priority=True)
HISTORY = Page(
    "ประวัติการแก้ไข",
    (OPEN_CHANGE, TO_BIN, BY_KIND, BY_PERSON, OLDER, NEWEST, LEAVE_LIST, *EVERYWHERE),
)

# One text

PUT_BACK = Command(
    "put_back", "f4,enter", "ใช้รุ่นนี้", "เก็บข้อความของรุ่นที่เลือกเป็นรุ่นใหม่ รุ่นอื่นยังอยู่", priority=True
)
COMPARE = Command(
    "compare", "space,f3", "เทียบกับรุ่นนี้", "เทียบรุ่นอื่นกับรุ่นนี้ กดซ้ำเพื่อเทียบกับรุ่นก่อนหน้าตามเดิม", priority=True
)
READ_ON = tuple(
    Command("read_on", keys, label, purpose, shown=False, priority=True, argument=rows)
    for keys, label, purpose, rows in (
        ("pagedown", "อ่านต่อ", "เลื่อนข้อความลง", 6),
        ("pageup", "อ่านย้อน", "เลื่อนข้อความขึ้น", -6),
    )
)
VERSIONS = Page("รุ่นของข้อความ", (PUT_BACK, COMPARE, *READ_ON, BACK, *EVERYWHERE))

# The bin

BRING_BACK = replace(OPEN_FOUND, label="เรียกคืน", help="นำสิ่งที่เลือกกลับไปไว้ที่เดิม")
PURGE = Command(
    "purge", "f9", "ลบถาวร", "ลบสิ่งที่เลือกอย่างถาวร (ผู้ดูแลระบบ) โปรแกรมถามก่อน", priority=True
)
BIN_PAGE = Page("ถังขยะ", (BRING_BACK, PURGE, LEAVE_LIST, *EVERYWHERE))

# The people who work here

CHANGE_RIGHT = Command("change_part", "enter", "สิทธิ", "เปลี่ยนสิทธิของผู้ที่เลือก", priority=True)
ADD_MEMBER = Command("add", "f5", "เพิ่ม", "เพิ่มผู้มีสิทธิ ตามบัญชีผู้ใช้ของเครื่อง")
RENAME_MEMBER = Command("rename", "f3", "แก้ชื่อ", "แก้ชื่อที่แสดงของผู้ที่เลือก")
STRIKE_MEMBER = Command("strike", "delete", "ลบ", "ลบผู้ที่เลือกออกจากบัญชี โปรแกรมถามก่อน")
MEMBERS = Page(
    "ผู้ใช้งานและสิทธิ", (CHANGE_RIGHT, RENAME_MEMBER, ADD_MEMBER, STRIKE_MEMBER, BACK, *EVERYWHERE)
)

# The keeping of the data

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
KEEPING = Page(
    "สำรองและตรวจสอบข้อมูล",
    (COMPARE_BACKUP, TO_MEMBERS, VERIFY, BACK_UP, BACK_UP_TO, BACK, *EVERYWHERE),
)
RESTORE_VIEW = Page("ถ้ากู้คืนจากสำเนา", (BACK, *EVERYWHERE))
