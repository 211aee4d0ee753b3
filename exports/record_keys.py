"""Parsing of document keys that several documents and the screens share.

Imports no paper engine, because the screens read keys without it.
"""

from exports.documents import Request
from kmtui.thai.dates import parse_numbered
from kmtui.thai.digits import whole_number
from kmtui.thai.when.typed import DateError
from models.errors import KmError
from models.meetings.records import Meeting, find_meeting


def meeting_of(request: Request) -> Meeting:
    """Return the meeting of the request's key.

    Raises NotFound if there is none, KmError if malformed.
    """
    try:
        number, year = parse_numbered(request.key)
    except DateError as error:
        raise KmError(str(error)) from error
    return find_meeting(number, year, request.committee)


def year_of(request: Request) -> int:
    """Return the fiscal year (Buddhist Era) of the request's key.

    Raises KmError if it is no year.
    """
    return year_named(request.key)


def year_named(key: str) -> int:
    """Return the fiscal year (Buddhist Era) in a key. Raises KmError if it is no year."""
    year = whole_number(key)
    if year is None or not 2400 <= year <= 2999:
        raise KmError(f"ปีงบประมาณ “{key}” อ่านไม่ได้ พิมพ์เป็น พ.ศ. เช่น 2564")
    return year
