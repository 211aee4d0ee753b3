"""A correction that another program puts into adopted minutes is not printed, with a warning."""

from datetime import date
from pathlib import Path

import pytest

from exports.catalogue import gather
from exports.documents import Request
from models.maintenance.seals import stripped_seals
from models.meetings.adoption import Correction
from models.meetings.events import Adoption
from models.meetings.records import find_meeting
from models.minutes.lifecycle import adopt_minutes

pytestmark = pytest.mark.external_change


def test_minutes_leave_out_a_forged_correction_and_warn(example: Path) -> None:
    meeting = find_meeting(1, 2563, "จัดทำแผน")
    adopt_minutes(meeting.id, date(2020, 10, 5), Adoption.CIRCULATION, ("แก้คำผิด",))
    Correction.create(meeting=meeting, position=2, text="ข้อความที่ปลอม")
    paper = gather(Request("minutes", "1/2563", "จัดทำแผน"))
    printed = "\n".join(paper.adoption)
    assert "แก้คำผิด" in printed
    assert "ข้อความที่ปลอม" not in printed
    assert any("ไม่มีตราผนึก ๑ ข้อ" in each for each in paper.warnings)
    assert "ข้อแก้ไขรายงานการประชุม" in stripped_seals()[0]
