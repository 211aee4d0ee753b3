"""The result of drawing a document."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF (or a calendar, or a Word file), and Thai warnings for the user.

    They say which characters the font lacks, and that an emblem is missing.
    """

    content: bytes
    warnings: tuple[str, ...] = ()
