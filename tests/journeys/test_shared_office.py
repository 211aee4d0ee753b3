"""One office, several people: rights, who is named, what a reader may do, a restore in between."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest

from models.committees.orders import seal_order
from models.drafts.records import Draft, save_draft
from models.drafts.rescue import write_rescue
from models.drafts.save_state import SaveState
from models.drafts.sessions import new_session
from models.drafts.writer import Writer
from models.editing.revisions import Revision, Subject
from models.errors import Refused, StorageErrorReason
from models.history.recovery import Recovered, recover
from models.maintenance.seals import broken_seals
from models.meetings.presence import Presence, touch_presence
from models.minutes.records import Statement, save_statement, set_speaker
from models.office.locations import InMeeting
from models.office.rights import Right, my_uid, remove_member, run_with_rights, set_member
from models.search.index import update_index
from models.storage.file_inspection import TABLE_LABELS
from models.storage.file_locks import exclusive_lock
from models.storage.migrations import read_steps
from models.storage.store import close_store, connect_thread, open_store
from screens.home.home import HomeScreen
from tests.builders import WHO, a_committee, a_dead_session, a_statement, typed
from tests.conftest import PATIENCE_S
from tests.refusals import refused
from tests.screens.home.example_app import RoomsApp, an_office, at_rest
from tests.screens.minutes.room_driver import a_live_room, begun

READER = "น้ำฝน"


@pytest.fixture
def statement(store: Path) -> Statement:
    """A statement in an office whose list says that this user may only read."""
    made = a_statement("ขอเสนอ")
    set_member(my_uid(), my_uid() + 1, "ผู้ดูแล", Right.ADMINISTER)
    set_member(my_uid(), my_uid(), READER, Right.READ)
    return made


def a_writer(store: Path, told: list[SaveState]) -> Writer:
    writer = Writer(store, new_session(), READER, store.parent / "rescue", told.append)
    writer.start()
    return writer


def test_a_read_only_user_reads_and_is_present_but_cannot_store(
    store: Path, statement: Statement
) -> None:
    writer = a_writer(store, [])
    try:
        assert writer.call(Statement.get_by_id, statement.id).result(PATIENCE_S).text == "ขอเสนอ"
        writer.call(touch_presence, writer.session, InMeeting(1)).result(PATIENCE_S)
        writer.call(update_index).result(PATIENCE_S)
        for change in (writer.submit, writer.call):
            with pytest.raises(Refused, match="ผู้ดูแล"):
                change(save_statement, statement.id, 1, "แก้").result(PATIENCE_S)
            with pytest.raises(Refused, match="อ่านและพิมพ์"):
                change(set_speaker, statement.id, None).result(PATIENCE_S)
    finally:
        writer.stop()
    assert [row.who for row in Presence.select()] == [READER]
    assert Statement.get_by_id(statement.id).text == "ขอเสนอ"
    assert Revision.select().where(Revision.subject == Subject.STATEMENT).count() == 1


def test_recovery_never_stores_drafts_of_a_read_only_user(
    store: Path, statement: Statement
) -> None:
    rescue = store.parent / "rescue"
    save_draft(typed(statement, "ไม่มีสิทธิ", _dead(my_uid())))
    write_rescue(rescue, typed(statement, "ในแฟ้มกู้", _dead(my_uid() + 1)))
    assert recover(rescue) == Recovered(0, ())
    # One who may write starts: the reader's text waits for a choice, the own one is stored.
    set_member_as_keeper(Right.WRITE)
    save_draft(typed(statement, "ของผู้อ่าน", _dead(my_uid() + 2)))
    found = recover(rescue)
    assert found.restored_count == 1
    assert "ของผู้อ่าน" in [each.text for each in found.unresolved]
    states = list(Revision.select().where(Revision.subject == Subject.STATEMENT))
    assert {row.who for row in states} == {WHO}
    assert {(each.text, each.who) for each in found.unresolved} == {
        ("ของผู้อ่าน", WHO),
        ("ในแฟ้มกู้", READER),  # of this user's own folder, whatever name is in it
    }
    assert "ของผู้อ่าน" not in [row.text for row in states]


def _dead(uid: int) -> str:
    """A session of that user whose process is gone."""
    head, _, token = a_dead_session().rpartition(".")
    return f"{head}.{uid}-{token.partition('-')[2]}"


def test_text_of_a_read_only_user_stays_a_draft_until_writing_is_allowed(
    store: Path, statement: Statement
) -> None:
    writer = a_writer(store, [])
    try:
        mine = typed(statement, "พิมพ์แล้วไม่มีสิทธิ", writer.session)
        with pytest.raises(Refused):
            writer.commit_draft(mine, save_statement).result(PATIENCE_S)
        assert writer.flush(PATIENCE_S)
        assert [draft.text for draft in Draft.select()] == ["พิมพ์แล้วไม่มีสิทธิ"]
        set_member_as_keeper(Right.WRITE)
        assert writer.commit_draft(mine, save_statement).result(PATIENCE_S) == 2
    finally:
        writer.stop()
    assert Draft.select().count() == 0


def set_member_as_keeper(right: Right) -> None:
    set_member(my_uid() + 1, my_uid(), READER, right)


def test_a_revoked_right_takes_effect_at_once(store: Path, statement: Statement) -> None:
    set_member_as_keeper(Right.WRITE)
    run_with_rights(set_speaker, statement.id, None)
    remove_member(my_uid() + 1, my_uid())
    with refused(Refused):
        run_with_rights(set_speaker, statement.id, statement.speaker_id)


def test_a_writer_waits_for_a_restore_and_then_stores(store: Path) -> None:
    statement = a_statement("ขอเสนอ")
    close_store()
    told: list[SaveState] = []
    gone, over = threading.Event(), threading.Event()

    def restoring() -> None:
        with exclusive_lock(store.parent):
            gone.set()
            time.sleep(3.3)  # longer than a connection waits to come in
            over.set()

    other = threading.Thread(target=restoring)
    other.start()
    gone.wait(5)
    writer = a_writer(store, told)
    try:
        done = writer.submit(save_statement, statement.id, 1, "หลังกู้คืน")
        assert done.result(PATIENCE_S) == 2
        assert over.is_set()
    finally:
        writer.stop()
        other.join()
    assert [each.fault.reason for each in told if each.fault] in ([], [StorageErrorReason.LOCKED])
    connect_thread()


def test_every_table_has_a_thai_label() -> None:
    with closing(sqlite3.connect(":memory:")) as model:
        for statement in chain.from_iterable(read_steps()):
            model.execute(statement)
        rows = model.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = {name for (name,) in rows if not name.startswith(("sqlite_", "search"))}
    assert tables - TABLE_LABELS.keys() == set()
    assert len(set(TABLE_LABELS.values())) == len(TABLE_LABELS)


def test_changing_the_chair_reason_breaks_the_seal_of_adopted_minutes(example: Path) -> None:
    from models.meetings.records import Meeting, MeetingState
    from models.minutes.lifecycle import seal_minutes
    from models.storage.database import database

    meeting = Meeting.get_by_id(1)
    Meeting.update(state=MeetingState.ADOPTED).where(Meeting.id == meeting.id).execute()
    seal_minutes(meeting.id)
    before = broken_seals()
    database.execute_sql(
        "UPDATE attendance SET chair_reason = 'แก้' WHERE id = "
        "(SELECT min(id) FROM attendance WHERE meeting_id = 1)"
    )
    assert len(broken_seals()) == len(before) + 1


async def test_the_workspace_acts_under_the_listed_name_of_the_user(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    open_store(office.paths.database)
    set_member(my_uid(), my_uid(), "นางสาวน้ำฝน ใจเย็น", Right.ADMINISTER)
    close_store()
    app = RoomsApp(office, HomeScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert office.who == office.writer.actor == "นางสาวน้ำฝน ใจเย็น"


async def test_a_read_only_user_typing_in_the_room_is_warned_and_keeps_the_draft(
    tmp_path: Path,
) -> None:
    def only_reads(_meeting_id: int) -> None:
        set_member(my_uid(), my_uid() + 1, "ผู้ดูแล", Right.ADMINISTER)
        set_member(my_uid(), my_uid(), READER, Right.READ)

    async with a_live_room(tmp_path, begun, only_reads) as room:
        before = room.texts
        await room.press("f5")
        await room.type("1\nพิมพ์โดยไม่มีสิทธิ\n")
        assert any("ยังไม่มีสิทธิ" in each for each in room.app.heard)
        assert room.texts == before
        assert [draft.text for draft in room.other(lambda: list(Draft.select()))][:1] == [
            "พิมพ์โดยไม่มีสิทธิ"
        ]


def test_a_new_seal_of_an_order_is_not_broken(store: Path) -> None:
    committee = a_committee()
    seal_order(committee.order_id)
    assert broken_seals() == ()
