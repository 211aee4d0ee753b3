"""The state of saving as Thai text; each sentence must be true, as users rely on it."""

from __future__ import annotations

from datetime import datetime

from kmtui.thai.digits import thai_digits
from models.drafts.save_state import SaveState
from screens.widgets.label import LabelLine, lines

_MINUTE_S = 60


def saved_label(state: SaveState | None, saved_at: datetime | None) -> LabelLine:
    """Return the label of the state of saving: a fault, or the time of the last save.

    Empty if nothing has been saved yet. `saved_at` is local time.
    """
    if state is not None and state.fault is not None and _is_unsaved(state):
        return lines((f"✗ {_unsaved_text(state)}", "bold $text-error"))[0]
    if saved_at is None:
        return lines(("", ""))[0]
    return lines(f"บันทึกแล้ว {thai_digits(saved_at.strftime('%H:%M:%S'))}")[0]


def trouble_text(state: SaveState) -> str:
    """Return the Thai sentence on the data file's fault, and on where the typed texts are.

    `state` must have a fault.
    """
    return f"✗ {state.fault} {_kept_text(state)}"


def leave_question(state: SaveState) -> str:
    """Return the question whether to quit despite a fault, and where the typed texts are."""
    told = "ยังบันทึกลงแฟ้มข้อมูลไม่ได้"
    if state.unsaved_s is None:
        kept = "ข้อความที่พิมพ์เก็บครบแล้ว"
    elif not state.rescued or state.place is None:
        kept = "ข้อความยังไม่ได้เก็บที่ใด ถ้าออกจะแสดงในเทอร์มินัลให้คัดลอก"
    elif state.place.lasts:
        kept = f"ข้อความอยู่ในแฟ้มกู้แล้ว ({_where(state)})"
    else:
        kept = f"ข้อความอยู่ในหน่วยความจำ ({_where(state)}) หายเมื่อออกจากระบบหรือปิดเครื่อง"
    if state.waiting:
        kept += f" การแก้ไขอื่น {thai_digits(state.waiting)} รายการจะไม่ถูกเก็บ"
    return f"{told} {kept} ออกจากโปรแกรมหรือไม่"


def crash_text(is_left: bool, log: str) -> str:
    """Return the Thai sentence after a crash: where the typed texts are, and the log.

    Args:
        is_left: whether some texts are in no file, and printed below the sentence.
        log: the path of the log; empty if it could not be written.
    """
    kept = "ข้อความที่ยังไม่ได้เก็บแสดงอยู่ด้านล่าง คัดลอกไว้" if is_left else "ข้อความเก็บไว้แล้ว"
    logged = f"บันทึกข้อขัดข้องอยู่ที่ {log}" if log else "เขียนบันทึกข้อขัดข้องไม่ได้"
    return f"โปรแกรมขัดข้อง {kept} เปิด kmtui ใหม่เพื่อทำต่อ ({logged})"


def _kept_text(state: SaveState) -> str:
    if state.unsaved_s is None:
        kept = "ข้อความที่พิมพ์ไว้เก็บครบแล้ว"
    elif not state.rescued or state.place is None:
        kept = "ข้อความยังไม่ได้เก็บที่ใด อย่าเพิ่งปิดโปรแกรม"
    elif state.place.lasts:
        kept = f"พิมพ์ต่อได้ ข้อความไม่หาย อยู่ในแฟ้มกู้ ({_where(state)})"
    else:
        kept = f"พิมพ์ต่อได้ ข้อความอยู่ในหน่วยความจำ ({_where(state)}) อย่าออกจากระบบหรือปิดเครื่อง"
    if state.waiting:
        kept += f" การแก้ไขอื่น {thai_digits(state.waiting)} รายการยังไม่ได้บันทึก"
    return kept


def _is_unsaved(state: SaveState) -> bool:
    return state.unsaved_s is not None or state.waiting > 0


def _unsaved_text(state: SaveState) -> str:
    text = "ยังไม่ได้บันทึก"
    seconds = round(state.unsaved_s or 0)
    if seconds:
        minutes = seconds // _MINUTE_S
        age = f"{minutes} นาที" if minutes else f"{seconds} วินาที"
        text += f" {thai_digits(age)}"
    return f"{text} (อยู่ในแฟ้มกู้)" if state.rescued and state.place is not None else text


def _where(state: SaveState) -> str:
    return "" if state.place is None else str(state.place.base.joinpath(state.place.parts[0]))
