"""A small form: a few lines of text asked for in one dialog."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from kmtui.thai.dates import digits_meant
from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.text import clean
from models.errors import KmError
from screens.base.screen import KmScreen
from screens.base.typeahead_dialog import TypeAheadDialog
from screens.commands.command import bindings
from screens.commands.everywhere import CANCEL, EARLIER_FIELD, NEXT_FIELD, OTHER_FIELD, REDRAW
from screens.widgets.input import ThaiInput
from screens.widgets.label import ThaiLabel

_MOST_DIGITS = 9
_A_WORD = "ก"  # a check that refuses it asks for a date, a time or a number

T = TypeVar("T")
Check = Callable[[str], object]
Notice = Callable[[str], Awaitable[str]]


@dataclass(frozen=True)
class PromptField:
    """One line to fill in. `check` is given the text and refuses it by raising.

    What it raises is a KmError or a ValueError (DateError) whose message is a Thai sentence.
    `notice` is asked whenever the text changes; what it answers stands under the field.
    """

    label: str
    value: str = ""
    check: Check | None = None
    hint: str = ""
    notice: Notice | None = None


class PromptDialog(TypeAheadDialog[tuple[str, ...] | None]):
    """Asks for lines of text; returns them cleaned, or None for Escape.

    Enter goes to the next field and answers at the last. A text that a check refuses stays, with
    the sentence under the fields.
    """

    CSS_PATH = Path(__file__).with_name("prompt.tcss")
    BINDINGS = bindings(CANCEL, NEXT_FIELD, OTHER_FIELD, EARLIER_FIELD, REDRAW)

    def __init__(self, title: str, fields: Sequence[PromptField], fault: str = "") -> None:
        """`fault` is the sentence that stands under the fields from the beginning."""
        super().__init__()
        self._title = title
        self._fault = f"✗ {fault}" if fault else ""
        self._fields = tuple(fields)
        self._inputs: list[ThaiInput] = []
        self._notices: dict[int, ThaiLabel] = {}

    def compose(self) -> ComposeResult:
        """The title, the fields with their labels, and room for a refusal."""
        with Vertical(classes="prompt"):
            yield ThaiLabel((self._title, "bold"), classes="prompt-title")
            yield from self.compose_notes()
            for field in self._fields:
                self._inputs.append(ThaiInput(field.value, field.hint))
                with Horizontal(classes="prompt-field"):
                    yield ThaiLabel(field.label, classes="prompt-label")
                    yield self._inputs[-1]
                if field.notice is not None:
                    label = ThaiLabel("", classes="prompt-notice")
                    self._notices[len(self._inputs) - 1] = label
                    yield label
            yield ThaiLabel(self._fault, classes="prompt-fault")
            yield ThaiLabel("Enter ตกลง   Esc ยกเลิก", classes="prompt-keys")

    def compose_notes(self) -> ComposeResult:
        """What stands between the title and the fields: nothing here."""
        yield from ()

    def on_mount(self) -> None:
        """Stand in the first field."""
        self.set_focus(self._inputs[0])

    def on_key(self, event: events.Key) -> None:
        """Take a character typed before the first field had the focus."""
        if event.is_printable and event.character:
            self._inputs[0].insert_text_at_cursor(event.character)

    @on(Input.Changed)
    def _look_at(self, event: Input.Changed) -> None:
        place = next(at for at, each in enumerate(self._inputs) if each is event.input)
        if self._fields[place].notice is not None:
            self._notice(place)

    @work(exclusive=True, group="notice")
    async def _notice(self, place: int) -> None:
        """Say under the field what its notice says of the text so far; a fault says nothing."""
        notice = self._fields[place].notice
        if notice is None:
            return
        with contextlib.suppress(KmError):
            said = await notice(self._text(place))
            # The dialog may have been answered meanwhile.
            if self.is_attached and self.is_running:
                self._notices[place].update(said)

    async def action_next_field(self) -> None:
        """Check this field, then go to the next one; at the last check all and answer."""
        await self.wait_for_pending_keys()
        place = self._place
        if place + 1 < len(self._inputs):
            if self._is_accepted(place):
                self._go_to(place + 1)
        elif all(self._is_accepted(each) for each in range(len(self._inputs))):
            self.dismiss(tuple(self._text(each) for each in range(len(self._inputs))))

    async def action_other_field(self) -> None:
        """Go to the next field, from the last one to the first."""
        await self.wait_for_pending_keys()
        self._go_to((self._place + 1) % len(self._inputs))

    async def action_earlier_field(self) -> None:
        """Go to the field before, from the first one to the last."""
        await self.wait_for_pending_keys()
        self._go_to((self._place - 1) % len(self._inputs))

    def action_cancel(self) -> None:
        """Answer nothing."""
        self.dismiss(None)

    @property
    def _place(self) -> int:
        """The place of the field that has the focus, counted from 0."""
        return next((at for at, each in enumerate(self._inputs) if each.has_focus), 0)

    def _text(self, place: int) -> str:
        """What the field answers; digits where only they can be meant, on whichever layout."""
        typed, check = self._inputs[place].value.strip(), self._fields[place].check
        meant = clean(digits_meant(typed))
        if check is not None and not _takes(check, _A_WORD) and _takes(check, meant):
            return meant
        return clean(typed)

    def _go_to(self, place: int) -> None:
        self.set_focus(self._inputs[place])

    def _is_accepted(self, place: int) -> bool:
        """Whether the field's check lets its text pass; else stand there and say why."""
        check, fault = self._fields[place].check, self.query_one(".prompt-fault", ThaiLabel)
        try:
            if check is not None:
                check(self._text(place))
        except (KmError, ValueError) as refusal:
            fault.update(f"✗ {refusal}")
            self._go_to(place)
            return False
        fault.update("")
        return True


def _takes(check: Check, text: str) -> bool:
    try:
        check(text)
    except (KmError, ValueError):
        return False
    return True


def number_or_nothing(text: str) -> int | None:
    """The number typed, without the year behind a stroke; None where nothing is typed.

    Raises ValueError with its sentence for anything else, and for a number that nobody counts to.
    """
    digits = arabic_digits(text).partition("/")[0].strip()
    if not digits:
        return None
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError("พิมพ์เป็นตัวเลข เช่น ๑๒ หรือเว้นว่างไว้ตามที่บอกในช่อง")
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"ตัวเลขยาวเกินไป พิมพ์ไม่เกิน {thai_digits(_MOST_DIGITS)} หลัก")
    return int(digits)


async def ask_and_do(
    screen: KmScreen[Any],
    title: str,
    fields: Sequence[PromptField],
    operation: Callable[[tuple[str, ...]], Awaitable[T]],
) -> T | None:
    """Ask for lines and hand them to `operation`; what it answers, or None for Escape.

    Where a rule refuses, the same is asked again with its sentence, the words kept. To be awaited
    in a worker.
    """
    fault = ""
    while True:
        answer = await screen.app.push_screen_wait(PromptDialog(title, fields, fault))
        if answer is None:
            return None
        try:
            return await operation(answer)
        except KmError as refusal:
            fault = str(refusal)
            fields = [replace(f, value=text) for f, text in zip(fields, answer, strict=True)]
