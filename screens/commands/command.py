"""A command: a row of the table in `screens.commands`, with its keys in both layouts."""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from textual.binding import Binding, BindingType
from textual.keys import KEY_NAME_REPLACEMENTS

from kmtui.thai.digits import thai_digits
from kmtui.thai.keys import twin


class Command(Struct, frozen=True):
    """A command of a screen; the screen's method is `action_<id>`.

    Attributes:
        keys: Textual's key names with commas between ("f8,p"); a letter or digit is written as the
            character on the US layout, its Kedmanee twin is added by `bindings`.
        label: its short Thai name in the key line.
        help: what it does, in Thai.
        shown: whether it is in the key line; the help lists all.
        priority: whether the screen takes the key before the focused widget.
        argument: the action's argument; None if it has none.
    """

    id: str
    keys: str
    label: str
    help: str
    shown: bool = True
    priority: bool = False
    argument: str | int | None = None

    @property
    def action(self) -> str:
        """The Textual action: the id, with the argument as a Python literal if there is one."""
        return self.id if self.argument is None else f"{self.id}({self.argument!r})"

    @property
    def name(self) -> str:
        """The name in `keys.toml`, and the id of its Textual binding: `pick_row.1`."""
        return self.id if self.argument is None else f"{self.id}.{self.argument}"


class Page(Struct, frozen=True):
    """The commands of one screen under its Thai title, in the order of the help."""

    title: str
    commands: tuple[Command, ...]


class KeyTakenError(ValueError):
    """Two commands of one screen have the same key, which is a mistake in the table."""


def bindings(*commands: Command) -> list[BindingType]:
    """Return the Textual bindings of `commands`, each with the twins of its keys.

    Raises:
        KeyTakenError: two of the commands (twins counted) share a key.
    """
    owners: dict[str, Command] = {}
    for command in commands:
        for key in every_key(command):
            owner = owners.setdefault(key, command)
            if owner is not command:
                raise KeyTakenError(f"{key}: {owner.id}, {command.id}")
    return [_binding(command) for command in commands]


def written_keys(command: Command) -> tuple[str, ...]:
    """Return the keys of the command table or of `keys.toml`, function keys first.

    Empty if there are none.
    """
    keys = (key.strip() for key in command.keys.split(",") if key.strip())
    return tuple(sorted(keys, key=lambda key: not is_function_key(key)))


def every_key(command: Command) -> tuple[str, ...]:
    """Return all Textual names of a command's keys: as written, Kedmanee twins, Thai digits."""
    return tuple(dict.fromkeys(name for key in written_keys(command) for name in _with_twins(key)))


def with_twins(binding: Binding) -> Binding:
    """Return a Textual binding extended by the Thai layout's keys (Ctrl+ย for Ctrl+P)."""
    keys = (name for key in binding.key.split(",") for name in _with_twins(key.strip()))
    return dataclasses.replace(binding, key=",".join(dict.fromkeys(keys)))


def is_function_key(key: str) -> bool:
    """Return whether `key` is Textual's name of a function key, such as "f8"."""
    return len(key) > 1 and key[0] == "f" and key[1:].isdecimal()


def keys_label(command: Command) -> str:
    """Return the keys as shown in the help and `docs/keys.md`: "F8 / P"."""
    return " / ".join(key_label(key) for key in written_keys(command))


def key_label(key: str) -> str:
    """Return one key as printed on a keyboard: "F8", "Ctrl+P", "Esc", "↑"."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    name = _LABELS.get(last) or (last.upper() if len(last) == 1 else last.capitalize())
    return "+".join([*(modifier.capitalize() for modifier in modifiers), name])


def key_name(character: str) -> str:
    """Return Textual's name of the key that types `character`.

    Examples: "p", "ย", "thai_character_mai_ek".
    """
    if character.isalnum():
        return character
    name = unicodedata.name(character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


def _binding(command: Command) -> Binding:
    return Binding(
        ",".join(every_key(command)),
        command.action,
        command.label,
        show=command.shown,
        key_display=key_label(written_keys(command)[0]),
        priority=command.priority,
        tooltip=command.help,
        id=command.name,
    )


def _with_twins(key: str) -> Iterator[str]:
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    last = _SIGNS.get(last, last)
    if len(last) > 1:
        yield key
        return
    yield "+".join([*modifiers, key_name(last)])
    if (other := twin(last)) is not None:
        yield "+".join([*modifiers, key_name(other)])
    if last.isdecimal() and not modifiers:
        yield thai_digits(last)


# Signs that may be named in the table; as characters they have twins, too.
_SIGNS = {"question_mark": "?", "slash": "/", "minus": "-", "plus": "+", "comma": ","}
_LABELS = {
    "escape": "Esc",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "delete": "Del",
    "space": "Space",
    **_SIGNS,
}
