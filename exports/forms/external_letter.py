"""The external letter (หนังสือภายนอก) to people outside the municipality, with the Garuda.

Laid out by form 1 of ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ข้อ ๑๑.
"""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from exports.drawing import Paper
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE
from exports.typesetting.styles import BODY_SPACED, PLAIN

_EMBLEM_HEIGHT = 30.0  # millimetres
_MIDDLE = 80.0
_OFFICE_LEFT = 100.0
_LABEL_WIDTH = 12.0
_END = "ขอแสดงความนับถือ"


class ExternalLetterHead(Struct, frozen=True):
    """The fields above the text of a letter, and the contact below it.

    Attributes:
        number: the letter's number, with the office's prefix.
        sender: the office, and the lines of its address.
        dated: the date as printed.
        to: the addressee.
        owner: the division responsible for the matter, printed at the foot.
        contact: its telephone and e-mail below it, a line each.
    """

    number: str
    sender: tuple[str, ...]
    dated: str
    subject: str
    to: str
    owner: str
    contact: tuple[str, ...] = ()


def draw_external_letter(
    paper: Paper,
    head: ExternalLetterHead,
    emblem: Path | None,
    text: Callable[[], None],
    closing: tuple[str, ...],
    signature: tuple[str, ...],
) -> None:
    """Draw a whole letter.

    Args:
        emblem: a picture file; None leaves its space empty.
        text: draws the paragraphs between the head and `closing`.
        closing: the last paragraphs, which stay on the page of the signature.
        signature: its lines.
    """
    paper.emblem(emblem, _EMBLEM_HEIGHT, centred=True)
    first, *others = head.sender
    paper.beside(f"ที่ {head.number}", first, PLAIN, left_width=_OFFICE_LEFT)
    for line in others:
        paper.write(line, PLAIN.but(left=_OFFICE_LEFT))
    paper.write(head.dated, PLAIN.but(left=_MIDDLE, before=3))
    paper.space(3)
    paper.beside("เรื่อง", head.subject, PLAIN, left_width=_LABEL_WIDTH)
    paper.space(2)
    paper.beside("เรียน", head.to, PLAIN.but(keep_next=True), left_width=_LABEL_WIDTH)
    text()
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        for paragraph in closing:
            paper.write(paragraph, BODY_SPACED)
        # The signer's name stands below the middle of the closing.
        paper.signature(_END, above=4)
        paper.signature(*signature)
        paper.write(head.owner, PLAIN.but(before=6))
        for line in head.contact:
            paper.write(line, PLAIN)
