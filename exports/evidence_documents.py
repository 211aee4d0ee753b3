"""Memos, and the papers of the year's evidence."""

from datetime import date

from exports import memos as memo
from exports.documents import Document, Request
from exports.evidence import book
from exports.forms import boilerplate as standing
from exports.knowledge import training
from exports.knowledge.classification import year_named
from exports.plan import monitoring
from exports.questionnaires import assessment, survey


def _memo_id(request: Request) -> int:
    return memo.memo_named(request.key)


def _memo(memo_id: int, request: Request) -> memo.MemoPaper:
    return memo.gather(memo_id, request.emblem)


def _year(request: Request) -> int:
    return year_named(request.key)


def _assessment(year: int, _request: Request) -> assessment.AssessmentPaper:
    return assessment.gather(year)


def _survey_form(year: int, _request: Request) -> survey.FormPaper:
    return survey.gather_form(year)


def _survey(year: int, _request: Request) -> survey.SummaryPaper:
    return survey.gather_summary(year)


def _training_id(request: Request) -> int:
    return 0 if request.blank else training.training_named(request.key)


def _training(training_id: int, request: Request) -> training.TrainingPaper:
    return training.blank() if request.blank else training.gather(training_id)


def _monitoring(year: int, _request: Request) -> monitoring.MonitoringPaper:
    return monitoring.gather(year, date.today())


def _guideline(year: int, _request: Request) -> standing.BoilerplatePaper:
    return standing.gather("book/guideline.txt", "แนวทางการจัดการความรู้", year)


def _lo_list(year: int, _request: Request) -> standing.BoilerplatePaper:
    return standing.gather("book/lo-narrative.txt", "การสร้างส่วนราชการเป็นองค์กรเรียนรู้", year)


def _book(year: int, request: Request) -> book.BookPaper:
    return book.gather(year, request.emblem)


DOCUMENTS = (
    Document("memo", "บันทึกข้อความ", "12/2563", _memo_id, _memo, memo.render),
    Document(
        "assessment",
        "แบบประเมินตนเองเรื่องการจัดการความรู้",
        "2564",
        _year,
        _assessment,
        assessment.render,
        table_of=assessment.table_of,
    ),
    Document("survey-form", "แบบสำรวจความพึงพอใจ", "2564", _year, _survey_form, survey.render_form),
    Document(
        "survey",
        "สรุปผลแบบสำรวจความพึงพอใจ",
        "2564",
        _year,
        _survey,
        survey.render_summary,
        table_of=survey.table_of,
    ),
    Document(
        "training",
        "แบบรายงานผลการเข้ารับการพัฒนา",
        "1",
        _training_id,
        _training,
        training.render,
        options=("--blank",),
    ),
    Document(
        "monitoring",
        "รายงานการติดตามและประเมินผล",
        "2564",
        _year,
        _monitoring,
        monitoring.render,
    ),
    Document("guideline", "แนวทางการจัดการความรู้", "2564", _year, _guideline, standing.render),
    Document("lo-list", "การสร้างส่วนราชการเป็นองค์กรเรียนรู้", "2564", _year, _lo_list, standing.render),
    Document("book", "รูปเล่มแผนการจัดการความรู้", "2564", _year, _book, book.render),
)
