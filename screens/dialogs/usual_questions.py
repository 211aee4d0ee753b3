"""Questions that several screens of the year's evidence ask: a year, a day, a post, a division."""

from __future__ import annotations

from datetime import date

from kmtui.thai.dates import format_date, parse_date
from kmtui.thai.digits import thai_digits, whole_number
from models.people.views import posts_list
from screens.base.screen import AnyScreen
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptDialog, PromptField
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NO_YEAR = "ปีงบประมาณเป็นเลข ๔ หลักของ พ.ศ. เช่น ๒๕๗๐"


async def ask_year(screen: AnyScreen, current: int) -> int | None:
    """Ask for a fiscal year (Buddhist Era); None for Escape."""
    field = PromptField("ปีงบประมาณ", thai_digits(current), year_typed, "เช่น ๒๕๖๔")
    answer = await screen.app.push_screen_wait(PromptDialog("ดูปีงบประมาณใด", [field]))
    return None if answer is None else year_typed(answer[0])


def year_typed(text: str) -> int:
    """A fiscal year as typed. Raises ValueError with its sentence."""
    year = whole_number(text)
    if year is None or not 2500 <= year <= 2699:
        raise ValueError(_NO_YEAR)
    return year


def day_typed(text: str) -> date:
    """A day as typed. Raises DateError."""
    return parse_date(text, date.today())


def day_or_nothing(text: str) -> date | None:
    """A day as typed, None where the field is empty. Raises DateError."""
    return day_typed(text) if text.strip() else None


def optional_date(text: str) -> date | None:
    """The day as a person types it; None where nothing is typed. Raises DateError."""
    return parse_date(text, date.today()) if text else None


def day_field(label: str, day: date | None, hint: str = "เช่น 30 ก.ย. 64") -> PromptField:
    """A field for a day, begun with one."""
    return PromptField(label, format_date(day) if day is not None else "", day_typed, hint)


async def ask_post(screen: AnyScreen, title: str) -> int | None:
    """Let a post be picked; its id, None for Escape."""
    posts = await screen.call_or_show_error(posts_list, date.today())
    if posts is None:
        return None
    entries = [
        FilterEntry(each.id, CellRow(ListCell(each.name), ListCell(each.holder or "– ว่าง", 28)))
        for each in posts
    ]
    ask = PickDialog(title, entries, "ยังไม่มีตำแหน่ง เพิ่มที่ บุคลากรและตำแหน่ง ก่อน")
    return await screen.app.push_screen_wait(ask)
