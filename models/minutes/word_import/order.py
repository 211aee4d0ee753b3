"""The parts of minutes that were moved in a corrected file: the fewest that explain its order."""

from bisect import bisect_left
from collections.abc import Sequence

from models.minutes.word_import.matching import Matched
from models.minutes.word_import.units import Unit, UnitKey, UnitKind


def moved_parts(matched: Sequence[Matched], base: Sequence[Unit]) -> frozenset[UnitKey]:
    """Return the parts whose position in the file differs from the exported one.

    Statements and resolutions are compared under each heading, headings among their siblings, so
    that what goes along with a moved heading does not count as moved.
    """
    known = {unit.key: unit for unit in base}
    moved: set[UnitKey] = set()
    groups: dict[tuple[UnitKind, int | None], list[UnitKey]] = {}
    for each in matched:
        unit = known.get(each.unit.key) if each.unit is not None else None
        if unit is None:
            continue
        is_under = unit.kind is not UnitKind.ITEM and each.heading is not None
        if is_under and each.heading is not None and each.heading.id != unit.item_id:
            moved.add(unit.key)
            continue
        groups.setdefault((unit.kind, unit.item_id), []).append(unit.key)
    place = {unit.key: at for at, unit in enumerate(base)}
    for keys in groups.values():
        kept = _longest_rising([place[key] for key in keys])
        moved |= {key for key in keys if place[key] not in kept}
    return frozenset(moved)


def _longest_rising(places: Sequence[int]) -> frozenset[int]:
    """Return the members of a longest increasing subsequence of distinct numbers."""
    ends: list[int] = []  # indices of the last member of the best one of each length
    before: list[int | None] = []
    for at, place in enumerate(places):
        length = bisect_left([places[each] for each in ends], place)
        before.append(ends[length - 1] if length else None)
        ends[length : length + 1] = [at]
    at_end: int | None = ends[-1] if ends else None
    members = []
    while at_end is not None:
        members.append(places[at_end])
        at_end = before[at_end]
    return frozenset(members)
