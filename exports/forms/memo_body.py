"""The lower part of a memo: closing, signatures, and dotted lines for opinions."""

from msgspec import Struct

from exports.drawing import Paper
from exports.forms.blank_lines import draw_blank_lines
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE
from exports.typesetting.styles import BODY_SPACED, PLAIN

_OPINION_LINES = 2


class SignatureBlock(Struct, frozen=True):
    """A signature; with a heading it is that of an opinion, with dotted lines to write it on.

    Attributes:
        opinion: the recorded opinion, printed instead of the empty lines.
    """

    heading: str
    lines: tuple[str, ...]
    opinion: str = ""


def draw_closing(paper: Paper, closing: str, proposers: tuple[SignatureBlock, ...]) -> None:
    """Write the closing sentence and the signatures of the proposers, at least one."""
    first, others = proposers[0], proposers[1:]
    # A page break must not part the first signature from the sentence it signs.
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.write(closing, BODY_SPACED)
        paper.signature(*first.lines)
    for signer in others:
        paper.signature(*signer.lines)


def draw_opinion(paper: Paper, signer: SignatureBlock) -> None:
    """Write the heading of an opinion, its text or lines to write on, and the signature."""
    paper.space(6)
    with paper.keep_together():
        paper.write(signer.heading, PLAIN.but(keep_next=True))
        if signer.opinion:
            paper.write(signer.opinion, PLAIN.but(left=10, keep_next=True))
        else:
            draw_blank_lines(paper, _OPINION_LINES)
        paper.signature(*signer.lines)
