"""A small form: a few lines of text in one dialog."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Hashable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kmtui.thai.dates import DateStyle, format_date
from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.text import clean
from kmtui.thai.when.typed import digits_meant
from models.errors import KmError
from screens.base.screen import KmDialog, KmScreen
from screens.commands.command import bindings
from screens.commands.everywhere import CANCEL, EARLIER_FIELD, NEXT_FIELD, OTHER_FIELD, REDRAW
from screens.dialogs.choices import ConfirmDialog
from screens.widgets.dialog_body import DialogBody
from screens.widgets.input import ThaiInput
from screens.widgets.label import ThaiLabel
from screens.widgets.understood import UnderstoodLine, reads_day_or_time

_MOST_DIGITS = 9
_AROUND_FIELDS = 8  # frame, padding, three lines of an error and the keys
_A_WORD = "ก"  # a check that refuses it is one for a date, a time or a number

NEW = "new"  # for forms that create a record: independent of the selected record

T = TypeVar("T")
Check = Callable[[str], object]
Notice = Callable[[str], Awaitable[str]]


class PromptField(Struct, frozen=True):
    """A line to fill in.

    Attributes:
        value: the stored text, shown at first.
        check: receives the text and refuses it by a KmError or a ValueError (DateError) whose
            message is a Thai sentence. A day or time that it returns is shown in full below the
            field.
        hint: an example, shown while the field is empty.
        notice: called whenever the text changes; its result is shown below the field, too.
        begun: an earlier draft of the field, shown instead of `value`; None if there is none.
    """

    label: str
    value: str = ""
    check: Check | None = None
    hint: str = ""
    notice: Notice | None = None
    begun: str | None = None


class PromptDialog(KmDialog[tuple[str, ...] | None]):
    """A form of text lines; returns them cleaned, or None for Escape.

    Enter moves to the next field, and closes the form at the last. A refused text stays, with the
    error below the fields.
    """

    CSS_PATH = Path(__file__).with_name("prompt.tcss")
    keys_label = "Enter ตกลง   Esc ยกเลิก"
    BINDINGS = bindings(CANCEL, NEXT_FIELD, OTHER_FIELD, EARLIER_FIELD, REDRAW)

    def __init__(
        self,
        title: str,
        fields: Sequence[PromptField],
        fault: str = "",
        about: Hashable = None,
        at: int = 0,
    ) -> None:
        """Initialize the form.

        Args:
            title: shown above the fields.
            fields: the fields.
            fault: the error shown from the beginning.
            about: the record of the form; None for the one selected on the screen.
            at: the index of the field that the cursor is in at first.
        """
        super().__init__()
        self.about = about
        self._first = at
        self._title = title
        self._fault = f"✗ {fault}" if fault else ""
        self.fields = tuple(fields)
        self._inputs: list[ThaiInput] = []
        self._notices: dict[int, ThaiLabel] = {}
        self._meanings: dict[int, UnderstoodLine] = {}

    def compose(self) -> ComposeResult:
        """Yield title, labelled fields, and a line for errors."""
        with Vertical(classes="prompt"):
            with DialogBody(_AROUND_FIELDS):
                yield ThaiLabel((self._title, "bold"), classes="prompt-title")
                yield from self.compose_notes()
                for place, field in enumerate(self.fields):
                    yield from self._compose_field(place, field)
            yield ThaiLabel(self._fault, classes="prompt-fault")

    def _compose_field(self, place: int, field: PromptField) -> ComposeResult:
        """Yield a labelled field; below it the parsed day or time, and its notice."""
        text = field.value if field.begun is None else field.begun
        self._inputs.append(ThaiInput(text, field.hint))
        is_read = field.check is not None and reads_day_or_time(field.check)
        with Horizontal(classes="prompt-field -read" if is_read else "prompt-field"):
            yield ThaiLabel(field.label, classes="prompt-label")
            yield self._inputs[-1]
        if field.check is not None and is_read:
            self._meanings[place] = UnderstoodLine(field.check, classes="prompt-meaning")
            yield self._meanings[place]
        if field.notice is not None:
            self._notices[place] = ThaiLabel("", classes="prompt-notice")
            yield self._notices[place]

    def compose_notes(self) -> ComposeResult:
        """Yield widgets between title and fields; none by default."""
        yield from ()

    @property
    def form_title(self) -> str:
        """The title of the dialog, by which a draft of its fields is listed."""
        return self._title

    @property
    def form_base(self) -> Sequence[str]:
        """The stored texts of the fields, before the user typed."""
        both = zip(self.fields, self._inputs, strict=True)
        return tuple(f.value if f.begun is not None else line.typed for f, line in both)

    def field_label(self, field: ThaiInput) -> str:
        """Return the label of the field."""
        return self.fields[self._inputs.index(field)].label

    def on_mount(self) -> None:
        """Focus the first field, or the one that was refused."""
        self.set_focus(self._inputs[self._first])

    def on_key(self, event: events.Key) -> None:
        """Insert a character typed before the first field had the focus."""
        if event.is_printable and event.character:
            self._inputs[self._first].insert_text_at_cursor(event.character)

    @on(Input.Changed)
    def _look_at(self, event: Input.Changed) -> None:
        place = next(at for at, each in enumerate(self._inputs) if each is event.input)
        if place in self._meanings:
            self._meanings[place].show_meaning(self._text(place))
        if self.fields[place].notice is not None:
            self._notice(place)

    @work(exclusive=True, group="notice")
    async def _notice(self, place: int) -> None:
        """Show the notice for the present text below the field; errors are suppressed."""
        notice = self.fields[place].notice
        if notice is None:
            return
        with contextlib.suppress(KmError):
            said = await notice(self._text(place))
            # The dialog may have been closed in the meantime.
            if self.is_attached and self.is_running:
                self._notices[place].update(said)

    async def action_next_field(self) -> None:
        """Check this field and focus the next; at the last one, check all and return the texts.

        A refused field keeps the focus, with the error below the fields.
        """
        await self.wait_for_pending_keys()
        place = self._place
        if place + 1 < len(self._inputs):
            if self._is_accepted(place):
                self._go_to(place + 1)
        elif all(self._is_accepted(each) for each in range(len(self._inputs))):
            self.dismiss(tuple(self._text(each) for each in range(len(self._inputs))))

    async def action_other_field(self) -> None:
        """Focus the next field, from the last one the first."""
        await self.wait_for_pending_keys()
        self._go_to((self._place + 1) % len(self._inputs))

    async def action_earlier_field(self) -> None:
        """Focus the previous field, from the first one the last."""
        await self.wait_for_pending_keys()
        self._go_to((self._place - 1) % len(self._inputs))

    async def action_cancel(self) -> None:
        """Return None; if something was typed, ask whether to keep it as a draft first."""
        await self.wait_for_pending_keys()
        self.form.note()
        if self.form.is_changed:
            self._ask_before_leaving()
        else:
            self.dismiss(None)

    @work(exclusive=True, group="act")
    async def _ask_before_leaving(self) -> None:
        ask = ConfirmDialog("ทิ้งที่พิมพ์ไว้ในแบบฟอร์มนี้หรือไม่", yes="ทิ้ง", no="เก็บไว้พิมพ์ต่อ", danger=True)
        if await self.app.push_screen_wait(ask):
            self.form.throw_away()
        self.dismiss(None)

    @property
    def _place(self) -> int:
        """The index of the focused field."""
        return next((at for at, each in enumerate(self._inputs) if each.has_focus), 0)

    def _text(self, place: int) -> str:
        """Return the field's text.

        If only digits are accepted, Thai-layout letters become digits.
        """
        typed, check = self._inputs[place].value.strip(), self.fields[place].check
        meant = clean(digits_meant(typed))
        if check is not None and not _takes(check, _A_WORD) and _takes(check, meant):
            return meant
        return clean(typed)

    def _go_to(self, place: int) -> None:
        self.set_focus(self._inputs[place])

    def _is_accepted(self, place: int) -> bool:
        """Check the field's text; show the error and focus the field if it is refused."""
        check, fault = self.fields[place].check, self.query_one(".prompt-fault", ThaiLabel)
        try:
            if check is not None:
                check(self._text(place))
        except (KmError, ValueError) as refusal:
            fault.update(f"✗ {refusal}")
            self._go_to(place)
            return False
        fault.update("")
        return True


class QueryDialog(PromptDialog):
    """A form for a query, such as a filter; its text is never stored or kept as a draft."""

    no_draft = "it asks what to show; nothing of it is stored"


def _takes(check: Check, text: str) -> bool:
    try:
        check(text)
    except (KmError, ValueError):
        return False
    return True


def number_or_nothing(text: str) -> int | None:
    """Parse a number, ignoring a year after a slash; return None for empty text.

    Raises:
        ValueError: the text is no number, or too long; the message is a Thai sentence.
    """
    digits = arabic_digits(text).partition("/")[0].strip()
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError("พิมพ์เป็นตัวเลข เช่น ๑๒ หรือเว้นว่างไว้ตามที่บอกในช่อง")
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"ตัวเลขยาวเกินไป พิมพ์ไม่เกิน {thai_digits(_MOST_DIGITS)} หลัก")
    return int(digits)


def refused_field(fields: Sequence[PromptField], answer: Sequence[str], error: str) -> int:
    """Return the index of the field that an error is about.

    The one whose text or date the error cites, else the one whose label it names, else the first.
    """
    cited = thai_digits(error)
    for at, text in enumerate(answer):
        if any(each in cited for each in _as_cited(fields[at], text)):
            return at
    return next((at for at, field in enumerate(fields) if field.label in error), 0)


def _as_cited(field: PromptField, text: str) -> list[str]:
    """Return how an error may quote the field: as typed, or as a date in full or short form."""
    said = [thai_digits(text)] if len(text) > 1 else []
    meant = field.check(text) if field.check is not None else None
    if isinstance(meant, date):
        said += [format_date(meant, style) for style in DateStyle]
    return said


async def ask_and_do(
    screen: KmScreen[Any],
    title: str,
    fields: Sequence[PromptField],
    operation: Callable[[tuple[str, ...]], Awaitable[T]],
    about: Hashable = None,
) -> T | None:
    """Ask for lines of text and return the result of `operation`, or None for Escape.

    If `operation` raises a KmError, the form opens again with the error and the typed text. Must
    run in a worker. `about` is the record of the form; None for the one selected on the screen.
    """
    fault, at = "", 0
    while True:
        dialog = PromptDialog(title, fields, fault, about, at)
        answer = await screen.app.push_screen_wait(dialog)
        if answer is None:
            return None
        try:
            result = await operation(answer)
        except KmError as refusal:
            fault = str(refusal)
            at = refused_field(fields, answer, fault)
            fields = [replace(f, begun=text) for f, text in zip(fields, answer, strict=True)]
        else:
            dialog.form.finish()
            return result
