"""The content of the key reference card, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KeyRow:
    """A command: its keys as printed on a keyboard, its name, and what it does."""

    keys: str
    label: str
    help: str


@dataclass(frozen=True)
class KeyGroup:
    """The commands of a screen under its title."""

    title: str
    rows: tuple[KeyRow, ...]
