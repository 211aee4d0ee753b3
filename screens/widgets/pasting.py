"""Pasted text: sanitized, and repaired if a PDF damaged it."""

from msgspec import Struct
from textual.widget import Widget

from kmtui.thai.digits import thai_digits
from kmtui.thai.mending.pdf_damage import mend
from kmtui.thai.text import clean
from screens.widgets.sanitize import notify_plain

_LONGEST_MENDED = 20_000
"""Longer texts, which would take noticeable time, are left to the checks of the records."""


class PastedText(Struct, frozen=True):
    """A pasted text, sanitized (`original`) and repaired (`mended`), with the number of repairs."""

    original: str
    mended: str
    places: int


def read_pasted(text: str) -> PastedText:
    """Return a pasted text as it may be stored: cleaned, and repaired if a PDF damaged it.

    Texts of more than 20,000 characters are not repaired.
    """
    cleaned = clean(text)
    if len(cleaned) > _LONGEST_MENDED:
        return PastedText(cleaned, cleaned, 0)
    found = mend(cleaned)
    return PastedText(cleaned, found.text, len(found.repairs))


def notify_mended(field: Widget, pasted: PastedText) -> None:
    """Show a message with the number of repairs, and the key that restores the original."""
    where = f"ซ่อมข้อความที่คัดลอกจาก PDF {thai_digits(pasted.places)} แห่ง"
    notify_plain(field, f"{where} กด Ctrl+Z เพื่อเอาข้อความเดิมกลับมา")
