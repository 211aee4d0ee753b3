"""Rescue files: the storage for typed text while the data file cannot store it."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from models.editing.revisions import FieldKey, Subject


@dataclass(frozen=True)
class TypedText:
    """A typed text with its field, session, base version, author and time.

    Statements also carry their agenda item and the attendance row of the speaker, so that a
    statement that never reached the data file can still be inserted; resolutions carry their item,
    outcome and the number of members present. The fields are the format of the rescue files.

    Attributes:
        field: the cell, if the record has several.
        at: UTC as ISO 8601 text.
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


def write_rescue(folder: Path, typed: TypedText) -> Path:
    """Write the text to its own file with mode 0600 and return its path.

    Raises OSError.
    """
    target = _path(folder, typed.session, typed.field_key)
    write_private_file(target, json.dumps(asdict(typed), ensure_ascii=True).encode())
    return target


def write_private_file(target: Path, content: bytes) -> None:
    """Write a file with mode 0600 and make its folder if needed.

    Writes a temporary file, syncs it and renames it, so that the file is complete or missing.
    Raises OSError.
    """
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = target.with_suffix(".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    part.replace(target)
    _sync_folder(target.parent)


def drop_rescue(folder: Path, session: str, field_key: FieldKey) -> None:
    """Remove the rescue file of a text that is stored elsewhere by now; errors are suppressed."""
    with contextlib.suppress(OSError):
        _path(folder, session, field_key).unlink(missing_ok=True)


def read_rescues(folder: Path) -> list[TypedText]:
    """Return the texts of all complete rescue files; the others stay in the folder."""
    found = []
    for path in sorted(folder.glob("*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            content = json.loads(path.read_text(encoding="ascii"))
            content["subject"] = Subject(content["subject"])
            typed = TypedText(**content)
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


def _path(folder: Path, session: str, place: FieldKey) -> Path:
    parts = [session, str(place.subject), str(place.subject_id)]
    parts += [place.field] if place.field else []
    return folder / ("-".join(parts) + ".json")


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
