"""From a finding to its place, and from a screen to the part of the records that it shows."""

from __future__ import annotations

from typing import Any

from models.checks.core.finding import Place
from models.checks.records.reading import Part
from models.search.hits import Hit, SearchKind
from models.search.sources import SOURCES
from screens.base import KmScreen
from screens.search_places import open_hit

_KINDS = {kind.value: kind for kind in SearchKind}
_ELSEWHERE = {
    "evidence": "ดูและเพิ่มหลักฐานของปีได้ที่แฟ้มหลักฐาน",
    "progress": "ผลการดำเนินงานแก้ได้ที่แผนของปี กด F6 ที่กิจกรรม",
    "answer": "แบบประเมินตนเองแก้ได้ที่แฟ้มหลักฐานของปี",
    "survey": "แบบสำรวจแก้ได้ที่แฟ้มหลักฐานของปี",
}


async def open_place(screen: KmScreen[Any], place: Place) -> bool:
    """Open the place of a finding above the screen; whether there was one to open."""
    kind = _KINDS.get(place.subject)
    hit = await screen.attempt(find_hit, kind, place) if kind is not None else None
    if hit is None:
        screen.tell(_ELSEWHERE.get(place.subject, "ข้อมูลนี้ไม่มีแล้ว กด F5 เพื่อตรวจใหม่"), "warning")
        return False
    await open_hit(screen, hit)
    return True


def find_hit(kind: SearchKind, place: Place) -> Hit | None:
    """The place as search opens it; None where the record is gone."""
    if place.subject_id is None:
        return None
    for entry in SOURCES[kind]([place.subject_id]):
        return Hit(kind, entry.record_id, entry.parent_id, entry.year, entry.title, "", ())
    return None


def part_shown(screen: KmScreen[Any]) -> tuple[Part | None, str]:
    """The document that a screen shows, and how it is called; None and nothing for the office."""
    from screens.order import OrderScreen
    from screens.plan_view import PlanView
    from screens.room_view import RoomView

    if isinstance(screen, RoomView):
        return Part(meeting_id=screen.meeting_id), "การประชุมนี้"
    if isinstance(screen, PlanView):
        return Part(plan_year=screen.fiscal_year), "แผนนี้"
    if isinstance(screen, OrderScreen):
        return Part(order_id=screen.order_id), "คำสั่งนี้"
    return None, ""
