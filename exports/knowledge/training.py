"""Training report (แบบรายงานผลการเข้ารับการพัฒนา), filled in from a record, or empty."""

from datetime import date, datetime
from pathlib import Path

from msgspec import Struct

from exports.documents import Request
from exports.forms.blank_lines import draw_blank_lines, draw_text_or_lines
from exports.forms.heading import UNSIGNED, midnight
from exports.forms.paper import begin_paper, write_title
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE, DottedField
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import HEADING, PLAIN
from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from models.knowledge.training import (
    TrainingDuty,
    training_view,
)
from models.knowledge.training_records import (
    Training,
    training,
    training_keyed,
)
from models.office.organization import the_organization
from models.people.records import Holder, clerk_post, holder_on, person_on
from models.plan.lifecycle import cko_on

_EMPTY_LINES = 4
_PARTS = ("๑. ความรู้ที่ได้รับ", "๒. การนำไปใช้ในการปฏิบัติงาน", "๓. ข้อเสนอแนะ")
_SUPERVISOR_PARTS = (
    "๔. ผลงานก่อนการพัฒนา (ความเห็นของผู้บังคับบัญชา)",
    "๕. ผลงานหลังการพัฒนา (ความเห็นของผู้บังคับบัญชา)",
)
# A form without a word has no day of its own.
_FORM_MADE_AT = midnight(date(2020, 10, 1))


class TrainingPaper(Struct, frozen=True):
    """The printed content of the report on one training."""

    heading: tuple[str, ...]
    file_title: str
    author: str
    identity: str
    made_at: datetime
    fields: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    reporter: tuple[str, ...]
    supervisor_parts: tuple[tuple[str, str], ...]
    supervisor: tuple[str, ...]
    clerk: tuple[str, ...]
    mayor: tuple[str, ...]


def find(request: Request) -> int:
    """Return the id of the training that the key names (`3/2564`, or an id); 0 for the empty form.

    Raises:
        NotFound: there is no such training; the sentence lists the newest ones.
    """
    if request.blank:
        return 0
    return int(training_keyed(request.key).id)


def gather(training_id: int, request: Request) -> TrainingPaper:
    """Return the report on a training, read from the data file; with `--blank` the empty form.

    Raises NotFound if the training is deleted.
    """
    return _empty_form() if request.blank else _report(training_id)


def _report(training_id: int) -> TrainingPaper:
    """Return the report on a training; parts that are not written yet are empty."""
    row, office = training(training_id), the_organization()
    view = training_view(row)
    own = person_on(row.person, row.returned_on)
    days = f"{format_date(row.begins_on)} ถึง {format_date(row.returned_on)}"
    return TrainingPaper(
        heading=("แบบรายงานผลการเข้ารับการพัฒนา", office.address),
        file_title=f"รายงานผลการเข้ารับการพัฒนา {row.person.full_name} {row.title}",
        author=office.name,
        identity=f"training {row.id}",
        made_at=midnight(row.returned_on),
        fields=(
            ("ชื่อ - สกุล", row.person.full_name),
            ("ตำแหน่ง", own.title),
            ("หลักสูตร/โครงการ", row.title),
            ("หน่วยงานที่จัด", row.organizer),
            ("สถานที่", row.place),
            ("ระหว่างวันที่", days if row.begins_on != row.returned_on else format_date(row.begins_on)),
            ("ครบกำหนดรายงาน", format_date(row.due_on)),
            ("วันที่รายงาน", _done(view.report)),
            ("เผยแพร่ในเว็บไซต์", f"{_done(view.publication)} {row.published_at}".strip()),
        ),
        parts=tuple(zip(_PARTS, (row.learnt, row.use, row.suggestion), strict=True)),
        reporter=(f"({row.person.full_name})", own.title, "ผู้รายงาน"),
        supervisor_parts=tuple(zip(_SUPERVISOR_PARTS, (row.before, row.after), strict=True)),
        supervisor=_signed(_supervisor(row), "ผู้บังคับบัญชา", row.followed_up_on),
        clerk=_clerk_above(row),
        mayor=_signed(cko_on(row.returned_on), "", None),
    )


def _empty_form() -> TrainingPaper:
    """Return the form with empty fields, to be filled in by hand."""
    office, empty = the_organization(), (UNSIGNED,)
    labels = ("ชื่อ - สกุล", "ตำแหน่ง", "หลักสูตร/โครงการ", "หน่วยงานที่จัด", "สถานที่", "ระหว่างวันที่")
    return TrainingPaper(
        heading=("แบบรายงานผลการเข้ารับการพัฒนา", office.address),
        file_title="แบบรายงานผลการเข้ารับการพัฒนา",
        author=office.name,
        identity="training blank",
        made_at=_FORM_MADE_AT,
        fields=tuple((label, "") for label in (*labels, "วันที่รายงาน", "เผยแพร่ในเว็บไซต์")),
        parts=tuple((label, "") for label in _PARTS),
        reporter=(*empty, "ผู้รายงาน"),
        supervisor_parts=tuple((label, "") for label in _SUPERVISOR_PARTS),
        supervisor=(*empty, "ผู้บังคับบัญชา"),
        clerk=_clerk_of_today(),
        mayor=_signed(cko_on(date.today()), "", None),
    )


def _done(duty: TrainingDuty) -> str:
    if duty.done_on is None:
        return ""
    late = duty.days_late(duty.done_on)
    return format_date(duty.done_on) + (f" (ช้า {thai_digits(late)} วัน)" if late else "")


def _supervisor(row: Training) -> Holder | None:
    if row.supervisor is None:
        return None
    return holder_on(row.supervisor, row.followed_up_on or row.returned_on)


def _clerk_above(row: Training) -> tuple[str, ...]:
    """Return the municipal clerk's signature lines.

    Empty if there is no such post, or if the clerk is the trainee or the supervisor. Superiors sign
    in the order of the chain of command: head, clerk, mayor.
    """
    post = clerk_post()
    if post is None or row.supervisor == post:
        return ()
    clerk = holder_on(post, row.returned_on)
    if clerk is not None and clerk.person_id == row.person.id:
        return ()
    return _signed(clerk, "" if clerk is not None else post.name, None)


def _clerk_of_today() -> tuple[str, ...]:
    post = clerk_post()
    return _signed(holder_on(post, date.today()), "", None) if post is not None else ()


def _signed(holder: Holder | None, what: str, on: date | None) -> tuple[str, ...]:
    name = (f"({holder.name})", holder.formal_title) if holder is not None else (UNSIGNED,)
    dated = f"วันที่ {format_date(on)}" if on is not None else ""
    return tuple(line for line in (*name, what, dated) if line)


def render(value: TrainingPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the report as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, value.file_title, font)
    write_title(paper, value.heading)
    paper.space(3)
    for label, text in value.fields:
        paper.fields(DottedField(label, text), label=PLAIN)

    for label, text in value.parts:
        draw_text_or_lines(paper, label, text, _EMPTY_LINES)
    paper.signature(*value.reporter)
    for label, text in value.supervisor_parts:
        draw_text_or_lines(paper, label, text, _EMPTY_LINES)
    paper.signature(*value.supervisor)
    opinions = (("ปลัดเทศบาล", value.clerk), ("นายกเทศมนตรี", value.mayor))
    for post, signer in opinions:
        if signer:
            with paper.keep_together(TEXT_WITH_SIGNATURE):
                paper.write(f"ความเห็นของ{post}", HEADING)
                draw_blank_lines(paper, 2)
                paper.signature(*signer)
    return paper.drawn()
