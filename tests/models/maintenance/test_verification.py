"""What was changed around the program is named: texts, their history, sealed minutes and orders."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from models.committees.operations import add_committee, add_duty, add_seat
from models.committees.orders import draft_order, issue, revoke_order
from models.committees.records import AppointmentOrder, Committee, Role
from models.committees.rules import set_quorum
from models.editing.seals import Seal, Sealed
from models.errors import StorageErrorReason, StoreFault
from models.maintenance.seals import broken_seals, unsealed
from models.maintenance.verification import verify_file
from models.meetings.events import Adoption
from models.meetings.records import find_meeting
from models.minutes.lifecycle import add_correction, adopt_minutes
from models.minutes.tasks import ActionItem, finish_task
from models.office.organization import Division
from models.people.operations import rename_division
from models.people.records import Post
from models.storage.backup import back_up
from models.storage.store import opened_store
from tests.builders import by

ADOPTED_ON = date(2020, 10, 5)


@pytest.fixture
def file(example_home: Path) -> Path:
    """The example with adopted minutes (and a correction) and an order issued by the program."""
    path = example_home / "kmtui.db"
    with opened_store(path):
        meeting = find_meeting(1, 2563, "จัดทำแผน")
        adopt_minutes(meeting.id, ADOPTED_ON, Adoption.CIRCULATION, ("แก้คำผิด",))
        order = draft_order("แต่งตั้งคณะทำงาน", "เพื่อทดลองงาน")
        committee = add_committee(order, "คณะทำงานทดลอง")
        posts = list(Post.select().where(~Post.shared).order_by(Post.id).limit(2))
        add_seat(committee, Role.CHAIR, posts[0].id)
        add_seat(committee, Role.MEMBER_SECRETARY, posts[1].id)
        add_duty(committee, "ทดลองงาน")
        issue(order, date(2020, 12, 1))
    return path


def execute(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        assert connection.execute(sql).rowcount > 0


def faults(path: Path) -> str:
    return "\n".join(verify_file(path).faults)


def test_adopted_minutes_and_issued_orders_are_sealed_and_verify(file: Path) -> None:
    with opened_store(file):
        sealed = [Sealed(row.subject) for row in Seal.select().order_by(Seal.id)]
        assert unsealed() == ()
    assert sealed.count(Sealed.ORDER) == 3
    assert sealed[-3:] == [Sealed.MINUTES, Sealed.CORRECTION, Sealed.ORDER]
    verified = verify_file(file)
    assert (verified.faults, verified.notes) == ((), ())
    assert dict(verified.counts)["คำพูด"] == 9


# ruff: noqa: S608  # the statements are the tests' own
MINUTES_1 = "(SELECT id FROM meeting WHERE state = 'adopted')"
ITEMS_1 = f"(SELECT id FROM agenda_item WHERE meeting_id = {MINUTES_1})"


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE meeting SET held_on = '2020-09-23' WHERE id = {MINUTES_1}",
        f"UPDATE meeting SET adopted_on = NULL WHERE id = {MINUTES_1}",
        f"UPDATE attendance SET status = 'absent' WHERE meeting_id = {MINUTES_1} AND position = 2",
        f"UPDATE agenda_item SET title = title || '.' WHERE meeting_id = {MINUTES_1}",
        f"UPDATE statement SET speaker_id = NULL WHERE item_id IN {ITEMS_1}",
        f"UPDATE statement SET deleted_at = '2020' WHERE item_id IN {ITEMS_1}",
        f"UPDATE resolution SET outcome = 'rejected' WHERE item_id IN {ITEMS_1}",
        f"UPDATE resolution SET votes_for = 99 WHERE item_id IN {ITEMS_1}",
    ],
)
def test_an_external_change_of_adopted_minutes_is_reported(file: Path, change: str) -> None:
    execute(file, change)
    told = faults(file)
    assert "รายงานการประชุมคณะกรรมการจัดทำแผนการจัดการความรู้ ครั้งที่ ๑/๒๕๖๓ ไม่ตรงกับตราผนึก" in told


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE appointment_order SET signer_name = 'นายอื่น' WHERE number = 883",
        "UPDATE appointment_order SET issued_on = '2020-12-02' WHERE number = 883",
        "UPDATE duty SET text = 'อื่น' WHERE text = 'ทดลองงาน'",
        "UPDATE seat SET role = 'member' WHERE committee_id = "
        "(SELECT id FROM committee WHERE name = 'คณะทำงานทดลอง') AND position = 1",
        "DELETE FROM duty WHERE text = 'ทดลองงาน'",
    ],
)
def test_an_external_change_of_an_issued_order_is_reported(file: Path, change: str) -> None:
    execute(file, change)
    assert "คำสั่งที่ ๘๘๓/๒๕๖๓ ไม่ตรงกับตราผนึก" in faults(file)


def test_external_changes_of_correction_text_and_history_are_reported(file: Path) -> None:
    execute(file, "UPDATE correction SET text = 'ไม่มีอะไรแก้'")
    execute(
        file,
        "UPDATE revision SET text = text || ' ' "
        "WHERE id = (SELECT min(id) FROM revision WHERE subject = 'statement')",
    )
    execute(file, "UPDATE statement SET text = 'อื่น' WHERE id = (SELECT max(id) FROM statement)")
    told = faults(file)
    assert "ข้อแก้ไขรายงานการประชุม" in told
    assert "ประวัติคำพูด" in told
    assert "ไม่ตรงกับประวัติรุ่นล่าสุด" in told


def test_a_tampered_seal_is_reported_as_broken(file: Path) -> None:
    for shape in ("'{}'", "'nonsense'", "'[1]'", "'{\"meeting\": 5}'", '\'{"meeting": ["x"]}\''):
        execute(file, f"UPDATE seal SET shape = {shape} WHERE subject = 'order'")
        assert "ไม่ตรงกับตราผนึก" in faults(file)


def test_allowed_changes_after_sealing_break_no_seal(file: Path) -> None:
    with opened_store(file):
        for task in ActionItem.select():
            finish_task(task.id, date(2021, 1, 1))
        committee = Committee.get(Committee.name == "คณะทำงานทดลอง")
        set_quorum(committee.id, 2)
        revoke_order(committee.order_id, date(2021, 1, 1), "หมดภารกิจ")
        meeting = find_meeting(1, 2563, "จัดทำแผน")
        by("เลขานุการ", add_correction, meeting.id, "แก้อีกคำ")
        assert (broken_seals(), unsealed()) == ((), ())
        assert AppointmentOrder.get(number=883).state == "revoked"


def test_verifying_a_backup_does_not_change_it(file: Path) -> None:
    copy = back_up(file)
    execute(copy, "UPDATE duty SET text = 'อื่น' WHERE text = 'ทดลองงาน'")
    before = copy.read_bytes()
    assert "๘๘๓/๒๕๖๓" in faults(copy)
    assert copy.read_bytes() == before
    copy.unlink()
    assert faults(file) == ""


def test_verification_reports_a_missing_reference_and_a_broken_table(file: Path) -> None:
    copy = back_up(file)
    execute(file, "UPDATE statement SET item_id = 7777 WHERE position = 1")
    assert "ช่องระเบียบวาระ: อ้างถึงสิ่งที่ไม่มีในแฟ้ม" in faults(file)
    content = bytearray(copy.read_bytes())
    content[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
    copy.write_bytes(content)
    assert "เสียหาย" in faults(copy)


def test_a_cell_changed_without_history_is_reported(file: Path) -> None:
    with opened_store(file):
        division = Division.get().id
        rename_division(division, "กองทดลอง", "ทดลอง")
        committee = Committee.get().id
        set_quorum(committee, 4)
    assert faults(file) == ""
    execute(file, f"UPDATE division SET name = 'กองอื่น' WHERE id = {division}")
    execute(file, f"UPDATE committee SET quorum_count = 3 WHERE id = {committee}")
    told = faults(file)
    assert f"ส่วนราชการ {division} ช่องชื่อ ไม่ตรงกับประวัติรุ่นล่าสุด" in told
    assert f"องค์ประชุม {committee} ช่องจำนวนที่ต้องมา" in told
    # A missing column is reported as such, and hides nothing else.
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("ALTER TABLE division DROP COLUMN short_name")
    told = faults(file)
    assert "คอลัมน์ division.short_name" in told
    assert "องค์ประชุม" in told


def test_verification_names_a_dropped_table_and_index(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP INDEX statement_item_id")
        connection.execute("DROP TABLE snippet")
    told = faults(file)
    assert "ดัชนี statement_item_id" in told
    assert "ตาราง snippet" in told


def test_verifying_an_unreadable_file_reports_the_reason(file: Path, tmp_path: Path) -> None:
    execute_pragma = "PRAGMA user_version = 999"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(execute_pragma)
    with pytest.raises(StoreFault) as fault:
        verify_file(file)
    assert fault.value.reason == StorageErrorReason.TOO_NEW
    with pytest.raises(StoreFault) as fault:
        verify_file(tmp_path / "none.db")
    assert fault.value.reason == StorageErrorReason.MISSING
