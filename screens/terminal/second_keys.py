"""Second keys for F1 to F10, which byobu, mosh, web consoles and desktops intercept.

Ctrl+Space and then a digit is a function key; so is Alt with a digit, if the terminal sends it.
Both work in either layout: the digit keys of the Thai layout are known by their letters, and
Ctrl+Space is the same byte (NUL) in all.
"""

from __future__ import annotations

from textual import events

from kmtui.thai.digits import arabic_digits
from kmtui.thai.keys import KEDMANEE

LEADERS = frozenset({"ctrl+@", "ctrl+space"})
_ALT = "alt+"
_DIGIT_KEYS = frozenset("0123456789")
_DIGITS = {KEDMANEE[digit]: digit for digit in _DIGIT_KEYS}


class SecondKeys:
    """Translates second keys to function keys."""

    def __init__(self) -> None:
        self._is_led = False

    def translated(self, key: events.Key) -> events.Key | None:
        """Return the translated key; None for a leader, whose digit is still to come."""
        is_led, self._is_led = self._is_led, key.key in LEADERS
        if self._is_led:
            return None
        if key.key.startswith(_ALT):
            return function_key(key.key.removeprefix(_ALT)) or key
        return (is_led and function_key(key.character or "")) or key


def function_key(character: str) -> events.Key | None:
    """Return F1 to F10 for a digit on either layout, 0 for F10; None for another character."""
    digit = _DIGITS.get(character, arabic_digits(character))
    return events.Key(f"f{int(digit) or 10}", None) if digit in _DIGIT_KEYS else None
