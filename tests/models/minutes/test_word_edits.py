"""Random edits of a returned file: taken as a whole, the minutes then say what the file says."""

import random
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from models.editing.undo import revert, run_undoable
from models.minutes.lifecycle import reopen_meeting
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.undo import room_scope
from models.minutes.word_import.applying import Taken, take_differences
from models.minutes.word_import.returned import compare_returned, read_returned
from tests.models.minutes.test_word_import import element, texts
from tests.other_office import OtherOffice
from tests.word_files import W, edit_word, paragraph, printed_of, table, without_marks, word_minutes

WORDS = ("ควรเร่งรัด", "๑๕ วัน", "“ตามระเบียบ”", "[/]", "งบประมาณ 5,000 บาท", "ำ", "กองช่าง")


def speeches(body: Element) -> list[Element]:
    """The tables of the agenda with what was said or decided (one row each)."""
    marks = ("kmtui:statement", "kmtui:resolution")
    return [
        each
        for each in body
        if each.tag == f"{W}tbl"
        and any(mark.get(f"{W}val", "").startswith(marks) for mark in each.iter(f"{W}tag"))
    ]


def change_words(chance: random.Random, body: Element) -> None:
    each = chance.choice(speeches(body))
    text = chance.choice([text for text in each.iter(f"{W}t") if len(text.text or "") > 30])
    at = chance.randrange(len(text.text or ""))
    text.text = f"{(text.text or '')[:at]}{chance.choice(WORDS)}{(text.text or '')[at:]}"


def remove_row(chance: random.Random, body: Element) -> None:
    body.remove(chance.choice(speeches(body)))


def mark_of(each: Element) -> str:
    return next(each.iter(f"{W}tag")).attrib[f"{W}val"]


def move_row(chance: random.Random, body: Element) -> None:
    said = [each for each in speeches(body) if "statement" in mark_of(each)]
    row, other = chance.choice(said), chance.choice(said)
    if row is not other:
        body.remove(row)
        body.insert(list(body).index(other), row)


def add_row(chance: random.Random, body: Element) -> None:
    at = list(body).index(chance.choice(speeches(body)))
    name = chance.choice(("นายประเสริฐ ทองดี", "", "นายไม่รู้ จัก", "ที่ประชุม"))
    words = f"{chance.choice(WORDS)} ข้อความใหม่ {chance.randrange(10_000)}"
    made = paragraph(words) if chance.random() < 0.3 else table([(name, words)])
    body.insert(at + 1, element(made))


EDITS: tuple[Callable[[random.Random, Element], None], ...] = (
    *(change_words,) * 3, remove_row, move_row, add_row, add_row,
)  # fmt: skip


def edited(seed: int, folder: Path, meeting_id: int) -> Path:
    chance = random.Random(seed)
    path = word_minutes(folder / f"{seed}.docx", meeting_id)

    def edit(root: Element) -> None:
        for _ in range(chance.randrange(1, 7)):
            chance.choice(EDITS)(chance, root[0])

    return edit_word(path, edit)


def check(seed: int, folder: Path, meeting_id: int, is_marked: bool) -> None:
    """Take what a file says; it then differs in nothing. Undo brings everything back."""
    path = edited(seed, folder, meeting_id)
    if not is_marked:
        without_marks(path)
    before = read_meeting_snapshot(meeting_id)
    document = read_returned(path)
    found = compare_returned(meeting_id, document, printed_of(meeting_id)).differences
    taken = [Taken(each) for each in found]
    ids = [item.id for item in before.items]
    entry = run_undoable(
        room_scope(meeting_id, ids), take_differences, meeting_id, path.name, taken
    )
    now = compare_returned(meeting_id, document, printed_of(meeting_id)).differences
    left = [(each.kind, each.where, each.after) for each in now if each.can_be_taken]
    assert left == [], f"seed {seed}"
    revert(entry)
    assert texts(read_meeting_snapshot(meeting_id)) == texts(before), f"seed {seed}"


@pytest.mark.parametrize("is_marked", [True, False])
def test_random_edits_of_a_word_file_are_stored_as_edited(
    is_marked: bool, other_office: OtherOffice, tmp_path: Path
) -> None:
    meeting_id = other_office.held_id
    reopen_meeting(meeting_id, "ผู้ตรวจแก้ใน Word")
    for seed in range(12):
        check(seed, tmp_path, meeting_id, is_marked)


@pytest.mark.torture
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("is_marked", [True, False])
def test_hundreds_of_random_edits_of_a_word_file_are_stored_as_edited(
    is_marked: bool, other_office: OtherOffice, tmp_path: Path
) -> None:
    meeting_id = other_office.held_id
    reopen_meeting(meeting_id, "ผู้ตรวจแก้ใน Word")
    for seed in range(12, 120):
        check(seed, tmp_path, meeting_id, is_marked)
