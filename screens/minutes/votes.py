"""The dialog of the votes on a resolution: by acclamation, by count, and dissents."""

from __future__ import annotations

from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical

from kmtui.thai.digits import thai_digits
from models.meetings.roll import Roll, RollEntry
from models.minutes.snapshot import ResolutionView
from models.minutes.vote_counts import CastingVote, Votes
from screens.base.screen import KmDialog
from screens.commands.command import bindings
from screens.commands.minutes import CHOOSE_VOTES, VOTES_PAGE
from screens.dialogs.choices import ListDialog
from screens.dialogs.prompt import PromptDialog, PromptField
from screens.minutes.speaker_field import number_answered
from screens.widgets.label import LabelLine, ThaiLabel, lines


class Dissenting:
    """A member dissents; the member and the reason are asked for next."""


@dataclass(frozen=True)
class NoDissent:
    """This dissent is withdrawn."""

    dissent_id: int


class NoVotes:
    """The votes are withdrawn."""


Answer = Votes | Dissenting | NoDissent | NoVotes
_CASTING = {"": CastingVote.NONE, "ห": CastingVote.FOR, "ม": CastingVote.AGAINST}


class VotesDialog(KmDialog[Answer | None]):
    """Returns what is to be recorded or withdrawn, None for Escape."""

    CSS_PATH = "resolution.tcss"
    BINDINGS = bindings(*VOTES_PAGE.commands)
    PAGE = VOTES_PAGE

    def __init__(self, view: ResolutionView, refused: Votes | None = None) -> None:
        super().__init__()
        self._view = view
        self._refused = refused

    async def on_mount(self) -> None:
        """Ask for the counts again, as they were typed, if they were refused before."""
        if self._refused is not None:
            await self.action_choose_votes(2)

    def compose(self) -> ComposeResult:
        """Compose the resolution, the number of members present, the votes and the options."""
        present = thai_digits(self._view.present_count)
        with Vertical(classes="dialog"):
            yield ThaiLabel(("คะแนนเสียงของมติ", "bold"), f"  ผู้มาประชุมขณะนั้น {present} คน")
            yield ThaiLabel(self._view.text, id="quorum")
            yield ThaiLabel(*self._recorded(), id="recorded")
            for command in CHOOSE_VOTES:
                number = thai_digits(command.argument or "")
                yield ThaiLabel(f"{number} {command.label}")

    async def action_choose_votes(self, number: int) -> None:
        """Take the way with this number; most ask further."""
        if number == 1:
            self.dismiss(Votes(by_acclamation=True))
        elif number == 2:
            fields = _count_fields(self._refused or self._view.votes or Votes())
            await self.app.push_screen(
                PromptDialog("คะแนนเสียง", fields, about=self._view.id), self._counted
            )
        elif number == 3:
            self.dismiss(Dissenting())
        elif number == 4:
            self._withdraw_votes()
        else:
            await self._withdraw_dissent()

    def _recorded(self) -> list[LabelLine]:
        said = [self._view.votes.sentence] if self._view.votes else []
        said += [f"เห็นแย้ง: {each.name} {each.reason}" for each in self._view.dissents]
        return [line for each in said for line in lines(("บันทึกแล้ว ", "$text-muted"), each)]

    def _withdraw_votes(self) -> None:
        if self._view.votes is None:
            self.show_message("มตินี้ยังไม่มีคะแนนที่บันทึกไว้")
        else:
            self.dismiss(NoVotes())

    async def _withdraw_dissent(self) -> None:
        """Withdraw the only dissent at once; let the user choose one of several."""
        dissents = self._view.dissents
        if not dissents:
            self.show_message("มตินี้ยังไม่มีความเห็นแย้งที่บันทึกไว้")
        elif len(dissents) == 1:
            self.dismiss(NoDissent(dissents[0].id))
        else:
            rows = [f"{each.name} {each.reason}" for each in dissents]
            await self.app.push_screen(ListDialog("ลบความเห็นแย้งของ", rows), self._withdrawn)

    def _withdrawn(self, place: int | None) -> None:
        if place is not None:
            self.dismiss(NoDissent(self._view.dissents[place].id))

    def _counted(self, answer: tuple[str, ...] | None) -> None:
        if answer is None:
            return
        in_favour, against, abstained = map(_count, answer[:3])
        casting = _CASTING[answer[3][:1]]
        self.dismiss(Votes(in_favour, against, abstained, casting_vote=casting))

    def action_cancel(self) -> None:
        """Record nothing."""
        self.dismiss(None)


def present_member(roll: Roll, typed: str) -> RollEntry:
    """Return the entry of the present member with the number typed.

    Raises:
        ValueError: no present member has it; carries a Thai sentence.
    """
    number = number_answered(typed)
    for entry in roll.present:
        if entry.number == number:
            return entry
    raise ValueError("พิมพ์ลำดับของผู้มาประชุมในรายชื่อ เช่น ๔")


def _count_fields(votes: Votes) -> list[PromptField]:
    counts = (
        ("เห็นชอบ", votes.votes_for),
        ("ไม่เห็นชอบ", votes.votes_against),
        ("งดออกเสียง", votes.abstained),
    )
    letter = next(key for key, value in _CASTING.items() if value == votes.casting_vote)
    casting = PromptField("ประธานชี้ขาด", letter, _casting, "ห = เห็นชอบ ม = ไม่เห็นชอบ เว้นว่างถ้าไม่มี")
    return [*(PromptField(label, thai_digits(count), _count) for label, count in counts), casting]


def _count(typed: str) -> int:
    number = number_answered(typed)
    if number is None:
        raise ValueError("พิมพ์จำนวนเสียงเป็นตัวเลข เช่น ๗")
    return number


def _casting(typed: str) -> str:
    if typed[:1] not in _CASTING:
        raise ValueError("พิมพ์ ห (เห็นชอบ) หรือ ม (ไม่เห็นชอบ) หรือเว้นว่าง")
    return typed
