"""Settings (ตั้งค่า): what the papers say of the office, and how this machine makes them."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from exports.files.printer import printers
from exports.typesetting.fonts import choose_font
from kmtui.settings import DIGITS_AS_TYPED, OFFICIAL_DIGITS, change_setting
from kmtui.thai.digits import thai_digits
from kmtui.theme import THEME_WORDS
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.office.organization import OfficeWords, edit_office, read_office
from models.office.rights import Right, must_be_allowed, my_uid
from models.office.snippets import all_snippets
from models.storage.disk import is_there, typed_path
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
_SNIPPETS = "snippets"  # the place of the row that opens the short words
_EMPTY = "– ยังไม่ได้ตั้ง"


@dataclass(frozen=True)
class Setting:
    """One row: the field of the office's words or of the settings file, and how it is asked."""

    name: str
    label: str
    hint: str = ""
    empty: str = _EMPTY
    needed: bool = False


_OFFICE = (
    Setting("name", "ชื่อหน่วยงาน", "เช่น เทศบาลตำบล…", needed=True),
    Setting("short_name", "ชื่อย่อ", "เช่น ทต.ตามด้วยชื่อตำบล"),
    Setting("district", "อำเภอ", needed=True),
    Setting("province", "จังหวัด", needed=True),
    Setting("memo_prefix", "เลขที่หนังสือขึ้นต้น", "เช่น นม ๕๘๓๐๑"),
    Setting("telephone", "โทรศัพท์", "เช่น ๐ ๔๔๐๐ ๐๐๐๐ ต่อ ๑๑"),
    Setting("email", "อีเมลของหน่วยงาน", "เช่น saraban@…go.th"),
    Setting("website", "เว็บไซต์", "เช่น www.…go.th"),
    Setting("meeting_place", "สถานที่ประชุมประจำ", "เช่น ห้องประชุมเทศบาล"),
)
_MACHINE = (
    Setting("emblem", "ตราครุฑ (แฟ้ม)", "ที่อยู่แฟ้ม SVG หรือ PNG", "– เว้นที่ว่างไว้บนกระดาษ"),
    Setting("font", "แบบอักษร (แฟ้ม)", "ที่อยู่แฟ้ม .ttf เว้นว่าง = เลือกให้เอง", "– เลือกให้เอง"),
    Setting("digits", "ตัวเลขบนหนังสือ", f"{OFFICIAL_DIGITS} หรือ {DIGITS_AS_TYPED}", needed=True),
    Setting("printer", "เครื่องพิมพ์", "เว้นว่าง = เครื่องหลักของระบบ", "– เครื่องหลักของระบบ"),
)
_THEME = Setting("theme", "สีของจอ")


class SettingsScreen(RowScreen):
    """Every setting in a row; Enter changes it, stored at once."""

    BINDINGS = bindings(*SETTINGS.commands)
    PAGE = SETTINGS

    async def read_rows(self) -> Sequence[Row]:
        """Return the rows of the office's texts, then those of the settings file."""
        self._words = await self.call(read_office)
        self.say("ตั้งค่า", *lines(("แก้แล้วใช้กับหนังสือที่พิมพ์ต่อจากนี้", "$text-muted")))
        file = self.workspace.settings
        count = thai_digits(len(await self.call(all_snippets)))
        snippets = f"{count} คำ พิมพ์แล้วกด Tab ในห้องประชุม"
        return [
            info_row("หน่วยงาน (พิมพ์บนหนังสือ)"),
            *(_row(each, getattr(self._words, each.name)) for each in _OFFICE),
            info_row(),
            info_row(f"การพิมพ์ (เก็บใน {self.workspace.paths.settings})"),
            *(_row(each, getattr(file, each.name)) for each in _MACHINE),
            info_row(),
            info_row("จอ"),
            # Above the row, so that it is seen with it at the end of a small screen.
            Row(WrappedLines(_indented(sample()))),
            _row(_THEME, THEME_WORDS.get(file.theme, file.theme)),
            info_row(),
            info_row("ห้องประชุม"),
            labelled_row("คำย่อ", snippets, _SNIPPETS, cells=_LABEL_CELLS),
        ]

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for another value of the row under the cursor."""
        if row_key == _SNIPPETS:
            await self.open(Snippets())
        else:
            await self._change(cast(Setting, row_key))

    @dialog_action
    async def _change(self, setting: Setting) -> None:
        if setting in _OFFICE:
            await self._change_office(setting)
        elif setting == _THEME:
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
            await self._store(_THEME.name, value)
        except KmError as error:
            self.app.theme = before
            self.show_error(error)

    async def _store(self, name: str, value: str) -> None:
        """Store a value in the settings file. Raises KmError."""
        office = self.workspace
        await self.call(must_be_allowed, my_uid(), Right.WRITE)
        office.settings = await asyncio.to_thread(
            change_setting, office.paths.settings, office.settings, name, value
        )

    async def _change_file(self, setting: Setting) -> None:
        async def store(answer: tuple[str, ...]) -> None:
            await asyncio.to_thread(_must_be_usable, setting.name, answer[0])
            await self._store(setting.name, answer[0])

        hint = setting.hint
        if setting.name == "printer" and (known := await asyncio.to_thread(printers)):
            hint = f"เช่น {', '.join(known[:3])}"
        value = getattr(self.workspace.settings, setting.name)
        field = PromptField(setting.label, value, hint=hint)
        await ask_and_do(self, "ตั้งค่าการพิมพ์", [field], store)


def _must_be_usable(name: str, value: str) -> None:
    """Raise KmError if a setting's value is unknown, or names a missing or unusable file."""
    if name == "digits" and value not in (OFFICIAL_DIGITS, DIGITS_AS_TYPED):
        raise KmError(f"พิมพ์ว่า {OFFICIAL_DIGITS} หรือ {DIGITS_AS_TYPED}")
    if not value or name in ("printer", "digits"):
        return
    path = typed_path(value)
    if not is_there(path):
        raise KmError(f"ไม่พบแฟ้ม {path} ตรวจชื่อแฟ้มและโฟลเดอร์")
    if name == "emblem" and path.suffix.lower() not in (".svg", ".png"):
        raise KmError("ตราครุฑต้องเป็นแฟ้ม .svg หรือ .png เลือกแฟ้มอื่น")
    if name == "font":
        choose_font(path)


def _indented(shown: list[LabelLine]) -> tuple[LabelLine, ...]:
    """Return the lines below the values of the rows."""
    return tuple(replace(line, indent=_LABEL_CELLS + 3) for line in shown)


def _row(setting: Setting, value: str) -> Row:
    return labelled_row(setting.label, value, setting, cells=_LABEL_CELLS, empty=setting.empty)
