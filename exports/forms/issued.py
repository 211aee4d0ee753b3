"""What orders and announcements share: the head below the emblem, and the end with who signs it."""

from pathlib import Path

from exports.typesetting.document_builder import TEXT_WITH_SIGNATURE, DocumentBuilder
from exports.typesetting.styles import BODY, BODY_SPACED, SMALL_CELL, TITLE
from models.committees.approvals import ApprovalMemoView
from models.people.records import Post

_EMBLEM_HEIGHT = 30.0  # millimetres
_FOOT_LEFT = 105.0
_INTO_MARGIN = 10.0  # initials stand at the edge of the page
_UNKNOWN_INITIALS = 3  # lines to fill in by hand where no memo tells the route
_TO_INITIAL = "..................."
_OWN_INITIALS = ("ร่าง", "พิมพ์", "ทาน")


def initials_after(
    memo: ApprovalMemoView | None, own: tuple[str, ...] = _OWN_INITIALS
) -> tuple[str, ...]:
    """Who initials a file copy: from the post below the signer's down to the one above who
    drafted it, as on the route of the memo; then `own`: who drafted, typed and read it.
    """
    if memo is None:
        return (*[""] * _UNKNOWN_INITIALS, *own)
    below_the_signer = (*memo.proposers[1:], *memo.opinions[:-1])
    return (*(_short(each.post_id) for each in reversed(below_the_signer)), *own)


def _short(post_id: int) -> str:
    post = Post.get_by_id(post_id)
    return str(post.short_name or post.name)


def draw_head(paper: DocumentBuilder, emblem: Path | None, heading: tuple[str, ...]) -> None:
    """Draw the emblem, the title lines and the short line below them."""
    paper.emblem(emblem, _EMBLEM_HEIGHT, centred=True)
    for line in heading:
        fits = paper.line_count(line, TITLE) == 1
        paper.write(line if fits else _apart(line), TITLE)
    paper.rule()


def _apart(title: str) -> str:
    """A title too long for its line, with the words in brackets at its end on a line of their own.

    >>> _apart("เรื่อง การจัดการความรู้ (Knowledge Management)")
    'เรื่อง การจัดการความรู้\\n(Knowledge Management)'
    """
    words, bracket, inner = title.rpartition(" (")
    return f"{words}\n({inner}" if bracket and title.endswith(")") else title


def draw_end(
    paper: DocumentBuilder,
    closing: str,
    given: str,
    signature: tuple[str, ...],
    initials: tuple[str, ...],
    *,
    is_copy: bool,
) -> None:
    """Draw the last sentence, the day, and who signs; the initials on a file copy only.

    A copy has the pages of its original: both keep the room of the initials. All of it stays on
    one page, because a page with nothing but a signature could be put behind any other paper.
    """
    with paper.keep_together(TEXT_WITH_SIGNATURE):
        if closing:
            paper.write(closing, BODY_SPACED)
        paper.write(given, BODY.but(first=50, before=3))
        paper.signature(*signature)
        lines = [f"{_TO_INITIAL} {who}" for who in initials]
        paper.foot(lines, SMALL_CELL, left=_FOOT_LEFT, below=_INTO_MARGIN, drawn=is_copy)
