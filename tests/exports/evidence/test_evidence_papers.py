"""Memos and the papers of the evidence, read back as a person who copies would."""

from datetime import date
from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from exports.questionnaires.survey import gather
from models.errors import KmError, NotFound
from models.knowledge.training import TRAINING_KIND, TrainingDraft, add_training, record_report
from models.memos.records import (
    MEMO_KIND,
    Memo,
    MemoKind,
    MemoText,
    Reply,
    Route,
    issue_memo,
    record_reply,
    write_memo,
)
from models.memos.views import read_memos
from models.office.organization import Division
from models.people.records import Person, Post, clerk_post, holder_on
from models.questionnaires.assessment import ANSWER_KIND
from models.questionnaires.survey import Respondent, questions
from tests.builders import a_form, an_answer
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, pages_of, poppler_text
from tests.other_office import OtherOffice

HOSTILE = ["[/]", "=1+1", "\x1b[2J", "น้ำ" * 400, "\u202eกลับ", "ก" * 3000]


def text_of(document: str, key: str, **more: object) -> str:
    return bare(poppler_text(make(Request(document, key, **more)).content))  # type: ignore[arg-type]


@pytest.mark.parametrize("font", [None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def test_the_summary_memo_prints_its_parts_with_the_plans_goals(
    example: Path, font: Path | None
) -> None:
    if font is not None and not font.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    text = text_of("memo", "summary/2563", font=font)
    for part in (
        "ส่วนราชการ สำนักปลัดเทศบาล เทศบาลตำบลหนองหัวแรต",
        "สรุปผลการดำเนินการตามแผนการจัดการความรู้ของเทศบาลตำบลหนองหัวแรต",
        "เรียน นายกเทศมนตรีตำบลหนองหัวแรต เรื่องเดิม",
        "๒) การสนับสนุนส่งเสริมให้บุคลากรในสังกัดเทศบาลตำบลหนองหัวแรต มีส่วนร่วมในการดำเนินงาน",
        "ปัญหา/อุปสรรคที่พบ ๑) ผู้บริหารส่วนใหญ่ให้ความสำคัญ",
        "จึงเรียนมาเพื่อโปรดทราบ (นางปานิสรา โพธิ์เงิน) นักทรัพยากรบุคคลชำนาญการ",
    ):
        assert bare(part) in text, part


def test_opinions_follow_in_the_order_of_rank_the_mayor_last_with_the_reply(
    example: Path,
) -> None:
    text = text_of("memo", "summary/2563")
    places = [
        text.index(bare(f"ความเห็นของ{who}"))
        for who in ("หัวหน้าสำนักปลัดเทศบาล", "ปลัดเทศบาล", "นายกเทศมนตรี")
    ]
    assert places == sorted(places)
    # A draft is to be signed yet, whatever was noted of it.
    assert text.endswith(bare("(นายพสุธร รัชตพงษ์) นายกเทศมนตรีตำบลหนองหัวแรต"))
    assert "ต.ค.๖๓)" not in text
    warnings = make(Request("memo", "summary/2563")).warnings
    assert any("ออกเลขแล้วผลตอบจะอยู่ในหนังสือ" in each for each in warnings)
    memo = Memo.get(Memo.kind == MemoKind.SUMMARY)
    assert memo.reply == Reply.NOTED
    issue_memo(memo.id, 12, memo.written_on)
    text = text_of("memo", "12/2563")
    assert text.endswith(bare("ทราบ (๑ ต.ค. ๖๓) (นายพสุธร รัชตพงษ์) นายกเทศมนตรีตำบลหนองหัวแรต"))


def test_an_addressee_outside_the_route_signs_their_own_approval(
    other_office: OtherOffice,
) -> None:
    clerk, mayor = Post.get(name="ปลัดเทศบาล"), Post.get(Post.is_cko)
    memo = write_memo(
        MemoKind.APPROVAL,
        MemoText("ขออนุมัติดำเนินการ", addressee=mayor.name, proposal="ขออนุมัติ"),
        date(2026, 11, 20),
        fiscal_year=2570,
        route=Route((), (clerk.id,)),
    )
    issue_memo(memo, 88, date(2026, 11, 20))
    assert text_of("memo", "88/2569").endswith(bare(f"(นายประเสริฐ ทองดี) {mayor.name}"))
    record_reply(memo, Reply.APPROVED, date(2026, 11, 30))
    text = text_of("memo", "88/2569")
    approved = text.index(bare("อนุมัติ (๓๐ พ.ย. ๖๙)"))
    assert (
        text.index(bare("(ดอกเตอร์ สุภาพร แก้วมณี)")) < text.index("ความเห็นของนายกเทศมนตรี") < approved
    )


def test_a_circular_has_a_line_for_each_of_the_six_divisions(example: Path) -> None:
    text = text_of("memo", "circular/2563")
    for number, division in zip("๑๒๓๔๕๖", Division.select(), strict=True):
        assert bare(f"{number} {division.name}") in text
    assert "ข้อเท็จจริง" not in text


def test_a_memo_without_a_number_is_printed_as_a_draft_with_a_warning(example: Path) -> None:
    made = make(Request("memo", "summary/2563"))
    assert any("ยังไม่ออกเลข" in sentence for sentence in made.warnings)
    assert "ร่าง" in pages_of(made.content)[0]
    [memo] = [each for each in read_memos() if each.kind == MemoKind.SUMMARY]
    issue_memo(memo.id, 12, memo.written_on)
    made = make(Request("memo", "12/2563"))
    assert not any("ยังไม่ออกเลข" in sentence for sentence in made.warnings)
    assert bare("ที่ นม ๕๘๓๐๑/๑๒") in bare(poppler_text(made.content))


def test_an_unknown_memo_key_is_refused_with_the_existing_keys(example: Path) -> None:
    with pytest.raises(NotFound, match="summary/2563"):
        make(Request("memo", "99/2563"))
    with pytest.raises(KmError):
        make(Request("memo", "ไม่รู้"))


def test_the_assessment_paper_prints_scores_and_warns_of_unconfirmed_questions(
    example: Path,
) -> None:
    for place, value in enumerate("01234", 1):
        answer = an_answer(2564, f"1.{place}")
        ANSWER_KIND.replace(answer, "score", 0, value)
    text = text_of("assessment", "2564")
    assert bare("เทศบาลมีการวิเคราะห์ SWOT ของเทศบาล") in text
    assert bare("หมวด ๑ กระบวนการจัดการความรู้ ๕/๕ ๒.๐๐ - มีระดับปานกลาง") in text
    # What the office has to do is a message for the user, not printed on an official paper.
    assert "ยืนยัน" not in text
    told = [
        each for each in make(Request("assessment", "2564")).warnings if "ยังไม่ได้รับการยืนยัน" in each
    ]
    assert len(told) == 4
    assert text.endswith(bare("(นายพสุธร รัชตพงษ์) นายกเทศมนตรีตำบลหนองหัวแรต"))


def test_the_survey_s_form_has_every_question_on_one_page(example: Path) -> None:
    pages = pages_of(make(Request("survey-form", "2564")).content)
    assert len(pages) == 1
    asked = [bare(each.text) for each in questions()]
    places = [bare(pages[0]).index(text) for text in asked]
    assert len(places) == 10
    assert places == sorted(places)
    assert bare("๑๐ ความพึงพอใจโดยรวม") in bare(pages[0])


def test_the_survey_s_summary_shows_the_worked_example(example: Path) -> None:
    a_form(2564, "5" * 10, Respondent.COMMITTEE, comment="ดี")
    a_form(2564, "4" * 10)
    text = text_of("survey", "2564")
    # (5 + 4) / 2 = 4.5; ten pairs: squares 20 x 0.25 = 5; 5/19; root 0.513.
    assert bare("ค่าเฉลี่ย ๔.๕๐ ส่วนเบี่ยงเบนมาตรฐาน ๐.๕๑") in text
    assert bare("คณะทำงาน ๑ คน บุคลากร ๑ คน") in text
    assert bare("ข้อเสนอแนะ คณะทำงาน ๑. ดี") in text
    assert bare("๔.๕๑ - ๕.๐๐ = มากที่สุด") in text
    assert bare("๑.๐๐ - ๑.๕๐ = น้อยที่สุด") in text
    assert bare("๑ (๕๐)") in text
    assert text.endswith("ผู้รายงาน")


def test_the_bar_of_the_survey_s_mean_is_its_share_of_the_highest_degree(example: Path) -> None:
    a_form(2564, "5" * 10)
    a_form(2564, "4" * 10)
    total = gather(2564, Request("survey", "2564")).total
    assert total.mean == "๔.๕๐"
    assert total.share == pytest.approx(4.5 / 5)


def test_exporting_a_survey_without_forms_is_refused(example: Path) -> None:
    with pytest.raises(NotFound, match="ยังไม่ได้บันทึกแบบสำรวจ"):
        make(Request("survey", "2564"))


def test_a_training_report_prints_the_record_and_its_delay(example: Path) -> None:
    person = Person.get(Person.given_name == "น้ำฝน")
    back = date(2021, 1, 10)
    course = add_training(TrainingDraft(person.id, "การจัดทำบัญชี", date(2021, 1, 8), back))
    record_report(course, date(2021, 1, 26))
    text = text_of("training", str(course))
    assert bare("ชื่อ - สกุล นางสาวน้ำฝน สืบเสน ตำแหน่ง หัวหน้าสำนักปลัดเทศบาล") in text
    assert bare("๘ มกราคม ๒๕๖๔ ถึง ๑๐ มกราคม ๒๕๖๔") in text
    assert bare("วันที่รายงาน ๒๖ มกราคม ๒๕๖๔ (ช้า ๑ วัน)") in text
    clerk, mayor = text.index(bare("ความเห็นของปลัด")), text.index(bare("ความเห็นของนายก"))
    assert text.index("ผู้บังคับบัญชา") < clerk < mayor, "in the order of the chain of command"
    with pytest.raises(NotFound):
        make(Request("training", "12345"))


def test_the_clerk_signs_no_opinion_on_their_own_training(example: Path) -> None:
    post = clerk_post()
    assert post is not None
    clerk = holder_on(post, date(2021, 1, 10))
    assert clerk is not None
    back = date(2021, 1, 10)
    course = add_training(TrainingDraft(clerk.person_id, "การบริหาร", back, back))
    text = text_of("training", str(course))
    assert bare("ความเห็นของปลัด") not in text
    assert bare("ความเห็นของนายก") in text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_evidence_papers_with_hostile_text_are_made_as_pdf(example: Path, hostile: str) -> None:
    memo = read_memos()[0].id
    MEMO_KIND.replace(memo, "facts", 0, hostile)
    back = date(2021, 1, 10)
    course = add_training(TrainingDraft(Person.select().first().id, "ก", back, back))
    TRAINING_KIND.replace(course, "learnt", 0, hostile)
    a_form(2564, "5" * 10, comment=hostile)
    ANSWER_KIND.replace(an_answer(2564, "1.1"), "existing", 0, hostile)
    for document, key in (
        ("memo", "circular/2563"),
        ("training", str(course)),
        ("survey", "2564"),
        ("assessment", "2564"),
    ):
        assert make(Request(document, key)).content.startswith(b"%PDF")


@pytest.mark.parametrize("document", ["memo", "assessment", "survey-form"])
def test_the_same_evidence_paper_gives_the_same_bytes(example: Path, document: str) -> None:
    key = "summary/2563" if document == "memo" else "2564"
    assert make(Request(document, key)) == make(Request(document, key))
