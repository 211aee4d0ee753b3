"""The history of every editable record: who, when, what; and bringing an earlier state back."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from models.committees.orders import draft_order, edit_order
from models.committees.records import AppointmentOrder
from models.editing.record_kind import DELETED_AT
from models.editing.revisions import FieldKey, Revision, Subject
from models.errors import NotFound, Refused
from models.history.bin import bring_back, deleted_records, purge
from models.history.kinds import KINDS, kind_of
from models.history.views import HistoryFilter, changes, people_of_history, put_back, text_history
from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeItem
from models.maintenance.verification import changed_texts
from models.minutes.agenda import rename_item
from models.minutes.discussion import join_statements
from models.minutes.records import (
    AgendaItem,
    Outcome,
    record_resolution,
    remove_resolution,
    save_statement,
)
from models.minutes.tasks import TaskDraft, assign_task, change_task, finish_task
from models.office.organization import edit_office, read_office
from models.office.snippets import all_snippets, remove_snippet, save_snippet
from models.people.operations import add_division, rename_division, rename_person, set_leaving
from models.storage.database import database
from tests.builders import (
    THE_DAY,
    WHO,
    a_meeting,
    a_person,
    a_statement,
    an_item,
    an_office,
    by,
    close,
)
from tests.damage import fill_every_table
from tests.refusals import refused

OTHER = "น้ำฝน"


pytestmark = pytest.mark.usefixtures("store")


def texts(place: FieldKey) -> list[str]:
    return [each.text for each in text_history(place).versions]


def test_history_of_a_statement_lists_its_versions_and_restores_one() -> None:
    statement = a_statement("ร่างแรก")
    by(OTHER, save_statement, statement.id, 1, "ร่างที่สอง")
    place = FieldKey(Subject.STATEMENT, statement.id)
    told = text_history(place)
    assert [(each.number, each.text, each.who) for each in told.versions] == [
        (2, "ร่างที่สอง", OTHER),
        (1, "ร่างแรก", WHO),
    ]
    assert (told.noun, told.label, told.refusal) == ("คำพูด", "ข้อความ", "")
    assert "ครั้งที่" in told.where
    assert by(OTHER, put_back, place, 1) == 3
    assert texts(place) == ["ร่างแรก", "ร่างที่สอง", "ร่างแรก"]
    assert changed_texts() == []


def test_restoring_a_state_over_an_unseen_newer_one_is_refused() -> None:
    statement = a_statement("ร่างแรก")
    by(OTHER, save_statement, statement.id, 1, "ร่างที่สอง")
    place = FieldKey(Subject.STATEMENT, statement.id)
    by(OTHER, save_statement, statement.id, 2, "ร่างที่สาม")
    with refused(Refused, match="อ่านรุ่นใหม่ก่อน"):
        put_back(place, 1, newest=2)
    assert texts(place)[0] == "ร่างที่สาม"
    assert put_back(place, 1, newest=3) == 4


@pytest.mark.external_change
@pytest.mark.parametrize("damage", [b"stbtement", b"st\xfftement"], ids=["letter", "byte"])
def test_a_state_whose_subject_is_damaged_is_kept_and_closes_no_history(damage: bytes) -> None:
    lost = a_statement("หาย")
    a_statement("อยู่")
    ruin = "UPDATE revision SET subject = CAST(? AS TEXT) WHERE subject = ? AND subject_id = ?"
    database.execute_sql(ruin, (damage, Subject.STATEMENT, lost.id))
    told = [each.text for each in changes() if each.field_key.subject == Subject.STATEMENT]
    assert told == ["อยู่"]
    rows = database.execute_sql("SELECT count(*) FROM revision WHERE text = 'หาย'")
    assert rows.fetchone() == (1,)


def test_restoring_a_state_in_a_closed_meeting_is_refused_with_the_reason() -> None:
    statement = a_statement("ร่างแรก")
    by(OTHER, save_statement, statement.id, 1, "ร่างที่สอง")
    close(statement.item.meeting_id)
    place = FieldKey(Subject.STATEMENT, statement.id)
    assert "แก้ไขไม่ได้" in text_history(place).refusal
    with refused(Refused, match="แก้ไขไม่ได้"):
        by(OTHER, put_back, place, 1)
    assert texts(place) == ["ร่างที่สอง", "ร่างแรก"]


def test_changes_of_titles_names_tasks_orders_and_office_are_in_the_history() -> None:
    item = an_item()
    rename_item(item.id, "เรื่องใหม่")
    task_id = assign_task(item.id, TaskDraft("จัดทำแผน", "กองคลัง"))
    change_task(task_id, TaskDraft("จัดทำร่างแผน", "กองคลัง", date(2020, 10, 30)))
    finish_task(task_id, THE_DAY, "ส่งแล้ว")
    person = a_person("สมหญิง")
    rename_person(person.id, "นางสมหญิง ดีใจ")
    set_leaving(person.id, date(2030, 9, 30))
    order_id = draft_order("แต่งตั้งคณะกรรมการ")
    edit_order(order_id, "แต่งตั้งคณะทำงาน", "ตามที่", "")
    edit_office(replace(read_office(), website="www.example.go.th"))
    save_snippet("ม.ห", "มีมติ")
    assert texts(FieldKey(Subject.AGENDA_ITEM, item.id, "title")) == ["เรื่องใหม่", "เรื่องที่ ๑"]
    assert texts(FieldKey(Subject.TASK, task_id, "text")) == ["จัดทำร่างแผน", "จัดทำแผน"]
    assert texts(FieldKey(Subject.TASK, task_id, "result")) == ["ส่งแล้ว", ""]
    assert texts(FieldKey(Subject.PERSON, person.id, "full_name")) == [
        "นางสมหญิง ดีใจ",
        "นายสมหญิง ใจดี",
    ]
    assert texts(FieldKey(Subject.ORDER, order_id, "subject"))[0] == "แต่งตั้งคณะทำงาน"
    assert texts(FieldKey(Subject.ORGANIZATION, 1, "website")) == ["www.example.go.th", ""]
    found = changes()
    assert {each.noun for each in found} >= {"ระเบียบวาระ", "งานที่มอบหมาย", "บุคลากร", "คำสั่ง", "คำย่อ"}
    assert {each.who for each in found} == {WHO}
    assert people_of_history() == (WHO,)


def test_history_restores_names_titles_and_orders_by_their_operations() -> None:
    item, person = an_item(), a_person("สมหญิง")
    rename_item(item.id, "เรื่องใหม่")
    rename_person(person.id, "นางสมหญิง ดีใจ")
    order_id = draft_order("แต่งตั้งคณะกรรมการ", "ตามที่")
    edit_order(order_id, "แต่งตั้งคณะทำงาน", "ตามที่", "")
    for place in (
        FieldKey(Subject.AGENDA_ITEM, item.id, "title"),
        FieldKey(Subject.PERSON, person.id, "full_name"),
        FieldKey(Subject.ORDER, order_id, "subject"),
    ):
        before = texts(place)
        assert by(OTHER, put_back, place, 0) == 2
        assert texts(place) == [before[-1], *before]
    assert AgendaItem.get_by_id(item.id).title == "เรื่องที่ ๑"
    assert person.former_names.count() == 2
    assert AppointmentOrder.get_by_id(order_id).cause == "ตามที่"


def test_restoring_a_task_result_or_an_issued_order_is_refused() -> None:
    item = an_item()
    task_id = assign_task(item.id, TaskDraft("จัดทำแผน"))
    finish_task(task_id, THE_DAY, "ส่งแล้ว")
    with refused(Refused, match="แก้ในจอ"):
        put_back(FieldKey(Subject.TASK, task_id, "result"), 0)
    order_id = draft_order("แต่งตั้งคณะกรรมการ")
    edit_order(order_id, "แต่งตั้งคณะทำงาน", "", "")
    AppointmentOrder.update(state="issued").where(AppointmentOrder.id == order_id).execute()
    with refused(Refused, match="แก้ไขไม่ได้"):
        put_back(FieldKey(Subject.ORDER, order_id, "subject"), 0)


def test_the_history_list_groups_consecutive_edits_pages_and_filters() -> None:
    statement = a_statement("หนึ่ง")
    for version, text in enumerate(("สอง", "สาม", "สี่"), 1):
        save_statement(statement.id, version, text)
    other = a_statement("อีกคน", statement.item)
    by(OTHER, save_statement, other.id, 1, "อีกครั้ง")
    found = changes()
    assert [(each.text, each.count) for each in found] == [("อีกครั้ง", 1), ("อีกคน", 1), ("สี่", 4)]
    assert [each.who for each in changes(HistoryFilter(who=OTHER))] == [OTHER]
    assert changes(HistoryFilter(Subject.MEMO)) == ()
    assert len(changes(HistoryFilter(records=((Subject.STATEMENT, other.id),)))) == 2
    first = changes(limit=1)
    assert (
        next(each.text for each in changes(HistoryFilter(before_id=first[-1].revision_id)))
        == "อีกคน"
    )


def test_reading_the_history_of_an_unchanged_text_raises_not_found() -> None:
    title = FieldKey(Subject.AGENDA_ITEM, an_item().id, "title")
    with refused(NotFound, match="ยังไม่เคยถูกแก้ไข"):
        text_history(title)


@pytest.mark.external_change
def test_every_kind_reads_every_column_of_its_records(example: Path) -> None:
    fill_every_table()
    for cells in KINDS:
        assert kind_of(cells.subject) is cells
        rows = list(cells.table.select().limit(3))
        assert rows, cells.subject
        for row in rows:
            assert isinstance(cells.title_of(row), str)
            for column in cells.columns:
                assert isinstance(column.to_text(getattr(row, column.name)), str)


def test_a_statement_deleted_by_a_join_is_listed_as_deleted_and_restored() -> None:
    first = a_statement("ข้อความแรก")
    second = a_statement("ข้อความสอง", first.item)
    join_statements(first.id, second.id)
    [binned] = deleted_records()
    assert (binned.noun, binned.title, binned.who) == ("คำพูด", "ข้อความสอง", WHO)
    by(OTHER, bring_back, Subject.STATEMENT, second.id)
    assert deleted_records() == ()
    moved = text_history(FieldKey(Subject.STATEMENT, second.id, DELETED_AT))
    assert [each.who for each in moved.versions] == [OTHER, WHO]
    assert changed_texts() == []


def test_a_purged_record_leaves_the_bin_and_history_records_the_purge() -> None:
    item = a_meeting().items.get()
    resolution_id = record_resolution(item.id, Outcome.APPROVED, "อนุมัติ", 3)
    assign_task(item.id, TaskDraft("จัดทำ"), resolution_id)
    remove_resolution(resolution_id)
    purge(Subject.RESOLUTION, resolution_id)
    assert deleted_records() == ()
    told = text_history(FieldKey(Subject.RESOLUTION, resolution_id, DELETED_AT))
    assert told.versions[0].text == "purged"
    assert "ลบถาวร" in told.title
    assert changes()[0].text == "ลบถาวร"


def test_deleted_knowledge_snippets_and_agenda_items_are_restored(example: Path) -> None:
    item = KnowledgeItem.select().where(KnowledgeItem.deleted_at.is_null()).first()
    KNOWLEDGE_KIND.soft_delete(item.id)
    remove_snippet("ม.ห")
    assert "ม.ห" not in all_snippets()
    nouns = {(each.noun, each.who) for each in deleted_records()}
    assert nouns == {("องค์ความรู้", WHO), ("คำย่อ", WHO)}
    for each in deleted_records():
        bring_back(each.subject, each.id)
    assert deleted_records() == ()
    assert "ม.ห" in all_snippets()


def test_the_history_keeps_the_former_name_of_a_division() -> None:
    an_office()
    division_id = add_division("กองคลัง", "คลัง")
    rename_division(division_id, "สำนักการคลัง", "คลัง")
    place = FieldKey(Subject.DIVISION, division_id, "name")
    assert texts(place) == ["สำนักการคลัง", "กองคลัง"]
    put_back(place, 0)
    assert texts(place) == ["กองคลัง", "สำนักการคลัง", "กองคลัง"]
    assert Revision.select().where(Revision.field == "short_name").count() == 0
