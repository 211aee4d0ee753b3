"""The members of the office: their rights, and who is active now."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from kmtui.thai.digits import counts_text
from models.editing.cell_values import must_not_be_blank
from models.meetings.presence import active_users
from models.office.rights import (
    MemberView,
    Right,
    add_member,
    display_name,
    give_right,
    members,
    my_uid,
    read_member,
    remove_member,
    rename_member,
    right_of,
    uid_named,
)
from screens.base.dialog_action import dialog_action
from screens.base.when import local_time
from screens.commands.command import bindings
from screens.commands.office import MEMBERS
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.editing.form_merge import Asked, merging_store, merging_value_store, try_store
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.widgets.label import lines
from screens.widgets.row_list import CellRow, ListCell

_NAME_CELLS, _ACCOUNT_CELLS = 28, 18
_EVERYBODY = "ยังไม่ได้กำหนดสิทธิ ทุกคนที่เขียนโฟลเดอร์ข้อมูลได้มีสิทธิทุกอย่าง กด F5 เพิ่มคนแรก (ท่านจะเป็นผู้ดูแลระบบ)"


class MembersScreen(RowScreen):
    """The list of members, and below it the active users. Enter changes a right."""

    BINDINGS = bindings(*MEMBERS.commands)
    PAGE = MEMBERS

    def __init__(self) -> None:
        super().__init__()
        self._members: dict[Hashable, MemberView] = {}

    async def read_rows(self) -> Sequence[Row]:
        """Return the members with their rights, then the users who have the office open."""
        listed = await self.call(members)
        here = await self.call(active_users)
        mine = await self.call(right_of, my_uid())
        self._members = {each.uid: each for each in listed}
        who = f"ท่านคือ {self.workspace.who} สิทธิ: {mine.label}"
        title = f"ผู้ใช้งานและสิทธิ {counts_text(('{} คน', len(listed)))}".rstrip()
        self.say(title, *lines((who, "$text-muted")))
        rows = [_row(each) for each in listed] or [info_row(self.sentence(_EVERYBODY))]
        rows += [info_row(), info_row("เปิดการประชุมหรือตารางอยู่ขณะนี้")]
        rows += [
            info_row(f"{each.who}  {each.meeting_label}  {local_time(each.seen_at)}", indent=3)
            for each in here
        ]
        return rows if here else [*rows, info_row("ไม่มี", indent=3)]

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for another right of the selected member, and store it."""
        await self._change_right(self._members[row_key])

    @dialog_action
    async def _change_right(self, member: MemberView) -> None:
        right = await self._ask_right(member.name, member.right)
        if right is not None:
            await self._give(member.uid, member.right, right)
            await self.read()

    async def _give(self, uid: int, known: Right, right: Right) -> None:
        """Store a member's right, merged with another user's change of it."""
        act = merging_value_store(
            self,
            [Asked("สิทธิ", lambda given: Right(given).label)],
            lambda: (read_member(uid).right,),
            (known,),
            lambda rights: give_right(my_uid(), uid, *rights),
        )
        await try_store(self, act((right,)))

    async def _ask_right(self, name: str, current: Right) -> Right | None:
        rights = list(Right)
        labels = [right.label for right in rights]
        ask = ListDialog(f"{name} มีสิทธิใด", labels, current=rights.index(current))
        at = await self.app.push_screen_wait(ask)
        return None if at is None else rights[at]

    @dialog_action
    async def action_rename(self) -> None:
        """Ask for another displayed name of the selected member, and store it."""
        await self.is_read.wait()
        member = self.found(self._members.get(self.selected))
        if member is None:
            return
        field = PromptField("ชื่อที่แสดง", member.name, check=must_not_be_blank)
        rename = merging_store(
            self,
            [field.label],
            lambda: (read_member(member.uid).name,),
            (member.name,),
            lambda names: rename_member(my_uid(), member.uid, *names),
        )
        await ask_and_do(self, f"ชื่อของ {member.account}", [field], rename)
        await self.read()

    @dialog_action
    async def action_add(self) -> None:
        """Ask for an account of this machine and a right, and add the member."""
        account = PromptField(
            "บัญชีผู้ใช้", check=must_not_be_blank, hint="ชื่อบัญชีหรือเลขผู้ใช้ของเครื่อง เช่น somsri"
        )
        name = PromptField("ชื่อที่แสดง", hint="เว้นว่าง = ชื่อตามบัญชี")

        async def add(answer: tuple[str, ...]) -> tuple[int, str]:
            uid = uid_named(answer[0])
            shown = answer[1] or await self.call(display_name, uid)
            await self.call(add_member, my_uid(), uid, shown, Right.WRITE)
            return uid, shown

        added = await ask_and_do(self, "เพิ่มผู้มีสิทธิ", [account, name], add, NEW)
        if added is not None:
            right = await self._ask_right(added[1], Right.WRITE)
            if right is not None:
                await self._give(added[0], Right.WRITE, right)
        await self.read()

    @dialog_action
    async def action_strike(self) -> None:
        """Remove a member from the list, after the user has confirmed."""
        await self.is_read.wait()
        member = self.found(self._members.get(self.selected))
        if member is None:
            return
        question = f"ลบ {member.name} ออกจากบัญชีผู้มีสิทธิหรือไม่ จะอ่านได้อย่างเดียว"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="ลบ", danger=True)):
            await self.call_or_show_error(remove_member, my_uid(), member.uid)
            await self.read()


def _row(member: MemberView) -> Row:
    account = f"{member.account} ({member.uid})"
    cells = (ListCell(f" {member.name}", _NAME_CELLS), ListCell(account, _ACCOUNT_CELLS))
    return Row(CellRow(*cells, ListCell(member.right.label)), member.uid)
