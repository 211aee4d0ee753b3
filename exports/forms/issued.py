"""The parts common to orders and announcements: emblem, head, closing and signature."""

from pathlib import Path

from exports.drawing import Paper
from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE
from exports.typesetting.styles import BODY, BODY_SPACED, SMALL_CELL, TITLE
from models.committees.approvals import ApprovalMemoView
from models.people.records import Post

_EMBLEM_HEIGHT = 30.0  # millimetres
_FOOT_LEFT = 105.0
_INTO_MARGIN = 10.0  # initials are printed at the edge of the page
_UNKNOWN_INITIALS = 3  # lines to fill in by hand if no memo gives the route
_TO_INITIAL = "..................."
_OWN_INITIALS = ("ร่าง", "พิมพ์", "ทาน")


def initials_after(
    memo: ApprovalMemoView | None, own: tuple[str, ...] = _OWN_INITIALS
) -> tuple[str, ...]:
    """Return the labels of the initials on a file copy (สำเนาคู่ฉบับ), from top to bottom.

    First the posts on the memo's route, from the one below the signer down to the one above the
    drafter, or blank lines without a memo; then `own`: drafter, typist and proofreader.
    """
    if memo is None:
        return (*[""] * _UNKNOWN_INITIALS, *own)
    below_the_signer = (*memo.proposers[1:], *memo.opinions[:-1])
    return (*(_short(each.post_id) for each in reversed(below_the_signer)), *own)


def _short(post_id: int) -> str:
    post = Post.get_by_id(post_id)
    return str(post.short_name or post.name)


def draw_head(paper: Paper, emblem: Path | None, heading: tuple[str, ...]) -> None:
    """Draw the emblem, the title lines and the short rule below them."""
    paper.emblem(emblem, _EMBLEM_HEIGHT, centred=True)
    for line in heading:
        fits = paper.line_count(line, TITLE) == 1
        paper.write(line if fits else _apart(line), TITLE)
    paper.rule()


def _apart(title: str) -> str:
    """Move the text in brackets at the end of a title to a line of its own.

    >>> _apart("เรื่อง การจัดการความรู้ (Knowledge Management)")
    'เรื่อง การจัดการความรู้\\n(Knowledge Management)'
    """
    words, bracket, inner = title.rpartition(" (")
    return f"{words}\n({inner}" if bracket and title.endswith(")") else title


def draw_end(
    paper: Paper,
    closing: str,
    given: str,
    signature: tuple[str, ...],
    initials: tuple[str, ...],
    *,
    is_copy: bool,
) -> None:
    """Draw the last sentence, the date and the signature; on a file copy also the initials.

    The original reserves the space of the initials, so that both break into the same pages. The
    whole block stays on one page: a page with only a signature could be attached to any document.

    Args:
        closing: the last sentence; empty for none.
        given: the line with the date.
        initials: the labels, from `initials_after`.
    """
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        if closing:
            paper.write(closing, BODY_SPACED)
        paper.write(given, BODY.but(first=50, before=3))
        paper.signature(*signature)
        lines = [f"{_TO_INITIAL} {who}" for who in initials]
        paper.foot(lines, SMALL_CELL, left=_FOOT_LEFT, below=_INTO_MARGIN, drawn=is_copy)
