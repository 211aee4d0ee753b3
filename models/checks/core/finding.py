"""What a check tells: a finding, where it is, how serious it is, and a safe mending."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from models.editing.revisions import FieldKey as RecordPlace
from models.editing.revisions import Subject
from models.office.locations import Location
from models.office.record_locations import record_location


class Severity(StrEnum):
    """ERROR contradicts a law, the register or another record; WARNING is probably wrong."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The severity in the words of the office."""
        return _SEVERITY_LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the most serious: what findings are sorted by."""
        return list(Severity).index(self)


_SEVERITY_LABELS = {
    Severity.ERROR: "ผิด",
    Severity.WARNING: "น่าจะผิด",
    Severity.NOTE: "ข้อสังเกต",
}


@dataclass(frozen=True)
class FindingLocation:
    """Where a finding is: `label` in Thai for people, `location` for opening it.

    `subject` is an `editing.revisions.Subject` or the name of another kind of record ("meeting",
    "file"), `subject_id` its id and `field` the cell of it, where there is one.
    """

    label: str
    subject: str = ""
    subject_id: int | None = None
    field: str = ""
    location: Location | None = None

    @property
    def target(self) -> str:
        """The place for programs: statement/12, activity/3/method; empty for no record."""
        parts = (self.subject, self.subject_id, self.field)
        return "/".join(str(part) for part in parts if part not in ("", None))


def place_of(
    label: str, subject: str, record_id: int, field: str = "", *, parent_id: int = 0, year: int = 0
) -> FindingLocation:
    """Return the place of a record; `parent_id` and `year` as `record_location` asks for them."""
    location = record_location(RecordPlace(Subject(subject), record_id), parent_id, year)
    return FindingLocation(label, subject, record_id, field, location)


@dataclass(frozen=True)
class Fix:
    """The words that stand there, and the words that may safely stand there instead."""

    before: str
    after: str


@dataclass(frozen=True)
class TextIssue:
    """What one check sees at one place: `line` is 1-based, 0 where there are no lines.

    `message` is one Thai sentence that names both sides.
    """

    line: int
    found: str
    expected: str
    message: str
    mending: Fix | None = None


@dataclass(frozen=True)
class RecordIssue:
    """What a check sees in a record: what stands there, what should, and why.

    `text` is the stored text that it is about, where it is about one: what was set aside comes
    back when it changes.
    """

    place: FindingLocation
    found: str
    expected: str
    because: str = ""
    text: str = ""

    @property
    def message(self) -> str:
        """One sentence that names the place and both sides."""
        sentence = f"{self.place.label}: {self.found} (ควรเป็น: {self.expected}) {self.because}"
        return " ".join(sentence.split())


@dataclass(frozen=True)
class Finding:
    """One thing that looks wrong, with the code of the check that saw it."""

    code: str
    severity: Severity
    place: FindingLocation
    line: int
    found: str
    expected: str
    message: str
    mending: Fix | None = None

    @property
    def location(self) -> Location | None:
        """Where the record was shown when it was read; None for a text that is no record."""
        return self.place.location

    @property
    def identity(self) -> str:
        """The same for the same fault at the same place, wherever its line moves.

        What is set aside is kept under it; other words at the place make another finding.
        """
        told = "\x1f".join((self.code, self.place.target, self.found, self.expected))
        return hashlib.sha256(told.encode()).hexdigest()[:16]
