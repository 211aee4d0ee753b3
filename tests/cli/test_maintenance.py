"""The words that keep the data, as a clerk, a script and a timer use them."""

import csv
import io
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kmtui.cli.maintenance import restore_from
from kmtui.cli.output_formats import show
from models.home.listing import LISTINGS
from models.meetings.events import Adoption
from models.minutes.lifecycle import adopt_minutes
from models.minutes.records import Statement
from models.office.plain_table import Listing
from models.storage.backup import back_up
from models.storage.store import opened_store
from tests.builders import THE_DAY, a_meeting, a_person, a_statement
from tests.conftest import Run

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "  =1+1", '=cmd|"x"!A0')


@pytest.fixture
def file(example_home: Path) -> Path:
    return example_home / "kmtui.db"


def test_maintenance_commands_work_in_a_separate_process(
    file: Path, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "kmtui", "--home", str(file.parent)]
    made = subprocess.run([*command, "backup"], env=environment, capture_output=True)
    assert made.returncode == 0
    copy = made.stdout.decode().strip()
    checked = subprocess.run([*command, "verify", copy], env=environment, capture_output=True)
    assert (checked.returncode, checked.stderr) == (0, b"")


def test_backup_prints_the_path_of_the_copy_and_verify_accepts_it(file: Path, kmtui: Run) -> None:
    done = kmtui("backup")
    assert done.returncode == 0, done.stderr.decode()
    copy = Path(done.stdout.decode().strip())
    assert copy.parent == file.parent / "backups"
    checked = kmtui("verify", str(copy))
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert "ข้อมูลครบถ้วน" in checked.stdout.decode()
    assert "คำพูด" in checked.stdout.decode()


def test_daily_backup_copies_once_a_day_to_folder_and_medium(
    file: Path, kmtui: Run, tmp_path: Path
) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    (file.parent / "settings.toml").write_text(f'backup_folder = "{medium}"\n', "utf-8")
    first = kmtui("backup", "--daily")
    assert (first.returncode, first.stderr) == (0, b"")
    made = [Path(line) for line in first.stdout.decode().splitlines()]
    assert [each.parent for each in made] == [file.parent / "backups", medium]
    again = kmtui("backup", "--daily")
    assert (again.returncode, again.stdout, again.stderr) == (0, b"", b"")
    medium.rename(tmp_path / "unplugged")
    told = kmtui("backup", "--daily")
    assert told.returncode == 1
    assert "ไม่พบโฟลเดอร์สำรอง" in told.stderr.decode()


def test_restore_shows_the_loss_asks_and_keeps_the_present_file(file: Path, kmtui: Run) -> None:
    copy = back_up(file)
    with opened_store(file):
        a_statement("หลังสำรอง")
    asked = kmtui("restore", str(copy))
    assert asked.returncode == 1
    shown = asked.stdout.decode()
    assert "หายไป ๑" in shown
    assert "แก้ไขล่าสุดในสำเนา" in shown
    assert "--yes" in asked.stderr.decode()
    done = kmtui("restore", str(copy), "--yes")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "แฟ้มก่อนกู้คืนเก็บไว้ที่" in done.stdout.decode()
    with opened_store(file):
        assert Statement.select().count() == 9


def test_verify_reports_a_damaged_file_and_restore_replaces_it(file: Path, kmtui: Run) -> None:
    copy = back_up(file)
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE revision SET text = 'อื่น' WHERE id = 1")
    done = kmtui("verify")
    assert done.returncode == 1
    assert "ถูกแก้นอกโปรแกรม" in done.stderr.decode()
    file.write_bytes(file.read_bytes()[:5000])
    assert str(copy) in kmtui("list", "people").stderr.decode()
    restored = kmtui("restore", str(copy), "--yes")
    assert "แฟ้มปัจจุบันใช้ไม่ได้" in restored.stdout.decode()
    assert kmtui("verify").returncode == 0


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("restore", "none.db"), "ไม่พบแฟ้มสำรอง"),
        (("verify", "none.db"), "ยังไม่มีแฟ้มข้อมูล"),
        (("archive", "2563"), "ยังมีรายงานที่ไม่ได้รับรอง"),
        (("archive", "สองพัน"), "พ.ศ."),
        (("members", "nobody-of-that-name"), "ไม่มีผู้ใช้ชื่อ"),
        (("setup-shared", "x", "--group", "no-such-group"), "groupadd"),
    ],
)
def test_failing_maintenance_commands_print_one_sentence(
    file: Path, kmtui: Run, words: tuple[str, ...], sentence: str
) -> None:
    done = kmtui(*words)
    told = done.stderr.decode()
    assert done.returncode == 1
    assert sentence in told
    assert told.count("\n") == 1


def test_backup_without_a_data_file_fails_and_creates_nothing(home: Path, kmtui: Run) -> None:
    done = kmtui("backup")
    assert (done.returncode, done.stdout) == (1, b"")
    assert list(home.iterdir()) == []


def test_members_are_listed_with_their_right(file: Path, kmtui: Run) -> None:
    assert "ยังไม่ได้กำหนดสิทธิ" in kmtui("members").stdout.decode()
    me = str(os.getuid())
    done = kmtui("members", me, "--right", "administer", "--name", "นายช่าง")
    assert done.returncode == 0, done.stderr.decode()
    assert "นายช่าง" in done.stdout.decode()
    assert "ดูแลระบบ" in kmtui("members").stdout.decode()
    assert "ยังไม่ได้กำหนดสิทธิ" in kmtui("members", me, "--remove").stdout.decode()


def test_archiving_an_adopted_year_makes_a_read_only_file(
    home: Path, store: Path, kmtui: Run
) -> None:
    meeting = a_meeting(closed=True)
    adopt_minutes(meeting.id, THE_DAY, Adoption.SAME_MEETING)
    done = kmtui("archive", "2563")
    assert done.returncode == 0, done.stderr.decode()
    archive = Path(done.stdout.decode().strip())
    assert archive.name == "kmtui-2563.db"
    assert archive.stat().st_mode & 0o777 == 0o440
    before = archive.read_bytes()
    listed = kmtui("--home", str(archive), "list", "meetings")
    assert "1/2563" in listed.stdout.decode()
    assert kmtui("--home", str(archive), "verify").returncode == 0
    people = home / "people.csv"
    people.write_text("ชื่อ,ตำแหน่ง\nนายสมชาย ใจดี,ครู\n", encoding="utf-8")
    assert kmtui("--home", str(archive), "import", "people", str(people)).returncode == 1
    assert archive.read_bytes() == before
    assert sorted(each.name for each in archive.parent.iterdir()) == [archive.name]
    assert "เก็บถาวรแล้ว" in kmtui("archive", "2563").stderr.decode()


def test_archiving_a_year_with_unadopted_minutes_names_the_meeting(store: Path, kmtui: Run) -> None:
    a_meeting(closed=True)
    assert "๑/๒๕๖๓" in kmtui("archive", "๒๕๖๓").stderr.decode()


def test_restore_asks_for_confirmation_at_a_terminal(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = back_up(file)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _question: "ไม่")
    assert restore_from(file, str(copy), yes=False) == 1
    assert "ไม่ได้กู้คืน" in capsys.readouterr().out
    monkeypatch.setattr("builtins.input", lambda _question: " ใช่ ")
    assert restore_from(file, str(copy), yes=False) == 0


@pytest.mark.parametrize("cell", HOSTILE)
def test_no_cell_of_a_csv_file_becomes_a_formula(cell: str) -> None:
    listing = Listing(("name",), ("ชื่อ",), ((cell,),))
    _, (written,) = csv.reader(io.StringIO(show(listing, "csv").removeprefix("\ufeff"), newline=""))
    assert written == "'" + cell
    plain = Listing(("name",), ("ชื่อ",), (("นายสมชาย ใจดี",),))
    assert "นายสมชาย ใจดี\r\n" in show(plain, "csv") + "\r\n"


def test_a_person_name_like_a_formula_is_harmless_in_a_csv_list(store: Path, kmtui: Run) -> None:
    a_person('=HYPERLINK("x")', "+cmd", title="@นาย")
    listing = LISTINGS["people"](THE_DAY, None)
    rows = csv.reader(io.StringIO(show(listing, "csv").removeprefix("\ufeff"), newline=""))
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in cells)


def test_backing_up_to_a_hostile_file_name_writes_exactly_that_file(
    file: Path, kmtui: Run, tmp_path: Path
) -> None:
    for name in ("?mode=rwc#x.db", "ชื่อ ไทย'\";--.db", "%2e%2e%2fout.db"):
        target = tmp_path / name
        done = kmtui("backup", str(target))
        assert done.returncode == 0, done.stderr.decode()
        assert target.is_file()
        assert kmtui("verify", str(target)).returncode == 0
