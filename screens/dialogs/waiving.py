"""Dialogs to waive a gap in the evidence or the plan with a reason, and to withdraw that."""

from __future__ import annotations

from typing import Any

from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.plan.waivers import WaiverView, take_back, waive
from screens.base.screen import KmScreen
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.prompt import PromptField, ask_and_do


async def ask_reason(screen: KmScreen[Any], fiscal_year: int, gap_key: str, label: str) -> bool:
    """Ask for a reason and waive the gap; return whether it was waived.

    Shows a message then, and one if the file is read-only. `gap_key` identifies the gap among those
    of the fiscal year; `label` names it for the user. Must run in a worker.
    """
    if not screen.check_writable():
        return False
    hint = "เช่น ปีนี้ไม่มีงบประมาณ จึงไม่จัดอบรม"
    field = PromptField("เหตุผล", check=must_not_be_blank, hint=hint)

    async def store(answer: tuple[str, ...]) -> int:
        return await screen.call(waive, fiscal_year, gap_key, label, answer[0])

    stored = await ask_and_do(screen, f"ไม่ดำเนินการ: {label}", [field], store, gap_key)
    if stored is not None:
        screen.show_message("นับว่าครบแล้ว เหตุผลอยู่ในแฟ้มหลักฐาน กด N ที่แถวนั้นเพื่อกลับมานับ")
    return stored is not None


async def ask_taking_back(screen: KmScreen[Any], waiver: WaiverView) -> bool:
    """Ask whether to withdraw a waiver, and withdraw it; return whether it was withdrawn.

    Shows a message if the file is read-only or the waiver cannot be withdrawn. Must run in a
    worker.
    """
    if not screen.check_writable():
        return False
    question = f"กลับมานับว่าขาดหรือไม่\n{waiver.label}\nเหตุผลที่ไม่ดำเนินการ: {waiver.reason}"
    if not await screen.app.push_screen_wait(ConfirmDialog(question, yes="กลับมานับ")):
        return False
    try:
        await screen.call(take_back, waiver.id)
    except KmError as refusal:
        screen.show_error(refusal)
        return False
    return True
