"""The words of the calendar: months, weekdays and eras in every spelling that offices use."""

import re

BUDDHIST_ERA = 543
"""The years from the Common to the Buddhist Era."""

MONTHS = [
    "มกราคม",
    "กุมภาพันธ์",
    "มีนาคม",
    "เมษายน",
    "พฤษภาคม",
    "มิถุนายน",
    "กรกฎาคม",
    "สิงหาคม",
    "กันยายน",
    "ตุลาคม",
    "พฤศจิกายน",
    "ธันวาคม",
]
SHORT_MONTHS = [
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
]
WEEKDAYS = ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"]

_ENGLISH_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun"]
_ENGLISH_MONTHS += ["jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH_WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_SHORT_WEEKDAYS = ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."]
# Common misspellings: the month that is meant is never in doubt.
_MISSPELT = {"กรกฏาคม": 7, "กรกฏา": 7, "พฤษจิกายน": 11, "พฤศภาคม": 5, "กุมภาพันธุ์": 2, "สิงหามคม": 8}


def _month_spellings() -> dict[str, int]:
    spellings = dict(_MISSPELT)
    for number, (full, short) in enumerate(zip(MONTHS, SHORT_MONTHS, strict=True), 1):
        bare = re.sub("(?:าคม|คม|ายน|ยน|าพันธ์|พันธ์)$", "", full)
        clipped = re.sub("(?:คม|ยน|พันธ์)$", "", full)
        for spelling in (full, short.replace(".", ""), bare, clipped):
            spellings[spelling] = number
    spellings |= {"พฤศจิ": 11, "พฤษภ": 5, "มิถุนา": 6, "กรกฎ": 7}
    spellings |= {name: number for number, name in enumerate(_ENGLISH_MONTHS, 1)}
    return spellings


MONTH_NUMBER = _month_spellings()
"""The number of a month by its spelling, without spaces and full stops."""

_THAI_MONTHS = sorted(set(MONTH_NUMBER) - set(_ENGLISH_MONTHS), key=len, reverse=True)
ANY_MONTH = "(?:{}|(?:{})[a-z]{{0,6}})".format(
    "|".join(r"[.]?\s?".join(spelling) for spelling in _THAI_MONTHS), "|".join(_ENGLISH_MONTHS)
)
ANY_WEEKDAY = (
    rf"(?:(?:วัน)?(?:พฤหัส(?:บดี|ฯ)?|{'|'.join(WEEKDAYS)})|(?:พฤ|อา|[จอพศส])[.]"
    rf"|(?:{'|'.join(_ENGLISH_WEEKDAYS)})[a-z]{{0,6}}[.]?)"
)
ANY_ERA = r"(?P<era>พ[.]?\s?ศ[.]?|พุทธศักราช|ค[.]?\s?ศ[.]?|คริสต์?ศักราช|b[.]?e[.]?|a[.]?d[.]?)?"


def month_number(written: str) -> int:
    """Return the number (1-12) of a month that `ANY_MONTH` or digits matched."""
    bare = re.sub(r"[\s.]", "", written)
    if bare.isdigit():
        return int(bare)
    return MONTH_NUMBER[bare[:3] if bare.isascii() else bare]


def weekday_number(written: str) -> int:
    """Return the number of a weekday that `ANY_WEEKDAY` matched, 0 for Monday."""
    bare = written.removeprefix("วัน")
    if bare.isascii():
        return _ENGLISH_WEEKDAYS.index(bare[:3])
    if bare in _SHORT_WEEKDAYS:
        return _SHORT_WEEKDAYS.index(bare)
    return next(at for at, name in enumerate(WEEKDAYS) if name.startswith(bare.rstrip("ฯ")))
