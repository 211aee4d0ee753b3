"""`years`: an office after ten years beside one with a single meeting.

120 meetings, 10,000 statements, 5,000 activities, 100,000 stored states of texts.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.processes import PYTHON
from benchmarks.references import SEEN
from benchmarks.table import Aim, Sample, Table, ratio
from benchmarks.ten_years_check import ten_years
from benchmarks.terminal import in_terminal
from models.editing.actor import as_actor
from models.editing.revisions import FieldKey, Revision, Subject, store_revision
from models.example.office import make_example
from models.history.bin import deleted_records
from models.history.views import HistoryFilter, changes, people_of_history, text_history
from models.home.overview import read_home
from models.maintenance.verification import verify_file
from models.meetings.records import Meeting
from models.minutes.records import Statement
from models.minutes.snapshot import read_meeting_snapshot
from models.plan.records import PlanActivity
from models.search.hits import SearchQuery as Sought
from models.search.hits import search
from models.search.index import update_index
from models.storage.backup import back_up
from models.storage.database import database, new_id
from models.storage.store import close_store, open_store

STATES, ACTIVITIES = 100_000, 5_000
_ROUNDS = 5
_PAINTS = 3
_ACTOR = "benchmark"
_WORDS = "แผนการจัดการความรู้ งบประมาณ"
_AIMS = {"open a meeting": Aim(2.0), "first paint": Aim(1.5)}
Measured = dict[str, Sample]


def run() -> Iterator[Table]:
    """Every figure of both offices, side by side."""
    with TemporaryDirectory(prefix="kmtui-bench-") as folder:
        small, large = Path(folder) / "one", Path(folder) / "ten"
        for home in (small, large):
            home.mkdir()
        make_example(small / "kmtui.db")
        _fill(ten_years(large))
        before, after = _measured(small), _measured(large)
    table = Table(
        f"years: one meeting, and ten years with {STATES:,} stored states",
        ["what", "one meeting", "ten years", "ratio", "aim"],
    )
    for what, sample in after.items():
        unit = "KB" if what.endswith("size") else "ms"
        aim = _AIMS[what].judge(sample.over(before[what])) if what in _AIMS else ""
        share = ratio(sample.over(before[what]))
        table.add(what, before[what].cell(unit), sample.cell(unit), share, aim)
    yield table


def _fill(path: Path) -> None:
    """The rest of ten years: twice the activities, and ten states of each statement."""
    open_store(path)
    try:
        with as_actor(_ACTOR), database.atomic():
            rows: list[dict[str, Any]] = list(PlanActivity.select().dicts())
            free = new_id()
            more = [
                {**row, "id": free + at} for at, row in enumerate(rows[: ACTIVITIES - len(rows)])
            ]
            for at in range(0, len(more), 200):
                PlanActivity.insert_many(more[at : at + 200]).execute()
            known = Revision.select(Revision.subject_id)
            for row in list(Statement.select().where(Statement.id.not_in(known))):
                for version in range(1, 11):
                    text = row.text if version == 10 else row.text[: version * 10]
                    store_revision(FieldKey(Subject.STATEMENT, row.id), version, text)
                Statement.update(version=10).where(Statement.id == row.id).execute()
        while update_index():
            pass
    finally:
        close_store()


def _measured(home: Path) -> Measured:
    path, found = home / "kmtui.db", dict[str, list[float]]()
    open_store(path)
    try:
        meeting = Meeting.select().order_by(Meeting.id.desc()).first().id
        while update_index():
            pass
        text = Revision.select().order_by(Revision.id.desc()).first()
        acts: dict[str, Callable[[], object]] = {
            "home screen's question": lambda: read_home(path),
            "open a meeting": lambda: read_meeting_snapshot(meeting),
            "search": lambda: search(Sought(_WORDS)),
            "newest changes": changes,
            "changes of one person": lambda: changes(HistoryFilter(who=_ACTOR)),
            "who ever changed": people_of_history,
            "one text's states": lambda: text_history(
                FieldKey(Subject(text.subject), text.subject_id, text.field)
            ),
            "bin": deleted_records,
        }
        for what, act in acts.items():
            found[what] = [_milliseconds(act) for _ in range(_ROUNDS)]
    finally:
        close_store()
    backup = home / "copy.db"
    found["backup"] = [_milliseconds(lambda: back_up(path, backup))]
    found["verify"] = [_milliseconds(lambda: verify_file(path))]
    found["first paint"] = [_first_paint(home) for _ in range(_PAINTS)]
    found["file size"] = [path.stat().st_size / 1024]
    found["backup size"] = [backup.stat().st_size / 1024]
    return {what: Sample(tuple(values)) for what, values in found.items()}


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def _first_paint(home: Path) -> float:
    with in_terminal((PYTHON, "-m", "kmtui", "--home", str(home))) as terminal:
        return (terminal.wait_for(SEEN) - terminal.spawned_at) * 1000
