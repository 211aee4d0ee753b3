"""Checks of names of places, posts, divisions and committees against the register."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from kmtui.thai.words import segment
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import (
    LETTERS,
    any_of,
    distance,
    halves_of,
    likeness,
    near_occurrences,
    stands_at,
)
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText

SHORTEST_NAME = 6
"""The least length of a name to be compared: too many words are similar to shorter ones."""

_NEAR_COMMITTEE = 0.25
_ALIEN_COMMITTEE = 0.5
_COMMITTEE = "คณะกรรมการ"
_COMMITTEE_WINDOW = 200
# Verbs in the names of bodies: without one, the text only mentions some committee.
_TASKS = (
    "จัดทำ|จัดการ|ติดตาม|ตรวจ|พิจารณา|ดำเนิน|บริหาร|ขับเคลื่อน|ส่งเสริม|เสริมสร้าง|สร้าง|พัฒนา|ประเมิน"
    "|ป้องกัน|แก้ไข|สอบ|กำหนด|อำนวย|ประสาน|รับ|จัดซื้อ|จัดจ้าง|คัดเลือก|สรรหา|ปฏิบัติ|การ"
)
_APPOINTED = re.compile(rf"แต่งตั้ง(?P<body>คณะ(?:กรรมการ|ทำงาน)(?:{_TASKS})[{LETTERS}]{{8,90}})")
_BODY_WORDS = frozenset(("คณะกรรมการ", "คณะทำงาน", "คณะ", "กรรมการ", "และ", "การ"))


def misspelt_places(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report the municipality, its district or its province with one or two wrong letters."""
    names = [name for name in register.places if len(name) >= SHORTEST_NAME]
    yield from _misspelt(text, names, names, "ตามชื่อที่ตั้งของหน่วยงาน")


def misspelt_posts(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a post or a division with one or two wrong letters."""
    own = [
        _without(name, register.municipality_name)
        for name in (*register.posts, *register.divisions)
    ]
    names = [name for name in dict.fromkeys(own) if len(name) >= SHORTEST_NAME]
    known = [*names, *register.division_short_names]
    yield from _misspelt(text, names, known, "ตามทะเบียนตำแหน่งและส่วนราชการ")


def misspelt_committees(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a committee whose name is close to that in its order, but not equal."""
    names = [each.name for each in register.committees if each.name.startswith(_COMMITTEE)]
    if not names:
        return
    squeezed = text.squeezed
    own = _own_name(register)
    names = [own.sub("", name) or name for name in names]
    at = squeezed.text.find(_COMMITTEE)
    while at >= 0:
        line = squeezed.line_at(at)
        # The office's own name is no part of a committee's name, at any position in it.
        window = own.sub("", squeezed.text[at : at + _COMMITTEE_WINDOW])
        if near := _near_committee(window, 0, names):
            yield text_issue(line, near[0], near[1], "ตามคำสั่งแต่งตั้ง")
        at = squeezed.text.find(_COMMITTEE, at + 1)


def _own_name(register: NameRegister) -> re.Pattern[str]:
    """Return a pattern for the office's name, also after ของ; without a name it matches nothing."""
    place, whole = register.municipality_name, register.organization.replace(" ", "")
    names = [whole, f"เทศบาล{place}", f"ทต.{place}"] if place else []
    joined = "|".join(re.escape(name) for name in dict.fromkeys(names) if name)
    return re.compile(
        f"(?:ของ|ใน|ประจำ)?(?:{joined})|ของเทศบาล(?!{place}|ตำบล|เมือง|นคร)" if joined else "(?!)"
    )


def alien_committees(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report the appointment of a body that resembles none of the registered committees."""
    known = {word for each in register.committees for word in segment(each.name)} - _BODY_WORDS
    for line in text.spoken if known else ():
        for found in _APPOINTED.finditer(line.bare):
            if register.municipality_name and register.municipality_name in found["body"]:
                continue
            words = [word for word in segment(found["body"]) if word not in _BODY_WORDS]
            own = sum(len(word) for word in words if word in known)
            near = max(likeness(found["body"], each.name) for each in register.committees)
            if words and near < _ALIEN_COMMITTEE and own < _ALIEN_COMMITTEE * sum(map(len, words)):
                expected = " หรือ ".join(each.name for each in register.committees[:2])
                because = "ไม่มีคณะนี้ในทะเบียน อาจคัดมาจากเอกสารอื่น"
                yield text_issue(line.number, found["body"], expected, because)


def foreign_names(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report names of other offices' divisions and places, pasted in with copied text."""
    pattern, alien = _alien_names(register)
    for line in text.spoken:
        for name in dict.fromkeys(pattern.findall(line.bare)):
            expected = f"ชื่อของ{register.organization or 'หน่วยงานนี้'}"
            yield text_issue(line.number, name, expected, f"เพราะเป็นของ{alien[name]}")


@lru_cache(maxsize=4)
def _alien_names(register: NameRegister) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return a pattern of names of other offices, and the office of each name."""
    own = " ".join((*register.divisions, *register.posts, register.organization))
    listed = register.lists.foreign_names
    alien = {each.name: each.belongs for each in listed if each.name not in own}
    return re.compile(any_of(alien)), alien


def _misspelt(
    text: CheckedText, names: Iterable[str], known: list[str], because: str
) -> Iterator[TextIssue]:
    wanted = tuple(sorted(names, key=len, reverse=True))
    anchors = _anchors(wanted)
    for line in text.spoken:
        told: set[str] = set()
        for name in wanted if anchors.search(line.bare) else ():
            for form in near_occurrences(line.bare, name):
                spaced = form.replace(" ", "") == name.replace(" ", "")
                if spaced or any(form in other for other in told) or _is_known(form, known):
                    continue
                told.add(form)
                yield text_issue(line.number, form, name, because, mend=True)


@lru_cache(maxsize=8)
def _anchors(names: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for the halves of all names; a line without a match has no near match."""
    return re.compile(any_of(half for name in names for half in halves_of(name)))


def _is_known(form: str, known: list[str]) -> bool:
    return any(stands_at(form, 0, name) for name in known)


def _without(name: str, place: str) -> str:
    """Return the name of a post without that of the municipality and its type.

    `place` is the municipality's name, which another check covers.
    """
    own = name.removesuffix(place) if place else name
    return own.removesuffix("ตำบล").removesuffix("เมือง").removesuffix("นคร")


def _near_committee(text: str, at: int, names: list[str]) -> tuple[str, str] | None:
    if any(text.startswith(name, at) for name in names):
        return None
    scored = [
        (likeness(form, name), form, name)
        for name in names
        for form in _forms(text, at, name)
        if distance(form, name, int(len(name) * _NEAR_COMMITTEE)) <= len(name) * _NEAR_COMMITTEE
    ]
    return max(scored)[1:] if scored else None


def _forms(text: str, at: int, name: str) -> Iterator[str]:
    """Yield candidates for misspellings of `name` at `at`: of similar length, with the same end."""
    last = segment(name)[-1]
    for longer in range(-8, 9):
        form = text[at : at + len(name) + longer]
        if form.endswith(last):
            yield form
