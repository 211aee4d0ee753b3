"""The register to compare a staff list with: read once, then looked up in memory."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from msgspec import Struct

from kmtui.thai.dates import format_date
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import key
from models.office.organization import Division
from models.people.assignments import end_assignment, put_in_post
from models.people.levels import long_post, post_title
from models.people.near_names import NameIndex
from models.people.operations import add_division, add_post, edit_post, find_post
from models.people.records import Assignment, AssignmentKind, Person, Post
from models.staff_list.rows import BadRow, Doubt, DoubtKind, Settled, StaffEntry

_ONE_HOLDER = ("นายก", "ปลัด", "หัวหน้า", "ผู้อำนวยการ")
_MANY, _ONE = "many", "one"
_NEW = "ใหม่"

# Cached, as a list repeats few posts and divisions many times.
_key = lru_cache(maxsize=10_000)(key)


class Step(Struct, frozen=True):
    """A person's new assignment to a post."""

    person: Person
    post: str
    division: str
    kind: AssignmentKind
    begins_on: date
    level: str


class StaffChange(Struct, frozen=True):
    """The changes of a row for a registered person; `description` is empty if there are none.

    `ends` has the id and the last day of each assignment that ends.
    """

    description: str
    ends: tuple[tuple[int, date], ...]
    begins: tuple[Step, ...]


class StaffRegister:
    """People, posts and assignments on the day, by their keys for comparing names."""

    def __init__(self, day: date) -> None:
        self.posts_made = self.divisions_made = 0
        self._day = day
        self._people: dict[str, Person] = {}
        self._by_bare_name: dict[str, list[Person]] = defaultdict(list)
        self._names = NameIndex()
        for person in Person.select().order_by(Person.dictionary_key, Person.id):
            self._people.setdefault(_key(person.full_name), person)
            self._by_bare_name[_bare(person.given_name, person.family_name)].append(person)
            self._names.add(person.full_name)
        self._posts: dict[str, Post] = {}
        for post in Post.select():
            self._posts.setdefault(_key(post.name), post)
            self._posts.setdefault(_key(long_post(post.name)), post)
            if post.short_name:
                self._posts.setdefault(_key(post.short_name), post)
        self._divisions: dict[str, int] = {}
        for division in Division.select():
            self._divisions.setdefault(_key(division.name), division.id)
            self._divisions.setdefault(_key(division.short_name), division.id)
        self._by_person: dict[int, list[Assignment]] = defaultdict(list)
        self._by_post: dict[int, list[Assignment]] = defaultdict(list)
        assignments = Assignment.select(Assignment, Person, Post).join(Person).switch(Assignment)
        for held in assignments.join(Post):
            self._by_person[held.person_id].append(held)
            self._by_post[held.post_id].append(held)
        self._claims: dict[str, list[StaffEntry]] = defaultdict(list)
        self._claimed_in: dict[str, set[str]] = defaultdict(set)
        self._claimed_people: set[int] = set()
        self._for_many: set[str] = set()

    def expect(self, entries: Iterable[StaffEntry], settled: Settled) -> None:
        """Record which rows claim which posts, before any row is planned."""
        for (kind, post), given in settled.items():
            if kind == DoubtKind.HOLDERS and given == _MANY:
                self._for_many.add(_key(post))
        for each in entries:
            if each.name is not None and each.post:
                self._claims[_key(each.post)].append(each)
                self._claimed_in[_key(each.post)].add(_key(each.division))
            person = self._exact(each)
            if person is not None:
                self._claimed_people.add(person.id)

    def must_be_unclaimed(self, entry: StaffEntry, settled: Settled) -> None:
        """Raise BadRow if an earlier row claims the same post, which has one holder only.

        Raises Doubt if it is not settled whether the post may have several.
        """
        claims = self._claims[_key(entry.post)] if entry.name is not None else []
        if len(claims) < 2 or claims[0].row == entry.row:
            return
        post = self._posts.get(_key(entry.post))
        alone = entry.post.startswith(_ONE_HOLDER) and self._in_one_division(entry.post)
        if not post.shared if post is not None else alone:
            above = claims[0].row
            given = settled.get((DoubtKind.HOLDERS, entry.post))
            if given is None:
                ways = (("หลายคนพร้อมกัน", _MANY), (f"คนเดียว คือแถวที่ {thai_digits(above)}", _ONE))
                raise Doubt(DoubtKind.HOLDERS, entry.post, ways)
            if given == _MANY:
                return
            raise BadRow(f"ตำแหน่ง{entry.post} มีผู้ดำรงตำแหน่งในแถวที่ {thai_digits(above)} แล้ว")

    def person_called(self, entry: StaffEntry) -> Person | None:
        """Return the registered person with the row's name; None if there is none.

        Raises BadRow if there are several.
        """
        person = self._exact(entry)
        if person is None and entry.name is not None:
            found = self._by_bare_name[_bare(entry.name.given, entry.name.family)]
            if len(found) > 1:
                raise BadRow(f"ในทะเบียนมี {entry.full_name} มากกว่าหนึ่งคน เพิ่มแถวนี้ในหน้าบุคลากร")
            person = found[0] if found else None
        return person

    @property
    def is_empty(self) -> bool:
        """Whether no post has been held yet, so that assignments cannot overlap."""
        return not self._by_post

    def has(self, name: str) -> bool:
        """Return whether the register, as opposed to the file, has this name."""
        return _key(name) in self._people

    def named(self, name: str) -> Person:
        """Return the registered person with this name, which must be registered (`has`)."""
        return self._people[_key(name)]

    def near(self, name: str) -> tuple[str, ...]:
        """Return the names of the register and of earlier rows that equal or resemble this one."""
        return (*self._names.same(name), *self._names.near(name))

    def remember(self, name: str) -> None:
        """Add a row's name, so that later rows are compared with it."""
        if not self.has(name):
            self._names.add(name)

    def vacant_post(self, entry: StaffEntry) -> str:
        """Return a Thai preview of a row with a vacant post; empty if the post exists."""
        return "" if _key(entry.post) in self._posts else self._post_words(entry.post)

    def arrival(self, entry: StaffEntry) -> str:
        """Return a Thai preview of a row that adds a person: post, first day, holders displaced."""
        words = [self._post_words(entry.post, entry.level)] if entry.post else []
        words += [f"รก.{self._post_words(entry.acting)}"] if entry.acting else []
        words += [f"ตั้งแต่ {format_date(entry.since)}"]
        left = [f"{held.person.full_name} พ้นจากตำแหน่ง" for held in self._displaced(entry)]
        return " ".join([*words, *left])

    def change(self, person: Person, entry: StaffEntry) -> StaffChange:
        """Return what the row changes for a person. Raises BadRow if the days are invalid."""
        words, ends, begins = [], [], []
        if entry.name is not None and person.title != entry.name.title and self._is(person, entry):
            words.append(f"{person.title} → {entry.name.title}")
        now = self._own(person.id)
        then = post_title(now.post.name, now.level) if now is not None else ""
        if entry.post and _key(then) != _key(post_title(self._known(entry.post), entry.level)):
            words.append(f"{_held(now)} → {self._post_words(entry.post, entry.level)}")
            leaving = [now] if now is not None else []
            ends += [_ended(held, entry) for held in [*leaving, *self._displaced(entry, person)]]
            begins.append(_step(person, entry, AssignmentKind.SUBSTANTIVE))
            words += [
                f"{held.person.full_name} พ้นจากตำแหน่ง" for held in self._displaced(entry, person)
            ]
        if entry.acting and not self._acts(person.id, entry.acting):
            words.append(f"รก.{self._post_words(entry.acting)}")
            others = self._holders(entry.acting, AssignmentKind.ACTING)
            ends += [_ended(held, entry) for held in others if held.person_id != person.id]
            begins.append(_step(person, entry, AssignmentKind.ACTING))
        return StaffChange(" ".join(words), tuple(ends), tuple(begins))

    def end(self, change: StaffChange) -> None:
        """End the assignments that a change ends, unless they end earlier.

        Raises Refused if an assignment begins later.
        """
        for assignment_id, on in change.ends:
            held = Assignment.get_by_id(assignment_id)
            if held.ends_on is None or held.ends_on > on:
                end_assignment(assignment_id, on)

    def begin(self, change: StaffChange) -> int:
        """Begin the assignments of a change; return how many.

        Raises Refused if an assignment overlaps another one.
        """
        for step in change.begins:
            post = self.post(step.post, step.division)
            put_in_post(step.person, post, step.kind, step.begins_on, step.level)
        return len(change.begins)

    def post(self, name: str, division: str) -> Post:
        """Return the post with this name, or create it, in its division if there is only one.

        A post that the office said has several holders is made a shared one.
        """
        found = self._posts.get(_key(name))
        if found is not None:
            if _key(name) in self._for_many and not found.shared:
                names = found.name, found.short_name, found.formal_name
                edit_post(found.id, *names, found.division_id, shared=True)
                found = self._posts[_key(name)] = find_post(found.id)
            return found
        where = self._division(division) if self._in_one_division(name) else None
        post_id = add_post(name, division_id=where, shared=len(self._claims[_key(name)]) > 1)
        made = find_post(post_id)
        self._posts[_key(name)] = made
        self.posts_made += 1
        return made

    def _division(self, name: str) -> int | None:
        if not name:
            return None
        if _key(name) not in self._divisions:
            self._divisions[_key(name)] = add_division(name)
            self.divisions_made += 1
        return self._divisions[_key(name)]

    def _in_one_division(self, post: str) -> bool:
        return len(self._claimed_in[_key(post)]) < 2

    def _exact(self, wanted: StaffEntry) -> Person | None:
        return self._people.get(_key(wanted.full_name)) if wanted.name is not None else None

    def _is(self, person: Person, wanted: StaffEntry) -> bool:
        name = wanted.name
        bare = _bare(person.given_name, person.family_name)
        return name is not None and bare == _bare(name.given, name.family)

    def _known(self, post: str) -> str:
        """Return the name of the registered post that a text may abbreviate."""
        found = self._posts.get(_key(post))
        return str(found.name) if found is not None else post

    def _post_words(self, post: str, level: str = "") -> str:
        if _key(post) in self._posts:
            return post_title(post, level)
        many = " หลายคน" if len(self._claims[_key(post)]) > 1 else ""
        return f"{post_title(post, level)} (ตำแหน่ง{_NEW}{many})"

    def _on_day(self, held: Iterable[Assignment], kind: AssignmentKind) -> list[Assignment]:
        return [
            each
            for each in held
            if each.kind == kind
            and each.begins_on <= self._day
            and (each.ends_on is None or each.ends_on >= self._day)
        ]

    def _own(self, person_id: int) -> Assignment | None:
        found = self._on_day(self._by_person[person_id], AssignmentKind.SUBSTANTIVE)
        return max(found, key=lambda held: held.begins_on, default=None)

    def _holders(self, post: str, kind: AssignmentKind) -> list[Assignment]:
        found = self._posts.get(_key(post))
        return self._on_day(self._by_post[found.id], kind) if found is not None else []

    def _acts(self, person_id: int, post: str) -> bool:
        held = self._holders(post, AssignmentKind.ACTING)
        return any(each.person_id == person_id for each in held)

    def _displaced(self, wanted: StaffEntry, person: Person | None = None) -> list[Assignment]:
        """Return the assignments of the post's holders whom the list no longer mentions."""
        post = self._posts.get(_key(wanted.post))
        if post is None or post.shared or _key(wanted.post) in self._for_many:
            return []
        holders = self._holders(wanted.post, AssignmentKind.SUBSTANTIVE)
        kept = self._claimed_people | ({person.id} if person is not None else set())
        return [held for held in holders if held.person_id not in kept]


def _bare(given: str, family: str) -> str:
    return _key(f"{given} {family}")


def _held(held: Assignment | None) -> str:
    return post_title(held.post.name, held.level) if held is not None else "ไม่มีตำแหน่ง"


def _ended(held: Assignment, wanted: StaffEntry) -> tuple[int, date]:
    if held.begins_on >= wanted.since:
        began = format_date(held.begins_on)
        raise BadRow(
            f"วันที่เริ่มต้องหลัง {began} ซึ่ง {held.person.full_name} เริ่มดำรงตำแหน่ง{held.post.name}"
        )
    return held.id, wanted.since - timedelta(days=1)


def _step(person: Person, wanted: StaffEntry, kind: AssignmentKind) -> Step:
    own = kind == AssignmentKind.SUBSTANTIVE
    return Step(
        person,
        wanted.post if own else wanted.acting,
        wanted.division if own else "",
        kind,
        wanted.since,
        wanted.level if own else "",
    )
