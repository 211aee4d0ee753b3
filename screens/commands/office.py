"""The commands of the office's own pages: settings, memos, agenda templates, staff lists."""

from __future__ import annotations

from dataclasses import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import BACK, EVERYWHERE
from screens.commands.maintenance import SHOW_HISTORY
from screens.commands.register import CHANGE_PART, PART_DOWN, PART_UP, PRINT_ORDER, REMOVE_PART

# What the papers say of the office, and how it prints

CHANGE_SETTING = replace(CHANGE_PART, help="แก้ค่าในแถวที่เลือก")
SETTINGS = Page("ตั้งค่า", (CHANGE_SETTING, BACK, *EVERYWHERE))

# The memo that asks to approve an order

CHANGE_MEMO = replace(CHANGE_PART, help="แก้แถวที่เลือก: หัวบันทึก ย่อหน้า หรือตำแหน่งผู้ลงนาม")
ADD_PROPOSER = Command("add_proposer", "f2", "ผู้เสนอ", "เพิ่มตำแหน่งที่ลงนามเสนอ")
ADD_OPINION = Command("add_opinion", "f3", "ความเห็น", "เพิ่มตำแหน่งที่ให้ความเห็น ตามลำดับชั้น")
ADD_PARAGRAPH = Command("add_paragraph", "f4", "ย่อหน้า", "เพิ่มย่อหน้าต่อท้าย")
PRINT_MEMO = replace(PRINT_ORDER, help="พิมพ์บันทึก คำสั่ง หรือบันทึกเป็น PDF")
DROP_MEMO = Command("drop_memo", "f9", "เลิกใช้", "ลบบันทึกขออนุมัติออกจากคำสั่งนี้")
UP = replace(PART_UP, help="ย้ายแถวที่เลือกขึ้น")
DOWN = replace(PART_DOWN, help="ย้ายแถวที่เลือกลง")
REMOVE = replace(REMOVE_PART, help="ลบแถวที่เลือก")
APPROVAL = Page(
    "บันทึกขออนุมัติ",
    (
        CHANGE_MEMO,
        ADD_PROPOSER,
        ADD_OPINION,
        ADD_PARAGRAPH,
        PRINT_MEMO,
        DROP_MEMO,
        UP,
        DOWN,
        REMOVE,
        BACK,
        *EVERYWHERE,
    ),
)

# The agenda that a committee's meetings begin with

CHANGE_ITEM = replace(CHANGE_PART, help="แก้ชื่อระเบียบวาระที่เลือก")
ADD_ITEM = Command("add_item", "f5", "เพิ่ม", "เพิ่มระเบียบวาระใต้แถวที่เลือก")
USE_STANDARD = Command("use_standard", "f9", "แบบมาตรฐาน", "เลิกใช้วาระของคณะ กลับไปใช้แบบมาตรฐาน")
AGENDA_TEMPLATE = Page(
    "แบบระเบียบวาระ",
    (CHANGE_ITEM, ADD_ITEM, USE_STANDARD, UP, DOWN, REMOVE, SHOW_HISTORY, BACK, *EVERYWHERE),
)

# A staff list from a file

ANSWER_ROW = replace(CHANGE_PART, label="ตอบ", help="ตอบว่าชื่อที่ใกล้เคียงเป็นคนเดียวกันหรือคนใหม่")
CARRY_OUT = Command("carry_out", "f6", "นำเข้า", "นำเข้าทุกแถว หรือไม่นำเข้าเลยถ้ามีแถวที่ใช้ไม่ได้")
READ_FILE = Command("read_file", "f5", "เลือกแฟ้ม", "อ่านแฟ้มอื่น หรืออ่านแฟ้มเดิมที่แก้แล้วอีกครั้ง")
STAFF_IMPORT = Page("นำเข้าบัญชีรายชื่อ", (ANSWER_ROW, READ_FILE, CARRY_OUT, BACK, *EVERYWHERE))
