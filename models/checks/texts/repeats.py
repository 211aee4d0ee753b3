"""Checks for repetition: lines, items of a list, paragraphs, headings."""

import re
from collections.abc import Iterator

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText, TextLine

SHORTEST_LINE = 12
SHORTEST_ITEM = 30
SHORTEST_PARAGRAPH = 150
"""The least lengths, in letters, of texts that are compared: shorter ones recur legitimately."""

_SAME_ITEM = 0.9
_SAME_ORDER = 0.93
_LONGEST_COMPARED = 400
_SAME_PARAGRAPH = 0.7
_SHINGLE = 5
_LIST_BACK = 30
_ITEM = re.compile(
    r"(?:(?<=\s)|^)[-(]?(?:[๐-๙0-9]{1,2}\.)*[๐-๙0-9]{1,2}(?:[.)]{1,2})\s?(?=[^\s๐-๙0-9])"
)
_FIRST = re.compile(r"(?:\d{1,2}\.)*1[.)]{1,2}")
_DIGITS = re.compile("[๐-๙0-9]+")
_LABELLED = re.compile(r".{1,30}?\s?:\s")
_NEW_PAPER = re.compile(
    "(?:บันทึกข้อความ|แนวทางการจัดการความรู้|แผนการจัดการ(?:องค์)?ความรู้)$"
    "|(?:คำสั่ง|ประกาศ)(?:เทศบาล|องค์การ|จังหวัด|อำเภอ)|รายงานการประชุม|รายชื่อผู้(?:เข้า|มา)ประชุม"
)
_LONGEST_HEADING = 90


def doubled_lines(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a line that is repeated directly below."""
    del register
    for before, line in zip(text.spoken, text.spoken[1:], strict=False):
        if line.bare == before.bare and len(line.bare) >= SHORTEST_LINE and len(line.cells) < 3:
            because = f"เพราะซ้ำกับบรรทัดที่ {thai_digits(before.number)}"
            yield text_issue(line.number, line.bare, "เขียนครั้งเดียว", because)


def repeated_items(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report two items of a list with nearly the same wording."""
    del register
    for items in _lists(text):
        if len(items) < 2:
            continue
        grams = [_grams(item) for _, item in items]
        for place, (line, item) in enumerate(items):
            for other in range(max(0, place - _LIST_BACK), place):
                if _same_item(item, items[other][1], grams[place], grams[other]):
                    number, twin = items[other]
                    because = f"เพราะซ้ำหรือเกือบซ้ำกับ “{twin[:40]}” บรรทัดที่ {thai_digits(number)}"
                    yield text_issue(line, item, "ข้อที่ไม่ซ้ำกัน", because)
                    break


def repeated_paragraphs(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a paragraph that repeats an earlier one of the document; quoted laws may recur."""
    owners: dict[int, int] = {}
    for line in text.spoken:
        if len(line.bare) < _LONGEST_HEADING and _NEW_PAPER.match(line.bare):
            owners = {}
        if not _is_paragraph(line) or _quotes(line, register):
            continue
        shingles = _shingles(line)
        twin, share = _most_shared(shingles, owners)
        if share >= _SAME_PARAGRAPH:
            because = f"เพราะซ้ำหรือเกือบซ้ำกับย่อหน้าบรรทัดที่ {thai_digits(twin)}"
            yield text_issue(line.number, line.bare, "ย่อหน้าที่ไม่ซ้ำกัน", because)
        for shingle in shingles:
            owners.setdefault(shingle, line.number)


def repeated_headings(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a title block with a fiscal year that occurs twice over different content."""
    del register
    lines = text.spoken
    first: dict[tuple[str, ...], int] = {}
    for place in range(len(lines) - 3):
        block = tuple(line.bare for line in lines[place : place + 3])
        if "ปีงบประมาณ" not in block[2] or max(map(len, block)) > _LONGEST_HEADING:
            continue
        before = first.setdefault(block, place)
        bodies = [[line.bare for line in lines[at + 3 : at + 6]] for at in (before, place)]
        if before != place and bodies[0] != bodies[1]:
            because = (
                f"เพราะหัวเรื่องเดียวกันอยู่แล้วที่บรรทัดที่ {thai_digits(lines[before].number)} แต่เนื้อหาต่างกัน"
            )
            yield text_issue(
                lines[place].number, f"{block[0]} {block[2]}", "หัวเรื่องปีละหนึ่งฉบับ", because
            )


_Items = list[tuple[int, str]]  # line number and text of each item


def _lists(text: CheckedText) -> Iterator[_Items]:
    """Yield the items of each list: in the cells of a line, or in consecutive lines."""
    running: _Items = []
    for line in text.spoken:
        inside = False
        for cell in line.cells:
            items = _items_in(cell)
            if len(items) > 1:
                inside = True
                yield [(line.number, item) for item in items]
        single = _ITEM.match(line.bare)
        if single and not inside and len(line.cells) == 1:
            if _FIRST.fullmatch(line.plain[: single.end()].strip("-( ")):
                yield running
                running = []
            running.append((line.number, line.bare[single.end() :]))
    yield running


def _items_in(cell: str) -> list[str]:
    return [part.strip() for part in _ITEM.split(cell)[1:]] if cell[:3].strip() else []


def _same_item(item: str, other: str, grams: frozenset[str], others: frozenset[str]) -> bool:
    short, long = sorted((grams, others), key=len)
    if len(short) < SHORTEST_ITEM - 3 or "กรรมการ" in item[-30:]:
        return False
    numbers = set(_DIGITS.findall(item)), set(_DIGITS.findall(other))
    if not (numbers[0] <= numbers[1] or numbers[1] <= numbers[0]):
        return False
    if len(short & long) < _SAME_ITEM * len(short):
        return False
    return _in_order(*sorted((_squeezed(item), _squeezed(other)), key=len)) >= _SAME_ORDER


def _squeezed(item: str) -> str:
    return re.sub(r"\s", "", item)[:_LONGEST_COMPARED]


def _in_order(short: str, long: str) -> float:
    """Return the share (0 to 1) of the shorter text that is a subsequence of the longer one."""
    # Imported late, as few commands compare words.
    from rapidfuzz.distance import LCSseq

    return LCSseq.similarity(short, long) / len(short)


def _grams(item: str) -> frozenset[str]:
    squeezed = _squeezed(item)
    return frozenset(squeezed[place : place + 4] for place in range(len(squeezed) - 3))


def _is_paragraph(line: TextLine) -> bool:
    long = len(line.bare) >= SHORTEST_PARAGRAPH and len(line.cells) == 1
    return long and not _LABELLED.match(line.bare)


def _quotes(line: TextLine, register: NameRegister) -> bool:
    squeezed = line.bare.replace(" ", "")
    return any(law.name[:36].replace(" ", "") in squeezed for law in register.lists.laws)


def _shingles(line: TextLine) -> list[int]:
    words = [word for word in line.words if not word.isspace()]
    return [hash(tuple(words[at : at + _SHINGLE])) for at in range(len(words) - _SHINGLE + 1)]


def _most_shared(shingles: list[int], owners: dict[int, int]) -> tuple[int, float]:
    """Return the number of the line that shares most shingles, and the share; 0, 0 if none."""
    counts: dict[int, int] = {}
    for shingle in shingles:
        if owner := owners.get(shingle):
            counts[owner] = counts.get(owner, 0) + 1
    if not counts:
        return 0, 0.0
    twin = max(counts, key=lambda owner: counts[owner])
    return twin, counts[twin] / len(shingles)
