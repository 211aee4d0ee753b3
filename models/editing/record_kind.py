"""Records edited field by field: each field is saved by compare-and-swap, with its history.

A cell is one column of one record. Its version counts its stored states: 0 until it is first
changed, so that a record that is never edited has no history. Two users who edit two fields of one
record get no conflict; in one field the second gets a VersionConflict, and both texts are kept.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple, Protocol, TypeVar, cast

from msgspec import Struct
from peewee import fn

from kmtui.thai.text import clean
from models.editing.revisions import FieldKey, Revision, SaveOperation, Subject, store_revision
from models.errors import KmError, NotFound, Refused, VersionConflict
from models.storage.database import Record, database, now
from models.storage.fields import ForeignKeyField

DELETED_AT = "deleted_at"  # the column, and the field of its revisions

UNKNOWN_PLACE = "ไม่รู้ว่าข้อความนี้อยู่ที่ใด เปิดจอเดิมแล้วพิมพ์ใหม่จากข้อความนี้"


def plain_text(value: Any) -> str:
    """Return a value as the text that is edited; empty for None."""
    return "" if value is None else str(value)


def cleaned(text: str) -> str:
    """Return a text in its stored form: that of `kmtui.thai.text.clean`, without outer spaces."""
    return clean(text).strip()


class FieldSpec(Struct, frozen=True):
    """One column that users edit, with the conversions between its value and its text.

    Attributes:
        from_text: parses a text; refuses it by raising KmError or ValueError with a Thai sentence.
        operation: of a column that is not typed in place: stores an earlier text again, given the
            row and the text, as the screens would; refuses it by raising KmError.
    """

    name: str
    label: str
    to_text: Callable[[Any], str] = plain_text
    from_text: Callable[[str], Any] = cleaned
    operation: Callable[[Any, str], object] | None = None


class Labelled(Protocol):
    """A choice of an enumeration with its Thai label."""

    @property
    def label(self) -> str:
        """The Thai label of the choice."""


C = TypeVar("C", bound=Labelled)


def choice_column(
    name: str, label: str, choices: Callable[[str], C], store: Callable[[int, C], object]
) -> FieldSpec:
    """Return a column whose value is one of an enumeration, shown and typed as its label.

    Args:
        choices: the enumeration, called with the stored value.
        store: the operation that stores a choice, given the record's id and the choice.
    """
    return FieldSpec(
        name,
        label,
        to_text=lambda value: choices(value).label,
        operation=lambda row, text: store(row.id, labelled(choices, text)),
    )


def labelled(choices: Callable[[str], C], label: str) -> C:
    """Return the choice of an enumeration that has this label.

    Raises:
        Refused: no choice has it.
    """
    for each in cast("Iterable[C]", choices):
        if each.label == label:
            return each
    raise Refused(f"ไม่มีตัวเลือก “{label}” แล้ว เลือกในจอของรายการนั้นแทน")


def yes_no_column(
    name: str, labels: tuple[str, str], store: Callable[[int, bool], object], label: str
) -> FieldSpec:
    """Return a column that is true or false, shown and typed as one of two labels.

    Args:
        labels: the label of true, then that of false.
        store: the operation that stores it, given the record's id and the new value.
    """
    return FieldSpec(
        name,
        label,
        to_text=lambda value: labels[0] if value else labels[1],
        operation=lambda row, text: store(row.id, text == labels[0]),
    )


class CellState(NamedTuple):
    """The stored text of a field, and the version that a change of it is based on."""

    text: str
    version: int


def _no_place(_draft: Any) -> int:
    raise NotFound(UNKNOWN_PLACE)


class RecordKind(Struct, frozen=True):
    """The rules for editing one table's records; `deleted_at`, if set, marks soft-deleted ones.

    Attributes:
        noun: the Thai noun for one record.
        title_of: the title of a given record.
        must_be_open: raises Refused if the given record is closed to changes.
        only_read: columns that are not typed in place but changed by operations of their own, which
            record the history.
        asks_first: whether an orphaned draft is stored only after a user has confirmed it.
        add: stores a record that was begun and never stored, from its draft (`TypedText`), and
            returns its id. Raises NotFound if the draft does not say where the record belongs.
        stands_under: the key of the record that a given one belongs to, which is restored with it;
            None if there is none.
        built_on: the rows that are purged together with a given one.
    """

    subject: Subject
    table: type[Record]
    noun: str
    columns: tuple[FieldSpec, ...]
    title_of: Callable[[Any], str]
    must_be_open: Callable[[Any], None] = lambda _row: None
    only_read: frozenset[str] = frozenset()
    asks_first: bool = False
    add: Callable[[Any], int] = _no_place
    stands_under: Callable[[Any], FieldKey | None] = lambda _row: None
    built_on: Callable[[Any], Iterable[Any]] = lambda _row: ()

    @property
    def is_typed_in_place(self) -> bool:
        """Whether one field can be stored alone, without an operation on the whole record."""
        return True

    def has_column(self, field: str) -> bool:
        """Return whether there is a column with this name."""
        return any(each.name == field for each in self.columns)

    def column(self, field: str) -> FieldSpec:
        """Return the column with this name.

        Raises:
            StopIteration: there is none; a mistake of the program, not of the user.
        """
        return next(each for each in self.columns if each.name == field)

    def is_text(self, field: str) -> bool:
        """Return whether a column is free text, stored as typed, not a date, figure or choice."""
        return self.is_stored(field) and self.column(field).to_text is plain_text

    def is_stored(self, field: str) -> bool:
        """Return whether the field is a column with a value: not computed, and no foreign key."""
        stored = self.table._meta.fields.get(field)
        return stored is not None and not isinstance(stored, ForeignKeyField)

    def read(self, record_id: int, field: str) -> CellState:
        """Return the stored value and version of a field.

        Raises:
            NotFound: the record does not exist or is soft-deleted.
        """
        place = FieldKey(self.subject, record_id, field)
        return CellState(self._text(self._row(record_id), field), version_of(place))

    def differs(self, record_id: int, field: str, text: str) -> bool:
        """Return whether a draft differs from the stored text; False if the record was purged."""
        row = self.table.get_or_none(self.table.id == record_id)
        return row is not None and cleaned(text) != self._text(row, field)

    def saving(self, field: str) -> SaveOperation:
        """Return `replace` for one column as the function that `Writer.commit_draft` takes."""

        def save(record_id: int, expected: int, text: str) -> int:
            return self.replace(record_id, field, expected, text)

        return save

    def replace(self, record_id: int, field: str, expected: int, text: str) -> int:
        """Store a field if its version is still `expected`; return its new version.

        Stores nothing if the text is the same. Reads, compares and stores in one transaction.

        Raises:
            VersionConflict: another user was first; carries what is stored.
            NotFound: the record does not exist or is soft-deleted.
            Refused: the record is closed to changes, or the column does not take this text.
        """
        with database.atomic():
            row, place = self._row(record_id), FieldKey(self.subject, record_id, field)
            self.must_be_open(row)
            stored, version = self._text(row, field), version_of(place)
            value = self._value(field, text)
            if self.column(field).to_text(value) == stored:
                return version
            if version != expected:
                raise VersionConflict(stored, version)
            self.table.update({field: value}).where(self.table.id == record_id).execute()
            if version == 0:
                store_revision(place, 0, stored)
            fresh = self._text(self._row(record_id), field)
            store_revision(place, version + 1, fresh)
            return version + 1

    def soft_delete(self, record_id: int) -> None:
        """Soft-delete a record, which hides it in all lists.

        Raises:
            NotFound: the record does not exist or is soft-deleted.
            Refused: the record is closed to changes.
        """
        self._move(self._row(record_id), now())

    def undelete(self, record_id: int) -> None:
        """Undo the soft delete of a record; a record that is not deleted is unchanged.

        Raises:
            NotFound: the record was purged.
            Refused: the record is closed to changes.
        """
        row = self.table.get_or_none(self.table.id == record_id)
        if row is None:
            raise NotFound(f"ไม่พบ{self.noun}นี้แล้ว เปิดถังขยะใหม่อีกครั้ง")
        if getattr(row, DELETED_AT) is None:
            self.must_be_open(row)
        else:
            self._move(row, None)

    def deleted_rows(self) -> list[Any]:
        """Return the soft-deleted records, the latest first."""
        deleted_at: Any = getattr(self.table, DELETED_AT)
        return list(
            self.table.select().where(deleted_at.is_null(False)).order_by(deleted_at.desc())
        )

    def texts(self) -> Iterator[tuple[FieldKey, FieldSpec, str]]:
        """Yield key, column and text of every non-empty field that users type in place.

        Soft-deleted records are left out.
        """
        for row in self.table.select().where(getattr(self.table, DELETED_AT).is_null()):
            for column in self.columns:
                if column.name not in self.only_read and (text := self._text(row, column.name)):
                    yield FieldKey(self.subject, row.id, column.name), column, text

    def _move(self, row: Any, deleted_at: str | None) -> None:
        with database.atomic():
            self.must_be_open(row)
            self.table.update({DELETED_AT: deleted_at}).where(self.table.id == row.id).execute()
            place = FieldKey(self.subject, row.id, DELETED_AT)
            store_revision(place, version_of(place) + 1, deleted_at or "")

    def _row(self, record_id: int) -> Any:
        row = self.table.get_or_none(self.table.id == record_id)
        if row is None or row.deleted_at is not None:
            raise NotFound(f"{self.noun}นี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติและถังขยะ")
        return row

    def _text(self, row: Any, field: str) -> str:
        return self.column(field).to_text(getattr(row, field))

    def _value(self, field: str, text: str) -> Any:
        try:
            return self.column(field).from_text(text)
        except KmError:
            raise
        except ValueError as error:
            raise Refused(str(error)) from error


def version_of(field_key: FieldKey) -> int:
    """Return the stored version of a field; 0 if it was never changed."""
    return versions_of(field_key.subject, [field_key.subject_id]).get(field_key, 0)


def versions_of(subject: Subject, record_ids: Collection[int]) -> dict[FieldKey, int]:
    """Return the versions of every changed field of these records, in one query."""
    newest: Any = (
        Revision.select(Revision.subject_id, Revision.field, fn.MAX(Revision.version))
        .where(Revision.subject == subject, Revision.subject_id.in_(list(record_ids)))
        .group_by(Revision.subject_id, Revision.field)
        .tuples()
    )
    return {FieldKey(subject, record_id, field): version for record_id, field, version in newest}
