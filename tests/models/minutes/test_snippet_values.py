"""The places of a snippet are filled from the meeting, and stay where there is no value yet."""

from datetime import date, time
from pathlib import Path

import pytest

from models.meetings.records import mark_all_present, plan_meeting
from models.minutes.records import Outcome, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.minutes.snippet_values import PLACES, read_snippet_source, snippet_values
from models.office.snippets import all_snippets, filled, save_snippet, word_before
from tests.builders import THE_DAY, a_committee, a_meeting, an_item


def test_every_snippet_placeholder_has_its_value_from_the_meeting(store: Path) -> None:
    committee = a_committee(3, vacant=1)
    meeting = a_meeting(2, committee=committee)
    mark_all_present(meeting.id)
    item = an_item(meeting)
    record_resolution(item.id, Outcome.ENDORSED, "มีมติเห็นชอบ", 3)
    plan_meeting(committee.id, date(2020, 10, 6), time(9, 30), "ห้องใหญ่")
    source, room = read_snippet_source(meeting.id), read_meeting_snapshot(meeting.id)
    values = snippet_values(room, item.id, source, THE_DAY)
    assert tuple(values) == PLACES
    assert values["มา"] == "๓"
    assert values["องค์ประชุม"] == "กรรมการมาประชุม ๓ คน จากกรรมการทั้งหมด ๔ คน ครบองค์ประชุม"
    assert values["ประธาน"] == "นายคนที่ ๑ ใจดี"
    assert values["วันนี้"] == "๒๒ กันยายน ๒๕๖๓"
    following = "ครั้งที่ ๒/๒๕๖๓ ในวันอังคารที่ ๖ ตุลาคม พ.ศ. ๒๕๖๓ เวลา ๐๙.๓๐ น. ณ ห้องใหญ่"
    assert values["ประชุมครั้งหน้า"] == following
    other = room.items[1].id
    assert snippet_values(room, other, source, THE_DAY)["มติล่าสุด"] == "มีมติเห็นชอบ"
    assert all(values.values())


def test_snippet_fields_without_a_value_are_kept_and_reported(store: Path) -> None:
    meeting = a_meeting()
    source, room = read_snippet_source(meeting.id), read_meeting_snapshot(meeting.id)
    values = snippet_values(room, None, source, THE_DAY)
    made = filled("นัด {ประชุมครั้งหน้า} {มติล่าสุด} {ไม่มี} {มา}", values, source.snippets)
    assert made.text == "นัด {ประชุมครั้งหน้า} {มติล่าสุด} {ไม่มี} ๐"
    assert made.missing == ("ประชุมครั้งหน้า", "มติล่าสุด", "ไม่มี")


def test_snippets_that_name_each_other_are_expanded_once(store: Path) -> None:
    save_snippet("ทต", "เทศบาลตำบลทดสอบ")
    save_snippet("ปด", "{ทต} แจ้ง {มา} คน")
    save_snippet("วน", "{วน}")
    snippets = all_snippets()
    assert filled(snippets["ปด"], {"มา": "๕"}, snippets).text == "เทศบาลตำบลทดสอบ แจ้ง ๕ คน"
    assert filled("ว่า {ปด}", {"มา": "๕"}, snippets).text == "ว่า {ทต} แจ้ง ๕ คน"
    assert filled("{วน}", {}, snippets).text == "{วน}"
    value = {"มา": "{ประธาน} [/] \\1"}
    assert filled("{มา}", value, snippets).text == "{ประธาน} [/] \\1"


@pytest.mark.parametrize(
    ("before", "word"),
    [("ที่ประชุม ม.ห", "ม.ห"), ("กล่าวว่า{มา}", "{มา}"), ("{ }", "{ }"), ("{มา", ""), ("มา}", "")],
)
def test_word_before_returns_the_snippet_or_placeholder_before_the_cursor(
    store: Path, before: str, word: str
) -> None:
    assert word_before(before, all_snippets()) == word
