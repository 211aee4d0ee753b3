"""Numbers of papers: Thai digits with their exceptions, and rounding."""

import pytest

from kmtui.thai.digits import counts_text, official_digits, thai_decimal


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(2.125, 2, "๒.๑๓"), (1.505, 2, "๑.๕๑"), (2.675, 2, "๒.๖๘"), (0.5, 0, "๑"), (-2.5, 0, "-๓")],
)
def test_numbers_of_reports_are_rounded_half_up(value: float, places: int, expected: str) -> None:
    assert thai_decimal(value, places) == expected


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("จำนวน 12 เรื่อง ภายในวันที่ 15 ธันวาคม 2569", "จำนวน ๑๒ เรื่อง ภายในวันที่ ๑๕ ธันวาคม ๒๕๖๙"),
        ("เลขที่ 58301/ว 12 เวลา 13.30 น.", "เลขที่ ๕๘๓๐๑/ว ๑๒ เวลา ๑๓.๓๐ น."),
        ("18,750.50 บาท (5%)", "๑๘,๗๕๐.๕๐ บาท (๕%)"),
        ("โทร. 0-4444-5555", "โทร. ๐-๔๔๔๔-๕๕๕๕"),
        ("ระบบ 5G ช่วง COVID-19 ตาม ISO 9001 ข้อ 4", "ระบบ 5G ช่วง COVID-19 ตาม ISO 9001 ข้อ ๔"),
        ("PM 2.5 ไม่เกิน 37", "PM 2.5 ไม่เกิน ๓๗"),
        ("www.example.go.th/2569/1 และ a1@x.go.th", "www.example.go.th/2569/1 และ a1@x.go.th"),
        ("เครื่อง 192.168.1.10 ชั้น 2", "เครื่อง 192.168.1.10 ชั้น ๒"),
        ("แผน KM 2570 รหัส AB12-34", "แผน KM ๒๕๗๐ รหัส AB12-34"),
        ("๑๒ เรื่อง", "๑๒ เรื่อง"),
    ],
)
def test_official_digits_are_thai_except_in_latin_names_addresses_and_codes(
    typed: str, printed: str
) -> None:
    assert official_digits(typed) == printed


def test_counts_leave_out_what_there_is_none_of() -> None:
    counts = ("เพิ่ม {} เรื่อง", 12), ("มีอยู่แล้ว {}", 0), ("ไม่รู้จัก {}", 3)
    assert counts_text(*counts) == "เพิ่ม ๑๒ เรื่อง  ไม่รู้จัก ๓"
    assert counts_text(("{} คน", 0)) == ""
