"""Every kind of record that is edited cell by cell: history, bin, checks and recovery read it."""

from models.editing.record_kind import RecordKind
from models.editing.revisions import Subject
from models.evidence.attachments import ATTACHMENT_KIND
from models.knowledge.records import KNOWLEDGE_KIND
from models.knowledge.training import TRAINING_KIND
from models.memos.records import MEMO_KIND
from models.plan.cells import ACTIVITY_KIND, FACTOR_KIND, GOAL_KIND, PLAN_KIND, SCOPE_KIND
from models.plan.monitoring import REPORT_KIND
from models.plan.progress import PROGRESS_KIND
from models.questionnaires.assessment import ANSWER_KIND
from models.questionnaires.survey import SURVEY_KIND

EDITABLE_KINDS: tuple[RecordKind, ...] = (
    KNOWLEDGE_KIND,
    PLAN_KIND,
    SCOPE_KIND,
    GOAL_KIND,
    FACTOR_KIND,
    ACTIVITY_KIND,
    PROGRESS_KIND,
    MEMO_KIND,
    TRAINING_KIND,
    ANSWER_KIND,
    SURVEY_KIND,
    ATTACHMENT_KIND,
    REPORT_KIND,
)


def find_kind(subject: Subject) -> RecordKind | None:
    """How records of this kind are edited; None for those with one text of their own."""
    return next((each for each in EDITABLE_KINDS if each.subject == subject), None)
