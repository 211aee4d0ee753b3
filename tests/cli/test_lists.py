"""What lists say to people and to programs, without starting a process for each."""

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from kmtui.cli.output_formats import show
from models.committees.orders import amend_order, issue
from models.committees.records import Committee
from models.committees.views import find_order
from models.home.listing import LISTINGS
from models.minutes.tasks import TaskDraft, assign_task
from models.office.plain_table import Listing
from tests.builders import a_meeting, an_item

DAY = date(2020, 9, 22)


@pytest.mark.parametrize("what", ["meetings", "orders", "tasks"])
def test_dates_are_thai_in_tables_and_iso_in_csv_and_json(example: Path, what: str) -> None:
    assign_task(an_item(a_meeting()).id, TaskDraft("ติดตาม", due_on=DAY))
    listing = LISTINGS[what](DAY, None)
    rows = json.loads(show(listing, "json"))
    table, as_csv = show(listing, "table"), show(listing, "csv")
    dates = [str(value) for row in rows for name, value in row.items() if name.endswith("_on")]
    assert any(dates)
    assert all(each == "" or date.fromisoformat(each) for each in dates)
    assert all(each in as_csv and each not in table for each in dates if each)
    if what == "meetings":
        assert "๒๒ ก.ย. ๖๓" in table
    if what == "orders":
        assert "๑๗ ก.ย. ๖๓" in table


def test_a_list_without_dates_is_printed_unchanged() -> None:
    listing = Listing(("a", "b"), ("ก", "ข"), (("x", 1),))
    assert json.loads(show(listing, "json")) == [{"a": "x", "b": 1}]
    assert list(csv.reader(io.StringIO(show(listing, "csv").lstrip("\ufeff"))))[1] == ["x", "1"]


def test_a_replaced_committee_is_listed_with_the_replacing_order(example: Path) -> None:
    draft = amend_order(find_order(881, 2563).id)
    issue(draft, date(2020, 12, 1))
    said = {row[1]: row[-1] for row in LISTINGS["committees"](DAY, None).rows}
    assert said == {
        "881/2563": "แทนด้วยคำสั่งที่ 883/2563",
        "882/2563": "ใช้อยู่",
        "883/2563": "ใช้อยู่",
    }
    assert Committee.select().count() == 3
