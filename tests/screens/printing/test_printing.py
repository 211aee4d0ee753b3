"""From a meeting to paper by three keys."""

from __future__ import annotations

import os
from pathlib import Path
from zipfile import ZipFile

import pytest
from textual.pilot import Pilot

from models.office.organization import Organization
from screens.meetings.meetings import MeetingsScreen
from screens.printing.printing import PrintChoice, PrintDialog, papers
from tests.screens.home.example_app import (
    RoomsApp,
    a_new_office,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
)


@pytest.fixture
def printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an `lp` that keeps what it was given; it fails where `broken` lies in it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    _add_program(folder / "lpstat", "echo office-printer\n")
    _add_program(
        folder / "lp",
        f'[ -e "{folder}/broken" ] && {{ echo "no destination" >&2; exit 1; }}\n'
        f'cat > "{folder}/printed"\n',
    )
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def _add_program(path: Path, script: str) -> None:
    path.write_text("#!/bin/sh\n" + script)
    path.chmod(0o755)


@pytest.fixture
def no_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


async def test_f8_2_enter_prints_the_attendance_sheet(tmp_path: Path, printer: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await _print(pilot, "f8", "2", "enter")
        documents = list(app.workspace.paths.documents.iterdir())
        told = toasts(app)
    assert [path.suffix for path in documents] == [".pdf"]
    assert (printer / "printed").read_bytes() == documents[0].read_bytes()
    assert any(
        documents[0].name in sentence and str(documents[0].parent) in sentence for sentence in told
    )
    assert "ส่งไปเครื่องพิมพ์แล้ว" in told


async def test_a_refusing_printer_keeps_the_saved_pdf(tmp_path: Path, printer: Path) -> None:
    (printer / "broken").touch()
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await _print(pilot, "f8", "2", "enter")
        (document,) = app.workspace.paths.documents.iterdir()
        told = toasts(app)
    assert document.read_bytes().startswith(b"%PDF")
    assert any("พิมพ์ไม่ได้" in sentence and str(document) in sentence for sentence in told)


@pytest.mark.usefixtures("no_printer")
async def test_without_a_print_system_the_pdf_is_saved(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await _print(pilot, "down", "f8", "1", "enter")
        (document,) = app.workspace.paths.documents.iterdir()
    assert document.read_bytes().startswith(b"%PDF")


@pytest.mark.usefixtures("no_printer")
async def test_a_document_is_saved_as_a_word_file(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await _print(pilot, "down", "f8", "1", "2")
        (document,) = app.workspace.paths.documents.iterdir()
        assert any(document.name in sentence for sentence in toasts(app))
    assert document.suffix == ".docx"
    assert "word/document.xml" in ZipFile(document).namelist()


@pytest.mark.usefixtures("no_printer")
async def test_printing_into_an_unwritable_folder_shows_one_error(tmp_path: Path) -> None:
    office = an_office(tmp_path)
    office.paths.documents.write_text("a file where the folder should be")
    app = RoomsApp(office, MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await _print(pilot, "f8", "1", "enter")
        assert len(toasts(app)) == 1
        assert not any("บันทึกแล้ว" in sentence for sentence in toasts(app))


@pytest.mark.usefixtures("no_printer")
async def test_an_office_named_like_a_markup_tag_prints_its_document(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await app.workspace.call(lambda: Organization.update(name="[/]ก").execute())
        await _print(pilot, "f8", "2", "enter")
        assert len(list(app.workspace.paths.documents.iterdir())) == 1


async def test_the_dialog_offers_every_document_of_a_meeting_and_the_blank_sheet(
    tmp_path: Path,
) -> None:
    app = RoomsApp(a_new_office(tmp_path), PrintDialog("๑/๒๕๖๓", has_printer=True))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        rows = rows_of(app)
        await pilot.press("3")
        await at_rest(pilot)
        where, seen = rows_of(app), screen_text(app)
        await pilot.press("2")
        await at_rest(pilot)
    assert rows == [
        "๑ รายงานการประชุม",
        "๒ รายชื่อผู้เข้าประชุม",
        "๓ ใบลงชื่อเปล่า",
        "๔ หนังสือเชิญประชุม",
        "๕ หนังสือเชิญประชุมรายบุคคล",
        "๖ ระเบียบวาระการประชุม",
        "๗ นัดประชุมสำหรับปฏิทิน (.ics)",
        "๘ รายงานการประชุม ฉบับเผยแพร่",
    ], "a new document is the last before the editions for publication: users know the digits"
    assert where == ["๑ พิมพ์ทางเครื่องพิมพ์", "๒ บันทึกเป็นแฟ้ม PDF", "๓ บันทึกเป็นแฟ้ม Word"]
    assert "ใบลงชื่อเปล่า ครั้งที่ ๑/๒๕๖๓" in seen
    assert app.answers == [PrintChoice(papers()[2], to_printer=False)]


async def test_arrow_keys_and_thai_digit_keys_select_in_the_print_dialog(tmp_path: Path) -> None:
    app = RoomsApp(a_new_office(tmp_path), PrintDialog("๑/๒๕๖๓", has_printer=True))
    async with app.run_test(notifications=True) as pilot:
        await at_rest(pilot)
        await pilot.press("down", "enter", "/")
        await at_rest(pilot)
    assert app.answers == [PrintChoice(papers()[1], to_printer=False)]


@pytest.mark.usefixtures("no_printer")
async def test_an_invitation_letter_to_each_member_is_offered_and_saved(tmp_path: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await _print(pilot, "f8", "5", "enter")
        (document,) = app.workspace.paths.documents.iterdir()
    assert "รายบุคคล" in document.name


async def test_a_calendar_file_is_saved_and_never_printed(tmp_path: Path, printer: Path) -> None:
    app = RoomsApp(an_office(tmp_path), MeetingsScreen())
    async with app.run_test(notifications=True) as pilot:
        await _print(pilot, "f8", "7")
        (document,) = app.workspace.paths.documents.iterdir()
    assert document.suffix == ".ics"
    assert document.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert not (printer / "printed").exists()


async def test_escape_in_the_print_dialog_returns_none(tmp_path: Path) -> None:
    app = RoomsApp(a_new_office(tmp_path), PrintDialog("๑/๒๕๖๓", has_printer=False))
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("2", "9", "escape")
        await at_rest(pilot)
    assert app.answers == [None]


async def _print(pilot: Pilot[None], *keys: str) -> None:
    """Press the keys and wait until the document is made."""
    await at_rest(pilot)
    await pilot.press(*keys)
    await at_rest(pilot)
