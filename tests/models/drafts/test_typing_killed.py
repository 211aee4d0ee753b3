"""The plug is pulled while a user types: at most the text since the last save is missing."""

import os
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from models.drafts.records import Draft
from models.drafts.writer import SAVE_INTERVAL_S
from models.history.recovery import recover
from models.minutes.records import Statement
from models.storage.store import close_store, open_store
from tests.builders import a_statement

# The process tells each key after it has handed it to the writer (key number, clock), and the
# clock whenever the writer tells that it has saved.
TYPE_ON = """
import sys, time
from pathlib import Path
from models.drafts.writer import Writer
from models.editing.revisions import Subject
from models.drafts.sessions import new_session
from models.drafts.rescue import TypedText
from models.storage.store import close_store, open_store

path, statement_id, item_id, rescue = sys.argv[1:]
open_store(Path(path))
close_store()

def report(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\\n")
    sys.stdout.flush()

writer = Writer(Path(path), new_session(), "x", Path(rescue),
                lambda state: report("saved", time.monotonic()))
writer.start()
text = ""
for number in range(10_000):
    text += chr(ord("0") + number % 10)
    typed = TypedText(Subject.STATEMENT, int(statement_id), writer.session, 1, text, "x", "now",
                  int(item_id))
    writer.queue_draft(typed)
    report(number + 1, time.monotonic())
    time.sleep(0.008)
"""


@pytest.mark.parametrize("after", [0.0, 0.13, 0.26])
def test_a_killed_program_has_lost_at_most_the_last_moment_of_typing(
    store: Path, tmp_path: Path, after: float
) -> None:
    statement = a_statement("")
    close_store()
    command = [sys.executable, "-c", TYPE_ON, str(store), str(statement.id)]
    command += [str(statement.item_id), str(tmp_path / "rescue")]
    lines: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        # Keys come without a pause: a writer that waited for one would never have saved.
        while len(saves_in(lines)) < 3:
            lines.append(typist.stdout.readline())
            assert lines[-1], "the typing ended before three saves"
        time.sleep(after)
        os.kill(typist.pid, signal.SIGKILL)
        lines += [line for line in typist.stdout if line.endswith("\n")]
    open_store(store)
    (draft,) = Draft.select()
    stored = len(draft.text)
    assert draft.text == "".join(str(number % 10) for number in range(stored))
    check_what_was_lost(lines, stored)
    assert recover(tmp_path / "rescue").restored_count == 1
    assert Statement.get_by_id(statement.id).text == draft.text


def saves_in(lines: list[str]) -> list[float]:
    """When the writer reported that it had saved."""
    return [float(line.split()[1]) for line in lines if line.startswith("saved")]


def check_what_was_lost(lines: list[str], stored: int) -> None:
    """No acknowledged key is missing, and the rest came within an interval as this machine has it.

    A save holds what was typed before the save before it was reported.
    """
    keys = [line.split() for line in lines if not line.startswith("saved")]
    moments = {int(number): float(at) for number, at in keys}
    saves = saves_in(lines)
    assert stored >= max(number for number, at in moments.items() if at <= saves[-2])
    interval = max(SAVE_INTERVAL_S, *(later - earlier for earlier, later in pairwise(saves)))
    last = max(moments.values())
    assert last - moments.get(stored + 1, last) <= 2 * interval
