"""The main job through a real terminal: from the example's home screen to two printed papers."""

import subprocess
from pathlib import Path

from models.meetings.records import find_meeting
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from models.storage.store import close_store, open_store
from tests.journeys.terminal import Terminal, kmtui_in_terminal

FIRST = "ขอให้ทุกกองส่งแผนการจัดการความรู้ภายในสัปดาห์หน้า"
SECOND = "กองคลังพร้อมส่งตามกำหนด และขอคำแนะนำเรื่องแบบฟอร์ม"


def stored(home: Path) -> MeetingSnapshot:
    open_store(home / "kmtui.db")
    try:
        return read_meeting_snapshot(find_meeting(2, 2563).id)
    finally:
        close_store()


def say(terminal: Terminal, speaker_key: str, text: str) -> None:
    """A statement by the roll's number on the Thai layout, then its text and Enter."""
    terminal.type(speaker_key)
    terminal.press("Enter")
    terminal.type(text)
    terminal.press("Enter")


def test_a_newcomer_takes_minutes_with_the_thai_keyboard_and_prints_both_papers(
    tmp_path: Path,
) -> None:
    with kmtui_in_terminal(tmp_path, "demo") as terminal:
        terminal.wait_for("๒/๒๕๖๓")
        terminal.press("Enter")
        terminal.wait_for("กด F6 เมื่อเริ่ม")
        terminal.press("F6")
        terminal.wait_for("กำลังประชุม")
        terminal.press("F2")
        terminal.wait_for("ผู้มาประชุม คณะกรรมการ")
        terminal.press("F4")
        terminal.wait_for("มา ๘ จาก ๙ (ว่าง ๑)")
        terminal.press("Escape")
        terminal.press("F5")
        say(terminal, "ๅ", FIRST)  # the key 1 under the Thai layout
        say(terminal, "ภ", SECOND)  # the key 4
        terminal.wait_for("กองคลังพร้อมส่งตามกำหนด")
        terminal.press("Escape", "F4")
        terminal.wait_for("มติที่ประชุม")
        terminal.type("/")  # the key 2: endorsed
        terminal.wait_for("มีมติเห็นชอบ")
        terminal.press("Enter")
        terminal.wait_for("มติ ๑ เห็นชอบ")
        for key, paper in (("1", "รายงานการประชุม 2-2563"), ("2", "รายชื่อผู้เข้าประชุม 2-2563")):
            terminal.press("F8", key, "Enter")
            terminal.wait_for(paper)

    room = stored(tmp_path)
    said = [
        (each.speaker.name if each.speaker else "", each.text)
        for item in room.items
        for each in item.statements
    ]
    assert said == [("นายราเชนทร์ เพียรดี", FIRST), ("นางแสงจันทร์ เพ็ญมาก", SECOND)]
    assert [made.outcome for item in room.items for made in item.resolutions] == ["endorsed"]
    papers = sorted((tmp_path / "documents").glob("*.pdf"))
    assert len(papers) == 2
    texts = [
        subprocess.run(["pdftotext", "-raw", paper, "-"], capture_output=True, text=True).stdout
        for paper in papers
    ]
    assert any(FIRST[:20] in text for text in texts)
    assert all("นางแสงจันทร์ เพ็ญมาก" in text for text in texts)
