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
    """Return the meeting of the request's key: number and calendar year, `1/2563` (Buddhist Era).

    Raises:
        NotFound: there is none, or several committees have one of this number; lists them.
        KmError: the key has another form.
    """
    try:
        number, year = parse_numbered(request.key)
    except DateError as error:
        raise KmError(str(error)) from error
    return find_meeting(number, year, request.committee)


def year_of(request: Request) -> int:
    """Return the fiscal year (Buddhist Era) of the request's key.

    Raises KmError as `year_named` does.
    """
    return year_named(request.key)


def year_named(key: str) -> int:
    """Return the fiscal year in a key. Raises KmError if it is none from 2400 to 2999 (BE)."""
    year = whole_number(key)
    if year is None or not 2400 <= year <= 2999:
        raise KmError(f"ปีงบประมาณ “{key}” อ่านไม่ได้ พิมพ์เป็น พ.ศ. เช่น 2564")
    return year
