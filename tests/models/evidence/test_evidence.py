"""The evidence board: six steps, eight items, what proves them, and exactly what is missing."""

from datetime import date
from pathlib import Path

import pytest

from models.committees.approvals import ApprovalMemo
from models.editing.revisions import Subject
from models.errors import KmError, Refused
from models.evidence.attachments import (
    ATTACHMENT_KIND,
    AttachmentKind,
    attach,
    attachments_of,
    move_attachment,
)
from models.evidence.board import read_board
from models.evidence.values import Board, EvidenceGapKind
from models.history.bin import purge
from models.knowledge.training import TrainingDraft, add_training, record_report
from models.meetings.records import Meeting
from models.memos.records import (
    Acknowledgement,
    MemoKind,
    MemoText,
    Reply,
    issue_memo,
    record_reply,
    write_memo,
)
from models.memos.views import read_memos
from models.office.organization import Organization
from models.people.records import Person
from models.plan.records import KmPlan, PlanReport, PlanScope
from models.storage.database import database
from tests.builders import a_form, a_meeting, an_office
from tests.other_office import make_other_office
from tests.plans import a_plan

BINDER_DAY = date(2020, 10, 1)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A file that is a PDF by its name."""
    path = tmp_path / "คู่มือ.pdf"
    path.write_bytes(b"%PDF-1.4\n")
    return path


def board(today: date = BINDER_DAY) -> Board:
    return read_board(2564, today)


def kinds(of: Board) -> set[EvidenceGapKind]:
    return {gap.kind for gap in of.gaps}


def test_the_board_of_the_example_names_exactly_what_its_papers_lack(example: Path) -> None:
    assert kinds(board()) == {
        EvidenceGapKind.SURVEY,
        EvidenceGapKind.WORK_MANUAL,
        EvidenceGapKind.TRAINING_REPORT,
        EvidenceGapKind.MONITORING_REPORT,
        EvidenceGapKind.INVITATION,
        EvidenceGapKind.MEMO_NUMBER,
    }
    numbers = [gap.label for gap in board().gaps if gap.kind == EvidenceGapKind.MEMO_NUMBER]
    assert len(numbers) == 3


def test_every_evidence_gap_has_a_responsible_person_and_a_due_day(example: Path) -> None:
    for gap in board().gaps:
        assert gap.who == "นางสาวอรยานี ฤทธิจันทร์"
        assert gap.due_on is not None
    [invitation] = [gap for gap in board().gaps if gap.kind == EvidenceGapKind.INVITATION]
    assert invitation.due_on == date(2020, 9, 19)


def test_the_evidence_board_has_six_steps_and_eight_items_with_papers(example: Path) -> None:
    found = board()
    assert [line.number for line in found.steps] == [1, 2, 3, 4, 5, 6]
    assert [line.number for line in found.items] == [1, 2, 3, 4, 5, 6, 7, 8]
    papers = {(proof.document, proof.key) for line in found.items for proof in line.proofs}
    assert {
        ("order", "881/2563"),
        ("order", "882/2563"),
        ("minutes", "1/2563"),
        ("classification", "2563"),
        ("plan", "2564"),
        ("announcement", "2564"),
        ("memo", "summary/2563"),
        ("memo", "circular/2563"),
        ("assessment", "2564"),
    } <= papers
    assert found.steps[2].is_whole
    assert not found.steps[3].is_whole


def test_each_evidence_gap_closes_once_its_record_exists(example: Path, pdf: Path) -> None:
    today, year = BINDER_DAY, 2564
    a_form(year, "5" * 10)
    attach(year, 4, AttachmentKind.WORK_MANUAL, "คู่มือ", pdf)
    person = Person.select().first()
    record_report(add_training(TrainingDraft(person.id, "ก", today, today)), today)
    PlanReport.create(plan=KmPlan.get(fiscal_year=year), reported_on=today, who="ก")
    Meeting.update(notified_on=date(2020, 9, 18)).execute()
    ApprovalMemo.update(number="นม ๕๘๓๐๑/๑๒๐").execute()
    for number, memo in enumerate(read_memos(), 1):
        record_reply(memo.id, Reply.NONE, None)
        issue_memo(memo.id, number, today)
        if memo.kind == MemoKind.SUMMARY:
            record_reply(memo.id, Reply.NOTED, today)
    assert board().gaps == ()
    assert all(line.is_whole for line in (*board().steps, *board().items))


def test_a_missing_signature_is_an_evidence_gap(example: Path) -> None:
    last = Acknowledgement.select().order_by(Acknowledgement.position.desc()).first()
    last.signed_on = None
    last.save()
    [gap] = [each for each in board().gaps if each.kind == EvidenceGapKind.ACKNOWLEDGEMENT]
    assert "หน่วยตรวจสอบภายใน" in gap.label
    [memo] = [each for each in read_memos() if each.kind == MemoKind.SUMMARY]
    record_reply(memo.id, Reply.NONE, None)
    assert EvidenceGapKind.REPLY in kinds(board())


def test_activities_past_their_end_without_evidence_are_gaps(
    example: Path,
) -> None:
    assert EvidenceGapKind.PROGRESS not in kinds(board())
    later = [gap for gap in board(date(2021, 10, 1)).gaps if gap.kind == EvidenceGapKind.PROGRESS]
    assert later
    assert all(gap.due_on is not None and gap.due_on <= date(2021, 9, 30) for gap in later)


def test_an_empty_office_has_gaps_in_every_step_of_the_board(store: Path) -> None:
    Organization.create(name="เทศบาล", district="ก", province="ข")
    found = board()
    assert {
        EvidenceGapKind.ORDER,
        EvidenceGapKind.PLAN,
        EvidenceGapKind.CLASSIFICATION,
        EvidenceGapKind.MINUTES,
    } <= kinds(found)
    assert all(line.gaps for line in found.steps)


def test_an_attachment_is_copied_beside_the_data_file_for_the_group_only(
    example: Path, pdf: Path
) -> None:
    made = attach(2564, 4, AttachmentKind.OTHER, "../../ชื่อ [/]", pdf)
    pdf.unlink()
    [view] = attachments_of(2564)
    assert view.path.parent == example.parent / "attachments"
    assert view.path.read_bytes() == b"%PDF-1.4\n"
    assert view.path.stat().st_mode & 0o777 == 0o660
    move_attachment(made, 7)
    [view] = attachments_of(2564)
    assert view.lo_item == 7
    assert view.title in {proof.label for proof in board().items[6].proofs}


def test_an_attached_paper_that_is_purged_from_the_bin_leaves_no_file(
    example: Path, pdf: Path
) -> None:
    made = attach(2564, 4, AttachmentKind.OTHER, "ภาพถ่าย", pdf)
    [view] = attachments_of(2564)
    ATTACHMENT_KIND.soft_delete(made)
    assert view.path.exists()
    purge(Subject.ATTACHMENT, made)
    assert not view.path.exists()


@pytest.mark.parametrize(
    ("name", "item", "title", "said"),
    [
        ("ไม่มี.pdf", 1, "ก", "อ่านแฟ้ม"),
        ("คู่มือ.docx", 1, "ก", "PDF"),
        ("คู่มือ.pdf", 9, "ก", "๑ ถึง ๘"),
        ("คู่มือ.pdf", 1, " ", "ชื่อเอกสาร"),
    ],
)
def test_a_refused_attachment_leaves_no_record_and_no_file(
    example: Path, pdf: Path, name: str, item: int, title: str, said: str
) -> None:
    with pytest.raises((KmError, Refused), match=said):
        attach(2564, item, AttachmentKind.OTHER, title, pdf.with_name(name))
    assert attachments_of(2564) == ()
    assert database.folder is not None
    assert not list((database.folder / "attachments").glob("*"))


def test_the_evidence_board_names_the_counting_meeting_and_the_reason(example: Path) -> None:
    said = board().counting
    assert "การประชุมที่นับเป็นหลักฐาน" in said
    assert "ครั้งที่ ๑/๒๕๖๓ (" in said
    assert "จำแนกองค์ความรู้" in said or "เห็นชอบแผน" in said


def test_an_unlinked_meeting_is_suggested_as_evidence(store: Path) -> None:
    a_meeting(closed=True, held_on=date(2020, 12, 1))
    found = board()
    assert "ยังไม่ผูก" in found.counting
    labels = [each.label for each in found.gaps if each.kind == EvidenceGapKind.MINUTES]
    assert any("ให้ผูก" in label and "๑/๒๕๖๓" in label for label in labels)


def test_the_scope_paper_is_no_proof_if_the_plan_has_no_scopes(store: Path) -> None:
    an_office()
    a_plan(2564)
    papers = [each.document for line in board().steps for each in line.proofs]
    assert "scope" in papers
    PlanScope.delete().execute()
    papers = [each.document for line in board().steps for each in line.proofs]
    assert "plan" in papers
    assert "scope" not in papers


def test_an_approved_memo_is_a_proof_and_an_open_one_is_not(store: Path) -> None:
    make_other_office()
    asked = MemoText("ขออนุมัติจัดอบรม", addressee="นายกเทศมนตรี", proposal="ขออนุมัติ")
    day = date(2026, 11, 20)
    memo = write_memo(MemoKind.APPROVAL, asked, day, fiscal_year=2570)

    def steps_with_it() -> list[int]:
        lines = read_board(2570, day).steps
        return [
            line.number for line in lines for each in line.proofs if each.label == asked.subject
        ]

    issue_memo(memo, 88, day)
    assert steps_with_it() == []
    record_reply(memo, Reply.APPROVED, day)
    assert steps_with_it() == [4]
    [proof] = read_board(2570, day).items[3].proofs
    assert (proof.document, proof.key) == ("memo", "88/2569")
