import pytest

from kmtui.thai.names import SHORT_TITLES, PersonName, near_matches, split_name
from tests.thai.register import PEOPLE


@pytest.mark.parametrize(
    ("variant", "registered"),
    [
        ("นายพสุธร รัตพงษ์", "นายพสุธร รัชตพงษ์"),
        ("นายพสุธร รัตนพงษ์", "นายพสุธร รัชตพงษ์"),
        ("นายพัชร รชตพงษ์", "นายพสุธร รัชตพงษ์"),
        ("นายพัศธร รชตพงษ์", "นายพสุธร รัชตพงษ์"),
        ("นางสาวอรยาณี ฤทธิจันทร์", "นางสาวอรยานี ฤทธิจันทร์"),
        ("นางสาวอรยงณี ฤทธิจันทร์", "นางสาวอรยานี ฤทธิจันทร์"),
        ("นางปานนิสรา โพธิ์เงิน", "นางปานิสรา โพธิ์เงิน"),
        ("นางปานิสร่า โพธิ์เงิน", "นางปานิสรา โพธิ์เงิน"),
        ("นายรัฐวุฒิ อุเรรัตน์", "นายรัฐวุฒิ อุดรรัตน์"),
        ("นางเบญจมาภรณ์ ยุติกรรม", "นางเบญจมาภรณ์ ยุติธรรม"),
        ("จำสืบเอกอภิชาติ นิลพิมาย", "จ่าสิบเอก อภิชาติ นิลพิมาย"),
        ("น.ส.อรยาณี ฤทธิจันทร์", "นางสาวอรยานี ฤทธิจันทร์"),
    ],
)
def test_misspelt_names_of_the_reference_document_are_recognised(
    variant: str, registered: str
) -> None:
    assert near_matches(variant, PEOPLE) == [registered]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_registered_name_is_not_taken_for_another(name: str) -> None:
    assert near_matches(name, [other for other in PEOPLE if other != name]) == []
    assert near_matches(name, PEOPLE) == []


def test_equal_long_ranks_do_not_make_two_names_similar() -> None:
    assert near_matches("จ่าสิบเอก สมชาย ใจดี", ["จ่าสิบเอก วิทยา มั่นคง"]) == []


@pytest.mark.parametrize(
    ("part", "found"),
    [("อรยาณี", ["นางสาวอรยานี ฤทธิจันทร์"]), ("อรยานี", []), ("ประชุม", []), ("ดี", []), ("", [])],
)
def test_one_part_of_a_name_needs_its_first_consonant_and_five_letters(
    part: str, found: list[str]
) -> None:
    assert near_matches(part, PEOPLE) == found


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("จ่าสิบเอกอภิชาติ นิลพิมาย", PersonName("จ่าสิบเอก", "อภิชาติ", "นิลพิมาย")),
        ("จ.ส.อ. อภิชาติ  นิลพิมาย", PersonName("จ่าสิบเอก", "อภิชาติ", "นิลพิมาย")),
        ("จสอ. อภิชาติ นิลพิมาย", PersonName("จ่าสิบเอก", "อภิชาติ", "นิลพิมาย")),
        ("(นางสาวน้ำฝน สืบเสน)", PersonName("นางสาว", "น้ำฝน", "สืบเสน")),
        ("น.ส.น้ำฝน สืบเสน", PersonName("นางสาว", "น้ำฝน", "สืบเสน")),
        ("นางสาวิตรี ใจดี", PersonName("นาง", "สาวิตรี", "ใจดี")),
        ("ว่าที่ ร.ต. สมชาย ใจดี", PersonName("ว่าที่ร้อยตรี", "สมชาย", "ใจดี")),
        ("ว่าที่ร้อยตรีหญิง สมใจ ใจดี", PersonName("ว่าที่ร้อยตรีหญิง", "สมใจ", "ใจดี")),
        ("ดร.สม ใจ ณ อยุธยา", PersonName("ดอกเตอร์", "สม", "ใจ ณ อยุธยา")),
        ("ดรุณี ใจดี", PersonName("", "ดรุณี", "ใจดี")),
        ("พสุธร", PersonName("", "พสุธร", "")),
        ("", PersonName("", "", "")),
    ],
)
def test_a_name_is_split_into_title_given_and_family_name(written: str, name: PersonName) -> None:
    assert split_name(written) == name


@pytest.mark.parametrize("long", SHORT_TITLES)
def test_every_long_title_is_recognised_and_has_its_short_form(long: str) -> None:
    name = split_name(f"{long}กมล ใจดี")
    assert name == PersonName(long, "กมล", "ใจดี")
    assert name.short_title == SHORT_TITLES[long]


@pytest.mark.parametrize("short", sorted(set(SHORT_TITLES.values())))
def test_every_short_title_is_recognised(short: str) -> None:
    name = split_name(f"{short} กมล ใจดี")
    assert SHORT_TITLES[name.title] == short
    assert name.given == "กมล"


def test_a_female_officer_keeps_the_word_in_the_short_title() -> None:
    assert split_name("ว่าที่ ร.ต.หญิง สมใจ ใจดี").short_title == "ว่าที่ ร.ต.หญิง"


@pytest.mark.parametrize(
    ("written", "title", "given", "family"),
    [
        ("ม.ร.ว.สมใจ ใจดี", "หม่อมราชวงศ์", "สมใจ", "ใจดี"),
        ("หม่อมหลวงสมใจ ใจดี", "หม่อมหลวง", "สมใจ", "ใจดี"),
        ("Mr. John Smith", "Mr.", "John", "Smith"),
        ("MRS JANE DOE", "Mrs.", "JANE", "DOE"),
        ("Miss May Lee", "Miss", "May", "Lee"),
        ("พล.ร.ต.สมชาย ใจดี", "พลเรือตรี", "สมชาย", "ใจดี"),
        ("พ.อ.อ. สมชาย ใจดี", "พันจ่าอากาศเอก", "สมชาย", "ใจดี"),
        ("ว่าที่ ร.ต.ต. สมชาย ใจดี", "ว่าที่ร้อยตำรวจตรี", "สมชาย", "ใจดี"),
        ("พล.ต.อ.สมชาย ใจดี", "พลตำรวจเอก", "สมชาย", "ใจดี"),
        ("นายกองแก้ว ใจดี", "นาย", "กองแก้ว", "ใจดี"),
        ("Missouri Smith", "", "Missouri", "Smith"),
    ],
)
def test_ranks_of_every_service_and_foreign_titles_are_recognised(
    written: str, title: str, given: str, family: str
) -> None:
    assert split_name(written) == PersonName(title, given, family)
