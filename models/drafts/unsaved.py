"""The typed texts that are not in the data file yet, with their age; thread-safe."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from models.drafts.rescue import TypedText
from models.editing.revisions import FieldKey

_STEP = timedelta(milliseconds=1)


class _Unsaved(Struct, frozen=True):
    """A text, and when its oldest unsaved character was typed (`time.monotonic()`)."""

    typed: TypedText
    since: float


class OwnVersions:
    """The versions that this session has stored, each with the version that it replaced."""

    def __init__(self) -> None:
        self._later: dict[tuple[FieldKey, int], int] = {}

    def add(self, place: FieldKey, base: int, version: int) -> None:
        """Record that `version` was stored over `base`; they are equal if nothing changed."""
        if version > base:
            self._later[place, base] = version

    def base_of(self, typed: TypedText) -> int:
        """Return the base version for saving, after what this session has stored on top of it."""
        base = typed.base_version
        while (step := (typed.field_key, base)) in self._later:
            base = self._later[step]
        return base


class UnsavedTexts:
    """Texts that are queued for the writer thread, being stored by it, or in rescue files.

    `on_first` is called when a text is queued and no other one is unsaved.

    Attributes:
        changed: the condition variable that guards all fields; notified when texts were added or
            rescued, or rescue files removed.
    """

    def __init__(self, on_first: Callable[[], object]) -> None:
        self.changed = threading.Condition()
        self._on_first = on_first
        self._waiting: dict[FieldKey, _Unsaved] = {}
        self._in_hand: dict[FieldKey, _Unsaved] = {}
        self._rescued: dict[FieldKey, TypedText] = {}
        self._last_at = ""

    def __bool__(self) -> bool:
        with self.changed:
            return bool(self._waiting or self._in_hand)

    @property
    def is_waiting(self) -> bool:
        """Whether a text waits for the writer thread."""
        return bool(self._waiting)

    def put(self, typed: TypedText) -> None:
        """Queue the newest state of a text."""
        with self.changed:
            if not (self._waiting or self._in_hand):
                self._on_first()
            place = typed.field_key
            former = self._waiting.get(place)
            since = time.monotonic() if former is None else former.since
            self._waiting[place] = _Unsaved(self._in_order(typed), since)
            self.changed.notify_all()

    def take(self) -> list[TypedText]:
        """Return the texts for the writer thread to store; they are no longer queued."""
        with self.changed:
            self._in_hand.update(self._waiting)
            self._waiting.clear()
            return [each.typed for each in self._in_hand.values()]

    def stored(self, typed: TypedText) -> None:
        """Remove a text that was taken and is now in the data file."""
        with self.changed:
            self._in_hand.pop(typed.field_key, None)

    def put_back(self, typed: TypedText) -> None:
        """Queue a text again that was taken, unless a newer state is queued."""
        with self.changed:
            former = self._in_hand.pop(typed.field_key)
            newer = self._waiting.get(typed.field_key, former)
            self._waiting[typed.field_key] = _Unsaved(newer.typed, former.since)

    def forget(self, place: FieldKey, text: str | None = None) -> None:
        """Drop the queued text of this field; with `text`, only if it is this text."""
        with self.changed:
            former = self._waiting.get(place)
            if former is not None and text in (None, former.typed.text):
                del self._waiting[place]

    def texts(self) -> list[TypedText]:
        """Return the newest state of every text that is not in the data file."""
        with self.changed:
            newest = self._in_hand | self._waiting
            return [each.typed for each in newest.values()]

    def age_s(self) -> float | None:
        """Return the age of the oldest unsaved character in seconds; None if all are stored."""
        with self.changed:
            moments = [each.since for each in (*self._in_hand.values(), *self._waiting.values())]
        return time.monotonic() - min(moments) if moments else None

    def not_rescued(self) -> list[TypedText]:
        """Return the texts whose newest state is in no rescue file."""
        with self.changed:
            return [each for each in self.texts() if self._rescued.get(each.field_key) != each]

    def rescued(self, typed: TypedText) -> None:
        """Record that a text is in a rescue file."""
        with self.changed:
            self._rescued[typed.field_key] = typed
            self.changed.notify_all()

    def needless(self) -> list[FieldKey]:
        """Return the fields that have a rescue file but no unsaved text."""
        with self.changed:
            unsaved = {each.field_key for each in self.texts()}
            return [each for each in self._rescued if each not in unsaved]

    def dropped(self, place: FieldKey) -> None:
        """Record that the rescue file of a field is removed."""
        with self.changed:
            self._rescued.pop(place, None)
            self.changed.notify_all()

    def _in_order(self, typed: TypedText) -> TypedText:
        """Return the text with a timestamp later than that of any before it.

        If the clock is set back, the timestamp is the last one plus one step: the next start must
        recognise the newest state, which may be in a draft or in a rescue file.
        """
        if typed.at <= self._last_at:
            try:
                later = datetime.fromisoformat(self._last_at) + _STEP
            except (ValueError, OverflowError):
                return typed
            typed = replace(typed, at=later.isoformat(timespec="milliseconds"))
        self._last_at = typed.at
        return typed
