"""Checks of personal names and titles against the register."""

import re
from collections.abc import Iterator
from functools import lru_cache

from kmtui.thai.names import NEAR_FULL_NAME, SHORT_TITLES
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import LETTERS, MARK, any_of, distance, likeness
from models.checks.core.register import NameRegister, RegisteredPerson
from models.checks.core.text import CheckedText

LEAST_PART = 0.6
"""The least similarity of the given name if the family name is equal, or the title is missing."""

_LIKE_TITLE = 0.65
_TITLES_IN_TEXT = sorted({form for pair in SHORT_TITLES.items() for form in pair if len(form) > 2})
_LONG_OF = {short: long for long, short in reversed(list(SHORT_TITLES.items()))}
_RANKS = ("เอก", "โท", "ตรี", "ตำรวจ")
_CIVIL = ("นาย", "นาง", "นางสาว", "น.ส.")
_TITLED = re.compile(
    rf"(?P<title>{any_of(_TITLES_IN_TEXT)})\s?(?P<given>[ก-ฮเ-ไ][{LETTERS}]{{1,24}})"
    rf"[\s.…]{{1,6}}(?P<family>[ก-ฮเ-ไ][{LETTERS}]{{1,30}})"
)
_PART = rf"[ก-ฮเ-ไ][{LETTERS}]{{2,24}}"


def misspelt_people(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a near match of a registered name: with a title, or with one half correct."""
    if not register.people:
        return
    for line in text.spoken:
        told: set[int] = set()
        for found in (*_titled(line.bare, register), *_halves(line.bare, register)):
            end, written, person = found
            if end not in told:
                told.add(end)
                yield text_issue(
                    line.number, written, person, "ตามทะเบียนบุคลากรของหน่วยงาน", mend=True
                )


def wrong_titles(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a registered person's name with a title other than the registered one."""
    by_name = {person.name: person for person in register.people if person.family}
    pattern = _names_pattern(register)
    for line in text.spoken:
        for found in pattern.finditer(line.bare):
            person = by_name[found.group()]
            if wrong := _wrong_title(line.bare[: found.start()].rstrip(), person):
                because = f"หน้าชื่อ {person.name} ตามทะเบียนบุคลากร"
                yield text_issue(line.number, wrong, person.title, because, mend=True)


@lru_cache(maxsize=4)
def _names_pattern(register: NameRegister) -> re.Pattern[str]:
    return re.compile(any_of(person.name for person in register.people if person.family))


_Found = tuple[int, str, str]  # end offset of the name, name as written, name as registered


def _titled(line: str, register: NameRegister) -> Iterator[_Found]:
    for found in _TITLED.finditer(line):
        given, family = found["given"], found["family"]
        if _is_known(given, family, register):
            continue
        title = _LONG_OF.get(found["title"], found["title"])
        if person := _nearest(title, given, family, register.people):
            written = f"{given}{line[found.end('given') : found.start('family')]}{family}"
            yield found.end(), written, person.name


def _is_known(given: str, family: str, register: NameRegister) -> bool:
    if f"{given} {family}" in register.known_names:
        return True
    return any(each.given == given and _goes_on(family, each.family) for each in register.people)


def _goes_on(written: str, family: str) -> bool:
    """Return whether a text begins with the family name, alone or joined to the next word."""
    rest = written.removeprefix(family)
    return written.startswith(family) and (not rest or (len(rest) > 2 and rest[0] not in MARK))


def _nearest(
    title: str, given: str, family: str, people: tuple[RegisteredPerson, ...]
) -> RegisteredPerson | None:
    short = SHORT_TITLES.get(title, title)
    best, nearest = NEAR_FULL_NAME, None
    for person in people:
        own_title = SHORT_TITLES.get(person.title, person.title)
        score = likeness(f"{short}{given} {family}", f"{own_title}{person.name}")
        if score < best or not person.family:
            continue
        if family == person.family and likeness(given, person.given) < LEAST_PART:
            continue  # a sibling
        best, nearest = score, person
    return nearest


def _halves(line: str, register: NameRegister) -> Iterator[_Found]:
    """Yield a registered given name before a near match of the family name, and vice versa."""
    before, after = _halves_patterns(register)
    for pattern, first_is_known in ((before, True), (after, False)):
        for found in pattern.finditer(line):
            given, family = found["given"], found["family"]
            if _is_known(given, family, register):
                continue
            if person := _other_half(given, family, register.people, first_is_known):
                yield found.end(), found.group(), person.name


@lru_cache(maxsize=4)
def _halves_patterns(register: NameRegister) -> tuple[re.Pattern[str], re.Pattern[str]]:
    known = [
        person for person in register.people if len(person.given) > 3 and len(person.family) > 3
    ]
    givens, families = any_of(each.given for each in known), any_of(each.family for each in known)
    return (
        re.compile(rf"(?P<given>{givens})\s(?P<family>{_PART})"),
        re.compile(rf"(?<![{LETTERS}])(?P<given>{_PART})\s(?P<family>{families})(?![{LETTERS}])"),
    )


def _other_half(
    given: str, family: str, people: tuple[RegisteredPerson, ...], first_is_known: bool
) -> RegisteredPerson | None:
    for person in people:
        if first_is_known and given == person.given and _near_part(family, person.family):
            return person
        if not first_is_known and family == person.family and _near_part(given, person.given):
            return person
    return None


def _near_part(written: str, registered: str) -> bool:
    if not registered or written[0] != registered[0] or _goes_on(written, registered):
        return False
    return likeness(written, registered) >= LEAST_PART


def _wrong_title(before: str, person: RegisteredPerson) -> str:
    """Return the title before the name if it is not the person's own; else an empty string."""
    near = before[-24:]
    compact = _compact(near)
    if any(compact.endswith(_compact(form)) for form in person.titles):
        return ""
    for form in sorted(_other_titles(person), key=len, reverse=True):
        if near.endswith(form):
            return form
    tail = re.search(rf"[{LETTERS}.]+$", near)
    return _near_title(tail.group(), person.title) if tail else ""


def _other_titles(person: RegisteredPerson) -> list[str]:
    """Return the titles that contradict the person's; academic ones combine with other titles."""
    ranks = [form for pair in SHORT_TITLES.items() if pair[0].endswith(_RANKS) for form in pair]
    return [form for form in (*_CIVIL, *ranks) if form not in person.titles]


def _near_title(tail: str, title: str) -> str:
    if len(title) < 5:
        return ""
    for length in (len(title), len(title) - 1, len(title) + 1):
        form = tail[-length:]
        most = round(len(title) * (1 - _LIKE_TITLE))
        if 0 < distance(form, title, most) <= most and form[0] == title[0]:
            return form
    return ""


def _compact(text: str) -> str:
    return re.sub(r"[\s.]", "", text)
