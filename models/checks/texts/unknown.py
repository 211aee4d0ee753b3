"""Check for unknown words one letter away from a frequent word: typing slips."""

import io
import re
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple
from unicodedata import category

from kmtui.thai.lexicon import NAME_COST, PREFIX_SIZE, lexicon
from kmtui.thai.names import SHORT_TITLES
from models.checks.core.certainty import UNSURE
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import LETTERS, MARK, distance
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText
from models.office.law_titles import listed_laws

FREQUENT_COST, SEEN_COST = 159, 182
"""The costs up to which words are compared.

These are the most frequent 4,700 of five letters or more, and the 10,000 ever counted of nine
letters or more. Rarer words are similar to too many slips.
"""

SHORTEST, SHORTEST_RARE, LONGEST = 5, 9, 30

COMMON_COST, SHORTEST_COMMON, RARER = 96, 4, 47
"""Words of four letters are compared if very frequent; a word rarer by 47 than another is left out.
"""

SURE_COST, LONGEST_FRAGMENT = 145, 4
"""A slip that leaves only known short words is reported if they are near one frequent word."""

OFTEN, LONGEST_NAME = 3, 6
"""A word of a name's length that is written so often in one text is no slip."""

_CUT = ((3, 128), (2, 164))  # number of fragments, and the least cost of the rare one among them

SHORTEST_CERTAIN = 6
"""The least length of a word that is offered as a fix: shorter ones have too many neighbours."""

_THAI = re.compile(f"[{LETTERS}]+$")
_TYPED = "".join(map(chr, (*range(0x0E01, 0x0E2F), *range(0x0E30, 0x0E3A), *range(0x0E40, 0x0E4D))))
_VOWEL = re.compile("[ะ-ฺเ-ไ]")
_NAME_WORDS = 8  # words and spaces between a title and the part of a name
_TITLES = frozenset((*SHORT_TITLES, *SHORT_TITLES.values(), "คุณ", "ดร."))
_BEFORE_A_NAME = frozenset(
    (
        *("ชื่อ", "นามสกุล", "สกุล", "บ้าน", "หมู่บ้าน", "ชุมชน", "ตำบล", "อำเภอ", "จังหวัด", "ถนน"),
        *("ซอย", "วัด", "โรงเรียน", "บริษัท", "ห้าง", "ร้าน", "หนอง", "ห้วย", "คลอง", "แม่น้ำ"),
        *("เทศบาล", "เกาะ"),
    )
)
_SILENCED_WITHIN = re.compile("[ก-ฮ]์[ก-ฮเ-ไ]")
_AROUND = ((0, 0), (1, 0), (0, 1), (1, 1))


def unknown_words(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a word in no word list that is one letter away from one or two frequent words.

    A word repeated often is a name, and a word in the title of a cited law may have its old
    spelling: neither is reported.
    """
    slips = [slip for slip in _slips(text) if slip[1] not in _judged_elsewhere(register)]
    often = Counter(written for _, written, *_ in slips)
    for line, written, meant, in_place in slips:
        # A word that is repeated often is a name, not a typing error.
        is_slip = len(written) > LONGEST_NAME or often[written] < OFTEN
        if is_slip and not _is_in_cited_title(written, text):
            yield _told(line, written, meant, in_place=in_place)


def _slips(text: CheckedText) -> Iterator[tuple[int, str, tuple[str, ...], bool]]:
    """Yield the typing errors: line number, written text, intended words, and a flag.

    The flag is true if a word such as บ้าน or บริษัท precedes: the text may be a name then.
    """
    known = lexicon()
    for line in text.spoken:
        words, told = _without_small_words(line.words), -1
        for at, word in enumerate(words):
            if at <= told or not _THAI.match(word):
                continue
            if found := _fragments(words, at) if word in known else _meant(words, at):
                told, written, meant = found
                yield line.number, written, meant, _is_placed(words, at)


def _without_small_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words with the most frequent ones cut off the beginning of unknown ones.

    The segmentation joins a short word to an unknown one after it if that costs less.
    """
    known, parted = lexicon(), []
    for word in words:
        at = 0
        if len(word) > LONGEST_FRAGMENT and _THAI.match(word) and word not in known:
            heads = known.words_read()[word[:PREFIX_SIZE]]
            at = max((size for size in heads if _is_common_head(word, size)), default=0)
        parted += [word[:at], word[at:]] if at else [word]
    return tuple(parted)


def _is_common_head(word: str, size: int) -> bool:
    rest = word[size:]
    cost = lexicon().get(word[:size], COMMON_COST + 1)
    return cost <= COMMON_COST and len(rest) >= SHORTEST_COMMON and rest[0] not in MARK


@lru_cache(maxsize=4)
def _judged_elsewhere(register: NameRegister) -> str:
    """Return the registered names and listed misspellings in one text, separated by spaces.

    Other checks cover them: a slip that is a part of this text is not reported here.
    """
    names = (*register.known_names, *register.posts, *register.divisions, *register.places)
    return " ".join((*names, *(each.wrong for each in register.lists.misspellings)))


def _is_in_cited_title(written: str, text: CheckedText) -> bool:
    """Return whether a title of a law in the text has these letters: its spelling may be old."""
    return any(written in title and title in text.text for title in listed_laws())


def _told(line: int, written: str, meant: tuple[str, ...], *, in_place: bool) -> TextIssue:
    certain = len(meant) == 1 and not in_place and _is_certain(written, meant[0])
    because = "เพราะคำที่เขียนไม่มีในคลังคำ" + ("" if certain else f" {UNSURE}")
    return text_issue(line, written, " หรือ ".join(meant), because, mend=certain)


def _is_certain(written: str, meant: str) -> bool:
    """Return whether no other word, even a rare one, is as near, and the word is long enough.

    A letter too many before or after a word may belong to its neighbour.
    """
    if len(meant) < SHORTEST_CERTAIN or written.startswith(meant) or written.endswith(meant):
        return False
    if _is_short_beside_common_word(written, meant):
        return False
    known = lexicon()
    return not any(form in known and form != meant for form in _one_letter_away(written))


def _is_short_beside_common_word(written: str, meant: str) -> bool:
    """Return whether two words differ in a few letters beside a common word: ซกเป็น, ตกเป็น.

    The letters may be the end of a name.
    """
    costs = lexicon()
    parts = ((meant[:at], meant[at:]) for at in range(1, len(meant)))
    return any(
        (written.endswith(tail) and len(head) < SHORTEST and costs.get(tail, 255) <= COMMON_COST)
        or (
            written.startswith(head)
            and len(tail) < SHORTEST
            and costs.get(head, 255) <= COMMON_COST
        )
        for head, tail in parts
    )


def _one_letter_away(written: str) -> Iterator[str]:
    """Yield every form that one deletion, swap, substitution or insertion of a letter makes."""
    for at in range(len(written) + 1):
        head, tail = written[:at], written[at:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in _TYPED:
            yield head + letter + tail[1:]
            yield head + letter + tail


def _meant(words: tuple[str, ...], at: int) -> tuple[int, str, tuple[str, ...]] | None:
    """Return a typing error: the index of its last word, its text, and one or two intended words.

    Of the forms with and without the words around it, one that makes the longest word is taken:
    ผลลัพท์ is near ผลลัพธ์ as a whole, though its end alone is near ศัพท์. None without an error.
    """
    found: list[tuple[int, str, tuple[str, ...]]] = []
    for before, after in _AROUND:
        first, last = at - before, at + after
        if first < 0 or last >= len(words) or not all(map(_THAI.match, words[first : last + 1])):
            continue
        written = "".join(words[first : last + 1])
        meant = _near(written)
        if (
            not 0 < len(meant) < 3
            or written[0] in MARK
            or _is_name(words, first)
            or not _ends_there(words, last)
        ):
            continue
        if not _is_foreign(words, first, last, meant):
            found.append((last, written, meant))
    return max(found, key=lambda each: max(map(len, each[2])), default=None)


def _fragments(words: tuple[str, ...], at: int) -> tuple[int, str, tuple[str, ...]] | None:
    """Return a typing error that splits a frequent word into short words, one of them rare.

    The tuple has the index of the error's last word, its text and the one intended word. None
    without an error.
    """
    if len(words[at]) > LONGEST_FRAGMENT:
        return None
    for size, seldom in _CUT:
        parts = words[at : at + size]
        if len(parts) < size or not all(map(_is_fragment, parts)):
            continue
        costs = lexicon()
        if any(costs.get(part, seldom) >= seldom for part in parts):
            meant = _near("".join(parts))
            last = at + size - 1
            certain = len(meant) == 1 and len(meant[0]) > SHORTEST and costs[meant[0]] <= SURE_COST
            if certain and not _is_name(words, at) and _ends_there(words, last):
                return last, "".join(parts), meant
    return None


def _is_fragment(word: str) -> bool:
    return len(word) <= LONGEST_FRAGMENT and _THAI.match(word) is not None


def _is_name(words: tuple[str, ...], first: int) -> bool:
    """Return whether a title precedes, directly or before the other words of a name."""
    spaces = 0
    for word in reversed(words[max(0, first - _NAME_WORDS) : first]):
        spaces += word.isspace()
        if spaces > 1 and not word.isspace():
            return False
        if word.strip() in _TITLES:
            return True
    return False


def _is_placed(words: tuple[str, ...], at: int) -> bool:
    """Return whether one of the three words before `at` introduces names: บ้าน, วัด, บริษัท."""
    return any(word in _BEFORE_A_NAME for word in words[max(0, at - 3) : at])


def _is_foreign(words: tuple[str, ...], first: int, last: int, meant: tuple[str, ...]) -> bool:
    """Return whether a text is probably a foreign name: no Thai word is meant by it.

    It is written as loanwords are, beside another unknown word, or its first letter is the end of
    the name before it.
    """
    written = "".join(words[first : last + 1])
    is_loan = _SILENCED_WITHIN.search(written) is not None
    is_short_loan = written.endswith("์") and len(written) <= LONGEST_NAME
    before = words[first - 1] if first else " "
    is_tail = written[1:] in meant and written[0] != written[1] and not before.isspace()
    return is_loan or is_short_loan or is_tail or _is_among_unknown(words, first, last)


def _is_among_unknown(words: tuple[str, ...], first: int, last: int) -> bool:
    beside = words[max(0, first - 1) : first] + words[last + 1 : last + 2]
    beyond = words[max(0, first - 2) : first - 1] if words[max(0, first - 1)] == " " else ()
    return any(
        len(word) > 1 and _THAI.match(word) and word not in lexicon() for word in (*beside, *beyond)
    )


def _ends_there(words: tuple[str, ...], last: int) -> bool:
    """Return whether no character of another script follows, which another check covers."""
    after = words[last + 1][0] if last + 1 < len(words) else " "
    return after.isascii() or bool(_THAI.match(after)) or category(after)[0] not in "LM"


@lru_cache(maxsize=8192)
def _near(written: str) -> tuple[str, ...]:
    """Return indexed words at one insertion, deletion, substitution or swap of letters."""
    if not SHORTEST <= len(written) <= LONGEST or written in lexicon():
        return ()
    index = _index()
    shorter = (written[:at] + written[at + 1 :] for at in range(len(written)))
    near = {word for form in (written, *shorter) for word in index.words_of(form)}
    swapped = (
        written[:at] + written[at + 1] + written[at] + written[at + 2 :]
        for at in range(len(written) - 1)
    )
    turned = {form for form in swapped if form != written and form in index.words_of(form)}
    costs = lexicon()
    # A learnt name may have been forgotten since the index was made.
    found = {word for word in near if word in costs and distance(written, word, 1) == 1}
    found |= turned & costs.keys()
    most = min((costs[word] for word in found), default=0) + RARER
    return tuple(sorted(word for word in found if costs[word] < most))


class _Forms(NamedTuple):
    """Frequent words by hashes of their forms; a dictionary of them would take 20 MB.

    A row of `rows` is the hash of a form and the offset of its word in `words`, where each word is
    a line; rows are sorted.
    """

    rows: "array[int]"
    words: str

    def words_of(self, form: str) -> Iterator[str]:
        """Yield the words that have this form, and rarely another one, on a hash collision."""
        key = _hash(form)
        at = bisect_left(self.rows, key)
        while at < len(self.rows) and self.rows[at] >> _PLACE_BITS == key >> _PLACE_BITS:
            start = self.rows[at] & _PLACES
            yield self.words[start : self.words.index("\n", start)]
            at += 1


_PLACE_BITS = 24
_PLACES = (1 << _PLACE_BITS) - 1
_PARTS = 64
_PART_BITS = _PLACE_BITS + 32 - 6  # the upper 6 bits of 32 say which of 64 parts it is


def _hash(form: str) -> int:
    return (hash(form) & 0xFFFF_FFFF) << _PLACE_BITS


@lru_cache(maxsize=1)
def _index() -> _Forms:
    """Return the index of compared words and of their forms with one letter deleted.

    Compared are very frequent words of four letters, frequent ones of five or more, and rarer ones
    of nine or more.
    """
    words = io.StringIO()
    place = 0
    # In many parts, as each is sorted: a list of all numbers at once would take 4 MB.
    parts = [array("Q") for _ in range(_PARTS)]
    for word, cost in lexicon().with_costs():
        rare = FREQUENT_COST < cost <= SEEN_COST and len(word) >= SHORTEST_RARE
        frequent = NAME_COST < cost <= FREQUENT_COST and len(word) >= SHORTEST
        common = cost <= COMMON_COST and len(word) >= SHORTEST_COMMON and _VOWEL.search(word)
        if rare or frequent or common:
            words.write(word + "\n")
            for form in {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}:
                row = _hash(form) | place
                parts[row >> _PART_BITS].append(row)
            place += len(word) + 1
    rows = array("Q")
    for part in parts:
        rows.extend(sorted(part))
    return _Forms(rows, words.getvalue())
