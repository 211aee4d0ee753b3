"""The head of a memo (บันทึกข้อความ): emblem, title, and labels on dotted lines."""

from pathlib import Path

from msgspec import Struct

from exports.drawing import Paper
from exports.forms.heading import telephone_line
from exports.typesetting.document_builder import DottedField
from exports.typesetting.styles import MEMO_TITLE, PLAIN, URGENCY

_EMBLEM_HEIGHT = 15.0  # millimetres
_NUMBER_WIDTH = 80.0
_SENDER = "ส่วนราชการ"
_WIDER_THAN_LABEL = "ส่วนราชการส่วน"  # in the style of the text, which is smaller


class MemoHead(Struct, frozen=True):
    """The fields on the dotted lines of a memo, and its addressee, all as printed.

    `telephone` follows the division, as ระเบียบงานสารบรรณ ข้อ ๑๒.๑ requires. `urgency`
    (ชั้นความเร็ว) is red below the title; empty for none.
    """

    division: str
    number: str
    dated: str
    subject: str
    to: str
    telephone: str = ""
    urgency: str = ""


def draw_memo_head(paper: Paper, head: MemoHead, emblem: Path | None) -> None:
    """Draw the head down to the line of the addressee (เรียน); `emblem` None leaves no picture."""
    paper.emblem(emblem, _EMBLEM_HEIGHT)
    paper.write("บันทึกข้อความ", MEMO_TITLE.but(keep_next=True))
    if head.urgency:
        paper.write(head.urgency, URGENCY)
    _draw_sender(paper, head.division, telephone_line(head.telephone))
    paper.fields(DottedField("ที่", head.number, _NUMBER_WIDTH), DottedField("วันที่", head.dated))
    paper.fields(DottedField("เรื่อง", head.subject))
    paper.space(2)
    paper.beside("เรียน", head.to, PLAIN.but(keep_next=True), left_width=12)


def _draw_sender(paper: Paper, division: str, telephone: str) -> None:
    """Draw the division with its telephone, which gets its own line if it would be broken."""
    together = f"{division}  {telephone}".rstrip()
    if not telephone or paper.line_count(f"{_WIDER_THAN_LABEL} {together}", PLAIN) == 1:
        paper.fields(DottedField(_SENDER, together))
        return
    paper.fields(DottedField(_SENDER, division))
    paper.fields(DottedField("", telephone))
