"""The preview of find and replace, in which the user deselects some occurrences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kmtui.thai.digits import thai_digits
from screens.base.screen import KmDialog
from screens.commands.command import bindings
from screens.commands.meetings import REPLACE_PAGE
from screens.widgets.label import ThaiLabel, WrappedLines, lines


class ShownPlace(Struct, frozen=True):
    """An occurrence: the label of its location, and the found text between its context."""

    label: str
    before: str
    words: str
    after: str


class PlacesDialog(KmDialog[tuple[int, ...] | None]):
    """Shows every occurrence with its replacement; returns the indexes of the selected ones.

    The indexes count from 0 in the given order; None for Escape.
    """

    no_draft = "nothing is typed here"
    CSS_PATH = Path(__file__).with_name("places.tcss")
    BINDINGS = bindings(*REPLACE_PAGE.commands)
    AUTO_FOCUS = "#places"

    def __init__(self, places: Sequence[ShownPlace], replacement: str) -> None:
        super().__init__()
        self._places = tuple(places)
        self._replacement = replacement
        self._chosen = set(range(len(places)))

    def compose(self) -> ComposeResult:
        """Compose the number of occurrences, their list, and the keys."""
        with Vertical(classes="dialog"):
            yield ThaiLabel("", id="places-title")
            yield OptionList(id="places", compact=True, markup=False)
            yield ThaiLabel(self.sentence("Enter แทนที่   Space เลือก/ไม่เลือก   F4 ทั้งหมด   Esc ยกเลิก"))

    def on_mount(self) -> None:
        """Show the occurrences, all selected."""
        self._show(0)

    def _show(self, at: int) -> None:
        rows = self.query_one("#places", OptionList)
        rows.clear_options()
        rows.add_options(Option(self._row(number)) for number in range(len(self._places)))
        rows.highlighted = at
        chosen, found = thai_digits(len(self._chosen)), thai_digits(len(self._places))
        title = f"แทนที่ {chosen} จาก {found} แห่ง"
        self.query_one("#places-title", ThaiLabel).update((title, "bold"))

    def _row(self, number: int) -> WrappedLines:
        place, is_chosen = self._places[number], number in self._chosen
        new = (self._replacement, "bold $success") if is_chosen else (place.words, "")
        old = (f"[{place.words}→]" if is_chosen else "", "strike $text-muted")
        label = f"{'☑' if is_chosen else '☐'} {place.label}"
        shown = lines((label, "$text-muted"))
        shown += lines(place.before, old, new, place.after, indent=4)
        return WrappedLines(tuple(shown))

    def action_toggle_place(self) -> None:
        """Select or deselect the occurrence under the cursor."""
        at = self.query_one("#places", OptionList).highlighted
        if at is not None:
            self._chosen ^= {at}
            self._show(at)

    def action_toggle_all(self) -> None:
        """Select all occurrences, or deselect them if all are selected."""
        at = self.query_one("#places", OptionList).highlighted or 0
        everything = set(range(len(self._places)))
        self._chosen = set() if self._chosen == everything else everything
        self._show(at)

    def action_replace_chosen(self) -> None:
        """Close with the indexes of the selected occurrences, from 0, in ascending order."""
        self.dismiss(tuple(sorted(self._chosen)))

    def action_cancel(self) -> None:
        """Close without replacing anything; the result is None."""
        self.dismiss(None)
