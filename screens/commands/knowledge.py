"""The commands of the classification of knowledge, of the experts and of trainings."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import (
    BACK,
    CELLS,
    EVERYWHERE,
    LEAVE_LIST,
    LEAVING,
    OPEN_CELL,
    OPEN_FOUND,
    OTHER_YEAR,
    PRINT,
    ROWS,
)

ADD_KNOWLEDGE = Command("add", "f5", "เพิ่ม", "เพิ่มทีละบรรทัด: พิมพ์แล้ว Enter จบด้วย Esc", priority=True)
OTHER_KIND = Command("other_kind", "f2", "ชนิด", "สลับระหว่างองค์ความรู้กับกระบวนการที่สำคัญ", priority=True)
TO_DIVISIONS = Command(
    "to_divisions", "f3", "หน่วยงาน", "ไปที่รายชื่อหน่วยงาน ขึ้นลงเพื่อเลือก กด Enter เพื่อกลับ", priority=True
)
SHOW_DETAILS = Command(
    "details",
    "f4",
    "ข้อมูล",
    "ข้อมูลของรายการ: ประเภท แหล่งเก็บ ความสำคัญ เครื่องมือ ผู้รู้",
    priority=True,
)
COPY_YEAR = Command(
    "copy_year",
    "f6",
    "ปีก่อน",
    "คัดลอกรายการของปีก่อนมา ทีละหน่วยงานหรือทั้งหมด (คืนได้)",
    shown=False,
    priority=True,
)
PRINT_KNOWLEDGE = Command(
    "print", "f8", "พิมพ์", "พิมพ์ตารางจำแนก กระบวนการ หรือทำเนียบผู้รู้ หรือบันทึกเป็น CSV XLSX", priority=True
)
KNOWLEDGE_ACTS = Command(
    "acts", "f9", "งานอื่น", "ปีอื่น กรอง คัดลอกปีก่อน ย้าย ผู้รู้ การประชุมที่จำแนก", priority=True
)
CHOOSE_FOR_PLAN = Command(
    "choose", "c", "เข้าแผน", "เลือกเข้าแผนการจัดการความรู้ กดซ้ำคือไม่เลือก", shown=False
)
HOLDERS = Command("holders", "h", "ผู้รู้", "ระบุผู้รู้ของรายการที่เลือก", shown=False)
MOVE_TO_LIST = Command("move_to", "m", "ย้าย", "ย้ายรายการไปหน่วยงานหรือชนิดอื่น", shown=False)
FILTER_KNOWLEDGE = Command(
    "filter", "f", "กรอง", "แสดงเฉพาะที่ไม่มีผู้รู้ เลือกเข้าแผน หรือใกล้เคียงกัน", shown=False
)
SHOW_EXPERTS = Command("experts", "e", "ผู้รู้ทั้งหมด", "ดูทำเนียบผู้รู้ของปีนี้", shown=False)
KNOWLEDGE = Page(
    "จำแนกองค์ความรู้",
    (
        replace(OPEN_CELL, help="แก้รายการที่เลือก กดอีกครั้งเพื่อเก็บแล้วไปรายการถัดไป"),
        OTHER_KIND,
        TO_DIVISIONS,
        SHOW_DETAILS,
        ADD_KNOWLEDGE,
        COPY_YEAR,
        PRINT_KNOWLEDGE,
        KNOWLEDGE_ACTS,
        *CELLS[1:],
        CHOOSE_FOR_PLAN,
        HOLDERS,
        MOVE_TO_LIST,
        FILTER_KNOWLEDGE,
        SHOW_EXPERTS,
        *ROWS,
        *LEAVING,
    ),
)

OPEN_CARD = Command("change_part", "enter", "เปิด", "ระบุผู้รู้ของเรื่อง หรือวันพ้นราชการของบุคคล")
FILTER_EXPERTS = Command("filter", "f2", "กรอง", "ทั้งหมด รู้อยู่คนเดียว ใกล้พ้นราชการ หรือไม่มีผู้รู้")
EXPERTS_OF_YEAR = Command("other_year", "f3", "ปีอื่น", "ดูทำเนียบผู้รู้ของปีอื่น")
SHOW_ITEM = Command("show_item", "f4", "ไปที่รายการ", "เปิดรายการนี้ในตารางจำแนก")
EXPERTS = Page(
    "ทำเนียบผู้รู้",
    (
        OPEN_CARD,
        FILTER_EXPERTS,
        EXPERTS_OF_YEAR,
        SHOW_ITEM,
        replace(PRINT_KNOWLEDGE, priority=False),
        BACK,
        *EVERYWHERE,
    ),
)


NEW_TRAINING = Command("add", "f5", "บันทึกใหม่", "บันทึกว่าใครไปอบรม ประชุม หรือดูงานเรื่องใด", priority=True)


TRAININGS = Page(
    "การเข้ารับการพัฒนา", (OPEN_FOUND, OTHER_YEAR, NEW_TRAINING, PRINT, LEAVE_LIST, *EVERYWHERE)
)


REPORTED = Command("reported", "f2", "รายงาน", "บันทึกวันที่ส่งรายงานผล เว้นว่างคือยังไม่ส่ง", priority=True)


PUBLISHED = Command("published", "f3", "เผยแพร่", "บันทึกวันและที่ที่เผยแพร่ความรู้", priority=True)


FOLLOWED_UP = Command("followed_up", "f4", "ติดตาม", "บันทึกการติดตามของผู้บังคับบัญชา", priority=True)


TO_KNOWLEDGE = Command(
    "to_knowledge", "f5", "เป็นความรู้", "ทำเป็นองค์ความรู้ของหน่วยงาน (F5 แล้ว Enter)", priority=True
)


TRAINING_ACTS = Command("acts", "f9", "อื่น ๆ", "แก้วันอบรม หรือลบรายการ", priority=True)


TRAINING = Page(
    "การเข้ารับการพัฒนาของบุคคล",
    (
        CELLS[0],
        REPORTED,
        PUBLISHED,
        FOLLOWED_UP,
        TO_KNOWLEDGE,
        PRINT,
        TRAINING_ACTS,
        *CELLS[1:],
        *LEAVING,
    ),
)
