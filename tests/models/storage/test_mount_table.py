"""Which file systems count as a network: read from given mount tables."""

from pathlib import Path

import pytest

from models.maintenance.shared_folder import permission_faults
from models.storage import journal_mode
from models.storage.journal_mode import file_system_of, network_disk, wal_allowed

TABLE = rb"""
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/x /srv/office\040share nfs4 rw,vers=4.2 0 0
share /srv/tab\011here cifs rw 0 0
share /srv/back\134slash ceph rw 0 0
share /srv/\340\270\201 davfs rw 0 0
/dev/sdb1 /srv/twice ext4 rw 0 0
server:/y /srv/twice nfs rw 0 0
/dev/sdc1 /srv/office\040share/local xfs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/a", "ext4"),
        ("/", "ext4"),
        ("/srv/office share", "nfs4"),
        ("/srv/office share/2563", "nfs4"),
        ("/srv/office shared", "ext4"),
        ("/srv/office share/local/x", "xfs"),
        ("/srv/tab\there/x", "cifs"),
        ("/srv/back\\slash", "ceph"),
        ("/srv/ก/ข", "davfs"),
        ("/srv/twice/x", "nfs"),
    ],
)
def test_the_file_system_type_is_found_in_a_mount_table(path: str, kind: str) -> None:
    assert file_system_of(path, TABLE) == kind


def test_the_file_system_type_is_unknown_without_a_mount_table() -> None:
    assert file_system_of("/srv", b"") == ""


def mounted(monkeypatch: pytest.MonkeyPatch, folder: Path, kind: str) -> None:
    table = folder / "mounts"
    name = str(folder / "office").replace(" ", "\\040")
    table.write_text(f"disk / ext4 rw 0 0\nshare {name} {kind} rw 0 0\n", "utf-8")
    monkeypatch.setattr(journal_mode, "_MOUNTS", table)


FAR = ["nfs", "nfs4", "cifs", "smb3", "9p", "vboxsf", "virtiofs", "ceph", "glusterfs", "davfs"]
FAR += ["fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs2", "afs", "lustre", "prl_fs"]
FAR += ["fuse.vmhgfs-fuse", "ocfs2", "gfs2", "beegfs", "orangefs", "new-in-2030"]


@pytest.mark.parametrize("kind", FAR)
def test_an_unknown_file_system_counts_as_network_and_gets_no_wal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "a b" / "office"
    folder.mkdir(parents=True)
    monkeypatch.setattr(journal_mode, "wal_is_safe", lambda _version: True)
    mounted(monkeypatch, folder.parent, kind)
    assert network_disk(folder) == kind
    assert not wal_allowed(folder)
    told = [sentence for sentence in permission_faults(folder) if kind in sentence]
    assert len(told) == 1
    assert "SSH" in told[0]


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk"])
def test_a_local_disk_is_no_network_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "office"
    folder.mkdir()
    monkeypatch.setattr(journal_mode, "wal_is_safe", lambda _version: True)
    mounted(monkeypatch, tmp_path, kind)
    assert network_disk(folder) == ""
    assert wal_allowed(folder)


def test_a_disk_counts_as_network_without_a_mount_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_mode, "_MOUNTS", tmp_path / "none")
    assert network_disk(tmp_path)
