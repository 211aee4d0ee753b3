"""The runner of the text checks for one text."""

from collections import Counter
from collections.abc import Iterable

from models.checks.core.certainty import without_uncertain_fix
from models.checks.core.check import Check
from models.checks.core.finding import Finding
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText
from models.checks.texts.language_catalogue import LANGUAGE_CHECKS
from models.checks.texts.paper_catalogue import PAPER_CHECKS

TEXT_CHECKS: tuple[Check, ...] = (*LANGUAGE_CHECKS, *PAPER_CHECKS)


def check_text(
    text: CheckedText, register: NameRegister, checks: Iterable[Check] | None = None
) -> list[Finding]:
    """Return the findings of the checks (default: all text checks) in a text, sorted by line.

    Only a fix that changes no number, amount or name is offered.
    """
    chosen = TEXT_CHECKS if checks is None else tuple(checks)
    seen = [finding for check in chosen for finding in check.findings(text, register)]
    by_line: dict[int, list[Finding]] = {}
    for finding in seen:
        by_line.setdefault(finding.line, []).append(finding)
    alike = Counter(_same(each) for each in seen)
    found = [
        _with_certain_fix(each, alike[_same(each)], text)
        for each in seen
        if not _is_told_better(each, by_line[each.line])
    ]
    return sorted(found, key=lambda finding: (finding.line, finding.severity.rank, finding.code))


def _is_told_better(finding: Finding, line: list[Finding]) -> bool:
    """Return whether a more specific finding on the same line explains this one.

    Only unknown and doubled words can be explained so; damage by a PDF explains every other finding
    of its line.
    """
    if finding.code not in ("unknown-word", "doubled-word"):
        return False
    others = [each for each in line if each.code != finding.code]
    if any(each.code == "pdf-damage" for each in others):
        return True
    return finding.code == "unknown-word" and any(finding.found in each.found for each in others)


def _same(finding: Finding) -> tuple[int, str, str]:
    return finding.line, finding.code, finding.found


def _with_certain_fix(finding: Finding, alike: int, text: CheckedText) -> Finding:
    if finding.mending is None:
        return finding
    whole = text.lines[finding.line - 1].text if finding.line else text.text
    return without_uncertain_fix(finding, whole, alike)
