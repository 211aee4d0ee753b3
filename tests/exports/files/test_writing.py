"""A file is written completely or not at all, under a harmless name."""

import os
import stat
import sys
from pathlib import Path

import pytest

from exports.files.writing import WriteFault, safe_name, write

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")


def test_writing_a_file_leaves_only_that_file_in_the_folder(tmp_path: Path) -> None:
    path = write(b"%PDF", tmp_path / "รายงาน.pdf")
    assert path.read_bytes() == b"%PDF"
    assert list(tmp_path.iterdir()) == [path]


@posix
def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        path = write(b"x", tmp_path / "a.pdf")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_an_old_file_keeps_its_permissions_and_a_link_its_target(tmp_path: Path) -> None:
    old = tmp_path / "old.pdf"
    old.write_bytes(b"old")
    old.chmod(0o600)
    link = tmp_path / "link.pdf"
    link.symlink_to(old)
    assert write(b"new", link) == old
    assert link.is_symlink()
    assert old.read_bytes() == b"new"
    assert stat.S_IMODE(old.stat().st_mode) == 0o600


def test_writing_into_a_missing_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(WriteFault, match="สร้างโฟลเดอร์ก่อน"):
        write(b"x", tmp_path / "absent" / "a.pdf")


def test_writing_to_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteFault, match="เป็นโฟลเดอร์"):
        write(b"x", tmp_path)


@posix
@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(WriteFault, match="ไม่มีสิทธิ์"):
            write(b"x", tmp_path / "a.pdf")
    finally:
        tmp_path.chmod(0o700)


@posix
def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(WriteFault, match="ไม่ใช่แฟ้มธรรมดา"):
        write(b"x", Path(os.devnull))
    assert Path(os.devnull).is_char_device()


@posix
def test_writing_on_a_full_disk_keeps_the_old_file_and_leaves_no_partial_file(
    tmp_path: Path,
) -> None:
    import resource

    old = tmp_path / "a.pdf"
    old.write_bytes(b"old")
    import signal

    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(WriteFault):
            write(b"x" * 5000, old)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, ignored)
    assert old.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WriteFault, match="ชื่อแฟ้มยาว"):
        write(b"x", tmp_path / ("ก" * 300))


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("รายงานการประชุม ครั้งที่ ๑/๒๕๖๓", "รายงานการประชุม ครั้งที่ ๑-๒๕๖๓"),
        ("../../etc/passwd", "etc-passwd"),
        ("..", "เอกสาร"),
        ("", "เอกสาร"),
        ("/", "เอกสาร"),
        (".ซ่อน", "ซ่อน"),
        ("ก\x00ข\nค\x1b\ud800", "ก ข ค"),
        ("C:\\งาน|ลับ?", "C-งาน-ลับ"),
        ("CON", "เอกสาร CON"),
        ("-rf", "rf"),
    ],
)
def test_a_title_becomes_a_safe_file_name(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_a_long_title_is_cut_between_letters() -> None:
    name = safe_name("ที่" * 500)
    assert len(name.encode()) <= 200
    assert name.endswith("ที่")
