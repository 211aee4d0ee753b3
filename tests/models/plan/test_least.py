"""A plan begun from nothing: the least that passes, and months where a month is enough."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kmtui.thai.when.typed import DateError
from models.editing.cell_values import first_day_from, last_day_from
from models.errors import Refused
from models.plan.lifecycle import create_plan
from models.plan.rules import completeness, must_be_ready
from models.plan.views import read_plan
from tests.refusals import refused


@pytest.mark.parametrize("typed", ["ม.ค. 70", "มกราคม ๒๕๗๐", "เดือน ม.ค. 70", "มค 2570"])
def test_a_typed_month_is_read_as_its_first_or_last_day(typed: str) -> None:
    assert first_day_from(typed) == date(2027, 1, 1)
    assert last_day_from(typed) == date(2027, 1, 31)


def test_the_last_day_of_february_follows_the_year() -> None:
    assert last_day_from("ก.พ. 71") == date(2028, 2, 29)


@pytest.mark.parametrize("typed", ["70", "ม.ค. 70 70", "31 ก.พ. 70", "[/]"])
def test_text_that_is_neither_day_nor_month_is_refused(typed: str) -> None:
    for read in (first_day_from, last_day_from):
        with pytest.raises(DateError):
            read(typed)


def test_a_shortened_month_without_a_year_is_parsed_as_a_day_in_it() -> None:
    for read in (first_day_from, last_day_from):
        found = read("กุมภา")
        assert found is not None
        assert found.month == 2


def test_parsing_an_empty_plan_day_returns_none() -> None:
    assert first_day_from("") is None
    assert last_day_from("") is None


def test_a_typed_day_is_read_unchanged_by_month_parsing() -> None:
    assert last_day_from("1 ม.ค. 70") == date(2027, 1, 1)


def test_the_blocking_gaps_of_a_new_plan_are_those_that_prevent_its_review(store: Path) -> None:
    create_plan(2570)
    plan = read_plan(2570)
    found = completeness(plan)
    assert len(found.blocking) == 1
    assert len(found.gaps) > len(found.blocking)
    with refused(Refused, match=found.blocking[0].sentence[:20]):
        must_be_ready(plan)
