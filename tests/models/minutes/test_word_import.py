"""Minutes back from Word: each edit comes back as itself; nothing is stored before the yes."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from models.editing.undo import revert, run_undoable
from models.errors import KmError, Refused
from models.history.views import HistoryFilter, changes
from models.minutes.agenda import add_item
from models.minutes.lifecycle import reopen_meeting
from models.minutes.records import (
    Outcome,
    Resolution,
    Statement,
    remove_statement,
    save_statement,
)
from models.minutes.snapshot import AgendaItemView, MeetingSnapshot, read_meeting_snapshot
from models.minutes.undo import room_scope
from models.minutes.word_import.applying import Taken, take_differences
from models.minutes.word_import.differences import Difference, DifferenceKind
from models.minutes.word_import.returned import (
    ReturnedMinutes,
    compare_returned,
    meeting_of_file,
    read_returned,
)
from models.minutes.word_import.units import UnitKind
from tests.other_office import OtherOffice
from tests.refusals import refused
from tests.word_files import (
    CUSTOM,
    W,
    control_of,
    edit_word,
    element,
    exported_minutes,
    first_text,
    insert_above,
    insert_below,
    insert_paragraph_below,
    paragraph,
    parent_of,
    printed_of,
    remove_row,
    row_of,
    table,
    without_marks,
    word_minutes,
    write_word,
    written_paragraphs,
)
from tests.word_files import run as word_run

C, K = DifferenceKind, UnitKind
Edit = Callable[[Element], object]


@pytest.fixture
def office(other_office: OtherOffice) -> OtherOffice:
    """An office that is not the example, whose meeting of three pages is open again."""
    reopen_meeting(other_office.held_id, "ผู้ตรวจแก้ใน Word")
    return other_office


@pytest.fixture
def meeting_id(office: OtherOffice) -> int:
    return office.held_id


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """The files as made for the first test; the data of each test are copies with equal ids."""
    return {}


@pytest.fixture(params=[word_minutes, exported_minutes], ids=["by_hand", "exported"])
def file(
    request: pytest.FixtureRequest, tmp_path: Path, meeting_id: int, made: dict[str, bytes]
) -> Path:
    path, make = tmp_path / "รายงาน-ปลัดแก้.docx", request.param
    if make.__name__ not in made:
        made[make.__name__] = make(path, meeting_id).read_bytes()
    path.write_bytes(made[make.__name__])
    return path


def returned(meeting_id: int, file: Path) -> ReturnedMinutes:
    return compare_returned(meeting_id, read_returned(file), printed_of(meeting_id))


def differences(meeting_id: int, file: Path) -> tuple[Difference, ...]:
    return returned(meeting_id, file).differences


def take(meeting_id: int, file: Path, taken: Sequence[Difference] | None = None) -> None:
    found = returned(meeting_id, file)
    chosen = found.differences if taken is None else taken
    take_differences(meeting_id, found.file_name, [Taken(each) for each in chosen])


def items(meeting_id: int) -> tuple[AgendaItemView, ...]:
    return read_meeting_snapshot(meeting_id).items


def texts(snapshot: MeetingSnapshot) -> list[object]:
    """The minutes as a list of what a reader sees."""
    return [
        (
            item.number,
            item.title,
            [(said.speaker.name if said.speaker else "", said.text) for said in item.statements],
            [made.text for made in item.resolutions],
        )
        for item in snapshot.items
    ]


def statement(meeting_id: int, item: int, at: int = 0) -> int:
    return items(meeting_id)[item].statements[at].id


# Nothing differs


def test_importing_an_unedited_word_file_finds_no_difference(meeting_id: int, file: Path) -> None:
    assert differences(meeting_id, file) == ()
    assert returned(meeting_id, file).refusal == ""


def test_texts_without_content_controls_are_matched_by_content(meeting_id: int, file: Path) -> None:
    without_marks(file)
    assert differences(meeting_id, file) == ()
    assert "ไม่มีข้อความเดิมและเครื่องหมาย" in returned(meeting_id, file).exported


def test_minutes_copied_into_a_document_without_a_table_have_no_difference(
    meeting_id: int, tmp_path: Path
) -> None:
    blocks = []
    for item in items(meeting_id):
        blocks.append(paragraph(f"ระเบียบวาระที่ {item.number} {item.title}"))
        blocks += [paragraph(row) for said in item.statements for row in said.text.split("\n")]
        blocks += [paragraph(made.text) for made in item.resolutions]
    file = write_word(tmp_path / "คัดลอก.docx", "".join(blocks))
    found = differences(meeting_id, file)
    assert [each for each in found if each.can_be_taken] == []


@pytest.mark.parametrize("official_digits", [True, False])
def test_importing_the_programs_own_export_finds_no_difference(
    official_digits: bool, office: OtherOffice, tmp_path: Path
) -> None:
    for meeting_id in (office.held_id, office.failed_id):
        path = exported_minutes(tmp_path / "ก.docx", meeting_id, official_digits)
        assert differences(meeting_id, path) == ()
        without_marks(path)
        assert differences(meeting_id, path) == ()


def test_digits_that_only_the_export_made_thai_stay_as_typed(
    meeting_id: int, tmp_path: Path
) -> None:
    path, said = exported_minutes(tmp_path / "ก.docx", meeting_id, True), statement(meeting_id, 2)
    edit_word(path, replacing(said, "๑๒ เรื่อง", "๑๕ เรื่องสำคัญ"))
    (found,) = differences(meeting_id, path)
    take(meeting_id, path)
    stored = Statement.get_by_id(said).text
    assert found.kind is C.CHANGED
    assert "๑๕ เรื่องสำคัญ" in stored
    assert "ภายในวันที่ 15 ธันวาคม 2569" in stored


# The twelve edits


def test_text_typed_inside_a_statement_is_imported_as_its_change(
    meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2)

    def edit(root: Element) -> None:
        text = first_text(control_of(root, "statement", said))
        text.text = (text.text or "").replace("จำนวน 12 เรื่อง", "จำนวน 15 เรื่องสำคัญ", 1)

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.key, found.is_conflict) == (C.CHANGED, (K.STATEMENT, said), False)
    assert "จำนวน 15 เรื่องสำคัญ" in found.after
    take(meeting_id, file)
    assert "จำนวน 15 เรื่องสำคัญ" in Statement.get_by_id(said).text
    assert differences(meeting_id, file) == ()


def test_a_deleted_paragraph_of_a_statement_is_a_change_of_it(meeting_id: int, file: Path) -> None:
    said = statement(meeting_id, 0)

    def edit(root: Element) -> None:
        control = control_of(root, "statement", said)
        last = written_paragraphs(control)[-1]
        parent_of(root, last).remove(last)

    before = Statement.get_by_id(said).text.strip().split("\n")
    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.after) == (C.CHANGED, before[0])


def test_importing_an_added_speaker_line_adds_a_statement_of_that_speaker(
    meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2)
    speaker = read_meeting_snapshot(meeting_id).roll.present[2]

    def edit(root: Element) -> None:
        made = table([(f"{speaker.name}\n{speaker.title}", "ขอเสนอให้เลื่อนการสำรวจออกไปหนึ่งสัปดาห์")])
        insert_below(root, row_of(root, "statement", said), element(made))

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.speaker_id) == (C.ADDED, speaker.attendance_id)
    take(meeting_id, file)
    added = items(meeting_id)[2].statements[1]
    assert added.text == "ขอเสนอให้เลื่อนการสำรวจออกไปหนึ่งสัปดาห์"
    assert added.speaker is not None
    assert added.speaker.attendance_id == speaker.attendance_id


def test_an_unknown_speaker_is_kept_in_the_imported_text(meeting_id: int, file: Path) -> None:
    def edit(root: Element) -> None:
        row = row_of(root, "statement", statement(meeting_id, 2))
        made = table([("นายบุญมา ไม่มีในบัญชี", "ขอแสดงความเห็นในฐานะผู้แทนชุมชน")])
        insert_below(root, row, element(made))

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.speaker_id, found.after) == (
        None,
        "นายบุญมา ไม่มีในบัญชี: ขอแสดงความเห็นในฐานะผู้แทนชุมชน",
    )
    assert "ไม่มีผู้นี้ในบัญชี" in found.note


def test_a_moved_item_is_one_difference_including_its_statements(
    meeting_id: int, file: Path
) -> None:
    first, second = items(meeting_id)[2], items(meeting_id)[3]

    def edit(root: Element) -> None:
        rows = [row_of(root, "item", second.id)]
        rows += [row_of(root, "statement", said.id) for said in second.statements]
        before = row_of(root, "item", first.id)
        for row in rows:
            remove_row(root, row)
        insert_above(root, before, *rows)

    edit_word(file, edit)
    found = differences(meeting_id, file)
    assert [(each.kind, each.key and each.key.kind) for each in found] == [(C.MOVED, K.ITEM)]
    take(meeting_id, file)
    moved = items(meeting_id)
    assert [item.id for item in moved[2:4]] == [second.id, first.id]
    assert moved[2].statements == second.statements
    assert differences(meeting_id, file) == ()


def test_tracked_insertions_count_and_deletions_do_not(meeting_id: int, file: Path) -> None:
    said = statement(meeting_id, 2, 1)
    change = 'w:id="9" w:author="ปลัด" w:date="2026-11-18T00:00:00Z"'

    def edit(root: Element) -> None:
        first = written_paragraphs(control_of(root, "statement", said))[0]
        run = first.find(f"{W}r")
        assert run is not None
        first.remove(run)
        words = first_text(run).text or ""
        head, tail = words[:20], words[40:]
        for xml in (
            f'<w:r><w:t xml:space="preserve">{head}</w:t></w:r>',
            f"<w:del {change}><w:r><w:delText>{words[20:40]}</w:delText></w:r></w:del>",
            f"<w:ins {change}><w:r><w:t>ข้อความที่เพิ่ม</w:t></w:r></w:ins>",
            f'<w:r><w:t xml:space="preserve">{tail}</w:t></w:r>',
        ):
            first.append(element(xml))

    before = Statement.get_by_id(said).text
    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.after) == (
        C.CHANGED,
        before[:20] + "ข้อความที่เพิ่ม" + before[40:],
    )


def test_a_statement_deleted_by_a_tracked_change_is_removed(meeting_id: int, file: Path) -> None:
    said = statement(meeting_id, 2, 1)

    def edit(root: Element) -> None:
        for each in control_of(root, "statement", said).iter(f"{W}p"):
            for run in each.findall(f"{W}r"):
                each.remove(run)
                words = f"<w:delText>{run.findtext(f'{W}t')}</w:delText>"
                each.append(element(f'<w:del w:id="1" w:author="ป"><w:r>{words}</w:r></w:del>'))

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.key) == (C.REMOVED, (K.STATEMENT, said))


def test_rows_added_and_removed_by_tracked_changes_are_imported(
    meeting_id: int, file: Path
) -> None:
    said, words = statement(meeting_id, 2, 1), "ขอเสนอให้เลื่อนการสำรวจออกไปหนึ่งสัปดาห์"
    change = 'w:id="9" w:author="ปลัด" w:date="2026-11-18T00:00:00Z"'

    def tracked(row: Element, kind: str) -> None:
        of_row = next(row.iter(f"{W}tr"))
        of_row.insert(0, element(f"<w:trPr><w:{kind} {change}/></w:trPr>"))

    def edit(root: Element) -> None:
        row, made = row_of(root, "statement", said), element(table([("", words)]))
        tracked(made, "ins")
        insert_below(root, row, made)
        tracked(row, "del")

    edit_word(file, edit)
    added, removed = differences(meeting_id, file)
    assert (added.kind, added.after) == (C.ADDED, words)
    assert (removed.kind, removed.key) == (C.REMOVED, (K.STATEMENT, said))


def test_a_comment_is_shown_beside_the_text_and_changes_nothing(
    meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2, 1)

    def edit(root: Element) -> None:
        first = written_paragraphs(control_of(root, "statement", said))[0]
        first.insert(1, element('<w:commentRangeStart w:id="4"/>'))
        first.append(element('<w:commentRangeEnd w:id="4"/>'))
        first.append(element('<w:r><w:commentReference w:id="4"/></w:r>'))

    edit_word(file, edit)
    comments = (
        f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="4" w:author="ดร.สุภาพร" w:initials="ส">'
        "<w:p><w:r><w:t>ตรวจจำนวนเรื่อง</w:t></w:r></w:p></w:comment></w:comments>"
    )
    with zipfile.ZipFile(file, "a") as package:
        package.writestr("word/comments.xml", comments)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.can_be_taken) == (C.COMMENT, False)
    assert [(note.author, note.text) for note in found.comments] == [("ดร.สุภาพร", "ตรวจจำนวนเรื่อง")]
    assert found.comments[0].about == Statement.get_by_id(said).text
    assert "สำรวจ" in found.where or "ระเบียบวาระที่ ๒.๑" in found.where


def test_imported_smart_quotes_are_kept(meeting_id: int, file: Path) -> None:
    said = statement(meeting_id, 2)
    edit_word(file, replacing(said, "คู่มือของเทศบาล", "“คู่มือของเทศบาล”"))
    (found,) = differences(meeting_id, file)
    take(meeting_id, file)
    assert found.kind is C.CHANGED
    assert "“คู่มือของเทศบาล”" in Statement.get_by_id(said).text


def test_imported_thai_digits_are_kept_as_typed(meeting_id: int, file: Path) -> None:
    said = statement(meeting_id, 2)
    edit_word(file, replacing(said, "12 เรื่อง", "๑๒ เรื่อง"))
    (found,) = differences(meeting_id, file)
    take(meeting_id, file)
    assert found.kind is C.CHANGED
    assert "๑๒ เรื่อง" in Statement.get_by_id(said).text


def replacing(statement_id: int, old: str, new: str) -> Edit:
    def edit(root: Element) -> None:
        for each in control_of(root, "statement", statement_id).iter(f"{W}t"):
            each.text = (each.text or "").replace(old, new)

    return edit


def test_a_heading_with_another_style_or_in_one_cell_is_recognised(
    meeting_id: int, file: Path
) -> None:
    item = items(meeting_id)[0]

    def edit(root: Element) -> None:
        for each in control_of(root, "item", item.id).iter(f"{W}pPr"):
            each.insert(0, element('<w:pStyle w:val="Heading2"/>'))
        text = first_text(control_of(root, "item", item.id))
        text.text = f"ระเบียบวาระที่ ๑ {text.text}"

    edit_word(file, edit)
    assert differences(meeting_id, file) == ()


def test_importing_a_retitled_item_stores_the_new_title(meeting_id: int, file: Path) -> None:
    item = items(meeting_id)[3]

    def edit(root: Element) -> None:
        first_text(control_of(root, "item", item.id)).text = "การสำรวจองค์ความรู้ที่จำเป็น ปี ๒๕๗๐"

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.key) == (C.CHANGED, (K.ITEM, item.id))
    take(meeting_id, file)
    assert items(meeting_id)[3].title == "การสำรวจองค์ความรู้ที่จำเป็น ปี ๒๕๗๐"


def test_a_text_split_into_word_runs_is_read_as_one(meeting_id: int, file: Path) -> None:
    def edit(root: Element) -> None:
        for each in list(root.iter(f"{W}p")):
            for run in each.findall(f"{W}r"):
                words = run.findtext(f"{W}t")
                if words is None:
                    continue
                at = list(each).index(run)
                each.remove(run)
                parts = [words[start : start + 3] for start in range(0, len(words), 3)]
                for part in reversed(parts):
                    each.insert(at, element('<w:proofErr w:type="spellStart"/>'))
                    each.insert(at, element(word_run(part)))

    edit_word(file, edit)
    assert differences(meeting_id, file) == ()


def test_a_paragraph_pasted_below_a_statement_extends_that_statement(
    meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2)

    def edit(root: Element) -> None:
        control = control_of(root, "statement", said)
        cell = parent_of(root, control)
        cell.insert(list(cell).index(control) + 1, element(paragraph("ย่อหน้าที่วางต่อท้าย")))

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert found.kind is C.CHANGED
    assert found.after.endswith("\nย่อหน้าที่วางต่อท้าย")


def test_a_paragraph_pasted_between_the_tables_is_a_note_under_its_item(
    meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2)

    def edit(root: Element) -> None:
        made = element(paragraph("ฝ่ายเลขานุการแจกเอกสารเพิ่มเติม"))
        insert_paragraph_below(root, row_of(root, "statement", said), made)

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.speaker_id) == (C.ADDED, None)
    take(meeting_id, file)
    added = items(meeting_id)[2].statements[1]
    assert (added.speaker, added.text) == (None, "ฝ่ายเลขานุการแจกเอกสารเพิ่มเติม")


def test_importing_a_removed_table_row_deletes_its_statement_and_undo_restores_it(
    meeting_id: int, file: Path
) -> None:
    said, before = statement(meeting_id, 2, 1), texts(read_meeting_snapshot(meeting_id))

    def edit(root: Element) -> None:
        remove_row(root, row_of(root, "statement", said))

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.key, found.is_suggested) == (C.REMOVED, (K.STATEMENT, said), True)
    ids = [item.id for item in items(meeting_id)]
    taken = [Taken(found)]
    entry = run_undoable(
        room_scope(meeting_id, ids), take_differences, meeting_id, file.name, taken
    )
    assert Statement.get_by_id(said).deleted_at is not None
    revert(entry)
    assert texts(read_meeting_snapshot(meeting_id)) == before


# More than the twelve


def test_a_new_item_with_statement_and_resolution_is_imported(meeting_id: int, file: Path) -> None:
    last = items(meeting_id)[-1]

    def edit(root: Element) -> None:
        row = row_of(root, "resolution", last.resolutions[0].id)
        rows = (
            ("ระเบียบวาระที่ ๔", "เรื่องอื่น ๆ"),
            ("", "เลขานุการแจ้งกำหนดประชุมครั้งต่อไป"),
            ("ที่ประชุม", "มีมติรับทราบกำหนดการประชุมครั้งต่อไป"),
        )
        insert_below(root, row, *(element(table([cells])) for cells in rows))

    edit_word(file, edit)
    found = differences(meeting_id, file)
    kinds = [each.key.kind for each in found if each.key is not None]
    assert (kinds, {each.kind for each in found}) == (
        [K.ITEM, K.STATEMENT, K.RESOLUTION],
        {C.ADDED},
    )
    take(meeting_id, file)
    made = items(meeting_id)[-1]
    assert (made.number, made.title) == ("๔", "เรื่องอื่น ๆ")
    assert [said.text for said in made.statements] == ["เลขานุการแจ้งกำหนดประชุมครั้งต่อไป"]
    assert [(each.outcome, each.text) for each in made.resolutions] == [
        (Outcome.NOTED, "มีมติรับทราบกำหนดการประชุมครั้งต่อไป")
    ]


def test_taking_text_below_a_rejected_item_is_refused_as_a_whole(
    meeting_id: int, file: Path
) -> None:
    def edit(root: Element) -> None:
        row = row_of(root, "resolution", items(meeting_id)[-1].resolutions[0].id)
        rows = (("ระเบียบวาระที่ ๔", "เรื่องอื่น ๆ"), ("", "ข้อความใต้เรื่องใหม่"))
        insert_below(root, row, *(element(table([cells])) for cells in rows))

    edit_word(file, edit)
    found = differences(meeting_id, file)
    before = texts(read_meeting_snapshot(meeting_id))
    with refused(Refused, match="ใต้ระเบียบวาระที่ไม่ได้รับ"):
        take(meeting_id, file, found[1:])
    assert texts(read_meeting_snapshot(meeting_id)) == before


def test_importing_a_row_copied_in_word_adds_a_statement(meeting_id: int, file: Path) -> None:
    said = statement(meeting_id, 2, 1)

    def edit(root: Element) -> None:
        row = row_of(root, "statement", said)
        copied = ElementTree.fromstring(ElementTree.tostring(row))
        for each in copied.iter(f"{W}t"):
            each.text = (each.text or "").replace("ขอให้ทุกหน่วยงาน", "ขอให้กองคลังและกองช่าง")
        insert_below(root, row, copied)

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert found.kind is C.ADDED
    assert found.after.startswith("ขอให้กองคลังและกองช่าง")


def test_importing_a_moved_statement_moves_it_to_the_other_item(
    meeting_id: int, file: Path
) -> None:
    said, other = statement(meeting_id, 2, 3), statement(meeting_id, 3, 0)

    def edit(root: Element) -> None:
        row = row_of(root, "statement", said)
        remove_row(root, row)
        insert_above(root, row_of(root, "statement", other), row)

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.key) == (C.MOVED, (K.STATEMENT, said))
    take(meeting_id, file)
    assert [each.id for each in items(meeting_id)[3].statements][:2] == [said, other]
    assert differences(meeting_id, file) == ()


def test_a_speaker_changed_in_a_word_file_is_stored_by_the_import(
    meeting_id: int, file: Path
) -> None:
    said = items(meeting_id)[2].statements[0]
    assert said.speaker is not None
    other = next(
        each
        for each in read_meeting_snapshot(meeting_id).roll.present
        if each.attendance_id != said.speaker.attendance_id
    )

    def edit(root: Element) -> None:
        row = row_of(root, "statement", said.id)
        first_text(next(row.iter(f"{W}tc"))).text = other.name

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.after, found.is_suggested) == (C.SPEAKER, other.name, True)
    take(meeting_id, file)
    assert Statement.get_by_id(said.id).speaker_id == other.attendance_id


def test_text_typed_outside_the_agenda_is_shown_as_unplaced(meeting_id: int, file: Path) -> None:
    def edit(root: Element) -> None:
        root[0].insert(0, element(paragraph("ขอให้แก้ชื่อคณะกรรมการ")))

    edit_word(file, edit)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.after) == (C.UNPLACED, "ขอให้แก้ชื่อคณะกรรมการ")


# While a colleague edits


def test_edits_on_both_sides_are_a_conflict_and_others_are_suggested(
    meeting_id: int, file: Path
) -> None:
    mine, theirs = statement(meeting_id, 2, 0), statement(meeting_id, 3, 0)
    both = Statement.get_by_id(mine)
    save_statement(mine, both.version, both.text + " เพื่อนร่วมงานเติม")
    other = Statement.get_by_id(theirs)
    save_statement(theirs, other.version, "เพื่อนร่วมงานเขียนใหม่ทั้งข้อความ")
    edit_word(file, replacing(mine, "จำนวน 12 เรื่อง", "จำนวน 15 เรื่อง"))
    edit_word(file, replacing(statement(meeting_id, 3, 1), "จำนวน 12 เรื่อง", "จำนวน 16 เรื่อง"))
    found = differences(meeting_id, file)
    # What only the colleague changed is no difference: the file has it as it went out.
    assert [(each.is_conflict, each.is_suggested) for each in found] == [
        (True, False),
        (False, True),
    ]
    assert found[0].stored is not None
    assert found[0].stored.text.endswith("เพื่อนร่วมงานเติม")
    decided = [Taken(found[0], found[0].stored.text + "\n" + found[0].after), Taken(found[1])]
    take_differences(meeting_id, file.name, decided)
    assert Statement.get_by_id(mine).text.count("\n") == 1
    assert Statement.get_by_id(theirs).text == "เพื่อนร่วมงานเขียนใหม่ทั้งข้อความ"


def test_a_text_removed_in_the_file_and_changed_here_is_a_conflict(
    meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2, 1)

    def edit(root: Element) -> None:
        remove_row(root, row_of(root, "statement", said))

    edit_word(file, edit)
    stored = Statement.get_by_id(said)
    save_statement(said, stored.version, stored.text + " แก้ภายหลัง")
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.is_conflict, found.is_suggested) == (C.REMOVED, True, False)


def test_a_text_changed_in_the_file_and_deleted_here_can_be_imported(
    meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2, 1)
    edit_word(file, replacing(said, "จำนวน 12 เรื่อง", "จำนวน 15 เรื่อง"))
    remove_statement(said)
    (found,) = differences(meeting_id, file)
    assert (found.kind, found.is_suggested) == (C.ADDED, False)
    take(meeting_id, file)
    assert "จำนวน 15 เรื่อง" in items(meeting_id)[2].statements[1].text


def test_taking_edits_of_a_text_changed_in_the_meantime_is_refused_as_a_whole(
    meeting_id: int, file: Path
) -> None:
    first, second = statement(meeting_id, 2, 0), statement(meeting_id, 2, 1)
    for said in (first, second):
        edit_word(file, replacing(said, "จำนวน 12 เรื่อง", "จำนวน 15 เรื่อง"))
    found = differences(meeting_id, file)
    stored = Statement.get_by_id(second)
    save_statement(second, stored.version, "แก้ระหว่างเลือก")
    before = texts(read_meeting_snapshot(meeting_id))
    with refused(Refused, match="ระหว่างที่ท่านเลือก"):
        take(meeting_id, file, found)
    assert texts(read_meeting_snapshot(meeting_id)) == before


def test_an_item_added_after_the_export_is_not_removed(meeting_id: int, file: Path) -> None:
    late = add_item(meeting_id, "เรื่องที่เพิ่มหลังส่งออก")
    assert differences(meeting_id, file) == ()
    assert late in [item.id for item in items(meeting_id)]


# Whose file, which state, what the history says


def test_the_history_names_the_imported_file(meeting_id: int, file: Path) -> None:
    said = statement(meeting_id, 2)
    edit_word(file, replacing(said, "จำนวน 12 เรื่อง", "จำนวน 15 เรื่อง"))
    take(meeting_id, file)
    newest = changes(HistoryFilter())[0]
    assert newest.who.endswith(f"(จากแฟ้ม {file.name})")


def test_importing_into_a_closed_meeting_shows_differences_and_stores_none(
    other_office: OtherOffice, tmp_path: Path
) -> None:
    meeting_id = other_office.held_id
    file = word_minutes(tmp_path / "ก.docx", meeting_id)
    edit_word(file, replacing(statement(meeting_id, 2), "12 เรื่อง", "15 เรื่อง"))
    found = returned(meeting_id, file)
    assert len(found.differences) == 1
    assert "เปิดแก้ไขอีกครั้ง" in found.refusal
    with refused(Refused, match="เปิดแก้ไขอีกครั้ง"):
        take(meeting_id, file)


def test_a_word_file_of_another_meeting_is_refused_by_name(office: OtherOffice, file: Path) -> None:
    with refused(Refused, match="เป็นรายงานการประชุมครั้งที่ ๑/๒๕๖๙"):
        compare_returned(office.failed_id, read_returned(file), frozenset())
    assert meeting_of_file(read_returned(file)).id == office.held_id
    without_marks(file)
    assert meeting_of_file(read_returned(file)).id == office.held_id
    with refused(Refused, match="เป็นรายงานการประชุมครั้งที่ ๑/๒๕๖๙"):
        compare_returned(office.failed_id, read_returned(file), frozenset())


def test_importing_a_file_whose_export_record_names_another_meeting_is_refused(
    meeting_id: int, file: Path
) -> None:
    with zipfile.ZipFile(file) as package:
        contents = {name: package.read(name).decode() for name in package.namelist()}
    contents[CUSTOM] = contents[CUSTOM].replace('meeting="1/2569"', 'meeting="7/2568"')
    with zipfile.ZipFile(file, "w") as package:
        for name, content in contents.items():
            package.writestr(name, content)
    with refused(Refused, match="๗/๒๕๖๘"):
        returned(meeting_id, file)


def test_a_partial_copy_without_marks_suggests_no_removal(meeting_id: int, tmp_path: Path) -> None:
    item = items(meeting_id)[2]
    rows = [(f"ระเบียบวาระที่ {item.number}", item.title)]
    rows += [(said.speaker.name if said.speaker else "", said.text) for said in item.statements]
    changed = [rows[0], (rows[1][0], rows[1][1].replace("12 เรื่อง", "15 เรื่อง")), *rows[2:]]
    file = write_word(tmp_path / "ส่วนหนึ่ง.docx", table(changed))
    found = differences(meeting_id, file)
    assert [each.kind for each in found if each.is_suggested] == [C.CHANGED]
    assert {each.kind for each in found if not each.is_suggested} == {C.REMOVED}


HOSTILE = (
    "[/] [bold]",
    "\x1b[31m".replace("\x1b", ""),
    "ก\u200bข",
    "</w:t>",
    "'; DROP TABLE",
    "😀",
    "ำ้",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_of_a_word_file_is_imported_as_text(
    words: str, meeting_id: int, file: Path
) -> None:
    said = statement(meeting_id, 2)
    edit_word(file, replacing(said, "คู่มือของเทศบาล", words))
    take(meeting_id, file)
    assert differences(meeting_id, file) == ()
    assert Resolution.select().count() > 0
    assert not re.search("[\x00-\x08\u200b]", Statement.get_by_id(said).text)


def test_an_empty_word_file_suggests_no_change_and_names_no_meeting(
    meeting_id: int, tmp_path: Path
) -> None:
    file = write_word(tmp_path / "ว่าง.docx", "")
    found = differences(meeting_id, file)
    assert not any(each.is_suggested for each in found)
    with pytest.raises(KmError):
        meeting_of_file(read_returned(file))
