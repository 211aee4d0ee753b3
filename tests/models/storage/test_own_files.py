"""Files are written by one module; the others say why they write themselves."""

import ast
import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.storage.own_files import read_file
from tests.test_house import TREES

WRITERS = {
    "models/storage/own_files.py": "the one module",
    "models/storage/store.py": "SQLite needs an empty file, made by O_EXCL",
    "models/storage/backup.py": "SQLite needs an empty file, made by O_EXCL",
    "models/maintenance/restore.py": "SQLite needs an empty file, made by O_EXCL",
    "models/storage/chain.py": "after every commit, without the sync of `write_file`; O_NOFOLLOW",
    "kmtui/cli/mend.py": "a new file of the user's, made by O_EXCL",
    "models/office/bake_law_titles.py": "run by a developer only",
    "kmtui/faults.py": "in the private state folder of this user",
    "kmtui/archived.py": "into a private temporary folder",
    "kmtui/cli/streams.py": "the standard streams",
    "kmtui/thai/bake_lexicon.py": "run by a developer only",
}
WRITE = {"write_bytes", "write_text", "chmod", "lchmod"}
OWNERS = {"shutil", "os"}


def writes(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls that write to a path, or change its mode."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        owner = getattr(getattr(node.func, "value", None), "id", "")
        flags = ast.unparse(node)
        copies = name in {"copy", "copy2", "copytree", "copyfile"} and owner in OWNERS
        makes = name == "open" and owner == "os" and "O_CREAT" in flags
        opens = (name or getattr(node.func, "id", "")) == "open" and any(
            isinstance(each, ast.Constant) and each.value in ("w", "wb", "a", "ab", "x", "xb")
            for each in node.args
        )
        if copies or makes or opens or name in WRITE:
            yield node


def test_only_listed_modules_write_files() -> None:
    found = {str(path) for path, tree in TREES.items() if any(True for _ in writes(tree))}
    assert found - set(WRITERS) == set()


def test_every_exception_for_writing_files_is_in_use() -> None:
    found = {str(path) for path, tree in TREES.items() if any(True for _ in writes(tree))}
    assert set(WRITERS) - found - {"kmtui/cli/streams.py"} == set()


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("pipe", errno.EINVAL),
        ("/dev/zero", errno.EINVAL),
        ("folder", errno.EISDIR),
        ("none", errno.ENOENT),
        ("large", errno.EFBIG),
    ],
)
def test_reading_a_pipe_folder_or_oversized_file_is_refused(
    tmp_path: Path, kind: str, number: int
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "large").write_bytes(b"x" * 11)
    with pytest.raises(OSError, match=kind) as fault:
        read_file(tmp_path / kind, limit=10)
    assert fault.value.errno == number


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x" * 10)
    assert read_file(tmp_path / "x", limit=10) == b"x" * 10
