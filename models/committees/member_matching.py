"""Matches a line of text to a seat: a post or a person of the register."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from kmtui.thai.names import take_title
from kmtui.thai.text import key
from models.office.organization import Organization
from models.people.levels import long_post, split_level
from models.people.near_names import NameIndex
from models.people.records import Person, Post, assignments_on, holders_of

_MOST_WAYS = 6
_ALIKE = 80.0  # per cent, for a post that is spelt in another way
_SHORTEST = 4  # letters of a part of a post's name
_BLANKS = re.compile(r"[\s.\-–—(),:;]+")
_PLACE = re.compile(r"(?:ตำบล|เมือง|นคร)\S.*$")
_LABEL = re.compile(r"^(?:ตำแหน่ง|ผู้ดำรงตำแหน่ง)\s*")
_POSTS_LIKE_NAMES = ("นายก", "นายช่าง", "นายอำเภอ", "นายทะเบียน", "นายสถานี")


def begins_with_a_person(text: str) -> bool:
    """Return whether a text begins with a title and two names; posts such as นายกฯ do not."""
    title, rest = take_title(text)
    return bool(title) and " " in rest.strip() and not text.startswith(_POSTS_LIKE_NAMES)


class SeatWay(Struct, frozen=True):
    """A candidate for a line: the seat of a post, or of a person by name."""

    label: str
    post_id: int | None = None
    person_id: int | None = None

    @staticmethod
    def key_of(post_id: int | None, person_id: int | None) -> tuple[int, int]:
        """Return both ids, 0 for None: the seats of two lines are the same if they are equal."""
        return post_id or 0, person_id or 0

    @property
    def key(self) -> tuple[int, int]:
        """The ids of the post and the person, as of `key_of`."""
        return self.key_of(self.post_id, self.person_id)


class Match(Struct, frozen=True):
    """The candidates of a line, the likeliest first; `note` says in Thai what is doubtful.

    If `is_sure`, the first candidate is taken without asking the user.
    """

    ways: tuple[SeatWay, ...]
    is_sure: bool
    note: str = ""


class Register:
    """The posts not abolished, all people, and the holders on a day, for matching many lines."""

    def __init__(self, day: date) -> None:
        place = (_PLACE.search(each.name) for each in Organization.select())
        self._place = next((_bare(found.group()) for found in place if found), "")
        self._posts: list[Post] = list(
            Post.select().where(Post.abolished_on.is_null()).order_by(Post.name)
        )
        self._holders = holders_of([post.id for post in self._posts], day)
        self._by_form: dict[str, list[Post]] = defaultdict(list)
        for post in self._posts:
            for form in dict.fromkeys(self._forms_of(post)):
                self._by_form[form].append(post)
        self._people: list[Person] = list(Person.select().order_by(Person.dictionary_key))
        self._names = NameIndex(person.full_name for person in self._people)
        self._by_name = {
            person.id: key(f"{person.given_name} {person.family_name}") for person in self._people
        }
        self._posts_of: dict[int, list[int]] = defaultdict(list)
        self._in_post: dict[int, list[int]] = defaultdict(list)
        for held in assignments_on(day):
            self._posts_of[held.person_id].append(held.post_id)
            self._in_post[held.post_id].append(held.person_id)

    def match(self, cells: Sequence[str]) -> Match:
        """Return the seats that a line, given in its cells, may mean; no `ways` if none fits."""
        people, rest, written = self._people_in(key(" ".join(cells)))
        post_words = _LABEL.sub("", rest.strip(" .,:;-–—()"))
        posts, is_exact = self._posts_named(post_words) if post_words else ([], False)
        if not people and not written:
            return self._of_posts(posts, is_exact, post_words)
        named = [self._of_person(person) for person in people]
        if written and not people:
            return self._of_unknown(written, posts)
        seats = [self._of_post(post) for post in posts if not post.shared]
        if len(people) > 1:
            return Match((*named, *seats), False, "มีหลายคนที่ชื่อนี้")
        holds = self._posts_of[people[0].id]
        if not post_words or (is_exact and posts[0].shared):
            own = [post for post in self._posts if post.id in holds and not post.shared]
            return Match((*named, *map(self._of_post, own)), True)
        if is_exact and len(posts) == 1 and posts[0].id in holds:
            return Match((*seats, *named), True)
        if is_exact:
            return Match((*named, *seats), False, "ทะเบียนบอกว่าผู้นี้ไม่ได้ดำรงตำแหน่งที่เขียนไว้")
        return Match((*named, *seats), not seats, "" if not seats else "ตำแหน่งที่เขียนไม่ตรงทะเบียน")

    def _people_in(self, text: str) -> tuple[list[Person], str, str]:
        """Return the people named in a text, the text without them, and an unknown name in it."""
        found = [
            person
            for person in self._people
            if person.family_name and _has_words(text, self._by_name[person.id])
        ]
        if found:
            name = max((self._by_name[person.id] for person in found), key=len)
            found = [person for person in found if self._by_name[person.id] == name]
            at = text.index(name)
            begin = next((i for i in range(at) if take_title(text[i:])[1].startswith(name)), at)
            if len(found) > 1 and begin < at:
                title = take_title(text[begin:])[0]
                found = [each for each in found if each.title == title] or found
            return found, f"{text[:begin]} {text[at + len(name) :]}", ""
        for begin in (0, *(at + 1 for at, sign in enumerate(text) if sign == " ")):
            title, rest = take_title(text[begin:])
            given, _, after = rest.partition(" ")
            family, _, more = after.partition(" ")
            if title and given and not self._is_post(text[begin:]):
                name = f"{text[begin : len(text) - len(rest)]}{given} {family}".strip()
                return [], f"{text[:begin]} {more}", name
        return [], text, ""

    def _is_post(self, text: str) -> bool:
        """Return whether a text that begins like a title is a post: นายกเทศมนตรี, นายช่าง."""
        bare = self._norm(text)
        return any(bare.startswith(form) for form in self._by_form) or text.startswith(
            _POSTS_LIKE_NAMES
        )

    def _of_unknown(self, written: str, posts: Sequence[Post]) -> Match:
        near = self._names.near(written)
        people = [person for person in self._people if person.full_name in near]
        people.sort(key=lambda person: near.index(person.full_name))
        ways = [*map(self._of_person, people)]
        ways += [self._of_post(post) for post in posts if not post.shared]
        note = f"ไม่พบ {written} ในทะเบียนบุคคล"
        return Match(tuple(ways[:_MOST_WAYS]), False, note)

    def _of_posts(self, posts: Sequence[Post], is_exact: bool, written: str) -> Match:
        if not posts:
            return Match((), False, f"ไม่พบ “{written}” ในทะเบียนตำแหน่งและบุคคล")
        ways: list[SeatWay] = []
        has_shared = False
        for post in posts:
            if not post.shared:
                ways.append(self._of_post(post))
                continue
            has_shared = True
            holders = [each for each in self._people if each.id in self._in_post[post.id]]
            ways += map(self._of_person, holders)
        if not ways:
            return Match((), False, f"ตำแหน่ง{posts[0].name}มีได้หลายคน เขียนชื่อบุคคล")
        sure = is_exact and len(posts) == 1 and not has_shared
        note = "มีผู้ดำรงตำแหน่งนี้หลายคน" if has_shared and is_exact else ""
        return Match(tuple(ways[:_MOST_WAYS]), sure, note or ("" if sure else "ตำแหน่งไม่ตรงทะเบียน"))

    def _posts_named(self, text: str) -> tuple[list[Post], bool]:
        """Return the posts that a text names, and whether it names them as registered."""
        for form in dict.fromkeys((text, long_post(text), split_level(text)[0])):
            if exact := self._by_form.get(self._norm(form)):
                return exact, True
        return self._similar(self._norm(long_post(text))), False

    def _similar(self, bare: str) -> list[Post]:
        # Imported late, as few commands compare names.
        from rapidfuzz.fuzz import ratio

        if len(bare) < _SHORTEST:
            return []
        scored: dict[int, float] = {}
        for form, posts in self._by_form.items():
            is_part = len(form) >= _SHORTEST and (bare in form or bare.startswith(form))
            score = ratio(bare, form)
            if is_part or score >= _ALIKE:
                for post in posts:
                    scored[post.id] = max(score, scored.get(post.id, 0.0))
        found = [post for post in self._posts if post.id in scored]
        return sorted(found, key=lambda post: -scored[post.id])[:_MOST_WAYS]

    def _forms_of(self, post: Post) -> list[str]:
        names = (post.name, post.short_name, post.formal_name)
        forms = [self._norm(form) for name in names for form in (name, split_level(name)[0])]
        return [form for form in (*forms, self._norm(long_post(post.short_name))) if form]

    def _norm(self, text: str) -> str:
        """Return the name of a post without spaces and without the name of the municipality."""
        bare = _bare(text)
        return bare.replace(self._place, "") if self._place else bare

    def _of_post(self, post: Post) -> SeatWay:
        holder = self._holders.get(post.id)
        return SeatWay(f"{post.name} ({holder.name if holder else 'ว่าง'})", post_id=post.id)

    def _of_person(self, person: Person) -> SeatWay:
        return SeatWay(f"{person.full_name} (โดยชื่อ)", person_id=person.id)


def _bare(text: str) -> str:
    return _BLANKS.sub("", key(text))


def _has_words(text: str, words: str) -> bool:
    """Return whether a text contains these words other than within a longer name."""
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        if end == len(text) or (not text[end].isalpha() and not "\u0e30" <= text[end] <= "\u0e4e"):
            return True
        at = text.find(words, at + 1)
    return False
