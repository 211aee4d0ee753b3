"""`readers`: sentences and words that five programs read back out of the minutes as PDF.

The same words are set by kmtui in two fonts, by Typst, and by LibreOffice where `soffice` is there.
A sentence counts if it is read with its spaces, and nothing but line ends in between; a word if it
is found where it was written.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from pypdf import PdfReader

from benchmarks.example import example_home
from benchmarks.processes import PYTHON
from benchmarks.table import Table
from benchmarks.typst_minutes import source
from exports import minutes
from exports.documents import Request
from exports.typesetting.fonts import choose_font
from models.meetings.records import find_meeting
from models.storage.store import close_store, open_store

_SENTENCES = 20
_WORDS = (
    "การจัดการความรู้", "คณะกรรมการ", "ติดตาม", "ร่วมกัน", "น้ำ", "เทศบาล", "ประชุม", "ปฏิบัติ",
    "ผู้บังคับบัญชา", "องค์กร",
)  # fmt: skip
_PROGRAMS = {
    "pdftotext": ("pdftotext", "FILE", "-"),
    "pdftotext -raw": ("pdftotext", "-raw", "FILE", "-"),
    "mutool": ("mutool", "draw", "-q", "-F", "txt", "FILE"),
}


def run() -> Iterator[Table]:
    """The table of sentences, and that of words."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        paper = _example_minutes()
        said = [speech.text for item in paper.items for speech in item.speeches if speech.text]
        made = dict(_set(paper, folder))
        readings = {
            maker: {reader: read(file) for reader, read in _readers().items()}
            for maker, file in made.items()
        }
    asked = _sentences(said)
    yield _table(
        f"readers: of {len(asked)} sentences read back letter by letter",
        readings,
        lambda text: sum(_is_in(each, text) for each in asked),
    )
    written = " ".join(said)
    count = sum(written.count(word) for word in _WORDS)
    yield _table(
        f"readers: of {count} places of {len(_WORDS)} words found by searching for the word",
        readings,
        lambda text: sum(min(text.count(word), written.count(word)) for word in _WORDS),
    )


def _table(
    title: str, readings: Mapping[str, Mapping[str, str]], count: Callable[[str], int]
) -> Table:
    table = Table(title, ["set by", *_readers()])
    for maker, texts in readings.items():
        table.add(maker, *(str(count(text)) for text in texts.values()))
    return table


def _example_minutes() -> minutes.MinutesPaper:
    with example_home() as home:
        open_store(home / "kmtui.db")
        try:
            return minutes.gather(find_meeting(1, 2563), Request("minutes"))
        finally:
            close_store()


def _sentences(said: list[str]) -> list[str]:
    """Return pieces of three words between spaces, spread over all that was said."""
    pieces = [
        " ".join(words[at : at + 3])
        for text in said
        for line in text.split("\n")
        for words in [line.split()]
        for at in range(0, len(words) - 2, 3)
    ]
    return pieces[:: max(1, len(pieces) // _SENTENCES)][:_SENTENCES]


def _is_in(sentence: str, text: str) -> bool:
    letters = (r"\s+" if letter == " " else re.escape(letter) for letter in sentence)
    return re.search(r"[\r\n]*".join(letters), text) is not None


def _set(paper: minutes.MinutesPaper, folder: Path) -> Iterator[tuple[str, Path]]:
    fonts = Path(__file__).resolve().parents[2] / "shared" / "fonts"
    for name, font in (("kmtui, Sarabun", None), ("kmtui, TH Sarabun New", fonts)):
        if font is None or font.is_dir():
            file = folder / f"{name}.pdf"
            file.write_bytes(minutes.render(paper, font).content)
            yield name, file
    chosen, typ = choose_font(), folder / "minutes.typ"
    typ.write_text(source(paper, chosen.family, chosen.scale), encoding="utf-8")
    module = (PYTHON, "-m", "benchmarks.typst_minutes")
    file = folder / "typst.pdf"
    subprocess.run([*module, typ, chosen.regular.parent, file], check=True, capture_output=True)
    yield f"Typst, {chosen.family}", file
    if shutil.which("soffice"):
        yield f"LibreOffice, {chosen.family}", _set_by_libreoffice(paper, chosen.family, folder)


def _set_by_libreoffice(paper: minutes.MinutesPaper, family: str, folder: Path) -> Path:
    rows = "".join(
        f"<tr><td>{escape(' '.join(speech.speaker))}</td><td>{escape(speech.text)}</td></tr>"
        for item in paper.items
        for speech in item.speeches
    )
    page = folder / "office.html"
    style = f"font-family: '{family}'; font-size: 16pt"
    page.write_text(f'<meta charset="utf-8"><table style="{style}">{rows}</table>', "utf-8")
    home = f"-env:UserInstallation={(folder / 'soffice').as_uri()}"
    convert = ("--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir")
    subprocess.run(["soffice", home, *convert, folder, page], check=True, capture_output=True)
    return page.with_suffix(".pdf")


def _readers() -> dict[str, Callable[[Path], str]]:
    programs = {
        name: partial(_read_with, command)
        for name, command in _PROGRAMS.items()
        if shutil.which(command[0])
    }
    return {**programs, "pdfium": _pdfium, "pypdf": _pypdf}


def _read_with(command: tuple[str, ...], file: Path) -> str:
    words = [str(file) if each == "FILE" else each for each in command]
    return subprocess.run(words, check=True, capture_output=True).stdout.decode()


def _pdfium(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def _pypdf(file: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.read_bytes())).pages)
