"""The progress report on a plan (รายงานผลการติดตามและประเมินผล): status of each activity."""

from datetime import date
from pathlib import Path

from exports.documents import Request
from exports.forms.heading import UNSIGNED, midnight, numbered
from exports.forms.paper import begin_paper, write_title
from exports.plan.action_plan import planned_year_of, target_of, with_unit
from exports.plan.progress_tables import cells_of, draw_late, draw_summary, draw_tables
from exports.plan.progress_values import (
    COUNTS,
    FIELDS,
    FollowedRow,
    FollowedTable,
    LateRow,
    LateTable,
    Measure,
    ProgressPaper,
    Summary,
    SummaryRow,
)
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE
from exports.typesetting.drawn import RenderedPdf
from exports.typesetting.styles import BODY, BODY_SPACED, CENTRED, HEADING, PLAIN
from kmtui.thai.dates import DateStyle, format_date
from kmtui.thai.digits import thai_digits
from models.committees.records import CommitteeKind, Role, committees_in_force, seats_on
from models.editing.cell_values import figure_text
from models.office.organization import the_organization
from models.office.plain_table import Listing
from models.plan.follow_up import ActivityProgress, FollowUp, Tally, read_follow_up
from models.plan.progress import EvidenceKind, ProgressView
from models.plan.steps import Process
from models.plan.values import TableView

_CLOSING = "จึงรายงานมาเพื่อโปรดทราบ"


find = planned_year_of


def gather(fiscal_year: int, request: Request) -> ProgressPaper:
    """Read the progress of a fiscal year's plan, as of today or the requested day.

    Raises NotFound if the year has no plan.
    """
    return progress_on(fiscal_year, request.on or date.today())


def progress_on(fiscal_year: int, day: date) -> ProgressPaper:
    """Read the progress of a fiscal year's plan (Buddhist Era) as of a day.

    Raises NotFound if the year has no plan.
    """
    followed, office = read_follow_up(fiscal_year, day), the_organization()
    plan = followed.plan
    return ProgressPaper(
        heading=(
            f"รายงานผลการติดตามและประเมินผล{plan.title}",
            f"ประจำปีงบประมาณ พ.ศ. {plan.label}",
            office.address,
            f"ข้อมูล ณ วันที่ {format_date(day)}",
        ),
        opening=_opening(followed),
        file_title=f"รายงานผลการติดตาม{plan.title} {plan.fiscal_year} {day.isoformat()}",
        author=office.name,
        identity=f"progress {plan.fiscal_year} {day.isoformat()}",
        made_at=midnight(day),
        total=_summed(followed.total, "รวมทั้งแผน"),
        summaries=_summaries(followed),
        late=_late_tables(followed),
        tables=tuple(_table(table, followed) for table in plan.all_tables),
        problems=numbered(factor.problem for factor in plan.factors if factor.problem),
        signature=_signature(day),
    )


def _opening(followed: FollowUp) -> str:
    total = followed.total
    counts = (total.done_count, total.underway_count, total.not_started_count, total.stopped_count)
    named = zip(COUNTS[1:5], counts, strict=True)
    said = " ".join(f"{label} {thai_digits(count)} กิจกรรม" for label, count in named)
    late = thai_digits(total.overdue_count)
    return (
        f"แผนมีกิจกรรมทั้งหมด {thai_digits(total.total_count)} กิจกรรม {said} "
        f"แล้วเสร็จคิดเป็นร้อยละ {thai_digits(total.percent)} "
        + (f"มีกิจกรรมที่เกินกำหนด {late} กิจกรรม" if total.overdue_count else "ไม่มีกิจกรรมที่เกินกำหนด")
    )


def _summaries(followed: FollowUp) -> tuple[Summary, ...]:
    texts = {_head_of(table): table.text for table in followed.plan.tables}
    goals = (_summed(each, _named(each.title, texts)) for each in followed.by_goal)
    return (
        Summary("ตามเป้าหมาย", tuple(goals)),
        Summary("ตามกระบวนการ", tuple(_summed(each) for each in followed.by_process)),
        Summary("ตามผู้รับผิดชอบ", tuple(_summed(each) for each in followed.by_owner)),
    )


def _head_of(table: TableView) -> str:
    """Return the label of a table's goal or scope: เป้าหมาย ๑, ขอบเขต ๒."""
    kind = "ขอบเขต" if table.goal_id is None else "เป้าหมาย"
    return f"{kind} {thai_digits(table.number)}"


def _named(title: str, texts: dict[str, str]) -> str:
    return f"{title} {texts[title]}" if title in texts else title


def _summed(tally: Tally, title: str = "") -> SummaryRow:
    counts = (
        tally.total_count,
        tally.done_count,
        tally.underway_count,
        tally.not_started_count,
        tally.stopped_count,
        tally.overdue_count,
    )
    said = tuple(thai_digits(count) if count else "-" for count in counts)
    total = tally.total_count or 1
    return SummaryRow(
        title or tally.title,
        said,
        thai_digits(tally.percent),
        tally.done_count / total,
        tally.underway_count / total,
    )


def _late_tables(followed: FollowUp) -> tuple[LateTable, ...]:
    """Return the tables that have overdue activities."""
    tables = []
    for table in followed.plan.all_tables:
        standings = (followed.of_activity(row.id) for row in table.activities)
        if rows := tuple(_late(each) for each in standings if each.is_overdue):
            tables.append(LateTable(_in_words(table), rows))
    return tuple(tables)


def _in_words(table: TableView) -> str:
    """Return the goal and the process of a table, for readers who do not know its numbers."""
    if table.process == Process.LO:
        return table.process.label
    goal = f"{_head_of(table)} {table.text}".strip()
    return f"{goal} : {table.process.label}"


def _late(standing: ActivityProgress) -> LateRow:
    row = standing.activity
    return LateRow(
        row.heading,
        "\n".join(row.owner_names),
        format_date(standing.due_on, DateStyle.SHORT),
        standing.status.label,
    )


def _table(table: TableView, followed: FollowUp) -> FollowedTable:
    standings = [followed.of_activity(row.id) for row in table.activities]
    title = table.process.label
    if table.process != Process.LO:
        title = f"{_head_of(table)} : {title}"
    goal = "" if table.process == Process.LO else table.text
    return FollowedTable(title, goal, tuple(map(_followed, standings)))


def _followed(standing: ActivityProgress) -> FollowedRow:
    row = standing.activity
    entries = [entry for entry in row.progress if entry.on_date <= standing.day]
    return FollowedRow(
        thai_digits(row.number),
        "\n".join(row.activity_lines),
        row.indicator,
        target_of(row),
        _measure(standing),
        _status(standing),
        "\n".join(_noted(entry) for entry in entries if entry.note),
        "\n".join(_evidence(entry) for entry in entries if entry.evidence),
    )


def _status(standing: ActivityProgress) -> str:
    """Return the status cell, with a second line if the activity is due or overdue."""
    due = f"{standing.label}\n{format_date(standing.due_on, DateStyle.SHORT)}"
    urgent = due if standing.is_overdue or standing.is_due else ""
    return "\n".join(filter(None, (standing.status.label, urgent)))


def _measure(standing: ActivityProgress) -> Measure:
    row, percent = standing.activity, standing.percent
    if standing.actual_number is None:
        return Measure("-")
    actual = with_unit(figure_text(standing.actual_number), row.target_unit)
    if percent is None:
        return Measure(actual)
    target = figure_text(row.target_number)
    return Measure(f"{actual}\nเป้าหมาย {target}", percent / 100)


def _noted(entry: ProgressView) -> str:
    return f"- {format_date(entry.on_date, DateStyle.SHORT)} {entry.note}"


def _evidence(entry: ProgressView) -> str:
    kind = f"{entry.evidence_kind.label} " if entry.evidence_kind == EvidenceKind.FILE else ""
    return f"{kind}{entry.evidence}"


def _signature(day: date) -> tuple[str, ...]:
    """Return the signature of the monitoring committee's chair.

    A line to fill in if there is none.
    """
    for committee in committees_in_force():
        if committee.kind != CommitteeKind.MONITORING:
            continue
        of = f"ประธาน{committee.name.removeprefix('คณะ')}"
        chairs = [seat.holder for seat in seats_on(committee, day) if seat.role == Role.CHAIR]
        if chairs and chairs[0] is not None:
            return (f"({chairs[0].name})", chairs[0].formal_title, of)
        return (UNSIGNED, of)
    return (UNSIGNED, "ประธานกรรมการติดตามและประเมินผล")


def render(value: ProgressPaper, font: Path | None = None) -> RenderedPdf:
    """Draw the report as a PDF; the same value gives the same bytes."""
    paper = begin_paper(value, " ".join(value.heading[:2]), font, landscape=True)
    write_title(paper, value.heading[:-1])
    paper.write(value.heading[-1], CENTRED)
    paper.space(3)
    paper.write(value.opening, BODY)
    draw_summary(paper, value)
    draw_late(paper, value.late)
    draw_tables(paper, value.tables)
    if value.problems:
        paper.write("๔. ปัญหาและอุปสรรค", HEADING)
        paper.write(value.problems, PLAIN.but(left=8))
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.write(_CLOSING, BODY_SPACED)
        paper.signature(*value.signature, left=paper.width * 0.5)
    return paper.drawn()


def table_of(value: ProgressPaper) -> Listing:
    """Return the activities for a spreadsheet, one row each."""
    rows = tuple((table.title, *cells_of(row)) for table in value.tables for row in table.rows)
    fields = ("table", "number", "activity", "indicator", "target", "actual", "status")
    return Listing((*fields, "notes", "evidence"), ("ตาราง", *FIELDS), rows)
