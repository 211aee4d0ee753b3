"""A whole meeting is read in a number of queries that does not grow with it."""

from pathlib import Path

from models.minutes.records import add_item
from models.minutes.snapshot import read_meeting_snapshot
from models.storage.database import database
from tests.builders import a_committee, a_meeting, a_statement


def queries_of(meeting_id: int) -> int:
    asked: list[str] = []
    connection = database.connection()  # type: ignore[no-untyped-call]
    connection.set_trace_callback(asked.append)
    try:
        read_meeting_snapshot(meeting_id)
    finally:
        connection.set_trace_callback(None)
    return sum(query.startswith("SELECT") for query in asked)


def test_a_snapshot_takes_a_constant_number_of_queries(store: Path) -> None:
    small = a_meeting(items=1, committee=a_committee(seats=2, name="คณะเล็ก"))
    large = a_meeting(items=8, committee=a_committee(seats=15, vacant=3))
    for item in large.items:
        a_statement(item=item)
    add_item(large.id, "เรื่องย่อย", parent_id=large.items.get().id)
    assert queries_of(large.id) == queries_of(small.id) <= 13
