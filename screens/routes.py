"""Maps destinations to screens: the only module that knows every screen.

Screens are imported inside functions, and only here, so that the first paint waits for none of
them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.screen import ModalScreen

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
    MeetingList,
    MemoList,
    OfPerson,
    OfPost,
    OrderList,
    PlanList,
    TaskList,
    TrainingList,
)
from screens.base.screen import KmDialog, KmScreen
from screens.base.typed_text import Chosen, OnLeft, TypedUse
from screens.commands.command import Page
from screens.navigation.destinations import (
    AssessmentSummary,
    Backups,
    Bin,
    Changes,
    Deadlines,
    Destination,
    Divisions,
    Experts,
    Findings,
    KnowledgeInMeeting,
    KnowledgeTableFile,
    MeetingYear,
    Members,
    People,
    PlanTableFile,
    Posts,
    Reconciliation,
    SearchAll,
    Settings,
    Snippets,
    StaffList,
    SurveySummary,
    UnresolvedDrafts,
    WordCorrections,
)

Opened = KmScreen[None] | KmDialog[Any]
Route = Callable[[Any], Opened]


def screen_for(to: Destination) -> Opened:
    """Create the screen or dialog that shows a destination, and record the destination in it."""
    screen = ROUTES[type(to)](to)
    screen.destination = to
    return screen


def command_list(
    page: Page, typed: str, uses: Sequence[TypedUse], recent: Sequence[str], on_left: OnLeft
) -> ModalScreen[tuple[Chosen, str] | None]:
    """Create the list of a page's commands; the arguments are those of `HelpScreen`."""
    from screens.base.help import HelpScreen

    return HelpScreen(page, typed, uses, recent, on_left)


def _meeting_list(_to: MeetingList) -> Opened:
    from screens.meetings.meetings import MeetingsScreen

    return MeetingsScreen()


def _in_meeting(to: InMeeting) -> Opened:
    from screens.minutes.room import RoomScreen

    return RoomScreen(to.meeting_id, to.at)


def _task_list(to: TaskList) -> Opened:
    from screens.minutes.tasks import TasksScreen

    return TasksScreen(select=to.task_id)


def _order_list(_to: OrderList) -> Opened:
    from screens.committees.orders import OrdersScreen

    return OrdersScreen()


def _in_order(to: InOrder) -> Opened:
    from screens.committees.order import OrderScreen

    return OrderScreen(to.order_id)


def _in_order_memo(to: InOrderMemo) -> Opened:
    from screens.committees.approval import ApprovalScreen

    return ApprovalScreen(to.order_id)


def _of_person(to: OfPerson) -> Opened:
    from screens.people.people import PersonScreen

    return PersonScreen(to.person_id)


def _of_post(to: OfPost) -> Opened:
    from screens.people.posts import PostScreen

    return PostScreen(to.post_id)


def _plan_list(_to: PlanList) -> Opened:
    from screens.plan.plans import PlansScreen

    return PlansScreen()


def _in_plan(to: InPlan) -> Opened:
    from screens.plan.plan import PlanScreen

    return PlanScreen(to.plan_id, to.fiscal_year, to.at)


def _in_progress(to: InProgress) -> Opened:
    from screens.plan.progress import PlanProgressScreen

    return PlanProgressScreen(to.fiscal_year, to.activity_id)


def _in_monitoring(to: InMonitoring) -> Opened:
    from screens.plan.monitoring import MonitoringScreen

    return MonitoringScreen(to.fiscal_year)


def _in_knowledge(to: InKnowledge) -> Opened:
    from screens.knowledge.classification import KnowledgeScreen

    return KnowledgeScreen(to.fiscal_year, select=to.item_id)


def _training_list(to: TrainingList) -> Opened:
    from screens.knowledge.trainings import TrainingsScreen

    return TrainingsScreen(to.fiscal_year)


def _in_training(to: InTraining) -> Opened:
    from screens.knowledge.training import TrainingScreen

    return TrainingScreen(to.training_id)


def _memo_list(to: MemoList) -> Opened:
    from screens.memos.memos import MemosScreen

    return MemosScreen(to.fiscal_year)


def _in_memo(to: InMemo) -> Opened:
    from screens.memos.memo import MemoScreen

    return MemoScreen(to.memo_id)


def _in_assessment(to: InAssessment) -> Opened:
    from screens.questionnaires.assessment import AssessmentScreen

    return AssessmentScreen(to.fiscal_year)


def _in_survey(to: InSurvey) -> Opened:
    from screens.questionnaires.survey import SurveyScreen

    return SurveyScreen(to.fiscal_year)


def _in_evidence(to: InEvidence) -> Opened:
    from screens.evidence.board import EvidenceScreen

    return EvidenceScreen(to.fiscal_year)


def _in_attachments(to: InAttachments) -> Opened:
    from screens.evidence.attachments import AttachmentsScreen

    return AttachmentsScreen(to.fiscal_year, to.attachment_id)


def _deadlines(to: Deadlines) -> Opened:
    from screens.home.due import DueDialog

    return DueDialog(to.due)


def _people(_to: People) -> Opened:
    from screens.people.people import PeopleScreen

    return PeopleScreen()


def _posts(_to: Posts) -> Opened:
    from screens.people.posts import PostsScreen

    return PostsScreen()


def _divisions(_to: Divisions) -> Opened:
    from screens.people.divisions import DivisionsScreen

    return DivisionsScreen()


def _staff_list(_to: StaffList) -> Opened:
    from screens.people.staff_list import StaffImportScreen

    return StaffImportScreen()


def _reconciliation(to: Reconciliation) -> Opened:
    from screens.meetings.reconciliation import ReconciliationScreen

    return ReconciliationScreen(to.meeting_id)


def _word_corrections(to: WordCorrections) -> Opened:
    from screens.minutes.word_import.screen import WordImportScreen

    return WordImportScreen(to.meeting_id)


def _plan_table(to: PlanTableFile) -> Opened:
    from screens.lists.table_import import TableImportScreen
    from screens.plan.table_import import PLAN_TABLE

    return TableImportScreen(PLAN_TABLE, to.fiscal_year)


def _knowledge_table(to: KnowledgeTableFile) -> Opened:
    from screens.knowledge.table_import import KNOWLEDGE_TABLE
    from screens.lists.table_import import TableImportScreen

    return TableImportScreen(KNOWLEDGE_TABLE, to.fiscal_year)


def _meeting_year(to: MeetingYear) -> Opened:
    from screens.meetings.year import MeetingYearScreen

    return MeetingYearScreen(to.year)


def _knowledge_in_meeting(to: KnowledgeInMeeting) -> Opened:
    from screens.knowledge.classification import KnowledgeScreen

    return KnowledgeScreen(to.fiscal_year, to.meeting_id)


def _experts(to: Experts) -> Opened:
    from screens.knowledge.experts import ExpertsScreen

    return ExpertsScreen(to.fiscal_year)


def _assessment_summary(to: AssessmentSummary) -> Opened:
    from screens.questionnaires.assessment_summary import AssessmentSummaryScreen

    return AssessmentSummaryScreen(to.fiscal_year)


def _survey_summary(to: SurveySummary) -> Opened:
    from screens.questionnaires.survey_summary import SurveySummaryScreen

    return SurveySummaryScreen(to.fiscal_year)


def _search_all(_to: SearchAll) -> Opened:
    from screens.search import SearchEverywhereScreen

    return SearchEverywhereScreen()


def _findings(to: Findings) -> Opened:
    from screens.checks.checks import ChecksScreen

    return ChecksScreen(to.of)


def _changes(to: Changes) -> Opened:
    from screens.history.history import HistoryScreen

    return HistoryScreen(*to.records)


def _bin(_to: Bin) -> Opened:
    from screens.history.bin import BinScreen

    return BinScreen()


def _unresolved_drafts(_to: UnresolvedDrafts) -> Opened:
    from screens.history.unresolved_drafts import UnresolvedDraftsScreen

    return UnresolvedDraftsScreen()


def _backups(_to: Backups) -> Opened:
    from screens.maintenance import MaintenanceScreen

    return MaintenanceScreen()


def _members(_to: Members) -> Opened:
    from screens.office.members import MembersScreen

    return MembersScreen()


def _settings(_to: Settings) -> Opened:
    from screens.office.settings import SettingsScreen

    return SettingsScreen()


def _snippets(_to: Snippets) -> Opened:
    from screens.office.snippets import SnippetsScreen

    return SnippetsScreen()


ROUTES: dict[type[Destination], Route] = {
    MeetingList: _meeting_list,
    InMeeting: _in_meeting,
    TaskList: _task_list,
    OrderList: _order_list,
    InOrder: _in_order,
    InOrderMemo: _in_order_memo,
    OfPerson: _of_person,
    OfPost: _of_post,
    PlanList: _plan_list,
    InPlan: _in_plan,
    InProgress: _in_progress,
    InMonitoring: _in_monitoring,
    InKnowledge: _in_knowledge,
    TrainingList: _training_list,
    InTraining: _in_training,
    MemoList: _memo_list,
    InMemo: _in_memo,
    InAssessment: _in_assessment,
    InSurvey: _in_survey,
    InEvidence: _in_evidence,
    InAttachments: _in_attachments,
    Deadlines: _deadlines,
    People: _people,
    Posts: _posts,
    Divisions: _divisions,
    StaffList: _staff_list,
    Reconciliation: _reconciliation,
    WordCorrections: _word_corrections,
    PlanTableFile: _plan_table,
    KnowledgeTableFile: _knowledge_table,
    MeetingYear: _meeting_year,
    KnowledgeInMeeting: _knowledge_in_meeting,
    Experts: _experts,
    AssessmentSummary: _assessment_summary,
    SurveySummary: _survey_summary,
    SearchAll: _search_all,
    Findings: _findings,
    Changes: _changes,
    Bin: _bin,
    UnresolvedDrafts: _unresolved_drafts,
    Backups: _backups,
    Members: _members,
    Settings: _settings,
    Snippets: _snippets,
}
