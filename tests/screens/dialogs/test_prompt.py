"""The small form keeps what is typed, however fast."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from kmtui.thai.dates import parse_time
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from screens.dialogs.prompt import PromptDialog, PromptField, number_or_nothing
from tests.screens.home.example_app import RoomsApp, a_new_office, at_rest, screen_text, wait_until
from tests.screens.minutes.type_thai import type_thai

GUEST = [PromptField("ชื่อ - สกุล", check=must_not_be_blank), PromptField("ตำแหน่ง")]


def _app(folder: Path, *fields: PromptField) -> RoomsApp:
    return RoomsApp(a_new_office(folder), PromptDialog("ผู้เข้าร่วมประชุม", fields))


async def test_enter_moves_to_the_next_field_and_submits_at_the_last(tmp_path: Path) -> None:
    app = _app(tmp_path, *GUEST)
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "นางน้ำฝน  \nผู้สังเกตการณ์\n")
        await at_rest(pilot)
    assert app.answers == [("นางน้ำฝน", "ผู้สังเกตการณ์")]


async def test_a_refused_text_stays_in_its_field_with_the_error_below(tmp_path: Path) -> None:
    app = _app(tmp_path, PromptField("เลิกเวลา", "๒๕.๐๐ น.", check=parse_time))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "\n")
        seen = screen_text(app)
        assert app.answers == []
    assert "✗" in seen
    assert "๒๕.๐๐ น." in seen


async def test_submitting_a_form_checks_every_field(tmp_path: Path) -> None:
    app = _app(tmp_path, *GUEST)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("tab")
        await type_thai(pilot, "ครู\n")
        assert app.answers == []
        await type_thai(pilot, "ก\n\n")
        await at_rest(pilot)
    assert app.answers == [("ก", "ครู")]


@pytest.mark.parametrize(
    ("typed", "number"), [("๑๒", 12), (" 881/2563 ", 881), ("", None), ("๙" * 9, 999_999_999)]
)
def test_an_optional_number_is_parsed_and_blank_text_gives_none(
    typed: str, number: int | None
) -> None:
    assert number_or_nothing(typed) == number


@pytest.mark.parametrize("typed", ["สิบ", "-1", "1" + "0" * 9, "๙" * 23, "9" * 5000])
def test_an_invalid_or_too_long_number_is_refused_in_thai(typed: str) -> None:
    with pytest.raises(ValueError, match="พิมพ์"):
        number_or_nothing(typed)


async def test_escape_returns_none_from_a_form(tmp_path: Path) -> None:
    app = _app(tmp_path, *GUEST)
    async with app.run_test(notifications=True) as pilot:
        await type_thai(pilot, "ก")
        await pilot.press("escape")
        await at_rest(pilot)
    assert app.answers == [None]


async def test_brackets_in_title_label_value_and_sentence_are_text(tmp_path: Path) -> None:
    def refuse(text: str) -> None:
        raise ValueError(f"[/]{text}\x1b[2J")

    app = RoomsApp(
        a_new_office(tmp_path), PromptDialog("[/]", [PromptField("[/]", "[/]", refuse, "[/]")])
    )
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "\n")
        seen = screen_text(app)
    assert seen.count("[/]") == 5
    assert "\x1b" not in seen


async def test_keys_sent_before_the_dialog_is_mounted_are_kept(tmp_path: Path) -> None:
    """The whole form arrives in one read of the terminal, before the dialog is mounted."""
    office = a_new_office(tmp_path)
    app = RoomsApp(office, PromptDialog("ก", [PromptField("ก"), PromptField("ข")]))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("escape")
        await at_rest(pilot)
        app.push_screen(PromptDialog("ก", GUEST), app.answers.append)
        await type_thai(pilot, "นายก้อง\nกำนัน\n")
        await at_rest(pilot)
    assert app.answers == [None, ("นายก้อง", "กำนัน")]


async def test_a_notice_that_arrives_after_closing_is_ignored(tmp_path: Path) -> None:
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def late(typed: str) -> str:
        asked.set()
        await go_on.wait()
        return f"ใกล้ {typed}"

    app = _app(tmp_path, PromptField("ชื่อ", notice=late))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "ก")
        await asked.wait()
        await type_thai(pilot, "\n")
        go_on.set()
        await at_rest(pilot)
    assert app.answers == [("ก",)]


async def test_a_field_notice_is_shown_and_its_error_is_ignored(tmp_path: Path) -> None:
    asked: list[str] = []

    async def near(typed: str) -> str:
        asked.append(typed)
        if typed == "กข":
            raise KmError("อ่านไม่ได้")
        return f"[/] ใกล้ {typed}"

    app = _app(tmp_path, PromptField("ชื่อ", notice=near))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "ก")
        await wait_until(pilot, lambda: "[/] ใกล้ ก" in screen_text(app))
        await type_thai(pilot, "ข")
        await wait_until(pilot, lambda: "กข" in asked)
        await at_rest(pilot)
        assert app.is_running


async def test_digit_keys_of_the_thai_layout_give_digits_in_number_fields(
    tmp_path: Path,
) -> None:
    app = _app(
        tmp_path, PromptField("เวลา", check=parse_time), PromptField("ชื่อ", check=must_not_be_blank)
    )
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, "ๅๅใ-จ\nจุ\n")
        await at_rest(pilot)
    assert app.answers == [("11.30", "จุ")]
