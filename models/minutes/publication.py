"""The edition of minutes for publication, without names of people and confidential items.

Personal data stay with the office (พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. ๒๕๖๒); what may not be
disclosed is withheld (พ.ร.บ.ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐ มาตรา ๑๕).
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import fields, replace

from kmtui.thai.names import split_name
from models.committees.records import Role
from models.meetings.records import Meeting
from models.meetings.roll import Roll, RollEntry
from models.minutes.snapshot import AgendaItemView, MeetingSnapshot, StatementView
from models.people.records import Person

ATTENDS = "ผู้เข้าประชุม"
_SOMEBODY = "ผู้เกี่ยวข้อง"
_UNNAMED = "(ไม่ระบุชื่อ)"
_SHORTEST = 4  # a shorter name is part of too many words

V = TypeVar("V")


class PublicEdition(Struct, frozen=True):
    """The meeting for publication; `withheld` are the numbers of the omitted items."""

    meeting: MeetingSnapshot
    withheld: tuple[str, ...]


def public_edition(room: MeetingSnapshot) -> PublicEdition:
    """Return a meeting without names, confidential items and their sub-items.

    The names of the roll and of the register are replaced in all its texts, by post or role. Other
    names cannot be recognized: a person must read the edition before it is published.
    """
    hidden = _withheld(room.items)
    items = tuple(_anonymous_item(each) for each in room.items if each.id not in hidden)
    labels = _labels(room.roll)
    public = replace(
        room,
        roll=_anonymous_roll(room.roll),
        items=items,
        electronic=replace(room.electronic, link="", recording=""),
    )
    numbers = tuple(each.number for each in room.items if each.id in hidden)
    return PublicEdition(_mapped(public, _replacing(labels)), numbers)


def public_name(document: str, meeting: Meeting) -> str:
    """Return a file name for the web, without suffix: minutes-1-2563.

    If several committees have a meeting of the same number, the later ones get a further number.
    """
    same = Meeting.select().where(
        Meeting.number == meeting.number,
        Meeting.year == meeting.year,
        Meeting.committee < meeting.committee_id,
    )
    before = same.count()
    return f"{document}-{meeting.number}-{meeting.year}" + (f"-{before + 1}" if before else "")


def _withheld(items: Iterable[AgendaItemView]) -> set[int]:
    hidden, under = set[int](), list[bool]()
    for item in items:
        del under[item.depth :]
        under.append(item.confidential or any(under))
        if under[-1]:
            hidden.add(item.id)
    return hidden


def _public_name(entry: RollEntry) -> str:
    """Return the post of a roll entry, or its role if it has no post."""
    return entry.title or entry.role_label or ATTENDS


def _public_speaker(entry: RollEntry) -> RollEntry:
    """Return a speaker without name: chair and secretary by role, others as participants."""
    known = entry.role in (Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER_SECRETARY)
    role = "ประธานในที่ประชุม" if entry.takes_chair else entry.role_label if known else ATTENDS
    return replace(_anonymous(entry), name=role, title="", formal_title="")


def _anonymous(entry: RollEntry) -> RollEntry:
    return replace(
        entry,
        name=(entry.title or _UNNAMED) if entry.name else "",
        title="" if entry.name else entry.title,
        formal_title="",
        reason="",
        chair_reason="",
        substitute_name="",
        substitute_title="",
        identified_by="",
    )


def _anonymous_roll(roll: Roll) -> Roll:
    return replace(roll, entries=tuple(map(_anonymous, roll.entries)))


def _anonymous_item(item: AgendaItemView) -> AgendaItemView:
    return replace(
        item,
        statements=tuple(map(_anonymous_statement, item.statements)),
        recusals=tuple(
            replace(each, name=each.title or _UNNAMED, title="", reason="")
            for each in item.recusals
        ),
    )


def _anonymous_statement(said: StatementView) -> StatementView:
    speaker = _public_speaker(said.speaker) if said.speaker is not None else None
    return replace(said, speaker=speaker)


def _labels(roll: Roll) -> dict[str, str]:
    """Map every spelling of a name on the roll or register to the post or role that replaces it."""
    named = [(person.full_name, _SOMEBODY) for person in Person.select()]
    for entry in roll.entries:
        named += [(entry.name, _public_name(entry)), (entry.substitute_name, _public_name(entry))]
    return {form: label for name, label in named for form in _forms(name)}


def _forms(name: str) -> set[str]:
    """Return a name with and without its title, in its long and short form."""
    parts = split_name(name)
    bare = f"{parts.given} {parts.family}".strip()
    forms = {name.strip(), bare, f"{parts.title}{bare}", f"{parts.short_title}{bare}"}
    return {form for form in forms if len(form) >= _SHORTEST and (parts.family or parts.title)}


def _replacing(labels: dict[str, str]) -> Callable[[str], str]:
    """Return a function that replaces names in a text, whatever their spacing."""
    known = {"".join(form.split()): label for form, label in labels.items()}
    longest_first = sorted(known, key=len, reverse=True)
    if not longest_first:
        return lambda text: text
    spaced = (r"\s*".join(map(re.escape, form)) for form in longest_first)
    pattern = re.compile("|".join(spaced))
    return lambda text: pattern.sub(lambda found: known["".join(found[0].split())], text)


def _mapped(value: V, change: Callable[[str], str]) -> V:
    """Return a copy of the value with `change` applied to every text in it, recursively."""
    return _any_mapped(value, change)  # type: ignore[no-any-return]


def _any_mapped(value: Any, change: Callable[[str], str]) -> Any:
    if type(value) is str:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_any_mapped(each, change) for each in value)
    if isinstance(value, Struct):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        return replace(value, **{name: _any_mapped(each, change) for name, each in held.items()})
    return value
