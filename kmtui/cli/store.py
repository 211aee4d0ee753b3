"""Opening the data file for a sub-command, with the rights of its user; an archive is read-only."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kmtui.paths import DataPaths


@contextmanager
def store_of(places: "DataPaths") -> Iterator[None]:
    """Open the data file for the `with` block, with the user's rights; an archive is read-only.

    Line breaks keep the names of the register whole from then on.

    Raises:
        Refused: the block tried to write to an archive or a backup, or without the right to write.
        StoreFault: the file cannot be opened.
    """
    from kmtui.thai.words import learn
    from models.office.rights import acting_as_member, enforce_write_right, read_only_mode
    from models.people.known_names import register_names
    from models.storage.store import opened_store, read_only_store

    opened = read_only_store if places.is_archive else opened_store
    refusing = read_only_mode(archive_refusal(places)) if places.is_archive else nullcontext()
    with opened(places.database), refusing, acting_as_member(), enforce_write_right():
        learn(register_names())
        yield


def archive_refusal(places: "DataPaths") -> str:
    """Return the Thai sentence that refuses to change the archive or backup of `--home`."""
    return f"{places.database} เป็นแฟ้มที่อ่านได้อย่างเดียว ระบุโฟลเดอร์ข้อมูลด้วย --home แทนชื่อแฟ้ม"
