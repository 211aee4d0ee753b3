"""The owners of an activity: typed as a field, linked to the staff register if known there."""

import re
from collections.abc import Sequence

from msgspec import Struct

from kmtui.thai.text import key
from models.editing.record_kind import cleaned
from models.office.organization import Division
from models.people.records import Post

OWNERS = "owner_text"  # the cell of an activity that names them, one a line


class OwnerChoice(Struct, frozen=True):
    """A division or a post that can be responsible; `name` is how the cell names it."""

    name: str
    division_id: int | None = None
    post_id: int | None = None


def owner_lines(text: str) -> str:
    """Return typed owners in the stored form, one per line, split at commas and line ends."""
    names = (" ".join(part.split()) for part in re.split(r"[,\n]", cleaned(text)))
    return "\n".join(dict.fromkeys(name for name in names if name))


def owner_choices() -> tuple[OwnerChoice, ...]:
    """Return the divisions, then the posts that have not been abolished."""
    divisions = Division.select().order_by(Division.position)
    posts = Post.select().where(Post.abolished_on.is_null()).order_by(Post.id)
    return tuple(
        [OwnerChoice(row.short_name or row.name, division_id=row.id) for row in divisions]
        + [OwnerChoice(row.name, post_id=row.id) for row in posts]
    )


def owners_in(text: str) -> tuple[OwnerChoice, ...]:
    """Return the divisions and posts that a text names, in its order; unknown names are omitted.

    A name is the full or the short one, or the beginning of exactly one division's name.
    """
    wanted = [key(line) for line in text.split("\n") if line]
    if not wanted:
        return ()
    divisions, posts = list(Division.select()), list(Post.select())
    known: dict[str, OwnerChoice] = {}
    for post in posts:
        for name in (post.name, post.short_name, post.formal_name):
            known[key(name)] = OwnerChoice(post.name, post_id=post.id)
    for division in divisions:
        for name in (division.name, division.short_name):
            known[key(name)] = OwnerChoice(division.name, division_id=division.id)
    known.pop("", None)
    found = (known.get(name) or _begun(name, divisions) for name in wanted)
    return tuple(dict.fromkeys(owner for owner in found if owner is not None))


def _begun(name: str, divisions: Sequence[Division]) -> OwnerChoice | None:
    begun = [each for each in divisions if key(each.name).startswith(name)]
    return OwnerChoice(begun[0].name, division_id=begun[0].id) if len(begun) == 1 else None
