from contextlib import suppress
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kmtui.thai.dates import (
    DateStyle,
    buddhist_year,
    fiscal_range,
    fiscal_year,
    format_date,
    format_time,
    parse_date,
    parse_numbered,
    parse_time,
)
from kmtui.thai.digits import arabic_digits, thai_digits
from kmtui.thai.keys import to_kedmanee
from kmtui.thai.when.calendar import BUDDHIST_ERA
from kmtui.thai.when.typed import DateError, digits_meant

TODAY = date(2020, 9, 21)
MEETING = date(2020, 9, 22)
DAYS = st.dates(date(2480 - BUDDHIST_ERA, 1, 1), date(2600 - BUDDHIST_ERA, 12, 31))

SPELLINGS = """
22/9/63
22/09/63
22-9-2563
22.9.63
22 9 63
22 - 9 - 63
22/09/2563
22/9/2020
22/9
๒๒ ก.ย. ๖๓
๒๒/๙/๖๓
22 กย 63
22ก.ย.63
22 ก.ย 2563
22 ก. ย. 63
22 ก.ย.
22 กันยา
22 กันยา 63
22 กันยายน
22 กันยายน 2563
๒๒ กันยายน ๒๕๖๓
๒๒กันยายน๒๕๖๓
๒๒ กันยายน พ.ศ. ๒๕๖๓
22 กันยายน พ. ศ. 2563
22 ก.ย. ค.ศ. 2020
22 กันยายน ปี 2563
วันที่ ๒๒ เดือนกันยายน พ.ศ.๒๕๖๓
วันอังคารที่ ๒๒ กันยายน พ.ศ. ๒๕๖๓
อังคารที่ 22 ก.ย. 63
วันอังคาร 22 กันยายน 2563
220963
22092563
25630922
20200922
2020-09-22
2563-09-22
2563/9/22
22 September 2020
22 sep 63
พรุ่งนี้
อีก 1 วัน
  22/9/63\t
22\u200b/9/63
""".strip("\n").split("\n")


@pytest.mark.parametrize("typed", SPELLINGS)
def test_dates_in_the_forms_secretaries_type_are_parsed(typed: str) -> None:
    assert parse_date(typed, TODAY) == MEETING


@pytest.mark.parametrize(
    ("typed", "days"),
    [("วันนี้", 0), ("พรุ่งนี้", 1), ("มะรืนนี้", 2), ("เมื่อวาน", -1), ("เมื่อวานซืน", -2), ("อีก 2 สัปดาห์", 14)],
)
def test_relative_day_words_are_counted_from_today(typed: str, days: int) -> None:
    assert parse_date(typed, TODAY) == TODAY + timedelta(days=days)


@given(DAYS, st.sampled_from(DateStyle))
def test_a_written_date_is_read_back(day: date, style: DateStyle) -> None:
    if style is DateStyle.SHORT and not 2500 <= buddhist_year(day) < 2600:
        return
    assert parse_date(format_date(day, style), TODAY) == day


@given(DAYS)
def test_a_typed_date_is_read_in_both_eras(day: date) -> None:
    assert parse_date(f"{day.day}/{day.month}/{buddhist_year(day)}", TODAY) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}", TODAY) == day
    assert parse_date(day.isoformat(), TODAY) == day
    assert parse_date(f"{day:%d%m}{buddhist_year(day)}", TODAY) == day


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("", "พิมพ์เช่น"),
        ("abc", "พิมพ์เช่น"),
        ("229", "พิมพ์เช่น"),
        ("32", "๓๐ วัน"),
        ("ก่อนวันที่ 5", "พิมพ์เช่น"),
        ("จันทร์ที่ 22", "วันอังคาร"),
        ("29 ก.พ. ปีหน้า", "๒๘ วัน"),
        ("22/9/63-23/9/63", "พิมพ์เช่น"),
        ("เดือนหน้า", "พิมพ์เช่น"),
        ("29 ก.พ. 2566", "๒๘ วัน"),
        ("29/2/63/1", "พิมพ์เช่น"),
        ("31/4/63", "๓๐ วัน"),
        ("0/9/63", "แก้วันที่"),
        ("22/13/63", "แก้เดือน"),
        ("22/9/163", "พิมพ์ปี"),
        ("22 ก.ย. 1500", "พิมพ์ปี"),
        ("วันพุธที่ 22 ก.ย. 2563", "วันอังคาร"),
        ("22/9/" + "9" * 5000, "พิมพ์"),
    ],
)
def test_an_impossible_date_is_refused_with_advice(typed: str, hint: str) -> None:
    with pytest.raises(DateError, match=hint) as error:
        parse_date(typed, TODAY)
    assert len(str(error.value)) < 120


@given(st.text(max_size=20))
def test_parsing_random_text_raises_only_date_errors(text: str) -> None:
    for read in (lambda typed: parse_date(typed, TODAY), parse_time, parse_numbered):
        with suppress(DateError):
            read(text)


def test_leap_days_follow_the_common_era() -> None:
    assert parse_date("29 ก.พ. 2567", TODAY) == date(2024, 2, 29)


def test_dates_are_written_in_three_styles() -> None:
    assert format_date(MEETING) == "๒๒ กันยายน ๒๕๖๓"
    assert format_date(date(2020, 10, 1), DateStyle.SHORT) == "๑ ต.ค. ๖๓"
    assert format_date(MEETING, DateStyle.LONG) == "วันอังคารที่ ๒๒ กันยายน พ.ศ. ๒๕๖๓"


@pytest.mark.parametrize(
    "typed",
    [
        "๑๔.๐๐ น.",
        "14:00",
        "1400",
        "14.00น",
        "14.00 น",
        "14 น.",
        "14 นาฬิกา",
        "เวลา ๑๔.๐๐ น.",
        "บ่ายสอง",
        "บ่าย 2 โมง",
        "บ่ายสองโมง",
        "สองโมง",
    ],
)
def test_two_in_the_afternoon_is_parsed_in_every_form(typed: str) -> None:
    assert parse_time(typed) == time(14)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("9.30", time(9, 30)),
        ("0930", time(9, 30)),
        ("เก้าโมงครึ่ง", time(9, 30)),
        ("9 โมงเช้า", time(9)),
        ("เที่ยง", time(12)),
        ("เที่ยงคืน", time(0)),
        ("บ่ายโมง", time(13)),
        ("สี่โมงเย็น", time(16)),
        ("สองทุ่ม", time(20)),
        ("ตีห้า", time(5)),
    ],
)
def test_spoken_times_are_parsed(typed: str, moment: time) -> None:
    assert parse_time(typed) == moment


@pytest.mark.parametrize(
    "typed", ["", "25.00", "14.60", "24:00", "ครึ่ง", "14", "14.5", "สิบสามทุ่ม", "โมง"]
)
def test_an_impossible_time_is_refused(typed: str) -> None:
    with pytest.raises(DateError):
        parse_time(typed)


@given(st.times())
def test_a_written_time_is_read_back(moment: time) -> None:
    assert parse_time(format_time(moment)) == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize("typed", ["1/2563", "๑/๒๕๖๓", "ครั้งที่ ๑/๖๓", "ที่ 1 / 2563", "1/2020"])
def test_a_number_with_its_year_is_parsed(typed: str) -> None:
    assert parse_numbered(typed) == (1, 2563)


@pytest.mark.parametrize("typed", ["", "1", "0/2563", "1/256", "ก/ข", "๑/๒๕๖๓ ก"])
def test_a_number_without_a_year_is_refused(typed: str) -> None:
    with pytest.raises(DateError):
        parse_numbered(typed)


def test_the_budget_year_begins_in_october() -> None:
    assert fiscal_year(date(2020, 9, 30)) == 2563
    assert fiscal_year(date(2020, 10, 1)) == 2564
    assert fiscal_range(2564) == (date(2020, 10, 1), date(2021, 9, 30))


@given(DAYS)
def test_every_day_lies_in_its_budget_year(day: date) -> None:
    first, last = fiscal_range(fiscal_year(day))
    assert first <= day <= last


@given(st.integers())
def test_arabic_digits_reverses_thai_digits(number: int) -> None:
    assert arabic_digits(thai_digits(number)) == str(number)


@given(DAYS, st.sampled_from(["/", "-", "."]))
def test_a_date_typed_with_the_digit_keys_of_the_thai_layout_is_that_date(
    day: date, sign: str
) -> None:
    typed = f"{day.day}{sign}{day.month}{sign}{buddhist_year(day)}"
    assert parse_date(to_kedmanee(typed), TODAY) == day


@pytest.mark.parametrize("typed", ["14.30", "14:30", "1430", "14.30 "])
def test_a_time_typed_with_the_digit_keys_of_the_thai_layout_is_that_time(typed: str) -> None:
    assert parse_time(to_kedmanee(typed)) == time(14, 30)


def test_a_month_in_letters_is_parsed_between_digits_typed_on_the_thai_layout() -> None:
    assert parse_date("// ก.ย. ุ-", TODAY) == MEETING
    assert parse_date("ๅ ตค ุ-", TODAY) == date(2020, 10, 1)
    assert parse_numbered(to_kedmanee("11/2566")) == (11, 2566)


@pytest.mark.parametrize("text", ["", "ใจ", "ตค", "22/9/63", "๒๒ ก.ย. ๖๓", "พรุ่งนี้", "บ่ายสองโมง"])
def test_text_with_digits_or_thai_words_is_not_converted_to_digits(text: str) -> None:
    assert digits_meant(text) == text
