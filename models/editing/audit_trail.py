"""Acts that leave history: what they change in a record is kept, with who did it.

A record whose texts are typed in place keeps its states by `Cells.replace`. What is changed by an
act of its own (a title, a name, a task, the bin) is done in a `noted` block.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from models.editing.record_kind import (
    BIN,
    Cells,
    CellState,
    Column,
    cleaned,
    plain_text,
    version_of,
)
from models.editing.revisions import (
    Place,
    SaveAct,
    Subject,
    id_without_past,
    store_revision,
    who_is_here,
)
from models.errors import Conflict, NotFound
from models.storage.database import database

PURGED = "purged"  # the text of a bin's revision: the record is gone for good

_here = threading.local()
_States = dict[Place, str]


def acts_here(who: str) -> None:
    """From now on what this thread does is done by `who`."""
    _here.who = who


@contextmanager
def acting(who: str) -> Iterator[None]:
    """What this thread does in the `with` block is done by `who`."""
    before = getattr(_here, "who", "")
    _here.who = who
    try:
        yield
    finally:
        _here.who = before


def who_acts() -> str:
    """Who does what this thread does; the user of the process where nobody said."""
    return getattr(_here, "who", "") or who_is_here()


@dataclass(frozen=True)
class ActCells(Cells):
    """Records that are changed by an act of their own instead of column by column.

    `act` is given the row and the texts of all columns, one of them new; it does what the screens
    do, in a `noted` block. The table may have no bin.
    """

    act: Callable[[Any, dict[str, str]], object] = lambda _row, _texts: None

    def replace(self, record_id: int, field: str, expected: int, text: str, who: str) -> int:
        """As `Cells.replace`, by the act of the record."""
        with database.atomic():
            row, place = self._row(record_id), Place(self.subject, record_id, field)
            self.must_be_open(row)
            stored, version = self._text(row, field), version_of(place)
            if cleaned(text) == stored:
                return version
            if version != expected:
                raise Conflict(stored, version)
            texts = {each.name: self._text(row, each.name) for each in self.columns}
            with acting(who):
                self.act(row, {**texts, field: text})
            return version_of(place)

    def in_bin(self) -> list[Any]:
        """The records in the bin; none where the table has no bin."""
        return super().in_bin() if BIN in self.table._meta.fields else []

    def _row(self, record_id: int) -> Any:
        row = self.table.get_or_none(self.table.id == record_id)
        if row is None or getattr(row, BIN, None) is not None:
            raise NotFound(f"{self.noun}นี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
        return row


@dataclass(frozen=True)
class TextCells(ActCells):
    """Records with one text of their own (`Editable`): its revisions carry no field.

    `save` stores that text. The columns are what else of them is kept.
    """

    save: SaveAct = lambda _id, expected, _text, _who: expected

    def column(self, field: str) -> Column:
        """The column with this name; without one the text itself."""
        return super().column(field) if field else _OWN_TEXT

    def read(self, record_id: int, field: str) -> CellState:
        """What stands there now. Raises NotFound where the record is gone or in the bin."""
        if field:
            return super().read(record_id, field)
        row = self._row(record_id)
        return CellState(row.text, row.version)

    def replace(self, record_id: int, field: str, expected: int, text: str, who: str) -> int:
        """Store the text where its version is still `expected`; raises as `Cells.replace`."""
        if field:
            return super().replace(record_id, field, expected, text, who)
        with database.atomic():
            self.must_be_open(self._row(record_id))
            return self.save(record_id, expected, text, who)

    def _text(self, row: Any, field: str) -> str:
        return super()._text(row, field) if field else str(row.text)


_OWN_TEXT = Column("", "ข้อความ")


def let_say(cells: Cells, place: Place, text: str, who: str) -> int:
    """Let a column that is not typed in place say this text, by its act; return its version.

    Part of the caller's transaction. Raises NotFound where the record is gone or in the bin, and
    what `must_be_open` and the act raise.
    """
    cells.read(place.subject_id, place.field)
    row = cells.table.get_by_id(place.subject_id)
    cells.must_be_open(row)
    act = cells.column(place.field).act
    assert act is not None, "asked only of columns that can be put back"
    with acting(who), noted(cells, place.subject_id):
        act(row, text)
    return version_of(place)


@contextmanager
def noted(cells: Cells, *record_ids: int | None) -> Iterator[None]:
    """Keep what the `with` block changes in these records: their cells, and the bin.

    Part of the caller's transaction. A record made in the block has no history yet, unless it was
    there before; of one that the block takes away for good the history says what it was, and that
    it says nothing any more. Blocks within a block are one act.
    """
    watched: frozenset[tuple[Subject, int]] = getattr(_here, "watched", frozenset())
    wanted = [each for each in record_ids if each and (cells.subject, each) not in watched]
    before = _states(cells, wanted)
    _here.watched = watched | {(cells.subject, each) for each in wanted}
    try:
        yield
    finally:
        _here.watched = watched
    after = _states(cells, wanted)
    for place, text in before.items():
        if text != after.get(place, ""):
            _keep(place, text, after.get(place, ""))
    for place in after.keys() - before.keys():
        if after[place] and version_of(place):
            note(place, after[place])


def unused_id(*kinds: Cells) -> int:
    """`id_without_past` of these kinds, which are of one table."""
    return id_without_past(kinds[0].table, *(each.subject for each in kinds))


def note(place: Place, text: str) -> None:
    """Keep that this place now says `text`; part of the caller's transaction."""
    store_revision(place, version_of(place) + 1, text, who_acts())


def _keep(place: Place, before: str, text: str) -> None:
    if place.field != BIN and version_of(place) == 0:
        store_revision(place, 0, before, "")
    note(place, text)


def _states(cells: Cells, record_ids: list[int]) -> _States:
    states: _States = {}
    for row in cells.table.select().where(cells.table.id.in_(record_ids)):
        for column in cells.columns:
            text = column.to_text(getattr(row, column.name))
            states[Place(cells.subject, row.id, column.name)] = text
        if BIN in cells.table._meta.fields:
            states[Place(cells.subject, row.id, BIN)] = plain_text(row.deleted_at)
    return states
