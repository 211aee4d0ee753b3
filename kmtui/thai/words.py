"""Thai word segmentation: line breaks for screen and paper, word stops for the cursor.

The words of a run of Thai letters are the cheapest path over a word list with frequencies, found in
linear time and only at the boundaries of grapheme clusters. Results are cached by chunk between
spaces, so that a key typed into a paragraph segments one chunk only.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from kmtui.thai.lexicon import SHORTEST_NAME, Lexicon, lexicon
from kmtui.thai.segmentation import join_places, word_ends
from kmtui.thai.when.calendar import MONTHS, SHORT_MONTHS

NEVER_STARTS_A_LINE = frozenset("ะัาำิีึืฺุูๅ็่้๊๋์ํ๎ๆฯ๚๛)]}”’»›!?;…%.,:")
_OPENING = frozenset("([{“‘«‹")
_ERAS = ("พ.ศ.", "ค.ศ.")
_OF_THE_CLOCK = "น."
# The sign of a state, which is named by the word behind it: ✗ ขาด.
_STATE_SIGN = re.compile("(?<![^ ])[!✓✗○●] (?=[^ ])")
_LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
_FIRST_LETTER = re.compile("[ก-ฮเ-ไ]")
_LAST_LETTER = re.compile("[ก-ฺๅ-๎]")

_ABBREVIATION = "(?:(?:[เ-ไ]?[ก-ฮ]{1,3}|มี|มิ)[.]){1,6}"
_DOTTED = "(?:(?:[ก-ฮ]|พล|รร|รศ|ผศ|มี|มิ|เม)[.]){2}"
_CHUNK = re.compile(r"\s+|\S+")
_SIGNS = "ฯลฯ|ฯพณฯ|[ๆฯ]+"
_OTHER_TOKENS = r"[๐-๙]+(?:[.,:/][๐-๙]+)*|[0-9]+(?:[.,:/][0-9]+)*|[^\W\d_฀-๿]+|[^\w\s]+|."
_TOKEN = re.compile(
    f"(?<![{_LETTERS}]){_ABBREVIATION}|{_DOTTED}[ก-ฮ.]*|{_SIGNS}"
    f"|(?P<run>(?:(?!{_DOTTED})[{_LETTERS}])+)|{_OTHER_TOKENS}"
)
# Looking for abbreviations at each letter takes a third of the time.
_TOKEN_WITHOUT_STOP = re.compile(f"{_SIGNS}|(?P<run>[{_LETTERS}]+)|{_OTHER_TOKENS}")
_SIMPLE_CLUSTER = re.compile("[^\n][ัิ-ฺ็-๎]*|\n")
_NEEDS_CARE = re.compile("[^\x00-\u02ff\u0e00-\u0e7f\u2000-\u200c\u2010-\u206f]")
_JOINERS = frozenset("\u200d\ufe0e\ufe0f\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff")

_LONGEST_KEPT_CHUNK = 2_000

# Names added since the lexicon was last used.
_to_learn: list[str] = []

_LONGEST_NAME = 16
_PLACED = re.compile(
    "(?:องค์การบริหารส่วนตำบล|องค์การบริหารส่วนจังหวัด|เทศบาล(?:ตำบล|เมือง|นคร)?|ตำบล|อำเภอ"
    "|จังหวัด|หมู่บ้าน|บ้าน|ชุมชน|ถนน|วัด|โรงเรียน(?:เทศบาล|บ้าน|วัด)?)"
)
_OFFICE = re.compile("นายก(?:เทศมนตรี|รัฐมนตรี|องค์การ|สภา|สมาคม|ฯ|$)")
_ORDINARY = re.compile(
    "ผู้อำนวยการ|ผู้ช่วย|หัวหน้า|รอง|ปลัด|นายก|กอง|สำนัก|ฝ่าย|งาน|หน่วย|คณะ|กรรมการ|นัก|เจ้าพนักงาน"
    "|เลขานุการ|ประธาน|ที่ปรึกษา|พนักงาน|สมาชิก|ห้อง|ศูนย์"
)


_MAY_HAVE_TITLE = re.compile(
    "นาย|นาง|เด็ก[ชห]|ว่าที่|จ่า|(?:สิบ|ร้อย|พัน|พล|เรือ)[เโต]|พันจ่า|นาวา|ดาบ|แพทย์|ศาสตรา|ดอกเตอร์"
)

_BEFORE_NUMBERS = (
    *("ครั้งที่", "มาตรา", "ข้อ", "ข้อที่", "หมวด", "หมวดที่", "ที่", "วันที่", "หมู่"),
    *("หมู่ที่", "ฉบับที่", "เลขที่", "ลำดับที่", "ร้อยละ", "จำนวน", "เวลา", "หน้า"),
    *("ชั้น", "อายุ", "ประมาณ", "รวม", "ปี", "ปีงบประมาณ", "ไตรมาส", "โทร.", "/ว"),
    *MONTHS,
    *SHORT_MONTHS,
)
_UNITS = (
    *("บาท", "คน", "ครั้ง", "น.", "นาฬิกา", "นาที", "ชั่วโมง", "วัน", "สัปดาห์", "เดือน"),
    *("เรื่อง", "ฉบับ", "กิจกรรม", "โครงการ", "หมู่บ้าน", "เสียง", "ตำแหน่ง", "ท่าน"),
    *("ล้าน", "แสน", "หมื่น", "พัน", "กม.", "กิโลเมตร", "เมตร", "ตร.", "ตาราง", "ไร่"),
    *("ลิตร", "กิโลกรัม", "กรัม", "ชุด", "เครื่อง", "หลัง", "คัน", "กระบวนการ", "ขั้นตอน"),
    *("ประเด็น", "ประการ", "ระดับ", "คะแนน", "เปอร์เซ็นต์", "องค์ความรู้", "หน่วยงาน"),
    "รายการ",
    *MONTHS,
    *SHORT_MONTHS,
)
# These begin longer words: they are units if nothing follows.
_WHOLE_UNITS = re.compile("(?:ราย|แห่ง|งาน|กอง|หน้า|ข้อ|ปี|ด้าน)(?![ก-๎])")
_SPACE_AT_NUMBER = re.compile("(?<=[0-9๐-๙]) | (?=[0-9๐-๙])")
_OFFICE_CODE = re.compile("(?:^|[^ก-๎])[ก-ฮ]{2}$")
_BEFORE_PLACE = re.compile("(?:ตำบล|อำเภอ|จังหวัด|เทศบาลเมือง|เทศบาลนคร)(?=[ก-ฮเ-ไ])")


# What a chunk begins with, by the chunk before it. Plain numbers: they are keys of the cache.
_TEXT, _NAME, _FAMILY_NAME = range(3)


class _Chunk(NamedTuple):
    """A chunk between spaces: the end of each word, and the possible line breaks.

    `leads_to` says how the following chunk begins: with a given name if this one is a title, with a
    family name if this one ends in a given name, else with ordinary text.
    """

    ends: tuple[int, ...]
    breaks: tuple[int, ...]
    leads_to: int


def segment(text: str) -> tuple[str, ...]:
    """Split a text into words, spaces, numbers and signs; joined, they are the text."""
    words: list[str] = []
    role = _TEXT
    for match in _CHUNK.finditer(text):
        piece = match.group()
        if piece.isspace():
            words.append(piece)
            role = role if piece == " " else _TEXT
        else:
            ends, _, role = _chunk(piece, role)
            words.extend([piece[start:end] for start, end in zip((0, *ends), ends, strict=False)])
    return tuple(words)


def break_offsets(text: str) -> tuple[int, ...]:
    """Return the offsets, ascending and without 0 and the length, of possible line breaks.

    A line may break after a space, between two Thai letters at a word boundary, and after a Thai
    letter with `/` or `-`; never before a sign of `NEVER_STARTS_A_LINE`, after a leading vowel or
    after an opening bracket. พ.ศ. stays with its year, and a time with its น.
    """
    offsets: list[int] = []
    role = _TEXT
    for match in _CHUNK.finditer(text):
        start = match.start()
        piece = match.group()
        if piece.isspace():
            role = role if piece == " " else _TEXT
            continue
        if start and _may_follow_space(text, start):
            offsets.append(start)
        _, breaks, role = _chunk(piece, role)
        offsets.extend([start + offset for offset in breaks])
    return tuple(offsets)


def tied_offsets(text: str) -> frozenset[int]:
    """Return the offsets at which a line ends only if it cannot be filled otherwise.

    They lie behind the space between a number and its word or unit (ครั้งที่ ๑, ๒๕ คน, ๓๐ พฤศจิกายน
    ๒๕๖๙, ๐๘๐๘.๒/ว ๑๓๔๖), between the type of a place and its name (เทศบาลตำบล|บ้านใหม่), and behind
    the sign of a state (✗ ขาด).
    """
    found = [place.end() for place in _BEFORE_PLACE.finditer(text)]
    found += [sign.end() for sign in _STATE_SIGN.finditer(text)]
    for space in _SPACE_AT_NUMBER.finditer(text):
        at, after = space.span()
        is_unit = text[at - 1 : at].isdecimal() and _begins_with_unit(text, after)
        is_number = text[after : after + 1].isdecimal() and (
            text.endswith(_BEFORE_NUMBERS, 0, at) or _OFFICE_CODE.search(text[max(0, at - 3) : at])
        )
        if is_unit or is_number:
            found.append(after)
    return frozenset(found)


def _begins_with_unit(text: str, start: int) -> bool:
    if _WHOLE_UNITS.match(text, start):
        return True
    # ๑๕ วันที่, ๒ ครั้งที่: an ordinal follows, not the unit of the number.
    unit = next((each for each in _UNITS if text.startswith(each, start)), None)
    return unit is not None and not text.startswith("ที่", start + len(unit))


def clusters(text: str) -> tuple[int, ...]:
    """Return the offsets of the cursor positions: the start of each grapheme cluster, and the end.

    Marks without a width belong to the character that they are attached to; ำ is a cluster.
    """
    if _NEEDS_CARE.search(text):
        return (*_careful_clusters(text), len(text))
    return (*(match.start() for match in _SIMPLE_CLUSTER.finditer(text)), len(text))


def word_stops(text: str) -> tuple[int, ...]:
    """Return the stops of ctrl+arrow: 0, the end of every word, and the length."""
    stops, end = [0], 0
    for word in segment(text):
        end += len(word)
        if not word.isspace():
            stops.append(end)
    if stops[-1] != len(text):
        stops.append(len(text))
    return tuple(stops)


def learn(names: Iterable[str]) -> None:
    """Add names of people and places from the register, so that no line breaks inside one.

    A title, or the type of a place, is removed from the name. Posts and divisions consist of
    ordinary words and may be included: lines still break between their words.
    """
    _to_learn.extend(names)
    _kept_chunk.cache_clear()


def _lexicon() -> Lexicon:
    """Return the lexicon with the learned names.

    It is read late, as the first screen needs none.
    """
    known = lexicon()
    while _to_learn:
        for word in _proper_names(_to_learn.pop()):
            known.learn(word)
    return known


def _proper_names(name: str) -> Iterator[str]:
    from kmtui.thai.names import take_title

    is_person = False
    for run in re.findall(f"[{_LETTERS}]+", name):
        title, own_name = take_title(run)
        if is_person:
            # A family name may begin like a post: กองแก้ว, รองเมือง.
            yield from _whole(run)
        elif title:
            is_person = not _OFFICE.match(run)
            yield from _whole(own_name)
            yield from _whole(run)
        elif placed := _PLACED.match(run):
            yield from _whole(run[placed.end() :])
        elif not _ORDINARY.match(run):
            yield from _whole(run)


def _whole(run: str) -> Iterator[str]:
    """Yield the run itself if it is as short as a name: a longer one must stay breakable."""
    if len(run) >= SHORTEST_NAME and len(clusters(run)) <= _LONGEST_NAME:
        yield run


def _may_follow_space(text: str, start: int) -> bool:
    if text[start] in NEVER_STARTS_A_LINE or _extends(text[start]):
        return False
    before = text[max(0, start - 20) : start].rstrip()
    if not before:
        return True
    if before.endswith(_ERAS) and text[start].isdecimal():
        return False
    if before[-1].isdecimal() and text.startswith(_OF_THE_CLOCK, start):
        return False
    return before[-1] not in _OPENING


def _chunk(piece: str, role: int) -> _Chunk:
    if len(piece) <= _LONGEST_KEPT_CHUNK:
        return _kept_chunk(piece, role)
    return _work_out(piece, role)


@lru_cache(maxsize=8192)
def _kept_chunk(piece: str, role: int) -> _Chunk:
    return _work_out(piece, role)


def _work_out(piece: str, role: int) -> _Chunk:
    ends: list[int] = []
    breaks: list[int] = []
    tokens = _TOKEN if "." in piece else _TOKEN_WITHOUT_STOP
    for match in tokens.finditer(piece):
        start = match.start()
        if start and _may_break(piece, start):
            breaks.append(start)
        if match.lastgroup is None:
            ends.append(match.end())
            is_title = match.group()[-1] == "." and _is_short_title(match.group())
            role = _NAME if is_title else _TEXT
            continue
        run_ends, role = _run_ends(match.group(), role)
        inner = [start + end for end in run_ends]
        ends.extend(inner)
        breaks.extend(inner[:-1])
    return _Chunk(tuple(ends), tuple(breaks), role)


def _run_ends(run: str, role: int) -> tuple[list[int], int]:
    """Return the word ends of a run of letters, and how the run after it begins.

    Args:
        run: the letters.
        role: how this run begins: with a given name, a family name, or ordinary text; names are one
            word each.
    """
    known = _lexicon()
    if not role and not _MAY_HAVE_TITLE.search(run):
        return _ends_from(run, 0, known), _TEXT
    from kmtui.thai import name_runs

    if role:
        end = name_runs.name_end(run, known)
        after = _FAMILY_NAME if role == _NAME and end == len(run) else _TEXT
        return ([end] if end else []) + _ends_from(run, end, known), after
    if name_runs.is_title(run):
        return [len(run)], _NAME
    found = name_runs.find_name(run, known)
    if found is None:
        return _ends_from(run, 0, known), _TEXT
    start, end = found
    after = _FAMILY_NAME if end == len(run) else _TEXT
    return [*word_ends(run[:start], known), end, *_ends_from(run, end, known)], after


def _ends_from(run: str, start: int, known: Lexicon) -> list[int]:
    if start == len(run):
        return []
    rest = run[start:]
    return [start + end for end in join_places(rest, word_ends(rest, known), known)]


def _is_short_title(token: str) -> bool:
    from kmtui.thai.name_runs import is_short_title

    return is_short_title(token)


def _may_break(piece: str, at: int) -> bool:
    """Return whether a line may break at an offset outside of runs of Thai letters."""
    if not _FIRST_LETTER.match(piece[at]):
        return False
    before = piece[at - 1]
    if before in "/-":
        return at > 1 and _LAST_LETTER.match(piece[at - 2]) is not None
    return _LAST_LETTER.match(before) is not None


def _careful_clusters(text: str) -> Iterator[int]:
    """Yield the cluster starts of a text with emoji or marks of other scripts."""
    joined = True
    for offset, char in enumerate(text):
        after_line = offset > 0 and text[offset - 1] == "\n"
        if offset == 0 or after_line or not (joined or _extends(char)):
            yield offset
        joined = char == "\u200d"


def _extends(char: str) -> bool:
    """Return whether the character is attached to the one before it, even to a space."""
    return char in _JOINERS or unicodedata.category(char) in ("Mn", "Me")
