"""The agenda that a committee's meetings begin with: its own, or the office's standard one."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import cast

from kmtui.thai.digits import thai_digits
from models.agenda_templates import committee_agenda, own_items, set_committee_agenda
from screens.asking import asking
from screens.command import bindings
from screens.commands.office import AGENDA_TEMPLATE
from screens.row_screen import Row, RowScreen, told_row, words_row
from screens.text_dialog import TextDialog
from screens.widgets.dialogs import ConfirmDialog
from screens.widgets.label import lines

_NUMBER_CELLS = 3
_STANDARD = "ใช้แบบมาตรฐาน เมื่อแก้แล้วจะเป็นแบบของคณะนี้ การประชุมที่นัดไว้แล้วไม่เปลี่ยน"
_OWN = "ใช้แบบของคณะนี้ กด F9 กลับไปใช้แบบมาตรฐาน การประชุมที่นัดไว้แล้วไม่เปลี่ยน"


class AgendaTemplateScreen(RowScreen):
    """The template of one committee, stored after every change."""

    BINDINGS = bindings(*AGENDA_TEMPLATE.commands)
    PAGE = AGENDA_TEMPLATE

    def __init__(self, committee_id: int, committee_name: str) -> None:
        super().__init__()
        self._committee_id, self._committee_name = committee_id, committee_name
        self._titles: list[str] = []

    async def read_rows(self) -> Sequence[Row]:
        """The items of the template, numbered."""
        self._titles, is_own = await self.ask(_read, self._committee_id)
        said = _OWN if is_own else _STANDARD
        self.say(f"แบบระเบียบวาระ {self._committee_name}", *lines((said, "$text-muted")))
        return [
            words_row(thai_digits(at + 1), title, at, cells=_NUMBER_CELLS)
            for at, title in enumerate(self._titles)
        ] or [told_row("ยังไม่มีระเบียบวาระ กด F5 เพิ่ม")]

    async def change_row(self, place: Hashable) -> None:
        """Change the title under the cursor."""
        await self._change(cast(int, place))

    @asking
    async def _change(self, at: int) -> None:
        await self._ask_title(at, replaced=True)

    @asking
    async def action_add_item(self) -> None:
        """Add an item below the one under the cursor."""
        await self.is_read.wait()
        await self._ask_title(0 if self._at is None else self._at + 1, replaced=False)

    async def _ask_title(self, at: int, *, replaced: bool) -> None:
        heading = f"ระเบียบวาระที่ {thai_digits(at + 1)}"
        before = self._titles[at] if replaced else ""
        title = await self.app.push_screen_wait(TextDialog(heading, before))
        if title:
            self._titles[at : at + replaced] = [" ".join(title.split())]
            await self._store(at)

    async def _store(self, stand_on: int | None = None) -> None:
        await self.attempt(set_committee_agenda, self._committee_id, self._titles)
        await self.read(stand_on)

    @property
    def _at(self) -> int | None:
        return self.chosen if isinstance(self.chosen, int) else None

    async def action_part_up(self) -> None:
        """Move the item under the cursor up."""
        await self._move(-1)

    async def action_part_down(self) -> None:
        """Move the item under the cursor down."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        if self._at is not None:
            to = max(0, min(self._at + by, len(self._titles) - 1))
            self._titles.insert(to, self._titles.pop(self._at))
            await self._store(to)

    @asking
    async def action_remove_part(self) -> None:
        """Remove the item under the cursor, after asking; the last one stays."""
        if self._at is None:
            return
        if len(self._titles) == 1:
            self.tell("ต้องมีอย่างน้อยหนึ่งวาระ กด F9 ถ้าจะกลับไปใช้แบบมาตรฐาน", "warning")
            return
        question = f"ลบ {self._titles[self._at]} หรือไม่"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="ลบ", danger=True)):
            del self._titles[self._at]
            await self._store()

    @asking
    async def action_use_standard(self) -> None:
        """Forget the committee's own template, after asking."""
        question = "เลิกใช้แบบของคณะนี้ กลับไปใช้แบบมาตรฐานหรือไม่"
        if await self.app.push_screen_wait(
            ConfirmDialog(question, yes="ใช้แบบมาตรฐาน", danger=True)
        ):
            await self.attempt(set_committee_agenda, self._committee_id, ())
            await self.read()


def _read(committee_id: int) -> tuple[list[str], bool]:
    titles = [title for _kind, title in committee_agenda(committee_id)]
    return titles, bool(own_items(committee_id))
