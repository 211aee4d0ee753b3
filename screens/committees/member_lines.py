"""Import of pasted lines as committee members: matching, questions, adding with undo."""

from __future__ import annotations

from asyncio import wrap_future
from typing import Any

from msgspec.structs import replace

from kmtui.thai.digits import thai_digits
from models.committees.pasted_members import (
    MemberAnswer,
    MemberLine,
    MembersPlan,
    MemberState,
    add_members,
    counted,
    must_be_settled,
    plan_members,
)
from models.committees.records import Role
from models.committees.seat_undo import seats_scope
from models.committees.views import CommitteeView
from models.errors import KmError
from screens.base.screen import KmScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.editing.undo_stack import UndoStack
from screens.lists.lines_import import LineRow, LinesPreview, LineSubject
from screens.people.additions import ask_new_person, ask_new_post

_OPEN = (MemberState.ASKED, MemberState.UNKNOWN)
_LEAVE_OUT = "ไม่เอาบรรทัดนี้"
_NEW_PERSON, _NEW_POST = "เพิ่มบุคคลนี้ในทะเบียน", "เพิ่มตำแหน่งนี้ในทะเบียน"


def member_lines(committee: CommitteeView, undo: UndoStack) -> LineSubject:
    """Return the import of lines as members of a committee, for `LinesImportScreen`."""
    lines = _MemberLines(committee, undo)
    return LineSubject(f"วางรายชื่อ{committee.name}", lines.read, lines.store, lines.choose)


class _MemberLines:
    """Matches lines to members, and keeps the user's answers."""

    def __init__(self, committee: CommitteeView, undo: UndoStack) -> None:
        self._committee = committee
        self._undo = undo
        self._answers: dict[int, MemberAnswer] = {}
        self._lines: tuple[str, ...] = ()

    def read(self, lines: tuple[str, ...]) -> LinesPreview:
        """Match the lines to members and return the preview; other lines drop all answers."""
        if lines != self._lines:
            self._lines, self._answers = lines, {}
        plan = plan_members(self._committee.id, lines, dict(self._answers))
        try:
            must_be_settled(plan, known_only=True)
            problem = ""
        except KmError as refusal:
            problem = str(refusal)
        rows = tuple(map(_shown, plan.rows))
        return LinesPreview(rows, counted(plan), problem, plan)

    async def choose(self, screen: KmScreen[Any], preview: LinesPreview, number: int) -> bool:
        """Ask for the member, role or omission of a line; return whether anything was chosen.

        For an unmatched or ambiguous line a new person or post can be created.
        """
        row = next(each for each in preview.content.rows if each.number == number)
        known = self._answers.get(number, MemberAnswer())
        ways = [way.label for way in row.ways]
        rows = [*ways, f"บทบาท: {row.role.label} (กดเพื่อเปลี่ยน)", _LEAVE_OUT]
        rows += [_NEW_PERSON, _NEW_POST] if row.state in _OPEN else []
        title = f"บรรทัดที่ {thai_digits(number)} {row.text}\n{row.detail}"
        ask = ListDialog(title, rows, current=row.chosen or 0)
        at = await screen.app.push_screen_wait(ask)
        if at is None:
            return False
        if rows[at] in (_NEW_PERSON, _NEW_POST) and at > len(ways):
            ask_new = ask_new_person if rows[at] == _NEW_PERSON else ask_new_post
            return await ask_new(screen, row.who) is not None
        if at == len(ways) + 1:
            self._answers[number] = MemberAnswer(is_left_out=True)
        elif at == len(ways):
            role = await _ask_role(screen, row)
            if role is None:
                return False
            self._answers[number] = replace(known, role=role, is_left_out=False)
        else:
            self._answers[number] = replace(known, way=at, is_left_out=False)
        return True

    async def store(self, screen: KmScreen[Any], preview: LinesPreview) -> bool:
        """Add the members, without unmatched lines if the user agrees; return whether it did."""
        plan: MembersPlan = preview.content
        unknown = plan.of_state(MemberState.UNKNOWN)
        if unknown:
            named = "\n".join(f"{thai_digits(row.number)} {row.text}" for row in unknown[:5])
            count = thai_digits(len(unknown))
            question = f"ไม่รู้จัก {count} บรรทัด เพิ่มเฉพาะบรรทัดที่รู้จักหรือไม่\n{named}"
            if not await screen.app.push_screen_wait(ConfirmDialog(question, yes="เพิ่มที่รู้จัก")):
                return False
        scope = seats_scope(plan.committee_id)
        done = self._undo.submit(add_members, plan, bool(unknown), scope=scope)
        try:
            await wrap_future(done)
        except KmError as refusal:
            screen.show_error(refusal)
            return False
        screen.show_message(f"บันทึกแล้ว ({counted(plan)}) กด Z เพื่อคืนทั้งหมด")
        return True


async def _ask_role(screen: KmScreen[Any], row: MemberLine) -> Role | None:
    roles = list(Role)
    labels = [role.label for role in roles]
    ask = ListDialog(row.text, labels, current=roles.index(row.role))
    at = await screen.app.push_screen_wait(ask)
    return None if at is None else roles[at]


def _shown(row: MemberLine) -> LineRow:
    detail = row.detail
    if row.state == MemberState.ASKED and row.ways:
        detail += f": {' หรือ '.join(way.label for way in row.ways)}"
    return LineRow(row.number, row.state.label, row.text, detail, row.state in _OPEN)
