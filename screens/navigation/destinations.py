"""The destinations of a screen: a location in the records, or a page that is no record.

A destination is a frozen value: a caller that opens it knows no screen (`KmScreen.open`), and it
returns nothing. What returns a value is a dialog.
"""

from msgspec import Struct

from models.editing.revisions import Subject
from models.office.deadline import Deadline
from models.office.locations import Location


# A kind without fields of its own is a plain subclass, as among the locations.
class PageDestination(Struct, frozen=True):
    """A page that shows no single record."""


Destination = Location | PageDestination


class Deadlines(PageDestination, frozen=True):
    """The given deadlines as a list; selecting one opens its location."""

    due: tuple[Deadline, ...]


class People(PageDestination, frozen=True):
    """The list of people."""


class Posts(PageDestination, frozen=True):
    """The list of posts."""


class Divisions(PageDestination, frozen=True):
    """The list of divisions."""


class StaffList(PageDestination, frozen=True):
    """The import of a staff list from a file."""


class Reconciliation(PageDestination, frozen=True):
    """The roll of a meeting compared with the order that appointed its committee."""

    meeting_id: int


class WordCorrections(PageDestination, frozen=True):
    """The import of minutes corrected in Word."""

    meeting_id: int


class PlanTableFile(PageDestination, frozen=True):
    """The import of a plan table from a file, for a fiscal year (Buddhist Era)."""

    fiscal_year: int


class KnowledgeTableFile(PageDestination, frozen=True):
    """The import of a classification table from a file, for a fiscal year (Buddhist Era)."""

    fiscal_year: int


class MeetingYear(PageDestination, frozen=True):
    """The meetings of a calendar year (BE); 0 for the latest one that has meetings."""

    year: int


class KnowledgeInMeeting(PageDestination, frozen=True):
    """The classification of a fiscal year (BE); changes there are linked to a meeting."""

    fiscal_year: int
    meeting_id: int


class Experts(PageDestination, frozen=True):
    """The knowledge holders of a fiscal year (Buddhist Era)."""

    fiscal_year: int


class AssessmentSummary(PageDestination, frozen=True):
    """The self-assessment of a fiscal year (Buddhist Era) in a chart."""

    fiscal_year: int


class SurveySummary(PageDestination, frozen=True):
    """The survey of a fiscal year (Buddhist Era) in a chart."""

    fiscal_year: int


class SearchAll(PageDestination, frozen=True):
    """The full-text search."""


class Findings(PageDestination, frozen=True):
    """The findings in the records of a location; None for the whole office."""

    of: Location | None = None


class Changes(PageDestination, frozen=True):
    """The history of these records, each a subject and an id; of the whole office without any."""

    records: tuple[tuple[Subject, int], ...] = ()


class Bin(PageDestination, frozen=True):
    """The bin, with the soft-deleted records."""


class UnresolvedDrafts(PageDestination, frozen=True):
    """The orphaned drafts that the user must resolve."""


class Backups(PageDestination, frozen=True):
    """The backups and the verification of the data."""


class Members(PageDestination, frozen=True):
    """The users of the data and their rights."""


class Settings(PageDestination, frozen=True):
    """The settings of the office."""


class Snippets(PageDestination, frozen=True):
    """The snippets (คำย่อ), abbreviations that expand to sentences."""
