"""Ambiguous typed letters, decided by the lexicon: เเ for แ or เ, and ๅ for า."""

import re
from itertools import pairwise

from kmtui.thai.lexicon import lexicon
from kmtui.thai.segmentation import word_path

_DOUBTFUL = re.compile("(?<!เ)เ{2,}+(?=[ก-ฮ])|(?<=[ก-ฮ่-๋])(?<![ฤฦ])ๅ(?![ั-ฺ็-๎])")
_BEFORE = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]{1,60}$")
_AFTER = re.compile("(?:(?!เเ)[ก-ฮะ-ฺเ-ๅ็-๎]){1,60}")
_STRAY_LAKKHANGYAO = re.compile("(?<![ฤฦ])ๅ")

# The cost by which a reading with แ may exceed one with เ, the spread of the costs: many type แ as
# two เ, and few hold the key of เ too long. Less if it needs more words, as in กินแจ for กินเจ.
_HABIT, _HABIT_OF_MORE_WORDS = 72, 32


def settle_doubtful_letters(text: str) -> str:
    """Replace เเ by แ if that makes a word, else by เ; replace ๅ by า if that makes a word.

    เเ before anything but a consonant stays: it is still being typed, or shown as a letter. So does
    ๅ that is no part of a word: it may be the digit 1 of the other layout.
    """
    # A settled letter may show what another one means, so the result must be settled, too.
    while (settled := _settled_once(text)) != text:
        text = settled
    return text


def _settled_once(text: str) -> str:
    if not _DOUBTFUL.search(text):
        return text
    parts, end = "", 0
    for found in _DOUBTFUL.finditer(text):
        parts += text[end : found.start()]
        end = found.end()
        left = _BEFORE.search(parts[-60:])
        right = _AFTER.match(text, end)
        around = left.group() if left else "", right.group() if right else ""
        parts += _settled(found.group(), *around)
    return parts + text[end:]


def _settled(doubtful: str, left: str, right: str) -> str:
    right = _STRAY_LAKKHANGYAO.sub("า", right)
    if doubtful == "ๅ":
        return "ๅ" if _cost_as_word(left, "า", right) is None else "า"
    habitual, slip = _cost_as_word(left, "แ", right), _cost_as_word(left, "เ", right)
    if habitual is None or slip is None:
        return "เ" if habitual is None else "แ"
    habit = _HABIT if habitual[1] <= slip[1] else _HABIT_OF_MORE_WORDS
    return "แ" if habitual[0] <= slip[0] + habit else "เ"


def _cost_as_word(left: str, letter: str, right: str) -> tuple[int, int] | None:
    """Return cost and number of the words of a text; None if `letter` is in no known word."""
    known, run = lexicon(), left + letter + right
    cost, ends = word_path(run, known)
    for start, end in pairwise((0, *ends)):
        if start <= len(left) < end:
            return (cost, len(ends)) if run[start:end] in known else None
    return None
