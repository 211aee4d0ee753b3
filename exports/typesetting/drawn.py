"""What drawing a document gives."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RenderedPdf:
    """A PDF, and Thai sentences for the user: characters the font lacks, a missing emblem."""

    content: bytes
    warnings: tuple[str, ...] = ()
