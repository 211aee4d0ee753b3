"""Checks of dates, times and years: impossible and contradictory ones."""

import re
from collections.abc import Iterator
from datetime import date

from kmtui.thai.dates import fiscal_range, fiscal_year, format_date, parse_date, parse_time
from kmtui.thai.digits import thai_digits
from kmtui.thai.when.calendar import MONTHS, SHORT_MONTHS
from kmtui.thai.when.typed import DateError
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText, TextLine
from models.checks.texts.laws import law_named_before

YEARS_AHEAD = 1
"""The number of years after its own that a text may mention; a later year is probably a slip."""

_MONTH = "|".join(map(re.escape, (*MONTHS, *SHORT_MONTHS)))
_DATE = re.compile(
    rf"(?:วัน(?P<weekday>จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)(?:ที่)?\s?)?"
    rf"(?<!\d)(?P<day>\d{{1,2}})\s?(?P<month>{_MONTH})\s?(?P<era>พ\.\s?ศ\.)?\s?(?P<year>\d{{4}}|\d\d)(?!\d)"
)
_NUMERIC_DATE = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>25\d\d)(?![\d/])"
)
_TIME = re.compile(r"(?:เวลา\s?)?(?<![\d.])(?P<time>\d{1,2}[.:]\d{2})\s?(?:น\.|นาฬิกา)")
_BEGAN = re.compile(r"(?:เริ่ม|เปิด)(?:การ)?ประชุม(?:เวลา)?\s?(\d{1,2}[.:]\d{2})")
_ENDED = re.compile(r"(?:เลิก|(?<!เ)ปิด)(?:การ)?ประชุม(?:เวลา)?\s?(\d{1,2}[.:]\d{2})")
_YEAR = re.compile(r"(?<![\d/,.])(25\d\d)(?![\d,])")
_RANGE = re.compile(
    r"25\d\d\s?(?:[-–—]|ถึง)\s?(?:พ\.\s?ศ\.\s?)?25\d\d"
    r"|(?:ภายในปี|วิสัยทัศน์|ยุทธศาสตร์ชาติ|แผนพัฒนา)\s?(?:พ\.\s?ศ\.\s?)?25\d\d"
)
_FISCAL_SPAN = re.compile(
    rf"ปีงบประมาณ\s?(?:พ\.\s?ศ\.)?\s?(?P<fiscal>25\d\d)[^\d]{{0,24}}"
    rf"(?P<first>\d{{1,2}}\s?(?:{_MONTH})\s?(?:พ\.\s?ศ\.)?\s?25\d\d)\s?(?:[-–—]|ถึง(?:วันที่)?)\s?"
    rf"(?P<last>\d{{1,2}}\s?(?:{_MONTH})\s?(?:พ\.\s?ศ\.)?\s?25\d\d)"
)
_NUMBERED = re.compile(
    r"(?:ครั้งที่|คำสั่ง[ก-๎]{0,40}\s?ที่|^ที่)\s?(?P<number>\d{1,4})\s?/\s?(?P<year>25\d\d)(?!\d)"
)
_HELD = re.compile(rf"วันที่\s?\d{{1,2}}\s?(?:{_MONTH})\s?(?:พ\.\s?ศ\.)?\s?(?P<year>25\d\d)")
_DATED = rf"\d{{1,2}}\s?(?:{_MONTH})\s?(?:พ\.\s?ศ\.)?\s?25\d\d"
_TO = r"\s?(?:น\.)?\s?(?:[-–—]|ถึง(?:วันที่|เวลา|วัน)?)\s?(?:วันที่|พ\.\s?ศ\.)?\s?"
_DAYS_OF_MONTH = re.compile(
    rf"(?<![\d/.])(?P<first>\d{{1,2}}){_TO}(?P<last>\d{{1,2}})\s?(?P<month>{_MONTH})(?!\w)"
)
_DATES = re.compile(rf"(?<!\d)(?P<first>{_DATED}){_TO}(?P<last>{_DATED})(?!\d)")
_DATES_OF_MONTH = re.compile(
    rf"(?<![\d/.])(?P<first>\d{{1,2}})\s?(?P<month>{_MONTH}){_TO}(?P<last>\d{{1,2}})\s?(?P=month)(?!\w)"
)
_HOURS = re.compile(
    rf"(?<![\d.])(?P<first>\d{{1,2}}[.:]\d{{2}}){_TO}(?P<last>\d{{1,2}}[.:]\d{{2}})\s?น(?P<after>.{{0,30}})"
)
_YEARS = re.compile(
    r"(?<![\d/])(?P<first>25\d\d)\s?(?:[-–—]|ถึง(?:ปี)?)\s?(?:พ\.\s?ศ\.\s?)?(?P<last>25\d\d)(?![\d/])"
)
_NEXT_DAY = re.compile("วันรุ่งขึ้น|วันถัดไป|วันใหม่|ของวัน")
_NIGHT_FROM, _NIGHT_TO = 15 * 60, 9 * 60
"""A shift that begins after the first and ends before the second (minutes) is overnight."""

_LOOK_AHEAD = 4
# unused: `parse_date` completes dates with it, but every date here has a year
_TODAY = date(2020, 1, 1)


def impossible_dates(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an invalid day or month, or a weekday that does not match the date."""
    del register
    for line in text.spoken:
        for pattern in (_DATE, _NUMERIC_DATE):
            for found in pattern.finditer(line.plain):
                written = found.group().replace("พ.ศ.", " ").replace("พ. ศ.", " ")
                try:
                    parse_date(" ".join(written.split()), _TODAY)
                except DateError as error:
                    yield text_issue(
                        line.number, thai_digits(found.group()), "วันที่ที่มีอยู่จริง", str(error)
                    )


def impossible_times(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an invalid time of day."""
    del register
    for line in text.spoken:
        for found in _TIME.finditer(line.plain):
            try:
                parse_time(found["time"])
            except DateError as error:
                yield text_issue(line.number, thai_digits(found.group()), "เวลาที่มีอยู่จริง", str(error))


def ends_before_it_begins(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a meeting that ends no later than it begins."""
    del register
    began = ""
    for line in text.spoken:
        if found := _BEGAN.search(line.plain):
            began = found[1]
        found = _ENDED.search(line.plain)
        if found and began and _minutes(found[1]) <= _minutes(began):
            because = f"เพราะเริ่มประชุมเวลา {thai_digits(began)} น."
            yield text_issue(
                line.number, f"เลิกประชุม {thai_digits(found[1])} น.", "เวลาหลังเริ่มประชุม", because
            )


def backward_ranges(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a range of days, dates, hours or years that ends before it begins."""
    del register
    because = "เพราะวันหรือเวลาสิ้นสุดอยู่ก่อนวันหรือเวลาเริ่ม"
    for line in text.spoken:
        for pattern, runs_back in _RANGES:
            for found in pattern.finditer(line.plain):
                if runs_back(found):
                    first, last = thai_digits(found["first"]), thai_digits(found["last"])
                    written, wanted = f"{first} – {last}", f"{last} – {first}"
                    yield text_issue(line.number, written, wanted, because)


def _days_run_back(found: re.Match[str]) -> bool:
    return 31 >= int(found["first"]) > int(found["last"]) > 0


def _dates_run_back(found: re.Match[str]) -> bool:
    first, last = _day(found["first"]), _day(found["last"])
    return first is not None and last is not None and first > last


def _hours_run_back(found: re.Match[str]) -> bool:
    first, last = _minutes(found["first"]), _minutes(found["last"])
    is_overnight = first >= _NIGHT_FROM and last <= _NIGHT_TO
    return last < first and not is_overnight and not _NEXT_DAY.search(found["after"])


def _years_run_back(found: re.Match[str]) -> bool:
    return int(found["first"]) > int(found["last"])


_RANGES = (
    (_DAYS_OF_MONTH, _days_run_back),
    (_DATES_OF_MONTH, _days_run_back),
    (_DATES, _dates_run_back),
    (_HOURS, _hours_run_back),
    (_YEARS, _years_run_back),
)


def years_ahead(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a year over one after the text's own, except of laws and ranges of long-term plans."""
    own = text.year
    if own is None:
        return
    for line in text.spoken:
        ranges = [found.span() for found in _RANGE.finditer(line.plain)]
        for found in _YEAR.finditer(line.plain):
            in_range = any(start <= found.start() < end for start, end in ranges)
            if int(found[1]) <= own + YEARS_AHEAD or in_range:
                continue
            if not law_named_before(line.plain[: found.start()], register):
                because = f"เพราะหนังสือนี้เป็นของปี {thai_digits(own)}"
                wanted = f"ปีไม่เกิน {thai_digits(own + YEARS_AHEAD)}"
                yield text_issue(line.number, thai_digits(found[1]), wanted, because)


def wrong_fiscal_spans(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a fiscal year with days outside 1 October to 30 September."""
    del register
    for line in text.spoken:
        for found in _FISCAL_SPAN.finditer(line.plain):
            first, last = _day(found["first"]), _day(found["last"])
            wanted = fiscal_range(int(found["fiscal"]))
            if first and last and not (wanted[0] <= first <= last <= wanted[1]):
                written = f"{format_date(first)} – {format_date(last)}"
                expected = f"{format_date(wanted[0])} – {format_date(wanted[1])}"
                because = f"เพราะเป็นปีงบประมาณ {thai_digits(found['fiscal'])}"
                yield text_issue(line.number, written, expected, because)


def number_of_another_year(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a meeting or order numbered by fiscal year; numbers follow the calendar year."""
    del register
    lines = text.spoken
    for place, line in enumerate(lines):
        for found in _NUMBERED.finditer(line.plain):
            held = _held_year(lines, place, found.end())
            if held and held != int(found["year"]) and "ครั้งที่แล้ว" not in line.plain:
                written = f"{found['number']}/{found['year']}"
                wanted = thai_digits(f"{found['number']}/{held}")
                because = f"เพราะลงวันที่ในปี {thai_digits(held)} เลขที่นับตามปีปฏิทิน ไม่ใช่ปีงบประมาณ"
                yield text_issue(line.number, thai_digits(written), wanted, because)


def _held_year(lines: tuple[TextLine, ...], place: int, after: int) -> int | None:
    """Return the year of the date on the same line, or at the start of a line soon after.

    Args:
        place: the index of the line.
        after: the offset in it from which the date is looked for.
    """
    if found := _HELD.search(lines[place].plain, after):
        return int(found["year"]) if found.start() - after < 60 else None
    heading = len(lines[place].plain) < 60
    for line in lines[place + 1 : place + 1 + _LOOK_AHEAD] if heading else ():
        if found := _HELD.match(line.plain):
            return int(found["year"])
        if _NUMBERED.search(line.plain):
            return None
    return None


def wrong_fiscal_years(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a date with a fiscal year that it does not belong to."""
    del register
    pattern = re.compile(
        rf"(?P<day>\d{{1,2}}\s?(?:{_MONTH})\s?(?:พ\.\s?ศ\.)?\s?25\d\d)\s?"
        rf"\(?(?:ใน|ของ)?ปีงบประมาณ\s?(?:พ\.\s?ศ\.)?\s?(?P<fiscal>25\d\d)"
    )
    for line in text.spoken:
        for found in pattern.finditer(line.plain):
            day = _day(found["day"])
            if day and fiscal_year(day) != int(found["fiscal"]):
                wanted = f"ปีงบประมาณ {thai_digits(fiscal_year(day))}"
                because = f"เพราะวันที่ {format_date(day)} อยู่ในปีงบประมาณนั้น"
                yield text_issue(
                    line.number, f"ปีงบประมาณ {thai_digits(found['fiscal'])}", wanted, because
                )


def _day(written: str) -> date | None:
    try:
        return parse_date(re.sub(r"พ\.\s?ศ\.", " ", written).strip(), _TODAY)
    except DateError:
        return None


def _minutes(clock: str) -> int:
    hour, minute = re.split("[.:]", clock)
    return int(hour) * 60 + int(minute)
