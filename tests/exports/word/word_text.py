"""Reading a Word file back: its blocks in order, each with the text that a person sees."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from tests.exports.pdf_text import bare


def body_of(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content)).element.body


def blocks_of(content: bytes) -> Iterator[str]:
    """The text of each paragraph, and of each row of a table, without white space."""
    for block in body_of(content):
        rows = block.findall(qn("w:tr")) if block.tag == qn("w:tbl") else [block]
        for row in rows:
            text = bare("".join(each.text or "" for each in row.iter(qn("w:t"))))
            if text:
                yield text
