"""A dialog for a longer text, such as the reasons of an order or a duty."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Vertical

from kmtui.thai.text import clean
from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey
from models.errors import KmError
from models.history.recovery import orphaned_draft_at, take_over_draft
from models.storage.database import now
from screens.base.screen import KmDialog, KmScreen
from screens.commands.command import bindings
from screens.commands.everywhere import CANCEL, REDRAW, STORE_TEXT
from screens.commands.minutes import PARAGRAPH
from screens.dialogs.choices import ConfirmDialog
from screens.widgets.label import ThaiLabel
from screens.widgets.text_area import ThaiTextArea

T = TypeVar("T")


class TextDialog(KmDialog[str | None]):
    """An editor for a text; returns it cleaned, or None for Escape.

    If the text has changed, Escape asks whether to keep it: it is returned then, too. `note` is
    called with the text at every change.
    """

    CSS_PATH = "text.tcss"
    keys_label = "Enter ตกลง   F7 ย่อหน้าใหม่   Esc ยกเลิก"
    BINDINGS = bindings(STORE_TEXT, PARAGRAPH, CANCEL, REDRAW)
    AUTO_FOCUS = "ThaiTextArea"

    def __init__(
        self,
        title: str,
        text: str = "",
        begun: str | None = None,
        note: Callable[[str], None] | None = None,
        about: Hashable = None,
        is_list: bool = False,
    ) -> None:
        """Initialize the editor.

        Args:
            title: shown above the editor.
            text: the stored text.
            begun: an earlier draft of it.
            note: called with the text at every change; replaces the dialog's own draft.
            about: the record of the text; None for the one selected on the screen.
            is_list: whether the text is a list of lines, whose first one keeps its indentation.
        """
        super().__init__()
        self.about = about
        self.no_draft = "" if note is None else "the caller keeps a draft of the record"
        self._title = title
        self._before = text
        self._begun = text if begun is None else begun
        self._note = note
        self._is_list = is_list
        if is_list:
            self.keys_label = "Enter ตกลง   F7 ขึ้นบรรทัดใหม่   Esc ยกเลิก"

    def compose(self) -> ComposeResult:
        """Yield the title above the editor."""
        with Vertical(id="text"):
            yield ThaiLabel((self._title, "bold"), id="text-title")
            yield ThaiTextArea(self._begun, id="text-area")

    def on_mount(self) -> None:
        """Move the cursor to the end of the text."""
        self._area.move_cursor(self._area.document.end)

    @on(ThaiTextArea.Changed)
    def _note_typing(self) -> None:
        if self._note is not None:
            self._note(self._area.text)

    @property
    def form_title(self) -> str:
        """The title of the dialog, by which a draft of its text is listed."""
        return self._title

    @property
    def _area(self) -> ThaiTextArea:
        return self.query_one(ThaiTextArea)

    @property
    def _text(self) -> str:
        text = clean(self._area.text)
        return text.strip("\n").rstrip() if self._is_list else text.strip()

    def on_key(self, event: events.Key) -> None:
        """Insert a character typed before the editor had the focus."""
        if event.is_printable and event.character:
            self._area.insert(event.character)

    async def action_store(self) -> None:
        """Close the dialog, which returns the text."""
        await self.wait_for_pending_keys()
        self.dismiss(self._text)

    async def action_paragraph(self) -> None:
        """Insert a paragraph break at the cursor."""
        await self.wait_for_pending_keys()
        self._area.replace("\n", *self._area.selection)

    async def action_cancel(self) -> None:
        """Return None; if the text has changed, ask first whether to return it all the same."""
        await self.wait_for_pending_keys()
        if self._text == self._before.strip():
            self.dismiss(None)
        else:
            self._ask_before_leaving()

    @work(exclusive=True, group="act")
    async def _ask_before_leaving(self) -> None:
        question = ConfirmDialog("เก็บข้อความที่พิมพ์ไว้หรือไม่", yes="เก็บ", no="ทิ้ง")
        kept = await self.app.push_screen_wait(question)
        self.dismiss(self._text if kept else None)


async def write_and_do(
    screen: KmScreen[Any],
    title: str,
    text: str,
    field_key: FieldKey,
    operation: Callable[[str], Awaitable[T]],
) -> T | None:
    """Ask for a longer text and return the result of `operation`, or None for Escape.

    The text is saved as a draft of this field from the first key on, until it is stored or
    discarded; an orphaned draft of a program that ended is loaded the next time. If `operation`
    raises a KmError, that is shown and the dialog opens again. Must run in a worker.
    """
    office = screen.workspace
    draft = (office.session, 0, text, office.who, now())
    typed = TypedText(field_key.subject, field_key.subject_id, *draft, field=field_key.field)
    begun = await _left_text(screen, field_key)

    def note(changed: str) -> None:
        if clean(changed).strip() != text.strip():
            office.writer.queue_draft(replace(typed, text=changed, at=now()))

    while True:
        dialog = TextDialog(title, text, begun, note)
        answer = await screen.app.push_screen_wait(dialog)
        if answer is None:
            office.writer.discard_draft(*field_key)
            return None
        try:
            done = await operation(answer)
        except KmError as refusal:
            screen.show_error(refusal)
            begun = answer
        else:
            office.writer.discard_draft(*field_key)
            return done


async def _left_text(screen: KmScreen[Any], place: FieldKey) -> str | None:
    """Return an orphaned draft of this field, taken over by this session; show a message."""
    office = screen.workspace
    folder = office.paths.rescue
    left = await screen.call(orphaned_draft_at, place, folder, office.session)
    if left is None:
        return None
    if left.session != office.session:
        await screen.call(take_over_draft, left, office.session, folder)
    screen.show_message("นำข้อความที่พิมพ์ค้างไว้กลับมาแล้ว")
    return left.text
