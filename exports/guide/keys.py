"""The content of the key reference card, as plain values."""

from msgspec import Struct


class KeyRow(Struct, frozen=True):
    """A command: its keys as printed on a keyboard, its name, and what it does."""

    keys: str
    label: str
    help: str


class KeyGroup(Struct, frozen=True):
    """The commands of a screen under its title."""

    title: str
    rows: tuple[KeyRow, ...]
