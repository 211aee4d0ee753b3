"""The one rule that says whether a paper may be signed as printed, or is a draft (ร่าง).

A paper that bears a number is a draft until it has one; a paper that must carry the emblem is one
without it (ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖). It is printed all the same: a draft
is better than no paper on the day that it is needed.
"""

from pathlib import Path

from msgspec import Struct

from exports.typesetting.pdf.emblem import unreadable_emblem
from exports.typesetting.pdf.pictures import is_picture
from exports.typesetting.styles import Mark
from models.office.emblem import Emblem

_NO_EMBLEM = "ยังไม่มีตราครุฑ จึงพิมพ์เป็นร่าง ตั้งแฟ้มตรา (SVG หรือ PNG) ในการตั้งค่า หรือตั้งว่ากระดาษมีครุฑพิมพ์ไว้แล้ว"


class Readiness(Struct, frozen=True):
    """The mark of a paper, what it lacks as sentences for the user, and its emblem to draw.

    `emblem` is None if there is none, or if the paper in the printer carries it.
    """

    mark: Mark
    warnings: tuple[str, ...]
    emblem: Path | None

    @property
    def is_draft(self) -> bool:
        """Whether the paper may not be signed as it is."""
        return self.mark is Mark.DRAFT


def readiness(
    paper: str,
    emblem: Emblem,
    *,
    is_numbered: bool | None,
    lacks: tuple[str, ...] = (),
    is_copy: bool = False,
) -> Readiness:
    """Return the mark, the warnings and the emblem of a paper that must carry the emblem.

    Args:
        paper: the kind of paper in Thai, for the sentence on its number.
        emblem: the office's emblem.
        is_numbered: whether it has its number; None if papers of its kind bear none.
        lacks: sentences on what makes it a draft; given any, none is added on the number.
        is_copy: whether it is a file copy (สำเนาคู่ฉบับ), which is marked so if it is no draft.
    """
    unnumbered = (f"{paper}นี้ยังไม่ออกเลข ออกเลขก่อนเสนอลงนาม",) if is_numbered is False else ()
    picture, fault = _drawn(emblem)
    warnings = (*(lacks or unnumbered), *fault)
    mark = Mark.DRAFT if warnings else Mark.FILE_COPY if is_copy else Mark.NONE
    return Readiness(mark, warnings, picture)


def _drawn(emblem: Emblem) -> tuple[Path | None, tuple[str, ...]]:
    """Return the picture to draw, and the sentence on a missing or unreadable one.

    Neither for paper that carries the emblem already.
    """
    if emblem.is_preprinted:
        return None, ()
    if emblem.picture is None:
        return None, (_NO_EMBLEM,)
    if not is_picture(emblem.picture):
        return None, (unreadable_emblem(emblem.picture),)
    return emblem.picture, ()
