"""Checks of figures: letters among digits, amounts in words, products, and announced counts."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from kmtui.thai.digits import official_digits, thai_digits
from kmtui.thai.number_words import WORD, parse_baht_words, spell_baht
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.patterns import distance
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText, TextLine

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_TOKEN = re.compile(r"[A-Za-z0-9๐-๙,./]+")
_THAI_WITH_O = re.compile(r"[๐-๙oO,./]+")
_ARABIC_WITH_O = re.compile(r"[0-9][0-9oO,./]{2,}")
_SHORT_WITH_O = re.compile(r"[1-9][oO]")
_LATIN_O, _THAI_DIGIT = re.compile("[oO]"), re.compile("[๐-๙]")
_ARABIC_NUMBER = re.compile(r"[0-9]+(?:[.,:/-][0-9]+)*")
_LETTERS = {"thai": str.maketrans("oO", "๐๐"), "arabic": str.maketrans("oO", "00")}
_AMOUNT = re.compile(
    rf"(?<![\d,.])(?P<number>{_NUMBER})(?:\s?[.]?-)?\s?บาท(?:\s?(?P<satang>\d{{1,2}})\s?สตางค์)?(?:ถ้วน)?\s?"
    rf"(?:\(\s?(?P<words>[^()]{{3,160}})\s?\)|(?P<bare>(?:{WORD}\s?)+บาท(?:ถ้วน|(?:{WORD}\s?)+สตางค์)))"
)
_WORDS_FIRST = re.compile(
    rf"(?P<words>(?:{WORD}\s?)+บาท(?:ถ้วน|(?:{WORD}\s?)+สตางค์)?)\s?\(\s?(?P<number>{_NUMBER})"
    r"(?:\s?[.]?-)?\s?บาท(?:\s?(?P<satang>\d{1,2})\s?สตางค์)?(?:ถ้วน)?\s?\)"
)
_DASHES = "-–—=* "
_UNIT = r"[ก-๎]{1,14}?"
_MONEY = r"(?:(?:คิด|รวม)?เป็น(?:จำนวน)?เงิน|รวม(?:เป็น)?(?:จำนวน)?เงิน|รวมทั้งสิ้น|รวม|=)"
_TOTAL = rf"\s?{_MONEY}(?:\s|ทั้งสิ้น|จำนวน|ทั้งหมด)*(?P<total>{_NUMBER})\s?บาท"
_MORE = rf"(?:\s(?:จำนวน\s?)?{_NUMBER}\s?{_UNIT}(?=\s))"
_PRICED = re.compile(
    rf"(?<![\d,.])(?P<count>{_NUMBER})\s?(?P<unit>{_UNIT})\s?(?:ๆ\s?ละ|\s(?:ราคา)?{_UNIT}ละ|(?:ใน)?ราคา{_UNIT}ละ)"
    rf"\s?(?P<price>{_NUMBER})\s?บาท(?P<more>{_MORE}{{0,3}})\s?{_TOTAL}"
)
_PRICE_FIRST = re.compile(rf"ละ\s?(?P<price>{_NUMBER})\s?บาท(?P<more>{_MORE}{{1,3}})\s?{_TOTAL}")
_TIMES = re.compile(
    rf"(?<![\d,.])(?P<first>{_NUMBER})\s?(?:{_UNIT})?(?P<others>(?:\s?[x×X*]\s?{_NUMBER}\s?(?:{_UNIT})?){{1,5}}){_TOTAL}"
)
_FACTOR = re.compile(_NUMBER)
_MAY_ROUND = Decimal(1)
_NEAR_WORDS = 3

_COUNTED = (
    "คน|ท่าน|ราย|กอง|ข้อ|ด้าน|ประการ|ประเด็น|ประเภท|กลุ่ม|ส่วน|ระดับ|เรื่อง|โครงการ|กิจกรรม|ขั้นตอน|หมู่บ้าน"
    "|หมู่|แห่ง|ส่วนราชการ"
)
_COUNTS = re.compile(rf"\s?(?:{_COUNTED}|บาท|วัน|เดือน|ปี|ครั้ง)")
_ANNOUNCED = re.compile(
    rf"(?<![\d.,/:-])(?P<count>\d{{1,2}})\s?(?P<unit>{_COUNTED})\s?"
    r"(?:ได้แก่|คือ|ประกอบด้วย|ดังนี้|มีดังนี้)\s?:?\s?(?P<rest>.+)"
)
_NUMBERED = re.compile(r"(?:^|(?<=[\s(,]))\(?(?P<number>\d{1,2})(?:\)|\.(?!\d))\s?(?=[^\d\s])")
_PERSON = re.compile(r"(?:^|(?<=[\s,])|(?<=และ))(?:นางสาว|นาง|นาย|น\.ส\.)(?=[ก-ฮเ-ไ])")
# The last of a list has a title that is not counted: และจ่าสพ, และผู้แทน.
_UNTITLED = re.compile(r"และ\s?(?!นางสาว|นาง|นาย|น\.ส\.)")
_PERSONS = ("คน", "ท่าน", "ราย")
_DIVISION = re.compile(r"(?:^|(?<=[\s,])|(?<=และ))(?:กอง|สำนัก|หน่วยตรวจสอบ)(?=[ก-ฮเ-ไ])")
_VILLAGES = re.compile(
    r"หมู่(?:ที่)?\s?(\d{1,2}(?:(?:\s?,\s?|\s?และ\s?(?:หมู่(?:ที่)?\s?)?|\s)\d{1,2})*)(?!\d)"
)
_VILLAGES_FIRST = re.compile(
    rf"(?P<list>{_VILLAGES.pattern})\s?(?:รวม|จำนวน)\s?(?P<count>\d{{1,2}})\s?(?P<unit>หมู่บ้าน|หมู่)(?!ที่)"
)
_FIELD = re.compile(r"(?:^|(?<=[\s,])|(?<=และ))ด้าน(?=[ก-ฮเ-ไ])")
_NAMED_VILLAGE = re.compile(r"(?:^|(?<=[\s,])|(?<=และ))บ้าน(?=[ก-ฮเ-ไ])")
_AND_OTHERS = re.compile("เป็นต้น|ฯลฯ|อื่น|คณะ|อาทิ|เช่น")
_SENTENCE_END = re.compile(r"\s(?:โดย|เพื่อ|ซึ่ง|ที่ประชุม|มติ|เห็นควร|รวม|และมี)")


def letters_in_numbers(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a Latin o or O in place of the digit zero; numbers are never changed automatically."""
    del register
    for line in text.spoken:
        for found in _TOKEN.finditer(line.bare) if _LATIN_O.search(line.bare) else ():
            written = found.group().strip(",./")
            table = _zeros_for(written)
            if _SHORT_WITH_O.fullmatch(written) and _COUNTS.match(line.bare, found.end()):
                table = _LETTERS["arabic"]
            if table is not None:
                because = "เพราะเป็นอักษรโรมัน o ไม่ใช่เลขศูนย์ ค้นหาและรวมเลขไม่ได้"
                yield text_issue(line.number, written, written.translate(table), because)


def mixed_digits(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report the first Arabic number of a line that has Thai numbers as well.

    Those of Latin names, addresses and codes belong there.
    """
    del register
    for line in text.spoken:
        if not _THAI_DIGIT.search(line.raw):
            continue
        official = official_digits(line.raw)
        pairs = zip(line.raw, official, strict=True)
        start = next((at for at, (typed, wanted) in enumerate(pairs) if typed != wanted), None)
        if start is None:
            continue
        written = _ARABIC_NUMBER.match(line.raw, start)
        if written is not None:
            because = "เพราะบรรทัดนี้ใช้เลขไทย (หนังสือที่พิมพ์เป็นเลขไทยให้เอง)"
            yield text_issue(line.number, written[0], thai_digits(written[0]), because)


def _zeros_for(written: str) -> dict[int, int] | None:
    """Map Latin o and O to the zero of the number's digits; None if the text is no such number."""
    if not _LATIN_O.search(written):
        return None
    if _THAI_WITH_O.fullmatch(written) and _THAI_DIGIT.search(written):
        return _LETTERS["thai"]
    return _LETTERS["arabic"] if _ARABIC_WITH_O.fullmatch(written) else None


def amounts_against_words(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an amount of money in words that differs from the figure beside it."""
    del register
    for line in text.spoken:
        for found in (*_AMOUNT.finditer(line.plain), *_WORDS_FIRST.finditer(line.plain)):
            written = found["words"] or found["bare"]
            words = "".join(written.split()).removeprefix("ตัวอักษร").strip(_DASHES)
            wanted = spell_baht(_satang(found))
            said = parse_baht_words(words)
            is_slip = said is None and distance(words, wanted, _NEAR_WORDS) <= _NEAR_WORDS
            if (said is not None and said != _satang(found)) or is_slip:
                amount = thai_digits(f"{found['number']} บาท")
                yield text_issue(line.number, words, wanted, f"เพราะจำนวนเงินเป็นตัวเลขคือ {amount}")


def _satang(found: re.Match[str]) -> int:
    return int(_decimal(found["number"]) * 100) + int(found["satang"] or 0)


def wrong_products(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an amount of money that is not the unit price times the count before it."""
    del register
    for line in text.spoken:
        for found in _PRICED.finditer(line.plain):
            factors = [found["count"], found["price"], *_FACTOR.findall(found["more"])]
            yield from _product(line, found, factors)
        priced = [found.span() for found in _PRICED.finditer(line.plain)]
        for found in _PRICE_FIRST.finditer(line.plain):
            if not any(start <= found.start() < end for start, end in priced):
                factors = [found["price"], *_FACTOR.findall(found["more"])]
                yield from _product(line, found, factors)
        for found in _TIMES.finditer(line.plain):
            factors = [found["first"], *_FACTOR.findall(found["others"])]
            yield from _product(line, found, factors)


def _product(line: TextLine, found: re.Match[str], factors: list[str]) -> Iterator[TextIssue]:
    product, total = Decimal(1), found["total"]
    for factor in factors:
        product *= _decimal(factor)
    earlier = {_decimal(each) for each in _FACTOR.findall(line.plain[: found.start()])}
    # ๕๐ คน ค่าอาหารวันละ …: a factor further ahead belongs to the product.
    if any(abs(product * each - _decimal(total)) < _MAY_ROUND for each in earlier):
        return
    if abs(product - _decimal(total)) >= _MAY_ROUND:
        right = f"{product:,.2f}".removesuffix(".00")
        because = thai_digits(f"เพราะ {' × '.join(factors)} = {right}")
        written, wanted = thai_digits(f"{total} บาท"), thai_digits(f"{right} บาท")
        yield text_issue(line.number, written, wanted, because)


def _decimal(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def miscounted_members(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an announced count that differs from the list beside it in the same line."""
    del register
    following = [line.plain for line in text.spoken[1:]] + [""]
    for line, after in zip(text.spoken, following, strict=False):
        for found in _ANNOUNCED.finditer(line.plain):
            listed = _listed(found["unit"], found["rest"])
            # A list that goes on in the next line is not counted here.
            if listed >= 2 and not re.match(rf"\(?{listed + 1}[).]", after):
                yield from _miscount(line, found, listed)
        for found in _VILLAGES_FIRST.finditer(line.plain):
            yield from _miscount(line, found, _villages(found["list"]))


def _miscount(line: TextLine, found: re.Match[str], listed: int) -> Iterator[TextIssue]:
    announced, unit = int(found["count"]), found["unit"]
    if listed < 2 or listed == announced:
        return
    which = "เกิน" if listed > announced else "ขาด"
    apart = thai_digits(abs(listed - announced))
    because = f"เพราะที่ไล่ชื่อไว้มี {thai_digits(listed)} {which}ไป {apart}"
    written, wanted = thai_digits(f"{announced} {unit}"), thai_digits(f"{listed} {unit}")
    yield text_issue(line.number, written, wanted, because)


def _listed(unit: str, rest: str) -> int:
    """Return the number of members enumerated in a line; 0 if they cannot be counted."""
    numbers = [int(found["number"]) for found in _NUMBERED.finditer(rest)]
    if numbers:
        return len(numbers) if numbers == list(range(1, len(numbers) + 1)) else 0
    sentence = _SENTENCE_END.split(rest)[0]
    if unit in _PERSONS and _UNTITLED.search(sentence):
        return 0
    if _AND_OTHERS.search(sentence):
        return 0
    counters: dict[str, Callable[[str], int]] = {
        **dict.fromkeys(_PERSONS, lambda words: len(_PERSON.findall(words))),
        **dict.fromkeys(("กอง", "ส่วนราชการ"), lambda words: len(_DIVISION.findall(words))),
        "ด้าน": lambda words: len(_FIELD.findall(words)),
        **dict.fromkeys(
            ("หมู่บ้าน", "หมู่"), lambda words: _villages(words) or len(_NAMED_VILLAGE.findall(words))
        ),
    }
    return counters[unit](sentence) if unit in counters else 0


def _villages(words: str) -> int:
    """Return the number of villages enumerated by number: หมู่ที่ ๑, ๓ และ ๕."""
    return sum(len(re.findall(r"\d+", found)) for found in _VILLAGES.findall(words))
