"""The register that the tests of the checks compare texts with: the example's names, as values."""

from models.checks.core.register import NameRegister, RegisteredCommittee, RegisteredPerson
from models.office.word_lists import read_word_lists

PEOPLE = (
    RegisteredPerson("นาย", "พสุธร", "รัชตพงษ์"),
    RegisteredPerson("นาย", "ราเชนทร์", "เพียรดี"),
    RegisteredPerson("จ่าสิบเอก", "อภิชาติ", "นิลพิมาย"),
    RegisteredPerson("นางสาว", "น้ำฝน", "สืบเสน"),
    RegisteredPerson("นาง", "แสงจันทร์", "เพ็ญมาก"),
    RegisteredPerson("นาย", "รัฐวุฒิ", "อุดรรัตน์"),
    RegisteredPerson("นาง", "เบญจมาภรณ์", "ยุติธรรม"),
    RegisteredPerson("นางสาว", "อรยานี", "ฤทธิจันทร์"),
    RegisteredPerson("นาง", "ปานิสรา", "โพธิ์เงิน"),
)

POSTS = (
    "นายกเทศมนตรีตำบลหนองหัวแรต",
    "ปลัดเทศบาล",
    "ปลัดเทศบาลตำบลหนองหัวแรต",
    "รองปลัดเทศบาล",
    "หัวหน้าสำนักปลัดเทศบาล",
    "ผู้อำนวยการกองคลัง",
    "ผู้อำนวยการกองช่าง",
    "ผู้อำนวยการกองสาธารณสุขและสิ่งแวดล้อม",
    "ผู้อำนวยการกองการศึกษา",
    "หัวหน้าฝ่ายอำนวยการ",
    "นักทรัพยากรบุคคล",
)

PLAN_COMMITTEE = RegisteredCommittee("คณะกรรมการจัดทำแผนการจัดการความรู้", (POSTS[1], *POSTS[3:]))

OFFICE = NameRegister(
    people=PEOPLE,
    known_names=frozenset(person.name for person in PEOPLE),
    posts=POSTS,
    divisions=(
        "สำนักปลัดเทศบาล",
        "กองคลัง",
        "กองช่าง",
        "กองการศึกษา",
        "กองสาธารณสุขและสิ่งแวดล้อม",
        "หน่วยตรวจสอบภายใน",
    ),
    division_short_names=("สำนักปลัด", "กองสาธารณสุขฯ"),
    committees=(
        PLAN_COMMITTEE,
        RegisteredCommittee("คณะกรรมการติดตามและประเมินผลแผนการจัดการความรู้"),
    ),
    organization="เทศบาลตำบลหนองหัวแรต",
    district="หนองบุญมาก",
    province="นครราชสีมา",
    lists=read_word_lists(),
)
