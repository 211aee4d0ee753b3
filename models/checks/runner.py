"""The runner of the checks over records and their texts.

Reading and checking are separate: `gather` reads the data file, `run_checks` works on plain values
in any thread.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from models.checks.catalogue import CHECKS
from models.checks.core.check import Check
from models.checks.core.finding import Finding, FindingLocation
from models.checks.core.register import NameRegister, read_name_register
from models.checks.records.reading import parts_of_store, read_records
from models.checks.records.selection import RecordSelection
from models.checks.records.set_aside import set_aside_keys
from models.checks.records.stored_texts import (
    StoredTextSource,
    TextFinding,
    check_texts,
    read_texts,
)
from models.checks.records.values import Records
from models.office.emblem import Emblem
from models.search.hits import SearchKind
from models.search.sources import SOURCES

_SEARCHED = {kind.value: kind for kind in SearchKind}


class KeyedFinding(Struct, frozen=True):
    """A finding, and `digest`: a hash of the text or facts that it is about."""

    finding: Finding
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """The key under which the finding is set aside; a changed text has another key."""
        return self.finding.identity, self.digest


class CheckInput(Struct, frozen=True):
    """The input of the checks: plain values, for any thread."""

    part: RecordSelection
    records: Records
    texts: tuple[StoredTextSource, ...] = ()


def gather(
    part: RecordSelection, today: date | None = None, emblem: Emblem | None = None
) -> CheckInput:
    """Read the selected records of the open data file, to be checked as of `today`.

    Without the office's `emblem` papers that lack one are not reported.

    Raises:
        NotFound: the selected plan does not exist.
        KmError: a questionnaire of the office is invalid.
    """
    records = read_records(part, today or date.today())
    if emblem is not None:
        records = replace(records, has_emblem=emblem.is_given)
    return CheckInput(part, records, read_texts(part, records))


def run_checks(gathered: CheckInput, register: NameRegister) -> list[KeyedFinding]:
    """Return all findings, the most serious first."""
    found = [
        KeyedFinding(finding, _digest(words))
        for check in record_checks()
        for finding, words in _of_records(check, gathered.records)
    ]
    found += [_of_text(each) for each in check_texts(gathered.texts, register)]
    return sorted(found, key=_serious_first)


def is_still_there(place: FindingLocation) -> bool:
    """Return whether the record of a finding still exists and is not deleted.

    For a kind of record that the search does not cover, return whether it has a location.
    """
    kind = _SEARCHED.get(place.subject)
    if kind is None or place.subject_id is None:
        return place.location is not None
    return any(True for _ in SOURCES[kind]([place.subject_id]))


def _of_records(check: Check, records: Records) -> Iterator[tuple[Finding, str]]:
    for spot in check.on_records(records) if check.on_records else ():
        yield (
            Finding(
                check.code,
                check.severity,
                spot.place,
                0,
                spot.found,
                spot.expected,
                spot.message,
            ),
            spot.text or spot.message,
        )


def _of_text(seen: TextFinding) -> KeyedFinding:
    return KeyedFinding(seen.finding, _digest(seen.text))


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode(errors="ignore")).hexdigest()[:16]


def _serious_first(seen: KeyedFinding) -> tuple[int, str, str, int]:
    finding = seen.finding
    return finding.severity.rank, finding.place.label, finding.code, finding.line


def findings_in(
    part: RecordSelection, office_lists: Path | None = None, today: date | None = None
) -> list[KeyedFinding]:
    """Return the findings in the selected records, except those set aside.

    Raises:
        NotFound: the selected plan does not exist.
        KmError: a word list or questionnaire of the office is invalid.
    """
    aside = set_aside_keys()
    found = run_checks(gather(part, today), read_name_register(office_lists))
    return [each for each in found if each.key not in aside]


def record_findings(
    year: int | None = None,
    office_lists: Path | None = None,
    today: date | None = None,
    emblem: Emblem | None = None,
) -> list[Finding]:
    """Return the findings in the data file, or in the records of one Buddhist Era year.

    The year is calendar for meetings, orders and memos, and fiscal for all other records. Findings
    set aside are left out.

    Raises:
        KmError: a word list or questionnaire of the office is invalid.
    """
    day, register, aside = today or date.today(), read_name_register(office_lists), set_aside_keys()
    found = [
        each
        for part in ([RecordSelection(year)] if year is not None else parts_of_store())
        for each in run_checks(gather(part, day, emblem), register)
        if each.key not in aside
    ]
    return [each.finding for each in sorted(found, key=_serious_first)]


@lru_cache(maxsize=1)
def record_checks() -> tuple[Check, ...]:
    """Return the checks of records."""
    return tuple(check for check in CHECKS if check.on_records is not None)
