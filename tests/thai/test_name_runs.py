"""A name after a title is one piece, registered or not, and a title is never cut."""

import pytest

from kmtui.thai.lexicon import lexicon
from kmtui.thai.name_runs import find_name
from kmtui.thai.words import break_offsets, learn, segment

# `|` is where a line may break.
NAMES = """
นาย|ธนกฤต |วงศ์สุวรรณ
นางสาว|กองแก้ว |รองเมือง
นาย|ธนกฤต|เป็น|ประธาน
และ|นาย|ธนกฤต |รองเมือง |กล่าว|ว่า
จ.ส.อ.ธนกฤต |นิลพิมาย
จ.ส.อ. |ธนกฤต |คณะวาปี |เสนอ
ว่าที่ร้อยตรี|ธนกฤต |คณะวาปี
นาย|กฤตภาส |งานดี
ดร. |ธนกฤต |กองแก้ว
นาย |ธนกฤต |วงศ์สุวรรณ |ได้|เสนอ
เด็กชาย|ธนกฤตพัฒน์ |กองแก้ว
นายกเทศมนตรี|ตำบล
เป็น|นายจ้าง|ของ|ลูกจ้าง
นางพยาบาล|ประจำ
""".strip().split("\n")


@pytest.mark.parametrize("marked", NAMES)
def test_an_unregistered_name_after_a_title_is_one_segment(marked: str) -> None:
    parts = marked.split("|")
    places = {sum(map(len, parts[: count + 1])) for count in range(len(parts) - 1)}
    assert set(break_offsets(marked.replace("|", ""))) == places


def test_letters_like_a_title_behind_letters_that_make_no_words_begin_no_name() -> None:
    assert find_name("ที่ประชุมนายสมชาย", lexicon()) is not None
    assert find_name("หนองธนกนายสมชาย", lexicon()) is None


@pytest.mark.parametrize("name", ["กองแก้ว", "รองเมือง", "งานดี", "คณะวาปี", "ฝ่ายเทศ", "หน่วยแก้ว"])
def test_a_family_name_that_begins_like_a_post_is_learnt(name: str) -> None:
    learn([f"นางสาวสมใจ {name}"])
    assert segment(f"มอบหมายให้{name}ดำเนินการ").count(name) == 1


def test_the_name_of_an_office_is_not_learnt_as_a_person() -> None:
    learn(["นายกเทศมนตรีตำบลตัวอย่าง ปลัดเทศบาลเมือง"])
    assert "ปลัดเทศบาลเมือง" not in segment("แจ้งปลัดเทศบาลเมืองทราบ")


@pytest.mark.parametrize(
    "place", ["หนองบุญมาก", "นครราชสีมา", "บางกะปิ", "พระบรมมหาราชวัง", "แดชบอร์ด", "คิวอาร์โค้ด"]
)
def test_place_names_and_loanwords_are_one_segment(place: str) -> None:
    assert place in segment(f"ได้ไปที่{place}และกลับมา")


@pytest.mark.parametrize(
    "marked",
    [
        "เทศบาลตำบล|หนองจ๊อบแจ๊บ",
        "บ้าน|หนองจ๊อบแจ๊บ|หมู่ที่ |๓",
        "ตำบล|สะแกราชัน|อำเภอ|ปักธงชัย",
        "อำเภอ|เวฬุการัญ|มี|มติ",
        "หนองตาไก้|อำเภอ|พิมาย",
        "ตำบล|ตระโบกคีรี",
        "เทศบาลตำบล|มะค่า|จัด|ประชุม",
        "บ้าน|หลัง|นี้",
        "ตำบล|ของ|เรา",
        "อำเภอ|และ|จังหวัด",
        "ไถนา|ปลูก|ข้าว",
        "หนองสะแก",
        "ชุมชน|หมู่บ้าน|ฉิมแยงกุด",
        "โรงเรียน|บ้าน|ทุ่งฉิมแยง",
    ],
)
def test_a_place_that_is_in_no_list_is_one_piece(marked: str) -> None:
    parts = marked.split("|")
    places = {sum(map(len, parts[: count + 1])) for count in range(len(parts) - 1)}
    assert set(break_offsets(marked.replace("|", ""))) == places
