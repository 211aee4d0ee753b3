"""The possible uses of a text that was typed while no field was open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct


class TypedUse(Struct, frozen=True):
    """A use of a text that was typed while no field was open.

    Attributes:
        label: its name in the list of commands.
        help: what it does, as a Thai sentence.
        use: receives the text; an awaitable result is awaited.
    """

    label: str
    help: str
    use: Callable[[str], object]


class TypedText(Protocol):
    """The uses that a screen has for a text typed while no field was open."""

    def uses(self) -> tuple[TypedUse, ...]:
        """Return the uses that are possible now."""

    def take(self, text: str) -> bool:
        """Use the text at once if the screen can; return whether it did."""


OnLeft = Callable[[str], object]
"""Receives a text that is left without being used."""

Chosen = str | TypedUse
"""The choice in the list of commands: an action, or a use of the text typed there."""
