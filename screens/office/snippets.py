"""The short words that Tab expands in the meeting room: change them and try them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.editing.cell_values import must_not_be_blank
from models.editing.optimistic_lock import StaleForm, Texts, store_if_unchanged
from models.errors import Refused
from models.office.snippets import (
    add_snippet,
    all_snippets,
    expanded,
    remove_snippet,
    replace_snippet,
    save_snippet,
)
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.office import SNIPPETS
from screens.dialogs.prompt import PromptDialog, PromptField, ask_and_do
from screens.editing.form_merge import merging_store
from screens.lists.filter_list import FilterScreen
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_WORD_CELLS = 14


class SnippetsScreen(FilterScreen):
    """Every short word with its sentence; Enter changes both."""

    BINDINGS = bindings(*SNIPPETS.commands)
    PAGE = SNIPPETS
    HEADS = CellRow(ListCell(" คำย่อ", _WORD_CELLS), ListCell("ขยายเป็น"))
    EMPTY = "ยังไม่มีคำย่อ กด F5 เพิ่ม เช่น ม.ห = ที่ประชุมมีมติเห็นชอบ"
    COUNTED = "คำย่อ พิมพ์ในห้องประชุมแล้วกด Tab"

    def __init__(self) -> None:
        super().__init__()
        self._snippets: dict[str, str] = {}
        self._undo: list[Callable[[], None]] = []

    async def read_entries(self) -> Sequence[FilterEntry]:
        """The words in their order; their places are their ids."""
        self._snippets = await self.call(all_snippets)
        return [
            FilterEntry(place, CellRow(ListCell(f" {word}", _WORD_CELLS), ListCell(text)))
            for place, (word, text) in enumerate(self._snippets.items())
        ]

    def open_record(self, record_id: int) -> object:
        """Change a word and its sentence."""
        return self._change(*list(self._snippets.items())[record_id])

    @dialog_action
    async def _change(self, word: str, text: str) -> None:
        def read() -> tuple[str, ...]:
            return word, all_snippets().get(word, "")

        fields = _fields(word, text)
        labels = [each.label for each in fields]

        def replace(texts: Texts) -> tuple[str, Texts]:
            before = all_snippets().get(word, "")
            replace_snippet(word, *texts)
            return before, texts

        store = merging_store(self, labels, read, (word, text), replace)

        async def change(answer: Texts) -> None:
            before, (own, said) = await store(answer)
            self._undo.append(lambda: _while_left(own, said, replace_snippet, own, word, before))

        await ask_and_do(self, "แก้คำย่อ", fields, change)
        await self.read()

    @dialog_action
    async def action_add(self) -> None:
        """Add a word."""

        async def add(answer: Texts) -> None:
            word, text = answer
            await self.call(add_snippet, word, text)
            self._undo.append(lambda: _while_left(word, text, remove_snippet, word))

        await ask_and_do(self, "เพิ่มคำย่อ", _fields(), add)
        await self.read()

    async def action_remove(self) -> None:
        """Do without the chosen word."""
        chosen = await self.selected_record()
        if chosen is None:
            return
        word, text = list(self._snippets.items())[chosen]
        await self.call_or_show_error(remove_snippet, word)
        self._undo.append(lambda: _while_left(word, None, save_snippet, word, text))
        self.show_message(f"ลบคำย่อ “{word}” แล้ว กด F7 เพื่อคืน")
        await self.read()

    async def action_undo(self) -> None:
        """Take back the last change made here, where nobody has changed the same since."""
        if not self._undo:
            self.show_message("ไม่มีสิ่งที่จะเลิกทำ")
            return
        await self.call_or_show_error(self._undo.pop())
        await self.read()

    @dialog_action
    async def action_try_out(self) -> None:
        """Type something and see what Tab would make of it."""

        async def shown(typed: str) -> str:
            made = expanded(typed, self._snippets)
            return f"Tab ได้: {made}" if made is not None else "ยังไม่ลงท้ายด้วยคำย่อ"

        field = PromptField("พิมพ์", hint="เช่น ม.ห", notice=shown)
        await self.app.push_screen_wait(PromptDialog("ลองขยายคำย่อ", [field]))


def _fields(word: str = "", text: str = "") -> list[PromptField]:
    return [
        PromptField("คำย่อ", word, check=must_not_be_blank, hint="ไม่มีช่องว่าง เช่น ม.ห"),
        PromptField("ขยายเป็น", text, check=must_not_be_blank),
    ]


def _while_left(word: str, text: str | None, act: Callable[..., object], *args: object) -> None:
    """Do an act where a word still says what one's own act left. Raises Refused where not."""

    def stored(_: str | None) -> None:
        act(*args)

    try:
        store_if_unchanged(lambda: all_snippets().get(word), text, stored, text)
    except StaleForm as other:
        told = f"มีผู้อื่นแก้คำย่อ “{word}” หลังจากท่านแล้ว จึงไม่เลิกทำ ดูสิ่งที่เขาแก้ แล้วแก้ที่คำนั้นได้เลย"
        raise Refused(told) from other
