"""The Garuda emblem (ตราครุฑ) of the office's papers: a picture, or preprinted paper."""

from pathlib import Path

from msgspec import Struct

from models.storage.disk import is_file


class Emblem(Struct, frozen=True):
    """The source of the emblem on papers that must carry it.

    ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ พ.ศ. ๒๕๒๖ ข้อ ๑๑, ๑๒, ๑๖ และ ๒๐.

    Attributes:
        picture: the file to draw, SVG or PNG; None if there is none.
        is_preprinted: whether the paper in the printer carries the emblem (กระดาษตราครุฑ).
    """

    picture: Path | None = None
    is_preprinted: bool = False

    @property
    def is_given(self) -> bool:
        """Whether papers get the emblem; a file that is gone gives none."""
        return self.is_preprinted or (self.picture is not None and is_file(self.picture))


NO_EMBLEM = Emblem()
