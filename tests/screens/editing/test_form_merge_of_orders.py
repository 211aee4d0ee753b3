"""Dialogs of a draft order that stood open while a colleague wrote on the same order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from models.committees.operations import change_role, edit_committee
from models.committees.orders import amend_order, edit_order, set_signer
from models.committees.records import AppointmentOrder, CommitteeKind, Role, Seat
from models.committees.views import OrderView, read_order
from models.people.records import Post
from models.storage.store import close_store, open_store
from screens.committees.order import OrderScreen
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog
from screens.editing.conflict import EitherDialog
from tests.screens.editing.test_conflict import at_leisure
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, until_choice_counts
from tests.screens.people.register_screens import answer, move_cursor_to, press, until

__all__ = ["at_leisure"]


def a_draft_open(folder: Path) -> RoomsApp:
    office = an_office(folder)
    open_store(office.paths.database)
    draft = amend_order(AppointmentOrder.get(number=882).id)
    close_store()
    return RoomsApp(office, OrderScreen(draft))


async def now(app: RoomsApp) -> OrderView:
    assert isinstance(app.first, OrderScreen)
    return await app.workspace.call(read_order, app.first.order_id)


async def choose(pilot: Pilot[Any], key: str) -> None:
    """Answer the dialog of two choices, once it is seen."""
    await until(pilot, EitherDialog)
    await until_choice_counts(pilot)
    await press(pilot, key, OrderScreen)


async def test_choosing_the_signer_keeps_a_text_stored_by_another_user(tmp_path: Path) -> None:
    app = a_draft_open(tmp_path)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        order = await now(app)
        await move_cursor_to(pilot, "ลงนาม  ")
        await press(pilot, "enter", PickDialog)
        await app.workspace.call(edit_order, order.id, "เรื่องของเขา", "เหตุของเขา", "ผลของเขา")
        await answer(pilot, "รองปลัดเทศบาล\n", OrderScreen)
        found = await now(app)
        assert (found.subject, found.cause) == ("เรื่องของเขา", ("เหตุของเขา",))
        assert found.effective == "ผลของเขา"
        signer = await app.workspace.call(Post.get_by_id, found.signer_post_id)
        assert "รองปลัดเทศบาล" in signer.name


@pytest.mark.usefixtures("at_leisure")
async def test_a_signer_chosen_by_two_users_opens_the_conflict_dialog(tmp_path: Path) -> None:
    app = a_draft_open(tmp_path)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        order = await now(app)
        theirs = await app.workspace.call(lambda: Post.get(name="ปลัดเทศบาล").id)
        await move_cursor_to(pilot, "ลงนาม  ")
        await press(pilot, "enter", PickDialog)
        await app.workspace.call(set_signer, order.id, theirs)
        await answer(pilot, "รองปลัดเทศบาล\n", EitherDialog)
        await choose(pilot, "2")
        assert (await now(app)).signer_post_id == theirs


@pytest.mark.usefixtures("at_leisure")
async def test_a_role_given_by_two_users_opens_the_conflict_dialog(tmp_path: Path) -> None:
    app = a_draft_open(tmp_path)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        seat = (await now(app)).committees[0].seats[2]
        await move_cursor_to(pilot, seat.label)
        await press(pilot, "enter", ListDialog)
        await app.workspace.call(change_role, seat.id, Role.VICE_CHAIR)
        await press(pilot, "5", EitherDialog)
        await choose(pilot, "2")
        assert (await app.workspace.call(Seat.get_by_id, seat.id)).role == Role.VICE_CHAIR


async def test_renaming_a_committee_keeps_the_kind_chosen_by_another_user(
    tmp_path: Path,
) -> None:
    app = a_draft_open(tmp_path)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        committee = (await now(app)).committees[0]
        await move_cursor_to(pilot, f"๑ {committee.name}")
        await press(pilot, "enter", PromptDialog)
        await app.workspace.call(
            edit_committee, committee.id, committee.name, "", CommitteeKind.PLAN
        )
        await pilot.press("ctrl+u")
        await answer(pilot, "คณะกรรมการใหม่\n\n", ListDialog)
        await press(pilot, "enter", OrderScreen)
        found = (await now(app)).committees[0]
        assert (found.name, found.kind) == ("คณะกรรมการใหม่", CommitteeKind.PLAN)
