"""The memo that requests approval of an order: head, paragraphs, route of opinions."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from datetime import date
from typing import Any, cast

from msgspec.structs import replace

from kmtui.thai.dates import format_date, parse_date
from models.committees.approval_drafts import (
    approval_draft,
    approvals_to_share,
    others_of_memo,
    suggested_approval,
)
from models.committees.approvals import (
    ApprovalDraft,
    ApprovalMemoView,
    approval_of,
    remove_approval,
    share_approval,
    write_approval,
)
from models.committees.views import OrderView, read_order
from models.errors import KmError, NotFound
from models.office.locations import InOrderMemo
from models.people.views import divisions_list, posts_list
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.committees import APPROVAL
from screens.committees.approval_rows import ApprovalPart, ApprovalRowKey, approval_rows
from screens.committees.order_lifecycle import print_papers
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.dialogs.text import TextDialog
from screens.editing.form_merge import Asked, Values, merging_value_store, try_store
from screens.lists.row_screen import Row, RowScreen
from screens.people.additions import ask_division, new_post_offer
from screens.widgets.label import lines
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

# The list fields of a memo; the other parts are one line each.
_LISTS = {
    ApprovalPart.PARAGRAPH: "paragraphs",
    ApprovalPart.PROPOSER: "proposers",
    ApprovalPart.OPINION: "opinions",
}
_CALLED = {
    ApprovalPart.PARAGRAPH: "ย่อหน้า",
    ApprovalPart.PROPOSER: "ตำแหน่งใดลงนามเสนอ",
    ApprovalPart.OPINION: "ตำแหน่งใดให้ความเห็น (ตามลำดับชั้นจากล่างขึ้นบน)",
}


async def open_approval(screen: KmScreen[None], order: OrderView) -> None:
    """Open the memo of an order; if it has none, write one or share that of another order.

    The user picks which. Opens nothing if the user cancels; shows an error.
    """
    known = await screen.call_or_show_error(_has_memo, order.id)
    if known is None or (not known and not await _begin(screen, order)):
        return
    await screen.open(InOrderMemo(order.id))


async def _begin(screen: KmScreen[None], order: OrderView) -> bool:
    others = await screen.call_or_show_error(approvals_to_share, order.id)
    if others is None:
        return False
    at = 0
    if others:
        ways = [f"ใช้บันทึกเดียวกับคำสั่งที่ {each.label} {each.subject}" for each in others]
        ask = ListDialog("บันทึกขออนุมัติของคำสั่งนี้", ["เขียนบันทึกใหม่จากคำสั่งนี้", *ways])
        chosen = await screen.app.push_screen_wait(ask)
        if chosen is None:
            return False
        at = chosen
    begun = await screen.call_or_show_error(
        _begun, order.id, others[at - 1].order_id if at else None
    )
    return begun is not None


def _has_memo(order_id: int) -> bool:
    return approval_of(order_id) is not None


def _begun(order_id: int, with_order_id: int | None) -> int:
    if with_order_id is None:
        return write_approval(order_id, suggested_approval(order_id, date.today()))
    share_approval(order_id, with_order_id)
    return order_id


class ApprovalScreen(RowScreen):
    """The memo of one order, stored after every change."""

    BINDINGS = bindings(*APPROVAL.commands)
    PAGE = APPROVAL

    def __init__(self, order_id: int) -> None:
        super().__init__()
        self._order_id = order_id
        self._order: OrderView | None = None
        self._draft: ApprovalDraft | None = None

    @property
    def location(self) -> InOrderMemo:
        """The location (navigation target) of the memo."""
        return InOrderMemo(self._order_id)

    async def read_rows(self) -> Sequence[Row]:
        """Return the memo's rows, from the head to the last opinion; NotFound without a memo."""
        order = self._order = await self.call(read_order, self._order_id)
        memo, self._draft, others = await self.call(_read, self._order_id)
        said = [f"ใช้ร่วมกับคำสั่งที่ {', '.join(others)}"] if others else []
        said += [f"✗ {memo.lacks}"] if memo.lacks else []
        label = f"คำสั่งที่ {order.label}" if order.number else "ร่างคำสั่ง"
        self.say(f"บันทึกขออนุมัติ {label}", *lines(("   ".join(said), "$text-muted")))
        return approval_rows(memo)

    async def change_row(self, row_key: Hashable) -> None:
        """Ask for a new value of the selected part, and store it."""
        await self._change(cast(ApprovalRowKey, row_key))

    @dialog_action
    async def _change(self, place: ApprovalRowKey) -> None:
        part, at = place
        if part == ApprovalPart.DIVISION:
            await self._change_division()
        elif part in (ApprovalPart.NUMBER, ApprovalPart.DATE, ApprovalPart.ADDRESSEE):
            await self._change_line(part)
        elif part in (ApprovalPart.SUBJECT, ApprovalPart.CLOSING):
            await self._change_words(part)
        else:
            await self._ask_item(part, at, replaced=True)

    async def _store(
        self, known: ApprovalDraft, changed: dict[str, Any], stand_on: ApprovalRowKey | None = None
    ) -> None:
        await try_store(self, self._write(known, changed))
        await self.read(stand_on)

    async def _write(self, known: ApprovalDraft, changed: dict[str, Any]) -> None:
        """Store the changed parts of the memo; `known` is the memo when the dialog was opened.

        Asks the user about a part that another user has changed since; the parts that this user
        left unchanged keep the stored values.
        """
        posts = {each.id: each.name for each in await self.call(posts_list, date.today())}
        divisions = {each.id: each.name for each in await self.call(divisions_list)}

        def called(post_ids: tuple[int, ...]) -> str:
            return "\n".join(posts.get(each, "") for each in post_ids)

        asked = {
            "written_on": Asked("วันที่", format_date),
            "subject": Asked("เรื่อง"),
            "paragraphs": Asked("ข้อความ", "\n".join),
            "proposers": Asked("ผู้เสนอ", called),
            "opinions": Asked("ผู้ให้ความเห็น", called),
            "division_id": Asked("ส่วนราชการ", lambda division_id: divisions.get(division_id, "")),
            "number": Asked("ที่"),
            "addressee": Asked("เรียน"),
            "closing": Asked("คำลงท้าย"),
        }

        def values(draft: ApprovalDraft) -> Values:
            return tuple(getattr(draft, name) for name in asked)

        def read() -> Values:
            _memo, draft, _others = _read(self._order_id)
            return values(draft)

        def store(chosen: Values) -> None:
            write_approval(self._order_id, ApprovalDraft(**dict(zip(asked, chosen, strict=True))))

        act = merging_value_store(self, list(asked.values()), read, values(known), store)
        await act(values(replace(known, **changed)))

    async def _change_division(self) -> None:
        draft = self._memo
        chosen, division_id = await ask_division(self, draft.division_id)
        if chosen:
            await self._store(draft, {"division_id": division_id})

    async def _change_line(self, part: ApprovalPart) -> None:
        draft, today = self._memo, date.today()
        field = {
            ApprovalPart.NUMBER: PromptField("ที่", draft.number, hint="เช่น ชม ๕๒๓๐๑/๑๒"),
            ApprovalPart.DATE: PromptField(
                "วันที่", format_date(draft.written_on), lambda text: parse_date(text, today)
            ),
            ApprovalPart.ADDRESSEE: PromptField(
                "เรียน", draft.addressee, hint="เว้นว่าง = ผู้ให้ความเห็นคนสุดท้าย"
            ),
        }[part]

        async def store(answer: tuple[str, ...]) -> None:
            text = answer[0]
            if part == ApprovalPart.DATE:
                await self._write(draft, {"written_on": parse_date(text, today)})
            else:
                await self._write(draft, {str(part.name).lower(): text})

        await ask_and_do(self, "บันทึกขออนุมัติ", [field], store)
        await self.read()

    async def _change_words(self, part: ApprovalPart) -> None:
        title, name = (
            ("เรื่อง", "subject") if part == ApprovalPart.SUBJECT else ("คำลงท้าย", "closing")
        )
        known = self._memo
        text = await self.app.push_screen_wait(TextDialog(title, getattr(known, name), about=name))
        if text is not None:
            await self._store(known, {name: text})

    @property
    def _memo(self) -> ApprovalDraft:
        assert self._draft is not None, "read_rows() comes first"
        return self._draft

    @dialog_action
    async def action_add_proposer(self) -> None:
        """Ask for a post and add it after the others that sign the proposal."""
        await self._add(ApprovalPart.PROPOSER)

    @dialog_action
    async def action_add_opinion(self) -> None:
        """Ask for a post and add it after the others that give their opinion."""
        await self._add(ApprovalPart.OPINION)

    @dialog_action
    async def action_add_paragraph(self) -> None:
        """Ask for a paragraph and add it at the end."""
        await self._add(ApprovalPart.PARAGRAPH)

    async def _add(self, part: ApprovalPart) -> None:
        await self.is_read.wait()
        if self.found(self._draft) is not None:
            await self._ask_item(part, len(getattr(self._draft, _LISTS[part])), replaced=False)

    async def _ask_item(self, part: ApprovalPart, at: int, *, replaced: bool) -> None:
        """Ask for a paragraph or a post; insert it at index `at`, or replace the item there."""
        known = self._memo
        items = list(getattr(known, _LISTS[part]))
        item: str | int | None
        if part == ApprovalPart.PARAGRAPH:
            before = items[at] if replaced else ""
            ask = TextDialog(_CALLED[part], before, about=(part.name, at, replaced))
            item = await self.app.push_screen_wait(ask) or None
        else:
            item = await self._ask_post(_CALLED[part])
        if item is not None:
            items[at : at + replaced] = [item]
            await self._store(known, {_LISTS[part]: tuple(items)}, (part, at))

    async def _ask_post(self, title: str) -> int | None:
        posts = await self.call_or_show_error(posts_list, date.today())
        if posts is None:
            return None
        entries = [
            FilterEntry(
                each.id,
                CellRow(ListCell(each.name), ListCell(each.holder or "– ว่าง", 28)),
                each.search_text,
            )
            for each in posts
        ]
        ask = PickDialog(title, entries, offer=new_post_offer(self))
        return await self.app.push_screen_wait(ask)

    async def action_part_up(self) -> None:
        """Move the selected paragraph or signer up."""
        await self._move(-1)

    async def action_part_down(self) -> None:
        """Move the selected paragraph or signer down."""
        await self._move(1)

    @dialog_action
    async def _move(self, by: int) -> None:
        def moved(items: list[object], at: int) -> int:
            to = max(0, min(at + by, len(items) - 1))
            items.insert(to, items.pop(at))
            return to

        if (place := self._place_in_list()) is not None:
            await self._change_list(self._memo, place, moved)

    @dialog_action
    async def action_remove_part(self) -> None:
        """Delete the selected paragraph or signer after confirmation."""
        if (place := self._place_in_list()) is None:
            return
        known = self._memo
        what = "ย่อหน้านี้" if place[0] == ApprovalPart.PARAGRAPH else "ตำแหน่งนี้ออกจากบันทึก"
        if not await self.app.push_screen_wait(
            ConfirmDialog(f"ลบ{what} หรือไม่", yes="ลบ", danger=True)
        ):
            return

        def removed(items: list[object], at: int) -> int:
            del items[at]
            return max(0, at - 1)

        await self._change_list(known, place, removed)

    async def _change_list(
        self,
        known: ApprovalDraft,
        place: ApprovalRowKey,
        change: Callable[[list[object], int], int],
    ) -> None:
        """Store a change of the selected part's list; `change` returns the index to select."""
        part, at = place
        items = list(getattr(known, _LISTS[part]))
        stand_on = change(items, at)
        await self._store(known, {_LISTS[part]: tuple(items)}, (part, stand_on))

    def _place_in_list(self) -> ApprovalRowKey | None:
        """Return the selected paragraph or signer; show a message if another row is selected."""
        place = cast("ApprovalRowKey | None", self.selected)
        return self.found(place if place is not None and place[0] in _LISTS else None)

    async def action_print(self) -> None:
        """Ask which document of the order to print, the memo first, and print it."""
        await self.is_read.wait()
        if (order := self._order) is not None:
            await print_papers(self, order.id, order.label, order.state, first="approval")

    @dialog_action
    async def action_drop_memo(self) -> None:
        """Detach the memo after confirmation and close; a memo of no other order is deleted."""
        ask = ConfirmDialog("เลิกใช้บันทึกขออนุมัตินี้กับคำสั่งหรือไม่", yes="เลิกใช้", danger=True)
        if await self.app.push_screen_wait(ask):
            try:
                await self.call(remove_approval, self._order_id)
            except KmError as refusal:
                self.show_error(refusal)
            else:
                self.dismiss(None)


def _read(order_id: int) -> tuple[ApprovalMemoView, ApprovalDraft, tuple[str, ...]]:
    memo, draft = approval_of(order_id), approval_draft(order_id)
    if memo is None or draft is None:
        raise NotFound("คำสั่งนี้ไม่มีบันทึกขออนุมัติแล้ว กลับไปที่คำสั่งแล้วกด F5 เขียนใหม่")
    return memo, draft, others_of_memo(order_id)
