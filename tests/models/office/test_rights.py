"""Who may do what, by user id."""

from datetime import date, time
from pathlib import Path

import pytest

from models.errors import NotFound, Refused
from models.meetings.events import Adoption
from models.meetings.records import close_meeting
from models.minutes.lifecycle import adopt_minutes
from models.office.rights import (
    Right,
    add_member,
    display_name,
    give_right,
    members,
    must_be_allowed,
    my_uid,
    read_member,
    remove_member,
    rename_member,
    require_right,
    right_of,
    set_member,
    uid_named,
)
from tests.builders import a_meeting, a_statement
from tests.refusals import refused

OTHER = 64_321


def test_without_a_member_list_every_operation_is_allowed(store: Path) -> None:
    assert right_of(my_uid()) == right_of(OTHER) == Right.ADMINISTER
    must_be_allowed(OTHER, Right.ADMINISTER)
    assert members() == ()


def test_adding_the_first_member_makes_the_adding_user_administrator(store: Path) -> None:
    set_member(my_uid(), OTHER, "สมศรี", Right.WRITE)
    assert right_of(my_uid()) == Right.ADMINISTER
    assert [(each.uid, each.name) for each in members() if each.uid == OTHER] == [(OTHER, "สมศรี")]
    assert display_name(OTHER) == "สมศรี"
    assert right_of(OTHER + 1) == Right.READ


@pytest.mark.parametrize("given", list(Right))
def test_each_right_includes_the_lower_ones(store: Path, given: Right) -> None:
    set_member(my_uid(), OTHER, "สมศรี", given)
    for asked in Right:
        if list(Right).index(asked) <= list(Right).index(given):
            must_be_allowed(OTHER, asked)
        else:
            with refused(Refused, match="ขอสิทธิจากผู้ดูแลระบบ"):
                must_be_allowed(OTHER, asked)


def test_changing_members_needs_an_administrator_and_the_last_one_stays(store: Path) -> None:
    set_member(my_uid(), OTHER, "สมศรี", Right.ADOPT)
    with refused(Refused):
        set_member(OTHER, OTHER, "สมศรี", Right.ADMINISTER)
    with refused(Refused):
        remove_member(OTHER, my_uid())
    with refused(Refused, match="อย่างน้อยหนึ่งคน"):
        remove_member(my_uid(), my_uid())
    with refused(Refused, match="อย่างน้อยหนึ่งคน"):
        set_member(my_uid(), my_uid(), "ฉัน", Right.READ)
    with refused(NotFound):
        remove_member(my_uid(), OTHER + 1)
    with refused(Refused, match="--name"):
        set_member(my_uid(), OTHER, "  ", Right.READ)
    remove_member(my_uid(), OTHER)
    assert right_of(OTHER) == Right.READ


def test_changing_the_name_or_right_of_a_member_keeps_the_other(store: Path) -> None:
    add_member(my_uid(), OTHER, "สมศรี", Right.WRITE)
    give_right(my_uid(), OTHER, Right.READ)
    rename_member(my_uid(), OTHER, "สมศรี ใจดี")
    found = read_member(OTHER)
    assert (found.name, found.right) == ("สมศรี ใจดี", Right.READ)
    with refused(Refused, match="อยู่ในบัญชีผู้มีสิทธิแล้ว"):
        add_member(my_uid(), OTHER, "สมศรี", Right.WRITE)
    for act in (
        lambda: rename_member(OTHER, OTHER, "ฉัน"),
        lambda: give_right(OTHER, OTHER, Right.ADMINISTER),
        lambda: rename_member(my_uid(), OTHER, " "),
        lambda: give_right(my_uid(), my_uid(), Right.READ),
    ):
        with refused(Refused):
            act()
    remove_member(my_uid(), OTHER)
    for gone in (
        lambda: rename_member(my_uid(), OTHER, "สมศรี"),
        lambda: give_right(my_uid(), OTHER, Right.READ),
        lambda: read_member(OTHER),
    ):
        with refused(NotFound):
            gone()
    assert OTHER not in [each.uid for each in members()]


def test_an_operation_without_its_right_is_refused(store: Path) -> None:
    set_member(my_uid(), OTHER, "สมศรี", Right.READ)
    assert require_right(a_statement, Right.WRITE)("พิมพ์ได้").text == "พิมพ์ได้"
    with refused(Refused):
        require_right(a_statement, Right.WRITE, OTHER)("พิมพ์ไม่ได้")


def test_closing_and_adopting_without_the_right_are_refused(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, closed = a_meeting(), a_meeting(closed=True)
    set_member(my_uid(), OTHER, "สมศรี", Right.WRITE)
    monkeypatch.setattr("models.meetings.records.my_uid", lambda: OTHER)
    monkeypatch.setattr("models.minutes.lifecycle.my_uid", lambda: OTHER)
    with refused(Refused, match="ขอสิทธิ"):
        close_meeting(opened.id, time(16))
    with refused(Refused, match="ขอสิทธิ"):
        adopt_minutes(closed.id, date(2020, 10, 1), Adoption.CIRCULATION)


def test_a_member_account_can_be_a_name_or_a_number() -> None:
    assert uid_named("root") == 0
    assert uid_named("1234") == 1234
    with pytest.raises(NotFound):
        uid_named("ไม่มีคนนี้")
