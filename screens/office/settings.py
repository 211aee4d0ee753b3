"""Settings (ตั้งค่า): the office's texts for documents, and the settings files."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from exports.files.printer import printers
from kmtui.setting_table import (
    SETTING_TABLE,
    THEME_WORDS,
    SettingRow,
    parsed_setting,
    setting_row,
    store_setting,
)
from kmtui.settings import Settings, SettingValue
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.office.organization import OfficeWords, edit_office, read_office
from models.office.rights import Right, must_be_allowed, my_uid
from models.office.snippets import all_snippets
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.office import SETTINGS
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.form_merge import merging_store
from screens.lists.row_screen import Row, RowScreen, info_row, labelled_row
from screens.navigation.destinations import Snippets
from screens.office.theme_choice import ThemeDialog, sample
from screens.terminal.background import use_theme
from screens.widgets.label import LabelLine, WrappedLines, lines

_LABEL_CELLS = 20
_THEME = "theme"
_SNIPPETS = "snippets"  # the place of the row that opens the short words
_EMPTY = "– ยังไม่ได้ตั้ง"


class Setting(Struct, frozen=True):
    """A text of the office, by the name of its field, and its form field.

    `needed` forbids an empty text.
    """

    name: str
    label: str
    hint: str = ""
    needed: bool = False


_OFFICE = (
    Setting("name", "ชื่อหน่วยงาน", "เช่น เทศบาลตำบล…", needed=True),
    Setting("short_name", "ชื่อย่อ", "เช่น ทต.ตามด้วยชื่อตำบล"),
    Setting("district", "อำเภอ", needed=True),
    Setting("province", "จังหวัด", needed=True),
    Setting("memo_prefix", "เลขที่หนังสือขึ้นต้น", "เช่น ชม ๕๒๓๐๑"),
    Setting("telephone", "โทรศัพท์", "เช่น ๐ ๔๔๐๐ ๐๐๐๐ ต่อ ๑๑"),
    Setting("email", "อีเมลของหน่วยงาน", "เช่น saraban@…go.th"),
    Setting("website", "เว็บไซต์", "เช่น www.…go.th"),
    Setting("meeting_place", "สถานที่ประชุมประจำ", "เช่น ห้องประชุมเทศบาล"),
)
_AT_NEXT_START = ("row_diff", "escape_ms")


class SettingsScreen(RowScreen):
    """The settings, one a row; Enter changes one and stores it at once."""

    BINDINGS = bindings(*SETTINGS.commands)
    PAGE = SETTINGS

    async def read_rows(self) -> Sequence[Row]:
        """Return the rows of the office's texts, then those of the settings file."""
        self._words = await self.call(read_office)
        self.say("ตั้งค่า", *lines(("แก้แล้วใช้กับหนังสือที่พิมพ์ต่อจากนี้", "$text-muted")))
        file, paths = self.workspace.settings, self.workspace.paths
        count = thai_digits(len(await self.call(all_snippets)))
        snippets = f"{count} คำ พิมพ์แล้วกด Tab ในห้องประชุม"
        return [
            info_row("หน่วยงาน (พิมพ์บนหนังสือ) เห็นทั้งหน่วยงาน"),
            *(_row(each, getattr(self._words, each.name)) for each in _OFFICE),
            info_row(),
            info_row(f"การพิมพ์และการสำรอง เห็นทั้งหน่วยงาน (เก็บใน {paths.settings})"),
            *(_file_row(each, file) for each in SETTING_TABLE if not each.is_own),
            info_row(),
            info_row(f"จอ เห็นเฉพาะท่าน (เก็บใน {paths.own_settings or paths.settings})"),
            # Above the row, so that it is seen with it at the end of a small screen.
            Row(WrappedLines(_indented(sample()))),
            *(_file_row(each, file) for each in SETTING_TABLE if each.is_own),
            info_row(),
            info_row("ห้องประชุม"),
            labelled_row("คำย่อ", snippets, _SNIPPETS, cells=_LABEL_CELLS),
        ]

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for another value of the selected row, and store it."""
        if row_key == _SNIPPETS:
            await self.open(Snippets())
        else:
            await self._change(cast("Setting | SettingRow", row_key))

    @dialog_action
    async def _change(self, setting: Setting | SettingRow) -> None:
        if isinstance(setting, Setting):
            await self._change_office(setting)
        elif setting.name == _THEME:
            await self._change_theme()
        else:
            await self._change_file(setting)
        await self.read()

    async def _change_office(self, setting: Setting) -> None:
        def read() -> tuple[str, ...]:
            return (getattr(read_office(), setting.name),)

        def store(answer: tuple[str, ...]) -> None:
            words: OfficeWords = replace(read_office(), **{setting.name: answer[0]})
            edit_office(words)

        check = must_not_be_blank if setting.needed else None
        value = getattr(self._words, setting.name)
        field = PromptField(setting.label, value, check=check, hint=setting.hint)
        act = merging_store(self, [setting.label], read, (value,), store)
        await ask_and_do(self, "ตั้งค่าหน่วยงาน", [field], act)

    async def _change_theme(self) -> None:
        before = self.app.theme
        chosen = await self.app.push_screen_wait(ThemeDialog(self.workspace.settings.theme))
        if chosen is None:
            return
        value = list(THEME_WORDS)[chosen]
        await use_theme(self.app, value)
        try:
            await self._store(setting_row(_THEME), value)
        except KmError as error:
            self.app.theme = before
            self.show_error(error)

    async def _store(self, setting: SettingRow, value: SettingValue | None) -> None:
        """Store a value in the settings file; None resets it to the default. Raises KmError."""
        office = self.workspace
        if not setting.is_own:
            await self.call(must_be_allowed, my_uid(), Right.WRITE)
        office.settings = await asyncio.to_thread(
            store_setting, office.paths, office.settings, setting.name, value
        )

    async def _change_file(self, setting: SettingRow) -> None:
        office = self.workspace

        async def store(answer: tuple[str, ...]) -> None:
            value: SettingValue | None = None
            if answer[0].strip():
                value = await asyncio.to_thread(
                    parsed_setting, setting, answer[0], office.paths.home
                )
            await self._store(setting, value)
            if setting.name in _AT_NEXT_START:
                self.show_message("เก็บแล้ว ใช้เมื่อเปิดโปรแกรมครั้งต่อไป")

        hint = setting.accepted
        if setting.name == "printer" and (known := await asyncio.to_thread(printers)):
            hint = f"เช่น {', '.join(known[:3])}"
        value = setting.words(getattr(office.settings, setting.name))
        title = f"{setting.label} เห็น{setting.seen_by}"
        hint = f"{hint}  เว้นว่าง = {setting.unset}"
        await ask_and_do(self, title, [PromptField(setting.label, value, hint=hint)], store)


def _file_row(setting: SettingRow, settings: Settings) -> Row:
    value = setting.words(getattr(settings, setting.name))
    default = setting.words(getattr(Settings(), setting.name)) or setting.unset
    shown = f"{value}   (ถ้าไม่ตั้ง: {default})" if value and value != default else value
    return labelled_row(setting.label, shown, setting, cells=_LABEL_CELLS, empty=f"– {default}")


def _indented(shown: list[LabelLine]) -> tuple[LabelLine, ...]:
    """Return the lines indented below the label of their row."""
    return tuple(replace(line, indent=_LABEL_CELLS + 3) for line in shown)


def _row(setting: Setting, value: str) -> Row:
    return labelled_row(setting.label, value, setting, cells=_LABEL_CELLS, empty=_EMPTY)
