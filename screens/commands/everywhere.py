"""The commands of every screen, and those that lists, tables, dialogs and imports share."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page

CANCEL = Command("cancel", "escape", "ยกเลิก", "ปิดหน้าต่างนี้โดยไม่เปลี่ยนอะไร")
NEXT_BUTTON = Command("next_button", "left,right", "เลือกคำตอบ", "ย้ายไปอีกคำตอบหนึ่ง", shown=False)
PICK_ROW = tuple(
    Command(
        "pick_row",
        str(number),
        "เลือก",
        "เลือกแถวตามหมายเลข",
        shown=False,
        priority=True,
        argument=number,
    )
    for number in range(1, 10)
)
NEXT_FIELD = Command("next_field", "enter", "ตกลง", "ไปช่องถัดไป ที่ช่องสุดท้ายคือบันทึก", priority=True)
OTHER_FIELD = Command("other_field", "tab,down", "ช่องถัดไป", "ไปช่องถัดไป", priority=True)
EARLIER_FIELD = Command("earlier_field", "shift+tab,up", "ช่องก่อน", "กลับไปช่องก่อนหน้า", priority=True)
CHOOSE_ROW = Command("choose_row", "enter", "เลือก", "เลือกแถวที่ชี้อยู่", priority=True)
MAKE_RECORD = Command(
    "make_record", "f5", "เพิ่มใหม่", "เพิ่มสิ่งที่ไม่มีในรายการ แล้วเลือกทันที", shown=False, priority=True
)
RUN_CHOSEN = Command("run_chosen", "enter", "สั่ง", "ทำคำสั่งที่เลือก")

READ_CHAPTER = Command("read_chapter", "f2", "คู่มือ", "อ่านบทของจอนี้ในคู่มือการใช้งาน", priority=True)
OTHER_CHAPTERS = tuple(
    Command("other_chapter", key, label, purpose, argument=step, priority=True)
    for key, label, purpose, step in (
        ("right", "บทถัดไป", "อ่านบทถัดไปของคู่มือ", 1),
        ("left", "บทก่อน", "อ่านบทก่อนหน้าของคู่มือ", -1),
    )
)
LEAVE_GUIDE = Command("leave_guide", "escape,f2,f1", "กลับ", "กลับไปรายการคำสั่งของจอ", priority=True)

HELP = Command("help", "f1,f10,question_mark", "วิธีใช้", "แสดงคำสั่งทั้งหมดของจอนี้ เลือกแล้วกด Enter เพื่อสั่ง")
REDRAW = Command("redraw", "f12", "วาดจอใหม่", "วาดจอใหม่เมื่อจอเพี้ยน", shown=False)
BACK = Command("back", "escape", "กลับ", "กลับไปจอก่อนหน้า สิ่งที่พิมพ์ถูกเก็บไว้แล้ว")
SEARCH_ALL = Command(
    "search_all",
    "ctrl+f",
    "ค้นหา",
    "ค้นทุกเรื่อง: การประชุม คำพูด มติ คำสั่ง บุคคล แผน องค์ความรู้",
    shown=False,
    priority=True,
)
CHECK_HERE = Command(
    "check_here",
    "ctrl+g",
    "ตรวจสอบ",
    "ตรวจเอกสารที่เปิดอยู่ (การประชุม แผน คำสั่ง) หรือทุกเรื่อง แล้วไปแก้ที่นั้น",
    shown=False,
    priority=True,
)
EVERYWHERE = (HELP, SEARCH_ALL, CHECK_HERE, REDRAW)
OPEN_CHOSEN = Command("open_chosen", "enter", "เปิด", "เปิดรายการที่เลือก")

CHOOSE_TEXT = tuple(
    Command("choose", str(number), label, purpose, argument=number, priority=True)
    for number, label, purpose in (
        (1, "ใช้ของท่าน", "เก็บข้อความที่ท่านพิมพ์ อีกฉบับอยู่ในประวัติ"),
        (2, "ใช้ของผู้อื่น", "เก็บข้อความที่ผู้อื่นพิมพ์ ของท่านอยู่ในประวัติ"),
        (3, "เก็บทั้งสอง", "เก็บข้อความทั้งสองต่อกัน"),
        (4, "เป็นรายการใหม่", "เก็บข้อความที่ค้างเป็นคำพูดใหม่ (จอข้อความค้าง)"),
    )
)
OTHER_CHOICE = Command("other_choice", "right,tab", "ข้อถัดไป", "ชี้ข้อถัดไป", priority=True, argument=1)
EARLIER_CHOICE = Command(
    "other_choice", "left,shift+tab", "ข้อก่อน", "ชี้ข้อก่อนหน้า", priority=True, argument=-1
)
TAKE_CHOICE = Command("take_choice", "enter", "ตกลง", "ทำตามข้อที่ชี้", priority=True)
SCROLL_TEXTS = tuple(
    Command("scroll_texts", keys, label, purpose, argument=rows, priority=True)
    for keys, label, purpose, rows in (
        ("up", "ขึ้น", "เลื่อนข้อความขึ้น", -1),
        ("down", "ลง", "เลื่อนข้อความลง", 1),
        ("pageup", "หน้าก่อน", "เลื่อนข้อความขึ้นหนึ่งหน้า", -10),
        ("pagedown", "หน้าถัดไป", "เลื่อนข้อความลงหนึ่งหน้า", 10),
    )
)
DECIDE_LATER = replace(CANCEL, label="ภายหลัง", help="ตัดสินใจภายหลัง ข้อความทั้งสองยังอยู่", priority=True)
CONFLICT_PAGE = Page(
    "ข้อความสองฉบับ",
    (*CHOOSE_TEXT, OTHER_CHOICE, EARLIER_CHOICE, TAKE_CHOICE, *SCROLL_TEXTS, DECIDE_LATER, REDRAW),
)

# Lists that are narrowed by typing: letters go to the field, so that commands are function keys.

OPEN_FOUND = replace(OPEN_CHOSEN, priority=True)
LEAVE_LIST = replace(BACK, help="ล้างคำที่พิมพ์ค้นหา ถ้าไม่มีจะกลับไปจอก่อนหน้า")

STORE_TEXT = Command("store", "enter", "ตกลง", "เก็บข้อความ", priority=True)


SHOW_HISTORY = Command(
    "history", "x", "ประวัติ", "ใครแก้อะไรเมื่อใดในรายการที่เลือก เทียบและนำรุ่นก่อนกลับมา", shown=False
)


OPEN_CELL = Command(
    "open_cell", "enter", "แก้ไข", "แก้ช่องที่เลือก กดอีกครั้งเพื่อเก็บแล้วไปช่องถัดไป", priority=True
)


NEXT_CELL = Command(
    "next_cell", "tab", "ช่องถัดไป", "เก็บช่องนี้ แล้วแก้ช่องถัดไป", shown=False, priority=True
)


NEW_LINE = Command(
    "new_line",
    "f7,shift+enter,ctrl+j",
    "ขึ้นบรรทัด",
    "ขึ้นบรรทัดใหม่ในช่องที่กำลังพิมพ์",
    shown=False,
    priority=True,
)


INSERT_ROW = Command("insert_row", "f5", "แทรก", "แทรกแถวใหม่ใต้แถวที่เลือก", priority=True)


REMOVE_ROW = Command("remove_row", "delete", "ลบแถว", "ลบแถวที่เลือก (กด Z เพื่อคืน)", shown=False)


ROW_UP = Command("row_up", "u,ctrl+up", "เลื่อนขึ้น", "ย้ายแถวที่เลือกขึ้น", shown=False)


ROW_DOWN = Command("row_down", "d,ctrl+down", "เลื่อนลง", "ย้ายแถวที่เลือกลง", shown=False)


UNDO_ROW = Command("undo", "z", "เลิกทำ", "คืนแถวที่เพิ่งแทรก ย้าย หรือลบ", shown=False)


REDO_ROW = Command("redo", "y", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง", shown=False)


LEAVE_CELL = Command("leave", "escape", "กลับ", "เก็บช่องที่พิมพ์ แล้วกลับ ข้อความไม่หาย", priority=True)


CELLS = (OPEN_CELL, NEXT_CELL, NEW_LINE, SHOW_HISTORY)


ROWS = (REMOVE_ROW, ROW_UP, ROW_DOWN, UNDO_ROW, REDO_ROW)


LEAVING = (LEAVE_CELL, *EVERYWHERE)


WAIVE = Command("waive", "n", "ไม่ดำเนินการ", "ระบุเหตุผลที่ไม่ดำเนินการสิ่งที่ขาด จึงนับว่าครบ กดซ้ำคือกลับมานับ")


PASTE_LINES = Command("paste_lines", "f2", "วาง", "วางหรือพิมพ์รายการ หนึ่งรายการต่อบรรทัด ยังไม่บันทึก")


READ_LINES = Command("read_file", "f5", "เลือกแฟ้ม", "อ่านจากแฟ้มข้อความ Word Excel หรือ CSV ยังไม่บันทึก")


STORE_LINES = Command("carry_out", "f6", "บันทึก", "ทำทุกบรรทัดตามที่แสดง ในคราวเดียว เลิกทำได้ (Z)")


CHOOSE_LINE = Command(
    "change_part", "enter", "เลือก", "เลือกว่าบรรทัดนี้คือใครหรือสิ่งใด หรือไม่เอาบรรทัดนี้", priority=True
)


LINES_IMPORT = Page(
    "วางรายการ", (CHOOSE_LINE, PASTE_LINES, READ_LINES, STORE_LINES, BACK, *EVERYWHERE)
)


OTHER_YEAR = Command("other_year", "f2", "ปี", "ดูปีงบประมาณอื่น", priority=True)


PRINT = Command("print", "f8", "พิมพ์", "พิมพ์หรือบันทึกเป็นแฟ้ม PDF", priority=True)
