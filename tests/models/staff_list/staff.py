"""A staff list of any length with names that are far apart, near ones and broken rows planted."""

import random
from pathlib import Path

SYLLABLES = [
    "กาน",
    "จิต",
    "ชัย",
    "ดวง",
    "ทอง",
    "นภา",
    "บุญ",
    "ประ",
    "พงษ์",
    "ภัทร",
    "มณี",
    "รัตน์",
    "วรา",
    "ศิริ",
    "สม",
    "สุข",
    "อนุ",
    "เกียรติ",
    "เพ็ญ",
    "แก้ว",
    "โชติ",
    "ไพร",
    "ธนา",
    "ณัฐ",
    "ฐิติ",
    "กมล",
    "ขวัญ",
    "จัน",
    "ชล",
    "ดิลก",
    "ตรี",
    "ถิร",
    "ธีร",
    "นรา",
    "ปิย",
    "พิม",
    "ภูมิ",
    "ยศ",
    "รัก",
    "ลักษณ์",
    "วิภา",
    "สิทธิ์",
    "หทัย",
    "อร",
    "อุดม",
]
HEADER = "ลำดับ,ชื่อ - สกุล,ตำแหน่ง,สังกัด,ตั้งแต่วันที่"
POSTS = ("ครู", "คนงานทั่วไป", "พนักงานขับรถยนต์", "ผู้ดูแลเด็ก")
BROKEN = (
    "{n},,ครู,กองการศึกษา,1/10/2562",
    "{n},นายไร้สกุล,ครู,กองการศึกษา,1/10/2562",
    "{n},สมปอง มีสุขดี,ครู,กองการศึกษา,1/10/2562",
    "{n},นายวันที่ ผิดพลาด,ครู,กองการศึกษา,31/2/2562",
    "{n},นายตัวเลข ๑๒๓,ครู,กองการศึกษา,1/10/2562",
)


def names(count: int) -> list[str]:
    """So many names, always the same."""
    chance = random.Random(2563)
    found: dict[str, None] = {}
    while len(found) < count:
        given, family = ("".join(chance.sample(SYLLABLES, size)) for size in (2, 3))
        found[f"{chance.choice(('นาย', 'นาง', 'นางสาว'))}{given} {family}"] = None
    return list(found)


def misspelt(name: str) -> str:
    """The name with one letter of its family name doubled away."""
    return name[:-2] + "ฌ" + name[-1] if name[-1] not in "์ิีุ" else name[:-1]


def a_staff_list(path: Path, count: int, near: int, broken: int) -> tuple[list[int], list[int]]:
    """Write it; return the rows of the planted near names and of the broken lines."""
    people = names(count - near - broken)
    lines = [
        f"{{n}},{name},{POSTS[place % len(POSTS)]},กองการศึกษา,1/10/2562"
        for place, name in enumerate(people)
    ]
    step = (count - near - broken) // (near + broken + 1)
    near_lines = [
        f"{{n}},{misspelt(people[place * step])},{POSTS[0]},กองการศึกษา,1/10/2562"
        for place in range(near)
    ]
    broken_lines = [BROKEN[place % len(BROKEN)] for place in range(broken)]
    at = len(lines) // 2
    whole = lines[:at] + broken_lines + lines[at:] + near_lines
    written = [line.format(n=number) for number, line in enumerate(whole, 1)]
    path.write_text("\n".join([HEADER, *written]) + "\n", encoding="utf-8")
    first_near = len(whole) - near + 2
    return list(range(first_near, first_near + near)), list(range(at + 2, at + 2 + broken))
