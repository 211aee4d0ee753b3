"""The plug is pulled while somebody types: at most the last 300 ms of typing are missing."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from models.drafts.records import Draft
from models.drafts.writer import SAVE_EVERY_S
from models.history.recovery import recover
from models.minutes.records import Statement
from models.storage.store import close_store, open_store
from tests.builders import a_statement

# The process tells each key after it has handed it to the writer: key number, clock.
TYPE_ON = """
import sys, time
from pathlib import Path
from models.drafts.writer import Writer
from models.editing.revisions import Subject
from models.drafts.sessions import new_session
from models.drafts.rescue import Typed
from models.storage.store import close_store, open_store

path, statement_id, item_id, rescue = sys.argv[1:]
open_store(Path(path))
close_store()
writer = Writer(Path(path), new_session(), "x", Path(rescue), lambda state: None)
writer.start()
text = ""
for number in range(10_000):
    text += chr(ord("0") + number % 10)
    typed = Typed(Subject.STATEMENT, int(statement_id), writer.session, 1, text, "x", "now",
                  int(item_id))
    writer.changed(typed)
    print(number + 1, time.monotonic(), flush=True)
    time.sleep(0.008)
"""
SLACK_S = 0.4  # for a busy machine: the commit itself, and the scheduler


@pytest.mark.parametrize("after", [0.45, 0.83, 1.21])
def test_a_killed_program_has_lost_at_most_the_last_moment_of_typing(
    store: Path, tmp_path: Path, after: float
) -> None:
    statement = a_statement("")
    close_store()
    command = [sys.executable, "-c", TYPE_ON, str(store), str(statement.id)]
    command += [str(statement.item_id), str(tmp_path / "rescue")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as typist:
        assert typist.stdout is not None
        first = typist.stdout.readline()
        time.sleep(after)
        os.kill(typist.pid, signal.SIGKILL)
        keys = [line.split() for line in [first, *typist.stdout] if line.endswith("\n")]
    open_store(store)
    (draft,) = Draft.select()
    stored = len(draft.text)
    assert draft.text == "".join(str(number % 10) for number in range(stored))
    moments = {int(number): float(at) for number, at in keys}
    lag = max(moments.values()) - moments.get(stored + 1, max(moments.values()))
    assert lag <= SAVE_EVERY_S + SLACK_S
    assert recover(tmp_path / "rescue").restored_count == 1
    assert Statement.get_by_id(statement.id).text == draft.text
