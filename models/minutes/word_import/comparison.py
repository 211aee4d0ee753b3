"""Three-way comparison of minutes: as exported, in the corrected file, and as stored now."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from models.foreign_files.word_values import WordComment
from models.minutes.word_import.differences import Difference, DifferenceKind, StoredMinutes
from models.minutes.word_import.entries import FileEntry
from models.minutes.word_import.matching import Matched, match
from models.minutes.word_import.order import moved_parts
from models.minutes.word_import.units import (
    Unit,
    UnitKey,
    UnitKind,
    compared,
    folded,
    in_typed_digits,
)

_NUMBER = re.compile(r"[0-9๐-๙]+[.)]?")  # of a name list; Word may number it by itself
_NOT_ON_ROLL = "ไม่มีผู้นี้ในบัญชีผู้มาประชุม ถ้ารับ จะเป็นข้อความที่มีชื่อนำหน้า"
_WAS_DELETED = "ข้อความเดิมถูกลบในโปรแกรมแล้ว ถ้ารับ จะเพิ่มเป็นข้อความใหม่"
_CHANGED_HERE = "มีผู้แก้ในโปรแกรมหลังส่งออกแฟ้ม"
_NO_MARKS = "แฟ้มไม่มีเครื่องหมายของโปรแกรม ดูให้แน่ใจก่อนรับการลบ"
_OUTSIDE = "อยู่นอกระเบียบวาระ โปรแกรมพิมพ์ส่วนนี้จากข้อมูล แก้ที่ข้อมูลในโปรแกรม"
_RESOLUTION_STAYS = "ย้ายมติข้ามระเบียบวาระไม่ได้ บันทึกมติใหม่ที่ระเบียบวาระนั้น"
_NO_HEADING = "ไม่อยู่ใต้ระเบียบวาระใด ย้ายในแฟ้มไปไว้ใต้ระเบียบวาระ หรือพิมพ์เอง"


def compare(
    entries: Sequence[FileEntry], exported: Sequence[Unit] | None, stored: StoredMinutes
) -> tuple[Difference, ...]:
    """Return the differences in the order of the file, followed by removed parts.

    Args:
        entries: the pieces of the file.
        exported: the parts as exported; None if the file has lost them. Then the parts stored now
            are used instead, and changes on both sides cannot be distinguished.
        stored: the meeting as stored now.
    """
    return _Comparison(entries, exported, stored).differences()


class _Comparison:
    """One comparison, collecting its differences."""

    def __init__(
        self, entries: Sequence[FileEntry], exported: Sequence[Unit] | None, stored: StoredMinutes
    ) -> None:
        self._stored = stored
        self._base = tuple(exported) if exported is not None else stored.units
        self._now = {unit.key: unit for unit in stored.units}
        self._outside, inside = _regions(entries, stored.printed)
        inside = [self._with_known_speaker(entry) for entry in inside]
        later = [unit for unit in stored.units if unit.key not in {each.key for each in self._base}]
        self._matched = match(inside, (*self._base, *later))
        self._is_marked = any(entry.key is not None for entry in inside)
        self._found: list[Difference] = []

    def differences(self) -> tuple[Difference, ...]:
        # A part that is in the place of the file by now needs no move.
        moved = moved_parts(self._matched, self._base)
        moved &= moved_parts(self._matched, self._stored.units)
        for at, each in enumerate(self._matched):
            before = len(self._found)
            if each.unit is None:
                self._added(at, each)
            else:
                self._same_part(at, each, each.unit, moved)
            if len(self._found) == before and each.entry.comments:
                key = each.unit.key if each.unit is not None else None
                self._note(DifferenceKind.COMMENT, key, each, each.entry.comments)
        self._removed()
        for entry in self._outside:
            self._left_over(entry, _OUTSIDE)
        return tuple(replace(each, number=at) for at, each in enumerate(self._found, 1))

    def _with_known_speaker(self, entry: FileEntry) -> FileEntry:
        """Return the entry with a speaker unknown to roll and export moved into its text."""
        spoken = compared(entry.speaker)
        is_named = spoken and entry.key is None and entry.kind is None and entry.lines
        known = {compared(unit.speaker) for unit in self._base}
        if not is_named or spoken in known or self._stored.is_on_the_roll(spoken):
            return entry
        first, *others = entry.lines
        lines = (f"{entry.speaker}: {first}", *others)
        return replace(entry, lines=lines, speaker="", note=_NOT_ON_ROLL)

    def _same_part(self, at: int, each: Matched, base: Unit, moved: Iterable[UnitKey]) -> None:
        """Compare text, speaker and position of a part that entry `at` of the file still has."""
        now = self._now.get(base.key)
        text = in_typed_digits(base.text.strip(), each.entry.text)
        each = replace(each, entry=replace(each.entry, lines=tuple(text.split("\n"))))
        if compared(text) != compared(base.text):
            self._changed(at, each, base, now)
        if now is None:
            return
        if base.kind is UnitKind.STATEMENT:
            self._speaker(each, base, now)
        if base.key in moved:
            self._moved(at, each, now)

    def _changed(self, at: int, each: Matched, base: Unit, now: Unit | None) -> None:
        text, comments = each.entry.text, each.entry.comments
        if not compared(text):
            if now is not None and compared(base.text):
                self._gone(base, now, comments)
            return
        if now is None:
            if base.kind is not UnitKind.ITEM:
                self._added(at, each, _WAS_DELETED, base.text)
            return
        if compared(now.text) == compared(text):
            return
        is_conflict = compared(now.text) != compared(base.text)
        self._found.append(
            Difference(
                0,
                DifferenceKind.CHANGED,
                base.key,
                self._where(each, now.speaker),
                base.text,
                text,
                now,
                comments=comments,
                is_conflict=is_conflict,
                is_suggested=not is_conflict,
                note=_CHANGED_HERE if is_conflict else "",
            )
        )

    def _speaker(self, each: Matched, base: Unit, now: Unit) -> None:
        spoken = compared(each.entry.speaker)
        if not spoken or spoken in (compared(base.speaker), compared(now.speaker)):
            return
        if not self._stored.is_on_the_roll(spoken):
            told = f"ผู้พูด “{each.entry.speaker}” ไม่อยู่ในบัญชีผู้มาประชุม เช็กชื่อหรือเพิ่มผู้เข้าร่วมก่อน"
            self._note(DifferenceKind.UNPLACED, base.key, each, (), told)
            return
        is_conflict = compared(now.speaker) != compared(base.speaker)
        self._found.append(
            Difference(
                0,
                DifferenceKind.SPEAKER,
                base.key,
                self._where(each, base.speaker),
                base.speaker,
                each.entry.speaker,
                now,
                speaker_id=self._stored.speakers[spoken],
                is_conflict=is_conflict,
                is_suggested=not is_conflict,
                note=_CHANGED_HERE if is_conflict else "",
            )
        )

    def _moved(self, at: int, each: Matched, now: Unit) -> None:
        if now.kind is UnitKind.RESOLUTION:
            self._note(DifferenceKind.UNPLACED, now.key, each, (), _RESOLUTION_STAYS)
            return
        self._found.append(
            Difference(
                0,
                DifferenceKind.MOVED,
                now.key,
                self._where(each, now.speaker),
                now.text,
                now.text,
                now,
                each.heading,
                self._follows(at, now.kind),
            )
        )

    def _added(self, at: int, each: Matched, note: str = "", before: str = "") -> None:
        """Add the difference for a part that only the file has, in entry `at`."""
        entry = each.entry
        if not entry.lines:
            if entry.speaker and not self._stored.is_on_the_roll(entry.speaker):
                self._left_over(entry, "มีชื่อแต่ไม่มีข้อความ")
            return
        is_item = entry.kind is UnitKind.ITEM and each.unit is None
        if each.heading is None and not is_item:
            self._left_over(entry, _NO_HEADING)
            return
        kind = entry.kind or (each.unit.kind if each.unit is not None else UnitKind.STATEMENT)
        key = each.heading if is_item and each.heading is not None else UnitKey(kind, -at - 1)
        spoken = compared(entry.speaker) if kind is UnitKind.STATEMENT else ""
        self._found.append(
            Difference(
                0,
                DifferenceKind.ADDED,
                key,
                self._where(each, entry.speaker),
                before,
                entry.text,
                None,
                None if is_item else each.heading,
                self._follows(at, kind),
                self._stored.speakers.get(spoken) if spoken else None,
                entry.comments,
                is_suggested=not note,
                note=note or entry.note,
                is_sub=is_item and entry.is_sub,
            )
        )

    def _removed(self) -> None:
        there = {each.unit.key for each in self._matched if each.unit is not None}
        there |= self._stored.unprinted
        for unit in self._base:
            now = self._now.get(unit.key)
            if unit.key not in there and now is not None and compared(unit.text):
                self._gone(unit, now, ())

    def _gone(self, base: Unit, now: Unit, comments: tuple[WordComment, ...]) -> None:
        is_conflict = compared(now.text) != compared(base.text)
        heading = (
            base.key if base.kind is UnitKind.ITEM else UnitKey(UnitKind.ITEM, now.item_id or 0)
        )
        place = f"{self._stored.heading(heading)} {base.speaker}".strip()
        note = _CHANGED_HERE if is_conflict else "" if self._is_marked else _NO_MARKS
        self._found.append(
            Difference(
                0,
                DifferenceKind.REMOVED,
                base.key,
                place,
                base.text,
                "",
                now,
                comments=comments,
                is_conflict=is_conflict,
                is_suggested=not note,
                note=note,
            )
        )

    def _follows(self, at: int, kind: UnitKind) -> tuple[UnitKey, ...]:
        """Return the parts of a kind that precede an entry under its heading, the nearest first.

        For an item these are all items before it: which of them are its siblings is known later.
        """
        found: list[UnitKey] = []
        for back in range(at - 1, -1, -1):
            each = self._matched[back]
            is_item = each.entry.kind is UnitKind.ITEM or (
                each.unit is not None and each.unit.kind is UnitKind.ITEM
            )
            if kind is UnitKind.ITEM:
                if is_item and each.heading is not None:
                    found.append(each.heading)
                continue
            if is_item:
                break
            found.append(each.unit.key if each.unit is not None else UnitKey(kind, -back - 1))
        return tuple(key for key in found if key.kind is kind)

    def _where(self, each: Matched, speaker: str) -> str:
        heading = self._stored.heading(each.heading) or ("ระเบียบวาระใหม่" if each.heading else "")
        return f"{heading} {speaker}".strip()

    def _note(
        self,
        kind: DifferenceKind,
        key: UnitKey | None,
        each: Matched,
        comments: tuple[WordComment, ...],
        note: str = "",
    ) -> None:
        now = self._now.get(key) if key is not None else None
        speaker = now.speaker if now is not None else each.entry.speaker
        where, text = self._where(each, speaker), each.entry.text
        shown = Difference(0, kind, key, where, text, text, now, is_suggested=False)
        self._found.append(replace(shown, comments=comments, note=note))

    def _left_over(self, entry: FileEntry, note: str) -> None:
        text = "\n".join(filter(None, (entry.speaker, entry.text)))
        if not text and not entry.comments:
            return
        is_only_noted = folded(text) in self._stored.printed
        kind = DifferenceKind.COMMENT if is_only_noted else DifferenceKind.UNPLACED
        shown = Difference(0, kind, None, "", text, text, is_suggested=False)
        told = "" if is_only_noted else note
        self._found.append(replace(shown, comments=entry.comments, note=told))


def _regions(
    entries: Sequence[FileEntry], printed: Iterable[str]
) -> tuple[list[FileEntry], list[FileEntry]]:
    """Return the entries around the agenda that the minutes do not print, and the agenda's."""
    first = next(
        (at for at, entry in enumerate(entries) if entry.kind is UnitKind.ITEM or entry.key), None
    )
    known = frozenset(printed)

    def is_known(line: str) -> bool:
        return folded(line) in known or _NUMBER.fullmatch(line.strip()) is not None

    def is_new(entry: FileEntry) -> bool:
        return bool(entry.comments) or not all(map(is_known, entry.lines))

    if first is None:
        return [], list(filter(is_new, entries))
    rest = enumerate(entries[first:], first)
    end = next((at for at, entry in rest if entry.is_end), len(entries))
    return list(filter(is_new, [*entries[:first], *entries[end:]])), list(entries[first:end])


def speakers_by_name(names: Iterable[tuple[str, int]]) -> Mapping[str, int]:
    """Map compared speaker names to rows of the roll; the first of equal names."""
    found: dict[str, int] = {}
    for name, attendance_id in names:
        if name:
            found.setdefault(compared(name), attendance_id)
    return found
