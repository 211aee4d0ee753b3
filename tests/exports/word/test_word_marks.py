"""Minutes in Word carry their records: marks around the texts, and the texts as stored."""

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn

from exports.catalogue import document_named, make
from exports.documents import Request
from kmtui.thai.digits import arabic_digits
from models.minutes.records import Outcome, Statement, record_resolution
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from models.minutes.word_import.returned import compare_returned, meeting_of_file, read_returned
from models.minutes.word_marks import NAMESPACE
from tests.exports.large_office import a_large_meeting
from tests.exports.pdf_text import bare
from tests.exports.word.schema import out_of_order
from tests.exports.word.word_text import body_of
from tests.word_files import W, edit_word, printed_of

N = f"{{{NAMESPACE}}}"


@pytest.fixture
def room(store: Path) -> MeetingSnapshot:
    meeting = a_large_meeting()
    said: Statement = Statement.select().first()
    hostile = 'บรรทัดหนึ่ง <w:p> & "อ้าง" [/]\n\nบรรทัดสาม 12 คน พ.ศ. 2546 น้ำ\u00a0ใจ'
    Statement.update(text=hostile, version=7).where(Statement.id == said.id).execute()
    record_resolution(said.item_id, Outcome.ENDORSED, "มีมติเห็นชอบ 12 โครงการ", 8)
    found = read_meeting_snapshot(meeting.id)
    assert any(item.resolutions for item in found.items)
    return found


def minutes(room: MeetingSnapshot) -> bytes:
    return make(Request("minutes", arabic_digits(room.label), form="docx")).content


def test_every_text_is_in_a_control_with_its_record(room: MeetingSnapshot) -> None:
    found = {}
    for control in body_of(minutes(room)).iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val"))
        assert tag not in found
        paragraphs = control.find(qn("w:sdtContent")).findall(qn("w:p"))
        found[tag] = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs]
    expected = {}
    for item in room.items:
        expected[f"kmtui:item:{item.id}:0"] = item.title
        for said in item.statements:
            if said.text.strip():
                expected[f"kmtui:statement:{said.id}:{said.version}"] = said.text.strip()
        for made in item.resolutions:
            expected[f"kmtui:resolution:{made.id}:{made.version}"] = made.text
    assert list(found) == list(expected)
    for tag, text in expected.items():
        # LibreOffice 7 doubles the text of a control that does not begin with another paragraph.
        assert found[tag][0] == ""
        assert len(found[tag]) == text.count("\n") + 2
    assert any(":7" in tag for tag in found)


def test_the_custom_part_has_the_texts_as_stored(room: MeetingSnapshot) -> None:
    with zipfile.ZipFile(io.BytesIO(minutes(room))) as package:
        root = ElementTree.fromstring(package.read("customXml/item1.xml"))
        relations = package.read("word/_rels/document.xml.rels").decode()
        assert "customXml/item1.xml" in relations
        assert NAMESPACE in package.read("customXml/itemProps1.xml").decode()
        assert {each.date_time for each in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}
    assert (root.tag, root.get("meeting-id")) == (f"{N}minutes", str(room.meeting_id))
    texts = {(e.tag.removeprefix(N), e.get("id")): (e.get("version"), e.text or "") for e in root}
    for item in room.items:
        for said in item.statements:
            assert texts["statement", str(said.id)] == (str(said.version), said.text)
        for made in item.resolutions:
            assert texts["resolution", str(made.id)] == (str(made.version), made.text)
    titles = [e.get("title") for e in root if e.tag == f"{N}item"]
    assert titles == [item.title for item in room.items]


def test_importing_an_unchanged_word_file_finds_no_difference(
    room: MeetingSnapshot, tmp_path: Path
) -> None:
    path = tmp_path / "minutes.docx"
    path.write_bytes(minutes(room))
    document = read_returned(path)
    meeting = meeting_of_file(document)
    assert meeting.id == room.meeting_id
    returned = compare_returned(meeting.id, document, printed_of(meeting.id))
    assert returned.differences == ()


def test_importing_a_word_file_with_one_typed_word_finds_only_that_change(
    room: MeetingSnapshot, tmp_path: Path
) -> None:
    path = tmp_path / "minutes.docx"
    path.write_bytes(minutes(room))
    said = next(each for item in room.items for each in item.statements if each.version == 7)
    tag = f"kmtui:statement:{said.id}:7"

    def typed(root: ElementTree.Element) -> None:
        for control in root.iter(f"{W}sdt"):
            if control.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == tag:  # type: ignore[union-attr]
                text = next(control.iter(f"{W}t"))
                text.text = f"เพิ่ม{text.text}"

    edit_word(path, typed)
    document = read_returned(path)
    returned = compare_returned(room.meeting_id, document, printed_of(room.meeting_id))
    (difference,) = returned.differences
    assert difference.key.id == said.id
    assert difference.after.startswith("เพิ่มบรรทัดหนึ่ง <w:p>")
    assert "บรรทัดสาม" in difference.after


def test_an_edition_for_publication_carries_no_records(example: Path) -> None:
    key = document_named("minutes").key
    for public in (False, True):
        content = make(Request("minutes", key, form="docx", public=public)).content
        with zipfile.ZipFile(io.BytesIO(content)) as made:
            assert ("customXml/item1.xml" in made.namelist()) is not public
            assert (b"kmtui:" in made.read("word/document.xml")) is not public


def test_the_styles_are_named_and_in_the_order_of_the_schema(room: MeetingSnapshot) -> None:
    document = docx.Document(io.BytesIO(minutes(room)))
    names = {style.name for style in document.styles}
    assert names >= {"หัวเรื่อง", "เนื้อความ", "คำพูด", "มติ", "ผู้พูด", "ตาราง", "หัวตาราง"}
    assert out_of_order(document.styles.element) == []
    for section in document.sections:
        for header in (section.header, section.first_page_header):
            assert out_of_order(header._element) == []
    assert bare("".join(p.text for p in document.sections[0].header.paragraphs)) in ("--", "ร่าง--")
    used = {p.get(qn("w:val")) for p in document.element.body.iter(qn("w:pStyle"))}
    assert used <= {style.style_id for style in document.styles}
