"""The lists of a fiscal year by keys: another year, and changes of other users."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.evidence.attachments import AttachmentKind, attach
from models.knowledge.training import TrainingDraft, add_training
from models.memos.records import MemoKind, MemoText, write_memo
from models.people.views import people_list
from screens.evidence.attachments import AttachmentsScreen
from screens.knowledge.trainings import TrainingsScreen
from screens.lists.filter_list import FilterScreen
from screens.memos.memos import MemosScreen
from tests.builders import by
from tests.screens.evidence.live_evidence import YEAR, a_live_screen

OTHER_YEAR = YEAR + 5


def store_memo(title: str, folder: Path) -> None:
    del folder
    text = MemoText(subject=title, addressee="นายกเทศมนตรี")
    write_memo(MemoKind.CIRCULAR, text, date(2026, 1, 5), fiscal_year=OTHER_YEAR)


def store_training(title: str, folder: Path) -> None:
    del folder
    person = people_list(date.today())[0]
    add_training(TrainingDraft(person.id, title, date(2026, 1, 5), date(2026, 1, 6)))


def store_attachment(title: str, folder: Path) -> None:
    paper = folder / f"{title}.pdf"
    paper.write_bytes(b"%PDF-1.4\n")
    by("ก้อง", attach, OTHER_YEAR, 4, AttachmentKind.OTHER, title, paper)


LISTS = pytest.mark.parametrize(
    ("make", "store"),
    [
        (MemosScreen, store_memo),
        (TrainingsScreen, store_training),
        (AttachmentsScreen, store_attachment),
    ],
)


@LISTS
async def test_changing_the_year_of_a_list_changes_its_rows_and_title(
    tmp_path: Path, make: Callable[[int], FilterScreen], store: Callable[[str, Path], None]
) -> None:
    async with a_live_screen(tmp_path, lambda: make(YEAR)) as live:
        live.other(store, "เรื่องแรก", tmp_path)
        await live.until(lambda: f"{live.screen_of(FilterScreen).PAGE.title} ปี ๒๕๖๔" in live.screen)
        assert "เรื่องแรก" not in live.screen
        await live.press("f2")
        await live.type("2569\n")
        await live.until(lambda: "เรื่องแรก" in live.screen)
        assert f"{live.screen_of(FilterScreen).PAGE.title} ปี ๒๕๖๙" in live.screen


@LISTS
async def test_rows_stored_by_another_session_appear_and_the_filter_is_kept(
    tmp_path: Path, make: Callable[[int], FilterScreen], store: Callable[[str, Path], None]
) -> None:
    async with a_live_screen(tmp_path, lambda: make(OTHER_YEAR)) as live:
        live.other(store, "เรื่องแรก", tmp_path)
        await live.until(lambda: "เรื่องแรก" in live.screen)
        await live.type("เรื่อง")
        chosen = live.screen_of(FilterScreen).filter_list.selected_id
        live.other(store, "เรื่องที่สอง", tmp_path)
        await live.until(lambda: "เรื่องที่สอง" in live.screen)
        assert live.screen_of(FilterScreen).filter_list.field.value == "เรื่อง"
        assert live.screen_of(FilterScreen).filter_list.selected_id == chosen
