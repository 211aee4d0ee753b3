"""The damage that PDFs do to Thai, done to clean text: ำ in two, marks cut off, marks late."""

import re
from collections.abc import Callable, Iterable
from random import Random

from rapidfuzz.distance import Levenshtein, Opcode

from kmtui.thai.mending.pdf_damage import mend
from kmtui.thai.text import clean
from kmtui.thai.words import segment

MARKS = "ัิีึืฺุู็่้๊๋์"
Hit = tuple[int, int, str]  # the start and end of what is replaced, and the damaged text


def split_am(text: str, random: Random) -> list[Hit]:
    """ด าเนินการ, น ้า, น้ า: the left half of ำ is lost, a space comes in."""
    found = re.finditer("(?<=[ก-ฮ])([่-๋]?)ำ", text)
    return [(*each.span(), random.choice((f" {each[1]}า", f"{each[1]} า"))) for each in found]


def cut_mark(text: str, random: Random) -> list[Hit]:
    """ถ ึง, กรณ ีที่: a space before a mark, of a third of the marks."""
    found = re.finditer(f"(?<=[ก-ฮ])[{MARKS}]+", text)
    return [(*each.span(), f" {each.group()}") for each in found if random.random() < 0.3]


def late_mark(text: str, random: Random) -> list[Hit]:
    """กนั, ชอื่: half of the marks come after the next consonant."""
    return _late(text, random, space_after=0.0)


def late_mark_and_space(text: str, random: Random) -> list[Hit]:
    """จดั เตรยี ม: the same with a space after each."""
    return _late(text, random, space_after=1.0)


def _late(text: str, random: Random, *, space_after: float) -> list[Hit]:
    hits: list[Hit] = []
    for found in re.finditer(f"(?<=[ก-ฮ])([{MARKS}]+)([ก-ฮ])(?![{MARKS}]*์)", text):
        if random.random() < 0.5:
            space = " " if random.random() < space_after else ""
            hits.append((*found.span(), found[2] + found[1] + space))
    return hits


KINDS: dict[str, Callable[[str, Random], list[Hit]]] = {
    "ำ in two": split_am,
    "a space before a mark": cut_mark,
    "a mark one letter late": late_mark,
    "a mark late and a space": late_mark_and_space,
}


def damaged(text: str, hits: Iterable[Hit]) -> str:
    parts, end = [], 0
    for start, stop, instead in hits:
        parts += [text[end:start], instead]
        end = stop
    return "".join((*parts, text[end:]))


def restored(text: str, kind: str, random: Random) -> tuple[int, int]:
    """The number of words of a clean text that were damaged, and of those that mending restored."""
    hits = KINDS[kind](text, random)
    mended = mend(clean(damaged(text, hits))).text
    edits = [each for each in Levenshtein.opcodes(text, mended) if each.tag != "equal"]
    words, end = [], 0
    for word in segment(text):
        words.append((end, end + len(word)))
        end += len(word)
    hit = [
        (start, stop)
        for start, stop in words
        if any(at < stop and start < to for at, to, _ in hits)
    ]
    lost = [word for word in hit if any(_is_inside(edit, word) for edit in edits)]
    return len(hit), len(hit) - len(lost)


def _is_inside(edit: Opcode, word: tuple[int, int]) -> bool:
    start, stop = word
    if edit.src_start == edit.src_end:
        return start < edit.src_start < stop
    return edit.src_start < stop and start < edit.src_end
