"""Dates and times as a clerk types them; the day is always said from a given today."""

from contextlib import suppress
from datetime import date, time, timedelta
from time import process_time as time_of_process

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kmtui.thai.dates import parse_date, parse_time, parse_written_date
from kmtui.thai.number_words import (
    digits_for_words,
    parse_baht_words,
    parse_number_words,
    spell_baht,
    spell_number,
)
from kmtui.thai.when.calendar import WEEKDAYS
from kmtui.thai.when.typed import DateError

WEDNESDAY = date(2024, 2, 14)
"""14 February 2567, a Wednesday of a leap year."""

# What is typed on that Wednesday, and the day that is meant.
TYPED = {
    "วันศุกร์นี้": "2024-02-16",
    "ศุกร์หน้า": "2024-02-23",
    "จันทร์หน้า": "2024-02-19",
    "จันทร์นี้": "2024-02-19",
    "พุธนี้": "2024-02-14",
    "พุธหน้า": "2024-02-21",
    "วันพฤหัส": "2024-02-15",
    "พฤหัสฯ หน้า": "2024-02-22",
    "วันเสาร์ที่จะถึงนี้": "2024-02-17",
    "วันอาทิตย์นี้": "2024-02-18",
    "วันอาทิตย์หน้า": "2024-02-25",
    "อาทิตย์หน้า": "2024-02-21",
    "สัปดาห์ที่แล้ว": "2024-02-07",
    "จันทร์ที่แล้ว": "2024-02-12",
    "วันศุกร์ที่ผ่านมา": "2024-02-09",
    "พุธก่อน": "2024-02-07",
    "วันอังคารสัปดาห์หน้า": "2024-02-20",
    "สัปดาห์หน้าวันพฤหัสบดี": "2024-02-22",
    "อังคารอาทิตย์ก่อน": "2024-02-06",
    "จ.หน้า": "2024-02-19",
    "ศ. นี้": "2024-02-16",
    "มะเรื่อง": "2024-02-17",
    "วันมะรืนนี้": "2024-02-16",
    "วานซืน": "2024-02-12",
    "อีกสามวัน": "2024-02-17",
    "อีก ๑๐ วัน": "2024-02-24",
    "อีกสองสัปดาห์": "2024-02-28",
    "อีกเดือน": "2024-03-14",
    "อีก 1 ปี": "2025-02-14",
    "อีกครึ่งเดือน": "2024-02-29",
    "ภายใน 7 วัน": "2024-02-21",
    "๕ วันข้างหน้า": "2024-02-19",
    "สิบห้าวันหลังจากนี้": "2024-02-29",
    "เมื่อ 2 วันก่อน": "2024-02-12",
    "สามวันที่แล้ว": "2024-02-11",
    "2 เดือนก่อน": "2023-12-14",
    "5 เดือนที่แล้ว": "2023-09-14",
    "สิ้นเดือน": "2024-02-29",
    "สิ้นเดือนนี้": "2024-02-29",
    "สิ้นเดือนหน้า": "2024-03-31",
    "สิ้นเดือนที่แล้ว": "2024-01-31",
    "ต้นเดือนหน้า": "2024-03-01",
    "กลางเดือนหน้า": "2024-03-15",
    "วันสุดท้ายของเดือน": "2024-02-29",
    "วันแรกของเดือนถัดไป": "2024-03-01",
    "สิ้นเดือน ก.ย.": "2024-09-30",
    "สิ้นเดือนกุมภาพันธ์ 2566": "2023-02-28",
    "ต้นเมษา 68": "2025-04-01",
    "สิ้นปี": "2024-12-31",
    "ต้นปีหน้า": "2025-01-01",
    "สิ้นปีงบประมาณ": "2024-09-30",
    "สิ้นปีงบ 68": "2025-09-30",
    "ต้นปีงบประมาณ พ.ศ. ๒๕๖๘": "2024-10-01",
    "ต้นสัปดาห์หน้า": "2024-02-19",
    "15": "2024-02-15",
    "วันที่ 15": "2024-02-15",
    "15 นี้": "2024-02-15",
    "๒๐ เดือนนี้": "2024-02-20",
    "วันที่ ๕ เดือนหน้า": "2024-03-05",
    "เดือนหน้าวันที่ 5": "2024-03-05",
    "วันที่ 31 เดือนที่แล้ว": "2024-01-31",
    "วันที่สิบห้า": "2024-02-15",
    "จันทร์ที่ 19": "2024-02-19",
    "อังคารที่ 5": "2024-03-05",
    "จ. 19 ก.พ. 67": "2024-02-19",
    "พฤ. ๑๕ ก.พ.": "2024-02-15",
    "อา. 18 กุมภา 67": "2024-02-18",
    "ส.24ก.พ.67": "2024-02-24",
    "วันที่ 5 เดือน 12 ปี 2567": "2024-12-05",
    "5 เดือน 12": "2024-12-05",
    "๑ มกราคม พุทธศักราช ๒๕๖๗": "2024-01-01",
    "1 มกราคม คริสต์ศักราช 2024": "2024-01-01",
    "ยี่สิบสองกันยายนสองพันห้าร้อยหกสิบเจ็ด": "2024-09-22",
    "22 พฤศจิ": "2024-11-22",
    "22 พฤศจิกา 67": "2024-11-22",
    "22 พฤษจิกายน 2567": "2024-11-22",
    "๑๒ กรกฏาคม ๒๕๖๗": "2024-07-12",
    "๕ มกรา ปีหน้า": "2025-01-05",
    "22 ก.ย. ปีที่แล้ว": "2023-09-22",
    "๒๒ กันยายนนี้": "2024-09-22",
    "22 ก.ย. ศกนี้": "2024-09-22",
    "22-ก.ย.-67": "2024-09-22",
    "22/ก.ย./67": "2024-09-22",
    "(22 ก.ย. 67)": "2024-09-22",
    "22 ก.ย. 67.": "2024-09-22",
    "22 ก.ย. '67": "2024-09-22",
    "ลงวันที่ ๒๒ กันยายน ๒๕๖๗": "2024-09-22",
    "ภายในวันที่ 30 ก.ย. 67": "2024-09-30",
    "ภายในสิ้นเดือน": "2024-02-29",
    "อาทิตย์ 22/9/67": "2024-09-22",
    "September 22, 2024": "2024-09-22",
    "Sunday, Sep 22, 2024": "2024-09-22",
    "22nd Sep 2024": "2024-09-22",
    "2024-09-22 00:00:00": "2024-09-22",
    "ศุกร์ 14 ก.พ.": "refused",
    "1/1/24": "1981-01-01",
}

REFUSED_DAYS = """
วันที่ 30
31 เดือนเมษายน
30 ก.พ. 67
29 ก.พ. ปีหน้า
วันที่ 31 เดือน 4 ปี 2567
วันที่ 5 เดือน 13
จ. 20 ก.พ. 67
ศุกร์ที่ 15
เดือนหน้า
ปีหน้า
อีก 999 ปี
สิ้นปี 0000
สิ้นปี 9999
ต้นปีงบประมาณ 1500
สิ้นเดือนมกราคม 0000
หน้า
นี้
ก่อนวันที่ 15
15 ถึง 16 ก.พ. 67
สิ้นเดือน 2567
กลางปี
อีกวันสองวัน
2567
ต้น
""".strip().split("\n")

TIMES = {
    "ทุ่มครึ่ง": "19:30",
    "ทุ่มตรง": "19:00",
    "ทุ่มหนึ่ง": "19:00",
    "ทุ่มนึงครึ่ง": "19:30",
    "1 ทุ่ม": "19:00",
    "สามทุ่มสิบห้า": "21:15",
    "2 ทุ่ม 45": "20:45",
    "หกทุ่ม": "00:00",
    "ห้าทุ่มครึ่ง": "23:30",
    "บ่าย 2 โมง 15 นาที": "14:15",
    "บ่ายสามโมงสิบนาที": "15:10",
    "บ่ายโมงครึ่ง": "13:30",
    "บ่ายโมง 20": "13:20",
    "บ่าย 3.30": "15:30",
    "บ่าย 3.30 น.": "15:30",
    "บ่ายสาม สิบห้า": "15:15",
    "บ่ายสามครึ่ง": "15:30",
    "๑๔ นาฬิกา ๓๐ นาที": "14:30",
    "สิบสี่นาฬิกาสามสิบนาที": "14:30",
    "เก้านาฬิกา": "09:00",
    "๘ นาฬิกาครึ่ง": "08:30",
    "14.30 นาฬิกา": "14:30",
    "14 น. 30 นาที": "14:30",
    "2pm": "14:00",
    "2 PM": "14:00",
    "2:30pm": "14:30",
    "9.15 a.m.": "09:15",
    "12am": "00:00",
    "12 pm": "12:00",
    "14:00:00": "14:00",
    "09:30:00": "09:30",
    "14:30 hrs": "14:30",
    "14;30": "14:30",
    "14,30": "14:30",
    "9 30": "09:30",
    "เก้า สามสิบ": "09:30",
    "เที่ยงครึ่ง": "12:30",
    "เที่ยงสิบห้า": "12:15",
    "เที่ยง 15 นาที": "12:15",
    "เที่ยงคืนครึ่ง": "00:30",
    "เที่ยงตรง": "12:00",
    "12 โมง": "12:00",
    "โมงเช้า": "07:00",
    "แปดโมงสิบห้า": "08:15",
    "10 โมง 45 นาที": "10:45",
    "เช้า 9 โมง": "09:00",
    "9.30 เช้า": "09:30",
    "เก้าโมงครึ่งเช้า": "09:30",
    "สี่โมงเย็นครึ่ง": "16:30",
    "เย็น 5 โมง": "17:00",
    "ตีสองครึ่ง": "02:30",
    "ตี 4 45": "04:45",
    "เวลา ๐๘.๓๐ น.": "08:30",
    "(13.00 น.)": "13:00",
}

REFUSED_TIMES = """
13pm
0 am
14:60:00
14:00:99
บ่าย 7 โมง
เจ็ดทุ่ม
ตีหก
เที่ยง 75
เก้าโมงเก้าสิบนาที
24 นาฬิกา
๒๕.๐๐ น.
14.00-16.00
9-10
เย็น
บ่าย
นาที
15 นาที
เที่ยงบ่าย
ทุ่มเช้า
2pm น.
""".strip().split("\n")


@pytest.mark.parametrize(("typed", "day"), TYPED.items())
def test_relative_days_are_parsed_or_refused(typed: str, day: str) -> None:
    if day == "refused":
        with pytest.raises(DateError):
            parse_date(typed, WEDNESDAY)
    else:
        assert parse_date(typed, WEDNESDAY).isoformat() == day


@pytest.mark.parametrize(
    ("today", "end"),
    [(date(2024, 9, 30), 2024), (date(2024, 10, 1), 2025), (date(2024, 12, 1), 2025)],
)
def test_the_end_of_the_fiscal_year_is_that_of_the_year_which_begins_in_october(
    today: date, end: int
) -> None:
    assert parse_date("สิ้นปีงบประมาณ", today) == date(end, 9, 30)


@pytest.mark.parametrize("typed", REFUSED_DAYS)
def test_impossible_and_unusual_days_are_refused(typed: str) -> None:
    with pytest.raises(DateError):
        parse_date(typed, WEDNESDAY)


@pytest.mark.parametrize(("typed", "moment"), TIMES.items())
def test_typed_and_spoken_times_are_parsed(typed: str, moment: str) -> None:
    assert parse_time(typed).isoformat("minutes") == moment


@pytest.mark.parametrize("typed", REFUSED_TIMES)
def test_impossible_and_unusual_times_are_refused(typed: str) -> None:
    with pytest.raises(DateError):
        parse_time(typed)


@pytest.mark.parametrize("typed", ["15", "ศุกร์หน้า", "สิ้นเดือน", "อีกสามวัน", "วันนี้", "วันที่ 15 เดือนหน้า"])
def test_a_relative_day_in_a_file_is_refused(typed: str) -> None:
    assert parse_date(typed, WEDNESDAY)
    with pytest.raises(DateError):
        parse_written_date(typed, WEDNESDAY)


@pytest.mark.parametrize(("typed", "day"), [("๑ ต.ค. ๖๓", "2020-10-01"), ("1/10", "2024-10-01")])
def test_a_day_with_its_month_in_a_file_is_parsed(typed: str, day: str) -> None:
    assert parse_written_date(typed, WEDNESDAY).isoformat() == day


def test_the_corpus_has_many_forms_of_days_and_times() -> None:
    assert len(TYPED) >= 77
    assert len(TIMES) >= 43


DAYS = st.dates(date(1960, 1, 1), date(2060, 12, 31))


@given(DAYS, st.integers(0, 6))
def test_a_weekday_alone_is_one_of_the_next_seven_days(today: date, weekday: int) -> None:
    day = parse_date(f"วัน{WEEKDAYS[weekday]}นี้", today)
    assert day.weekday() == weekday
    assert timedelta(0) <= day - today < timedelta(7)


@given(DAYS, st.integers(0, 6))
def test_a_weekday_with_next_is_of_the_week_that_follows(today: date, weekday: int) -> None:
    day = parse_date(f"วัน{WEEKDAYS[weekday]}หน้า", today)
    monday = today - timedelta(today.weekday())
    assert day == monday + timedelta(7 + weekday)


@given(DAYS, st.integers(0, 6))
def test_a_weekday_with_last_is_one_of_the_seven_days_before(today: date, weekday: int) -> None:
    day = parse_date(f"วัน{WEEKDAYS[weekday]}ที่แล้ว", today)
    assert day.weekday() == weekday
    assert timedelta(0) < today - day <= timedelta(7)


@given(DAYS)
def test_the_day_after_a_parsed_month_end_is_the_first(today: date) -> None:
    assert (parse_date("สิ้นเดือน", today) + timedelta(1)).day == 1
    assert parse_date("ต้นเดือนหน้า", today) == parse_date("สิ้นเดือน", today) + timedelta(1)


@given(st.integers(0, 10**15))
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert parse_number_words(spell_number(number)) == number
    assert digits_for_words(f"อีก{spell_number(number)}วัน") == f"อีก{number}วัน"


@given(st.integers(1, 10**12))
def test_an_amount_in_words_is_read_back(satang: int) -> None:
    assert parse_baht_words(spell_baht(satang)) == satang


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (1_250_000, "หนึ่งหมื่นสองพันห้าร้อยบาทถ้วน"),
        (2_100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (50, "ห้าสิบสตางค์"),
        (10_000_000_150, "หนึ่งร้อยล้านเอ็ดบาทห้าสิบสตางค์"),
        (100_000_000_000_000_00, "หนึ่งร้อยล้านล้านบาทถ้วน"),
    ],
)
def test_an_amount_is_spelt_as_documents_repeat_it(satang: int, words: str) -> None:
    assert spell_baht(satang) == words
    assert parse_baht_words(words) == satang


@pytest.mark.parametrize("words", ["", "บาท", "ห้าสิบ", "สิบสิบบาท", "สองร้อยสามพันบาท", "ร้อยสตางค์"])
def test_number_words_that_are_no_amount_return_none(words: str) -> None:
    assert parse_baht_words(words) is None


PARTS = [
    "วัน",
    "ที่",
    "จันทร์",
    "ศุกร์",
    "พ.",
    "อา.",
    "นี้",
    "หน้า",
    "ที่แล้ว",
    "ก่อน",
    "สิ้น",
    "ต้น",
    "กลาง",
    "เดือน",
    "ปี",
    "ปีงบ",
    "สัปดาห์",
    "อาทิตย์",
    "อีก",
    "1",
    "15",
    "31",
    "99",
    "999",
    "0",
    "00",
    "0000",
    "2567",
    "9999",
    "67",
    "ก.พ.",
    "กุมภา",
    "มกราคม",
    "sep",
    "/",
    "-",
    ".",
    "พ.ศ.",
    "ค.ศ.",
    "สาม",
    "สิบ",
    "ล้าน",
    "ครึ่ง",
    "ข้างหน้า",
    ":",
    "โมง",
    "ทุ่ม",
    "บ่าย",
    "เช้า",
    "น.",
    "นาที",
    "นาฬิกา",
    "pm",
    "เที่ยง",
]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=6), st.sampled_from(["", " "]))
@settings(max_examples=1_500)
def test_date_parts_in_random_order_give_a_day_or_a_date_error(parts: list[str], by: str) -> None:
    for read in (parse_date, parse_written_date):
        with suppress(DateError):
            assert 1800 <= read(by.join(parts), WEDNESDAY).year <= 2400
    with suppress(DateError):
        parse_time(by.join(parts))


def test_a_long_run_of_number_words_is_refused_in_linear_time() -> None:
    def seconds(text: str) -> float:
        start = time_of_process()
        with pytest.raises(DateError):
            parse_date(text, WEDNESDAY)
        return time_of_process() - start

    for word in ("ล้าน", "สิบ", "หนึ่งล้าน"):
        least = min(seconds(word * 500) for _ in range(3))
        assert min(seconds(word * 2_000) for _ in range(3)) < 12 * least + 0.002, word
    assert time(9) == parse_time("เก้าโมง")
