"""What is said is read back whole: white space kept, by five readers, in both fonts."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exports.catalogue import make
from exports.documents import Request
from models.minutes.snapshot import read_meeting_snapshot
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.large_office import SAID, SEATS, a_large_meeting
from tests.exports.pdf_text import pages_of, without_furniture


def run(*command: str) -> Callable[[bytes], str]:
    def read(content: bytes) -> str:
        if not shutil.which(command[0]):
            pytest.skip(f"{command[0]} is not installed")
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(content)
            file.flush()
            arguments = [file.name if each == "FILE" else each for each in command]
            done = subprocess.run(arguments, capture_output=True, check=True)
        return done.stdout.decode()

    return read


READERS: dict[str, Callable[[bytes], str]] = {
    "pdftotext": run("pdftotext", "FILE", "-"),
    "pdftotext -raw": run("pdftotext", "-raw", "FILE", "-"),
    "mutool": run("mutool", "draw", "-q", "-F", "txt", "FILE"),
    "pdfium": lambda content: "\n".join(pages_of(content)),
    "pypdf": lambda content: "\n".join(
        page.extract_text() for page in PdfReader(BytesIO(content)).pages
    ),
}


@pytest.fixture(params=["Sarabun", "TH Sarabun New"])
def font(request: pytest.FixtureRequest) -> Path | None:
    if request.param == "Sarabun":
        return None
    if not OFFICE_FONTS.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    return OFFICE_FONTS


@pytest.fixture
def large(store: Path, font: Path | None) -> bytes:
    meeting = a_large_meeting()
    request = Request("minutes", f"{meeting.number}/{meeting.year}", font=font)
    return make(request).content


def sentences(text: str) -> list[str]:
    """Pieces of a text of about a line and a half, each with the spaces inside it."""
    words = text.split(" ")
    return [" ".join(words[at : at + 3]) for at in range(0, len(words) - 3, 3)]


def is_in(sentence: str, text: str) -> bool:
    """Whether a text has a sentence letter by letter; only the ends of lines may be in it.

    One space of the sentence may be drawn as a wide one, but none may be missing or added.
    """
    letters = (r"\s+" if letter == " " else re.escape(letter) for letter in sentence)
    return re.search(r"[\r\n]*".join(letters), text) is not None


@pytest.mark.parametrize("reader", READERS)
def test_extracting_text_from_the_pdf_keeps_every_space_and_adds_none(
    large: bytes, reader: str
) -> None:
    text = without_furniture(READERS[reader](large))
    asked = [sentence for said in SAID for sentence in sentences(said)]
    found = [is_in(sentence, text) for sentence in asked]
    # A sentence that goes on behind a page's end may be parted by what stands at the edges.
    missing = [sentence for sentence, ok in zip(asked, found, strict=True) if not ok]
    assert len(missing) <= len(pages_of(large)) - 1, missing


def test_no_name_or_number_is_broken_across_lines(large: bytes, store: Path) -> None:
    lines = {line.strip() for page in pages_of(large) for line in page.splitlines()}
    joined = "\n".join(lines)
    meeting = read_meeting_snapshot(1)
    for entry in meeting.roll.seats:
        if entry.name:
            assert entry.name in joined
    assert re.search(r"^๒๒\.", joined, flags=re.MULTILINE)
    assert not re.search(r"^๒$", joined, flags=re.MULTILINE)
    assert sum(entry.name != "" for entry in meeting.roll.seats) == SEATS


def test_only_web_addresses_are_broken_inside_a_word(
    store: Path, font: Path | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = a_large_meeting()
    monkeypatch.setattr("exports.typesetting.line_breaking._cut", must_not_cut)
    order = meeting.committee.order
    for document in ("minutes", "attendance", "invitation", "agenda"):
        make(Request(document, f"{meeting.number}/{meeting.year}", font=font))
    make(Request("order", f"{order.number}/{order.year}", font=font))


def must_not_cut(words: list[object], *_rest: object) -> None:
    raise AssertionError(words)
