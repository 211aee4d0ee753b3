"""Messages of the checks: one sentence with the found and the expected text."""

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import Fix, TextIssue

LONGEST_QUOTE = 60


def text_issue(line: int, found: str, expected: str, because: str, mend: bool = False) -> TextIssue:
    """Return an issue whose sentence has the line, the found and expected text, and the reason.

    With `mend`, replacing `found` by `expected` is a safe fix.
    """
    where = f"บรรทัดที่ {thai_digits(line)} " if line else ""
    sentence = f"{where}“{quoted(found)}” ควรเป็น “{quoted(expected)}” {because}".strip()
    return TextIssue(line, found, expected, sentence, Fix(found, expected) if mend else None)


def quoted(text: str) -> str:
    """Return the text on one line, cut to 60 characters for use in a sentence."""
    short = " ".join(text.split())
    return short if len(short) <= LONGEST_QUOTE else short[: LONGEST_QUOTE - 1] + "…"
