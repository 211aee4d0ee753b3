"""The memo that asks for approval before an order, with its route of opinions."""

import re
from datetime import date
from pathlib import Path

from exports.committees.approval import gather
from exports.documents import Request
from models.committees.approval_drafts import (
    approval_draft,
    approvals_to_share,
    others_of_memo,
    suggested_approval,
)
from models.committees.approvals import (
    ApprovalDraft,
    ApprovalMemo,
    approval_of,
    remove_approval,
    share_approval,
    write_approval,
)
from models.committees.orders import draft_order, remove_draft
from models.committees.records import AppointmentOrder
from models.committees.views import find_order
from models.errors import NotFound, Refused
from tests.builders import a_held_post, a_post, an_office
from tests.refusals import refused

SOURCE = Path(__file__).parents[2] / "data" / "source-approval.txt"
# What was settled against the scan, written without white space.
SETTLED = {
    "หนองหัวแรด": "หนองหัวแรต",
    "พ.ศ.๒๕๕๖": "พ.ศ.๒๕๔๖",
    "ปานนิสรา": "ปานิสรา",
    "อรยงณี": "อรยานี",
}
DAY = date(2020, 9, 17)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def a_memo(subject: str = "ขออนุมัติ") -> ApprovalDraft:
    return ApprovalDraft(
        DAY, subject, (" ย่อหน้าแรก ", ""), (a_held_post("เสนอ").id,), (a_held_post("เห็น").id,)
    )


def test_the_memo_of_the_example_equals_the_reference_document(example: Path) -> None:
    text = squeezed(SOURCE.read_text(encoding="utf-8"))
    for scanned, settled in SETTLED.items():
        text = text.replace(scanned, settled)
    memo = approval_of(find_order(881, 2563).id)
    assert memo is not None
    parts = [
        f"บันทึกข้อความส่วนราชการ{memo.division}ที่{memo.number}วันที่๑๗กันยายน๒๕๖๓",
        f"เรื่อง{memo.subject}เรียน{memo.addressee}",
        *memo.paragraphs,
        memo.closing,
        *(f"({each.name}){each.title}" for each in memo.proposers),
        *(f"{each.heading}({each.name}){each.title}" for each in memo.opinions),
    ]
    assert squeezed("".join(parts)) == text
    assert memo.written_on == DAY


def test_one_memo_requests_both_orders_of_the_example(example: Path) -> None:
    first, second = (approval_of(find_order(number, 2563).id) for number in (881, 882))
    assert first is not None
    assert second is not None
    assert first.id == second.id
    remove_approval(first.order_id)
    assert approval_of(first.order_id) is None
    assert approval_of(second.order_id) is not None
    remove_approval(second.order_id)
    assert ApprovalMemo.select().count() == 0


def test_writing_an_approval_again_replaces_it_and_addresses_the_last_of_its_route(
    store: Path,
) -> None:
    order = draft_order("แต่งตั้ง")
    assert approval_of(order) is None
    first = write_approval(order, a_memo())
    draft = a_memo("ขออนุมัติอีกครั้ง")
    assert write_approval(order, draft) == first
    view = approval_of(order)
    assert view is not None
    assert (view.subject, view.paragraphs, view.number) == ("ขออนุมัติอีกครั้ง", ("ย่อหน้าแรก",), "-")
    assert view.addressee == view.opinions[0].title
    assert len(view.proposers) == len(view.opinions) == 1


def test_a_vacant_post_on_the_route_has_no_name(store: Path) -> None:
    order, post = draft_order("แต่งตั้ง"), a_post("ปลัดเทศบาล", formal_name="ปลัดเทศบาลตำบลทดสอบ")
    memo = a_memo()
    write_approval(order, ApprovalDraft(DAY, "เรื่อง", (), memo.proposers, (post.id,)))
    view = approval_of(order)
    assert view is not None
    (opinion,) = view.opinions
    assert (opinion.heading, opinion.name, opinion.title) == (
        "ความเห็นของปลัดเทศบาล",
        "",
        "ปลัดเทศบาลตำบลทดสอบ",
    )


def test_a_memo_needs_a_subject_a_proposer_and_an_opinion(store: Path) -> None:
    order = draft_order("แต่งตั้ง")
    blank, whole = a_memo(" "), a_memo()
    with refused(Refused, match="ยังไม่มีชื่อเรื่อง"):
        write_approval(order, blank)
    write_approval(order, ApprovalDraft(DAY, "เรื่อง", (), (), ()))
    view = approval_of(order)
    assert view is not None
    assert "ผู้เสนอและผู้ให้ความเห็น" in view.lacks
    an_office()
    with refused(Refused, match="ผู้เสนอและผู้ให้ความเห็น"):
        gather(order, Request("approval"))
    with refused(NotFound):
        write_approval(order + 1, whole)
    other = draft_order("อีกเรื่อง")
    with refused(NotFound, match="ยังไม่มีบันทึกขออนุมัติ"):
        share_approval(order, other)


def test_removing_a_draft_order_removes_its_memo(store: Path) -> None:
    order = draft_order("แต่งตั้ง")
    write_approval(order, a_memo())
    remove_draft(order)
    assert AppointmentOrder.select().count() == ApprovalMemo.select().count() == 0


def test_a_memo_begins_with_the_order_s_reason_committees_and_usual_route(example: Path) -> None:
    order = find_order(881, 2563)
    begun = suggested_approval(order.id, DAY)
    remove_approval(order.id)
    write_approval(order.id, begun)
    view = approval_of(order.id)
    assert view is not None
    assert view.subject.startswith("ขออนุมัติแต่งตั้งคณะกรรมการจัดทำแผน")
    assert view.paragraphs[0].startswith("ตามพระราชกฤษฎีกา")
    assert view.paragraphs[0].endswith("นั้น")
    assert [each.title for each in view.proposers] == ["นักทรัพยากรบุคคลชำนาญการ", "หัวหน้าฝ่ายอำนวยการ"]
    assert [each.heading for each in view.opinions] == [
        "ความเห็นของหัวหน้าสำนักปลัดเทศบาล",
        "ความเห็นของปลัดเทศบาล",
        "ความเห็นของนายกเทศมนตรี",
    ]
    assert view.addressee == "นายกเทศมนตรีตำบลหนองหัวแรต"
    assert (view.division, view.number) == ("สำนักปลัดเทศบาล", "นม ๕๘๓๐๑/-")


def test_a_memo_suggested_for_an_empty_draft_order_is_incomplete(store: Path) -> None:
    an_office()
    order = draft_order("แต่งตั้งคณะกรรมการ")
    write_approval(order, suggested_approval(order, DAY))
    view = approval_of(order)
    assert view is not None
    assert view.lacks


def test_an_approval_draft_reads_back_as_typed_and_lists_orders_to_share_it_with(
    example: Path,
) -> None:
    first, second = (find_order(number, 2563) for number in (881, 882))
    draft = approval_draft(first.id)
    assert draft is not None
    write_approval(first.id, draft)
    assert approval_draft(first.id) == draft
    assert others_of_memo(first.id) == ("๘๘๒/๒๕๖๓",)
    remove_approval(second.id)
    assert approval_draft(second.id) is None
    assert [each.label for each in approvals_to_share(second.id)] == ["๘๘๑/๒๕๖๓"]
