"""Usual appointment orders as drafts: reason, committee, seats of the office's posts, duties.

The list is a data file that an office may replace (`models/data/usual_committees.toml`).
"""

import tomllib
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from kmtui.thai.text import key
from models.committees.operations import add_committee, add_duty, add_seat
from models.committees.orders import draft_order
from models.committees.records import CommitteeKind, Role
from models.errors import KmError, Refused
from models.office.files import office_text
from models.office.organization import the_organization
from models.people.records import Post
from models.storage.database import database

NAME = "usual_committees.toml"


class UsualSeat(Struct, frozen=True):
    """A seat: its role, and prefixes of the names of posts that may take it.

    With `takes_all` each of these posts gets a seat, otherwise only the first.
    """

    role: Role
    posts: tuple[str, ...]
    takes_all: bool = False


class UsualOrder(Struct, frozen=True):
    """A usual order with one committee; `name` is its row in the list."""

    name: str
    subject: str
    committee: str
    kind: CommitteeKind
    cause: str
    duties: tuple[str, ...]
    seats: tuple[UsualSeat, ...]


def usual_orders() -> tuple[UsualOrder, ...]:
    """Return the usual orders. Raises KmError if the office's own file is damaged."""
    try:
        content: dict[str, Any] = tomllib.loads(office_text(NAME))
        return tuple(_order(row) for row in content["orders"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KmError(f"อ่าน {NAME} ของสำนักงานไม่ได้ แก้แฟ้มนั้นให้ถูกรูปแบบ หรือย้ายออก") from error


def find_usual_order(word: str) -> UsualOrder:
    """Return the one usual order whose name has this word.

    Raises:
        Refused: no name or several have it.
        KmError: the office's own file is damaged.
    """
    orders = usual_orders()
    found = [each for each in orders if key(word) and key(word) in key(each.name)]
    if len(found) != 1:
        names = ", ".join(each.name for each in found or orders)
        raise Refused(f"พิมพ์ส่วนหนึ่งของชื่อคณะที่ชี้ได้คณะเดียว เลือกจาก {names}")
    return found[0]


def draft_usual_order(order: UsualOrder) -> int:
    """Draft an order with its committee and the seats that the register has posts for.

    Returns the id of the draft; all of it can be edited. Raises NotFound if the office has no name
    yet.
    """
    with database.atomic():
        cause = order.cause.replace("{office}", the_organization().name)
        drafted = draft_order(order.subject, cause)
        committee = add_committee(drafted, order.committee, kind=order.kind)
        for seat, post in _seated(order.seats):
            add_seat(committee, seat.role, post_id=post.id)
        for duty in order.duties:
            add_duty(committee, duty)
    return drafted


def _seated(seats: Iterable[UsualSeat]) -> list[tuple[UsualSeat, Post]]:
    """Match each seat to a post that is not taken yet; a shared post gets no seat."""
    query = Post.select().where(Post.abolished_on.is_null(), ~Post.shared).order_by(Post.id)
    posts, taken = list(query), set[int]()
    found: list[tuple[UsualSeat, Post]] = []
    for each in sorted(seats, key=lambda seat: seat.takes_all):
        fitting = [
            post
            for begins in each.posts
            for post in posts
            if post.name.startswith(begins) and post.id not in taken
        ]
        for post in fitting if each.takes_all else fitting[:1]:
            taken.add(post.id)
            found.append((each, post))
    order = list(seats)
    return sorted(found, key=lambda pair: order.index(pair[0]))


def _order(row: dict[str, Any]) -> UsualOrder:
    seats = tuple(
        UsualSeat(Role(each["role"]), tuple(map(str, each["posts"])), bool(each.get("all")))
        for each in row["seats"]
    )
    return UsualOrder(
        str(row["name"]),
        str(row["subject"]),
        str(row["committee"]),
        CommitteeKind(row["kind"]),
        str(row["cause"]),
        tuple(map(str, row["duties"])),
        seats,
    )
