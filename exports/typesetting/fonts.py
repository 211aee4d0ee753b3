"""Selection of a document's font, with the reason as a sentence.

The office font is TH Sarabun 16 point (cabinet resolution of 7 September 2010). The sizes in
`exports.typesetting.styles` are given for it; `Font.scale` turns them into those of the font used.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from models.errors import KmError
from models.storage.own_files import opened_regular

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

OFFICE_FAMILIES = ("TH Sarabun New", "TH SarabunPSK", "TH SarabunIT๙", "TH SarabunIT9")
SARABUN_SCALE = 0.683
# Height of ก above the baseline in TH Sarabun New, as a share of the size: other fonts are scaled
# until theirs is as high.
_KO_KAI_HEIGHT = 0.4
_LONGEST_TOLD = 60


class FontFault(KmError):
    """The font named in the settings cannot be used."""


class Font(Struct, frozen=True):
    """A font family to draw with.

    Attributes:
        regular: the font file.
        bold: the file of the bold weight; that of the regular one if there is none.
        scale: the factor by which sizes are multiplied so that letters are as large as in TH
            Sarabun.
        reason: a Thai sentence on why the font was chosen.
    """

    family: str
    regular: Path
    bold: Path
    scale: float
    reason: str


class _File(Struct, frozen=True):
    path: Path
    family: str
    bold: bool
    is_disguised: bool
    """True if it draws the shapes of Thai digits for Arabic ones, as TH SarabunIT๙ does."""


def choose_font(configured: Path | None = None, folders: Iterable[Path] | None = None) -> Font:
    """Return the configured font, else TH Sarabun if it is installed, else the packaged Sarabun.

    Args:
        configured: a TrueType file, or a folder of them.
        folders: searched for installed fonts instead of the system's own folders.

    Raises:
        FontFault: the configured font does not exist, cannot be read, is no upright TrueType font,
            or has no Thai letters.
    """
    if configured is not None:
        try:
            return _configured(configured.expanduser())
        except (OSError, RuntimeError) as error:
            told = f"อ่านแบบอักษรที่ {str(configured)[:_LONGEST_TOLD]} ไม่ได้"
            raise FontFault(f"{told} ตรวจที่อยู่และสิทธิ์ของแฟ้ม หรือแก้แบบอักษรในการตั้งค่า") from error
    installed = list(_read_all(_sarabun_files(font_folders() if folders is None else folders)))
    for family in OFFICE_FAMILIES:
        # Text copied from a paper in a disguised font has other digits than the paper shows.
        files = [file for file in installed if file.family == family and not file.is_disguised]
        if files:
            return _font(files, 1.0, f"พบ {family} ติดตั้งอยู่ในเครื่อง")
    return _packaged()


def font_folders() -> tuple[Path, ...]:
    """Return the folders in which this system keeps fonts, the user's own first."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return (
            local / "Microsoft/Windows/Fonts",
            Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts",
        )
    if sys.platform == "darwin":
        return (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    own = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return (own / "fonts", home / ".fonts", *(Path(p) / "fonts" for p in shared.split(":") if p))


def _configured(path: Path) -> Font:
    if path.is_dir():
        files = list(_read_all(sorted(path.glob("*.[tT][tT][fF]"))))
        files = [file for file in files if not file.is_disguised] or files
        sarabun = [file for file in files if file.family in OFFICE_FAMILIES]
        chosen = sarabun or files
        if not chosen:
            raise FontFault(f"ไม่มีแบบอักษร .ttf ในโฟลเดอร์ {path} แก้ที่อยู่แบบอักษรในการตั้งค่า")
        family = min(chosen, key=_office_rank).family
        files = [file for file in chosen if file.family == family]
    elif path.is_file():
        first = _read(path)
        if first is None:
            raise FontFault(f"แฟ้ม {path} ไม่ใช่แบบอักษร .ttf แก้ที่อยู่แบบอักษรในการตั้งค่า")
        beside = _read_all(sorted(path.parent.glob("*.[tT][tT][fF]")))
        files = [first, *(file for file in beside if file.family == first.family)]
    else:
        raise FontFault(f"ไม่พบแบบอักษรที่ {path} แก้ที่อยู่แบบอักษรในการตั้งค่า หรือลบออก")
    return _font(files, _scale_of(files[0]), f"ตั้งค่าให้ใช้แบบอักษรที่ {path}")


def _office_rank(file: _File) -> int:
    known = file.family in OFFICE_FAMILIES
    return OFFICE_FAMILIES.index(file.family) if known else len(OFFICE_FAMILIES)


def _font(files: list[_File], scale: float, reason: str) -> Font:
    """Return a font made of the files of one family, with sizes multiplied by `scale`.

    A missing weight is replaced by the other one.
    """
    regular = next((file for file in files if not file.bold), files[0])
    bold = next((file for file in files if file.bold), regular)
    return Font(regular.family, regular.path, bold.path, scale, reason)


def _packaged() -> Font:
    import fontpkg_sarabun

    folder = fontpkg_sarabun.ROOT / "files"
    return Font(
        family=fontpkg_sarabun.FAMILY,
        regular=folder / "Sarabun-Regular.ttf",
        bold=folder / "Sarabun-Bold.ttf",
        scale=SARABUN_SCALE,
        reason="เครื่องนี้ไม่มี TH Sarabun จึงใช้ Sarabun ที่มากับโปรแกรม ย่อให้ตัวโตเท่ากัน",
    )


def _sarabun_files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in sorted(names):
                lowered = name.lower()
                if "sarabun" in lowered and lowered.endswith(".ttf"):
                    yield Path(place) / name


def _read_all(paths: Iterable[Path]) -> Iterator[_File]:
    for path in paths:
        file = _read(path)
        if file is not None:
            yield file


def _read(path: Path) -> _File | None:
    """Read family and weight of an upright TrueType file; return None for any other file."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with open(opened_regular(path), "rb") as stream, TTFont(stream, lazy=True) as file:
            names = file["name"]
            style = str(names.getDebugName(17) or names.getDebugName(2) or "").lower()
            family = str(names.getDebugName(16) or names.getDebugName(1) or path.stem)
            upright = "italic" not in style and "oblique" not in style
            ordinary = style in {"", "regular", "normal", "book", "bold"}
            if "glyf" not in file or not (upright and ordinary):
                return None
            return _File(path, family.strip(), "bold" in style, _is_disguised(file))
    except (TTLibError, OSError, KeyError, AssertionError):
        return None


def _is_disguised(font: "TTFont") -> bool:
    cmap = font.getBestCmap() or {}
    arabic, thai = cmap.get(ord("1")), cmap.get(ord("๑"))
    if arabic is None or thai is None:
        return False
    shapes = [font["glyf"][glyph].getCoordinates(font["glyf"])[0] for glyph in (arabic, thai)]
    return bool(shapes[0] == shapes[1])


def _scale_of(file: _File) -> float:
    if file.family in OFFICE_FAMILIES:
        return 1.0
    from fontTools.ttLib import TTFont

    with TTFont(file.path, lazy=True) as font:
        ko_kai = (font.getBestCmap() or {}).get(ord("ก"))
        if ko_kai is None:
            raise FontFault(f"แบบอักษร {file.path} ไม่มีอักษรไทย แก้ที่อยู่แบบอักษรในการตั้งค่า")
        height = font["glyf"][ko_kai].yMax / font["head"].unitsPerEm
    return round(_KO_KAI_HEIGHT / height, 3) if height > 0 else 1.0
