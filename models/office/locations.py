"""Locations: frozen values that name the screen that shows a record.

A search hit, a deadline, a finding, a gap of evidence, a history entry and the presence of a user
carry a location. The models only name it; `screens/routes.py` maps it to a screen.
"""

from msgspec import Struct

from models.editing.revisions import FieldKey


# Making a frozen data class takes as long as importing a small module, and all of these are made
# before the first paint. A kind without fields of its own is therefore a plain subclass: equality,
# hash and text of a data class go by the class of the value.
class Location(Struct, frozen=True):
    """A page of the program that shows records."""


class _OfOrder(Location, frozen=True):
    order_id: int


class _OfYear(Location, frozen=True):
    fiscal_year: int


class MeetingList(Location, frozen=True):
    """The list of meetings (การประชุม)."""


class InMeeting(Location, frozen=True):
    """A meeting; `at` selects one of its items, statements, resolutions or tasks."""

    meeting_id: int
    at: FieldKey | None = None


class TaskList(Location, frozen=True):
    """The list of assigned tasks (งานที่มอบหมาย), with one selected."""

    task_id: int | None = None


class OrderList(Location, frozen=True):
    """The list of appointment orders (คำสั่งแต่งตั้ง)."""


class InOrder(_OfOrder, frozen=True):
    """An order with its committees."""


class InOrderMemo(_OfOrder, frozen=True):
    """The memo that requests approval of an order."""


class OfPerson(Location, frozen=True):
    """A person with the posts held."""

    person_id: int


class OfPost(Location, frozen=True):
    """A post with its holders."""

    post_id: int


class PlanList(Location, frozen=True):
    """The list of KM plans, one for each fiscal year."""


class InPlan(Location, frozen=True):
    """The KM plan of a fiscal year (Buddhist Era), with one cell selected."""

    plan_id: int
    fiscal_year: int
    at: FieldKey | None = None


class InProgress(Location, frozen=True):
    """The progress of the plan of a fiscal year, with one activity selected."""

    fiscal_year: int
    activity_id: int | None = None


class InMonitoring(_OfYear, frozen=True):
    """The monitoring report of a fiscal year."""


class InKnowledge(Location, frozen=True):
    """The classification of knowledge of a fiscal year, with one item selected."""

    fiscal_year: int
    item_id: int | None = None


class TrainingList(_OfYear, frozen=True):
    """The trainings of a fiscal year."""


class InTraining(Location, frozen=True):
    """A training that a person attended."""

    training_id: int


class MemoList(_OfYear, frozen=True):
    """The register of memos of a fiscal year."""


class InMemo(Location, frozen=True):
    """A memo with its route, number and reply."""

    memo_id: int


class InAssessment(_OfYear, frozen=True):
    """The self-assessment of a fiscal year."""


class InSurvey(Location, frozen=True):
    """The survey forms of a fiscal year, with one selected."""

    fiscal_year: int
    survey_id: int | None = None


class InEvidence(_OfYear, frozen=True):
    """The evidence board of a fiscal year."""


class InAttachments(Location, frozen=True):
    """The attachments of a fiscal year (None: of no particular year), with one selected."""

    fiscal_year: int | None
    attachment_id: int | None = None
