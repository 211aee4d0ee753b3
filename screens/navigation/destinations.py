"""The destinations of a screen: a location in the records, or a page that is no record.

A destination is a frozen value: a caller that opens it knows no screen (`KmScreen.open`), and it
returns nothing. What returns a value is a dialog.
"""

from dataclasses import dataclass

from models.editing.revisions import Subject
from models.office.deadline import Deadline
from models.office.locations import Location


# A kind without fields of its own is a plain subclass, as among the locations.
@dataclass(frozen=True)
class PageDestination:
    """A page that shows no single record."""


Destination = Location | PageDestination


@dataclass(frozen=True)
class Deadlines(PageDestination):
    """The deadlines of the next weeks; selecting one opens its location."""

    due: tuple[Deadline, ...]


class People(PageDestination):
    """The list of people."""


class Posts(PageDestination):
    """The list of posts."""


class Divisions(PageDestination):
    """The list of divisions."""


class StaffList(PageDestination):
    """The import of a staff list from a file."""


@dataclass(frozen=True)
class Reconciliation(PageDestination):
    """The roll of a meeting compared with its order."""

    meeting_id: int


@dataclass(frozen=True)
class WordCorrections(PageDestination):
    """The import of minutes corrected in Word."""

    meeting_id: int


@dataclass(frozen=True)
class PlanTableFile(PageDestination):
    """The import of a plan table from a file, for a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class KnowledgeTableFile(PageDestination):
    """The import of a classification table from a file, for a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class MeetingYear(PageDestination):
    """The meetings of a calendar year; 0 for the latest one that has meetings."""

    year: int


@dataclass(frozen=True)
class KnowledgeInMeeting(PageDestination):
    """The classification of a fiscal year; changes there are linked to a meeting."""

    fiscal_year: int
    meeting_id: int


@dataclass(frozen=True)
class Experts(PageDestination):
    """The knowledge holders of a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class AssessmentSummary(PageDestination):
    """The self-assessment of a fiscal year in a chart."""

    fiscal_year: int


@dataclass(frozen=True)
class SurveySummary(PageDestination):
    """The survey of a fiscal year in a chart."""

    fiscal_year: int


class SearchAll(PageDestination):
    """The full-text search."""


@dataclass(frozen=True)
class Findings(PageDestination):
    """The findings in the records of a location; None for the whole office."""

    of: Location | None = None


@dataclass(frozen=True)
class Changes(PageDestination):
    """The history of some records; of the whole office without any."""

    records: tuple[tuple[Subject, int], ...] = ()


class Bin(PageDestination):
    """The bin, with the soft-deleted records."""


class UnresolvedDrafts(PageDestination):
    """The orphaned drafts that the user must resolve."""


class Backups(PageDestination):
    """The backups and the verification of the data."""


class Members(PageDestination):
    """The users of the data and their rights."""


class Settings(PageDestination):
    """The settings of the office."""


class Snippets(PageDestination):
    """The snippets (คำย่อ), abbreviations that expand to sentences."""
