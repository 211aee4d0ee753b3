"""Rescue files, which store typed text while the data file cannot."""

import contextlib
import json
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict

from models.drafts.rescue_chain import RescueChain, RescueTarget
from models.editing.revisions import FieldKey, Subject

_SUFFIX = ".json"


class TypedText(Struct, frozen=True):
    """A typed text with its field, session, base version, author and time.

    Statements also carry their agenda item and the attendance row of the speaker, so that a
    statement that never reached the data file can still be inserted; resolutions carry their item,
    outcome and the number of members present. The fields are the format of the rescue files.

    Attributes:
        field: the column, if the record has several texts; empty otherwise.
        at: UTC as ISO 8601 text; within a session it only grows, whatever the clock does (see
            `UnsavedTexts`), so that it orders the states of a text.
    """

    subject: Subject
    subject_id: int
    session: str
    base_version: int
    text: str
    who: str
    at: str
    item_id: int | None = None
    speaker_id: int | None = None
    field: str = ""
    outcome: str = ""
    present_count: int | None = None

    @property
    def field_key(self) -> FieldKey:
        """The key of the edited field."""
        return FieldKey(self.subject, self.subject_id, self.field)


def write_rescue(target: RescueTarget, typed: TypedText) -> Path:
    """Write the text to its own file in the first rescue folder that takes it; return its path.

    The file has mode 0600 and is complete or missing. Raises OSError if no folder takes it.
    """
    name, content = rescue_file(typed)
    return RescueChain.of(target).write(name, content).folder / name


def rescue_file(typed: TypedText) -> tuple[str, bytes]:
    """Return the name and the content of the rescue file of a text."""
    content = json.dumps(asdict(typed), ensure_ascii=True).encode()
    return _name(typed.session, typed.field_key), content


def drop_rescue(target: RescueTarget, session: str, field_key: FieldKey) -> None:
    """Remove the rescue file of a text that is stored elsewhere by now; errors are suppressed."""
    RescueChain.of(target).drop(_name(session, field_key))


def read_rescues(target: RescueTarget) -> list[TypedText]:
    """Return the texts of all complete rescue files; others are skipped, not removed."""
    found = []
    for content in RescueChain.of(target).read(_SUFFIX).values():
        with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
            fields = json.loads(content.decode("ascii"))
            fields["subject"] = Subject(fields["subject"])
            typed = TypedText(**fields)
            found += [typed] if _is_whole(typed) else []
    return found


def _is_whole(typed: TypedText) -> bool:
    """Return whether every field has its type, on which later comparisons and look-ups rely."""
    texts = (typed.session, typed.text, typed.who, typed.at, typed.field, typed.outcome)
    numbers = (typed.subject_id, typed.base_version)
    others = (typed.item_id, typed.speaker_id, typed.present_count)
    return (
        all(isinstance(each, str) for each in texts)
        and all(isinstance(each, int) for each in numbers)
        and all(each is None or isinstance(each, int) for each in others)
    )


def _name(session: str, place: FieldKey) -> str:
    parts = [session, str(place.subject), str(place.subject_id)]
    parts += [place.field] if place.field else []
    # The session of a draft is whatever the data file says: it must not lead out of the folder.
    return "-".join(parts).replace("/", "_").replace("\\", "_") + _SUFFIX
