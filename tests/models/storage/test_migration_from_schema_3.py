"""A data file of the third schema is brought up to date and loses nothing."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from models.committees.orders import issue
from models.committees.records import AppointmentOrder, OrderState
from models.editing.seals import Sealed
from models.maintenance.seals import broken_seals, seal_the_unsealed, unsealed
from models.maintenance.verification import verify_file
from models.meetings.records import Meeting, MeetingState
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store
from tests.builders import by
from tests.models.storage.test_migration_from_schema_1 import rows_of, version_of

OLD_FILE = Path(__file__).parents[2] / "data" / "schema-3.db.gz"


@pytest.fixture
def old_file(home: Path) -> Path:
    """The example, its minutes adopted with a correction, drafts of orders, a meeting that is on:
    stored by the program of the third schema."""
    path = home / "kmtui.db"
    path.write_bytes(gzip.decompress(OLD_FILE.read_bytes()))
    return path


def test_migration_from_schema_3_keeps_every_row_and_a_backup_of_the_old_file(
    old_file: Path,
) -> None:
    before = rows_of(old_file)
    assert version_of(old_file) == 3
    open_store(old_file)
    close_store()
    assert verify_file(old_file).faults == ()
    assert version_of(old_file) == len(read_steps())
    after = rows_of(old_file)
    for table in ("statement", "resolution", "attendance", "appointment_order", "correction"):
        rows = before[table]
        assert [row[: len(old)] for row, old in zip(after[table], rows, strict=True)] == rows
    assert len(after["revision"]) == len(before["revision"])
    (backup,) = (old_file.parent / "backups").iterdir()
    assert rows_of(backup) == before


def test_minutes_and_orders_migrated_from_schema_3_are_unsealed_until_sealed(
    old_file: Path,
) -> None:
    open_store(old_file)
    try:
        waiting = [subject for subject, _, _ in unsealed()]
        assert waiting == [Sealed.MINUTES, Sealed.CORRECTION, Sealed.ORDER, Sealed.ORDER]
        assert by("ผู้ดูแล", seal_the_unsealed) == 4
        assert (unsealed(), broken_seals()) == ((), ())
    finally:
        close_store()


def test_meetings_and_drafts_of_a_schema_3_file_can_be_continued(old_file: Path) -> None:
    open_store(old_file)
    try:
        adopted, opened = Meeting.select().order_by(Meeting.id)
        states = [MeetingState(each.state) for each in (adopted, opened)]
        assert states == [MeetingState.ADOPTED, MeetingState.OPEN]
        said = read_meeting_snapshot(opened.id).items[0].statements
        assert [each.text for each in said] == ["ขอเสนอแผนการติดตามผลรายไตรมาส"]
        amending = AppointmentOrder.get(
            AppointmentOrder.state == OrderState.DRAFT, AppointmentOrder.amends.is_null(False)
        )
        assert issue(amending.id, date(2020, 12, 1)).label == "๘๘๓/๒๕๖๓"
    finally:
        close_store()
