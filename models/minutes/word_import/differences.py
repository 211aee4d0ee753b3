"""The differences between a corrected file and the minutes, one change each."""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from models.foreign_files.word_values import WordComment
from models.minutes.word_import.units import Unit, UnitKey, UnitKind, compared


class DifferenceKind(StrEnum):
    """The kind of difference between a part in the Word file and in the meeting."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    SPEAKER = "speaker"
    COMMENT = "comment"
    UNPLACED = "unplaced"

    @property
    def label(self) -> str:
        """The Thai label."""
        return {
            DifferenceKind.CHANGED: "แก้ข้อความ",
            DifferenceKind.ADDED: "เพิ่ม",
            DifferenceKind.REMOVED: "ลบ",
            DifferenceKind.MOVED: "ย้าย",
            DifferenceKind.SPEAKER: "เปลี่ยนผู้พูด",
            DifferenceKind.COMMENT: "ความเห็น",
            DifferenceKind.UNPLACED: "วางไม่ได้",
        }[self]


class Difference(Struct, frozen=True):
    """One difference between the corrected file and the exported minutes.

    Attributes:
        number: its position in the list, from 1.
        key: the part; an added one has an id below zero.
        where: the heading and the speaker, as Thai text.
        before: the text, speaker or heading as exported.
        after: the same in the file.
        stored: the text stored now, with its version; None if the part is not stored (any more).
        heading: the item above the part in the file.
        follows: the parts of its kind before it under that heading, the nearest first.
        speaker_id: the roll's row of the speaker in the file; None for a note of the secretary.
        is_conflict: whether the stored part was also changed since the export.
        is_suggested: whether the difference is selected by default.
        note: a Thai sentence on its peculiarity; empty if there is none.
        is_sub: whether an added item is numbered as a sub-item.
    """

    number: int
    kind: DifferenceKind
    key: UnitKey | None
    where: str
    before: str = ""
    after: str = ""
    stored: Unit | None = None
    heading: UnitKey | None = None
    follows: tuple[UnitKey, ...] = ()
    speaker_id: int | None = None
    comments: tuple[WordComment, ...] = ()
    is_conflict: bool = False
    is_suggested: bool = True
    note: str = ""
    is_sub: bool = False

    @property
    def can_be_taken(self) -> bool:
        """Whether the difference can be stored; comments and texts under no item are only shown."""
        return self.kind not in (DifferenceKind.COMMENT, DifferenceKind.UNPLACED)

    @property
    def label(self) -> str:
        """The Thai label of the difference: its kind and the kind of part."""
        noun = self.key.kind.noun if self.key is not None else ""
        if self.kind in (DifferenceKind.ADDED, DifferenceKind.REMOVED, DifferenceKind.MOVED):
            whole = "ระเบียบวาระ" if noun == UnitKind.ITEM.noun else noun
            return f"{self.kind.label}{whole}"
        if self.kind is DifferenceKind.CHANGED:
            return f"แก้{noun}"
        return self.kind.label


class StoredMinutes(Struct, frozen=True):
    """The meeting that a file is compared with: its parts stored now, and labels.

    Attributes:
        numbers: the printed numbers of the items by their ids.
        speakers: the rows of the roll by the compared names of the speakers.
        printed: the folded lines that the minutes print besides their parts.
        unprinted: parts that the minutes leave out: the agenda of a meeting without a quorum.
    """

    units: tuple[Unit, ...]
    numbers: Mapping[int, str]
    speakers: Mapping[str, int]
    printed: frozenset[str] = field(default_factory=frozenset)
    unprinted: frozenset[UnitKey] = field(default_factory=frozenset)

    def unit(self, key: UnitKey | None) -> Unit | None:
        """Return the part stored now; None if there is none."""
        return next((unit for unit in self.units if unit.key == key), None)

    def heading(self, key: UnitKey | None) -> str:
        """Return the displayed heading of an item; empty if it is not stored."""
        number = self.numbers.get(key.id, "") if key is not None else ""
        return f"ระเบียบวาระที่ {number}" if number else ""

    def is_on_the_roll(self, speaker: str) -> bool:
        """Return whether the roll has a person with this name."""
        return compared(speaker) in self.speakers
