"""The store under many writers, kills at any moment, damage, and a disk that fills up in a save.

The long runs are marked `torture` (`make torture`) and print their figures; a short sample of each
is among the tests. KMTUI_TORTURE_MINUTES and KMTUI_TORTURE_KILLS set the length of the long ones.
"""

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import Struct, field

from models.editing.revisions import Revision
from models.errors import KmError
from models.maintenance.verification import verify_file
from models.minutes.records import Statement
from models.storage.backup import FOLDER_NAME, back_up, check_copy
from models.storage.file_inspection import tables_of
from models.storage.store import close_store, open_store, opened_store
from tests.builders import a_new_store, a_statement, an_item

MINUTES = float(os.environ.get("KMTUI_TORTURE_MINUTES", "10"))
KILLS = int(os.environ.get("KMTUI_TORTURE_KILLS", "300"))
# A typist's text is stored at most every 0.3 s, and becomes a revision when the text is left.
PACE = float(os.environ.get("KMTUI_TORTURE_PACE", "0.6"))
PROCESSES = int(os.environ.get("KMTUI_TORTURE_PROCESSES", "32"))

# Each process has a writer thread, as the program has, and counts up the numbers in the texts.
EDIT = """
import json, random, sys, time
from pathlib import Path
from models.drafts.writer import Writer
from models.errors import VersionConflict
from models.minutes.records import Statement, save_statement
from models.drafts.sessions import new_session
from models.storage.store import close_store, open_store

path, seconds, seed, pace = Path(sys.argv[1]), *map(float, sys.argv[2:])
chance, reported = random.Random(seed), []
open_store(path)
ids = [row.id for row in Statement.select().order_by(Statement.id)]
close_store()
writer = Writer(path, new_session(), f"w{seed:.0f}", path.parent / "rescue", reported.append)
writer.start()
acked = {each: 0 for each in ids}
spans, conflicts = [], 0

def read(record_id):
    row = Statement.get_by_id(record_id)
    return row.version, int(row.text.split()[0])

print("ready", flush=True)
sys.stdin.readline()
end = time.monotonic() + seconds
while time.monotonic() < end:
    which = chance.choice(ids)
    version, number = writer.call(read, which).result(120)
    begun = time.perf_counter()
    try:
        # A text of its own: to store what is there already is no change and no conflict.
        text = f"{number + 1} {seed:.0f} {len(spans)}"
        writer.submit(save_statement, which, version, text).result(120)
    except VersionConflict:
        conflicts += 1
        continue
    spans.append(time.perf_counter() - begun)
    acked[which] += 1
    time.sleep(chance.uniform(0, 2 * pace))
writer.stop()
faults = [str(state.fault) for state in reported if state.fault]
print(json.dumps([acked, spans, conflicts, faults]))
"""


class Edits(Struct):
    """What the processes say they did, and what the file says."""

    acked: Counter[int] = field(default_factory=Counter)
    spans: list[float] = field(default_factory=list)
    conflicts: int = 0
    writer_faults: list[str] = field(default_factory=list)
    stored: dict[int, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    def figures(self) -> str:
        ordered = sorted(self.spans)
        p50, p99 = (ordered[int(len(ordered) * part)] * 1e3 for part in (0.5, 0.99))
        lost = sum(abs(self.stored[each] - count) for each, count in self.acked.items())
        return (
            f"{len(ordered)} saves, {self.conflicts} conflicts, lost {lost}, "
            f"faults {self.writer_faults}, p50 {p50:.1f} ms, "
            f"p99 {p99:.1f} ms, max {ordered[-1] * 1e3:.0f} ms"
        )


def edit_together(path: Path, processes: int, seconds: float, pace: float) -> Edits:
    """Each process saves about every `pace` seconds, at first all of them at once."""
    a_new_store(path)
    item = an_item()
    ids = [a_statement("0", item=item).id for _ in range(16)]
    close_store()
    running = [
        subprocess.Popen(
            [sys.executable, "-c", EDIT, str(path), str(seconds), str(seed), str(pace)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for seed in range(processes)
    ]
    for process in running:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
    for process in running:
        assert process.stdin is not None
        process.stdin.write(b"go\n")
        process.stdin.flush()
    edits = Edits()
    for process in running:
        output, _ = process.communicate(timeout=seconds + 300)
        assert process.returncode == 0
        acked, spans, conflicts, faults = json.loads(output)
        edits.acked.update({int(each): count for each, count in acked.items()})
        edits.spans += spans
        edits.conflicts += conflicts
        edits.writer_faults += faults
    with opened_store(path):
        edits.stored = {each: int(Statement.get_by_id(each).text.split()[0]) for each in ids}
        assert Revision.select().count() == len(ids) + sum(edits.stored.values())
    edits.faults = verify_file(path).faults
    return edits


def check_edits(edits: Edits) -> None:
    print(edits.figures())
    assert edits.stored == {each: edits.acked[each] for each in edits.stored}
    assert edits.writer_faults == []
    assert edits.faults == ()


def test_concurrent_edits_of_many_processes_lose_no_update(tmp_path: Path) -> None:
    check_edits(edit_together(tmp_path / "kmtui.db", 4, 2.5, pace=0.03))


@pytest.mark.torture
def test_thirty_two_processes_editing_for_minutes_lose_no_update(tmp_path: Path) -> None:
    check_edits(edit_together(tmp_path / "kmtui.db", PROCESSES, MINUTES * 60, PACE))


# Each does one thing over and over and says what is done; it is killed at any moment.
BEGIN = """
import gzip, shutil, sys, time
from pathlib import Path
home, other = Path(sys.argv[1]), Path(sys.argv[2])
path = home / "kmtui.db"
print("ready", flush=True)
"""
WORK = {
    "save": """
from models.drafts.writer import Writer
from models.minutes.records import Statement, save_statement
from models.drafts.sessions import new_session
from models.storage.store import close_store, open_store
open_store(path)
row = Statement.select().order_by(Statement.id.desc()).first()
version, number = row.version, 0
close_store()
writer = Writer(path, new_session(), "x", other, lambda state: None)
writer.start()
while True:
    number += 1
    version = writer.submit(save_statement, row.id, version, f"ครั้งที่ {number}").result(60)
    print("saved", number, flush=True)
""",
    "backup": """
from models.storage.backup import back_up
while True:
    print("made", back_up(path), flush=True)
""",
    "restore": """
from models.maintenance.restore import restore
while True:
    restore(path, other)
    print("restored", flush=True)
""",
    "migrate": """
from models.storage.store import close_store, open_store
old = gzip.decompress(other.read_bytes())
while True:
    part = home / "old.part"
    part.write_bytes(old)
    (home / "kmtui.db-journal").unlink(missing_ok=True)
    part.replace(path)
    open_store(path)
    close_store()
    print("migrated", flush=True)
""",
    "export": """
from kmtui.__main__ import main
while True:
    main(["--home", str(home), "export", "minutes", "1/2563", "--committee", "จัดทำแผน"])
    print("exported", flush=True)
""",
}


@pytest.fixture(scope="module")
def busy_file(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a statement of a meeting that is on."""
    path = tmp_path_factory.mktemp("busy") / "kmtui.db"
    shutil.copy(example_file, path)
    with opened_store(path):
        a_statement("ครั้งที่ 0")
    return path


OLD_FILE = Path(__file__).parents[1] / "data" / "schema-3.db.gz"


def kill_at_work(what: str, home: Path, example: Path, after: float) -> list[str]:
    """Let a process work, kill it, check all that is left; return what it had acknowledged."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    path, other = home / "kmtui.db", home.parent / "other.db"
    shutil.copy(example, path)
    shutil.copy(example, other)
    second = {"restore": other, "migrate": OLD_FILE}.get(what, home / "rescue")
    command = [sys.executable, "-c", BEGIN + WORK[what], str(home), str(second)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = [process.stdout.readline(), process.stdout.readline()]
        time.sleep(after)
        os.kill(process.pid, signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL, "it ended by itself"
        done = [line for line in [*first, *process.stdout] if line.endswith("\n")]
    check_what_is_left(what, path, done)
    return done


def check_what_is_left(what: str, path: Path, done: list[str]) -> None:
    with opened_store(path):
        text = Statement.select().order_by(Statement.id.desc()).first().text
    assert verify_file(path).faults == ()
    if what == "save":
        assert any(line.startswith("saved") for line in done)
    saved = [int(line.split()[1]) for line in done if line.startswith("saved")]
    if saved:
        assert int(text.split()[1]) >= saved[-1], "an acknowledged save is missing"
    for copy in (path.parent / "backups").glob("kmtui-*.db"):
        assert check_copy(copy)["statement"] >= 9
    for line in done:
        if line.startswith("made"):
            assert Path(line.split()[1]).exists(), "an acknowledged backup is missing"
    for paper in (path.parent / "documents").glob("*.pdf"):
        assert paper.read_bytes().rstrip().endswith(b"%%EOF")


@pytest.mark.parametrize("what", WORK)
def test_killing_an_operation_at_a_random_moment_leaves_a_sound_file(
    tmp_path: Path, busy_file: Path, what: str
) -> None:
    kill_at_work(what, tmp_path / "home", busy_file, random.Random(what).uniform(0, 0.1))


@pytest.mark.torture
@pytest.mark.parametrize("what", WORK)
def test_hundreds_of_kills_lose_no_acknowledged_write(
    tmp_path: Path, busy_file: Path, what: str
) -> None:
    chance, acked = random.Random(what), 0
    runs = KILLS // len(WORK)
    for _ in range(runs):
        done = kill_at_work(what, tmp_path / "home", busy_file, chance.uniform(0, 0.4))
        acked += len(done) - 1
    print(f"{what}: {runs} kills, {acked} acts acknowledged before them, 0 damaged, 0 lost")


class Damaged(Struct):
    """How the copies with random damage were found out; `silent` were changed and not named."""

    by_open: int = 0
    by_verify: int = 0
    harmless: int = 0
    silent: list[str] = field(default_factory=list)

    def figures(self) -> str:
        return (
            f"named by open {self.by_open}, by verify only {self.by_verify}, "
            f"harmless {self.harmless}, silently wrong {len(self.silent)}: {self.silent}"
        )


def content_of(path: Path, tables: list[str]) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table as bytes and numbers, whatever is in it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return {
            table: connection.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608
            for table in tables
        }


def damage_copies(example: Path, folder: Path, count: int, bits: int) -> Damaged:
    """Change `bits` random bits in one place of each copy, and look who notices."""
    found, chance = Damaged(), random.Random(bits)
    with closing(sqlite3.connect(example)) as connection:
        original = content_of(example, tables_of(connection))
    whole = example.read_bytes()
    path = folder / "kmtui.db"
    back_up(example, folder / FOLDER_NAME / "kmtui-20200922-120000-000000.db")
    for _ in range(count):
        content = bytearray(whole)
        at = chance.randrange(len(content) - 16)
        for _ in range(bits):
            content[at + chance.randrange(16)] ^= 1 << chance.randrange(8)
        for leftover in folder.glob("kmtui.db*"):
            leftover.unlink()
        path.write_bytes(content)
        note(found, path, original)
    return found


def note(found: Damaged, path: Path, original: dict[str, list[tuple[object, ...]]]) -> None:
    try:
        open_store(path)
    except KmError:
        found.by_open += 1
        return
    finally:
        close_store()
    try:
        named = bool(verify_file(path).faults)
    except KmError:
        named = True
    if named:
        found.by_verify += 1
        return
    now = content_of(path, list(original))
    changed = [table for table in original if now.get(table) != original[table]]
    if changed:
        found.silent.append(changed[0])
    else:
        found.harmless += 1


def test_verifying_randomly_damaged_files_never_crashes(tmp_path: Path, example_file: Path) -> None:
    found = damage_copies(example_file, tmp_path, 20, 8)
    print(found.figures())
    assert found.by_open + found.by_verify + found.harmless + len(found.silent) == 20


@pytest.mark.torture
@pytest.mark.parametrize("bits", [1, 8])
def test_verifying_two_hundred_damaged_copies_reports_most_and_never_crashes(
    tmp_path: Path, example_file: Path, bits: int
) -> None:
    found = damage_copies(example_file, tmp_path, 200, bits)
    print(f"{bits} bits: {found.figures()}")
    assert len(found.silent) < 60


# The process lowers its own limit of a file's size: every write beyond it fails, at each in turn.
SAVE_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from models.errors import StoreFault
from models.minutes.records import Statement, save_statement
from models.storage.store import close_store, open_store, storage_faults
path, step, long = Path(sys.argv[1]), int(sys.argv[2]), "ยาว " * 3000
open_store(path)
row = Statement.select().order_by(Statement.id.desc()).first()
record_id, version, text = row.id, row.version, row.text
close_store()
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
refused = stored = 0
limit = 0
while stored < 2:
    new = long + str(limit)
    open_store(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with storage_faults(path):
            save_statement(record_id, version, new)
    except StoreFault:
        outcome = text
        refused += 1
    else:
        outcome = new
        stored += 1
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        close_store()
    open_store(path)
    row = Statement.get_by_id(record_id)
    assert row.text == outcome, (limit, row.text[:20], outcome[:20])
    version, text = row.version, row.text
    close_store()
    limit += step
print(refused, stored)
"""


def fill_the_disk_at_every_write(path: Path, step: int) -> tuple[int, int]:
    command = [sys.executable, "-c", SAVE_ON_A_FULL_DISK, str(path), str(step)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3000)
    assert done.stderr == ""
    assert verify_file(path).faults == ()
    refused, stored = map(int, done.stdout.split())
    return refused, stored


def test_a_disk_full_at_any_write_of_a_save_leaves_the_old_or_new_state(
    tmp_path: Path, busy_file: Path
) -> None:
    path = Path(shutil.copy(busy_file, tmp_path / "kmtui.db"))
    refused, stored = fill_the_disk_at_every_write(path, 30_011)
    assert refused > 2  # a save with a log writes less
    assert stored > 0


@pytest.mark.torture
def test_a_disk_full_at_every_kilobyte_of_a_save_leaves_the_old_or_new_state(
    tmp_path: Path, busy_file: Path
) -> None:
    path = Path(shutil.copy(busy_file, tmp_path / "kmtui.db"))
    refused, stored = fill_the_disk_at_every_write(path, 1024)
    print(f"disk full: {refused} saves refused, {stored} stored, none half")
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
