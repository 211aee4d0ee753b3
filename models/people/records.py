"""People, posts (ตำแหน่ง), and the holder of a post on a day."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from msgspec import Struct
from peewee import Expression, ModelSelect

from kmtui.thai.collation import sort_key
from models.editing.cell_values import OPEN_END, day_text
from models.office.organization import Division
from models.people.levels import post_title, signing_title
from models.storage.database import Record
from models.storage.fields import BooleanField, CharField, DateField, ForeignKeyField, MomentField

ASSIGNMENT_GAP = " · "  # separates the parts of an assignment in a line of the history


class AssignmentKind(StrEnum):
    """The way of holding a post: substantive, acting (รักษาราชการแทน) or by delegation."""

    SUBSTANTIVE = "substantive"
    ACTING = "acting"
    DELEGATED = "delegated"

    @property
    def label(self) -> str:
        """The Thai label of the kind."""
        return {
            AssignmentKind.SUBSTANTIVE: "ดำรงตำแหน่ง",
            AssignmentKind.ACTING: "รักษาราชการแทน",
            AssignmentKind.DELEGATED: "ปฏิบัติราชการแทน",
        }[self]


class Person(Record):
    """A person by name. The title is stored in its long form (จ่าสิบเอก, not จ.ส.อ.).

    `leaves_on` is the day of retirement or leaving, if it is known.
    """

    title = CharField()
    given_name = CharField()
    family_name = CharField(default="")
    dictionary_key = CharField(index=True)
    leaves_on = DateField(null=True)

    @property
    def full_name(self) -> str:
        """Title, given and family name as printed, with a space after a rank."""
        return full_name(self.title, self.given_name, self.family_name)

    @property
    def post_lines(self) -> str:
        """All assignments, past and present, as text: one line each, the earliest first."""
        held = self.assignments.select(Assignment, Post).join(Post)
        ordered = held.order_by(Assignment.begins_on, Assignment.id)
        return "\n".join(each.line for each in ordered)


class Post(Record):
    """A post (ตำแหน่ง). `short_name` follows รก.; `formal_name` is printed in signature blocks.

    A shared post (ครู, คนงานทั่วไป) has several holders at a time; an abolished one has none.
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
        """The division of the post, with a note if it is shared."""
        division = self.division.name if self.division is not None else ""
        return f"{division} {'(หลายคน)' if self.shared else ''}".strip()


class Assignment(Record):
    """A person's holding of a post between two dates (None: until further notice)."""

    person = ForeignKeyField(Person, backref="assignments", on_delete="RESTRICT")
    post = ForeignKeyField(Post, backref="assignments", on_delete="RESTRICT")
    kind = CharField(choices=[(kind, kind) for kind in AssignmentKind])
    level = CharField(default="")
    begins_on = DateField()
    ends_on = DateField(null=True)

    @property
    def line(self) -> str:
        """The kind, post, level and days of the assignment, as recorded in the history."""
        kind, ends = AssignmentKind(self.kind).label, day_text(self.ends_on) or OPEN_END
        parts = (kind, self.post.name, self.level, day_text(self.begins_on), ends)
        return ASSIGNMENT_GAP.join(parts)


# An acting holder precedes one with delegated powers; the substantive holder is away then.
_GOES_FIRST = (AssignmentKind.ACTING, AssignmentKind.DELEGATED, AssignmentKind.SUBSTANTIVE)


class FormerName(Record):
    """A name of a person in the register before it was corrected or changed."""

    person = ForeignKeyField(Person, backref="former_names", on_delete="RESTRICT")
    title = CharField()
    given_name = CharField()
    family_name = CharField(default="")
    changed_at = MomentField()

    @property
    def full_name(self) -> str:
        """The former name as printed."""
        return full_name(self.title, self.given_name, self.family_name)


class Holder(Struct, frozen=True):
    """The holder of a post on a day, with the titles printed after the name.

    `title` is the post as in lists (หัวหน้าฝ่ายพัฒนารายได้ รก.ผอ.กองคลัง), `formal_title` as below
    a signature (ปลัดเทศบาลตำบล with its name).
    """

    person_id: int
    name: str
    title: str
    formal_title: str
    kind: AssignmentKind


_JOINED_TITLES = ("นาย", "นาง", "นางสาว", "หม่อมเจ้า", "หม่อมราชวงศ์", "หม่อมหลวง", "คุณหญิง", "ท่านผู้หญิง")


def full_name(title: str, given_name: str, family_name: str) -> str:
    """Return a name as printed, with a space after a rank."""
    gap = "" if title in _JOINED_TITLES else " "
    return f"{title}{gap}{given_name} {family_name}".strip()


def name_key(given_name: str, family_name: str) -> str:
    """Return the sort key of a name: without its title, in dictionary order."""
    return sort_key(f"{given_name} {family_name}")


def add_person(title: str, given_name: str, family_name: str) -> Person:
    """Register a person, with the sort key of the name."""
    person: Person = Person.create(
        title=title,
        given_name=given_name,
        family_name=family_name,
        dictionary_key=name_key(given_name, family_name),
    )
    return person


def assignments_on(day: date) -> "ModelSelect[Assignment]":
    """Select the assignments that are valid on a day."""
    still = Assignment.ends_on.is_null() | (Assignment.ends_on >= day)
    return Assignment.select().where((Assignment.begins_on <= day) & still)


def holder_on(post: Post, day: date) -> Holder | None:
    """Return the holder of the post on the day; None if it is vacant."""
    return holders_of([post.id], day).get(post.id)


def clerk_post() -> Post | None:
    """Return the post of the municipal clerk (ปลัด), the chief of all staff; None without one."""
    found: Post | None = (
        Post.select()
        .where(Post.name.startswith("ปลัด"), Post.abolished_on.is_null(), ~Post.shared)
        .order_by(Post.id)
        .first()
    )
    return found


def holders_of(post_ids: Collection[int], day: date) -> dict[int, Holder]:
    """Return the holders of these posts on the day in two queries; vacant posts are left out."""
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
    """Return the person with the substantive post held on the day, if any."""
    return persons_on([person], day)[person.id]


def persons_on(people: Collection[Person], day: date) -> dict[int, Holder]:
    """Return these people with the substantive posts held on the day, in one query."""
    own = _own_assignments([person.id for person in people], day)
    return {
        person.id: _substantive_holder(own[person.id])
        if person.id in own
        else Holder(person.id, person.full_name, "", "", AssignmentKind.SUBSTANTIVE)
        for person in people
    }


def _own_assignments(person_ids: Collection[int], day: date) -> dict[int, Assignment]:
    """Return each person's substantive assignment on the day; the latest if there are several."""
    if not person_ids:
        return {}
    whose = Assignment.person.in_(list(person_ids))
    own = _with_names(whose & (Assignment.kind == AssignmentKind.SUBSTANTIVE), day)
    return {each.person_id: each for each in sorted(own, key=lambda each: each.begins_on)}


def _with_names(condition: Expression, day: date) -> "ModelSelect[Assignment]":
    """Select the assignments of a day with their people and posts, in one query."""
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
    title = post_title(held.post.name, held.level)
    return Holder(
        held.person.id,
        held.person.full_name,
        title,
        held.post.formal_name or signing_title(held.post.name, held.level),
        AssignmentKind.SUBSTANTIVE,
    )


def standing_in(kind: AssignmentKind, name: str, short_name: str) -> str:
    """Return an acting title as printed: รก.ผอ.กองคลัง, ปฏิบัติราชการแทนปลัดเทศบาล."""
    if kind == AssignmentKind.ACTING:
        return f"รก.{short_name or name}"
    return f"{AssignmentKind.DELEGATED.label}{name}"


def _standing_in(held: Assignment, own: Assignment | None) -> Holder:
    kind = AssignmentKind(held.kind)
    for_post = standing_in(kind, held.post.name, held.post.short_name)
    title = f"{post_title(own.post.name, own.level)} {for_post}" if own else for_post
    return Holder(held.person.id, held.person.full_name, title, title, kind)
