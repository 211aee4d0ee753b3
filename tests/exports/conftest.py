"""The fonts that pages are tested with."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from exports.typesetting.fonts import Font, choose_font
from exports.typesetting.pdf_canvas import PdfMetadata

OFFICE_FONTS = Path(__file__).parents[3] / "shared" / "fonts"


@pytest.fixture(params=["Sarabun", "TH Sarabun New"])
def font(request: pytest.FixtureRequest) -> Font:
    """Both the font that comes with the program and the one that offices have."""
    if request.param == "Sarabun":
        return choose_font(folders=[])
    if not OFFICE_FONTS.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    return choose_font(OFFICE_FONTS)


@pytest.fixture
def default_font() -> Font:
    return choose_font(folders=[])


@pytest.fixture
def origin() -> PdfMetadata:
    return PdfMetadata(
        "รายงานการประชุม", "เทศบาลตำบลตัวอย่าง", datetime(2020, 9, 22, tzinfo=UTC), "test"
    )
