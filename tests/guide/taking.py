"""Take the pictures of the scenes in a real terminal, on a fixed day, from fixed records."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ROOT
from tests.guide.scenes import FIRST_START, Run
from tests.guide.screen_svg import rows_of, svg_of
from tests.journeys.terminal import PATIENCE_S, Terminal, kmtui_in_terminal

PICTURES = ROOT / "docs" / "guide" / "pictures"
COLUMNS, LINES = 80, 24
# The light theme: a dark screen would use up the toner of the office's printer.
_SETTINGS = 'theme = "light"\n'
_STEADY_S = 0.4
# As long as the path of the pictures, so that no column moves.
_SHOWN_FOLDER = "/srv/office/data"
# What a notification begins with: it goes away by itself.
_NOTIFICATION = "▌"
_BACKUP = re.compile("สำเนาสำรองล่าสุด [^\x1b\n]*?(?= *[\x1b\n])")
_BACKUP_OF_THE_DAY = "สำเนาสำรองล่าสุด ๒๒ ธันวาคม ๒๕๖๓ ๐๙.๐๐ น."


def take(run: Run, keep: Callable[[str, str], object]) -> None:
    """Run the program once through its keys; `keep` takes the name and the SVG of each picture."""
    # A short path of one length: it is shown on some screens.
    with TemporaryDirectory(prefix="km-", dir="/tmp") as folder:
        home = Path(folder) / "kmtui"
        home.mkdir()
        if run.home != FIRST_START:
            words = (sys.executable, "-m", "tests.guide.fixed_day", "--home", str(home), "demo")
            subprocess.run([*words, "--no-open"], check=True, capture_output=True, cwd=ROOT)
        settings = home / "settings.toml"
        settings.write_text(_SETTINGS, "utf-8")
        settings.chmod(0o660)
        for name, text in run.files.items():
            (Path(folder) / name).write_text(text, "utf-8")
        with kmtui_in_terminal(
            home, columns=COLUMNS, lines=LINES, module="tests.guide.fixed_day"
        ) as terminal:
            terminal.wait_for("F1")
            for step in run.steps:
                _do(terminal, step.replace("{folder}", folder), home, keep)


def _do(terminal: Terminal, step: str, home: Path, keep: Callable[[str, str], object]) -> None:
    """Do one step: `see TEXT`, `type TEXT`, `picture NAME`, or keys to press."""
    word, _, rest = step.partition(" ")
    if word == "see":
        terminal.wait_for(rest)
    elif word == "type":
        _steady(terminal, home, notifications=True)
        terminal.type(rest)
    elif word == "picture":
        keep(rest, svg_of(rows_of(_steady(terminal, home), COLUMNS, LINES), rest))
    else:
        for key in step.split():
            _steady(terminal, home, notifications=True)
            terminal.press(key)


def _steady(terminal: Terminal, home: Path, *, notifications: bool = False) -> str:
    """Return the screen once it has not changed for a moment and no notification is on it."""
    end = time.monotonic() + PATIENCE_S
    last, since = "", time.monotonic()
    while True:
        seen = terminal.tmux("capture-pane", "-p", "-e", "-N", "-t", "0")
        if seen != last:
            last, since = seen, time.monotonic()
        is_clear = notifications or _NOTIFICATION not in seen
        if is_clear and time.monotonic() - since > _STEADY_S:
            return _without_the_machine(seen, home)
        if time.monotonic() > end:
            raise AssertionError(f"the screen does not come to rest:\n{seen}")
        time.sleep(0.05)


def _without_the_machine(seen: str, home: Path) -> str:
    """Return the screen with the folder of an office, and the backup of that morning."""
    seen = seen.replace(str(home.parent), _SHOWN_FOLDER)
    # A backup is made after the first paint, and named by its file's own time.
    return _BACKUP.sub(lambda found: _BACKUP_OF_THE_DAY, seen)
