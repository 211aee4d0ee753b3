"""A desk whose disk, clock and terminal fail as a test says: the real program in a terminal."""

import contextlib
import fcntl
import json
import os
import pty
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest
from msgspec import Struct, field

from kmtui.paths import DataPaths
from models.drafts.records import read_drafts
from models.history.recovery import recover
from models.maintenance.verification import verify_file
from models.meetings.records import find_meeting
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.store import close_store, open_store
from tests.conftest import ROOT

PATIENCE_S = 60.0
_CONTROL_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
SAID = "ขอให้ทุกกองส่งแผนภายในสัปดาห์หน้า"
LAST_WORD = "หน้า"
_SOURCE = Path(__file__).with_name("disk_faults.c")
_LOOK_INTERVAL_S = 0.02


@cache
def preloaded_faults() -> Path:
    """Build the library of disk faults, once in a run."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("there is no C compiler (cc) to build the disk faults with")
    library = Path(tempfile.mkdtemp(prefix="kmtui-faults-")) / "disk_faults.so"
    build = [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(_SOURCE), "-ldl"]
    if subprocess.run(build, capture_output=True).returncode:
        pytest.skip("the C compiler cannot build a library here")
    return library


def wait_for(is_so: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait for something that comes by itself; fails where it never does."""
    end = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < end, what
        time.sleep(_LOOK_INTERVAL_S)


class Seat:
    """The program at a terminal of our own, which reads what it writes until it is stopped."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self._output = bytearray()
        self._reads = threading.Event()
        self._reads.set()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            while True:
                self._reads.wait()
                self._output += os.read(self.master, 65536)

    @property
    def output(self) -> str:
        """What the program has written so far."""
        return self._output.decode(errors="replace")

    def stop_reading(self) -> None:
        """Freeze the window: what the program writes from now on stays where it is."""
        self._reads.clear()

    def read_again(self) -> None:
        """Thaw the window."""
        self._reads.set()

    def send(self, keys: str) -> None:
        """Send keys, one by one as a typist does."""
        for key in [keys] if keys.startswith("\x1b") else keys:
            os.write(self.master, key.encode())
            time.sleep(0.002)

    def paste(self, text: str) -> None:
        """Paste as a terminal does it: all at once."""
        os.write(self.master, f"\x1b[200~{text}\x1b[201~".encode())

    def send_for(self, keys: str, answer: str) -> None:
        """Send keys, and wait until the program has written the answer."""
        before = len(self.output)
        self.send(keys)
        self.until(answer, before)

    def until(self, answer: str, after: int = 0) -> None:
        """Wait until the program has written the answer, perhaps on two lines or in two paints."""

        def is_written() -> bool:
            written = self.output[after:]
            return answer in written or answer in _CONTROL_SEQUENCE.sub("", written)

        wait_for(is_written, f"{answer!r} was not written")

    def close(self) -> None:
        """Close the terminal."""
        self.read_again()
        with contextlib.suppress(OSError):
            os.close(self.master)

    def end_by(self, how: str) -> int:
        """End the program by a signal, or by closing its terminal; return its status."""
        begun = time.monotonic()
        if how == "close":
            self.close()
        else:
            os.kill(self.process.pid, getattr(signal, f"SIG{how}"))
        status = self.process.wait(PATIENCE_S)
        print(f"{how}: ended in {time.monotonic() - begun:.2f} s")
        return status

    def begin_statement(self, text: str = "") -> None:
        """In the room: begin a statement, type a text and see it."""
        self.until("เมื่อเริ่ม")
        self.send_for("\x1b[15~", "แล้วกด Enter")
        self.send("1\r")
        if text:
            self.send_for(text, text[-6:])


class Desk(Struct):
    """A data folder, the places for rescue files, and the faults of the disk."""

    root: Path
    home: Path
    state: Path
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def user_home(self) -> Path:
        return self.root / "user"

    def fail(self, *rules: str) -> None:
        """From now on the disk fails so (see `disk_faults.c`); nothing mends it."""
        part = self.root / "faults.part"
        part.write_text("\n".join(rules))
        part.replace(self.root / "faults")

    @contextmanager
    def at_work(self, *program: str) -> Iterator[Seat]:
        """The program in the room of meeting 2/2563; killed at the end."""
        self.user_home.mkdir(exist_ok=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        environment = kept | {
            "TERM": "xterm-256color",
            "HOME": str(self.user_home),
            "XDG_STATE_HOME": str(self.state),
            "PYTHONPATH": str(ROOT),
            "LD_PRELOAD": str(preloaded_faults()),
            "KMTUI_DISK_FAULTS": str(self.root / "faults"),
        }
        for name in ("COLUMNS", "LINES", "COLORTERM"):
            environment.pop(name, None)
        words = program or (sys.executable, "-m", "kmtui")
        seat = Seat([*words, "--home", str(self.home), "open", "2/2563"], environment)
        try:
            yield seat
        finally:
            seat.process.kill()
            seat.process.wait()
            seat.close()

    def rescue_files(self) -> list[Path]:
        """The rescue files in all places of this desk."""
        data = DataPaths(self.home, self.state / "kmtui")
        memory = [path for path in data.rescue.places if not path.lasts]
        places = (self.state, self.user_home, *(each.folder for each in memory))
        return [path for place in places for path in place.glob("**/*.json")]

    def rescued(self) -> list[str]:
        """The texts of the rescue files."""
        return [json.loads(path.read_bytes())["text"] for path in self.rescue_files()]

    def after_next_start(self) -> tuple[list[str], list[str], list[str]]:
        """Bring back what was left, as a start does on a sound disk.

        Returns the statements, the drafts that are left, and what `verify` complains of.
        """
        self.fail()
        file = self.home / "kmtui.db"
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("HOME", str(self.user_home))
            patch.delenv("XDG_RUNTIME_DIR", raising=False)
            open_store(file)
            try:
                recover(DataPaths(self.home, self.state / "kmtui").rescue)
                room = read_meeting_snapshot(find_meeting(2, 2563).id)
                texts = [said.text for item in room.items for said in item.statements]
                drafts = [typed.text for typed in read_drafts()[0]]
            finally:
                close_store()
        return texts, drafts, list(verify_file(file).faults)


@pytest.fixture
def desk(tmp_path: Path, example_file: Path) -> Desk:
    """A desk of the example, everything on one disk."""
    home = tmp_path / "data"
    home.mkdir()
    shutil.copy(example_file, home / "kmtui.db")
    return Desk(tmp_path, home, tmp_path / "state")
