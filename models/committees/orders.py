"""The lifecycle of an order: draft, issue, amendment, revocation."""

from datetime import date

from msgspec import Struct

from kmtui.thai.dates import buddhist_year, format_date
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean
from models.committees.approvals import remove_approval
from models.committees.operations import copy_committee, draft_of, remove_committee
from models.committees.records import (
    AppointmentOrder,
    Committee,
    OrderState,
    Role,
    Seat,
    must_be_free_number,
    next_order_number,
)
from models.committees.views import replaced_by_issuing, signing_post
from models.editing.audit_trail import OperationRecordKind, never_reused_id_of, track_changes
from models.editing.cell_values import day_from, day_text
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.editing.seals import Sealed, seal_record
from models.errors import NotFound, Refused
from models.office.rights import Right, must_be_allowed, my_uid
from models.people.operations import POST_KIND, find_post
from models.people.records import Holder, Person, Post, holder_on
from models.storage.database import database

EFFECTIVE = "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"


class OrderNumber(Struct, frozen=True):
    """The number of an issued order, and its calendar year (Buddhist Era)."""

    number: int
    year: int

    @property
    def label(self) -> str:
        """The number as cited: ๘๘๑/๒๕๖๓."""
        return thai_digits(f"{self.number}/{self.year}")


def draft_order(
    subject: str,
    cause: str = "",
    effective: str = EFFECTIVE,
    signer_post_id: int | None = None,
) -> int:
    """Create a draft order, which gets its number when it is issued; return its id.

    Args:
        cause: the text before the committees, one paragraph a line.
        signer_post_id: None for the post that leads the office.

    Raises:
        Refused: the subject is blank.
    """
    with database.atomic():
        order = AppointmentOrder.create(
            id=never_reused_id_of(ORDER_KIND),
            subject=_subject(subject),
            cause=_paragraphs(cause),
            effective=clean(effective).strip(),
            signer_post=signer_post_id,
        )
    return int(order.id)


def edit_order(order_id: int, subject: str, cause: str, effective: str) -> None:
    """Correct the texts of a draft.

    Raises:
        Refused: the subject is blank, or the order is issued.
        NotFound: there is no such order.
    """
    with database.atomic(), track_changes(ORDER_KIND, order_id):
        order = draft_of(order_id)
        order.subject, order.cause = _subject(subject), _paragraphs(cause)
        order.effective = clean(effective).strip()
        order.save()


def set_signer(order_id: int, post_id: int) -> None:
    """Set the post that signs a draft.

    Raises:
        Refused: the order is issued.
        NotFound: there is no such order or post.
    """
    with database.atomic():
        order = draft_of(order_id)
        order.signer_post = find_post(post_id)
        order.save()


def remove_draft(order_id: int) -> None:
    """Delete a draft with its committees, recorded in the history, and detach its memo.

    Raises:
        Refused: the order is issued.
        NotFound: there is no such order.
    """
    with database.atomic(), track_changes(ORDER_KIND, order_id):
        order = draft_of(order_id)
        for committee in list(order.committees):
            remove_committee(committee.id)
        remove_approval(order_id)
        order.delete_instance()


def issue(
    order_id: int, issued_on: date, number: int | None = None, gap_ok: bool = False
) -> OrderNumber:
    """Issue and seal a draft, signed by the holder of its signing post on that day.

    The order that it amends becomes AMENDED; its committees replace those they were copied from.

    Args:
        number: its number in the calendar year of that day; None for the next free one.
        gap_ok: whether the number may leave a gap.

    Raises:
        Refused: the order is issued already; the number is below 1, is taken or leaves a gap (names
            the next free one); the order gives no reason (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙
            มาตรา ๓๗, by analogy) or has no committee; a committee has no secretary, no chair or
            several, or a seat without post and person; there is no signer; or the user has no right
            to adopt.
        NotFound: there is no such order.
    """
    year = buddhist_year(issued_on)
    with database.atomic(), track_changes(ORDER_KIND, order_id):
        order = draft_of(order_id)
        must_be_allowed(my_uid(), Right.ADOPT)
        _must_be_complete(order)
        given = number if number is not None else next_order_number(year)
        _must_follow(given, year, gap_ok)
        signer = _signer(order, issued_on)
        order.number, order.year, order.issued_on = given, year, issued_on
        if order.amends is not None:
            with track_changes(ORDER_KIND, order.amends_id):
                order.amends.state = OrderState.AMENDED
                order.amends.save()
        order.state, order.signer = OrderState.ISSUED, Person.get_by_id(signer.person_id)
        order.signer_name, order.signer_title = signer.name, signer.formal_title
        order.save()
        for committee in order.committees:
            _seal(committee)
            _replace_earlier(committee)
        seal_order(order_id)
    return OrderNumber(given, year)


def revoke_order(order_id: int, on: date, reason: str) -> None:
    """Revoke an issued order from this day on; its number stays taken, its meetings stay.

    Raises:
        Refused: the reason is blank, the order is a draft or revoked already, the day is before
            that of issue, or the user has no right to adopt.
        NotFound: there is no such order.
    """
    wording = clean(reason).strip()
    if not wording:
        raise Refused("ยังไม่ได้พิมพ์เหตุผลที่ยกเลิกคำสั่ง พิมพ์เหตุผลก่อนแล้วกด Enter")
    with database.atomic(), track_changes(ORDER_KIND, order_id):
        order = _issued(order_id)
        must_be_allowed(my_uid(), Right.ADOPT)
        if order.issued_on is not None and on < order.issued_on:
            issued = format_date(order.issued_on)
            raise Refused(f"วันที่ยกเลิกอยู่ก่อนวันที่ออกคำสั่ง ({issued}) แก้วันที่ให้ถูกต้องก่อน")
        order.state, order.revoked_on, order.revoke_reason = OrderState.REVOKED, on, wording
        order.save()


def amend_order(order_id: int) -> int:
    """Draft an order that replaces an issued one, with copies of its committees; return its id.

    When the draft is issued, its committees replace those that they were copied from; existing
    meetings keep theirs.

    Raises:
        Refused: the order is a draft or revoked.
        NotFound: there is no such order.
    """
    with database.atomic():
        order = _issued(order_id)
        draft = AppointmentOrder.create(
            id=never_reused_id_of(ORDER_KIND),
            subject=order.subject,
            cause=order.cause,
            effective=order.effective,
            signer_post=order.signer_post,
            amends=order,
        )
        for committee in order.committees.order_by(Committee.position):
            copy_committee(committee.id, draft.id)
    return int(draft.id)


def set_signing_post(post_id: int) -> None:
    """Set the post that leads the office (CKO), which signs orders without a post of their own."""
    leading = [post.id for post in Post.select(Post.id).where(Post.is_cko)]
    with database.atomic(), track_changes(POST_KIND, *leading, post_id):
        Post.update(is_cko=Post.id == post_id).execute()


def _subject(text: str) -> str:
    wording = clean(text).strip()
    if not wording:
        raise Refused("คำสั่งยังไม่มีชื่อเรื่อง พิมพ์เรื่องก่อนแล้วกด Enter")
    return wording


def _paragraphs(text: str) -> str:
    return "\n".join(filter(None, (line.strip() for line in clean(text).split("\n"))))


def _issued(order_id: int) -> AppointmentOrder:
    order: AppointmentOrder | None = AppointmentOrder.get_or_none(id=order_id)
    if order is None:
        raise NotFound("ไม่พบคำสั่งนี้ กลับไปเลือกจากรายการคำสั่ง")
    if order.state == OrderState.DRAFT:
        raise Refused("คำสั่งนี้ยังเป็นร่าง แก้ไขหรือลบร่างได้เลย")
    if order.state == OrderState.REVOKED:
        raise Refused(f"คำสั่งที่ {order.label} ยกเลิกแล้ว เลือกคำสั่งอื่น หรือร่างคำสั่งใหม่")
    return order


def _must_be_complete(order: AppointmentOrder) -> None:
    committees = list(order.committees.order_by(Committee.position))
    if not committees:
        raise Refused("คำสั่งนี้ยังไม่มีคณะกรรมการ เพิ่มคณะกรรมการก่อนออกคำสั่ง")
    for committee in committees:
        seats = committee.ordered_seats()
        _must_name_every_seat(committee, seats)
        _must_have_roles(committee, [Role(seat.role) for seat in seats])
    if not str(order.cause).strip():
        raise Refused("คำสั่งนี้ยังไม่มีเหตุผล กด Enter ที่แถว “เหตุผล” พิมพ์ก่อนออกคำสั่ง")


def _must_name_every_seat(committee: Committee, seats: list[Seat]) -> None:
    for seat in seats:
        if seat.post_id is None and seat.person_id is None:
            place = thai_digits(seat.position)
            raise Refused(f"{committee.name} ลำดับที่ {place} ยังไม่มีตำแหน่งหรือชื่อบุคคล เลือกก่อนออกคำสั่ง")


def _must_have_roles(committee: Committee, roles: list[Role]) -> None:
    if Role.CHAIR not in roles:
        raise Refused(f"{committee.name} ยังไม่มีประธานกรรมการ กำหนดประธานก่อนออกคำสั่ง")
    if roles.count(Role.CHAIR) > 1:
        raise Refused(f"{committee.name} มีประธานกรรมการเกินหนึ่งคน เหลือไว้คนเดียวก่อนออกคำสั่ง")
    if Role.MEMBER_SECRETARY not in roles:
        raise Refused(f"{committee.name} ยังไม่มีเลขานุการ กำหนดกรรมการและเลขานุการก่อนออกคำสั่ง")


def _must_follow(number: int, year: int, gap_ok: bool) -> None:
    must_be_free_number(number, year)
    free = next_order_number(year)
    if number < 1:
        raise Refused(f"เลขที่คำสั่งต้องเป็นเลขตั้งแต่ ๑ เลขถัดไปที่ว่างคือ {thai_digits(f'{free}/{year}')}")
    # The first stored order of a year may have any number: others were issued without the program.
    is_first = not AppointmentOrder.select().where(AppointmentOrder.year == year).exists()
    if number != free and not gap_ok and not is_first:
        given, following = thai_digits(f"{number}/{year}"), thai_digits(f"{free}/{year}")
        raise Refused(f"เลขที่คำสั่ง {given} ไม่ต่อจากเลขล่าสุด เลขถัดไปที่ว่างคือ {following}")


def _signer(order: AppointmentOrder, day: date) -> Holder:
    post = signing_post(order)
    if post is None:
        raise Refused("ยังไม่มีตำแหน่งผู้ลงนามในคำสั่ง เพิ่มตำแหน่งนายกเทศมนตรีในหน้าตำแหน่งก่อน")
    holder = holder_on(post, day)
    if holder is None:
        when = format_date(day)
        raise Refused(f"วันที่ {when} ตำแหน่ง{post.name}ว่าง บันทึกผู้ดำรงตำแหน่งหรือผู้รักษาราชการแทนก่อนออกคำสั่ง")
    return holder


def _seal(committee: Committee) -> None:
    for seat in committee.ordered_seats():
        seat.listed_as = seat.present_label
        seat.save()


def _replace_earlier(committee: Committee) -> None:
    earlier = replaced_by_issuing(committee)
    if earlier is not None and earlier.replaced_by is None:
        earlier.replaced_by = committee
        earlier.save()


ORDER_KIND = OperationRecordKind(
    Subject.ORDER,
    AppointmentOrder,
    "คำสั่ง",
    (
        FieldSpec("subject", "เรื่อง"),
        FieldSpec("cause", "เหตุที่ออกคำสั่ง"),
        FieldSpec("effective", "วันใช้บังคับ"),
        FieldSpec("state", "สถานะ", lambda state: OrderState(state).label),
        FieldSpec("revoked_on", "วันที่ยกเลิก", day_text, day_from),
        FieldSpec("revoke_reason", "เหตุผลที่ยกเลิก"),
    ),
    only_read=frozenset({"state", "revoked_on", "revoke_reason"}),
    title_of=lambda row: f"{row.label} {row.subject}",
    must_be_open=AppointmentOrder.must_be_draft,
    operation=lambda row, texts: edit_order(
        row.id, texts["subject"], texts["cause"], texts["effective"]
    ),
)


def seal_order(order_id: int) -> None:
    """Seal an issued order, in the caller's transaction."""
    seal_record(Sealed.ORDER, order_id)
