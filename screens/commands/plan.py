"""The commands of the KM plan: its tables, import, check, progress, comparison, monitoring."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.committees import CHANGE_PART
from screens.commands.everywhere import (
    BACK,
    CELLS,
    EVERYWHERE,
    INSERT_ROW,
    LEAVE_LIST,
    LEAVING,
    OPEN_FOUND,
    PRINT,
    ROWS,
    WAIVE,
)

NEW_PLAN = Command("add", "f5", "แผนใหม่", "สร้างแผนของปีงบประมาณใหม่ โดยยกจากปีก่อนหรือเริ่มจากแผนเปล่า")
PRINT_PLAN = Command(
    "print", "f8", "พิมพ์", "พิมพ์แผน ขอบเขต ตาราง LO ประกาศ หรือรายงานผล", priority=True
)
COMPARE_PLANS = Command("compare", "f9", "เทียบปี", "เทียบแผนที่เลือกกับแผนของปีอื่น")
IMPORT_PLAN = Command("import_table", "f7", "นำเข้า", "สร้างแผนของปีใหม่จากตารางใน Word Excel หรือ CSV")
PLANS = Page(
    "แผนการจัดการความรู้",
    (OPEN_FOUND, NEW_PLAN, IMPORT_PLAN, PRINT_PLAN, COMPARE_PLANS, LEAVE_LIST, *EVERYWHERE),
)

TABLE_IMPORT = Page(
    "นำเข้าตาราง",
    (
        replace(CHANGE_PART, label="เลือกคอลัมน์", help="เลือกว่าคอลัมน์นี้ในแฟ้มคืออะไร"),
        Command("read_file", "f5", "เลือกแฟ้ม", "อ่านแฟ้มอื่น หรืออ่านแฟ้มเดิมที่แก้แล้วอีกครั้ง"),
        Command("carry_out", "f6", "นำเข้า", "บันทึกทุกแถวในคราวเดียว หรือไม่บันทึกเลย"),
        BACK,
        *EVERYWHERE,
    ),
)

SHOW_PART = Command(
    "part", "f2", "ส่วน", "ดูตารางแผน ขอบเขต เป้าหมาย ปัจจัยความสำเร็จ หรือข้อความของแผน", priority=True
)
FILTER = Command(
    "filter", "f3", "กรอง", "แสดงเฉพาะเป้าหมาย กระบวนการ ผู้รับผิดชอบ สถานะ หรือคำที่เลือก", priority=True
)
CHECK_PLAN = Command("check", "f4", "ครบถ้วน", "ดูว่าแผนยังขาดอะไร แล้วไปแก้ที่ช่องนั้น", priority=True)
SHOW_PROGRESS = Command("progress", "f6", "ผล", "บันทึกและดูผลการดำเนินงานของกิจกรรม", priority=True)
PLAN_ACTS = Command(
    "acts", "f9", "งาน", "ทบทวน เห็นชอบ ประกาศ ปรับปรุง เพิ่มตาราง ยืนยันแถว เทียบปี", priority=True
)
CONFIRM_ROW = Command(
    "confirm", "c", "ยืนยัน", "ยืนยันแถวที่ยกมาจากปีก่อนว่าทบทวนแล้ว กดซ้ำเพื่อเลิกยืนยัน", shown=False
)
ADD_TABLE = Command("add_table", "t", "เพิ่มตาราง", "เพิ่มตารางแผนของเป้าหมายและกระบวนการ", shown=False)
PICK_OWNER = Command(
    "pick_owner", "o", "ผู้รับผิดชอบ", "เลือกกองหรือตำแหน่งที่รับผิดชอบจากทะเบียน", shown=False
)
USE_KNOWLEDGE = Command(
    "use_knowledge",
    "k",
    "ใช้องค์ความรู้",
    "ใช้องค์ความรู้หรือกระบวนการที่เลือกเข้าแผน ในแถวนี้หรือเป็นแถวใหม่",
    shown=False,
)
PLAN = Page(
    "แผนการจัดการความรู้ของปี",
    (
        CELLS[0],
        SHOW_PART,
        FILTER,
        CHECK_PLAN,
        INSERT_ROW,
        SHOW_PROGRESS,
        PRINT_PLAN,
        PLAN_ACTS,
        *CELLS[1:],
        CONFIRM_ROW,
        *ROWS,
        ADD_TABLE,
        PICK_OWNER,
        USE_KNOWLEDGE,
        *LEAVING,
    ),
)

GO_TO_CELL = Command("go_to_cell", "enter", "ไปแก้", "ไปที่ช่องที่ยังขาด", priority=True)
OTHER_PANE = Command("other_pane", "tab", "สลับ", "สลับระหว่างตารางกับรายการที่ขาด", priority=True)
SHOW_ALL_GAPS = Command("show_all", "f3", "ทั้งหมด", "ดูทุกรายการที่ขาดหรือควรแก้ หรือเฉพาะที่ต้องแก้ก่อนประกาศ")
PLAN_CHECK = Page(
    "ความครบถ้วนของแผน",
    (GO_TO_CELL, OTHER_PANE, SHOW_ALL_GAPS, replace(WAIVE, keys="f6,n"), BACK, *EVERYWHERE),
)

SHOW_ENTRIES = Command("entries", "enter", "ดูผล", "ดู แก้ หรือลบผลที่บันทึกไว้ของกิจกรรมนี้", priority=True)
OTHER_LOOK = Command("look", "f2", "มุมมอง", "รายกิจกรรม สรุปตามเป้าหมายหรือผู้รับผิดชอบ ตัวเลขเทียบเป้าหมาย")
RECORD = Command("record", "f5", "บันทึกผล", "บันทึกผลของกิจกรรมที่เลือก พร้อมหลักฐาน", priority=True)
REPORTED = Command("reported", "f6", "รายงานแล้ว", "บันทึกว่าคณะกรรมการติดตามรายงานผลต่อนายกแล้ว")
PLAN_PROGRESS = Page(
    "ผลการดำเนินงานตามแผน",
    (SHOW_ENTRIES, OTHER_LOOK, RECORD, REPORTED, PRINT_PLAN, BACK, *EVERYWHERE),
)

PLAN_COMPARISON = Page("เทียบแผนสองปี", (BACK, *EVERYWHERE))


NEW_REPORT = Command("add", "f5", "รายงานแล้ว", "บันทึกว่าคณะกรรมการติดตามรายงานวันใด", priority=True)


REMOVE_REPORT = Command("remove_report", "f9", "ลบ", "ลบรายงานนี้ กู้คืนได้จากถังขยะ", priority=True)


MONITORING = Page(
    "รายงานการติดตามและประเมินผล", (CELLS[0], NEW_REPORT, PRINT, REMOVE_REPORT, *CELLS[1:], *LEAVING)
)
