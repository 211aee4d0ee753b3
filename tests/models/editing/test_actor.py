"""The actor: whose name the history keeps, said once for a thread."""

import threading
from datetime import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from models.drafts.sessions import new_session
from models.drafts.writer import Writer
from models.editing.actor import as_actor, current_actor, os_user_name, set_actor
from models.editing.revisions import Subject
from models.editing.seals import Seal, Sealed, seal_record
from models.errors import Refused
from models.meetings.records import start_meeting
from models.minutes.records import save_statement
from models.office.rights import Right, my_uid, rename_member, set_member
from tests.builders import WHO, a_meeting, a_statement, by, revisions_of, typed
from tests.conftest import PATIENCE_S
from tests.refusals import refused


def test_as_actor_sets_the_actor_and_restores_the_previous_one() -> None:
    assert current_actor() == WHO
    with as_actor("น้ำฝน"):
        assert current_actor() == "น้ำฝน"
        with pytest.raises(Refused):
            by("สมศรี", _refuse, 1, 1, "")
        assert current_actor() == "น้ำฝน"
    assert current_actor() == WHO
    set_actor("")
    assert current_actor() == os_user_name()


def test_each_thread_has_its_own_actor() -> None:
    seen: list[str] = []

    def look() -> None:
        seen.append(current_actor())
        set_actor("อีกสาย")
        seen.append(current_actor())

    other = threading.Thread(target=look)
    other.start()
    other.join(PATIENCE_S)
    assert seen == [os_user_name(), "อีกสาย"]
    assert current_actor() == WHO


def test_history_events_and_seals_store_the_actor(store: Path) -> None:
    statement = a_statement("เดิม")
    meeting = a_meeting()
    by("น้ำฝน", save_statement, statement.id, 1, "ใหม่")
    by("สมศรี", start_meeting, meeting.id, time(14))
    by("ปลัด", seal_record, Sealed.MINUTES, meeting.id)
    assert [each.who for each in revisions_of(Subject.STATEMENT, statement.id)] == [WHO, "น้ำฝน"]
    assert [event.who for event in meeting.events] == ["สมศรี"]
    assert Seal.get(Seal.subject == Sealed.MINUTES).who == "ปลัด"


def test_the_writer_uses_the_presently_listed_name_as_actor(store: Path, tmp_path: Path) -> None:
    statement = a_statement("เดิม")
    writer = Writer(store, new_session(), WHO, tmp_path / "rescue", lambda _state: None)
    writer.start()
    try:
        for version, text in enumerate(("หนึ่ง", "สอง", "สาม"), 1):
            writer.submit(save_statement, statement.id, version, text).result(PATIENCE_S)
            if version == 1:
                set_member(my_uid(), my_uid(), "น้ำฝน", Right.ADMINISTER)
            elif version == 2:
                rename_member(my_uid(), my_uid(), "น้ำฝน ใจเย็น")
    finally:
        writer.stop(PATIENCE_S)
    found = [each.who for each in revisions_of(Subject.STATEMENT, statement.id)]
    assert found == [WHO, WHO, "น้ำฝน", "น้ำฝน ใจเย็น"]
    assert writer.actor == "น้ำฝน ใจเย็น"


def test_a_committed_text_has_its_typist_as_actor_and_the_next_operation_has_not(
    store: Path, tmp_path: Path
) -> None:
    statement = a_statement("เดิม")
    writer = Writer(store, new_session(), WHO, tmp_path / "rescue", lambda _state: None)
    writer.start()
    try:
        text = replace(typed(statement, "พิมพ์", writer.session), who="อีกคน")
        assert writer.commit_draft(text, save_statement).result(PATIENCE_S) == 2
        writer.submit(save_statement, statement.id, 2, "แก้").result(PATIENCE_S)
        with refused(Refused):
            writer.commit_draft(text, _refuse).result(PATIENCE_S)
        writer.submit(save_statement, statement.id, 3, "แก้อีก").result(PATIENCE_S)
    finally:
        writer.stop(PATIENCE_S)
    found = [each.who for each in revisions_of(Subject.STATEMENT, statement.id)]
    assert found == [WHO, "อีกคน", WHO, WHO]


def _refuse(_id: int, _expected: int, _text: str) -> int:
    raise Refused("ไม่รับ")
