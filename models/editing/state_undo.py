"""An act with the state before it and after it, so that it can be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from models.storage.database import database

State = TypeVar("State")

TOUCHED = "มีผู้อื่นแก้รายการนี้หลังจากท่านแล้ว จึงไม่เลิกทำ ดูสิ่งที่เขาแก้ แล้วแก้ที่รายการนั้นได้เลย"
"""Why an act is not taken back: what it left is not there any more."""


@dataclass(frozen=True)
class UndoEntry(Generic[State]):
    """How things stood before an act and after it."""

    before: State
    after: State


def keeping(
    read: Callable[[], State], act: Callable[..., object], *args: object
) -> UndoEntry[State]:
    """Do an act; return how what `read` reads stood before it and after it.

    In one transaction: what others do meanwhile is no part of it. Raises what the act raises.
    """
    with database.atomic():
        before = read()
        act(*args)
        return UndoEntry(before, read())
