"""The tables of what divisions know, and of who knows it."""

from exports.documents import Document, Request
from exports.knowledge import classification, experts
from models.knowledge.records import KnowledgeKind


def _classification(year: int, _request: Request) -> classification.ClassificationPaper:
    return classification.gather(year, KnowledgeKind.KNOWLEDGE)


def _processes(year: int, _request: Request) -> classification.ClassificationPaper:
    return classification.gather(year, KnowledgeKind.ESSENTIAL_PROCESS)


def _experts(year: int, _request: Request) -> experts.ExpertsPaper:
    return experts.gather(year)


def _classified_year(request: Request) -> int:
    return classification.classified_year(request.key)


DOCUMENTS = (
    Document(
        "classification",
        "การจำแนกความรู้ในองค์กร",
        "2563",
        _classified_year,
        _classification,
        classification.render,
        table_of=classification.table_of,
    ),
    Document(
        "processes",
        "กระบวนการที่สำคัญของแต่ละหน่วยงาน",
        "2563",
        _classified_year,
        _processes,
        classification.render,
        table_of=classification.table_of,
    ),
    Document(
        "experts",
        "ทำเนียบผู้รู้",
        "2563",
        _classified_year,
        _experts,
        experts.render,
        table_of=experts.table_of,
    ),
)
