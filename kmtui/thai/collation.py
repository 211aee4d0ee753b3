"""Thai collation: a sort key that a database column can store."""

import re

from kmtui.thai.digits import arabic_digits

_LEADING_VOWEL = re.compile("([เ-ไ])([ก-ฮ])")
_IGNORED = re.compile(r"[\s.\-–/()'\"ฯ,:;]+")
_REPEAT = str.maketrans("ๆ", "\x02")
_SECONDARY = {mark: chr(rank) for rank, mark in enumerate("็่้๊๋์ํ๎", 2)}
_NO_MARK = "\x01"


def sort_key(text: str) -> str:
    """Return a key whose code-point order is the order of a Thai dictionary.

    Consonants precede the vowel written in front of them. Tone marks and similar signs count only
    if the letters are equal; spaces and punctuation only if those are equal too.
    """
    word = _LEADING_VOWEL.sub(r"\2\1", _IGNORED.sub("", text)).translate(_REPEAT).casefold()
    letters: list[str] = []
    marks: list[str] = []
    for char in word:
        rank = _SECONDARY.get(char)
        if rank is None:
            letters.append(char)
            marks.append(_NO_MARK)
        elif marks and marks[-1] == _NO_MARK:
            marks[-1] = rank
    primary = arabic_digits("".join(letters))
    return f"{primary}\x00{''.join(marks).rstrip(_NO_MARK)}\x00{text}"
