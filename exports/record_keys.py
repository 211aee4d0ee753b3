"""Typed keys that documents of several subjects and the screens look up.

Imports no paper engine, because the screens read keys without it.
"""

from exports.documents import Request
from kmtui.thai.dates import parse_numbered
from kmtui.thai.digits import whole_number
from kmtui.thai.when.typed import DateError
from models.errors import KmError
from models.meetings.records import Meeting, find_meeting


def meeting_of(request: Request) -> Meeting:
    """Find the meeting that the key names. Raises NotFound and KmError."""
    try:
        number, year = parse_numbered(request.key)
    except DateError as error:
        raise KmError(str(error)) from error
    return find_meeting(number, year, request.committee)


def year_of(request: Request) -> int:
    """Find the fiscal year that the key of a request names. Raises KmError."""
    return year_named(request.key)


def year_named(key: str) -> int:
    """Return the fiscal year (Buddhist Era) that a key names. Raises KmError."""
    year = whole_number(key)
    if year is None or not 2400 <= year <= 2999:
        raise KmError(f"ปีงบประมาณ “{key}” อ่านไม่ได้ พิมพ์เป็น พ.ศ. เช่น 2564")
    return year
