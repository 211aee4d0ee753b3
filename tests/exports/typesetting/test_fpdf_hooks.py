"""What `exports.typesetting.pdf_canvas` relies on inside fpdf2, which is pinned for that reason."""

import re
from pathlib import Path

import fpdf
from fpdf.enums import PDFResourceType
from fpdf.fonts import Glyph

from exports.typesetting.fonts import Font


def test_the_fpdf2_version_is_the_tested_one() -> None:
    assert fpdf.__version__ == "2.8.9"


def test_appended_operators_are_in_the_page_content_unchanged() -> None:
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf._out("q 0.5 g Q")
    assert pdf.pages[1].contents.endswith(b"q 0.5 g Q\n")


def test_a_font_named_in_the_catalog_is_a_resource_of_the_page(default_font: Font) -> None:
    pdf = fpdf.FPDF()
    pdf.add_font("office", "", default_font.regular)
    pdf.add_page()
    pdf._resource_catalog.add(PDFResourceType.FONT, 1, 1)
    pdf.set_compression(False)
    assert b"/Font <</F1 " in bytes(pdf.output())


def test_a_glyph_gets_one_code_for_each_text(default_font: Font) -> None:
    pdf = fpdf.FPDF()
    pdf.add_font("office", "", default_font.regular)
    subset = pdf.fonts["office"].subset
    first = subset.pick_glyph(Glyph(7, (0xE33,), "x", 500))
    assert subset.pick_glyph(Glyph(7, (0xE33,), "x", 500)) == first
    assert subset.pick_glyph(Glyph(7, (0xE32,), "x", 500)) != first
    assert subset.pick_glyph(Glyph(0, (0x1F600,), ".notdef", 500)) not in (None, 0, first)
    assert "x" in subset.get_all_glyph_names()
    pdf.fonts["office"].close()


def test_only_the_canvas_modules_import_fpdf() -> None:
    naming = [
        path.name
        for path in (Path(__file__).parents[3] / "exports").rglob("*.py")
        if re.search(r"^\s*(?:import|from) fpdf\b", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(naming) == ["embedded_font.py", "pdf_canvas.py", "pictures.py"]
