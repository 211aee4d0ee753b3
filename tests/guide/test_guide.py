"""The handbook says what the program does: its keys, its commands, its screens, its pictures."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from exports.guide.chapters import CHAPTERS, Chapter, read_chapter
from exports.guide.handbook import write_handbook
from exports.guide.key_card import write_key_card
from exports.guide.keys import KeyGroup, KeyRow
from exports.guide.markdown import (
    Grid,
    Heading,
    Item,
    Kind,
    Paragraph,
    Picture,
    Span,
    Spans,
    blocks_of,
)
from kmtui.thai.digits import thai_digits
from screens.base.chapters import SCREENS_OF_CHAPTERS, card_groups, chapter_of
from screens.commands import PAGES
from screens.commands.command import key_label, written_keys
from screens.commands.everywhere import EVERYWHERE
from screens.commands.minutes import ROOM
from tests.conftest import ROOT
from tests.exports.minutes.test_reading_back import must_not_cut
from tests.exports.pdf_text import bare, pages_of
from tests.guide.scenes import RUNS
from tests.guide.taking import PICTURES, take
from tests.test_packages import packed_files

GUIDE = ROOT / "docs" / "guide"
ALL = [read_chapter(name) for name in CHAPTERS]


@pytest.fixture(scope="module")
def pages() -> list[str]:
    """The text of each page of the whole handbook."""
    return pages_of(write_handbook(ALL).content)


def spans_in(chapter: Chapter) -> Iterator[Spans]:
    for block in chapter.blocks:
        if isinstance(block, Paragraph | Item):
            yield block.spans
        elif isinstance(block, Grid):
            for row in (block.head, *block.rows):
                yield from row


def keys_in(chapter: Chapter) -> set[str]:
    return {s.text for spans in spans_in(chapter) for s in spans if s.kind is Kind.KEY}


def test_every_screen_has_a_chapter_and_every_chapter_its_file() -> None:
    assert tuple(SCREENS_OF_CHAPTERS) == CHAPTERS
    assert {path.stem for path in GUIDE.glob("*.md")} == set(CHAPTERS)
    told = {page.title for of in SCREENS_OF_CHAPTERS.values() for page in of}
    assert {page.title for page in PAGES} - told == set()
    assert chapter_of(ROOM) == "room"


@pytest.mark.parametrize("chapter", ALL, ids=lambda chapter: chapter.name)
def test_every_key_that_a_chapter_names_is_a_key_of_its_screens(chapter: Chapter) -> None:
    screens = SCREENS_OF_CHAPTERS[chapter.name]
    commands = [*EVERYWHERE, *(each for page in screens for each in page.commands)]
    known = {key_label(key) for each in commands for key in written_keys(each)}
    assert keys_in(chapter) - known == set()
    assert keys_in(chapter) or not screens


def test_the_handbook_shows_every_picture_exactly_once() -> None:
    taken = [name for run in RUNS for name in run.pictures]
    shown = [
        block.name for chapter in ALL for block in chapter.blocks if isinstance(block, Picture)
    ]
    stored = [path.stem for path in PICTURES.iterdir()]
    assert sorted(stored) == sorted(taken) == sorted(shown)


def must_be_as_stored(name: str, svg: str) -> None:
    assert svg == (PICTURES / f"{name}.svg").read_text("utf-8"), f"run: make guide ({name})"


def test_handbook_pictures_of_the_first_start_equal_the_present_screens() -> None:
    take(RUNS[0], must_be_as_stored)


@pytest.mark.torture
@pytest.mark.parametrize("run", RUNS, ids=lambda run: run.pictures[0])
def test_every_handbook_picture_equals_the_present_screen(run: "object") -> None:
    take(run, must_be_as_stored)  # type: ignore[arg-type]


def test_lines_of_a_chapter_are_paragraphs_or_items_of_a_list() -> None:
    first, dashed, numbered = blocks_of("# ชื่อ\nบรรทัด\n- ขีด\n12. ข้อ")
    assert first == Paragraph((Span("บรรทัด"),))
    assert dashed == Item((Span("ขีด"),))
    assert numbered == Item((Span("ข้อ"),), 12)


def test_the_contents_name_the_page_on_which_each_chapter_begins(pages: list[str]) -> None:
    contents = bare(pages[0])
    for chapter in ALL:
        begins = next(
            number
            for number, text in enumerate(pages[1:], 2)
            if bare(chapter.heading) in bare(text)
        )
        assert re.search(rf"{re.escape(bare(chapter.heading))}\.*{thai_digits(begins)}", contents)
        assert f"- {thai_digits(begins)} -" in pages[begins - 1]


def test_headings_and_bold_texts_of_the_chapters_are_printed(pages: list[str]) -> None:
    printed = bare("".join(pages))
    for chapter in ALL:
        for block in chapter.blocks:
            if isinstance(block, Heading):
                assert bare(block.text) in printed
        for spans in spans_in(chapter):
            for each in spans:
                if each.kind is Kind.BOLD:
                    assert bare(each.text) in printed


def test_no_line_of_the_handbook_breaks_inside_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("exports.typesetting.line_breaking._cut", must_not_cut)
    drawn = write_handbook(ALL)
    assert drawn.warnings == ()


def test_the_same_chapter_gives_the_same_bytes() -> None:
    assert write_handbook(ALL[:1]).content == write_handbook(ALL[:1]).content


def test_the_key_card_is_one_page_with_every_key_of_the_meeting_room() -> None:
    drawn = write_key_card(card_groups())
    (page,) = pages_of(drawn.content)
    printed = bare(page)
    missing = [each.label for each in ROOM.commands if bare(each.label) not in printed]
    assert (missing, drawn.warnings) == ([], ())


def test_keys_and_names_of_commands_are_bold_on_the_key_card() -> None:
    group = KeyGroup("หมู่", (KeyRow("F5", "คัดลอก", "ทำซ้ำ"),))
    letters: dict[bool, str] = {True: "", False: ""}

    def visit(text: str, _at: object, _from: object, font: dict[str, str], _size: float) -> None:
        letters["Bold" in font["/BaseFont"] if font else False] += bare(text)

    reader = PdfReader(BytesIO(write_key_card([group]).content))
    reader.pages[0].extract_text(visitor_text=visit)
    assert "F5คัดลอก" in letters[True]
    assert "ทำซ้ำ" in letters[False]


def test_a_wheel_holds_the_chapters_and_their_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    packed = packed_files()
    files = {path.relative_to(GUIDE).as_posix() for path in GUIDE.rglob("*") if path.is_file()}
    assert {f"exports/guide/data/{name}" for name in files} - packed == set()
    assert Path(ROOT, "exports/guide/data").resolve() == GUIDE.resolve()
