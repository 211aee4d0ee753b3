"""Operations on the committees of a draft order: seats, roles, duties, copies."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from kmtui.thai.text import clean
from models.committees.agenda_templates import AGENDA_TEMPLATE_KIND, TemplateItem, own_items
from models.committees.records import (
    OF_ROLE,
    AppointmentOrder,
    Committee,
    CommitteeKind,
    Duty,
    Role,
    Seat,
)
from models.committees.rules import QUORUM_KIND, find_committee, row_or_not_found
from models.editing.audit_trail import OperationRecordKind, never_reused_id_of, track_changes
from models.editing.positions import move, renumber
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import Refused
from models.people.records import Person, Post
from models.storage.database import database


def add_committee(
    order_id: int, name: str, english: str = "", kind: CommitteeKind = CommitteeKind.OTHER
) -> int:
    """Add a committee at the end of a draft order; return its id.

    Raises:
        Refused: the name is blank, or the order is issued.
        NotFound: there is no such order.
    """
    with database.atomic():
        order = draft_of(order_id)
        committee = Committee.create(
            id=_new_committee_id(),
            order=order,
            position=order.committees.count() + 1,
            name=_words(name, "ชื่อคณะกรรมการ"),
            english=clean(english).strip(),
            kind=CommitteeKind(kind),
        )
    return int(committee.id)


def edit_committee(
    committee_id: int, name: str, english: str = "", kind: CommitteeKind | None = None
) -> None:
    """Replace the names of a committee of a draft order, and its kind unless it is None.

    Raises NotFound, and Refused if the name is blank or the order is issued.
    """
    with database.atomic(), track_changes(COMMITTEE_KIND, committee_id):
        committee = _draft_committee(committee_id)
        committee.name = _words(name, "ชื่อคณะกรรมการ")
        committee.english = clean(english).strip()
        if kind is not None:
            committee.kind = CommitteeKind(kind)
        committee.save()


def remove_committee(committee_id: int) -> None:
    """Delete a committee of a draft order with its seats and duties, recorded in the history.

    Raises NotFound, and Refused if the order is issued.
    """
    with database.atomic():
        committee = _draft_committee(committee_id)
        with _noted_whole(committee):
            _delete(committee)


def _delete(committee: Committee) -> None:
    for table in (Seat, Duty, TemplateItem):
        table.delete().where(table.committee == committee).execute()
    committee.delete_instance()
    left = Committee.select().where(Committee.order == committee.order_id)
    renumber(list(left.order_by(Committee.position, Committee.id)))


@contextmanager
def _noted_whole(committee: Committee) -> Iterator[None]:
    """Record the changes in the `with` block to a committee, its quorum, agenda and duties."""
    duties = [duty.id for duty in committee.duties]
    with (
        track_changes(COMMITTEE_KIND, committee.id),
        track_changes(QUORUM_KIND, committee.id),
        track_changes(AGENDA_TEMPLATE_KIND, committee.id),
        track_changes(DUTY_KIND, *duties),
    ):
        yield


def add_seat(
    committee_id: int, role: Role, post_id: int | None = None, person_id: int | None = None
) -> int:
    """Add a seat for a post or a person at the end of a draft's committee; return its id.

    Raises:
        Refused: neither or both are given, the post is shared, the post or person has a seat
            already, or the order is issued.
        NotFound: there is no such committee, post or person.
    """
    if (post_id is None) == (person_id is None):
        raise Refused("ที่นั่งนี้ยังไม่มีตำแหน่งหรือชื่อบุคคล เลือกตำแหน่งหรือบุคคลอย่างใดอย่างหนึ่ง")
    with database.atomic(), track_changes(COMMITTEE_KIND, committee_id):
        committee = _draft_committee(committee_id)
        post = row_or_not_found(Post.get_or_none(id=post_id), "ตำแหน่ง") if post_id else None
        person = row_or_not_found(Person.get_or_none(id=person_id), "บุคคล") if person_id else None
        if post is not None and post.shared:
            raise Refused(f"ตำแหน่ง{post.name}มีผู้ดำรงตำแหน่งหลายคน เลือกเป็นรายชื่อบุคคลแทน")
        for seat in committee.seats:
            if (seat.post_id, seat.person_id) == (post_id, person_id):
                raise Refused(f"{seat.label} อยู่ใน{committee.name}แล้ว เลือกตำแหน่งหรือบุคคลอื่น")
        seat = Seat.create(
            committee=committee,
            position=committee.seats.count() + 1,
            role=Role(role),
            post=post,
            person=person,
        )
    return int(seat.id)


def move_seat(seat_id: int, by: int) -> None:
    """Move a seat down a draft's list by that many places (negative: up), stopping at the ends.

    Raises NotFound, and Refused if the order is issued.
    """
    with _noted_seat(seat_id) as seat:
        move(seat.committee.ordered_seats(), seat, by)


def change_role(seat_id: int, role: Role) -> None:
    """Change the role of a seat of a draft. Raises NotFound, and Refused if the order is issued."""
    with _noted_seat(seat_id) as seat:
        seat.role = Role(role)
        seat.save()


def role_of(seat_id: int) -> Role:
    """Return the present role of a seat. Raises NotFound."""
    return Role(row_or_not_found(Seat.get_or_none(id=seat_id), "ที่นั่ง").role)


def remove_seat(seat_id: int) -> None:
    """Delete a seat of a draft. Raises NotFound, and Refused if the order is issued."""
    with _noted_seat(seat_id) as seat:
        committee = seat.committee
        seat.delete_instance()
        renumber(committee.ordered_seats())


def set_seats(committee_id: int, lines: str) -> None:
    """Replace the seats of a draft's committee by these lines (`Committee.seat_lines`), in order.

    A seat that stays keeps its row.

    Raises:
        Refused: a post, person or role (named) does not exist, two seats have the same name, or
            the order is issued.
        NotFound: there is no such committee.
    """
    rules = track_changes(QUORUM_KIND, committee_id)
    with database.atomic(), track_changes(COMMITTEE_KIND, committee_id), rules:
        committee = _draft_committee(committee_id)
        there = {seat.present_label: seat for seat in committee.seats}
        wanted = [_role_of(line) for line in lines.splitlines()]
        if len(there) < committee.seats.count() or len(dict(wanted)) < len(wanted):
            raise Refused("มีที่นั่งสองที่ที่ชื่อเหมือนกัน จึงคืนทั้งรายการไม่ได้ แก้ที่นั่งในจอคำสั่งแทน")
        for label in there.keys() - {label for label, _ in wanted}:
            there.pop(label).delete_instance()
        renumber(sorted(there.values(), key=lambda seat: int(seat.position)))
        seats = []
        for label, role in wanted:
            seat = there.get(label) or Seat.get_by_id(_new_seat(committee_id, label, role))
            Seat.update(role=role).where(Seat.id == seat.id).execute()
            seats.append(seat)
        renumber(seats)


def _role_of(line: str) -> tuple[str, Role]:
    """Parse the seat and the role in a line of the history.

    Raises Refused if the role is unknown.
    """
    label, _, role = line.rpartition(OF_ROLE)
    found = next((each for each in Role if each.label == role), None)
    if found is None:
        raise Refused(f"ไม่รู้จักหน้าที่ใน “{line}” แก้ที่นั่งในจอคำสั่งแทน")
    return label, found


def _new_seat(committee_id: int, label: str, role: Role) -> int:
    post = Post.get_or_none(Post.name == label)
    if post is not None:
        return add_seat(committee_id, role, post_id=post.id)
    person = next((each for each in Person.select() if each.full_name == label), None)
    if person is None:
        raise Refused(f"ไม่พบ “{label}” ในทะเบียนแล้ว แก้ที่นั่งในจอคำสั่งแทน")
    return add_seat(committee_id, role, person_id=person.id)


def add_duty(committee_id: int, text: str) -> int:
    """Add a duty at the end of a draft's committee; return its id.

    Raises NotFound, and Refused if the duty is blank or the order is issued.
    """
    with database.atomic():
        committee = _draft_committee(committee_id)
        duty = Duty.create(
            id=never_reused_id_of(DUTY_KIND),
            committee=committee,
            position=committee.duties.count() + 1,
            text=_words(text, "หน้าที่"),
        )
    return int(duty.id)


def edit_duty(duty_id: int, text: str) -> None:
    """Correct a duty of a draft.

    Raises NotFound, and Refused if the duty is blank or the order is issued.
    """
    with database.atomic(), track_changes(DUTY_KIND, duty_id):
        duty = _draft_duty(duty_id)
        duty.text = _words(text, "หน้าที่")
        duty.save()


def move_duty(duty_id: int, by: int) -> None:
    """Move a duty down a draft's list by that many places (negative: up), stopping at the ends.

    Raises NotFound, and Refused if the order is issued.
    """
    with database.atomic():
        duty = _draft_duty(duty_id)
        move(duty.committee.ordered_duties(), duty, by)


def remove_duty(duty_id: int) -> None:
    """Delete a duty of a draft. Raises NotFound, and Refused if the order is issued."""
    with database.atomic(), track_changes(DUTY_KIND, duty_id):
        duty = _draft_duty(duty_id)
        committee = duty.committee
        duty.delete_instance()
        renumber(committee.ordered_duties())


def copy_committee(from_committee_id: int, to_order_id: int) -> int:
    """Copy a committee to a draft order, with its posts as they are now; return the copy's id.

    Omits seats whose post is abolished or shared by now: see `gone_posts`. Raises NotFound, and
    Refused if the order is issued.
    """
    with database.atomic():
        source, order = find_committee(from_committee_id), draft_of(to_order_id)
        copy = Committee.create(
            id=_new_committee_id(),
            order=order,
            position=order.committees.count() + 1,
            name=source.name,
            english=source.english,
            kind=source.kind,
            quorum_count=source.quorum_count,
            majority_of=source.majority_of,
            copied_from=source,
        )
        kept = [seat for seat in source.ordered_seats() if not _is_gone(seat)]
        for position, seat in enumerate(kept, 1):
            Seat.create(
                committee=copy,
                position=position,
                role=seat.role,
                post=seat.post,
                person=seat.person,
                delegate_counts=seat.delegate_counts,
            )
        for position, duty in enumerate(source.ordered_duties(), 1):
            Duty.create(
                id=never_reused_id_of(DUTY_KIND), committee=copy, position=position, text=duty.text
            )
        for item in own_items(source.id):
            TemplateItem.create(
                committee=copy, position=item.position, kind=item.kind, title=item.title
            )
    return int(copy.id)


def gone_posts(committee_id: int) -> tuple[str, ...]:
    """Return the labels of the seats that `copy_committee` omits.

    Raises NotFound if there is no such committee.
    """
    committee = find_committee(committee_id)
    return tuple(seat.label for seat in committee.ordered_seats() if _is_gone(seat))


def draft_of(order_id: int) -> AppointmentOrder:
    """Return the row of a draft order. Raises NotFound, and Refused if it is issued."""
    order = row_or_not_found(AppointmentOrder.get_or_none(id=order_id), "คำสั่ง")
    order.must_be_draft()
    return order


def _new_committee_id() -> int:
    return never_reused_id_of(COMMITTEE_KIND, QUORUM_KIND, AGENDA_TEMPLATE_KIND)


def _is_gone(seat: Seat) -> bool:
    post = seat.post
    if post is None:
        return seat.person_id is None
    ended = post.abolished_on is not None and post.abolished_on <= date.today()
    return bool(ended or post.shared)


def _draft_committee(committee_id: int) -> Committee:
    committee = find_committee(committee_id)
    committee.order.must_be_draft()
    return committee


def _draft_seat(seat_id: int) -> Seat:
    seat = row_or_not_found(Seat.get_or_none(id=seat_id), "ที่นั่ง")
    seat.committee.order.must_be_draft()
    return seat


@contextmanager
def _noted_seat(seat_id: int) -> Iterator[Seat]:
    """Yield a seat of a draft; changes in the `with` block are recorded, in one transaction."""
    with database.atomic():
        seat = _draft_seat(seat_id)
        committee_id = seat.committee_id
        with track_changes(COMMITTEE_KIND, committee_id), track_changes(QUORUM_KIND, committee_id):
            yield seat


def _draft_duty(duty_id: int) -> Duty:
    duty = row_or_not_found(Duty.get_or_none(id=duty_id), "หน้าที่")
    duty.committee.order.must_be_draft()
    return duty


def _put_committee_back(committee: Committee, texts: dict[str, str]) -> None:
    edit_committee(committee.id, texts["name"], texts["english"])
    if texts["seat_lines"] != committee.seat_lines:
        set_seats(committee.id, texts["seat_lines"])


def _words(text: str, what: str) -> str:
    wording = clean(text).strip()
    if not wording:
        raise Refused(f"ยังไม่ได้พิมพ์{what} พิมพ์ก่อนแล้วกด Enter")
    return wording


COMMITTEE_KIND = OperationRecordKind(
    Subject.COMMITTEE,
    Committee,
    "คณะกรรมการ",
    (
        FieldSpec("name", "ชื่อคณะกรรมการ"),
        FieldSpec("english", "ชื่อภาษาอังกฤษ"),
        FieldSpec("seat_lines", "ที่นั่ง"),
    ),
    title_of=lambda row: str(row.name),
    must_be_open=lambda row: row.order.must_be_draft(),
    operation=lambda row, texts: _put_committee_back(row, texts),
)
DUTY_KIND = OperationRecordKind(
    Subject.DUTY,
    Duty,
    "หน้าที่ของคณะกรรมการ",
    (FieldSpec("text", "หน้าที่"),),
    title_of=lambda row: str(row.committee.name),
    must_be_open=lambda row: row.committee.order.must_be_draft(),
    operation=lambda row, texts: edit_duty(row.id, texts["text"]),
)
