"""The first start: create an office by its names, open the example, or restore a backup."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList

from kmtui.setting_table import parsed_setting, setting_row, store_setting
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.example.office import make_example
from models.home.overview import create_office
from models.maintenance.restore import restore
from models.storage.backup import Backup, backup_folders, last_good
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.base.typed_text import TypedUse
from screens.base.when import backup_time
from screens.commands.command import bindings
from screens.commands.home import FIRST_START
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.widgets.key_line import KeyLine
from screens.widgets.label import ThaiLabel, lines
from screens.widgets.row_list import CellRow, ListCell, RowList

_WAYS = (
    ("เริ่มใช้กับเทศบาลของท่าน", "ตั้งชื่อเทศบาล อำเภอ จังหวัด และตราครุฑ"),
    ("เปิดเทศบาลตัวอย่าง", "ลองใช้กับข้อมูลตัวอย่างที่มีการประชุมแล้ว"),
)
_EMBLEM = "emblem"
_EMBLEM_HINT = "SVG, PNG หรือ กระดาษมีครุฑ  เว้นว่าง = ให้ภายหลัง"


class _TypedName:
    """A text typed with no field open becomes the name of the new office."""

    def __init__(self, begin: Callable[[str], object]) -> None:
        self._begin = begin

    def uses(self) -> tuple[TypedUse, ...]:
        return (TypedUse("ชื่อเทศบาล", "เริ่มใช้กับเทศบาลชื่อที่พิมพ์นี้", self._begin),)

    def take(self, text: str) -> bool:  # noqa: ARG002
        return False


class FirstStartScreen(KmScreen[bool]):
    """Creates the data file; returns True when it exists, False if the user quits.

    If the file is missing but an intact backup exists, restoring that is offered first.
    """

    CSS_PATH = "first_start.tcss"
    BINDINGS = bindings(*FIRST_START.commands)
    PAGE = FIRST_START

    def __init__(self) -> None:
        super().__init__()
        self.typed_text = _TypedName(self._name_typed)
        self._backup: Backup | None = None
        self._is_looked_for = asyncio.Event()

    def compose(self) -> ComposeResult:
        """Compose a welcome, the options, and the path of the data file."""
        with Vertical(id="first"):
            yield ThaiLabel(
                *lines(("ยินดีต้อนรับ", "bold $accent")),
                *lines("โปรแกรมนี้ช่วยจดรายงานการประชุมและงานจัดการความรู้ของเทศบาล"),
                id="first-welcome",
            )
            yield RowList(id="first-rows")
            yield ThaiLabel("", id="first-place")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the options with the first one selected; look for a backup."""
        self._show_ways()
        self.set_focus(self.query_one(RowList))
        self._look_for_backup()
        place = str(self.workspace.paths.database)
        self.query_one("#first-place", ThaiLabel).update(*lines("ข้อมูลจะอยู่ที่ ", place, hanging=2))

    @on(OptionList.OptionSelected)
    @dialog_action
    async def action_open_chosen(self) -> None:
        """Carry out the selected option, once the search for a backup has ended."""
        await self._is_looked_for.wait()
        path, backup = self.workspace.paths.database, self._backup
        chosen = (self.query_one(RowList).highlighted or 0) + (backup is None)
        if chosen == 0 and backup is not None:
            await self._bring_back(backup)
        elif chosen == 1:
            await self._name_office()
        else:
            await self._make(lambda: make_example(path))

    @work(exclusive=True, group="read")
    async def _look_for_backup(self) -> None:
        """Look for the newest intact backup in a thread, and offer to restore it.

        The check reads the whole backup, so its time grows with the file.
        """
        try:
            file = self.workspace.paths.database
            folders = backup_folders(file, self.workspace.settings.backup_path)
            self._backup = await asyncio.to_thread(last_good, file, folders)
            if self.is_composed and self._backup is not None:
                self._show_ways()
        finally:
            self._is_looked_for.set()

    def _show_ways(self) -> None:
        ways = list(_WAYS)
        if self._backup is not None:
            ways.insert(0, ("กู้คืนจากสำเนาสำรอง", f"แฟ้มข้อมูลหายไป สำเนา{backup_time(self._backup)}"))
        self.query_one(RowList).show(
            [CellRow(ListCell(f" {title}", 28), ListCell(said)) for title, said in ways]
        )

    async def _bring_back(self, backup: Backup) -> None:
        question = f"กู้คืนข้อมูลจาก {backup.label} หรือไม่ สิ่งที่บันทึกหลังจากนั้นไม่อยู่ในสำเนานี้"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="กู้คืน")):
            path = self.workspace.paths.database
            await self._make(lambda: restore(path, backup.path))

    def action_quit_program(self) -> None:
        """Quit without creating anything."""
        self.dismiss(False)

    @dialog_action
    async def _name_typed(self, name: str) -> None:
        await self._name_office(name)

    async def _name_office(self, name: str = "") -> None:
        fields = [
            PromptField("ชื่อเทศบาล", name, check=must_not_be_blank, hint="เช่น เทศบาลตำบล…"),
            PromptField("อำเภอ", check=must_not_be_blank),
            PromptField("จังหวัด", check=must_not_be_blank),
            PromptField("แฟ้มตราครุฑ", hint=_EMBLEM_HINT),
        ]
        if await ask_and_do(self, "ตั้งชื่อหน่วยงาน", fields, self._found_office, about=NEW):
            self.dismiss(True)

    async def _found_office(self, answer: tuple[str, ...]) -> bool:
        """Try the emblem, create the office, then store the emblem; return True.

        Raises:
            KmError: the emblem cannot be drawn, or the data file cannot be created.
        """
        *names, picture = answer
        office, row = self.workspace, setting_row(_EMBLEM)
        emblem = None
        if picture:
            emblem = await asyncio.to_thread(parsed_setting, row, picture, office.paths.home)
        await asyncio.to_thread(create_office, office.paths.database, *names)
        if emblem is not None:
            try:
                office.settings = await asyncio.to_thread(
                    store_setting, office.paths, office.settings, row.name, emblem
                )
            except KmError as refusal:  # the office exists, and the settings take it later
                self.show_error(refusal)
        return True

    async def _make(self, act: Callable[[], object]) -> None:
        """Create the data file in a thread; show an error, after which the user may try again."""
        try:
            await asyncio.to_thread(act)
        except KmError as refusal:
            self.show_error(refusal)
            return
        self.dismiss(True)
