"""The commands of settings, snippets and members."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.committees import CHANGE_PART
from screens.commands.everywhere import BACK, EVERYWHERE, LEAVE_LIST, OPEN_FOUND
from screens.commands.minutes import REDO_HERE, REMOVE_TASK, UNDO_HERE

CHANGE_SETTING = replace(CHANGE_PART, help="แก้ค่าในแถวที่เลือก")
SETTINGS = Page("ตั้งค่า", (CHANGE_SETTING, BACK, *EVERYWHERE))


ADD_SNIPPET = Command("add", "f5", "เพิ่ม", "เพิ่มคำย่อ")


TRY_SNIPPET = Command("try_out", "f4", "ลอง", "ลองพิมพ์แล้วดูว่าขยายเป็นอะไร")


REMOVE_SNIPPET = replace(REMOVE_TASK, help="ลบคำย่อที่เลือก (คืนได้)")


CHANGE_SNIPPET = replace(OPEN_FOUND, label="แก้ไข", help="แก้คำย่อหรือข้อความ")


SNIPPETS = Page(
    "คำย่อ",
    (
        CHANGE_SNIPPET,
        ADD_SNIPPET,
        TRY_SNIPPET,
        REMOVE_SNIPPET,
        UNDO_HERE,
        REDO_HERE,
        LEAVE_LIST,
        *EVERYWHERE,
    ),
)


CHANGE_RIGHT = Command("change_part", "enter", "สิทธิ", "เปลี่ยนสิทธิของผู้ที่เลือก", priority=True)


ADD_MEMBER = Command("add", "f5", "เพิ่ม", "เพิ่มผู้มีสิทธิ ตามบัญชีผู้ใช้ของเครื่อง")


RENAME_MEMBER = Command("rename", "f3", "แก้ชื่อ", "แก้ชื่อที่แสดงของผู้ที่เลือก")


STRIKE_MEMBER = Command("strike", "delete", "ลบ", "ลบผู้ที่เลือกออกจากบัญชี โปรแกรมถามก่อน")


MEMBERS = Page(
    "ผู้ใช้งานและสิทธิ", (CHANGE_RIGHT, RENAME_MEMBER, ADD_MEMBER, STRIKE_MEMBER, BACK, *EVERYWHERE)
)
