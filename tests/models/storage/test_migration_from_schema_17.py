"""A data file of the seventeenth schema opens, and takes what is set aside with a reason."""

from datetime import date
from pathlib import Path

from models.evidence.board import read_board
from models.maintenance.verification import verify_file
from models.plan.waivers import waive, waivers_of
from models.storage.database import database
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store
from tests.models.storage.test_chain import back_to_step
from tests.models.storage.test_migration_from_schema_1 import rows_of, version_of

SCHEMA, YEAR, DAY = 17, 2564, date(2021, 9, 1)


def test_migration_from_schema_17_keeps_every_row_and_allows_waivers(example: Path) -> None:
    board = read_board(YEAR, DAY)
    back_to_step(SCHEMA)
    assert "waiver" not in database.get_tables()
    close_store()
    before = rows_of(example)
    open_store(example)
    assert version_of(example) == len(read_steps())
    assert read_board(YEAR, DAY) == board
    assert waivers_of(YEAR) == {}
    gap = board.gaps[0]
    waive(YEAR, gap.key, gap.label, "ไม่มีงบประมาณ")
    assert gap not in read_board(YEAR, DAY).gaps
    close_store()
    after = rows_of(example)
    for table, rows in before.items():
        if table != "revision":
            assert after[table] == rows, table
    assert verify_file(example).faults == ()
    (backup,) = (example.parent / "backups").iterdir()
    assert (version_of(backup), rows_of(backup)) == (SCHEMA, before)
    open_store(example)
