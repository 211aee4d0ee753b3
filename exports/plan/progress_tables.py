"""Tables of the progress report: summary with a chart, overdue activities, all activities."""

from collections.abc import Sequence

from exports.drawing import Paper
from exports.forms.columns import fitted_width, head_widths
from exports.plan.action_plan import MOVES_WHOLE
from exports.plan.progress_values import (
    COUNTS,
    FIELDS,
    FollowedRow,
    FollowedTable,
    LateTable,
    ProgressPaper,
    SummaryRow,
)
from exports.typesetting.document_builder import (
    Bar,
    Column,
    Row,
    Span,
    TableHeaderFooter,
    Text,
    bold,
)
from exports.typesetting.styles import HEADING, PLAIN, SMALL_CELL, Align
from kmtui.thai.digits import thai_digits

_NONE = "- ไม่มี -"
_ACTIVITY = 1  # the column that gets the room the others leave
_WIDEST_SHARE = 0.3
_CHART_WIDTH = 39.0  # millimetres
_PERCENT = "ร้อยละ"
_COUNTED, _DONE = "จำนวนกิจกรรม", "แล้วเสร็จ"
_LEGEND = "แผนภูมิ: สีเข้ม แล้วเสร็จ สีอ่อน กำลังดำเนินการ"
_WIDTHS = (12, 43, 36, 36, 27, 25, 41, 40)


def draw_summary(paper: Paper, value: ProgressPaper) -> None:
    """Draw the counts of each group, with a bar for the shares done and under way."""
    paper.bookmark("สรุปผล")
    paper.write("๑. สรุปผล", HEADING)
    *counts, percent = count_columns(paper, _COUNTED, _DONE)
    taken = sum(each.width for each in (*counts, percent)) + _CHART_WIDTH
    columns = [
        Column("รายการ", paper.width - taken),
        *counts,
        percent,
        Column("แผนภูมิ", _CHART_WIDTH, group=_DONE),
    ]
    rows: list[list[Text | Bar] | Span] = [_summed(value.total)]
    for summary in value.summaries:
        if not summary.rows:
            continue
        rows.append(Span(summary.title, keep_next=True))
        rows += [_summed(row) for row in summary.rows]
    paper.table(columns, rows, SMALL_CELL, around=TableHeaderFooter(footer_lines=[_LEGEND]))


def count_columns(
    paper: Paper, counted: str = "", done: str = "", *, is_tight: bool = False
) -> list[Column]:
    """Return the columns of the counts and of the percentage, as wide as their heads need.

    `counted` and `done` are the titles above those of the counts and of the percentage.
    """
    widths = head_widths(paper, (*COUNTS, _PERCENT), SMALL_CELL, is_tight=is_tight)
    groups = (*[counted] * len(COUNTS), done)
    return [
        Column(head, width, Align.CENTRE, group)
        for head, width, group in zip((*COUNTS, _PERCENT), widths, groups, strict=True)
    ]


def _summed(row: SummaryRow) -> list[Text | Bar]:
    return [row.title, *row.counts, row.percent, Bar("", row.done, row.underway)]


def draw_late(paper: Paper, rows: tuple[LateTable, ...]) -> None:
    """Draw the list of overdue activities."""
    paper.bookmark("กิจกรรมที่เกินกำหนด")
    paper.write("๒. กิจกรรมที่เกินกำหนด", HEADING)
    if not rows:
        paper.write(_NONE, PLAIN.but(left=8))
        return
    draw_late_tables(paper, rows, with_status=True)


def draw_late_tables(
    paper: Paper, tables: Sequence[LateTable], *, with_status: bool = False
) -> None:
    """Draw overdue activities in one table, each group below the goal and process it belongs to."""
    late = [row for table in tables for row in table.rows]
    heads = ("ที่", "กิจกรรม", "ผู้รับผิดชอบ", "ครบกำหนด", "สถานะ")[: 5 if with_status else 4]
    cells = [
        (thai_digits(number), row.activity, row.owners, row.due, row.status)[: len(heads)]
        for number, row in enumerate(late, 1)
    ]
    most = paper.width * _WIDEST_SHARE
    widths = [
        fitted_width(paper, head, (row[at] for row in cells), SMALL_CELL, most)
        for at, head in enumerate(heads)
    ]
    widths[_ACTIVITY] = paper.width - sum(widths) + widths[_ACTIVITY]
    aligned = (Align.CENTRE, Align.LEFT, Align.LEFT, Align.CENTRE, Align.CENTRE)
    columns = [Column(*each) for each in zip(heads, widths, aligned, strict=False)]
    numbered, rows = iter(cells), list[Row]()
    for table in tables:
        rows.append(Span(table.title, keep_next=True))
        rows += [next(numbered) for _ in table.rows]
    paper.table(columns, rows, SMALL_CELL)


def draw_tables(paper: Paper, tables: Sequence[FollowedTable]) -> None:
    """Draw every table of the plan, each activity with its progress."""
    paper.bookmark("ผลการดำเนินงานรายกิจกรรม")
    paper.write("๓. ผลการดำเนินงานรายกิจกรรม", HEADING)
    if not tables:
        paper.write(_NONE, PLAIN.but(left=8))
    widths = _widths(paper, [row for table in tables for row in table.rows])
    for number, table in enumerate(tables):
        paper.space(4 if number else 0)
        _draw_table(paper, table, widths)


def _widths(paper: Paper, rows: Sequence[FollowedRow]) -> list[float]:
    """Return the widths of the columns; those with nothing in any row are as wide as their head."""
    heads = head_widths(paper, FIELDS, SMALL_CELL)
    filled = zip(*map(cells_of, rows), strict=True)
    is_used = [any(text not in ("", "-") for text in column) for column in filled]
    usual = zip(_WIDTHS, heads, is_used or [True] * len(FIELDS), strict=True)
    return [width if used else min(width, head) for width, head, used in usual]


def cells_of(row: FollowedRow) -> tuple[str, ...]:
    """Return the texts of a row in the order of `FIELDS`."""
    return (
        row.number,
        row.activity,
        row.indicator,
        row.target,
        row.actual.text,
        row.status,
        row.notes,
        row.evidence,
    )


def _draw_table(paper: Paper, table: FollowedTable, widths: Sequence[float]) -> None:
    aligned = (Align.CENTRE, *[Align.LEFT] * 3, *[Align.CENTRE] * 2, *[Align.LEFT] * 2)
    columns = [Column(*each) for each in zip(FIELDS, widths, aligned, strict=True)]
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
