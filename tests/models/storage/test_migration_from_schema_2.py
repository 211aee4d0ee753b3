"""A data file of the second schema is brought up to date and loses nothing."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from models.committees.orders import amend_order, draft_order, issue
from models.committees.records import AppointmentOrder, Committee, OrderState, Seat
from models.committees.views import read_order
from models.maintenance.verification import verify_file
from models.meetings.records import Meeting, MeetingState, roll_of
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.migrations import read_steps
from models.storage.store import close_store, open_store
from tests.models.storage.test_migration_from_schema_1 import rows_of, version_of

OLD_FILE = Path(__file__).parents[2] / "data" / "schema-2.db.gz"


@pytest.fixture
def old_file(home: Path) -> Path:
    """The example with an adopted and an open meeting, stored under the second schema."""
    path = home / "kmtui.db"
    path.write_bytes(gzip.decompress(OLD_FILE.read_bytes()))
    return path


def test_migration_from_schema_2_keeps_every_row_and_a_backup_of_the_old_file(
    old_file: Path,
) -> None:
    before = rows_of(old_file)
    assert version_of(old_file) == 2
    open_store(old_file)
    close_store()
    assert verify_file(old_file).faults == ()
    assert version_of(old_file) == len(read_steps())
    after = rows_of(old_file)
    for table, rows in before.items():
        assert [row[: len(old)] for row, old in zip(after[table], rows, strict=True)] == rows
    (backup,) = (old_file.parent / "backups").iterdir()
    assert rows_of(backup) == before


def test_orders_migrated_from_schema_2_are_issued_and_usable(old_file: Path) -> None:
    open_store(old_file)
    try:
        orders = list(AppointmentOrder.select().order_by(AppointmentOrder.number))
        assert [order.state for order in orders] == [OrderState.ISSUED] * 2
        view = read_order(orders[0].id)
        assert (view.signer_name, view.signer_title) == (
            "นายพสุธร รัชตพงษ์",
            "นายกเทศมนตรีตำบลหนองหัวแรต",
        )
        assert view.committees[0].seats[0].label == "ปลัดเทศบาล"
        assert all(seat.listed_as for seat in Seat.select().where(Seat.post.is_null(False)))
        assert draft_order("ร่างแรก") != draft_order("ร่างที่สอง")
        assert issue(amend_order(orders[0].id), date(2020, 12, 1)).label == "๘๘๓/๒๕๖๓"
    finally:
        close_store()


def test_meetings_migrated_from_schema_2_are_unchanged(old_file: Path) -> None:
    open_store(old_file)
    try:
        adopted, planned, opened = Meeting.select().order_by(Meeting.id)
        states = [MeetingState(each.state) for each in (adopted, planned, opened)]
        assert states == [MeetingState.ADOPTED, MeetingState.PLANNED, MeetingState.OPEN]
        assert read_meeting_snapshot(adopted.id).adopted_on == date(2020, 12, 22)
        assert [
            task.text for task in read_meeting_snapshot(opened.id).items[0].resolutions[0].tasks
        ] == ["จัดทำรายงาน"]
        assert len(roll_of(opened).seats) == 11
        assert Committee.select().where(Committee.replaced_by.is_null(False)).count() == 0
    finally:
        close_store()
