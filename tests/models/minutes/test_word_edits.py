"""Random edits of a returned file: taken as a whole, the minutes then say what the file says."""

import random
import shutil
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
from tests.models.minutes.test_word_import import texts
from tests.other_office import OtherOffice
from tests.word_files import (
    W,
    edit_word,
    element,
    exported_minutes,
    insert_above,
    insert_below,
    insert_paragraph_below,
    paragraph,
    printed_of,
    remove_row,
    rows_of,
    table,
    without_marks,
    word_minutes,
)

MakeFile = Callable[[Path, int], Path]

WORDS = ("ควรเร่งรัด", "๑๕ วัน", "“ตามระเบียบ”", "[/]", "งบประมาณ 5,000 บาท", "ำ", "กองช่าง")


def speeches(root: Element) -> list[Element]:
    """The rows of the agenda with what was said or decided."""
    marks = ("kmtui:statement", "kmtui:resolution")
    return [
        each
        for each in rows_of(root)
        if any(mark.get(f"{W}val", "").startswith(marks) for mark in each.iter(f"{W}tag"))
    ]


def change_words(chance: random.Random, root: Element) -> None:
    each = chance.choice(speeches(root))
    text = chance.choice([text for text in each.iter(f"{W}t") if len(text.text or "") > 30])
    at = chance.randrange(len(text.text or ""))
    text.text = f"{(text.text or '')[:at]}{chance.choice(WORDS)}{(text.text or '')[at:]}"


def take_row(chance: random.Random, root: Element) -> None:
    remove_row(root, chance.choice(speeches(root)))


def mark_of(each: Element) -> str:
    return next(each.iter(f"{W}tag")).attrib[f"{W}val"]


def move_row(chance: random.Random, root: Element) -> None:
    said = [each for each in speeches(root) if "statement" in mark_of(each)]
    row, other = chance.choice(said), chance.choice(said)
    if row is not other:
        remove_row(root, row)
        insert_above(root, other, row)


def add_row(chance: random.Random, root: Element) -> None:
    above = chance.choice(speeches(root))
    name = chance.choice(("นายประเสริฐ ทองดี", "", "นายไม่รู้ จัก", "ที่ประชุม"))
    words = f"{chance.choice(WORDS)} ข้อความใหม่ {chance.randrange(10_000)}"
    if chance.random() < 0.3:
        insert_paragraph_below(root, above, element(paragraph(words)))
    else:
        insert_below(root, above, element(table([(name, words)])))


EDITS: tuple[Callable[[random.Random, Element], None], ...] = (
    *(change_words,) * 3, take_row, move_row, add_row, add_row,
)  # fmt: skip


def edited(seed: int, file: Path) -> Path:
    """A copy of a file after one to six edits."""
    chance = random.Random(seed)
    path = Path(shutil.copy(file, file.parent / f"{seed}.docx"))

    def edit(root: Element) -> None:
        for _ in range(chance.randrange(1, 7)):
            chance.choice(EDITS)(chance, root)

    return edit_word(path, edit)


def check(seed: int, file: Path, meeting_id: int, is_marked: bool) -> int:
    """Take what a file says; it then differs in nothing. Undo brings everything back.

    Returns how many differences the file had.
    """
    path = edited(seed, file)
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
    return len(found)


@pytest.mark.parametrize("make", [word_minutes, exported_minutes])
@pytest.mark.parametrize("is_marked", [True, False])
def test_random_edits_of_a_word_file_are_stored_as_edited(
    is_marked: bool, make: MakeFile, other_office: OtherOffice, tmp_path: Path
) -> None:
    meeting_id = other_office.held_id
    reopen_meeting(meeting_id, "ผู้ตรวจแก้ใน Word")
    file = make(tmp_path / "รายงาน.docx", meeting_id)
    found = [check(seed, file, meeting_id, is_marked) for seed in range(8)]
    assert sum(found) > 8


@pytest.mark.torture
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("make", [word_minutes, exported_minutes])
@pytest.mark.parametrize("is_marked", [True, False])
def test_hundreds_of_random_edits_of_a_word_file_are_stored_as_edited(
    is_marked: bool, make: MakeFile, other_office: OtherOffice, tmp_path: Path
) -> None:
    meeting_id = other_office.held_id
    reopen_meeting(meeting_id, "ผู้ตรวจแก้ใน Word")
    file = make(tmp_path / "รายงาน.docx", meeting_id)
    found = [check(seed, file, meeting_id, is_marked) for seed in range(8, 120)]
    assert sum(found) > 112
