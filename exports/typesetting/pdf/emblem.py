"""The office's emblem at the top of a document; lengths are millimetres."""

from collections.abc import Callable
from pathlib import Path

from exports.typesetting.pagination import Flowable, Paginator

_TOP = 15.0
_BELOW = 3.0


def unreadable_emblem(picture: Path) -> str:
    """Return the warning for an emblem that cannot be read."""
    return f"อ่านแฟ้มตรา {picture} ไม่ได้ เว้นที่ไว้ให้แล้ว แก้ที่อยู่แฟ้มตราในการตั้งค่า"


def emblem_strip(
    stack: Paginator,
    picture: Path | None,
    height: float,
    tell: Callable[[str], None],
    *,
    centred: bool,
    at_edge: bool,
) -> Flowable:
    """Return a flowable that draws the emblem, `height` mm high, and takes space only if centred.

    When it is drawn, it calls `tell` with a warning if the picture is unreadable. `at_edge` places
    it 15 mm below the edge of the page, else it is at the current position.
    """
    left = stack.left + (stack.width - height) / 2 * centred
    end = height + _BELOW - (stack.margins.top - _TOP if at_edge else 0)

    def draw(top: float) -> None:
        place = left, _TOP if at_edge else top, height, height
        if picture is not None and not stack.sheet.picture(picture, *place):
            tell(unreadable_emblem(picture))

    return Flowable(end if centred else 0, draw, keep_next=True)
