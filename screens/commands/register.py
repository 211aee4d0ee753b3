"""The commands of people, posts, divisions, orders and committees."""

from __future__ import annotations

from dataclasses import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import BACK, EVERYWHERE, LEAVE_LIST, OPEN_FOUND
from screens.commands.maintenance import SHOW_HISTORY

# People, posts, divisions

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
POSTS = Page("ตำแหน่ง", (OPEN_FOUND, ADD_POST, SHOW_DIVISIONS, LEAVE_LIST, *EVERYWHERE))
ADD_DIVISION = Command("add", "f5", "เพิ่ม", "เพิ่มสำนัก กอง หรือหน่วย")
CHANGE_FOUND = replace(OPEN_FOUND, label="แก้ไข", help="แก้ชื่อของหน่วยงานที่เลือก")
ROW_UP = Command("row_up", "ctrl+up", "เลื่อนขึ้น", "ย้ายแถวที่เลือกขึ้น", shown=False)
ROW_DOWN = Command("row_down", "ctrl+down", "เลื่อนลง", "ย้ายแถวที่เลือกลง", shown=False)
DIVISIONS = Page("หน่วยงาน", (CHANGE_FOUND, ADD_DIVISION, ROW_UP, ROW_DOWN, LEAVE_LIST, *EVERYWHERE))
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

# Orders and their committees

DRAFT_ORDER = Command("add", "f5", "ร่างคำสั่ง", "ร่างคำสั่งแต่งตั้งคณะกรรมการฉบับใหม่")
PRINT_ORDER = Command("print", "f8", "พิมพ์", "พิมพ์คำสั่ง สำเนาคู่ฉบับ หรือบันทึกขออนุมัติ หรือบันทึกเป็น PDF")
ORDERS = Page("คณะกรรมการและคำสั่ง", (OPEN_FOUND, DRAFT_ORDER, PRINT_ORDER, LEAVE_LIST, *EVERYWHERE))
CHANGE_PART = Command(
    "change_part",
    "enter",
    "แก้ไข",
    "แก้แถวที่เลือก: ข้อความ ชื่อคณะ บทบาท หน้าที่ องค์ประชุม บันทึกขออนุมัติ",
    priority=True,
)
ADD_SEAT = Command("add_seat", "f2", "กรรมการ", "เพิ่มกรรมการทีละคน โดยตำแหน่งหรือโดยชื่อ กด Esc เมื่อครบ")
ADD_DUTY = Command("add_duty", "f3", "หน้าที่", "เพิ่มหน้าที่ของคณะกรรมการทีละข้อ กด Esc เมื่อครบ")
ADD_COMMITTEE = Command("add_committee", "f4", "คณะ", "เพิ่มคณะกรรมการใหม่ หรือคัดลอกจากคำสั่งเดิม")
ISSUE_ORDER = Command("issue", "f6", "ออกคำสั่ง", "ออกคำสั่ง: ลงวันที่และให้เลขที่")
END_ORDER = Command(
    "amend_or_revoke", "f9", "เลิกใช้", "ร่างคำสั่งใหม่แทนคำสั่งนี้ หรือยกเลิกคำสั่ง ถ้ายังเป็นร่างจะลบร่าง"
)
PART_UP = Command("part_up", "u,ctrl+up", "เลื่อนขึ้น", "ย้ายกรรมการหรือหน้าที่ที่เลือกขึ้น", shown=False)
PART_DOWN = Command("part_down", "d,ctrl+down", "เลื่อนลง", "ย้ายกรรมการหรือหน้าที่ที่เลือกลง", shown=False)
REMOVE_PART = Command("remove_part", "delete", "ลบ", "ลบกรรมการหรือหน้าที่ที่เลือก", shown=False)
DELEGATE = Command(
    "delegate", "n", "นับผู้แทน", "ผู้มาประชุมแทนของที่นั่งนี้ นับหรือไม่นับเป็นองค์ประชุม", shown=False
)
SEAT_ROLE = tuple(
    Command("seat_role", str(number), "บทบาท", help, shown=False, argument=number)
    for number, help in enumerate(
        ("ประธานกรรมการ", "รองประธาน", "กรรมการ", "กรรมการและเลขานุการ", "กรรมการและผู้ช่วยเลขานุการ"), 1
    )
)
WRITE_MEMO = Command(
    "write_memo", "f5", "ขออนุมัติ", "เขียนบันทึกขออนุมัติคำสั่งนี้ พร้อมลำดับผู้ให้ความเห็น", shown=False
)
COMMITTEE_AGENDA = Command(
    "committee_agenda", "f7", "แบบวาระ", "แบบระเบียบวาระของคณะที่ชี้อยู่ ใช้เมื่อนัดประชุม", shown=False
)
ORDER = Page(
    "คำสั่ง",
    (
        CHANGE_PART,
        ADD_SEAT,
        ADD_DUTY,
        ADD_COMMITTEE,
        WRITE_MEMO,
        ISSUE_ORDER,
        COMMITTEE_AGENDA,
        PRINT_ORDER,
        END_ORDER,
        *SEAT_ROLE,
        PART_UP,
        PART_DOWN,
        REMOVE_PART,
        DELEGATE,
        SHOW_HISTORY,
        BACK,
        *EVERYWHERE,
    ),
)
