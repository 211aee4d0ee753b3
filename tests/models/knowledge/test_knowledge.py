"""What divisions know: lists that number themselves, holders, near-duplicates, a new year."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.editing.revisions import Subject
from models.editing.undo import revert, run_undoable
from models.errors import NotFound, Refused, VersionConflict
from models.knowledge.carry_over import carry_over
from models.knowledge.operations import begin_knowledge, drop_begun, move_into, year_scope
from models.knowledge.records import (
    KNOWLEDGE_KIND,
    Form,
    KnowledgeHolder,
    KnowledgeItem,
    KnowledgeKind,
    ListOf,
    Way,
    add_knowledge,
    change_holders,
    choose_for_plan,
    items_in,
    move_knowledge,
    set_form,
    set_holders,
    set_way,
    years_classified,
)
from models.knowledge.views import (
    KnowledgeItemView,
    chosen_for_plan,
    near_items,
    near_pairs,
    read_classification,
    read_experts,
)
from models.office.organization import Division
from models.people.records import Person
from models.storage.database import new_id
from tests.builders import a_person, by, revisions_of
from tests.refusals import refused

KNOWLEDGE, PROCESS = KnowledgeKind.KNOWLEDGE, KnowledgeKind.ESSENTIAL_PROCESS


@pytest.fixture
def office(store: Path) -> ListOf:
    """An empty list of a division."""
    division = Division.create(name="กองช่าง", position=1)
    Division.create(name="กองคลัง", position=2)
    return ListOf(2564, division.id, KNOWLEDGE)


def texts(where: ListOf) -> list[str]:
    return [row.text for row in items_in(where)]


def every_item(year: int, kind: KnowledgeKind) -> list[KnowledgeItemView]:
    return [item for each in read_classification(year, kind).divisions for item in each.items]


def test_knowledge_items_are_numbered_in_order_of_insertion(office: ListOf) -> None:
    first = add_knowledge(office, "เขียนแบบ")
    add_knowledge(office, "ประมาณราคา")
    add_knowledge(office, "คุมงาน", after_id=first)
    assert texts(office) == ["เขียนแบบ", "คุมงาน", "ประมาณราคา"]
    assert [item.number for item in every_item(2564, KNOWLEDGE)] == [1, 2, 3]


def test_a_knowledge_item_moves_in_its_list_and_stops_at_the_ends(office: ListOf) -> None:
    one, two = add_knowledge(office, "ก"), add_knowledge(office, "ข")
    move_knowledge(two, -5)
    assert texts(office) == ["ข", "ก"]
    move_knowledge(two, 1)
    move_knowledge(one, -9)
    assert texts(office) == ["ก", "ข"]


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b"])
def test_a_knowledge_item_without_text_is_refused(office: ListOf, nothing: str) -> None:
    with refused(Refused, match="ยังไม่ได้พิมพ์"):
        add_knowledge(office, nothing)
    assert texts(office) == []


def test_two_users_get_a_conflict_in_one_knowledge_field_and_none_in_two_fields(
    office: ListOf,
) -> None:
    item = add_knowledge(office, "เดิม")
    assert by("หนึ่ง", KNOWLEDGE_KIND.replace, item, "text", 0, "ของหนึ่ง") == 1
    assert by("สอง", KNOWLEDGE_KIND.replace, item, "tags", 0, "ถนน") == 1
    with refused(VersionConflict) as met:
        by("สอง", KNOWLEDGE_KIND.replace, item, "text", 0, "ของสอง")
    assert met.value.current_text == "ของหนึ่ง"
    kept = [row.text for row in revisions_of(Subject.KNOWLEDGE, item, "text")]
    assert kept == ["เดิม", "ของหนึ่ง"]


def test_an_importance_other_than_one_to_three_is_refused(office: ListOf) -> None:
    item = add_knowledge(office, "เดิม")
    KNOWLEDGE_KIND.replace(item, "importance", 0, "๓")
    assert every_item(2564, KNOWLEDGE)[0].importance == 3
    with refused(Refused, match="ระดับมี"):
        KNOWLEDGE_KIND.replace(item, "importance", 1, "9")


def test_a_deleted_knowledge_item_leaves_its_list_and_is_restored(office: ListOf) -> None:
    item = add_knowledge(office, "เดิม")
    KNOWLEDGE_KIND.soft_delete(item)
    assert texts(office) == []
    with refused(NotFound):
        KNOWLEDGE_KIND.replace(item, "text", 0, "ใหม่")
    assert [row.id for row in KNOWLEDGE_KIND.deleted_rows()] == [item]
    KNOWLEDGE_KIND.undelete(item)
    assert texts(office) == ["เดิม"]


def test_a_strategic_issue_without_a_name_is_refused(office: ListOf) -> None:
    item = add_knowledge(office, "เดิม")
    with refused(Refused, match="ชื่อประเด็น"):
        set_way(item, Way.STRATEGY)
    set_way(item, Way.STRATEGY, "บริหารจัดการบ้านเมืองที่ดี")
    assert [each.text for each in revisions_of(Subject.KNOWLEDGE, item, "strategy")] == [
        "",
        "บริหารจัดการบ้านเมืองที่ดี",
    ]
    assert every_item(2564, KNOWLEDGE)[0].strategy == "บริหารจัดการบ้านเมืองที่ดี"


def test_divisions_without_a_knowledge_item_are_listed(office: ListOf) -> None:
    add_knowledge(office, "เดิม")
    assert read_classification(2564, KNOWLEDGE).empty_divisions == ("กองคลัง",)


def test_expert_directory_lists_sole_holders_leavers_and_items_without_holder(
    office: ListOf,
) -> None:
    alone, shared = add_knowledge(office, "ประปา"), add_knowledge(office, "ถนน")
    nobody = add_knowledge(office, "สะพาน")
    going, staying = a_person("สมชาย"), a_person("สมหญิง")
    Person.update(leaves_on=date(2022, 9, 30)).where(Person.id == going.id).execute()
    set_holders(alone, [going.id])
    set_holders(shared, [going.id, staying.id, going.id])
    directory = read_experts(2564)
    assert [item.id for item in directory.without_holder] == [nobody]
    first, second = directory.cards
    assert [item.text for item in first.only_here] == ["ประปา"]
    assert second.only_here == ()
    assert first.leaves_within(3, date(2020, 1, 1))
    assert not first.leaves_within(1, date(2020, 1, 1))
    assert not second.leaves_within(30, date(2020, 1, 1))


def test_carry_over_copies_a_years_knowledge_and_holders_once_and_is_undone(office: ListOf) -> None:
    item = add_knowledge(office, "ประปา")
    set_holders(item, [a_person().id])
    choose_for_plan(item, True)
    done = run_undoable(year_scope(2565), carry_over, 2564, 2565)
    [copied] = every_item(2565, KNOWLEDGE)
    assert (copied.text, copied.origin_id, copied.chosen) == ("ประปา", item, False)
    assert len(copied.holders) == 1
    assert [each.id for each in chosen_for_plan(2564)] == [item]
    assert chosen_for_plan(2565) == ()
    with refused(Refused, match="คัดลอกมาครบแล้ว"):
        carry_over(2564, 2565)
    assert years_classified() == [2565, 2564]
    revert(done)
    assert every_item(2565, KNOWLEDGE) == []


def test_the_example_has_every_item_of_its_four_tables_in_order(example: Path) -> None:
    counts = {
        (2563, KNOWLEDGE): [8, 2, 5, 3, 3, 0],
        (2563, PROCESS): [5, 3, 3, 1, 1, 1],
        (2562, KNOWLEDGE): [15, 8, 1, 2, 5, 3],
        (2562, PROCESS): [8, 5, 3, 3, 4, 4],
    }
    for (year, kind), numbers in counts.items():
        lists = read_classification(year, kind).divisions
        assert [len(each.items) for each in lists] == numbers
    assert read_classification(2563, KNOWLEDGE).meeting_label == "๑/๒๕๖๓"
    assert "๒๕๖๒" in read_classification(2562, KNOWLEDGE).note
    first = every_item(2563, KNOWLEDGE)[0]
    assert first.text == "การเตรียมความพร้อมในการเลือกตั้ง"


def test_the_two_near_pairs_of_the_example_are_found_and_no_other(example: Path) -> None:
    found = {
        (year, each.name, one.number, other.number)
        for year in (2562, 2563)
        for kind in KnowledgeKind
        for each in read_classification(year, kind).divisions
        for one, other in near_pairs(each.items)
    }
    assert found == {
        (2562, "กองคลัง", 2, 4),
        (2562, "กองสาธารณสุขและสิ่งแวดล้อม", 2, 4),
    }


def test_near_items_finds_a_similar_knowledge_text_and_nothing_else(example: Path) -> None:
    there = every_item(2563, KNOWLEDGE)
    [near] = near_items("การเตรียมความพร้อมการเลือกตั้ง", there)
    assert near.text == "การเตรียมความพร้อมในการเลือกตั้ง"
    assert near_items("การซ่อมรถดับเพลิง", there) == []
    assert near_items("", there) == []


def test_undo_of_a_knowledge_choice_keeps_or_respects_changes_of_other_users(
    office: ListOf,
) -> None:
    item = add_knowledge(office, "ประปา")
    done = run_undoable(year_scope(2564), set_form, item, Form.TACIT)
    choose_for_plan(item, True)
    revert(done)
    [kept] = every_item(2564, KNOWLEDGE)
    assert (kept.chosen, kept.form) == (True, Form.UNKNOWN)
    set_form(item, Form.EXPLICIT)
    with refused(Refused, match="มีผู้อื่นแก้รายการนี้"):
        revert(done)
    assert every_item(2564, KNOWLEDGE)[0].form == Form.EXPLICIT


def test_undo_of_holders_keeps_order_and_those_added_by_another_user(
    office: ListOf,
) -> None:
    item = add_knowledge(office, "ประปา")
    one, two, three = (a_person(name).id for name in ("สมชาย", "สมหญิง", "สมศรี"))
    set_holders(item, [three, one, two])

    def held() -> list[int]:
        rows = KnowledgeHolder.select().where(KnowledgeHolder.item == item)
        return [each.person_id for each in rows.order_by(KnowledgeHolder.id)]

    done = run_undoable(year_scope(2564), change_holders, item, [], [three])
    assert held() == [one, two]
    undone = revert(done)
    assert held() == [three, one, two]
    done = revert(undone)
    assert held() == [one, two]
    set_holders(item, [two])
    revert(done)
    assert sorted(held()) == sorted([two, three])


def test_deleting_moving_and_copying_items_with_holders_is_undone(
    office: ListOf,
) -> None:
    first, second = add_knowledge(office, "ประปา"), add_knowledge(office, "ถนน")
    set_holders(first, [a_person().id])
    acts: tuple[tuple[Callable[..., object], tuple[object, ...]], ...] = (
        (KNOWLEDGE_KIND.soft_delete, (first,)),
        (move_knowledge, (first, 1)),
        (move_into, (second, office.division_id, PROCESS, 1)),
        (carry_over, (2563, 2564)),
    )
    carried_from = add_knowledge(ListOf(2563, office.division_id, KNOWLEDGE), "ไฟฟ้า")
    set_holders(carried_from, [a_person("สมหญิง").id])

    def shown() -> list[object]:
        rows = [*every_item(2564, KNOWLEDGE), *every_item(2564, PROCESS)]
        return [(row.id, row.number, row.holders) for row in rows]

    for act, args in acts:
        before = shown()
        done = run_undoable(year_scope(2564), act, *args)
        after = shown()
        assert after != before, act
        undone = revert(done)
        assert shown() == before, act
        redone = revert(undone)
        assert shown() == after, act
        revert(redone)


def test_an_item_row_that_never_got_a_text_leaves_nothing_to_undo(office: ListOf) -> None:
    item, begun = add_knowledge(office, "ประปา"), new_id()
    done = run_undoable(year_scope(2564), begin_knowledge, office, begun)
    drop_begun(begun)
    revert(revert(done))
    assert texts(office) == ["ประปา"]
    assert [row.id for row in KnowledgeItem.select()] == [item]
