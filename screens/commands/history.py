"""The commands of the history, of the bin and of orphaned drafts."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import BACK, EVERYWHERE, LEAVE_LIST, OPEN_FOUND

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


BRING_BACK = replace(OPEN_FOUND, label="เรียกคืน", help="นำสิ่งที่เลือกกลับไปไว้ที่เดิม")


PURGE = Command(
    "purge", "f9", "ลบถาวร", "ลบสิ่งที่เลือกอย่างถาวร (ผู้ดูแลระบบ) โปรแกรมถามก่อน", priority=True
)


BIN_PAGE = Page("ถังขยะ", (BRING_BACK, PURGE, LEAVE_LIST, *EVERYWHERE))


DECIDE = Command("change_part", "enter", "เลือก", "แสดงข้อความที่ค้างข้างข้อความที่เก็บไว้ แล้วเลือก")


GIVE_UP = Command("give_up", "delete", "ทิ้ง", "ทิ้งข้อความที่ค้าง โปรแกรมถามก่อน")


UNRESOLVED_DRAFTS = Page("ข้อความค้าง", (DECIDE, GIVE_UP, BACK, *EVERYWHERE))
