"""Maintenance: backups, verification of the data, and the preview of a restore."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TypeVar

from kmtui.thai.digits import counts_text, thai_digits
from models.editing.cell_values import must_not_be_blank
from models.errors import KmError
from models.maintenance.restore import RestorePreview, preview_restore
from models.maintenance.restore_texts import change_label, count_label, restore_sentences
from models.maintenance.shared_folder import permission_faults
from models.maintenance.verification import VerificationReport, verify_open
from models.storage.backup import (
    Backup,
    BackupKind,
    back_up_with_papers,
    backup_folders,
    backups_in,
)
from models.storage.disk import typed_path
from screens.base.dialog_action import dialog_action
from screens.base.when import backup_time
from screens.commands.command import bindings
from screens.commands.maintenance import MAINTENANCE, RESTORE_VIEW
from screens.dialogs.prompt import NEW, PromptField, ask_and_do
from screens.lists.row_screen import Row, RowScreen, info_row
from screens.navigation.destinations import Members
from screens.own_keys.chosen import hint
from screens.widgets.label import lines
from screens.widgets.row_list import CellRow, ListCell

T = TypeVar("T")

_WHEN_CELLS, _SIZE_CELLS, _KIND_CELLS = 20, 10, 18
_LABEL_CELLS, _COUNT_CELLS = 32, 10
_MEGABYTE = 1024 * 1024
_FOUND = ("found",)
_KINDS = {
    BackupKind.ASKED: "สั่งเอง",
    BackupKind.DAILY: "ประจำวัน",
    BackupKind.MIGRATION: "ก่อนปรับรุ่น",
    BackupKind.RESTORE: "ก่อนกู้คืน",
}

_NOT_VERIFIED = "กด F4 เพื่อตรวจแฟ้มข้อมูล ประวัติ ตราผนึก และเอกสารแนบทั้งหมด"


class MaintenanceScreen(RowScreen):
    """The backups with date and size, the result of the last check, and permission faults.

    Enter on a backup shows what restoring it would change.
    """

    BINDINGS = bindings(*MAINTENANCE.commands)
    PAGE = MAINTENANCE

    def __init__(self) -> None:
        super().__init__()
        self._verified: VerificationReport | None = None

    async def read_rows(self) -> Sequence[Row]:
        """Return the rows of the backups (newest first), permission faults and last check."""
        file, setting = self.workspace.paths.database, self.workspace.settings.backup_path
        backups = await asyncio.to_thread(_backups, file, setting)
        faults = await asyncio.to_thread(permission_faults, file.parent)
        size = _size_words(file)
        self.say(
            f"สำรองและตรวจสอบข้อมูล  {counts_text(('สำเนา {} ชุด', len(backups)))}".rstrip(),
            *lines(f"แฟ้มข้อมูล {file} {size}", hanging=2),
        )
        rows = [_row(each) for each in backups]
        rows = rows or [info_row(self.sentence("ยังไม่มีสำเนาสำรอง กด F5 เพื่อสำรองเดี๋ยวนี้"))]
        rows += [info_row(), info_row("✗ โฟลเดอร์ข้อมูลมีสิ่งที่ต้องแก้")] if faults else []
        rows += [info_row(each, indent=3) for each in faults]
        return [*rows, info_row(), *_verified_rows(self._verified)]

    async def change_row(self, row_key: Hashable) -> None:
        """Open the preview of restoring the selected backup."""
        if isinstance(row_key, Path):
            path = self.workspace.paths.database
            view = await self._in_a_thread(lambda: preview_restore(path, row_key))
            if view is not None:
                self.app.push_screen(RestoreScreen(row_key, view))

    @dialog_action
    async def action_back_up(self) -> None:
        """Make a backup of the data file and the attachments beside it now; show its name."""
        await self._back_up(None)

    @dialog_action
    async def action_back_up_to(self) -> None:
        """Ask for a path and make a backup there, with the attachments beside it."""
        usual = str(Path.home() / "kmtui.db")

        async def store(answer: tuple[str, ...]) -> None:
            target = typed_path(answer[0]).absolute()
            made = await asyncio.to_thread(
                back_up_with_papers, self.workspace.paths.database, target
            )
            self.show_message(f"สำรองและตรวจสำเนาแล้ว: {made}")

        field = PromptField("แฟ้ม", check=must_not_be_blank, hint=f"เช่น {usual} (ต้องยังไม่มีแฟ้มชื่อนี้)")
        await ask_and_do(self, "สำรองข้อมูลเป็นแฟ้ม", [field], store, NEW)
        await self.read()

    async def _back_up(self, target: Path | None) -> None:
        made = await self._in_a_thread(
            lambda: back_up_with_papers(self.workspace.paths.database, target)
        )
        if made is not None:
            self.show_message(f"สำรองและตรวจสำเนาแล้ว: {made.name}")
            await self.read(made)

    @dialog_action
    async def action_verify(self) -> None:
        """Verify data file, history, seals and attachments; show the result below the backups."""
        self.show_message("กำลังตรวจข้อมูลทั้งหมด รอสักครู่")
        path = self.workspace.paths.database
        self._verified = await self._in_a_thread(lambda: verify_open(path))
        if self._verified is not None:
            bad = self._verified.faults
            self.show_message(
                "พบสิ่งที่เสียหายหรือถูกแก้นอกโปรแกรม อ่านด้านล่าง" if bad else "ตรวจแล้ว ข้อมูลครบถ้วน",
                "error" if bad else "information",
            )
            await self.read(_FOUND)

    async def action_members(self) -> None:
        """Open the list of members."""
        await self.open(Members())

    async def _in_a_thread(self, act: Callable[[], T]) -> T | None:
        """Run a slow operation on the file in a thread and return its result.

        Shows its KmError, and returns None then.
        """
        try:
            return await asyncio.to_thread(act)
        except KmError as error:
            self.show_error(error)
            return None


class RestoreScreen(RowScreen):
    """The preview of a restore, with the command for it."""

    BINDINGS = bindings(*RESTORE_VIEW.commands)
    PAGE = RESTORE_VIEW

    def __init__(self, backup: Path, view: RestorePreview) -> None:
        super().__init__()
        self._backup = backup
        self._view = view

    async def read_rows(self) -> Sequence[Row]:
        """Return the kinds of records with their counts, the comparison, and the command."""
        self.say("ถ้ากู้คืนจากสำเนานี้", *lines(str(self._backup), hanging=2))
        heads = ("ข้อมูล", "ขณะนี้", "ในสำเนา", "หลังกู้คืน")
        rows = [_counts_row(*heads)]
        rows += [
            _counts_row(
                each.label, count_label(each.now), count_label(each.there), change_label(each)
            )
            for each in self._view.differences
        ]
        rows += [
            info_row(),
            *map(info_row, restore_sentences(self._view, self._backup)),
            info_row(),
        ]
        home = self.workspace.paths.home
        rows.append(info_row("กู้คืน: ให้ทุกคนออกจาก kmtui แล้วสั่งที่เครื่องนี้"))
        command = info_row(f"kmtui --home {home} restore {self._backup}", indent=3)
        return [*rows, command._replace(key="command")]

    async def change_row(self, row_key: Hashable) -> None:
        """Do nothing, because this screen only displays."""


def _backups(file: Path, setting: Path | None) -> list[Backup]:
    found = [each for folder in backup_folders(file, setting) for each in backups_in(folder)]
    return sorted(found, key=lambda each: each.made_at, reverse=True)


def _row(backup: Backup) -> Row:
    kind = _KINDS.get(BackupKind(backup.kind), "") if backup.kind in list(BackupKind) else ""
    cells = (
        ListCell(f" {backup_time(backup)}", _WHEN_CELLS),
        ListCell(_size_words(backup.path), _SIZE_CELLS),
        ListCell(kind, _KIND_CELLS),
    )
    return Row(CellRow(*cells, ListCell(str(backup.path.parent))), backup.path)


def _size_words(path: Path) -> str:
    try:
        size = path.stat().st_size
    except OSError:
        return "–"
    if size < _MEGABYTE:
        return f"{thai_digits(round(size / 1024))} KB"
    return f"{thai_digits(f'{size / _MEGABYTE:.1f}')} MB"


def _counts_row(label: str, now: str, there: str, change: str) -> Row:
    cells = (
        ListCell(f" {label}", _LABEL_CELLS),
        ListCell(now, _COUNT_CELLS),
        ListCell(there, _COUNT_CELLS),
    )
    return Row(CellRow(*cells, ListCell(change)), label)


def _verified_rows(verified: VerificationReport | None) -> list[Row]:
    if verified is None:
        return [info_row(hint(_NOT_VERIFIED, MAINTENANCE))]
    said = [f"✗ {each}" for each in verified.faults]
    said = said or ["✓ ตรวจแล้ว ข้อมูลครบถ้วน ไม่ถูกแก้นอกโปรแกรม"]
    said += verified.notes
    said.append("  ".join(f"{label} {thai_digits(count)}" for label, count in verified.counts))
    # The cursor can select them, so that a long list can be read to its end.
    return [
        info_row(each)._replace(key=_FOUND if at == 0 else (*_FOUND, at))
        for at, each in enumerate(said)
    ]
