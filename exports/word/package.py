"""The OPC package of a Word file: the same content gives the same bytes."""

import io
from datetime import UTC, datetime
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from exports.typesetting.pdf_canvas import PdfMetadata
from exports.word.elements import qn, written
from models.minutes.word_marks import ITEM, NAMESPACE, MarkedPart, MinutesRecord

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_MOMENT = (2000, 1, 1, 0, 0, 0)
# Parts of python-docx's template that our files do not need.
_UNUSED = (
    *("customXml", "stylesWithEffects", "numbering", "webSettings", "thumbnail"),
    "extended-properties",
)
_WORD_2013 = "15"


def empty_document(origin: PdfMetadata) -> Document:
    """Return an empty document with the metadata of a record."""
    document = docx.Document()
    for part in (document.part, document.part.package):
        for name, relation in list(part.rels.items()):
            if any(unused in relation.reltype for unused in _UNUSED):
                del part.rels[name]
    _set_compatibility(document)
    about = document.core_properties
    about.title, about.author = _short(origin.title), _short(origin.author)
    about.last_modified_by, about.comments, about.language = about.author, "", "th-TH"
    about.identifier = _short(origin.identity)
    about.created = about.modified = _utc(origin.made_at)
    return document


def _set_compatibility(document: Document) -> None:
    """Set the layout rules of Word 2013 and later, without those of East Asian typesetting."""
    compat = document.settings.element.find(qn("w:compat"))
    for each in list(compat):
        if each.tag == qn("w:useFELayout"):
            compat.remove(each)
        elif each.get(qn("w:name")) == "compatibilityMode":
            each.set(qn("w:val"), _WORD_2013)


def _short(text: str) -> str:
    # Core properties hold 255 characters in python-docx.
    return written(" ".join(text.split()))[:255]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(tzinfo=None)


def add_record(document: Document, record: MinutesRecord) -> None:
    """Add the custom XML part with the texts of minutes as exported."""
    package = document.part.package
    data = Part(
        PackURI("/customXml/item1.xml"), "application/xml", _record_xml(record).encode(), package
    )
    store_id = uuid5(NAMESPACE_URL, f"{NAMESPACE}:{record.meeting_id}")
    about = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{{{str(store_id).upper()}}}" xmlns:ds="{_DATA}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    properties = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES, about.encode(), package)
    data.relate_to(properties, f"{_RELATIONS}/customXmlProps")
    document.part.relate_to(data, f"{_RELATIONS}/customXml")


def _record_xml(record: MinutesRecord) -> str:
    head = (
        f"meeting={quoteattr(record.number)} meeting-id={quoteattr(str(record.meeting_id))} "
        f"exported={quoteattr(record.exported)}"
    )
    parts = "".join(map(_part_xml, record.parts))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<minutes xmlns="{NAMESPACE}" {head}>{parts}</minutes>'
    )


def _part_xml(part: MarkedPart) -> str:
    key = f'<{part.kind} id="{part.id}" version="{part.version}"'
    if part.kind == ITEM:
        parent = f' parent="{part.item_id}"' if part.item_id is not None else ""
        return f"{key}{parent} title={quoteattr(written(part.text), {chr(10): '&#10;'})}/>"
    speaker = f" speaker={quoteattr(written(part.speaker))}" if part.speaker else ""
    text = escape(written(part.text), {"\r": "&#13;"})
    return f'{key} item="{part.item_id}"{speaker}>{text}</{part.kind}>'


def packed(document: Document) -> bytes:
    """Return the bytes of a file; timestamps in the package are constant."""
    out, fixed = io.BytesIO(), io.BytesIO()
    document.save(out)
    with ZipFile(out) as made, ZipFile(fixed, "w", ZIP_DEFLATED) as package:
        for name in made.namelist():
            package.writestr(ZipInfo(name, _MOMENT), made.read(name), ZIP_DEFLATED)
    return fixed.getvalue()
