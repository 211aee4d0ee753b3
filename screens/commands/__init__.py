"""Every command once. Footer, help page, palette, `docs/keys.md` and key map read it here."""

from __future__ import annotations

from screens.command import keys_label
from screens.commands.checks import CHECKS_PAGE
from screens.commands.everywhere import CONFLICT_PAGE
from screens.commands.evidence import EVIDENCE_PAGES
from screens.commands.home import FIRST_START, HOME
from screens.commands.keeping import BIN_PAGE, HISTORY, KEEPING, MEMBERS, RESTORE_VIEW, VERSIONS
from screens.commands.knowledge import EXPERTS, KNOWLEDGE, SEARCH
from screens.commands.meetings import (
    CLOSING_PAGE,
    MEETINGS,
    RECONCILIATION,
    RESOLUTION_PAGE,
    ROLL_PAGE,
    ROOM,
    SNIPPETS,
    TASKS,
    VOTES_PAGE,
)
from screens.commands.office import AGENDA_TEMPLATE, APPROVAL, SETTINGS, STAFF_IMPORT
from screens.commands.plan import PLAN, PLAN_CHECK, PLAN_COMPARISON, PLAN_PROGRESS, PLANS
from screens.commands.register import DIVISIONS, ORDER, ORDERS, PEOPLE, PERSON, POST, POSTS
from screens.commands.undecided import UNDECIDED

PAGES = (
    HOME,
    FIRST_START,
    MEETINGS,
    ROOM,
    ROLL_PAGE,
    RESOLUTION_PAGE,
    VOTES_PAGE,
    CONFLICT_PAGE,
    UNDECIDED,
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
    TASKS,
    SNIPPETS,
    APPROVAL,
    AGENDA_TEMPLATE,
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
    *EVIDENCE_PAGES,
    HISTORY,
    VERSIONS,
    BIN_PAGE,
    KEEPING,
    RESTORE_VIEW,
    MEMBERS,
)


def table_of_keys() -> str:
    """Every command of every screen with its keys, as plain Thai text for `kmtui keys`."""
    lines = []
    for page in PAGES:
        lines.append(page.title)
        lines += [f"  {keys_label(each):<22} {each.label} - {each.help}" for each in page.commands]
        lines.append("")
    return "\n".join(lines).rstrip()
