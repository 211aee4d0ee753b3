"""Names in the register that line breaking must keep whole."""

from models.office.organization import Division, Organization
from models.people.records import Person


def register_names() -> list[str]:
    """Return names of people, divisions and places, for `kmtui.thai.words.learn`."""
    names = [person.full_name for person in Person.select()]
    names += [division.name for division in Division.select()]
    for organization in Organization.select():
        names += [organization.name, organization.district, organization.province]
    return [name for name in names if name]
