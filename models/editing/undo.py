"""Undo and redo: what an operation changed in its rows is put back, column by column.

An operation names the rows that it may touch (`UndoScope`). `run_undoable` reads them before and
after it; `revert` puts back what differs, with a history, unless another user changed the same
column since. What `revert` returns can be reverted in turn: that is redo.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from functools import reduce
from operator import and_
from typing import Any

from msgspec import Struct, field

from models.editing.audit_trail import track_changes
from models.editing.record_kind import DELETED_AT, RecordKind
from models.errors import NotFound, Refused, VersionConflict
from models.storage.database import Record, database, now

CHANGED_BY_OTHERS = "มีผู้อื่นแก้รายการนี้หลังจากท่านแล้ว จึงไม่เลิกทำ ดูสิ่งที่เขาแก้ แล้วแก้ที่รายการนั้นได้เลย"
"""The refusal to undo an operation if another user changed its result."""

Row = dict[str, Any]
"""The values of a row by their columns; of a foreign key the id."""


def columns_of(table: type[Record]) -> frozenset[str]:
    """Return the names of all columns but the id."""
    return frozenset(table._meta.fields) - {"id"}


class UndoKind(Struct, frozen=True, eq=False):
    """The rules for reverting the rows of one table.

    Attributes:
        kind: records the history of the rows; None if the table has no history.
        columns: the columns that are reverted; all if empty.
        free: columns that users change independently, such as a position: reverted regardless of
            changes by others.
        together: columns that are only valid together: if the operation changed one of them or
            created the row, none may have been changed since.
        texts: columns whose text is stored by `replace` of the kind, each with its field.
        key: the columns that identify a row.
        owner: the column with the id of the record whose history includes the row.
        is_tracked: whether `run_undoable` records the history, because the operations do not.
        remove: removes a row, given its id; by default it is soft-deleted, or deleted for good if
            the table has no soft delete.
        unmake: the same for a row that the operation created; None for `remove`.
        refusal: the sentence for a row that others changed, given its values.
        gone: the sentence for a row that was purged; without it, that of a changed row.
    """

    table: type[Record]
    kind: RecordKind | None
    columns: tuple[str, ...] = ()
    free: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    key: tuple[str, ...] = ("id",)
    owner: str = "id"
    is_tracked: bool = False
    remove: Callable[[int], object] | None = None
    unmake: Callable[[int], object] | None = None
    refusal: Callable[[Row], str] = lambda _row: CHANGED_BY_OTHERS
    gone: str = ""

    def read(self, where: Any) -> dict[tuple[Any, ...], Row]:
        """Return the rows that meet a condition, by their keys."""
        fields = self.table._meta.fields
        names = ("id", *self.key, *self.columns) if self.columns else tuple(fields)
        rows: Any = self.table.select(*(fields[name] for name in dict.fromkeys(names)))
        return {tuple(row[name] for name in self.key): row for row in rows.where(where).dicts()}

    def find(self, values: Row) -> Row | None:
        """Return the stored row with the key of these values; None if there is none."""
        fields = self.table._meta.fields
        found = self.read(reduce(and_, (fields[name] == values[name] for name in self.key)))
        return next(iter(found.values()), None)

    def write(self, row: Row, change: "RowChange", values: Row) -> None:
        """Write these values of a change to the existing row."""
        del change
        if values:
            self.table.update(**values).where(self.table.id == row["id"]).execute()

    def put_in(self, values: Row) -> None:
        """Insert a row again that the operation had removed."""
        self.table.insert(**values).execute()

    def take_away(self, row_id: int, *, is_made: bool) -> None:
        """Remove a row; `is_made` if the operation created it."""
        act = (self.unmake if is_made else None) or self.remove
        if act is not None:
            act(row_id)
        elif DELETED_AT in self.table._meta.fields:
            self.table.update(deleted_at=now()).where(self.table.id == row_id).execute()
        else:
            self.table.delete().where(self.table.id == row_id).execute()


class RowChange(Struct, frozen=True):
    """A row before and after an operation; `before` or `after` is None if there was no row."""

    kind: UndoKind
    before: Row | None
    after: Row | None

    @property
    def known(self) -> Row:
        """The values of the row after the operation, else before it."""
        known = self.after or self.before
        assert known is not None, "a change has a row before or after it"
        return known

    @property
    def takes_away(self) -> bool:
        """Whether reverting this change removes the row."""
        return self.before is None or self.before.get(DELETED_AT) is not None

    @property
    def columns(self) -> frozenset[str]:
        """The columns that the operation changed; all if it created or removed the row."""
        before, after = self.before, self.after
        names = self.known.keys() - {"id"}
        if before is None or after is None:
            return frozenset(names)
        return frozenset(name for name in names if not _equal(name, before[name], after[name]))


class UndoScope(Struct, frozen=True):
    """The rows that an operation may change, in the order in which they are reverted.

    Attributes:
        rows: the kinds of rows, each with the condition that selects its rows.
        must_be_open: raises Refused if the rows take no change; is given the changed columns.
        tidy: called after a revert to update what depends on the rows.
    """

    rows: tuple[tuple[UndoKind, Any], ...]
    must_be_open: Callable[[frozenset[str]], object] = lambda _columns: None
    tidy: Callable[[], object] = lambda: None


class UndoEntry(Struct, frozen=True):
    """The changes that an operation made to the rows of its scope."""

    scope: UndoScope
    changes: tuple[RowChange, ...]


def run_undoable(scope: UndoScope, operation: Callable[..., object], *args: object) -> UndoEntry:
    """Run an operation and return what it changed, for `revert`.

    Runs in one transaction, so that changes of other users are not part of it. What the operation
    raises is passed on.
    """
    with database.atomic():
        before = [kind.read(where) for kind, where in scope.rows]
        with ExitStack() as tracking:
            for (kind, _), rows in zip(scope.rows, before, strict=True):
                if kind.is_tracked:
                    _track(tracking, kind, rows.values())
            operation(*args)
        changes: list[RowChange] = []
        for (kind, where), rows in zip(scope.rows, before, strict=True):
            left = kind.read(where)
            pairs = ((rows.get(key), left.get(key)) for key in {**rows, **left})
            changes += (RowChange(kind, *pair) for pair in pairs if pair[0] != pair[1])
    return UndoEntry(scope, tuple(changes))


def revert(entry: UndoEntry) -> UndoEntry:
    """Put back what an operation changed; what others changed besides stays.

    Returns what this changed, so that it can be reverted in turn. Changes nothing if it raises.

    Raises:
        Refused: the rows take no change, or another user changed one of the columns since.
        VersionConflict: another user changed a text since.
        NotFound: a row was purged.
    """
    return run_undoable(entry.scope, _put_back, entry)


def _put_back(entry: UndoEntry) -> None:
    changes = entry.changes
    entry.scope.must_be_open(frozenset().union(*(change.columns for change in changes)))
    stored = [change.kind.find(change.known) for change in changes]
    for change, row in zip(changes, stored, strict=True):
        _must_be_as_left(change, row)
    # `replace` keeps a history of its own: not within `track_changes`.
    for change in changes:
        _put_texts_back(change)
    with ExitStack() as tracking:
        for kind, _ in entry.scope.rows:
            _track(tracking, kind, (each.known for each in changes if each.kind is kind))
        pairs = list(zip(changes, stored, strict=True))
        # In reverse order of creation: a record with sub-records may refuse deletion.
        for change, row in reversed([pair for pair in pairs if pair[0].takes_away]):
            _put_row_back(change, row)
        for change, row in (pair for pair in pairs if not pair[0].takes_away):
            _put_row_back(change, row)
        entry.scope.tidy()


def _track(tracking: ExitStack, kind: UndoKind, rows: Iterable[Row]) -> None:
    if kind.kind is not None:
        owners = dict.fromkeys(row[kind.owner] for row in rows)
        tracking.enter_context(track_changes(kind.kind, *owners))


def _must_be_as_left(change: RowChange, row: Row | None) -> None:
    """Raise Refused or NotFound if others changed what would be reverted."""
    kind, after = change.kind, change.after
    if row is None and after is not None:
        if kind.gone and change.before is not None:
            raise NotFound(kind.gone)
        is_own = change.before is not None and not change.columns <= kind.free
        if kind.together or is_own:
            raise Refused(kind.refusal(after))
    elif row is not None and after is None:
        if kind.together:
            raise Refused(kind.refusal(row))
    elif row is not None and after is not None:
        guarded = frozenset() if change.before is None else change.columns - kind.free
        if change.before is None or guarded & kind.together:
            guarded |= kind.together
        if any(not _equal(name, row[name], after[name]) for name in guarded - kind.texts.keys()):
            raise Refused(kind.refusal(row))


def _put_texts_back(change: RowChange) -> None:
    kind, before, after = change.kind, change.before, change.after
    if before is None or after is None:
        return
    for column in change.columns & kind.texts.keys():
        assert kind.kind is not None, "texts have a history"
        row_id, place = before["id"], kind.texts[column]
        stored = kind.kind.read(row_id, place)
        if stored.text != after[column]:
            raise VersionConflict(*stored)
        kind.kind.replace(row_id, place, stored.version, before[column])


def _put_row_back(change: RowChange, row: Row | None) -> None:
    kind, before = change.kind, change.before
    if row is None:
        if before is not None and change.after is None:
            kind.put_in(before)
    elif before is None:
        if _equal(DELETED_AT, row.get(DELETED_AT), change.known.get(DELETED_AT)):
            kind.take_away(row["id"], is_made=True)
    elif change.after is not None:
        values = {name: before[name] for name in change.columns - kind.texts.keys()}
        is_removed = values.get(DELETED_AT) is not None
        if is_removed:
            del values[DELETED_AT]
        kind.write(row, change, values)
        if is_removed and row[DELETED_AT] is None:
            kind.take_away(row["id"], is_made=False)


def _equal(name: str, one: object, other: object) -> bool:
    """Return whether two values are equal; DELETED_AT counts only as set or not set."""
    return (one is None) == (other is None) if name == DELETED_AT else one == other
