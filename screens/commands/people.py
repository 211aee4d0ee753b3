"""The commands of people, posts, divisions and the staff list."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.committees import CHANGE_PART
from screens.commands.everywhere import BACK, EVERYWHERE, LEAVE_LIST, OPEN_FOUND, SHOW_HISTORY

ADD_PERSON = Command("add", "f5", "เพิ่ม", "เพิ่มบุคคล ชื่อที่ใกล้เคียงกับที่มีอยู่จะแสดงขณะพิมพ์")


SHOW_POSTS = Command("posts", "f2", "ตำแหน่ง", "ดูตำแหน่งทั้งหมดและผู้ดำรงตำแหน่งวันนี้")


SHOW_DIVISIONS = Command("divisions", "f3", "หน่วยงาน", "ดูสำนัก กอง และหน่วยทั้งหมด")


IMPORT_STAFF = Command("import_staff", "f7", "นำเข้า", "นำเข้าบัญชีรายชื่อจากแฟ้ม CSV หรือ XLSX")


PEOPLE = Page(
    "บุคลากร",
    (
        OPEN_FOUND,
        ADD_PERSON,
        SHOW_POSTS,
        SHOW_DIVISIONS,
        IMPORT_STAFF,
        LEAVE_LIST,
        *EVERYWHERE,
    ),
)


ADD_POST = Command("add", "f5", "เพิ่ม", "เพิ่มตำแหน่ง พร้อมชื่อย่อและชื่อที่ใช้ลงนาม")


USUAL_POSTS = Command(
    "usual_posts", "f7", "ที่มีประจำ", "เลือกตำแหน่งและหน่วยงานที่เทศบาลหรือ อบต. มีเป็นประจำ เพิ่มในคราวเดียว"
)


POSTS = Page("ตำแหน่ง", (OPEN_FOUND, ADD_POST, SHOW_DIVISIONS, USUAL_POSTS, LEAVE_LIST, *EVERYWHERE))


ADD_DIVISION = Command("add", "f5", "เพิ่ม", "เพิ่มสำนัก กอง หรือหน่วย")


CHANGE_FOUND = replace(OPEN_FOUND, label="แก้ไข", help="แก้ชื่อของหน่วยงานที่เลือก")


ROW_UP = Command("row_up", "ctrl+up", "เลื่อนขึ้น", "ย้ายแถวที่เลือกขึ้น", shown=False)


ROW_DOWN = Command("row_down", "ctrl+down", "เลื่อนลง", "ย้ายแถวที่เลือกลง", shown=False)


DIVISIONS = Page(
    "หน่วยงาน",
    (CHANGE_FOUND, ADD_DIVISION, USUAL_POSTS, ROW_UP, ROW_DOWN, LEAVE_LIST, *EVERYWHERE),
)


RENAME = Command("rename", "f3", "แก้ชื่อ", "แก้คำนำหน้า ชื่อ หรือสกุล รายงานที่รับรองแล้วคงเดิม")


ASSIGN_POST = Command("assign", "f4", "ให้ดำรงตำแหน่ง", "ให้ดำรงตำแหน่ง รักษาราชการแทน หรือปฏิบัติราชการแทน")


END_POST = Command("end", "f6", "สิ้นสุด", "กำหนดวันสิ้นสุดการดำรงตำแหน่งแถวที่เลือก")


CHANGE_HELD = Command("change", "enter", "แก้ไข", "แก้ระดับหรือวันที่ของแถวที่เลือก", priority=True)


STRIKE_HELD = Command("strike", "delete", "ลบ", "ลบแถวที่บันทึกผิด ถ้าพ้นตำแหน่งให้ใช้ F6", shown=False)


HELD_PARTS = (CHANGE_HELD, END_POST, STRIKE_HELD, BACK, *EVERYWHERE)


LEAVING_DAY = Command("leaving", "f5", "พ้นราชการ", "ระบุวันเกษียณหรือพ้นราชการ ใช้เตือนความรู้ที่จะหายไป")


PERSON = Page("บุคคล", (RENAME, ASSIGN_POST, LEAVING_DAY, SHOW_HISTORY, *HELD_PARTS))


EDIT_POST = Command("edit", "f3", "แก้ไข", "แก้ชื่อตำแหน่ง ชื่อย่อ ชื่อที่ใช้ลงนาม หรือสังกัด")


ASSIGN_PERSON = Command("assign", "f4", "ให้บุคคลดำรง", "เลือกบุคคลให้ดำรงตำแหน่งนี้")


ABOLISH_POST = Command("abolish", "f9", "ยุบ", "ยุบตำแหน่งตั้งแต่วันที่กำหนด ต้องไม่มีผู้ดำรงตำแหน่งแล้ว")


SIGNING_POST = Command("sign_orders", "f7", "ผู้ลงนาม", "ให้ตำแหน่งนี้ลงนามในคำสั่งของหน่วยงาน (CKO)")


POST = Page(
    "ตำแหน่งหนึ่งตำแหน่ง",
    (
        EDIT_POST,
        ASSIGN_PERSON,
        *HELD_PARTS[:3],
        SIGNING_POST,
        ABOLISH_POST,
        SHOW_HISTORY,
        BACK,
        *EVERYWHERE,
    ),
)


ANSWER_ROW = replace(CHANGE_PART, label="ตอบ", help="ตอบว่าเป็นคนเดียวกันหรือคนใหม่ หรือหมายถึงอย่างใด")


CARRY_OUT = Command("carry_out", "f6", "นำเข้า", "นำเข้าทุกแถว ถ้ามีแถวที่ใช้ไม่ได้จะถามก่อน")


READ_FILE = Command("read_file", "f5", "เลือกแฟ้ม", "อ่านแฟ้มอื่น หรืออ่านแฟ้มเดิมที่แก้แล้วอีกครั้ง")


CHOOSE_COLUMNS = Command("columns", "f3", "คอลัมน์", "บอกว่าคอลัมน์ใดเป็นอะไร จำไว้ใช้กับแฟ้มต่อไป")


STAFF_IMPORT = Page(
    "นำเข้าบัญชีรายชื่อ",
    (ANSWER_ROW, CHOOSE_COLUMNS, READ_FILE, CARRY_OUT, BACK, *EVERYWHERE),
)
