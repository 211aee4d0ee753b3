"""Maps each kind of record to its location, the value that names the screen showing it."""

from collections.abc import Callable

from models.editing.revisions import FieldKey, Subject
from models.office.locations import (
    InAssessment,
    InAttachments,
    InEvidence,
    InKnowledge,
    InMeeting,
    InMemo,
    InMonitoring,
    InOrder,
    InOrderMemo,
    InPlan,
    InProgress,
    InSurvey,
    InTraining,
    Location,
    OfPerson,
    OfPost,
)

WITHOUT_LOCATION = frozenset(
    {
        Subject.ORGANIZATION,  # the settings page is a page of the screens
        Subject.MEMBER,
        Subject.SNIPPET,
        Subject.DIVISION,
    }
)
"""The kinds that are shown only as lines of a list that belongs to no record."""

# Called with the record, the id of the record that it is part of, and its fiscal year.
_Locate = Callable[[FieldKey, int, int], Location]

# The column to select if a row of the plan is named without one.
_MAIN_COLUMNS = {
    Subject.SCOPE: "text",
    Subject.GOAL: "text",
    Subject.FACTOR: "text",
    Subject.ACTIVITY: "method",
}


def record_location(field_key: FieldKey, parent_id: int = 0, year: int = 0) -> Location | None:
    """Return the location that shows a record; None for the kinds of `WITHOUT_LOCATION`.

    Args:
        field_key: the record; its field selects a cell if the location has cells.
        parent_id: the meeting, order, plan or activity that the record is part of; 0 for none.
        year: the fiscal year (Buddhist Era) of records kept by year; 0 for others.
    """
    if field_key.subject in WITHOUT_LOCATION:
        return None
    return _LOCATIONS[field_key.subject](field_key, parent_id, year)


def _in_meeting(place: FieldKey, meeting_id: int, _year: int) -> Location:
    return InMeeting(meeting_id, FieldKey(place.subject, place.subject_id))


def _in_order(_place: FieldKey, order_id: int, _year: int) -> Location:
    return InOrder(order_id)


def _in_plan(place: FieldKey, plan_id: int, year: int) -> Location:
    return InPlan(plan_id, year, place._replace(field=place.field or _MAIN_COLUMNS[place.subject]))


def _of_person(place: FieldKey, _parent_id: int, _year: int) -> Location:
    return OfPerson(place.subject_id)


_LOCATIONS: dict[Subject, _Locate] = {
    Subject.MEETING: lambda place, _parent, _year: InMeeting(place.subject_id),
    Subject.ATTENDANCE: lambda _place, meeting_id, _year: InMeeting(meeting_id),
    Subject.AGENDA_ITEM: _in_meeting,
    Subject.STATEMENT: _in_meeting,
    Subject.RESOLUTION: _in_meeting,
    Subject.DISSENT: _in_meeting,
    Subject.TASK: _in_meeting,
    Subject.ORDER: lambda place, _parent, _year: InOrder(place.subject_id),
    Subject.COMMITTEE: _in_order,
    Subject.DUTY: _in_order,
    Subject.QUORUM: _in_order,
    Subject.AGENDA_TEMPLATE: _in_order,
    Subject.APPROVAL: lambda _place, order_id, _year: InOrderMemo(order_id),
    Subject.PERSON: _of_person,
    Subject.HELD_POSTS: _of_person,
    Subject.POST: lambda place, _parent, _year: OfPost(place.subject_id),
    Subject.PLAN: lambda place, _parent, year: InPlan(place.subject_id, year),
    Subject.SCOPE: _in_plan,
    Subject.GOAL: _in_plan,
    Subject.FACTOR: _in_plan,
    Subject.ACTIVITY: _in_plan,
    Subject.PROGRESS: lambda _place, activity_id, year: InProgress(year, activity_id),
    Subject.REPORT: lambda _place, _parent, year: InMonitoring(year),
    Subject.KNOWLEDGE: lambda place, _parent, year: InKnowledge(year, place.subject_id),
    Subject.CLASSIFICATION: lambda _place, _parent, year: InKnowledge(year),
    Subject.TRAINING: lambda place, _parent, _year: InTraining(place.subject_id),
    Subject.MEMO: lambda place, _parent, _year: InMemo(place.subject_id),
    Subject.ANSWER: lambda _place, _parent, year: InAssessment(year),
    Subject.SURVEY: lambda place, _parent, year: InSurvey(year, place.subject_id),
    Subject.WAIVER: lambda _place, _parent, year: InEvidence(year),
    Subject.ATTACHMENT: lambda place, _parent, year: InAttachments(year, place.subject_id),
}
