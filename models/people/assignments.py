"""Assignments of people to posts; every change is recorded in the person's history."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.cell_values import day_from
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import Refused
from models.people.assignment_rules import must_be_possible, must_end_after_it_began
from models.people.levels import stored_level
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
    """Assign a person to a post from a day on; return the assignment's id.

    Args:
        ends_on: the last day; None until further notice.

    Raises:
        Refused: another person holds the post in the same kind then (named), this person holds it
            already, the post is abolished then, or the days are invalid.
        NotFound: there is no such person or post.
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
    """Assign a person to a post as `assign` does, with rows that the caller has read.

    Runs in the caller's transaction. Raises Refused if another person holds the post in the same
    kind then, this person holds it already, the post is abolished, or the days are invalid.
    """
    held = Assignment(
        person=person,
        post=post,
        kind=AssignmentKind(kind),
        level=stored_level(level),
        begins_on=begins_on,
        ends_on=ends_on,
    )
    must_be_possible(held)
    # The history begins with the first post: importing a new staff list is not a change.
    known = person.id if person.assignments.exists() else None
    with track_changes(HELD_POSTS_KIND, known):
        held.save()
    return int(held.id)


def edit_assignment(
    assignment_id: int, begins_on: date, ends_on: date | None = None, level: str = ""
) -> None:
    """Correct the days and the level of an assignment.

    Args:
        ends_on: the last day; None until further notice.

    Raises:
        Refused: another person holds the post in the same kind then (named), the post is abolished
            then, or the days are invalid.
        NotFound: there is no such assignment.
    """
    with _noted_assignment(assignment_id) as held:
        held.begins_on, held.ends_on, held.level = begins_on, ends_on, stored_level(level)
        must_be_possible(held)
        held.save()


def end_assignment(assignment_id: int, on: date) -> None:
    """End an assignment with this day as its last.

    Raises:
        Refused: the assignment begins later.
        NotFound: there is no such assignment.
    """
    with _noted_assignment(assignment_id) as held:
        held.ends_on = on
        must_end_after_it_began(held)
        held.save()


def remove_assignment(assignment_id: int) -> None:
    """Delete an assignment entered by mistake; sealed attendance rolls do not change.

    Raises:
        NotFound: there is no such assignment.
    """
    with _noted_assignment(assignment_id) as held:
        held.delete_instance()


def set_posts(person_id: int, lines: str) -> None:
    """Replace the assignments of a person by those of these lines (`Person.post_lines`).

    An assignment whose line is unchanged keeps its row.

    Raises:
        Refused: as `assign`; or a line (named) cannot be parsed, or its post does not exist.
        NotFound: there is no such person.
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
    """Return the assignment with this id. Raises NotFound."""
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
    """Yield an assignment; changes in the `with` block are recorded, in one transaction."""
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
