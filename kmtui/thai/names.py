"""Personal names: titles and ranks, the parts of a name, and near matches."""

import re
from collections.abc import Iterable
from functools import cache
from types import MappingProxyType

from msgspec import Struct

from kmtui.thai.text import clean, key

SHORT_TITLES = MappingProxyType(
    {
        "นาย": "นาย",
        "นาง": "นาง",
        "นางสาว": "น.ส.",
        "เด็กชาย": "ด.ช.",
        "เด็กหญิง": "ด.ญ.",
        "ดอกเตอร์": "ดร.",
        "ศาสตราจารย์": "ศ.",
        "รองศาสตราจารย์": "รศ.",
        "ผู้ช่วยศาสตราจารย์": "ผศ.",
        "นายแพทย์": "นพ.",
        "แพทย์หญิง": "พญ.",
        "ทันตแพทย์": "ทพ.",
        "ทันตแพทย์หญิง": "ทพญ.",
        "พลเอก": "พล.อ.",
        "พลโท": "พล.ท.",
        "พลตรี": "พล.ต.",
        "พันเอก": "พ.อ.",
        "พันโท": "พ.ท.",
        "พันตรี": "พ.ต.",
        "ร้อยเอก": "ร.อ.",
        "ร้อยโท": "ร.ท.",
        "ร้อยตรี": "ร.ต.",
        "จ่าสิบเอก": "จ.ส.อ.",
        "จ่าสิบโท": "จ.ส.ท.",
        "จ่าสิบตรี": "จ.ส.ต.",
        "สิบเอก": "ส.อ.",
        "สิบโท": "ส.ท.",
        "สิบตรี": "ส.ต.",
        "พลทหาร": "พลฯ",
        "นาวาเอก": "น.อ.",
        "นาวาโท": "น.ท.",
        "นาวาตรี": "น.ต.",
        "เรือเอก": "ร.อ.",
        "เรือโท": "ร.ท.",
        "เรือตรี": "ร.ต.",
        "พันจ่าเอก": "พ.จ.อ.",
        "พันจ่าโท": "พ.จ.ท.",
        "พันจ่าตรี": "พ.จ.ต.",
        "จ่าเอก": "จ.อ.",
        "จ่าโท": "จ.ท.",
        "จ่าตรี": "จ.ต.",
        "พันตำรวจเอก": "พ.ต.อ.",
        "พันตำรวจโท": "พ.ต.ท.",
        "พันตำรวจตรี": "พ.ต.ต.",
        "ร้อยตำรวจเอก": "ร.ต.อ.",
        "ร้อยตำรวจโท": "ร.ต.ท.",
        "ร้อยตำรวจตรี": "ร.ต.ต.",
        "ดาบตำรวจ": "ด.ต.",
        "จ่าสิบตำรวจ": "จ.ส.ต.",
        "สิบตำรวจเอก": "ส.ต.อ.",
        "สิบตำรวจโท": "ส.ต.ท.",
        "สิบตำรวจตรี": "ส.ต.ต.",
        "ว่าที่ร้อยเอก": "ว่าที่ ร.อ.",
        "ว่าที่ร้อยโท": "ว่าที่ ร.ท.",
        "ว่าที่ร้อยตรี": "ว่าที่ ร.ต.",
        "ว่าที่พันตรี": "ว่าที่ พ.ต.",
        "หม่อมเจ้า": "ม.จ.",
        "หม่อมราชวงศ์": "ม.ร.ว.",
        "หม่อมหลวง": "ม.ล.",
        "ท่านผู้หญิง": "ท่านผู้หญิง",
        "คุณหญิง": "คุณหญิง",
        "Mr.": "Mr.",
        "Mrs.": "Mrs.",
        "Ms.": "Ms.",
        "Miss": "Miss",
        "พลจัตวา": "พล.จ.",
        "พันเอกพิเศษ": "พ.อ.พิเศษ",
        "พลเรือเอก": "พล.ร.อ.",
        "พลเรือโท": "พล.ร.ท.",
        "พลเรือตรี": "พล.ร.ต.",
        "พลอากาศเอก": "พล.อ.อ.",
        "พลอากาศโท": "พล.อ.ท.",
        "พลอากาศตรี": "พล.อ.ต.",
        "นาวาอากาศเอก": "น.อ.",
        "นาวาอากาศโท": "น.ท.",
        "นาวาอากาศตรี": "น.ต.",
        "เรืออากาศเอก": "ร.อ.",
        "เรืออากาศโท": "ร.ท.",
        "เรืออากาศตรี": "ร.ต.",
        "พันจ่าอากาศเอก": "พ.อ.อ.",
        "พันจ่าอากาศโท": "พ.อ.ท.",
        "พันจ่าอากาศตรี": "พ.อ.ต.",
        "จ่าอากาศเอก": "จ.อ.",
        "จ่าอากาศโท": "จ.ท.",
        "จ่าอากาศตรี": "จ.ต.",
        "พลตำรวจเอก": "พล.ต.อ.",
        "พลตำรวจโท": "พล.ต.ท.",
        "พลตำรวจตรี": "พล.ต.ต.",
        "พลตำรวจจัตวา": "พล.ต.จ.",
        "ว่าที่พันเอก": "ว่าที่ พ.อ.",
        "ว่าที่พันโท": "ว่าที่ พ.ท.",
        "ว่าที่นาวาเอก": "ว่าที่ น.อ.",
        "ว่าที่นาวาโท": "ว่าที่ น.ท.",
        "ว่าที่นาวาตรี": "ว่าที่ น.ต.",
        "ว่าที่เรือเอก": "ว่าที่ ร.อ.",
        "ว่าที่เรือโท": "ว่าที่ ร.ท.",
        "ว่าที่เรือตรี": "ว่าที่ ร.ต.",
        "ว่าที่เรืออากาศเอก": "ว่าที่ ร.อ.",
        "ว่าที่เรืออากาศโท": "ว่าที่ ร.ท.",
        "ว่าที่เรืออากาศตรี": "ว่าที่ ร.ต.",
        "ว่าที่พันตำรวจเอก": "ว่าที่ พ.ต.อ.",
        "ว่าที่พันตำรวจโท": "ว่าที่ พ.ต.ท.",
        "ว่าที่พันตำรวจตรี": "ว่าที่ พ.ต.ต.",
        "ว่าที่ร้อยตำรวจเอก": "ว่าที่ ร.ต.อ.",
        "ว่าที่ร้อยตำรวจโท": "ว่าที่ ร.ต.ท.",
        "ว่าที่ร้อยตำรวจตรี": "ว่าที่ ร.ต.ต.",
        "นายกองเอก": "นายกองเอก",
        "นายกองโท": "นายกองโท",
        "นายกองตรี": "นายกองตรี",
        "นายหมวดเอก": "นายหมวดเอก",
        "นายหมวดโท": "นายหมวดโท",
        "นายหมวดตรี": "นายหมวดตรี",
        "นายหมู่เอก": "นายหมู่เอก",
        "นายหมู่โท": "นายหมู่โท",
        "นายหมู่ตรี": "นายหมู่ตรี",
        "สัตวแพทย์": "สพ.",
        "นายสัตวแพทย์": "น.สพ.",
        "สัตวแพทย์หญิง": "สพ.ญ.",
        "เภสัชกร": "ภก.",
        "เภสัชกรหญิง": "ภญ.",
    }
)
"""The titles and ranks, from long form to short form."""

NEAR_FULL_NAME = 0.70
"""The least similarity at which a full name with title matches a registered one."""

NEAR_NAME_PART = 0.80
"""The least similarity at which one part of a name matches a registered one."""

SHORTEST_NAME_PART = 5
"""The least length of a name part to be compared: too many shorter ones are similar."""


def _flexible(form: str) -> str:
    """Return a pattern for a title with optional inner dots and spaces between its parts."""
    last = len(form) - 1
    dots = {True: r"[.]", False: r"[.]?"}
    return r"\s*".join(
        dots[place == last] if char == "." else re.escape(char)
        for place, char in enumerate(form)
        if char != " "
    )


def _bare(form: str) -> str:
    return re.sub(r"[\s.]", "", form)


_FEMALE = "หญิง"
_ENGLISH = re.compile(r"(mr|mrs|ms|miss)(?:\.\s*|\s+|(?=[ก-ฮเ-ไ]))(?=[^\W\d_])", re.IGNORECASE)
_FIRST_CONSONANT = re.compile("[ก-ฮ]")


# At first use, so that the start is not delayed.
@cache
def _long_titles() -> dict[str, str]:
    """Return the long titles by their forms without dots and spaces."""
    # Some short forms are ranks of both army and navy: the first one listed, of the army, wins.
    return {
        _bare(form): long
        for long, short in reversed(list(SHORT_TITLES.items()))
        for form in (short, long)
    }


@cache
def _title_pattern() -> re.Pattern[str]:
    forms = {form for form in (*SHORT_TITLES, *SHORT_TITLES.values()) if not form.isascii()}
    longest_first = map(_flexible, sorted(forms, key=len, reverse=True))
    return re.compile(f"({'|'.join(longest_first)})\\s*({_FEMALE}\\s*)?(?=[^\\sะ-ฺๅ-๎.])")


class PersonName(Struct, frozen=True):
    """A name in parts, with the title in its long form; missing parts are empty."""

    title: str
    given: str
    family: str

    @property
    def short_title(self) -> str:
        """The title as in lists: น.ส., จ.ส.อ., ว่าที่ ร.ต."""
        short = SHORT_TITLES.get(self.title)
        if short is None and self.title.endswith(_FEMALE):
            return SHORT_TITLES[self.title.removesuffix(_FEMALE)] + _FEMALE
        return self.title if short is None else short


def split_name(text: str) -> PersonName:
    """Split a typed or printed name into title, given name and family name."""
    name = " ".join(clean(text).strip(" ()").split())
    title, rest = take_title(name)
    given, _, family = rest.partition(" ")
    return PersonName(title, given, family)


def take_title(name: str) -> tuple[str, str]:
    """Return the title in its long form and the rest; "" if the name only looks like a title."""
    english = _ENGLISH.match(name)
    if english is not None:
        return _long_titles()[english[1].capitalize()], name[english.end() :]
    found = _title_pattern().match(name)
    if not found:
        return "", name
    title, female = found.groups()
    return _long_titles()[_bare(title)] + (_FEMALE if female else ""), name[found.end() :]


def near_matches(name: str, registered: Iterable[str]) -> list[str]:
    """Return the registered names that `name` probably misspells, the most similar first.

    A full name is compared with its title; a single part with those parts of the registered names
    that begin with the same consonant. Empty if `name` itself is registered.
    """
    candidates = list(registered)
    wanted = key(name)
    if any(key(candidate) == wanted for candidate in candidates):
        return []
    parts = split_name(name)
    if parts.family:
        return _near(((_similarity(name, other), other) for other in candidates), NEAR_FULL_NAME)
    similar = [(_part_similarity(parts.given, other), other) for other in candidates]
    if any(likeness == 1.0 for likeness, _ in similar):
        return []
    return _near(similar, NEAR_NAME_PART)


def _near(scored: Iterable[tuple[float, str]], least: float) -> list[str]:
    near = sorted((pair for pair in scored if pair[0] >= least), key=lambda pair: -pair[0])
    return [other for _, other in near]


def _comparable(name: PersonName, written: str, *, with_short_title: bool) -> str:
    if not name.title:
        return key(written)
    title = name.short_title if with_short_title else name.title
    return key(f"{title}{name.given} {name.family}")


def _similarity(name: str, other: str) -> float:
    """Return the similarity of two full names, 0 to 1; equal long ranks must not increase it."""
    left, right = split_name(name), split_name(other)
    short = bool(left.title and right.title)
    return _ratio(
        _comparable(left, name, with_short_title=short),
        _comparable(right, other, with_short_title=short),
    )


def _part_similarity(part: str, other: str) -> float:
    registered = split_name(other)
    return max(_one_part(part, known) for known in (registered.given, registered.family))


def _one_part(part: str, known: str) -> float:
    first, second = _FIRST_CONSONANT.search(part), _FIRST_CONSONANT.search(known)
    if min(len(part), len(known)) < SHORTEST_NAME_PART or not first or not second:
        return 0.0
    if first.group() != second.group():
        return 0.0
    return _ratio(key(part), key(known))


def _ratio(left: str, right: str) -> float:
    # Imported late, as few commands compare names.
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity(left, right)
