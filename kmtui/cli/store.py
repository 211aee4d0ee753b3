"""Opening the data file for a sub-command, with the rights of its user; an archive is read-only."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kmtui.paths import DataPaths


@contextmanager
def store_of(places: "DataPaths") -> Iterator[None]:
    """Open the data file for the `with` block, with the user's rights; an archive is read-only.

    Line breaks keep the names of the register whole from then on.
    """
    from kmtui.thai.words import learn
    from models.office.rights import acting_as_member, enforce_write_right
    from models.people.known_names import register_names
    from models.storage.store import opened_store, read_only_store

    opened = read_only_store if places.is_archive else opened_store
    with opened(places.database), acting_as_member(), enforce_write_right():
        learn(register_names())
        yield
