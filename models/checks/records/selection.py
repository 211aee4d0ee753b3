"""The selection of records for a check: all, those of one year, or one document."""

from msgspec import Struct

REGISTER = 0
"""The selection of records without a year: people, posts, draft orders."""


class RecordSelection(Struct, frozen=True):
    """The records to be read: all, those of one year (Buddhist Era), or one document.

    `year` is calendar for meetings, orders and memos, and fiscal for all other records.
    """

    year: int | None = None
    meeting_id: int | None = None
    order_id: int | None = None
    plan_year: int | None = None
    memo_id: int | None = None

    def has(self, year: int | None) -> bool:
        """Return whether a record of this year (None: without a year) is selected."""
        return self.year is None or self.year == (year or REGISTER)

    @property
    def key(self) -> str:
        """The selected document as text: meeting/12, plan/2564; empty unless it is one document."""
        kinds = {
            "meeting": self.meeting_id,
            "order": self.order_id,
            "plan": self.plan_year,
            "memo": self.memo_id,
        }
        return next((f"{kind}/{each}" for kind, each in kinds.items() if each is not None), "")

    def has_plan(self, fiscal_year: int) -> bool:
        """Return whether the plan of this fiscal year is selected."""
        return fiscal_year == self.plan_year if self.is_document else self.has(fiscal_year)

    @property
    def is_document(self) -> bool:
        """True if a single document is selected."""
        chosen = (self.meeting_id, self.order_id, self.plan_year, self.memo_id)
        return any(each is not None for each in chosen)
