"""Decides whether a letter pressed with no field open is a command or begins a sentence.

A letter that is a command waits for a moment: if another letter follows that soon, it begins a
sentence; a digit answers what the command asks. The keys of one command with different numbers
(scores, rows) and repeated presses of one key are commands. A letter that is no command begins a
sentence at once.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from textual import events

# An average typist of Thai needs 300 ms from letter to letter.
LETTER_PAUSE_S = 0.45
# The keys 2 and 3 under the Thai layout; no word has them behind its first letter.
_DIGIT_SIGNS = frozenset("/-")


class TypingGuard:
    """Looks at the keys queued after the one that is about to be handled.

    Args:
        command_of: returns the name of the command of a key, without its argument; empty if none.
    """

    def __init__(self, command_of: Callable[[events.Key], str]) -> None:
        self._command_of = command_of
        self._coming: deque[events.Key | events.Paste] = deque()
        self._arrived = asyncio.Event()
        self._arrived_at = 0.0
        self._last: tuple[str, float] = ("", 0.0)
        self._sentence_at = float("-inf")

    def note(self, event: events.Key | events.Paste) -> None:
        """Record an input that has arrived and is queued."""
        self._coming.append(event)
        self._arrived_at = time.monotonic()
        self._arrived.set()

    def begin(self, event: events.Event) -> None:
        """Remove an input that is handled now, and all queued before it, from the queue."""
        while self._coming and event in self._coming and self._coming.popleft() is not event:
            pass

    async def is_typing(self, key: events.Key) -> bool:
        """Return whether the key begins a sentence; waits up to 0.45 s for the next key."""
        if key.time - self._sentence_at < LETTER_PAUSE_S or await self._is_first_letter(key):
            self._sentence_at = key.time
            return True
        return False

    def end_sentence(self) -> None:
        """Record a key that types no text: the next letter is a first one."""
        self._sentence_at = float("-inf")

    async def _is_first_letter(self, key: events.Key) -> bool:
        command = self._command_of(key)
        if not command:
            return True
        if not (key.character or "").isalnum():
            # No sentence begins with a sign or with a mark above or below a letter.
            return False
        last, at = self._last
        if last != command or time.monotonic() - at > LETTER_PAUSE_S:
            while (found := self._seen(command)) is None:
                self._arrived.clear()
                left = self._arrived_at + LETTER_PAUSE_S - time.monotonic()
                try:
                    await asyncio.wait_for(self._arrived.wait(), max(0.0, left))
                except TimeoutError:
                    break
            if found:
                return True
        self._last = (command, time.monotonic())
        return False

    def _seen(self, command: str) -> bool | None:
        """Return whether the keys so far make a sentence; None if that is undecided yet."""
        for each in self._coming:
            if isinstance(each, events.Paste) or not is_letter(each) or _is_number(each):
                return False
            if self._command_of(each) != command:
                return True
        return None


def _is_number(key: events.Key) -> bool:
    """Return whether the key answers a question that the command asks by a number."""
    return (key.character or "").isdecimal() or key.character in _DIGIT_SIGNS


def is_letter(key: events.Key) -> bool:
    """Return whether the key types a letter, digit or sign; a space begins no sentence."""
    return key.is_printable and key.character is not None and not key.character.isspace()
