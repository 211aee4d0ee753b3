"""Which records a check reads: all of them, those of one year, or one document."""

from dataclasses import dataclass

REGISTER = 0
"""The year of what belongs to none: people, posts, drafts of orders."""


@dataclass(frozen=True)
class RecordSelection:
    """Which records are read: all, those of one Buddhist-era year, or one document.

    `year` is the calendar year of what is numbered and held, the fiscal year of the rest.
    """

    year: int | None = None
    meeting_id: int | None = None
    order_id: int | None = None
    plan_year: int | None = None
    memo_id: int | None = None

    def has(self, year: int | None) -> bool:
        """Whether a record of this year (None: of no year) is among them."""
        return self.year is None or self.year == (year or REGISTER)

    @property
    def key(self) -> str:
        """The document for programs: meeting/12, plan/2564; empty for more than one."""
        kinds = {
            "meeting": self.meeting_id,
            "order": self.order_id,
            "plan": self.plan_year,
            "memo": self.memo_id,
        }
        return next((f"{kind}/{each}" for kind, each in kinds.items() if each is not None), "")

    def has_plan(self, fiscal_year: int) -> bool:
        """Whether the plan of this fiscal year is among them."""
        return fiscal_year == self.plan_year if self.is_document else self.has(fiscal_year)

    @property
    def is_document(self) -> bool:
        """Whether one document is read, not a year or all."""
        chosen = (self.meeting_id, self.order_id, self.plan_year, self.memo_id)
        return any(each is not None for each in chosen)
