"""The agenda template of a committee's meetings: its own, or the standard one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable, Sequence
from typing import cast

from kmtui.thai.digits import thai_digits
from models.committees.agenda_templates import (
    AGENDA_TEMPLATE_KIND,
    committee_agenda,
    set_committee_agenda,
)
from models.editing.optimistic_lock import field_reader
from models.editing.revisions import Subject
from models.errors import KmError
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.committees import AGENDA_TEMPLATE
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.text import TextDialog
from screens.editing.form_merge import merging_store
from screens.lists.row_screen import Row, RowScreen, info_row, labelled_row
from screens.navigation.destinations import Changes
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
        self._own = ""

    async def read_rows(self) -> Sequence[Row]:
        """Set the title and return the items of the template; their keys are indexes from 0."""
        self._titles, self._own = await self.call(_read, self._committee_id)
        said = self.sentence(_OWN if self._own else _STANDARD)
        self.say(f"แบบระเบียบวาระ {self._committee_name}", *lines((said, "$text-muted")))
        return [
            labelled_row(thai_digits(at + 1), title, at, cells=_NUMBER_CELLS)
            for at, title in enumerate(self._titles)
        ] or [info_row(self.sentence("ยังไม่มีระเบียบวาระ กด F5 เพิ่ม"))]

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for another title of the selected item, and store it."""
        await self._change(cast(int, row_key))

    @dialog_action
    async def _change(self, at: int) -> None:
        await self._ask_title(at, replaced=True)

    @dialog_action
    async def action_add_item(self) -> None:
        """Ask for an item and add it below the selected one; at the top if none is selected."""
        await self.is_read.wait()
        await self._ask_title(0 if self._at is None else self._at + 1, replaced=False)

    async def _ask_title(self, at: int, *, replaced: bool) -> None:
        heading = f"ระเบียบวาระที่ {thai_digits(at + 1)}"
        titles, store = list(self._titles), self._storing()
        before = titles[at] if replaced else ""
        title = await self.app.push_screen_wait(TextDialog(heading, before, about=(at, replaced)))
        if title:
            titles[at : at + replaced] = [" ".join(title.split())]
            await store(titles, at)

    def _storing(self) -> Callable[[list[str], int | None], Awaitable[None]]:
        """Return a function that stores other titles, merging changes of other users.

        It shows an error, and then reads the rows again.
        """
        committee_id = self._committee_id
        act = merging_store(
            self,
            ["แบบระเบียบวาระ"],
            field_reader(AGENDA_TEMPLATE_KIND, committee_id, "agenda_lines"),
            (self._own,),
            lambda texts: set_committee_agenda(committee_id, texts[0].splitlines()),
        )

        async def store(titles: list[str], stand_on: int | None = None) -> None:
            try:
                await act(("\n".join(titles),))
            except KmError as error:
                self.show_error(error)
            await self.read(stand_on)

        return store

    @property
    def _at(self) -> int | None:
        return self.selected if isinstance(self.selected, int) else None

    async def action_history(self) -> None:
        """Open the history of this template."""
        await self.open(Changes(((Subject.AGENDA_TEMPLATE, self._committee_id),)))

    @dialog_action
    async def action_part_up(self) -> None:
        """Move the selected item up."""
        await self._move(-1)

    @dialog_action
    async def action_part_down(self) -> None:
        """Move the selected item down."""
        await self._move(1)

    async def _move(self, by: int) -> None:
        if self._at is not None:
            titles = list(self._titles)
            to = max(0, min(self._at + by, len(titles) - 1))
            titles.insert(to, titles.pop(self._at))
            await self._storing()(titles, to)

    @dialog_action
    async def action_remove_part(self) -> None:
        """Delete the selected item after confirmation; show a message if it is the only one."""
        if self._at is None:
            return
        if len(self._titles) == 1:
            self.show_message("ต้องมีอย่างน้อยหนึ่งวาระ กด F9 ถ้าจะกลับไปใช้แบบมาตรฐาน", "warning")
            return
        titles, store = list(self._titles), self._storing()
        question = f"ลบ {titles.pop(self._at)} หรือไม่"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="ลบ", danger=True)):
            await store(titles, None)

    @dialog_action
    async def action_use_standard(self) -> None:
        """Discard the committee's own template after confirmation."""
        store = self._storing()
        question = "เลิกใช้แบบของคณะนี้ กลับไปใช้แบบมาตรฐานหรือไม่"
        if await self.app.push_screen_wait(
            ConfirmDialog(question, yes="ใช้แบบมาตรฐาน", danger=True)
        ):
            await store([], None)


def _read(committee_id: int) -> tuple[list[str], str]:
    """Return the titles of the template in use, and the committee's own lines; empty if none."""
    titles = [title for _kind, title in committee_agenda(committee_id)]
    return titles, AGENDA_TEMPLATE_KIND.read(committee_id, "agenda_lines").text
