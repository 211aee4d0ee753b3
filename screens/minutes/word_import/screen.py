"""Import of minutes corrected in Word: the user selects differences, then stores them at once.

Nothing is stored before F6.
"""

from __future__ import annotations

from asyncio import wrap_future
from collections.abc import Hashable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from exports.catalogue import gather
from exports.documents import Request
from kmtui.thai.digits import arabic_digits, thai_digits
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.meetings.records import meeting_by_id
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.undo import room_scope
from models.minutes.word_import.applying import Taken, take_differences
from models.minutes.word_import.differences import Difference, DifferenceKind
from models.minutes.word_import.returned import ReturnedMinutes, compare_returned, read_returned
from models.minutes.word_import.wording import comment_words, difference_words
from models.storage.disk import typed_path
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.minutes import WORD_IMPORT
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.editing.conflict import ConflictOption, TwoTextsDialog
from screens.editing.undo_stack import NOTHING_TO_REDO, UndoStack, wait_for_step
from screens.lists.found_files import found_files
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.minutes.room import RoomScreen
from screens.own_keys.chosen import hint
from screens.widgets.label import LabelLine, WrappedLines, lines

_INDENT = 7
_NO_FILE = "กด F5 เลือกแฟ้ม .docx ที่ส่งไปแก้ ยังไม่บันทึกจนกว่าจะกด F6"
_TAKEN, _LEFT, _SHOWN = "[✓]", "[ ]", " • "


class WordImportScreen(RowScreen):
    """The differences between a corrected file and the minutes; each row shows its effect.

    Undo reverts the whole import: in the room if that is open below, else here.
    """

    BINDINGS = bindings(*WORD_IMPORT.commands)
    PAGE = WORD_IMPORT

    def __init__(self, meeting_id: int) -> None:
        super().__init__()
        self._meeting_id = meeting_id
        self._path = ""
        self._found: ReturnedMinutes | None = None
        self._taken: dict[int, Taken] = {}

    @cached_property
    def _own_undo(self) -> UndoStack:
        return UndoStack(self.workspace)

    def on_mount(self) -> None:
        """Ask for the file when the screen opens."""
        self.call_after_refresh(self.action_read_file)

    async def read_rows(self) -> Sequence[Row]:
        """Return the differences of the file that was read, in its order."""
        found = self._found
        if found is None:
            self.say("ข้อแก้จาก Word", *lines((self.sentence(_NO_FILE), "$text-muted")))
            return []
        self.say(f"ข้อแก้จาก Word {found.file_name}", *_summary(found, len(self._taken)))
        if not found.differences:
            return [info_row("✓ ไม่มีข้อความต่างจากที่เก็บไว้")]
        return [_row(each, self._taken.get(each.number)) for each in found.differences]

    async def change_row(self, row_key: Hashable) -> None:
        """Show both texts of the selected difference, and ask whether to store it."""
        await self._decide(row_key)

    @dialog_action
    async def _decide(self, row_key: Hashable) -> None:
        each = self._difference(row_key)
        if each is None:
            return
        dialog = _dialog(each)
        answer = await self.app.push_screen_wait(dialog)
        if answer is None:
            return
        if answer.is_taken:
            self._taken[each.number] = Taken(each, answer.text)
        else:
            self._taken.pop(each.number, None)
        await self.read()

    def _difference(self, row_key: Hashable) -> Difference | None:
        differences = self._found.differences if self._found is not None else ()
        return next((each for each in differences if each.number == row_key), None)

    @dialog_action
    async def action_read_file(self) -> None:
        """Ask for a file and compare it with the meeting."""
        field = PromptField("แฟ้ม", self._path, must_not_be_blank, "เช่น ~/รายงาน.docx", _found_files)

        async def read(answer: tuple[str, ...]) -> ReturnedMinutes:
            found = await self.call(_compared, self._meeting_id, typed_path(answer[0]))
            self._path = answer[0]
            return found

        found = await ask_and_do(self, "รับข้อแก้จาก Word", [field], read, NEW)
        if found is not None:
            self._show_found(found)
            await self.read()

    def _show_found(self, found: ReturnedMinutes) -> None:
        self._found = found
        suggested = (each for each in found.differences if each.is_suggested)
        self._taken = {each.number: Taken(each) for each in suggested}

    async def action_turn(self) -> None:
        """Select or deselect the difference; for a conflict, ask which text to store."""
        each = self._difference(self.selected)
        if each is None or not each.can_be_taken:
            self.show_message("แถวนี้มีไว้ดู ไม่มีอะไรให้รับ", "information")
        elif each.number in self._taken:
            del self._taken[each.number]
            await self.read()
        elif each.is_conflict:
            await self._decide(each.number)
        else:
            self._taken[each.number] = Taken(each)
            await self.read()

    async def action_turn_all(self) -> None:
        """Select all differences without conflict; deselect them if all are selected."""
        differences = self._found.differences if self._found is not None else ()
        wanted = [each for each in differences if each.can_be_taken and not each.is_conflict]
        if all(each.number in self._taken for each in wanted):
            self._taken.clear()
        else:
            for each in wanted:
                self._taken.setdefault(each.number, Taken(each))
        await self.read()

    @dialog_action
    async def action_carry_out(self) -> None:
        """Store the selected differences at once; show a message if that is impossible."""
        found = self._found
        if found is None:
            self.show_message("ยังไม่ได้เลือกแฟ้ม กด F5 เลือกแฟ้มก่อน", "warning")
        elif found.refusal:
            self.show_message(found.refusal, "warning")
        elif not self._taken:
            self.show_message("ยังไม่ได้เลือกรับข้อใด กด Space ที่ข้อที่จะรับ หรือ F4 ทั้งหมด", "warning")
        elif self.check_writable():
            await self._take(found)

    async def _take(self, found: ReturnedMinutes) -> None:
        chosen = [self._taken[number] for number in sorted(self._taken)]
        try:
            await self._change(take_differences, self._meeting_id, found.file_name, chosen)
        except KmError as refusal:
            self.show_error(refusal)
            return
        count = thai_digits(len(chosen))
        self.show_message(f"รับข้อแก้ ๑ ชุด {count} ข้อแล้ว กด F7 เพื่อเลิกทำทั้งชุด")
        await self._compare_again()

    async def _change(self, *act: Any) -> None:
        """Run an operation on the meeting as one undoable step. Raises KmError if refused."""
        snapshot = await self.call(read_meeting_snapshot, self._meeting_id)
        under = [item.id for item in snapshot.items]
        room = self._room
        if room is not None:
            await room.controller.change_now(*act, under=under)
        else:
            scope = room_scope(self._meeting_id, under)
            await wrap_future(self._own_undo.submit(*act, scope=scope))

    @property
    def _room(self) -> RoomScreen | None:
        """The room of this meeting, if it is open below this screen."""
        rooms = (each for each in self.app.screen_stack if isinstance(each, RoomScreen))
        return next((each for each in rooms if each.location.meeting_id == self._meeting_id), None)

    @property
    def _undo_stack(self) -> UndoStack:
        room = self._room
        return room.controller.undo_stack if room is not None else self._own_undo

    @dialog_action
    async def action_undo(self) -> None:
        """Undo the last import."""
        if await wait_for_step(self, self._undo_stack.undo()):
            self.show_message("เลิกทำแล้ว รายงานเป็นอย่างก่อนรับข้อแก้")
            await self._compare_again()

    @dialog_action
    async def action_redo(self) -> None:
        """Redo the last undone import."""
        if await wait_for_step(self, self._undo_stack.redo(), NOTHING_TO_REDO):
            self.show_message("รับข้อแก้ชุดเดิมอีกครั้งแล้ว")
            await self._compare_again()

    async def _compare_again(self) -> None:
        if self._found is None:
            return
        found = await self.call_or_show_error(_compared, self._meeting_id, typed_path(self._path))
        if found is not None:
            self._show_found(found)
        await self.read()


class _Answer:
    """The decision on a difference; `text` replaces that of the file."""

    def __init__(self, is_taken: bool, text: str | None = None) -> None:
        self.is_taken, self.text = is_taken, text


def _compared(meeting_id: int, path: Path) -> ReturnedMinutes:
    """Read a file and compare it with a meeting; runs in the writer thread.

    Raises:
        KmError: the file cannot be read, or the meeting does not exist.
    """
    document = read_returned(path)
    meeting = meeting_by_id(meeting_id)
    key = arabic_digits(meeting.label)
    paper = gather(Request("minutes", key, meeting.committee.name))
    return compare_returned(meeting_id, document, paper.lines_besides_parts)


async def _found_files(typed: str) -> str:
    """Return a sentence with at most four Word files that match the path typed so far."""
    return found_files(typed, (".docx",))


def _summary(found: ReturnedMinutes, taken: int) -> list[LabelLine]:
    total = thai_digits(len(found.differences))
    how = hint("กด F6 รับที่เลือกในคราวเดียว", WORD_IMPORT)
    counted = f"ต่างกัน {total} ข้อ  เลือกรับ {thai_digits(taken)} ข้อ  {how}"
    return [*lines(found.exported), *lines((found.refusal or counted, "$text-muted"))]


def _row(each: Difference, taken: Taken | None) -> Row:
    sign = _SHOWN if not each.can_be_taken else _TAKEN if taken is not None else _LEFT
    label = f"ขัดกัน: {each.label}" if each.is_conflict else each.label
    head = lines((f" {sign} {thai_digits(each.number)} {label}", "bold"), f"  {each.where}")
    shown = [*head, *lines(_words(each, taken), indent=_INDENT)]
    for comment in comment_words(each):
        shown += lines((f"ความเห็น {comment}", "$accent"), indent=_INDENT, hanging=2)
    if each.note:
        shown += lines((f"! {each.note}", "$text-muted"), indent=_INDENT, hanging=2)
    return Row(WrappedLines(tuple(shown)), each.number)


def _words(each: Difference, taken: Taken | None) -> str:
    if taken is not None and taken.text is not None:
        return f"เก็บ: {' '.join(taken.wording.split())}"
    return difference_words(each)


def _dialog(each: Difference) -> TwoTextsDialog[_Answer]:
    """Return the dialog with both texts of a difference."""
    if not each.can_be_taken:
        text = "\n".join([each.after, *comment_words(each), each.note])
        seen = [ConflictOption(1, "ดูแล้ว", _Answer(False))]
        return TwoTextsDialog(f"{each.label} {each.where}", (each.label, ""), (text, ""), seen)
    stored = each.stored.text if each.stored is not None else ""
    if each.kind is DifferenceKind.SPEAKER:
        stored = each.stored.speaker if each.stored is not None else ""
    ways = [
        ConflictOption(1, "รับของแฟ้ม", _Answer(True)),
        ConflictOption(2, "ไม่รับ คงของโปรแกรม", _Answer(False)),
    ]
    heading = f"{each.label} {each.where}"
    if each.is_conflict:
        heading = f"{each.label}: ในโปรแกรมก็แก้หลังส่งออกแฟ้ม {each.where}"
        if each.kind is DifferenceKind.CHANGED:
            both = _Answer(True, f"{stored}\n{each.after}")
            ways.append(ConflictOption(3, "เก็บทั้งสองต่อกัน", both))
    names = ("ในแฟ้ม Word", "ในโปรแกรม")
    # In a conflict the option that deletes nothing is selected first.
    at = len(ways) - 1 if each.is_conflict else 0
    return TwoTextsDialog(heading, names, (each.after, stored), ways, at)
