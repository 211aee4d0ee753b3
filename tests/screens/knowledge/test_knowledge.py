"""The classification typed line by line, ordered, marked, copied; other people beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.drafts.sessions import new_session
from models.editing.record_kind import cleaned
from models.knowledge.operations import TOOLS, knowledge_of_meeting
from models.knowledge.records import (
    KNOWLEDGE_KIND,
    Keeping,
    KnowledgeItem,
    ListOf,
    add_knowledge,
    items_in,
)
from models.meetings.presence import touch_presence
from models.office.organization import Division
from models.people.records import Person
from models.plan.views import read_plan
from screens.editing.conflict import ConflictDialog
from screens.knowledge.classification import KnowledgeScreen
from screens.knowledge.dialog_flows import show_year
from screens.knowledge.experts import ExpertsScreen
from screens.knowledge.knowledge_source import NO_DIVISION
from screens.knowledge.sheets import KnowledgeFilter
from tests.builders import by
from tests.screens.editing.test_conflict import at_leisure
from tests.screens.home.example_app import (
    RoomsApp,
    at_rest,
    rows_of,
    screen_text,
    toasts,
    until_choice_counts,
)
from tests.screens.knowledge.live_knowledge import (
    KNOWLEDGE,
    PROCESS,
    LiveKnowledge,
    a_live_classification,
)
from tests.screens.minutes.room_driver import a_live_room
from tests.screens.minutes.type_thai import paste
from tests.screens.people.register_screens import an_empty_office
from tests.screens.widgets.test_sanitize import SHORT

__all__ = ["at_leisure"]
F5 = "\x1b[15~"
NEW_YEAR = 2565


def of_the_office(year: int = 2562) -> list[str]:
    """What the example's papers list of สำนักปลัด."""
    office = Division.get(Division.name == "สำนักปลัดเทศบาล").id
    return [row.text for row in items_in(ListOf(year, office, KNOWLEDGE))]


async def test_entering_fifteen_knowledge_items_takes_about_one_key_each(tmp_path: Path) -> None:
    async with a_live_classification(tmp_path, year=NEW_YEAR) as live:
        source = live.other(of_the_office)
        assert len(source) == 15
        assert "○ ยังไม่มีองค์ความรู้" in live.screen
        await live.press("f5")
        for text in source:
            await paste(live.pilot, text)
            await live.press("enter")
        await live.press("escape")
        assert live.texts == source
        keys_beyond_text = 1 + len(source) + 1
        assert keys_beyond_text / len(source) <= 2
        assert "ว่าง" not in live.screen.splitlines()[3].partition("/")[0]
        assert live.table.editing is None
        await live.press("f3", "down", "enter")
        await a_burst(live)


async def a_burst(live: LiveKnowledge) -> None:
    """Lines typed at once are stored in their order; an empty one ends it."""
    await live.type(f"{F5}หนึ่ง\nสอง\nสาม\n\n")
    assert live.texts == ["หนึ่ง", "สอง", "สาม"]
    assert live.table.editing is None
    await live.type(f"{F5}ยังไม่จบ")
    assert live.texts == ["หนึ่ง", "สอง", "สาม"]
    live.here.commit_typing()
    await live.rest()
    assert "ยังไม่จบ" in live.texts
    await live.type(f"{F5}ลบหมด" + "\x7f" * 6)
    await live.press("escape")
    assert "ลบหมด" not in "".join(live.texts)
    assert len(live.texts) == 4
    assert live.other(lambda: KnowledgeItem.select().where(KnowledgeItem.text == "").count()) == 0


async def test_knowledge_items_are_moved_deleted_undone_and_compared(tmp_path: Path) -> None:
    async with a_live_classification(tmp_path) as live:
        before = live.texts
        await live.press("ctrl+down")
        assert live.texts[:2] == [before[1], before[0]]
        await live.press("delete")
        assert live.texts == [before[1], *before[2:]]
        await live.type("ผผ")  # z
        assert live.texts == before
        await live.type("ั")  # y
        assert live.texts[:2] == [before[1], before[0]]
        await live.press("ctrl+home", "down", "m")
        await live.type("กองคลัง กระบวนการ\n")
        assert before[0] not in live.texts
        await live.press("f3", "down", "enter", "f2")
        assert live.texts[-1] == before[0]
        assert live.here.focused is live.table
        await live.press("z")
        assert before[0] not in live.texts
        await near_items(live)


async def near_items(live: LiveKnowledge) -> None:
    """Check that a near duplicate is shown while typing, and marked in the list."""
    first = live.texts[0]
    await live.type(f"{F5}{first[:4]} {first[4:]}")
    assert f"≈ คล้ายข้อ ๑: {first[:20]}" in live.screen
    await live.press("enter", "escape")
    assert "≈ คล้ายข้อ ๒" in live.screen
    await live.press("f", str(list(KnowledgeFilter).index(KnowledgeFilter.NEAR) + 1))
    assert len(live.table.rows) == 2
    assert "กรอง: ใกล้เคียงกัน" in live.screen


async def test_details_of_a_knowledge_item_are_typed_or_chosen(tmp_path: Path) -> None:
    async with a_live_classification(tmp_path) as live:
        await live.press("f4", "down", "enter", "2")
        await live.press("down", "enter")
        await live.type("รัชตพงษ์\n")
        await live.press("escape")
        await live.press("down", "enter", "2")
        await live.type("บ้านเมืองที่ดี\n")
        await live.press("down", "down", "enter", "3")
        await live.press("down", "enter")
        await live.type("ตู้ ๓\n\n9\n")
        assert "ระดับมี" in live.messages
        await live.press("backspace")
        await live.type("3\n\n๒\n")
        await live.press("down", "enter")
        await live.type("พี่เลี้ยง\n")
        await live.press("down", "enter")
        await live.type("เลือกตั้ง ทะเบียน\n")
        await live.press("enter", "escape")
        item = live.items[0]
        assert item.form.label == "ความรู้ที่ฝังอยู่ในคน"
        assert [each.name for each in item.holders] == ["นายพสุธร รัชตพงษ์"]
        assert (item.strategy, item.kept_at) == ("บ้านเมืองที่ดี", "ตู้ ๓")
        assert (item.importance, item.urgency) == (3, 2)
        assert item.keeping == list(Keeping)[2]
        assert item.tools == TOOLS[3]
        assert item.tags == "เลือกตั้ง ทะเบียน"
        assert item.chosen
        assert "★ เข้าแผน" in live.screen


async def test_copying_last_years_items_is_undone_and_a_selected_item_goes_into_the_plan(
    tmp_path: Path,
) -> None:
    async with a_live_classification(tmp_path, year=NEW_YEAR) as live:
        await live.press("f6", "1")
        assert len(live.year.items) == 13
        await live.press("f6", "2")
        assert len(live.year.items) == 35
        await live.press("z")
        assert len(live.year.items) == 13
        await live.press("y", "z", "z")
        assert len(live.year.items) == 0
        await live.press("f9", "1", "3")
        assert live.here.source.fiscal_year != NEW_YEAR
        show_year(live.here.pane, 2564)
        await live.rest()
        await live.press("f2")
        await live.type(f"{F5}งานประปา\n\n")
        assert live.other(read_plan, 2564).lacks_knowledge
        await live.press("c")
        plan = live.other(read_plan, 2564)
        assert (plan.knowledge, plan.lacks_knowledge) == (("งานประปา",), False)


@pytest.mark.usefixtures("at_leisure")
async def test_two_users_editing_one_knowledge_text_get_a_conflict_and_see_each_other(
    tmp_path: Path,
) -> None:
    async with a_live_classification(tmp_path) as live:
        first = live.items[0]
        await live.press("enter")
        await live.type(" ของฉัน")
        live.other(by, "น้ำฝน", KNOWLEDGE_KIND.replace, first.id, "text", 0, "ของเขา")
        place = live.here.location, live.items[1].id
        live.other(by, "น้ำฝน", touch_presence, new_session(), *place)
        await live.until(lambda: "น้ำฝน กำลังดู" in live.screen)
        await live.press("escape")
        await live.until(lambda: isinstance(live.app.screen, ConflictDialog))
        await until_choice_counts(live.pilot)
        await live.press("1")
        assert live.texts[0].endswith("ของฉัน")
        where = ListOf(2563, live.here.source.division_id, KNOWLEDGE)
        live.other(add_knowledge, where, "ของเขาอีกข้อ")
        await live.until(lambda: "ของเขาอีกข้อ" in live.screen or len(live.table.rows) == 9)


async def test_knowledge_classified_in_a_meeting_is_linked_to_the_meeting(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        await room.press("k")
        live = LiveKnowledge(room.app, room.pilot, room.meeting_id)
        assert "● จำแนกในการประชุมครั้งที่ ๒/๒๕๖๓" in live.screen
        await live.type(f"{F5}เรื่องใหม่\n\n")
        await live.press("up", "c")
        linked = live.other(knowledge_of_meeting, room.meeting_id)
        assert (linked.years, linked.item_count) == ((2564,), 1)
        assert "จากการประชุม" in live.screen
        await live.press("escape")
        await room.until(lambda: "จำแนกองค์ความรู้ ๒๕๖๔ ๑ รายการ (K)" in room.screen)


async def test_hostile_texts_in_every_field_crash_no_knowledge_screen(tmp_path: Path) -> None:
    texts = ["ก" + text for text in SHORT]

    def hostile() -> None:
        office = Division.select().first()
        office.name = office.short_name = texts[0]
        office.save()
        Person.update(family_name=texts[1]).execute()
        for at, row in enumerate(items_in(ListOf(2563, office.id, KNOWLEDGE))):
            fields = ("text", "strategy", "kept_at", "tools", "tags")
            said = dict.fromkeys(fields, cleaned(texts[at % len(texts)]))
            KnowledgeItem.update(said).where(KnowledgeItem.id == row.id).execute()

    async with a_live_classification(tmp_path, hostile, size=(120, 40)) as live:
        await live.press("h", "enter", "escape")
        for key in ("f4", "m", "h", "f8"):
            await live.press(key)
            await live.press("escape")
        await live.press("f5")
        for text in texts:
            await paste(live.pilot, text)
        await live.press("enter", "escape", "e")
        assert isinstance(live.app.screen, ExpertsScreen)
        assert "[@click" in live.screen or "[/]" in live.screen


# Who knows what


async def test_the_expert_screen_lists_knowledge_without_holder_before_the_cards(
    tmp_path: Path,
) -> None:
    async with a_live_classification(tmp_path) as live:
        await live.press("e")
        assert "✗ ยังไม่มีผู้รู้ ๓๕ เรื่อง" in live.screen
        await live.press("enter")
        await live.type("รัชตพงษ์\n")
        assert "✗ ยังไม่มีผู้รู้ ๓๔ เรื่อง" in live.screen
        rows = rows_of(live.app)
        assert "ยังไม่มีผู้รู้" in rows[0]
        assert ["นายพสุธร รัชตพงษ์" in row for row in rows[:37]] == [*[False] * 35, True, False]
        await live.press("end", "up", "enter")
        await live.type("30 ก.ย. 71\n")
        person = live.other(lambda: Person.get(Person.leaves_on.is_null(False)))
        assert person.leaves_on == date(2028, 9, 30)
        assert "! จะพ้นราชการ ๓๐ กันยายน ๒๕๗๑" in live.screen
        await live.press("f2", "3")
        assert "ยังไม่มีผู้รู้" not in live.screen.partition("กรอง")[2]
        assert "※ รู้คนเดียว" in live.screen
        await live.press("down", "f4")
        assert isinstance(live.app.screen, KnowledgeScreen)
        assert PROCESS.label in live.screen
        await live.press("f8", "enter")
        assert "บันทึกเป็น CSV" in live.screen
        await live.press("end", "up", "enter")
        folder = live.app.workspace.paths.documents
        await live.until(lambda: folder.exists() and list(folder.glob("*.csv")))


async def test_a_classification_without_divisions_asks_for_a_division_first(
    tmp_path: Path,
) -> None:
    app = RoomsApp(an_empty_office(tmp_path), KnowledgeScreen(2570))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        assert "ยังไม่มีหน่วยงาน เพิ่มที่ บุคลากรและตำแหน่ง จอหน่วยงาน ก่อน" in screen_text(app)
        assert "กด F5 เพิ่มทีละบรรทัด" not in screen_text(app)
        await pilot.press("f5")
        await at_rest(pilot)
        assert toasts(app) == [NO_DIVISION]
