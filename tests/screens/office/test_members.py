"""Who may do what and who is here; and the backups and checks of the data, on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.drafts.sessions import new_session
from models.meetings.presence import touch_presence
from models.office.locations import InMeeting
from models.office.organization import read_office
from models.office.rights import Right, members, my_uid, set_member
from models.storage.backup import back_up
from models.storage.database import database
from models.storage.store import close_store, open_store
from screens.base.workspace import Workspace
from screens.dialogs.prompt import PromptDialog
from screens.editing.conflict import EitherDialog
from screens.home.first_start import FirstStartScreen
from screens.maintenance import MaintenanceScreen, RestoreScreen
from screens.office.members import MembersScreen
from tests.builders import by
from tests.screens.editing.test_conflict import at_leisure
from tests.screens.home.example_app import (
    RoomsApp,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
    until_choice_counts,
    wait_until,
)
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import press, until_seen

__all__ = ["at_leisure"]

OTHER_UID = my_uid() + 4711


@pytest.fixture
def office(tmp_path: Path) -> Workspace:
    return an_office(tmp_path)


def listed(office: Workspace) -> dict[int, tuple[str, Right]]:
    open_store(office.paths.database)
    found = {each.uid: (each.name, each.right) for each in members()}
    close_store()
    return found


async def test_a_member_is_added_by_account_with_a_right_renamed_and_removed(
    office: Workspace,
) -> None:
    app = RoomsApp(office, MembersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "ยังไม่ได้กำหนดสิทธิ" in screen_text(app)
        await pilot.press("f5")
        await type_thai(pilot, f"{OTHER_UID}\nสมศรี\n")
        await at_rest(pilot)
        await pilot.press("3")
        await at_rest(pilot)
        assert listed(office)[OTHER_UID] == ("สมศรี", Right.ADOPT)
        assert listed(office)[my_uid()][1] == Right.ADMINISTER
        await pilot.press("down", "f3")
        await type_thai(pilot, "สมศรี ใจดี\n")
        await at_rest(pilot)
        assert listed(office)[OTHER_UID][0] == "สมศรี ใจดี"
        await pilot.press("delete")
        await at_rest(pilot)
        await pilot.press("left", "enter")
        await at_rest(pilot)
        assert OTHER_UID not in listed(office)


async def test_renaming_a_member_keeps_a_right_just_changed_by_another_user(
    office: Workspace,
) -> None:
    open_store(office.paths.database)
    set_member(my_uid(), OTHER_UID, "สมศรี", Right.ADMINISTER)
    close_store()
    app = RoomsApp(office, MembersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "f3")
        await office.call(set_member, my_uid(), OTHER_UID, "สมศรี", Right.READ)
        await type_thai(pilot, "สมศรี ใจดี\n")
        await at_rest(pilot)
        assert listed(office)[OTHER_UID] == ("สมศรี ใจดี", Right.READ)


@pytest.mark.usefixtures("at_leisure")
async def test_a_right_given_by_two_users_opens_the_conflict_dialog_and_keeps_the_name(
    office: Workspace,
) -> None:
    open_store(office.paths.database)
    set_member(my_uid(), OTHER_UID, "สมศรี", Right.ADMINISTER)
    close_store()
    app = RoomsApp(office, MembersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter")
        await office.call(set_member, my_uid(), OTHER_UID, "สมศรี ใจดี", Right.READ)
        await press(pilot, "3", EitherDialog)
        await until_choice_counts(pilot)
        await press(pilot, "2", MembersScreen)
        assert listed(office)[OTHER_UID] == ("สมศรี ใจดี", Right.READ)


async def test_adding_a_listed_member_again_is_refused_and_keeps_the_right(
    office: Workspace,
) -> None:
    app = RoomsApp(office, MembersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await office.call(set_member, my_uid(), OTHER_UID, "สมศรี", Right.ADOPT)
        await press(pilot, "f5", PromptDialog)
        await type_thai(pilot, f"{OTHER_UID}\nอีกชื่อ\n")
        await until_seen(pilot, "อยู่ในบัญชีผู้มีสิทธิแล้ว")
        assert listed(office)[OTHER_UID] == ("สมศรี", Right.ADOPT)


async def test_removing_the_last_administrators_right_is_refused(office: Workspace) -> None:
    open_store(office.paths.database)
    set_member(my_uid(), my_uid(), "น้ำฝน", Right.ADMINISTER)
    close_store()
    app = RoomsApp(office, MembersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert office.who == "น้ำฝน"
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("1")
        await at_rest(pilot)
        assert any("อย่างน้อยหนึ่งคน" in each for each in toasts(app))
    assert listed(office)[my_uid()][1] == Right.ADMINISTER


async def test_renaming_the_current_member_changes_the_name_in_use(office: Workspace) -> None:
    open_store(office.paths.database)
    set_member(my_uid(), my_uid(), "น้ำฝน", Right.ADMINISTER)
    close_store()
    app = RoomsApp(office, MembersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f3", PromptDialog)
        await type_thai(pilot, "น้ำฝน ใจเย็น\n")
        await until_seen(pilot, "น้ำฝน ใจเย็น")
        await at_rest(pilot)
        assert office.who == "น้ำฝน ใจเย็น"


async def test_the_members_screen_shows_users_in_a_meeting_room(office: Workspace) -> None:
    open_store(office.paths.database)
    by("สมศรี", touch_presence, new_session(), InMeeting(1))
    close_store()
    app = RoomsApp(office, MembersScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "สมศรี  ห้องประชุม ครั้งที่" in screen_text(app)


async def test_a_backup_is_made_and_its_restore_previewed_with_the_command(
    office: Workspace,
) -> None:
    app = RoomsApp(office, MaintenanceScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "ยังไม่มีสำเนาสำรอง" in screen_text(app)
        await pilot.press("f5")
        await at_rest(pilot)
        [made] = (office.paths.home / "backups").glob("*.db")
        assert "สั่งเอง" in rows_of(app)[0]
        await pilot.press("enter")
        await at_rest(pilot)
        assert isinstance(app.screen, RestoreScreen)
        assert any("เท่าเดิม" in row for row in rows_of(app))
        await pilot.press("end")
        await at_rest(pilot)
        assert "กู้คืน: ให้ทุกคนออกจาก kmtui" in screen_text(app)
        assert made.name[:20] in screen_text(app)


async def test_a_backup_is_written_to_the_named_file_and_overwrites_none(
    office: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "stick.db"
    app = RoomsApp(office, MaintenanceScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("f6")
        await type_thai(pilot, f"{target}\n")
        await wait_until(pilot, target.exists)
        await at_rest(pilot)
        content = target.read_bytes()
        await pilot.press("f6")
        await type_thai(pilot, f"{target}\n")
        await until_seen(pilot, "อยู่แล้ว")
    assert content.startswith(b"SQLite format 3")
    assert target.read_bytes() == content


async def test_verification_on_the_screen_reports_external_changes(office: Workspace) -> None:
    open_store(office.paths.database)
    database.execute_sql("UPDATE statement SET text = 'ถูกแก้' WHERE id = 1")
    database.execute_sql("UPDATE revision SET text = 'ถูกแก้' WHERE id = 2")
    close_store()
    app = RoomsApp(office, MaintenanceScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("f4")
        await at_rest(pilot)
        assert screen_text(app).count("✗") >= 2
        assert any("เสียหาย" in each for each in toasts(app))


async def test_a_missing_data_file_offers_its_backup_before_a_new_office(
    office: Workspace,
) -> None:
    file = office.paths.database
    open_store(file)
    office_before = read_office()
    close_store()
    back_up(file)
    file.unlink()
    app = RoomsApp(office, FirstStartScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert ["กู้คืน" in row for row in rows_of(app)] == [True, False, False]
        await pilot.press("enter")
        await at_rest(pilot)
        await pilot.press("enter")
        await at_rest(pilot)
        assert app.answers == [True]
    open_store(file)
    assert read_office() == office_before
    close_store()
