"""Example keys: for each document the key of the newest record that it can be made of.

Knows no paper: a list of keys loads no paper engine.
"""

import shlex
from collections.abc import Callable, Iterable

from exports.documents import Document, KeyType
from kmtui.thai.digits import arabic_digits
from models.committees.approvals import approval_of
from models.committees.records import LISTED, AppointmentOrder, OrderState
from models.home.meeting_year import years_of_meetings
from models.knowledge.records import years_classified
from models.knowledge.training import all_trainings
from models.meetings.records import Meeting, MeetingState
from models.memos.views import read_memos, typed_keys
from models.minutes.snapshot import read_meeting_snapshot
from models.plan.views import read_plans


def known_key(document: Document) -> str:
    """Return a document's newest key with its options, as typed; empty if there is none yet."""
    find = _OF_DOCUMENTS.get(document.id) or _OF_TYPES[document.key_type]
    return find()


def _meetings() -> list[Meeting]:
    newest = (Meeting.held_on.desc(), Meeting.id.desc())
    return list(Meeting.select().order_by(*newest))


def _meeting_key(meeting: Meeting) -> str:
    """Return a meeting's number, with the committee's name if the number is ambiguous."""
    key, same = f"{meeting.number}/{meeting.year}", Meeting.number == meeting.number
    if Meeting.select().where(same, Meeting.year == meeting.year).count() == 1:
        return key
    return f"{key} --committee {shlex.quote(meeting.committee.name)}"


def _first_meeting(meetings: Iterable[Meeting]) -> str:
    return next(map(_meeting_key, meetings), "")


def _minutes() -> str:
    return _first_meeting(each for each in _meetings() if each.state != MeetingState.PLANNED)


def _extract() -> str:
    for meeting in _meetings():
        if MeetingState(meeting.state).is_closed:
            for item in read_meeting_snapshot(meeting.id).items:
                if item.resolutions:
                    return f"{_meeting_key(meeting)} --item {arabic_digits(item.number)}"
    return ""


def _order_keys() -> list[tuple[int, str]]:
    """Return ids and keys of the orders, newest first, but drafts after the numbered ones."""
    orders = list(AppointmentOrder.select().order_by(*LISTED))
    orders.sort(key=lambda order: order.state == OrderState.DRAFT)
    return [
        (order.id, f"'draft {order.id}'" if order.state == OrderState.DRAFT else order.key)
        for order in orders
    ]


def _approval() -> str:
    return next((key for id_, key in _order_keys() if approval_of(id_) is not None), "")


def _memo() -> str:
    memos = read_memos()
    keys = typed_keys(memos)
    numbered_first = sorted(memos, key=lambda memo: not memo.is_numbered)
    return next((shlex.quote(keys[each.id]) for each in numbered_first), "")


def _planned() -> str:
    return next((str(each.fiscal_year) for each in read_plans()), "")


def _classified() -> str:
    return next((str(year) for year in years_classified()), "")


_OF_TYPES: dict[KeyType, Callable[[], str]] = {
    KeyType.MEETING: lambda: _first_meeting(_meetings()),
    KeyType.ITEM: _extract,
    KeyType.ORDER: lambda: next((key for _, key in _order_keys()), ""),
    KeyType.CLASSIFIED_YEAR: _classified,
    KeyType.PLANNED_YEAR: _planned,
    KeyType.YEAR: lambda: _planned() or _classified(),
    KeyType.CALENDAR_YEAR: lambda: next(map(str, years_of_meetings()), ""),
    KeyType.MEMO: _memo,
    KeyType.TRAINING: lambda: next((each.key for each in all_trainings()), ""),
}
_OF_DOCUMENTS: dict[str, Callable[[], str]] = {"minutes": _minutes, "approval": _approval}
