"""Where something stands in the records: frozen values that every subject hands out alike.

A search hit, a deadline, a finding, a gap of evidence, a change in the history and a running
program (presence) carry a location. The models say where something is; only the screens know how
to go there (`screens/routes.py`).
"""

from dataclasses import dataclass

from models.editing.revisions import FieldKey


@dataclass(frozen=True)
class Location:
    """A place in the records that can be shown."""


@dataclass(frozen=True)
class MeetingList(Location):
    """Every meeting."""


@dataclass(frozen=True)
class InMeeting(Location):
    """A meeting; `at` is one of its items, statements, resolutions or tasks."""

    meeting_id: int
    at: FieldKey | None = None


@dataclass(frozen=True)
class TaskList(Location):
    """Every task that meetings gave, at one of them."""

    task_id: int | None = None


@dataclass(frozen=True)
class OrderList(Location):
    """Every order."""


@dataclass(frozen=True)
class InOrder(Location):
    """An order with its committees."""

    order_id: int


@dataclass(frozen=True)
class InOrderMemo(Location):
    """The memo that asks for an order."""

    order_id: int


@dataclass(frozen=True)
class OfPerson(Location):
    """A person and the posts that the person held."""

    person_id: int


@dataclass(frozen=True)
class OfPost(Location):
    """A post and who held it."""

    post_id: int


@dataclass(frozen=True)
class PlanList(Location):
    """The KM plan of every fiscal year."""


@dataclass(frozen=True)
class InPlan(Location):
    """The KM plan of a fiscal year (Buddhist Era), at one of its cells."""

    plan_id: int
    fiscal_year: int
    at: FieldKey | None = None


@dataclass(frozen=True)
class InProgress(Location):
    """What became of the plan of a fiscal year, at one of its activities."""

    fiscal_year: int
    activity_id: int | None = None


@dataclass(frozen=True)
class InMonitoring(Location):
    """The monitoring report of a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class InKnowledge(Location):
    """The classification of knowledge of a fiscal year, at one of its items."""

    fiscal_year: int
    item_id: int | None = None


@dataclass(frozen=True)
class TrainingList(Location):
    """The trainings of a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class InTraining(Location):
    """A training that a person went to."""

    training_id: int


@dataclass(frozen=True)
class MemoList(Location):
    """The register of memos of a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class InMemo(Location):
    """A memo with its route, number and reply."""

    memo_id: int


@dataclass(frozen=True)
class InAssessment(Location):
    """The self-assessment of a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class InSurvey(Location):
    """The survey forms of a fiscal year, at one of them."""

    fiscal_year: int
    survey_id: int | None = None


@dataclass(frozen=True)
class InEvidence(Location):
    """The evidence board of a fiscal year."""

    fiscal_year: int


@dataclass(frozen=True)
class InAttachments(Location):
    """The papers attached to a fiscal year (None: to any), at one of them."""

    fiscal_year: int | None
    attachment_id: int | None = None
