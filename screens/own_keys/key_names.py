"""Names of keys as users write them: "F5", "Ctrl+K", "Esc", "ฟ"."""

from __future__ import annotations

from kmtui.thai.digits import arabic_digits
from kmtui.thai.keys import KEDMANEE, from_kedmanee
from screens.commands.command import key_label

_LAST_FUNCTION_KEY = 24
_NAMED = (
    "enter",
    "escape",
    "tab",
    "backspace",
    "delete",
    "insert",
    "up",
    "down",
    "left",
    "right",
    "home",
    "end",
    "pageup",
    "pagedown",
    "space",
)
_FUNCTION_KEYS = tuple(f"f{number}" for number in range(1, _LAST_FUNCTION_KEY + 1))
_NAMES = {
    **{name: name for name in (*_NAMED, *_FUNCTION_KEYS)},
    **{key_label(name).lower(): name for name in _NAMED},
    "question_mark": "?",
    "return": "enter",
}
_MODIFIERS = ("ctrl", "shift")


def key_of(written: str) -> str | None:
    """Return a written key in the form of the command table; None if there is no such key.

    A Thai letter means the key that it is on. Alt is no part of a key here: Alt with a digit is a
    function key, and an ESC on a slow line looks like Alt.
    """
    text = arabic_digits(written.strip())
    if len(text) == 1:
        return _NAMES.get(text) or _character(text)
    *modifiers, last = text.lower().split("+")
    if last == "" and modifiers:
        return None
    name = _NAMES.get(last)
    if not modifiers:
        return name
    if len(set(modifiers)) < len(modifiers) or not set(modifiers) <= set(_MODIFIERS):
        return None
    if name is None:
        # A terminal sends Ctrl with the letters only.
        letter = _character(last) if len(last) == 1 else None
        is_sent = letter is not None and letter.isalpha() and modifiers == ["ctrl"]
        return f"ctrl+{letter}" if is_sent else None
    return "+".join([each for each in _MODIFIERS if each in modifiers] + [name])


def _character(text: str) -> str | None:
    key = text if text in KEDMANEE else from_kedmanee(text)
    if key not in KEDMANEE:
        return "space" if key == " " else None
    return {",": "comma", "+": "plus"}.get(key, key.lower())
