"""Every kind of record that is edited cell by cell: history, bin, checks and recovery read it."""

from models.editing.record_kind import Cells
from models.editing.revisions import Subject
from models.evidence.attachments import ATTACHMENT_CELLS
from models.knowledge.records import KNOWLEDGE_CELLS
from models.knowledge.training import TRAINING_CELLS
from models.memos.records import MEMO_CELLS
from models.plan.cells import ACTIVITY_CELLS, FACTOR_CELLS, GOAL_CELLS, PLAN_CELLS, SCOPE_CELLS
from models.plan.monitoring import REPORT_CELLS
from models.plan.progress import PROGRESS_CELLS
from models.questionnaires.assessment import ANSWER_CELLS
from models.questionnaires.survey import SURVEY_CELLS

ALL_CELLS: tuple[Cells, ...] = (
    KNOWLEDGE_CELLS,
    PLAN_CELLS,
    SCOPE_CELLS,
    GOAL_CELLS,
    FACTOR_CELLS,
    ACTIVITY_CELLS,
    PROGRESS_CELLS,
    MEMO_CELLS,
    TRAINING_CELLS,
    ANSWER_CELLS,
    SURVEY_CELLS,
    ATTACHMENT_CELLS,
    REPORT_CELLS,
)


def cells_of(subject: Subject) -> Cells | None:
    """How records of this kind are edited; None for those with one text of their own."""
    return next((each for each in ALL_CELLS if each.subject == subject), None)
