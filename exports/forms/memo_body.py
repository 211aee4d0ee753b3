"""The lower part of a memo: its closing, who signs, and lines for the opinions that follow."""

from dataclasses import dataclass

from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE, DocumentBuilder, DottedField
from exports.typesetting.styles import BODY_SPACED, PLAIN

_OPINION_LINES = 2


@dataclass(frozen=True)
class SignatureBlock:
    """A place to sign; with a heading it is an opinion, with lines to write it on.

    `opinion` is what was written, where it is recorded.
    """

    heading: str
    lines: tuple[str, ...]
    opinion: str = ""


def draw_closing(
    paper: DocumentBuilder, closing: str, proposers: tuple[SignatureBlock, ...]
) -> None:
    """Write the closing sentence and who proposes."""
    first, others = proposers[0], proposers[1:]
    # The first name stays with the sentence that it signs.
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        paper.write(closing, BODY_SPACED)
        paper.signature(*first.lines)
    for signer in others:
        paper.signature(*signer.lines)


def draw_opinion(paper: DocumentBuilder, signer: SignatureBlock) -> None:
    """Write an opinion's heading, what was written or lines to write on, and who signs."""
    paper.space(6)
    with paper.keep_together():
        paper.write(signer.heading, PLAIN.but(keep_next=True))
        if signer.opinion:
            paper.write(signer.opinion, PLAIN.but(left=10, keep_next=True))
        else:
            for _ in range(_OPINION_LINES):
                paper.fields(DottedField("", ""), label=PLAIN)
        paper.signature(*signer.lines)
