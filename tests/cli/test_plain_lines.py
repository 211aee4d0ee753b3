"""What the command line says is plain: no file, setting or argument steers the terminal."""

import subprocess
from pathlib import Path

import pytest

from models.storage.database import database
from models.storage.store import opened_store
from tests.conftest import Run

TITLE = "\x1b]0;ชื่อหน้าต่าง\x07"


def plain(done: "subprocess.CompletedProcess[bytes]") -> str:
    """What was said on both streams, which holds no control code but line ends."""
    told = (done.stdout + done.stderr).decode()
    assert told.replace("\n", "").isprintable(), repr(told)
    assert "Traceback" not in told
    return told


def test_control_characters_in_settings_are_printed_as_plain_text(
    example_home: Path, kmtui: Run
) -> None:
    settings = example_home / "settings.toml"
    settings.write_text('"\\u001b]0;ชื่อหน้าต่าง\\u0007" = 1\n', "utf-8")
    assert "]0;ชื่อหน้าต่าง" in plain(kmtui("fonts"))
    settings.write_text('backup_folder = "/\\u001b[2J\\nข้อมูลครบถ้วน"\n', "utf-8")
    (example_home / "backups").mkdir()
    done = kmtui("backup", "--daily")
    plain(done)
    assert done.stderr.count(b"\n") == 1


def test_verify_prints_a_hostile_file_as_plain_text(example_home: Path, kmtui: Run) -> None:
    file = example_home / "kmtui.db"
    with opened_store(file):
        database.execute_sql("UPDATE revision SET subject = ? WHERE id = 1", (TITLE,))
    assert "ถูกแก้นอกโปรแกรม" in plain(kmtui("verify"))


def test_control_characters_in_file_names_are_printed_as_plain_text(
    example_home: Path, kmtui: Run, tmp_path: Path
) -> None:
    people = tmp_path / f"{TITLE}.csv"
    people.write_text("ชื่อ,ตำแหน่ง\nนายสมชาย ใจดี,ครู\n", "utf-8")
    assert "ชื่อหน้าต่าง" in plain(kmtui("import", "people", str(people), "--dry-run"))
    copy = tmp_path / f"{TITLE}\n.db"
    assert plain(kmtui("backup", str(copy)))
    assert copy.exists()
    assert "ข้อมูลครบถ้วน" in plain(kmtui("verify", str(copy)))
    assert plain(kmtui("restore", str(copy), "--yes"))
    assert plain(kmtui("export", "minutes", "1/2563", "-o", str(tmp_path / f"{TITLE}.pdf")))
    assert plain(kmtui("check", "--text", str(people)))
    assert plain(kmtui("--where", KMTUI_HOME=str(tmp_path / TITLE)))


@pytest.mark.parametrize(
    "words",
    [
        (TITLE,),
        ("list", TITLE),
        ("verify", "a", TITLE),
        (f"--{TITLE}",),
        ("list", "people", "--format", TITLE),
    ],
)
def test_unknown_arguments_are_repeated_as_plain_text(
    home: Path, kmtui: Run, words: tuple[str, ...]
) -> None:
    done = kmtui(*words)
    assert done.returncode == 2
    assert plain(done)


@pytest.mark.parametrize("digits", [23, 5000])
def test_a_number_too_large_for_sqlite_is_refused_in_a_sentence(
    example_home: Path, kmtui: Run, digits: int
) -> None:
    number = "9" * digits
    for words in (
        ("archive", number),
        ("members", number),
        ("open", f"{number}/2563"),
        ("export", "training", number),
        ("export", "plan", number),
        ("export", "memo", f"draft-{number}"),
        ("check", "--year", number),
        ("list", "meetings", "--year", number),
        ("list", "plans", "--year", number),
    ):
        done = kmtui(*words)
        told = plain(done)
        # Listings of a year in which nothing is are empty, whatever the year.
        assert done.returncode in (1, 2) or words[0] == "list", words
        assert told.splitlines()
