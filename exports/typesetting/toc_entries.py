"""Entries of a table of contents, and the pages of their parts, as plain values."""

from typing import NamedTuple


class PageAnchor(NamedTuple):
    """The first page of a part: its number in the file, from 1, and the number printed on it."""

    page: int
    number: int


class TocEntry(NamedTuple):
    """An entry: its title, the name of the part that it links to, and its level from 0."""

    title: str
    name: str
    depth: int = 0
