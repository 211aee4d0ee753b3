"""The differences of two texts, by Thai words, each with a sign and a style."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from kmtui.thai.words import segment
from screens.widgets.label import LabelLine, Part, lines

OPENING, CLOSING = "‹", "›"
GONE, COME = "−", "+"
_STYLE = "bold underline"
_GONE_STYLE = "strike"
_LONGEST = 40_000  # characters of both; comparing longer ones would hold up the screen


def diff_side_by_side(mine: str, theirs: str) -> tuple[list[LabelLine], list[LabelLine]]:
    """Return both texts as lines; words in one only are bold, underlined, between ‹ and ›.

    Nothing is marked if one is empty or both together exceed 40,000 characters.
    """
    if not (mine and theirs) or len(mine) + len(theirs) > _LONGEST:
        return lines(mine), lines(theirs)
    ours, others = segment(mine), segment(theirs)
    start = _same(ours, others)
    end = _same(ours[start:][::-1], others[start:][::-1])
    left: list[Part] = ["".join(ours[:start])]
    right: list[Part] = ["".join(others[:start])]
    a, b = ours[start : len(ours) - end], others[start : len(others) - end]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b).get_opcodes():
        left += _parts("".join(a[i1:i2]), tag == "equal")
        right += _parts("".join(b[j1:j2]), tag == "equal")
    tail = "".join(ours[len(ours) - end :])
    return lines(*left, tail), lines(*right, tail)


def diff_inline(before: str, after: str) -> list[LabelLine]:
    """Return one text with its changes: deleted text in −‹ › and struck out, new text in +‹ ›.

    The signs mark the changes on a terminal without styles, too. If both texts together exceed
    40,000 characters, the text after the change is returned without marks.
    """
    if len(before) + len(after) > _LONGEST:
        return lines(after)
    old, new = segment(before), segment(after)
    parts: list[Part] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            parts.append("".join(new[j1:j2]))
            continue
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        parts += [(f"{GONE}{OPENING}{gone}{CLOSING}", _GONE_STYLE)] if gone else []
        parts += [(f"{COME}{OPENING}{come}{CLOSING}", _STYLE)] if come else []
    return lines(*parts)


def _same(ours: Sequence[str], others: Sequence[str]) -> int:
    """Return the number of equal words from the start."""
    pairs = enumerate(zip(ours, others, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(ours), len(others)))


def _parts(text: str, same: bool) -> list[Part]:
    if same or not text:
        return [text]
    return [(OPENING + text + CLOSING, _STYLE)]
