"""Archive of a closed year: a complete, read-only copy of the data file."""

from contextlib import suppress
from pathlib import Path

from kmtui.thai.digits import thai_digits
from models.errors import Refused
from models.meetings.records import Meeting, MeetingState
from models.office.rights import Right, must_be_allowed, my_uid
from models.storage.backup import back_up
from models.storage.disk import is_there, storage_faults
from models.storage.own_files import set_mode

FOLDER_NAME = "archives"
_ARCHIVE_MODE = 0o440


def archive_year(path: Path, year: int) -> Path:
    """Make `archives/kmtui-<year>.db`, read-only, of the open data file; return its path.

    It is a copy of the complete file, so that all references in it resolve; nothing is removed from
    the data file. Read it with `--home` and its name.

    Raises:
        Refused: the year (Buddhist Era) has no meeting, a meeting without adopted minutes, or an
            archive already; or the user has no right to adopt.
        StoreFault: the file cannot be copied.
    """
    must_be_allowed(my_uid(), Right.ADOPT)
    _must_be_over(year)
    target = path.parent / FOLDER_NAME / f"kmtui-{year}.db"
    if is_there(target):
        raise Refused(f"ปี {thai_digits(year)} เก็บถาวรแล้วที่ {target} ถ้าจะเก็บใหม่ให้ย้ายแฟ้มเดิมออกก่อน")
    made = back_up(path, target)
    with storage_faults(made), suppress(PermissionError):
        set_mode(made, _ARCHIVE_MODE)
    return made


def _must_be_over(year: int) -> None:
    meetings = list(Meeting.select().where(Meeting.year == year).order_by(Meeting.held_on))
    if not meetings:
        raise Refused(f"ไม่มีการประชุมในปี {thai_digits(year)} ตรวจปี พ.ศ. อีกครั้ง")
    waiting = [each.label for each in meetings if each.state != MeetingState.ADOPTED]
    if waiting:
        raise Refused(
            f"ปี {thai_digits(year)} ยังมีรายงานที่ไม่ได้รับรอง ครั้งที่ {', '.join(waiting)} รับรองให้ครบก่อน"
        )
