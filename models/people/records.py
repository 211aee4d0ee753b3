"""People, posts, and who holds which post on which day."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peewee import BooleanField, CharField, DateField, Expression, ForeignKeyField, ModelSelect

from kmtui.thai.collation import sort_key
from models.editing.cell_values import OPEN_END, day_text
from models.office.organization import Division
from models.storage.database import Record

ASSIGNMENT_GAP = " · "  # between the parts of an assignment, in a line of the history


class AssignmentKind(StrEnum):
    """How a person holds a post: in their own right, in charge of it, or with its powers."""

    SUBSTANTIVE = "substantive"
    ACTING = "acting"
    DELEGATED = "delegated"

    @property
    def label(self) -> str:
        """The kind in the words of the office."""
        return {
            AssignmentKind.SUBSTANTIVE: "ดำรงตำแหน่ง",
            AssignmentKind.ACTING: "รักษาราชการแทน",
            AssignmentKind.DELEGATED: "ปฏิบัติราชการแทน",
        }[self]


class Person(Record):
    """A person by name. The title is stored in its long form (จ่าสิบเอก, not จ.ส.อ.).

    `leaves_on` is the day of retirement or leaving, where it is known.
    """

    title = CharField()
    given_name = CharField()
    family_name = CharField(default="")
    dictionary_key = CharField(index=True)
    leaves_on = DateField(null=True)

    @property
    def full_name(self) -> str:
        """Title, given and family name as printed; a rank stands apart from the name."""
        return full_name(self.title, self.given_name, self.family_name)

    @property
    def post_lines(self) -> str:
        """Every post held, past or present, as text: a line each, the earliest first."""
        held = self.assignments.select(Assignment, Post).join(Post)
        ordered = held.order_by(Assignment.begins_on, Assignment.id)
        return "\n".join(each.line for each in ordered)


class Post(Record):
    """A post (ตำแหน่ง). `short_name` follows รก.; `formal_name` stands in signature blocks.

    A shared post (ครู, คนงานทั่วไป) has many holders at a time; an abolished one has none any more.
    """

    name = CharField(unique=True)
    short_name = CharField(default="")
    formal_name = CharField(default="")
    division = ForeignKeyField(Division, null=True, backref="posts", on_delete="RESTRICT")
    is_cko = BooleanField(default=False)
    shared = BooleanField(default=False)
    abolished_on = DateField(null=True)

    @property
    def place_words(self) -> str:
        """The division that it belongs to, and whether many hold it at a time."""
        division = self.division.name if self.division is not None else ""
        return f"{division} {'(หลายคน)' if self.shared else ''}".strip()


class Assignment(Record):
    """A person holds a post from a day until a day (none: until further notice)."""

    person = ForeignKeyField(Person, backref="assignments", on_delete="RESTRICT")
    post = ForeignKeyField(Post, backref="assignments", on_delete="RESTRICT")
    kind = CharField(choices=[(kind, kind) for kind in AssignmentKind])
    level = CharField(default="")
    begins_on = DateField()
    ends_on = DateField(null=True)

    @property
    def line(self) -> str:
        """How, which post, of which level, from when to when, as the history tells it."""
        kind, ends = AssignmentKind(self.kind).label, day_text(self.ends_on) or OPEN_END
        parts = (kind, self.post.name, self.level, day_text(self.begins_on), ends)
        return ASSIGNMENT_GAP.join(parts)


# Who is in charge goes before who has its powers, and both before the holder, who is away.
_GOES_FIRST = (AssignmentKind.ACTING, AssignmentKind.DELEGATED, AssignmentKind.SUBSTANTIVE)


class FormerName(Record):
    """A name that a person had in the register until it was corrected or changed."""

    person = ForeignKeyField(Person, backref="former_names", on_delete="RESTRICT")
    title = CharField()
    given_name = CharField()
    family_name = CharField(default="")
    changed_at = CharField()

    @property
    def full_name(self) -> str:
        """The name as it was printed."""
        return full_name(self.title, self.given_name, self.family_name)


@dataclass(frozen=True)
class Holder:
    """Who sits in a post on a day, and what is printed after the name.

    `title` is the post as on lists (หัวหน้าฝ่ายพัฒนารายได้ รก.ผอ.กองคลัง), `formal_title` as under a
    signature (ปลัดเทศบาลตำบลหนองหัวแรต).
    """

    person_id: int
    name: str
    title: str
    formal_title: str
    kind: AssignmentKind


def full_name(title: str, given_name: str, family_name: str) -> str:
    """A name as printed; a rank stands apart from the name."""
    gap = "" if title in ("นาย", "นาง", "นางสาว") else " "
    return f"{title}{gap}{given_name} {family_name}".strip()


def name_key(given_name: str, family_name: str) -> str:
    """What people are sorted by: the name without its title, as a dictionary has it."""
    return sort_key(f"{given_name} {family_name}")


def add_person(title: str, given_name: str, family_name: str) -> Person:
    """Register a person; the dictionary key of the name is stored for sorting."""
    person: Person = Person.create(
        title=title,
        given_name=given_name,
        family_name=family_name,
        dictionary_key=name_key(given_name, family_name),
    )
    return person


def assignments_on(day: date) -> "ModelSelect[Assignment]":
    """The assignments that hold on a day."""
    still = Assignment.ends_on.is_null() | (Assignment.ends_on >= day)
    return Assignment.select().where((Assignment.begins_on <= day) & still)


def holder_on(post: Post, day: date) -> Holder | None:
    """Who holds the post on the day; None where it is vacant."""
    return holders_of([post.id], day).get(post.id)


def holders_of(post_ids: Collection[int], day: date) -> dict[int, Holder]:
    """Who holds each of these posts on the day, read at once; vacant posts are left out."""
    held: dict[int, dict[str, Assignment]] = {}
    for each in _with_names(Assignment.post.in_(list(post_ids)), day):
        held.setdefault(each.post_id, {})[each.kind] = each
    first = {
        post_id: next(kinds[kind] for kind in _GOES_FIRST if kind in kinds)
        for post_id, kinds in held.items()
    }
    substantive = AssignmentKind.SUBSTANTIVE
    away = [each.person_id for each in first.values() if each.kind != substantive]
    own = _own_assignments(away, day)
    return {
        post_id: _substantive_holder(each)
        if each.kind == substantive
        else _standing_in(each, own.get(each.person_id))
        for post_id, each in first.items()
    }


def person_on(person: Person, day: date) -> Holder:
    """The person with the post of their own on the day, or with none."""
    return persons_on([person], day)[person.id]


def persons_on(people: Collection[Person], day: date) -> dict[int, Holder]:
    """Each of these people with the post of their own on the day, read at once."""
    own = _own_assignments([person.id for person in people], day)
    return {
        person.id: _substantive_holder(own[person.id])
        if person.id in own
        else Holder(person.id, person.full_name, "", "", AssignmentKind.SUBSTANTIVE)
        for person in people
    }


def _own_assignments(person_ids: Collection[int], day: date) -> dict[int, Assignment]:
    """The post of their own of each of these people who has one; the latest where several."""
    if not person_ids:
        return {}
    whose = Assignment.person.in_(list(person_ids))
    own = _with_names(whose & (Assignment.kind == AssignmentKind.SUBSTANTIVE), day)
    return {each.person_id: each for each in sorted(own, key=lambda each: each.begins_on)}


def _with_names(condition: Expression, day: date) -> "ModelSelect[Assignment]":
    """The assignments of a day with their people and posts, in one query."""
    return (
        assignments_on(day)
        .select(Assignment, Person, Post)
        .join(Person)
        .switch(Assignment)
        .join(Post)
        .where(condition)
        .order_by(Assignment.id)
    )


def _substantive_holder(held: Assignment) -> Holder:
    title = held.post.name + held.level
    return Holder(
        held.person.id,
        held.person.full_name,
        title,
        held.post.formal_name or title,
        AssignmentKind.SUBSTANTIVE,
    )


def standing_in(kind: AssignmentKind, name: str, short_name: str) -> str:
    """How standing in for a post is printed: รก.ผอ.กองคลัง, ปฏิบัติราชการแทนปลัดเทศบาล."""
    if kind == AssignmentKind.ACTING:
        return f"รก.{short_name or name}"
    return f"{AssignmentKind.DELEGATED.label}{name}"


def _standing_in(held: Assignment, own: Assignment | None) -> Holder:
    kind = AssignmentKind(held.kind)
    for_post = standing_in(kind, held.post.name, held.post.short_name)
    title = f"{own.post.name}{own.level} {for_post}" if own else for_post
    return Holder(held.person.id, held.person.full_name, title, title, kind)
