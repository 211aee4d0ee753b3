"""Who holds which post from when to when: changes that leave history with the person."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from kmtui.thai.text import clean
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.cell_values import day_from
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import Refused
from models.people.assignment_rules import must_be_possible, must_end_after_it_began
from models.people.operations import find_person, find_post, row_or_not_found
from models.people.records import ASSIGNMENT_GAP, Assignment, AssignmentKind, Person, Post
from models.storage.database import database

_PARTS_OF_LINE = 5


def assign(
    person_id: int,
    post_id: int,
    kind: AssignmentKind,
    begins_on: date,
    level: str = "",
    ends_on: date | None = None,
) -> int:
    """Say that a person holds a post from a day on, or until a day; return the assignment's id.

    Raises Refused, naming who is there, where another of the same kind holds the post then, where
    the person holds it already, and for days that cannot be.
    """
    with database.atomic():
        person, post = find_person(person_id), find_post(post_id)
        return put_in_post(person, post, kind, begins_on, level, ends_on)


def put_in_post(
    person: Person,
    post: Post,
    kind: AssignmentKind,
    begins_on: date,
    level: str = "",
    ends_on: date | None = None,
) -> int:
    """As `assign`, for who has read the person and the post; part of the caller's transaction."""
    held = Assignment(
        person=person,
        post=post,
        kind=AssignmentKind(kind),
        level=clean(level).strip(),
        begins_on=begins_on,
        ends_on=ends_on,
    )
    must_be_possible(held)
    # The first post is where the history begins: a new list of staff is no change of anything.
    known = person.id if person.assignments.exists() else None
    with track_changes(HELD_POSTS_KIND, known):
        held.save()
    return int(held.id)


def edit_assignment(
    assignment_id: int, begins_on: date, ends_on: date | None = None, level: str = ""
) -> None:
    """Correct the days and the level of an assignment. Raises as `assign`."""
    with _noted_assignment(assignment_id) as held:
        held.begins_on, held.ends_on, held.level = begins_on, ends_on, clean(level).strip()
        must_be_possible(held)
        held.save()


def end_assignment(assignment_id: int, on: date) -> None:
    """Say that an assignment ends with this day, its last. Raises Refused before it began."""
    with _noted_assignment(assignment_id) as held:
        held.ends_on = on
        must_end_after_it_began(held)
        held.save()


def remove_assignment(assignment_id: int) -> None:
    """Strike an assignment that was entered by mistake; sealed rolls stay as they were."""
    with _noted_assignment(assignment_id) as held:
        held.delete_instance()


def set_posts(person_id: int, lines: str) -> None:
    """Let a person have held the posts of these lines (`Person.post_lines`) and no others.

    An assignment that stays is the same one. Raises as `assign`, and Refused, naming the line,
    where it is not understood or its post does not exist.
    """
    with database.atomic(), track_changes(HELD_POSTS_KIND, person_id):
        there = {held.line: held for held in find_person(person_id).assignments}
        wanted = lines.splitlines()
        for line in there.keys() - set(wanted):
            there[line].delete_instance()
        for line in wanted:
            if line not in there:
                _assign_by(person_id, line)


def find_assignment(assignment_id: int) -> Assignment:
    """The assignment. Raises NotFound."""
    return row_or_not_found(Assignment.get_or_none(id=assignment_id), "ไม่พบการดำรงตำแหน่งนี้")


def _assign_by(person_id: int, line: str) -> None:
    parts = line.split(ASSIGNMENT_GAP)
    kinds = {kind.label: kind for kind in AssignmentKind}
    post = Post.get_or_none(Post.name == parts[1]) if len(parts) == _PARTS_OF_LINE else None
    if post is None or parts[0] not in kinds:
        raise Refused(f"ไม่พบตำแหน่งของ “{line}” ในทะเบียนแล้ว แก้การดำรงตำแหน่งในจอบุคลากรแทน")
    begins_on = day_from(parts[3])
    assert begins_on is not None, "every assignment has its first day"
    assign(person_id, post.id, kinds[parts[0]], begins_on, parts[2], day_from(parts[4]))


@contextmanager
def _noted_assignment(assignment_id: int) -> Iterator[Assignment]:
    """An assignment, changed in one transaction that leaves history with its person."""
    with database.atomic():
        held = find_assignment(assignment_id)
        with track_changes(HELD_POSTS_KIND, held.person_id):
            yield held


HELD_POSTS_KIND = OperationRecordKind(
    Subject.HELD_POSTS,
    Person,
    "การดำรงตำแหน่ง",
    (FieldSpec("post_lines", "ตำแหน่งที่ดำรง"),),
    title_of=lambda row: str(row.full_name),
    operation=lambda row, texts: set_posts(row.id, texts["post_lines"]),
)
