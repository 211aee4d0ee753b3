"""Records edited cell by cell: compare-and-swap, both texts of a conflict, the bin, recovery."""

from pathlib import Path

import pytest

from models.drafts.records import save_draft
from models.drafts.rescue import TypedText, write_rescue
from models.editing.record_kind import DELETED_AT, versions_of
from models.editing.revisions import FieldKey, Revision, Subject
from models.errors import NotFound, Refused, VersionConflict
from models.history.kinds import EDITABLE_KINDS, KINDS, find_kind
from models.history.recovery import Recovered, recover
from models.maintenance.verification import changed_texts
from models.plan.cells import ACTIVITY_KIND
from models.plan.records import KmPlan, PlanActivity
from models.plan.steps import PlanState
from models.storage.database import now
from tests.builders import WHO, a_dead_session, by, revisions_of
from tests.plans import a_plan, a_table
from tests.refusals import refused

OTHER = "คนอื่น"


@pytest.fixture
def row(store: Path) -> PlanActivity:
    """The first activity of a plan, with nothing in it yet."""
    table_id = a_table(a_plan())
    first: PlanActivity = PlanActivity.get(table=table_id, step=1)
    return first


def left_behind(row: PlanActivity, field: str, text: str, base: int = 0) -> TypedText:
    """A cell as a program that has ended was typing it."""
    session = a_dead_session()
    return TypedText(Subject.ACTIVITY, row.id, session, base, text, WHO, now(), field=field)


def states(row: PlanActivity, field: str) -> list[tuple[int, str, str]]:
    found = revisions_of(Subject.ACTIVITY, row.id, field)
    return [(each.version, each.text, each.who) for each in found]


def test_an_unchanged_field_has_version_0_and_no_history(row: PlanActivity) -> None:
    assert ACTIVITY_KIND.read(row.id, "method") == ("", 0)
    assert states(row, "method") == []


def test_each_change_of_a_field_is_a_revision_and_the_first_keeps_the_original(
    row: PlanActivity,
) -> None:
    assert ACTIVITY_KIND.replace(row.id, "method", 0, "จัดอบรม") == 1
    assert by(OTHER, ACTIVITY_KIND.replace, row.id, "method", 1, " ศึกษาดูงาน\n") == 2
    assert states(row, "method") == [(0, "", ""), (1, "จัดอบรม", WHO), (2, "ศึกษาดูงาน", OTHER)]
    assert ACTIVITY_KIND.read(row.id, "method") == ("ศึกษาดูงาน", 2)


def test_the_second_user_in_one_cell_gets_a_conflict_and_overwrites_nothing(
    row: PlanActivity,
) -> None:
    by(OTHER, ACTIVITY_KIND.replace, row.id, "method", 0, "ของคนแรก")
    with refused(VersionConflict) as told:
        ACTIVITY_KIND.replace(row.id, "method", 0, "ของคนที่สอง")
    assert (told.value.current_text, told.value.current_version) == ("ของคนแรก", 1)
    assert ACTIVITY_KIND.read(row.id, "method").text == "ของคนแรก"


def test_two_users_changing_two_fields_of_one_record_get_no_conflict(row: PlanActivity) -> None:
    ACTIVITY_KIND.replace(row.id, "method", 0, "วิธี")
    by(OTHER, ACTIVITY_KIND.replace, row.id, "target", 0, "เป้า")
    stored = PlanActivity.get_by_id(row.id)
    assert (stored.method, stored.target) == ("วิธี", "เป้า")


def test_storing_an_equal_text_on_an_old_version_adds_no_version(row: PlanActivity) -> None:
    ACTIVITY_KIND.replace(row.id, "method", 0, "วิธี")
    assert by(OTHER, ACTIVITY_KIND.replace, row.id, "method", 0, "วิธี ") == 1
    assert len(states(row, "method")) == 2


def test_a_typed_value_is_parsed_and_an_invalid_one_refused(row: PlanActivity) -> None:
    ACTIVITY_KIND.replace(row.id, "target_number", 0, "๑,๒๐๐")
    assert PlanActivity.get_by_id(row.id).target_number == 1200
    assert ACTIVITY_KIND.read(row.id, "target_number") == ("๑,๒๐๐", 1)
    with refused(Refused, match="ตัวเลข"):
        ACTIVITY_KIND.replace(row.id, "target_number", 1, "มาก")
    with refused(Refused):
        ACTIVITY_KIND.replace(row.id, "begins_on", 0, "วันนั้น")
    assert ACTIVITY_KIND.read(row.id, "target_number") == ("๑,๒๐๐", 1)


def test_a_soft_deleted_record_refuses_changes_and_is_restored_unchanged(row: PlanActivity) -> None:
    ACTIVITY_KIND.replace(row.id, "method", 0, "วิธี")
    other = PlanActivity.get(PlanActivity.id != row.id)
    ACTIVITY_KIND.replace(other.id, "method", 0, "วิธีอื่น")
    assert any(place.subject_id == row.id for place, _, _ in ACTIVITY_KIND.texts())
    by(OTHER, ACTIVITY_KIND.soft_delete, row.id)
    assert [each.id for each in ACTIVITY_KIND.deleted_rows()] == [row.id]
    assert {place.subject_id for place, _, _ in ACTIVITY_KIND.texts()} == {other.id}
    with refused(NotFound):
        ACTIVITY_KIND.replace(row.id, "method", 1, "อื่น")
    ACTIVITY_KIND.undelete(row.id)
    assert ACTIVITY_KIND.deleted_rows() == []
    assert ACTIVITY_KIND.read(row.id, "method") == ("วิธี", 1)
    by(OTHER, ACTIVITY_KIND.undelete, row.id)  # two people brought it back at once
    assert [who for _, _, who in states(row, DELETED_AT)] == [OTHER, WHO]


def test_a_closed_record_refuses_changes_and_deletion(row: PlanActivity) -> None:
    KmPlan.update(state=PlanState.ANNOUNCED).execute()
    with refused(Refused, match="ประกาศใช้แล้ว"):
        ACTIVITY_KIND.replace(row.id, "method", 0, "วิธี")
    with refused(Refused):
        ACTIVITY_KIND.soft_delete(row.id)
    assert Revision.select().count() == 0


@pytest.mark.external_change
def test_a_history_state_changed_outside_the_program_is_reported_with_its_cell(
    row: PlanActivity,
) -> None:
    ACTIVITY_KIND.replace(row.id, "method", 0, "วิธี")
    assert changed_texts() == []
    Revision.update(field="target").where(Revision.version == 1).execute()
    (fault,) = changed_texts()
    assert fault.startswith(f"ประวัติ{ACTIVITY_KIND.noun} {row.id} รุ่น 1 ถูกแก้นอกโปรแกรม")


def test_the_versions_of_many_records_are_read_at_once(row: PlanActivity) -> None:
    ACTIVITY_KIND.replace(row.id, "method", 0, "วิธี")
    ACTIVITY_KIND.replace(row.id, "method", 1, "วิธีใหม่")
    other: PlanActivity = PlanActivity.get(table=row.table, step=2)
    ACTIVITY_KIND.replace(other.id, "target", 0, "เป้า")
    assert versions_of(Subject.ACTIVITY, [row.id, other.id]) == {
        FieldKey(Subject.ACTIVITY, row.id, "method"): 2,
        FieldKey(Subject.ACTIVITY, other.id, "target"): 1,
    }


def test_a_cell_draft_of_a_killed_program_becomes_its_next_revision(
    row: PlanActivity, tmp_path: Path
) -> None:
    save_draft(left_behind(row, "method", "พิมพ์ค้างไว้"))
    write_rescue(tmp_path, left_behind(row, "target", "ค้างในแฟ้มกู้"))
    assert recover(tmp_path) == Recovered(2, ())
    assert states(row, "method") == [(0, "", ""), (1, "พิมพ์ค้างไว้", WHO)]
    assert ACTIVITY_KIND.read(row.id, "target") == ("ค้างในแฟ้มกู้", 1)


def test_a_cell_draft_on_an_older_version_is_left_to_the_user(
    row: PlanActivity, tmp_path: Path
) -> None:
    save_draft(left_behind(row, "method", "พิมพ์ค้างไว้"))
    by(OTHER, ACTIVITY_KIND.replace, row.id, "method", 0, "ของคนอื่น")
    found = recover(tmp_path)
    assert [typed.text for typed in found.unresolved] == ["พิมพ์ค้างไว้"]
    assert ACTIVITY_KIND.read(row.id, "method").text == "ของคนอื่น"


def test_recovery_restores_no_draft_of_a_cell_without_new_text_or_record(
    row: PlanActivity, tmp_path: Path
) -> None:
    ACTIVITY_KIND.replace(row.id, "method", 0, "วิธี")
    save_draft(left_behind(row, "method", "วิธี\n", base=0))
    save_draft(left_behind(PlanActivity(id=77), "method", "ของแถวที่ไม่มี"))
    assert recover(tmp_path) == Recovered(0, ())


def test_every_kind_is_listed_once_with_columns_of_its_table() -> None:
    subjects = [each.subject for each in KINDS]
    assert len(set(subjects)) == len(subjects)
    assert all(find_kind(each.subject) is each for each in KINDS)
    for cells in EDITABLE_KINDS:
        names = [column.name for column in cells.columns]
        assert len(set(names)) == len(names)
        typed = set(names) - cells.only_read
        assert {*typed, DELETED_AT} <= set(cells.table._meta.fields)
        assert all(column.label for column in cells.columns)
