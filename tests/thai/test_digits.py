"""Numbers in Thai digits, rounded as reports round."""

import pytest

from kmtui.thai.digits import thai_decimal


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(2.125, 2, "๒.๑๓"), (1.505, 2, "๑.๕๑"), (2.675, 2, "๒.๖๘"), (0.5, 0, "๑"), (-2.5, 0, "-๓")],
)
def test_numbers_of_reports_are_rounded_half_up(value: float, places: int, expected: str) -> None:
    assert thai_decimal(value, places) == expected
