"""Orphaned drafts of texts and forms, which the user resolves here."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Sequence

from kmtui.thai.digits import counts_text
from models.drafts.forms import FormDraft
from models.editing.revisions import Subject
from models.errors import VersionConflict
from models.history.recovery import delete_draft_and_rescue
from models.history.unresolved_drafts import (
    DraftDecision,
    UnresolvedDraft,
    resolve_draft,
    unstored_drafts,
)
from screens.base.dialog_action import dialog_action
from screens.base.when import local_time
from screens.commands.command import bindings
from screens.commands.history import UNRESOLVED_DRAFTS
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.editing.conflict import ConflictOption, TwoTextsDialog
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.navigation.destination_keys import destination_of_key
from screens.widgets.label import WrappedLines, lines
from screens.widgets.wrap import shorten

_BEGINNING_CELLS = 150
_NONE = "ไม่มีข้อความค้าง ทุกข้อความอยู่ในที่ของตนแล้ว"
_GO_ON = "เปิดต่อ ไปที่จอของแบบฟอร์มนี้"
_THROW_AWAY = "ทิ้งที่พิมพ์ไว้"
_ELSEWHERE = "  ในหน้าต่างอื่นของท่านที่ยังเปิดอยู่"
_NO_WAY = "เปิดจอเดิมของข้อความนี้ แล้วพิมพ์ตามข้อความที่ค้าง เมื่อเสร็จกลับมากด Del ที่นี่"


class UnresolvedDraftsScreen(RowScreen):
    """The unresolved drafts, the latest first; Enter resolves one, Delete discards it."""

    BINDINGS = bindings(*UNRESOLVED_DRAFTS.commands)
    PAGE = UNRESOLVED_DRAFTS

    def __init__(self) -> None:
        super().__init__()
        self._left: dict[Hashable, UnresolvedDraft] = {}
        self._forms: dict[Hashable, FormDraft] = {}

    async def read_rows(self) -> Sequence[Row]:
        """Return the drafts, each with the record it belongs to, its author and its beginning."""
        left = await self.call(unstored_drafts, self.workspace.paths.rescue, self.workspace.session)
        self._left = {(each.typed.session, each.typed.field_key): each for each in left}
        self._forms = {each.key: each for each in await asyncio.to_thread(self._read_forms)}
        count = counts_text(("{} แห่ง", len(left) + len(self._forms)))
        self.say(f"ข้อความค้าง {count}".rstrip())
        rows = [_row(each, place) for place, each in self._left.items()]
        rows += [_form_row(each) for each in self._forms.values()]
        return rows or [info_row(_NONE)]

    def _read_forms(self) -> tuple[FormDraft, ...]:
        # Another session of this user may have ended since this one began.
        self.workspace.forms.read()
        return self.workspace.forms.left()

    async def change_row(self, row_key: Hashable) -> None:
        """Ask what to do with the selected draft, and do it."""
        if (form := self._forms.get(row_key)) is not None:
            await self._decide_on_form(form)
        else:
            await self._decide(self._left[row_key])

    @dialog_action
    async def _decide_on_form(self, form: FormDraft) -> None:
        to = destination_of_key(form.place)
        ways = ([_GO_ON] if to is not None else []) + [_THROW_AWAY]
        at = await self.app.push_screen_wait(ListDialog(form.title, ways))
        if at is None:
            return
        if to is not None and ways[at] == _GO_ON:
            await self.open(to)
            self.show_message(f"เปิดแบบฟอร์ม “{form.title}” อีกครั้ง ที่พิมพ์ไว้จะอยู่ในช่อง")
        else:
            await self._give_up_form(form)

    async def _give_up_form(self, form: FormDraft) -> None:
        question = f"ทิ้งที่พิมพ์ค้างในแบบฟอร์ม “{shorten(form.title, 40)}” หรือไม่ ทิ้งแล้วเรียกคืนไม่ได้"
        ask = ConfirmDialog(question, yes="ทิ้ง", no="เก็บไว้", danger=True)
        if await self.app.push_screen_wait(ask):
            self.workspace.forms.discard(form)
            await self.read()

    @dialog_action
    async def _decide(self, left: UnresolvedDraft) -> None:
        if not left.choices:
            self.show_message(_NO_WAY, "warning")
        choice = await self.app.push_screen_wait(_dialog(left))
        if choice is None:
            return
        folder = self.workspace.paths.rescue
        try:
            await self.call(resolve_draft, left, choice, folder)
        except VersionConflict:
            self.show_message("มีผู้อื่นแก้ข้อความที่เก็บไว้อีกครั้ง กด Enter เพื่อดูและเลือกใหม่", "warning")
        else:
            self.show_message("เก็บตามที่เลือกแล้ว")
        await self.read()

    @dialog_action
    async def action_give_up(self) -> None:
        """Discard the selected draft after confirmation."""
        await self.is_read.wait()
        if (form := self._forms.get(self.selected)) is not None:
            await self._give_up_form(form)
            return
        left = self.found(self._left.get(self.selected))
        if left is None:
            return
        beginning = shorten(left.typed.text.strip(), 40)
        question = f"ทิ้งข้อความที่ค้าง “{beginning}” หรือไม่ ทิ้งแล้วเรียกคืนไม่ได้"
        ask = ConfirmDialog(question, yes="ทิ้ง", no="เก็บไว้", danger=True)
        if await self.app.push_screen_wait(ask):
            await self.call_or_show_error(
                delete_draft_and_rescue, left.typed, self.workspace.paths.rescue
            )
            await self.read()


def _row(left: UnresolvedDraft, place: Hashable) -> Row:
    typed = left.typed
    what = " ".join(filter(None, (left.noun, left.speaker)))
    heading = f"{what}  {left.location_label}".rstrip()
    beginning = shorten(" ".join(typed.text.split()), _BEGINNING_CELLS)
    elsewhere = _ELSEWHERE if left.is_elsewhere else ""
    shown = [
        *lines((heading, "bold"), indent=1, hanging=2),
        *lines((f"{local_time(typed.at)}  โดย {typed.who}{elsewhere}", "$text-muted"), indent=3),
        *lines(beginning, indent=3),
    ]
    return Row(WrappedLines(tuple(shown)), place)


def _form_row(form: FormDraft) -> Row:
    shown = [
        *lines((f"แบบฟอร์ม {form.title}", "bold"), indent=1, hanging=2),
        *lines((local_time(form.at), "$text-muted"), indent=3),
    ]
    for label, text in zip(form.labels, form.texts, strict=True):
        beginning = shorten(" ".join(text.split()), _BEGINNING_CELLS)
        shown += lines((f"{label}  ", "$text-muted"), beginning, indent=3, hanging=3)
    return Row(WrappedLines(tuple(shown)), form.key)


def _dialog(left: UnresolvedDraft) -> TwoTextsDialog[DraftDecision]:
    as_new = "บันทึกเป็นมติ" if left.typed.subject == Subject.RESOLUTION else "เป็นคำพูดใหม่"
    labels = {
        DraftDecision.MINE: "ใช้ที่ค้าง",
        DraftDecision.STORED: "ใช้ที่เก็บไว้",
        DraftDecision.BOTH: "เก็บทั้งสองต่อกัน",
        DraftDecision.NEW: as_new,
    }
    ways = [ConflictOption(number, labels[way], way) for number, way in enumerate(left.choices, 1)]
    stored = left.stored.text if left.stored is not None else ""
    names = ("ข้อความที่ค้าง", "ที่เก็บไว้" if left.stored is not None else "")
    heading = " ".join(filter(None, (left.noun, left.speaker, left.location_label)))
    safest = left.choices.index(DraftDecision.BOTH) if DraftDecision.BOTH in left.choices else 0
    return TwoTextsDialog(heading, names, (left.typed.text, stored), ways, safest)
