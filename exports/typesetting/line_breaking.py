"""Line breaking of Thai text, which inserts no characters into it.

Lines break at the offsets of `kmtui.thai.words`; a piece wider than the line is broken between
letters. Widths are in 1/1000 of the font's size.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence

from msgspec import Struct, field

from exports.typesetting.styles import written_digits
from exports.typesetting.text.even_lines import Box, Spread, line_starts, spread_of
from exports.typesetting.text.shaping import Face, Word
from kmtui.thai.words import break_offsets, clusters, tied_offsets


class Run(Struct, frozen=True):
    """A piece of text in one weight; it is kept on one line if it is `unbroken`.

    `tag` names the record whose stored text it is, for files that come back corrected; empty for
    text of no record.
    """

    text: str
    bold: bool = False
    unbroken: bool = False
    tag: str = ""


Text = str | Run | Sequence[str | Run]


def bold(text: str) -> Run:
    """Return bold text, to be mixed with plain text in a list."""
    return Run(text, bold=True)


def unbroken(text: str, *, bold: bool = False) -> Run:
    """Return text kept on one line, such as a name, in a smaller size if necessary."""
    return Run(text, bold, unbroken=True)


_LINE_END = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACE = re.compile("[\t\u2000-\u200a\u202f\u3000]")
# Invisible characters would only corrupt text copied from the paper.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_UNDRAWABLE = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def drawable(text: str) -> str:
    """Normalize spaces and line ends, and replace characters that cannot be drawn by U+FFFD."""
    text = _SPACE.sub(" ", _LINE_END.sub("\n", text))
    return _UNDRAWABLE.sub("\ufffd", _INVISIBLE.sub("", text))


def paragraphs(text: Text, bold: bool = False) -> list[list[Run]]:
    """Return the runs of each paragraph; a line end in the text begins a new paragraph."""
    if isinstance(text, str | Run):
        text = [text]
    found: list[list[Run]] = [[]]
    for part in text:
        run = part if isinstance(part, Run) else Run(part)
        for number, line in enumerate(written_digits(drawable(run.text)).split("\n")):
            if number:
                found.append([])
            if line:
                found[-1].append(Run(line, run.bold or bold, run.unbroken, run.tag))
    return found


class Piece(Struct, frozen=True):
    """A shaped word in its weight; spaces are separate pieces."""

    word: Word
    bold: bool
    space: bool


class Line(Struct):
    """One line: its pieces without outer spaces, its natural width and its indent, in 1/1000 em.

    Attributes:
        last: whether it ends its paragraph.
        before_space: whether a space follows in the text, which is dropped at the line break.
    """

    pieces: list[Piece] = field(default_factory=list)
    width: float = 0
    indent: float = 0
    last: bool = False
    before_space: bool = False

    @property
    def text(self) -> str:
        """The text that a viewer copies out of the line."""
        return "".join(piece.word.text for piece in self.pieces)


def justify(line: Line, available_width: float) -> Spread:
    """Return the stretch of a line to `available_width` (1/1000 em): of spaces, then of letters.

    Each space and letter is stretched up to a limit (`SPACE_CAP`, `CELL_CAP`). A line still too
    short then stays ragged; one far too short is not stretched at all.
    """
    lacking = available_width - line.width
    if line.last or lacking <= 0:
        return Spread()
    spaces = sum(len(piece.word.text) for piece in line.pieces if piece.space)
    gaps = sum(piece.word.gaps for piece in line.pieces) - (line.pieces[-1].word.gaps > 0)
    return spread_of(lacking, spaces, gaps)


class _Unit(Box):
    """An unbreakable unit: words, and the blanks after them."""

    words: list[Piece] = field(default_factory=list)
    blanks: list[Piece] = field(default_factory=list)

    def add_word(self, word: Word, is_bold: bool) -> None:
        self.words.append(Piece(word, is_bold, False))
        self.width += word.width
        self.gaps += word.gaps

    def add_blank(self, word: Word, is_bold: bool) -> None:
        self.blanks.append(Piece(word, is_bold, True))
        self.spaces_width += word.width
        self.spaces += len(word.text)


FaceOf = Callable[[bool], Face]


class _Wrapping:
    """The lines of one paragraph while they are being filled; widths in 1/1000 of the font size."""

    def __init__(self, room: float, first: float, hang: float) -> None:
        self.lines = [Line(indent=first)]
        self._room = room
        self._hang = hang
        self._spaces: list[Piece] = []
        self._spaces_width = 0.0

    def left(self) -> float:
        line = self.lines[-1]
        return self._room - line.indent - line.width - self._spaces_width

    def is_empty(self) -> bool:
        return not self.lines[-1].pieces

    def add(self, words: list[Piece], width: float) -> None:
        line = self.lines[-1]
        line.pieces += self._spaces
        line.pieces += words
        line.width += self._spaces_width + width
        self._spaces, self._spaces_width = [], 0

    def add_spaces(self, spaces: list[Piece], width: float) -> None:
        self._spaces += spaces
        self._spaces_width += width

    def end_line(self) -> None:
        self.lines[-1].before_space = bool(self._spaces)
        self._spaces, self._spaces_width = [], 0
        self.lines.append(Line(indent=self._hang))


def wrap(
    runs: Sequence[Run],
    face_of: FaceOf,
    available_width: float,
    first: float = 0,
    hang: float = 0,
    *,
    even: bool = False,
) -> list[Line]:
    """Break one paragraph into lines, at least one.

    With `even` the breaks are chosen for the whole paragraph, so that no line is much too short;
    otherwise lines are filled greedily.

    Args:
        available_width: in 1/1000 of the font's size, as are `first` and `hang`.
        first: the indent of the first line.
        hang: the indent of the others.
    """
    units = list(_units(runs, face_of))
    ends: Collection[int] = ()
    if even:
        ends = line_starts(units, available_width - first, available_width - hang)
    wrapping = _Wrapping(available_width, first, hang)
    for number, unit in enumerate(units):
        needed = unit.width if ends else _tied_width(units, number, available_width - hang)
        left = wrapping.left()
        if number in ends or (needed > left and not wrapping.is_empty()):
            wrapping.end_line()
            left = wrapping.left()
        if unit.width > left:
            _cut(unit.words, face_of, wrapping)
        elif unit.words:
            wrapping.add(unit.words, unit.width)
        if unit.blanks:
            wrapping.add_spaces(unit.blanks, unit.spaces_width)
    wrapping.lines[-1].last = True
    return wrapping.lines


def _tied_width(units: list[_Unit], number: int, room: float) -> float:
    """Return the width of a unit with those tied to it; its own if together they exceed `room`.

    Widths are in 1/1000 of the font's size.
    """
    first = units[number].width
    if number and units[number - 1].is_tied:
        return first
    reached, unit = first, units[number]
    while unit.is_tied and number + 1 < len(units):
        reached += unit.spaces_width
        number, unit = number + 1, units[number + 1]
        reached += unit.width
    return reached if reached <= room else first


def unbroken_width(runs: Sequence[Run], face_of: FaceOf) -> int:
    """Return the width of the widest run marked `unbroken`, in 1/1000 of the font size.

    0 if there is none.
    """
    return max((face_of(run.bold).word(run.text).width for run in runs if run.unbroken), default=0)


def widest_unit(runs: Sequence[Run], face_of: FaceOf) -> int:
    """Return the width of the widest unbreakable unit, in 1/1000 of the font size.

    In a narrower line the unit is broken between letters.
    """
    return max((unit.width for unit in _units(runs, face_of)), default=0)


_BULLET = re.compile("(?:[-–•] ?|[๐-๙0-9]{1,2}[.)] +)")


def bullet_width(runs: Sequence[Run], face_of: FaceOf) -> float:
    """Return the width of the dash or number before a list item, in 1/1000 of the font size.

    0 if there is none.
    """
    bullet = _BULLET.match(runs[0].text) if runs else None
    return face_of(runs[0].bold).word(bullet[0]).width if bullet else 0


def _units(runs: Sequence[Run], face_of: FaceOf) -> Iterator[_Unit]:
    text = "".join([run.text for run in runs])
    ends, tied = (*break_offsets(text), len(text)), tied_offsets(text)
    breaks = frozenset(ends)
    unit = _Unit()
    start = 0
    for run in runs:
        face = face_of(run.bold)
        end = start + len(run.text)
        inner = () if run.unbroken else ends[bisect_right(ends, start) : bisect_left(ends, end)]
        for stop in (*inner, end):
            piece = text[start:stop]
            core = piece.rstrip(" ")
            if core:
                if unit.blanks:
                    yield unit
                    unit = _Unit()
                unit.add_word(face.word(core), run.bold)
            if len(core) < len(piece):
                unit.add_blank(face.word(piece[len(core) :]), run.bold)
            if stop in breaks:
                unit.is_tied = stop in tied
                yield unit
                unit = _Unit()
            start = stop


_NOT_FIRST = frozenset("ะาำๅๆฯ")
_NOT_LAST = frozenset("เแโใไ")
# Readers expect a web address or a file path to be broken after these.
_JOINTS = frozenset("/\\-_.?&=@")


def _cut(words: list[Piece], face_of: FaceOf, wrapping: _Wrapping) -> None:
    """Lay out a unit wider than a line, breaking it between letters."""
    for piece in words:
        face = face_of(piece.bold)
        for part in _parts(piece.word, wrapping):
            word = face.word(part)
            wrapping.add([Piece(word, piece.bold, False)], word.width)


def _parts(word: Word, wrapping: _Wrapping) -> Iterator[str]:
    """Yield the parts of a word that fit on a line; ends the current line between two parts."""
    legal = {
        at
        for at in clusters(word.text)
        if 0 < at < len(word.text)
        and word.text[at] not in _NOT_FIRST
        and word.text[at - 1] not in _NOT_LAST
    }
    start = stop = joint = 0
    begun = stopped = jointed = reached = 0
    for cell in word.cells:
        if cell.start in legal:
            stop, stopped = cell.start, reached
            if word.text[stop - 1] in _JOINTS:
                joint, jointed = stop, stopped
        if reached + cell.width - begun > wrapping.left():
            if joint > start:
                stop, stopped = joint, jointed
            elif stop == start < cell.start:
                stop, stopped = cell.start, reached
            if stop > start:
                yield word.text[start:stop]
            if stop > start or not wrapping.is_empty():
                wrapping.end_line()
            start, begun = stop, stopped
        reached += cell.width
    yield word.text[start:]
