"""Personal names in a run of Thai letters: a name after a title is one unit, registered or not."""

import re
from itertools import pairwise
from typing import NamedTuple

from kmtui.thai.lexicon import Lexicon
from kmtui.thai.names import SHORT_TITLES
from kmtui.thai.segmentation import CONSONANT, LONGEST_NAME, word_ends

_TITLE = re.compile(
    "|".join(sorted((title for title in SHORT_TITLES if "." not in title), key=len, reverse=True))
)
_SHORT = frozenset(
    "".join(form.split()) for form in (*SHORT_TITLES.values(), "ดร.", "ร.ต.อ.", "นพ.", "พญ.")
)
_OFFICE = re.compile("เทศ|รัฐ|องค์|สภา|สมาคม|สโมสร|ฯ|อบ|และ|หรือ|ให้|ได้|เป็น|มี|เหล่า|$")
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


def name_end(run: str, known: Lexicon) -> int:
    """Return the end of the name at the beginning of a run of letters; 0 if there is none."""
    if len(run) > _LONGEST_RUN:
        return 0
    for start, end in pairwise((0, *word_ends(run, known))):
        if run[start:end] in _AFTER_NAMES:
            return start
        if len(CONSONANT.findall(run[:end])) > LONGEST_NAME:
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
