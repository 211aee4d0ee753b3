"""Views of the register for lists and screens, with a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct
from peewee import JOIN, ModelSelect, fn

from kmtui.thai.folding import fold
from kmtui.thai.names import PersonName
from models.office.organization import Division
from models.people.levels import post_title, short_post
from models.people.near_names import near_while_typing
from models.people.operations import find_post
from models.people.records import (
    Assignment,
    AssignmentKind,
    Person,
    Post,
    assignments_on,
    full_name,
    standing_in,
)
from models.storage.database import database


class PersonLine(Struct, frozen=True):
    """A person in a list; `post_title` is as printed.

    Attributes:
        ended: whether the person has held posts, but holds none on the day.
        short_name: the name with its title or rank in short form (จ.ส.อ.), as users type it.
    """

    id: int
    name: str
    post_title: str
    ended: bool
    short_name: str = ""


class PostLine(Struct, frozen=True):
    """A post in a list; if it is vacant, `holder` is empty, `kind` and `since` are None.

    A shared post lists its holders; `kind` and `since` are those of the first.
    """

    id: int
    name: str
    division: str
    holder: str
    kind: AssignmentKind | None
    since: date | None
    shared: bool = False
    abolished_on: date | None = None
    short_name: str = ""

    @property
    def search_text(self) -> str:
        """Abbreviations by which users search for the post (ผอ.กองช่าง): stored, usual."""
        return " ".join(dict.fromkeys(filter(None, (self.short_name, short_post(self.name)))))


class PostView(Struct, frozen=True):
    """A post with all its fields, for editing."""

    id: int
    name: str
    short_name: str
    formal_name: str
    division_id: int | None
    shared: bool
    is_cko: bool
    abolished_on: date | None


class DivisionLine(Struct, frozen=True):
    """A division in the office's order."""

    id: int
    name: str
    short_name: str
    post_count: int


class TimelineLine(Struct, frozen=True):
    """An assignment in a timeline; `post` includes the level, `ends_on` is None if it is open."""

    assignment_id: int
    who: str
    post: str
    kind: AssignmentKind
    begins_on: date
    ends_on: date | None
    level: str = ""


class _Held(Struct, frozen=True):
    """An assignment with the columns that a list needs."""

    person_id: int
    post_id: int
    kind: AssignmentKind
    title: str
    name: str
    since: date


def near_people(typed_name: str) -> tuple[str, ...]:
    """Return at most six registered names that begin with or are similar to the typed text."""
    rows = _plain(Person.select(Person.title, Person.given_name, Person.family_name))
    return tuple(near_while_typing(typed_name, (full_name(*row) for row in rows)))


def people_list(day: date, query: str = "") -> tuple[PersonLine, ...]:
    """Return all people in dictionary order with the posts they hold on the day.

    `query` filters by letters in the name or the post.
    """
    with database.atomic("DEFERRED"):
        titles = _titles_of_people(_held_on(day))
        ever = {row[0] for row in _plain(Assignment.select(Assignment.person).distinct())}
        names = Person.select(Person.id, Person.title, Person.given_name, Person.family_name)
        people = _plain(names.order_by(Person.dictionary_key))
    lines = [
        PersonLine(
            person_id,
            full_name(*name),
            titles.get(person_id, ""),
            person_id in ever and person_id not in titles,
            _short_name(*name),
        )
        for person_id, *name in people
    ]
    letters = fold(query)
    if not letters:
        return tuple(lines)
    return tuple(line for line in lines if letters in _searched(line))


def _searched(line: PersonLine) -> str:
    return "\n".join(map(fold, (line.name, line.short_name, line.post_title)))


def _short_name(title: str, given_name: str, family_name: str) -> str:
    return f"{PersonName(title, given_name, family_name).short_title}{given_name} {family_name}"


def posts_list(day: date) -> tuple[PostLine, ...]:
    """Return the posts that exist on the day with their holders, in the office's order."""
    with database.atomic("DEFERRED"):
        holders: dict[int, list[_Held]] = defaultdict(list)
        for held in _held_on(day):
            holders[held.post_id].append(held)
        posts = (
            Post.select(Post, Division)
            .join(Division, JOIN.LEFT_OUTER)
            .order_by(Division.position.is_null(False), Division.position, Post.id)
        )
        return tuple(_post_line(post, holders[post.id], day) for post in posts)


def divisions_list() -> tuple[DivisionLine, ...]:
    """Return the divisions in the office's order with the number of their posts."""
    rows = (
        Division.select(Division, fn.COUNT(Post.id).alias("post_count"))
        .join(Post, JOIN.LEFT_OUTER)
        .group_by(Division.id)
        .order_by(Division.position, Division.id)
    )
    return tuple(DivisionLine(row.id, row.name, row.short_name, row.post_count) for row in rows)


def read_post(post_id: int) -> PostView:
    """Return a post with all its fields. Raises NotFound."""
    post = find_post(post_id)
    return PostView(
        post.id,
        post.name,
        post.short_name,
        post.formal_name,
        post.division_id,
        post.shared,
        post.is_cko,
        post.abolished_on,
    )


def person_timeline(person_id: int) -> tuple[TimelineLine, ...]:
    """Return the assignments of a person, the newest first."""
    return _timeline(Assignment.select().where(Assignment.person == person_id))


def post_timeline(post_id: int) -> tuple[TimelineLine, ...]:
    """Return the assignments to a post, the newest first."""
    return _timeline(Assignment.select().where(Assignment.post == post_id))


def _timeline(rows: "ModelSelect[Assignment]") -> tuple[TimelineLine, ...]:
    ordered = rows.order_by(Assignment.begins_on.desc(), Assignment.id.desc())
    return tuple(
        TimelineLine(
            row.id,
            row.person.full_name,
            post_title(row.post.name, row.level),
            AssignmentKind(row.kind),
            row.begins_on,
            row.ends_on,
            row.level,
        )
        for row in ordered
    )


def _held_on(day: date) -> list[_Held]:
    rows = (
        assignments_on(day)
        .select(
            Assignment.person,
            Assignment.post,
            Assignment.kind,
            Assignment.level,
            Assignment.begins_on,
            Post.name,
            Post.short_name,
            Person.title,
            Person.given_name,
            Person.family_name,
        )
        .join(Post)
        .switch(Assignment)
        .join(Person)
        .order_by(Assignment.begins_on.desc(), Assignment.id)
    )
    return [_held(*row) for row in _plain(rows)]


def _plain(rows: "ModelSelect[Any]") -> list[tuple[Any, ...]]:
    """Return the rows as tuples, which are cheap even for thousands of rows."""
    return list(rows.tuples())


def _held(
    person_id: int,
    post_id: int,
    kind: str,
    level: str,
    since: date,
    post: str,
    short_name: str,
    *name: str,
) -> _Held:
    how = AssignmentKind(kind)
    own = how == AssignmentKind.SUBSTANTIVE
    title = post_title(post, level) if own else standing_in(how, post, short_name)
    return _Held(person_id, post_id, how, title, full_name(*name), since)


def _titles_of_people(held: Iterable[_Held]) -> dict[int, str]:
    """Return each person's titles as printed: the substantive post, then acting ones."""
    titles: dict[int, list[str]] = defaultdict(list)
    for each in sorted(held, key=lambda one: one.kind != AssignmentKind.SUBSTANTIVE):
        titles[each.person_id].append(each.title)
    return {person_id: " ".join(each) for person_id, each in titles.items()}


_FIRST_SHOWN = (AssignmentKind.ACTING, AssignmentKind.DELEGATED, AssignmentKind.SUBSTANTIVE)


def _post_line(post: Post, held: list[_Held], day: date) -> PostLine:
    ordered = sorted(held, key=lambda each: _FIRST_SHOWN.index(each.kind))
    shown = ordered if post.shared else ordered[:1]
    return PostLine(
        post.id,
        post.name,
        post.division.name if post.division is not None else "",
        ", ".join(each.name for each in shown),
        shown[0].kind if shown else None,
        shown[0].since if shown else None,
        post.shared,
        post.abolished_on if post.abolished_on is not None and post.abolished_on <= day else None,
        str(post.short_name),
    )
