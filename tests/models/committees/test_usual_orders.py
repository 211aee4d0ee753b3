"""Usual orders: drafted with reason, seats of the office's own posts and duties; then issued."""

from datetime import date
from pathlib import Path

import pytest

from models.committees.orders import issue
from models.committees.records import AppointmentOrder, CommitteeKind, Role
from models.committees.usual_orders import (
    NAME,
    draft_usual_order,
    find_usual_order,
    usual_orders,
)
from models.errors import KmError, Refused
from models.people.assignments import assign
from models.people.records import AssignmentKind, Post
from models.people.usual_posts import add_usual_posts, missing_posts
from tests.builders import a_person, an_office
from tests.refusals import refused

DAY = date(2026, 12, 1)


@pytest.mark.parametrize("kind", ["เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "เทศบาลเมือง"])
def test_every_usual_order_is_drafted_for_every_kind_of_office_and_can_be_issued(
    kind: str, store: Path
) -> None:
    an_office()
    add_usual_posts(missing_posts(kind))
    leader = Post.get(Post.is_cko)
    assign(a_person("ผู้นำ").id, leader.id, AssignmentKind.SUBSTANTIVE, date(2020, 1, 1))
    for usual in usual_orders():
        drafted = draft_usual_order(usual)
        order = AppointmentOrder.get_by_id(drafted)
        (committee,) = order.committees
        assert "{" not in order.cause
        assert "พ.ศ. ๒๕" in order.cause or "มติ" in order.cause
        assert [duty.text for duty in committee.ordered_duties()] == list(usual.duties)
        posts = [seat.post_id for seat in committee.ordered_seats()]
        assert len(posts) == len(set(posts)) >= 3
        roles = [seat.role for seat in committee.ordered_seats()]
        assert roles[0] == Role.CHAIR
        assert Role.MEMBER_SECRETARY in roles
        issue(drafted, DAY)


def test_an_office_without_posts_has_a_draft_without_seats(store: Path) -> None:
    an_office()
    drafted = draft_usual_order(find_usual_order("ita"))
    (committee,) = AppointmentOrder.get_by_id(drafted).committees
    assert (committee.ordered_seats(), committee.kind) == ([], CommitteeKind.OTHER)


def test_an_ambiguous_word_for_a_usual_order_is_refused_with_the_names(store: Path) -> None:
    with refused(Refused, match="ตรวจรับพัสดุ, "):
        find_usual_order("คณะกรรมการ")
    with refused(Refused, match="เลือกจาก"):
        find_usual_order("ไม่มีคณะนี้")


def test_a_damaged_file_of_usual_orders_is_reported_by_name(store: Path) -> None:
    own = store.parent / "templates" / NAME
    own.parent.mkdir(exist_ok=True)
    for content in ("[", "orders = 1", '[[orders]]\nname = "ก"\n'):
        own.write_text(content, "utf-8")
        with pytest.raises(KmError, match="แก้แฟ้มนั้น"):
            usual_orders()
