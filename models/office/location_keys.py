"""Locations as stored text: `meeting/12`, `plan/3/2564`. Released keys never change."""

from msgspec import NODEFAULT
from msgspec.structs import fields

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

_NO_VALUE = "-"
_NAMES: dict[type[Location], str] = {
    MeetingList: "meetings",
    InMeeting: "meeting",
    TaskList: "tasks",
    OrderList: "orders",
    InOrder: "order",
    InOrderMemo: "order-memo",
    OfPerson: "person",
    OfPost: "post",
    PlanList: "plans",
    InPlan: "plan",
    InProgress: "progress",
    InMonitoring: "monitoring",
    InKnowledge: "knowledge",
    TrainingList: "trainings",
    InTraining: "training",
    MemoList: "memos",
    InMemo: "memo",
    InAssessment: "assessment",
    InSurvey: "survey",
    InEvidence: "evidence",
    InAttachments: "attachments",
}
_KINDS = {name: kind for kind, name in _NAMES.items()}


def location_key(location: Location) -> str:
    """Return the stored key of a location, the same for two users who see the same screen.

    Fields with a default only select a record in the screen, and are left out.
    """
    kind = type(location)
    shown = [getattr(location, each) for each in _shown_fields(kind)]
    values = (_NO_VALUE if each is None else str(each) for each in shown)
    return "/".join((_NAMES[kind], *values))


def location_of_key(key: str) -> Location | None:
    """Return the location with this key, without a selected record; None if the key is unknown."""
    name, *values = key.split("/")
    kind = _KINDS.get(name)
    if kind is None or len(values) != len(_shown_fields(kind)):
        return None
    try:
        return kind(*(None if each == _NO_VALUE else int(each) for each in values))
    except ValueError:
        return None


def _shown_fields(kind: type[Location]) -> list[str]:
    return [each.name for each in fields(kind) if each.default is NODEFAULT]
