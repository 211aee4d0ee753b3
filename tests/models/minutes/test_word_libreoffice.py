"""Minutes and plans through LibreOffice: opened and saved there, nothing differs."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from models.minutes.records import Statement
from models.minutes.word_import.differences import Difference, DifferenceKind
from models.minutes.word_import.returned import compare_returned, read_returned
from models.plan.table_import.importing import import_plan
from models.plan.table_import.reading import read_plan_table
from models.plan.views import read_plan
from tests.models.minutes.test_word_import import replacing, statement
from tests.models.plan.test_table_import import made_word, printed
from tests.other_office import OtherOffice
from tests.word_files import (
    W,
    edit_word,
    exported_minutes,
    printed_of,
    remove_row,
    rows_of,
    word_minutes,
)

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


def differences(meeting_id: int, path: Path) -> tuple[Difference, ...]:
    return compare_returned(meeting_id, read_returned(path), printed_of(meeting_id)).differences


@pytest.mark.parametrize("make", [word_minutes, exported_minutes])
def test_minutes_saved_by_libreoffice_differ_in_nothing_for_another_office(
    make: Callable[[Path, int], Path], other_office: OtherOffice, tmp_path: Path
) -> None:
    meeting_id = other_office.held_id
    assert differences(meeting_id, through_libreoffice(make(tmp_path / "a.docx", meeting_id))) == ()


@pytest.mark.parametrize("make", [word_minutes, exported_minutes])
def test_minutes_saved_by_libreoffice_differ_only_in_the_earlier_edit(
    make: Callable[[Path, int], Path], example: Path, tmp_path: Path
) -> None:
    path = make(tmp_path / "a.docx", 1)
    assert differences(1, through_libreoffice(path)) == ()
    said = statement(1, 0)
    edit_word(path, replacing(said, "ขอเชิญประชุม", "ขอเรียนเชิญประชุม"))
    (found,) = differences(1, through_libreoffice(path))
    assert (found.kind, found.key) == (DifferenceKind.CHANGED, ("statement", said))


def test_edits_saved_by_libreoffice_are_imported(example: Path, tmp_path: Path) -> None:
    saved = through_libreoffice(exported_minutes(tmp_path / "a.docx", 1))
    changed, removed = statement(1, 0), statement(1, 2, 2)
    words = Statement.get_by_id(removed).text

    def edit(root: Element) -> None:
        for each in root.iter(f"{W}t"):
            each.text = (each.text or "").replace("ขอเชิญประชุม", "ขอเรียนเชิญประชุม")
        of_removed = [row for row in rows_of(root) if words[:40] in "".join(row.itertext())]
        for row in of_removed:
            remove_row(root, row)

    found = differences(1, edit_word(saved, edit))
    assert [(each.kind, each.key) for each in found] == [
        (DifferenceKind.CHANGED, ("statement", changed)),
        (DifferenceKind.REMOVED, ("statement", removed)),
    ]


def test_a_plan_saved_by_libreoffice_is_read_as_its_rows(example: Path, tmp_path: Path) -> None:
    saved = through_libreoffice(made_word(tmp_path / "plan.docx", 2564))
    draft = read_plan_table(saved)
    assert draft.left == ()
    import_plan(draft, 2570)
    assert printed(read_plan(2570)) == printed(read_plan(2564))
