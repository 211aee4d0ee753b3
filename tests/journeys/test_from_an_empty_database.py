"""From nothing to two papers by keys: office, division, post, person, order, meeting, printing."""

from __future__ import annotations

import time
from pathlib import Path

from models.committees.views import OrderView, find_order, read_order
from models.meetings.records import find_meeting
from models.storage.store import close_store, open_store
from tests.journeys.terminal import PATIENCE_S, Terminal, kmtui_in_terminal

PEOPLE = (
    ("นายพสุธร รัชตพงษ์", "นายกเทศมนตรี"),
    ("นายราเชนทร์ เพียรดี", "ปลัดเทศบาล"),
    ("นางสาวน้ำฝน สืบเสน", "หัวหน้าสำนักปลัด"),
)
COMMITTEE = "คณะกรรมการจัดการความรู้"


def enter(terminal: Terminal, *lines: str) -> None:
    """Type each line and press Enter."""
    for line in lines:
        if line:
            terminal.type(line)
        terminal.press("Enter")


def go_to(terminal: Terminal, way: str) -> None:
    """Open a way of the first screen by its words, wherever it stands among the others."""
    terminal.wait_for("ปีงบประมาณ")
    # The ways may be more than the screen holds: from the top they are counted.
    terminal.press("Home")
    shown = [line.strip() for line in terminal.wait_for(f"  {way} ").splitlines()]
    tops = ("การประชุม ", "✓ ๑ หน่วยงาน", "▸ ๑ หน่วยงาน")  # the order of work is above the ways
    first = next(place for place, line in enumerate(shown) if line.startswith(tops))
    at = next(place for place, line in enumerate(shown) if line.startswith(f"{way} "))
    terminal.press(*["Down"] * (at - first), "Enter")


def found_office(terminal: Terminal) -> None:
    terminal.wait_for("เริ่ม")
    terminal.press("Enter")
    terminal.wait_for("ตั้งชื่อหน่วยงาน")
    enter(terminal, "เทศบาลตำบลทดสอบ", "เมือง", "เลย", "")
    terminal.wait_for("ลำดับงานเมื่อเริ่มใช้")
    # This office finds its own way: without the order of work all ways are on one screen.
    terminal.press("F2")
    terminal.wait_without("ลำดับงานเมื่อเริ่มใช้")


def register(terminal: Terminal) -> None:
    """A division, three posts in it, three people in the posts."""
    go_to(terminal, "บุคลากรและตำแหน่ง")
    terminal.wait_for("กด F5 เพิ่มบุคคลแรก")
    terminal.press("F3")
    terminal.wait_for("ยังไม่มีหน่วยงาน กด F7")
    terminal.press("F5")
    terminal.wait_for("ชื่อหน่วยงาน")
    enter(terminal, "สำนักปลัดเทศบาล", "")
    terminal.wait_for("๑ หน่วยงาน")
    terminal.press("Escape", "F2")
    terminal.wait_for("ยังไม่มีตำแหน่ง กด F7")
    for _name, post in PEOPLE:
        terminal.press("F5")
        terminal.wait_for("ชื่อที่ใช้ลงนาม")
        enter(terminal, post, "", "", "")
        terminal.wait_for("สังกัดหน่วยงานใด")
        terminal.press("Enter")
        terminal.wait_for("กด F4 ให้บุคคลดำรงตำแหน่ง")
        terminal.press("Escape")
        terminal.wait_for("ผู้ดำรงตำแหน่งวันนี้")
    terminal.press("Escape")
    terminal.wait_for("ตำแหน่งวันนี้")
    for name, post in PEOPLE:
        add_person(terminal, name, post)
    terminal.press("Escape")
    terminal.wait_for("ปีงบประมาณ")


def add_person(terminal: Terminal, name: str, post: str) -> None:
    """A new person who has held the post since long ago."""
    terminal.press("F5")
    terminal.wait_for("เช่น จ.ส.อ.")
    enter(terminal, name)
    terminal.wait_for("ยังไม่เคยดำรงตำแหน่งใด")
    terminal.press("F4")
    terminal.wait_for("ดำรงตำแหน่งใด")
    enter(terminal, post)
    terminal.wait_for("รักษาราชการแทน")
    terminal.press("Enter")
    terminal.wait_for("ตั้งแต่วันที่")
    terminal.press("Enter", "End", "C-u")
    enter(terminal, "1/10/62", "")
    terminal.wait_for("● ดำรงอยู่")
    terminal.press("Escape")
    terminal.wait_for("ตำแหน่งวันนี้")


def write_and_issue(terminal: Terminal) -> None:
    """A draft with one committee of two seats and a duty; issued under a number of its own."""
    go_to(terminal, "คณะกรรมการและคำสั่ง")
    terminal.wait_for("กด F5 ร่างคำสั่ง")
    terminal.press("F5")
    terminal.wait_for("ร่างคำสั่งแต่งตั้งคณะกรรมการ")
    enter(terminal, f"แต่งตั้ง{COMMITTEE}")
    terminal.wait_for("○ ร่าง")
    terminal.press("F4")
    terminal.wait_for("ชื่อภาษาอังกฤษ")
    enter(terminal, COMMITTEE, "")
    terminal.wait_for("คณะนี้ทำอะไร")
    terminal.press("Enter")
    terminal.wait_for("ยังไม่มีกรรมการ")
    terminal.press("F2")
    for number, (post, role) in enumerate((("ปลัดเทศบาล", "ๅ"), ("สำนักปลัด", "ภ")), 1):
        terminal.wait_for(f"ลำดับที่ {'๐๑๒'[number]}")
        enter(terminal, post)
        terminal.wait_for("กรรมการและผู้ช่วยเลขานุการ")
        terminal.type(role)  # the keys 1 and 4 under the Thai layout
    terminal.wait_for("ลำดับที่ ๓")
    terminal.press("Escape", "F3")
    terminal.wait_for("หน้าที่ข้อ ๑")
    enter(terminal, "จัดทำแผนการจัดการความรู้ประจำปี")
    terminal.wait_for("หน้าที่ข้อ ๒")
    terminal.press("Escape")
    terminal.wait_for("Enter แก้ไข")
    terminal.press("Home", "Down", "Enter")
    terminal.wait_for("เหตุผลและข้อกฎหมาย")
    terminal.wait_for("องค์การแห่งการเรียนรู้")
    terminal.press("Enter")
    terminal.wait_for("Enter แก้ไข")
    write_memo(terminal)
    terminal.press("F6")
    terminal.wait_for("เลขถัดไปที่ว่าง")
    terminal.press("End", "C-u")
    enter(terminal, "๑๗ ก.ย. ๖๓", "881")
    terminal.wait_for("● ออกแล้ว")
    terminal.press("F8")
    terminal.wait_for("สำเนาคู่ฉบับ")
    terminal.press("1", "Enter")
    terminal.wait_for("บันทึกแล้ว")
    terminal.press("Escape")
    terminal.wait_for("๘๘๑/๒๕๖๓")
    terminal.press("Escape")
    terminal.wait_for("ปีงบประมาณ")


def write_memo(terminal: Terminal) -> None:
    """The memo that asks to approve the draft, begun from it; printed before it is issued."""
    terminal.wait_for("Enter แก้ไข")
    terminal.press("F5")
    terminal.wait_for("บันทึกขออนุมัติ ร่างคำสั่ง")
    # The memo asks before the order is given: its date is the third row.
    terminal.press("Down", "Down", "Enter")
    terminal.wait_for("Enter ตกลง")
    terminal.press("End", "C-u")
    enter(terminal, "16/9/63")
    terminal.wait_for("๑๖ กันยายน ๒๕๖๓")
    terminal.press("F8")
    terminal.wait_for("พิมพ์ ร่างคำสั่ง")
    terminal.press("1", "Enter")
    terminal.wait_for("บันทึกแล้ว")
    terminal.press("Escape")
    terminal.wait_for("○ ร่าง")


def plan_and_print(terminal: Terminal) -> None:
    """A meeting of the committee, its invitation and its blank attendance sheet."""
    go_to(terminal, "การประชุม")
    terminal.wait_for("กด F5 เพื่อนัดประชุมครั้งแรก")
    terminal.press("F5")
    terminal.wait_for("ครั้งถัดไปที่ว่าง")
    terminal.wait_for("เว้นว่าง = ครั้งถัดไป")
    enter(terminal, "22/9/63", "14.00", "ห้องประชุม", "18/9/63", "")
    terminal.wait_for("นัดประชุมครั้งที่ ๑/๒๕๖๓ แล้ว")
    for word in ("หนังสือเชิญประชุม", "ใบลงชื่อเปล่า"):
        terminal.press("F8")
        row = next(line for line in terminal.wait_for(word).splitlines() if word in line)
        number = next(mark for mark in row if mark in "๑๒๓๔๕๖๗๘๙")
        terminal.type(number)
        terminal.wait_for(f"{word} ครั้งที่")
        terminal.press("Enter")
        terminal.wait_without("Esc ยกเลิก")


def stored(home: Path) -> tuple[OrderView, int]:
    open_store(home / "kmtui.db")
    try:
        meeting = find_meeting(1, 2563)
        return read_order(find_order(881, 2563).id), meeting.attendance.count()
    finally:
        close_store()


def test_a_new_office_prints_its_first_invitation_using_only_keys(tmp_path: Path) -> None:
    with kmtui_in_terminal(tmp_path) as terminal:
        found_office(terminal)
        register(terminal)
        write_and_issue(terminal)
        plan_and_print(terminal)
        papers = wait_for_papers(terminal, tmp_path, 4)

    order, seats = stored(tmp_path)
    assert order.signer_name == PEOPLE[0][0]
    assert [seat.label for seat in order.committees[0].seats] == [post for _, post in PEOPLE[1:]]
    assert seats == 2
    assert sorted(path.name.split()[0] for path in papers) == [
        "คำสั่ง",
        "บันทึกขออนุมัติ",
        "หนังสือเชิญประชุม",
        "ใบลงชื่อ",
    ]


def wait_for_papers(terminal: Terminal, home: Path, count: int) -> list[Path]:
    """The PDF files, once there are so many."""
    end = time.monotonic() + PATIENCE_S
    while True:
        papers = sorted((home / "documents").glob("*.pdf"))
        if len(papers) >= count:
            return papers
        assert time.monotonic() < end, terminal.screen()
        time.sleep(0.05)
