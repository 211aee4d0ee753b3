"""Three-way merge of forms: other users' changes since the form was opened are merged or shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from models.editing.optimistic_lock import StaleForm, Texts, field_reader, store_if_unchanged
from models.editing.record_kind import RecordKind
from models.errors import KmError, Refused
from screens.base.screen import KmScreen
from screens.editing.conflict import ConflictDialog, EitherDialog

T = TypeVar("T")
L = TypeVar("L")
V = TypeVar("V")
Values = tuple[Any, ...]
# Lets a person choose between mine and theirs; None: later.
Choose = Callable[[L, Any, Any], Awaitable[tuple[Any] | None]]


def merging_store(
    screen: KmScreen[Any],
    labels: Sequence[str],
    read: Callable[[], Texts],
    base: Texts,
    store: Callable[[Texts], T],
    hand_over: Callable[..., Awaitable[T]] | None = None,
) -> Callable[[Texts], Awaitable[T]]:
    """Return a function that stores a form's answers, merged with what others stored since.

    A field that only another user changed keeps that user's text; if both changed it, the conflict
    dialog asks the user. Await the function in a worker. It raises StaleForm if the user postpones
    the decision, and Refused if `store` rejects the merged texts (two days joined are no day).

    Args:
        base: the texts of the fields when the form was opened.
        read: reads the stored texts; runs in the writer thread.
        store: stores the merged texts; runs in the writer thread.
        hand_over: submits to the writer thread; `screen.call` if None.
    """

    together = _Choosing(screen).together
    return _guarded(labels, read, base, store, together, hand_over or screen.call)


def merging_field_store(
    screen: KmScreen[Any],
    kind: RecordKind,
    record_id: int,
    base: Mapping[str, str],
    store: Callable[[Texts], T],
) -> Callable[[Texts], Awaitable[T]]:
    """Return a function that merges and stores a form whose fields are columns of one record.

    Like `merging_store`, but only texts may be joined; of a column that is no text (a day, a
    choice) the user takes one of the two.

    Args:
        base: the texts when the form was opened, by column name.
    """
    choose = _Choosing(screen)

    async def either_or_both(name: str, mine: str, theirs: str) -> tuple[str] | None:
        label = kind.column(name).label
        ask = choose.together if kind.is_text(name) else choose.either
        return await ask(label, mine, theirs)

    read = field_reader(kind, record_id, *base)
    return _guarded(list(base), read, tuple(base.values()), store, either_or_both, screen.call)


class Asked(NamedTuple):
    """A chosen (not typed) value of a form: its label, and how a value is shown."""

    label: str
    to_label: Callable[[Any], str] = str


def merging_value_store(
    screen: KmScreen[Any],
    asked: Sequence[Asked],
    read: Callable[[], Values],
    base: Values,
    store: Callable[[Values], T],
    hand_over: Callable[..., Awaitable[T]] | None = None,
) -> Callable[[Values], Awaitable[T]]:
    """Return a function that merges and stores values that are chosen, not typed.

    Like `merging_store`, but if both users changed a value, a dialog asks the user for one of the
    two: values cannot be joined.
    """

    choose = _Choosing(screen)

    async def either(each: Asked, mine: Any, theirs: Any) -> tuple[Any] | None:
        return await choose.either(each.label, mine, theirs, each.to_label)

    return _guarded(asked, read, base, store, either, hand_over or screen.call)


class _Choosing(Struct, frozen=True):
    """The dialogs in which the user chooses between two versions; None for later."""

    screen: KmScreen[Any]

    async def together(self, label: str, mine: str, theirs: str) -> tuple[str] | None:
        """Ask for one of two texts, or both joined; return it as (text,), None on Escape."""
        ask = ConflictDialog(mine, theirs, f" {label} ")
        text = await self.screen.app.push_screen_wait(ask)
        return None if text is None else (text,)

    async def either(
        self, label: str, mine: V, theirs: V, words: Callable[[V], str] = str
    ) -> tuple[V] | None:
        """Ask for one of two values; return it as (value,), None on Escape."""
        ask = EitherDialog(words(mine), words(theirs), label)
        is_mine = await self.screen.app.push_screen_wait(ask)
        return None if is_mine is None else (mine if is_mine else theirs,)


async def try_store(screen: KmScreen[Any], storing: Awaitable[object]) -> bool:
    """Await a merged store and return whether it succeeded; show its error if not."""
    try:
        await storing
    except KmError as error:
        screen.show_error(error)
        return False
    return True


def _guarded(
    labels: Sequence[L],
    read: Callable[[], tuple[Any, ...]],
    known: tuple[Any, ...],
    store: Callable[[Any], T],
    choose: Choose[L],
    ask: Callable[..., Awaitable[T]],
) -> Callable[[Any], Awaitable[T]]:
    async def act(answer: tuple[Any, ...]) -> T:
        since, mine = known, answer
        while True:
            try:
                return await ask(store_if_unchanged, read, since, _refusing(store), mine)
            except StaleForm as other:
                mine = await _together(labels, since, mine, other, choose)
                since = other.stored

    return act


def _refusing(store: Callable[[V], T]) -> Callable[[V], T]:
    def stored(mine: V) -> T:
        try:
            return store(mine)
        except ValueError as error:
            raise Refused(str(error)) from error

    return stored


async def _together(
    labels: Sequence[L],
    known: tuple[Any, ...],
    mine: tuple[Any, ...],
    other: StaleForm,
    choose: Choose[L],
) -> tuple[Any, ...]:
    chosen: list[Any] = []
    for label, before, own, theirs in zip(labels, known, mine, other.stored, strict=True):
        if own in (before, theirs):
            chosen.append(theirs)
        elif theirs == before:
            chosen.append(own)
        else:
            answer = await choose(label, own, theirs)
            if answer is None:
                raise other
            chosen += answer
    return tuple(chosen)
