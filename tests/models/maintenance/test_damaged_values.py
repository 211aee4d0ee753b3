"""A damaged value is fenced where it is read, named by verification, and put right if known."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import peewee
import pytest

from kmtui.thai.damaged import DAMAGED, is_damaged
from kmtui.thai.dates import DateStyle, format_date, format_time
from models.errors import Refused
from models.maintenance.damaged_values import damaged_values, repair
from models.maintenance.table_registry import all_tables
from models.maintenance.verification import verify_file
from models.meetings.records import Attendance, Meeting, MeetingState
from models.meetings.roll import TakesChair
from models.minutes.agenda import rename_item
from models.minutes.records import AgendaItem
from models.minutes.tasks import ActionItem
from models.office.organization import Organization
from models.office.rights import Member, Right, members, right_of
from models.people.operations import rename_person
from models.people.records import Person
from models.plan.records import KmPlan, PlanActivity
from models.plan.steps import PlanState
from models.storage.backup import back_up
from models.storage.database import database, now
from models.storage.fields import BooleanField, Fenced
from models.storage.store import close_store, open_store
from tests.builders import a_meeting
from tests.conftest import Run
from tests.damage import (
    BAD,
    columns,
    columns_read,
    failing,
    fill_every_table,
    is_placed,
    readings,
    tables,
)
from tests.journeys.terminal import kmtui_in_terminal
from tests.refusals import refused

pytestmark = pytest.mark.external_change


def damage(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as outside, outside:
        for sql in statements:
            assert outside.execute(sql).rowcount > 0, sql


@pytest.fixture
def full(example: Path) -> Path:
    """The example with a row in every table."""
    fill_every_table()
    return example


def test_every_column_of_every_table_is_a_fenced_field(store: Path) -> None:
    assert set(all_tables()) == set(tables())
    assert [
        (table._meta.table_name, field.name)
        for table, field in columns()
        if not isinstance(field, Fenced)
    ] == []


def test_the_example_has_no_damaged_value(full: Path) -> None:
    assert damaged_values(full) == []


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_a_bad_value_in_any_column_reads_as_damaged_and_is_reported(
    full: Path, bad: object
) -> None:
    """Each column by itself is read; together they are named."""
    placed = set()
    with database.atomic() as everything:
        for table, field in columns():
            name, row = table._meta.table_name, table.select(peewee.fn.MIN(table.id)).scalar()
            before = _stored(name, field.column_name, row)
            if not is_placed(name, field.column_name, bad, row):
                continue
            if field.is_sound(_stored(name, field.column_name, row)):
                assert is_placed(name, field.column_name, before, row)
                continue
            placed.add((name, field.column_name, row))
            value = field.python_value(_stored(name, field.column_name, row))
            assert value is None or is_damaged(value) or isinstance(field, BooleanField)
        for table in tables():
            for row in table.select():
                for field in table._meta.sorted_fields:
                    getattr(row, field.name)
        named = {(each.table, each.column, each.record_id) for each in damaged_values(full)}
        everything.rollback()
    assert placed <= named
    assert placed or bad is None  # SQLite itself refuses nothing where something must be


def test_a_dangling_reference_reads_as_a_damaged_record_even_in_an_outer_join(
    full: Path,
) -> None:
    tried = 0
    for table, field in columns():
        if not isinstance(field, peewee.ForeignKeyField) or table is field.rel_model:
            continue
        row = table.select(peewee.fn.MIN(table.id)).scalar()
        with database.atomic() as one:
            if is_placed(table._meta.table_name, field.column_name, 99999, row):
                joined = table.select(table, field.rel_model)
                joined = joined.join(field.rel_model, peewee.JOIN.LEFT_OUTER, on=field)
                found = getattr(joined.where(table.id == row).get(), field.name)
                assert isinstance(found, field.rel_model), (table, field.name)
                tried += 1
            one.rollback()
    assert tried > 30


def _stored(table: str, column: str, row: int) -> object:
    sql = f'SELECT "{column}" FROM "{table}" WHERE id = ?'  # noqa: S608  # names of ours
    return database.execute_sql(sql, (row,)).fetchone()[0]


SAMPLE = (
    ("attendance", "takes_chair", "x"),
    ("attendance", "status", b"\xff"),
    ("meeting", "state", "x"),
    ("meeting", "held_on", "2563-13-45"),
    ("meeting", "committee_id", "x"),
    ("meeting", "starts_at", "99:99"),
    ("meeting", "adopted_on", "2563-13-45"),
    ("meeting_event", "at", "x"),
    ("organization", "name", b"\xff\xfe"),
    ("statement", "text", b"\xff\xfe"),
    ("statement", "position", "x"),
    ("action_item", "due_on", "2563-99-99"),
    ("member", "right", "boss"),
    ("seat", "post_id", 99999),
    ("appointment_order", "state", "x"),
    ("km_plan", "state", "x"),
    ("km_plan", "fiscal_year", 99999),
    ("plan_activity", "begins_on", "x"),
    ("plan_activity", "budget", 9e999),
    ("knowledge_item", "way", "x"),
    ("memo", "written_on", "x"),
    ("survey_form", "answers", "ไม่ใช่"),
    ("revision", "subject", "x"),
    ("draft", "subject", "x"),
)


def test_reading_a_sample_of_damaged_values_raises_nothing(full: Path) -> None:
    close_store()
    with closing(sqlite3.connect(full)) as outside, outside:
        for table, column, bad in SAMPLE:
            row = f'(SELECT min(id) FROM "{table}")'  # noqa: S608  # names of ours
            sql = f'UPDATE "{table}" SET "{column}" = ? WHERE id = {row}'  # noqa: S608
            assert outside.execute(sql, (bad,)).rowcount == 1
    open_store(full)
    assert failing(full) == []
    assert len(damaged_values(full)) == len(SAMPLE)


@pytest.mark.parametrize(
    ("table", "column", "bad"),
    [
        ("km_plan", "approved_by_meeting_id", "2563-13-45"),
        ("dissent", "attendance_id", b"\xff\xfe"),
        ("seat", "post_id", None),
        ("plan_amendment", "meeting_id", 99999),
        ("activity_owner", "division_id", 99999),
        ("activity_owner", "division_id", None),
        ("meeting", "committee_id", "ไม่ใช่ค่าที่มีได้"),
        ("knowledge_item", "division_id", "2563-13-45"),
        ("committee", "order_id", 99999),
        ("assignment", "person_id", 99999),
    ],
)
def test_a_damaged_reference_breaks_no_list_and_no_document(
    full: Path, table: str, column: str, bad: object
) -> None:
    row = database.execute_sql(f'SELECT min(id) FROM "{table}"').fetchone()[0]  # noqa: S608
    with database.atomic() as one:
        assert is_placed(table, column, bad, row)
        names = {name for name, _read in readings(full)} - {"export binder"}
        assert len(names) > 20
        assert failing(full, names) == []
        one.rollback()


@pytest.mark.torture
@pytest.mark.parametrize("turn", range(len(BAD)))
def test_reading_a_bad_value_in_any_column_raises_nothing(full: Path, turn: int) -> None:
    """Each reading that asks for a column meets each bad value in it: one in each turn."""
    failed, tried, read = [], 0, 0
    asked = columns_read(full)
    assert all(len(each) >= 5 for each in asked.values()), "a reading that reads nothing"
    for at, (table, field) in enumerate(columns()):
        name, row = table._meta.table_name, table.select(peewee.fn.MIN(table.id)).scalar()
        of_it = {each for each, places in asked.items() if (name, field.column_name) in places}
        bad = BAD[(at + turn) % len(BAD)]
        with database.atomic() as one:
            if is_placed(name, field.column_name, bad, row):
                tried += 1
                read += len(of_it)
                found = [(name, field.column_name, bad, *each) for each in failing(full, of_it)]
                failed += found
                print(*found, sep="\n", end="\n" if found else "", flush=True)
            one.rollback()
    print(f"{tried} damaged values, {read} readings, {len(failed)} that failed")
    assert failed == []


def test_damaged_values_are_displayed_as_damaged(full: Path) -> None:
    damage(
        full,
        "UPDATE meeting SET held_on = '2563-13-45', starts_at = 'x', state = 'x' WHERE id = 1",
        "UPDATE organization SET name = x'fffe'",
        "UPDATE attendance SET takes_chair = 'x' WHERE id = 10",
        "UPDATE km_plan SET fiscal_year = 7",
    )
    meeting = Meeting.get_by_id(1)
    assert {format_date(meeting.held_on, style) for style in DateStyle} == {DAMAGED}
    assert format_time(meeting.starts_at) == DAMAGED
    assert MeetingState(meeting.state).label == DAMAGED
    assert Organization.select().first().name == DAMAGED
    assert is_damaged(TakesChair(Attendance.get_by_id(10).takes_chair))
    assert KmPlan.select().first().label == DAMAGED


def test_a_damaged_state_or_right_allows_no_changes(full: Path) -> None:
    damage(
        full,
        "UPDATE meeting SET state = 'x'",
        "UPDATE km_plan SET state = 'x'",
        "UPDATE member SET right = 'boss'",
    )
    with refused(Refused):
        Meeting.get_by_id(1).must_be_open()
    with refused(Refused):
        KmPlan.select().first().must_be_open()
    assert [each.right for each in members()] == [Right.READ]
    assert PlanState(KmPlan.select().first().state).label == DAMAGED


def test_the_folder_owner_administers_if_damage_left_no_administrator(full: Path) -> None:
    owner, other = full.parent.stat().st_uid, 54321
    Member.update(uid=owner, right=Right.ADMINISTER).execute()
    Member.insert(uid=other, name="ก", right=Right.WRITE, since=now()).execute()
    damage(full, f"UPDATE member SET right = 'boss' WHERE uid = {owner}")  # noqa: S608
    assert (right_of(owner), right_of(other)) == (Right.ADMINISTER, Right.WRITE)
    Member.update(right=Right.ADMINISTER).where(Member.uid == other).execute()
    assert right_of(owner) == Right.READ  # another user can put it right


def test_saving_another_field_keeps_a_damaged_value(full: Path) -> None:
    damage(full, "UPDATE meeting SET held_on = '2563-13-45' WHERE id = 1")
    meeting = Meeting.get_by_id(1)
    meeting.place = "ที่อื่น"
    meeting.save()
    assert database.execute_sql("SELECT held_on, place FROM meeting WHERE id = 1").fetchone() == (
        "2563-13-45",
        "ที่อื่น",
    )


def test_copying_a_damaged_value_keeps_it_reported_as_damaged(full: Path) -> None:
    damage(full, "UPDATE person SET family_name = x'ff' WHERE id = 1")
    person = Person.get_by_id(1)
    Person.create(title="นาย", given_name="ก", family_name=person.family_name, dictionary_key="ก")
    assert [(each.column, each.record_id) for each in damaged_values(full)] == [
        ("family_name", 1),
        ("family_name", Person.select(peewee.fn.MAX(Person.id)).scalar()),
    ]


def test_repair_restores_damaged_values_from_history_and_backup(full: Path) -> None:
    Member.delete().execute()
    activity = PlanActivity.select().first()
    was = activity.begins_on
    rename_person(1, "นางสาวอรยานี อื่น")
    close_store()
    back_up(full)
    damage(
        full,
        "UPDATE meeting SET held_on = '2563-13-45', state = 'x' WHERE id = 1",
        f"UPDATE plan_activity SET begins_on = 'x' WHERE id = {activity.id}",  # noqa: S608
        "UPDATE action_item SET due_on = '2563-99-99' WHERE id = 1",
        "UPDATE seat SET role = 'boss' WHERE id = 1",
    )
    told = "\n".join(verify_file(full).faults)
    for words in ("ช่องวัน", "ช่องสถานะ", "ช่องหน้าที่", "kmtui verify --repair"):
        assert words in told
    open_store(full)
    assert len(repair(full)) == 5
    assert damaged_values(full) == []
    assert Meeting.get_by_id(1).held_on == date(2020, 9, 22)
    assert PlanActivity.get_by_id(activity.id).begins_on == was
    assert ActionItem.get_by_id(1).due_on is None


def test_repair_without_a_backup_restores_from_unchanged_history_only(full: Path) -> None:
    first, second = a_meeting(items=2).items.order_by(AgendaItem.id)
    for item in (first, second):
        rename_item(item.id, "ชื่อใหม่")
    damage(
        full,
        f"UPDATE agenda_item SET title = x'ff' WHERE id IN ({first.id}, {second.id})",  # noqa: S608
        f"UPDATE revision SET text = 'ปลอม' WHERE subject_id = {second.id} AND field = 'title'",  # noqa: S608
    )
    assert [each.record_id for each in repair(full)] == [first.id]
    assert AgendaItem.get_by_id(first.id).title == "ชื่อใหม่"


def test_a_unique_value_that_another_record_has_by_now_is_not_put_back(full: Path) -> None:
    back_up(full)
    (word,) = database.execute_sql("SELECT word FROM snippet").fetchone()
    damage(
        full,
        f"UPDATE snippet SET word = x'ff' WHERE word = '{word}'",  # noqa: S608
        f"INSERT INTO snippet (id, word, text) VALUES (999, '{word}', 'ใหม่')",  # noqa: S608
        "UPDATE meeting SET held_on = '2563-13-45' WHERE id = 1",
    )
    assert [each.table for each in repair(full)] == ["meeting"]
    assert [each.table for each in damaged_values(full)] == ["snippet"]


def test_a_damaged_value_without_a_known_original_is_reported_and_kept(full: Path) -> None:
    damage(full, "UPDATE meeting SET held_on = '2563-13-45' WHERE id = 1")
    (value,) = damaged_values(full)
    assert "ไม่มีในประวัติและสำเนาสำรอง" in value.sentence
    assert repair(full) == []
    stored = database.execute_sql("SELECT held_on FROM meeting WHERE id = 1").fetchone()
    assert stored == ("2563-13-45",)


def test_the_program_starts_with_damaged_values_and_verify_fails(example_home: Path) -> None:
    file = example_home / "kmtui.db"
    damage(
        file,
        "UPDATE meeting SET held_on = '2563-13-45' WHERE id = 1",
        "UPDATE meeting SET state = 'x' WHERE id = 2",
        "UPDATE attendance SET takes_chair = 'x'",
        "UPDATE organization SET name = x'fffe'",
        "UPDATE km_plan SET state = 'x'",
        "UPDATE seat SET role = x'ff' WHERE id = 2",
        "UPDATE meeting_event SET at = 'x' WHERE id = 1",
    )
    with kmtui_in_terminal(example_home) as terminal:
        terminal.wait_for(DAMAGED)
        terminal.press("C-q")
        terminal.wait_for("ออกจากโปรแกรมหรือไม่")
        terminal.press("Left", "Enter")
        terminal.wait_until_ended()
    faults = "\n".join(verify_file(file).faults)
    for words in ("การประชุม 1 ช่องวัน", "การประชุม 2 ช่องสถานะ", "หน่วยงาน 1 ช่องชื่อ"):
        assert words in faults


def test_commands_work_with_damaged_values(example_home: Path, kmtui: Run) -> None:
    file = example_home / "kmtui.db"
    damage(
        file,
        "UPDATE meeting SET held_on = '2563-13-45' WHERE id = 1",
        "UPDATE attendance SET takes_chair = 'x'",
        "UPDATE organization SET name = x'fffe'",
    )
    for words in (("list", "meetings"), ("check",), ("export", "minutes", "2/2563", "-o", "-")):
        done = kmtui(*words)
        assert b"Traceback" not in done.stderr, words
    told = kmtui("verify")
    assert told.returncode == 1
    assert "ข้อมูลครบถ้วน" not in told.stdout.decode()
    for sentence in ("การประชุม 1 ช่อง", "ช่องการเป็นประธานแทน", "หน่วยงาน 1 ช่องชื่อ"):
        assert sentence in told.stderr.decode()
