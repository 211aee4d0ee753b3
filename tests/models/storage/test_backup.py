"""The daily backup: made once a day, thinned out, and never the end of anything else."""

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from models.errors import KmError, StorageErrorReason, StoreFault
from models.evidence.attachments import AttachmentKind, attach
from models.maintenance.restore import restore
from models.maintenance.verification import verify_file
from models.storage.backup import (
    FOLDER_NAME,
    BackupKind,
    back_up,
    back_up_if_due,
    back_up_with_papers,
    backup_folders,
    backups_in,
    check_copy,
    last_good,
    moments_kept,
    thin_out,
)
from models.storage.file_inspection import Counts
from models.storage.store import close_store, open_store, opened_store
from tests.builders import a_statement

TODAY = date(2026, 11, 23)


@pytest.fixture
def file(example_home: Path) -> Path:
    return example_home / "kmtui.db"


def days(count: int, until: date = TODAY) -> Iterator[datetime]:
    for back in range(count):
        yield datetime.combine(until - timedelta(days=back), time(8, 30))


def a_daily(path: Path, folder: Path, moment: datetime) -> Path:
    """A daily backup of that moment, as the program would have made it then."""
    made = back_up_if_due(path, moment.date(), (folder,)).made
    assert len(made) == 1
    return made[0]


def stamps(folder: Path) -> list[date]:
    return [each.made_at.date() for each in backups_in(folder)]


def test_daily_backup_is_made_once_a_day_beside_the_file_and_in_the_backup_folder(
    file: Path, tmp_path: Path
) -> None:
    medium = tmp_path / "ยูเอสบี"
    medium.mkdir()
    folders = backup_folders(file, medium)
    assert folders == (file.parent / "backups", medium)
    first = back_up_if_due(file, TODAY, folders)
    assert [each.parent for each in first.made] == list(folders)
    assert first.warnings == ()
    assert back_up_if_due(file, TODAY, folders).made == ()
    assert len(back_up_if_due(file, TODAY + timedelta(days=1), folders).made) == 2
    for each in first.made:
        assert each.stat().st_mode & 0o777 == 0o660
        assert check_copy(each)["statement"] == 9


def test_daily_backup_warns_about_a_missing_medium_and_backs_up_beside_the_file(
    file: Path, tmp_path: Path
) -> None:
    gone = tmp_path / "ไม่ได้เสียบ"
    done = back_up_if_due(file, TODAY, backup_folders(file, gone))
    assert len(done.made) == 1
    assert len(done.warnings) == 1
    assert str(gone) in done.warnings[0]
    assert not gone.exists()


def test_daily_backup_does_not_recreate_a_missing_data_folder(file: Path) -> None:
    home = file.parent
    home.rename(home.with_name("away"))
    done = back_up_if_due(file, TODAY, (home / FOLDER_NAME,))
    assert done.made == ()
    assert "ไม่ได้" in done.warnings[0]
    assert not home.exists()


def test_a_disk_with_little_room_is_not_filled_by_a_backup(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = file.stat().st_size
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, size))
    done = back_up_if_due(file, TODAY, backup_folders(file, None))
    assert done.made == ()
    assert "เหลือน้อย" in done.warnings[0]


def test_rotation_keeps_seven_daily_five_weekly_and_twelve_monthly_backups() -> None:
    kept = moments_kept(days(1000))
    assert {TODAY - timedelta(days=back) for back in range(7)} <= {each.date() for each in kept}
    assert len({each.strftime("%Y%m") for each in kept}) == 12
    assert len({each.strftime("%G%V") for each in kept}) >= 5
    assert 7 + 12 <= len(kept) + 2 <= 7 + 5 + 12
    assert moments_kept(kept) == kept
    last_of_month = [each.date() for each in kept if each.date() < TODAY - timedelta(days=40)]
    assert all((each + timedelta(days=1)).day == 1 for each in last_of_month)


def test_daily_rotation_keeps_the_last_seven_days_and_twelve_months() -> None:
    kept: set[datetime] = set()
    for moment in sorted(days(500)):
        kept = moments_kept({*kept, moment})
    monthly = {each.strftime("%Y%m") for each in kept}
    assert len(monthly) == 12
    assert set(days(7)) <= kept


def test_rotation_removes_only_daily_backups_of_its_own_file(file: Path, home: Path) -> None:
    folder = file.parent / "backups"
    asked = back_up(file)
    before_migration = back_up(file, kind=BackupKind.MIGRATION)
    other = home.parent / "other"
    other.mkdir()
    shutil.copy(file, other / "kmtui.db")
    theirs = a_daily(other / "kmtui.db", folder, datetime(2020, 1, 1))
    mine = a_daily(file, folder, datetime(2020, 1, 2))
    foreign = folder / mine.name.replace("20200102", "20200101")
    foreign.write_text("ไม่ใช่ของ kmtui", encoding="utf-8")
    link = folder / mine.name.replace("20200102", "20200104")
    link.symlink_to(file)
    notes = folder / "อ่านก่อน.txt"
    notes.write_text("เก็บไว้", encoding="utf-8")
    for back in range(20):
        a_daily(file, folder, datetime.combine(TODAY - timedelta(days=20 - back), time()))
    left = set(folder.iterdir())
    # Of January 2020 the rotation keeps the last copy, `mine`; the others are not removable.
    assert {asked, before_migration, theirs, mine, foreign, link, notes} <= left
    # Seven days, five weeks, this month and the last one, and the four of 2020.
    assert 7 <= len([each for each in left if "-daily" in each.name]) <= 7 + 5 + 2 + 4


def test_rotation_never_removes_the_only_intact_copy(file: Path) -> None:
    folder = file.parent / "backups"
    good = a_daily(file, folder, datetime(2025, 1, 1))
    for back in range(30):
        day = f"{TODAY - timedelta(days=back):%Y%m%d}"
        (folder / good.name.replace("20250101", day)).write_bytes(b"broken")
    thin_out(file, folder, TODAY, good)
    found = last_good(file)
    assert found is not None
    assert found.path == good


def test_daily_backup_runs_and_warns_after_the_clock_was_set_back(file: Path) -> None:
    folder = file.parent / "backups"
    ahead = a_daily(file, folder, datetime(2031, 5, 1))
    for back in range(12):
        moment = TODAY - timedelta(days=12 - back)
        done = back_up_if_due(file, moment, (folder,))
        assert len(done.made) == 1
        assert "๑ พฤษภาคม ๒๕๗๔" in done.warnings[0]
    assert ahead.exists()
    assert stamps(folder)[1:8] == [TODAY - timedelta(days=back) for back in range(1, 8)]


def test_two_programs_that_start_at_once_make_one_backup_of_the_day(file: Path) -> None:
    folder = file.parent / "backups"
    made: list[Path] = []
    together = threading.Barrier(6)

    def start() -> None:
        together.wait()
        made.extend(back_up_if_due(file, TODAY, (folder,)).made)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(made) == 1
    assert [each.path for each in backups_in(folder)] == made


def test_a_backup_is_made_while_another_thread_is_in_the_middle_of_a_save(store: Path) -> None:
    a_statement("ก่อน")
    with closing(sqlite3.connect(store, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE statement SET text = 'ระหว่าง'")
        copy = back_up(store)
        other.execute("COMMIT")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT text FROM statement").fetchall() == [("ก่อน",)]


def test_a_backup_never_overwrites_a_file(file: Path, tmp_path: Path) -> None:
    there = tmp_path / "งบประมาณ.xlsx"
    there.write_bytes(b"x")
    with pytest.raises(KmError, match="มีแฟ้ม"):
        back_up(file, there)
    assert there.read_bytes() == b"x"
    with pytest.raises(KmError):
        back_up(file, file)


def test_a_damaged_file_is_not_backed_up_as_if_it_were_sound(file: Path) -> None:
    good = back_up(file)
    content = bytearray(file.read_bytes())
    content[4096 * 3 : 4096 * 3 + 64] = b"\xff" * 64
    file.write_bytes(content)
    with pytest.raises(StoreFault) as fault:
        back_up(file)
    assert fault.value.reason == StorageErrorReason.CORRUPT
    assert [each.path for each in backups_in(good.parent)] == [good]
    assert list(good.parent.iterdir()) == [good]


def test_a_backup_in_progress_is_readable_by_its_owner_only(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    modes = []

    def look(part: Path) -> Counts:
        modes.append(part.stat().st_mode & 0o777)
        return check_copy(part)

    monkeypatch.setattr("models.storage.backup.check_copy", look)
    umask = os.umask(0)
    try:
        back_up(file)
    finally:
        os.umask(umask)
    assert modes == [0o600]


def test_old_partial_files_of_a_killed_backup_are_removed(file: Path) -> None:
    folder = file.parent / "backups"
    made = a_daily(file, folder, datetime.combine(TODAY, time()))
    old, young = folder / f"{made.name}.part1", folder / f"{made.name}.part2"
    for each in (old, young):
        each.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert back_up_if_due(file, TODAY, (folder,)).made == ()  # also where today's is there
    assert (old.exists(), young.exists()) == (False, True)


def test_backups_of_the_first_versions_are_still_found(file: Path) -> None:
    folder = file.parent / "backups"
    folder.mkdir()
    shutil.copy(file, folder / "kmtui-20251101-081500-000001.db")
    open_store(file)
    close_store()
    found = last_good(file)
    assert found is not None
    assert found.made_at == datetime(2025, 11, 1, 8, 15, 0, 1)


def test_attachments_are_copied_with_backups_and_missing_ones_are_reported(
    file: Path, tmp_path: Path
) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 one")
    with opened_store(file):
        attach(2563, 1, AttachmentKind.OTHER, "หนังสือเชิญ", scan)
    made = back_up_if_due(file, TODAY, backup_folders(file, None)).made[0]
    (paper,) = (file.parent / "attachments").iterdir()
    (kept,) = (made.parent / "attachments").iterdir()
    assert kept.read_bytes() == scan.read_bytes()
    assert (verify_file(file).faults, verify_file(made).faults) == ((), ())
    paper.write_bytes(b"%PDF-1.4 two")
    assert "ถูกเปลี่ยนหลังแนบ" in verify_file(file).faults[0]
    paper.unlink()
    assert "หายไป" in verify_file(file).faults[0]
    back_up(file)
    assert kept.read_bytes() == scan.read_bytes()


def test_restoring_from_a_medium_copies_attachments_to_a_new_folder(
    file: Path, tmp_path: Path
) -> None:
    scan, medium = tmp_path / "scan.pdf", tmp_path / "medium"
    medium.mkdir()
    scan.write_bytes(b"%PDF-1.4 one")
    with opened_store(file):
        attach(2563, 1, AttachmentKind.OTHER, "หนังสือเชิญ", scan)
    copy = back_up_with_papers(file, medium / "สำเนา.db")
    (medium / "attachments" / "other.pdf").write_bytes(b"of another office")
    assert verify_file(copy).faults == ()
    fresh = tmp_path / "new" / "kmtui.db"
    assert restore(fresh, copy) is None
    assert verify_file(fresh).faults == ()
    (paper,) = (fresh.parent / "attachments").iterdir()
    assert paper.read_bytes() == scan.read_bytes()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small disk")
def test_a_full_backup_medium_is_reported_by_its_path(file: Path, tmp_path: Path) -> None:
    medium = tmp_path / "medium"
    medium.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=100k", "tmpfs", str(medium)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not allow mounting")
    try:
        with pytest.raises(StoreFault) as fault:
            back_up(file, medium / "copy.db")
        assert (fault.value.reason, fault.value.path) == (StorageErrorReason.FULL, str(medium))
        assert list(medium.iterdir()) == []
    finally:
        subprocess.run(["umount", "--lazy", str(medium)], check=True)
