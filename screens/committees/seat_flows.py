"""Dialog flows for the seats of a draft order, and undo of their changes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import date

from kmtui.thai.digits import thai_digits
from models.committees.operations import add_seat
from models.committees.records import Role
from models.committees.seat_undo import seats_scope
from models.committees.views import CommitteeView
from models.editing.undo import UndoEntry
from models.people.views import people_list, posts_list
from screens.base.screen import AnyScreen
from screens.committees.member_lines import member_lines
from screens.committees.order_rows import OrderRowKey, OrderRowKind
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog, PickOffer
from screens.editing.undo_stack import (
    NOTHING_TO_REDO,
    NOTHING_TO_UNDO,
    UndoStack,
    wait_for_step,
)
from screens.lists.lines_import import LinesImportScreen
from screens.people.additions import ask_new_person, ask_new_post
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry


class SeatChanges:
    """The undo stack for the changes of seats on a screen."""

    def __init__(self, screen: AnyScreen) -> None:
        self._screen = screen
        self._stack: UndoStack | None = None

    @property
    def _undo(self) -> UndoStack:
        if self._stack is None:
            self._stack = UndoStack(self._screen.workspace)
        return self._stack

    async def change(
        self, committee_id: int, operation: Callable[..., object], *args: object
    ) -> bool:
        """Run an undoable operation on a committee's seats; return whether it succeeded.

        Shows the error if not.
        """
        done = self._undo.submit(operation, *args, scope=seats_scope(committee_id))
        return await wait_for_step(self._screen, done)

    async def undo(self) -> bool:
        """Undo the last change; return whether it succeeded, and show a message if not."""
        return await self._step(self._undo.undo, NOTHING_TO_UNDO)

    async def redo(self) -> bool:
        """Redo the last undone change; return whether it succeeded, and show a message if not."""
        return await self._step(self._undo.redo, NOTHING_TO_REDO)

    async def _step(self, step: Callable[[], Future[UndoEntry] | None], nothing: str) -> bool:
        return self._screen.check_writable() and await wait_for_step(self._screen, step(), nothing)

    def open_lines(self, committee: CommitteeView) -> None:
        """Open the import of pasted lines as members of a committee."""
        self._screen.app.push_screen(LinesImportScreen(member_lines(committee, self._undo)))


async def ask_role(screen: AnyScreen, title: str, current: Role) -> Role | None:
    """Ask for the role of a seat; None for Escape."""
    roles = list(Role)
    labels = [role.label for role in roles]
    ask = ListDialog(title, labels, current=roles.index(current))
    at = await screen.app.push_screen_wait(ask)
    return None if at is None else roles[at]


async def add_seats(screen: AnyScreen, committee: CommitteeView) -> OrderRowKey | None:
    """Ask for seats (a post or a person, then the role) and add them, until Escape.

    Returns the row key of the last seat added; None without one.
    """
    entries = await screen.call_or_show_error(_who_can_sit, date.today())
    place: OrderRowKey | None = None
    count = len(committee.seats)
    while entries is not None:
        title = f"{committee.name}\nลำดับที่ {thai_digits(count + 1)} โดยตำแหน่งหรือโดยชื่อ"
        ask = PickDialog(title, entries, offer=_new_member_offer(screen))
        chosen = await screen.app.push_screen_wait(ask)
        if chosen is None:
            break
        if all(each.id != chosen for each in entries):
            entries = await screen.call(_who_can_sit, date.today())
        who = next(each.row.text.strip() for each in entries if each.id == chosen)
        role = await ask_role(screen, who, Role.MEMBER if count else Role.CHAIR)
        if role is None:
            continue
        post_id, person_id = (chosen, None) if chosen > 0 else (None, -chosen)
        made = await screen.call_or_show_error(add_seat, committee.id, role, post_id, person_id)
        if made is not None:
            place, count = (OrderRowKind.SEAT, made), count + 1
    return place


def _new_member_offer(screen: AnyScreen) -> PickOffer:
    """Return an offer to create a person or a post, with ids as in `_who_can_sit`."""

    async def make(typed: str) -> int | None:
        rows = ["บุคคล (นั่งโดยชื่อ เช่น บุคคลภายนอก)", "ตำแหน่ง (ผู้ดำรงตำแหน่งนั่งโดยตำแหน่ง)"]
        at = await screen.app.push_screen_wait(ListDialog("เพิ่มอะไร", rows))
        if at == 0:
            person_id = await ask_new_person(screen, typed)
            return None if person_id is None else -person_id
        return None if at is None else await ask_new_post(screen, typed)

    return PickOffer("เพิ่มบุคคลหรือตำแหน่ง", make)


def _who_can_sit(day: date) -> list[FilterEntry]:
    """Return the posts, by id, then the people, by negated id, as entries to choose from."""
    posts = [
        FilterEntry(
            each.id,
            CellRow(ListCell(f" {each.name}"), ListCell(each.holder or "– ว่าง", 28)),
            each.search_text,
        )
        for each in posts_list(day)
    ]
    people = [
        FilterEntry(-each.id, CellRow(ListCell(f" {each.name}"), ListCell("โดยชื่อ", 28)))
        for each in people_list(day)
    ]
    return posts + people
