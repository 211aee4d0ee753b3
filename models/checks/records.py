"""The checks of records: a year's meetings, orders and plans. Their hook; the table fills it."""

from models.checks.finding import Finding


def record_findings(year: int | None = None) -> list[Finding]:
    """What the checks of records see in the open store; of one Buddhist-era year where given.

    There is no check of records in the catalogue yet, so nothing is looked at.
    """
    del year
    return []


def looks_at_records() -> bool:
    """Whether any check of records is there: without one the command says so and claims nothing."""
    return False
