"""Every dialog that a command opens is framed, centred and whole at 80x24, and every form forgives.

The dialogs are found by running the commands, so that a new one is held, too. The normal suite
takes the places of a beginner; the long run (`make torture`) takes all.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.containers import Vertical
from textual.pilot import Pilot
from textual.screen import Screen

from models.checks.core.finding import Finding, FindingLocation, Severity
from models.checks.records.set_aside import GatedOperation
from screens.base.screen import KmDialog
from screens.checks.error_gate import ErrorsDialog
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog, PromptField
from screens.dialogs.text import TextDialog
from screens.editing.conflict import ConflictOption, TwoTextsDialog
from screens.home.due import DueDialog
from screens.printing.printing import PrintDialog
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry
from tests.journeys.forms_of_commands import forms_of_the_commands
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text

SIZE = (80, 24)
BEGINNERS = ("meetings", "posts")
JUNK = "๙๙๙๙๙/ฟหกด/๙๙"


def fault_of_frame(app: Any, dialog: KmDialog[Any], size: tuple[int, int] = SIZE) -> str:
    """What is wrong with the frame of the dialog on the screen; empty if nothing is."""
    name = f"{type(dialog).__name__} {dialog.form_title}"
    frames = [each for each in dialog.children if isinstance(each, Vertical)]
    if not frames:
        return f"{name}: no frame"
    area = frames[0].region
    columns, rows = size
    if not (area.x >= 0 and area.right <= columns and area.y >= 0 and area.bottom <= rows):
        return f"{name}: cut, {area}"
    if abs(area.x - (columns - area.right)) > 1 or abs(area.y - (rows - area.bottom)) > 1:
        return f"{name}: not centred, {area}"
    lines = screen_text(app).splitlines()
    if "┌" not in lines[area.y] or "└" not in lines[area.bottom - 1]:
        return f"{name}: not framed"
    if not any("Esc" in line for line in lines[area.y : area.bottom]):
        return f"{name}: no key line"
    return ""


class Looked:
    """What was seen of the dialogs."""

    def __init__(self) -> None:
        self.names = set[str]()
        self.faults = set[str]()

    async def see(self, pilot: Pilot[Any], dialog: Any) -> None:
        """Look at a dialog, and try a form with what it refuses."""
        await pilot.pause()
        self.names.add(f"{type(dialog).__name__} {dialog.form_title}")
        if fault := fault_of_frame(pilot.app, dialog):
            self.faults.add(f"{fault}\n{screen_text(pilot.app)}")
        if isinstance(dialog, PromptDialog):
            await self._refuse(pilot, dialog)

    async def _refuse(self, pilot: Pilot[Any], dialog: PromptDialog) -> None:
        """Fill a field with what its check refuses: the cursor is there, with what was typed."""
        fields = dialog.query("ThaiInput").results()
        inputs: list[Any] = list(fields)
        for field, line in zip(dialog.fields, inputs, strict=True):
            if field.check is None or not is_refused(field.check, JUNK):
                continue
            kept, line.value = line.value, JUNK
            dialog.set_focus(inputs[-1])
            await pilot.pause()
            await pilot.press(*["enter"] * len(inputs))
            await pilot.pause()
            if pilot.app.screen is not dialog:
                self.faults.add(f"{dialog.form_title}: {field.label} was taken")
                return
            at = inputs.index(pilot.app.focused) if pilot.app.focused in inputs else None
            check = dialog.fields[at].check if at is not None else None
            # An empty field before it may be refused first.
            if check is None or at is None or not is_refused(check, inputs[at].value):
                self.faults.add(f"{dialog.form_title}: the cursor is not in {field.label}")
            if line.value != JUNK:
                self.faults.add(f"{dialog.form_title}: {field.label} lost what was typed")
            if fault := fault_of_frame(pilot.app, dialog):
                self.faults.add(f"refused {fault}\n{screen_text(pilot.app)}")
            if len(inputs) > 1:
                before = pilot.app.focused
                await pilot.press("up")
                if pilot.app.focused in (before, None):
                    self.faults.add(f"{dialog.form_title}: the first ↑ was swallowed")
            line.value = kept


def is_refused(check: Any, text: str) -> bool:
    try:
        check(text)
    except Exception:  # noqa: BLE001  # KmError or ValueError: a sentence
        return True
    return False


LONG = "ขอให้ทุกหน่วยงานรวบรวมองค์ความรู้ที่จำเป็นต่อการปฏิบัติงาน [/] {0} " * 3
HOSTILE: dict[str, Callable[[], KmDialog[Any]]] = {
    "question": lambda: ConfirmDialog("\n".join([LONG] * 30), danger=True),
    "list": lambda: ListDialog(LONG * 6, [LONG] * 60),
    "pick": lambda: PickDialog(
        LONG * 6, [FilterEntry(at, CellRow(ListCell(f"{at} {LONG}"))) for at in range(90)]
    ),
    "nothing to pick": lambda: PickDialog(LONG, ()),
    "text": lambda: TextDialog(LONG * 6, "\n".join([LONG] * 60)),
    "form": lambda: PromptDialog(
        LONG * 3, [PromptField(LONG[:30], LONG) for _ in range(12)], LONG * 9
    ),
    "two texts": lambda: TwoTextsDialog(
        LONG, ("ของท่าน", "ของผู้อื่น"), (LONG * 30, LONG * 20), [ConflictOption(1, "ใช้ของท่าน", 1)]
    ),
    "papers": lambda: PrintDialog("๑/๒๕๗๐", has_printer=True),
    "errors": lambda: ErrorsDialog(GatedOperation.PRINT, [an_error() for _ in range(40)]),
    "deadlines": lambda: DueDialog(()),
}


def an_error() -> Finding:
    """A finding with a long message."""
    return Finding("x", Severity.ERROR, FindingLocation("ที่ใด"), 1, "", "", LONG * 4)


@pytest.mark.parametrize("size", [SIZE, (80, 20), (120, 40)])
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_dialog_with_too_much_content_stays_within_the_screen(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    app = RoomsApp(an_office(tmp_path), Screen())
    async with app.run_test(size=size) as pilot:
        dialog = HOSTILE[name]()
        await app.push_screen(dialog)
        await at_rest(pilot)
        assert fault_of_frame(app, dialog, size) == "", screen_text(app)
        focused = app.focused
        if focused is None:
            assert isinstance(dialog, TwoTextsDialog), "no cursor"
        else:
            assert focused.region.bottom <= size[1], "the cursor is below the terminal"
        await pilot.press("escape")
        await at_rest(pilot)


def test_the_dialogs_of_the_first_steps_fit_the_screen_and_keep_refused_text(
    tmp_path: Path, example_file: Path
) -> None:
    looked = Looked()
    forms_of_the_commands(example_file, tmp_path, *BEGINNERS, size=SIZE, see=looked.see)
    assert len(looked.names) >= 4
    assert sorted(looked.faults) == []


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_every_dialog_fits_the_screen_and_keeps_refused_text(
    tmp_path: Path, example_file: Path
) -> None:
    looked = Looked()
    forms_of_the_commands(example_file, tmp_path, size=SIZE, see=looked.see)
    print("\n".join(sorted(looked.names)))
    assert len(looked.names) >= 60
    assert sorted(looked.faults) == []
