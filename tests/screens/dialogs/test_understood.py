"""The day or time that is understood is seen while it is typed, in every form and cell."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kmtui.thai.dates import parse_date, parse_time
from models.editing.cell_values import day_from
from screens.dialogs.prompt import PromptDialog, PromptField, number_or_nothing
from screens.dialogs.usual_questions import optional_date
from screens.widgets.understood import UnderstoodLine, reads_day_or_time, understood_text
from tests.conftest import ROOT
from tests.screens.home.example_app import RoomsApp, a_new_office, at_rest, screen_text, wait_until
from tests.screens.minutes.type_thai import type_thai
from tests.screens.plan.live_plan import a_live_plan

TODAY = date(2024, 2, 14)


def _day(text: str) -> date:
    return parse_date(text, TODAY)


def _app(folder: Path, *fields: PromptField) -> RoomsApp:
    return RoomsApp(a_new_office(folder), PromptDialog("นัดประชุม", fields))


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("ศุกร์หน้า", "วันศุกร์ที่ ๒๓ กุมภาพันธ์ พ.ศ. ๒๕๖๗"),
        ("1/1/24", "วันพฤหัสบดีที่ ๑ มกราคม พ.ศ. ๒๕๒๔"),
        ("15", "วันพฤหัสบดีที่ ๑๕ กุมภาพันธ์ พ.ศ. ๒๕๖๗"),
    ],
)
async def test_a_date_field_shows_the_parsed_day_before_enter(
    tmp_path: Path, typed: str, seen: str
) -> None:
    app = _app(tmp_path, PromptField("วันที่", check=_day), PromptField("สถานที่"))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, typed)
        await wait_until(pilot, lambda: seen in screen_text(app))
        assert app.answers == []


async def test_an_incomplete_date_shows_no_day_until_it_can_be_read(
    tmp_path: Path,
) -> None:
    app = _app(tmp_path, PromptField("วันที่", check=_day), PromptField("เวลา", check=parse_time))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "30 ก.")
        await at_rest(pilot)
        assert "วันจันทร์" not in screen_text(app)
        await type_thai(pilot, "ย.")
        await wait_until(pilot, lambda: "วันจันทร์ที่ ๓๐ กันยายน พ.ศ. ๒๕๖๗" in screen_text(app))
        await type_thai(pilot, "\nทุ่มครึ่ง")
        await wait_until(pilot, lambda: "= ๑๙.๓๐ น." in screen_text(app))


async def test_a_stored_day_is_shown_with_its_weekday_and_a_form_without_days_has_no_such_line(
    tmp_path: Path,
) -> None:
    stored = PromptField("วันที่", "๑๔ กุมภาพันธ์ ๒๕๖๗", optional_date)
    app = _app(tmp_path, stored, PromptField("ครั้งที่", "2", number_or_nothing))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        assert "วันพุธที่ ๑๔ กุมภาพันธ์ พ.ศ. ๒๕๖๗" in screen_text(app)
        assert len(app.screen.query(UnderstoodLine)) == 1


@pytest.mark.parametrize("size", [(80, 24), (40, 20)])
async def test_a_form_of_five_fields_is_no_higher_with_parsed_days(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    heights = []
    for check in (None, _day):
        app = _app(tmp_path / str(len(heights)), *[PromptField("วันที่", "", check)] * 5)
        async with app.run_test(size=size, notifications=True) as pilot:
            await at_rest(pilot)
            heights.append(app.screen.query_one(".prompt").outer_size.height)
    assert heights[0] == heights[1]


async def test_a_cell_shows_the_parsed_day_while_it_is_typed(tmp_path: Path) -> None:
    async with a_live_plan(tmp_path, size=(140, 30)) as live:
        await live.move_cursor_to("begins_on")
        before = live.rows[0].begins_on
        await live.press("enter", *["backspace"] * 12)
        await live.type("24/9/64")
        await live.until(lambda: "= วันศุกร์ที่ ๒๔ กันยายน พ.ศ. ๒๕๖๔" in live.screen)
        assert live.rows[0].begins_on == before
        await live.press("enter")
        await live.until(lambda: live.rows[0].begins_on == date(2021, 9, 24))
        assert "= วัน" not in live.screen


def _checks_in_screens() -> Iterator[tuple[str, str, ast.expr | None]]:
    """Where each form field is made, its label, and its check."""
    for path in sorted((ROOT / "screens").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PromptField":
                label = node.args[0] if node.args else None
                check = next((each.value for each in node.keywords if each.arg == "check"), None)
                check = node.args[2] if len(node.args) > 2 else check
                words = label.value if isinstance(label, ast.Constant) else ""
                yield module, str(words), check


def _reads(module: str, check: ast.expr) -> bool:
    """Whether the check, run with the names of its module, makes a day or a time of a text."""
    names: dict[str, Any] = {**vars(importlib.import_module(module)), "today": TODAY}
    names.setdefault("check", lambda text: parse_date(text, TODAY))
    made = eval(compile(ast.Expression(check), module, "eval"), names)
    return reads_day_or_time(made)


def test_every_form_field_of_a_day_or_time_shows_what_is_understood() -> None:
    asked = [each for each in _checks_in_screens() if "วันที่" in each[1] or "เวลา" in each[1]]
    blind = [
        f"{module}: {label}"
        for module, label, check in asked
        if check is None or not _reads(module, check)
    ]
    assert len(asked) > 20
    assert blind == []


def test_every_check_that_parses_a_day_or_time_is_recognised() -> None:
    for module, label, check in _checks_in_screens():
        if check is None:
            continue
        source = ast.unparse(check)
        if isinstance(check, ast.Name):
            found = getattr(importlib.import_module(module), check.id, None)
            source = inspect.getsource(found) if inspect.isfunction(found) else ""
        if "parse_date" in source or "parse_time" in source:
            assert _reads(module, check), (module, label)


@pytest.mark.parametrize("read", [number_or_nothing, str, lambda _text: None])
def test_a_check_that_returns_no_day_or_time_gives_no_meaning_text(read: Any) -> None:
    assert not reads_day_or_time(read)
    assert understood_text(read, "๑ มกราคม ๒๕๖๗") == ""


def test_an_open_end_has_no_meaning_text_and_a_day_has_one() -> None:
    assert understood_text(day_from, "เป็นต้นไป") == ""
    assert understood_text(day_from, "30 ก.ย. 67") == "= วันจันทร์ที่ ๓๐ กันยายน พ.ศ. ๒๕๖๗"
