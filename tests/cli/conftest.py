"""`kmtui` in the test's own process: to start one for each word would take most of the time."""

import gc
import subprocess
from pathlib import Path

import pytest

from kmtui.__main__ import main
from models.storage.database import database
from models.storage.store import close_store, connect_thread
from tests.conftest import Run


@pytest.fixture
def kmtui(
    home: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> Run:
    """As the fixture of all tests, without a process; a store that is open is open again after."""
    monkeypatch.setenv("HOME", environment["HOME"])
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    def run(*words: str, **changes: str) -> "subprocess.CompletedProcess[bytes]":
        was_open = not database.is_closed()
        close_store()
        capfdbinary.readouterr()
        with monkeypatch.context() as here, Path("/dev/null").open(encoding="utf-8") as nothing:
            here.setattr("sys.stdin", nothing)
            for name, value in {"KMTUI_HOME": str(home), **changes}.items():
                here.setenv(name, value)
            try:
                status = main(words)
            except SystemExit as end:
                status = int(str(end.code))
            finally:
                gc.enable()  # a process of its own would do without
        if was_open:
            connect_thread()
        told = capfdbinary.readouterr()
        return subprocess.CompletedProcess(words, status, told.out, told.err)

    return run
