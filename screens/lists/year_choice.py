"""The fiscal year of a list."""

from __future__ import annotations

from datetime import date

from kmtui.thai.dates import fiscal_year
from kmtui.thai.digits import thai_digits
from screens.base.screen import AnyScreen
from screens.dialogs.usual_questions import ask_year


class YearChoice:
    """The fiscal year whose records a list shows (Buddhist Era; default: the present one)."""

    def __init__(self, year: int | None) -> None:
        self.year = year if year is not None else fiscal_year(date.today())

    @property
    def label(self) -> str:
        """The year in Thai, for the title of the list."""
        return f"ปี {thai_digits(self.year)}"

    async def ask(self, screen: AnyScreen) -> bool:
        """Ask the user for another fiscal year; return whether one was given."""
        year = await ask_year(screen, self.year)
        if year is None:
            return False
        self.year = year
        return True
