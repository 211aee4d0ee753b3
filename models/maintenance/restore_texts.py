"""The preview of a restore as Thai text, for the screen and the command line."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from kmtui.thai.dates import DateStyle, format_date, format_time
from kmtui.thai.digits import thai_digits
from models.maintenance.restore import Difference, RestorePreview


def count_label(count: int | None) -> str:
    """Return a count in Thai digits, or a dash if there is none."""
    return "-" if count is None else thai_digits(count)


def change_label(each: Difference) -> str:
    """Return the Thai text on how a restore changes the number of one kind of record."""
    by = (each.there or 0) - (each.now or 0)
    if by == 0:
        return "เท่าเดิม"
    return f"หายไป {thai_digits(-by)}" if by < 0 else f"เพิ่มขึ้น {thai_digits(by)}"


def restore_sentences(view: RestorePreview, source: Path) -> Iterable[str]:
    """Yield sentences on the last changes, and on what happens to the present file."""
    yield f"แก้ไขล่าสุดในแฟ้มนี้  {_moment(view.changed_now)}"
    yield f"แก้ไขล่าสุดในสำเนา  {_moment(view.changed_there)}"
    if view.fault:
        yield f"แฟ้มปัจจุบันใช้ไม่ได้: {view.fault}"
    elif view.loses:
        yield "สิ่งที่บันทึกหลังสำเนานี้จะไม่อยู่ในข้อมูล แต่แฟ้มปัจจุบันจะเก็บไว้เป็นสำเนาสำรอง"
    if view.is_older_schema:
        yield f"สำเนา {source.name} เป็นรุ่นก่อน จะปรับเป็นรุ่นปัจจุบันเมื่อเปิด"


def _moment(at: datetime | None) -> str:
    if at is None:
        return "ไม่มี"
    local = at.astimezone()
    return f"{format_date(local.date(), DateStyle.SHORT)} เวลา {format_time(local.time())}"
