"""From a finding to the place that it stands for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from models.editing.revisions import Place, Subject
from models.search.hits import Hit, SearchKind
from models.search.sources import agenda_item_of
from screens.base import KmScreen

Screen = KmScreen[Any]
_CELLS = {
    SearchKind.SCOPE: (Subject.SCOPE, "text"),
    SearchKind.GOAL: (Subject.GOAL, "text"),
    SearchKind.FACTOR: (Subject.FACTOR, "text"),
    SearchKind.ACTIVITY: (Subject.ACTIVITY, "method"),
}


async def open_hit(screen: Screen, hit: Hit) -> None:
    """Open the place of a finding above the screen; Escape there comes back."""
    await _OPENED[hit.kind](screen, hit)


async def _room(screen: Screen, hit: Hit) -> None:
    """The meeting, at the item; a statement or resolution is chosen."""
    from screens.room import RoomScreen

    item_id = await screen.attempt(agenda_item_of, hit.kind, hit.record_id)
    record_id = hit.record_id if hit.kind in (SearchKind.STATEMENT, SearchKind.RESOLUTION) else None
    below = screen.app.screen_stack[-2]
    if isinstance(below, RoomScreen) and below.meeting_id == hit.parent_id:
        # The same room twice would be typed in twice.
        screen.dismiss(None)
        room = below
    else:
        room = RoomScreen(hit.parent_id or hit.record_id)
        await screen.app.push_screen(room)
        await room.ready_for_keys()
    if item_id is not None:
        room.go_to(item_id, record_id)


async def _order(screen: Screen, hit: Hit) -> None:
    from screens.order import OrderScreen

    await screen.app.push_screen(OrderScreen(hit.parent_id or hit.record_id))


async def _person(screen: Screen, hit: Hit) -> None:
    from screens.people import PersonScreen

    await screen.app.push_screen(PersonScreen(hit.record_id))


async def _post(screen: Screen, hit: Hit) -> None:
    from screens.posts import PostScreen

    await screen.app.push_screen(PostScreen(hit.record_id))


async def _plan(screen: Screen, hit: Hit) -> None:
    """The plan, at the row that was found."""
    from screens.plan import PlanScreen

    plan = PlanScreen(hit.parent_id or hit.record_id, hit.year or 0)
    await screen.app.push_screen(plan)
    if hit.kind in _CELLS:
        await plan.is_read.wait()
        subject, field = _CELLS[hit.kind]
        plan.go_to(Place(subject, hit.record_id, field))


async def _knowledge(screen: Screen, hit: Hit) -> None:
    from screens.knowledge import KnowledgeScreen

    await screen.app.push_screen(KnowledgeScreen(hit.year or 0, stand_on=hit.record_id))


async def _memo(screen: Screen, hit: Hit) -> None:
    from screens.memo import MemoScreen

    await screen.app.push_screen(MemoScreen(hit.record_id))


async def _training(screen: Screen, hit: Hit) -> None:
    from screens.training_record import TrainingScreen

    await screen.app.push_screen(TrainingScreen(hit.record_id))


async def _attachment(screen: Screen, hit: Hit) -> None:
    """The papers of its year, at the one that was found."""
    from screens.attachments import AttachmentsScreen

    await screen.app.push_screen(AttachmentsScreen(hit.year, stand_on=hit.record_id))


_OPENED: dict[SearchKind, Callable[[Screen, Hit], Awaitable[None]]] = {
    SearchKind.MEETING: _room,
    SearchKind.AGENDA_ITEM: _room,
    SearchKind.STATEMENT: _room,
    SearchKind.RESOLUTION: _room,
    SearchKind.TASK: _room,
    SearchKind.ORDER: _order,
    SearchKind.COMMITTEE: _order,
    SearchKind.PERSON: _person,
    SearchKind.POST: _post,
    SearchKind.PLAN: _plan,
    SearchKind.SCOPE: _plan,
    SearchKind.GOAL: _plan,
    SearchKind.FACTOR: _plan,
    SearchKind.ACTIVITY: _plan,
    SearchKind.DOCUMENT: _plan,
    SearchKind.KNOWLEDGE: _knowledge,
    SearchKind.TRAINING: _training,
    SearchKind.MEMO: _memo,
    SearchKind.ATTACHMENT: _attachment,
}
