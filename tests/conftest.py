"""The stores and processes that tests share: real data files, real programs."""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.editing.actor import as_actor
from models.example.office import make_example
from models.maintenance.verification import changed_cells
from models.storage.database import database
from models.storage.journal_mode import drop_journals
from models.storage.store import DATABASE_NAME, close_store, open_store
from tests.builders import WHO, a_new_store
from tests.history_coverage import changed_without_history, watch_kept_cells
from tests.other_office import OtherOffice, make_other_office

ROOT = Path(__file__).parents[1]
SARABUN_NEW = ROOT.parent / "shared" / "fonts" / "THSarabunNew-Regular.ttf"

# Seconds for what comes by itself. Only a fault takes so long: a busy machine is slow, not wrong.
PATIENCE_S = 30.0

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]

# Looking for garbage after every 700 objects takes a fifth of the time of a screen's test.
gc.set_threshold(50_000, 20, 20)


MEMORY_DISK = Path("/dev/shm")
_MEMORY_NEEDED = 4 << 30


def pytest_configure(config: pytest.Config) -> None:
    """Put the folders of tests on a memory disk with room: to wait for a disk is most of a test.

    Tortures stay on the disk, as a file of an office does.
    """
    if "torture" in config.option.markexpr.replace("not torture", ""):
        return
    if MEMORY_DISK.is_dir() and shutil.disk_usage(MEMORY_DISK).free >= _MEMORY_NEEDED:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY_DISK))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are processors: a journey mostly waits, for its terminal or a writer."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys first: no worker should begin the longest test when the others are done."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


@pytest.fixture(autouse=True)
def actor() -> Iterator[None]:
    """What a test does in its own thread is done by WHO; no name is left to the next test."""
    with as_actor(WHO):
        yield


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty data folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def check_history_is_complete(request: pytest.FixtureRequest) -> None:
    """Whatever a test did by the program, the history's newest states are what is stored."""
    if not database.is_closed() and request.node.get_closest_marker("external_change") is None:
        assert changed_cells() == []
        assert changed_without_history() == set()


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data file with nothing in it, made once; tests copy it."""
    path = tmp_path_factory.mktemp("empty") / DATABASE_NAME
    a_new_store(path)
    close_store()
    return path


@pytest.fixture
def store(home: Path, empty_file: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A fresh data file, open in this thread."""
    path = home / DATABASE_NAME
    shutil.copy(empty_file, path)
    open_store(path)
    watch_kept_cells()
    yield path
    check_history_is_complete(request)
    close_store()


@pytest.fixture(scope="session")
def example_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example municipality, made once; tests copy it."""
    path = tmp_path_factory.mktemp("example") / DATABASE_NAME
    make_example(path)
    return path


@pytest.fixture
def example_home(home: Path, example_file: Path) -> Path:
    """A data folder with the example in it, closed."""
    close_store()  # a file that is open is not to be written over
    drop_journals(home / DATABASE_NAME)
    shutil.copy(example_file, home / DATABASE_NAME)
    return home


@pytest.fixture
def example(example_home: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """The example's data file, open in this thread."""
    path = example_home / DATABASE_NAME
    open_store(path)
    watch_kept_cells()
    yield path
    check_history_is_complete(request)
    close_store()


@pytest.fixture(scope="session")
def other_office_file(
    empty_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, OtherOffice]:
    """The office of `tests/other_office.py`, made once; tests copy it."""
    path = tmp_path_factory.mktemp("other") / DATABASE_NAME
    shutil.copy(empty_file, path)
    open_store(path)
    with as_actor(WHO):
        made = make_other_office()
    close_store()
    return path, made


@pytest.fixture
def other_office(
    home: Path, other_office_file: tuple[Path, OtherOffice], request: pytest.FixtureRequest
) -> Iterator[OtherOffice]:
    """The office of `tests/other_office.py`, its data file open in this thread."""
    path, made = other_office_file
    close_store()  # a file that is open is not to be written over
    shutil.copy(path, home / DATABASE_NAME)
    open_store(home / DATABASE_NAME)
    watch_kept_cells()
    yield made
    check_history_is_complete(request)
    close_store()


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a user whose folders are all under `tmp_path`."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    user = tmp_path / "user"
    user.mkdir()
    return {**kept, "HOME": str(user), "PYTHONIOENCODING": "utf-8"}


@pytest.fixture
def kmtui(home: Path, environment: dict[str, str]) -> Run:
    """Run `kmtui` as a process of its own on `home`: `kmtui("list", "people")`."""

    def run(*words: str, **changes: str) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, "-m", "kmtui", *words],
            env={**environment, "KMTUI_HOME": str(home), **changes},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=60,
        )

    return run


@pytest.fixture(scope="session")
def powerless() -> tuple[str, ...]:
    """The words before a command by which it obeys the modes of files, also where root runs it."""
    if os.geteuid() != 0:
        return ()
    words = ("setpriv", "--bounding-set", "-all", "--inh-caps", "-all")
    if not shutil.which("setpriv") or subprocess.run([*words, "true"]).returncode != 0:
        pytest.skip("root's own power over files cannot be laid down here")
    return words
