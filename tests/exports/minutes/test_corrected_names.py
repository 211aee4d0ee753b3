"""A name that is corrected later: sealed papers keep their bytes, and a warning names it."""

from pathlib import Path

from exports.catalogue import make
from exports.documents import Request
from models.meetings.events import Adoption
from models.meetings.records import Meeting
from models.minutes.lifecycle import adopt_minutes
from models.people.operations import rename_person
from models.people.records import Person
from tests.builders import THE_DAY


def test_correcting_a_name_keeps_the_bytes_of_sealed_papers_and_warns(
    example: Path,
) -> None:
    adopt_minutes(Meeting.get(number=1).id, THE_DAY, Adoption.SAME_MEETING)
    papers = [
        Request("minutes", "1/2563"),
        Request("attendance", "1/2563"),
        Request("order", "881/2563"),
        Request("order", "881/2563", copy=True),
    ]
    before = [make(each) for each in papers]
    for given in ("ราเชนทร์", "พสุธร"):
        rename_person(Person.get(given_name=given).id, f"นาย{given} ชื่อใหม่")
    after = [make(each) for each in papers]
    assert [each.content for each in after] == [each.content for each in before]
    told = set(after[0].warnings) - set(before[0].warnings)
    assert len(told) == 1
    assert "รายงานคงชื่อ นายราเชนทร์ เพียรดี ไว้" in told.pop()
