"""The planted records: every mistake is found under its code, and its right neighbour is silent."""

import re
from collections import Counter

import pytest

from models.checks.catalogue import check_named
from models.checks.records.selection import RecordSelection
from models.checks.records.values import Records
from models.checks.runner import CheckInput, record_checks, run_checks
from tests.models.checks.office import OFFICE
from tests.models.checks.records.seeded_errors import PAIRS

IDS = [f"{code}-{at}" for at, (code, _, _) in enumerate(PAIRS)]
THAI = re.compile("[ก-ฮ]")


def codes(records: Records) -> Counter[str]:
    return Counter(
        each.finding.code for each in run_checks(CheckInput(RecordSelection(), records), OFFICE)
    )


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS, ids=IDS)
def test_a_seeded_error_in_the_records_is_found_and_correct_records_are_not(
    code: str, wrong: Records, right: Records
) -> None:
    assert codes(wrong)[code] >= 1
    assert codes(right)[code] == 0


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS, ids=IDS)
def test_a_correct_neighbour_of_a_seeded_error_has_no_other_error(
    code: str, wrong: Records, right: Records
) -> None:
    del code, wrong
    seen = run_checks(CheckInput(RecordSelection(), right), OFFICE)
    assert [each.finding.message for each in seen if each.finding.severity.rank == 0] == []


def test_every_check_of_records_has_a_seeded_error() -> None:
    seeded = {code for code, _, _ in PAIRS}
    assert {check.code for check in record_checks()} == seeded, "add a pair to seeded_errors.py"
    assert len(PAIRS) >= 80


@pytest.mark.parametrize(("code", "wrong", "right"), PAIRS, ids=IDS)
def test_a_finding_has_location_found_and_expected_value(
    code: str, wrong: Records, right: Records
) -> None:
    del right
    found = run_checks(CheckInput(RecordSelection(), wrong), OFFICE)
    assert found
    for seen in found:
        finding = seen.finding
        assert finding.place.target
        assert finding.found
        assert finding.expected
        assert finding.place.label in finding.message
        assert " ".join(finding.found.split())[:20] in finding.message
        assert " ".join(finding.expected.split())[:20] in finding.message
        assert "\n" not in finding.message
    assert THAI.search(check_named(code).explanation)
