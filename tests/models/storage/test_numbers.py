"""Numbers of meetings and orders: once in a calendar year, and the next free one is named."""

from datetime import date, time
from pathlib import Path

from models.committees.records import issue_order, next_order_number
from models.errors import NotFound, Refused
from models.meetings.records import Meeting, find_meeting, next_meeting_number, plan_meeting
from tests.builders import THE_DAY, a_committee, a_meeting, a_person, an_office
from tests.refusals import refused


def test_a_meeting_gets_the_next_number_of_its_calendar_year(store: Path) -> None:
    committee = a_committee()
    days = [date(2020, 9, 22), date(2020, 12, 31), date(2021, 1, 1)]
    meetings = [a_meeting(committee=committee, held_on=day) for day in days]
    assert [(each.number, each.year) for each in meetings] == [(1, 2563), (2, 2563), (1, 2564)]


def test_a_taken_meeting_number_is_refused_with_the_next_free_one(store: Path) -> None:
    committee = a_committee()
    a_meeting(committee=committee)
    with refused(Refused, match="๑/๒๕๖๓ มีแล้ว ครั้งถัดไปที่ว่างคือ ๒/๒๕๖๓"):
        plan_meeting(committee.id, THE_DAY, time(9), "", number=1)
    assert next_meeting_number(committee, 2563) == 2


def test_a_meeting_number_that_leaves_a_gap_is_refused_unless_confirmed(store: Path) -> None:
    committee = a_committee()
    first = plan_meeting(committee.id, THE_DAY, time(9), "", number=4)
    assert Meeting.get_by_id(first).number == 4
    for wrong in (0, 6, 2):
        with refused(Refused, match="ครั้งถัดไปที่ว่างคือ ๕/๒๕๖๓"):
            plan_meeting(committee.id, THE_DAY, time(9), "", number=wrong)
    meant = plan_meeting(committee.id, THE_DAY, time(9), "", number=7, gap_ok=True)
    assert Meeting.get_by_id(meant).number == 7


def test_meeting_numbers_are_counted_per_committee(store: Path) -> None:
    first, second = a_committee(name="คณะกรรมการหนึ่ง"), a_committee(name="คณะกรรมการสอง")
    assert (a_meeting(committee=first).number, a_meeting(committee=second).number) == (1, 1)


def test_a_taken_order_number_is_refused_with_the_next_free_one(store: Path) -> None:
    an_office()
    signer = a_person()
    issue_order(881, date(2020, 9, 17), "แต่งตั้ง", signer)
    with refused(Refused, match="๘๘๑/๒๕๖๓ ใช้แล้ว เลขถัดไปที่ว่างคือ ๘๘๒/๒๕๖๓"):
        issue_order(881, date(2020, 12, 1), "แต่งตั้งอีก", signer)
    assert issue_order(881, date(2021, 1, 4), "ปีใหม่", signer).label == "๘๘๑/๒๕๖๔"
    assert next_order_number(2565) == 1


def test_a_meeting_is_found_by_its_number(store: Path) -> None:
    meeting = a_meeting()
    assert find_meeting(1, 2563) == meeting


def test_an_unknown_meeting_number_is_refused_with_advice(store: Path) -> None:
    a_meeting()
    with refused(NotFound, match="kmtui list meetings"):
        find_meeting(9, 2563)


def test_meetings_of_two_committees_with_one_number_are_selected_by_committee_name(
    store: Path,
) -> None:
    for name in ("คณะกรรมการจัดทำแผน", "คณะกรรมการติดตาม"):
        a_meeting(committee=a_committee(name=name))
    with refused(NotFound, match="คณะกรรมการจัดทำแผน, คณะกรรมการติดตาม"):
        find_meeting(1, 2563)
    assert find_meeting(1, 2563, "ติดตาม").committee.name == "คณะกรรมการติดตาม"
    with refused(NotFound, match="ไม่พบ"):
        find_meeting(1, 2563, "การเงิน")
