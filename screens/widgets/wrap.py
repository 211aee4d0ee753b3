"""Wrapping of a line of Thai text at a width in terminal cells.

Rows end where `kmtui.thai.words` allows a break, between a number and its word last of all; a row
never starts with a mark, with SARA AM or with ะ า ๅ ๆ ฯ, unless even two such characters do not fit
beside each other. One space may hang past the right edge (in an editor that is the cell kept for
the cursor); further spaces begin the next row, so that the cursor is always visible.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len

from kmtui.thai.words import NEVER_STARTS_A_LINE, break_offsets, clusters, tied_offsets

TAB_CELLS = 4
ELLIPSIS = "…"
# Longer lines are not cached: a pasted megabyte would stay in memory.
LONGEST_REMEMBERED = 4000

_LEADING = frozenset("เแโใไ")
_CHUNK = re.compile(r"[^ \t]+ ?|[ \t]")


class Piece(NamedTuple):
    """An unbreakable piece: its code points, its cells, and its cells without a final space."""

    length: int
    cells: int
    solid: int


def wrap_offsets(line: str, width: int, tab: int = TAB_CELLS) -> tuple[int, ...]:
    """Return the start of each row of `line` (without newlines) except the first.

    A row is at most `width` terminal cells wide. The last offset is len(line) if a hanging space
    ends the line: the cursor goes to a new row. A width of 0 or less disables wrapping.
    """
    if width <= 0 or not line:
        return ()
    if line.isprintable() and not line.endswith(" ") and cell_len(line) <= width:
        # Most lines end here, without the lexicon being read.
        return ()
    if len(line) > LONGEST_REMEMBERED:
        return _wrap(line, width, tab)
    return _wrap_remembered(line, width, tab)


def row_spans(line: str, width: int) -> list[tuple[int, int]]:
    """Return start and end of each row of `line`, `width` cells wide, without final spaces."""
    length = len(line.rstrip(" "))
    starts = [0, *wrap_offsets(line[:length], width), length]
    return [(start, start + len(line[start:end].rstrip(" "))) for start, end in pairwise(starts)]


def wrap_text(text: str, width: int) -> list[str]:
    """Wrap a text of one or more lines; return its rows, each at most `width` cells wide."""
    return [line[start:end] for line in text.split("\n") for start, end in row_spans(line, width)]


def shorten(text: str, cells: int) -> str:
    """Return the first line in at most `cells` cells, cut at a word, with an ellipsis if cut."""
    line, newline, _rest = text.expandtabs(TAB_CELLS).partition("\n")
    if not newline and cell_len(line) <= cells:
        return line
    if cells < 1:
        return ""
    room = cells - 1
    start, end = row_spans(line, room)[0] if room and line else (0, 0)
    return line[start:end] + ELLIPSIS


def shorten_left(text: str, cells: int) -> str:
    """Return the text in at most `cells` cells: its last words after an ellipsis if it is longer.

    For texts that differ at their end: a committee's name, then the meeting, then the item.
    """
    if cell_len(text) <= cells:
        return text
    words = text.split(" ")
    kept = [words.pop()]
    while words and cell_len(f"{ELLIPSIS}{words[-1]} {' '.join(kept)}") <= cells:
        kept.insert(0, words.pop())
    if words:
        # Of a long run of Thai words the last ones, too.
        piece, room = words[-1], cells - len(ELLIPSIS) - cell_len(f" {' '.join(kept)}")
        ends = (piece[at:] for at in break_offsets(piece))
        kept = [*filter(None, [next((e for e in ends if cell_len(e) <= room), "")]), *kept]
    found = ELLIPSIS + " ".join(kept)
    return found if cell_len(found) <= cells else shorten(" ".join(kept), cells)


def forget_rows() -> None:
    """Clear the caches; to be called after `kmtui.thai.words.learn`."""
    _wrap_remembered.cache_clear()
    _cut_chunk_remembered.cache_clear()


@lru_cache(maxsize=2048)
def _wrap_remembered(line: str, width: int, tab: int) -> tuple[int, ...]:
    return _wrap(line, width, tab)


def _wrap(line: str, width: int, tab: int) -> tuple[int, ...]:
    rows: list[int] = []
    used = start = 0
    tied = tied_offsets(line)
    # Where this row may end better than between a number and its word, and the cells before it.
    free: tuple[int, int] | None = None
    for piece in _pieces(line, tab):
        if used and used + piece.solid > width:
            if start in tied and free is not None and used - free[1] + piece.solid <= width:
                rows.append(free[0])
                used -= free[1]
            else:
                rows.append(start)
                used = 0
            free = None
        elif used and start not in tied:
            free = start, used
        if piece.solid > width:
            hanging = piece.cells - piece.solid
            cuts, used = _fold(line[start : start + piece.length - hanging], width)
            rows.extend(start + cut for cut in cuts)
            used += hanging
        else:
            used += piece.cells
        start += piece.length
    if used > width and line.endswith(" "):
        rows.append(len(line))
    return tuple(rows)


def _pieces(line: str, tab: int) -> list[Piece]:
    pieces: list[Piece] = []
    column = 0
    after_tab = True
    for match in _CHUNK.finditer(line):
        chunk = match.group()
        found = _chunk_pieces(chunk) if chunk != "\t" else (_tab_piece(column, tab),)
        if not after_tab and _must_follow(chunk[0]):
            last, first = pieces.pop(), found[0]
            found = (_joined(last, first), *found[1:])
            column -= last.cells
        pieces.extend(found)
        column += sum(piece.cells for piece in found)
        after_tab = chunk == "\t"
    return pieces


def _tab_piece(column: int, tab: int) -> Piece:
    # A tab extends to the next stop counted from the start of the line, as Textual draws it.
    cells = tab - column % tab
    return Piece(1, cells, cells)


def _chunk_pieces(chunk: str) -> tuple[Piece, ...]:
    if len(chunk) > LONGEST_REMEMBERED:
        return _cut_chunk(chunk)
    return _cut_chunk_remembered(chunk)


@lru_cache(maxsize=8192)
def _cut_chunk_remembered(chunk: str) -> tuple[Piece, ...]:
    return _cut_chunk(chunk)


def _cut_chunk(chunk: str) -> tuple[Piece, ...]:
    """Return the pieces of a run without spaces, except one at its end."""
    if chunk == " ":
        return (Piece(1, 1, 1),)
    body = chunk.rstrip(" ")
    pieces: list[Piece] = []
    for start, end in pairwise((0, *break_offsets(body), len(body))):
        cells = cell_len(body[start:end])
        piece = Piece(end - start, cells, cells)
        if pieces and _must_follow(body[start]):
            piece = _joined(pieces.pop(), piece)
        pieces.append(piece)
    if len(body) < len(chunk):
        last = pieces[-1]
        pieces[-1] = Piece(last.length + 1, last.cells + 1, last.solid)
    return tuple(pieces)


def _joined(first: Piece, second: Piece) -> Piece:
    return Piece(
        first.length + second.length, first.cells + second.cells, first.cells + second.solid
    )


@lru_cache(maxsize=1024)
def _must_follow(character: str) -> bool:
    """Return whether a row may not start with `character`."""
    return character in NEVER_STARTS_A_LINE or cell_len(character) == 0


def _fold(text: str, width: int) -> tuple[list[int], int]:
    """Split a piece wider than a row at its clusters; return the cuts and the last row's cells."""
    cuts: list[int] = []
    used = 0
    for start, cells in _atoms(text, width):
        if used and used + cells > width:
            cuts.append(start)
            used = 0
        used += cells
    return cuts, used


def _atoms(text: str, width: int) -> list[tuple[int, int]]:
    """Return start and cells of each cluster, joined with those that cannot begin a row."""
    atoms: list[tuple[int, int]] = []
    for start, end in pairwise(clusters(text)):
        cells = cell_len(text[start:end])
        stays = _must_follow(text[start]) or text[start - 1] in _LEADING
        if atoms and stays and atoms[-1][1] + cells <= width:
            atoms[-1] = (atoms[-1][0], atoms[-1][1] + cells)
        else:
            atoms.append((start, cells))
    return atoms
