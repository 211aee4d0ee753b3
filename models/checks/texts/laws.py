"""Checks of law citations: year, section and complete name."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.when.calendar import MONTHS
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import any_of
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText
from models.office.law_titles import listed_laws, without_spaces
from models.office.word_lists import Law

_SHORT = {
    "พระราชบัญญัติประกอบรัฐธรรมนูญ": "พ.ร.ป.",
    "พระราชบัญญัติ": "พ.ร.บ.",
    "พระราชกฤษฎีกา": "พ.ร.ฎ.",
    "พระราชกำหนด": "พ.ร.ก.",
}
_KIND = re.compile(rf"(?P<long>{'|'.join(_SHORT)})|พ\.?ร\.?(?P<short>[บฎฏกป])\.?")
_LONG = {"บ": "พระราชบัญญัติ", "ฎ": "พระราชกฤษฎีกา", "ฏ": "พระราชกฤษฎีกา", "ก": "พระราชกำหนด"}
_LONG["ป"] = "พระราชบัญญัติประกอบรัฐธรรมนูญ"
_ERA = r"(?:พ\.?ศ\.?|พุทธศักราช)?"
_YEAR = re.compile(
    rf"(?:\(?ฉบับที่(?P<edition>[๐-๙0-9]{{1,2}})\)?)?{_ERA}(?P<year>[๐-๙0-9]{{4}})(?![๐-๙0-9])"
)
_AMENDED_BY = re.compile(
    r"(?:พ\.?ศ\.?)?[๐-๙0-9]{4}(?:และ)?(?:ที่)?แก้ไขเพิ่มเติม[ก-๎]{0,20}"
    rf"\(?ฉบับที่(?P<edition>[๐-๙0-9]{{1,2}})\)?{_ERA}(?P<year>[๐-๙0-9]{{4}})(?![๐-๙0-9])"
)
_SECTION = re.compile(r"(?:หมวด[๐-๙0-9]{1,2})?(?P<unit>มาตรา|ข้อ)(?P<number>[๐-๙0-9]{1,3})")
_QUOTE, _NAME_BEFORE = 160, 240
_DATE_IN_TITLE = re.compile(rf"[๐-๙0-9]{{1,2}}(?:{'|'.join(MONTHS)})(?:พ\.?ศ\.?)?[๐-๙0-9]{{4}}")
_FOUR_DIGITS = re.compile("[๐-๙0-9]{4}")
_AFTER = 90
_ENOUGH_OF_A_NAME = 0.72
_LONG_NAME = 45
_FIRST_LETTERS, _LONGEST_TITLE = 2, 320


def law_years(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a law cited with a year that none of its editions has; amendments have own years."""
    squeezed = text.squeezed
    for law, end in _cited(text, register):
        after = squeezed.text[end : end + _AFTER]
        for found in (_YEAR.match(after), _AMENDED_BY.match(after)):
            wanted = _expected_year(law, found) if found else ""
            if found and wanted:
                line = squeezed.line_at(end + found.start("year"))
                year = f"พ.ศ. {thai_digits(found['year'])}"
                yield text_issue(line, year, wanted, f"ตาม{_shortened(law.name)} ในตารางกฎหมาย")


def _expected_year(law: Law, cited: re.Match[str]) -> str:
    """Return the year of the cited edition of a law; empty if the citation is correct."""
    year, number = int(arabic_digits(cited["year"])), int(arabic_digits(cited["edition"] or "1"))
    if number == 1:
        right = year == law.year or year in law.former
        return "" if right else f"พ.ศ. {thai_digits(law.year)}"
    editions = dict(law.editions)
    if number in editions and editions[number] != year:
        return f"พ.ศ. {thai_digits(editions[number])}"
    first = min(law.year, *law.former) if law.former else law.year
    if year < first:
        return f"ปีหลัง พ.ศ. {thai_digits(first)}"
    return ""


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
    squeezed = text.squeezed.text
    pattern, laws = _law_names(register)
    table = (
        (found.start(), laws[found.group()], found.end()) for found in pattern.finditer(squeezed)
    )
    cited = {start: (law, end) for start, law, end in table}
    for kind in _KIND.finditer(squeezed):
        listed = _listed_law(kind, squeezed)
        known = cited.get(kind.start())
        if listed and (known is None or listed[1] > known[1]):
            cited[kind.start()] = listed
    yield from cited.values()


def _listed_law(kind: re.Match[str], squeezed: str) -> tuple[Law, int] | None:
    """Return the listed law whose title follows the matched kind (พ.ร.บ.), with its end offset."""
    begin = kind["long"] or _LONG[kind["short"]]
    # The list has Arabic digits: ร.ศ. 130, รัชกาลที่ 9.
    rest = arabic_digits(squeezed[kind.end() : kind.end() + _LONGEST_TITLE])
    for law, title in _titles().get((begin, rest[:_FIRST_LETTERS]), ()):
        if rest.startswith(title):
            return law, kind.end() + len(title)
    return None


@lru_cache(maxsize=1)
def _titles() -> dict[tuple[str, str], list[tuple[Law, str]]]:
    """Return the listed laws and their titles by kind and first letters, the longest first."""
    found = defaultdict(list)
    for name, years in listed_laws().items():
        law = Law(name, years[-1], "มาตรา", former=years[:-1])
        for kind in _SHORT:
            title = without_spaces(name).removeprefix(kind)
            if name.startswith(kind):
                found[kind, title[:_FIRST_LETTERS]].append((law, title))
    for titles in found.values():
        titles.sort(key=lambda pair: len(pair[1]), reverse=True)
    return dict(found)


@lru_cache(maxsize=4)
def _law_names(register: NameRegister) -> tuple[re.Pattern[str], dict[str, Law]]:
    names: dict[str, Law] = {}
    for law in register.lists.laws:
        name = without_spaces(law.name)
        names[name] = law
        for kind, short in _SHORT.items():
            if name.startswith(kind):
                for written in _short_forms(short):
                    names[written + name.removeprefix(kind)] = law
    return re.compile(any_of(names)), names


def _short_forms(short: str) -> tuple[str, ...]:
    """Return variants of an abbreviation: with all dots, without the last, without any (พ.ร.บ.)."""
    bare = short.replace(".", "")
    return short, short.removesuffix("."), f"{bare}.", bare


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
    near = _DATE_IN_TITLE.sub("", without_spaces(written[-_NAME_BEFORE:]))
    years = list(_FOUR_DIGITS.finditer(near))
    # If a law has a year already, a later year is not that of the law.
    near = near[years[-1].end() :] if years else near
    is_of_kind = near.endswith(("พ.ศ.", "พ.ศ", "พุทธศักราช")) and _KIND.search(near) is not None
    return is_of_kind or any(name[-20:] in near[-40:] for name in _law_names(register)[1])
