"""Training: two duties within 15 days of the return, the follow-up, knowledge made of it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.history.bin import purge
from models.knowledge.records import KnowledgeItem
from models.knowledge.training import (
    TRAINING_KIND,
    TrainingDraft,
    add_training,
    all_trainings,
    change_days,
    make_knowledge,
    record_follow_up,
    record_publication,
    record_report,
    trainings_of,
    trainings_owing,
)
from models.knowledge.training_records import (
    Training,
    training_keyed,
)
from models.knowledge.views import read_experts
from models.office.organization import Division
from models.people.records import Person
from tests.builders import a_person, a_post
from tests.refusals import refused

BACK = date(2021, 1, 10)
DUE = date(2021, 1, 25)


@pytest.fixture
def course(store: Path) -> int:
    """A course that ended on 10 January 2021."""
    return add_training(TrainingDraft(a_person().id, "การจัดทำบัญชี", date(2021, 1, 8), BACK))


def a_course(title: str, back: date) -> Training:
    made = add_training(TrainingDraft(Person.select().first().id, title, back, back))
    row: Training = Training.get_by_id(made)
    return row


def test_trainings_are_numbered_in_the_fiscal_year_of_their_return(course: int) -> None:
    assert Training.get_by_id(course).key == "1/2564"
    assert a_course("ก", date(2021, 9, 30)).key == "2/2564"
    later = a_course("ข", date(2021, 10, 1))
    assert later.label == "๑/๒๕๖๕"
    change_days(later.id, date(2020, 12, 1), date(2020, 12, 2))
    assert Training.get_by_id(later.id).key == "1/2565"
    assert [each.key for each in all_trainings()] == ["1/2565", "2/2564", "1/2564"]


def test_the_number_of_a_purged_training_is_not_reused(course: int) -> None:
    last = a_course("ก", BACK)
    TRAINING_KIND.soft_delete(last.id)
    purge(Subject.TRAINING, last.id)
    assert not Training.select().where(Training.id == last.id).exists()
    assert a_course("ข", BACK).key == "3/2564"


@pytest.mark.parametrize("key", ["1/2564", "๑/๒๕๖๔", "1/64", " 1/2564 "])
def test_a_training_is_found_by_its_number_or_its_id(course: int, key: str) -> None:
    assert training_keyed(key).id == training_keyed(str(course)).id == course


@pytest.mark.parametrize("key", ["1", "2/2564", "", "ก", "[/]", "9" * 40, "-1"])
def test_an_unknown_training_key_is_not_reported_as_deleted(course: int, key: str) -> None:
    with refused(NotFound, match="1/2564") as refusal:
        training_keyed(key)
    assert "ลบ" not in str(refusal.value)


@pytest.mark.parametrize(
    ("done", "late", "state"),
    [
        (DUE, 0, "ทำแล้วทันกำหนด"),
        (DUE + timedelta(days=1), 1, "ทำแล้ว ช้า ๑ วัน"),
        (None, 0, "ครบกำหนดวันนี้"),
    ],
)
def test_a_report_is_due_on_the_fifteenth_day(
    course: int, done: date | None, late: int, state: str
) -> None:
    record_report(course, done)
    [view] = trainings_of(2564)
    assert view.report.due_on == DUE
    assert view.report.days_late(DUE) == late
    assert view.report.state(DUE) == state


def test_an_open_training_duty_shows_days_left_or_overdue(course: int) -> None:
    [view] = trainings_owing(DUE + timedelta(days=3))
    assert view.publication.state(DUE + timedelta(days=3)) == "เกินกำหนด ๓ วัน"
    assert view.publication.state(DUE - timedelta(days=2)) == "เหลือ ๒ วัน"


def test_a_training_is_reminded_of_until_report_and_publication_are_recorded(course: int) -> None:
    record_report(course, DUE)
    assert [view.id for view in trainings_owing(DUE)] == [course]
    record_publication(course, DUE, "www.example.go.th")
    assert trainings_owing(DUE) == ()
    record_publication(course, None)
    assert [view.id for view in trainings_owing(DUE)] == [course]


def test_a_training_is_not_reminded_of_before_the_return(course: int) -> None:
    assert trainings_owing(BACK - timedelta(days=1)) == ()


def test_a_training_with_crossed_days_an_early_report_or_a_blank_title_is_refused(
    course: int,
) -> None:
    with refused(Refused, match="วันกลับอยู่ก่อน"):
        change_days(course, BACK, BACK - timedelta(days=1))
    with refused(Refused, match="ก่อนวันกลับ"):
        record_report(course, BACK - timedelta(days=1))
    person = a_person().id
    with refused(Refused, match="ชื่อหลักสูตร"):
        add_training(TrainingDraft(person, " ", BACK, BACK))
    assert len(trainings_of(2564)) == 1


def test_a_training_belongs_to_the_fiscal_year_of_the_return(store: Path) -> None:
    person = a_person().id
    add_training(TrainingDraft(person, "ก", date(2020, 9, 29), date(2020, 9, 30)))
    add_training(TrainingDraft(person, "ข", date(2020, 9, 29), date(2020, 10, 1)))
    assert [view.title for view in trainings_of(2563)] == ["ก"]
    assert [view.title for view in trainings_of(2564)] == ["ข"]


def test_a_training_becomes_one_knowledge_item_held_by_its_participant(course: int) -> None:
    division = Division.create(name="กองคลัง", position=1)
    item = make_knowledge(course, division.id)
    assert make_knowledge(course, division.id) == item
    assert KnowledgeItem.select().count() == 1
    [card] = read_experts(2564).cards
    assert [each.text for each in card.only_here] == ["การจัดทำบัญชี"]


def test_recording_the_follow_up_of_a_training_stores_its_day(course: int) -> None:
    record_follow_up(course, a_post().id, DUE)
    [view] = trainings_of(2564)
    assert view.followed_up_on == DUE


def test_a_deleted_training_is_in_no_list_and_is_restored(course: int) -> None:
    TRAINING_KIND.soft_delete(course)
    assert trainings_of(2564) == trainings_owing(DUE) == ()
    with refused(NotFound):
        record_report(course, DUE)
    TRAINING_KIND.undelete(course)
    assert len(trainings_of(2564)) == 1
