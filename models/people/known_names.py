"""The names in the register that must not be broken across lines."""

from models.office.organization import Division, Organization
from models.people.records import Person


def register_names() -> list[str]:
    """Return names of people, divisions and places, as `kmtui.thai.words.learn` takes them."""
    names = [person.full_name for person in Person.select()]
    names += [division.name for division in Division.select()]
    for organization in Organization.select():
        names += [organization.name, organization.district, organization.province]
    return [name for name in names if name]
