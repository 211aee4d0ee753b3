"""A data folder of a group: made right, named where wrong, and used by two real people."""

import grp
import os
import pwd
import secrets
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from models.backup import back_up
from models.errors import Refused
from models.shared_folder import faults_of, set_up_shared
from models.store import close_store, create_store
from tests.builders import an_item

MY_GROUP = grp.getgrgid(os.getegid()).gr_name


def test_a_new_folder_is_made_and_what_was_done_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    done = set_up_shared(folder, MY_GROUP)
    assert any("สร้างโฟลเดอร์" in each for each in done)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
    assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o2770
    assert (set_up_shared(folder, MY_GROUP), faults_of(folder)) == ((), ())


def test_what_is_wrong_is_named_and_mended(example_home: Path) -> None:
    backup = back_up(example_home / "kmtui.db")
    set_up_shared(example_home, MY_GROUP)
    backup.chmod(0o600)
    (example_home / "kmtui.db").chmod(0o640)
    (example_home / "backups").chmod(0o750)
    wrong = faults_of(example_home)
    assert len(wrong) == 3
    assert all("kmtui setup-shared" in each for each in wrong)
    assert any(str(backup) in each and "0600" in each for each in wrong)
    assert len(set_up_shared(example_home, MY_GROUP)) == 3
    assert faults_of(example_home) == ()


def test_a_folder_that_everybody_can_write_in_is_named(example_home: Path) -> None:
    example_home.chmod(0o777)
    (example_home / "kmtui.db").chmod(0o666)
    told = "\n".join(faults_of(example_home))
    assert "ทุกคนในเครื่องเขียนใน" in told
    assert "ทุกคนในเครื่องเปิด" in told


def test_a_folder_of_one_s_own_has_no_fault(example_home: Path) -> None:
    example_home.chmod(0o700)
    assert faults_of(example_home) == ()


def test_what_is_not_ours_is_left_alone_and_links_are_not_followed(
    example_home: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret.db"
    secret.write_bytes(b"x")
    secret.chmod(0o600)
    (example_home / "kmtui.db-wal").symlink_to(secret)
    victim = tmp_path / "victim"
    (victim / "attachments").mkdir(parents=True)
    inner = [victim / "kmtui-secret.db", victim / "attachments" / "secret.pdf"]
    for each in inner:
        each.write_bytes(b"x")
        each.chmod(0o600)
    (example_home / "backups").symlink_to(victim)
    (example_home / "attachments").symlink_to(victim / "attachments")
    diary = example_home / "บันทึกส่วนตัว.txt"
    diary.write_text("x", encoding="utf-8")
    diary.chmod(0o600)
    set_up_shared(example_home, MY_GROUP)
    untouched = [secret, diary, *inner]
    assert {stat.S_IMODE(each.stat().st_mode) for each in untouched} == {0o600}
    assert not stat.S_IMODE((victim / "attachments").stat().st_mode) & stat.S_ISGID


def test_a_group_or_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="groupadd"):
        set_up_shared(tmp_path, "ไม่มีกลุ่มนี้")
    assert "ไม่พบโฟลเดอร์" in faults_of(tmp_path / "none")[0]


@dataclass(frozen=True)
class Colleague:
    """A real user of this machine with a home of their own."""

    name: str
    home: Path

    def run(self, umask: int, code: str, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run Python as this user under this umask.

        Everything is imported before: the program may lie where only its owner can read it.
        """
        entry = pwd.getpwnam(self.name)
        become = (
            f"os.setgroups([{grp.getgrnam(GROUP).gr_gid}]); os.setgid({entry.pw_gid})\n"
            f"os.setuid({entry.pw_uid}); os.umask({umask})\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", f"{IMPORTS}{become}{code}", *words],
            env={"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            timeout=60,
        )
        if "migrations" in done.stderr and "PermissionError" in done.stderr:
            pytest.skip("the program's own files cannot be read by another user here")
        return done


IMPORTS = """
import fcntl, grp, os, pwd, sys
from datetime import date
from pathlib import Path
from models.backup import back_up, back_up_if_due, backup_folders
from models.drafts import Writer
from models.history import Subject
from models.minutes import Statement, add_statement, save_statement
from models.recovery import new_session, recover
from models.rescue import Typed
from models.shared_folder import faults_of
from models.store import close_store, create_store, open_store, verify
import tempfile
with tempfile.TemporaryDirectory() as folder:
    create_store(Path(folder) / "warm.db")
    warm = Path(folder) / "warm.db"
    back_up_if_due(warm, date(2026, 1, 1), backup_folders(warm, None))
    faults_of(warm.parent)
    close_store()
"""
GROUP = f"kmt{secrets.token_hex(3)}"


@pytest.fixture(scope="module")
def colleagues() -> Iterator[tuple[Colleague, Colleague]]:
    """Two users and their group, made for the test and removed after it."""
    if os.geteuid() != 0 or not shutil.which("useradd"):
        pytest.skip("only root can make users, with useradd")
    names = [f"{GROUP}{each}" for each in "ab"]
    subprocess.run(["groupadd", GROUP], check=True)
    try:
        for name in names:
            subprocess.run(["useradd", "--create-home", "--groups", GROUP, name], check=True)
        first, second = (Colleague(name, Path("~" + name).expanduser()) for name in names)
        yield first, second
    finally:
        for name in names:
            subprocess.run(["userdel", "--remove", name], capture_output=True)
        subprocess.run(["groupdel", GROUP], capture_output=True)


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user can reach: pytest keeps its own for itself."""
    with tempfile.TemporaryDirectory(prefix="kmtui-shared-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


TYPE_AND_CRASH = """
path, item_id = Path(sys.argv[1]), int(sys.argv[2])
open_store(path)
close_store()
writer = Writer(path, new_session(), "ก", Path.home() / "rescue", lambda state: None)
writer.start()
statement = writer.do(add_statement, item_id, None, "บันทึกแล้ว", "ก").result(20)
writer.changed(Typed(Subject.STATEMENT, statement, writer.session, 1, "พิมพ์ค้างไว้", "ก",
                     "2026-11-23", item_id))
assert writer.flush(20)
os._exit(9)
"""
RECOVER_AND_GO_ON = """
path = Path(sys.argv[1])
open_store(path)
print(recover(Path.home() / "rescue").restored_count)
row = Statement.get()
print(row.text)
save_statement(row.id, row.version, row.text + "และต่อ", "ข")
print(verify(), len(back_up_if_due(path, date(2026, 11, 23), backup_folders(path, None)).made))
print(faults_of(path.parent))
"""
LOOK = """
open_store(Path(sys.argv[1]))
print(Statement.get().text)
back_up(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("umask", [0o077, 0o022])
def test_one_of_two_people_crashes_and_the_other_recovers_the_text(
    colleagues: tuple[Colleague, Colleague], open_place: Path, umask: int
) -> None:
    first, second = colleagues
    path = open_place / "shared" / "kmtui.db"
    create_store(path)
    item = an_item()
    close_store()
    set_up_shared(path.parent, GROUP)
    crashed = first.run(umask, TYPE_AND_CRASH, str(path), str(item.id))
    assert (crashed.returncode, crashed.stderr) == (9, "")
    recovered = second.run(umask, RECOVER_AND_GO_ON, str(path))
    assert recovered.stderr == ""
    assert recovered.stdout.splitlines() == ["1", "พิมพ์ค้างไว้", "[] 1", "()"]
    looked = first.run(umask, LOOK, str(path))
    assert (looked.stdout, looked.stderr) == ("พิมพ์ค้างไว้และต่อ\n", "")
    modes = {stat.S_IMODE(each.stat().st_mode) for each in path.parent.rglob("*.db*")}
    assert modes == {0o660}
    assert {each.stat().st_gid for each in path.parent.rglob("*")} == {grp.getgrnam(GROUP).gr_gid}
