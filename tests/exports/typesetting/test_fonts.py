"""The office's font is found, and a wrong setting says what to do."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exports.typesetting.fonts import Font, FontFault, choose_font


def install(folder: Path, source: Path, family: str, style: str, name: str) -> Path:
    """Put a font into a folder under another family's name."""
    folder.mkdir(parents=True, exist_ok=True)
    with TTFont(source) as font:
        for name_id, text in ((1, family), (2, style), (16, family), (17, style)):
            font["name"].setName(text, name_id, 3, 1, 0x409)
        font["name"].removeNames(platformID=1)
        font.save(folder / name)
    return folder / name


@pytest.fixture
def sarabun(default_font: Font) -> Font:
    return default_font


def test_without_an_office_font_sarabun_is_scaled_to_its_size(sarabun: Font) -> None:
    assert sarabun.family == "Sarabun"
    assert sarabun.scale == 0.683
    assert sarabun.bold.name == "Sarabun-Bold.ttf"
    assert "TH Sarabun" in sarabun.reason


def test_an_installed_office_font_is_found_by_its_family(tmp_path: Path, sarabun: Font) -> None:
    deep = tmp_path / "fonts" / "truetype"
    install(deep, sarabun.regular, "TH SarabunPSK", "Regular", "THSarabun.ttf")
    bold = install(deep, sarabun.bold, "TH SarabunPSK", "Bold", "THSarabun Bold.ttf")
    found = choose_font(folders=[tmp_path])
    assert (found.family, found.bold, found.scale) == ("TH SarabunPSK", bold, 1.0)


def test_th_sarabun_new_is_preferred_to_other_installed_fonts(
    tmp_path: Path, sarabun: Font
) -> None:
    install(tmp_path, sarabun.regular, "TH SarabunIT๙", "Regular", "THSarabunIT๙.ttf")
    install(tmp_path, sarabun.regular, "TH Sarabun New", "Regular", "z-sarabun-new.ttf")
    assert choose_font(folders=[tmp_path]).family == "TH Sarabun New"


def test_a_font_without_a_bold_file_uses_the_regular_one_for_both(
    tmp_path: Path, sarabun: Font
) -> None:
    alone = tmp_path / "alone.ttf"
    shutil.copy(sarabun.regular, alone)
    found = choose_font(alone)
    assert (found.regular, found.bold) == (alone, alone)


def test_the_bold_file_is_found_beside_a_configured_regular_one(sarabun: Font) -> None:
    found = choose_font(sarabun.regular, folders=[])
    assert (found.regular, found.bold) == (sarabun.regular, sarabun.bold)
    assert found.scale == pytest.approx(0.683, abs=0.001)


def test_a_configured_font_folder_is_searched(sarabun: Font, tmp_path: Path) -> None:
    install(tmp_path, sarabun.regular, "TH Sarabun New", "Regular", "a.ttf")
    install(tmp_path, sarabun.bold, "TH Sarabun New", "Bold", "b.ttf")
    found = choose_font(tmp_path)
    assert (found.family, found.bold.name, found.scale) == ("TH Sarabun New", "b.ttf", 1.0)


@pytest.mark.parametrize("name", ["absent.ttf", "text.ttf", "empty"])
def test_a_font_that_cannot_be_used_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "text.ttf").write_text("not a font")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FontFault, match="แก้ที่อยู่แบบอักษรในการตั้งค่า"):
        choose_font(tmp_path / name)


def test_a_broken_installed_font_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "THSarabunNew.ttf").write_bytes(b"\0\1\0\0garbage")
    assert choose_font(folders=[tmp_path, tmp_path / "absent"]).family == "Sarabun"


@pytest.mark.parametrize("module", ["typesetting.fonts", "typesetting.styles", "files.writing"])
def test_modules_without_pages_do_not_load_the_pdf_engine(module: str) -> None:
    heavy = "{'fpdf', 'uharfbuzz', 'fontTools'}"
    code = f"import sys, exports.{module}; print({heavy} & {{*sys.modules}})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"


def test_a_font_with_thai_shapes_for_arabic_digits_is_not_chosen_automatically(
    tmp_path: Path,
) -> None:
    plain = choose_font(folders=[])
    disguised = tmp_path / "THSarabunIT9.ttf"
    with TTFont(plain.regular) as font:
        glyphs, cmap = font["glyf"], font.getBestCmap()
        for arabic, thai in zip("0123456789", "๐๑๒๓๔๕๖๗๘๙", strict=True):
            glyphs[cmap[ord(arabic)]] = glyphs[cmap[ord(thai)]]
        font["name"].setName("TH SarabunIT๙", 1, 3, 1, 0x409)
        font["name"].setName("TH SarabunIT๙", 16, 3, 1, 0x409)
        font.save(disguised)
    assert choose_font(folders=[tmp_path]).family == plain.family
    assert choose_font(disguised).regular == disguised
