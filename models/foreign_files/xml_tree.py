"""XML of other programs as a tree: no document type, no entities, bounded in size and depth.

Expat is driven directly, because its wrapper in the standard library expands entities that a
document declares (billion laughs) before anything can refuse them.
"""

from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

MOST_ELEMENTS = 600_000
"""The most elements of a part; a document of 300 pages has about 150,000."""

DEEPEST = 120
_SEPARATOR = "}"


class UnsafeXml(Exception):
    """Unsafe or malformed XML; the message is a Thai phrase about the file."""


def read_xml(content: bytes) -> Element:
    """Return the root of an XML document; tags and attributes are without their namespaces.

    Office writes the same names in two sets of namespaces (transitional and strict).

    Raises:
        UnsafeXml: it is not well-formed, or has a document type, too many elements or too deep
            ones.
    """
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise UnsafeXml("เสียหาย อ่านข้อความไม่ได้ เปิดแล้วบันทึกใหม่ แล้วนำเข้าอีกครั้ง") from error
    return reader.tree.close()


class _Reader:
    """The Expat handlers of one parse."""

    def __init__(self) -> None:
        self.tree = TreeBuilder()
        self.parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.EntityDeclHandler = self._refuse_entity
        self.parser.ExternalEntityRefHandler = self._refuse_external
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self.tree.data
        self._count = self._depth = 0

    def _refuse_doctype(self, *_declared: object) -> None:
        raise UnsafeXml("มีส่วนประกาศเอกสาร (DOCTYPE) ซึ่งโปรแกรมไม่อ่าน บันทึกใหม่จากโปรแกรมเอกสาร")

    def _refuse_entity(self, *_declared: object) -> None:
        raise UnsafeXml("มีเอนทิตี (ENTITY) ซึ่งโปรแกรมไม่อ่าน บันทึกใหม่จากโปรแกรมเอกสาร")

    def _refuse_external(self, *_named: object) -> int:
        raise UnsafeXml("อ้างแฟ้มภายนอก ซึ่งโปรแกรมไม่อ่าน บันทึกใหม่จากโปรแกรมเอกสาร")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._count += 1
        self._depth += 1
        if self._count > MOST_ELEMENTS or self._depth > DEEPEST:
            raise UnsafeXml("มีส่วนย่อยมากผิดปกติ คัดเฉพาะข้อความที่จะนำเข้าไปไว้ในแฟ้มใหม่ แล้วนำเข้าแฟ้มนั้น")
        named = {_local(name): value for name, value in attributes.items()}
        self.tree.start(_local(tag), named)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self.tree.end(_local(tag))


def _local(name: str) -> str:
    return name.rpartition(_SEPARATOR)[2]
