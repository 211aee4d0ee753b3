"""The approval memo of an order for editing, and a suggested draft of it."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from models.committees.approvals import (
    ApprovalDraft,
    ApprovalMemo,
    ApprovalStep,
    ApprovedOrder,
    find_order_row,
    memo_of,
)
from models.committees.records import AppointmentOrder, Committee, Role
from models.committees.views import signing_post
from models.office.organization import the_organization
from models.people.records import Post
from models.storage.database import database

_HEADS = ("หัวหน้าสำนัก", "ผู้อำนวยการ")


class SharedMemo(Struct, frozen=True):
    """A memo of another order; `label` is the number of that order as cited."""

    order_id: int
    label: str
    subject: str


def approval_draft(order_id: int) -> ApprovalDraft | None:
    """Return the memo of an order for editing; None if there is none."""
    with database.atomic("DEFERRED"):
        memo = memo_of(order_id)
        if memo is None:
            return None
        steps = list(memo.steps.order_by(ApprovalStep.position))
        return ApprovalDraft(
            memo.written_on,
            memo.subject,
            tuple(memo.body.split("\n")) if memo.body else (),
            tuple(step.post_id for step in steps if not step.gives_opinion),
            tuple(step.post_id for step in steps if step.gives_opinion),
            memo.division_id,
            memo.number,
            memo.addressee,
            memo.closing,
        )


def suggested_approval(order_id: int, day: date) -> ApprovalDraft:
    """Return a memo suggested from the order: its reason, its committees, the usual route.

    The committee's secretaries propose; the head of their division, the chair, and the signer of
    the order give their opinions, each once.

    Raises NotFound if there is no such order, or the office has no name yet.
    """
    with database.atomic("DEFERRED"):
        order = find_order_row(order_id)
        committees = list(order.committees.order_by(Committee.position))
        proposers, secretary = _proposers(committees)
        opinions = _once([*_above(committees, secretary), signing_post(order)])
        division = secretary.division_id if secretary is not None else None
        return ApprovalDraft(
            day,
            f"ขออนุมัติ{order.subject.removeprefix('การ')}",
            _paragraphs(order, committees),
            tuple(post.id for post in proposers),
            tuple(post.id for post in opinions if post not in proposers),
            division,
        )


def approvals_to_share(order_id: int, limit: int = 7) -> tuple[SharedMemo, ...]:
    """Return the memos that the order could share, for each other order its own, newest first.

    One memo may request several orders. Returns at most `limit` entries.
    """
    links = (
        ApprovedOrder.select()
        .join(ApprovalMemo)
        .where(ApprovedOrder.order != order_id)
        .order_by(ApprovalMemo.written_on.desc(), ApprovedOrder.id.desc())
        .limit(limit)
    )
    with database.atomic("DEFERRED"):
        return tuple(
            SharedMemo(link.order_id, link.order.label, link.memo.subject) for link in links
        )


def others_of_memo(order_id: int) -> tuple[str, ...]:
    """Return the numbers, as cited, of the other orders that this order's memo requests."""
    with database.atomic("DEFERRED"):
        memo = memo_of(order_id)
        if memo is None:
            return ()
        links = memo.approved.where(ApprovedOrder.order != order_id)
        return tuple(link.order.label for link in links.order_by(ApprovedOrder.id))


def _proposers(committees: list[Committee]) -> tuple[list[Post], Post | None]:
    """Return the posts that propose a memo, and the secretary's post alone (None without one).

    Of the first committee: the assistant secretaries' posts, then the secretary's.
    """
    posts = _posts_by_role(committees[:1])
    secretary = next(iter(posts.get(Role.MEMBER_SECRETARY, ())), None)
    below = posts.get(Role.MEMBER_ASSISTANT_SECRETARY, [])
    return _once([*below, secretary]), secretary


def _above(committees: list[Committee], secretary: Post | None) -> list[Post | None]:
    """Return the posts of the secretary's division head and of the first committee's chair."""
    heads: list[Post | None] = []
    if secretary is not None and secretary.division is not None:
        posts = secretary.division.posts.where(Post.abolished_on.is_null()).order_by(Post.id)
        heads = [post for post in posts if post.name.startswith(_HEADS)][:1]
    return [*heads, *_posts_by_role(committees[:1]).get(Role.CHAIR, ())]


def _posts_by_role(committees: list[Committee]) -> dict[Role, list[Post]]:
    found: dict[Role, list[Post]] = {}
    for committee in committees:
        for seat in committee.ordered_seats():
            if seat.post is not None:
                found.setdefault(Role(seat.role), []).append(seat.post)
    return found


def _once(posts: Iterable[Post | None]) -> list[Post]:
    return list({post.id: post for post in posts if post is not None}.values())


def _paragraphs(order: AppointmentOrder, committees: list[Committee]) -> tuple[str, ...]:
    because = order.cause.split("\n")[0]
    given = f"ตาม{because.removeprefix('ด้วย')} นั้น" if because else ""
    names = " และ".join(committee.name for committee in committees)
    who = the_organization().name
    asked = f"{who} เห็นควรแต่งตั้ง{names or 'คณะกรรมการ'} ตามร่างคำสั่งที่แนบมาพร้อมบันทึกนี้"
    wanted = f"{asked} หากเห็นชอบ โปรดอนุมัติและลงนามในคำสั่ง"
    return tuple(filter(None, (given, wanted)))
