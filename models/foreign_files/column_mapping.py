"""The meaning of the columns of another program's table: guessed from its heads, or chosen."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.text import clean, key
from models.errors import Refused

_PUNCTUATION = re.compile(r"[\s\-–—./()*:,_“”\"]")
_BRACKETS = re.compile(r"\([^)]*\)")
_ALIKE = 80.0  # per cent, for a head that is spelt in another way
_CHOICE = re.compile(r"\s*([0-9]{1,3})\s*=\s*(-|[a-z_]+)\s*")
NOTHING = "-"
"""The word for a column that is not read."""


@dataclass(frozen=True)
class ColumnField:
    """A meaning that a column can have.

    Attributes:
        id: its word on the command line.
        label: its Thai name.
        spellings: the usual heads.
        is_needed: whether a table without it cannot be read.
    """

    id: str
    label: str
    spellings: tuple[str, ...]
    is_needed: bool = False


@dataclass(frozen=True)
class ColumnMapping:
    """The columns of a table: for each one the id of its meaning, empty if it is not read.

    `unsure` are the indices of the columns that were guessed, or have a head that is unknown.
    """

    heads: tuple[str, ...]
    ids: tuple[str, ...]
    unsure: frozenset[int] = frozenset()

    def index(self, field_id: str) -> int | None:
        """Return the first column with this meaning; None if there is none."""
        return self.ids.index(field_id) if field_id in self.ids else None

    def text(self, row: Sequence[str], field_id: str) -> str:
        """Return what a row says in a column; of several columns of one meaning all, by lines."""
        found = (row[at] for at, each in enumerate(self.ids) if each == field_id and at < len(row))
        return "\n".join(dict.fromkeys(text for text in found if text))

    def lacking(self, fields: Sequence[ColumnField]) -> tuple[ColumnField, ...]:
        """Return the needed fields that no column has."""
        return tuple(each for each in fields if each.is_needed and each.id not in self.ids)


def bare_head(text: str) -> str:
    """Return a head without blanks, punctuation and brackets, digits and case folded."""
    return _PUNCTUATION.sub("", key(_BRACKETS.sub("", clean(text)))) or _PUNCTUATION.sub(
        "", key(text)
    )


def guess_columns(heads: Sequence[str], fields: Sequence[ColumnField]) -> ColumnMapping:
    """Return the likeliest meaning of each column by its head."""
    known = {bare_head(word): each.id for each in fields for word in (each.label, *each.spellings)}
    ids, unsure = [], set()
    for at, head in enumerate(heads):
        bare = bare_head(head)
        found = known.get(bare, "")
        if not found and bare:
            found = _likest(bare, known)
            unsure.add(at)
        ids.append(found)
    return ColumnMapping(tuple(heads), tuple(ids), frozenset(unsure))


def choose_columns(
    mapping: ColumnMapping, text: str, fields: Sequence[ColumnField]
) -> ColumnMapping:
    """Return the mapping with columns as a person chose them: `2=activity,3=method,4=-`.

    Raises:
        Refused: the text says no such thing, or names a column or a meaning that does not exist.
    """
    ids, unsure = list(mapping.ids), set(mapping.unsure)
    named = {each.id for each in fields} | {NOTHING}
    for part in filter(str.strip, arabic_digits(text).split(",")):
        found = _CHOICE.fullmatch(part)
        if found is None or found[2] not in named:
            words = ", ".join(f"{each.id} ({each.label})" for each in fields)
            raise Refused(f"“{part.strip()}” ไม่ใช่คอลัมน์ พิมพ์เช่น 2=activity ชื่อที่ใช้ได้: {words}")
        at = int(found[1]) - 1
        if not 0 <= at < len(ids):
            raise Refused(f"ไม่มีคอลัมน์ที่ {thai_digits(at + 1)} ตารางมี {thai_digits(len(ids))} คอลัมน์")
        ids[at] = "" if found[2] == NOTHING else found[2]
        unsure.discard(at)
    return ColumnMapping(mapping.heads, tuple(ids), frozenset(unsure))


def with_column(mapping: ColumnMapping, at: int, field_id: str) -> ColumnMapping:
    """Return the mapping with one column as a person chose it; an empty id is not read."""
    ids = (*mapping.ids[:at], field_id, *mapping.ids[at + 1 :])
    return ColumnMapping(mapping.heads, ids, mapping.unsure - {at})


def _likest(bare: str, known: dict[str, str]) -> str:
    from rapidfuzz.fuzz import ratio

    scored = ((ratio(bare, word, score_cutoff=_ALIKE), word) for word in known)
    score, word = max(scored, default=(0.0, ""))
    return known[word] if score else ""
