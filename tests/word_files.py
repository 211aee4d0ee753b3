"""Word files made as Word makes them: minutes with their marks, and edits in the XML.

Minutes are the program's own export, whose agenda is one table, or made by hand with a table for
each row, as they come back from programs that split tables. The edits know both.
"""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from exports import catalogue
from exports.documents import Request
from exports.minutes import MinutesPaper, gather
from kmtui.thai.digits import arabic_digits
from models.meetings.records import meeting_by_id
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
BODY, COMMENTS, CUSTOM = "word/document.xml", "word/comments.xml", "customXml/item1.xml"
_SPACE = 'xml:space="preserve"'


def run(text: str) -> str:
    rows = f"</w:t><w:br/><w:t {_SPACE}>".join(escape(text).split("\n"))
    return f"<w:r><w:rPr><w:b/><w:bCs/></w:rPr><w:t {_SPACE}>{rows}</w:t></w:r>"


def paragraph(text: str) -> str:
    return f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{run(text) if text else ""}</w:p>'


def control(tag: str, text: str) -> str:
    """A block-level content control with a paragraph for each line."""
    inside = "".join(map(paragraph, text.split("\n")))
    marks = f'<w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="1"/></w:sdtPr>'
    return f"<w:sdt>{marks}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def table(rows: Iterable[Iterable[str]]) -> str:
    """A table; a cell is text, or the XML of its blocks."""
    made = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in rows)
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="1"/></w:tblGrid>{made}</w:tbl>'


def _cell(content: str) -> str:
    blocks = content if content.startswith("<w:") else "".join(map(paragraph, content.split("\n")))
    # A cell ends with a paragraph; Word repairs the file otherwise.
    end = "" if blocks.endswith("</w:p>") else "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{blocks}{end}</w:tc>'


def write_word(path: Path, body: str, parts: Mapping[str, str] | None = None) -> Path:
    """Write a Word file with this body."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            BODY,
            f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}"><w:body>'
            f"{body}<w:sectPr/></w:body></w:document>",
        )
        for name, content in {**_around(parts or {}), **(parts or {})}.items():
            package.writestr(name, content)
    return path


def _around(parts: Mapping[str, str]) -> dict[str, str]:
    """The content types and relationships without which other programs open no file."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{BODY}" ContentType="{main}"/></Types>'
    )

    def to(kind: str, target: str) -> str:
        one = f'<Relationship Id="rId1" Type="{kinds}/{kind}" Target="{target}"/>'
        return f'<Relationships xmlns="{relations}">{one}</Relationships>'

    found = {"[Content_Types].xml": types, "_rels/.rels": to("officeDocument", BODY)}
    if CUSTOM in parts:
        found["word/_rels/document.xml.rels"] = to("customXml", f"../{CUSTOM}")
    return found


def edit_word(path: Path, edit: Callable[[Element], object], part: str = BODY) -> Path:
    """Change the XML of a part of a file."""
    ElementTree.register_namespace("w", NAMESPACE)
    with zipfile.ZipFile(path) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    root = ElementTree.fromstring(contents[part])
    edit(root)
    contents[part] = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            package.writestr(name, content)
    return path


def without_marks(path: Path) -> Path:
    """Take all content controls and custom parts off a file, as other programs do."""

    def unwrap(parent: Element) -> None:
        for each in list(parent):
            unwrap(each)
            if each.tag == f"{W}sdt":
                at = list(parent).index(each)
                parent.remove(each)
                content = each.find(f"{W}sdtContent")
                for place, inner in enumerate([] if content is None else list(content), at):
                    parent.insert(place, inner)

    edit_word(path, unwrap)
    with zipfile.ZipFile(path) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in contents.items():
            if not name.startswith("customXml"):
                package.writestr(name, content)
    return path


def element(xml: str) -> Element:
    return ElementTree.fromstring(f'<x xmlns:w="{NAMESPACE}">{xml}</x>')[0]


def parent_of(root: Element, child: Element) -> Element:
    return next(each for each in root.iter() if child in list(each))


def control_of(root: Element, kind: str, record_id: int) -> Element:
    """The content control around the text of a record."""
    for each in root.iter(f"{W}sdt"):
        tag = each.find(f"{W}sdtPr/{W}tag")
        if tag is not None and tag.get(f"{W}val", "").startswith(f"kmtui:{kind}:{record_id}:"):
            return each
    raise LookupError((kind, record_id))


def row_of(root: Element, kind: str, record_id: int) -> Element:
    """The row of a record in the table of the agenda; its table if it has that for itself."""
    control = control_of(root, kind, record_id)
    return next(row for row in rows_of(root) if control in row.iter())


def rows_of(root: Element) -> list[Element]:
    """The rows of all tables; a table of one row is a row."""
    found: list[Element] = []
    for each in root.iter(f"{W}tbl"):
        rows = each.findall(f"{W}tr")
        found += rows if len(rows) > 1 else [each]
    return found


def remove_row(root: Element, row: Element) -> None:
    parent_of(root, row).remove(row)


def insert_below(root: Element, row: Element, *made: Element) -> None:
    """Put rows below a row; each is a table of one row, as `table` makes it, or a row."""
    parent = parent_of(root, row)
    fitting = [_as_in(parent, each) for each in made]
    at = list(parent).index(row) + 1
    parent[at:at] = fitting


def insert_above(root: Element, row: Element, *made: Element) -> None:
    """Put rows above a row, as `insert_below` does."""
    parent = parent_of(root, row)
    fitting = [_as_in(parent, each) for each in made]
    at = list(parent).index(row)
    parent[at:at] = fitting


def _as_in(parent: Element, row: Element) -> Element:
    """The row as it fits: in a table as a row, else as a table."""
    if (parent.tag == f"{W}tbl") == (row.tag == f"{W}tr"):
        return row
    if row.tag == f"{W}tbl":
        return row[-1]
    around = element(table([]))
    around.append(row)
    return around


def insert_paragraph_below(root: Element, row: Element, made: Element) -> None:
    """Put a paragraph between the tables; a table of many rows is split there, as by Word."""
    parent = parent_of(root, row)
    if parent.tag != f"{W}tbl":
        parent.insert(list(parent).index(row) + 1, made)
        return
    rest = ElementTree.Element(parent.tag)
    rest.extend(each for each in parent if each.tag != f"{W}tr")
    for each in list(parent)[list(parent).index(row) + 1 :]:
        parent.remove(each)
        rest.append(each)
    body = parent_of(root, parent)
    at = list(body).index(parent) + 1
    body[at:at] = [made, *([rest] if rest.find(f"{W}tr") is not None else [])]


def written_paragraphs(control: Element) -> list[Element]:
    """The paragraphs with text; the export begins a control with an empty one."""
    return [each for each in control.iter(f"{W}p") if any(t.text for t in each.iter(f"{W}t"))]


def first_text(control: Element) -> Element:
    found = next(control.iter(f"{W}t"))
    assert found.text
    return found


def paper_of(meeting_id: int) -> MinutesPaper:
    meeting = meeting_by_id(meeting_id)
    return gather(meeting, Request("minutes", f"{meeting.number}/{meeting.year}"))


def printed_of(meeting_id: int) -> frozenset[str]:
    return paper_of(meeting_id).lines_besides_parts


def exported_minutes(path: Path, meeting_id: int, official_digits: bool = False) -> Path:
    """Write the Word file that the program itself makes of the minutes of a meeting."""
    meeting = meeting_by_id(meeting_id)
    key, name = f"{meeting.number}/{meeting.year}", meeting.committee.name
    request = Request("minutes", key, name, form="docx", official_digits=official_digits)
    path.write_bytes(catalogue.draw(request, catalogue.gather(request)).content)
    return path


def word_minutes(path: Path, meeting_id: int) -> Path:
    """Write the minutes of a meeting with marks and texts, by hand: a table for each row."""
    snapshot, paper = read_meeting_snapshot(meeting_id), paper_of(meeting_id)
    blocks = [paragraph(line) for line in paper.heading]
    for title, names in (("ผู้มาประชุม", paper.present), ("ผู้ไม่มาประชุม", paper.not_present)):
        blocks.append(paragraph(title))
        blocks.append(
            table((f"{at}.", each.name, each.post, each.role) for at, each in enumerate(names, 1))
        )
    blocks += [paragraph(paper.begins), paragraph(paper.opening)]
    for item, printed in zip(snapshot.items, paper.items, strict=True):
        rows = [(printed.heading, control(f"kmtui:item:{item.id}:1", item.title))]
        speeches = iter(printed.speeches)
        for said in item.statements:
            if not said.text.strip():
                continue
            each = next(speeches)
            mark = control(f"kmtui:statement:{said.id}:{said.version}", said.text.strip())
            following = "".join(map(paragraph, each.following))
            rows.append(("\n".join(each.speaker), mark + following))
        for made in item.resolutions:
            each = next(speeches)
            mark = control(f"kmtui:resolution:{made.id}:{made.version}", made.text)
            rows.append(("ที่ประชุม", mark + "".join(map(paragraph, each.following))))
        rows += [("", each.text) for each in speeches]
        if not printed.speeches and not printed.has_parts:
            rows.append(("", "- ไม่มี -"))
        blocks += [table([row]) for row in rows]
    blocks.append(paragraph(paper.ends))
    blocks += [paragraph(line) for each in paper.signatures for line in each.lines]
    return write_word(path, "".join(blocks), {CUSTOM: _record(snapshot)})


def _record(snapshot: MeetingSnapshot) -> str:
    rows = []
    for item in snapshot.items:
        rows.append(f'<item id="{item.id}" version="1" title={quoteattr(item.title)}/>')
        for said in item.statements:
            speaker = said.speaker.speaker_name if said.speaker else ""
            rows.append(
                f'<statement id="{said.id}" version="{said.version}" item="{item.id}" '
                f"speaker={quoteattr(speaker)}>{escape(said.text)}</statement>"
            )
        for made in item.resolutions:
            rows.append(
                f'<resolution id="{made.id}" version="{made.version}" item="{item.id}">'
                f"{escape(made.text)}</resolution>"
            )
    head = f'meeting="{arabic_digits(snapshot.label)}" meeting-id="{snapshot.meeting_id}"'
    return (
        f'<minutes xmlns="urn:kmtui:minutes:1" {head} exported="2026-11-17T09:00:00+00:00">'
        f"{''.join(rows)}</minutes>"
    )
