"""Rows of a table of contents, and where their parts begin: plain values."""

from typing import NamedTuple


class PageAnchor(NamedTuple):
    """Where a part begins: the page in the file from 1, and the number printed on it."""

    page: int
    number: int


class TocEntry(NamedTuple):
    """A row of the contents: its words, the name of the part it leads to, how deep it stands."""

    title: str
    name: str
    depth: int = 0
