"""The meaning of the columns of a foreign table, guessed from its header or chosen by the user."""

import re
from collections.abc import Sequence

from msgspec import Struct

from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.text import clean, key
from models.errors import Refused

_PUNCTUATION = re.compile(r"[\s\-–—./()*:,_“”\"]")
_BRACKETS = re.compile(r"\([^)]*\)")
_ALIKE = 80.0  # per cent, for a head that is spelt in another way
_NUMBER, _LETTERS = re.compile(r"[0-9]{1,3}"), re.compile(r"[A-Za-z]{1,2}")
NOTHING = "-"
"""The word for a column that is not read."""


class ColumnField(Struct, frozen=True):
    """A field that a column can be mapped to.

    Attributes:
        id: its name on the command line.
        label: its Thai name.
        spellings: the usual column titles.
        is_needed: whether a table without it cannot be read.
    """

    id: str
    label: str
    spellings: tuple[str, ...]
    is_needed: bool = False


class ColumnMapping(Struct, frozen=True):
    """The mapping of a table's columns: for each the id of its field, empty if it is ignored.

    `unsure` are the indices, from 0, of columns that were guessed or have an unknown title.
    """

    heads: tuple[str, ...]
    ids: tuple[str, ...]
    unsure: frozenset[int] = frozenset()

    def index(self, field_id: str) -> int | None:
        """Return the index of the first column mapped to this field; None if there is none."""
        return self.ids.index(field_id) if field_id in self.ids else None

    def text(self, row: Sequence[str], field_id: str) -> str:
        """Return a row's text of this field: of several columns one line each; empty if none."""
        found = (row[at] for at, each in enumerate(self.ids) if each == field_id and at < len(row))
        return "\n".join(dict.fromkeys(text for text in found if text))

    def lacking(self, fields: Sequence[ColumnField]) -> tuple[ColumnField, ...]:
        """Return the needed fields that no column is mapped to."""
        return tuple(each for each in fields if each.is_needed and each.id not in self.ids)


def bare_head(text: str) -> str:
    """Return a column title for comparison: folded, without bracketed parts and punctuation."""
    return _PUNCTUATION.sub("", key(_BRACKETS.sub("", clean(text)))) or _PUNCTUATION.sub(
        "", key(text)
    )


def guess_columns(heads: Sequence[str], fields: Sequence[ColumnField]) -> ColumnMapping:
    """Return the field of each column, guessed by its title; empty if no field is like it."""
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
    """Return the mapping with the user's choice of columns: `กิจกรรม=B,3=method,4=-`.

    Either side may be the column, by its letter or its number.

    Raises:
        Refused: the text has another form, or names a column or a meaning that does not exist.
    """
    ids, unsure = list(mapping.ids), set(mapping.unsure)
    for part in filter(str.strip, text.split(",")):
        at, field_id = _choice(part, fields)
        if not 0 <= at < len(ids):
            raise Refused(f"ไม่มีคอลัมน์ที่ {thai_digits(at + 1)} ตารางมี {thai_digits(len(ids))} คอลัมน์")
        ids[at] = field_id
        unsure.discard(at)
    return ColumnMapping(mapping.heads, tuple(ids), frozenset(unsure))


def _choice(part: str, fields: Sequence[ColumnField]) -> tuple[int, str]:
    """Parse one choice; return the column's index and the field's id.

    Raises:
        Refused: the text names no column or no field.
    """
    named = {each.id: each.id for each in fields} | {NOTHING: ""}
    named |= {bare_head(each.label): each.id for each in fields}
    one, _, other = (each.strip() for each in part.partition("="))
    for column, meaning in ((one, other), (other, one)):
        at, bare = _column_index(column), meaning if meaning == NOTHING else bare_head(meaning)
        if at is not None and bare in named:
            return at, named[bare]
    labels = ", ".join(each.label for each in fields)
    raise Refused(f"“{part.strip()}” ไม่ใช่คอลัมน์ พิมพ์เช่น {fields[1].label}=B คอลัมน์ที่มีได้: {labels}")


def _column_index(text: str) -> int | None:
    """Parse a column's number from 1, or its letter, to an index; None if it is neither."""
    number = arabic_digits(text)
    if _NUMBER.fullmatch(number):
        return int(number) - 1
    if not _LETTERS.fullmatch(text):
        return None
    at = 0
    for letter in text.upper():
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def with_column(mapping: ColumnMapping, at: int, field_id: str) -> ColumnMapping:
    """Return the mapping with another field for the column `at` (from 0); empty to ignore it."""
    ids = (*mapping.ids[:at], field_id, *mapping.ids[at + 1 :])
    return ColumnMapping(mapping.heads, ids, mapping.unsure - {at})


def _likest(bare: str, known: dict[str, str]) -> str:
    from rapidfuzz.fuzz import ratio

    scored = ((ratio(bare, word, score_cutoff=_ALIKE), word) for word in known)
    score, word = max(scored, default=(0.0, ""))
    return known[word] if score else ""
