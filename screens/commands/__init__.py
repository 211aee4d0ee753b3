"""The table of all commands, which footer, help, `docs/keys.md` and key map are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from screens.commands.checks import CHECKS_PAGE
from screens.commands.command import Page, keys_label
from screens.commands.committees import AGENDA_TEMPLATE, APPROVAL, ORDER, ORDERS
from screens.commands.everywhere import (
    CANCEL,
    CHOOSE_ROW,
    CONFLICT_PAGE,
    EARLIER_FIELD,
    LINES_IMPORT,
    MAKE_RECORD,
    NEXT_FIELD,
    OTHER_FIELD,
    PICK_ROW,
    REDRAW,
)
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
    PARAGRAPH,
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

# Dialogs with fields or rows; those with a page of their own have more.
DIALOG = Page(
    "หน้าต่างถาม",
    (
        NEXT_FIELD,
        OTHER_FIELD,
        EARLIER_FIELD,
        CHOOSE_ROW,
        *PICK_ROW,
        MAKE_RECORD,
        PARAGRAPH,
        CANCEL,
        REDRAW,
    ),
)

PAGE_NAMES: Mapping[str, Page] = MappingProxyType(
    {
        "home": HOME,
        "first-start": FIRST_START,
        "meetings": MEETINGS,
        "room": ROOM,
        "roll": ROLL_PAGE,
        "resolution": RESOLUTION_PAGE,
        "votes": VOTES_PAGE,
        "replace": REPLACE_PAGE,
        "conflict": CONFLICT_PAGE,
        "unresolved-drafts": UNRESOLVED_DRAFTS,
        "checks": CHECKS_PAGE,
        "people": PEOPLE,
        "person": PERSON,
        "posts": POSTS,
        "post": POST,
        "divisions": DIVISIONS,
        "orders": ORDERS,
        "order": ORDER,
        "closing": CLOSING_PAGE,
        "word-import": WORD_IMPORT,
        "reconciliation": RECONCILIATION,
        "meeting-year": MEETING_YEAR,
        "tasks": TASKS,
        "snippets": SNIPPETS,
        "approval": APPROVAL,
        "agenda-template": AGENDA_TEMPLATE,
        "lines-import": LINES_IMPORT,
        "staff-import": STAFF_IMPORT,
        "settings": SETTINGS,
        "plans": PLANS,
        "table-import": TABLE_IMPORT,
        "plan": PLAN,
        "plan-check": PLAN_CHECK,
        "plan-progress": PLAN_PROGRESS,
        "plan-comparison": PLAN_COMPARISON,
        "knowledge": KNOWLEDGE,
        "experts": EXPERTS,
        "search": SEARCH,
        "evidence": EVIDENCE,
        "memos": MEMOS,
        "memo": MEMO,
        "trainings": TRAININGS,
        "training": TRAINING,
        "assessment": ASSESSMENT,
        "assessment-summary": ASSESSMENT_SUMMARY,
        "survey": SURVEY,
        "survey-summary": SURVEY_SUMMARY,
        "attachments": ATTACHMENTS,
        "monitoring": MONITORING,
        "history": HISTORY,
        "versions": VERSIONS,
        "bin": BIN_PAGE,
        "maintenance": MAINTENANCE,
        "restore-view": RESTORE_VIEW,
        "members": MEMBERS,
        "dialog": DIALOG,
    }
)
"""The pages by their names in `keys.toml`. Released names never change."""

PAGES = tuple(PAGE_NAMES.values())


def table_of_keys(pages: Iterable[Page] = PAGES) -> str:
    """Return the commands of all screens with their keys, as plain Thai text for `kmtui keys`."""
    lines = []
    for page in pages:
        lines.append(page.title)
        lines += [f"  {keys_label(each):<22} {each.label} - {each.help}" for each in page.commands]
        lines.append("")
    return "\n".join(lines).rstrip()
