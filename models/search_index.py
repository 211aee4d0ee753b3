"""The index of search: what of each record is searched, and how it keeps up with the records.

Triggers of the data file note which records have changed, whoever changed them; `catch_up` reads
those anew. A text can so be folded as search compares it, which SQL alone cannot.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import CharField, CompositeKey, IntegerField, fn

from kmtui.thai.text import key
from models.committees import AppointmentOrder, Committee, Duty
from models.database import Record, database
from models.knowledge import KnowledgeItem
from models.meetings import Meeting
from models.minutes import AgendaItem, Resolution, Statement
from models.people import Person, Post
from models.search import SearchEntry, SearchKind, make_trigrams
from models.tasks import ActionItem

CHUNK = 300
_DAY = 1 << 32
_SOMETIME = date(2000, 1, 1)


class SearchStale(Record):
    """A record that search has to read anew; written by triggers only."""

    kind = CharField()
    record_id = IntegerField()

    class Meta:
        """A record is noted once."""

        primary_key = CompositeKey("kind", "record_id")
        table_name = "search_stale"


@dataclass(frozen=True)
class Entry:
    """What search knows of a record: the day it belongs to, and its words."""

    record_id: int
    on: date
    title: str
    text: str
    parent_id: int | None = None
    year: int | None = None
    division_id: int | None = None


Source = Callable[[list[int]], Iterable[Entry]]


def catch_up(most: int = CHUNK) -> int:
    """Read anew at most so many changed records; return how many still wait."""
    with database.atomic():
        has_trigrams = make_trigrams()
        waiting = list(SearchStale.select().limit(most))
        kinds = {row.kind for row in waiting}
        for kind in kinds:
            changed = [row.record_id for row in waiting if row.kind == kind]
            _refresh(SearchKind(kind), changed, has_trigrams)
        return int(SearchStale.select().count())


def catch_up_wholly() -> None:
    """Read anew everything that has changed."""
    while catch_up():
        pass


def _refresh(kind: SearchKind, record_ids: list[int], has_trigrams: bool) -> None:
    SearchStale.delete().where(
        SearchStale.kind == kind, SearchStale.record_id.in_(record_ids)
    ).execute()
    known = {
        row.record_id: row
        for row in SearchEntry.select().where(
            SearchEntry.kind == kind, SearchEntry.record_id.in_(record_ids)
        )
    }
    _forget(list(known.values()), has_trigrams)
    ids = _Ids({record_id: row.id for record_id, row in known.items()})
    rows = [_row(kind, entry, ids.for_entry(entry)) for entry in SOURCES[kind](record_ids)]
    if rows:
        SearchEntry.insert_many(rows).execute()
    if has_trigrams:
        _run_for_all(
            "INSERT INTO search_text (rowid, folded) VALUES (?, ?)",
            [(row["id"], row["folded"]) for row in rows],
        )


def _row(kind: SearchKind, entry: Entry, entry_id: int) -> dict[str, Any]:
    return {
        "id": entry_id,
        "kind": kind,
        "record_id": entry.record_id,
        "parent_id": entry.parent_id,
        "year": entry.year,
        "division_id": entry.division_id,
        "title": entry.title,
        "text": entry.text,
        "folded": key(f"{entry.text}\n{entry.title}"),
    }


def _forget(rows: list[SearchEntry], has_trigrams: bool) -> None:
    if has_trigrams:
        _run_for_all(
            "INSERT INTO search_text (search_text, rowid, folded) VALUES ('delete', ?, ?)",
            [(row.id, row.folded) for row in rows],
        )
    SearchEntry.delete().where(SearchEntry.id.in_([row.id for row in rows])).execute()


def _run_for_all(sql: str, values: list[tuple[Any, ...]]) -> None:
    database.cursor().executemany(sql, values)


class _Ids:
    """Ids of entries: larger ones are newer; a record that stays on its day keeps its id."""

    def __init__(self, known: dict[int, int]) -> None:
        self._known = known
        self._last_of_day: dict[int, int] = {}

    def for_entry(self, entry: Entry) -> int:
        """The id of a record's entry: its old one, else the next of its day."""
        day = entry.on.toordinal()
        old = self._known.get(entry.record_id)
        if old is not None and old // _DAY == day:
            return old
        last = self._last_of_day.get(day)
        self._last_of_day[day] = last + 1 if last is not None else self._next_stored(day)
        return self._last_of_day[day]

    def _next_stored(self, day: int) -> int:
        first = day * _DAY
        newest = (
            SearchEntry.select(fn.MAX(SearchEntry.id))
            .where(SearchEntry.id >= first, SearchEntry.id < first + _DAY)
            .scalar()
        )
        # One that was just forgotten may come again under its old id.
        return (
            max([newest or first - 1, *(i for i in self._known.values() if i // _DAY == day)]) + 1
        )


def _meetings(ids: list[int]) -> Iterator[Entry]:
    for row in Meeting.select(Meeting, Committee).join(Committee).where(Meeting.id.in_(ids)):
        title = f"{row.committee.name} ครั้งที่ {row.label}"
        yield Entry(row.id, row.held_on, title, row.place, row.id, row.year)


def _items(ids: list[int]) -> Iterator[Entry]:
    rows = AgendaItem.select(AgendaItem, Meeting).join(Meeting)
    for row in rows.where(AgendaItem.id.in_(ids), AgendaItem.deleted_at.is_null()):
        yield _of_meeting(row.id, row.meeting, "ระเบียบวาระ", row.title)


def _statements(ids: list[int]) -> Iterator[Entry]:
    rows = (
        Statement.select(Statement, AgendaItem, Meeting)
        .join(AgendaItem)
        .join(Meeting)
        .where(Statement.id.in_(ids), Statement.deleted_at.is_null())
    )
    for row in rows:
        yield _of_meeting(row.id, row.item.meeting, row.item.title, row.text)


def _resolutions(ids: list[int]) -> Iterator[Entry]:
    rows = (
        Resolution.select(Resolution, AgendaItem, Meeting)
        .join(AgendaItem)
        .join(Meeting)
        .where(Resolution.id.in_(ids), Resolution.deleted_at.is_null())
    )
    for row in rows:
        yield _of_meeting(row.id, row.item.meeting, row.item.title, row.text)


def _tasks(ids: list[int]) -> Iterator[Entry]:
    rows = ActionItem.select(ActionItem, Meeting).join(Meeting)
    for row in rows.where(ActionItem.id.in_(ids), ActionItem.deleted_at.is_null()):
        division_id = row.division_id
        entry = _of_meeting(row.id, row.meeting, row.assignee, row.text)
        yield Entry(
            row.id, entry.on, entry.title, row.text, row.meeting_id, entry.year, division_id
        )


def _of_meeting(record_id: int, meeting: Meeting, heading: str, text: str) -> Entry:
    title = f"ครั้งที่ {meeting.label} {heading}"
    return Entry(record_id, meeting.held_on, title, text, meeting.id, meeting.year)


def _orders(ids: list[int]) -> Iterator[Entry]:
    for row in AppointmentOrder.select().where(AppointmentOrder.id.in_(ids)):
        on = row.issued_on or _SOMETIME
        text = f"{row.subject}\n{row.cause}"
        yield Entry(row.id, on, f"คำสั่งที่ {row.label}", text, row.id, row.year)


def _committees(ids: list[int]) -> Iterator[Entry]:
    rows = Committee.select(Committee, AppointmentOrder).join(AppointmentOrder)
    for row in rows.where(Committee.id.in_(ids)):
        duties = [each.text for each in row.duties.order_by(Duty.position)]
        on = row.order.issued_on or _SOMETIME
        yield Entry(row.id, on, row.name, "\n".join(duties), row.order_id, row.order.year)


def _people(ids: list[int]) -> Iterator[Entry]:
    for row in Person.select().where(Person.id.in_(ids)):
        posts = [each.post.name for each in row.assignments]
        yield Entry(row.id, _SOMETIME, row.full_name, "\n".join(posts), row.id)


def _posts(ids: list[int]) -> Iterator[Entry]:
    for row in Post.select().where(Post.id.in_(ids)):
        text = f"{row.short_name} {row.formal_name}".strip()
        yield Entry(row.id, _SOMETIME, row.name, text, row.id, None, row.division_id)


def _knowledge(ids: list[int]) -> Iterator[Entry]:
    for row in KnowledgeItem.select().where(
        KnowledgeItem.id.in_(ids), KnowledgeItem.deleted_at.is_null()
    ):
        words = (row.text, row.strategy, row.kept_at, row.tools, row.tags)
        yield Entry(
            row.id,
            date(row.fiscal_year - 544, 10, 1),
            f"{row.division.name} ปีงบประมาณ {row.fiscal_year}",
            "\n".join(each for each in words if each),
            row.fiscal_year,
            row.fiscal_year,
            row.division_id,
        )


def _nothing(_ids: list[int]) -> Iterator[Entry]:
    yield from ()


SOURCES: dict[SearchKind, Source] = {
    SearchKind.MEETING: _meetings,
    SearchKind.AGENDA_ITEM: _items,
    SearchKind.STATEMENT: _statements,
    SearchKind.RESOLUTION: _resolutions,
    SearchKind.TASK: _tasks,
    SearchKind.ORDER: _orders,
    SearchKind.COMMITTEE: _committees,
    SearchKind.PERSON: _people,
    SearchKind.POST: _posts,
    SearchKind.KNOWLEDGE: _knowledge,
}


def size() -> Any:
    """How many records search knows."""
    return SearchEntry.select().count()
