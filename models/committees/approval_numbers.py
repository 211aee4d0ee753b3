"""The register numbers of the memos that request orders."""

from collections.abc import Sequence

from msgspec import Struct

from models.committees.approvals import ApprovalMemo, ApprovedOrder
from models.committees.records import LISTED, AppointmentOrder
from models.office.letter_numbers import has_letter_number


class OrderApproval(Struct, frozen=True):
    """A memo that requests orders, with its number.

    `order_id` is the order whose screen opens the memo; `order_key` is the number of a requested
    order as typed on the command line.
    """

    memo_id: int
    order_id: int
    order_key: str
    subject: str
    number: str
    is_numbered: bool


def approvals_of(order_ids: Sequence[int]) -> tuple[OrderApproval, ...]:
    """Return the distinct memos of these orders, each with the order whose screen opens it."""
    links = list(
        ApprovedOrder.select(ApprovedOrder, ApprovalMemo)
        .join(ApprovalMemo)
        .where(ApprovedOrder.order.in_(list(order_ids)))
        .order_by(ApprovedOrder.id)
    )
    opened_under = orders_of_memos([link.memo_id for link in links])
    found: dict[int, OrderApproval] = {}
    for link in links:
        memo = link.memo
        found.setdefault(
            memo.id,
            OrderApproval(
                memo.id,
                opened_under[memo.id],
                link.order.key,
                memo.subject,
                memo.number,
                has_letter_number(memo.number),
            ),
        )
    return tuple(found.values())


def orders_of_memos(memo_ids: Sequence[int]) -> dict[int, int]:
    """Return for each memo the order whose screen opens it: of several, the first in the list."""
    links = (
        ApprovedOrder.select(ApprovedOrder.memo, ApprovedOrder.order)
        .join(AppointmentOrder)
        .where(ApprovedOrder.memo.in_(list(memo_ids)))
        .order_by(*LISTED)
    )
    found: dict[int, int] = {}
    for link in links:
        found.setdefault(link.memo_id, link.order_id)
    return found
