"""The commands of the checks: findings, explanations, fixes, findings set aside."""

from __future__ import annotations

from screens.commands.command import Command, Page
from screens.commands.everywhere import EVERYWHERE, LEAVE_LIST, OPEN_FOUND

CHECK_AGAIN = Command("check_again", "f5", "ตรวจใหม่", "อ่านข้อมูลแล้วตรวจใหม่ทั้งหมด")
EXPLAIN = Command("explain", "f2", "เหตุผล", "แสดงว่าการตรวจนี้ดูอะไร และอ้างหลักเกณฑ์ใด")
FILTER_FINDINGS = Command("filter", "f3", "กรอง", "แสดงเฉพาะระดับหรือกลุ่มที่เลือก")
MEND = Command("mend", "f4", "แก้ให้", "แสดงข้อความเดิมข้างข้อความใหม่ แล้วแก้เมื่อตอบตกลง")
SET_ASIDE = Command("set_aside", "f6", "พักไว้", "พักข้อนี้ไว้พร้อมเหตุผล ข้อที่พักแล้วจะนำกลับมา")
UNDO_MENDING = Command("undo", "f7", "เลิกทำ", "เลิกการแก้หรือการพักครั้งล่าสุด", priority=True)
REDO_MENDING = Command("redo", "f8", "ทำซ้ำ", "ทำสิ่งที่เพิ่งเลิกทำอีกครั้ง", shown=False, priority=True)
SHOW_ASIDE = Command("show_aside", "f9", "ที่พักไว้", "แสดงข้อที่พักไว้ หรือกลับไปรายการที่พบ")
CHECKS_PAGE = Page(
    "ตรวจสอบ",
    (
        OPEN_FOUND,
        EXPLAIN,
        FILTER_FINDINGS,
        MEND,
        CHECK_AGAIN,
        SET_ASIDE,
        UNDO_MENDING,
        REDO_MENDING,
        SHOW_ASIDE,
        LEAVE_LIST,
        *EVERYWHERE,
    ),
)
