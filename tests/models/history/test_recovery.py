"""What was being typed when a program died comes back at the next start."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from models.drafts.records import Draft, save_draft
from models.drafts.rescue import read_rescues, write_rescue
from models.drafts.sessions import is_running, new_session
from models.editing.revisions import Subject
from models.history.recovery import Recovered, recover
from models.history.unresolved_drafts import unresolved_drafts
from models.maintenance.verification import verify_file
from models.minutes.records import Outcome, Resolution, Statement, record_resolution, save_statement
from models.storage.database import database, new_id
from models.storage.store import close_store
from tests.builders import (
    a_dead_session,
    a_statement,
    an_item,
    close,
    draft_texts,
    revisions_of,
    typed,
)


@pytest.fixture
def dead() -> str:
    """The session of a program that has ended."""
    return a_dead_session()


@pytest.fixture
def rescue(tmp_path: Path) -> Path:
    return tmp_path / "state" / "rescue"


def text_of(statement: Statement) -> str:
    return str(Statement.get_by_id(statement.id).text)


def test_a_draft_of_a_killed_program_becomes_the_next_revision(
    store: Path, rescue: Path, dead: str
) -> None:
    statement = a_statement("เดิม")
    save_draft(typed(statement, "เดิมและพิมพ์ต่อ", dead))
    assert recover(rescue) == Recovered(1, ())
    assert text_of(statement) == "เดิมและพิมพ์ต่อ"
    assert [row.version for row in revisions_of(Subject.STATEMENT, statement.id)] == [1, 2]
    assert draft_texts() == []


def test_a_rescue_file_of_a_killed_program_is_recovered_and_removed(
    store: Path, rescue: Path, dead: str
) -> None:
    statement = a_statement("เดิม")
    write_rescue(rescue, typed(statement, "ในแฟ้มกู้", dead))
    assert recover(rescue) == Recovered(1, ())
    assert text_of(statement) == "ในแฟ้มกู้"
    assert list(rescue.iterdir()) == []


def test_recovery_leaves_drafts_of_a_running_program_unchanged(store: Path, rescue: Path) -> None:
    statement, running = a_statement("เดิม"), new_session()
    save_draft(typed(statement, "กำลังพิมพ์", running))
    write_rescue(rescue, typed(statement, "กำลังพิมพ์อยู่", running))
    assert recover(rescue) == Recovered(0, (), 1), "offered, and nothing done"
    assert text_of(statement) == "เดิม"
    assert draft_texts() == ["กำลังพิมพ์"]
    assert len(read_rescues(rescue)) == 1


def test_a_draft_on_an_older_version_is_left_to_the_user(
    store: Path, rescue: Path, dead: str
) -> None:
    statement = a_statement("เดิม")
    lost = typed(statement, "ของคนที่เครื่องดับ", dead)
    save_draft(lost)
    save_statement(statement.id, 1, "ของอีกคน")
    assert recover(rescue) == Recovered(0, (lost,))
    assert recover(rescue) == Recovered(0, (lost,))
    assert text_of(statement) == "ของอีกคน"
    assert draft_texts() == ["ของคนที่เครื่องดับ"]


def test_a_draft_for_a_closed_meeting_is_left_to_the_user(
    store: Path, rescue: Path, dead: str
) -> None:
    statement = a_statement("เดิม")
    save_draft(typed(statement, "ช้าไป", dead))
    close(statement.item.meeting_id)
    assert [each.text for each in recover(rescue).unresolved] == ["ช้าไป"]
    assert text_of(statement) == "เดิม"
    assert draft_texts() == ["ช้าไป"]


def test_a_recovered_statement_that_was_never_stored_is_inserted_at_its_position(
    store: Path, rescue: Path, dead: str
) -> None:
    there = a_statement("มีอยู่")
    lost = replace(typed(there, "ไม่เคยถึงแฟ้ม", dead), subject_id=new_id())
    write_rescue(rescue, lost)
    assert recover(rescue).restored_count == 1
    back = Statement.get_by_id(lost.subject_id)
    assert (back.text, back.item_id, back.speaker_id) == (
        "ไม่เคยถึงแฟ้ม",
        there.item_id,
        there.speaker_id,
    )


@pytest.mark.parametrize("is_new", [False, True], ids=["a stored statement", "a new statement"])
def test_recovery_takes_the_later_one_of_a_draft_and_a_rescue_file(
    store: Path, rescue: Path, dead: str, is_new: bool
) -> None:
    statement = a_statement("เดิม")
    older = typed(statement, "พิมพ์ไว้", dead, at="2020-09-22T07:00:00.000+00:00")
    if is_new:
        older = replace(older, subject_id=new_id())
    newer = replace(older, text="พิมพ์ไว้แล้วต่ออีก", at="2020-09-22T07:00:09.000+00:00")
    save_draft(older)
    write_rescue(rescue, newer)
    assert recover(rescue) == Recovered(1, ())
    assert Statement.get_by_id(older.subject_id).text == "พิมพ์ไว้แล้วต่ออีก"
    assert (draft_texts(), read_rescues(rescue)) == ([], [])


def test_a_recovered_resolution_draft_is_stored_only_after_a_decision(
    store: Path, rescue: Path, dead: str
) -> None:
    item = an_item()
    resolution = record_resolution(item.id, Outcome.NOTED, "รับทราบ", 3)
    statement = a_statement(item=item)
    lost = replace(
        typed(statement, "รับทราบและมอบหมาย", dead),
        subject=Subject.RESOLUTION,
        subject_id=resolution,
    )
    save_draft(lost)
    assert recover(rescue) == Recovered(0, (lost,))
    assert Resolution.get_by_id(resolution).text == "รับทราบ"


def test_recovery_deletes_drafts_without_new_text(store: Path, rescue: Path, dead: str) -> None:
    statement = a_statement("เดิม")
    save_draft(typed(statement, "เดิม", dead))
    save_draft(replace(typed(statement, " ", dead), subject_id=new_id()))
    assert recover(rescue) == Recovered(0, ())
    assert Draft.select().count() == 0


def test_recovery_leaves_an_incomplete_rescue_file_in_place(
    store: Path, rescue: Path, dead: str
) -> None:
    whole = write_rescue(rescue, typed(a_statement("เดิม"), "ครึ่ง", dead))
    whole.write_bytes(whole.read_bytes()[:30])
    assert recover(rescue) == Recovered(0, ())
    assert whole.exists()


@pytest.mark.parametrize(
    "content",
    ["[" * 20_000, '{"subject": ' * 20_000, '{"subject_id": []}', '{"at": 7}', '{"who": null}'],
    ids=["lists", "values", "no number", "no moment", "nobody"],
)
def test_recovery_skips_a_foreign_file_and_restores_the_others(
    store: Path, rescue: Path, dead: str, content: str
) -> None:
    statement = a_statement("เดิม")
    whole = write_rescue(rescue, typed(statement, "ในแฟ้มกู้", dead))
    strange = rescue / "strange.json"
    if content.endswith("}"):
        strange.write_text(json.dumps(json.loads(whole.read_text()) | json.loads(content)))
    else:
        strange.write_text(content)
    assert recover(rescue) == Recovered(1, ())
    assert text_of(statement) == "ในแฟ้มกู้"
    assert list(rescue.iterdir()) == [strange]


@pytest.mark.parametrize("damage", [b"stbtement", b"st\xfftement"], ids=["letter", "byte"])
def test_recovery_keeps_a_damaged_draft_and_restores_the_others(
    store: Path, rescue: Path, dead: str, damage: bytes
) -> None:
    lost, other = a_statement("เดิม"), a_statement("อื่น")
    save_draft(typed(lost, "พิมพ์ไว้", dead))
    save_draft(typed(other, "อื่นและต่อ", dead))
    ruin = "UPDATE draft SET subject = CAST(? AS TEXT) WHERE subject_id = ?"
    database.execute_sql(ruin, (damage, lost.id))
    assert recover(rescue) == Recovered(1, ())
    assert unresolved_drafts(rescue, dead) == ()
    assert text_of(other) == "อื่นและต่อ"
    rows = database.execute_sql("SELECT text FROM draft").fetchall()
    assert rows == [("พิมพ์ไว้",)]
    close_store()
    field, draft = verify_file(store).faults
    assert "ช่องเรื่อง: ค่าเสียหาย" in field
    assert "พิมพ์ค้าง" in draft


def test_a_draft_of_an_unknown_cell_is_left_to_the_user(
    store: Path, rescue: Path, dead: str
) -> None:
    row = typed(a_statement("เดิม"), "พิมพ์ไว้", dead)
    save_draft(replace(row, subject=Subject.MEMO, field="no such field"))
    assert [each.text for each in recover(rescue).unresolved] == ["พิมพ์ไว้"]
    assert [each.typed.text for each in unresolved_drafts(rescue, dead)] == ["พิมพ์ไว้"]


def test_a_rescue_file_is_for_its_owner_only(store: Path, rescue: Path) -> None:
    path = write_rescue(rescue, typed(a_statement(), "ลับ", new_session()))
    assert path.stat().st_mode & 0o777 == 0o600
    assert rescue.stat().st_mode & 0o777 == 0o700


def test_a_session_is_running_as_long_as_its_process() -> None:
    code = "from models.drafts.sessions import new_session; print(new_session())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert is_running(new_session())
    assert not is_running(done.stdout.strip())
    host, pid, _, token = new_session().rsplit(".", 3)
    assert not is_running(f"{host}.{pid}.0.{token}"), "the number of a dead process, used again"
    assert is_running(f"another-machine.{os.getpid()}.1.{token}"), "cannot be known from here"
    assert not is_running("nonsense")
