"""Reading a PDF back as a person who searches or copies would."""

import re
import subprocess
import tempfile
import unicodedata

import pypdfium2
from rapidfuzz.distance import Levenshtein

TEXT = (
    "ตามพระราชกฤษฎีกาว่าด้วยหลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี พ.ศ. ๒๕๔๖ มาตรา ๑๑ "
    "กำหนดให้ส่วนราชการมีหน้าที่พัฒนาความรู้ในองค์กร เพื่อให้มีลักษณะเป็นองค์กรแห่งการเรียนรู้อย่างสม่ำเสมอ "
    "โดยต้องรับรู้ข้อมูลข่าวสารและสามารถประมวลความรู้ในด้านต่าง ๆ (Knowledge Management : KM) "
    "หัวหน้าฝ่ายอำนวยการแจ้งว่าน้ำท่วมถนนสายสำคัญ ผู้ช่วยผู้อำนวยการกองช่างจึงนำน้ำดื่มไปแจก "
    "ปั๊มน้ำใต้ฐานกุฏิ ญาติผู้ใหญ่ ฟ้าผ่าป้ายปิ่นโต ๑๔.๐๐ น. เป็นสิ่งที่ไม่ค่อยเกิดขึ้น ฯลฯ "
)


def pages_of(content: bytes) -> list[str]:
    """The text of each page, as pdfium gives it."""
    document = pypdfium2.PdfDocument(content)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return pages


def poppler_text(content: bytes) -> str:
    """The text in the order of the file, as pdftotext gives it."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        done = subprocess.run(
            ["pdftotext", "-raw", file.name, "-"], capture_output=True, check=True
        )
    return done.stdout.decode()


_FURNITURE = re.compile(r"^\f?\s*(?:- [๐-๙]+ -|/[^\n]* \.\.\.)\s*$", flags=re.MULTILINE)


def without_furniture(text: str) -> str:
    """Text without the numbers of pages and the words of continuation at their foot."""
    return _FURNITURE.sub("", text)


def bare(text: str) -> str:
    """Text without white space."""
    return "".join(unicodedata.normalize("NFC", text).split())


def character_errors(expected: str, found: str) -> int:
    return Levenshtein.distance(bare(expected), bare(found))


def hits(content: bytes, word: str) -> int:
    """How often a reader's search finds a word."""
    document = pypdfium2.PdfDocument(content)
    found = 0
    for page in document:
        searcher = page.get_textpage().search(word)
        while searcher.get_next():
            found += 1
    document.close()
    return found
