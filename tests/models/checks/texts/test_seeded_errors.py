"""The planted set: every mistake is found under its code, and its right neighbour is silent."""

import pytest

from models.checks.core.text import CheckedText
from models.checks.texts.checking import TEXT_CHECKS, check_text
from tests.models.checks.office import OFFICE
from tests.models.checks.texts.seeded_errors import PAIRS as FIRST_PAIRS
from tests.models.checks.texts.seeded_figures import MORE_PAIRS

PAIRS = (*FIRST_PAIRS, *MORE_PAIRS)

HARD_TO_PLANT_SMALL = {"goal-incomplete"}
"""Checks whose mistake needs a whole plan; a test of their own plants it."""


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS)
def test_a_seeded_error_in_a_text_is_found_and_the_correct_text_is_not(
    code: str, wrong: str, right: str
) -> None:
    found = check_text(CheckedText(wrong), OFFICE)
    assert code in {finding.code for finding in found}
    silent = check_text(CheckedText(right), OFFICE)
    assert [(finding.code, finding.message) for finding in silent] == []


def test_every_check_of_texts_has_a_seeded_error_and_there_are_at_least_sixty() -> None:
    planted = {code for code, _, _ in PAIRS}
    assert len(PAIRS) >= 60
    assert {check.code for check in TEXT_CHECKS} - planted == HARD_TO_PLANT_SMALL


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS)
def test_a_finding_has_a_line_and_its_message_quotes_found_and_expected_text(
    code: str, wrong: str, right: str
) -> None:
    lines, found = wrong.count("\n") + 1, check_text(CheckedText(wrong), OFFICE)
    assert found
    for finding in found:
        assert 1 <= finding.line <= lines
        assert finding.found
        assert finding.expected
        assert finding.found[:20].strip() in finding.message
        assert finding.expected[:20].strip() in finding.message
        assert "\n" not in finding.message


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS)
def test_applying_a_fix_removes_its_finding(code: str, wrong: str, right: str) -> None:
    text, fixed = wrong, set[tuple[str, str]]()
    for finding in check_text(CheckedText(wrong), OFFICE):
        if finding.mending is not None and finding.mending.before in text:
            text = text.replace(finding.mending.before, finding.mending.after)
            fixed.add((finding.code, finding.found))
    left = check_text(CheckedText(text), OFFICE)
    assert [each for each in left if each.mending is not None] == []
    assert fixed.isdisjoint((each.code, each.found) for each in left)


def test_many_seeded_errors_have_a_fix() -> None:
    fixable = [
        code
        for code, wrong, _ in PAIRS
        if any(each.mending is not None for each in check_text(CheckedText(wrong), OFFICE))
    ]
    assert len(fixable) >= 20
