"""The screen of all findings: location, explanation, and fixes that can be applied at once."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import OptionList

from kmtui.thai.dates import DateStyle, format_date
from kmtui.thai.digits import thai_digits
from models.checks.catalogue import check_named
from models.checks.core.check import Check, Family
from models.checks.core.finding import Finding, Severity
from models.checks.core.register import read_name_register
from models.checks.fixes import FixPreview, apply_fix, is_fixable, preview_fix
from models.checks.records.reading import parts_of_store
from models.checks.records.selection import RecordSelection
from models.checks.records.set_aside import (
    SetAsideView,
    aside_scope,
    bring_back,
    set_aside,
    set_aside_keys,
    set_asides,
)
from models.checks.runner import KeyedFinding, gather, is_still_there, run_checks
from models.editing.cell_values import must_not_be_blank
from models.editing.undo import run_undoable
from models.office.locations import InMeeting, InOrder, InPlan, Location
from screens.base.dialog_action import dialog_action
from screens.commands.checks import CHECKS_PAGE
from screens.commands.command import bindings
from screens.commands.minutes import ROOM
from screens.commands.plan import PLAN
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.conflict import ConflictOption, TwoTextsDialog
from screens.editing.undo_stack import NOTHING_TO_REDO, UndoStack, wait_for_step
from screens.lists.filter_list import FilterScreen
from screens.own_keys.chosen import hint
from screens.widgets.key_line import KeyLine
from screens.widgets.label import Part as Words
from screens.widgets.label import ThaiLabel
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry, FilterList
from screens.widgets.wrap import shorten_left

SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.NOTE: "·"}
_STYLES = {Severity.ERROR: "$text-error", Severity.WARNING: "$text-warning", Severity.NOTE: ""}
_LEVEL_CELLS, _PLACE_CELLS = 11, 28

Chosen = Severity | Family | None


class ChecksScreen(FilterScreen):
    """The findings, the most serious first; of the whole office, or of one document.

    The data file is read in parts in the writer thread, the checks run outside it, so that neither
    delays another operation's save.
    """

    CSS_PATH = [FilterScreen.CSS_PATH, "checks.tcss"]  # type: ignore[assignment]
    BINDINGS = bindings(*CHECKS_PAGE.commands)
    PAGE = CHECKS_PAGE
    HEADS = CellRow(
        ListCell(" ระดับ", _LEVEL_CELLS), ListCell("ที่", _PLACE_CELLS), ListCell("พบ → ควรเป็น")
    )
    EMPTY = "ไม่พบข้อที่ควรแก้"

    def __init__(self, of: Location | None = None) -> None:
        super().__init__()
        self._part, self._about = _part_of(of)
        self._seen: dict[int, KeyedFinding] = {}
        self._aside: dict[int, SetAsideView] = {}
        self._chosen: Chosen = None
        self._shows_aside = False
        self._is_stale = True

    @cached_property
    def _undoing(self) -> UndoStack:
        return UndoStack(self.workspace)

    def compose(self) -> ComposeResult:
        """Compose the title, the rows, and the full sentence of the selected row."""
        *above, _footer = super().compose()
        yield from above
        yield ThaiLabel("", id="finding")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Check at first display and after a record was opened from here, not after a dialog."""
        if self._is_stale:
            self._is_stale = False
            self.is_read.clear()
            self._reread()

    @work(exclusive=True, group="read")
    async def _reread(self) -> None:
        await self.read()

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Check the records, showing progress in the title; return the rows of the chosen list."""
        register = await self.call(read_name_register, self.workspace.paths.home / "checks")
        parts = (self._part,) if self._part is not None else await self.call(parts_of_store)
        found: list[KeyedFinding] = []
        emblem = self.workspace.settings.office_emblem
        for at, part in enumerate(parts):
            self._say(f"กำลังตรวจ {thai_digits(at + 1)}/{thai_digits(len(parts))}")
            gathered = await self.call(gather, part, None, emblem)
            found += await asyncio.to_thread(run_checks, gathered, register)
        found.sort(key=lambda each: each.finding.severity.rank)
        self._seen = {_row_id(each.finding.identity): each for each in found}
        return await self._entries()

    async def _entries(self) -> list[FilterEntry]:
        aside = await self.call(set_aside_keys)
        self._aside = {row.id: row for row in await self.call(set_asides)}
        self._seen = {row_id: each for row_id, each in self._seen.items() if each.key not in aside}
        if self._shows_aside:
            return [_aside_entry(row) for row in self._aside.values()]
        return [
            _entry(row_id, each.finding)
            for row_id, each in self._seen.items()
            if self._chosen is None or self._chosen in _kinds_of(each.finding)
        ]

    async def read(self) -> bool:
        """Run the checks, show the rows, and show the counts by severity in the title."""
        is_read = await super().read()
        self._say_counts()
        return is_read

    async def _show_again(self) -> None:
        """Show the known findings under the present filter, without checking again."""
        self.selected_id = self.filter_list.selected_id
        self._show(await self._entries())
        self._say_counts()

    def _say_counts(self) -> None:
        if self._shows_aside:
            self._say(f"ที่พักไว้ {thai_digits(len(self._aside) or '– ไม่มี')}")
            return
        words = _count_words(self._seen.values())
        only = f"เฉพาะ {_called(self._chosen)}" if self._chosen else ""
        aside = f"พักไว้ {thai_digits(len(self._aside))}" if self._aside else ""
        self._say("   ".join(filter(None, (*words, aside, only))))

    def _say(self, words: str) -> None:
        if self.is_composed:
            title = " ".join(filter(None, (self.PAGE.title, self._about)))
            self.query_one("#search-title", ThaiLabel).update(
                (title, "bold"), (f"  {words}", "$text-muted")
            )
            self._tell_chosen()

    @on(OptionList.OptionHighlighted)
    def _tell_chosen(self) -> None:
        self.query_one("#finding", ThaiLabel).update(*self._sentence())

    def _sentence(self) -> Sequence[Words]:
        chosen = self.query_one(FilterList).selected_id or -1
        if self._shows_aside and chosen in self._aside:
            row = self._aside[chosen]
            day = format_date(row.set_aside_at.astimezone().date(), DateStyle.SHORT)
            return [row.message, (f"\nพักไว้เพราะ {row.reason} ({row.who} {day})", "$text-muted")]
        if not self._shows_aside and chosen in self._seen:
            finding = self._seen[chosen].finding
            mend = self.sentence("  (F4 แก้ให้ได้)") if is_fixable(finding) else ""
            return [with_own_keys(finding.message, finding), (mend, "$accent")]
        return [""]

    async def open_record(self, record_id: int) -> None:
        """Open the record of a finding; restore a finding that is set aside."""
        if self._shows_aside:
            await self.action_set_aside()
        elif (seen := self._seen.get(record_id)) is not None:
            await self._open_place(seen.finding)

    async def _open_place(self, finding: Finding) -> None:
        """Open the record, on return check again; show a message if it no longer exists."""
        is_there = await self.call_or_show_error(is_still_there, finding.place)
        if is_there and finding.location is not None:
            self._is_stale = True
            await self.open(finding.location)
        else:
            self.show_message("ข้อมูลนี้ไม่มีแล้ว กด F5 เพื่อตรวจใหม่", "warning")

    async def _finding(self) -> KeyedFinding | None:
        chosen = await self.selected_record()
        if chosen is not None and self._shows_aside:
            self.show_message("ข้อนี้พักไว้ กด Enter นำกลับมาก่อน แล้วจึงแก้", "warning")
            return None
        return None if chosen is None else self._seen.get(chosen)

    async def action_explain(self) -> None:
        """Show the explanation of the selected finding's check, with its rule."""
        chosen = await self.selected_record()
        code = ""
        if chosen is not None:
            aside, seen = self._aside.get(chosen), self._seen.get(chosen)
            code = aside.code if aside is not None else seen.finding.code if seen else ""
        if code:
            check = check_named(code)
            self.show_message(
                f"{check.title} ({check.severity.label}, {check.family}): {check.explanation}"
            )

    @dialog_action
    async def action_mend(self) -> None:
        """Show the first line that the fix changes, before and after; apply it if confirmed."""
        seen = await self._finding()
        if seen is None:
            return
        proposal = await self.call_or_show_error(preview_fix, seen.finding)
        if proposal is None:
            return
        ways = (ConflictOption(1, "แก้ตามนี้", True), ConflictOption(2, "ไม่แก้", False))
        texts = _lines_of(proposal)
        dialog = TwoTextsDialog(
            with_own_keys(seen.finding.message, seen.finding), ("เดิม", "แก้เป็น"), texts, ways
        )
        if await self.app.push_screen_wait(dialog):
            await self._mend(proposal)

    async def _mend(self, proposal: FixPreview) -> None:
        mended = await self.call_or_show_error(apply_fix, proposal)
        if mended is not None:
            self._undoing.record(mended)
            self.show_message("แก้แล้ว กด F7 เพื่อเลิกทำ")
            await self.read()

    @dialog_action
    async def action_set_aside(self) -> None:
        """Ask for a reason and set the selected finding aside; restore one that is set aside."""
        if self._shows_aside:
            chosen = await self.selected_record()
            if chosen in self._aside:
                await self._bring_back(chosen)
            return
        seen = await self._finding()
        if seen is None:
            return

        async def keep(answer: tuple[str, ...]) -> None:
            finding, scope = seen.finding, aside_scope(seen.finding)
            words = seen.digest, answer[0]
            self._undoing.record(await self.call(run_undoable, scope, set_aside, finding, *words))

        fields = [PromptField("เหตุผล", check=must_not_be_blank, hint="เช่น ชื่อเฉพาะ ตรวจแล้วถูกต้อง")]
        await ask_and_do(self, "พักข้อนี้ไว้", fields, keep)
        await self._show_again()

    async def _bring_back(self, set_aside_id: int) -> None:
        await self.call_or_show_error(bring_back, set_aside_id)
        await self.read()

    @work(group="undo")
    async def action_undo(self) -> None:
        """Undo the last fix or setting aside."""
        if await wait_for_step(self, self._undoing.undo()):
            self.show_message("เลิกทำแล้ว")
            await self.read()

    @work(group="undo")
    async def action_redo(self) -> None:
        """Redo the last undone fix or setting aside."""
        if await wait_for_step(self, self._undoing.redo(), NOTHING_TO_REDO):
            self.show_message("ทำซ้ำแล้ว")
            await self.read()

    @dialog_action
    async def action_filter(self) -> None:
        """Ask for a severity or a family of checks, and show only its findings."""
        await self.is_read.wait()
        kinds = Counter(kind for each in self._seen.values() for kind in _kinds_of(each.finding))
        ways: list[Chosen] = [None, *(each for each in (*Severity, *Family) if kinds[each])]
        entries = [
            FilterEntry(
                at,
                CellRow(ListCell(_called(way)), ListCell(_counted(way, kinds, len(self._seen)), 8)),
            )
            for at, way in enumerate(ways)
        ]
        picked = await self.app.push_screen_wait(PickDialog("แสดงเฉพาะ", entries))
        if picked is not None:
            self._chosen, self._shows_aside = ways[picked], False
            await self._show_again()

    async def action_show_aside(self) -> None:
        """Toggle between the findings and those set aside; the latter ignore the filter."""
        await self.is_read.wait()
        self._shows_aside = not self._shows_aside
        await self._show_again()

    async def action_check_here(self) -> None:
        """Do nothing, because the findings are shown already."""

    @work(exclusive=True, group="read")
    async def action_check_again(self) -> None:
        """Read and check all records again, and show when that is done."""
        self.is_read.clear()
        if await self.read():
            self.show_message("ตรวจใหม่แล้ว")


def _part_of(location: Location | None) -> tuple[RecordSelection | None, str]:
    """Return the document to check, and its name in Thai; (None, "") if all records are checked."""
    match location:
        case InMeeting():
            return RecordSelection(meeting_id=location.meeting_id), "การประชุมนี้"
        case InPlan():
            return RecordSelection(plan_year=location.fiscal_year), "แผนนี้"
        case InOrder():
            return RecordSelection(order_id=location.order_id), "คำสั่งนี้"
    return None, ""


def _count_words(found: Iterable[KeyedFinding]) -> list[str]:
    """Return the number of findings of each severity that has any."""
    counts = Counter(each.finding.severity for each in found)
    return [f"{SIGNS[e]} {e.label} {thai_digits(counts[e])}" for e in Severity if counts[e]]


def _row_id(identity: str) -> int:
    return int(identity, 16)


def _check_of(finding: Finding) -> Check:
    return check_named(finding.code)


def _kinds_of(finding: Finding) -> tuple[Severity, Family]:
    return finding.severity, _check_of(finding).family


def _called(way: Chosen) -> str:
    if way is None:
        return "ทั้งหมด"
    return f"{SIGNS[way]} {way.label}" if isinstance(way, Severity) else str(way)


def _counted(way: Chosen, kinds: Counter[Severity | Family], of: int) -> str:
    return thai_digits(of if way is None else kinds[way])


def with_own_keys(text: str, finding: Finding) -> str:
    """Return a finding's text with the user's own keys of the screen on which it is corrected."""
    return hint(text, PLAN if isinstance(finding.location, InPlan) else ROOM)


def _entry(row_id: int, finding: Finding) -> FilterEntry:
    level = f" {SIGNS[finding.severity]} {finding.severity.label}"
    row = CellRow(
        ListCell(level, _LEVEL_CELLS, _STYLES[finding.severity]),
        ListCell(shorten_left(finding.place.label, _PLACE_CELLS), _PLACE_CELLS),
        ListCell(f"{finding.found} → {with_own_keys(finding.expected, finding)}"),
    )
    check = _check_of(finding)
    searched = (finding.place.label, finding.message, check.title, check.family, finding.code)
    return FilterEntry(row_id, row, " ".join(searched))


def _aside_entry(row: SetAsideView) -> FilterEntry:
    cells = CellRow(
        ListCell(" – พักไว้", _LEVEL_CELLS),
        ListCell(shorten_left(row.location_label, _PLACE_CELLS), _PLACE_CELLS),
        ListCell(row.reason),
    )
    return FilterEntry(row.id, cells, f"{row.location_label} {row.message} {row.who}")


def _lines_of(proposal: FixPreview) -> tuple[str, str]:
    """Return the first line that the fix changes, before and after."""
    pairs = zip(proposal.before.split("\n"), proposal.after.split("\n"), strict=True)
    before, after = next(pair for pair in pairs if pair[0] != pair[1])
    return before, after
