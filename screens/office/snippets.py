"""The list of snippets, abbreviations that Tab expands in the meeting room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from textual import work

from models.editing.cell_values import must_not_be_blank
from models.editing.optimistic_lock import Texts
from models.editing.undo import UndoEntry, run_undoable
from models.minutes.snippet_values import PLACES
from models.office.snippets import (
    SNIPPETS_SCOPE,
    add_snippet,
    all_snippets,
    expanded,
    filled,
    remove_snippet,
    replace_snippet,
)
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.office import SNIPPETS
from screens.dialogs.prompt import NEW, PromptField, QueryDialog, ask_and_do
from screens.editing.form_merge import merging_store
from screens.editing.undo_stack import NOTHING_TO_REDO, UndoStack, wait_for_step
from screens.lists.filter_list import FilterScreen
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_WORD_CELLS = 14


class SnippetsScreen(FilterScreen):
    """The snippets with their sentences; Enter edits one."""

    BINDINGS = bindings(*SNIPPETS.commands)
    PAGE = SNIPPETS
    HEADS = CellRow(ListCell(" คำย่อ", _WORD_CELLS), ListCell("ขยายเป็น"))
    EMPTY = "ยังไม่มีคำย่อ กด F5 เพิ่ม เช่น ม.ห = ที่ประชุมมีมติเห็นชอบ"
    COUNTED = "คำย่อ พิมพ์ในห้องประชุมแล้วกด Tab"

    def __init__(self) -> None:
        super().__init__()
        self._snippets: dict[str, str] = {}

    @cached_property
    def _undoing(self) -> UndoStack:
        return UndoStack(self.workspace, SNIPPETS_SCOPE)

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Return the snippets in order; their positions, counted from 0, are their ids."""
        self._snippets = await self.call(all_snippets)
        return [
            FilterEntry(place, CellRow(ListCell(f" {word}", _WORD_CELLS), ListCell(text)))
            for place, (word, text) in enumerate(self._snippets.items())
        ]

    def open_record(self, record_id: int) -> object:
        """Ask for changes of the snippet at this position, and store them."""
        return self._change(*list(self._snippets.items())[record_id])

    @dialog_action
    async def _change(self, word: str, text: str) -> None:
        def read() -> tuple[str, ...]:
            return word, all_snippets().get(word, "")

        fields = _fields(word, text)
        labels = [each.label for each in fields]

        def replace(texts: Texts) -> UndoEntry:
            return run_undoable(SNIPPETS_SCOPE, replace_snippet, word, *texts)

        store = merging_store(self, labels, read, (word, text), replace)

        async def change(answer: Texts) -> None:
            self._undoing.record(await store(answer))

        await ask_and_do(self, "แก้คำย่อ", fields, change)
        await self.read()

    @dialog_action
    async def action_add(self) -> None:
        """Ask for a new snippet, and store it."""

        async def add(answer: Texts) -> None:
            self._undoing.record(
                await self.call(run_undoable, SNIPPETS_SCOPE, add_snippet, *answer)
            )

        await ask_and_do(self, "เพิ่มคำย่อ", _fields(), add, NEW)
        await self.read()

    async def action_remove(self) -> None:
        """Delete the selected snippet."""
        chosen = await self.selected_record()
        if chosen is None:
            return
        word = list(self._snippets)[chosen]
        removed = await self.call_or_show_error(run_undoable, SNIPPETS_SCOPE, remove_snippet, word)
        if removed is not None:
            self._undoing.record(removed)
            self.show_message(f"ลบคำย่อ “{word}” แล้ว กด F7 เพื่อคืน")
        await self.read()

    @work(group="undo")
    async def action_undo(self) -> None:
        """Undo the last change made here, unless another user has changed the same since."""
        await wait_for_step(self, self._undoing.undo())
        await self.read()

    @work(group="undo")
    async def action_redo(self) -> None:
        """Redo what was undone last, unless another user has changed the same since."""
        await wait_for_step(self, self._undoing.redo(), NOTHING_TO_REDO)
        await self.read()

    @dialog_action
    async def action_try_out(self) -> None:
        """Ask for a text, and show its expansion by Tab."""

        async def shown(typed: str) -> str:
            made = expanded(typed, self._snippets)
            if made is None:
                return "ยังไม่ลงท้ายด้วยคำย่อ"
            unknown = filled(made, dict.fromkeys(PLACES, "…"), self._snippets).missing
            note = f"  ไม่รู้จัก {' '.join(f'{{{name}}}' for name in unknown)}" if unknown else ""
            return f"Tab ได้: {made}{note}"

        field = PromptField("พิมพ์", hint="เช่น ม.ห", notice=shown)
        await self.app.push_screen_wait(QueryDialog("ลองขยายคำย่อ", [field]))


def _fields(word: str = "", text: str = "") -> list[PromptField]:
    places = " ".join(f"{{{name}}}" for name in PLACES[:6])
    return [
        PromptField("คำย่อ", word, check=must_not_be_blank, hint="ไม่มีช่องว่าง เช่น ม.ห"),
        PromptField("ขยายเป็น", text, check=must_not_be_blank, hint=f"ใส่ค่าเองได้: {places}"),
    ]
