"""The search index: its entries, and incremental updates.

Triggers of the data file record which rows have changed, whichever connection changed them;
`update_index` reads those again. So texts can be folded in Python, which SQL cannot do.
"""

from typing import Any

from peewee import CompositeKey, fn

from kmtui.thai.folding import fold
from models.office.rights import allow_read_only_user
from models.search.hits import SearchEntry, SearchKind, make_trigrams
from models.search.sources import SOURCES, IndexEntry
from models.storage.database import Record, database
from models.storage.fields import CharField, IntegerField

CHUNK = 300
_DAY = 1 << 32


class SearchStale(Record):
    """A record to be indexed again; written by triggers only."""

    kind = CharField()
    record_id = IntegerField()

    class Meta:
        """One row for each stale record."""

        primary_key = CompositeKey("kind", "record_id")
        table_name = "search_stale"


@allow_read_only_user
def update_index(limit: int = CHUNK) -> int:
    """Index at most `limit` changed records in one transaction; return how many are left."""
    with database.atomic():
        has_trigrams = make_trigrams()
        waiting = list(SearchStale.select().limit(limit))
        kinds = {row.kind for row in waiting}
        for kind in kinds:
            changed = [row.record_id for row in waiting if row.kind == kind]
            _refresh(SearchKind(kind), changed, has_trigrams)
        return waiting_count()


def waiting_count() -> int:
    """Return the number of changed records still to be indexed."""
    return int(SearchStale.select().count())


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


def _row(kind: SearchKind, entry: IndexEntry, entry_id: int) -> dict[str, Any]:
    return {
        "id": entry_id,
        "kind": kind,
        "record_id": entry.record_id,
        "parent_id": entry.parent_id,
        "year": entry.year,
        "division_id": entry.division_id,
        "title": entry.title,
        "text": entry.text,
        "folded": f"{fold(entry.text)}\n{fold(entry.title)}",
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
    """Ids of entries: later records have larger ids; a record keeps its id as long as its date."""

    def __init__(self, known: dict[int, int]) -> None:
        self._known = known
        self._last_of_day: dict[int, int] = {}

    def for_entry(self, entry: IndexEntry) -> int:
        """Return the id of a record's entry: the old one, else the next id of its date."""
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
        # A record that was just removed may be added again under its old id.
        return (
            max([newest or first - 1, *(i for i in self._known.values() if i // _DAY == day)]) + 1
        )
