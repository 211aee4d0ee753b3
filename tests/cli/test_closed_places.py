"""Folders that are closed to this user, names that cannot be, pipes: one sentence, no traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.evidence.attachments import AttachmentKind, attach
from models.storage.backup import back_up
from models.storage.store import opened_store

Outcomes = list[tuple[int, str]]
RunAll = Callable[..., Outcomes]

# One process for many commands: to start it takes longer than they do.
CODE = """
import contextlib, io, json, sys
from kmtui.__main__ import main
outcomes = []
for words in json.loads(sys.argv[1]):
    err, out = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(err), contextlib.redirect_stdout(out):
        status = main(words)
    outcomes.append((status, err.getvalue()))
print(json.dumps(outcomes))
"""
EVERY_WORD = [
    ["list", "people"],
    ["verify"],
    ["backup"],
    ["backup", "--daily"],
    ["restore", "none.db", "--yes"],
    ["demo", "--no-open"],
    ["open", "1/2563"],
    ["members"],
    ["archive", "2563"],
    ["import", "people", "none.csv"],
    ["export", "minutes", "1/2563"],
    ["check"],
    ["print", "minutes", "1/2563"],
    ["publish", "2564", "none"],
    ["show", "1/2563"],
    ["settings"],
]


@pytest.fixture
def run_all(powerless: tuple[str, ...], environment: dict[str, str]) -> RunAll:
    """Run these commands as a user without power over the modes of files."""

    def run(*commands: list[str], **changes: str) -> Outcomes:
        done = subprocess.run(
            [*powerless, sys.executable, "-c", CODE, json.dumps(commands)],
            env={**environment, **changes},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode()
        return [(status, err) for status, err in json.loads(done.stdout.decode())]

    return run


def all_in_a_sentence(outcomes: Outcomes) -> None:
    assert [status for status, _ in outcomes] == [1] * len(outcomes)
    for _, err in outcomes:
        assert err.count("\n") == 1, err
        assert len(err) < 600


@pytest.fixture
def closed(example_home: Path) -> Iterator[Path]:
    """A data folder into which this user may not go."""
    example_home.chmod(0)
    yield example_home
    example_home.chmod(0o700)


def test_every_command_reports_a_closed_data_folder_in_one_sentence(
    closed: Path, run_all: RunAll
) -> None:
    outcomes = run_all(*EVERY_WORD, KMTUI_HOME=str(closed))
    all_in_a_sentence(outcomes)
    others = [err for _, err in outcomes if "มีสิทธิ์เข้าถึง" not in err]
    assert [each.split()[0] for each in others] == ["ไม่พบแฟ้มสำรอง"]


def test_every_command_reports_an_unusable_home_in_one_sentence(
    closed: Path, run_all: RunAll
) -> None:
    for home in (f"{closed}/x", "~nosuch/x", f"/{'ก' * 300}/x", f"{closed.parent}/{'x' * 300}"):
        all_in_a_sentence(run_all(*EVERY_WORD, KMTUI_HOME=home))


def test_commands_report_an_unreadable_file_path_in_one_sentence(
    example_home: Path, tmp_path: Path, run_all: RunAll
) -> None:
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    words = []
    for file in (f"{shut}/x", "~nosuch/x", "x" * 300):
        words += [["backup", f"{file}.db"], ["verify", f"{file}.db"], ["restore", f"{file}.db"]]
        words += [["import", "people", f"{file}.csv"], ["fonts", "--font", f"{file}.ttf"]]
        words += [["export", "minutes", "1/2563", "-o", f"{file}.pdf"]]
    outcomes = run_all(*words, KMTUI_HOME=str(example_home))
    shut.chmod(0o700)
    all_in_a_sentence(outcomes)
    assert not (Path.cwd() / "~nosuch").exists()


def test_a_pipe_as_the_data_file_or_as_a_backup_is_refused_at_once(
    home: Path, example_file: Path, tmp_path: Path, run_all: RunAll
) -> None:
    os.mkfifo(home / "kmtui.db")
    os.mkfifo(tmp_path / "pipe.db")
    words = [
        each for each in EVERY_WORD if each[0] not in ("restore", "demo", "import", "settings")
    ]
    outcomes = run_all(
        *words,
        ["demo", "--no-open"],
        ["verify", str(tmp_path / "pipe.db")],
        ["restore", str(tmp_path / "pipe.db"), "--yes"],
        ["restore", str(example_file), "--yes"],
        KMTUI_HOME=str(home),
    )
    all_in_a_sentence(outcomes)


def test_settings_that_are_a_pipe_are_refused_at_once(example_home: Path, run_all: RunAll) -> None:
    os.mkfifo(example_home / "settings.toml")
    all_in_a_sentence(run_all(["fonts"], KMTUI_HOME=str(example_home)))


def test_commands_report_unreadable_backups_without_a_traceback(
    example_home: Path, run_all: RunAll
) -> None:
    back_up(example_home / "kmtui.db")
    (example_home / "backups").chmod(0)
    outcomes = run_all(
        ["verify"],
        ["list", "people"],
        ["backup"],
        ["backup", "--daily"],
        KMTUI_HOME=str(example_home),
    )
    (example_home / "backups").chmod(0o700)
    assert [status for status, _ in outcomes] == [0, 0, 1, 1]
    all_in_a_sentence(outcomes[2:])
    assert all(str(example_home / "backups") in err for _, err in outcomes[2:])


def test_daily_backup_reports_an_unknown_home_and_resolves_a_relative_folder(
    example_home: Path, run_all: RunAll
) -> None:
    settings = example_home / "settings.toml"
    settings.write_text('backup_folder = "~nosuch/x"\n', "utf-8")
    ((status, err),) = run_all(["backup", "--daily"], KMTUI_HOME=str(example_home))
    assert status == 1
    assert "ไม่พบโฟลเดอร์สำรอง" in err
    assert "~nosuch/x" in err
    (example_home / "second").mkdir()
    settings.write_text('backup_folder = "second"\n', "utf-8")
    assert run_all(["backup", "--daily"], KMTUI_HOME=str(example_home)) == [(0, "")]
    assert len(list((example_home / "second").glob("kmtui-*.db"))) == 1


def test_an_unreadable_attachment_or_a_pipe_is_reported_without_blocking(
    example_home: Path, tmp_path: Path, run_all: RunAll
) -> None:
    source = tmp_path / "คู่มือ.pdf"
    source.write_bytes(b"%PDF-1.7")
    with opened_store(example_home / "kmtui.db"):
        for title in ("ปิด", "ท่อ"):
            attach(2564, 4, AttachmentKind.WORK_MANUAL, title, source)
    closed, pipe = sorted((example_home / "attachments").glob("*.pdf"))
    closed.chmod(0)
    pipe.unlink()
    os.mkfifo(pipe)
    ((status, err),) = run_all(["verify"], KMTUI_HOME=str(example_home))
    assert status == 1
    assert "อ่านเอกสารแนบ “ปิด” ไม่ได้" in err
    assert "“ท่อ” หายไป" in err
