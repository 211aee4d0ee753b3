"""Texts that are changed in a form: stored only where nobody changed them since they were read."""

from collections.abc import Callable
from typing import TypeVar

from models.cells import Cells
from models.database import database
from models.errors import KmError

T = TypeVar("T")

Texts = tuple[str, ...]


class Overtaken(KmError):
    """Somebody stored other texts since they were read; `stored` is what stands there now."""

    def __init__(self, stored: Texts) -> None:
        self.stored = stored
        super().__init__("มีผู้อื่นแก้ไปก่อนแล้ว ข้อความของท่านยังอยู่ กด Enter เพื่อเลือกว่าจะใช้ข้อความใด")


def unless_overtaken(
    read: Callable[[], Texts], known: Texts, store: Callable[[Texts], T], texts: Texts
) -> T:
    """Store the texts where `read` still says what is `known`; raises Overtaken where it does not.

    In one transaction. Raises what `store` raises.
    """
    with database.atomic():
        stored = read()
        if stored != known:
            raise Overtaken(stored)
        return store(texts)


def reading(cells: Cells, record_id: int, *fields: str) -> Callable[[], Texts]:
    """What some cells of a record say now, as a question for `unless_overtaken`."""
    return lambda: tuple(cells.read(record_id, field).text for field in fields)
