"""Web addresses in the lines of a paper, to be clicked."""

import re
from collections.abc import Iterator

from exports.typesetting.line_breaking import Line
from exports.typesetting.text.even_lines import Spread

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()“”\"']*[\w/]")


def web_addresses(line: Line, spread: Spread) -> Iterator[tuple[float, float, str]]:
    """The addresses of a line: where each begins, how long it is drawn, and where it leads.

    One that the line's end cuts leads nowhere. Lengths are in 1/1000 of the font's size.
    """
    text = line.text
    for found in _ADDRESS.finditer(text):
        is_whole = line.last or line.before_space or found.end() < len(text)
        if not is_whole or not found[0].isascii():
            continue
        start = _reached(line, found.start(), spread)
        goal = found[0] if "://" in found[0] else f"http://{found[0]}"
        yield start, _reached(line, found.end(), spread) - start, goal


def _reached(line: Line, offset: int, spread: Spread) -> float:
    """How far from its left end a line has come at an offset of its text."""
    at = reached = 0.0
    for piece in line.pieces:
        if at >= offset:
            break
        word, length = piece.word, len(piece.word.text)
        extra = word.gaps * spread.cell + (length * spread.space if piece.space else 0)
        reached += (word.width + extra) * min(1.0, (offset - at) / length)
        at += length
    return reached
