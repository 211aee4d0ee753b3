"""Output of the command line: one line each, without control characters of terminals."""

import sys

from kmtui.thai.text import clean

_KEPT = "\u200d"  # zero-width joiner of emoji sequences


def print_line(*lines: object) -> None:
    """Print each value on a line of stdout, sanitized."""
    for line in lines:
        print(sanitized_line(line))


def print_error(*lines: object) -> None:
    """Print each value on a line of stderr, sanitized."""
    for line in lines:
        print(sanitized_line(line), file=sys.stderr)


def sanitized_line(line: object) -> str:
    """Return the text as one line without control characters.

    Names of files, settings, and data written by other programs have not been cleaned.
    """
    text = str(line)
    if text.isprintable():
        return text
    marks = (mark if mark.isprintable() or mark in _KEPT else " " for mark in clean(text))
    return "".join(marks).rstrip()
