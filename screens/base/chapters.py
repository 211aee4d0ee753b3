"""The handbook chapter of each screen, and the commands on the key reference card."""

from __future__ import annotations

from collections.abc import Iterable

from exports.guide.keys import KeyGroup, KeyRow
from screens.commands import DIALOG
from screens.commands.checks import CHECKS_PAGE
from screens.commands.command import Command, Page, keys_label
from screens.commands.committees import AGENDA_TEMPLATE, APPROVAL, ORDER, ORDERS
from screens.commands.everywhere import BACK, CONFLICT_PAGE, EVERYWHERE, LINES_IMPORT
from screens.commands.evidence import (
    ASSESSMENT,
    ASSESSMENT_SUMMARY,
    ATTACHMENTS,
    EVIDENCE,
    MEMO,
    MEMOS,
    SURVEY,
    SURVEY_SUMMARY,
)
from screens.commands.history import BIN_PAGE, HISTORY, UNRESOLVED_DRAFTS, VERSIONS
from screens.commands.home import FIRST_START, HOME
from screens.commands.knowledge import EXPERTS, KNOWLEDGE, TRAINING, TRAININGS
from screens.commands.maintenance import MAINTENANCE, RESTORE_VIEW
from screens.commands.meetings import (
    MEETING_YEAR,
    MEETINGS,
    RECONCILIATION,
    REPLACE_PAGE,
    ROLL_PAGE,
)
from screens.commands.minutes import (
    CLOSING_PAGE,
    RESOLUTION_PAGE,
    ROOM,
    TASKS,
    VOTES_PAGE,
    WORD_IMPORT,
)
from screens.commands.office import MEMBERS, SETTINGS, SNIPPETS
from screens.commands.people import DIVISIONS, PEOPLE, PERSON, POST, POSTS, STAFF_IMPORT
from screens.commands.plan import (
    MONITORING,
    PLAN,
    PLAN_CHECK,
    PLAN_COMPARISON,
    PLAN_PROGRESS,
    PLANS,
    TABLE_IMPORT,
)
from screens.commands.search import SEARCH

SCREENS_OF_CHAPTERS: dict[str, tuple[Page, ...]] = {
    "start": (HOME, FIRST_START),
    "people": (PEOPLE, PERSON, POSTS, POST, DIVISIONS, STAFF_IMPORT),
    "orders": (ORDERS, ORDER, APPROVAL, AGENDA_TEMPLATE, LINES_IMPORT),
    "meetings": (MEETINGS, MEETING_YEAR, RECONCILIATION),
    "room": (
        ROOM,
        ROLL_PAGE,
        RESOLUTION_PAGE,
        VOTES_PAGE,
        TASKS,
        SNIPPETS,
        REPLACE_PAGE,
        CONFLICT_PAGE,
        UNRESOLVED_DRAFTS,
    ),
    "closing": (CLOSING_PAGE, ROOM),
    "printing": (WORD_IMPORT, ROOM),
    "plan": (PLANS, PLAN, PLAN_CHECK, PLAN_PROGRESS, PLAN_COMPARISON, TABLE_IMPORT),
    "knowledge": (KNOWLEDGE, EXPERTS, ROOM),
    "evidence": (
        EVIDENCE,
        MEMOS,
        MEMO,
        TRAININGS,
        TRAINING,
        ASSESSMENT,
        ASSESSMENT_SUMMARY,
        SURVEY,
        SURVEY_SUMMARY,
        ATTACHMENTS,
        MONITORING,
    ),
    "records": (
        SEARCH,
        CHECKS_PAGE,
        HISTORY,
        VERSIONS,
        BIN_PAGE,
        MAINTENANCE,
        RESTORE_VIEW,
        ROOM,
    ),
    "settings": (SETTINGS, MEMBERS, MAINTENANCE, DIALOG),
    "server": (),
}
"""The screens of each chapter; of the chapters of a screen the first is the one about it."""

_CHAPTERS = {
    page.title: chapter
    for chapter, pages in reversed(SCREENS_OF_CHAPTERS.items())
    for page in pages
}


def chapter_of(page: Page) -> str:
    """Return the name of the handbook chapter for a screen; the first chapter if it has none."""
    return _CHAPTERS.get(page.title, next(iter(SCREENS_OF_CHAPTERS)))


def card_groups() -> tuple[KeyGroup, ...]:
    """Return the key reference card: the commands of all screens, and the meeting room's own."""
    everywhere = {each.id for each in EVERYWHERE}
    of_the_room = [each for each in ROOM.commands if each.id not in everywhere]
    return (KeyGroup("ทุกจอ", _rows((*EVERYWHERE, BACK))), KeyGroup(ROOM.title, _rows(of_the_room)))


def _rows(commands: Iterable[Command]) -> tuple[KeyRow, ...]:
    return tuple(KeyRow(keys_label(each), each.label, each.help) for each in commands)
