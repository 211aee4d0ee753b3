"""Levels of posts, read in their usual forms, and the title of a post as official forms print it.

The types of posts and their levels are those of the standards of posts (มาตรฐานกำหนดตำแหน่ง) of
ก.ท. and ก.อบต. under พ.ร.บ.ระเบียบบริหารงานบุคคลส่วนท้องถิ่น พ.ศ. ๒๕๔๒, in force since 2559:
บริหารท้องถิ่น and อำนวยการท้องถิ่น (ต้น กลาง สูง), วิชาการ (ปฏิบัติการ to เชี่ยวชาญ) and ทั่วไป
(ปฏิบัติงาน to อาวุโส). A post of the first two types is named by its post of administration, then in
brackets by its line of work and level; in the other two the level follows the name at once.

Confirmed by public documents: the four types of posts on the pages of municipalities that publish
the standards; the change of systems by the handbook of the Office of the Permanent Secretary of
the Interior on ระบบแท่ง (2558) and by staffing plans of 2558-2560; titles such as ผู้อำนวยการกองคลัง
(นักบริหารงานการคลัง ระดับกลาง) and สำนักคลัง (นักบริหารงานการคลัง ระดับสูง) by organization charts of local
offices. The wording of the announcements themselves was not at hand; the lines of work in
`_LINES` beyond those charts are general practice.
"""

import re
from functools import cache

from kmtui.thai.text import clean

EXECUTIVE_LEVELS = ("ต้น", "กลาง", "สูง")
PROFESSIONAL_LEVELS = ("ปฏิบัติการ", "ชำนาญการ", "ชำนาญการพิเศษ", "เชี่ยวชาญ", "ทรงคุณวุฒิ")
GENERAL_LEVELS = ("ปฏิบัติงาน", "ชำนาญงาน", "อาวุโส")
LEVELS = (*EXECUTIVE_LEVELS, *PROFESSIONAL_LEVELS, *GENERAL_LEVELS)

_ACADEMIC = (*PROFESSIONAL_LEVELS, *GENERAL_LEVELS)
_SHORT = {
    "ปก": "ปฏิบัติการ",
    "ชก": "ชำนาญการ",
    "ชพ": "ชำนาญการพิเศษ",
    "ชพก": "ชำนาญการพิเศษ",
    "ชช": "เชี่ยวชาญ",
    "ปง": "ปฏิบัติงาน",
    "ชง": "ชำนาญงาน",
    "อว": "อาวุโส",
    "อส": "อาวุโส",
}
_SHORT_POSTS = (("ผอ.", "ผู้อำนวยการ"), ("หน.", "หัวหน้า"))
_TEACHER = re.compile(r"คศ\.?\s*([1-5๑-๕])")
_KIND = re.compile(
    r"^(?:(?:ประเภท)?\s*(?:บริหาร|อำนวยการ|วิชาการ|ทั่วไป)(?:ท้องถิ่น)?)?\s*[,/-]?\s*(?:ระดับ)?\s*"
)
_EXECUTIVE = "|".join(EXECUTIVE_LEVELS)
_LONG = "|".join(sorted(_ACADEMIC, key=len, reverse=True))
_SHORT_WORDS = "|".join(
    rf"{form[0]}\.?\s?{form[1:]}\." for form in sorted(_SHORT, key=len, reverse=True)
)
_IN_BRACKETS = re.compile(rf"\((?P<line>[^()]*?)\s*(?:ระดับ)?\s*(?P<level>{_EXECUTIVE})\s*\)$")
_ONLY_LEVEL = re.compile(r"\s*\((?P<level>[^()]*)\)$")
_ADMINISTRATION = r"(?:รอง|ผู้ช่วย)?(?:ปลัด|ผู้อำนวยการ|หัวหน้า|ผอ\.|นักบริหาร)"
_LINES = (
    (r"(?:รอง)?ปลัด(?:เทศบาล|องค์การบริหารส่วน|อบต|เมือง|นคร|$)", "นักบริหารงานท้องถิ่น"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*(?:คลัง|พัฒนารายได้|การเงิน|พัสดุ|บัญชี|จัดเก็บรายได้)", "นักบริหารงานการคลัง"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*(?:ช่างสุขาภิบาล)", "นักบริหารงานช่างสุขาภิบาล"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*(?:ช่าง|โยธา|แบบแผนและก่อสร้าง|สาธารณูปโภค)", "นักบริหารงานช่าง"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*ประปา", "นักบริหารงานประปา"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*(?:สาธารณสุข|สิ่งแวดล้อม)", "นักบริหารงานสาธารณสุขและสิ่งแวดล้อม"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*การศึกษา", "นักบริหารงานการศึกษา"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*(?:สวัสดิการ|สังคมสงเคราะห์|พัฒนาชุมชน)", "นักบริหารงานสวัสดิการสังคม"),
    (r".*(?:สำนัก|กอง|ส่วน|ฝ่าย).*(?:เกษตร)", "นักบริหารงานการเกษตร"),
    (
        r".*(?:สำนักปลัด|สำนักงานปลัด|อำนวยการ$|บริหารงานทั่วไป|ยุทธศาสตร์|แผนงาน|ปกครอง"
        r"|การเจ้าหน้าที่|ทรัพยากรบุคคล|นิติการ|ธุรการ|บริการ)",
        "นักบริหารงานทั่วไป",
    ),
)


# Compiled at first use, so that the start is not delayed.
@cache
def _ends() -> re.Pattern[str]:
    # A short form must stand apart or end in its dot: ช่างกก and the like are names.
    return re.compile(
        rf"(?:(?<=.{{4}})(?P<long>{_LONG})|(?:\s*[/,-]?\s*)(?P<short>{_SHORT_WORDS})"
        rf"|[\s/,-]+(?:ระดับ)?\s*(?P<apart>{_EXECUTIVE}|{'|'.join(_SHORT)})"
        rf"|\s*ระดับ\s*(?P<named>{_EXECUTIVE}|{_LONG}))$"
    )


@cache
def _glued() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<post>(?:รอง)?ปลัด.+|ผู้อำนวยการ.+|ผอ\..+|หัวหน้า.+|นักบริหาร.+)(?P<level>{_EXECUTIVE})$"
    )


@cache
def _range() -> re.Pattern[str]:
    return re.compile(
        rf"^(?P<post>.{{4,}}?)\s*(?P<levels>(?:{_LONG}|{_SHORT_WORDS}|{'|'.join(_SHORT)})"
        rf"\s*[/\-–]\s*(?:{_LONG}|{_SHORT_WORDS}|{'|'.join(_SHORT)}))\)?$"
    )


def parse_level(text: str) -> str | None:
    """Return a level in its long form, "" for an empty text; None if the text is no known level."""
    bare = _KIND.sub("", " ".join(clean(text).split()).strip(" ()"), count=1).strip(" ()")
    if not bare or not bare.strip("-–—."):
        return ""
    teacher = _TEACHER.fullmatch(bare)
    if teacher is not None:
        return f"คศ.{teacher[1]}"
    if bare in LEVELS:
        return bare
    return _SHORT.get(re.sub(r"[\s.]", "", bare))


def stored_level(text: str) -> str:
    """Return a typed level in its long form; as typed if it is not known."""
    typed = clean(text).strip()
    known = parse_level(typed)
    return typed if known is None else known


def split_level(post: str) -> tuple[str, str]:
    """Return a post without its level, and the level in its long form; "" if there is none."""
    found = _IN_BRACKETS.search(post)
    if found is not None:
        before, line = post[: found.start()].strip(), found["line"].strip(" ,/-")
        if not line or line == line_of_work(before):
            return (before, found["level"]) if before else (line, found["level"])
        return f"{before} ({line})".strip(), found["level"]
    alone = _ONLY_LEVEL.search(post)
    if alone is not None and (level := parse_level(alone["level"])):
        return post[: alone.start()].strip(), level
    ends = _ends().search(post) if level_range(post) is None else None
    before = post[: ends.start()].strip(" ,/-") if ends is not None else ""
    if ends is None or not before:
        return post, ""
    level = parse_level(next(word for word in ends.groups() if word)) or ""
    if not _belongs(before, level, ends.group()):
        return post, ""
    line = _ONLY_LEVEL.search(before)
    if line is not None and line["level"] == line_of_work(before[: line.start()].strip()):
        before = before[: line.start()].strip()
    return before, level


def _belongs(post: str, level: str, written: str) -> bool:
    """Return whether posts of this name have such levels.

    Abbreviations are ambiguous (อส., กลาง).
    """
    if level in EXECUTIVE_LEVELS:
        return "ระดับ" in written or re.match(_ADMINISTRATION, post) is not None
    return "อส" not in written or re.match(r"เจ้าพนักงาน|นายช่าง|สัตวแพทย์|พยาบาล", post) is not None


def level_range(post: str) -> tuple[str, str] | None:
    """Return post and levels of an entry in a staffing plan, such as ธุรการ ปง./ชง..

    None if the entry does not end in a range of levels.
    """
    found = _range().match(post)
    return (found["post"].strip(" ,/-("), found["levels"]) if found is not None else None


def glued_level(post: str) -> tuple[str, str] | None:
    """Return the parts of a post with an attached level, such as ปลัดเทศบาลกลาง; None for others."""
    found = None if split_level(post)[1] else _glued().match(post)
    return (found["post"].strip(), found["level"]) if found is not None else None


def long_post(post: str) -> str:
    """Return a post with the abbreviation of its first word expanded."""
    for short, long in _SHORT_POSTS:
        if post.startswith(short):
            return long + post.removeprefix(short).strip()
    return post


def short_post(post: str) -> str:
    """Return the short form of a post by its first word (ผอ.กองช่าง); "" if it has none."""
    for short, long in _SHORT_POSTS:
        if post.startswith(long):
            return short + post.removeprefix(long).strip()
    return ""


def line_of_work(post: str) -> str:
    """Return the line of work (สายงาน) of a post of administration; "" if it is not known."""
    if not re.match(_ADMINISTRATION, post):
        return ""
    return next((line for pattern, line in _LINES if re.match(pattern, post)), "")


def post_title(post: str, level: str = "") -> str:
    """Return the title of a post at a level: นิติกรชำนาญการ, ปลัดเทศบาล (… ระดับกลาง)."""
    if not level:
        stem, shown = split_level(post)
        # A level written out within the name of a post prints as it stands.
        return post if not shown or shown in post else post_title(stem, shown)
    known = parse_level(level)
    if known is None or known.startswith("คศ."):
        return f"{post} {level if known is None else known}"
    if known not in EXECUTIVE_LEVELS:
        return post if post.endswith(known) else post + known
    if _IN_BRACKETS.search(post) is not None or post.endswith(f"ระดับ{known}"):
        return post
    if post.endswith(")"):
        return f"{post[:-1]} ระดับ{known})"
    line = line_of_work(post)
    return f"{post} ({line} ระดับ{known})" if line else f"{post} ระดับ{known}"


def signing_title(post: str, level: str = "") -> str:
    """Return the title below a signature; posts of administration are signed without level."""
    return post if parse_level(level) in EXECUTIVE_LEVELS else post_title(post, level)
