"""Base of lists with the records of one fiscal year."""

from __future__ import annotations

from datetime import date

from kmtui.thai.dates import fiscal_year
from kmtui.thai.digits import thai_digits
from screens.base.dialog_action import dialog_action
from screens.dialogs.usual_questions import ask_year
from screens.lists.auto_refresh_list import AutoRefreshList


class YearList(AutoRefreshList):
    """A list of one fiscal year (Buddhist Era; default: the present one) with auto-refresh."""

    def __init__(self, year: int | None = None) -> None:
        super().__init__()
        self.year = year if year is not None else fiscal_year(date.today())

    @property
    def period(self) -> str:
        """The displayed fiscal year in Thai."""
        return f"ปี {thai_digits(self.year)}"

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        year = await ask_year(self, self.year)
        if year is not None:
            await self.look_at(year)

    async def look_at(self, year: int) -> None:
        """Show the records of this fiscal year, with the first one selected."""
        self.year = year
        await self.read_from_the_top()
