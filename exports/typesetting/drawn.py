"""The result of rendering a document."""

from collections.abc import Mapping

from msgspec import Struct, field


class RenderedPdf(Struct, frozen=True):
    """A PDF (or calendar or Word file), and Thai warnings for the user.

    Attributes:
        warnings: which characters the font lacks, that the emblem is missing, and the like.
        pages: the printed page number of each named part of a PDF.
    """

    content: bytes
    warnings: tuple[str, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
