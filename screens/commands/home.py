"""The commands of the first screens: the menu (หน้าหลัก), and the first start of an office."""

from __future__ import annotations

from screens.commands.command import Command, Page
from screens.commands.everywhere import EVERYWHERE, OPEN_CHOSEN, OPEN_FOUND

QUIT = Command("quit_program", "escape", "ออก", "ออกจากโปรแกรม ถ้ามีสิ่งที่ยังบันทึกไม่ครบจะถามก่อน")
FIRST_STEPS = Command(
    "first_steps", "f2", "ลำดับงาน", "ซ่อนหรือแสดงลำดับงานเมื่อเริ่มใช้ จากหน่วยงานถึงรายงานฉบับแรก"
)
HOME = Page("หน้าหลัก", (OPEN_CHOSEN, FIRST_STEPS, QUIT, *EVERYWHERE))

FIRST_START = Page("เริ่มใช้ครั้งแรก", (OPEN_FOUND, QUIT, *EVERYWHERE))
