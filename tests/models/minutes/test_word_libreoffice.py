"""Minutes and plans through LibreOffice: opened and saved there, nothing differs."""

import shutil
import subprocess
from pathlib import Path

import pytest

from models.minutes.word_import.differences import DifferenceKind
from models.minutes.word_import.returned import compare_returned, read_returned
from models.plan.table_import.importing import import_plan
from models.plan.table_import.reading import read_plan_table
from models.plan.views import read_plan
from tests.models.minutes.test_word_import import replacing, statement
from tests.models.plan.test_table_import import made_word, printed
from tests.other_office import OtherOffice
from tests.word_files import edit_word, printed_of, word_minutes

pytestmark = [
    pytest.mark.torture,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.timeout(300),
]


def through_libreoffice(path: Path) -> Path:
    """Open a file in LibreOffice and save it as .docx again."""
    folder = path.parent / "saved"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=240)
    return folder / path.name


def test_minutes_of_another_office_differ_in_nothing(
    other_office: OtherOffice, tmp_path: Path
) -> None:
    meeting_id = other_office.held_id
    saved = through_libreoffice(word_minutes(tmp_path / "a.docx", meeting_id))
    found = compare_returned(meeting_id, read_returned(saved), printed_of(meeting_id))
    assert found.differences == ()


def test_minutes_of_the_example_differ_in_nothing_and_an_edit_comes_back(
    example: Path, tmp_path: Path
) -> None:
    path = word_minutes(tmp_path / "a.docx", 1)
    saved = through_libreoffice(path)
    assert compare_returned(1, read_returned(saved), printed_of(1)).differences == ()
    said = statement(1, 0)
    edit_word(path, replacing(said, "ขอเชิญประชุม", "ขอเรียนเชิญประชุม"))
    again = compare_returned(1, read_returned(through_libreoffice(path)), printed_of(1))
    assert [(each.kind, each.key) for each in again.differences] == [
        (DifferenceKind.CHANGED, ("statement", said))
    ]


def test_the_plan_comes_back_as_its_rows(example: Path, tmp_path: Path) -> None:
    saved = through_libreoffice(made_word(tmp_path / "plan.docx", 2564))
    draft = read_plan_table(saved)
    assert draft.left == ()
    import_plan(draft, 2570)
    assert printed(read_plan(2570)) == printed(read_plan(2564))
