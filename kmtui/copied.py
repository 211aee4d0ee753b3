"""The file with the last copied text: many terminals ignore the clipboard sequence OSC 52."""

import os
from pathlib import Path

from models.storage.own_files import write_file

COPIED_NAME = "copied.txt"
_PRIVATE = 0o600


def write_copied(state_folder: Path, text: str) -> Path:
    """Replace the content of the user's file of copied text; return its path.

    No other user can read it. Raises OSError and KmError; the old file is unchanged then.
    """
    state_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = state_folder / COPIED_NAME
    write_file(text.encode(errors="replace"), path, state_folder, _PRIVATE)
    return path


def short_path(path: Path) -> str:
    """Return the path as a shell takes it, with `~` for the user's home."""
    home = os.path.expanduser("~")  # noqa: PTH111 Path raises for a user without a home
    inside = home not in ("", "/", "~") and path.is_relative_to(home)
    return f"~/{path.relative_to(home)}" if inside else str(path)
