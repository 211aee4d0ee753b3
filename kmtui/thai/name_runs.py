"""Names in a run of Thai letters: each is one unit, registered or not.

A person's name follows a title, that of a place a word like ตำบล.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from kmtui.thai.lexicon import Lexicon
from kmtui.thai.names import SHORT_TITLES
from kmtui.thai.segmentation import word_ends

_TITLE = re.compile(
    "|".join(sorted((title for title in SHORT_TITLES if "." not in title), key=len, reverse=True))
)
_SHORT = frozenset(
    "".join(form.split()) for form in (*SHORT_TITLES.values(), "ดร.", "ร.ต.อ.", "นพ.", "พญ.")
)
_OFFICE = re.compile("เทศ|รัฐ|องค์|สภา|สมาคม|สโมสร|ฯ|อบ|และ|หรือ|ให้|ได้|เป็น|มี|เหล่า|$")
_CONSONANT = re.compile("[ก-ฮ]")
_LONGEST = 12
"""The most consonants of one part of a name: a longer run contains other words, too."""

_LONGEST_RUN = 120
"""A longer run of letters is not searched for names: each title costs a segmentation of it."""

# Words that end a name. A name may contain other words: ดีมาก, ใจดี.
_AFTER_NAMES = frozenset(
    (
        *("เป็น", "และ", "หรือ", "ได้", "ให้", "กล่าว", "แจ้ง", "เสนอ", "รายงาน", "ชี้แจง", "ตำแหน่ง"),
        *("ซึ่ง", "จะ", "กับ", "ไม่", "ขอ", "มี", "จาก", "ว่า", "ผู้", "เรื่อง", "ประธาน", "กรรมการ"),
        *("เลขานุการ", "นายกเทศมนตรี", "ปลัดเทศบาล", "รองนายกเทศมนตรี", "รองปลัดเทศบาล"),
        *("ผู้อำนวยการ", "หัวหน้า", "ลงนาม", "เข้าร่วม", "มาประชุม", "ดำเนินการ", "รับผิดชอบ", "เห็นชอบ"),
        *("ติดราชการ", "ลาป่วย", "ลากิจ"),
    )
)


_KINDS_OF_PLACES = frozenset(
    (
        *("ตำบล", "อำเภอ", "จังหวัด", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "เทศบาล", "บ้าน"),
        *("หมู่บ้าน", "ชุมชน", "วัด", "โรงเรียน", "ถนน", "ซอย"),
    )
)
# Names of places begin with these; the second begin other words, too, if no kind precedes.
_LANDSCAPES = frozenset(("หนอง", "ห้วย", "โนน", "โคก", "บึง", "คลอง", "ดอน"))
_LANDSCAPES_AFTER_KIND = _LANDSCAPES | {"บาง", "สระ", "นา", "ท่า", "วัง", "หัว", "ป่า"}
_RARE_COST = 150
"""The least cost of a word that is more probably a part of an unknown name than itself."""


class NameRun(NamedTuple):
    """A name in a run of letters: its start, after the title, and its end, as offsets."""

    start: int
    end: int


def find_name(run: str, known: Lexicon) -> NameRun | None:
    """Return the name after the first title in a run.

    None without a title that is a word of its own.
    """
    if len(run) > _LONGEST_RUN:
        return None
    for title in _TITLE.finditer(run):
        start = title.end()
        if start == len(run) or run[start] in "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎ๆ":
            continue
        if _is_title(run, title.start(), start, known):
            end = start + name_end(run[start:], known)
            if end > start:
                return NameRun(start, end)
    return None


def join_places(run: str, ends: list[int], known: Lexicon) -> list[int]:
    """Return the word ends without those inside names of places that the lexicon lacks.

    A name is what follows the kind of a place, or a word of the landscape with what follows, as far
    as its words are unknown or rare.
    """
    words = [run[start:end] for start, end in pairwise((0, *ends))]
    kept, at = [], 0
    while at < len(words):
        kind = words[at] in _KINDS_OF_PLACES
        if kind:
            kept.append(ends[at])
            at += 1
        last = _place_end(words, at, known, after_kind=kind)
        if last < len(words):
            kept.append(ends[last])
        at = last + 1
    return kept


def _place_end(words: list[str], at: int, known: Lexicon, *, after_kind: bool) -> int:
    """Return the index of the last word of the name that begins at a word, or that of the word."""
    last = at
    landscapes = _LANDSCAPES_AFTER_KIND if after_kind else _LANDSCAPES
    if at < len(words) and words[at] in landscapes:
        last += 1
    elif not after_kind or at >= len(words) or not _is_rare(words[at], known):
        return at
    size = len(_CONSONANT.findall("".join(words[at:last])))
    while last < len(words) and _is_rare(words[last], known):
        size += len(_CONSONANT.findall(words[last]))
        last += 1
    return last - 1 if last - 1 > at and size <= _LONGEST else at


def _is_rare(word: str, known: Lexicon) -> bool:
    return word not in _KINDS_OF_PLACES and known.get(word, _RARE_COST) >= _RARE_COST


def name_end(run: str, known: Lexicon) -> int:
    """Return the end of the name at the beginning of a run of letters; 0 if there is none."""
    if len(run) > _LONGEST_RUN:
        return 0
    for start, end in pairwise((0, *word_ends(run, known))):
        if run[start:end] in _AFTER_NAMES:
            return start
        if len(_CONSONANT.findall(run[:end])) > _LONGEST:
            return 0
    return len(run)


def is_short_title(token: str) -> bool:
    """Return whether a token is a title in its short form: น.ส., จ.ส.อ."""
    return token in _SHORT


def is_title(run: str) -> bool:
    """Return whether a run of letters is a title in its long form."""
    return run in SHORT_TITLES


def _is_title(run: str, start: int, end: int, known: Lexicon) -> bool:
    """Return whether a title is a word of its own: นายดี, but not นายทะเบียน or คลองนายาว."""
    ends = word_ends(run, known)
    begins = (0, *ends[:-1])
    if start not in begins:
        return False
    if start and not all(
        run[at:to] in known for at, to in pairwise((0, *word_ends(run[:start], known)))
    ):
        return False
    word_end = ends[begins.index(start)]
    if run[start:word_end] == "นายก":
        # นายกฤต is a man, นายกสมาคม an office.
        return not _OFFICE.match(run, word_end)
    # A longer word begins like a title; one that cuts the title is an accident of the letters.
    return word_end <= end
