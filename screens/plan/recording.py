"""Dialogs for a progress entry of an activity: date, status, figure, evidence."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from msgspec.structs import replace

from exports.catalogue import DOCUMENTS
from kmtui.thai.dates import parse_date
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import day_text, figure_from, figure_text
from models.plan.progress import (
    PROGRESS_KIND,
    EvidenceKind,
    ProgressDraft,
    ProgressStatus,
    ProgressView,
    change_progress,
    draft_from_texts,
    progress_texts,
    record_progress,
    remove_progress,
)
from models.plan.values import ActivityView
from screens.base.screen import AnyScreen
from screens.dialogs.choices import ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import NEW, PromptDialog, PromptField, ask_and_do
from screens.editing.form_merge import merging_field_store
from screens.plan.sheets import STATUS_SIGNS
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

RecordingDialogFlow = Callable[[AnyScreen, ActivityView], Awaitable[None]]

_EVIDENCE_ASKED = {
    EvidenceKind.NONE: "ไม่มีหลักฐาน",
    EvidenceKind.DOCUMENT: "เอกสารในโปรแกรมนี้",
    EvidenceKind.FILE: "แฟ้มในเครื่อง",
    EvidenceKind.LINK: "เว็บไซต์",
}


async def record(screen: AnyScreen, activity: ActivityView) -> None:
    """Ask for a new progress entry of an activity, and store it."""
    begun = ProgressDraft(date.today(), ProgressStatus.DONE, activity.actual_number)
    await _ask_and_store(screen, activity, begun, None)


async def entries(screen: AnyScreen, activity: ActivityView) -> None:
    """Show the progress entries, for the user to correct or remove one or to add another.

    An activity without an entry gets the dialog of a new one.
    """
    if not activity.progress:
        await record(screen, activity)
        return
    rows = [_entry_words(each) for each in activity.progress]
    ask = ListDialog(f"ผลของ {activity.heading}", [*rows, "+ บันทึกผลใหม่"])
    at = await screen.app.push_screen_wait(ask)
    if at is None:
        return
    if at == len(rows):
        await record(screen, activity)
    else:
        await _change(screen, activity, activity.progress[at])


async def _change(screen: AnyScreen, activity: ActivityView, entry: ProgressView) -> None:
    ask = ListDialog(_entry_words(entry), ["แก้ไขผลนี้", "ลบผลนี้ (กู้คืนได้จากถังขยะ)"])
    at = await screen.app.push_screen_wait(ask)
    if at == 0:
        draft = ProgressDraft(
            entry.on_date,
            entry.status,
            entry.actual_number,
            entry.note,
            entry.evidence_kind,
            entry.evidence,
        )
        await _ask_and_store(screen, activity, draft, entry.id)
    elif at == 1:
        await screen.call_or_show_error(remove_progress, entry.id)


async def _ask_and_store(
    screen: AnyScreen, activity: ActivityView, known: ProgressDraft, progress_id: int | None
) -> None:
    draft = known
    status = await _ask_status(screen, activity, draft.status)
    if status is None:
        return
    kind = await _ask_kind(screen, draft.evidence_kind)
    if kind is None:
        return
    evidence = draft.evidence if kind == draft.evidence_kind else ""
    if kind == EvidenceKind.DOCUMENT:
        evidence = await _ask_document(screen) or evidence
        if not evidence:
            return
    draft = replace(draft, status=status, evidence_kind=kind, evidence=evidence)

    async def store(answer: tuple[str, ...]) -> None:
        full = _filled(draft, answer)
        if progress_id is None:
            await screen.call(record_progress, activity.id, full)
        else:
            await _change_guarded(screen, progress_id, known, full)
        screen.show_message(f"บันทึกผลแล้ว {STATUS_SIGNS[status]} {status.label}")

    await ask_and_do(
        screen, f"ผลของ {activity.heading}", _fields(activity, draft), store, activity.id
    )


async def _change_guarded(
    screen: AnyScreen, progress_id: int, known: ProgressDraft, mine: ProgressDraft
) -> None:
    """Store a corrected entry, merged with another user's correction."""
    act = merging_field_store(
        screen,
        PROGRESS_KIND,
        progress_id,
        progress_texts(known),
        lambda texts: change_progress(progress_id, draft_from_texts(texts)),
    )
    await act(tuple(progress_texts(mine).values()))


def _fields(activity: ActivityView, draft: ProgressDraft) -> list[PromptField]:
    target = figure_text(activity.target_number)
    hint = f"เป้าหมาย {target} {activity.target_unit}".strip() if target else "ตัวเลข ถ้ามี"
    fields = [
        PromptField("วันที่", day_text(draft.on_date), _day, "เช่น 30 ก.ย. 64"),
        PromptField("ผลเป็นตัวเลข", figure_text(draft.actual_number), figure_from, hint),
        PromptField("รายละเอียด", draft.note),
    ]
    if draft.evidence_kind == EvidenceKind.FILE:
        fields.append(PromptField("ที่อยู่แฟ้ม", draft.evidence, hint="เช่น ภาพกิจกรรม/อบรม.jpg"))
    elif draft.evidence_kind == EvidenceKind.LINK:
        fields.append(
            PromptField("ที่อยู่เว็บไซต์", draft.evidence, hint="เช่น https://www.example.go.th/km")
        )
    return fields


def _filled(draft: ProgressDraft, answer: tuple[str, ...]) -> ProgressDraft:
    day, figure, note, *evidence = answer
    full = replace(draft, on_date=_day(day), actual_number=figure_from(figure), note=note)
    return replace(full, evidence=evidence[0]) if evidence else full


async def _ask_status(
    screen: AnyScreen, activity: ActivityView, current: ProgressStatus
) -> ProgressStatus | None:
    statuses = list(ProgressStatus)
    labels = [f"{STATUS_SIGNS[each]} {each.label}" for each in statuses]
    ask = ListDialog(f"{activity.heading}: ผลเป็นอย่างไร", labels, current=statuses.index(current))
    at = await screen.app.push_screen_wait(ask)
    return None if at is None else statuses[at]


async def _ask_kind(screen: AnyScreen, current: EvidenceKind) -> EvidenceKind | None:
    kinds = list(_EVIDENCE_ASKED)
    labels = list(_EVIDENCE_ASKED.values())
    ask = ListDialog("หลักฐานคืออะไร", labels, current=kinds.index(current))
    at = await screen.app.push_screen_wait(ask)
    return None if at is None else kinds[at]


async def _ask_document(screen: AnyScreen) -> str:
    """Ask for a document and its key; return both as text, empty on Escape."""
    entries = [FilterEntry(at, CellRow(ListCell(each.title))) for at, each in enumerate(DOCUMENTS)]
    at = await screen.app.push_screen_wait(PickDialog("หลักฐานเป็นเอกสารใด", entries))
    if at is None:
        return ""
    document = DOCUMENTS[at]
    number = PromptField("เลขที่หรือปี", hint="เช่น 2/2563 หรือ 2564")
    ask = PromptDialog(document.title, [number], about=NEW)
    answer = await screen.app.push_screen_wait(ask)
    return "" if answer is None else f"{document.title} {thai_digits(answer[0])}".strip()


def _entry_words(entry: ProgressView) -> str:
    figure = figure_text(entry.actual_number)
    words = (day_text(entry.on_date), STATUS_SIGNS[entry.status], entry.status.label, figure)
    return " ".join(filter(None, (*words, entry.note, entry.evidence)))


def _day(text: str) -> date:
    return parse_date(text, date.today())
