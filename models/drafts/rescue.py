"""Rescue files: where typed text goes when the data file cannot take it."""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from models.editing.revisions import FieldKey, Subject


@dataclass(frozen=True)
class TypedText:
    """A text as typed: whose, of which session, on which stored version, when.

    `field` names the cell where a record has several. A statement also says its item and its
    speaker's line of the roll, so that one which never reached the data file can still be put in
    its place; a resolution says its item, its outcome and how many members were present then.
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
        """Which text of which record it is."""
        return FieldKey(self.subject, self.subject_id, self.field)


def write_rescue(folder: Path, typed: TypedText) -> Path:
    """Write the text to a file of its own, readable by its owner only; return its path.

    Written aside, synced and renamed, so that the file is whole or not there. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = _path(folder, typed.session, typed.field_key)
    part = target.with_suffix(".part")
    content = json.dumps(asdict(typed), ensure_ascii=True).encode()
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    part.replace(target)
    _sync_folder(folder)
    return target


def drop_rescue(folder: Path, session: str, field_key: FieldKey) -> None:
    """Remove the rescue file of a text that is safe elsewhere now."""
    with contextlib.suppress(OSError):
        _path(folder, session, field_key).unlink(missing_ok=True)


def read_rescues(folder: Path) -> list[TypedText]:
    """Every readable rescue file; one that is not whole is left where it is."""
    found = []
    for path in sorted(folder.glob("*.json")):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            content = json.loads(path.read_text(encoding="ascii"))
            content["subject"] = Subject(content["subject"])
            typed = TypedText(**content)
            found += [typed] if _is_whole(typed) else []
    return found


def _is_whole(typed: TypedText) -> bool:
    """Whether every part is of its kind: what is compared and looked up later on relies on it."""
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
