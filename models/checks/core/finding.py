"""The result of a check: a finding with its location, severity and fix."""

import hashlib
from enum import StrEnum

from msgspec import Struct

from models.editing.revisions import FieldKey as RecordPlace
from models.editing.revisions import Subject
from models.office.locations import Location
from models.office.record_locations import record_location


class Severity(StrEnum):
    """ERROR contradicts a law, the register or another record; WARNING is probably wrong.

    NOTE is worth a look, but may be right.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The Thai label of the severity."""
        return _SEVERITY_LABELS[self]

    @property
    def rank(self) -> int:
        """The sort key of the severity, 0 for the most serious."""
        return list(Severity).index(self)


_SEVERITY_LABELS = {
    Severity.ERROR: "ผิด",
    Severity.WARNING: "น่าจะผิด",
    Severity.NOTE: "ข้อสังเกต",
}


class FindingLocation(Struct, frozen=True):
    """The location of a finding: `label` in Thai for users, `location` for opening it.

    Attributes:
        subject: an `editing.revisions.Subject`, or the name of another kind of record ("meeting",
            "file").
        subject_id: the id of the record.
        field: the column or part of the record, if it has several.
    """

    label: str
    subject: str = ""
    subject_id: int | None = None
    field: str = ""
    location: Location | None = None

    @property
    def target(self) -> str:
        """The machine-readable location: statement/12, activity/3/method; empty for no record."""
        parts = (self.subject, self.subject_id, self.field)
        return "/".join(str(part) for part in parts if part not in ("", None))


def place_of(
    label: str, subject: str, record_id: int, field: str = "", *, parent_id: int = 0, year: int = 0
) -> FindingLocation:
    """Return the location of a record; `parent_id` and `year` as for `record_location`."""
    location = record_location(RecordPlace(Subject(subject), record_id), parent_id, year)
    return FindingLocation(label, subject, record_id, field, location)


class Fix(Struct, frozen=True):
    """A safe replacement: the text to be replaced, and its replacement."""

    before: str
    after: str


class TextIssue(Struct, frozen=True):
    """An issue in a text; `line` is counted from 1, or 0 if there are no lines.

    `message` is one Thai sentence with both the found and the expected text.
    """

    line: int
    found: str
    expected: str
    message: str
    mending: Fix | None = None


class RecordIssue(Struct, frozen=True):
    """An issue in a record: what was found, what is expected, and the reason.

    `text` is the stored text that it is about, if any: an issue set aside is reported again when
    that changes.
    """

    place: FindingLocation
    found: str
    expected: str
    because: str = ""
    text: str = ""

    @property
    def message(self) -> str:
        """A sentence with the location, what was found, what is expected, and the reason."""
        sentence = f"{self.place.label}: {self.found} (ควรเป็น: {self.expected}) {self.because}"
        return " ".join(sentence.split())


class Finding(Struct, frozen=True):
    """An issue with the code of the check that found it.

    `line` is counted from 1; 0 if the text has one line or there is none.
    """

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
        """The location of the record when it was read; None for a text outside the records."""
        return self.place.location

    @property
    def identity(self) -> str:
        """A hash that stays the same for the same issue of a record, on whatever line.

        Findings are set aside by it; a different text at the same location gives another identity.
        """
        told = "\x1f".join((self.code, self.place.target, self.found, self.expected))
        return hashlib.sha256(told.encode()).hexdigest()[:16]
