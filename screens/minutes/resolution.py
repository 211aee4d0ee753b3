"""The dialog of a resolution: its outcome by one key, its suggested wording for editing."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from kmtui.thai.digits import thai_digits
from models.meetings.roll import Roll
from models.minutes.decisions.wording import suggested_wording
from models.minutes.records import Outcome
from screens.base.screen import KmDialog
from screens.commands.command import bindings
from screens.commands.minutes import RESOLUTION_PAGE
from screens.editing.snippet_expander import SnippetExpander
from screens.meetings.status import roll_label
from screens.widgets.label import LabelLine, ThaiLabel, lines
from screens.widgets.text_area import ThaiTextArea


class ResolutionDraft(Struct, frozen=True):
    """The content of the dialog, and its result; a result always has an outcome."""

    outcome: Outcome | None
    text: str


Note = Callable[[ResolutionDraft | None], None]


class OutcomeRow(Vertical, can_focus=True):
    """The row of outcomes with their numbers."""

    def compose(self) -> ComposeResult:
        """Compose the row of outcomes."""
        yield ThaiLabel("", id="outcomes")

    def show(self, selected: Outcome | None) -> None:
        """Show the outcomes with the selected one marked."""
        shown: list[LabelLine] = []
        for number, outcome in enumerate(Outcome, 1):
            sign, style = ("▸", "bold reverse") if outcome == selected else (" ", "")
            shown += lines((f"{sign} {thai_digits(number)} {outcome.label}", style))
        self.query_one("#outcomes", ThaiLabel).update(*shown)


class ResolutionDialog(KmDialog[ResolutionDraft | None]):
    """Asks for a resolution of the meeting; returns it, or None for Escape.

    With a quorum รับทราบ needs no wording of its own and returns at once: two keys with the one
    that opened it.
    """

    no_draft = "the wording is a draft of the meeting"
    CSS_PATH = "resolution.tcss"
    keys_label = "Enter บันทึก   F7 ย่อหน้าใหม่   Tab ขยายคำย่อ   Esc พักไว้"
    BINDINGS = bindings(*RESOLUTION_PAGE.commands)
    AUTO_FOCUS = "OutcomeRow"

    def __init__(
        self,
        item_title: str,
        roll: Roll,
        snippets: SnippetExpander,
        draft: ResolutionDraft | None = None,
        is_recorded: bool = False,
        note: Note = lambda _draft: None,
    ) -> None:
        """Prepare the dialog.

        Args:
            roll: the roll of the item, without recused members.
            draft: the content to begin with; None for a new resolution.
            is_recorded: whether the resolution is stored already: its outcome cannot be changed.
            note: called at every key with the content; with None while it is only the suggested
                text.
        """
        super().__init__()
        self._item_title = item_title
        self._roll = roll
        self._snippets = snippets
        self._draft = draft
        self._is_recorded = is_recorded
        self._note = note
        self._outcome = draft.outcome if draft else None

    def compose(self) -> ComposeResult:
        """Compose the outcomes, the wording and the quorum."""
        with Vertical(classes="dialog"):
            yield ThaiLabel(("มติที่ประชุม", "bold"), "  กดเลขเลือกผล แล้ว Enter บันทึก")
            yield OutcomeRow()
            yield ThaiTextArea(self._draft.text if self._draft else "", id="wording")
            yield ThaiLabel(self._quorum_words(), id="quorum")

    def on_mount(self) -> None:
        """Focus the wording of an existing resolution, the outcomes of a new one."""
        self.query_one(OutcomeRow).show(self._outcome)
        if self._draft is not None:
            area = self.query_one(ThaiTextArea)
            area.move_cursor(area.document.end)
            self.set_focus(area)
            self.query_one(OutcomeRow).display = not self._is_recorded

    @on(ThaiTextArea.Changed)
    def _note_typing(self) -> None:
        text = self.query_one(ThaiTextArea).text
        own = text.strip() and text != self._suggested
        self._note(ResolutionDraft(self._outcome, text) if own else None)

    @property
    def _suggested(self) -> str:
        """The suggested wording for the outcome; empty for an existing resolution."""
        if self._outcome is None or self._is_recorded:
            return ""
        return suggested_wording(self._outcome, self._item_title)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the outcome keys while the wording has the focus."""
        del parameters
        return action != "pick_outcome" or not isinstance(self.focused, ThaiTextArea)

    def action_pick_outcome(self, number: int) -> None:
        """Select the outcome with this number in `Outcome`, from 1."""
        self.choose(list(Outcome)[number - 1])

    def _quorum_words(self) -> str:
        if self._roll.has_quorum:
            return roll_label(self._roll)
        return f"⚠ องค์ประชุมไม่ครบ มตินี้จะบันทึกพร้อมจำนวนผู้มา  {roll_label(self._roll)}"

    def choose(self, outcome: Outcome) -> None:
        """Select the outcome, and write its suggested wording unless the user has typed one.

        รับทราบ closes the dialog at once if there is a quorum.
        """
        area = self.query_one(ThaiTextArea)
        is_own = area.text.strip() not in ("", self._suggested)
        self._outcome = outcome
        wording = area.text if is_own else self._suggested
        if outcome == Outcome.NOTED and self._roll.has_quorum:
            self.dismiss(ResolutionDraft(outcome, wording))
            return
        self.query_one(OutcomeRow).show(outcome)
        area.load_text(wording)
        area.move_cursor(area.document.end)
        self.set_focus(area)

    async def action_store(self) -> None:
        """Close with the resolution; show a message if outcome or wording is missing."""
        await self.wait_for_pending_keys()
        text = self.query_one(ThaiTextArea).text
        if self._outcome is None:
            self.show_message("ยังไม่ได้เลือกผลของมติ กดเลข ๑ ถึง ๙", "warning")
        elif not text.strip():
            self.show_message("มติยังไม่มีข้อความ พิมพ์มติก่อนแล้วกด Enter", "warning")
        else:
            self.dismiss(ResolutionDraft(self._outcome, text))

    async def action_next_field(self) -> None:
        """Expand the snippet before the cursor; without one focus the next field."""
        await self.wait_for_pending_keys()
        area = self.query_one(ThaiTextArea)
        if self.focused is not area or not self._snippets.expand(area):
            self.focus_next()

    async def action_paragraph(self) -> None:
        """Insert a line break into the wording."""
        area = self.query_one(ThaiTextArea)
        area.replace("\n", *area.selection)

    async def action_cancel(self) -> None:
        """Close with None; the draft of the text is kept."""
        await self.wait_for_pending_keys()
        self.dismiss(None)
