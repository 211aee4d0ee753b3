"""`kmtui guide`: the handbook, one chapter of it, or the card of keys."""

from pathlib import Path

import pytest

from exports.guide.chapters import CHAPTERS, read_chapter
from tests.cli.test_commands import refused, said
from tests.conftest import Run
from tests.exports.pdf_text import bare, pages_of

BOOK = "คู่มือการใช้งานโปรแกรม kmtui.pdf"
CARD = "ปุ่มของโปรแกรม kmtui.pdf"


@pytest.mark.parametrize(("words", "name"), [((), BOOK), (("--keys",), CARD)])
def test_guide_writes_to_the_documents_folder_and_prints_the_path(
    store: Path, kmtui: Run, words: tuple[str, ...], name: str
) -> None:
    path = store.parent / "documents" / name
    assert said(kmtui("guide", *words)) == f"{path}\n"
    assert path.read_bytes().startswith(b"%PDF-")


def test_guide_writes_one_chapter_to_the_given_output_path_or_to_standard_output(
    store: Path, tmp_path: Path, kmtui: Run
) -> None:
    del store
    target = tmp_path / "บท.pdf"
    assert said(kmtui("guide", "--chapter", "server", "-o", str(target))) == f"{target}\n"
    assert bare(read_chapter("server").heading) in bare(pages_of(target.read_bytes())[0])
    piped = kmtui("guide", "--chapter", "server", "-o", "-")
    assert (piped.stdout, piped.stderr) == (target.read_bytes(), b"")


def test_an_unknown_chapter_is_refused_with_the_existing_names(store: Path, kmtui: Run) -> None:
    del store
    told = refused(kmtui("guide", "--chapter", "[/]\x1b[2J"))
    assert all(name in told for name in CHAPTERS)
    assert "\x1b" not in told
