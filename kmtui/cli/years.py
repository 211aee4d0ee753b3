"""Years of the Buddhist Era as typed on the command line."""

from kmtui.thai.digits import whole_number
from kmtui.thai.when.typed import FIRST_BUDDHIST_YEAR, LAST_BUDDHIST_YEAR
from models.errors import Refused


def year_of(text: str) -> int:
    """Return the typed year, in Thai or Arabic digits. Raises Refused if it cannot be one."""
    number = whole_number(text)
    if number is None or not FIRST_BUDDHIST_YEAR <= number <= LAST_BUDDHIST_YEAR:
        raise Refused("ปีต้องเป็นตัวเลข พ.ศ. เช่น 2563")
    return number
