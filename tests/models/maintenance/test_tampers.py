"""Changes made around the program, each by one statement of another program, are detected."""
# ruff: noqa: S608  # names of tables and columns are ours

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import peewee
import pytest
from msgspec import Struct

from models.committees.operations import add_committee, add_duty, add_seat
from models.committees.orders import draft_order, issue
from models.committees.records import Role
from models.maintenance.verification import verify_file
from models.meetings.events import Adoption
from models.meetings.records import find_meeting
from models.minutes.lifecycle import adopt_minutes
from models.office.rights import Member, Right
from models.people.operations import rename_person
from models.people.records import Post
from models.storage import fields
from models.storage.backup import back_up, file_mark
from models.storage.chain import HEAD_SUFFIX
from models.storage.store import opened_store
from tests.damage import fill_every_table, tables

pytestmark = pytest.mark.external_change


class Tamper(Struct, frozen=True):
    """A change by another program, and whether it is detected even without a backup."""

    sql: str
    without_backup: bool = False


_ADOPTED = "(SELECT subject_id FROM seal WHERE subject = 'minutes' AND digest <> '')"
_ISSUED = "(SELECT max(id) FROM appointment_order WHERE state = 'issued')"
_FORGED = f"INSERT INTO correction (meeting_id, position, text) VALUES ({_ADOPTED}, 9, 'x')"

NAMED = (
    Tamper(f"UPDATE meeting SET state = 'closed' WHERE id = {_ADOPTED}", True),
    Tamper(f"UPDATE meeting SET state = 'open' WHERE id = {_ADOPTED}", True),
    Tamper(f"UPDATE meeting SET place = 'ที่อื่น' WHERE id = {_ADOPTED}", True),
    Tamper(f"DELETE FROM seal WHERE subject_id = {_ADOPTED}", True),
    Tamper(f"UPDATE seal SET digest = '' WHERE subject_id = {_ADOPTED}"),
    Tamper(f"UPDATE appointment_order SET state = 'revoked' WHERE id = {_ISSUED}", True),
    Tamper(f"UPDATE appointment_order SET state = 'draft' WHERE id = {_ISSUED}", True),
    Tamper(f"UPDATE appointment_order SET subject = 'อื่น' WHERE id = {_ISSUED}", True),
    Tamper("UPDATE person SET family_name = 'อื่น' WHERE id = 3"),
    Tamper("UPDATE person SET family_name = 'ใหม่' WHERE id = 1", True),
    Tamper("DELETE FROM revision WHERE id = (SELECT max(id) FROM revision)", True),
    Tamper("DELETE FROM revision WHERE id > (SELECT max(id) - 3 FROM revision)", True),
    Tamper("DELETE FROM revision WHERE id = (SELECT max(id) - 1 FROM revision)", True),
    Tamper("DELETE FROM revision", True),
    Tamper("UPDATE revision SET who = 'ผู้อื่น' WHERE id = 2", True),
    Tamper("UPDATE revision SET chain = '' WHERE id = 2", True),
    Tamper("UPDATE revision SET id = 9999 WHERE id = 2", True),
    Tamper("DELETE FROM meeting_event WHERE id = (SELECT max(id) FROM meeting_event)", True),
    Tamper("DELETE FROM meeting_event WHERE what = 'started'"),
    Tamper("UPDATE meeting_event SET at = '2019-01-01T00:00:00.000+00:00' WHERE id = 1"),
    Tamper("UPDATE meeting_event SET who = 'ผู้อื่น' WHERE id = 1"),
    Tamper("UPDATE km_plan SET announced_on = '2021-01-05'", True),
    Tamper(_FORGED, True),
    Tamper("UPDATE seal SET who = 'ผู้อื่น' WHERE id = (SELECT max(id) FROM seal)"),
    Tamper("UPDATE seal SET at = '2019-01-01T00:00:00.000+00:00' WHERE digest <> ''"),
    Tamper("DELETE FROM assessment_answer WHERE id = (SELECT max(id) FROM assessment_answer)"),
    Tamper("DELETE FROM action_item WHERE id = (SELECT max(id) FROM action_item)"),
    Tamper("DELETE FROM knowledge_item WHERE id = (SELECT min(id) FROM knowledge_item)"),
    Tamper("DELETE FROM progress WHERE id = (SELECT max(id) FROM progress)"),
    Tamper("DELETE FROM memo WHERE id = (SELECT max(id) FROM memo)"),
    Tamper("CREATE TRIGGER t AFTER UPDATE ON statement BEGIN DELETE FROM seal; END", True),
    Tamper("DROP TABLE duty", True),
)
"""What an attacker would do first; the faults of November 2026 among them."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, example_file: Path) -> Path:
    """The example with every table filled, adopted minutes, an issued order, a changed name."""
    path = tmp_path_factory.mktemp("office") / "kmtui.db"
    path.write_bytes(example_file.read_bytes())
    with opened_store(path):
        fill_every_table()
        Member.update(uid=os.getuid(), right=Right.ADMINISTER).execute()
        meeting = find_meeting(1, 2563, "จัดทำแผน")
        adopt_minutes(meeting.id, date(2020, 10, 5), Adoption.CIRCULATION, ("แก้คำผิด",))
        order = draft_order("แต่งตั้งคณะทำงาน", "เพื่อทดลองงาน")
        committee = add_committee(order, "คณะทำงานทดลอง")
        posts = list(Post.select().where(~Post.shared).order_by(Post.id).limit(2))
        add_seat(committee, Role.CHAIR, posts[0].id)
        add_seat(committee, Role.MEMBER_SECRETARY, posts[1].id)
        add_duty(committee, "ทดลองงาน")
        issue(order, date(2020, 12, 1))
        rename_person(1, "นางสาวอรยานี อื่น")
        rename_person(2, "นายสอง อื่น")
    return path


def every_column(path: Path) -> list[Tamper]:
    """A sound other value in each column of one row of each table, and one row of each gone."""
    made = []
    with opened_store(path):
        for table in tables():
            name = table._meta.table_name
            if name in ("presence", "draft"):
                continue
            row_id = f"(SELECT max(id) FROM {name})"
            made += [
                Tamper(f"UPDATE {name} SET {column} = {value} WHERE id = {row_id}")
                for column, value in _other_values(table)
            ]
            made.append(Tamper(f"DELETE FROM {name} WHERE id = {row_id}"))
    return made


def _other_values(table: Any) -> list[tuple[str, str]]:
    found = []
    for field in table._meta.sorted_fields:
        column = f'"{field.column_name}"'
        if isinstance(field, peewee.AutoField) or (table._meta.table_name, field.name) in _COUNTED:
            continue
        if field.choices:
            a, b = (str(value) for value, _label in field.choices[:2])
            found.append((column, f"CASE {column} WHEN '{a}' THEN '{b}' ELSE '{a}' END"))
        elif isinstance(field, fields.ForeignKeyField):
            other = f'SELECT id FROM "{field.rel_model._meta.table_name}"'
            found.append((column, f"({other} WHERE id IS NOT {column} ORDER BY id LIMIT 1)"))
        elif isinstance(field, fields.MomentField):
            found.append((column, "'2019-01-01T00:00:00.000+00:00'"))
        elif isinstance(field, fields.DateField):
            found.append((column, "'2019-01-05'"))
        elif isinstance(field, fields.TimeField):
            found.append((column, "'03:04:05'"))
        elif isinstance(field, fields.BooleanField):
            found.append((column, f"1 - coalesce({column}, 0)"))
        elif isinstance(field, peewee.IntegerField | peewee.FloatField):
            found.append((column, f"coalesce({column}, 2500) + 7"))
        else:
            found.append((column, f"coalesce({column}, '') || '5'"))
    return found


_COUNTED = {("meeting", "invitation_version")}


class Attacked:
    """Copies of the office, each changed by another program, with or without today's backup."""

    def __init__(self, office: Path, home: Path) -> None:
        self._office, self._path = office, home / "kmtui.db"
        self._backup = back_up(office)
        self._sound = {each: self._faults(each) for each in (True, False)}

    def is_detected(self, change: Tamper, with_backup: bool) -> bool | None:
        """Return whether a change is detected; None if SQLite refuses it."""
        self._copy(with_backup)
        with closing(sqlite3.connect(self._path)) as outside, outside:
            try:
                outside.execute(change.sql)
            except sqlite3.IntegrityError:
                return None
        return bool(set(verify_file(self._path).faults) - self._sound[with_backup])

    def _faults(self, with_backup: bool) -> set[str]:
        self._copy(with_backup)
        return set(verify_file(self._path).faults)

    def _copy(self, with_backup: bool) -> None:
        backups = self._path.parent / "backups"
        shutil.rmtree(self._path.parent, ignore_errors=True)
        backups.mkdir(parents=True)
        shutil.copy(self._office, self._path)
        shutil.copy(f"{self._office}{HEAD_SUFFIX}", f"{self._path}{HEAD_SUFFIX}")
        if with_backup:
            name = self._backup.name.replace(file_mark(self._office), file_mark(self._path))
            shutil.copy(self._backup, backups / name)


@pytest.fixture(scope="module")
def attacked(office: Path, tmp_path_factory: pytest.TempPathFactory) -> Attacked:
    """The office, to be attacked again and again."""
    return Attacked(office, tmp_path_factory.mktemp("attacked") / "home")


@pytest.mark.parametrize("change", NAMED, ids=lambda each: each.sql[:60])
def test_verification_detects_the_likeliest_tampering(attacked: Attacked, change: Tamper) -> None:
    assert attacked.is_detected(change, with_backup=True)
    if change.without_backup:
        assert attacked.is_detected(change, with_backup=False)


def test_verification_with_a_backup_detects_a_sample_of_column_changes(
    office: Path, attacked: Attacked
) -> None:
    detected = {each.sql: attacked.is_detected(each, True) for each in every_column(office)[::31]}
    assert [sql for sql, is_detected in detected.items() if is_detected is False] == []
    assert list(detected.values()).count(True) >= 5


@pytest.mark.torture
def test_verification_with_a_backup_detects_a_change_of_every_column(
    office: Path, attacked: Attacked
) -> None:
    changes = every_column(office)
    told = {each.sql: attacked.is_detected(each, True) for each in changes}
    alone = [each.sql for each in changes if attacked.is_detected(each, False)]
    print(f"{len(changes)} changes, {list(told.values()).count(None)} refused by SQLite,")
    print(f"{list(told.values()).count(True)} told with a backup, {len(alone)} without")
    assert len(changes) >= 100
    assert [sql for sql, is_detected in told.items() if is_detected is False] == []
