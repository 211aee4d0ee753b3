"""The suggested wording of a resolution, from its outcome and the item's title."""

from models.minutes.records import Outcome

_ADOPTS = "รับรองรายงานการประชุม"
_OPENINGS = ("พิจารณาให้ความเห็นชอบ", "พิจารณาเห็นชอบ", "พิจารณาอนุมัติ", "ขอความเห็นชอบ", "ขออนุมัติ")
_ASKED = ("ขอความเห็นชอบ", "ขออนุมัติ", "พิจารณา", "เสนอ")


def suggested_wording(outcome: Outcome, item_title: str) -> str:
    """Return a suggested text of a resolution, which the secretary may edit."""
    matter = item_title.removeprefix("เรื่อง").strip()
    if matter.startswith(_ADOPTS) and outcome in (Outcome.ENDORSED, Outcome.APPROVED):
        return f"มีมติ{matter}"
    about, named = _matter_of(matter), matter or "เรื่องนี้"
    if _is_generic(matter):
        about, named = "ตามที่เสนอ", "เรื่องนี้"
    return {
        Outcome.NOTED: "รับทราบ",
        Outcome.ENDORSED: f"มีมติเห็นชอบ{about}",
        Outcome.APPROVED: f"มีมติอนุมัติ{about}",
        Outcome.REJECTED: f"มีมติไม่เห็นชอบ{about}",
        Outcome.ASSIGNED: "มีมติมอบหมายให้",
        Outcome.OTHER: "มีมติ",
        Outcome.POSTPONED: f"มีมติให้เลื่อนการพิจารณา{_considered(named)}ไปในการประชุมครั้งต่อไป",
        Outcome.WITHDRAWN: f"รับทราบการถอน{_as_matter(named)}ออกจากระเบียบวาระการประชุม",
        Outcome.UNDECIDED: f"ยังไม่มีข้อยุติใน{_as_matter(named)}",
    }[outcome]


def _is_generic(matter: str) -> bool:
    """Return whether a title names no specific matter: เรื่องเพื่อพิจารณา, เรื่องอื่น ๆ."""
    if not matter:
        return True
    heads = ("เพื่อ", "ที่เสนอ", "เสนอให้ที่ประชุม", "อื่น", "ประธาน", "รับรอง", "สืบเนื่อง", "ที่ประธาน")
    return matter.startswith(heads)


def _matter_of(matter: str) -> str:
    """Return the matter in a title, without the request: พิจารณาร่างแผน… gives ร่างแผน…."""
    for asked in (*_OPENINGS, *_ASKED):
        rest = matter.removeprefix(asked).lstrip()
        if rest != matter and rest:
            return rest.removeprefix("เรื่อง").lstrip() or rest
    return matter


def _considered(named: str) -> str:
    return "เรื่องนี้" if named == "เรื่องนี้" else _matter_of(named)


def _as_matter(named: str) -> str:
    return "เรื่องนี้" if named == "เรื่องนี้" else f"เรื่อง{_matter_of(named)}"
