"""The register's names that no line may break."""

from models.organization import Division, Organization
from models.people import Person

_LONGEST = 20  # a longer name must be allowed to break, or a table's column cannot hold it


def register_names() -> list[str]:
    """Given and family names, the place, and short names of divisions, as one list."""
    names = [part for person in Person.select() for part in (person.given_name, person.family_name)]
    names += [division.name for division in Division.select()]
    for organization in Organization.select():
        names += [organization.district, organization.province]
        names.append(organization.name.removeprefix("เทศบาลตำบล"))
    return [name for name in names if 0 < len(name) <= _LONGEST]
