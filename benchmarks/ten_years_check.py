"""`ten-years`: reading once more what an office wrote in ten years, part by part.

120 meetings with 10,000 statements, ten plans with 2,500 activities, 2,500 items of knowledge.
"""

import itertools
import random
import resource
import time
from collections.abc import Iterator
from datetime import date
from datetime import time as clock
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.example import paragraphs
from benchmarks.table import Aim, Table, number
from kmtui.thai.words import learn
from models.checks.core.register import read_name_register
from models.checks.records.reading import parts_of_store
from models.checks.runner import KeyedFinding, gather, run_checks
from models.committees.agenda_templates import ItemKind
from models.committees.records import Committee
from models.example.office import make_example
from models.knowledge.records import KnowledgeItem, KnowledgeKind
from models.meetings.records import Attendance, Meeting, MeetingState
from models.meetings.roll import AttendanceStatus
from models.minutes.records import AgendaItem, Outcome, Resolution, Statement
from models.office.organization import Division
from models.people.known_names import register_names
from models.plan.lifecycle import create_plan
from models.plan.records import ActivityOwner, PlanActivity
from models.plan.rows import PlanSection as Row
from models.plan.rows import add_row, add_table
from models.plan.steps import Process
from models.storage.database import database
from models.storage.store import close_store, open_store

FIRST_YEAR, YEARS = 2551, 10
MEETINGS_A_YEAR, ITEMS, STATEMENTS, ACTIVITIES, KNOWLEDGE = 12, 7, 10_000, 2_500, 2_500
LETTERS_SAID = (30, 150)
# The source is full of slips; an office's own records are read with fewer.
_MENDED = (("หนองหัวแรด", "หนองหัวแรต"), ("นักากร", "นักการ"), ("กระตุ้", "กระตุ้น"), ("๒๕๕๖", "๒๕๔๖"))
_TODAY = date(2020, 12, 31)
_IDS = itertools.count(1_000_000)  # thousands at once: ids made of the clock could meet
_AIM = Aim(5.0, "s")
_ROUNDS = 3


def run() -> Iterator[Table]:
    """How long reading and judging take, and the longest turn of the writer thread."""
    with TemporaryDirectory(prefix="kmtui-bench-") as folder:
        path = ten_years(Path(folder))
        open_store(path)
        try:
            learn(register_names())
            began = time.process_time()
            rounds = [_check() for _ in range(_ROUNDS)]
            cpu = (time.process_time() - began) / _ROUNDS
        finally:
            close_store()
    table = Table(
        f"ten-years: {MEETINGS_A_YEAR * YEARS} meetings, {STATEMENTS} statements, "
        f"{ACTIVITIES + KNOWLEDGE} activities and items",
        ["round", "all", "aim", "reading", "judging", "longest reading", "findings"],
    )
    for at, (reading, judging, found) in enumerate(rounds, 1):
        whole = sum(reading) + sum(judging)
        table.add(
            str(at),
            f"{whole:.2f} s",
            _AIM.judge(whole),
            f"{sum(reading):.2f} s",
            f"{sum(judging):.2f} s",
            f"{max(reading) * 1000:.0f} ms",
            number(len(found)),
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    table.notes.append(f"processor time {cpu:.2f} s a round, whatever else the machine does")
    table.notes.append(f"peak memory {peak} MB; the first round reads the lexicon as well")
    yield table


def _check() -> tuple[list[float], list[float], list[KeyedFinding]]:
    reading, judging, found = [], [], []
    register = read_name_register()
    for part in parts_of_store():
        began = time.perf_counter()
        gathered = gather(part, _TODAY)
        read = time.perf_counter()
        found += run_checks(gathered, register)
        reading.append(read - began)
        judging.append(time.perf_counter() - read)
    return reading, judging, found


def ten_years(folder: Path) -> Path:
    """A data file with ten years of an office's work beside the example."""
    path = folder / "kmtui.db"
    make_example(path)
    open_store(path)
    try:
        with database.atomic():
            words = _Words()
            _write_meetings(words)
            for year in range(FIRST_YEAR, FIRST_YEAR + YEARS):
                _write_year(year, words)
    finally:
        close_store()
    return path


class _Words:
    """Whole phrases of the source's minutes, put together by chance."""

    def __init__(self) -> None:
        text = " ".join(paragraphs(20_000))
        for wrong, right in _MENDED:
            text = text.replace(wrong, right)
        phrases = text.split()
        self._phrases = [each for each in dict.fromkeys(phrases) if len(each) > 1]
        self._random = random.Random(8)

    def some(self, least: int, most: int) -> str:
        """So many letters, or as many as the phrases next to each other have."""
        length = self._random.randint(least, most)
        at = self._random.randrange(len(self._phrases))
        text = ""
        while len(text) < length:
            text += f" {self._phrases[at % len(self._phrases)]}"
            at += self._random.randint(1, 3)
        return text.strip()


def _write_meetings(words: _Words) -> None:
    committee = Committee.get()
    seats = committee.ordered_seats()
    said = STATEMENTS // (MEETINGS_A_YEAR * YEARS * ITEMS) + 1
    left = STATEMENTS
    for at in range(MEETINGS_A_YEAR * YEARS):
        year, month = divmod(at, MEETINGS_A_YEAR)
        meeting = Meeting.create(
            committee=committee,
            number=month + 1,
            year=FIRST_YEAR + year,
            held_on=date(FIRST_YEAR - 543 + year, month + 1, 15),
            starts_at=clock(13, 30),
            opened_at=clock(13, 30),
            closed_at=clock(16),
            state=MeetingState.CLOSED,
        )
        for seat in seats:
            Attendance.create(
                meeting=meeting,
                seat=seat,
                position=seat.position,
                status=AttendanceStatus.PRESENT,
                name=seat.label,
            )
        for position in range(1, ITEMS + 1):
            item = AgendaItem.create(
                meeting=meeting,
                position=position,
                kind=ItemKind.CONSIDERATION,
                title=words.some(20, 50),
            )
            count = min(said, left)
            left -= count
            rows = [
                {
                    "id": next(_IDS),
                    "item": item,
                    "position": place,
                    "text": words.some(*LETTERS_SAID),
                }
                for place in range(count)
            ]
            Statement.insert_many(rows).execute() if rows else None
            Resolution.create(
                item=item,
                position=1,
                outcome=Outcome.NOTED,
                text="รับทราบ",
                present_count=len(seats),
            )


def _write_year(year: int, words: _Words) -> None:
    plan_id = create_plan(year)
    divisions = list(Division.select())
    goals = [add_row(plan_id, Row.GOAL, words.some(40, 80)) for _ in range(5)]
    tables = [add_table(plan_id, Process.KM_PROCESS, goal) for goal in goals]
    for at in range(ACTIVITIES // YEARS):
        activity = PlanActivity.create(
            plan=plan_id,
            table=tables[at % len(tables)],
            step=at % 7 + 1,
            position=at + 10,
            method=words.some(60, 120),
            begins_on=date(year - 544, 10, 1),
            ends_on=date(year - 543, 9, 30),
            target_group="พนักงานเทศบาล",
            indicator=words.some(30, 60),
            target="ร้อยละ ๘๐",
            owner_text="กองคลัง",
        )
        ActivityOwner.create(activity=activity, position=1, division=divisions[0])
    rows = [
        {
            "id": next(_IDS),
            "fiscal_year": year,
            "division": divisions[at % len(divisions)],
            "kind": KnowledgeKind.KNOWLEDGE,
            "position": at,
            "text": words.some(30, 90),
        }
        for at in range(KNOWLEDGE // YEARS)
    ]
    KnowledgeItem.insert_many(rows).execute()
