"""The rows of the evidence board: steps and items, proofs and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kmtui.thai.dates import DateStyle, format_date
from kmtui.thai.digits import thai_digits
from models.evidence.values import Board, EvidenceGap, EvidenceGapKind, Proof, Requirement
from screens.lists.row_screen import Row, info_row
from screens.widgets.label import LabelLine as ShownLine
from screens.widgets.label import Part, WrappedLines, lines
from screens.widgets.row_list import CellRow, ListCell

# The key of a row in the left pane: a step or an item, and its number.
RequirementRowKey = tuple[str, int]
STEP, ITEM = "step", "item"
_STATE_CELLS = 8
# Gaps of this kind name who has not signed; all others name what is missing.
_NOT_DONE = (EvidenceGapKind.REPLY, EvidenceGapKind.ACKNOWLEDGEMENT)


def line_rows(board: Board) -> Iterator[Row]:
    """Yield the rows of the six steps, then those of the eight items."""
    yield _heading("ขั้นตอน ๖ ขั้น", sum(each.is_whole for each in board.steps), len(board.steps))
    for line in board.steps:
        yield Row(_line_row(line), (STEP, line.number))
    whole = sum(each.is_whole for each in board.items)
    yield _heading("องค์ประกอบ LO ๘ ข้อ", whole, len(board.items))
    for line in board.items:
        yield Row(_line_row(line), (ITEM, line.number))


def _heading(title: str, whole: int, total: int) -> Row:
    return info_row(f"{title}  ครบ {thai_digits(whole)}/{thai_digits(total)}")


def _line_row(line: Requirement) -> CellRow:
    title = f"{thai_digits(line.number)} {line.title}"
    return CellRow(ListCell(f" {requirement_state_label(line)}", _STATE_CELLS), ListCell(title))


def requirement_state_label(line: Requirement) -> str:
    """Return whether a step or item is proven, lacks proofs or has none, as a sign and words."""
    if line.is_whole:
        return "✓ ครบ"
    return f"✗ ขาด {thai_digits(len(line.gaps))}" if line.gaps else "○ ว่าง"


def requirement_of_row(board: Board, row_key: RequirementRowKey) -> Requirement:
    """Return the step or item of a row."""
    kind, number = row_key
    return (board.steps if kind == STEP else board.items)[number - 1]


def part_rows(line: Requirement, today: date) -> Iterator[Row]:
    """Yield the rows of gaps, waived gaps and proofs; their keys are numbered from 0 by kind."""
    if line.gaps:
        yield info_row("สิ่งที่ขาด (Enter ไปแก้  N ไม่ดำเนินการ)")
        for at, gap in enumerate(line.gaps):
            yield Row(WrappedLines(tuple(_gap_lines(gap, today))), ("gap", at))
        yield info_row()
    if line.waived:
        yield info_row("ไม่ดำเนินการ มีเหตุผล (N กลับมานับ)")
        for at, waiver in enumerate(line.waived):
            reason = (f"  เพราะ{waiver.reason}", "$text-muted")
            said = lines((" – ", "bold"), waiver.label, reason, hanging=3)
            yield Row(WrappedLines(tuple(said)), ("waived", at))
        yield info_row()
    yield info_row("หลักฐานที่มี (Enter พิมพ์)" if line.proofs else "ยังไม่มีหลักฐาน")
    for at, proof in enumerate(line.proofs):
        yield Row(_proof_row(proof), ("proof", at))


def _gap_lines(gap: EvidenceGap, today: date) -> list[ShownLine]:
    late = gap.due_on is not None and gap.due_on < today
    what = gap.label if gap.kind in _NOT_DONE else f"ขาด{gap.label}"
    said: list[Part] = [(" ✗ ", "bold"), what]
    found = lines(*said, hanging=3)
    due = f"ภายใน {format_date(gap.due_on, DateStyle.SHORT)}" if gap.due_on is not None else ""
    who = "  ".join(filter(None, (gap.who, due)))
    parts: list[Part] = [(who, "$text-muted")]
    if late:
        parts.append(("  ! เกินกำหนด", "bold"))
    return [*found, *lines(*parts, indent=3, hanging=2)]


def _proof_row(proof: Proof) -> WrappedLines:
    mark = "  (เอกสารแนบ)" if proof.attachment is not None else ""
    return WrappedLines(
        tuple(lines((" ✓ ", "bold"), proof.label, (mark, "$text-muted"), hanging=3))
    )
