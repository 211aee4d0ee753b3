"""Rules for assigning a person to a post: valid days, and no second holder."""

from kmtui.thai.dates import format_date
from models.errors import Refused
from models.people.records import Assignment, AssignmentKind


def must_be_possible(held: Assignment) -> None:
    """Raise Refused if the dates are invalid, the post is abolished, or another person holds it."""
    must_end_after_it_began(held)
    abolished = held.post.abolished_on
    if abolished is not None and (held.ends_on is None or held.ends_on >= abolished):
        raise Refused(f"ตำแหน่ง{held.post.name} ยุบแล้วเมื่อ {format_date(abolished)} เลือกตำแหน่งอื่น")
    must_not_overlap(held)


def must_end_after_it_began(held: Assignment) -> None:
    """Raise Refused if the last day is before the first."""
    if held.ends_on is not None and held.ends_on < held.begins_on:
        began = format_date(held.begins_on)
        raise Refused(f"วันที่สิ้นสุดอยู่ก่อนวันที่เริ่มดำรงตำแหน่ง ({began}) แก้วันที่ให้ถูกต้องก่อน")


def must_not_overlap(held: Assignment) -> None:
    """Raise Refused, naming the holder, if another assignment to the post overlaps.

    Assignments of the same person count always, those of other people only in the same kind, and
    not for a shared post.
    """
    rivals = Assignment.person == held.person
    if not held.post.shared:
        rivals |= Assignment.kind == held.kind
    others = Assignment.select().where(
        Assignment.post == held.post,
        rivals,
        Assignment.id != (held.id or 0),
        Assignment.ends_on.is_null() | (Assignment.ends_on >= held.begins_on),
    )
    if held.ends_on is not None:
        others = others.where(Assignment.begins_on <= held.ends_on)
    other = others.order_by(Assignment.begins_on).first()
    if other is not None:
        raise Refused(_overlap(other))


def _overlap(other: Assignment) -> str:
    verb = AssignmentKind(other.kind).label
    since = f"ตั้งแต่ {format_date(other.begins_on)}"
    until = f" ถึง {format_date(other.ends_on)}" if other.ends_on is not None else ""
    who = f"{other.person.full_name} {verb} {other.post.name} {since}{until} อยู่แล้ว"
    return f"{who} ให้สิ้นสุดช่วงนั้นก่อน หรือแก้วันที่ไม่ให้ซ้อนกัน"
