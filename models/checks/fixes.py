"""Fixes: safe replacements with a preview, applied by compare-and-set."""

from msgspec import Struct

from models.checks.core.finding import Finding, Fix
from models.editing.record_kind import RecordKind
from models.editing.undo import UndoEntry, UndoKind, UndoScope, run_undoable
from models.errors import NotFound, Refused
from models.history.kinds import find_kind

_GONE = "ข้อความตรงนี้เปลี่ยนไปแล้ว ตรวจใหม่อีกครั้ง (F5)"


class FixPreview(Struct, frozen=True):
    """A stored text before and after a fix; `version` is its version before it."""

    finding: Finding
    before: str
    after: str
    version: int


def is_fixable(finding: Finding) -> bool:
    """Return whether a finding has a safe fix, in a text that is edited in place."""
    return finding.mending is not None and _kind_of(finding) is not None


def preview_fix(finding: Finding) -> FixPreview:
    """Return the text with the fix.

    Raises:
        Refused: there is no fix, the text is not edited in place, or it has changed since the
            check.
        NotFound: the finding names no record, or the record was deleted.
    """
    kind = _kind_of(finding)
    if finding.mending is None or kind is None:
        raise Refused("ข้อนี้ต้องแก้เอง กด Enter เพื่อไปที่นั้น")
    state = kind.read(_record_id(finding), finding.place.field)
    after = _mended(state.text, finding.line, finding.mending)
    if after == state.text:
        raise Refused(_GONE)
    return FixPreview(finding, state.text, after, state.version)


def apply_fix(proposal: FixPreview) -> UndoEntry:
    """Store the fixed text; return the change, for `revert`.

    Raises:
        VersionConflict: the text has changed since the preview.
        Refused: the text is not edited in place, or its record is closed to changes.
        NotFound: the record does not exist or is soft-deleted.
    """
    finding, scope = proposal.finding, _scope_of(proposal.finding)
    return run_undoable(scope, _store, finding, proposal.version, proposal.after)


def _scope_of(finding: Finding) -> UndoScope:
    """Return the undo scope of the text that a finding is about, for `run_undoable`.

    Raises:
        Refused: the text is not edited in place.
    """
    kind, field = _kind_of(finding), finding.place.field
    if kind is None:
        raise Refused(_GONE)
    column = field or "text"
    text = UndoKind(kind.table, kind, columns=(column,), texts={column: field})
    return UndoScope(((text, kind.table.id == _record_id(finding)),))


def _mended(text: str, line: int, mending: Fix) -> str:
    """Return the text with the first match in its line replaced; `line` 0 searches all lines.

    A match over several lines begins in its line.
    """
    rows = text.split("\n")
    if "\n" in mending.before:
        start = sum(len(row) + 1 for row in rows[: max(0, line - 1)])
        return text[:start] + text[start:].replace(mending.before, mending.after, 1)
    for at in [line - 1] if 0 < line <= len(rows) else range(len(rows)):
        if mending.before in rows[at]:
            rows[at] = rows[at].replace(mending.before, mending.after, 1)
            break
    return "\n".join(rows)


def _kind_of(finding: Finding) -> RecordKind | None:
    """Return the record kind of a finding's text; None if the text is not edited in place."""
    kind, field = find_kind(finding.place.subject), finding.place.field
    is_edited = kind is not None and kind.is_typed_in_place and kind.has_column(field)
    return kind if is_edited else None


def _store(finding: Finding, expected: int, text: str) -> int:
    kind = _kind_of(finding)
    assert kind is not None, "`_scope_of` has refused what no kind stores"
    return kind.replace(_record_id(finding), finding.place.field, expected, text)


def _record_id(finding: Finding) -> int:
    if finding.place.subject_id is None:
        raise NotFound(_GONE)
    return finding.place.subject_id
