"""What a plan lacks, what became of it, and two years side by side."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kmtui.thai.digits import thai_digits
from models.editing.record_kind import cleaned
from models.plan.cells import ACTIVITY_KIND, PLAN_KIND
from models.plan.progress import EvidenceKind, ProgressDraft, ProgressStatus, record_progress
from models.plan.records import PlanActivity
from models.plan.rules import completeness
from models.plan.values import Plan
from screens.dialogs.choices import ConfirmDialog
from screens.plan.check import PlanCheckScreen
from screens.plan.comparison import PlanComparisonScreen
from screens.plan.progress import PlanProgressScreen
from tests.builders import by
from tests.screens.plan.live_plan import a_live_plan, in_one_go
from tests.screens.widgets.test_sanitize import SHORT

NARROW = (80, 24)


async def test_enter_on_a_plan_gap_opens_its_cell(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path, size=NARROW) as plan:
        await plan.press("f4")
        assert isinstance(plan.app.screen, PlanCheckScreen)
        found = completeness(plan.plan)
        assert not found.blocking
        assert f"ควรแก้อีก {thai_digits(len(found.gaps))} รายการ" in plan.screen
        await plan.press("right", "right", "right")  # to the target groups
        assert "✗ ขาด ๖" in plan.screen
        await plan.press("enter")
        await plan.press("enter")
        await plan.type("พนักงาน\n")
        assert plan.rows[0].target_group == "พนักงาน"


async def test_enter_on_a_listed_plan_gap_opens_the_cell_that_closes_it(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path) as plan:
        gaps = completeness(plan.plan).gaps
        at = next(at for at, gap in enumerate(gaps) if gap.field == "method")
        await plan.press("f4", "tab")
        await plan.press(*["down"] * at)
        await plan.press("enter")
        await plan.press("enter")
        await plan.type("ประชุม\n")
        assert plan.plan.activity(gaps[at].activity_id or 0).method == "ประชุม"


async def test_a_plan_gap_is_waived_with_a_reason_and_restored(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path, size=NARROW) as plan:
        gaps = completeness(plan.plan).gaps
        at = next(at for at, gap in enumerate(gaps) if gap.field == "method")
        await plan.press("f4", "tab", *["down"] * at, "n")
        await plan.type("ใช้วิธีเดิม\n")
        found = completeness(plan.plan)
        assert [gap for gap, _ in found.waived] == [gaps[at]]
        await plan.press(*["end"])
        assert "ไม่ดำเนินการ เพราะใช้วิธีเดิม" in plan.screen
        await plan.press("f6", "enter")
        assert completeness(plan.plan).gaps == gaps


async def test_results_are_recorded_with_evidence_corrected_and_removed(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path, size=NARROW) as plan:
        await plan.press("down", "f6", "f5")
        await plan.press("3", "4")  # done, a web page
        await plan.type("30 ก.ย. 65\n80\nอบรมครบ\nhttps://www.example.go.th/km\n")
        [entry] = plan.rows[0].progress
        assert (entry.status, entry.on_date) == (ProgressStatus.DONE, date(2022, 9, 30))
        assert (entry.actual_number, entry.note) == (80, "อบรมครบ")
        assert (entry.evidence_kind, entry.evidence) == (
            EvidenceKind.LINK,
            "https://www.example.go.th/km",
        )
        assert "✓ แล้วเสร็จ" in plan.screen
        assert "แล้วเสร็จ ๑ จาก ๒๕" in plan.screen
        await plan.press("enter", "1", "1", "4", "1")
        await plan.type("\n\nไม่มีงบประมาณ\n")
        [entry] = plan.rows[0].progress
        assert (entry.status, entry.evidence) == (ProgressStatus.STOPPED, "")
        assert entry.note.endswith("ไม่มีงบประมาณ")
        await plan.press("enter", "1", "2")
        assert not plan.rows[0].progress
        await plan.press("f5", "2", "2")  # underway, a document
        await plan.type("รายงานการประชุม\n2/2563\n\n\n\n")
        [entry] = plan.rows[0].progress
        assert entry.evidence_kind == EvidenceKind.DOCUMENT
        assert entry.evidence.endswith("๒/๒๕๖๓")


async def test_progress_compares_figures_with_targets_and_plans_of_two_years(
    tmp_path: Path,
) -> None:
    def measured(plan: Plan) -> None:
        for row, actual in zip(plan.activities[:2], (60, 20), strict=True):
            by("น้ำฝน", ACTIVITY_KIND.replace, row.id, "target_number", 0, "50")
            draft = ProgressDraft(date(2022, 1, 1), ProgressStatus.UNDERWAY, actual)
            by("น้ำฝน", record_progress, row.id, draft)
        by("น้ำฝน", ACTIVITY_KIND.replace, plan.activities[0].id, "target", 0, "เป้าใหม่")

    async with a_live_plan(tmp_path, measured) as plan:
        await plan.press("f6")
        assert isinstance(plan.app.screen, PlanProgressScreen)
        assert "██████████ ๑๒๐%" in plan.screen
        await plan.press("f2", "5")
        assert "✓ ถึงเป้า" in plan.screen
        assert "✗ ยังไม่ถึง" in plan.screen
        await plan.press("f2", "4")
        assert "หัวหน้าส่วนราชการแต่ละส่วน" in plan.screen
        await plan.press("f6", "enter")
        assert plan.plan.reports
        await plan.press("escape", "f9", "6", "enter")
        assert isinstance(plan.app.screen, PlanComparisonScreen)
        assert "≠ เปลี่ยน ๒" in plan.screen
        assert "เป้าใหม่" in plan.screen


async def test_reporting_a_plan_deleted_elsewhere_shows_the_refusal_and_no_success(
    tmp_path: Path,
) -> None:
    async with a_live_plan(tmp_path, size=NARROW) as plan:
        await plan.press("f6")
        assert isinstance(plan.app.screen, PlanProgressScreen)
        await plan.press("f6")
        await plan.until(lambda: isinstance(plan.app.screen, ConfirmDialog))
        plan.other(by, "ปราณี", PLAN_KIND.soft_delete, plan.plan.id)
        await plan.press("enter")
        await plan.until(lambda: any("แผนนี้ถูกลบไปแล้ว" in said for said in plan.app.heard))
        assert not any("บันทึกการรายงานผลแล้ว" in said for said in plan.app.heard)


async def test_hostile_texts_crash_no_view_of_the_progress(tmp_path: Path) -> None:
    fields = ("title", "target_unit", "owner_text", "indicator")

    def hostile(plan: Plan) -> None:
        for at, row in enumerate(plan.activities):
            text = "ก" + SHORT[at % len(SHORT)]
            said = dict.fromkeys(fields, cleaned(text))
            changed = PlanActivity.update({**said, "target_number": 5})
            changed.where(PlanActivity.id == row.id).execute()
            kind = EvidenceKind.LINK
            draft = ProgressDraft(date(2022, 1, 1), ProgressStatus.DONE, 1, text, kind, text)
            by(SHORT[0], record_progress, row.id, draft)

    async with a_live_plan(tmp_path, lambda plan: in_one_go(hostile, plan)) as plan:
        await plan.press("f6")
        for look in "45":
            await plan.press("f2", look, "ctrl+end")
        await plan.press("enter", "escape", "escape")
        await plan.press("f9", "6", "enter", "ctrl+end")
        assert isinstance(plan.app.screen, PlanComparisonScreen)
