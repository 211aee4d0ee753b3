"""Metadata of an archivable PDF: XMP (ISO 16684-1) for PDF/A-2u.

fpdf2 writes it too, but with the current time: the same record must give the same bytes.
"""

from datetime import datetime
from xml.sax.saxutils import escape

_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>th-TH</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>kmtui</xmp:CreatorTool>
<xmp:CreateDate>{made_at}</xmp:CreateDate>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>"""


def xmp(title: str, author: str, made_at: datetime, producer: str) -> str:
    """Return the XMP packet of a file; values must equal those of its information dictionary."""
    return _XMP.format(
        title=escape(title),
        author=escape(author),
        made_at=made_at.isoformat(timespec="seconds"),
        producer=escape(producer),
    )
