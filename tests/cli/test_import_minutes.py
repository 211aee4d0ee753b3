"""`kmtui import minutes`: what it shows, asks, takes and refuses."""

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from models.minutes.lifecycle import reopen_meeting
from models.minutes.records import Statement, save_statement
from screens.commands.minutes import WORD_IMPORT_HERE
from tests.cli.test_commands import refused, said
from tests.conftest import Run
from tests.other_office import OtherOffice
from tests.word_files import W, edit_word, without_marks, word_minutes

OLD, NEW = "จำนวน 12 เรื่อง", "จำนวน 15 เรื่อง"


@pytest.fixture
def file(other_office: OtherOffice, tmp_path: Path) -> Path:
    """Minutes of an office whose meeting is open again; a number differs in the file."""
    held = other_office.held_id
    reopen_meeting(held, "ผู้ตรวจแก้ใน Word")
    return edit_word(word_minutes(tmp_path / "รายงานแก้.docx", held), change_first)


def change_first(root: Element) -> None:
    text = next(each for each in root.iter(f"{W}t") if OLD in (each.text or ""))
    text.text = (text.text or "").replace(OLD, NEW)


def stored() -> list[str]:
    return [row.text for row in Statement.select().order_by(Statement.id)]


def test_a_dry_run_shows_the_changed_words_and_stores_nothing(file: Path, kmtui: Run) -> None:
    before = stored()
    told = said(kmtui("import", "minutes", str(file), "--dry-run"))
    assert "จำนวน −‹12›+‹15› เรื่อง" in told
    assert "รับได้ ๑ ข้อ" in told
    assert stored() == before


def test_an_import_changes_nothing_before_the_user_confirms(file: Path, kmtui: Run) -> None:
    before = stored()
    asked = kmtui("import", "minutes", str(file))
    assert asked.returncode == 1
    assert "จำนวน −‹12›+‹15› เรื่อง" in asked.stdout.decode()
    assert "--yes" in asked.stderr.decode()
    assert stored() == before
    told = said(kmtui("import", "minutes", str(file), "--yes"))
    assert "รับข้อแก้แล้ว ๑ ข้อ" in told
    assert NEW in stored()[0]
    again = said(kmtui("import", "minutes", str(file), "--yes"))
    assert "ไม่มีข้อความต่าง" in again


def test_importing_minutes_leaves_conflicts_to_the_meeting_room(file: Path, kmtui: Run) -> None:
    first: Statement = Statement.select().order_by(Statement.id).first()
    save_statement(first.id, first.version, "เพื่อนร่วมงานเขียนใหม่ทั้งข้อความ")
    told = said(kmtui("import", "minutes", str(file), "--dry-run"))
    assert "ต้องเลือกเองในห้องประชุม ๑ ข้อ" in told
    named = told.split("กด F1 แล้วเลือก “")[1].split("”")[0]
    assert WORD_IMPORT_HERE.help.startswith(named)


def test_a_file_without_export_record_is_matched_by_its_heading(file: Path, kmtui: Run) -> None:
    without_marks(file)
    told = said(kmtui("import", "minutes", str(file), "--yes"))
    assert "รับข้อแก้แล้ว ๑ ข้อ" in told
    assert NEW in stored()[0]


def test_importing_minutes_of_another_meeting_is_refused_with_its_number(
    file: Path, kmtui: Run
) -> None:
    told = refused(kmtui("import", "minutes", str(file), "--meeting", "2/2569"))
    assert "๑/๒๕๖๙" in told
