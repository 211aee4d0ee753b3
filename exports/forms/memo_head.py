"""The head of a memo (บันทึกข้อความ): emblem, title, and labels on dotted lines."""

from dataclasses import dataclass
from pathlib import Path

from exports.typesetting.document_builder import DocumentBuilder, DottedField
from exports.typesetting.styles import MEMO_TITLE, PLAIN

_EMBLEM_HEIGHT = 15.0  # millimetres
_NUMBER_WIDTH = 80.0


@dataclass(frozen=True)
class MemoHead:
    """The fields on the dotted lines of a memo, and its addressee."""

    division: str
    number: str
    dated: str
    subject: str
    to: str


def draw_memo_head(paper: DocumentBuilder, head: MemoHead, emblem: Path | None) -> None:
    """Draw the head down to the line of the addressee (เรียน)."""
    paper.emblem(emblem, _EMBLEM_HEIGHT)
    paper.write("บันทึกข้อความ", MEMO_TITLE.but(keep_next=True))
    paper.fields(DottedField("ส่วนราชการ", head.division))
    paper.fields(DottedField("ที่", head.number, _NUMBER_WIDTH), DottedField("วันที่", head.dated))
    paper.fields(DottedField("เรื่อง", head.subject))
    paper.space(2)
    paper.beside("เรียน", head.to, PLAIN.but(keep_next=True), left_width=12)
