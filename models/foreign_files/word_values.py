"""A Word document as frozen values: its blocks in order, their marks and comments."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct


class WordComment(Struct, frozen=True):
    """A reviewer's comment; `about` is the commented text."""

    author: str
    text: str
    about: str = ""


class WordParagraph(Struct, frozen=True):
    """A paragraph with its accepted text, in which a line break is a newline.

    `tag` is the tag of the content control around it, empty if there is none.
    """

    text: str
    tag: str = ""
    comments: tuple[WordComment, ...] = ()


class WordCell(Struct, frozen=True):
    """A cell, `span` columns wide; one that continues a merged cell above has no text."""

    paragraphs: tuple[WordParagraph, ...]
    span: int = 1
    is_continued: bool = False

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(each.text for each in self.paragraphs)


class WordTable(Struct, frozen=True):
    """A table; a nested one is part of the text of its cell."""

    rows: tuple[tuple[WordCell, ...], ...]


WordBlock = WordParagraph | WordTable


class WordDocument(Struct, frozen=True):
    """The body of a document; `custom` are the roots of its custom XML parts."""

    file_name: str
    blocks: tuple[WordBlock, ...]
    custom: tuple[Element, ...] = ()

    @property
    def tables(self) -> tuple[WordTable, ...]:
        """The tables, in order."""
        return tuple(each for each in self.blocks if isinstance(each, WordTable))

    def paragraphs(self) -> Iterator[WordParagraph]:
        """Yield all paragraphs in order, also those in tables."""
        for block in self.blocks:
            if isinstance(block, WordParagraph):
                yield block
                continue
            for row in block.rows:
                for cell in row:
                    yield from cell.paragraphs
