"""`kmtui import members` and `import agenda`: dry run first, every line shown, all or nothing."""

from datetime import date, time
from pathlib import Path

import pytest

from kmtui.thai.digits import arabic_digits
from models.committees.operations import add_committee
from models.committees.orders import draft_order
from models.committees.records import Committee, Seat
from models.meetings.records import Meeting, plan_meeting
from models.minutes.records import AgendaItem
from tests.cli.test_commands import said
from tests.conftest import Run
from tests.other_office import OtherOffice, make_other_office


@pytest.fixture
def office(store: Path) -> OtherOffice:
    return make_other_office()


def test_members_in_a_file_are_previewed_and_then_added_to_the_draft(
    office: OtherOffice, tmp_path: Path, kmtui: Run
) -> None:
    order_id = draft_order("แต่งตั้งคณะทำงานจดหมายเหตุ")
    committee = Committee.get_by_id(add_committee(order_id, "คณะทำงาน"))
    path = tmp_path / "รายชื่อ.csv"
    path.write_text("ที่,ตำแหน่ง,หน้าที่\n1,ปลัดเทศบาล,ประธาน\n2,หัวหน้ายาน,กรรมการ\n", "utf-8")
    words = ("import", "members", "จดหมายเหตุ", str(path))
    shown = said(kmtui(*words, "--dry-run"))
    assert "เป็นประธานกรรมการ" in shown
    assert "ไม่รู้จัก" in shown
    refused = kmtui("import", "members", f"draft {order_id}", str(path))
    assert (refused.returncode, "หัวหน้ายาน" in refused.stderr.decode()) == (1, True)
    assert committee.seats.count() == 0
    said(kmtui(*words, "--yes"))
    assert [seat.label for seat in committee.seats] == ["ปลัดเทศบาล"]
    issued = kmtui("import", "members", "415/2569", str(path))
    assert (issued.returncode, "แก้ไขไม่ได้" in issued.stderr.decode()) == (1, True)
    for wrong, told in (("ไม่มี", "draft"), ("", "draft")):
        answer = kmtui("import", "members", wrong, str(path))
        assert (answer.returncode, told in answer.stderr.decode()) == (1, True)
    alone = kmtui("import", "members", str(path))
    assert (alone.returncode, "พิมพ์เช่น" in alone.stderr.decode()) == (1, True)
    assert Seat.select().where(Seat.committee == committee).count() == 1


def test_an_agenda_in_a_file_is_previewed_and_then_added_once(
    office: OtherOffice, tmp_path: Path, kmtui: Run
) -> None:
    meeting_id = plan_meeting(office.committee_id, date(2026, 12, 14), time(9), "ห้องประชุม")
    key = arabic_digits(Meeting.get_by_id(meeting_id).label)
    path = tmp_path / "วาระ.txt"
    path.write_text("วาระที่ ๑ เรื่องพิเศษ\n๑.๑ ย่อย\n", "utf-8")
    shown = said(kmtui("import", "agenda", key, str(path), "--dry-run"))
    assert "เป็นเรื่องย่อยของ “เรื่องพิเศษ”" in shown
    items = AgendaItem.select().where(AgendaItem.meeting == meeting_id)
    assert items.count() == 0
    said(kmtui("import", "agenda", key, str(path)))
    assert [item.title for item in items][-2:] == ["เรื่องพิเศษ", "ย่อย"]
    again = kmtui("import", "agenda", key, str(path))
    assert (again.returncode, "มีอยู่แล้ว" in again.stderr.decode()) == (1, True)
    closed = kmtui(
        "import", "agenda", arabic_digits(Meeting.get_by_id(office.held_id).label), str(path)
    )
    assert (closed.returncode, "แก้ไข" in closed.stderr.decode()) == (1, True)
