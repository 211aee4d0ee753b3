"""Links that another member put into the shared folder lead the program nowhere."""

import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kmtui.archived import reading_copy
from kmtui.paths import DataPaths
from kmtui.settings import Settings, change_setting, read_settings
from models.evidence.attachments import AttachmentKind, attach
from models.office.files import copy_for_office, office_text
from models.office.word_lists import read_word_lists
from models.storage.backup import back_up, back_up_if_due, backup_folders
from models.storage.own_files import LinkInTheWay, copy_file, set_mode, write_file
from models.storage.store import opened_store
from tests.conftest import Run

SECRET = "ลับของผู้อื่น"
PDF = b"%PDF-1.4\n%%EOF\n"


@pytest.fixture
def victim(tmp_path: Path) -> Path:
    """A folder of another member, with a private file."""
    folder = tmp_path / "victim"
    folder.mkdir()
    (folder / "private").write_text(SECRET, "utf-8")
    (folder / "private").chmod(0o600)
    return folder


def is_untouched(victim: Path) -> None:
    private = victim / "private"
    assert private.read_text("utf-8") == SECRET
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert [each.name for each in victim.iterdir()] == ["private"]


def documents_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "documents").symlink_to(victim)
    done = kmtui("export", "minutes", "1/2563")
    assert done.returncode == 1
    assert "เป็นลิงก์" in done.stderr.decode()


def document_of_the_same_name(home: Path, victim: Path, kmtui: Run) -> None:
    made = Path(kmtui("export", "minutes", "1/2563").stdout.decode().strip())
    made.unlink()
    made.symlink_to(victim / "private")
    assert kmtui("export", "minutes", "1/2563").returncode == 0
    assert made.read_bytes().startswith(b"%PDF")
    assert not made.is_symlink()


def settings_link(home: Path, victim: Path, kmtui: Run) -> None:
    path = home / "settings.toml"
    path.symlink_to(victim / "private")
    with pytest.raises(LinkInTheWay):
        read_settings(path)
    with pytest.raises(LinkInTheWay):
        change_setting(path, Settings(), "printer", "ชั้นสอง")


def backups_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "backups").symlink_to(victim)
    assert "เป็นลิงก์" in kmtui("backup").stderr.decode()
    file = home / "kmtui.db"
    done = back_up_if_due(file, date.today(), backup_folders(file, None))
    assert done.made == ()
    assert "เป็นลิงก์" in done.warnings[0]


def papers_of_backups_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "attachments").mkdir()
    (home / "attachments" / "1.pdf").write_bytes(PDF)
    (home / "backups").mkdir(exist_ok=True)
    (home / "backups" / "attachments").symlink_to(victim)
    assert "เป็นลิงก์" in kmtui("backup").stderr.decode()


def attachments_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "attachments").symlink_to(victim)
    source = home.parent / "paper.pdf"
    source.write_bytes(PDF)
    with opened_store(home / "kmtui.db"), pytest.raises(LinkInTheWay):
        attach(2563, 1, AttachmentKind.OTHER, "เอกสาร", source)


def archives_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "archives").symlink_to(victim)
    with pytest.raises(LinkInTheWay):
        back_up(home / "kmtui.db", home / "archives" / "kmtui-2563.db")


def templates_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "templates").symlink_to(victim)
    with opened_store(home / "kmtui.db"), pytest.raises(LinkInTheWay):
        copy_for_office("survey.toml")


def template_file_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "templates").mkdir()
    (home / "templates" / "survey.toml").symlink_to(victim / "private")
    with opened_store(home / "kmtui.db"), pytest.raises(LinkInTheWay):
        office_text("survey.toml")


def word_list_link(home: Path, victim: Path, kmtui: Run) -> None:
    (home / "checks").mkdir()
    (home / "checks" / "laws.toml").symlink_to(victim / "private")
    with pytest.raises(LinkInTheWay):
        read_word_lists(home / "checks")


WAYS = [
    documents_link,
    document_of_the_same_name,
    settings_link,
    backups_link,
    papers_of_backups_link,
    attachments_link,
    archives_link,
    templates_link,
    template_file_link,
    word_list_link,
]


@pytest.mark.parametrize("way", WAYS)
def test_a_link_in_the_data_folder_is_not_followed(
    example_home: Path, victim: Path, kmtui: Run, way: Callable[[Path, Path, Run], None]
) -> None:
    way(example_home, victim, kmtui)
    is_untouched(victim)


def test_a_data_folder_that_is_itself_reached_by_a_link_works(
    example_home: Path, tmp_path: Path, kmtui: Run
) -> None:
    (tmp_path / "way").symlink_to(example_home)
    for words in (("export", "minutes", "1/2563"), ("backup",), ("verify",)):
        done = kmtui("--home", str(tmp_path / "way"), *words)
        assert done.returncode == 0, done.stderr.decode()


def test_export_and_backup_follow_a_link_in_a_path_given_by_the_user(
    example_home: Path, tmp_path: Path, kmtui: Run
) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert kmtui("export", "minutes", "1/2563", "-o", str(tmp_path / "link/x.pdf")).returncode == 0
    assert kmtui("backup", str(tmp_path / "link" / "x.db")).returncode == 0
    assert sorted(each.name for each in (tmp_path / "real").iterdir()) == ["x.db", "x.pdf"]


def test_a_link_created_after_the_check_is_not_followed(
    tmp_path: Path, victim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "documents").symlink_to(victim)
    monkeypatch.setattr("models.storage.own_files.must_hold_no_link", lambda *_: None)
    home = tmp_path / "home"
    with pytest.raises(OSError, match="documents"):
        write_file(b"x", home / "documents" / "x.pdf", home, 0o660)
    is_untouched(victim)


def test_copying_and_changing_a_mode_follow_no_link(tmp_path: Path, victim: Path) -> None:
    (tmp_path / "link").symlink_to(victim / "private")
    (tmp_path / "source").write_bytes(b"x")
    with pytest.raises(FileExistsError):
        copy_file(tmp_path / "source", tmp_path / "link")
    with pytest.raises(OSError, match="link"):
        set_mode(tmp_path / "link", 0o666)
    is_untouched(victim)


def test_a_failed_write_keeps_the_file_and_leaves_no_partial_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").write_bytes(b"before")
    monkeypatch.setattr(os, "replace", lambda *_, **__: (_ for _ in ()).throw(OSError(28, "full")))
    with pytest.raises(OSError, match="full"):
        write_file(b"after", tmp_path / "x", tmp_path, 0o660)
    assert (tmp_path / "x").read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_the_reading_copy_of_an_archive_contains_no_links(
    example_home: Path, tmp_path: Path, victim: Path
) -> None:
    back_up(example_home / "kmtui.db", example_home / "archives" / "kmtui-2563.db")
    (example_home / "settings.toml").symlink_to(victim / "private")
    (example_home / "checks").symlink_to(victim)
    paths = DataPaths(example_home / "archives", tmp_path / "state", "kmtui-2563.db")
    with reading_copy(paths) as copy:
        assert not (copy.home / "settings.toml").exists()
        assert not (copy.home / "checks").exists()
