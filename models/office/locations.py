"""Locations: frozen values that name the screen that shows a record.

A search hit, a deadline, a finding, a gap of evidence, a history entry and the presence of a user
carry a location. The models only name it; `screens/routes.py` maps it to a screen.
"""

from dataclasses import dataclass

from models.editing.revisions import FieldKey


# Making a frozen data class takes as long as importing a small module, and all of these are made
# before the first paint. A kind without fields of its own is therefore a plain subclass: equality,
# hash and text of a data class go by the class of the value.
@dataclass(frozen=True)
class Location:
    """A page of the program that shows records."""


@dataclass(frozen=True)
class _OfOrder(Location):
    order_id: int


@dataclass(frozen=True)
class _OfYear(Location):
    fiscal_year: int


class MeetingList(Location):
    """The list of meetings (การประชุม)."""


@dataclass(frozen=True)
class InMeeting(Location):
    """A meeting; `at` selects one of its items, statements, resolutions or tasks."""

    meeting_id: int
    at: FieldKey | None = None


@dataclass(frozen=True)
class TaskList(Location):
    """The list of assigned tasks (งานที่มอบหมาย), with one selected."""

    task_id: int | None = None


class OrderList(Location):
    """The list of appointment orders (คำสั่งแต่งตั้ง)."""


class InOrder(_OfOrder):
    """An order with its committees."""


class InOrderMemo(_OfOrder):
    """The memo that requests approval of an order."""


@dataclass(frozen=True)
class OfPerson(Location):
    """A person with the posts held."""

    person_id: int


@dataclass(frozen=True)
class OfPost(Location):
    """A post with its holders."""

    post_id: int


class PlanList(Location):
    """The list of KM plans, one for each fiscal year."""


@dataclass(frozen=True)
class InPlan(Location):
    """The KM plan of a fiscal year (Buddhist Era), with one cell selected."""

    plan_id: int
    fiscal_year: int
    at: FieldKey | None = None


@dataclass(frozen=True)
class InProgress(Location):
    """The progress of the plan of a fiscal year, with one activity selected."""

    fiscal_year: int
    activity_id: int | None = None


class InMonitoring(_OfYear):
    """The monitoring report of a fiscal year."""


@dataclass(frozen=True)
class InKnowledge(Location):
    """The classification of knowledge of a fiscal year, with one item selected."""

    fiscal_year: int
    item_id: int | None = None


class TrainingList(_OfYear):
    """The trainings of a fiscal year."""


@dataclass(frozen=True)
class InTraining(Location):
    """A training that a person attended."""

    training_id: int


class MemoList(_OfYear):
    """The register of memos of a fiscal year."""


@dataclass(frozen=True)
class InMemo(Location):
    """A memo with its route, number and reply."""

    memo_id: int


class InAssessment(_OfYear):
    """The self-assessment of a fiscal year."""


@dataclass(frozen=True)
class InSurvey(Location):
    """The survey forms of a fiscal year, with one selected."""

    fiscal_year: int
    survey_id: int | None = None


class InEvidence(_OfYear):
    """The evidence board of a fiscal year."""


@dataclass(frozen=True)
class InAttachments(Location):
    """The attachments of a fiscal year (None: of no particular year), with one selected."""

    fiscal_year: int | None
    attachment_id: int | None = None
