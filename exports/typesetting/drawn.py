"""The result of rendering a document."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF (or calendar or Word file), and Thai warnings for the user.

    The warnings name characters that the font lacks, and a missing emblem.
    """

    content: bytes
    warnings: tuple[str, ...] = ()
