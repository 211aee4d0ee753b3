"""Repair of Thai text extracted from a PDF: marks cut off or late, ำ split, lines broken in words.

PDF files store positioned glyphs. Programs that copy text out of them guess the ends of words and
lines, and lose the order of marks drawn apart from their consonants. Words of the lexicon decide
the original text; text without an impossible or unknown word is never changed.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from kmtui.thai.lexicon import Lexicon, lexicon
from kmtui.thai.mending.late_marks import (
    AA_OR_AM,
    MARKS,
    Cell,
    Reading,
    Rules,
    Spaces,
    cells_of,
    read_cells,
)
from kmtui.thai.segmentation import word_path
from kmtui.thai.words import segment


class Damage(StrEnum):
    """A kind of damage."""

    SPLIT_AM = "split-am"
    CUT_MARK = "cut-mark"
    LATE_MARK = "late-mark"
    CUT_LINE = "cut-line"


class Repair(Struct, frozen=True):
    """A repaired span: its offsets in the damaged text, and the text before and after."""

    kind: Damage
    start: int
    end: int
    before: str
    after: str


class Mended(Struct, frozen=True):
    """A repaired text with its repairs."""

    text: str
    repairs: tuple[Repair, ...] = ()


class _Piece(NamedTuple):
    """A text with the offset of each of its characters in the damaged text."""

    text: str
    origins: tuple[int, ...]

    def without(self, at: int) -> "_Piece":
        return _Piece(
            self.text[:at] + self.text[at + 1 :], self.origins[:at] + self.origins[at + 1 :]
        )

    def with_letter(self, at: int, letter: str) -> "_Piece":
        return _Piece(self.text[:at] + letter + self.text[at + 1 :], self.origins)


_LETTERS = "ก-ฮะ-ฺเ-ๅ็-๎"
_RUN = re.compile(f"[{_LETTERS}{AA_OR_AM}]+")
_STRETCH = re.compile(f"[{_LETTERS}]+(?: [{_LETTERS}]+(?![.{_LETTERS}]))*")
_JOINT = re.compile(f"(?<=[ก-ฮ{MARKS}]) (?=[{MARKS}ะาำ])")
_AA = re.compile("[่-๋]?า")
_ALONE = re.compile(f"[{MARKS}ะาำ]+(?: |$)")
_IMPOSSIBLE = re.compile("[ัื][่-๋]?(?![่-๋ก-ฮ])|[ิ-ู][ิ-ู]|[ัิ-ฺ็][่-๋์]?[ะาำ]")
_LINE_CUT = re.compile(f"(?<=[{_LETTERS}]) ?\n ?(?=[{_LETTERS}])")
_NEVER_FIRST = re.compile(f"[{MARKS}ะาำๅ]")
_MOVE, _MOVE_AS_OTHERS = 100, 15
"""The cost of moving a mark, about that of a word, and in a text with many late marks."""

_SURE_COSTS = {3: 98, 4: 128, 5: 145, 6: 159, 7: 182}
"""In text without other damage only a frequent word is believed in, by its letters, or a long one.
"""

_FEW = 5
"""One space in five late marks is an accident."""

_MOVED_EVERY = 500
"""Damaged text has a late mark at least as often as this, in letters."""

_CUT_LINE = 200
"""The least saving, in cost, of a word across a line end against two words."""

_NEAR = 24


def has_impossible_letters(text: str) -> bool:
    """Return whether clean text has sequences that no one types.

    Fast, but blind to damage in words.
    """
    return bool(_JOINT.search(text) or _IMPOSSIBLE.search(text))


def mend(text: str) -> Mended:
    """Return the text as it was before the PDF damaged it, and the repairs by ascending offset.

    `text` must be clean (`kmtui.thai.text.clean`). Linear in its length.
    """
    if not _RUN.search(text):
        return Mended(text)
    mender = _Mender(text, lexicon())
    mended = mender.mended()
    if second := mender.again():
        mender, mended = second, second.mended()
    whole, cuts = _without_cut_lines(mended, lexicon())
    kinds = mender.kinds | cuts
    if not kinds:
        return Mended(text)
    return Mended(whole.text, tuple(_repairs(text, whole, kinds, lexicon())))


class _Mender:
    """Repairs runs of a text: Thai letters with single spaces between them.

    Attributes:
        kinds: the kind of each repair, by the offset of a letter that it concerns.
    """

    def __init__(self, text: str, known: Lexicon, spaces: Spaces | None = None) -> None:
        """Prepare to repair a text.

        `spaces` is the origin of spaces after late marks if the text has many of them.
        """
        self._text = text
        self._known = known
        self._has_late_marks = spaces is not None
        if spaces is not None:
            self._rules = Rules(_MOVE_AS_OTHERS, None, spaces)
        else:
            self._rules = Rules(_MOVE, None if has_impossible_letters(text) else _SURE_COSTS)
        self._spaces_inside = self._without_space = self._moves = 0
        self.kinds: dict[int, Damage] = {}

    def again(self) -> "_Mender | None":
        """Return a repairer for a text with many late marks; None if this text has few."""
        is_dense = self._moves > 1 and self._moves * _MOVED_EVERY >= len(self._text)
        return _Mender(self._text, self._known, self._role_of_spaces()) if is_dense else None

    def _role_of_spaces(self) -> Spaces:
        """Infer the origin of spaces after late marks from those certainly inside words."""
        if self._spaces_inside * _FEW < self._without_space:
            return Spaces.TEXT
        return Spaces.DAMAGE if self._spaces_inside >= self._without_space else Spaces.EITHER

    def mended(self) -> _Piece:
        parts: list[str] = []
        origins: list[int] = []
        end = 0
        for found in _STRETCH.finditer(self._text):
            start = found.start()
            parts.append(self._text[end:start])
            origins.extend(range(end, start))
            end = found.end()
            piece = self._read(self._joined(_Piece(found.group(), tuple(range(start, end)))))
            parts.append(piece.text)
            origins.extend(piece.origins)
        parts.append(self._text[end:])
        origins.extend(range(end, len(self._text)))
        return _Piece("".join(parts), tuple(origins))

    def _joined(self, piece: _Piece) -> _Piece:
        """Return the run without spaces before marks, and with undecided letters for า or ำ."""
        at = 0
        while joint := _JOINT.search(piece.text, at):
            at = joint.start()
            if self._is_shown_alone(piece.text, at):
                at += 1
                continue
            piece = piece.without(at)
            self.kinds[piece.origins[at]] = Damage.CUT_MARK
            if aa := _AA.match(piece.text, at):
                piece = piece.with_letter(aa.end() - 1, AA_OR_AM)
        return piece

    def _is_shown_alone(self, text: str, at: int) -> bool:
        """Return whether the mark at an offset is cited as such: ไม้เอก ่ เป็นวรรณยุกต์."""
        alone = _ALONE.match(text, at + 1)
        if not alone or self.kinds:
            return False
        before = _last_run(text[max(0, at - _NEAR) : at])
        word = before + alone.group().strip()
        words = (word, word.replace("า", "ำ"))
        return not any(self._is_known_at(each, len(before)) for each in words)

    def _read(self, piece: _Piece) -> _Piece:
        """Return the most probable reading of a run with undecided letters and late marks."""
        if not self._is_doubtful(piece.text):
            return piece
        cells = cells_of(piece.text)
        reading = read_cells(cells, self._known, self._rules)
        self._note(piece, cells, reading)
        letters = list(_letters(cells, reading))
        return _Piece(
            "".join(letter for letter, _ in letters),
            tuple(piece.origins[at] for _, at in letters),
        )

    def _is_doubtful(self, text: str) -> bool:
        if self._has_late_marks or AA_OR_AM in text:
            return True
        return any(word not in self._known and not word.isspace() for word in segment(text))

    def _note(self, piece: _Piece, cells: list[Cell], reading: Reading) -> None:
        """Record the kinds of repairs, and whether spaces follow the late marks of this text."""
        for at, choice in reading.choices.items():
            origin = piece.origins[cells[at].start]
            if choice.letter:
                # `_joined` has noted a mark cut off, at the first sign after the space.
                if choice.letter == "ำ":
                    self.kinds[origin] = Damage.SPLIT_AM
                continue
            self.kinds[origin] = Damage.LATE_MARK
            self._moves += 1
            if at in reading.joined:
                self._spaces_inside += 1
            elif not cells[at].space and at + 1 < len(cells):
                self._without_space += 1

    def _is_known_at(self, run: str, at: int) -> bool:
        return self._word_at(run, at) in self._known

    def _word_at(self, run: str, at: int) -> str:
        ends = pairwise((0, *word_path(run, self._known)[1]))
        return next((run[start:end] for start, end in ends if start <= at < end), "")


def _letters(cells: list[Cell], reading: Reading) -> Iterator[tuple[str, int]]:
    """Yield the letters of the reading, each with its offset in the damaged text."""
    for at, cell in enumerate(cells):
        choice = reading.choices.get(at)
        if cell.base == AA_OR_AM:
            # If no word decides, า after a vowel is whole, and after a consonant the rest of ำ;
            # a letter is open only behind another one (`_JOINT`).
            is_whole = cells[at - 1].marks[-1:] not in ("", *"่้๊๋")
            yield choice.letter if choice else "า" if is_whole else "ำ", cell.start
        elif cell.base:
            yield cell.base, cell.start
        kept = cell.marks if choice is None or choice.letter else choice.kept
        following = reading.choices.get(at + 1)
        yield from _marks(cell, kept)
        if following and following.late:
            yield from _marks(cells[at + 1], following.late)
        if cell.space and at not in reading.joined:
            yield cell.space, cell.start + len(cell.base + cell.marks)


def _marks(cell: Cell, chosen: str) -> Iterator[tuple[str, int]]:
    first = cell.start + len(cell.base)
    yield from ((mark, first + cell.marks.index(mark)) for mark in chosen)


def _last_run(text: str) -> str:
    runs = _RUN.findall(text)
    return runs[-1] if runs and text.endswith(runs[-1]) else ""


def _without_cut_lines(piece: _Piece, known: Lexicon) -> tuple[_Piece, dict[int, Damage]]:
    """Return the text without line breaks inside words, and the repairs by their offset."""
    text, end = piece.text, 0
    parts: list[str] = []
    origins: list[int] = []
    cuts: dict[int, Damage] = {}
    for cut in _LINE_CUT.finditer(text):
        left = _last_run(text[max(0, cut.start() - _NEAR) : cut.start()])
        right = _last_run(text[cut.end() : cut.end() + _NEAR][::-1])[::-1]
        if left and _is_one_word(left, right, known):
            parts.append(text[end : cut.start()])
            origins.extend(piece.origins[end : cut.start()])
            cuts[origins[-1]] = Damage.CUT_LINE
            end = cut.end()
    if not cuts:
        return piece, {}
    return _Piece("".join((*parts, text[end:])), (*origins, *piece.origins[end:])), cuts


def _is_one_word(left: str, right: str, known: Lexicon) -> bool:
    """Return whether a line break is inside a word.

    It is if the next line begins with a sign that cannot begin a word, or if both parts have at
    least two letters, are no words, and form a word together.
    """
    if left[-1] in "เแโใไ" or _NEVER_FIRST.match(right):
        return True
    apart = word_path(left, known)[0] + word_path(right, known)[0]
    cost, ends = word_path(left + right, known)
    return cost + _CUT_LINE < apart and any(
        start + 1 < len(left) < end - 1 and (left + right)[start:end] in known
        for start, end in pairwise((0, *ends))
    )


def _repairs(
    text: str, whole: _Piece, kinds: dict[int, Damage], known: Lexicon
) -> Iterator[Repair]:
    """Yield the repairs, extended to whole words of the repaired text."""
    stop = 0
    for run in _RUN.finditer(whole.text):
        for first, last in pairwise((0, *word_path(run.group(), known)[1])):
            origins = whole.origins[run.start() + first : run.start() + last]
            found = [kinds[origin] for origin in origins if origin in kinds]
            start, end = min(origins), max(origins) + 1
            after = run.group()[first:last]
            if found and start >= stop and text[start:end] != after:
                stop = end
                kind = Damage.SPLIT_AM if Damage.SPLIT_AM in found else found[0]
                yield Repair(kind, start, end, text[start:end], after)
