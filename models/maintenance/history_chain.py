"""Verification of the hash chain of the history: changed, removed or inserted revisions break it.

Removing the newest revisions does not break the chain, so a head file beside the data file
remembers the newest one.
"""

from collections.abc import Iterator
from pathlib import Path

from kmtui.thai.digits import thai_digits
from models.storage.chain import (
    fill_chain,
    has_head,
    link,
    newest_head,
    read_head,
    write_head,
)
from models.storage.database import database

_MANY = 5
_ACCEPT = "ถ้าผู้ดูแลระบบนำแฟ้มเก่ากลับมาเอง ให้ยืนยันด้วย kmtui verify --seal"


def chain_faults(path: Path) -> list[str]:
    """Return a Thai sentence for each of the first breaks of the open file's hash chain.

    Further ones count the other breaks, and report that the revision in the head file is missing.
    """
    breaks = list(_breaks())
    faults = [
        f"ประวัติลำดับที่ {thai_digits(each)} ไม่ต่อจากลำดับก่อนหน้า มีผู้แก้ ลบ หรือแทรกประวัตินอกโปรแกรม"
        for each in breaks[:_MANY]
    ]
    if len(breaks) > _MANY:
        faults.append(f"และประวัติอีก {thai_digits(len(breaks) - _MANY)} ลำดับไม่ต่อกัน")
    head = read_head(path)
    if head is not None and not has_head(database.execute_sql, head):
        number = thai_digits(head.revision_id)
        faults.append(f"ประวัติลำดับที่ {number} ซึ่งเคยเป็นลำดับล่าสุด หายไปหรือถูกแก้นอกโปรแกรม {_ACCEPT}")
    return faults


def accept_history(path: Path) -> int:
    """Recompute the hash chain of the present history, and store its head.

    Return how many links changed.
    """
    with database.atomic():
        changed = fill_chain(database.execute_sql)
    known, head = read_head(path), newest_head(database.execute_sql)
    if head is not None:
        write_head(path, head._replace(restored_at=known.restored_at if known else ""))
    return changed


def _breaks() -> Iterator[int]:
    before = ""
    for revision_id, digest, chain in database.execute_sql(
        "SELECT id, digest, chain FROM revision ORDER BY id"
    ):
        if chain != link(before, digest):
            yield int(revision_id)
        before = chain if isinstance(chain, str) else ""
