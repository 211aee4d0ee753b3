"""Pictures in a PDF: SVG and PNG files, drawn or only looked at."""

import io
import warnings
from pathlib import Path
from xml.parsers import expat

from fpdf import FPDF
from fpdf.errors import FPDFException

from models.storage.own_files import read_file

_PNG = b"\x89PNG\r\n\x1a\n"
_END_OF_PNG = b"IEND"
_TRIED_MM = 30.0


def draw_picture(pdf: FPDF, path: Path, x: float, y: float, width: float, height: float) -> bool:
    """Draw an SVG or PNG centred in a box; return False if it cannot be read."""
    try:
        content = io.BytesIO(read_file(path))
        # The user can do nothing about a warning of fpdf2 on the picture's format.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            pdf.image(content, x, y, width, height, keep_aspect_ratio=True)
    except (OSError, ValueError, LookupError, ArithmeticError, FPDFException):
        return False
    return True


def can_be_drawn(path: Path) -> bool:
    """Return whether a file can be drawn; draws it on a page that is thrown away."""
    scratch = FPDF()
    scratch.add_page()
    return is_picture(path) and draw_picture(scratch, path, 0, 0, _TRIED_MM, _TRIED_MM)


def is_picture(path: Path) -> bool:
    """Return whether a file is a whole PNG or a well-formed SVG; its picture is not decoded."""
    try:
        content = read_file(path)
        return _is_whole_png(content) or _is_svg(content)
    except (OSError, ValueError):
        return False


def _is_whole_png(content: bytes) -> bool:
    return content.startswith(_PNG) and _END_OF_PNG in content[-16:]


def _is_svg(content: bytes) -> bool:
    """Return whether a text is XML with the root element svg and declares no entities."""
    roots: list[str] = []

    def begin(name: str, _attributes: dict[str, str]) -> None:
        if not roots:
            roots.append(name.rpartition(":")[2])

    def refuse(*_declared: object) -> None:
        raise ValueError

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return False
    return roots == ["svg"]
