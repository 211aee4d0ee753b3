"""The usual divisions and posts of each type of office, offered as a checklist.

The lists are a data file that an office may replace (`models/data/usual_posts.toml`).
"""

import tomllib
from collections.abc import Collection
from typing import Any

from msgspec import Struct

from kmtui.thai.text import key
from models.errors import KmError, Refused
from models.office.files import office_text
from models.office.organization import Division
from models.people.operations import add_division, add_post
from models.people.records import Post
from models.storage.database import database

NAME = "usual_posts.toml"
_ALSO = {"อบต": "องค์การบริหารส่วนตำบล", "ทต": "เทศบาลตำบล", "ทม": "เทศบาลเมือง"}


class UsualPost(Struct, frozen=True):
    """A usual post of a division; `name` is empty for a division without posts of its own."""

    name: str
    division: str
    short_division: str
    shared: bool

    @property
    def label(self) -> str:
        """The post with its division, as a row of the checklist."""
        many = " (หลายคน)" if self.shared else ""
        return f"{self.name}{many}{f' – {self.division}' if self.division else ''}"


def usual_kinds() -> tuple[str, ...]:
    """Return the types of offices with lists. Raises KmError if the file is damaged."""
    return _read()[0]


def missing_posts(kind: str) -> tuple[UsualPost, ...]:
    """Return the usual posts of a type of office that the register does not have yet.

    Raises:
        Refused: there is no such kind.
        KmError: the office's own file is damaged.
    """
    kinds, posts = _read()
    wanted = _ALSO.get(kind.strip().rstrip(".").replace(".", ""), kind.strip())
    if wanted not in kinds:
        raise Refused(f"ไม่มีรายการตำแหน่งของ “{kind}” เลือกจาก {', '.join(kinds)}")
    there = {key(post.name) for post in Post.select(Post.name)}
    return tuple(each for each in posts[wanted] if key(each.name) not in there)


def add_usual_posts(posts: Collection[UsualPost]) -> tuple[int, int]:
    """Add posts, and the divisions that are missing for them, all in one transaction.

    A post that the register has already is left unchanged. Returns the numbers of posts and
    divisions added.
    """
    made = [0, 0]
    with database.atomic():
        divisions = {key(each.name): int(each.id) for each in Division.select()}
        there = {key(post.name) for post in Post.select(Post.name)}
        for each in posts:
            if key(each.name) in there:
                continue
            where = divisions.get(key(each.division)) if each.division else None
            if each.division and where is None:
                where = add_division(each.division, each.short_division)
                divisions[key(each.division)] = where
                made[1] += 1
            add_post(each.name, division_id=where, shared=each.shared)
            there.add(key(each.name))
            made[0] += 1
    return made[0], made[1]


def _read() -> tuple[tuple[str, ...], dict[str, list[UsualPost]]]:
    try:
        content: dict[str, Any] = tomllib.loads(office_text(NAME))
        kinds = tuple(str(kind) for kind in content["kinds"])
        found: dict[str, list[UsualPost]] = {kind: [] for kind in kinds}
        for group in content["groups"]:
            division, short = str(group["division"]), str(group.get("short", ""))
            rows = [(name, False) for name in group["posts"]]
            rows += [(name, True) for name in group["many"]]
            for kind in group["offices"]:
                found[kind] += [UsualPost(str(name), division, short, many) for name, many in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KmError(f"อ่าน {NAME} ของสำนักงานไม่ได้ แก้แฟ้มนั้นให้ถูกรูปแบบ หรือย้ายออก") from error
    return kinds, found
