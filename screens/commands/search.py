"""The commands of the full-text search."""

from __future__ import annotations

from msgspec.structs import replace

from screens.commands.command import Command, Page
from screens.commands.everywhere import HELP, LEAVE_LIST, OPEN_FOUND, REDRAW

BY_KIND = Command(
    "by_kind", "f2", "ประเภท", "ค้นเฉพาะประเภทเดียว เช่น คำพูด มติ องค์ความรู้", priority=True
)


BY_YEAR = Command("by_year", "f3", "ปี", "ค้นเฉพาะปีเดียว", priority=True)


BY_DIVISION = Command("by_division", "f4", "หน่วยงาน", "ค้นเฉพาะหน่วยงานเดียว", priority=True)


SEARCH_WIDELY = Command("widely", "f5", "ทั้งหมด", "เลิกกรอง ค้นทุกประเภท ทุกปี ทุกหน่วยงาน", priority=True)


SEARCH = Page(
    "ค้นหา",
    (
        replace(OPEN_FOUND, help="ไปยังที่ที่พบ"),
        BY_KIND,
        BY_YEAR,
        BY_DIVISION,
        SEARCH_WIDELY,
        replace(LEAVE_LIST, help="กลับไปจอก่อนหน้า คำค้นยังอยู่เมื่อกลับมา"),
        replace(HELP, keys="f1,f10"),
        REDRAW,
    ),
)
