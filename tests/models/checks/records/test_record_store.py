"""The records of a store: read in pieces, judged, set aside, mended; the example has no error."""

import shutil
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from kmtui.__main__ import main
from kmtui.settings import PREPRINTED_EMBLEM
from models.checks.core.finding import Finding, Severity
from models.checks.fixes import apply_fix, is_fixable, preview_fix
from models.checks.records.reading import parts_of_store
from models.checks.records.selection import RecordSelection
from models.checks.records.set_aside import (
    GatedOperation,
    Override,
    aside_scope,
    bring_back,
    is_overridden,
    override,
    set_aside,
    set_asides,
)
from models.checks.runner import KeyedFinding, findings_in, gather, record_findings
from models.committees.records import AppointmentOrder
from models.editing.record_kind import plain_text
from models.editing.revisions import Subject
from models.editing.undo import revert, run_undoable
from models.errors import NotFound, Refused, VersionConflict
from models.history.kinds import EDITABLE_KINDS
from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeItem
from models.knowledge.views import near_pairs, read_year
from models.meetings.records import Meeting, find_meeting
from models.memos.records import MemoKind, MemoText, write_memo
from models.minutes.decisions.matters import decide_together
from models.minutes.records import (
    AgendaItem,
    Outcome,
    Resolution,
    Statement,
    add_statement,
    record_resolution,
    save_statement,
)
from models.plan.records import PlanActivity
from models.storage.database import database
from models.storage.store import DATABASE_NAME, close_store, open_store
from tests.builders import WHO, a_meeting, by, revisions_of
from tests.refusals import refused

TODAY = date(2026, 11, 23)
FIGURES = ("importance", "urgency", "score")
INVENTORY = {
    "I14": "members-listed-short",
    "I17": "assignment-untracked",
    "I20": "plan-claimed",
    "I39": "plan-results",
    "I46": "order-memo-day",
    "I47": "notice-missing",
    "I49": "evidence-late",
    "I50": "assessment-unfinished",
}


@pytest.fixture(scope="module")
def found(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What is seen in the untouched example."""
    path = tmp_path_factory.mktemp("checked") / DATABASE_NAME
    shutil.copy(example_file, path)
    open_store(path)
    try:
        return record_findings(today=TODAY)
    finally:
        close_store()


@pytest.fixture
def office(example: Path) -> Path:
    """The example's data file, open in this thread; what is done to it stays in the test."""
    return example


def of(findings: list[Finding], code: str) -> list[Finding]:
    return [finding for finding in findings if finding.code == code]


def seen(part: RecordSelection, code: str) -> list[KeyedFinding]:
    return [each for each in findings_in(part, today=TODAY) if each.finding.code == code]


def a_statement_saying(text: str) -> int:
    meeting = find_meeting(2, 2563)
    item = meeting.items.get()
    return add_statement(item.id, meeting.attendance.get().id, text)


def the_meeting() -> RecordSelection:
    return RecordSelection(meeting_id=find_meeting(2, 2563).id)


def test_the_example_has_no_error(found: list[Finding]) -> None:
    assert [each.message for each in found if each.severity is Severity.ERROR] == []
    assert Counter(each.severity for each in found)[Severity.WARNING] > 0


@pytest.mark.parametrize("code", INVENTORY.values(), ids=INVENTORY.keys())
def test_record_checks_find_the_known_mistakes_of_the_example(
    found: list[Finding], code: str
) -> None:
    assert of(found, code)


def test_findings_of_records_are_sorted_by_severity(found: list[Finding]) -> None:
    ranks = [each.severity.rank for each in found]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) > 1


def test_a_misspelling_in_a_stored_text_is_located_by_record_and_line(office: Path) -> None:
    statement_id = a_statement_saying("เรียนที่ประชุม\nตามกฏหมายของเทศบาลตำบลหนองหัวแรด")
    found = seen(the_meeting(), "misspelt-word")
    assert [each.finding.place.target for each in found] == [f"statement/{statement_id}"]
    assert [each.finding.line for each in found] == [2]
    assert "ครั้งที่ ๒/๒๕๖๓ วาระ ๑ คำพูดที่ ๑: บรรทัดที่ ๒" in found[0].finding.message
    assert [each.finding.severity for each in seen(the_meeting(), "place-name")] == [Severity.ERROR]


def test_a_name_is_not_matched_across_two_texts(office: Path) -> None:
    a_statement_saying("ผู้เสนอคือ อรยานี")
    a_statement_saying("ฤทธิจันทน์ รับทราบ")
    assert seen(the_meeting(), "person-name") == []


def test_texts_of_resolutions_knowledge_plans_and_orders_are_checked(office: Path) -> None:
    wrong = "ขออนุญาติ"
    meeting = find_meeting(1, 2563)
    Meeting.update(place="ห้องประชุม").execute()
    Resolution.update(text=wrong).where(Resolution.item.in_(meeting.items)).execute()
    KnowledgeItem.update(text=wrong).where(KnowledgeItem.position == 1).execute()
    PlanActivity.update(method=wrong).where(PlanActivity.id == 1).execute()
    AppointmentOrder.update(cause=wrong).where(AppointmentOrder.number == 881).execute()
    places = {each.place.subject for each in of(record_findings(today=TODAY), "misspelt-word")}
    assert {"resolution", "knowledge", "activity", "order"} <= places


def test_one_document_is_checked_without_the_others(office: Path) -> None:
    a_statement_saying("ตามกฏหมาย")
    meeting = {each.finding.place.subject for each in findings_in(the_meeting(), today=TODAY)}
    assert "statement" in meeting
    assert meeting <= {"statement", "meeting", "agenda_item", "resolution", "task"}
    of_the_plan = findings_in(RecordSelection(plan_year=2564), today=TODAY)
    plan = {each.finding.place.subject for each in of_the_plan}
    assert {"plan", "activity"} <= plan
    assert plan <= {"plan", "scope", "goal", "factor", "activity", "progress", "statement"}
    said = {each.finding.code for each in of_the_plan if each.finding.place.subject == "statement"}
    assert said == {"plan-claimed"}, "what the meeting says of the plan, and nothing else"
    order = AppointmentOrder.get(AppointmentOrder.number == 881)
    subjects = {
        each.finding.place.subject
        for each in findings_in(RecordSelection(order_id=order.id), today=TODAY)
    }
    assert subjects == {"order", "committee"}


def test_checking_a_year_covers_its_calendar_meetings_and_its_fiscal_plan(
    office: Path,
) -> None:
    of_2564 = {each.place.subject for each in record_findings(2564, today=TODAY)}
    of_2563 = {each.place.subject for each in record_findings(2563, today=TODAY)}
    assert "activity" in of_2564
    assert "activity" not in of_2563
    assert "meeting" in of_2563
    assert "meeting" not in of_2564
    assert record_findings(2540, today=TODAY) == []


def test_two_near_items_of_knowledge_are_reported_in_the_seeded_office(
    found: list[Finding],
) -> None:
    assert len(of(found, "knowledge-alike")) == 2


def test_near_duplicate_findings_equal_the_near_pairs_of_the_classification(office: Path) -> None:
    pairs_found = 0
    for year in (2562, 2563):
        lists = read_year(year)
        expected = {
            other.id
            for kind in lists.kinds.values()
            for division in kind.divisions
            for _, other in near_pairs(division.items)
        }
        reported = {
            each.place.subject_id
            for each in of(record_findings(year, today=TODAY), "knowledge-alike")
        }
        assert reported == expected
        pairs_found += len(expected)
    assert pairs_found, "the example has near pairs, else nothing is compared"


def test_a_finding_set_aside_stays_aside_after_a_restart(office: Path) -> None:
    a_statement_saying("ตามกฏหมาย")
    aside = seen(the_meeting(), "misspelt-word")[0]
    set_aside(aside.finding, aside.digest, "คัดจากต้นฉบับ")
    close_store()
    open_store(office)
    assert seen(the_meeting(), "misspelt-word") == []
    (kept,) = set_asides()
    assert (kept.reason, kept.who, kept.code) == ("คัดจากต้นฉบับ", WHO, "misspelt-word")


def test_a_finding_set_aside_is_reported_again_if_its_text_changes_or_it_is_restored(
    office: Path,
) -> None:
    statement_id = a_statement_saying("ตามกฏหมาย")
    first = seen(the_meeting(), "misspelt-word")[0]
    made = set_aside(first.finding, first.digest, "คัดจากต้นฉบับ")
    save_statement(statement_id, 1, "ตามกฏหมายใหม่")
    assert len(seen(the_meeting(), "misspelt-word")) == 1
    save_statement(statement_id, 2, "ตามกฏหมาย")
    assert seen(the_meeting(), "misspelt-word") == []
    bring_back(made)
    assert len(seen(the_meeting(), "misspelt-word")) == 1
    assert set_asides() == ()
    with refused(NotFound):
        bring_back(made)


def test_setting_aside_is_undone_and_redone(office: Path) -> None:
    a_statement_saying("ตามกฏหมาย")
    first = seen(the_meeting(), "misspelt-word")[0]
    words = first.digest, "คัดจากต้นฉบับ"
    done = run_undoable(aside_scope(first.finding), set_aside, first.finding, *words)
    undone = revert(done)
    assert len(seen(the_meeting(), "misspelt-word")) == 1
    revert(undone)
    (kept,) = set_asides()
    assert kept.reason == "คัดจากต้นฉบับ"
    bring_back(kept.id)
    with refused(NotFound):
        revert(done)


def test_suppressing_a_finding_without_a_reason_is_refused(office: Path) -> None:
    a_statement_saying("ตามกฏหมาย")
    aside = seen(the_meeting(), "misspelt-word")[0]
    with refused(Refused):
        set_aside(aside.finding, aside.digest, "  ")
    assert set_asides() == ()


def test_a_finding_of_facts_returns_when_the_facts_change(office: Path) -> None:
    part = RecordSelection(plan_year=2564)
    activity = PlanActivity.get_by_id(1)
    PlanActivity.update(ends_on=date(2022, 1, 1)).where(PlanActivity.id == 1).execute()
    first = seen(part, "plan-part")
    assert first
    for each in first:
        set_aside(each.finding, each.digest, "แบบเดิม")
    assert seen(part, "plan-part") == []
    PlanActivity.update(method="").where(PlanActivity.id == activity.id).execute()
    assert len(seen(part, "plan-part")) == 1


def test_a_fix_is_previewed_applied_and_reverted(office: Path) -> None:
    statement_id = a_statement_saying("เรียนที่ประชุม\nตามกฏหมาย")
    finding = seen(the_meeting(), "misspelt-word")[0].finding
    proposal = preview_fix(finding)
    assert (proposal.before, proposal.after) == (
        "เรียนที่ประชุม\nตามกฏหมาย",
        "เรียนที่ประชุม\nตามกฎหมาย",
    )
    assert Statement.get_by_id(statement_id).text == proposal.before
    mended = apply_fix(proposal)
    assert Statement.get_by_id(statement_id).text == proposal.after
    assert seen(the_meeting(), "misspelt-word") == []
    undone = revert(mended)
    assert Statement.get_by_id(statement_id).text == proposal.before
    revisions = revisions_of(Subject.STATEMENT, statement_id)
    assert (len(revisions), revisions[-1].who) == (3, WHO)
    again = revert(undone)
    assert Statement.get_by_id(statement_id).text == proposal.after
    by("ผู้อื่น", save_statement, statement_id, 4, "ผู้อื่นแก้ต่อ")
    with refused(VersionConflict):
        revert(again)
    assert Statement.get_by_id(statement_id).text == "ผู้อื่นแก้ต่อ"


def test_a_fix_of_a_cell_is_stored_as_a_revision_and_reverted(office: Path) -> None:
    finding = next(
        each
        for each in of(record_findings(2563, today=TODAY), "misspelt-word")
        if each.place.subject == "knowledge"
    )
    assert is_fixable(finding)
    mended = apply_fix(preview_fix(finding))
    stored = KNOWLEDGE_KIND.read(finding.place.subject_id or 0, "text")
    assert stored.version == 1
    assert finding.found not in stored.text
    revert(mended)
    assert finding.found in KNOWLEDGE_KIND.read(finding.place.subject_id or 0, "text").text


def test_a_fix_of_a_text_changed_by_another_user_is_a_conflict(office: Path) -> None:
    statement_id = a_statement_saying("ตามกฏหมาย")
    proposal = preview_fix(seen(the_meeting(), "misspelt-word")[0].finding)
    by("ผู้อื่น", save_statement, statement_id, 1, "ตามกฏหมายที่ผู้อื่นแก้")
    with refused(VersionConflict):
        apply_fix(proposal)
    assert Statement.get_by_id(statement_id).text == "ตามกฏหมายที่ผู้อื่นแก้"


def test_fixing_a_finding_without_a_safe_fix_is_refused(found: list[Finding]) -> None:
    facts = of(found, "notice-missing")[0]
    assert not is_fixable(facts)
    with pytest.raises(Refused):
        preview_fix(facts)


def test_an_override_applies_to_the_same_errors_and_operation_only(office: Path) -> None:
    a_statement_saying("เทศบาลตำบลหนองหัวแรด")
    errors = [each.finding for each in seen(the_meeting(), "place-name")]
    key = the_meeting().key
    assert not is_overridden(GatedOperation.PRINT, key, errors)
    override(GatedOperation.PRINT, key, errors, "ต้นฉบับเขียนเช่นนั้น")
    assert is_overridden(GatedOperation.PRINT, key, errors)
    assert not is_overridden(GatedOperation.CLOSE, key, errors)
    a_statement_saying("เทศบาลตำบลหนองหัวแรก")
    more = [each.finding for each in seen(the_meeting(), "place-name")]
    assert not is_overridden(GatedOperation.PRINT, key, more)
    assert Override.get().reason == "ต้นฉบับเขียนเช่นนั้น"


def test_reading_the_records_takes_a_constant_number_of_queries(office: Path) -> None:
    def asked() -> int:
        questions: list[str] = []
        connection: sqlite3.Connection = database.connection()  # type: ignore[no-untyped-call]
        connection.set_trace_callback(questions.append)
        findings_in(the_meeting(), today=TODAY)
        connection.set_trace_callback(None)
        return len(questions)

    before = asked()
    for _ in range(20):
        a_statement_saying("รับทราบ")
    assert asked() == before


def test_check_exits_with_status_one_if_there_is_an_error(
    example_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--home", str(example_home), "check", "--year", "2563"]
    (example_home / "settings.toml").write_text(f"emblem = '{PREPRINTED_EMBLEM}'\n", "utf-8")
    assert main(words) == 0
    assert "order-memo-day" in capsys.readouterr().out
    open_store(example_home / DATABASE_NAME)
    AppointmentOrder.update(issued_on=date(2020, 10, 1)).execute()
    close_store()
    assert main([*words, "--format", "json"]) == 1
    assert "meeting-before-order" in capsys.readouterr().out


def test_every_text_is_read_in_exactly_one_part_of_the_store(office: Path) -> None:
    a_statement_saying("ตามกฏหมาย")
    read = Counter(
        text.place.target for part in parts_of_store() for text in gather(part, TODAY).texts
    )
    whole = Counter(text.place.target for text in gather(RecordSelection(), TODAY).texts)
    assert read == whole
    stored = {
        f"{place.subject}/{place.subject_id}/{place.field}"
        for cells in EDITABLE_KINDS
        for place, column, _ in cells.texts()
        if column.to_text is plain_text and column.name not in FIGURES
    }
    assert stored <= set(whole)


def test_a_memo_without_a_number_belongs_to_the_year_it_was_written_in(office: Path) -> None:
    draft = write_memo(MemoKind.OTHER, MemoText("ขอความอนุเคราะห์", ""), date(2020, 11, 2))
    years = {
        year: [memo.id for memo in gather(RecordSelection(year=year)).records.memos]
        for year in (2563, 2564)
    }
    assert draft in years[2563]
    assert draft not in years[2564]


def test_a_selected_order_is_checked_without_any_meeting(office: Path) -> None:
    order = AppointmentOrder.get()
    records = gather(RecordSelection(order_id=order.id)).records
    assert [each.id for each in records.orders] == [order.id]
    assert records.meetings == ()


def test_an_item_decided_by_the_resolution_of_another_is_read_as_decided(store: Path) -> None:
    meeting = a_meeting(items=3)
    first, second, third = meeting.items.order_by(AgendaItem.position)
    made = record_resolution(first.id, Outcome.APPROVED, "มีมติเห็นชอบ", 3)
    decide_together(made, second.id)
    (read,) = gather(RecordSelection(meeting_id=meeting.id)).records.meetings
    joint = {item.id for item in read.items if item.is_joint}
    assert second.id in joint
    assert joint.isdisjoint({first.id, third.id})
