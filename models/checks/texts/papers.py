"""Checks of the parts of official documents: memos, orders, tables of contents."""

import re
from collections.abc import Iterator

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import likeness
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText, TextLine

_RANKS = (
    (re.compile("นายก"), 5),
    (re.compile("รองนายก"), 4),
    (re.compile("ปลัด"), 3),
    (re.compile("รองปลัด"), 2),
    (re.compile("หัวหน้า|ผู้อำนวยการ|ผอ\\."), 1),
)
_OPINION = re.compile("ความเห็น(?:ของ)?\\s?(?P<who>(?:รอง)?(?:นายก|ปลัด)|หัวหน้า|ผู้อำนวยการ|ผอ\\.)")
_BLANK_NUMBER = re.compile(
    r"ที่\s{0,3}[ก-ฮ]{1,3}\s{0,3}\d{4,6}(?:\.\d{1,3})?\s?/\s?[-–.…_]{0,12}\s?$"
)
_ORDER = re.compile("คำสั่ง(?:เทศบาล|องค์การ|จังหวัด|อำเภอ)")
_ORDER_NUMBER = re.compile(r"ที่\s?(?P<number>\d{1,5})\s?/\s?(?P<year>25\d\d)$")
_SUBJECT = re.compile("เรื่อง\\s?(?P<subject>.{6,})")
_SIGNED = re.compile("(?:สั่ง|ประกาศ) ณ วันที่")
_MEMO = "บันทึกข้อความ"
_CONTENTS = re.compile(r"(?P<number>\d{1,2})[.\s]\s?(?P<title>\D.{3,}?)$")
_HEADING = re.compile(r"(?P<number>\d{1,2})\.\s(?P<title>[^\d\s].{2,})$")
_SAME_TITLE = 0.75
_SAME_LINE = 0.85


def opinions_out_of_order(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report opinions in a memo that are not in the order head, clerk, mayor."""
    del register
    highest, before = 0, ""
    for line in text.spoken:
        if line.bare == _MEMO:
            highest, before = 0, ""
        found = _OPINION.match(line.bare)
        if not found or len(line.bare) > 60:
            continue
        rank = _rank(found["who"])
        if rank < highest:
            because = f"เพราะความเห็นเรียงจากผู้บังคับบัญชาชั้นต้นขึ้นไป แต่อยู่หลัง “{before}”"
            yield text_issue(line.number, line.bare, f"อยู่ก่อน {before}", because)
        elif rank > highest:
            highest, before = rank, line.bare


def _rank(title: str) -> int:
    return next((rank for pattern, rank in _RANKS if pattern.match(title)), 0)


def blank_register_numbers(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a document whose register number was not filled in: ที่ ชม ๕๒๓๐๑/-."""
    del register
    for line in text.spoken:
        if _BLANK_NUMBER.match(line.plain) and len(line.plain) < 40:
            yield text_issue(
                line.number, line.bare, "เลขทะเบียนหนังสือส่ง", "เพราะหนังสือที่ออกแล้วต้องมีเลขที่"
            )


class _Order(Struct, frozen=True):
    """An order in the text: the line of its number, number, subject and lines."""

    line: int
    key: str
    subject: str
    body: tuple[TextLine, ...]


def numbers_of_orders(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report orders with one subject and two numbers, or with one number and two subjects."""
    del register
    by_subject: dict[str, _Order] = {}
    by_key: dict[str, _Order] = {}
    for order in _orders(text):
        twin = by_subject.setdefault(order.subject, order)
        if twin.key != order.key:
            because = f"เพราะเรื่องเดียวกันกับคำสั่งบรรทัดที่ {thai_digits(twin.line)}"
            yield text_issue(order.line, thai_digits(order.key), thai_digits(twin.key), because)
        other = by_key.setdefault(order.key, order)
        if likeness(other.subject, order.subject) < _SAME_TITLE:
            because = f"เพราะเลขนี้เป็นของคำสั่งบรรทัดที่ {thai_digits(other.line)} เรื่องอื่น"
            yield text_issue(order.line, thai_digits(order.key), "เลขที่คำสั่งที่ไม่ซ้ำ", because)


def copies_that_differ(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report each line in a copy of an order that differs in some letters from the original."""
    first: dict[str, _Order] = {}
    for order in _orders(text):
        original = first.setdefault(order.subject, order)
        if original is order:
            continue
        # A misspelt name in one of the two is reported by its own check.
        own = {_levelled(line.bare, register): line for line in original.body}
        for line in order.body:
            if twin := _differing_twin(_levelled(line.bare, register), own):
                because = f"ให้เหมือนต้นฉบับบรรทัดที่ {thai_digits(own[twin].number)}"
                yield text_issue(line.number, line.bare, own[twin].bare, because)


def _orders(text: CheckedText) -> Iterator[_Order]:
    lines = text.spoken
    starts = [at for at, line in enumerate(lines) if _ORDER.match(line.bare)]
    for at, start in enumerate(starts):
        end = starts[at + 1] if at + 1 < len(starts) else len(lines)
        if order := _order(lines[start:end]):
            yield order


def _order(lines: tuple[TextLine, ...]) -> _Order | None:
    head = lines[1:5]
    number = next((line for line in head if _ORDER_NUMBER.match(line.plain)), None)
    titled = next((line for line in head if _SUBJECT.match(line.bare)), None)
    if number is None or titled is None:
        return None
    found, subject = _ORDER_NUMBER.match(number.plain), _SUBJECT.match(titled.bare)
    assert found, "the line was chosen because it matches"
    assert subject, "the line was chosen because it matches"
    signed = next((at for at, line in enumerate(lines) if _SIGNED.match(line.bare)), 60)
    key = f"{found['number']}/{found['year']}"
    return _Order(number.number, key, subject["subject"].replace(" ", ""), lines[1 : signed + 1])


def _levelled(written: str, register: NameRegister) -> str:
    """Return a line in the form in which copies are compared with their original.

    Spaces, the order's number and the last letter of the municipality's name are removed: copies
    may differ in them.
    """
    squeezed = re.sub(r"\s|^ที่[๐-๙/]+$", "", written)
    stem = register.municipality_name[:-1]
    return re.sub(f"{re.escape(stem)}[ก-ฮ]", stem, squeezed) if stem else squeezed


def _differing_twin(line: str, originals: dict[str, TextLine]) -> str:
    if not line or line in originals:
        return ""
    near = [
        (likeness(line, other), other) for other in originals if abs(len(other) - len(line)) < 20
    ]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= _SAME_LINE else ""


def contents_without_heading(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an entry of the table of contents that matches no heading with its number."""
    del register
    lines = text.spoken
    start = next((at for at, line in enumerate(lines) if line.bare == "สารบัญ"), None)
    if start is None:
        return
    entries = list(_entries(lines[start + 1 : start + 60]))
    headings = [_HEADING.match(line.plain) for line in lines[start + 1 :]]
    for line, number, title in entries if len(entries) > 2 else ():
        titles = [each["title"] for each in headings if each and int(each["number"]) == number]
        if titles and not any(_same_title(title, other) for other in titles):
            expected = max(titles, key=lambda other: likeness(title, other))
            yield text_issue(line.number, title, expected, "เพราะสารบัญต้องตรงกับหัวข้อในเล่ม")


def _entries(lines: tuple[TextLine, ...]) -> Iterator[tuple[TextLine, int, str]]:
    for line in lines:
        cells = line.cells
        if len(cells) != 2 or cells[1].strip("๐๑๒๓๔๕๖๗๘๙0123456789") != "":
            if cells[-1:] != ("หน้า",):
                return
            continue
        plain = line.plain.rsplit(" ", 1)[0]
        if found := _CONTENTS.match(plain):
            yield line, int(found["number"]), found["title"].strip()


def _same_title(title: str, heading: str) -> bool:
    left, right = title.replace(" ", ""), heading.replace(" ", "")
    short = min(len(left), len(right))
    return likeness(left[:short], right[:short]) >= _SAME_TITLE
