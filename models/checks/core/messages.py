"""How a check says what it sees, so that every message is one sentence with both sides."""

from kmtui.thai.digits import thai_digits
from models.checks.core.finding import Fix, TextIssue

LONGEST_QUOTE = 60


def text_issue(line: int, found: str, expected: str, because: str, mend: bool = False) -> TextIssue:
    """A spot whose sentence names its line, what stands there, what should, and why.

    With `mend`, `expected` may be put in the place of `found` as it is.
    """
    where = f"บรรทัดที่ {thai_digits(line)} " if line else ""
    sentence = f"{where}“{quoted(found)}” ควรเป็น “{quoted(expected)}” {because}".strip()
    return TextIssue(line, found, expected, sentence, Fix(found, expected) if mend else None)


def quoted(text: str) -> str:
    """The text short enough for a sentence."""
    short = " ".join(text.split())
    return short if len(short) <= LONGEST_QUOTE else short[: LONGEST_QUOTE - 1] + "…"
