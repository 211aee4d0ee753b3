"""Mistakes drawn at random are found, and the right words beside them are silent."""

from collections import Counter

import pytest

from kmtui.thai.lexicon import lexicon
from models.checks.core.text import CheckedText
from models.checks.texts.checking import check_text
from models.office.law_titles import listed_laws
from models.office.word_lists import read_word_lists
from tests.models.checks.office import OFFICE
from tests.models.checks.texts.drawn_errors import drawn_pairs
from tests.models.checks.texts.seeded_errors import PAIRS
from tests.models.checks.texts.seeded_figures import MORE_PAIRS

EACH = 40


def test_random_mistakes_are_found_and_correct_words_raise_no_alarm() -> None:
    missed, wrong_alarms, planted = Counter[str](), [], Counter[str]()
    for code, wrong, right in drawn_pairs(EACH):
        planted[code] += 1
        missed[code] += code not in {each.code for each in check_text(CheckedText(wrong), OFFICE)}
        wrong_alarms += [each.message for each in check_text(CheckedText(right), OFFICE)]
    assert {code: n for code, n in missed.items() if n > 0.05 * planted[code]} == {}
    assert len(wrong_alarms) <= 0.01 * planted.total(), wrong_alarms


# Two are regulations (ระเบียบ), no kind of law on the list; its source lacks the other two.
NOT_LISTED = {
    "พระราชกฤษฎีกาว่าด้วยหลักเกณฑ์และวิธีการบริหารกิจการบ้านเมืองที่ดี",
    "พระราชบัญญัติคุ้มครองข้อมูลส่วนบุคคล",
    "ระเบียบกระทรวงมหาดไทยว่าด้วยการจัดทำแผนพัฒนาขององค์กรปกครองส่วนท้องถิ่น",
    "ระเบียบสำนักนายกรัฐมนตรีว่าด้วยงานสารบรรณ",
}


def test_the_list_of_laws_holds_all_laws_of_the_table_but_four_with_their_years() -> None:
    listed, table = listed_laws(), read_word_lists().laws
    assert len(listed) > 700
    assert {law.name for law in table if law.name not in listed} == NOT_LISTED
    assert [law for law in table if law.name in listed and law.year not in listed[law.name]] == []


def test_no_fix_changes_a_digit() -> None:
    digits = "0123456789๐๑๒๓๔๕๖๗๘๙"
    with_digits = 0
    for _, wrong, _ in (*drawn_pairs(EACH, seed=4), *PAIRS, *MORE_PAIRS):
        for each in check_text(CheckedText(wrong), OFFICE):
            if each.mending is not None:
                before, after = each.mending.before, each.mending.after
                found = [letter for letter in before if letter in digits]
                assert found == [letter for letter in after if letter in digits]
                with_digits += bool(found)
    assert with_digits, "no fix in these texts is beside a digit"


def test_a_future_year_after_the_year_of_a_law_is_found() -> None:
    dated = "วันที่ ๑ ตุลาคม ๒๕๖๓\n"
    for text, codes in (
        ("ตาม พ.ร.บ.เทศบาล พ.ศ. ๒๔๙๖ จะดำเนินการในปี ๒๕๗๙", ["year-ahead"]),
        ("ตามพระราชบัญญัติใหม่ ซึ่งจะดำเนินการในปี ๒๕๗๙", ["year-ahead"]),
        ("ตามพระราชบัญญัติที่ออกใหม่ พ.ศ. ๒๕๖๘", []),
    ):
        found = check_text(CheckedText(dated + text), OFFICE)
        assert [each.code for each in found] == codes


@pytest.mark.parametrize("slip", ["กระตุ้", "พัฒนาค"])
def test_a_truncated_word_is_found_in_a_text_that_also_has_the_full_word(slip: str) -> None:
    right = "กระตุ้นการพัฒนาคน กระตุ้นการพัฒนาคน กระตุ้นการพัฒนาคน "
    wrong = {"กระตุ้": "พร้อมจัดทำกระตุ้แลกเปลี่ยน", "พัฒนาค": "คน พัฒนาคคน"}[slip]
    found = check_text(CheckedText(f"{right}\n{wrong}"), OFFICE)
    assert [each.line for each in found if each.code == "unknown-word"] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "ประชุมร่วมกับพอร์ชและวอตฟอร์ด",
        "ลัทธิของขงจื่อ ตามคำของขงจื่อ และศิษย์ของขงจื่อ โดยขงจื่อ",
        "นายเอ็ดวาร์ด เชปเพิร์ด ที่ปรึกษา",
        "บริษัท ดรีม เอกซ์เพรส จำกัด",
        "โครงการของโรเบิร์ต บ๊อช และซีเมนส์",
        "ผู้เชี่ยวชาญชื่อแอนน์ และบาร์ตลิต",
    ],
)
def test_a_foreign_name_is_not_taken_for_a_thai_word(text: str) -> None:
    found = check_text(CheckedText(text), OFFICE)
    assert [each.message for each in found if each.code == "unknown-word"] == []


@pytest.mark.parametrize(
    "text",
    [
        "เวรยาม ๑๖.๓๐ - ๐๘.๓๐ น. ทุกวัน",
        "เวลา ๐๙.๐๐ - ๐๘.๓๐ น. ของวันรุ่งขึ้น",
        "ระหว่างวันที่ ๒๘ ธันวาคม - ๓ มกราคม ๒๕๖๔",
        "โทร. ๐๔๔-๒๕๖๓-๒๕๖๐๑",
        "ค่าอาหารวันละ ๒๔๐ บาท จำนวน ๒ วัน รวม ๕๐ คน เป็นเงิน ๒๔,๐๐๐ บาท",
        "ราคา ๑๐๐ บาท (ไม่รวมภาษี)",
        "ราคา ๓๐๐ บาท (สามร้อยบาทต่อวัน)",
        "มีผู้สมัคร ๕ คน ได้แก่ผู้ที่ผ่านการคัดเลือก",
        "CO2 และ H2O รุ่น O2 ขนาด 2O",
        "ที่ประชุมมี ๑๒ คน คือ นายสมหมาย คำดี และคณะ",
        "๕๐ คน ค่าอาหารวันละ ๒๔๐ บาท จำนวน ๒ วัน เป็นเงิน ๒๔,๐๐๐ บาท",
        "คนรับใช้ ๓ คน คือ นายจันทร์ นายแดง และจ่าดำ",
        "๔ ด้าน ได้แก่ ด้านการเงิน ด้านพัสดุ เป็นต้น",
        "๓ หมู่บ้าน คือ บ้านไร่ บ้านนา และอื่น ๆ",
        "วันที่ ๕ ตุลาคม - ๒ กันยายน ๒๕๖๓",
        "เขต ๒ น้ำท่วม ๑๐.๓๐ นาที",
    ],
)
def test_correct_figures_have_no_findings(text: str) -> None:
    assert [each.message for each in check_text(CheckedText(text), OFFICE)] == []


def test_a_committee_name_containing_the_offices_name_is_no_finding() -> None:
    for text in (
        "คณะกรรมการจัดทำแผนการจัดการความรู้ของเทศบาล",
        "คณะกรรมการจัดทำแผนการจัดการความรู้เทศบาลตำบลหนองหัวแรต",
        "คณะกรรมการของเทศบาลตำบลหนองหัวแรตจัดทำแผนการจัดการความรู้",
        "แต่งตั้งคณะทำงานส่งเสริมการท่องเที่ยวของเทศบาลตำบลหนองหัวแรต",
    ):
        assert [each.message for each in check_text(CheckedText(text), OFFICE)] == []


def test_added_corrections_are_listed_and_added_words_are_in_the_lexicon() -> None:
    rights = {each.right for each in read_word_lists().misspellings}
    unknown = [word for word in ("อุทธรณ์", "ทุพพลภาพ", "คอนกรีต", "จราจร") if word not in lexicon()]
    assert unknown == []
    assert {"อุทธรณ์", "ทุพพลภาพ", "คอนกรีต", "เงินทดรองจ่าย", "กฐิน", "ประมูล"} <= rights
