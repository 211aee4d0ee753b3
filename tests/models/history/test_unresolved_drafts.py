"""Texts that wait for a choice: where they belong, and what becomes of them."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from models.committees.operations import add_committee, add_duty
from models.committees.orders import draft_order
from models.committees.records import CommitteeKind, Duty
from models.drafts.records import save_draft
from models.drafts.rescue import TypedText, read_rescues, write_rescue
from models.drafts.sessions import new_session
from models.editing.revisions import FieldKey, Subject
from models.errors import NotFound, Refused, VersionConflict
from models.history.recovery import recover
from models.history.unresolved_drafts import (
    DraftDecision,
    UnresolvedDraft,
    left_in_meeting,
    resolve_draft,
    unresolved_drafts,
    unstored_drafts,
)
from models.minutes.records import (
    Outcome,
    Resolution,
    Statement,
    record_resolution,
    remove_statement,
    save_statement,
)
from models.storage.database import new_id, now
from tests.builders import (
    WHO,
    a_dead_session,
    a_statement,
    an_item,
    by,
    close,
    draft_texts,
    revisions_of,
    typed,
)
from tests.refusals import refused

MINE, THEIRS = "ของคนที่เครื่องดับ", "ของอีกคน"


@pytest.fixture
def rescue(tmp_path: Path) -> Path:
    return tmp_path / "state" / "rescue"


def left_on(statement: Statement, session: str = "") -> TypedText:
    """A text that was typed on a version which another user has replaced."""
    left = typed(statement, MINE, session or a_dead_session())
    save_draft(left)
    by("อีกคน", save_statement, statement.id, 1, THEIRS)
    return left


def only(rescue: Path) -> UnresolvedDraft:
    (left,) = unresolved_drafts(rescue, "")
    return left


def only_of(rescue: Path, record_id: int) -> UnresolvedDraft:
    left = unresolved_drafts(rescue, "")
    return next(each for each in left if each.typed.subject_id == record_id)


@pytest.mark.parametrize(
    ("choice", "now_stored", "history"),
    [
        (DraftDecision.MINE, MINE, ["เดิม", THEIRS, MINE]),
        (DraftDecision.STORED, THEIRS, ["เดิม", THEIRS, MINE, THEIRS]),
        (DraftDecision.BOTH, f"{THEIRS}\n{MINE}", ["เดิม", THEIRS, f"{THEIRS}\n{MINE}"]),
    ],
)
def test_resolving_a_draft_stores_the_choice_and_history_keeps_both_texts(
    store: Path, rescue: Path, choice: DraftDecision, now_stored: str, history: list[str]
) -> None:
    statement = a_statement("เดิม")
    left_on(statement)
    left = only(rescue)
    assert left.choices == (
        DraftDecision.MINE,
        DraftDecision.STORED,
        DraftDecision.BOTH,
        DraftDecision.NEW,
    )
    resolve_draft(left, choice, rescue)
    assert Statement.get_by_id(statement.id).text == now_stored
    stored = revisions_of(Subject.STATEMENT, statement.id)
    assert [row.text for row in stored] == history
    assert unresolved_drafts(rescue, "") == ()


def test_a_draft_resolved_as_a_new_statement_follows_its_original(
    store: Path, rescue: Path
) -> None:
    statement = a_statement("เดิม")
    after = a_statement("ต่อมา", item=statement.item)
    left_on(statement)
    resolve_draft(only(rescue), DraftDecision.NEW, rescue)
    said = statement.item.statements.order_by(Statement.position)
    assert [row.text for row in said] == [THEIRS, MINE, after.text]
    assert [row.speaker_id for row in said][1] == statement.speaker_id


def test_an_unresolved_draft_names_its_meeting_item_and_speaker(store: Path, rescue: Path) -> None:
    statement = a_statement("เดิม")
    left_on(statement)
    left = only(rescue)
    meeting = statement.item.meeting
    assert meeting.label in left.location_label
    assert statement.item.title in left.location_label
    assert left.speaker
    assert left.stored is not None
    assert left.stored.text == THEIRS
    assert left_in_meeting(meeting.id, rescue, "") == (left.typed,)
    assert left_in_meeting(meeting.id + 1, rescue, "") == ()


def test_unresolved_drafts_list_those_of_this_session_and_not_of_another_running_one(
    store: Path, rescue: Path
) -> None:
    mine = new_session()
    left_on(a_statement("เดิม"), mine)
    assert unresolved_drafts(rescue, "") == ()
    assert [each.typed.text for each in unresolved_drafts(rescue, mine)] == [MINE]


def test_a_draft_of_a_deleted_statement_can_only_become_a_new_one(
    store: Path, rescue: Path
) -> None:
    statement = a_statement("เดิม")
    write_rescue(rescue, typed(statement, MINE, a_dead_session()))
    remove_statement(statement.id)
    left = only(rescue)
    assert left.choices == (DraftDecision.NEW,)
    resolve_draft(left, DraftDecision.NEW, rescue)
    live = Statement.select().where(Statement.deleted_at.is_null())
    assert [row.text for row in live] == [MINE]
    assert read_rescues(rescue) == []


def test_a_resolution_never_confirmed_is_recorded_with_the_count_of_its_moment(
    store: Path, rescue: Path
) -> None:
    item = an_item()
    save_draft(
        TypedText(
            Subject.RESOLUTION,
            new_id(),
            a_dead_session(),
            0,
            "มีมติอนุมัติ",
            WHO,
            "2020-09-22",
            item.id,
            outcome="approved",
            present_count=7,
        )
    )
    left = only(rescue)
    assert left.choices == (DraftDecision.NEW,)
    resolve_draft(left, DraftDecision.NEW, rescue)
    (made,) = Resolution.select()
    assert (made.text, made.outcome, made.present_count) == ("มีมติอนุมัติ", Outcome.APPROVED, 7)
    assert draft_texts() == []


def test_a_corrected_wording_may_not_become_a_statement(store: Path, rescue: Path) -> None:
    item = an_item()
    made = record_resolution(item.id, Outcome.NOTED, "รับทราบ", 3)
    draft = replace(
        typed(a_statement(item=item), "รับทราบและมอบหมาย", a_dead_session()),
        subject=Subject.RESOLUTION,
        subject_id=made,
    )
    save_draft(draft)
    left = only(rescue)
    assert DraftDecision.NEW not in left.choices
    resolve_draft(left, DraftDecision.MINE, rescue)
    assert Resolution.get_by_id(made).text == "รับทราบและมอบหมาย"


def test_resolving_a_draft_after_another_change_is_a_conflict_and_keeps_the_draft(
    store: Path, rescue: Path
) -> None:
    statement = a_statement("เดิม")
    left_on(statement)
    left = only(rescue)
    by("อีกคน", save_statement, statement.id, 2, "ใหม่อีก")
    with refused(VersionConflict):
        resolve_draft(left, DraftDecision.MINE, rescue)
    assert draft_texts() == [MINE]


def test_resolving_a_draft_for_a_closed_meeting_is_refused_and_keeps_it(
    store: Path, rescue: Path
) -> None:
    statement = a_statement("เดิม")
    left_on(statement)
    close(statement.item.meeting_id)
    with refused(Refused):
        resolve_draft(only(rescue), DraftDecision.MINE, rescue)
    assert draft_texts() == [MINE]


def left_in(place: FieldKey, text: str) -> None:
    save_draft(TypedText(*place[:2], a_dead_session(), 0, text, WHO, now(), field=place.field))


def test_an_unresolved_draft_that_cannot_be_stored_is_listed_without_choices(
    store: Path, rescue: Path
) -> None:
    left_in(FieldKey(Subject.DISSENT, new_id(), "1"), "ยังไม่เห็นด้วย")
    left = only(rescue)
    assert (left.noun, left.choices) == ("เหตุผลที่เห็นแย้ง", ())
    assert left.typed.text == "ยังไม่เห็นด้วย"


def test_a_draft_of_a_duty_is_restored_while_its_order_is_a_draft(
    store: Path, rescue: Path
) -> None:
    committee = add_committee(draft_order("แต่งตั้ง"), "คณะทำงาน", "", CommitteeKind.OTHER)
    duty = add_duty(committee, "รายงานผล")
    left_in(FieldKey(Subject.DUTY, duty, "text"), "รายงานผลทุกเดือน")
    left = only(rescue)
    assert left.stored is not None
    assert (left.noun, left.stored.text) == ("หน้าที่", "รายงานผล")
    assert "คณะทำงาน" in left.location_label
    resolve_draft(left, DraftDecision.MINE, rescue)
    assert Duty.get_by_id(duty).text == "รายงานผลทุกเดือน"
    assert draft_texts() == []


def test_recovery_neither_stores_nor_deletes_a_draft_of_a_duty(store: Path, rescue: Path) -> None:
    committee = add_committee(draft_order("แต่งตั้ง"), "คณะทำงาน", "", CommitteeKind.OTHER)
    kept, gone = add_duty(committee, "รายงานผล"), add_duty(committee, "ประชุมทุกเดือน")
    left_in(FieldKey(Subject.DUTY, kept, "text"), "รายงานผลทุกเดือน")
    left_in(FieldKey(Subject.DUTY, gone, "text"), "ประชุมทุกสัปดาห์")
    Duty.delete().where(Duty.id == gone).execute()
    assert len(recover(rescue).unresolved) == 2
    assert Duty.get_by_id(kept).text == "รายงานผล"
    assert sorted(draft_texts()) == ["ประชุมทุกสัปดาห์", "รายงานผลทุกเดือน"]
    with refused(NotFound, match="ไม่รู้ว่าข้อความนี้อยู่ที่ใด"):
        resolve_draft(only_of(rescue, gone), DraftDecision.NEW, rescue)


def test_a_draft_of_the_users_other_session_is_offered_and_can_be_stored(
    store: Path, rescue: Path
) -> None:
    statement, elsewhere, here = a_statement("เดิม"), new_session(), new_session()
    host, pid, started, token = elsewhere.rsplit(".", 3)
    stranger = f"{host}.{pid}.{started}.4242-{token.partition('-')[2]}"
    for session in (elsewhere, stranger):
        save_draft(typed(statement, f"เดิมและ {session}", session))
    assert recover(rescue).elsewhere_count == 1, "a colleague's is his own"
    assert unresolved_drafts(rescue, here) == ()
    (left,) = unstored_drafts(rescue, here)
    assert (left.is_elsewhere, left.typed.session) == (True, elsewhere)
    resolve_draft(left, DraftDecision.MINE, rescue)
    assert Statement.get_by_id(statement.id).text == f"เดิมและ {elsewhere}"
    assert draft_texts() == [f"เดิมและ {stranger}"]
    assert unstored_drafts(rescue, here) == ()
