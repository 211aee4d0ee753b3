"""The commands that this user selected most recently on each page.

They are kept in the user's state folder: names of pages and commands, never typed text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from models.errors import Refused
from models.storage.own_files import read_file, write_file
from screens.commands import PAGE_NAMES
from screens.commands.command import Page

FILE_NAME = "recent-commands.json"
MOST = 8
"""The number of commands that are kept for a page."""

_LARGEST_FILE = 64 * 1024
_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700
_NAMES = {page.title: name for name, page in PAGE_NAMES.items()}


class RecentCommands:
    """The recently selected commands; only `read` blocks on the disk.

    Args:
        folder: the state folder of this user, created with the first command.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, list[str]] = {}
        self._lock = Lock()

    def read(self) -> None:
        """Read the commands of earlier runs; those of this run come before them."""
        with self._lock:
            self._names = _joined(self._names, self._stored())

    def of(self, page: Page) -> list[str]:
        """Return the actions selected on a page, the latest first."""
        actions = {each.name: each.action for each in page.commands}
        names = self._names.get(_NAMES.get(page.title, page.title), [])
        return [actions[name] for name in names if name in actions]

    def note(self, page: Page, action: str) -> None:
        """Record that a command was selected on a page; a thread of its own stores it.

        A file that cannot be written is ignored.
        """
        names = [each.name for each in page.commands if each.action == action]
        chosen = {_NAMES.get(page.title, page.title): names}
        self._names = _joined(chosen, self._names)
        Thread(target=self._store, daemon=True).start()

    def _store(self) -> None:
        """Store the commands of this run, before those stored by other windows."""
        with self._lock, suppress(OSError, Refused):
            content = json.dumps(_joined(self._names, self._stored()), indent=1).encode()
            self._folder.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
            write_file(content, self._folder / FILE_NAME, self._folder, _PRIVATE_FILE)

    def _stored(self) -> dict[str, list[str]]:
        """Return the stored commands that exist; empty if the file is damaged."""
        try:
            content = read_file(self._folder / FILE_NAME, _LARGEST_FILE, home=self._folder)
            found = json.loads(content.decode())
        except (OSError, ValueError, RecursionError, Refused):
            return {}
        return {name: _known(name, found) for name in PAGE_NAMES if isinstance(found, dict)}


def _known(name: str, found: Mapping[str, Any]) -> list[str]:
    kept = found.get(name)
    known = {each.name for each in PAGE_NAMES[name].commands}
    names = kept if isinstance(kept, list) else []
    return [each for each in names if isinstance(each, str) and each in known]


def _joined(first: Mapping[str, list[str]], then: Mapping[str, list[str]]) -> dict[str, list[str]]:
    joined = {
        name: list(dict.fromkeys((*first.get(name, ()), *then.get(name, ()))))[:MOST]
        for name in (*then, *first)
    }
    return {name: names for name, names in joined.items() if names}
