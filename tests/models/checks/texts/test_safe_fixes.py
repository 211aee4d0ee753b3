"""What is offered as a fix is right: no number, amount or name changes, nor any right text.

A pair is (typed, meant): the fixes lead from the one to the other, or leave the text to its writer.
"""

import pytest

from models.checks.core.certainty import UNSURE
from models.checks.core.text import CheckedText
from models.checks.texts.checking import check_text
from tests.models.checks.office import OFFICE

RIGHT_TEXTS = (
    "งบประมาณ ๗.๒ ล้านล้านบาท",
    "ออกหมายเรียกให้ให้การต่อพนักงานสอบสวน",
    "ผู้ต้องหาขโมยของของผู้อื่น",
    "ปริมาตร ๕๐ ซีซี",
    "ผู้ที่ได้ได้เสียไปแล้ว",
    "จับกุมพร้อมของของกลาง",
    "ขอให้ให้อภัยแก่กัน",
    "รางวัลที่ ๕๕๕ เลขท้ายห้าห้าห้า",
    "จำนวนหนึ่งร้อยร้อยเอ็ดราย",
    "น้ำหนัก ๓ ตันตันละ ๒๐๐ บาท",
    "นางน้ำน้ำ ใจดี",
    "นางสาวพรพร พรพรม",
    "นายสมชัย เพียนดี",
    "นายราเชนทร์ เพียนดี",
    "นายประสพ สมบูรร์",
    "ว่าที่ ร.ต.สมบัต รักชาด",
    "ดร.สมบูรร์ พัฒนน์",
    "บ้านหนองสะแกราช",
    "วัดเนินสมบูรร์",
    "กับกับข้าวที่เหลือ",
    "เห็นได้ชัดว่าจะจะแจ้งอยู่แล้ว",
    "อยู่ในที่ที่เหมาะสม เอกสารที่ที่ส่งมา",
    "ค้างชำระแก่บริษัทบริษัทฯ จึงทวงถาม",
)
PAIRS = (
    ("ผลลัพท์ของโครงการ", "ผลลัพธ์ของโครงการ"),
    ("สถานการการระบาด", "สถานการณ์การระบาด"),
    ("หรื่อผู้แทน", "หรือผู้แทน"),
    ("ได้รับไว้เเป็นหลักฐาน", "ได้รับไว้เป็นหลักฐาน"),
    ("เเห็นชอบเเละเสนอ", "เห็นชอบและเสนอ"),
    ("แนวทางการการเบิกจ่าย", "แนวทางการเบิกจ่าย"),
    ("ความรู้ความรู้ในองค์กร", "ความรู้ในองค์กร"),
    ("จำนวนจำนวนมาก", "จำนวนมาก"),
    ("และและผู้เกี่ยวข้อง", "และผู้เกี่ยวข้อง"),
    ("ตามกฏหมาย", "ตามกฎหมาย"),
    ("ส่งเสริมให้บุลากรมีส่วนร่วม", "ส่งเสริมให้บุคลากรมีส่วนร่วม"),
    ("เอกสารสำหรับประชมุ", "เอกสารสำหรับประชุม"),
    ("ข้อสังเกตุ", "ข้อสังเกต"),
    ("นางสาวนํ้าฝน สืบเสน", "นางสาวน้ำฝน สืบเสน"),
    ("เร็วเร็วเข้า", "เร็ว ๆ เข้า"),
    ("ช้าช้า", "ช้า ๆ"),
    ("ขออนุญาติ ๓ ราย", "ขออนุญาต ๓ ราย"),
)


def after_all_fixes(text: str) -> str:
    for finding in check_text(CheckedText(text), OFFICE):
        if finding.mending is not None:
            text = text.replace(finding.mending.before, finding.mending.after, 1)
    return text


@pytest.mark.parametrize("text", RIGHT_TEXTS)
def test_no_fix_changes_a_number_an_amount_a_name_or_right_text(text: str) -> None:
    assert after_all_fixes(text) == text


@pytest.mark.parametrize(("typed", "meant"), PAIRS)
def test_an_offered_fix_restores_the_intended_text(typed: str, meant: str) -> None:
    assert after_all_fixes(typed) in (typed, meant)
    proposals = [each.expected for each in check_text(CheckedText(typed), OFFICE)]
    assert any(part in meant for each in proposals for part in each.split(" หรือ ")), proposals


def test_most_seeded_errors_get_a_fix() -> None:
    assert sum(after_all_fixes(typed) == meant for typed, meant in PAIRS) >= len(PAIRS) - 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ร้อยร้อยบาท", "doubled-word"),
        ("หรื่อผู้แทน", "unknown-word"),
        ("ขโมยของของเขา", "doubled-word"),
        ("นายราเชนทร์ เพียนดี", "person-name"),
        ("จังหวัดนครราชสีม่า", "place-name"),
    ],
)
def test_an_uncertain_fix_is_withheld_and_the_finding_states_the_doubt(
    text: str, code: str
) -> None:
    (finding,) = [each for each in check_text(CheckedText(text), OFFICE) if each.code == code]
    assert finding.mending is None
    assert finding.message.endswith(UNSURE)


def test_a_fix_is_not_offered_if_the_same_letters_are_right_elsewhere_on_the_line() -> None:
    text = "อยู่ในที่ที่เหมาะสม แต่ตามโครงการการการเงิน และการการเบิกจ่าย"
    fixed = after_all_fixes(text)
    assert fixed.startswith("อยู่ในที่ที่เหมาะสม แต่ตามโครงการ")
    assert fixed.endswith(" และการการเบิกจ่าย"), "which of the two is meant cannot be known"


def test_two_proposals_are_given_for_a_word_that_may_be_repeated_for_emphasis() -> None:
    (finding,) = check_text(CheckedText("ทำงานเร็วเร็ว"), OFFICE)
    assert finding.expected == "เร็ว หรือ เร็ว ๆ"


def test_a_slip_beside_a_common_word_is_not_offered_as_certain() -> None:
    findings = [
        each
        for each in check_text(CheckedText("ทูตชื่อโลซกเป็นผู้แทน"), OFFICE)
        if each.code == "unknown-word"
    ]
    assert [each for each in findings if each.mending is not None] == []


def test_the_old_spelling_of_a_law_title_is_no_slip() -> None:
    text = "พระราชบัญญัติเครื่องราชอิสสริยาภรณ์จุลจอมเกล้า"
    codes = [each.code for each in check_text(CheckedText(text), OFFICE)]
    assert "unknown-word" not in codes


def test_a_word_typed_three_times_is_reported_once() -> None:
    (finding,) = check_text(CheckedText("ทำอย่างช้าช้าช้า"), OFFICE)
    assert finding.found == "ช้าช้า"


def test_a_doubled_word_beside_a_name_is_reported_and_in_a_name_it_is_not() -> None:
    text = "นายราเชนทร์ เพียรดี เสนอแนวทางการการเบิกจ่าย ตามที่นางสาวพรพร พรพรม ขอ"
    assert [each.found for each in check_text(CheckedText(text), OFFICE)] == ["การการ"]


def test_a_post_with_a_space_inside_is_no_misspelt_post() -> None:
    found = check_text(CheckedText("แจ้งนายกเทศ มนตรีตำบลหนองหัวแรต ทราบ"), OFFICE)
    assert [each.message for each in found if each.code == "post-name"] == []


def test_an_abbreviation_is_finished_if_the_words_behind_it_mark_its_place() -> None:
    text = "ตั้งแต่ พ.ศ. ๒๕๖๓ ถึง พ.ศ ๒๕๖๔ เป็นต้นไป"
    assert after_all_fixes(text) == "ตั้งแต่ พ.ศ. ๒๕๖๓ ถึง พ.ศ. ๒๕๖๔ เป็นต้นไป"


def test_a_space_is_put_behind_a_repetition_mark_that_runs_on() -> None:
    assert after_all_fixes("งานอื่นๆตามที่ได้รับ") == "งานอื่นๆ ตามที่ได้รับ"


def test_parted_letters_are_mended_in_names_too() -> None:
    assert after_all_fixes("นายสมศร ี ใจดี") == "นายสมศรี ใจดี"
