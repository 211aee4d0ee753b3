"""The uses of a text that was typed where no field is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class TypedUse:
    """A use for a text that was typed where no field is open."""

    label: str
    help: str
    use: Callable[[str], object]


class TypedText(Protocol):
    """The uses that a screen has for a text that was typed with no field open."""

    def uses(self) -> tuple[TypedUse, ...]:
        """Return what can be done with the text now."""

    def take(self, text: str) -> bool:
        """Use the text at once; return whether it was used."""


OnLeft = Callable[[str], object]
"""Receives a text that is left without being used."""

Chosen = str | TypedUse
"""The choice in the list of commands: an action, or a use of the text typed there."""
