"""Fixes: safe replacements with a preview, applied by compare-and-set."""

from dataclasses import dataclass

from models.checks.core.finding import Finding, Fix
from models.editing.record_kind import CellState
from models.editing.revisions import SaveOperation, Subject
from models.errors import NotFound, Refused
from models.history.editables import find_kind
from models.minutes.records import Resolution, Statement, save_resolution, save_statement

_GONE = "ข้อความตรงนี้เปลี่ยนไปแล้ว ตรวจใหม่อีกครั้ง (F5)"
_TEXTS: dict[str, tuple[type[Statement] | type[Resolution], SaveOperation]] = {
    Subject.STATEMENT: (Statement, save_statement),
    Subject.RESOLUTION: (Resolution, save_resolution),
}


@dataclass(frozen=True)
class FixPreview:
    """A stored text of `version` before and after a fix."""

    finding: Finding
    before: str
    after: str
    version: int


@dataclass(frozen=True)
class AppliedFix:
    """A fix that was applied, with the former text; `version` is that of the fixed text."""

    finding: Finding
    before: str
    version: int


def is_fixable(finding: Finding) -> bool:
    """Return whether the finding has a fix, in a text that is edited by itself."""
    return finding.mending is not None and _save_of(finding) is not None


def preview_fix(finding: Finding) -> FixPreview:
    """Return the text with the fix. Raises Refused if there is no fix or the text has changed."""
    if finding.mending is None or _save_of(finding) is None:
        raise Refused("ข้อนี้ต้องแก้เอง กด Enter เพื่อไปที่นั้น")
    state = _read(finding)
    after = _mended(state.text, finding.line, finding.mending)
    if after == state.text:
        raise Refused(_GONE)
    return FixPreview(finding, state.text, after, state.version)


def apply_fix(proposal: FixPreview, who: str) -> AppliedFix:
    """Store the fixed text. Raises VersionConflict if it has changed since the preview."""
    save = _save_of(proposal.finding)
    if save is None:
        raise Refused(_GONE)
    version = save(_record_id(proposal.finding), proposal.version, proposal.after, who)
    return AppliedFix(proposal.finding, proposal.before, version)


def revert_fix(mended: AppliedFix, who: str) -> None:
    """Store the former text again. Raises VersionConflict if it has changed since the fix."""
    save = _save_of(mended.finding)
    if save is None:
        raise Refused(_GONE)
    save(_record_id(mended.finding), mended.version, mended.before, who)


def _mended(text: str, line: int, mending: Fix) -> str:
    """Return the text with the first match in its line replaced; without a line, in any line."""
    rows = text.split("\n")
    for at in [line - 1] if 0 < line <= len(rows) else range(len(rows)):
        if mending.before in rows[at]:
            rows[at] = rows[at].replace(mending.before, mending.after, 1)
            break
    return "\n".join(rows)


def _save_of(finding: Finding) -> SaveOperation | None:
    place = finding.place
    if place.subject in _TEXTS:
        return _TEXTS[place.subject][1]
    cells = find_kind(Subject(place.subject)) if place.subject in list(Subject) else None
    return cells.saving(place.field) if cells is not None and place.field else None


def _read(finding: Finding) -> CellState:
    place, record_id = finding.place, _record_id(finding)
    if place.subject not in _TEXTS:
        cells = find_kind(Subject(place.subject))
        assert cells is not None, "only what can be saved is read"
        return cells.read(record_id, place.field)
    row = _TEXTS[place.subject][0].get_or_none(id=record_id, deleted_at=None)
    if row is None:
        raise NotFound(_GONE)
    return CellState(row.text, row.version)


def _record_id(finding: Finding) -> int:
    if finding.place.subject_id is None:
        raise NotFound(_GONE)
    return finding.place.subject_id
