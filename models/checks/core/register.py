"""The office's register as plain values that the checks compare texts with."""

from pathlib import Path

from msgspec import Struct, field

from kmtui.thai.names import SHORT_TITLES
from models.committees.records import AppointmentOrder, Committee, OrderState, Role, Seat
from models.office.organization import Division, Organization
from models.office.word_lists import WordLists, read_word_lists
from models.people.records import Assignment, FormerName, Person, Post

MANY_PEOPLE = 60
"""The number of people above which free text is compared only with committee members and signers.

Among thousands of names nearly every name is similar to another.
"""

_KINDS_OF_PLACE = ("องค์การบริหารส่วนตำบล", "เทศบาลตำบล", "เทศบาลเมือง", "เทศบาลนคร", "เทศบาล")


class RegisteredPerson(Struct, frozen=True):
    """A person; the title is in its long form."""

    title: str
    given: str
    family: str

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given} {self.family}".strip()

    @property
    def titles(self) -> tuple[str, ...]:
        """The accepted forms of the title: the long one and the short one, if there is one."""
        return tuple(dict.fromkeys((self.title, SHORT_TITLES.get(self.title, self.title))))

    @property
    def full_name(self) -> str:
        """Title and name, for near matches."""
        return f"{self.title}{self.name}"


class RegisteredCommittee(Struct, frozen=True):
    """A committee of an issued order, not replaced, with its seats as listed in the order."""

    name: str
    seats: tuple[str, ...] = ()


class NameRegister(Struct, frozen=True, eq=False):
    """The office's own names as plain values; does not access the data file.

    Registers are compared by identity, because a check caches what it derives from one object.

    Attributes:
        people: those whose names texts are compared with (see `MANY_PEOPLE`).
        known_names: the names of all people, including former names.
    """

    people: tuple[RegisteredPerson, ...] = ()
    known_names: frozenset[str] = frozenset()
    posts: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    division_short_names: tuple[str, ...] = ()
    committees: tuple[RegisteredCommittee, ...] = ()
    organization: str = ""
    district: str = ""
    province: str = ""
    lists: WordLists = field(default_factory=WordLists)

    @property
    def municipality_name(self) -> str:
        """The municipality's name without its type (เทศบาลตำบล)."""
        for kind in _KINDS_OF_PLACE:
            if self.organization.startswith(kind):
                return self.organization.removeprefix(kind).strip()
        return self.organization

    @property
    def places(self) -> tuple[str, ...]:
        """The names of municipality, district and province, if they are known."""
        return tuple(
            name for name in (self.municipality_name, self.district, self.province) if name
        )


def read_name_register(office_lists: Path | None = None) -> NameRegister:
    """Read the register of the open data file, with the word lists of the office's folder.

    Without `office_lists` only the lists of the program are read.

    Raises:
        KmError: one of the office's word lists cannot be read; names it.
    """
    organization = Organization.get_or_none()
    everyone = list(Person.select())
    return NameRegister(
        people=tuple(map(_person, _at_hand(everyone))),
        known_names=frozenset(
            [_person(each).name for each in everyone]
            + [f"{each.given_name} {each.family_name}" for each in FormerName.select()]
        ),
        posts=tuple(_post_names()),
        divisions=tuple(each.name for each in Division.select().order_by(Division.position)),
        division_short_names=tuple(
            each.short_name for each in Division.select() if each.short_name
        ),
        committees=tuple(_committees()),
        organization=organization.name if organization else "",
        district=organization.district if organization else "",
        province=organization.province if organization else "",
        lists=read_word_lists(office_lists),
    )


def _person(person: Person) -> RegisteredPerson:
    return RegisteredPerson(person.title, person.given_name, person.family_name)


def _at_hand(everyone: list[Person]) -> list[Person]:
    """Return all people of a small office; of a large one only those that its documents can name.

    These are the holders of seats, of posts with a seat, and of posts that sign orders.
    """
    if len(everyone) <= MANY_PEOPLE:
        return everyone
    seats = list(Seat.select(Seat.person, Seat.post))
    posts = {seat.post_id for seat in seats if seat.post_id}
    posts |= {order.signer_post_id for order in AppointmentOrder.select()}
    named = {seat.person_id for seat in seats}
    named |= {each.person_id for each in Assignment.select().where(Assignment.post.in_(posts))}
    return [person for person in everyone if person.id in named]


def _post_names() -> list[str]:
    names = [name for post in Post.select() for name in (post.name, post.formal_name) if name]
    return list(dict.fromkeys(names))


def _committees() -> list[RegisteredCommittee]:
    live = Committee.select().join(AppointmentOrder)
    live = live.where(AppointmentOrder.state != OrderState.DRAFT, Committee.replaced_by.is_null())
    return [
        RegisteredCommittee(committee.name, tuple(seat.label for seat in committee.ordered_seats()))
        for committee in live.order_by(Committee.id)
    ]


ROLE_LABELS = tuple(role.label for role in Role)
"""The roles in a committee, with one spelling each."""
