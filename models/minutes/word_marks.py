"""Marks in exported Word minutes, by which corrections find their records on import.

Each title, statement and resolution is in a content control whose tag names its record; the file
has a custom XML part with the exported texts.
"""

from collections.abc import Iterator

from msgspec import Struct
from peewee import fn

from kmtui.thai.digits import arabic_digits
from models.editing.revisions import Revision, Subject
from models.minutes.snapshot import MeetingSnapshot

NAMESPACE = "urn:kmtui:minutes:1"
"""The namespace of the custom XML part."""
TAG_PREFIX = "kmtui"
ITEM, STATEMENT, RESOLUTION = "item", "statement", "resolution"
_SUBJECTS = {STATEMENT: Subject.STATEMENT, RESOLUTION: Subject.RESOLUTION}


class MarkedPart(Struct, frozen=True):
    """A title (ITEM), statement or resolution as exported.

    Attributes:
        version: the version of the stored text; an item has none, 0.
        item_id: the item that it is under; of an item its parent, None at the top.
    """

    kind: str
    id: int
    version: int
    text: str
    item_id: int | None = None
    speaker: str = ""

    @property
    def tag(self) -> str:
        """The tag of its content control."""
        return tag_of(self.kind, self.id, self.version)


class MinutesRecord(Struct, frozen=True):
    """The parts of the minutes of one meeting, in the order of the document.

    Attributes:
        number: the meeting as typed, 1/2563.
        exported: the time of the newest change in ISO 8601, never the current time.
    """

    meeting_id: int
    number: str
    exported: str
    parts: tuple[MarkedPart, ...]


def tag_of(kind: str, record_id: int, version: int = 0) -> str:
    """Return the tag of the content control around a record's text.

    Args:
        kind: the kind of part: ITEM (a title), STATEMENT or RESOLUTION.
        record_id: the id of the record.
        version: the version of the exported text; 0 for a title, which has none.
    """
    return f"{TAG_PREFIX}:{kind}:{record_id}:{version}"


def minutes_record(room: MeetingSnapshot) -> MinutesRecord:
    """Return the parts of a meeting's minutes with their stored texts."""
    parts = tuple(_parts(room))
    return MinutesRecord(room.meeting_id, arabic_digits(room.label), _newest(room, parts), parts)


def _parts(room: MeetingSnapshot) -> Iterator[MarkedPart]:
    above: list[int] = []
    for item in room.items:
        del above[item.depth :]
        yield MarkedPart(ITEM, item.id, 0, item.title, above[-1] if above else None)
        above.append(item.id)
        for said in item.statements:
            speaker = said.speaker.speaker_name if said.speaker is not None else ""
            yield MarkedPart(STATEMENT, said.id, said.version, said.text, item.id, speaker)
        for made in item.resolutions:
            yield MarkedPart(RESOLUTION, made.id, made.version, made.text, item.id)


def _newest(room: MeetingSnapshot, parts: tuple[MarkedPart, ...]) -> str:
    """Return the ISO time of the newest stored text, or of the day of the meeting without any."""
    moments = [f"{room.held_on}T00:00:00+07:00"]
    for kind, subject in _SUBJECTS.items():
        ids = [part.id for part in parts if part.kind == kind]
        newest = (
            Revision.select(fn.MAX(Revision.at))
            .where(Revision.subject == subject, Revision.subject_id.in_(ids))
            .scalar()
        )
        if newest:
            moments.append(str(newest))
    return max(moments[1:], default=moments[0])
