"""Whether what is typed is stored, as the last line of a screen says it."""

from __future__ import annotations

from datetime import datetime

from kmtui.thai.digits import thai_digits
from models.drafts.save_state import SaveState
from screens.widgets.label import LabelLine, lines


def saved_label(state: SaveState | None, saved_at: datetime | None) -> LabelLine:
    """Whether what is typed is stored, and since when."""
    if state is not None and state.fault is not None:
        kept = "ข้อความเก็บไว้ในแฟ้มกู้แล้ว" if state.rescued else "ยังไม่ได้บันทึก"
        return lines((f"✗ {kept}", "bold $text-error"))[0]
    if saved_at is None:
        return lines(("", ""))[0]
    return lines(f"บันทึกแล้ว {thai_digits(saved_at.strftime('%H:%M:%S'))}")[0]
