"""Clickable links for the web addresses in a line."""

import re
from collections.abc import Iterator

from exports.typesetting.line_breaking import Line
from exports.typesetting.text.even_lines import Spread

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()“”\"']*[\w/]")


def web_addresses(line: Line, spread: Spread) -> Iterator[tuple[float, float, str]]:
    """Yield the web addresses of a line as (start, length, URL), in 1/1000 of the font's size.

    An address that may go on in the next line is left out, and so is one with other than ASCII
    letters.
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
    """Return the distance from the line's left end to an offset, in 1/1000 of the font's size."""
    at = reached = 0.0
    for piece in line.pieces:
        if at >= offset:
            break
        word, length = piece.word, len(piece.word.text)
        extra = word.gaps * spread.cell + (length * spread.space if piece.space else 0)
        reached += (word.width + extra) * min(1.0, (offset - at) / length)
        at += length
    return reached
