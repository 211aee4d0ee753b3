"""The minutes of the example, read back: nothing of what was said is lost or misspelt."""

import subprocess
import sys
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from exports.catalogue import make
from exports.documents import Request
from models.meetings.records import Meeting, mark, roll_of
from models.meetings.roll import AttendanceStatus
from models.minutes.records import Outcome, add_item, add_statement, record_resolution
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from tests.builders import a_committee, a_meeting, an_item
from tests.conftest import Run
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, hits, pages_of, poppler_text, without_furniture
from tests.models.example.test_example_text import scanned

MILLIMETRE = 72 / 25.4


@pytest.fixture(params=["the default font", "TH Sarabun New"])
def font(request: pytest.FixtureRequest) -> Path | None:
    if request.param == "the default font":
        return None
    if not OFFICE_FONTS.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    return OFFICE_FONTS


@pytest.fixture
def pdf(example: Path, font: Path | None) -> bytes:
    return make(Request("minutes", "1/2563", font=font)).content


@pytest.fixture
def room(example: Path) -> MeetingSnapshot:
    return read_meeting_snapshot(Meeting.get(Meeting.number == 1).id)


def readings(pdf: bytes) -> dict[str, str]:
    """What is copied out of the file by two readers, without page numbers and white space."""
    texts = {"poppler": poppler_text(pdf), "pdfium": "\n".join(pages_of(pdf))}
    return {reader: bare(without_furniture(text)) for reader, text in texts.items()}


def said_and_decided(room: MeetingSnapshot) -> list[str]:
    """The discussion as it is stored, part by part in its order."""
    parts = []
    for item in room.items:
        parts += [item.title, *(each.text for each in item.statements)]
        parts += [each.text for each in item.resolutions]
    return parts


def must_follow(text: str, parts: list[str]) -> None:
    """Each part must stand in the text, unchanged, after the one before it."""
    at = 0
    for part in map(bare, parts):
        found = text.find(part, at)
        assert found >= 0, f"missing, or before the part before it: {part}"
        at = found + len(part)


def test_two_pdf_text_extractors_read_the_whole_discussion_without_a_wrong_character(
    pdf: bytes, room: MeetingSnapshot
) -> None:
    for text in readings(pdf).values():
        must_follow(text, said_and_decided(room))


def test_two_pdf_text_extractors_read_the_same_characters_and_none_twice(
    pdf: bytes, room: MeetingSnapshot
) -> None:
    poppler, pdfium = readings(pdf).values()
    assert sorted(poppler) == sorted(pdfium)
    assert poppler.count(bare(room.items[2].statements[3].text)) == 1


def test_minutes_list_every_member_with_post_and_role_as_present_or_absent(
    pdf: bytes, room: MeetingSnapshot
) -> None:
    text = readings(pdf)["poppler"]
    present = text[text.index("ผู้มาประชุม") : text.index("ผู้ไม่มาประชุม")]
    missing = text[text.index("ผู้ไม่มาประชุม") : text.index("ผู้เข้าร่วมประชุม")]
    for entry in room.roll.present:
        assert bare(entry.name + entry.title + entry.role_label) in present
    assert "(ตำแหน่งว่าง)ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อมกรรมการ" in missing
    assert "๑." not in missing
    assert len(room.roll.present) + missing.count("กรรมการ") == 9


def test_parts_of_the_minutes_follow_the_order_of_the_reference_document(
    pdf: bytes, room: MeetingSnapshot
) -> None:
    source, text = scanned("source-minutes.txt"), readings(pdf)["poppler"]
    parts = ["รายงานการประชุม", "(KnowledgeManagementActionPlan)", "อำเภอหนองบุญมาก", "ครั้งที่๑/๒๕๖๓"]
    parts += ["วันที่๒๒กันยายน๒๕๖๓เวลา๑๔.๐๐น.", "ณห้องประชุม", "ผู้มาประชุม", "ผู้ไม่มาประชุม"]
    parts += ["ผู้เข้าร่วมประชุม", "เริ่มประชุมเวลา๑๔.๐๐น.", "เมื่อที่ประชุมพร้อม", "กล่าวเปิดประชุม"]
    for item in room.items:
        parts.append(f"ระเบียบวาระที่{item.number}")
    parts += ["เลิกประชุมเวลา๑๖.๐๐น.", "(นางสาวอรยานีฤทธิจันทร์)", "(นายราเชนทร์เพียรดี)"]
    must_follow(text, parts)
    must_follow(text, [*parts[-3:-1], "ผู้จดรายงานการประชุม", parts[-1], "ผู้ตรวจรายงานการประชุม"])
    must_follow(source, parts)
    assert "ผู้เข้าร่วมประชุม-ไม่มี-เริ่มประชุม" in text


def test_minutes_print_the_prescribed_phrases_and_none_of_the_replaced_ones(pdf: bytes) -> None:
    text = readings(pdf)["poppler"]
    assert text.count("ระเบียบวาระที่") == 4
    assert text.count("ที่ประชุมรับทราบ") == 1
    assert text.count("ที่ประชุมมีมติเห็นชอบ") == 1
    assert not any(word in text for word in ("ผู้จัดรายงาน", "ผู้บันทึกรายงาน", "ปิดประชุมเวลา", "๒๕๕๖"))


@pytest.mark.parametrize("word", ["สำคัญ", "น้ำ", "อำนวยการ", "ที่ประชุม", "หนองหัวแรต"])
def test_searching_the_minutes_pdf_finds_every_occurrence_of_a_word(
    pdf: bytes, room: MeetingSnapshot, word: str
) -> None:
    occurrences = readings(pdf)["poppler"].count(word)
    assert occurrences >= bare("".join(said_and_decided(room))).count(word)
    # A reader's search does not go on over the end of a line.
    lines = sum(line.count(word) for line in poppler_text(pdf).splitlines())
    assert occurrences - 6 <= lines <= hits(pdf, word)


def test_the_page_is_a4_with_the_office_s_margins_and_thai_page_numbers(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        assert page.get_size() == pytest.approx((210 * MILLIMETRE, 297 * MILLIMETRE), abs=0.1)
        left, bottom, right, top = ink_of(page)
        assert left >= 30 - 0.7
        assert right <= 210 - 20 + 0.7
        assert bottom >= 10
        assert top <= 297 - 25
        heads = page.get_textpage().get_text_bounded(bottom=(297 - 33) * MILLIMETRE)
        heads = heads if number > 1 else ""
        assert bare(heads) == ("" if number == 1 else f"-{chr(ord('๐') + number)}-")


def ink_of(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is drawn, in millimetres from the lower left corner."""
    boxes = [each.get_bounds() for each in page.get_objects()]
    boxes = [box for box in boxes if box[2] > box[0]]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    edges = (min(lefts), min(bottoms), max(rights), max(tops))
    left, bottom, right, top = (edge / MILLIMETRE for edge in edges)
    return left, bottom, right, top


def test_two_processes_make_the_same_small_file(example_home: Path, kmtui: Run) -> None:
    first, second = (kmtui("export", "minutes", "1/2563", "-o", "-").stdout for _ in range(2))
    assert first.startswith(b"%PDF-")
    assert first == second
    assert len(first) < 60_000


def test_both_signatures_are_printed_on_the_page_where_the_meeting_ends(pdf: bytes) -> None:
    last = bare(pages_of(pdf)[-1])
    assert "เลิกประชุมเวลา" in last
    assert last.count("ผู้จดรายงานการประชุม") == last.count("ผู้ตรวจรายงานการประชุม") == 1


def test_a_meeting_that_is_not_over_is_marked_as_a_draft(example: Path) -> None:
    mark(roll_of(Meeting.get(number=2)).entries[0].attendance_id, AttendanceStatus.ABSENT)
    pdf = make(Request("minutes", "2/2563")).content
    heads = [bare(page)[:8] for page in pages_of(pdf)]
    assert [head for head in heads if "ร่าง" not in head] == []
    text = readings(pdf)["poppler"]
    assert "ร่าง" in text
    assert "(ยังไม่เช็กชื่อ)" in text
    assert "เลิกประชุมเวลา...................." in text


def test_a_reason_of_absence_a_sub_item_and_a_note_without_a_speaker_are_printed(
    store: Path,
) -> None:
    meeting = a_meeting(committee=a_committee(seats=3))
    mark(roll_of(meeting).entries[1].attendance_id, AttendanceStatus.ABSENT, "ลาป่วย")
    item = an_item(meeting)
    sub = add_item(meeting.id, "เรื่องย่อย", parent_id=item.id)
    add_statement(sub, None, "บันทึกของเลขานุการ")
    record_resolution(sub, Outcome.APPROVED, "อนุมัติ", 2)
    text = readings(make(Request("minutes", "1/2563")).content)["poppler"]
    assert "(ลาป่วย)" in text
    must_follow(text, ["ระเบียบวาระที่ ๑", "ระเบียบวาระที่ ๑.๑", "บันทึกของเลขานุการ", "อนุมัติ"])


@pytest.mark.parametrize(
    "hostile",
    ["[/]", "\x1b[31mแดง\x07", "ก\x00ข", "\ud800", "ก" * 100_000, "้" * 500, "a" * 5000],
    ids=["markup", "escape", "nul", "surrogate", "100,000 letters", "marks", "one long word"],
)
def test_a_hostile_statement_is_printed_without_a_crash(store: Path, hostile: str) -> None:
    item = an_item(a_meeting())
    speaker = item.meeting.attendance.get().id
    add_statement(item.id, speaker, f"ก่อน {hostile} หลัง")
    text = poppler_text(make(Request("minutes", "1/2563")).content)
    assert "ก่อน" in text
    assert "หลัง" in text
    assert not set("\x1b\x00") & set(text)


def test_the_file_name_of_minutes_contains_the_meeting(example: Path) -> None:
    made = make(Request("minutes", "1/2563"))
    assert made.file_name == "รายงานการประชุม 1-2563 คณะกรรมการจัดทำแผนการจัดการความรู้.pdf"


def test_drawing_minutes_needs_neither_data_file_nor_clock(example_home: Path) -> None:
    code = (
        "import sys; from pathlib import Path;"
        "from models.storage.store import open_store, close_store;"
        "from exports.catalogue import Request, gather, draw;"
        "open_store(Path(sys.argv[1])); request = Request('minutes', '1/2563');"
        "value = gather(request); close_store(); Path(sys.argv[1]).unlink();"
        "assert draw(request, value).content == draw(request, value).content"
    )
    subprocess.run([sys.executable, "-c", code, str(example_home / "kmtui.db")], check=True)


def left_edges(pdf: bytes, *written: str) -> list[float]:
    """How far from the left edge of their pages these texts begin, in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage() for page in document]
    places = [
        next((page, at) for page in pages if (at := page.get_text_range().find(words)) >= 0)
        for words in written
    ]
    return [page.get_charbox(at)[0] / MILLIMETRE for page, at in places]


def test_a_second_paragraph_of_a_speech_is_indented_and_the_first_is_not(store: Path) -> None:
    meeting = a_meeting()
    add_statement(an_item(meeting).id, None, "ย่อหน้าแรก\nย่อหน้าที่สอง")
    made = make(Request("minutes", f"{meeting.number}/{meeting.year}")).content
    first, second = left_edges(made, "ย่อหน้าแรก", "ย่อหน้าที่สอง")
    assert second - first == pytest.approx(10, abs=1)


def test_all_name_lists_of_the_minutes_share_column_widths(pdf: bytes) -> None:
    posts = left_edges(pdf, "รองปลัดเทศบาล", "ผู้อำนวยการกองสาธารณสุข")
    assert posts[0] == pytest.approx(posts[1], abs=1)
