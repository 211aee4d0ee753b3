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
from pathlib import Path

import pytest
from msgspec import Struct

from kmtui.settings import Settings, change_setting
from models.errors import Refused
from models.maintenance.shared_folder import permission_faults, set_up_shared
from models.office.files import copy_for_office, office_text
from models.storage.backup import back_up
from models.storage.store import close_store, opened_store
from tests.builders import a_new_store, an_item

MY_GROUP = grp.getgrgid(os.getegid()).gr_name


def test_setup_shared_creates_a_new_folder_and_reports_its_changes(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    done = set_up_shared(folder, MY_GROUP)
    assert any("สร้างโฟลเดอร์" in each for each in done)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
    assert stat.S_IMODE((folder / "backups").stat().st_mode) == 0o2770
    assert (set_up_shared(folder, MY_GROUP), permission_faults(folder)) == ((), ())


def test_setup_shared_reports_wrong_permissions_and_repairs_them(example_home: Path) -> None:
    backup = back_up(example_home / "kmtui.db")
    set_up_shared(example_home, MY_GROUP)
    backup.chmod(0o600)
    (example_home / "kmtui.db").chmod(0o640)
    (example_home / "backups").chmod(0o750)
    wrong = permission_faults(example_home)
    assert len(wrong) == 3
    assert all("kmtui setup-shared" in each for each in wrong)
    assert any(str(backup) in each and "0600" in each for each in wrong)
    assert len(set_up_shared(example_home, MY_GROUP)) == 3
    assert permission_faults(example_home) == ()


def test_world_writable_data_is_reported(example_home: Path) -> None:
    example_home.chmod(0o777)
    (example_home / "kmtui.db").chmod(0o666)
    told = "\n".join(permission_faults(example_home))
    assert "ทุกคนในเครื่องเขียนใน" in told
    assert "ทุกคนในเครื่องเปิด" in told


def test_a_private_folder_has_no_permission_fault(example_home: Path) -> None:
    example_home.chmod(0o700)
    assert permission_faults(example_home) == ()


def test_setup_shared_leaves_foreign_files_unchanged_and_follows_no_links(
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


def test_an_unknown_group_is_refused_and_a_missing_folder_reported(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="groupadd"):
        set_up_shared(tmp_path, "ไม่มีกลุ่มนี้")
    assert "ไม่พบโฟลเดอร์" in permission_faults(tmp_path / "none")[0]


LOOK_AT = """
import sys
from datetime import date
from pathlib import Path
from kmtui.paths import resolve_paths
from kmtui.settings import Settings
from kmtui.upkeep import look_after
from models.maintenance.shared_folder import permission_faults
home = Path(sys.argv[1])
print(*permission_faults(home), sep="\\n")
print("kept:", *look_after(resolve_paths(str(home)), Settings()), sep="\\n")
"""


@pytest.mark.parametrize("mode", [0, 0o200, 0o400], ids=oct)
@pytest.mark.parametrize("shared", [True, False], ids=["shared", "one's own"])
def test_closed_folders_in_the_data_folder_are_reported_without_a_crash(
    example_home: Path, powerless: tuple[str, ...], shared: bool, mode: int
) -> None:
    back_up(example_home / "kmtui.db")
    (example_home / "attachments").mkdir()
    if shared:
        set_up_shared(example_home, MY_GROUP)
    else:
        example_home.chmod(0o700)
    for name in ("backups", "attachments"):
        (example_home / name).chmod(mode)
    done = subprocess.run(
        [*powerless, sys.executable, "-c", LOOK_AT, str(example_home)],
        capture_output=True,
        timeout=60,
    )
    told, _, kept = done.stdout.decode().partition("kept:")
    assert (done.returncode, done.stderr) == (0, b"")
    for name in ("backups", "attachments"):
        (example_home / name).chmod(0o2770)
        assert str(example_home / name) in told
        assert str(example_home / name) in kept
    assert "สำรองข้อมูลประจำวันไว้ที่" in kept


def test_files_made_under_a_strict_umask_are_open_to_the_office(example_home: Path) -> None:
    set_up_shared(example_home, MY_GROUP)
    before = os.umask(0o077)
    try:
        change_setting(example_home / "settings.toml", Settings(), "printer", "ชั้นสอง")
        with opened_store(example_home / "kmtui.db"):
            made = [copy_for_office(name) for name in ("survey.toml", "book/01-summary.txt")]
            assert office_text("survey.toml")
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(each.stat().st_mode) for each in made}
    assert modes == {stat.S_IMODE((example_home / "settings.toml").stat().st_mode)} == {0o660}
    folders = (example_home / "templates", example_home / "templates/book")
    assert {stat.S_IMODE(each.stat().st_mode) for each in folders} == {0o2770}
    assert permission_faults(example_home) == ()


def test_changing_a_setting_makes_a_private_settings_file_readable_to_the_group(
    tmp_path: Path,
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("", "utf-8")
    path.chmod(0o600)
    change_setting(path, Settings(), "printer", "ชั้นสอง")
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_setup_shared_repairs_permissions_of_templates_and_word_lists(example_home: Path) -> None:
    set_up_shared(example_home, MY_GROUP)
    for name in ("templates/survey.toml", "templates/book/01-summary.txt", "checks/laws.toml"):
        (example_home / name).parent.mkdir(exist_ok=True, mode=0o700)
        (example_home / name).touch(0o600)
    assert len(permission_faults(example_home)) == 6
    assert len(set_up_shared(example_home, MY_GROUP)) == 6
    assert permission_faults(example_home) == ()


def test_an_unreadable_template_is_reported_by_name(
    example_home: Path, powerless: tuple[str, ...], environment: dict[str, str]
) -> None:
    template = example_home / "templates" / "survey.toml"
    template.parent.mkdir()
    template.touch()
    for closed in (template, template.parent):
        closed.chmod(0)
        command = [sys.executable, "-m", "kmtui", "--home", str(example_home)]
        done = subprocess.run(
            [*powerless, *command, "export", "survey-form", "2564", "-o", "-"],
            env=environment,
            capture_output=True,
            timeout=60,
        )
        assert (done.returncode, done.stderr.count(b"\n")) == (1, 1)
        assert str(template) in done.stderr.decode()
        assert "สิทธิ" in done.stderr.decode()
    template.parent.chmod(0o700)


class Colleague(Struct, frozen=True):
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
            cwd=Path(__file__).parents[3],
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
from models.storage.backup import back_up, back_up_if_due, backup_folders
from models.drafts.writer import Writer
from models.editing.revisions import Subject
from models.minutes.records import Statement, add_statement, save_statement
from models.history.recovery import recover
from models.drafts.sessions import new_session
from models.drafts.rescue import TypedText
from models.maintenance.shared_folder import permission_faults
from models.storage.store import close_store, new_store, open_store
from models.maintenance.verification import changed_texts
import tempfile
with tempfile.TemporaryDirectory() as folder:
    warm = Path(folder) / "warm.db"
    with new_store(warm):
        pass
    open_store(warm)
    back_up_if_due(warm, date(2026, 1, 1), backup_folders(warm, None))
    permission_faults(warm.parent)
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
statement = writer.submit(add_statement, item_id, None, "บันทึกแล้ว").result(20)
writer.queue_draft(TypedText(Subject.STATEMENT, statement, writer.session, 1, "พิมพ์ค้างไว้", "ก",
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
save_statement(row.id, row.version, row.text + "และต่อ")
made = back_up_if_due(path, date(2026, 11, 23), backup_folders(path, None)).made
print(changed_texts(), len(made))
print(permission_faults(path.parent))
"""
LOOK = """
open_store(Path(sys.argv[1]))
print(Statement.get().text)
back_up(Path(sys.argv[1]))
"""


@pytest.mark.parametrize("umask", [0o077, 0o022])
def test_another_user_recovers_the_text_of_a_crashed_session(
    colleagues: tuple[Colleague, Colleague], open_place: Path, umask: int
) -> None:
    first, second = colleagues
    path = open_place / "shared" / "kmtui.db"
    a_new_store(path)
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


def test_a_group_without_this_user_is_refused_before_any_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = {os.getegid(), *os.getgroups()}
    other = next(each for each in grp.getgrall() if each.gr_gid not in mine)
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(Refused, match=other.gr_name) as refusal:
        set_up_shared(tmp_path / "a" / "office", other.gr_name)
    assert "None" not in str(refusal.value)
    assert "usermod" in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_setup_shared_without_permission_is_refused_and_leaves_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", forbidden)
    monkeypatch.setattr(os, "fchmod", forbidden)
    with pytest.raises(Refused) as refusal:
        set_up_shared(tmp_path / "a" / "office", MY_GROUP)
    assert str(tmp_path / "a" / "office") in str(refusal.value)
    assert list(tmp_path.iterdir()) == []
