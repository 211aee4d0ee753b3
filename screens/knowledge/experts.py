"""The knowledge holders: cards of people, items known to one person, people who leave soon."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kmtui.thai.dates import format_date
from kmtui.thai.digits import counts_text, thai_digits
from models.knowledge.records import change_holders, years_classified
from models.knowledge.views import Expert, Experts, KnowledgeItemView, read_experts
from models.office.locations import InKnowledge
from models.people.views import people_list
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.knowledge import EXPERTS
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.people.additions import new_person_offer
from screens.people.people import ask_leaving, person_entry
from screens.printing.knowledge_papers import print_knowledge
from screens.widgets.label import WrappedLines, lines

SOON_YEARS = 3


class ExpertRow(NamedTuple):
    """The key of a row: a person's card (item_id 0), or an item on it.

    The person_id of an item without a holder is 0.
    """

    person_id: int = 0
    item_id: int = 0


class Cards(StrEnum):
    """The filter of the cards."""

    ALL = "ทั้งหมด"
    ALONE = "รู้อยู่คนเดียว"
    LEAVING = "จะพ้นราชการในสามปี"
    NOBODY = "เรื่องที่ไม่มีผู้รู้"

    def takes(self, card: Expert, today: date) -> bool:
        """Return whether the filter matches a person's card."""
        return {
            Cards.ALL: True,
            Cards.ALONE: bool(card.only_here),
            Cards.LEAVING: card.leaves_within(SOON_YEARS, today),
            Cards.NOBODY: False,
        }[self]


class ExpertsScreen(RowScreen):
    """The items without a holder, followed by a card for each knowledge holder."""

    BINDINGS = bindings(*EXPERTS.commands)
    PAGE = EXPERTS

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self._year = fiscal_year
        self._look = Cards.ALL
        self._found: Experts | None = None

    async def read_rows(self) -> Sequence[Row]:
        """Return the items without a holder, then the cards in alphabetical order, as filtered."""
        found = self._found = await self.call(read_experts, self._year)
        today = date.today()
        cards = [card for card in found.cards if self._look.takes(card, today)]
        without = found.without_holder if self._look in (Cards.ALL, Cards.NOBODY) else ()
        self._say_title(found, today)
        rows: list[Row] = []
        if without:
            rows.append(_heading(f"✗ ยังไม่มีผู้รู้ {thai_digits(len(without))} เรื่อง"))
            rows += [_item_row(found, item) for item in without]
        for card in cards:
            rows += _card_rows(found, card, today)
        return rows or [info_row(self._nothing)]

    def _say_title(self, found: Experts, today: date) -> None:
        alone = sum(bool(card.only_here) for card in found.cards)
        leaving = sum(Cards.LEAVING.takes(card, today) for card in found.cards)
        said = counts_text(
            ("ผู้รู้ {} คน", len(found.cards)),
            ("รู้อยู่คนเดียว {} คน", alone),
            ("จะพ้นราชการในสามปี {} คน", leaving),
        )
        below = [*lines(said)]
        if self._look != Cards.ALL:
            below += lines((f"กรอง: {self._look}", "$warning"))
        self.say(f"ทำเนียบผู้รู้ ปีงบประมาณ {thai_digits(self._year)}", *below)

    @property
    def _nothing(self) -> str:
        if self._look != Cards.ALL:
            return self.sentence(f"ไม่มี: {self._look} กด F2 เลือกใหม่")
        return self.sentence("ปีนี้ยังไม่มีรายการองค์ความรู้ กด Esc กลับไปเพิ่มที่ จำแนกองค์ความรู้")

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for a person's leaving date, or for an item's holder, and store the answer."""
        assert isinstance(row_key, ExpertRow)
        if row_key.item_id:
            await self._ask_holder(row_key.item_id)
        else:
            await self._ask_leaving(row_key.person_id)

    @dialog_action
    async def _ask_leaving(self, person_id: int) -> None:
        assert self._found is not None
        card = next(each for each in self._found.cards if each.person_id == person_id)
        await ask_leaving(self, person_id, card.name, card.leaves_on)
        await self.read()

    @dialog_action
    async def _ask_holder(self, item_id: int) -> None:
        item = self._item(item_id)
        people = await self.call_or_show_error(people_list, date.today())
        if item is None or people is None:
            return
        entries, offer = [person_entry(each) for each in people], new_person_offer(self)
        ask = PickDialog(f"ใครรู้เรื่อง {item.text}", entries, offer=offer)
        person_id = await self.app.push_screen_wait(ask)
        if person_id is not None:
            await self.call_or_show_error(change_holders, item_id, [person_id], [])
            await self.read()

    def _item(self, item_id: int) -> KnowledgeItemView | None:
        assert self._found is not None
        held = (item for card in self._found.cards for item in card.items)
        return next((e for e in (*self._found.without_holder, *held) if e.id == item_id), None)

    @dialog_action
    async def action_filter(self) -> None:
        """Ask for a filter of the cards and apply it."""
        looks = list(Cards)
        ask = ListDialog("แสดงผู้รู้ใด", looks, current=looks.index(self._look))
        at = await self.app.push_screen_wait(ask)
        if at is not None:
            self._look = looks[at]
            await self.read()

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        years = await self.call_or_show_error(years_classified)
        if not years:
            self.show_message("ยังไม่มีปีที่จำแนกองค์ความรู้")
            return
        at = await self.app.push_screen_wait(
            ListDialog("ปีงบประมาณใด", [thai_digits(y) for y in years])
        )
        if at is not None:
            self._year = years[at]
            await self.read()

    async def action_show_item(self) -> None:
        """Open the selected item in the classification."""
        await self.is_read.wait()
        place = self.selected
        if isinstance(place, ExpertRow) and place.item_id:
            await self.open(InKnowledge(self._year, place.item_id))
        else:
            self.show_message("เลือกเรื่องก่อน แล้วจึงไปที่รายการ")

    async def action_print(self) -> None:
        """Ask which document of the year to print, the directory first, and print it."""
        await print_knowledge(self, self._year)


def _heading(words: str) -> Row:
    return Row(WrappedLines(tuple(lines((words, "bold $warning"), indent=1))))


def _item_row(found: Experts, item: KnowledgeItemView, owner: int = 0, mark: str = "") -> Row:
    division = found.divisions[item.division_id]
    shown = lines(item.text, (f"  {division}", "$text-muted"), (mark, "bold"), indent=4, hanging=2)
    return Row(WrappedLines(tuple(shown)), ExpertRow(owner, item.id))


def _card_rows(found: Experts, card: Expert, today: date) -> list[Row]:
    """Return the rows of a person's card: the name with its remarks, then one row per item."""
    said = f"  รู้ {thai_digits(len(card.items))} เรื่อง"
    if card.only_here:
        said += f"  ※ รู้คนเดียว {thai_digits(len(card.only_here))} เรื่อง"
    leaving = ""
    if card.leaves_on is not None:
        sign = "! จะพ้นราชการ" if card.leaves_within(SOON_YEARS, today) else "พ้นราชการ"
        leaving = f"  {sign} {format_date(card.leaves_on)}"
    head = lines((card.name, "bold"), said, (leaving, "$warning"), indent=1, hanging=2)
    alone = {item.id for item in card.only_here}
    items = [
        _item_row(found, item, card.person_id, "  ※ รู้คนเดียว" if item.id in alone else "")
        for item in card.items
    ]
    return [Row(WrappedLines(tuple(head)), ExpertRow(card.person_id)), *items]
