"""Differences as Thai text: deleted and inserted words with a little context."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from kmtui.thai.words import segment
from models.minutes.word_import.differences import Difference, DifferenceKind

GONE, COME, OPENING, CLOSING = "−", "+", "‹", "›"
_AROUND = 24  # characters of unchanged text beside a change
_LONGEST = 20_000  # characters of both texts; longer ones are not compared word by word
_SHOWN = 160  # characters of a whole text


def changed_words(before: str, after: str) -> str:
    """Return the changes of a text: −‹deleted› +‹new›, unchanged text between them shortened."""
    if len(before) + len(after) > _LONGEST:
        return f"{COME}{OPENING}{_shortened(after)}{CLOSING}"
    old, new = segment(before), segment(after)
    parts: list[str] = []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (tag, i1, i2, j1, j2) in enumerate(steps):
        gone, come = "".join(old[i1:i2]), "".join(new[j1:j2])
        if tag == "equal":
            parts.append(_context(come, is_first=at == 0, is_last=at == len(steps) - 1))
            continue
        parts += [f"{GONE}{OPENING}{gone}{CLOSING}"] if gone else []
        parts += [f"{COME}{OPENING}{come}{CLOSING}"] if come else []
    return " ".join("".join(parts).split())


def difference_words(difference: Difference) -> str:
    """Return the text of a difference on one line."""
    kind = difference.kind
    if kind is DifferenceKind.CHANGED:
        return changed_words(difference.before, difference.after)
    if kind is DifferenceKind.ADDED:
        return f"{COME}{OPENING}{_shortened(difference.after)}{CLOSING}"
    if kind is DifferenceKind.REMOVED:
        return f"{GONE}{OPENING}{_shortened(difference.before)}{CLOSING}"
    if kind is DifferenceKind.SPEAKER:
        return f"{GONE}{OPENING}{difference.before or 'ฝ่ายเลขานุการ'}{CLOSING}" + (
            f"{COME}{OPENING}{difference.after}{CLOSING}"
        )
    return _shortened(difference.after)


def comment_words(difference: Difference) -> tuple[str, ...]:
    """Return the comments on a difference, one sentence each: author, commented text, comment."""
    return tuple(
        f"{each.author or 'ไม่มีชื่อ'}"
        + (f" ที่ “{_shortened(each.about)}”" if each.about else "")
        + f": {' '.join(each.text.split())}"
        for each in difference.comments
    )


def _context(text: str, *, is_first: bool, is_last: bool) -> str:
    if len(text) <= 2 * _AROUND:
        return text
    words = segment(text)
    head, tail = "".join(_within(words)), "".join(_within(words[::-1])[::-1])
    return f"{'' if is_first else head}…{'' if is_last else tail}"


def _within(words: Sequence[str]) -> list[str]:
    """Return as many of the first words as there is space for beside a change."""
    length, kept = 0, []
    for word in words:
        length += len(word)
        if length > _AROUND:
            break
        kept.append(word)
    return kept


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _SHOWN:
        return flat
    words, length = [], 0
    for word in segment(flat):
        length += len(word)
        if length > _SHOWN:
            break
        words.append(word)
    return "".join(words) + "…"
