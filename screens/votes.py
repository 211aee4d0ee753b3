"""How the meeting voted on a resolution: by acclamation, by count, and who dissents and why."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from kmtui.thai.digits import arabic_digits, thai_digits
from models.meetings import Roll
from models.room import ResolutionView
from models.votes import CastingVote, Votes
from screens.base import KmDialog
from screens.command import bindings
from screens.commands import CHOOSE_VOTES, VOTES_PAGE
from screens.prompt import Field, PromptDialog
from screens.speaker_field import number_typed
from screens.widgets.label import ThaiLabel

Answer = Votes | tuple[int, str]
_CASTING = {"": CastingVote.NONE, "ห": CastingVote.FOR, "ม": CastingVote.AGAINST}


class VotesDialog(KmDialog[Answer | None]):
    """Returns the votes, or a dissent as (line of the roll, reason), or None."""

    CSS_PATH = "resolution.tcss"
    BINDINGS = bindings(*VOTES_PAGE.commands)
    PAGE = VOTES_PAGE

    def __init__(self, view: ResolutionView, roll: Roll) -> None:
        super().__init__()
        self._view = view
        self._roll = roll

    def compose(self) -> ComposeResult:
        """The resolution, the members present, the three ways."""
        present = thai_digits(self._view.present_count)
        with Vertical(classes="dialog"):
            yield ThaiLabel(("คะแนนเสียงของมติ", "bold"), f"  ผู้มาประชุมขณะนั้น {present} คน")
            yield ThaiLabel(self._view.text, id="quorum")
            for command in CHOOSE_VOTES:
                number = thai_digits(command.argument or "")
                yield ThaiLabel(f"{number} {command.label}")

    async def action_choose_votes(self, number: int) -> None:
        """Take the way with this number; the second and third ask further."""
        if number == 1:
            self.dismiss(Votes(by_acclamation=True))
        elif number == 2:
            await self.app.push_screen(PromptDialog("คะแนนเสียง", _count_fields()), self._counted)
        else:
            ask = PromptDialog("ความเห็นแย้ง", [Field("ผู้เห็นแย้ง", check=self._member), Field("เหตุผล")])
            await self.app.push_screen(ask, self._dissented)

    def _counted(self, answer: tuple[str, ...] | None) -> None:
        if answer is None:
            return
        in_favour, against, abstained = map(_count, answer[:3])
        casting = _CASTING[answer[3][:1]]
        self.dismiss(Votes(in_favour, against, abstained, casting_vote=casting))

    def _dissented(self, answer: tuple[str, ...] | None) -> None:
        if answer is not None:
            self.dismiss((self._member(answer[0]), answer[1]))

    def _member(self, typed: str) -> int:
        """The line of the roll with this number. Raises ValueError with a Thai sentence."""
        number = number_typed(typed)
        for entry in self._roll.present:
            if entry.number == number:
                return entry.attendance_id
        raise ValueError("พิมพ์ลำดับของผู้มาประชุมในรายชื่อ เช่น ๔")

    def action_cancel(self) -> None:
        """Record nothing."""
        self.dismiss(None)


def _count_fields() -> list[Field]:
    fields = [Field(label, "0", check=_count) for label in ("เห็นชอบ", "ไม่เห็นชอบ", "งดออกเสียง")]
    casting = Field("ประธานชี้ขาด", check=_casting, hint="ห = เห็นชอบ ม = ไม่เห็นชอบ เว้นว่างถ้าไม่มี")
    return [*fields, casting]


def _count(typed: str) -> int:
    digits = arabic_digits(typed)
    if not (digits.isascii() and digits.isdecimal()):
        raise ValueError("พิมพ์จำนวนเสียงเป็นตัวเลข เช่น ๗")
    return int(digits)


def _casting(typed: str) -> str:
    if typed[:1] not in _CASTING:
        raise ValueError("พิมพ์ ห (เห็นชอบ) หรือ ม (ไม่เห็นชอบ) หรือเว้นว่าง")
    return typed
