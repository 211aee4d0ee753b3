"""The commands of orders, their committees, the memo of an order and the agenda template."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import BACK, EVERYWHERE, LEAVE_LIST, OPEN_FOUND, SHOW_HISTORY

DRAFT_ORDER = Command("add", "f5", "ร่างคำสั่ง", "ร่างคำสั่งแต่งตั้งคณะกรรมการฉบับใหม่")


PRINT_ORDER = Command("print", "f8", "พิมพ์", "พิมพ์คำสั่ง สำเนาคู่ฉบับ หรือบันทึกขออนุมัติ หรือบันทึกเป็น PDF")


USUAL_ORDERS = Command(
    "usual_orders", "f7", "คณะที่มีประจำ", "ร่างคำสั่งจากคณะที่ใช้ประจำ พร้อมเหตุผลตามกฎหมาย กรรมการ และหน้าที่"
)


ORDERS = Page(
    "คณะกรรมการและคำสั่ง",
    (OPEN_FOUND, DRAFT_ORDER, USUAL_ORDERS, PRINT_ORDER, LEAVE_LIST, *EVERYWHERE),
)


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


PASTE_MEMBERS = Command(
    "paste_members", "v", "วางรายชื่อ", "เพิ่มกรรมการจากรายชื่อที่วางหรือจากแฟ้ม หนึ่งคนต่อบรรทัด", shown=False
)


UNDO_SEATS = Command("undo", "z", "เลิกทำ", "คืนกรรมการที่เพิ่งวาง ลบ หรือเปลี่ยนบทบาทด้วยปุ่มเลข", shown=False)


REDO_SEATS = Command("redo", "y", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง", shown=False)


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
        PASTE_MEMBERS,
        UNDO_SEATS,
        REDO_SEATS,
        SHOW_HISTORY,
        BACK,
        *EVERYWHERE,
    ),
)


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


CHANGE_ITEM = replace(CHANGE_PART, help="แก้ชื่อระเบียบวาระที่เลือก")


ADD_ITEM = Command("add_item", "f5", "เพิ่ม", "เพิ่มระเบียบวาระใต้แถวที่เลือก")


USE_STANDARD = Command("use_standard", "f9", "แบบมาตรฐาน", "เลิกใช้วาระของคณะ กลับไปใช้แบบมาตรฐาน")


AGENDA_TEMPLATE = Page(
    "แบบระเบียบวาระ",
    (CHANGE_ITEM, ADD_ITEM, USE_STANDARD, UP, DOWN, REMOVE, SHOW_HISTORY, BACK, *EVERYWHERE),
)
