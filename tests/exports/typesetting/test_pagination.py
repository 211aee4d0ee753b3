"""Pages: numbers, marks, breaks that leave no line alone."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from exports.typesetting.document_builder import DocumentBuilder, DottedField, Mark
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import BODY, HEADING, PLAIN, Margins, PageMarks
from models.storage.own_files import LARGEST_FILE
from tests.exports.pdf_text import TEXT, bare, pages_of

LINES_ON_A_PAGE = 33


def lines_of(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


@pytest.fixture
def paper(default_font: Font, origin: PdfMetadata) -> DocumentBuilder:
    return DocumentBuilder(default_font, origin)


def fill(paper: DocumentBuilder, lines: int) -> None:
    for number in range(lines):
        paper.write(f"บรรทัด {number}", PLAIN)


def test_pages_from_the_second_have_thai_page_numbers_at_the_top(paper: DocumentBuilder) -> None:
    fill(paper, 3 * LINES_ON_A_PAGE)
    first, second, third, *_ = (lines_of(page) for page in pages_of(paper.finish()))
    assert first[0] == "บรรทัด 0"
    assert second[0] == "- ๒ -"
    assert third[0] == "- ๓ -"


def test_the_draft_mark_is_on_every_page(default_font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(default_font, origin, marks=PageMarks(Mark.DRAFT))
    fill(paper, 2 * LINES_ON_A_PAGE)
    assert all("ร่าง" in page for page in pages_of(paper.finish()))


@pytest.mark.parametrize("used", range(LINES_ON_A_PAGE - 8, LINES_ON_A_PAGE + 1))
def test_page_breaks_leave_no_single_line_of_a_paragraph(paper: DocumentBuilder, used: int) -> None:
    fill(paper, used)
    paper.write(TEXT, BODY)
    first, *rest = (lines_of(page) for page in pages_of(paper.finish()))
    assert len(rest) <= 1
    assert len(first) - used != 1
    assert all(len(page) - 1 != 1 for page in rest)


@pytest.mark.parametrize("used", range(LINES_ON_A_PAGE - 5, LINES_ON_A_PAGE + 1))
def test_a_heading_is_followed_by_two_lines_on_its_page(paper: DocumentBuilder, used: int) -> None:
    fill(paper, used)
    paper.write("หัวข้อ", HEADING)
    paper.write(TEXT, BODY)
    page = next(page for page in map(lines_of, pages_of(paper.finish())) if "หัวข้อ" in page)
    assert len(page) - page.index("หัวข้อ") > 2


@pytest.mark.parametrize("used", range(LINES_ON_A_PAGE - 4, LINES_ON_A_PAGE + 1))
def test_a_signature_is_never_cut(paper: DocumentBuilder, used: int) -> None:
    fill(paper, used)
    paper.signature("(ลงชื่อ)", "(นางตัวอย่าง)", "ตำแหน่ง")
    pages = pages_of(paper.finish())
    assert sum("ลงชื่อ" in page and "ตำแหน่ง" in page for page in pages) == 1


def test_a_long_statement_continues_on_the_next_page_without_its_speaker(
    paper: DocumentBuilder,
) -> None:
    fill(paper, LINES_ON_A_PAGE - 6)
    paper.beside("นายตัวอย่าง ใจดี\nปลัดเทศบาล", TEXT * 3)
    first, second = pages_of(paper.finish())
    assert "นายตัวอย่าง" in first
    assert "ปลัดเทศบาล" in first
    assert "นายตัวอย่าง" not in second
    assert len(lines_of(second)) > 2


def test_a_speaker_longer_than_the_speech_is_not_lost(paper: DocumentBuilder) -> None:
    paper.beside("นายตัวอย่าง ใจดี\nปลัดเทศบาล\nประธานกรรมการ", "รับทราบ")
    paper.write("ต่อไป", PLAIN)
    (page,) = pages_of(paper.finish())
    assert page.index("ประธานกรรมการ") < page.index("ต่อไป")


def test_every_line_of_a_long_speaker_is_beside_the_speech(paper: DocumentBuilder) -> None:
    names = [f"คนที่{number}" for number in range(8)]
    paper.beside("\n".join(names), TEXT * 4)
    page = pypdfium2.PdfDocument(paper.finish())[0].get_textpage()
    text = page.get_text_range()
    assert sorted(names, key=text.index) == names
    left_of_speech = page.get_charbox(text.index(TEXT[:4]))[0] - 1
    for name in names:
        _, bottom, right, top = page.get_charbox(text.index(name))
        assert right < left_of_speech
        assert bare(page.get_text_bounded(left_of_speech, bottom, top=top)), name


def test_a_landscape_page_is_wider_than_high(paper: DocumentBuilder) -> None:
    portrait = paper.width
    paper.write("ตั้ง", PLAIN)
    paper.new_page(landscape=True)
    paper.write("นอน", PLAIN)
    assert paper.width > portrait
    document = pypdfium2.PdfDocument(paper.finish())
    assert [round(page.get_width()) for page in document] == [595, 842]
    document.close()


def test_the_text_stays_inside_the_margins(font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(font, origin, margins=Margins(left=30, right=20))
    paper.write(TEXT * 3, BODY)
    document = pypdfium2.PdfDocument(paper.finish())
    text = document[0].get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars())]
    document.close()
    inked = [box for box in boxes if box[2] > box[0]]
    assert min(box[0] for box in inked) >= 85 - 2
    assert max(box[2] for box in inked) <= 595 - 56.7 + 2


def test_a_long_field_text_continues_on_a_second_dotted_line(paper: DocumentBuilder) -> None:
    paper.fields(DottedField("ที่", "นม ๑", 80), DottedField("วันที่", "๑๗ กันยายน ๒๕๖๓"))
    paper.fields(DottedField("เรื่อง", TEXT))
    paper.write("เรียน", PLAIN)
    content = paper.finish()
    (page,) = pages_of(content)
    assert "กันยายน" in page
    lines = [bare(line) for line in page[page.index("เรื่อง") :].splitlines() if line.strip()]
    written = bare("เรื่อง" + TEXT)
    assert "".join(lines) == written + "เรียน"
    assert len(lines) > 2
    document = pypdfium2.PdfDocument(content)
    dotted = {
        round(each.get_bounds()[1])
        for each in document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH])
    }
    document.close()
    assert len(dotted) == len(lines)  # one below the first field line, and each line of the text


def test_a_missing_emblem_leaves_its_space_empty_and_a_broken_one_adds_a_warning(
    paper: DocumentBuilder, tmp_path: Path
) -> None:
    broken = tmp_path / "ครุฑ.svg"
    broken.write_text("<svg")
    paper.emblem(None, 15)
    paper.emblem(broken, 30, centred=True)
    paper.write("คำสั่ง", PLAIN)
    paper.finish()
    (note,) = paper.notes
    assert str(broken) in note


@pytest.mark.parametrize("kind", ["/dev/zero", "pipe", "folder", "large.png"])
def test_an_emblem_path_without_a_picture_file_adds_a_note_and_does_not_block(
    paper: DocumentBuilder, tmp_path: Path, kind: str
) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with (tmp_path / "large.png").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    paper.emblem(tmp_path / kind, 15)
    paper.finish()
    assert [note for note in paper.notes if kind in note and "อ่านแฟ้มตรา" in note]


def test_an_svg_emblem_is_drawn(paper: DocumentBuilder, tmp_path: Path) -> None:
    drawing = tmp_path / "emblem.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 10">'
        '<rect width="9" height="10" fill="black"/></svg>'
    )
    paper.emblem(drawing, 30, centred=True)
    paper.write("คำสั่ง", PLAIN)
    content = paper.finish()
    assert paper.notes == []
    document = pypdfium2.PdfDocument(content)
    kinds = [item.type for item in document[0].get_objects()]
    document.close()
    assert 2 in kinds  # a path


def test_the_pdf_has_the_given_bookmarks_and_metadata(
    paper: DocumentBuilder, origin: PdfMetadata
) -> None:
    paper.bookmark("บทที่ ๑")
    paper.write("บทที่ ๑", HEADING)
    paper.bookmark("ข้อ ๑", level=1)
    paper.write("ข้อ ๑", PLAIN)
    document = pypdfium2.PdfDocument(paper.finish())
    assert [(mark.level, mark.get_title()) for mark in document.get_toc()] == [
        (0, "บทที่ ๑"),
        (1, "ข้อ ๑"),
    ]
    data = document.get_metadata_dict()
    document.close()
    assert data["Title"] == origin.title
    assert data["Author"] == origin.author
    assert data["CreationDate"].startswith("D:20200922")


SCRIPT = """
import sys
from datetime import UTC, datetime
from exports.typesetting.fonts import choose_font
from exports.typesetting.document_builder import Column, PdfMetadata, DocumentBuilder
from tests.exports.pdf_text import TEXT
origin = PdfMetadata("ก", "ข", datetime(2020, 9, 22, tzinfo=UTC), "minutes 1/2563")
paper = DocumentBuilder(choose_font(folders=[]), origin)
paper.bookmark("หนึ่ง")
paper.write([TEXT, TEXT])
paper.table([Column("ก", 20), Column("ข", 80)], [["๑", TEXT]] * 3)
sys.stdout.buffer.write(paper.finish())
"""


def test_equal_content_gives_equal_pdf_bytes_in_every_process() -> None:
    root = Path(__file__).parents[3]
    results = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Bangkok"))
    ]
    assert results[0].startswith(b"%PDF")
    assert results[0] == results[1]


def test_papers_with_different_identities_give_different_bytes(default_font: Font) -> None:
    moment = datetime(2020, 9, 22, tzinfo=UTC)
    first, second = (
        DocumentBuilder(default_font, PdfMetadata("ก", "ข", moment, identity)).finish()
        for identity in "กข"
    )
    assert first != second


def test_a_pdf_of_one_page_is_smaller_than_40_kb(font: Font, origin: PdfMetadata) -> None:
    paper = DocumentBuilder(font, origin)
    paper.write("หัวข้อ", HEADING)
    paper.write(TEXT * 5, BODY)
    assert len(paper.finish()) < 40_000
