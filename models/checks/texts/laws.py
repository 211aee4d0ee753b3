"""Checks of law citations: year, section and complete name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kmtui.thai.digits import arabic_digits, thai_digits
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import any_of
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText
from models.office.word_lists import Law

_SHORT = {"พระราชบัญญัติ": "พ.ร.บ.", "พระราชกฤษฎีกา": "พ.ร.ฎ."}
_YEAR = re.compile(r"(?:\(ฉบับที่[๐-๙0-9]{1,2}\))?(?:พ\.?ศ\.?|พุทธศักราช)?(?P<year>[๐-๙0-9]{4})")
_AMENDED = re.compile(r"\(ฉบับที่|\(?แก้ไขเพิ่มเติม")
_SECTION = re.compile(r"(?:หมวด[๐-๙0-9]{1,2})?(?P<unit>มาตรา|ข้อ)(?P<number>[๐-๙0-9]{1,3})")
_QUOTE = 160
_ENOUGH_OF_A_NAME = 0.72
_LONG_NAME = 45


def law_years(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a law cited with a wrong year; amendments have years of their own."""
    squeezed = text.squeezed
    for law, end in _cited(text, register):
        after = squeezed.text[end : end + 40]
        year = None if _AMENDED.match(after) else _YEAR.match(after)
        if year and int(arabic_digits(year["year"])) != law.year:
            wanted = f"พ.ศ. {thai_digits(law.year)}"
            line = squeezed.line_at(end + year.start("year"))
            found = f"พ.ศ. {thai_digits(year['year'])}"
            yield text_issue(line, found, wanted, f"ตาม{_shortened(law.name)} ในตารางกฎหมาย")


def law_sections(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a section that the law lacks, or one that does not contain the quoted words."""
    squeezed = text.squeezed
    for law, end in _cited(text, register):
        after = squeezed.text[end : end + 40 + _QUOTE]
        year = _YEAR.match(after)
        cited = _SECTION.match(after, year.end() if year else 0)
        if cited is None:
            continue
        number, line = int(arabic_digits(cited["number"])), squeezed.line_at(end + cited.start())
        expected = _expected_section(law, number, after[cited.end() : cited.end() + _QUOTE])
        if expected:
            found = f"{cited['unit']} {thai_digits(number)}"
            yield text_issue(line, found, expected, f"ตาม{_shortened(law.name)} ในตารางกฎหมาย")


def cut_law_names(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a long law name that is cut off, usually because lines were lost."""
    squeezed = text.squeezed
    for name, law in _law_names(register)[1].items():
        begin = name[: int(len(name) * _ENOUGH_OF_A_NAME)]
        at = squeezed.text.find(begin) if len(name) >= _LONG_NAME else -1
        while at >= 0:
            if not squeezed.text.startswith(name, at):
                found = squeezed.text[at : at + len(name)]
                line = squeezed.line_at(at)
                yield text_issue(line, found, law.name, "เพราะชื่อกฎหมายขาดตอนกลางหรือตอนท้าย")
            at = squeezed.text.find(begin, at + 1)


def _cited(text: CheckedText, register: NameRegister) -> Iterator[tuple[Law, int]]:
    """Yield each law named in the text, with the end offset of its name."""
    pattern, laws = _law_names(register)
    for found in pattern.finditer(text.squeezed.text):
        yield laws[found.group()], found.end()


@lru_cache(maxsize=4)
def _law_names(register: NameRegister) -> tuple[re.Pattern[str], dict[str, Law]]:
    names: dict[str, Law] = {}
    for law in register.lists.laws:
        name = re.sub(r"\s", "", law.name)
        names[name] = law
        for kind, short in _SHORT.items():
            if name.startswith(kind):
                names[short + name.removeprefix(kind)] = law
    return re.compile(any_of(names)), names


def _expected_section(law: Law, number: int, quoted: str) -> str:
    # The citation of another law ends the quotation from this one.
    quoted = re.split(r"มาตรา[๐-๙0-9]", quoted)[0]
    owners = {section for phrase, section in law.phrases if phrase.replace(" ", "") in quoted}
    if owners and number not in owners:
        return f"{law.unit} {thai_digits(min(owners))}"
    if law.last_section and number > law.last_section:
        return f"{law.unit} ๑ ถึง {thai_digits(law.last_section)}"
    return ""


def _shortened(name: str) -> str:
    for kind, short in _SHORT.items():
        name = name.replace(kind, short)
    return name


def law_named_before(written: str, register: NameRegister) -> bool:
    """Return whether a year after these words is that of a law, which its own check covers."""
    near = re.sub(r"\s", "", written[-140:])[-40:]
    return any(name[-20:] in near for name in _law_names(register)[1])
