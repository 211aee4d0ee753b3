"""Word files of others: text as accepted, tables, comments; hostile ones are refused, not run."""

import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from models.errors import KmError, NotFound, Refused
from models.foreign_files import package, word, xml_tree
from models.foreign_files.word import read_word
from models.foreign_files.word_rows import word_rows
from models.foreign_files.word_values import WordParagraph, WordTable
from tests.word_files import BODY, NAMESPACE, control, paragraph, run, table, write_word

ONE_BUFFER = 64 * 1024 * 1024  # which reading a file takes at once, whatever is in it
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def texts(path: Path) -> list[str]:
    return [each.text for each in read_word(path).paragraphs()]


def raw(path: Path, document: bytes | str, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(BODY, document)
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_", "."), content)
    return path


def test_breaks_tabs_field_results_links_and_hyphens_of_a_word_file_are_text(
    tmp_path: Path,
) -> None:
    link = (
        '<w:p><w:hyperlink r:id="rId9" xmlns:r="x"><w:r><w:t>www.example.go.th</w:t></w:r>'
        '</w:hyperlink><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>INCLUDETEXT '
        '"//evil/x"</w:instrText></w:r><w:r><w:t>๑๒</w:t></w:r><w:r><w:br w:type="page"/>'
        "<w:noBreakHyphen/><w:tab/><w:t>ต่อ</w:t><w:br/><w:t>บรรทัดใหม่</w:t></w:r></w:p>"
    )
    assert texts(write_word(tmp_path / "ก.docx", link)) == ["www.example.go.th๑๒- ต่อ\nบรรทัดใหม่"]


def test_a_strict_word_file_is_read(tmp_path: Path) -> None:
    text = "<d:p><d:r><d:t>ก</d:t></d:r></d:p>"
    body = f'<d:document xmlns:d="{STRICT}"><d:body>{text}</d:body></d:document>'
    assert texts(raw(tmp_path / "ก.docx", body)) == ["ก"]


def test_tracked_moves_and_deleted_paragraph_marks_are_read_as_accepted(tmp_path: Path) -> None:
    change = 'w:id="1" w:author="ก"'
    body = (
        f"<w:p><w:moveFrom {change}>{run('ย้ายไป')}</w:moveFrom>{run('อยู่')}</w:p>"
        f"<w:p><w:moveTo {change}>{run('ย้ายมา')}</w:moveTo></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del {change}/></w:rPr></w:pPr>{run('ต้น')}</w:p>"
        f"<w:p>{run('ปลาย')}</w:p>"
        f"<w:tbl><w:tr><w:trPr><w:del {change}/></w:trPr><w:tc>{paragraph('ลบ')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('คง')}</w:tc></w:tr></w:tbl>"
    )
    assert texts(write_word(tmp_path / "ก.docx", body)) == ["อยู่", "ย้ายมา", "ต้นปลาย", "คง"]


def test_content_controls_in_and_around_cells_keep_their_tags(tmp_path: Path) -> None:
    body = control("a:1", "หนึ่ง\nสอง") + table([("ซ้าย", control("b:2", "ขวา"))])
    found = [
        (each.text, each.tag)
        for each in read_word(write_word(tmp_path / "ก.docx", body)).paragraphs()
    ]
    assert found == [("หนึ่ง", "a:1"), ("สอง", "a:1"), ("ซ้าย", ""), ("ขวา", "b:2"), ("", "")]


def test_paragraphs_and_rows_of_tables_are_numbered_in_one_count(tmp_path: Path) -> None:
    body = paragraph("บัญชี") + table([("ที่", "ชื่อ"), ("๑", "ก")]) + paragraph("จบ")
    found = word_rows(read_word(write_word(tmp_path / "ก.docx", body)))
    assert [(row.number, row.table) for row in found] == [(1, 0), (2, 1), (3, 1), (4, 0)]


def test_merged_word_cells_report_their_span_and_continuation(tmp_path: Path) -> None:
    body = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>'
        f'{paragraph("หัว")}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/>'
        f"</w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    )
    (made,) = read_word(write_word(tmp_path / "ก.docx", body)).tables
    assert [(cell.span, cell.is_continued) for row in made.rows for cell in row] == [
        (2, False),
        (2, True),
    ]


def test_text_in_a_drawing_and_its_fallback_is_not_read(tmp_path: Path) -> None:
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice>'
        "<w:drawing><w:t>รูป</w:t></w:drawing>"
        "</mc:Choice><mc:Fallback><w:t>สำรอง</w:t></mc:Fallback></mc:AlternateContent>"
        "<w:t>ข้อความ</w:t></w:r></w:p>"
    )
    assert texts(write_word(tmp_path / "ก.docx", box)) == ["ข้อความ"]


def test_text_that_libreoffice_multiplied_is_read_once(tmp_path: Path) -> None:
    control_id = '<w:sdtPr><w:id w:val="7"/></w:sdtPr>'
    one = f"<w:sdt>{control_id}<w:sdtContent>{run('ข้อความ')}</w:sdtContent></w:sdt>"
    two = f"<w:sdt>{control_id}<w:sdtContent>{run('ข้อความข้อความ')}</w:sdtContent></w:sdt>"
    other = one.replace("ข้อความ", "อื่น")
    body = f"<w:p>{one}{two}{one}</w:p><w:p>{one}{other}</w:p><w:p>{one}{one}{run('ต่อ')}</w:p>"
    made = write_word(tmp_path / "ก.docx", body)
    assert texts(made) == ["ข้อความ", "ข้อความอื่น", "ข้อความข้อความต่อ"]


# Hostile files


def refusal(path: Path) -> str:
    with pytest.raises(KmError) as caught:
        read_word(path)
    sentence = str(caught.value)
    assert sentence.isprintable()
    assert "Traceback" not in sentence
    return sentence


def test_a_zip_bomb_is_not_inflated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_PART", 2_000_000)
    path = raw(tmp_path / "ก.docx", b" " * 60_000_000)
    assert path.stat().st_size < 100_000
    tracemalloc.start()
    assert "ใหญ่ผิดปกติ" in refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < ONE_BUFFER + 20_000_000


def test_a_zip_with_forged_sizes_inflates_no_more_than_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = raw(tmp_path / "ก.docx", b" " * 60_000_000)
    content = path.read_bytes()
    true = (60_000_000).to_bytes(4, "little")
    assert content.count(true) == 2
    path.write_bytes(content.replace(true, (1000).to_bytes(4, "little")))
    tracemalloc.start()
    refusal(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < ONE_BUFFER + 20_000_000


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://example.invalid/x.dtd">',
        "<!DOCTYPE w>",
    ],
)
def test_entities_and_document_types_are_refused(head: str, tmp_path: Path) -> None:
    text = "<w:p><w:r><w:t>&b;&x;</w:t></w:r></w:p>"
    body = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{text}</w:body>'
    assert "DOCTYPE" in refusal(raw(tmp_path / "ก.docx", f"{head}{body}</w:document>"))


def test_macros_are_refused_and_external_targets_are_not_read(tmp_path: Path) -> None:
    body = f'<w:document xmlns:w="{NAMESPACE}"><w:body>{paragraph("ก")}</w:body></w:document>'
    assert "แมโคร" in refusal(raw(tmp_path / "ก.docx", body, word__vbaProject_bin=b"x"))
    assert "แมโคร" in refusal(tmp_path / "ก.docm")
    rels = b'<Relationships><Relationship TargetMode="External" Target="http://example.invalid/"/>'
    linked = raw(tmp_path / "ข.docx", body, word___rels__document_xml_rels=rels)
    assert texts(linked) == ["ก"]


def test_a_million_empty_rows_are_refused_early(tmp_path: Path) -> None:
    rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 1_000_000
    assert "มากผิดปกติ" in refusal(write_word(tmp_path / "ก.docx", f"<w:tbl>{rows}</w:tbl>"))


def test_more_paragraphs_or_cells_than_a_document_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word, "MOST_PARAGRAPHS", 100)
    assert "แบ่งแฟ้ม" in refusal(write_word(tmp_path / "ก.docx", "<w:p/>" * 101))
    monkeypatch.setattr(word, "MOST_PARAGRAPHS", 1000)
    monkeypatch.setattr(word, "MOST_CELLS", 100)
    rows = "<w:tr><w:tc><w:p/></w:tc></w:tr>" * 101
    assert "แบ่งแฟ้ม" in refusal(write_word(tmp_path / "ข.docx", f"<w:tbl>{rows}</w:tbl>"))


def test_endlessly_nested_word_tables_are_refused(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 2000 + "</w:tc></w:tr></w:tbl>" * 2000
    assert "มากผิดปกติ" in refusal(write_word(tmp_path / "ก.docx", deep))


def test_a_word_file_with_too_many_parts_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_PARTS", 10)
    parts = {f"word/media/{at}.png": "" for at in range(20)}
    assert "ใหญ่ผิดปกติ" in refusal(write_word(tmp_path / "ก.docx", paragraph("ก"), parts))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"hello", b"\xd0\xcf\x11\xe0" + b"\0" * 600, b"PK\x05\x06" + b"\0" * 18],
)
def test_reading_a_file_that_is_not_word_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ก.docx"
    path.write_bytes(content)
    assert ".docx" in refusal(path)


def test_word_files_cut_or_changed_at_every_seventh_byte_are_read_or_refused(
    tmp_path: Path,
) -> None:
    whole = write_word(tmp_path / "ก.docx", paragraph("ก") + table([("ซ้าย", "ขวา")])).read_bytes()
    path = tmp_path / "ข.docx"
    for at in range(0, len(whole), 7):
        for broken in (whole[:at], whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]):
            path.write_bytes(broken)
            with suppress(KmError):
                read_word(path)


def test_a_missing_file_a_folder_and_other_file_types_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_word(tmp_path / "ไม่มี.docx")
    with pytest.raises(Refused):
        read_word(tmp_path)
    for suffix in (".doc", ".odt", ".rtf", ".pdf"):
        assert ".docx" in refusal(tmp_path / f"ก{suffix}")


def test_xml_that_is_nested_too_deeply_is_refused() -> None:
    with pytest.raises(xml_tree.UnsafeXml):
        xml_tree.read_xml(b"<a>" * 5000)
    assert xml_tree.read_xml(b'<w:a xmlns:w="x" w:b="1"/>').attrib == {"b": "1"}


def test_blocks_of_a_word_document_keep_their_order(tmp_path: Path) -> None:
    body = paragraph("หนึ่ง") + table([("สอง",)]) + paragraph("สาม")
    kinds = [type(each) for each in read_word(write_word(tmp_path / "ก.docx", body)).blocks]
    assert kinds == [WordParagraph, WordTable, WordParagraph]


def test_xml_with_as_many_elements_as_are_allowed_is_read_and_one_more_is_refused() -> None:
    def made(count: int) -> bytes:
        return b"<a>" + b"<b/>" * (count - 1) + b"</a>"

    assert len(xml_tree.read_xml(made(xml_tree.MOST_ELEMENTS))) == xml_tree.MOST_ELEMENTS - 1
    with pytest.raises(xml_tree.UnsafeXml):
        xml_tree.read_xml(made(xml_tree.MOST_ELEMENTS + 1))
