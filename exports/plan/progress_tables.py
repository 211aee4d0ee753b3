"""Tables of the progress report: summary with a chart, overdue activities, all activities."""

from collections.abc import Sequence

from exports.drawing import Paper
from exports.plan.action_plan import MOVES_WHOLE
from exports.plan.progress_values import (
    COUNTS,
    FIELDS,
    FollowedRow,
    FollowedTable,
    LateRow,
    ProgressPaper,
    SummaryRow,
)
from exports.typesetting.document_builder import (
    Bar,
    Column,
    Span,
    TableHeaderFooter,
    Text,
    bold,
)
from exports.typesetting.styles import HEADING, PLAIN, SMALL_CELL, Align
from kmtui.thai.digits import thai_digits

_NONE = "- ไม่มี -"
_COUNTED, _DONE = "จำนวนกิจกรรม", "แล้วเสร็จ"
_LEGEND = "แผนภูมิ: สีเข้ม แล้วเสร็จ สีอ่อน กำลังดำเนินการ"
_WIDTHS = (12, 43, 36, 36, 27, 25, 41, 40)


def draw_summary(paper: Paper, value: ProgressPaper) -> None:
    """Draw the counts of each group, with a bar for the shares done and under way."""
    paper.bookmark("สรุปผล")
    paper.write("๑. สรุปผล", HEADING)
    counts = (Column(title, 20, Align.CENTRE, _COUNTED) for title in COUNTS)
    columns = [
        Column("รายการ", 84),
        *counts,
        Column("ร้อยละ", 14, Align.CENTRE, _DONE),
        Column("แผนภูมิ", 39, group=_DONE),
    ]
    rows: list[list[Text | Bar] | Span] = [_summed(value.total)]
    for summary in value.summaries:
        rows.append(Span(summary.title, keep_next=True))
        rows += [_summed(row) for row in summary.rows]
    paper.table(columns, rows, SMALL_CELL, around=TableHeaderFooter(footer_lines=[_LEGEND]))


def _summed(row: SummaryRow) -> list[Text | Bar]:
    return [row.title, *row.counts, row.percent, Bar("", row.done, row.underway)]


def draw_late(paper: Paper, rows: tuple[LateRow, ...]) -> None:
    """Draw the list of overdue activities."""
    paper.bookmark("กิจกรรมที่เกินกำหนด")
    paper.write("๒. กิจกรรมที่เกินกำหนด", HEADING)
    if not rows:
        paper.write(_NONE, PLAIN.but(left=8))
        return
    columns = [
        Column("ที่", 12, Align.CENTRE),
        Column("แผน", 65),
        Column("กิจกรรม", 80),
        Column("ผู้รับผิดชอบ", 48),
        Column("ครบกำหนด", 24, Align.CENTRE),
        Column("สถานะ", 28, Align.CENTRE),
    ]
    cells = [
        (thai_digits(number), row.table, row.activity, row.owners, row.due, row.status)
        for number, row in enumerate(rows, 1)
    ]
    paper.table(columns, cells, SMALL_CELL)


def draw_tables(paper: Paper, tables: Sequence[FollowedTable]) -> None:
    """Draw every table of the plan, each activity with its progress."""
    paper.bookmark("ผลการดำเนินงานรายกิจกรรม")
    paper.write("๓. ผลการดำเนินงานรายกิจกรรม", HEADING)
    if not tables:
        paper.write(_NONE, PLAIN.but(left=8))
    for number, table in enumerate(tables):
        paper.space(4 if number else 0)
        _draw_table(paper, table)


def _draw_table(paper: Paper, table: FollowedTable) -> None:
    aligned = (Align.CENTRE, *[Align.LEFT] * 3, *[Align.CENTRE] * 2, *[Align.LEFT] * 2)
    columns = [Column(*each) for each in zip(FIELDS, _WIDTHS, aligned, strict=True)]
    above = [Span(table.title)]
    if table.goal:
        above.append(Span(table.goal, bold=False))
    rows = [_followed(row) for row in table.rows]
    paper.table(
        columns,
        rows,
        SMALL_CELL,
        max_unsplit_share=MOVES_WHOLE,
        around=TableHeaderFooter(above, bold(f"{table.title} (ต่อ)")),
    )


def _followed(row: FollowedRow) -> list[Text | Bar]:
    words, share = row.actual.text, row.actual.share
    actual = words if share is None else Bar(words, share)
    cells = (row.number, row.activity, row.indicator, row.target)
    return [*cells, actual, row.status, row.notes, row.evidence]
