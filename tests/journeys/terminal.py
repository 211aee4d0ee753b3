"""A real terminal for journeys: the program runs in tmux, keys are pressed, the screen is read."""

import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE_S = 60.0
_LOOK_EVERY_S = 0.05


class Terminal:
    """One tmux session with one program in it."""

    def __init__(self, socket: str) -> None:
        self._socket = socket

    def tmux(self, *words: str) -> str:
        """Run a tmux command on this session's own server."""
        done = subprocess.run(
            ["tmux", "-L", self._socket, *words], capture_output=True, text=True, check=False
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press named keys (F2, Enter, Escape, Up, Space) one after the other."""
        for key in keys:
            self.tmux("send-keys", "-t", "0", key)

    def type(self, text: str) -> None:
        """Type text as a keyboard with the Thai layout sends it."""
        self.tmux("send-keys", "-t", "0", "-l", text)

    def screen(self) -> str:
        """What stands on the screen."""
        return self.tmux("capture-pane", "-p", "-t", "0")

    def wait_for(self, text: str) -> str:
        """The screen, once `text` stands on it; fails with the screen where it never does."""
        return self._wait(lambda screen: text in screen, f"{text!r} did not appear")

    def wait_without(self, text: str) -> str:
        """The screen, once `text` is gone from it."""
        return self._wait(lambda screen: text not in screen, f"{text!r} did not go away")

    def wait_until_ended(self) -> None:
        """Wait for the program to end."""
        end = time.monotonic() + PATIENCE_S
        while self.tmux("list-sessions"):
            assert time.monotonic() < end, "the program did not end:\n" + self.screen()
            time.sleep(_LOOK_EVERY_S)

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size."""
        self.tmux("resize-window", "-t", "0", "-x", str(columns), "-y", str(lines))

    def pid(self) -> int:
        """The process id of the program."""
        return int(self.tmux("list-panes", "-t", "0", "-F", "#{pane_pid}"))

    def _wait(self, is_there: "object", what: str) -> str:
        end = time.monotonic() + PATIENCE_S
        while True:
            screen = self.screen()
            if is_there(screen):  # type: ignore[operator]
                return screen
            if time.monotonic() > end:
                raise AssertionError(f"{what}:\n{screen}")
            time.sleep(_LOOK_EVERY_S)


@contextmanager
def kmtui_in_terminal(
    home: Path,
    *words: str,
    columns: int = 80,
    lines: int = 24,
    term: str = "xterm-256color",
    state: Path | None = None,
    module: str = "kmtui",
) -> Iterator[Terminal]:
    """Run kmtui in a terminal of this size; it is killed at the end, whatever happened.

    Rescue files and faults go under `state`, which is inside `home` by default; the
    user's own keys and settings are under `home / "config"`.
    `module` may be a test's own way to start the program.
    """
    terminal = Terminal(f"kmtui-{uuid.uuid4().hex[:8]}")
    program = [sys.executable, "-m", module, "--home", str(home), *words]
    terminal.tmux(
        "-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(lines),
        "env", "-u", "COLORTERM", "-u", "COLUMNS", "-u", "LINES", f"TERM={term}", "LANG=C.UTF-8",
        f"XDG_STATE_HOME={state or home / 'state'}", f"XDG_CONFIG_HOME={home / 'config'}", *program,
    )  # fmt: skip
    try:
        yield terminal
    finally:
        terminal.tmux("kill-server")


def begin_statement(terminal: Terminal, speaker_key: str = "1") -> None:
    """In the room: begin a statement of this line of the roll; the cursor stands in its text."""
    terminal.press("F5")
    terminal.wait_for("แล้วกด Enter")
    terminal.type(speaker_key)
    terminal.press("Enter")
    terminal.wait_without("แล้วกด Enter")
