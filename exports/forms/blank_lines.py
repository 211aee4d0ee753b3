"""Room to write on by hand: dotted lines in place of a text that is not stored."""

from exports.drawing import Paper
from exports.typesetting.fields import DottedField
from exports.typesetting.styles import BODY, HEADING, PLAIN


def draw_blank_lines(paper: Paper, count: int) -> None:
    """Draw so many dotted lines, each as wide as the text."""
    for _ in range(count):
        paper.fields(DottedField("", ""), label=PLAIN)


def draw_text_or_lines(paper: Paper, heading: str, text: str, count: int) -> None:
    """Draw a heading and its text; if that is empty, `count` dotted lines on the same page."""
    if text:
        paper.write(heading, HEADING)
        paper.write(text, BODY)
        return
    with paper.keep_together():
        paper.write(heading, HEADING)
        draw_blank_lines(paper, count)
