"""Where a screen can lead: a location in the records, or a page that is no record.

A destination is a frozen value: whoever opens it knows no screen (`KmScreen.open`), and it returns
nothing. What returns a value is a dialog.
"""

from dataclasses import dataclass

from models.office.locations import Location


@dataclass(frozen=True)
class PageDestination:
    """A page that shows no single record."""


Destination = Location | PageDestination


@dataclass(frozen=True)
class Settings(PageDestination):
    """The settings of the office."""


@dataclass(frozen=True)
class SearchAll(PageDestination):
    """The search over everything that is written."""
