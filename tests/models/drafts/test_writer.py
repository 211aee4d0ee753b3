"""The writer thread: what is typed is in the data file at once, and nothing waits for the disk."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import Struct, field

from models.drafts.rescue import TypedText
from models.drafts.save_state import SaveState
from models.drafts.sessions import new_session
from models.drafts.writer import SAVE_INTERVAL_S, Writer
from models.editing.revisions import Subject
from models.errors import Refused, VersionConflict
from models.minutes.records import Statement, add_statement, save_statement
from tests.builders import WHO, a_statement, an_item, by, close, draft_texts, revisions_of, typed
from tests.conftest import PATIENCE_S


class Desk(Struct):
    """A writer at work on a store, with every state it reported."""

    writer: Writer
    rescue: Path
    reported: list[SaveState] = field(default_factory=list)

    def typed(self, statement: Statement, text: str, base_version: int = 1) -> TypedText:
        return typed(statement, text, self.writer.session, base_version)

    def drafts(self) -> list[str]:
        """What is in the data file now, as another connection reads it."""
        return draft_texts()


@pytest.fixture
def desk(store: Path, tmp_path: Path) -> Iterator[Desk]:
    reported: list[SaveState] = []
    rescue = tmp_path / "rescue"
    writer = Writer(store, new_session(), WHO, rescue, reported.append)
    writer.start()
    yield Desk(writer, rescue, reported)
    writer.stop(PATIENCE_S)
    assert not writer.is_alive()


def wait_until(condition: Callable[[], object]) -> bool:
    """Whether it comes by itself."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.005)
    return False


def is_without_fault(reported: Sequence[SaveState]) -> bool:
    """True if the newest state has no fault; a rescue file is written before it is reported."""
    return bool(reported) and reported[-1].fault is None


def test_the_first_key_is_stored_without_waiting_for_a_pause(desk: Desk) -> None:
    statement = a_statement("")
    text = ""

    def is_stored_while_typing_goes_on() -> bool:
        nonlocal text
        text += "ก"
        desk.writer.queue_draft(desk.typed(statement, text))
        return desk.drafts() != []

    assert wait_until(is_stored_while_typing_goes_on)


def test_steady_typing_is_stored_at_intervals_and_not_at_every_key(desk: Desk) -> None:
    statement = a_statement("")
    text, begun = "", time.monotonic()

    def is_stored_three_times() -> bool:
        nonlocal text
        text += "ก"
        desk.writer.queue_draft(desk.typed(statement, text))
        return len(desk.reported) >= 3

    assert wait_until(is_stored_three_times)
    saves, took = len(desk.reported), time.monotonic() - begun
    # One on the leading edge, then one an interval.
    assert saves <= 1 + took / SAVE_INTERVAL_S + 1
    assert saves < len(text)
    assert desk.writer.flush(PATIENCE_S)
    assert desk.drafts() == [text]


def test_committing_a_text_stores_a_revision_and_deletes_its_draft(desk: Desk) -> None:
    statement = a_statement("เดิม")
    future = desk.writer.commit_draft(desk.typed(statement, "พิมพ์จบ"), save_statement)
    assert future.result(PATIENCE_S) == 2
    assert desk.writer.flush(PATIENCE_S)
    assert desk.drafts() == []
    stored = revisions_of(Subject.STATEMENT, statement.id)
    assert [row.text for row in stored] == ["เดิม", "พิมพ์จบ"]


def test_a_commit_on_the_version_of_an_earlier_commit_stores_the_next_one(desk: Desk) -> None:
    statement = a_statement("เดิม")
    first = desk.writer.commit_draft(desk.typed(statement, "หนึ่ง"), save_statement)
    assert first.result(PATIENCE_S) == 2
    second = desk.writer.commit_draft(desk.typed(statement, "สอง", base_version=2), save_statement)
    assert second.result(PATIENCE_S) == 3
    assert desk.drafts() == []


def test_a_conflicting_commit_keeps_the_draft_and_the_stored_text(desk: Desk) -> None:
    statement = a_statement("เดิม")
    by("อีกคน", save_statement, statement.id, 1, "ของอีกคน")
    future = desk.writer.commit_draft(desk.typed(statement, "ของเรา"), save_statement)
    assert isinstance(future.exception(PATIENCE_S), VersionConflict)
    assert desk.writer.flush(PATIENCE_S)
    assert desk.drafts() == ["ของเรา"]
    assert Statement.get_by_id(statement.id).text == "ของอีกคน"


def test_a_closed_meeting_refuses_the_text_and_the_draft_stays(desk: Desk) -> None:
    statement = a_statement("เดิม")
    close(statement.item.meeting_id)
    future = desk.writer.commit_draft(desk.typed(statement, "ช้าไป"), save_statement)
    assert isinstance(future.exception(PATIENCE_S), Refused)
    assert desk.writer.flush(PATIENCE_S)
    assert desk.drafts() == ["ช้าไป"]
    assert Statement.get_by_id(statement.id).text == "เดิม"
    assert len(revisions_of(Subject.STATEMENT, statement.id)) == 1


def test_discarding_a_queued_text_leaves_no_draft_and_no_revision(desk: Desk) -> None:
    statement = a_statement("เดิม")
    desk.writer.queue_draft(desk.typed(statement, "ไม่เอา"))
    assert desk.writer.flush(PATIENCE_S)
    assert desk.drafts() == ["ไม่เอา"]
    desk.writer.queue_draft(desk.typed(statement, "ไม่เอาแล้ว"))  # waits for the next interval
    desk.writer.discard_draft(Subject.STATEMENT, statement.id)
    desk.writer.call(lambda: None).result(PATIENCE_S)  # flushing at once would save it first
    assert desk.writer.flush(PATIENCE_S)
    assert desk.drafts() == []
    assert Statement.get_by_id(statement.id).text == "เดิม"
    assert [row.text for row in revisions_of(Subject.STATEMENT, statement.id)] == ["เดิม"]


def test_operations_run_in_the_order_of_submission(desk: Desk) -> None:
    item = an_item()
    for number in range(20):
        desk.writer.submit(add_statement, item.id, None, str(number))
    assert desk.writer.flush(PATIENCE_S)
    said = item.statements.order_by(Statement.position)
    assert [row.text for row in said] == [str(number) for number in range(20)]


def test_a_call_returns_its_result_or_raises_its_error(desk: Desk) -> None:
    statement = a_statement("ถาม")
    assert desk.writer.call(Statement.get_by_id, statement.id).result(PATIENCE_S).text == "ถาม"
    close(statement.item.meeting_id)
    refused = desk.writer.call(save_statement, statement.id, 1, "แก้")
    assert isinstance(refused.exception(PATIENCE_S), Refused)


def test_a_number_that_the_store_cannot_hold_is_refused(desk: Desk) -> None:
    act = desk.writer.submit(lambda: list(Statement.select().where(Statement.id == 10**23)))
    assert isinstance(act.exception(PATIENCE_S), Refused)
    assert desk.writer.call(Statement.select().count).result(PATIENCE_S) == 0


def test_two_texts_typed_at_once_are_both_stored(desk: Desk) -> None:
    first = a_statement("")
    second = a_statement("", item=first.item)
    desk.writer.queue_draft(desk.typed(first, "หนึ่ง"))
    desk.writer.queue_draft(desk.typed(second, "สอง"))
    assert desk.writer.flush(PATIENCE_S)
    assert sorted(desk.drafts()) == ["สอง", "หนึ่ง"]


def test_hostile_text_does_not_end_the_writer(desk: Desk) -> None:
    statement = a_statement("")
    for text in ("[/]", "\x1b[2J", "ก\x00ข", "\ud800", "ก" * 100_000):
        desk.writer.queue_draft(desk.typed(statement, text))
        assert desk.writer.flush(PATIENCE_S)
    future = desk.writer.commit_draft(desk.typed(statement, "\ud800 ยังอยู่"), save_statement)
    assert future.result(PATIENCE_S) == 2
    assert desk.writer.is_alive()


def test_the_writer_reports_saved_only_after_the_draft_is_in_the_file(
    store: Path, tmp_path: Path
) -> None:
    statement = a_statement("")
    in_the_file = list[list[str]]()

    def look(state: SaveState) -> None:
        with closing(sqlite3.connect(store)) as other:
            drafts = other.execute("SELECT text FROM draft").fetchall()
        in_the_file.append([text for (text,) in drafts])
        assert state == SaveState(None)

    writer = Writer(store, new_session(), WHO, tmp_path / "rescue", look)
    writer.start()
    try:
        writer.queue_draft(typed(statement, "ก", writer.session))
        assert wait_until(lambda: in_the_file)
    finally:
        writer.stop(PATIENCE_S)
    assert in_the_file == [["ก"]]
