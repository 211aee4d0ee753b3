"""From the evidence board to where a gap is mended or a proof is printed; and into the board."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from kmtui.thai.dates import fiscal_year
from models.evidence.values import Gap, GapKind, Proof, Where
from models.plan.values import PlanLine
from models.plan.views import read_plans
from screens.base import KmScreen

Screen = KmScreen[Any]


async def open_evidence(screen: Screen) -> None:
    """Open this fiscal year's board; where it has no plan, that of the latest plan there is."""
    from screens.evidence import EvidenceScreen

    plans = await screen.attempt(read_plans)
    if plans is None:
        return
    years = [each.fiscal_year for each in plans]
    this_year = fiscal_year(date.today())
    chosen = this_year if this_year in years or not years else max(years)
    await screen.app.push_screen(EvidenceScreen(chosen))


async def open_proof(screen: Screen, proof: Proof, year: int) -> None:
    """Print a document, or show the paper that was attached."""
    from screens.attachments import AttachmentsScreen
    from screens.evidence_paper import print_proof

    if proof.attachment is not None:
        await screen.app.push_screen(AttachmentsScreen(year, proof.attachment.id))
    else:
        await print_proof(screen, proof)


async def open_gap(screen: Screen, gap: Gap, year: int) -> None:
    """Go where a gap is mended."""
    await _OPENED[gap.where](screen, gap, year)


async def open_monitoring(screen: Screen, year: int) -> None:
    """Open the second committee's report; a year without a plan has none."""
    from screens.monitoring import MonitoringScreen

    if await _plan_of(screen, year) is None:
        screen.tell("ปีนี้ยังไม่มีแผน สร้างที่ แผนการจัดการความรู้ ก่อน")
    else:
        await screen.app.push_screen(MonitoringScreen(year))


async def _plan_of(screen: Screen, year: int) -> PlanLine | None:
    plans = await screen.attempt(read_plans) or ()
    return next((each for each in plans if each.fiscal_year == year), None)


async def _orders(screen: Screen, gap: Gap, _year: int) -> None:
    """The memo without a number at its order; else the orders."""
    from screens.memos import open_order_memo, read_register
    from screens.orders import OrdersScreen

    register = await screen.attempt(read_register, None) if gap.record_id is not None else None
    approvals = register.approvals if register is not None else ()
    order = next((id_ for id_, each in approvals if each.memo_id == gap.record_id), None)
    if order is not None:
        await open_order_memo(screen, order)
    else:
        await screen.app.push_screen(OrdersScreen())


async def _meetings(screen: Screen, gap: Gap, year: int) -> None:
    """The meeting's room; without one the list. An invitation is a paper, or was attached."""
    from screens.attachments import AttachmentsScreen
    from screens.meetings import MeetingsScreen
    from screens.room import RoomScreen

    if gap.kind == GapKind.INVITATION:
        screen.tell("แนบหนังสือเชิญที่สแกนไว้ (F5) หรือบันทึกวันแจ้งในห้องประชุม")
        await screen.app.push_screen(AttachmentsScreen(year))
    elif gap.record_id is not None:
        await screen.app.push_screen(RoomScreen(gap.record_id))
    else:
        await screen.app.push_screen(MeetingsScreen())


async def _knowledge(screen: Screen, _gap: Gap, year: int) -> None:
    from screens.knowledge import KnowledgeScreen

    await screen.app.push_screen(KnowledgeScreen(year))


async def _plan(screen: Screen, gap: Gap, year: int) -> None:
    """The report, the results of an activity, or the plan itself."""
    from screens.plan import PlanScreen
    from screens.plan_progress import PlanProgressScreen
    from screens.plans import PlansScreen

    plan = await _plan_of(screen, year)
    if plan is None:
        await screen.app.push_screen(PlansScreen())
    elif gap.kind == GapKind.MONITORING_REPORT:
        await open_monitoring(screen, year)
    elif gap.kind == GapKind.PROGRESS:
        await screen.app.push_screen(PlanProgressScreen(year, gap.record_id))
    else:
        await screen.app.push_screen(PlanScreen(plan.id, year))


async def _memos(screen: Screen, gap: Gap, year: int) -> None:
    from screens.memo import MemoScreen
    from screens.memos import MemosScreen

    found = MemoScreen(gap.record_id) if gap.record_id is not None else MemosScreen(year)
    await screen.app.push_screen(found)


async def _training(screen: Screen, gap: Gap, year: int) -> None:
    from screens.training import TrainingsScreen
    from screens.training_record import TrainingScreen

    record = gap.record_id
    found = TrainingScreen(record) if record is not None else TrainingsScreen(year)
    await screen.app.push_screen(found)


async def _survey(screen: Screen, _gap: Gap, year: int) -> None:
    from screens.survey import SurveyScreen

    await screen.app.push_screen(SurveyScreen(year))


async def _attachments(screen: Screen, _gap: Gap, year: int) -> None:
    from screens.attachments import AttachmentsScreen

    await screen.app.push_screen(AttachmentsScreen(year))


_OPENED: dict[Where, Callable[[Screen, Gap, int], Awaitable[None]]] = {
    Where.ORDERS: _orders,
    Where.MEETINGS: _meetings,
    Where.KNOWLEDGE: _knowledge,
    Where.PLAN: _plan,
    Where.MEMOS: _memos,
    Where.TRAINING: _training,
    Where.SURVEY: _survey,
    Where.ATTACHMENTS: _attachments,
}
