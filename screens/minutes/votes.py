"""The dialog of the votes on a resolution: by acclamation, by count, and dissents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from functools import partial

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Vertical

from kmtui.thai.digits import thai_digits
from kmtui.thai.folding import fold
from models.editing.cell_values import time_from, time_text
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
    """The result that a member dissents; member and reason are asked for next."""


class NoDissent(Struct, frozen=True):
    """The result that a dissent is withdrawn."""

    dissent_id: int


class NoVotes:
    """The result that the votes are withdrawn."""


class Recount(Struct, frozen=True):
    """The corrected time of the resolution (None: unknown), and the number of members present."""

    made_at: time | None
    present: int


Answer = Votes | Dissenting | NoDissent | NoVotes | Recount
_SHOWN = 6  # members below the field
_CASTING = {"": CastingVote.NONE, "ห": CastingVote.FOR, "ม": CastingVote.AGAINST}


class VotesDialog(KmDialog[Answer | None]):
    """Asks for votes, dissents or their withdrawal; returns the choice, None for Escape."""

    CSS_PATH = "resolution.tcss"
    keys_label = "กดเลขเลือก   Esc ยกเลิก"
    BINDINGS = bindings(*VOTES_PAGE.commands)
    PAGE = VOTES_PAGE

    def __init__(self, view: ResolutionView, roll: Roll, refused: Votes | None = None) -> None:
        """Prepare the dialog; `roll` is that of the item, without recused members."""
        super().__init__()
        self._view = view
        self._roll = roll
        self._refused = refused
        self._is_secret = False

    async def on_mount(self) -> None:
        """Show refused counts again for correction."""
        if self._refused is not None:
            await self.action_choose_votes(6 if self._refused.secret else 2)

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
        """Carry out the option with this number, as listed; most open a further dialog."""
        if number == 1:
            self.dismiss(Votes(by_acclamation=True))
        elif number in (2, 6):
            self._is_secret = number == 6
            fields = _count_fields(self._refused or self._view.votes or Votes())
            title = "คะแนนเสียงจากการลงคะแนนลับ" if self._is_secret else "คะแนนเสียง"
            await self.app.push_screen(
                PromptDialog(title, fields, about=self._view.id), self._counted
            )
        elif number == 7:
            await self._ask_count()
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
        """Withdraw the only dissent at once; ask which one if there are several."""
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
        casting, secret = _CASTING[answer[3][:1]], self._is_secret
        votes = Votes(in_favour, against, abstained, casting_vote=casting, secret=secret)
        if votes.is_undecided and votes.total == self._view.present_count:
            title = "คะแนนเท่ากัน ประธานออกเสียงชี้ขาด"
            self.app.push_screen(
                ListDialog(title, ["เห็นชอบ", "ไม่เห็นชอบ"]), lambda at: self._cast(votes, at)
            )
        else:
            self.dismiss(votes)

    def _cast(self, votes: Votes, at: int | None) -> None:
        """Close the dialog with the casting vote added; show a message if none was chosen."""
        if at is None:
            self.show_message("ยังไม่บันทึกคะแนน คะแนนเท่ากันต้องมีเสียงชี้ขาดของประธาน", "warning")
            return
        casting = (CastingVote.FOR, CastingVote.AGAINST)[at]
        self.dismiss(replace(votes, casting_vote=casting))

    async def _ask_count(self) -> None:
        """Ask for the time of the resolution and the number of members present."""
        made_at = self._view.made_at
        least, most = self._roll.present_at(made_at)
        fits = least <= self._view.present_count <= most
        count = self._view.present_count if fits else most
        fields = [
            PromptField("เวลาลงมติ", time_text(made_at), time_from, "เว้นว่างถ้าไม่ทราบ"),
            PromptField(
                "ผู้มาประชุมขณะนั้น", thai_digits(count), _count, f"ตามรายชื่อไม่เกิน {thai_digits(most)}"
            ),
        ]
        title = "เวลาลงมติและจำนวนกรรมการในที่ประชุม"
        dialog = PromptDialog(title, fields, about=self._view.id)
        await self.app.push_screen(dialog, self._recounted)

    def _recounted(self, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            self.dismiss(Recount(time_from(answer[0]), _count(answer[1])))

    def action_cancel(self) -> None:
        """Close without a choice."""
        self.dismiss(None)


def present_member(roll: Roll, typed: str) -> RollEntry:
    """Return the entry of the present member with the number, or the part of a name, typed.

    Raises:
        ValueError: no present member or several are meant; carries a Thai sentence.
    """
    found = members_meant(roll, typed)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValueError("ไม่มีผู้มาประชุมลำดับหรือชื่อนี้ พิมพ์ลำดับในรายชื่อ เช่น ๔ หรือส่วนหนึ่งของชื่อ")
    raise ValueError(f"หมายถึงผู้ใด พิมพ์เพิ่มหรือพิมพ์ลำดับ: {_called(found)}")


def members_meant(roll: Roll, typed: str) -> list[RollEntry]:
    """Return the present members with this number (either layout), else with this in the name."""
    number = number_answered(typed)
    by_number = [entry for entry in roll.present if entry.number == number]
    if by_number or not typed.strip():
        return by_number
    wanted = fold(typed.strip())
    return [entry for entry in roll.present if wanted in fold(f"{entry.name} {entry.title}")]


def member_field(roll: Roll) -> PromptField:
    """Return the field for a present member; matching members are shown while the user types."""

    async def meant(typed: str) -> str:
        return _called(members_meant(roll, typed) if typed.strip() else roll.present)

    check = partial(present_member, roll)
    return PromptField("ผู้เห็นแย้ง", check=check, hint="ลำดับ หรือส่วนหนึ่งของชื่อ", notice=meant)


def _called(entries: Sequence[RollEntry]) -> str:
    """Return numbers and names of the first matches, and the number of the others."""
    said = "  ".join(f"{thai_digits(each.number)} {each.name}" for each in entries[:_SHOWN])
    more = len(entries) - _SHOWN
    return f"{said}  และอีก {thai_digits(more)} คน" if more > 0 else said


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
