"""An archived year or a backup is opened on the screens: read, searched, printed, never changed."""

import shutil
import stat
from pathlib import Path

import pytest

from models.storage.backup import back_up
from models.storage.store import DATABASE_NAME, opened_store
from tests.journeys.terminal import kmtui_in_terminal


@pytest.fixture
def archive(home: Path, example_file: Path) -> Path:
    """A read-only copy of the example in `archives/`, beside the data."""
    shutil.copy(example_file, home / DATABASE_NAME)
    (home / "settings.toml").write_text('theme = "light"\n', encoding="utf-8")
    (home / "archives").mkdir()
    with opened_store(home / DATABASE_NAME):
        made = back_up(home / DATABASE_NAME, home / "archives" / "kmtui-2563.db")
    made.chmod(0o440)
    return made


def test_an_archive_is_read_on_the_screens_and_never_changed(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setenv("TMPDIR", str(private))
    before = archive.read_bytes()
    with kmtui_in_terminal(archive, state=tmp_path / "state") as terminal:
        terminal.wait_for("อ่านอย่างเดียว แก้ไขไม่ได้")
        terminal.wait_for(archive.name)
        (copy,) = private.glob("kmtui-*")
        assert stat.S_IMODE(copy.stat().st_mode) == 0o700
        terminal.press("Enter")
        terminal.wait_for("องค์ประชุม")
        for key in ("F5", "F4"):
            terminal.press(key)
            terminal.wait_for("แฟ้มนี้เปิดไว้อ่านอย่างเดียว")
        assert "แล้วกด Enter" not in terminal.screen()
        terminal.press("Escape")
        terminal.wait_for("ประชุมครั้งต่อไป")
        # Every other act is refused in one sentence, whichever screen it is.
        terminal.press("Down", "Down", "Down", "Down", "Enter")
        terminal.wait_for("๘๘๑/๒๕๖๓")
        terminal.press("F5")
        terminal.wait_for("ร่างคำสั่งแต่งตั้งคณะกรรมการ")
        terminal.type("แต่งตั้งคณะทดลอง")
        terminal.press("Enter")
        terminal.wait_without("ร่างคำสั่งแต่งตั้งคณะกรรมการ")
        terminal.wait_for("แฟ้มนี้เปิดไว้อ่านอย่างเดียว")
        terminal.press("Escape")
        terminal.wait_for("ประชุมครั้งต่อไป")
        terminal.press("Escape")
        terminal.wait_until_ended()
    assert archive.read_bytes() == before
    assert list(private.glob("kmtui-*")) == []
    left = {each.name for each in archive.parent.iterdir()}
    assert left == {archive.name}
    assert archive.stat().st_mode & 0o777 == 0o440
