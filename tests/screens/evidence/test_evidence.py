"""The evidence board: what it says of the example, and where its rows lead."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from kmtui.thai.digits import thai_digits
from models.evidence.attachments import AttachmentKind, attach, attachments_of
from models.plan.monitoring import REPORT_KIND
from models.plan.records import KmPlan, PlanReport
from models.plan.views import read_plan
from screens.committees.approval import ApprovalScreen
from screens.evidence.attachments import AttachmentsScreen
from screens.evidence.board import EvidenceScreen
from screens.knowledge.trainings import TrainingsScreen
from screens.memos.memo import MemoScreen
from screens.memos.memos import MemosScreen
from screens.plan.monitoring import MonitoringScreen
from screens.plan.progress import PlanProgressScreen
from screens.printing.printing import PrintDialog
from screens.printing.progress import ExportProgress
from screens.questionnaires.assessment import AssessmentScreen
from screens.questionnaires.survey import SurveyScreen
from tests.builders import a_form
from tests.screens.evidence.live_evidence import YEAR, LiveEvidence, a_live_screen
from tests.screens.people.register_screens import HOSTILE

WIDE = (120, 40)


def board() -> EvidenceScreen:
    return EvidenceScreen(YEAR)


async def open_gap(live: LiveEvidence, line: int, words: str) -> None:
    """Go down to a line, into its gaps, to the one with these words, and open it."""
    await live.press(*["down"] * line)
    await live.press("enter")
    screen = live.app.screen
    assert isinstance(screen, EvidenceScreen)
    found = screen.line
    assert found is not None
    at = next(at for at, gap in enumerate(found.gaps) if words in gap.label)
    await live.press(*["down"] * at)
    await live.press("enter")


async def test_steps_and_items_show_their_state_by_sign_and_word(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, board) as live:
        assert "แฟ้มหลักฐานประจำปี ปีงบประมาณ ๒๕๖๔" in live.screen
        assert "ขั้นตอน ๖ ขั้น" in live.screen
        assert "องค์ประกอบ LO ๘ ข้อ" in live.screen
        assert "✓ ครบ    ๓ จัดทำแผนการจัดการความรู้" in live.screen
        assert "✗ ขาด ๑  ๖ รับฟังความคิดเห็น" in live.screen
        await live.press(*["down"] * 5)
        assert "ขาดสรุปผลแบบสำรวจ" in live.screen
        assert "! เกินกำหนด" in live.screen
        assert "ข้อสังเกต: ประเมินตนเองแล้ว ๐/๒๔ ข้อ" in live.screen


async def test_each_evidence_gap_opens_the_screen_that_closes_it(tmp_path: Path) -> None:
    ways: tuple[tuple[int, str, type[Screen[Any]]], ...] = (
        (0, "เลขที่บันทึก", ApprovalScreen),
        (3, "หลักฐานของกิจกรรม", PlanProgressScreen),
        (3, "รายงานผลการเข้ารับ", TrainingsScreen),
        (4, "รายงานของคณะกรรมการ", MonitoringScreen),
        (5, "สรุปผลแบบสำรวจ", SurveyScreen),
        (10, "เลขที่บันทึก", MemoScreen),
    )
    async with a_live_screen(tmp_path, board) as live:
        for line, words, kind in ways:
            await open_gap(live, line, words)
            await live.until(lambda kind=kind: live.is_on(kind))  # type: ignore[misc]
            await live.press("escape")
            await live.until(lambda: live.is_on(EvidenceScreen))
            await live.press("escape", *["up"] * line)


async def test_a_proof_of_the_evidence_board_is_printed(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, board) as live:
        await live.press("down", "down", "enter", "enter")
        assert live.is_on(PrintDialog)
        await live.press("1", "1")
        await live.until(lambda: any(live.workspace.paths.documents.glob("*.pdf")))


async def test_printing_the_binder_shows_a_bar_until_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.progress.AFTER_S", 0.0)
    async with a_live_screen(tmp_path, board) as live:
        shown = list[str]()

        async def watch() -> None:
            while True:
                rows = live.screen.split("\n")
                shown.extend(row for row in rows if "กำลังจัดทำ แฟ้มหลักฐาน" in row)
                await asyncio.sleep(0.01)

        watching = asyncio.create_task(watch())
        await live.press("f8", "1", "1")
        await live.until(lambda: any(live.workspace.paths.documents.glob("*.pdf")))
        await live.until(lambda: not live.app.screen.query(ExportProgress))
        watching.cancel()
        counts = list(dict.fromkeys(row.split()[1] for row in shown))
        assert len(counts) > 1
        assert counts == sorted(counts)
        assert set(counts) <= {thai_digits(f"{done}/8") for done in range(1, 9)}


async def test_each_screen_of_the_year_opens_from_the_board_by_one_key(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, board) as live:
        for key, kind in (
            ("f3", MemosScreen),
            ("f4", TrainingsScreen),
            ("f5", AssessmentScreen),
            ("f6", SurveyScreen),
            ("f7", AttachmentsScreen),
            ("f9", MonitoringScreen),
        ):
            await live.press(key)
            assert live.is_on(kind), key
            await live.press("escape")
        await live.press("f2")
        await live.press("ctrl+u")
        await live.type("2570\n")
        assert "ปีงบประมาณ ๒๕๗๐" in live.screen
        await live.press("f9")
        assert "ปีนี้ยังไม่มีแผน" in live.messages


async def test_the_evidence_board_shows_gaps_closed_by_other_users(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, board) as live:
        live.other(a_form, YEAR, "4" * 10)
        await live.until(lambda: "✓ ครบ    ๖ รับฟังความคิดเห็น" in live.screen)


async def test_the_evidence_board_shows_hostile_text_as_text(tmp_path: Path) -> None:
    def hostile() -> None:
        KmPlan.update(title=HOSTILE).execute()

    async with a_live_screen(tmp_path, board, hostile, size=WIDE) as live:
        await live.press("down", "down")
        assert "[/] [@click=app.quit]x[/]" in live.screen


async def test_the_monitoring_report_is_recorded_and_deleted(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, lambda: MonitoringScreen(YEAR)) as live:
        await live.press("f5")
        await live.press("ctrl+u")
        await live.type("5 ต.ค. 64\n")
        await live.move_cursor_to_field("findings")
        await live.press("enter")
        await live.type("ดำเนินการได้ตามแผน\tควรติดตามรายไตรมาส\n")
        [report] = live.other(read_plan, YEAR).reports
        assert report.findings == "ดำเนินการได้ตามแผน"
        assert report.suggestions == "ควรติดตามรายไตรมาส"
        live.other(PlanReport.update(note=HOSTILE).execute)
        await live.until(lambda: "[@click=app.quit]" in live.screen)
        await live.press("f9")
        await live.press("left", "enter")
        assert live.other(read_plan, YEAR).reports == ()
        assert live.other(REPORT_KIND.deleted_rows)


async def test_a_pdf_is_attached_renamed_moved_and_removed(tmp_path: Path) -> None:
    paper = tmp_path / "คู่มือ.pdf"
    paper.write_bytes(b"%PDF-1.4")
    async with a_live_screen(tmp_path, lambda: AttachmentsScreen(YEAR)) as live:
        await live.press("f5", "1")
        await live.press("enter")
        await live.type(f"\n{tmp_path}/ไม่มี.pdf\n")
        assert "ตรวจชื่อและที่อยู่ของแฟ้ม" in live.screen.replace("\n", "").replace(" ", "")
        await live.press("escape", "tab", "enter")
        await live.press("f5", "1")
        await live.press("enter")
        await live.type(f"\n{paper}\n")
        [attached] = live.other(attachments_of, YEAR)
        assert (attached.kind, attached.lo_item) == (AttachmentKind.WORK_MANUAL, 4)
        assert attached.path.read_bytes() == b"%PDF-1.4"
        assert "✓ มี" in live.screen
        await live.press("enter", "1")
        await live.type(" ฉบับใหม่\n")
        await live.press("enter", "2")
        await live.press("3")
        [moved] = live.other(attachments_of, YEAR)
        assert (moved.title, moved.lo_item) == ("คู่มือการปฏิบัติงาน ฉบับใหม่", 3)
        await live.press("enter", "4")
        await live.press("left", "enter")
        assert live.other(attachments_of, YEAR) == ()


async def test_an_attachment_with_a_missing_file_is_marked(tmp_path: Path) -> None:
    def gone() -> None:
        paper = tmp_path / "ก.pdf"
        paper.write_bytes(b"%PDF-1.4")
        attach(YEAR, 4, AttachmentKind.OTHER, HOSTILE, paper)
        attachments_of(YEAR)[0].path.unlink()

    async with a_live_screen(tmp_path, lambda: AttachmentsScreen(YEAR), gone) as live:
        assert "✗ หาไม่พบ" in live.screen
        assert "[/]" in live.screen


async def test_an_evidence_gap_is_waived_with_a_reason_and_restored(tmp_path: Path) -> None:
    async with a_live_screen(tmp_path, board, size=WIDE) as live:
        await live.press(*["down"] * 5)
        await live.press("n")
        assert "เลือกสิ่งที่ขาดก่อน" in live.app.heard[-1]
        await live.press("enter", "n")
        assert "ไม่ดำเนินการ: สรุปผลแบบสำรวจความพึงพอใจ" in live.screen
        await live.type("\n")
        await live.type("[/red] ไม่มีงบ\n")
        assert "✓ ครบ    ๖ รับฟังความคิดเห็น" in live.screen
        assert "– สรุปผลแบบสำรวจความพึงพอใจ  เพราะ[/red] ไม่มีงบ" in live.screen
        await live.press("enter")
        assert "กด N เพื่อกลับมานับ" in live.app.heard[-1]
        await live.press("n", "enter")
        assert "✗ ขาด ๑  ๖ รับฟังความคิดเห็น" in live.screen
