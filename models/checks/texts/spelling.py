"""Checks of spelling: misspelt, prescribed, doubled and foreign words, wrong keyboard layout."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from msgspec.structs import replace

from kmtui.thai.digits import thai_digits
from kmtui.thai.keys import suggest_layout
from kmtui.thai.lexicon import lexicon
from kmtui.thai.mending.pdf_damage import Damage, mend
from kmtui.thai.names import SHORT_TITLES
from kmtui.thai.text import clean, foreign_marks
from kmtui.thai.when.calendar import SHORT_MONTHS
from models.checks.core.certainty import NUMERALS, UNSURE, is_in_name
from models.checks.core.finding import Fix, TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import LETTERS, MARK, any_of
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText
from models.office.word_lists import FixedWord

_LATIN = re.compile("[A-Za-z]")
_ABBREVIATIONS = (
    *SHORT_MONTHS,
    "พ.ศ.",
    "ค.ศ.",
    "พ.ร.ฎ.",
    "พ.ร.ก.",
    "รพ.สต.",
    "จ.ส.อ.",
    "ป.ป.ช.",
    "ส.ต.ง.",
    *(title for title in SHORT_TITLES.values() if re.fullmatch(r"(?:[ก-ฮ]{1,2}\.){2,3}", title)),
)
_MOST_IN_LINE = 20
_WITHOUT_DOT = "|".join(re.escape(each[:-1]) for each in _ABBREVIATIONS)
_UNFINISHED = re.compile(
    rf"(?<![{LETTERS}.])(?:(?:{_WITHOUT_DOT})(?![{LETTERS}.])|พ\.ร\.[บป](?=\s|[{LETTERS}]))"
    rf"|(?<![๐-๙0-9.])[๐-๙0-9]{{1,2}}[.:][๐-๙0-9]{{2}} น(?![{LETTERS}.])"
)
_MAY_BE_TWICE = frozenset(
    ("คน", "ต่าง", "ๆ", "วัน", "ปี", "เดือน", "บ้าน", "เรื่อง", "ดี", "นาน", "มาก", "ล้าน")
)
_SMALL_WORDS = frozenset(("มี", "จะ", "และ", "เป็น"))
_JOINING = frozenset(("การ", "และ", "หรือ", "โดย", "ซึ่ง", "เพื่อ", "จาก", "แต่", "ต้อง", "ใน", "สำหรับ"))
_EMPHATIC = frozenset(("พร้อม", "เงียบ", "เรียบ", "ตรง", "กลม", "ครบถ้วน"))
_CONSONANT = re.compile("[ก-ฮ]")
_LONG_WORD = 4  # consonants
_SILENT = "กคจณดตทธนมยรลวศษส"
_TYPED_TWICE = "เพราะพิมพ์คำเดียวกันติดกันสองครั้ง"
_TWICE_AFTER = ("ใน", "จาก", "ไป", "มี", "เป็น", "ณ", "อยู่", "สู่", "ยัง")
_SPACED = re.compile(rf"[{LETTERS}] ๆ")
_JOINED = re.compile(rf"[{LETTERS}]ๆ")
_YEAR_OF_ERA = re.compile(r"พ\.ศ\.(?P<space>\s?)[๐-๙0-9]{4}")
_RUN_ON = re.compile(f"[{LETTERS}]ๆ[{LETTERS}]")
_UNTIDY = re.compile(r"([ะ-ฺ็-๎])\1|ํ[่-๋]?า|เเ|[่-๋][ัิ-ฺ]|ำ[่-๋]")
_WORD_BEFORE, _WORD_AFTER = re.compile(f"[{LETTERS}]*$"), re.compile(f"[{LETTERS}]*")
_DAMAGES = {
    Damage.SPLIT_AM: "เพราะคัดลอกจาก PDF แล้วสระอำแยกเป็นสองส่วน",
    Damage.CUT_MARK: "เพราะคัดลอกจาก PDF แล้วมีวรรคหน้าสระหรือวรรณยุกต์",
    Damage.LATE_MARK: "เพราะคัดลอกจาก PDF แล้วสระหรือวรรณยุกต์เลื่อนไปหนึ่งตัว",
    Damage.CUT_LINE: "เพราะคัดลอกจาก PDF แล้วบรรทัดตัดกลางคำ",
}
_ASCII = re.compile(r"(?<![A-Za-z0-9@/.:_-])[!-~]{4,60}(?![A-Za-z0-9@/.:_-])")
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|org|net|go|th)\b|^[\d\W]+$")


def misspelt_words(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report words of the list of common misspellings."""
    thai, latin, right = _misspellings(register)
    for line in text.spoken:
        for pattern in (thai, latin):
            for found in pattern.finditer(line.bare):
                wrong = found.group()
                because = "ตามรายการคำที่มักเขียนผิด"
                yield text_issue(line.number, wrong, right[wrong.lower()], because, mend=True)


@lru_cache(maxsize=4)
def _misspellings(
    register: NameRegister,
) -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Return the Thai and the Latin pattern, and the corrections; parts of known names excluded."""
    everyone, listed = " ".join(register.known_names), register.lists.misspellings
    right = {each.wrong.lower(): each.right for each in listed if each.wrong not in everyone}
    thai = [wrong for wrong in right if not _LATIN.search(wrong)]
    latin = [wrong for wrong in right if _LATIN.search(wrong)]
    return (
        re.compile(f"{any_of(thai)}(?![{MARK}])"),
        re.compile(rf"\b{any_of(latin)}\b", re.IGNORECASE),
        right,
    )


def fixed_words(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report headings and terms that differ from the wording prescribed by a rule."""
    everywhere, headings = _fixed(register)
    # Most patterns occur in few texts: one search of the whole text excludes the others.
    whole = "\n".join(line.bare for line in text.spoken)
    everywhere = [pair for pair in everywhere if pair[0].search(whole)]
    for line in text.spoken:
        for pattern, word in everywhere:
            for found in pattern.finditer(line.bare):
                yield _fixed_spot(line.number, found.group(), word)
        for cell in line.cells:
            for pattern, word in headings:
                if begin := pattern.match(cell.strip(" -|*➤()")):
                    yield _fixed_spot(line.number, begin.group(), word)


def _fixed_spot(line: int, found: str, word: FixedWord) -> TextIssue:
    return text_issue(line, found, word.right, f"ตาม{word.rule}", mend=bool(word.right))


@lru_cache(maxsize=4)
def _fixed(
    register: NameRegister,
) -> tuple[list[tuple[re.Pattern[str], FixedWord]], list[tuple[re.Pattern[str], FixedWord]]]:
    compiled = [(re.compile(word.wrong), word) for word in register.lists.fixed_words]
    return (
        [pair for pair in compiled if not pair[1].heading],
        [pair for pair in compiled if pair[1].heading],
    )


def mixed_spellings(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a term that is spelt in several ways, once for each spelling, at its first line."""
    for group in register.lists.variants:
        first: dict[str, int] = {}
        pattern = _variant_pattern(group.spellings)
        for line in text.spoken:
            for spelling in pattern.findall(line.bare):
                first.setdefault(spelling, line.number)
        if len(first) < 2:
            continue
        kept = next(spelling for spelling in group.spellings if spelling in first)
        for spelling, number in first.items():
            if spelling != kept:
                where = thai_digits(first[kept])
                because = f"ให้เหมือนบรรทัดที่ {where} เพราะเป็น{group.what}เดียวกัน"
                yield text_issue(number, spelling, kept, because)


@lru_cache(maxsize=64)
def _variant_pattern(spellings: tuple[str, ...]) -> re.Pattern[str]:
    latin = all(map(_LATIN.search, spellings))
    edge = r"\b" if latin else ""
    return re.compile(f"{edge}{any_of(spellings)}{edge}")


def alien_marks(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report characters of other scripts in Thai words, such as Khmer signs from bad scans."""
    del register
    for line in text.lines:
        for mark in foreign_marks(line.text):
            around = line.text[max(0, mark.offset - 4) : mark.offset + 5].strip()
            because = f"เพราะ {mark.char} คือ {mark.name} ไม่ใช่อักษรไทย"
            yield text_issue(line.number, around, "อักษรไทย", because)


def untidy_marks(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report doubled or misordered Thai marks, which look right but break searches."""
    del register
    for line in text.lines:
        for found in _UNTIDY.finditer(line.raw):
            around = _letters_around(line.raw, *found.span())
            if clean(around) != around:
                because = "เพราะพิมพ์สระหรือวรรณยุกต์ซ้ำหรือสลับลำดับ"
                yield text_issue(line.number, around, clean(around), because, mend=True)


def pdf_damage(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report damage by PDF extraction: ำ split, marks cut off or late, lines broken in words."""
    del register
    lines = [line.text for line in text.lines]
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    repairs = mend("\n".join(lines)).repairs
    if len(repairs) == 1 and repairs[0].kind is Damage.LATE_MARK and " " not in repairs[0].before:
        return  # a single typing error is left to the check of unknown words
    for repair in repairs:
        because = f"{_DAMAGES[repair.kind]} (ซ่อมทั้งแฟ้มด้วย kmtui mend)"
        number, found = bisect_right(starts, repair.start), repair.before.replace("\n", " ")
        issue = text_issue(number, found, repair.after, because)
        yield replace(issue, mending=Fix(repair.before, repair.after))


def unfinished_abbreviations(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an abbreviation without its last full stop: พ.ศ ๒๕๖๓, ม.ค ๖๔, ๑๔.๐๐ น."""
    del register
    for line in text.spoken:
        places = list(_UNFINISHED.finditer(line.bare))
        for found in places:
            written = found.group().strip()
            whole = f"{written}."
            # Words around it tell this place from another one in the line that is right.
            after = line.bare[found.end() : found.end() + 6]
            is_one = len(places) <= _MOST_IN_LINE and line.bare.count(written + after) == 1
            because = "เพราะอักษรย่อต้องมีจุดท้าย"
            if is_one and after.strip():
                yield text_issue(line.number, written + after, whole + after, because, mend=True)
            else:
                yield text_issue(line.number, written, whole, because)


def _letters_around(raw: str, start: int, end: int) -> str:
    """Return the text with up to ten Thai letters on either side, for orientation."""
    before = _WORD_BEFORE.search(raw[max(0, start - 10) : start])
    after = _WORD_AFTER.match(raw[end : end + 10])
    assert before, "an empty word stands anywhere"
    assert after, "an empty word stands anywhere"
    return before.group() + raw[start:end] + after.group()


def doubled_words(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a word typed twice: ที่ที่, การการ, ความรู้ความรู้.

    A fix is offered only if two such words in a row make no sense.
    """
    del register
    for line in text.spoken:
        words = line.words
        for place in range(1, len(words)):
            before, word = words[place - 1 : place + 1]
            if word == before and _is_doubled(words, place):
                end = len("".join(words[: place + 1]))
                if is_in_name(line.untagged, end - len(word) * 2, end):
                    continue
                yield _doubled(line.number, words, place)
            elif _begins_again(before, word):
                certain = _is_long(before)
                because = _TYPED_TWICE if certain else f"{_TYPED_TWICE} {UNSURE}"
                yield text_issue(line.number, before + word, word, because, mend=certain)


def _begins_again(before: str, word: str) -> bool:
    """Return whether a compound begins with the preceding word: ความรู้ความรู้ความเข้าใจ."""
    is_judged = before in _SMALL_WORDS or _is_long(before)
    return is_judged and word.startswith(before) and len(word) > len(before) + 1


def _doubled(line: int, words: tuple[str, ...], place: int) -> TextIssue:
    word = words[place]
    before = words[place - 2] if place > 1 else ""
    if lost := _lost_end(before + word):
        because = f"{_TYPED_TWICE}หรือพิมพ์ตก {UNSURE}"
        return text_issue(line, before + word * 2, f"{lost}{word} หรือ {before}{word}", because)
    if _makes_no_sense_twice(words, place):
        return text_issue(line, word * 2, word, _TYPED_TWICE, mend=True)
    if word in _SMALL_WORDS or word in NUMERALS or word == "ที่":
        return text_issue(line, word * 2, word, f"{_TYPED_TWICE} {UNSURE}")
    because = f"{_TYPED_TWICE} หรือเป็นคำซ้ำ {UNSURE}"
    return text_issue(line, word * 2, f"{word} หรือ {word} ๆ", because)


def _makes_no_sense_twice(words: tuple[str, ...], place: int) -> bool:
    """Return whether a word cannot follow itself, nor form compounds with its neighbours.

    ให้ให้การ is ให้ and ให้การ, and แรงแรง may stand for แรง ๆ: only long words, which are not
    repeated for emphasis, and words that join sentences are certain.
    """
    word, known = words[place], lexicon()
    before = words[place - 2] if place > 1 else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    if (after and word + after in known) or (before and before + word in known):
        return False
    return word in _JOINING or _is_long(word)


def _is_long(word: str) -> bool:
    return len(_CONSONANT.findall(word)) >= _LONG_WORD and word not in _EMPHATIC


def _lost_end(beginning: str) -> str:
    """Return the common word that lacks only its last letter and its mark: สถานการ for สถานการณ์."""
    if beginning in lexicon():
        return ""
    ends = (beginning + letter + "์" for letter in _SILENT)
    return next((word for word in ends if word in lexicon()), "")


def _is_doubled(words: tuple[str, ...], place: int) -> bool:
    word = words[place]
    if len(word) < 2 or word in _MAY_BE_TWICE or not re.fullmatch(f"[{LETTERS}]+", word):
        return False
    before = words[place - 2] if place > 1 else ""
    if before == word:
        return False  # reported at the first repetition already
    return not (word == "ที่" and before.strip() in _TWICE_AFTER)


def repetition_marks(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report the spacing of ๆ once for a text: if it is inconsistent, or missing after ๆ.

    The Office of the Royal Society puts a space before and after ๆ (หลักเกณฑ์การใช้ไม้ยมก).
    """
    del register
    spaced = [line.number for line in text.spoken if _SPACED.search(line.bare)]
    joined = [line.number for line in text.spoken if _JOINED.search(line.bare)]
    if spaced and joined:
        number, found = (joined[0], "ต่างๆ") if len(joined) <= len(spaced) else (spaced[0], "ต่าง ๆ")
        counts = f"(เว้นวรรคหน้า ๆ {thai_digits(len(spaced))} บรรทัด ไม่เว้น {thai_digits(len(joined))})"
        yield text_issue(number, found, "แบบเดียวทั้งฉบับ", f"{counts} ราชบัณฑิตยสภาให้เว้นวรรคหน้าและหลัง ๆ")
    yield from _run_on(text)


def era_spacing(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report พ.ศ. once for a text in which a space follows some of its occurrences only."""
    del register
    found = [
        (line.number, year.group(), bool(year["space"]))
        for line in text.spoken
        for year in _YEAR_OF_ERA.finditer(line.bare)
    ]
    joined = [each for each in found if not each[2]]
    if joined and len(joined) < len(found):
        number, written, _ = joined[0]
        spaced = written.replace("พ.ศ.", "พ.ศ. ")
        counts = f"เว้น {thai_digits(len(found) - len(joined))} แห่ง ไม่เว้น {thai_digits(len(joined))}"
        because = f"({counts}) เพราะหนังสือฉบับเดียวต้องเขียนแบบเดียว"
        yield text_issue(number, written, spaced, because)


def _run_on(text: CheckedText) -> Iterator[TextIssue]:
    """Report the first ๆ without a space after it, with the number of such lines."""
    lines = [line for line in text.spoken if _RUN_ON.search(line.untagged)]
    for line in lines[:1]:
        words = line.words
        at = next((at for at in range(1, len(words) - 1) if _runs_on(words, at)), None)
        if at is not None:
            found, wanted = "".join(words[at - 1 : at + 2]), f"{words[at - 1]}ๆ {words[at + 1]}"
            because = f"เพราะต้องเว้นวรรคหลัง ๆ ({thai_digits(len(lines))} บรรทัด)"
            yield text_issue(line.number, found, wanted, because, mend=True)


def _runs_on(words: tuple[str, ...], at: int) -> bool:
    return words[at] == "ๆ" and re.match(f"[{LETTERS}]", words[at + 1]) is not None


def other_layout(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report Thai typed with the English keyboard layout: l;ylfu for สวัสดี."""
    del register
    for line in text.spoken:
        for found in _ASCII.finditer(line.bare):
            typed = found.group()
            if not _ADDRESS.search(typed) and (meant := _meant(typed)):
                because = "เพราะน่าจะลืมเปลี่ยนแป้นพิมพ์เป็นภาษาไทย"
                yield text_issue(line.number, typed, meant, because, mend=True)


@lru_cache(maxsize=4096)
def _meant(typed: str) -> str | None:
    return suggest_layout(typed)
