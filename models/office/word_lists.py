"""The word lists of the checks: the program's data files, extended by the office's."""

import tomllib
from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from models.errors import KmError
from models.storage.disk import is_there
from models.storage.own_files import read_file

Row = dict[str, Any]  # a table of a TOML file, with the columns of that file
_Row = TypeVar("_Row")


class Law(Struct, frozen=True):
    """A law with its year (Buddhist Era); `phrases` are words that only the given section uses.

    Attributes:
        unit: the Thai word for its sections: มาตรา or ข้อ.
        last_section: the number of the last section; None if it is not known.
        former: the years (Buddhist Era) of earlier laws of this name.
        editions: the number and the year of amendments.
    """

    name: str
    year: int
    unit: str
    last_section: int | None = None
    phrases: tuple[tuple[str, int], ...] = ()
    former: tuple[int, ...] = ()
    editions: tuple[tuple[int, int], ...] = ()


class Misspelling(Struct, frozen=True):
    """A common misspelling of a word and its spelling in the dictionary."""

    wrong: str
    right: str


class FixedWord(Struct, frozen=True):
    """A pattern that office documents must not contain, the correct wording, and the rule.

    With `heading` the pattern is searched only at the beginning of a line or a cell.
    """

    wrong: str
    right: str
    rule: str
    heading: bool = False


class ForeignName(Struct, frozen=True):
    """A name that indicates text copied from another office; `belongs` is that office."""

    name: str
    belongs: str


class Variants(Struct, frozen=True):
    """Spellings of one term, the preferred one first; a document should use one throughout.

    `what` names the term in the findings.
    """

    what: str
    spellings: tuple[str, ...]


class WordLists(Struct, frozen=True):
    """All word lists that the checks use besides the register."""

    laws: tuple[Law, ...] = ()
    misspellings: tuple[Misspelling, ...] = ()
    fixed_words: tuple[FixedWord, ...] = ()
    foreign_names: tuple[ForeignName, ...] = ()
    variants: tuple[Variants, ...] = ()


def read_word_lists(office: Path | None = None) -> WordLists:
    """Return the program's lists, extended by those of the same names in the folder `office`.

    None for the program's lists alone.

    Raises:
        KmError: one of the office's files cannot be read; names it.
    """
    return WordLists(
        laws=tuple(_newest_by_name(_rows("laws", office, _law))),
        misspellings=tuple(
            each for rows in _rows("misspellings", office, _misspellings) for each in rows
        ),
        fixed_words=tuple(_rows("fixed_words", office, lambda row: FixedWord(**row))),
        foreign_names=tuple(_rows("foreign_names", office, lambda row: ForeignName(**row))),
        variants=tuple(_rows("variants", office, _variants)),
    )


def _rows(name: str, office: Path | None, made: Callable[[Row], _Row]) -> list[_Row]:
    found = [made(row) for row in _our_rows(name)]
    own = office / f"{name}.toml" if office else None
    if own is None:
        return found
    try:
        if not is_there(own):
            return found
        content = read_file(own, home=own.parent.parent).decode("utf-8")
        added = [made(row) for row in tomllib.loads(content)[name]]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise KmError(f"อ่านรายการคำของสำนักงานใน {own.name} ไม่ได้ แก้แฟ้มนั้นให้ถูกรูปแบบ") from error
    return [*found, *added]


@cache
def _our_rows(name: str) -> tuple[Row, ...]:
    """Return the program's rows of a list; cached, because they never change."""
    source = files("models").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(source)[name])


def _law(row: Row) -> Law:
    sections = row.get("sections", ())
    phrases = [(phrase, part["number"]) for part in sections for phrase in part.get("phrases", ())]
    editions = tuple((number, year) for number, year in row.get("editions", ()))
    former = tuple(row.get("former", ()))
    last = row.get("last_section")
    return Law(row["name"], row["year"], row["unit"], last, tuple(phrases), former, editions)


def _misspellings(row: Row) -> list[Misspelling]:
    return [Misspelling(wrong, row["right"]) for wrong in row["wrong"]]


def _variants(row: Row) -> Variants:
    return Variants(row["what"], tuple(row["spellings"]))


def _newest_by_name(laws: Iterable[Law]) -> Iterable[Law]:
    """Return one law for each name; a law of the office replaces the program's."""
    return {law.name: law for law in laws}.values()
