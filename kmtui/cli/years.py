"""Parse years of the Buddhist Era and days as typed on the command line."""

from datetime import date

from kmtui.thai.dates import parse_date
from kmtui.thai.digits import whole_number
from kmtui.thai.when.typed import FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR, DateError
from models.errors import KmError, Refused


def year_of(text: str) -> int:
    """Return the typed Buddhist Era year, in Thai or Arabic digits.

    Raises Refused if it is no year.
    """
    number = whole_number(text)
    if number is None or not FIRST_BUDDHIST_YEAR <= number <= LAST_BUDDHIST_YEAR:
        raise Refused("ปีต้องเป็นตัวเลข พ.ศ. เช่น 2563")
    return number


def day_of(text: str) -> date:
    """Return the typed day; today for an empty text. Raises KmError if it is no day."""
    today = date.today()
    try:
        return parse_date(text, today) if text else today
    except DateError as error:
        raise KmError(str(error)) from error
