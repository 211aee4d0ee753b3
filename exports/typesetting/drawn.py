"""The result of drawing a document."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF, and Thai warnings for the user: characters the font lacks, a missing emblem."""

    content: bytes
    warnings: tuple[str, ...] = ()
