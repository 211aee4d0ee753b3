"""Common questions: a fiscal year, a date, a post."""

from __future__ import annotations

from datetime import date

from kmtui.thai.dates import format_date, parse_date
from kmtui.thai.digits import thai_digits, whole_number
from models.people.views import posts_list
from screens.base.screen import AnyScreen
from screens.dialogs.pick import PickDialog, PickOffer
from screens.dialogs.prompt import PromptField, QueryDialog
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NO_YEAR = "ปีงบประมาณเป็นเลข ๔ หลักของ พ.ศ. เช่น ๒๕๗๐"


async def ask_year(screen: AnyScreen, current: int) -> int | None:
    """Ask the user for a fiscal year (Buddhist Era); return None for Escape.

    `current` is offered. Must run in a worker.
    """
    field = PromptField("ปีงบประมาณ", thai_digits(current), year_typed, "เช่น ๒๕๖๔")
    answer = await screen.app.push_screen_wait(QueryDialog("ดูปีงบประมาณใด", [field]))
    return None if answer is None else year_typed(answer[0])


def year_typed(text: str) -> int:
    """Parse a fiscal year (Buddhist Era).

    Raises ValueError, with a Thai sentence, if it is none from 2500 to 2699.
    """
    year = whole_number(text)
    if year is None or not 2500 <= year <= 2699:
        raise ValueError(_NO_YEAR)
    return year


def day_typed(text: str) -> date:
    """Parse a date. Raises DateError."""
    return parse_date(text, date.today())


def day_or_nothing(text: str) -> date | None:
    """Parse a date; return None for an empty or blank text. Raises DateError."""
    return day_typed(text) if text.strip() else None


def optional_date(text: str) -> date | None:
    """Parse a date; return None for an empty text. Raises DateError, also for a blank one."""
    return parse_date(text, date.today()) if text else None


def day_field(label: str, day: date | None, hint: str = "เช่น 30 ก.ย. 64") -> PromptField:
    """Return a form field for a date, filled with `day` if it is given."""
    return PromptField(label, format_date(day) if day is not None else "", day_typed, hint)


async def ask_post(screen: AnyScreen, title: str, offer: PickOffer | None = None) -> int | None:
    """Ask the user to pick a post, or to create one if there is an `offer`; return its id.

    None for Escape, or if the posts cannot be read, which is shown. Must run in a worker.
    """
    posts = await screen.call_or_show_error(posts_list, date.today())
    if posts is None:
        return None
    entries = [
        FilterEntry(
            each.id,
            CellRow(ListCell(each.name), ListCell(each.holder or "– ว่าง", 28)),
            each.search_text,
        )
        for each in posts
    ]
    ask = PickDialog(title, entries, "ยังไม่มีตำแหน่ง เพิ่มที่ บุคลากรและตำแหน่ง ก่อน", offer)
    return await screen.app.push_screen_wait(ask)
