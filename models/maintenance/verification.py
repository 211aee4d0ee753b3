"""Verification of a data file or a backup: integrity, and changes made outside the program."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct
from peewee import JOIN, fn

from kmtui.thai.damaged import is_damaged
from kmtui.thai.digits import thai_digits
from models.drafts.records import read_drafts
from models.editing.record_kind import RecordKind
from models.editing.revisions import Editable, Revision, Subject
from models.errors import StorageErrorReason, StoreFault
from models.evidence.attached_files import faults_of_attached
from models.history.kinds import KINDS, WRITTEN_BY_THE_PROGRAM, kind_of
from models.maintenance.backup_diff import unaudited_changes
from models.maintenance.damaged_values import damaged_values
from models.maintenance.history_chain import chain_faults
from models.maintenance.schema_parts import wrong_parts
from models.maintenance.seals import broken_seals, stripped_seals, unsealed, wrong_states
from models.minutes.records import Resolution, Statement
from models.storage.database import Record, database, raw_connection
from models.storage.disk import is_there, must_be_kmtui_file, must_be_kmtui_file_by, storage_faults
from models.storage.file_inspection import (
    Counts,
    counts_of,
    damage_of,
    labelled_counts,
    schema_of,
)
from models.storage.migrations import newest_step
from models.storage.store import close_store, connect_thread, read_only_store, roll_back_hot_journal

_EDITED: tuple[tuple[Subject, type[Editable]], ...] = (
    (Subject.STATEMENT, Statement),
    (Subject.RESOLUTION, Resolution),
)
# Texts made of several columns of the record itself: no other record changes them.
_OF_ITS_OWN_ROW = {
    (Subject.PERSON, "full_name"),
    (Subject.PLAN, "life_words"),
    (Subject.MEMO, "reply_words"),
}


class VerificationReport(Struct, frozen=True):
    """The result: sentences on damage and outside changes, on missing seals, and row counts.

    Attributes:
        notes: sentences on records without a seal, which are no fault.
        counts: Thai label and number of rows of each kind that has any; empty for a damaged file.
    """

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def verify_file(path: Path) -> VerificationReport:
    """Verify a data file or a backup read-only.

    Checks SQLite's integrity, foreign keys, the hash of every revision, each text against its last
    revision, the seals, and unaudited changes since the newest backup beside the file. For the
    command line only (see `read_only_store`).

    Raises:
        StoreFault: the file is missing, of another program, too new or locked.
    """
    with storage_faults(path):
        if is_there(path):
            must_be_kmtui_file(path)  # a file of another program must not even be connected to
    return _verified(path, read_only_store(path))


def verify_open(path: Path) -> VerificationReport:
    """Verify the open file as `verify_file` does; connects the calling thread, then disconnects.

    Raises:
        StoreFault: the file is missing, too new or locked.
    """
    return _verified(path, _own_connection())


def _verified(path: Path, reading: AbstractContextManager[None]) -> VerificationReport:
    faults, counts = _look_at(path)
    if counts is None:
        return VerificationReport(tuple(faults), (), ())
    with reading, storage_faults(path):
        faults += [each.sentence for each in damaged_values(path)]
        faults += chain_faults(path)
        faults += changed_texts()
        faults += changed_cells()
        faults += damaged_drafts()
        faults += (*broken_seals(), *stripped_seals(), *wrong_states())
        faults += unaudited_changes(path)
        faults += faults_of_attached(path)
        waiting = [cited for _, _, cited in unsealed()]
    return VerificationReport(
        tuple(faults),
        _notes(waiting),
        tuple((label, count) for label, count in labelled_counts(counts).items() if count),
    )


def _look_at(path: Path) -> tuple[list[str], Counts | None]:
    """Return the faults that SQLite finds, and the row counts; None if the file is damaged.

    Raises:
        StoreFault: the file is missing, of another program, too new or locked.
    """
    if not is_there(path):
        raise StoreFault(StorageErrorReason.MISSING, str(path))
    with storage_faults(path):
        roll_back_hot_journal(path)
        with closing(raw_connection(path)) as connection:
            must_be_kmtui_file_by(connection, path)
            if schema_of(connection) > newest_step():
                raise StoreFault(StorageErrorReason.TOO_NEW, str(path))
            damage = damage_of(connection)
            if damage:
                return [f"ส่วนที่เสียหาย: {each}" for each in damage], None
            faults = wrong_parts(connection)
            return faults, counts_of(connection)


@contextmanager
def _own_connection() -> Iterator[None]:
    connect_thread()
    try:
        yield
    finally:
        close_store()


def changed_texts() -> list[str]:
    """Return a Thai sentence for each text of the open file changed outside the program."""
    faults = [
        f"ประวัติ{_named(each.subject)} {each.subject_id} รุ่น {each.version} ถูกแก้นอกโปรแกรม"
        for each in Revision.select()
        if not _is_intact(each)
    ]
    for subject, table in _EDITED:
        faults += [
            f"{_named(subject)} {record_id} ไม่ตรงกับประวัติรุ่นล่าสุด มีผู้แก้นอกโปรแกรม"
            for record_id in _unlike_its_last_state(subject, table)
        ]
    return faults


def changed_cells() -> list[str]:
    """Return a Thai sentence for each cell of the open file changed outside the program.

    A cell without a revision cannot be checked. The roll has no check by revisions, because opening
    and closing a meeting write it from the register; its seal is checked.
    """
    changed = {row.subject for row in Revision.select(Revision.subject).distinct()}
    kinds = [each for each in KINDS if each.subject in changed - WRITTEN_BY_THE_PROGRAM]
    return [
        f"{cells.noun} {record_id} ช่อง{label} ไม่ตรงกับประวัติรุ่นล่าสุด มีผู้แก้นอกโปรแกรม"
        for cells in kinds
        if _is_whole(cells.table)
        for record_id, label in _unlike_their_last_state(cells)
    ]


def damaged_drafts() -> list[str]:
    """Return a sentence for each draft of the open file whose field cannot be determined."""
    _, damaged = read_drafts()
    mend = "ยังเก็บไว้ แต่กู้คืนเองไม่ได้ ดูในสำเนาสำรองก่อนหน้านี้ หรือพิมพ์ใหม่"
    return [f"ข้อความที่พิมพ์ค้าง รายการ {each} เสียหาย {mend}" for each in damaged]


def _is_intact(revision: Revision) -> bool:
    try:
        return revision.is_intact()
    except TypeError:  # a damaged byte can turn a text into a number or a blob
        return False


def _unlike_its_last_state(subject: Subject, table: type[Editable]) -> list[int]:
    last = Revision.alias()
    condition = (
        (last.subject == subject)
        & (last.subject_id == table.id)
        & (last.field == "")
        & (last.version == table.version)
    )
    # Also a version without a revision: a change from outside may have increased it too.
    rows = (
        table.select(table.id)
        .join(last, JOIN.LEFT_OUTER, on=condition)
        .where(last.text.is_null() | (last.text != table.text))
    )
    return [int(row.id) for row in rows]


def _is_whole(table: type[Record]) -> bool:
    """Return whether the table has all its columns; missing ones are reported elsewhere."""
    if not table.table_exists():
        return False
    there = {column.name for column in database.get_columns(table._meta.table_name)}
    return there >= set(table._meta.columns)


def _unlike_their_last_state(cells: RecordKind) -> Iterator[tuple[int, str]]:
    """Yield record id and Thai label of each cell that differs from its newest revision."""
    columns = {
        each.name: each
        for each in cells.columns
        if cells.is_stored(each.name) or (cells.subject, each.name) in _OF_ITS_OWN_ROW
    }
    if not columns:
        return
    newest: Any = (
        Revision.select(Revision.subject_id, Revision.field, fn.MAX(Revision.version).alias("last"))
        .where(Revision.subject == cells.subject, Revision.field.in_(list(columns)))
        .group_by(Revision.subject_id, Revision.field)
    )
    same = (
        (Revision.subject_id == newest.c.subject_id)
        & (Revision.field == newest.c.field)
        & (Revision.version == newest.c.last)
        & (Revision.subject == cells.subject)
    )
    states = Revision.select(Revision.subject_id, Revision.field, Revision.text)
    told: dict[int, list[tuple[str, str]]] = {}
    rows: Any = states.join(newest, on=same).tuples()
    for record_id, field, text in rows:
        told.setdefault(record_id, []).append((field, text))
    for row in cells.table.select():
        for field, text in told.get(row.id, ()):
            value = getattr(row, field)
            # Damaged values are reported separately.
            if not is_damaged(value) and columns[field].to_text(value) != text:
                yield int(row.id), columns[field].label


def _named(subject: str) -> str:
    try:
        return kind_of(subject).noun
    except (KeyError, ValueError):  # a damaged byte in the subject itself
        return str(subject)


def _notes(waiting: list[str]) -> tuple[str, ...]:
    if not waiting:
        return ()
    shown = ", ".join(waiting[:5]) + (" และอื่น ๆ" if len(waiting) > 5 else "")
    count = thai_digits(len(waiting))
    return (f"ไม่มีตราผนึก {count} ฉบับ ({shown}) ผนึกตามที่เป็นอยู่ด้วย kmtui verify --seal",)
