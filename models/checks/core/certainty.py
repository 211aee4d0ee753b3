"""Decides which fixes are safe enough to offer: none that changes a number, amount or name."""

import re

from msgspec.structs import replace

from kmtui.thai.digits import arabic_digits
from kmtui.thai.names import SHORT_TITLES
from models.checks.core.finding import Finding
from models.checks.core.patterns import LETTERS, any_of

UNSURE = "(ไม่แน่ใจ โปรดอ่านแล้วแก้เอง)"
"""The end of the message of a proposal that is not offered as a fix."""

NUMERALS = (
    *("ศูนย์", "หนึ่ง", "เอ็ด", "สอง", "ยี่", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"),
    *("สิบ", "ร้อย", "พัน", "หมื่น", "แสน", "ล้าน", "ครึ่ง", "กึ่ง", "โหล"),
)
"""The words of which Thai numbers consist."""

SAME_LETTERS = frozenset(("untidy-mark", "pdf-damage"))
"""Checks whose fixes restore the letters that were meant, in names and amounts, too."""

ABOUT_NAMES = frozenset(("person-name", "place-name"))
"""Checks that compare names: a similar name may be that of another person or place."""

_NUMERAL = re.compile(any_of(NUMERALS))
_DIGITS = re.compile(r"\d+")
# Only `นาย` may be followed by a vowel or be the head of a word: นายก, นายจ้าง, นายหน้า are posts.
_NAME = re.compile(
    rf"(?:{any_of((*SHORT_TITLES, *SHORT_TITLES.values(), 'คุณ', 'ดร.'))})\s?"
    rf"(?!ก(?:เทศ|รัฐ|องค์|สภา|ฯ)|จ้าง|หน้า|ทะเบียน|อำเภอ|ช่าง|แพทย์|ทหาร|ตรวจ|ประกัน)"
    rf"(?P<name>[ก-ฮเ-ไ][{LETTERS}]+(?: [ก-ฮเ-ไ][{LETTERS}]+)?)"
)


def without_uncertain_fix(finding: Finding, line: str, reported: int) -> Finding:
    """Return the finding without its fix, and with a message saying so, unless the fix is certain.

    A fix is uncertain if it changes digits, a numeral or a name, or if the line has the same
    letters more often than the `reported` times that they were found wrong: a fix replaces the
    first.
    """
    fix = finding.mending
    if fix is None or finding.code in SAME_LETTERS:
        return finding
    is_name = finding.code in ABOUT_NAMES or _changes_name(line, fix.before)
    changes_number = _numbers(fix.before) != _numbers(fix.after)
    if is_name or changes_number or line.count(fix.before) > reported:
        return replace(finding, mending=None, message=f"{finding.message} {UNSURE}")
    return finding


def is_in_name(line: str, start: int, end: int) -> bool:
    """Return whether a part of a line is in a personal name after a title, as in นายดี ใจดี."""
    return any(
        start < found.end("name") and found.start("name") < end for found in _NAME.finditer(line)
    )


def _changes_name(line: str, before: str) -> bool:
    found = re.finditer(re.escape(before), line)
    return any(is_in_name(line, *place.span()) for place in found)


def _numbers(text: str) -> tuple[list[str], list[str]]:
    return _DIGITS.findall(arabic_digits(text)), _NUMERAL.findall(text)
