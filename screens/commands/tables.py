"""The commands of every table that is edited in place."""

from __future__ import annotations

from screens.commands.command import Command
from screens.commands.everywhere import BACK, EVERYWHERE
from screens.commands.maintenance import SHOW_HISTORY

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
LOOKING = (BACK, *EVERYWHERE)
