"""A number and its word are parted at the end of a line last of all."""

import pytest

from kmtui.thai.words import break_offsets, tied_offsets
from screens.widgets.wrap import row_spans


@pytest.mark.parametrize(
    "text",
    [
        "ครั้งที่~๑/๒๕๖๓ วันที่~๓๐~พฤศจิกายน~๒๕๖๙ เวลา~๑๓.๓๐~น. จำนวน~๒๕~คน",
        "ที่ มท~๐๘๐๘.๒/ว~๑๓๔๖ ลงวันที่~๕",
        "ตามมาตรา~11 แห่งกฎหมาย ร้อยละ~85.50 ของแผน",
        "หมู่ที่~๓ โทร.~๐๔๔ และ ๒~กระบวนการ รวม~3~ล้านบาท ม.ค.~๗๐",
        "แมว ๕ ตัว สวัสดี ๑๒ ขวบ",
        "",
    ],
)
def test_a_number_is_tied_to_its_word_and_unit(text: str) -> None:
    plain = text.replace("~", " ")
    expected = {at + 1 for at, letter in enumerate(text) if letter == "~"}
    assert tied_offsets(plain) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ของเทศบาลตำบล~บ้านใหม่สามัคคี อำเภอ~เมือง จังหวัด~บุรีรัมย์",
        "องค์การบริหารส่วนตำบล~วังใหม่ และเทศบาลเมือง~พิมาย",
        "ทุกตำบล ทุกอำเภอ (ตำบล)",
    ],
)
def test_a_place_is_tied_to_its_type(text: str) -> None:
    plain = text.replace("~", "")
    tied, expected = tied_offsets(plain), set()
    for number, found in enumerate(at for at, letter in enumerate(text) if letter == "~"):
        expected.add(found - number)
    assert tied == expected


def test_a_row_ends_before_the_tied_words_where_it_can() -> None:
    text = "ขอเชิญประชุมครั้งที่ ๑/๒๕๖๓ ในวันที่ ๓๐ พฤศจิกายน ๒๕๖๙ เวลา ๑๓.๓๐ น. มีผู้เข้าร่วมจำนวน ๒๕ คน"
    tied = tied_offsets(text)
    for width in range(24, 80):
        starts = {start for start, _ in row_spans(text, width)}
        assert starts & tied == set(), width
        assert starts - {0} <= {*break_offsets(text)}


def test_a_row_too_narrow_for_the_tied_words_is_broken_between_them() -> None:
    rows = row_spans("วันที่ ๓๐ พฤศจิกายน ๒๕๖๙", 12)
    assert len(rows) > 1
    assert max(end - start for start, end in rows) <= 16


@pytest.mark.parametrize("sign", ["!", "✓", "✗", "○", "●"])
def test_the_sign_of_a_state_is_tied_to_its_word(sign: str) -> None:
    text = f"ภายใน ๓๐ ก.ย. ๖๔  {sign} เกินกำหนด"
    assert text.index("เกินกำหนด") in tied_offsets(text)
    assert len("ไม่ได้! ") not in tied_offsets("ไม่ได้! ลองใหม่")
