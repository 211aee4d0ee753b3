"""What drawing a document gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Drawn:
    """A PDF, and Thai sentences for the user: characters the font lacks, a missing emblem."""

    content: bytes
    told: tuple[str, ...] = ()
