"""What is changed in a form: stored only where nobody changed it since it was read."""

from collections.abc import Callable
from typing import Any, TypeVar

from models.editing.record_kind import RecordKind
from models.errors import KmError
from models.storage.database import database

T = TypeVar("T")
V = TypeVar("V")

Texts = tuple[str, ...]


class StaleForm(KmError):
    """Somebody stored something else since it was read; `stored` is what stands there now."""

    def __init__(self, stored: Any) -> None:
        self.stored = stored
        super().__init__("มีผู้อื่นแก้ไปก่อนแล้ว ข้อความของท่านยังอยู่ กด Enter เพื่อเลือกว่าจะใช้ข้อความใด")


def store_if_unchanged(read: Callable[[], V], base: V, store: Callable[[V], T], mine: V) -> T:
    """Store what is mine where `read` still says what is `base`.

    In one transaction. Raises StaleForm where it does not, and what `store` raises.
    """
    with database.atomic():
        stored = read()
        if stored != base:
            raise StaleForm(stored)
        return store(mine)


def field_reader(kind: RecordKind, record_id: int, *fields: str) -> Callable[[], Texts]:
    """Return a function for `store_if_unchanged` that reads some fields of a record."""
    return lambda: tuple(kind.read(record_id, field).text for field in fields)
