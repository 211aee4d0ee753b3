"""Who may only read changes nothing by any word; and an archive or a backup is changed by none."""

import gzip
from datetime import time
from pathlib import Path

import pytest

from kmtui.__main__ import main
from models.editing.revisions import Revision, Subject
from models.editing.seals import Seal
from models.errors import KmError, Refused
from models.evidence.attachments import AttachmentKind, attach
from models.meetings.events import Adoption
from models.meetings.records import Meeting, MeetingState, start_meeting
from models.meetings.roll import AttendanceStatus
from models.minutes.lifecycle import add_correction, adopt_minutes, close_at, set_times
from models.office.files import copy_for_office
from models.office.rights import Right, members, my_uid, set_member
from models.people.records import Person
from models.plan.lifecycle import announce_plan
from models.storage.backup import back_up
from models.storage.database import database
from models.storage.store import close_store
from tests.builders import THE_DAY, a_meeting
from tests.conftest import Run
from tests.refusals import refused

KEEPER = 64_321
OPENS, CLOSES = time(13), time(15)
PEOPLE = "ชื่อ,ตำแหน่ง\nนายสมชาย ใจดี,ครู\n"


def only(right: Right) -> None:
    """This user has this right, and another user administers."""
    set_member(my_uid(), KEEPER, "ผู้ดูแล", Right.ADMINISTER)
    set_member(KEEPER, my_uid(), "น้ำฝน", right)


def test_a_read_only_user_cannot_restore_import_or_archive(
    store: Path, kmtui: Run, tmp_path: Path
) -> None:
    meeting = a_meeting(closed=True)
    adopt_minutes(meeting.id, THE_DAY, Adoption.SAME_MEETING)
    free = back_up(store)  # without any list: there this user would be the master
    only(Right.READ)
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    count = Person.select().count()
    for words in (
        ("restore", str(free), "--yes"),
        ("import", "people", str(people)),
        ("archive", "2563"),
        ("members", str(my_uid()), "--right", "administer"),
        ("verify", "--seal"),
        ("settings", "printer", "ชั้นสอง"),
    ):
        done = kmtui(*words)
        assert done.returncode == 1, words
        assert "ขอสิทธิจากผู้ดูแลระบบ: ผู้ดูแล" in done.stderr.decode(), words
    assert Person.select().count() == count
    assert {each.right for each in members()} == {Right.READ, Right.ADMINISTER}
    assert not (store.parent / "archives").exists()
    assert not (store.parent / "settings.toml").exists()
    assert kmtui("list", "people").returncode == 0


def test_commands_record_the_listed_name_of_the_user(store: Path, kmtui: Run) -> None:
    meeting = a_meeting(closed=True)
    adopt_minutes(meeting.id, THE_DAY, Adoption.SAME_MEETING)
    Seal.delete().execute()
    set_member(my_uid(), my_uid(), "น้ำฝน ใจเย็น", Right.ADMINISTER)
    for words in (
        ("members", str(KEEPER), "--right", "read", "--name", "สมศรี"),
        ("members", str(KEEPER), "--right", "write"),
        ("verify", "--seal"),
        ("settings", "printer", "ชั้นสอง"),
    ):
        assert kmtui(*words).returncode == 0, words
    told = Revision.select().where(Revision.subject == Subject.MEMBER, Revision.text == "อ่านและพิมพ์")
    assert [each.who for each in told] == ["น้ำฝน ใจเย็น"]
    assert {each.who for each in Seal.select()} == {"น้ำฝน ใจเย็น"}


def test_an_administrator_can_restore_a_backup(store: Path, kmtui: Run) -> None:
    copy = back_up(store)
    set_member(my_uid(), my_uid(), "ผู้ดูแล", Right.ADMINISTER)
    assert kmtui("restore", str(copy), "--yes").returncode == 0
    assert members() == ()


def test_no_sub_command_changes_a_read_only_file(store: Path, kmtui: Run, tmp_path: Path) -> None:
    copy = back_up(store)
    before = copy.read_bytes()
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    for words in (
        ("members", str(my_uid()), "--right", "read"),
        ("restore", str(back_up(store)), "--yes"),
        ("archive", "2563"),
        ("backup",),
        ("verify", "--seal"),
        ("verify", "--repair"),
        ("settings", "printer", "ชั้นสอง"),
    ):
        done = kmtui("--home", str(copy), *words)
        assert done.returncode == 1, words
        assert "อ่านได้อย่างเดียว" in done.stderr.decode(), words
    for words in (("people", str(people)), ("posts", "อบต.")):
        done = kmtui("--home", str(copy), "import", *words, "--yes")
        assert done.returncode == 1, words
        assert "อ่านได้อย่างเดียว" in done.stderr.decode(), words
    assert kmtui("--home", str(copy), "members").returncode == 0
    assert copy.read_bytes() == before
    assert {each.suffix for each in copy.parent.iterdir()} == {".db"}


def test_the_member_list_of_an_old_backup_is_read_from_a_copy(
    home: Path, kmtui: Run, tmp_path: Path
) -> None:
    old = tmp_path / "old.db"
    packed = Path(__file__).parents[1] / "data" / "schema-1.db.gz"
    old.write_bytes(gzip.decompress(packed.read_bytes()))
    before = old.read_bytes()
    close_store()
    assert main(["--home", str(old), "members"]) == 0
    assert old.read_bytes() == before
    assert not (tmp_path / "backups").exists()


def test_attaching_and_copying_by_a_read_only_user_write_no_file(
    store: Path, tmp_path: Path
) -> None:
    source = tmp_path / "คู่มือ.pdf"
    source.write_bytes(b"%PDF-1.4")
    only(Right.READ)
    with refused(Refused):
        attach(2564, 3, AttachmentKind.WORK_MANUAL, "คู่มือ", source)
    with refused(Refused):
        copy_for_office("survey.toml")
    assert [each.name for each in store.parent.iterdir() if each.is_dir()] == []


def test_an_attachment_that_fails_to_be_stored_leaves_no_file(store: Path, tmp_path: Path) -> None:
    source = tmp_path / "คู่มือ.pdf"
    source.write_bytes(b"%PDF-1.4")
    database.execute_sql(
        "CREATE TEMP TRIGGER full BEFORE INSERT ON attachment BEGIN "
        "SELECT RAISE(ABORT, 'full'); END"
    )
    with pytest.raises(Exception, match="full"):
        attach(2564, 3, AttachmentKind.WORK_MANUAL, "คู่มือ", source)
    assert list((store.parent / "attachments").iterdir()) == []


def test_the_write_right_does_not_allow_adopting_or_changing_times_of_a_closed_meeting(
    store: Path,
) -> None:
    closed, adopted = a_meeting(closed=True), a_meeting(closed=True)
    adopt_minutes(adopted.id, THE_DAY, Adoption.SAME_MEETING)
    only(Right.WRITE)
    with refused(Refused, match="ขอสิทธิ"):
        add_correction(adopted.id, "แก้")
    with refused(Refused, match="ขอสิทธิ"):
        set_times(closed.id, OPENS, CLOSES)
    with refused(Refused, match="ขอสิทธิ"):
        announce_plan(1, THE_DAY)
    only_here = Meeting.get_by_id(adopted.id)
    assert only_here.corrections.count() == 0


def test_a_refused_closing_keeps_the_stored_start_time(store: Path) -> None:
    meeting = a_meeting()
    start_meeting(meeting.id, OPENS)
    with pytest.raises(KmError):
        close_at(meeting.id, CLOSES, CLOSES)  # no presence is marked
    found = Meeting.get_by_id(meeting.id)
    assert (found.opened_at, found.state) == (OPENS, MeetingState.OPEN)
    assert {row.status for row in found.attendance} == {AttendanceStatus.UNMARKED}
