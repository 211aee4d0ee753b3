"""The way into the classification: which year it opens with."""

from __future__ import annotations

from datetime import date
from typing import Any

from kmtui.thai.dates import fiscal_year
from models.knowledge.records import years_classified
from screens.base import KmScreen


async def open_knowledge(screen: KmScreen[Any]) -> None:
    """Open this fiscal year's classification; where it is not begun the latest one there is."""
    from screens.knowledge import KnowledgeScreen

    years = await screen.attempt(years_classified)
    if years is None:
        return
    this_year = fiscal_year(date.today())
    chosen = this_year if this_year in years or not years else years[0]
    await screen.app.push_screen(KnowledgeScreen(chosen))
