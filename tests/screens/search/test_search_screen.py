"""The search over everything: found as one types, the hit marked, Enter goes there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from models.minutes.records import Statement
from models.search.hits import Hit, SearchKind
from models.search.index import waiting_count
from screens.committees.order import OrderScreen
from screens.knowledge.classification import KnowledgeScreen
from screens.memos.memo import MemoScreen
from screens.minutes.room import RoomScreen
from screens.people.people import PersonScreen
from screens.plan.plan import PlanScreen
from screens.search import MARK, SearchEverywhereScreen, hit_row
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import ListeningApp, LiveRoom
from tests.screens.widgets.test_sanitize import HOSTILE


@asynccontextmanager
async def a_search(folder: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[LiveRoom]:
    """The search in the real program, every record indexed."""
    office = an_office(folder)
    app = ListeningApp(office)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            live = LiveRoom(app, pilot, 0)
            await live.press("ctrl+f")
            await live.until(lambda: not live.other(waiting_count))
            await live.rest()
            yield live
    finally:
        office.close()


async def look_for(live: LiveRoom, words: str) -> None:
    """Type other words into the field."""
    await live.press("ctrl+u")
    await live.type(words)


async def test_search_finds_records_of_every_kind_and_opens_their_screen(
    tmp_path: Path,
) -> None:
    async with a_search(tmp_path) as live:
        for words, kind in (
            ("วงเล่า", RoomScreen),
            ("881/2563", OrderScreen),
            ("อภิชาติ", PersonScreen),
            ("จัดเก็บภาษี", KnowledgeScreen),
            ("ยกย่องชมเชย", PlanScreen),
            ("สรุปผลการดำเนินการ", MemoScreen),
        ):
            await look_for(live, words)
            assert "พบ" in live.screen
            assert "ไม่พบ" not in live.screen
            await live.press("enter")
            assert isinstance(live.app.screen, kind), words
            if kind is RoomScreen:
                assert live.here.talk.selected is not None
            if kind is KnowledgeScreen:
                chosen = live.app.screen
                assert isinstance(chosen, KnowledgeScreen)
                item = chosen.source.item(chosen.pane.record_id)
                assert item is not None
                assert "ภาษี" in item.text
            await live.press("escape")
            if not isinstance(live.app.screen, SearchEverywhereScreen):
                await live.press("escape")  # at 80 columns a row of the plan is open as a form
            assert isinstance(live.app.screen, SearchEverywhereScreen)
            assert words in live.screen


def say() -> None:
    """Add a statement about the market."""
    row = Statement.select().first()
    row.text = "เรื่องตลาดสดเทศบาล"
    row.save()


async def test_search_hits_are_filtered_kept_and_updated_by_other_users_changes(
    tmp_path: Path,
) -> None:
    async with a_search(tmp_path, size=(120, 40)) as live:
        await live.type("การบริหารงานบุคคล")
        await live.press("f2", "end", "up", "up", "up", "up", "enter")
        assert "เฉพาะ องค์ความรู้" in live.screen
        await live.press("f3", "down", "enter")
        assert "ปี ๒๕๖๔" in live.screen
        assert "ไม่พบ" in live.screen
        await live.press("f4")
        await live.type("กองการศึกษา\n")
        assert "กองการศึกษา" in live.screen
        await live.press("escape")
        await live.press("ctrl+f")
        assert "การบริหารงานบุคคล" in live.screen
        assert "เฉพาะ องค์ความรู้" in live.screen
        await live.press("f5")
        assert "เฉพาะ" not in live.screen
        assert "พบ" in live.screen
        assert "ไม่พบ" not in live.screen
        await look_for(live, "ตลาดสด")
        assert "ไม่พบ" in live.screen
        live.other(say)
        await live.until(lambda: "เรื่องตลาดสดเทศบาล" in live.screen)
        for words in ('"', "NEAR(", "*", "AND", "%", "_", "๑/๒๕๖๓", "[/]", "ก[@click=app.quit]"):
            await look_for(live, words)
            assert isinstance(live.app.screen, SearchEverywhereScreen)


def test_search_hits_with_hostile_text_get_a_row() -> None:
    for text in HOSTILE:
        row = hit_row(Hit(SearchKind.MEMO, 1, None, None, text, text, ((0, 1),)), ("ก",))
        assert row.lines


def test_search_terms_in_hits_are_bold_and_underlined() -> None:
    hit = Hit(SearchKind.STATEMENT, 1, 1, 2563, "ครั้งที่ 1/2563", "ที่ประชุมเห็นชอบ", ((9, 16),))
    parts = [part for line in hit_row(hit, ("1/2563",)).lines for part in line.parts]
    assert [part.text for part in parts if part.style == MARK] == ["๑/๒๕๖๓", "เห็นชอบ"]
