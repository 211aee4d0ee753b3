"""The classification of a year as frozen values, with near-duplicates, holders and selection."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations

from msgspec import Struct, field

from kmtui.thai.damaged import DAMAGED
from kmtui.thai.text import key
from models.editing.record_kind import versions_of
from models.editing.revisions import Subject
from models.knowledge.records import (
    Form,
    Keeping,
    KnowledgeHolder,
    KnowledgeItem,
    KnowledgeKind,
    KnowledgeYear,
    Way,
)
from models.meetings.records import Meeting
from models.office.organization import Division
from models.people.records import Person
from models.storage.database import database

NEAR = 0.8
"""Items this alike say the same: the first real case's pairs are .98 and .83, its others <= .77."""


class HolderView(Struct, frozen=True):
    """A person who holds a piece of knowledge; `leaves_on` is None if it is unknown."""

    person_id: int
    name: str
    leaves_on: date | None


class KnowledgeItemView(Struct, frozen=True):
    """One item as shown: its `number` in its list from 1; `versions` of its changed fields."""

    id: int
    number: int
    division_id: int
    kind: KnowledgeKind
    text: str
    way: Way
    strategy: str
    form: Form
    keeping: Keeping
    kept_at: str
    importance: int | None
    urgency: int | None
    tools: str
    tags: str
    chosen: bool
    origin_id: int | None
    meeting_id: int | None
    holders: tuple[HolderView, ...]
    versions: Mapping[str, int] = field(default_factory=dict)

    @property
    def version(self) -> int:
        """The version of its text; 0 if the text was never changed."""
        return self.versions.get("text", 0)


class DivisionList(Struct, frozen=True):
    """A division with its items of one kind; the list may be empty."""

    division_id: int
    name: str
    short_name: str
    items: tuple[KnowledgeItemView, ...]


class Classification(Struct, frozen=True):
    """A fiscal year's classification of one kind, every division in the order of the register."""

    fiscal_year: int
    kind: KnowledgeKind
    note: str
    meeting_id: int | None
    meeting_label: str
    divisions: tuple[DivisionList, ...]

    @property
    def count(self) -> int:
        """The number of items in all."""
        return sum(len(each.items) for each in self.divisions)

    @property
    def empty_divisions(self) -> tuple[str, ...]:
        """The divisions that have no item yet.

        The guideline of the KM plan (step 2) asks for at least one in each division.
        """
        return tuple(each.name for each in self.divisions if not each.items)


class Expert(Struct, frozen=True):
    """A person's card: the items known, those known to no other person, and the day of leaving."""

    person_id: int
    name: str
    leaves_on: date | None
    items: tuple[KnowledgeItemView, ...]
    only_here: tuple[KnowledgeItemView, ...]

    def leaves_within(self, years: int, today: date) -> bool:
        """Return whether the person has left, or leaves within so many years of `today`.

        False if the day is unknown. From the 29th of a month on, years are counted from the 28th.
        """
        last = today.replace(year=today.year + years, day=min(today.day, 28))
        return self.leaves_on is not None and self.leaves_on <= last


class Experts(Struct, frozen=True):
    """The directory of a year: cards in alphabetical order, and the items without a holder.

    `divisions` are the names of the office's divisions by id.
    """

    fiscal_year: int
    cards: tuple[Expert, ...]
    without_holder: tuple[KnowledgeItemView, ...]
    divisions: dict[int, str]


def read_classification(fiscal_year: int, kind: KnowledgeKind) -> Classification:
    """Return a year's classification of one kind; without stored items its divisions are empty."""
    with database.atomic("DEFERRED"):
        items = _items(fiscal_year, kind)
        year = KnowledgeYear.get_or_none(fiscal_year=fiscal_year)
        meeting: Meeting | None = year.meeting if year else None
        return Classification(
            fiscal_year,
            kind,
            year.note if year else "",
            meeting.id if meeting else None,
            meeting.label if meeting else "",
            tuple(
                DivisionList(row.id, row.name, row.short_name or row.name, tuple(items[row.id]))
                for row in Division.select().order_by(Division.position)
            ),
        )


class YearLists(Struct, frozen=True):
    """A fiscal year's classification of both kinds."""

    fiscal_year: int
    kinds: Mapping[KnowledgeKind, Classification]

    @property
    def items(self) -> tuple[KnowledgeItemView, ...]:
        """All items, grouped by kind."""
        return tuple(
            item
            for lists in self.kinds.values()
            for division in lists.divisions
            for item in division.items
        )

    def items_of(self, division_id: int, kind: KnowledgeKind) -> tuple[KnowledgeItemView, ...]:
        """Return the items of one list; none if the division no longer exists."""
        divisions = self.kinds[kind].divisions
        return next((each.items for each in divisions if each.division_id == division_id), ())


def read_year(fiscal_year: int) -> YearLists:
    """Return a year's classification of both kinds, read in one transaction."""
    with database.atomic("DEFERRED"):
        kinds = {kind: read_classification(fiscal_year, kind) for kind in KnowledgeKind}
        return YearLists(fiscal_year, kinds)


def read_experts(fiscal_year: int) -> Experts:
    """Return the knowledge holders of a year with their items of both kinds."""
    with database.atomic("DEFERRED"):
        everything = [
            item
            for kind in KnowledgeKind
            for rows in _items(fiscal_year, kind).values()
            for item in rows
        ]
        divisions = {row.id: str(row.name) for row in Division.select()}
        order = {row.id: row.dictionary_key for row in Person.select()}
    held: dict[HolderView, list[KnowledgeItemView]] = defaultdict(list)
    for item in everything:
        for holder in item.holders:
            held[holder].append(item)
    cards = tuple(
        Expert(
            holder.person_id,
            holder.name,
            holder.leaves_on,
            tuple(held[holder]),
            tuple(item for item in held[holder] if len(item.holders) == 1),
        )
        for holder in sorted(held, key=lambda each: order.get(each.person_id, DAMAGED))
    )
    without = tuple(item for item in everything if not item.holders)
    return Experts(fiscal_year, cards, without, divisions)


def chosen_for_plan(fiscal_year: int) -> tuple[KnowledgeItemView, ...]:
    """Return the items chosen for the KM plan of the year, essential processes first.

    The guideline of the KM plan (step 3) asks for at least one.
    """
    of_the_year = KnowledgeItem.fiscal_year == fiscal_year
    # Every reading of a plan asks this, and most years have none.
    if not KnowledgeItem.select().where(of_the_year, KnowledgeItem.chosen).exists():
        return ()
    with database.atomic("DEFERRED"):
        return tuple(
            item
            for kind in reversed(KnowledgeKind)
            for rows in _items(fiscal_year, kind).values()
            for item in rows
            if item.chosen
        )


def offered_for_plan(fiscal_year: int) -> tuple[KnowledgeItemView, ...]:
    """Return the items for a year's plan: those chosen in that year, else in the year before."""
    return chosen_for_plan(fiscal_year) or chosen_for_plan(fiscal_year - 1)


def lacks_choice(fiscal_year: int) -> bool:
    """Return whether the year's processes are classified but none is chosen for the plan.

    The guideline of the KM plan (step 3) asks for at least one.
    """
    live = (
        (KnowledgeItem.fiscal_year == fiscal_year)
        & (KnowledgeItem.kind == KnowledgeKind.ESSENTIAL_PROCESS)
        & KnowledgeItem.deleted_at.is_null()
        & (KnowledgeItem.text != "")
    )
    processes = KnowledgeItem.select().where(live)
    return processes.exists() and not processes.where(KnowledgeItem.chosen).exists()


def near_items(text: str, others: Iterable[KnowledgeItemView]) -> list[KnowledgeItemView]:
    """Return the items whose text is nearly the same as `text`, the most similar first."""
    wanted = _bare(text)
    alike = [(_alike(wanted, _bare(other.text)), other) for other in others]
    found = sorted((each for each in alike if each[0] >= NEAR), key=lambda each: -each[0])
    return [other for _likeness, other in found]


def near_pairs(
    items: Iterable[KnowledgeItemView],
) -> list[tuple[KnowledgeItemView, KnowledgeItemView]]:
    """Return the pairs of items with nearly the same text, in the order of the list."""
    bare = [(item, _bare(item.text)) for item in items]
    return [
        (one, other)
        for (one, words), (other, others) in combinations(bare, 2)
        if _alike(words, others) >= NEAR
    ]


def _bare(text: str) -> str:
    return key(text).replace(" ", "")


def _alike(one: str, other: str) -> float:
    from rapidfuzz.fuzz import partial_ratio, ratio

    if not one or not other:
        return 0.0
    shorter, longer = sorted((one, other), key=len)
    whole = ratio(one, other) / 100
    inside = partial_ratio(shorter, longer) / 100 if len(shorter) * 2 > len(longer) else 0.0
    return float(max(whole, inside))


def _items(fiscal_year: int, kind: KnowledgeKind) -> dict[int, list[KnowledgeItemView]]:
    rows = list(
        KnowledgeItem.select()
        .where(
            KnowledgeItem.fiscal_year == fiscal_year,
            KnowledgeItem.kind == kind,
            KnowledgeItem.deleted_at.is_null(),
            # An item whose first text is still being typed is no item yet.
            KnowledgeItem.text != "",
        )
        .order_by(KnowledgeItem.division, KnowledgeItem.position, KnowledgeItem.id)
    )
    ids = [row.id for row in rows]
    versions: dict[int, dict[str, int]] = defaultdict(dict)
    for place, version in versions_of(Subject.KNOWLEDGE, ids).items():
        versions[place.subject_id][place.field] = version
    holders = _holders(ids)
    lists: dict[int, list[KnowledgeItemView]] = defaultdict(list)
    for row in rows:
        mine = lists[row.division_id]
        mine.append(_view(row, len(mine) + 1, versions[row.id], tuple(holders[row.id])))
    return lists


def _view(
    row: KnowledgeItem, number: int, versions: Mapping[str, int], holders: tuple[HolderView, ...]
) -> KnowledgeItemView:
    return KnowledgeItemView(
        row.id,
        number,
        row.division_id,
        KnowledgeKind(row.kind),
        row.text,
        Way(row.way),
        row.strategy,
        Form(row.form),
        Keeping(row.keeping),
        row.kept_at,
        row.importance,
        row.urgency,
        row.tools,
        row.tags,
        row.chosen,
        row.origin_id,
        row.meeting_id,
        holders,
        versions,
    )


def _holders(item_ids: list[int]) -> dict[int, list[HolderView]]:
    found: dict[int, list[HolderView]] = defaultdict(list)
    rows = (
        KnowledgeHolder.select(KnowledgeHolder, Person)
        .join(Person)
        .where(KnowledgeHolder.item.in_(item_ids))
        .order_by(Person.dictionary_key)
    )
    for row in rows:
        found[row.item_id].append(
            HolderView(row.person_id, row.person.full_name, row.person.leaves_on)
        )
    return found
