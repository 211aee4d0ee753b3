"""Essential processes (กระบวนการที่สำคัญ) by division, in the layout of the classification."""

from exports.documents import Request
from exports.knowledge import classification
from models.knowledge.records import KnowledgeKind

find = classification.find
render = classification.render
table_of = classification.table_of


def gather(fiscal_year: int, _request: Request) -> classification.ClassificationPaper:
    """Read the essential processes of a fiscal year (Buddhist Era), also divisions without one."""
    return classification.read_table(fiscal_year, KnowledgeKind.ESSENTIAL_PROCESS)
