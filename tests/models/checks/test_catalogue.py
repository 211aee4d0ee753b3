"""The table of checks: every check is named once and says in Thai what it is for."""

import re

import pytest

from models.checks.catalogue import CHECKS, check_named
from models.checks.core.finding import Finding, FindingLocation, Severity
from models.checks.core.text import CheckedText
from models.checks.texts.checking import TEXT_CHECKS, check_text
from models.errors import KmError
from tests.models.checks.office import OFFICE

THAI = re.compile("[ก-ฮ]")


def test_check_codes_are_unique_and_lower_case_with_hyphens() -> None:
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert [code for code in codes if not re.fullmatch("[a-z]+(-[a-z]+)*", code)] == []


def test_every_check_has_a_thai_explanation() -> None:
    told = [(check.title, check.explanation) for check in CHECKS]
    assert [each for each in told if not all(THAI.search(words) for words in each)] == []
    assert check_named("law-year").title == "ปีของกฎหมายผิด"


def test_an_unknown_check_code_is_refused_with_the_existing_codes() -> None:
    with pytest.raises(KmError, match="law-year"):
        check_named("no-such-check")


def test_findings_of_a_text_are_sorted_by_line_and_severity() -> None:
    text = CheckedText("ตามกฏหมาย เทศบาลตำบลหนองหัวแรด\nขออนุญาติ\nวันที่ ๓๑ กันยายน ๒๕๖๓")
    found = check_text(text, OFFICE)
    assert [(finding.line, finding.code) for finding in found] == [
        (1, "place-name"),
        (1, "misspelt-word"),
        (2, "misspelt-word"),
        (3, "impossible-date"),
    ]


def test_only_the_selected_checks_run() -> None:
    chosen = [check for check in TEXT_CHECKS if check.code == "misspelt-word"]
    found = check_text(CheckedText("ตามกฏหมาย เทศบาลตำบลหนองหัวแรด"), OFFICE, chosen)
    assert [finding.code for finding in found] == ["misspelt-word"]


def test_a_severity_has_a_label_and_a_rank() -> None:
    assert [each.label for each in Severity] == ["ผิด", "น่าจะผิด", "ข้อสังเกต"]
    assert Severity.ERROR.rank < Severity.WARNING.rank < Severity.NOTE.rank


def test_a_finding_keeps_its_identity_on_another_line_and_changes_it_with_the_text() -> None:
    place = FindingLocation("ระเบียบวาระที่ ๓", "statement", 12)
    first = Finding("law-year", Severity.ERROR, place, 3, "๒๕๕๖", "๒๕๔๖", "")
    moved = Finding("law-year", Severity.ERROR, place, 9, "๒๕๕๖", "๒๕๔๖", "")
    other = Finding("law-year", Severity.ERROR, place, 3, "๒๕๖๖", "๒๕๔๖", "")
    assert first.identity == moved.identity != other.identity


def test_a_finding_location_names_table_record_and_field() -> None:
    assert FindingLocation("กิจกรรม ๓", "activity", 3, "method").target == "activity/3/method"
    assert FindingLocation("ครั้งที่ ๑/๒๕๖๓", "meeting", 7).target == "meeting/7"
    assert FindingLocation("ข้อความ").target == ""


GOAL_ONE = "บุคลากรในสังกัดได้รับการพัฒนาศักยภาพทุกคน"
GOAL_TWO = "บุคลากรทุกกองมีส่วนร่วมในกิจกรรมของเทศบาล"
HEADER = "ลำดับ\tกิจกรรม\tวิธีการสู่ความสำเร็จ\tตัวชี้วัด\tเป้าหมาย"
CHANGES = "๑\tการสื่อสาร\tประชุม\tครั้ง\t๑ ครั้ง\n๒\tการวัดผล\tสำรวจ\tครั้ง\t๒ ครั้ง"
STEPS = "๑\tการบ่งชี้ความรู้\tประชุม\tครั้ง\t๑ ครั้ง"


def two_goals(second: str) -> str:
    """A plan with both processes for its first goal; the second goal has what is given."""
    tables = [(GOAL_ONE, STEPS), (GOAL_ONE, CHANGES), (GOAL_TWO, STEPS), (GOAL_TWO, second)]
    return "\n\n".join(f"เป้าหมาย KM : {goal}\n{HEADER}\n{rows}" for goal, rows in tables)


def test_a_goal_without_a_change_management_table_is_found_incomplete() -> None:
    incomplete = check_text(CheckedText(two_goals(STEPS)), OFFICE)
    complete = check_text(CheckedText(two_goals(CHANGES)), OFFICE)
    assert "goal-incomplete" in {finding.code for finding in incomplete}
    assert "goal-incomplete" not in {finding.code for finding in complete}
