"""PDF/A-2u (ISO 19005-2), clause by clause, since no validator is at hand where the tests run."""

import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.styles import BODY, PLAIN
from tests.exports.pdf_text import TEXT, pages_of

PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
DC = "{http://purl.org/dc/elements/1.1/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"


def drawn(font: Font, origin: PdfMetadata) -> bytes:
    paper = DocumentBuilder(font, origin)
    paper.write(TEXT * 12, BODY)
    paper.write("ไม่มีในแบบอักษร 漢 😀 ดู https://www.example.go.th/km", PLAIN.but(bold=True))
    paper.new_letter()
    paper.write(TEXT * 12, BODY)
    return paper.finish()


@pytest.fixture
def content(font: Font, origin: PdfMetadata) -> bytes:
    return drawn(font, origin)


@pytest.fixture
def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def composite_fonts(reader: PdfReader) -> list[DictionaryObject]:
    found = {}
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            found[str(font["/BaseFont"])] = font
    return list(found.values())


def test_the_archivable_pdf_has_a_valid_header_trailer_and_no_encryption(
    content: bytes, reader: PdfReader
) -> None:
    """6.1.2 and 6.1.3: a binary comment behind the header, an identifier, no encryption."""
    assert content.startswith(b"%PDF-1.7\n%")
    assert all(byte > 127 for byte in content.split(b"\n")[1][1:5])
    assert "/ID" in reader.trailer
    assert not reader.is_encrypted


def test_the_colours_are_those_of_an_output_intent(reader: PdfReader) -> None:
    """6.2.3: one intent GTS_PDFA1 with an embedded profile of three colours."""
    (intent,) = reader.root_object["/OutputIntents"]
    assert intent["/S"] == "/GTS_PDFA1"
    profile = intent["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3
    assert profile.get_data()[36:40] == b"acsp"


def test_every_code_that_is_drawn_has_a_glyph_a_width_and_its_text(reader: PdfReader) -> None:
    """6.2.11.4 to 6.2.11.8: embedded, of these widths, mapped to Unicode, never .notdef."""
    drawn_codes = 0
    for font in composite_fonts(reader):
        (cid_font,) = (each.get_object() for each in font["/DescendantFonts"])
        file = cid_font["/FontDescriptor"]["/FontFile2"].get_data()
        program = TTFont(BytesIO(file))
        to_glyph = cid_font["/CIDToGIDMap"].get_data()
        to_text = font["/ToUnicode"].get_data().decode()
        mapped = {int(code, 16): text for code, text in BFCHAR.findall(to_text)}
        widths = dict(_widths(cid_font["/W"]))
        order, units = program.getGlyphOrder(), program["head"].unitsPerEm
        for code in _codes(reader, font):
            glyph = int.from_bytes(to_glyph[2 * code : 2 * code + 2], "big")
            assert glyph != 0
            own = program["hmtx"].metrics[order[glyph]][0] * 1000 / units
            assert abs(widths[code] - own) <= 1
            assert mapped[code] not in ("", "0000", "FEFF", "FFFE")
            drawn_codes += 1
    assert drawn_codes > 60


BFCHAR = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]*)>")


def _widths(array: list[object]) -> list[tuple[int, float]]:
    found, at = [], 0
    while at < len(array):
        first = int(array[at])  # type: ignore[call-overload]
        if isinstance(array[at + 1], list):
            found += [(first + n, float(w)) for n, w in enumerate(array[at + 1])]  # type: ignore[arg-type]
            at += 2
        else:
            last, width = int(array[at + 1]), float(array[at + 2])  # type: ignore[call-overload,arg-type]
            found += [(code, width) for code in range(first, last + 1)]
            at += 3
    return found


def _codes(reader: PdfReader, font: DictionaryObject) -> set[int]:
    """The codes that the pages draw in a font."""
    codes: set[int] = set()
    for page in reader.pages:
        names = page["/Resources"]["/Font"]
        found = [name for name, each in names.items() if each.get_object() == font]
        number = found[0] if found else "none"
        contents = page.get_contents()
        assert contents is not None
        chosen = ""
        for name, drawn_text in OPERATORS.findall(contents.get_data().decode("latin-1")):
            chosen = name or chosen
            if chosen == number:
                for text in re.findall(r"<([0-9A-F]+)>", drawn_text):
                    codes |= {int(text[at : at + 4], 16) for at in range(0, len(text), 4)}
    return codes


OPERATORS = re.compile(r"(/F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ")


def test_xmp_metadata_equal_the_information_dictionary(
    reader: PdfReader, origin: PdfMetadata
) -> None:
    """6.6.2 and 6.6.4: the part and level it claims; both say the same."""
    packet = reader.root_object["/Metadata"].get_data().decode()
    assert packet.startswith("<?xpacket begin=")
    assert "/Filter" not in reader.root_object["/Metadata"]
    tree = ElementTree.fromstring(packet)
    texts = {each.tag: "".join(each.itertext()).strip() for each in tree.iter()}
    about = reader.metadata
    assert about is not None
    assert (texts[f"{PDFAID}part"], texts[f"{PDFAID}conformance"]) == ("2", "U")
    assert texts[f"{DC}title"] == about.title == origin.title
    assert texts[f"{DC}creator"] == about.author == origin.author
    assert texts[f"{XMP}CreatorTool"] == about.creator == "kmtui"
    assert texts[f"{PDF}Producer"] == about.producer
    assert about.creation_date is not None
    assert texts[f"{XMP}CreateDate"] == origin.made_at.isoformat(timespec="seconds")
    assert about.creation_date == origin.made_at


def test_annotations_are_printable_and_no_action_runs_by_itself(reader: PdfReader) -> None:
    """6.3.2 and 6.5: links have the flag to print; no script, no program, no carried file."""
    marks = [each.get_object() for page in reader.pages for each in page.get("/Annots", [])]
    assert marks
    assert all(mark["/F"] & 4 and not mark["/F"] & 3 for mark in marks)
    assert {mark["/A"]["/S"] for mark in marks if "/A" in mark} <= {"/URI", "/GoTo"}
    assert not {"/AA", "/Names", "/AcroForm"} & set(reader.root_object)
    assert not any("/AA" in page for page in reader.pages)


def test_pdf_declares_language_title_display_and_page_labels(reader: PdfReader) -> None:
    assert reader.root_object["/Lang"] == "th-TH"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    half = len(reader.pages) // 2
    assert reader.page_labels == [str(number) for number in range(1, half + 1)] * 2


def test_drawing_a_paper_twice_gives_the_same_bytes(font: Font, origin: PdfMetadata) -> None:
    assert drawn(font, origin) == drawn(font, origin)


def test_a_character_missing_in_the_font_can_still_be_copied(content: bytes) -> None:
    assert "漢" in "".join(pages_of(content))
