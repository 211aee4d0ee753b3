"""Destinations as stored keys: `order/7`, `people`. Released keys never change."""

from msgspec.structs import fields

from models.office.location_keys import location_key, location_of_key
from models.office.locations import Location
from screens.navigation.destinations import (
    Backups,
    Destination,
    Divisions,
    Experts,
    KnowledgeInMeeting,
    KnowledgeTableFile,
    MeetingYear,
    Members,
    PageDestination,
    People,
    PlanTableFile,
    Posts,
    Reconciliation,
    Settings,
    Snippets,
    StaffList,
    WordCorrections,
)

_NAMES: dict[type[PageDestination], str] = {
    People: "people",
    Posts: "posts",
    Divisions: "divisions",
    StaffList: "staff-list",
    Reconciliation: "reconciliation",
    WordCorrections: "word-corrections",
    PlanTableFile: "plan-table",
    KnowledgeTableFile: "knowledge-table",
    KnowledgeInMeeting: "knowledge-in-meeting",
    MeetingYear: "meeting-year",
    Experts: "experts",
    Backups: "backups",
    Members: "members",
    Settings: "settings",
    Snippets: "snippets",
}
_KINDS = {name: kind for kind, name in _NAMES.items()}


def destination_key(to: Destination) -> str:
    """Return the stored key of a destination; empty for a page on which no form is opened."""
    if isinstance(to, Location):
        return location_key(to)
    name = _NAMES.get(type(to), "")
    return "/".join((name, *(str(getattr(to, each.name)) for each in fields(to)))) if name else ""


def destination_of_key(key: str) -> Destination | None:
    """Return the destination with this key; None if the key is unknown."""
    name, *values = key.split("/")
    kind = _KINDS.get(name)
    if kind is None:
        return location_of_key(key)
    try:
        return kind(*map(int, values)) if len(values) == len(fields(kind)) else None
    except ValueError:
        return None
