"""The commands of the texts that were left and wait for a choice."""

from __future__ import annotations

from screens.commands.command import Command, Page
from screens.commands.everywhere import BACK, EVERYWHERE

DECIDE = Command("change_part", "enter", "เลือก", "แสดงข้อความที่ค้างข้างข้อความที่เก็บไว้ แล้วเลือก")
GIVE_UP = Command("give_up", "delete", "ทิ้ง", "ทิ้งข้อความที่ค้าง โปรแกรมถามก่อน")
UNDECIDED = Page("ข้อความค้าง", (DECIDE, GIVE_UP, BACK, *EVERYWHERE))
