"""The votes on a resolution as a value: counts, result, and the printed sentence."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.committees.records import Majority


class CastingVote(StrEnum):
    """The chair's extra vote, cast on a tie only."""

    NONE = ""
    FOR = "for"
    AGAINST = "against"


class Votes(Struct, frozen=True):
    """The votes of the members: counted, or by acclamation (no objection, no count).

    Attributes:
        secret: whether the members voted by secret ballot.
        chaired_by: the member who presides in the chair's place, for the casting vote.
    """

    votes_for: int = 0
    votes_against: int = 0
    abstained: int = 0
    by_acclamation: bool = False
    casting_vote: CastingVote = CastingVote.NONE
    secret: bool = False
    chaired_by: str = ""

    @property
    def total(self) -> int:
        """Votes and abstentions; the casting vote is extra."""
        return self.votes_for + self.votes_against + self.abstained

    @property
    def is_tie(self) -> bool:
        """Whether the votes for and against are equal in number."""
        return not self.by_acclamation and self.votes_for == self.votes_against

    @property
    def is_undecided(self) -> bool:
        """Whether the votes are a tie without the chair's casting vote.

        Source: Administrative Procedure Act, ม. ๘๒.
        """
        return self.is_tie and not self.casting_vote

    def carried(self, majority: Majority, present: int) -> bool | None:
        """Return whether the matter is carried; None if the chair must cast the extra vote.

        พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๘๒: the majority decides, each member has
        one vote, and on a tie the chair's extra vote decides; what meets no objection is carried.

        Args:
            majority: whether more than half of those present must agree, or of those voting.
            present: the number of members present who may vote.
        """
        if self.by_acclamation:
            return True
        if self.is_tie:
            return None if self.is_undecided else self.casting_vote == CastingVote.FOR
        if majority == Majority.PRESENT:
            return 2 * self.votes_for > present
        return self.votes_for > self.votes_against

    @property
    def sentence(self) -> str:
        """The Thai sentence on the vote, as shown and printed."""
        if self.by_acclamation:
            return "ไม่มีผู้ใดเห็นเป็นอย่างอื่น"
        counts = (
            ("เห็นชอบ", self.votes_for),
            ("ไม่เห็นชอบ", self.votes_against),
            ("งดออกเสียง", self.abstained),
        )
        counted = " ".join(f"{word} {thai_digits(count)} เสียง" for word, count in counts)
        counted = f"ลงคะแนนลับ {counted}" if self.secret else counted
        if self.is_undecided:
            return f"{counted} คะแนนเสียงเท่ากัน ยังไม่มีเสียงชี้ขาดของประธาน"
        if not self.casting_vote:
            return counted
        chair = f"ประธานในที่ประชุม ({self.chaired_by}) " if self.chaired_by else "ประธาน"
        return f"{counted} {chair}ออกเสียงชี้ขาด{_CASTING_WORDS[self.casting_vote]}"


_CASTING_WORDS = {CastingVote.FOR: "เห็นชอบ", CastingVote.AGAINST: "ไม่เห็นชอบ"}
