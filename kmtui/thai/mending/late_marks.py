"""The cheapest reading of Thai in which marks may come one letter late, and ำ may be written as า.

Like the segmentation a shortest path through the words of the lexicon, but each letter may give its
marks, or a part of them, to the letter before. Linear in the length of the text.
"""

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from kmtui.thai.lexicon import Lexicon

MARKS = "ัิีึืฺุู็่้๊๋์ํ๎"
"""The signs above and below consonants."""

AA_OR_AM = "\ue000"
"""A placeholder for า or ำ until that is decided; no clean text contains it."""

_CELL = re.compile(f"(?P<base>[^{MARKS} ]?)(?P<marks>[{MARKS}]*)(?P<space> ?)")
_CONSONANT = re.compile("[ก-ฮ]")
_CLUSTER = re.compile("[ัิ-ฺ็]?[่-๋]?|[ิุ]?์")
_NEVER_FIRST = frozenset(("", *"ะาำๅ", AA_OR_AM))
# The marks that a consonant with a leading vowel may have.
_AFTER_LEADING = {"เ": "ิีืุ็่้๊๋์", "แ": "็่้๊๋์", **dict.fromkeys("โใไ", "่้๊๋์")}
_TONES = frozenset("่้๊๋")
_MOST_MARKS = 4

_UNKNOWN_START, _UNKNOWN_UNIT = 200, 120
_COPY = 15
"""The cost of a mark that was on both letters: `clean` has taken it for doubled."""

_PLAIN_AA = 60
"""The cost of า instead of ำ after a space: a lone า is a whole glyph, and is not cut off."""


class Cell(NamedTuple):
    """A letter with its marks and the space after it, at an offset in the text."""

    base: str
    marks: str
    space: str
    start: int


class Choice(NamedTuple):
    """The decision on a cell: the marks moved to the cell before it, and those kept.

    Attributes:
        letter: the letter itself, if it was open.
    """

    late: str
    kept: str
    letter: str = ""


class Reading(NamedTuple):
    """The decisions on cells by index, and the indices of cells that lose the space after them."""

    choices: dict[int, Choice]
    joined: frozenset[int]


class Spaces(Enum):
    """The possible origins of a space after a moved mark: the damage, the text, or either."""

    DAMAGE = "damage"
    TEXT = "text"
    EITHER = "either"


class Rules(NamedTuple):
    """The limits within which a text is read differently.

    Attributes:
        move: the cost of moving a mark; a move must make fewer or better words.
        dearest: the highest cost of a word with a moved mark, by the word's length in letters; None
            for no limit.
    """

    move: int
    dearest: dict[int, int] | None = None
    spaces: Spaces = Spaces.EITHER


_Choices = tuple[tuple[int, Choice | None], ...]  # None: the space after the cell is left out


class _State(NamedTuple):
    """A position between two words: the index of the next cell, and its marks not yet used."""

    cell: int
    marks: str
    gave: bool


class _Step(NamedTuple):
    """The best path to a state: its cost, the previous state, the choices of the last word."""

    cost: int
    before: _State | None
    choices: _Choices


class _Way(NamedTuple):
    """One possible reading of a cell: its text, the next state, the cost and the choice."""

    text: str
    after: _State
    cost: int = 0
    choices: _Choices = ()


def cells_of(text: str) -> list[Cell]:
    """Split a text into cells; joined, they are the text."""
    return [
        Cell(found["base"], found["marks"], found["space"], found.start())
        for found in _CELL.finditer(text)
        if found.group()
    ]


def read_cells(cells: list[Cell], known: Lexicon, rules: Rules) -> Reading:
    """Return the decisions of the cheapest reading; empty if no cell has to change."""
    return _Reader(cells, known, rules).reading()


class _Reader:
    def __init__(self, cells: list[Cell], known: Lexicon, rules: Rules) -> None:
        self._cells = cells
        read = known.words_read()
        self._cost_of, self._is_head = read.cost, read.has_beginning
        self._rules = rules
        self._steps: list[dict[_State, _Step]] = [{} for _ in range(len(cells) + 1)]

    def reading(self) -> Reading:
        self._reach(self._fresh(0), _Step(0, None, ()))
        unknown: dict[int, tuple[int, _State, int]] = {}  # cost, the state before, the first cell
        for at in range(len(self._cells)):
            self._close_unknown(at, unknown)
            self._grow_unknown(at, unknown)
            for state, step in list(self._steps[at].items()):
                if self._may_begin(state):
                    self._try_words(state, step.cost)
        self._close_unknown(len(self._cells), unknown)
        return self._cheapest()

    def _cheapest(self) -> Reading:
        ends = self._steps[-1]
        state: _State | None = min(ends, key=lambda end: ends[end].cost)
        made: list[tuple[int, Choice | None]] = []
        while state is not None:
            step = self._steps[state.cell][state]
            made.extend(step.choices)
            state = step.before
        return Reading(
            {at: choice for at, choice in made if choice is not None},
            frozenset(at for at, choice in made if choice is None),
        )

    def _fresh(self, at: int) -> _State:
        marks = self._cells[at].marks if at < len(self._cells) else ""
        return _State(at, marks, gave=False)

    def _reach(self, state: _State, step: _Step) -> None:
        now = self._steps[state.cell].get(state)
        if now is None or step.cost < now.cost:
            self._steps[state.cell][state] = step

    def _may_begin(self, state: _State) -> bool:
        return self._cells[state.cell].base not in _NEVER_FIRST and "์" not in state.marks

    def _grow_unknown(self, at: int, unknown: dict[int, tuple[int, _State, int]]) -> None:
        """Begin an unknown word at a cell, or extend the one that is open."""
        cell = self._cells[at]
        is_unit = _CONSONANT.match(cell.base) is not None
        ways = []
        if at in unknown:
            cost, before, first = unknown[at]
            ways.append((cost + _UNKNOWN_UNIT * is_unit, before, first))
        for state, step in self._steps[at].items():
            ways.append((step.cost + _UNKNOWN_START + _UNKNOWN_UNIT, state, at))
        if not ways:
            return
        cost, before, first = min(ways)
        if cell.space:
            self._reach(self._fresh(at + 1), _Step(cost, before, ()))
        else:
            unknown[at + 1] = cost, before, first

    def _close_unknown(self, at: int, unknown: dict[int, tuple[int, _State, int]]) -> None:
        if at in unknown and (at == len(self._cells) or self._may_begin(self._fresh(at))):
            cost, before, _ = unknown[at]
            self._reach(self._fresh(at), _Step(cost, before, ()))

    def _try_words(self, begin: _State, cost: int) -> None:
        """Relax the states at the end of every word that may begin at a state."""
        nothing: _Choices = ()
        heads = [(begin, "", cost, nothing)]
        while heads:
            state, head, spent, choices = heads.pop()
            cell = self._cells[state.cell]
            for way in self._ways(state):
                word = head + way.text
                if not self._is_head(word):
                    continue
                step = _Step(spent + way.cost, begin, (*choices, *way.choices))
                self._end_word(word, state, way.after, step)
                if cell.space and not self._is_passable(state):
                    continue
                joined = ((state.cell, None),) if cell.space else nothing
                if way.after.cell < len(self._cells):
                    heads.append((way.after, word, step.cost, step.choices + joined))

    def _end_word(self, word: str, last: _State, after: _State, step: _Step) -> None:
        cost = self._cost_of(word)
        begin, choices = step.before, step.choices
        assert begin is not None, "a word begins somewhere"
        has_moved = begin.gave or any(choice and choice.late for _, choice in choices)
        if cost is None or (has_moved and not self._is_believed(word, cost)):
            return
        space = self._cells[last.cell].space
        if after.cell < len(self._cells) and not (space or self._may_begin(after)):
            return
        if space and last.gave and self._rules.spaces is Spaces.DAMAGE:
            choices = (*choices, (last.cell, None))
        self._reach(after, _Step(step.cost + cost, begin, choices))

    def _is_believed(self, word: str, cost: int) -> bool:
        dearest = self._rules.dearest
        if dearest is None:
            return True
        return len(word) > max(dearest) or cost <= dearest.get(len(word), 0)

    def _is_passable(self, state: _State) -> bool:
        """Return whether the space after the cell of a state may be part of the damage."""
        return state.gave and self._rules.spaces is not Spaces.TEXT

    def _ways(self, state: _State) -> Iterator[_Way]:
        """Yield the ways to read the cell of a state."""
        at, marks, _ = state
        cell = self._cells[at]
        if cell.base == AA_OR_AM:
            before = self._cells[at - 1].marks[-1:] if at else ""
            # After a tone both are common. After a vowel, which was late, only a whole า can be.
            for_am = _PLAIN_AA if before and before not in _TONES else 0
            for_aa = 0 if before else _PLAIN_AA
            for letter, cost in (("ำ", for_am), ("า", for_aa)):
                yield _Way(
                    letter + marks, self._fresh(at + 1), cost, ((at, Choice("", "", letter)),)
                )
            return
        yield _Way(cell.base + marks, self._fresh(at + 1))
        if cell.space and not self._is_passable(state):
            return
        if marks or at + 1 == len(self._cells) or not _CONSONANT.match(cell.base):
            return
        following = self._cells[at + 1]
        if not following.marks or not _CONSONANT.match(following.base):
            return
        leading = self._cells[at - 1].base if at else ""
        for late, kept in divided(following.marks):
            if late[0] in _AFTER_LEADING.get(leading, late[0]):
                cost = self._rules.move + _COPY * (len(late + kept) - len(following.marks))
                chosen: _Choices = ((at + 1, Choice(late, kept)),)
                if cell.space:
                    chosen += ((at, None),)
                yield _Way(cell.base + late, _State(at + 1, kept, gave=True), cost, chosen)


@lru_cache(maxsize=1024)
def divided(marks: str) -> tuple[tuple[str, str], ...]:
    """Return the ways to divide marks between two letters; a mark that `clean` merged is on both.

    Of each pair the first part is late, the second belongs to the letter that has them now.
    """
    if len(marks) > _MOST_MARKS:
        return ()
    found = []
    for choice in product(("late", "kept", "both"), repeat=len(marks)):
        late = "".join(mark for mark, each in zip(marks, choice, strict=True) if each != "kept")
        kept = "".join(mark for mark, each in zip(marks, choice, strict=True) if each != "late")
        if late and _CLUSTER.fullmatch(late) and _CLUSTER.fullmatch(kept):
            found.append((late, kept))
    return tuple(found)
