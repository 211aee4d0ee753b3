"""Matches the entries of a corrected file to stored parts, by tag, else by text."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from models.minutes.word_import.entries import FileEntry
from models.minutes.word_import.units import Unit, UnitKey, UnitKind, compared, folded

_ALIKE_HERE, _ALIKE_ELSEWHERE = 55.0, 75.0  # per cent, under the same heading and elsewhere
_LONG_ENOUGH = 15  # characters: shorter texts repeat, and are looked for under their heading only


class Matched(Struct, frozen=True):
    """An entry with its part and the heading above it; either may be None."""

    entry: FileEntry
    unit: Unit | None
    heading: UnitKey | None


def match(entries: Sequence[FileEntry], units: Sequence[Unit]) -> tuple[Matched, ...]:
    """Match each entry to a part; `units` are the parts as exported.

    A heading of the file without a part gets an id of its own, below zero.
    """
    matcher = _Matcher(_merged(entries, units), units)
    matcher.by_marks()
    matcher.headings()
    matcher.by_text(exact=True, here=True, same_speaker=True)
    matcher.by_text(exact=True, here=True)
    matcher.by_text(exact=True, here=False)
    matcher.by_text(exact=False, here=True)
    matcher.by_text(exact=False, here=False)
    return matcher.matched()


class _Matcher:
    """Matches the entries of one file."""

    def __init__(self, entries: list[FileEntry], units: Sequence[Unit]) -> None:
        self._entries = entries
        self._units = {unit.key: unit for unit in units}
        self._found: dict[int, Unit] = {}
        self._free = {unit.key: unit for unit in units if folded(unit.text)}
        self._texts = {unit.key: folded(unit.text) for unit in units}

    def by_marks(self) -> None:
        for at, entry in enumerate(self._entries):
            if entry.key in self._units:
                self._take(at, self._units[entry.key])

    def headings(self) -> None:
        for exact in (True, False):
            for at, entry in self._open():
                if entry.kind is UnitKind.ITEM:
                    free = (unit for unit in self._free.values() if unit.kind is UnitKind.ITEM)
                    self._take_best(at, free, 100.0 if exact else _ALIKE_HERE)

    def by_text(self, *, exact: bool, here: bool, same_speaker: bool = False) -> None:
        headings = self._headings()
        for at, entry in self._open():
            if entry.kind is UnitKind.ITEM or not entry.lines:
                continue
            fits = _fits(entry)
            candidates = [unit for unit in self._free.values() if fits(unit)]
            if same_speaker:
                candidates = [unit for unit in candidates if _has_said(unit, entry)]
            if here:
                under = headings[at]
                candidates = [unit for unit in candidates if _is_under(unit, under)]
            elif len(folded(entry.text)) < _LONG_ENOUGH:
                continue
            least = 100.0 if exact else _ALIKE_HERE if here else _ALIKE_ELSEWHERE
            self._take_best(at, candidates, least)

    def matched(self) -> tuple[Matched, ...]:
        headings = self._headings()
        return tuple(
            Matched(entry, self._found.get(at), headings[at])
            for at, entry in enumerate(self._entries)
        )

    def _open(self) -> list[tuple[int, FileEntry]]:
        return [each for each in enumerate(self._entries) if each[0] not in self._found]

    def _headings(self) -> list[UnitKey | None]:
        """Return for each entry the heading above it, or the entry itself if it is one."""
        now: UnitKey | None = None
        found = []
        for at, entry in enumerate(self._entries):
            unit = self._found.get(at)
            if unit is not None and unit.kind is UnitKind.ITEM:
                now = unit.key
            elif unit is None and entry.kind is UnitKind.ITEM:
                now = UnitKey(UnitKind.ITEM, -at - 1)
            found.append(now)
        return found

    def _take(self, at: int, unit: Unit) -> None:
        self._found[at] = unit
        self._free.pop(unit.key, None)

    def _take_best(self, at: int, candidates: Iterable[Unit], least: float) -> None:
        text = folded(self._entries[at].text)
        if least == 100.0:
            same = (unit for unit in candidates if self._texts[unit.key] == text)
            best = next(same, None)
        else:
            best = self._likest(self._entries[at], candidates, least)
        if best is not None:
            self._take(at, best)

    def _likest(self, entry: FileEntry, candidates: Iterable[Unit], least: float) -> Unit | None:
        """Return the part with the most similar text, preferring the same speaker among equals."""
        from rapidfuzz.fuzz import ratio

        best, found = (least, False), None
        text = folded(entry.text)
        for unit in candidates:
            # A score below the best one ends early and is 0.
            score = ratio(text, self._texts[unit.key], score_cutoff=best[0])
            likeness = (score, _has_said(unit, entry))
            if score >= least and (found is None or likeness > best):
                best, found = likeness, unit
        return found


def _has_said(unit: Unit, entry: FileEntry) -> bool:
    return compared(unit.speaker) == compared(entry.speaker)


def _fits(entry: FileEntry) -> Callable[[Unit], bool]:
    """Return a predicate for the parts that an entry can be, by the text beside it."""
    if entry.kind is not None:
        return lambda unit: unit.kind is entry.kind
    if entry.speaker:
        return lambda unit: unit.kind is UnitKind.STATEMENT
    return lambda unit: unit.kind is not UnitKind.ITEM


def _is_under(unit: Unit, heading: UnitKey | None) -> bool:
    return heading is not None and unit.item_id == heading.id


def _merged(entries: Sequence[FileEntry], units: Sequence[Unit]) -> list[FileEntry]:
    """Return the pieces; consecutive paragraphs of one part are joined into one piece.

    In a file that was copied out of its table, a statement of three paragraphs is three pieces.
    """
    begins: dict[str, list[list[str]]] = {}
    for unit in units:
        rows = folded(unit.text).split("\n")
        if len(rows) > 1:
            begins.setdefault(rows[0], []).append(rows)
    found: list[FileEntry] = []
    at = 0
    while at < len(entries):
        entry = entries[at]
        count = _paragraphs_of_one(entries, at, begins)
        if count > 1:
            parts = entries[at : at + count]
            lines = tuple(line for part in parts for line in part.lines)
            comments = tuple(note for part in parts for note in part.comments)
            entry = replace(entry, lines=lines, comments=comments)
        found.append(entry)
        at += count
    return found


def _paragraphs_of_one(
    entries: Sequence[FileEntry], at: int, begins: dict[str, list[list[str]]]
) -> int:
    from rapidfuzz.fuzz import ratio

    best = 1
    if entries[at].key is not None or not entries[at].is_line:
        return best
    for rows in begins.get(folded(entries[at].text), ()):
        count = 1
        while count < len(rows) and at + count < len(entries):
            other = entries[at + count]
            is_plain = other.is_line and other.key is None and other.kind is None
            if not is_plain or ratio(folded(other.text), rows[count]) < _ALIKE_HERE:
                break
            count += 1
        best = max(best, count)
    return best
