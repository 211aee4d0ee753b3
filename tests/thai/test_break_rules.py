"""No line ever breaks at a `~` of these probes, and always may at a `|`."""

import pytest

from kmtui.thai.words import break_offsets

PROBES = """
น~้~ำ|และ
ก~ำ~ลัง
จ~ะ|ไป
เ~ก~า~ะ
แ~ก~ะ
โ~ต~๊~ะ
ใ~จ|และ
ไ~ป|ที่
ฤ~ๅ|จะ
ฤ~ๅ~ษ~ี
ศ~ุ~ก~ร~์
จ~ั~น~ท~ร~์|และ
ส~ิ~ท~ธ~ิ~์
ศ~า~ส~ต~ร~์
ว~ั~น|และ
ก~ั~น|และ
ช~ื~่~อ|และ
ต่าง~ๆ|ที่
ต่าง ~ๆ |ที่
ต่าง~ๆ~, |และ
นั้น~ๆ~)
กรุงเทพ~ฯ|เป็น
คณะกรรมการ~ฯ |พิจารณา
คณะกรรมการ ~ฯ |พิจารณา
และ~ฯ~ล~ฯ
และ ~ฯ~ล~ฯ |อื่น
ฯ~ล~ฯ|เป็นต้น
ฯ~พ~ณ~ฯ
พ~.~ศ~.~๒~๕~๖~๓
พ~.~ศ~. ~๒๕๖๓
ปี|พ~.~ศ~.~๒๕๖๓
ร~.~ก~.~ผู้
รก~.~ผ~อ~.~กอง
จ~.~ส~.~อ~. |อภิชาติ
ว่าที่ |ร~.~ต~. |สมชาย
พ~.~ร~.~บ~. |เทศบาล
๒๒ |ก~.~ย~. |๖๓
๑ |ต~.~ค~.~๖~๓
มี~.~ค~. |๒๕๖๔
เ~ม~.~ย~. |๒๕๖๔
เวลา |๑~๔~.~๐~๐ ~น~.
๑~๔~.~๐~๐~น~.
14~:~00 ~น~.
ครั้งที่ |๑~/~๒~๕~๖~๓
ครั้งที่~๑~/~๒~๕~๖~๓
๘๘๑~/~๒๕๖๓
นม |๕๘๓๐๑~/~-
1~,~2~3~4~.~5~0 |บาท
๑~,~๐~๐~๐ |บาท
๕~๐~%
๕๐ ~% |ของ
และ~/|หรือ
สำนัก~/|กอง
หน้า~-|หลัง
~(~เทศบาล~)
(~ ~เทศบาล ~)
นายก ~) |และ
[~ก~]
“~เทศบาล|และ|ราชการ~”
ดังนี้ ~: |ข้อ
ดังนี้~: |ข้อ
ดี~, |มา
ดี ~, |มา
ดี ~. |มา
Kn~ow~le~dge |Man~age~ment
ระบบ~K~M~และ
ของ|พ~.~ศ~.~๒๕๖๓
กลาง|พ~.~ศ~. ~๒๕๖๓ |มา
เวลา |๑๔~.~๐๐ ~น~. |ณ|ห้อง
เดือน|มี~.~ค~.
เ~เ~ก
ก ~่~า
ก ~ะ
ก ~ำ
นาย|ราเชนทร์~?~!
๑~)~ข้อ
ข้อ~๑~)
ท~ำ |งาน
www~.~korat~.~go~.~th~/~km
""".strip().split("\n")


def places(probe: str, sign: str) -> tuple[str, set[int]]:
    """The text of a probe without its signs, and the offsets where `sign` stood."""
    text, found = "", set()
    for char in probe:
        if char == sign:
            found.add(len(text))
        elif char not in "~|":
            text += char
    return text, found


def test_at_least_sixty_five_line_break_probes_exist() -> None:
    assert len(PROBES) >= 65


@pytest.mark.parametrize("probe", PROBES)
def test_no_line_breaks_at_a_forbidden_place(probe: str) -> None:
    text, forbidden = places(probe, "~")
    assert not forbidden & set(break_offsets(text))


@pytest.mark.parametrize("probe", PROBES)
def test_a_line_may_break_at_an_allowed_place(probe: str) -> None:
    text, allowed = places(probe, "|")
    assert allowed <= set(break_offsets(text))
