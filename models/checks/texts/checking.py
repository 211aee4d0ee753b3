"""The runner of the text checks for one text."""

from collections.abc import Iterable

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
    """Return the findings of the checks (default: all text checks) in a text, sorted by line."""
    chosen = TEXT_CHECKS if checks is None else tuple(checks)
    seen = [finding for check in chosen for finding in check.findings(text, register)]
    by_line: dict[int, list[Finding]] = {}
    for finding in seen:
        by_line.setdefault(finding.line, []).append(finding)
    found = [each for each in seen if not _is_told_better(each, by_line[each.line])]
    return sorted(found, key=lambda finding: (finding.line, finding.severity.rank, finding.code))


def _is_told_better(finding: Finding, line: list[Finding]) -> bool:
    """Return whether an unknown word is part of a more specific finding on its line."""
    if finding.code != "unknown-word":
        return False
    others = (each.found for each in line if each.code != finding.code)
    return any(finding.found in found for found in others)
