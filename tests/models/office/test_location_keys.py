"""Locations as stored text: the keys that are released, and the way back."""

import pytest

from models.editing.revisions import FieldKey, Subject
from models.office import locations
from models.office.location_keys import location_key, location_of_key
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
    MeetingList,
    MemoList,
    OfPerson,
    OfPost,
    OrderList,
    PlanList,
    TaskList,
    TrainingList,
)

# What data files hold: a key may be added, none may change.
KEYS = {
    "meetings": MeetingList(),
    "meeting/12": InMeeting(12),
    "tasks": TaskList(),
    "orders": OrderList(),
    "order/3": InOrder(3),
    "order-memo/3": InOrderMemo(3),
    "person/4": OfPerson(4),
    "post/5": OfPost(5),
    "plans": PlanList(),
    "plan/3/2564": InPlan(3, 2564),
    "progress/2564": InProgress(2564),
    "monitoring/2564": InMonitoring(2564),
    "knowledge/2563": InKnowledge(2563),
    "trainings/2564": TrainingList(2564),
    "training/1883291494737972809": InTraining(1883291494737972809),
    "memos/2563": MemoList(2563),
    "memo/1883291494737972809": InMemo(1883291494737972809),
    "assessment/2564": InAssessment(2564),
    "survey/2564": InSurvey(2564),
    "evidence/2564": InEvidence(2564),
    "attachments/2564": InAttachments(2564),
    "attachments/-": InAttachments(None),
}


def test_every_location_has_a_released_key() -> None:
    kinds = {
        each
        for each in vars(locations).values()
        if isinstance(each, type) and issubclass(each, Location) and not each.__subclasses__()
    }
    assert {type(each) for each in KEYS.values()} == kinds


@pytest.mark.parametrize(("key", "location"), KEYS.items(), ids=KEYS)
def test_location_keys_equal_the_released_ones_and_parse_back(key: str, location: Location) -> None:
    assert location_key(location) == key
    assert location_of_key(key) == location


@pytest.mark.parametrize(
    "location",
    [
        InMeeting(12, FieldKey(Subject.STATEMENT, 7)),
        InPlan(3, 2564, FieldKey(Subject.GOAL, 1, "text")),
        InProgress(2564, 9),
        InKnowledge(2563, 9),
        InSurvey(2564, 9),
        InAttachments(2564, 9),
        TaskList(9),
    ],
    ids=lambda each: type(each).__name__,
)
def test_a_location_key_omits_the_selected_record(location: Location) -> None:
    whole = location_of_key(location_key(location))
    assert whole == KEYS[location_key(location)]
    assert whole != location


@pytest.mark.parametrize("key", ["", "room/1", "meeting", "meeting/", "meeting/x", "meeting/1/2"])
def test_parsing_an_unknown_location_key_returns_none(key: str) -> None:
    assert location_of_key(key) is None
