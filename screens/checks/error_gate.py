"""The error gate: printing or closing despite errors requires a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.app import ComposeResult

from exports.catalogue import document_named, find
from exports.documents import KeyType, Request
from exports.record_keys import meeting_of
from kmtui.thai.digits import thai_digits
from models.checks.core.finding import Finding, Severity
from models.checks.deferred import findings_in
from models.checks.records.selection import RecordSelection
from models.checks.records.set_aside import GatedOperation, is_overridden, override
from models.editing.cell_values import must_not_be_blank
from screens.base.screen import KmScreen
from screens.dialogs.prompt import PromptDialog, PromptField
from screens.widgets.label import LabelLine, ThaiLabel, lines

_SHOWN = 6
_WORDS = {GatedOperation.PRINT: "พิมพ์", GatedOperation.CLOSE: "เลิกประชุม"}


class ErrorsDialog(PromptDialog):
    """Asks for the reason to proceed despite these errors; returns (reason,), None on Escape."""

    def __init__(self, operation: GatedOperation, errors: Sequence[Finding]) -> None:
        title = f"พบข้อที่ผิด {thai_digits(len(errors))} ข้อ กด Esc เพื่อกลับไปแก้ก่อน"
        label = f"เหตุผลที่{_WORDS[operation]}ต่อ"
        super().__init__(title, [PromptField(label, check=must_not_be_blank)])
        self._errors = tuple(errors)

    def compose_notes(self) -> ComposeResult:
        """Compose the first `_SHOWN` errors in full, and the number of the others."""
        shown: list[LabelLine] = []
        for error in self._errors[:_SHOWN]:
            shown += lines((f"✗ {error.message}", "$text-error"), hanging=2)
        if len(self._errors) > _SHOWN:
            more = thai_digits(len(self._errors) - _SHOWN)
            shown += lines((self.sentence(f"และอีก {more} ข้อ ดูทั้งหมดด้วย Ctrl+G"), "$text-muted"))
        yield ThaiLabel(*shown, classes="prompt-notes")


async def confirm_despite_errors(
    screen: KmScreen[Any], operation: GatedOperation, part: RecordSelection
) -> bool:
    """Ask for a reason if the document has errors, and store it; return whether to proceed.

    Does not ask again if a reason is stored for the same errors. Opens a dialog on errors and shows
    a message on warnings. Await it in a worker.

    Raises:
        KmError: as raised by the checks and by storing the reason.
    """
    seen = await screen.call(findings_in, part, screen.workspace.paths.home / "checks")
    errors = [each.finding for each in seen if each.finding.severity is Severity.ERROR]
    warned = sum(each.finding.severity is Severity.WARNING for each in seen)
    if errors and not await screen.call(is_overridden, operation, part.key, errors):
        answer = await screen.app.push_screen_wait(ErrorsDialog(operation, errors))
        if answer is None:
            return False
        await screen.call(override, operation, part.key, errors, answer[0])
    if warned:
        count = thai_digits(warned)
        screen.show_message(f"มีข้อที่น่าจะผิด {count} ข้อ ดูด้วย Ctrl+G (ตรวจสอบ)", "warning")
    return True


async def confirm_print_despite_errors(screen: KmScreen[Any], request: Request) -> bool:
    """Run `confirm_despite_errors` for the record of a document; return whether to print it.

    A document of a kind without checks may always be printed.

    Raises:
        KmError: as raised by `part_printed` and `confirm_despite_errors`.
    """
    part = await screen.call(part_printed, request)
    return part is None or await confirm_despite_errors(screen, GatedOperation.PRINT, part)


def part_printed(request: Request) -> RecordSelection | None:
    """Return what to check before a document is made; None if its kind has no checks.

    Raises:
        NotFound: the record does not exist.
    """
    document = document_named(request.document)
    match document.key_type:
        case KeyType.MEETING:
            return RecordSelection(meeting_id=find(request).id)
        case KeyType.ITEM:
            return RecordSelection(meeting_id=meeting_of(request).id)
        case KeyType.ORDER:
            return RecordSelection(order_id=find(request))
        case KeyType.MEMO:
            return RecordSelection(memo_id=find(request))
    if document.key_type is KeyType.PLANNED_YEAR or document.id == "book":
        return RecordSelection(plan_year=find(request))
    return None
