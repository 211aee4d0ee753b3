"""Mistakes drawn at random, beside the same words written right: laws, money, ranges, counts."""

import random
from collections.abc import Callable, Iterator

from kmtui.thai.digits import thai_digits
from kmtui.thai.number_words import spell_baht
from kmtui.thai.when.calendar import MONTHS
from models.office.law_titles import listed_laws
from models.office.word_lists import read_word_lists

Pair = tuple[str, str, str]

_SHORT = {"พระราชบัญญัติ": "พ.ร.บ.", "พระราชกำหนด": "พ.ร.ก."}
_UNITS = ("คน", "ชุด", "เครื่อง", "เล่ม", "ถุง", "วัน", "หลัง")
_FRAMES = (
    "ขออนุมัติเบิกจ่าย{} ตามระเบียบ",
    "ที่ประชุมเห็นชอบ{}",
    "ตามที่เสนอ {} นั้น",
    "กองคลังรายงานว่า {}",
    "{}",
)


def law_year(rng: random.Random) -> Pair:
    """A listed law with a year that no law of its name has."""
    name, years = rng.choice(sorted(listed_laws().items()))
    former = {year for law in read_word_lists().laws if law.name == name for year in law.former}
    right = years[-1]
    wrong = rng.choice([y for y in range(right - 9, right + 10) if y not in {*years, *former}])
    kind = next(kind for kind in _SHORT if name.startswith(kind))
    if rng.random() < 0.5:
        name = _SHORT[kind] + rng.choice(("", " ")) + name.removeprefix(kind)
    era = rng.choice((" พ.ศ. ", " พ.ศ.", " พุทธศักราช "))
    digits: Callable[[object], str] = rng.choice((thai_digits, str))
    return "law-year", digits(f"{name}{era}{wrong}"), digits(f"{name}{era}{right}")


def amount_words(rng: random.Random) -> Pair:
    """An amount with the words of another one."""
    satang = rng.randint(1, 10 ** rng.randint(2, 9)) * rng.choice((1, 100, 100, 100))
    other = satang + rng.choice((1, -1)) * 100 * 10 ** rng.randint(0, 5)
    if other <= 0:
        other = satang + 100_000
    number = f"{satang / 100:,.2f}".removesuffix(".00")
    written = rng.choice((thai_digits, str))(f"{number} บาท")
    wrong, right = f"{written} ({spell_baht(other)})", f"{written} ({spell_baht(satang)})"
    return "amount-words", wrong, right


def product(rng: random.Random) -> Pair:
    """A unit price times a count with another total."""
    count, price, unit = rng.randint(2, 300), rng.randint(1, 500) * 5, rng.choice(_UNITS)
    total = count * price
    wrong = total + rng.choice((-1, 1)) * rng.choice((10, 50, 100, price))
    if wrong <= 0:
        wrong = total + 10
    form = rng.choice(
        (
            f"{count} {unit} ๆ ละ {price:,} บาท เป็นเงิน {{:,}} บาท",
            f"จำนวน {count} {unit} {unit}ละ {price:,} บาท รวมเป็นเงิน {{:,}} บาท",
            f"{price:,} บาท x {count} {unit} = {{:,}} บาท",
            f"{count} {unit} × {price:,} บาท เป็นเงินทั้งสิ้น {{:,}} บาท",
        )
    )
    return "wrong-product", thai_digits(form.format(wrong)), thai_digits(form.format(total))


def backward(rng: random.Random) -> Pair:
    """A range of days, hours or years, and the same turned round."""
    first, last = sorted(rng.sample(range(1, 29), 2))
    hour, later = sorted(rng.sample(range(7, 15), 2))
    year, after = sorted(rng.sample(range(2560, 2575), 2))
    month, dash = rng.choice(MONTHS), rng.choice((" - ", "-", " ถึง ", " – "))
    form, low, high = rng.choice(
        (
            (f"วันที่ {{}}{dash}{{}} {month} 2563", first, last),
            (f"เวลา {{}}.00{dash}{{}}.30 น.", hour, later),
            ("แผนพัฒนา (พ.ศ. {} - {})", year, after),
            (f"วันที่ {{}} {month} 2563 ถึงวันที่ {{}} {month} 2563", first, last),
        )
    )
    return (
        "backward-range",
        thai_digits(form.format(high, low)),
        thai_digits(form.format(low, high)),
    )


def members(rng: random.Random) -> Pair:
    """An announced count of persons, villages or points, and a list of another length."""
    count = rng.randint(2, 6)
    wrong = count + rng.choice((-1, 1))
    people = [f"{rng.choice(('นาย', 'นาง', 'นางสาว'))}{name}" for name in _NAMES[:count]]
    villages = [str(at) for at in sorted(rng.sample(range(1, 15), count))]
    points = " ".join(f"{at}) {word}" for at, word in enumerate(_POINTS[:count], 1))
    form = rng.choice(
        (
            f"จำนวน {{}} คน ได้แก่ {' '.join(people[:-1])} และ{people[-1]}",
            f"รวม {{}} หมู่บ้าน ได้แก่ หมู่ที่ {', '.join(villages)}",
            f"มี {{}} ด้าน ดังนี้ {points}",
        )
    )
    return "member-count", thai_digits(form.format(wrong)), thai_digits(form.format(count))


def letter(rng: random.Random) -> Pair:
    """A number with one of its zeros typed as a letter."""
    number = f"{rng.randint(1, 99)}0,{rng.randint(1, 9)}00"
    zeros = [at for at, char in enumerate(number) if char == "0"]
    at = rng.choice(zeros)
    right = rng.choice((thai_digits, str))(number)
    wrong = right[:at] + rng.choice("oO") + right[at + 1 :]
    return "letter-in-number", f"เป็นเงิน {wrong} บาท", f"เป็นเงิน {right} บาท"


_NAMES = ("สมหมาย คำดี", "สมใจ คำงาม", "สมร คำสวย", "บุญมา คำแก้ว", "บุญมี คำแสน", "คำปัน สุขใจ")
_POINTS = ("การเงิน", "การคลัง", "พัสดุ", "รายได้", "งบประมาณ", "บัญชี")

MAKERS = (law_year, amount_words, product, backward, members, letter)


def drawn_pairs(count: int, seed: int = 17) -> Iterator[Pair]:
    """Yield `count` pairs of each kind, most of them inside a sentence."""
    rng = random.Random(seed)
    for make in MAKERS:
        for _ in range(count):
            code, wrong, right = make(rng)
            frame = rng.choice(_FRAMES)
            yield code, frame.format(wrong), frame.format(right)
