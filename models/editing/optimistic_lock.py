"""Optimistic locking of forms: stored only if no other user has changed the fields since."""

from collections.abc import Callable
from typing import Any, TypeVar

from models.editing.record_kind import RecordKind
from models.errors import KmError
from models.storage.database import database

T = TypeVar("T")
V = TypeVar("V")

Texts = tuple[str, ...]


class StaleForm(KmError):
    """Another user changed the fields since they were read.

    Attributes:
        stored: what is stored now.
    """

    def __init__(self, stored: Any) -> None:
        self.stored = stored
        super().__init__("มีผู้อื่นแก้ไปก่อนแล้ว ข้อความของท่านยังอยู่ กด Enter เพื่อเลือกว่าจะใช้ข้อความใด")


def store_if_unchanged(read: Callable[[], V], base: V, store: Callable[[V], T], mine: V) -> T:
    """Store `mine` if the stored value still equals `base` (optimistic locking).

    Reads, compares and stores in one transaction; what `store` raises is passed on.

    Raises:
        StaleForm: another user changed the value; carries what is stored now.
    """
    with database.atomic():
        stored = read()
        if stored != base:
            raise StaleForm(stored)
        return store(mine)


def field_reader(kind: RecordKind, record_id: int, *fields: str) -> Callable[[], Texts]:
    """Return a function that reads the texts of these fields, for `store_if_unchanged`."""
    return lambda: tuple(kind.read(record_id, field).text for field in fields)
