"""Checks of numbers that must be consecutive or add up, in lists and sums."""

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct, field

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText, TextLine

NEAR_LINES = 8
"""The greatest distance in lines at which a number that continues no list is reported.

Further away it is a heading of its own, or the list was interrupted by other text.
"""

_ITEM = re.compile(
    r"(?:หมายเหตุ\s)?\(?(?P<before>(?:\d{1,2}\.){0,3})(?P<number>\d{1,3})(?P<sign>\)|\.\)|\)\.|\.)\s?(?=[^\d\s])"
)
_NAMED = re.compile(
    r"(?P<before>ระเบียบวาระที่|ขั้นตอนที่|แนวทางที่|ข้อ)\s?(?P<number>\d{1,2})(?P<sign>)(?=$|\s)"
)
_ROW = re.compile(r"(?P<before>)(?P<number>\d{1,3})(?P<sign>)$")
_INLINE = re.compile(r"(?:(?<=\s)|^)(?P<number>\d{1,2})\.\s(?=[^\d\s])")
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
_UNITS = "คน|ราย|เสียง|บาท|โครงการ|ครั้ง|แห่ง|คะแนน|เรื่อง|ฉบับ|หมู่บ้าน|ครัวเรือน"
_COUNT = re.compile(rf"(?<![\d,.])(?P<count>{_NUMBER})\s?(?P<unit>{_UNITS})")
_TOTAL = re.compile(
    rf"รวม(?:เป็นเงิน|เป็น|ทั้งสิ้น|ทั้งหมด|จำนวน|\s)*(?P<total>{_NUMBER})\s?(?P<unit>{_UNITS})"
)
_OF_ALL = re.compile(
    rf"(?:ทั้งหมด|ทั้งสิ้น|จำนวน)\s?(?P<total>{_NUMBER})\s?(?P<unit>คน|เสียง|ราย)[^\d]{{0,16}}"
    rf"มา(?:ประชุม)?\s?(?P<came>{_NUMBER})\s?(?P=unit)?[^\d]{{0,16}}"
    rf"(?:ไม่มา|ขาด|ลา)(?:ประชุม)?\s?(?P<away>{_NUMBER})"
)
_SENTENCE = 200
_LIST_AHEAD = 40
_LONGEST_MARK = 40


class _Open(Struct):
    """An open list: its style, its last number, and the line of that."""

    style: tuple[str, ...]
    last: int
    line: int
    shown: str


class _Lists(Struct):
    """The lists that are open at one position of the text, the innermost last."""

    lists: list[_Open] = field(default_factory=list)

    def take(self, style: tuple[str, ...], number: int, line: int, shown: str) -> _Open | None:
        """Continue or open a list; return the previous item if the number does not follow it."""
        same = [each for each in self.lists if each.style == style]
        for each in reversed(same):
            if each.last == number - 1:
                del self.lists[self.lists.index(each) + 1 :]
                each.last, each.line, each.shown = number, line, shown
                return None
        if number <= 1 or not same or line - same[-1].line > NEAR_LINES:
            del self.lists[:-12]
            self.lists.append(_Open(style, number, line, shown))
            return None
        before = _Open(style, same[-1].last, same[-1].line, same[-1].shown)
        same[-1].last, same[-1].line, same[-1].shown = number, line, shown
        return before


def broken_lists(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a list whose numbers skip or repeat."""
    del register
    lists = _Lists()
    for line in text.spoken:
        if found := _item(line):
            style, number, shown = found
            before = lists.take(style, number, line.number, shown)
            if before is not None:
                wanted = thai_digits(before.last + 1)
                because = f"เพราะต่อจาก {before.shown} บรรทัดที่ {thai_digits(before.line)}"
                yield text_issue(line.number, shown, wanted, because)


def broken_lists_in_cells(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a list inside one cell or line whose numbers skip or repeat."""
    del register
    for line in text.spoken:
        for cell in line.cells if line.plain.count(". ") > 1 else ():
            numbers = [int(found["number"]) for found in _INLINE.finditer(_arabic(cell))]
            if len(numbers) < 3 or numbers[0] != 1:
                continue
            for before, number in pairwise(numbers):
                if number not in (before + 1, 1):
                    wanted = thai_digits(before + 1)
                    because = f"เพราะต่อจากข้อ {thai_digits(before)} ในช่องเดียวกัน"
                    yield text_issue(line.number, thai_digits(number), wanted, because)
                    break


def lone_items(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an announced list (ดังนี้) with one item only, if over 40 lines follow the heading."""
    del register
    lines = text.spoken
    for place in range(len(lines) - 1 - _LIST_AHEAD):
        first = _item(lines[place + 1]) if lines[place].bare.endswith("ดังนี้") else None
        if first is None or first[1] != 1:
            continue
        after = map(_item, lines[place + 2 : place + 2 + _LIST_AHEAD])
        if not any(each and each[0] == first[0] and each[1] == 2 for each in after):
            because = "เพราะประกาศไว้ว่า “ดังนี้” แต่มีเพียงข้อเดียว"
            yield text_issue(lines[place + 1].number, first[2], "มีข้อ ๒ ต่อไป", because)


def wrong_sums(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a total that is not the sum of the counts before it, or of present and absent."""
    del register
    for line in text.spoken:
        start = 0
        for found in _TOTAL.finditer(line.plain):
            parts = _counts(line.plain[max(start, found.start() - _SENTENCE) : found.start()])
            counts = [count for count, unit in parts if unit == found["unit"]]
            start = found.end()
            if len(counts) > 1 and sum(counts) != _int(found["total"]):
                yield _sum_spot(line, counts, _int(found["total"]), found["unit"])
        for found in _OF_ALL.finditer(line.plain):
            counts = [_int(found["came"]), _int(found["away"])]
            if sum(counts) != _int(found["total"]) and not _TOTAL.search(line.plain):
                yield _sum_spot(line, counts, _int(found["total"]), found["unit"])


def _sum_spot(line: TextLine, counts: list[int], total: int, unit: str) -> TextIssue:
    added = " + ".join(f"{count:,}" for count in counts)
    because = thai_digits(f"เพราะ {added} = {sum(counts):,}")
    found, wanted = thai_digits(f"{total:,} {unit}"), thai_digits(f"{sum(counts):,} {unit}")
    return text_issue(line.number, f"รวม {found}", f"รวม {wanted}", because)


def _counts(before: str) -> list[tuple[int, str]]:
    return [(_int(found["count"]), found["unit"]) for found in _COUNT.finditer(before)]


def _int(number: str) -> int:
    return int(number.replace(",", ""))


def _item(line: TextLine) -> tuple[tuple[str, ...], int, str] | None:
    """Return the style, number and mark of a numbered line; None for any other line."""
    first = _arabic(line.cells[0][:_LONGEST_MARK]).strip(" -*➤")
    table = "|" if line.text.lstrip().startswith("|") or "| " in line.text[:6] else ""
    for pattern in (_ITEM, _NAMED):
        if found := pattern.match(first):
            sign = found["sign"].replace(").", ")").replace(".)", ")")
            shown = thai_digits(found.group().strip())
            return (found["before"], sign, table), int(found["number"]), shown
    if len(line.cells) > 2 and (found := _ROW.match(first)):
        return ("row", "", ""), int(found["number"]), thai_digits(found.group())
    return None


def _arabic(cell: str) -> str:
    return cell.translate(_DIGITS)


_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
