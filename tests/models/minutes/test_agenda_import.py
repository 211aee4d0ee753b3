"""An agenda pasted as lines: numbers of every kind, levels, what is there stays, one undo."""

from datetime import date, time
from pathlib import Path

import pytest

from models.committees.agenda_templates import ItemKind
from models.editing.undo import revert, run_undoable
from models.errors import Refused
from models.meetings.records import plan_meeting
from models.minutes.agenda import agenda_scope, fill_agenda
from models.minutes.agenda_import.importing import add_agenda, counted, effect_of, plan_agenda
from models.minutes.agenda_import.reading import read_agenda
from models.minutes.records import AgendaItem
from tests.other_office import make_other_office
from tests.refusals import refused

PASTED = [
    "ระเบียบวาระการประชุมคณะกรรมการจัดการความรู้",
    "ระเบียบวาระที่ ๑ เรื่องที่ประธานแจ้งให้ที่ประชุมทราบ",
    "ระเบียบวาระที่ ๔ เรื่องเสนอให้ที่ประชุมพิจารณา",
    "๔.๑ ร่างแผนปี ๒๕๗๐",
    "๔.๒ งบประมาณ",
    "     - ค่าวิทยากร",
    "     - ค่าเอกสาร",
    "ระเบียบวาระที่ ๕ กำหนดวันประชุมครั้งต่อไป",
    "- ไม่มี -",
]


def levels(text: str) -> list[tuple[int, str]]:
    return [(line.depth, line.title) for line in read_agenda(text.split("\n"))]


@pytest.mark.parametrize(
    "text",
    [
        "๑. ก่อน\n๑.๑ ใน\n๒. หลัง",
        "1) ก่อน\n   1) ใน\n2) หลัง",
        "(1) ก่อน\n  (1) ใน\n(2) หลัง",
        "ก่อน\n  ใน\nหลัง",
        "ก่อน\n\tใน\nหลัง",
        "- ก่อน\n    - ใน\n- หลัง",
        "๑ ก่อน\n- ใน\n๒ หลัง",
        "1. ก่อน\nก) ใน\n2. หลัง",
        "• ก่อน\n  ◦ ใน\n• หลัง".replace("◦", "○"),
        "วาระที่ 1 ก่อน\nวาระที่ 1.1 ใน\nวาระที่ 2 หลัง",
        "๑\tก่อน\n๑.๑\tใน\n๒\tหลัง",
    ],
)
def test_agenda_items_are_read_with_any_style_of_numbers(text: str) -> None:
    assert levels(text) == [(0, "ก่อน"), (1, "ใน"), (0, "หลัง")]


def test_a_year_or_an_amount_in_a_title_is_not_taken_for_an_item_number() -> None:
    assert levels("2570 เป็นปีของแผน\nเรื่อง 3 ประการ") == [
        (0, "2570 เป็นปีของแผน"),
        (0, "เรื่อง 3 ประการ"),
    ]


def test_pasted_levels_skip_none_and_are_capped_at_the_deepest() -> None:
    assert levels("๑.๑.๑ ก\n๑.๑.๑.๑.๑ ข") == [(0, "ก"), (1, "ข")]
    deep = "\n".join(f"{' ' * at}ข้อ{'ก' * at}" for at in range(8))
    assert [depth for depth, _ in levels(deep)] == [0, 1, 2, 3, 3, 3, 3, 3]


@pytest.mark.parametrize("text", ["", "๑.", "- ไม่มี -", "ระเบียบวาระการประชุม"])
def test_agenda_text_without_an_item_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="ไม่พบระเบียบวาระ"):
        read_agenda([text])


def agenda(meeting_id: int) -> list[tuple[str, str | None]]:
    rows = AgendaItem.select().where(
        AgendaItem.meeting == meeting_id, AgendaItem.deleted_at.is_null()
    )
    found: list[tuple[str, str | None]] = []

    def take(parent: AgendaItem | None) -> None:
        level = [row for row in rows if row.parent_id == (parent.id if parent else None)]
        for row in sorted(level, key=lambda each: each.position):
            found.append((row.title, parent.title if parent else None))
            take(row)

    take(None)
    return found


def test_pasted_agenda_items_are_added_and_removed_by_one_undo(store: Path) -> None:
    office = make_other_office()
    meeting_id = plan_meeting(office.committee_id, date(2026, 12, 14), time(9), "ห้องประชุม")
    fill_agenda(meeting_id)
    before = agenda(meeting_id)
    considered = next(title for title, _ in before if "พิจารณา" in title)
    lines = [line.replace("เรื่องเสนอให้ที่ประชุมพิจารณา", considered) for line in PASTED]
    plan = plan_agenda(meeting_id, lines)
    assert counted(plan) == "เพิ่ม ๕ เรื่อง  มีอยู่แล้ว ๒"
    assert [effect_of(plan, entry) for entry in plan.entries][1:4] == [
        "มีอยู่แล้ว",
        f"เพิ่ม เป็นเรื่องย่อยของ “{considered}”",
        "เพิ่ม ต่อจาก “ร่างแผนปี ๒๕๗๐”",
    ]
    done = run_undoable(agenda_scope(meeting_id), add_agenda, plan)
    after = agenda(meeting_id)
    at = after.index((considered, None))
    assert after[at + 1 : at + 6] == [
        ("ร่างแผนปี ๒๕๗๐", considered),
        ("งบประมาณ", considered),
        ("ค่าวิทยากร", "งบประมาณ"),
        ("ค่าเอกสาร", "งบประมาณ"),
        ("กำหนดวันประชุมครั้งต่อไป", None),
    ]
    assert [each for each in after if each in before] == before
    made = AgendaItem.get(AgendaItem.title == "ค่าวิทยากร", AgendaItem.deleted_at.is_null())
    assert made.kind == ItemKind.CONSIDERATION
    with refused(Refused, match="เปลี่ยนไประหว่างตรวจ"):
        add_agenda(plan)
    with refused(Refused, match="มีอยู่แล้ว"):
        add_agenda(plan_agenda(meeting_id, lines))
    undone = revert(done)
    assert agenda(meeting_id) == before
    revert(undone)
    assert agenda(meeting_id) == after
    with refused(Refused, match="บรรทัดที่ ๒ “ก” ซ้ำ"):
        plan_agenda(meeting_id, ["๑. ก", "๒. ก"])
    with refused(Refused, match="แก้ไข"):
        plan_agenda(office.held_id, ["๑. ก"])
