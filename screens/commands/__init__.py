"""Every command once. Footer, help page, palette, `docs/keys.md` and key map read it here."""

from __future__ import annotations

from screens.commands.checks import CHECKS_PAGE
from screens.commands.command import keys_label
from screens.commands.committees import AGENDA_TEMPLATE, APPROVAL, ORDER, ORDERS
from screens.commands.everywhere import CONFLICT_PAGE, LINES_IMPORT
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
)
from screens.commands.search import SEARCH

PAGES = (
    HOME,
    FIRST_START,
    MEETINGS,
    ROOM,
    ROLL_PAGE,
    RESOLUTION_PAGE,
    VOTES_PAGE,
    REPLACE_PAGE,
    CONFLICT_PAGE,
    UNRESOLVED_DRAFTS,
    CHECKS_PAGE,
    PEOPLE,
    PERSON,
    POSTS,
    POST,
    DIVISIONS,
    ORDERS,
    ORDER,
    CLOSING_PAGE,
    RECONCILIATION,
    MEETING_YEAR,
    TASKS,
    SNIPPETS,
    APPROVAL,
    AGENDA_TEMPLATE,
    LINES_IMPORT,
    STAFF_IMPORT,
    SETTINGS,
    PLANS,
    PLAN,
    PLAN_CHECK,
    PLAN_PROGRESS,
    PLAN_COMPARISON,
    KNOWLEDGE,
    EXPERTS,
    SEARCH,
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
    HISTORY,
    VERSIONS,
    BIN_PAGE,
    MAINTENANCE,
    RESTORE_VIEW,
    MEMBERS,
)


def table_of_keys() -> str:
    """Return the commands of all screens with their keys, as plain Thai text for `kmtui keys`."""
    lines = []
    for page in PAGES:
        lines.append(page.title)
        lines += [f"  {keys_label(each):<22} {each.label} - {each.help}" for each in page.commands]
        lines.append("")
    return "\n".join(lines).rstrip()
