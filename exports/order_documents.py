"""Orders, and the memos that ask for them."""

from exports.committees import approval, order
from exports.documents import Document, Request


def order_of(request: Request) -> int:
    """The id of the order that the key names. Raises NotFound and KmError with their sentences."""
    return order.order_named(request.key)


def _order(order_id: int, request: Request) -> order.OrderPaper:
    return order.gather(order_id, request.copy, request.emblem)


def _approval(order_id: int, request: Request) -> approval.ApprovalPaper:
    return approval.gather(order_id, request.emblem)


DOCUMENTS = (
    Document(
        "order",
        "คำสั่งแต่งตั้งคณะกรรมการ",
        "881/2563",
        order_of,
        _order,
        order.render,
        options=("--copy",),
    ),
    Document("approval", "บันทึกขออนุมัติแต่งตั้ง", "881/2563", order_of, _approval, approval.render),
)
