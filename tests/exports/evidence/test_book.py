"""The book and the binder: every paper is in, the contents tell the true pages, nothing breaks."""

import io
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
from pypdf import PdfReader, PdfWriter

from exports.catalogue import make
from exports.documents import Request
from exports.evidence import pdf_merge
from exports.evidence.book_parts import parts_of
from exports.evidence.pdf_merge import readable_pages
from exports.typesetting.bundle import Bundle
from exports.typesetting.document_builder import DocumentBuilder
from exports.typesetting.fonts import Font
from exports.typesetting.pdf_canvas import PdfMetadata
from exports.typesetting.toc_entries import PageAnchor, TocEntry
from kmtui.thai.digits import thai_digits
from models.errors import NotFound
from models.evidence.attachments import AttachmentKind, attach, attachments_of
from models.evidence.board import read_board
from models.office.organization import Organization
from models.plan.lifecycle import create_plan
from models.plan.waivers import waive
from models.storage.store import close_store, open_store
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_grid import read_pages
from tests.exports.pdf_text import bare, pages_of, poppler_text
from tests.other_office import OtherOffice

MILLIMETRE = 72 / 25.4
NAMES = [
    "นายพสุธร รัชตพงษ์", "นายราเชนทร์ เพียรดี", "จ่าสิบเอก อภิชาติ นิลพิมาย", "นางสาวน้ำฝน สืบเสน",
    "นางแสงจันทร์ เพ็ญมาก", "นายรัฐวุฒิ อุดรรัตน์", "นางเบญจมาภรณ์ ยุติธรรม",
    "นางสาวอรยานี ฤทธิจันทร์", "นางปานิสรา โพธิ์เงิน",
]  # fmt: skip


def a_pdf(password: str = "", turned: bool = False) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(842 if turned else 595, 595 if turned else 842)
    if turned:
        page.rotate(90)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_building_the_binder_opens_each_attached_pdf_once(
    monkeypatch: pytest.MonkeyPatch, default_font: Font, origin: PdfMetadata
) -> None:
    opened = []
    reader = pdf_merge._reader

    def counted(content: bytes) -> PdfReader:
        opened.append(len(content))
        return reader(content)

    monkeypatch.setattr(pdf_merge, "_reader", counted)
    writer = PdfWriter()
    for _ in range(40):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    paper = readable_pages("ยาว", out.getvalue())
    own = DocumentBuilder(default_font, origin)
    bundle = Bundle(own, str)
    pages = [pdf_merge.OutsidePage(bundle.empty_page(), paper, page) for page in range(40)]
    opened.clear()
    made = pdf_merge.filled(own.finish(), pages)
    assert len(PdfReader(io.BytesIO(made)).pages) == 41
    # Our own pages, and the paper.
    assert len(opened) == 2


@pytest.fixture(scope="module")
def bound(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The example's book and binder, drawn once, the binder with sound and broken attachments."""
    folder = tmp_path_factory.mktemp("bound")
    shutil.copy(example_file, folder / "kmtui.db")
    open_store(folder / "kmtui.db")
    source = folder / "a.pdf"
    for title, content in (
        ("ตรง", a_pdf()),
        ("ขวาง", a_pdf(turned=True)),
        ("เข้ารหัส [/]", a_pdf(password="x")),
        ("หาย", b""),
    ):
        source.write_bytes(content)
        attach(2564, 7, AttachmentKind.OTHER, title, source)
    attachments_of(2564)[-1].path.unlink()
    made = {name: make(Request(name, "2564")).content for name in ("book", "binder")}
    close_store()
    return made


def test_book_contents_give_the_page_number_printed_on_the_page(
    bound: dict[str, bytes], example: Path
) -> None:
    pages = pages_of(bound["book"])
    contents = {bare(line) for line in pages[2].splitlines()}
    body = [bare(page) for page in pages[3:]]
    for part in parts_of(2564, Request("book")):
        heading = bare(part.heading)
        [first] = [at for at, page in enumerate(body, 1) if heading in page]
        assert heading + thai_digits(first) in contents, part.heading
        printed = re.match("-([๐-๙]+)-", body[first - 1])
        assert first == 1 or (printed is not None and printed[1] == thai_digits(first))


def test_rows_of_the_table_of_contents_link_to_their_pages(
    bound: dict[str, bytes], example: Path
) -> None:
    for name in ("book", "binder"):
        reader = PdfReader(io.BytesIO(bound[name]))
        links = [
            annotation.get_object()
            for page in reader.pages[1:4]
            for annotation in page.get("/Annots", [])
        ]
        assert len(links) >= 16
        assert all("/Dest" in link or "/A" in link for link in links)
        numbers = {each.indirect_reference.idnum: at for at, each in enumerate(reader.pages)}
        goals = [numbers[link["/Dest"][0].idnum] for link in links if "/Dest" in link]
        assert goals == sorted(goals)
        if name == "book":
            body = [bare(page) for page in pages_of(bound[name])]
            parts = [bare(part.heading) for part in parts_of(2564, Request(name))]
            begins = [max(at for at, page in enumerate(body) if part in page) for part in parts]
            assert set(goals) == set(begins)
        titles = [item.title for item in reader.outline if not isinstance(item, list)]
        assert len(titles) >= 9


def test_the_book_has_texts_of_all_its_parts_and_no_wrong_names(
    bound: dict[str, bytes],
) -> None:
    text = bare(poppler_text(bound["book"]))
    for words in (
        "แผนการจัดการความรู้ (KM Action Plan) ประจำปีงบประมาณ พ.ศ. ๒๕๖๔",
        "บทนำ จากพระราชกฤษฎีกาว่าด้วยหลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี พ.ศ. ๒๕๔๖ มาตรา ๑๑",
        "๑. ปลัดเทศบาล เป็นประธานกรรมการ",
        "๑๐. นักทรัพยากรบุคคล เป็นกรรมการและผู้ช่วยเลขานุการ",
        "เทศบาลมีการวิเคราะห์ SWOT ของเทศบาล",
        "อย่าสร้างห้องสมุดที่เต็มไปด้วยเอกสาร ให้สร้างบัตรรายชื่อบุคคล",
        "I (Integrity) = การทำงานอย่างมีศักดิ์ศรี",
    ):
        assert bare(words) in text, words
    for wrong in ("หนองหัวแรด", "๒๕๕๖", "๒๕๖๖", "๒๕๖๙", "กรมการปกครอง", "{", "}"):
        assert wrong not in text, wrong


def test_the_binder_holds_every_kind_of_paper_of_the_reference_binder(
    bound: dict[str, bytes],
) -> None:
    text = bare(poppler_text(bound["binder"]))
    for words in (
        "ขออนุมัติดำเนินการจัดทำแผนการจัดการความรู้",
        "คำสั่งเทศบาลตำบลหนองหัวแรต ที่ ๘๘๑/๒๕๖๓",
        "คำสั่งเทศบาลตำบลหนองหัวแรต ที่ ๘๘๒/๒๕๖๓",
        "สำเนาคู่ฉบับ",
        "รายชื่อผู้เข้าประชุมคณะกรรมการจัดทำแผน",
        "รายงานการประชุมคณะกรรมการจัดทำแผน",
        "แนวทางการจัดการความรู้",
        "การสร้างส่วนราชการเป็นองค์กรเรียนรู้",
        "ประกาศเทศบาลตำบลหนองหัวแรต",
        "สรุปผลการดำเนินการตามแผนการจัดการความรู้ของเทศบาลตำบลหนองหัวแรต",
        "ประชาสัมพันธ์รายงานการดำเนินงานการจัดการความรู้",
        "การจำแนกความรู้ในองค์กร",
        "กระบวนการที่สำคัญ",
        *NAMES,
    ):
        assert bare(words) in text, words
    assert "หนองหัวแรด" not in text


def test_binder_contents_give_the_number_stamped_on_the_page(
    bound: dict[str, bytes],
) -> None:
    pages = pages_of(bound["binder"])
    for number, page in enumerate(pages[1:], 2):
        assert f"แฟ้มหน้า{thai_digits(number)}" in bare(page)
    contents = {bare(line) for page in pages[1:3] for line in page.splitlines()}
    for title, words in (
        ("คำสั่งที่ ๘๘๑/๒๕๖๓ คณะกรรมการจัดทำแผนการจัดการความรู้", "ที่ ๘๘๑/๒๕๖๓ เรื่อง"),
        ("ประกาศแผนการจัดการความรู้ ปี ๒๕๖๔", "ประกาศเทศบาลตำบลหนองหัวแรต เรื่อง"),
        ("การประเมินตนเองเรื่องการจัดการความรู้ ปี ๒๕๖๔", "แบบประเมินองค์กรตนเอง"),
    ):
        starts = [at for at, page in enumerate(pages, 1) if bare(words) in bare(page)]
        assert any(bare(title) + thai_digits(at) in contents for at in starts), title


def test_dotted_leaders_of_the_contents_run_just_below_the_line(bound: dict[str, bytes]) -> None:
    for name, number in (("book", 3), ("binder", 2)):
        page = PdfReader(io.BytesIO(bound[name])).pages[number - 1]
        content = page.get_contents().get_data().decode("latin-1")  # type: ignore[union-attr]
        leaders = [float(y) for y in re.findall(r" d 1 J \S+ (\S+) m ", content)]
        digits = [
            glyph.box.bottom
            for glyph in read_pages(bound[name])[number - 1].glyphs
            if glyph.letter in "๐๑๒๓๔๕๖๗๘๙"
        ]
        assert len(leaders) > 5
        for y in leaders:
            assert any(0 < bottom - y < 6 for bottom in digits), (name, y)


def test_the_gap_sheet_of_the_binder_has_the_notes_of_the_board(
    bound: dict[str, bytes], example: Path
) -> None:
    text, notes = bare(poppler_text(bound["binder"])), read_board(2564, date.today()).notes
    assert notes
    for note in notes:
        assert bare(note) in text, note


def test_binder_has_a_page_with_the_reason_for_an_unreadable_attachment(
    bound: dict[str, bytes],
) -> None:
    told = [bare(page) for page in pages_of(bound["binder"]) if "ใส่เอกสารนี้ในแฟ้มไม่ได้" in page]
    assert len(told) == 2
    assert "เข้ารหัส[/]" in told[0]
    assert "รหัสผ่าน" in told[0]
    assert "ไม่พบแฟ้ม" in told[1]


def test_intact_attachments_are_merged_in_portrait_and_landscape(bound: dict[str, bytes]) -> None:
    pages = [bare(page) for page in pages_of(bound["binder"])]
    at = next(at for at, page in enumerate(pages) if "เอกสารที่ยังขาด" in page and "๗.วิเคราะห์" in page)
    stamped = [f"แฟ้มหน้า{thai_digits(number)}" for number, _page in enumerate(pages, 1)]
    assert sum(page == stamp for page, stamp in zip(pages[at:], stamped[at:], strict=True)) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.4\n", b"no pdf at all" * 100, a_pdf()[: len(a_pdf()) // 2], b"\0" * 5000],
    ids=["empty", "a beginning", "not a PDF", "half", "zeros"],
)
def test_a_broken_pdf_has_no_pages_and_a_reason(content: bytes) -> None:
    sheaf = readable_pages("ก", content)
    assert (sheaf.page_count, bool(sheaf.fault)) == (0, True)


def test_the_binder_lists_missing_documents(bound: dict[str, bytes]) -> None:
    text = bare(poppler_text(bound["binder"]))
    for words in ("สรุปผลแบบสำรวจความพึงพอใจ", "คู่มือการปฏิบัติงาน", "หนังสือเชิญประชุมครั้งที่ ๑/๒๕๖๓"):
        assert bare(words) in text


@pytest.mark.parametrize("font", [OFFICE_FONTS], ids=["TH Sarabun New"])
def test_the_book_has_the_same_parts_in_the_office_font(example: Path, font: Path) -> None:
    if not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    text = bare(poppler_text(make(Request("book", "2564", font=font)).content))
    assert all(bare(part.heading) in text for part in parts_of(2564, Request("book")))


def test_the_same_book_gives_the_same_bytes(bound: dict[str, bytes], example: Path) -> None:
    assert make(Request("book", "2564")).content == bound["book"]


def test_the_final_binder_leaves_out_the_office_s_own_list_of_what_is_missing(
    bound: dict[str, bytes], example: Path
) -> None:
    made = bare(poppler_text(make(Request("binder", "2564", final=True)).content))
    assert bare("เอกสารที่ยังขาด") in bare(poppler_text(bound["binder"]))
    assert bare("เอกสารที่ยังขาด") not in made
    assert bare("แฟ้มหลักฐาน") in made


def test_final_binder_prints_waived_gaps_with_their_reasons(example: Path) -> None:
    gap = read_board(2564, date(2021, 9, 1)).items[6].gaps[-1]
    waive(2564, gap.key, gap.label, "ปีนี้รับฟังด้วยวาจา")
    made = bare(poppler_text(make(Request("binder", "2564", final=True)).content))
    assert bare(f"สิ่งที่ไม่ดำเนินการ และเหตุผล{gap.label} เพราะปีนี้รับฟังด้วยวาจา") in made.replace("๑.", "")


def test_an_item_lists_papers_that_are_bound_under_an_earlier_item(
    bound: dict[str, bytes],
) -> None:
    text = bare(poppler_text(bound["binder"]))
    assert re.search(r"เอกสารในหมวดนี้[^()]*\(อยู่ในหมวดที่๕\)", text)


def test_without_a_plan_the_book_is_refused_and_the_binder_is_made(store: Path) -> None:
    Organization.create(name="เทศบาล", district="ก", province="ข")
    with pytest.raises(NotFound, match="ยังไม่มีแผน"):
        make(Request("book", "2564"))
    assert make(Request("binder", "2564")).content.startswith(b"%PDF")


def test_page_numbers_of_three_and_four_digits_are_printed_in_the_contents(
    default_font: Font, origin: PdfMetadata
) -> None:
    paper = DocumentBuilder(default_font, origin)
    entries = [TocEntry("เอกสาร" * 30, "a", 1), TocEntry("ข", "b", 1), TocEntry("ค", "c")]
    paper.anchors.by_name |= {"a": PageAnchor(100, 100), "b": PageAnchor(999, 1234)}
    paper.contents(entries)
    lines = [bare(line) for line in pages_of(paper.finish())[0].splitlines()]
    assert lines[-3].endswith("๑๐๐")
    assert lines[-2] == "ข๑๒๓๔"
    assert lines[-1] == "ค"


def test_an_entry_of_the_contents_is_indented_by_its_level_and_its_second_line_more(
    default_font: Font, origin: PdfMetadata
) -> None:
    paper = DocumentBuilder(default_font, origin)
    paper.contents([TocEntry("เอกสาร" * 20, "a", depth) for depth in range(3)])
    (page,) = read_pages(paper.finish())
    lefts: dict[int, float] = {}
    for each in page.glyphs:
        if each.letter == "เ":
            line = -round(each.box.bottom)
            lefts[line] = min(each.box.left, lefts.get(line, each.box.left))
    firsts, seconds = ([lefts[line] for line in sorted(lefts)][at::2] for at in (0, 1))
    assert min(lower - upper for upper, lower in pairwise(firsts)) > 10
    hangs = [second - first for first, second in zip(firsts, seconds, strict=True)]
    assert min(hangs) == pytest.approx(max(hangs), abs=0.1)
    assert min(hangs) > 10


def test_the_papers_of_the_binder_share_one_set_of_fonts_and_stay_small(
    bound: dict[str, bytes], example: Path
) -> None:
    alone = make(Request("binder", "2564")).content
    assert len(alone) < 700_000
    assert _font_files(alone) == 2
    assert _font_files(bound["binder"]) <= 4  # the attached papers bring theirs
    assert alone == make(Request("binder", "2564")).content
    assert b"/GTS_PDFA1" in alone
    # With pages from outside nothing can be promised.
    assert b"/GTS_PDFA1" not in bound["binder"]


def _font_files(content: bytes) -> int:
    reader = PdfReader(io.BytesIO(content))
    found = set()
    for page in reader.pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            (font,) = reference.get_object().get("/DescendantFonts", [None])
            if font is not None:
                found.add(font.get_object()["/FontDescriptor"].raw_get("/FontFile2").idnum)
    return len(found)


def test_the_page_number_of_the_binder_overlaps_no_other_text(bound: dict[str, bytes]) -> None:
    document = pypdfium2.PdfDocument(bound["binder"])
    for number, page in enumerate(document, 1):
        box = (0, 0, 100 * MILLIMETRE, 14.5 * MILLIMETRE)
        foot = bare(page.get_textpage().get_text_bounded(*box))
        assert foot in ("" if number == 1 else f"แฟ้มหน้า{thai_digits(number)}",)


def test_the_outline_of_the_binder_leads_to_every_paper_and_into_the_book(
    bound: dict[str, bytes],
) -> None:
    reader = PdfReader(io.BytesIO(bound["binder"]))
    pages = {}

    def note(items: list[Any], depth: int) -> None:
        for item in items:
            if isinstance(item, list):
                note(item, depth + 1)
            else:
                pages[item.title] = depth, reader.get_destination_page_number(item) + 1

    note(reader.outline, 0)
    texts = [bare(page) for page in pages_of(bound["binder"])]
    assert pages["ตรง"][0] == 1
    assert texts[pages["ตรง"][1] - 1] == f"แฟ้มหน้า{thai_digits(pages['ตรง'][1])}"
    depth, page = pages["สารบัญ"]
    assert depth == 2
    assert "สารบัญ" in texts[page - 1]


def test_the_book_of_another_office_prints_duties_of_its_own_order(
    other_office: OtherOffice,
) -> None:
    create_plan(2570)
    made = make(Request("book", "2570"))
    pages = list(map(bare, pages_of(made.content)))
    text = "".join(pages)
    assert bare("๑. จัดทำแผนการจัดการความรู้") in text
    assert "ที่ปรึกษาฯ" not in text
    assert pages[1].endswith(bare("คณะกรรมการจัดการความรู้ ตุลาคม ๒๕๖๙"))
    assert all("ร่าง" in page for page in pages)
    assert "ยังไม่" not in "".join(pages[3:6])
    assert "ยังไม่มีปัจจัยแห่งความสำเร็จในแผน" in made.warnings
