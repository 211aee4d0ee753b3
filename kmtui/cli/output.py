"""What the command line says: a line stays one line, and no name in it steers the terminal."""

import sys

from kmtui.thai.text import clean

_KEPT = "\u200d"  # joins the parts of an emoji


def print_line(*lines: object) -> None:
    """Print each on a line of its own on stdout, made plain."""
    for line in lines:
        print(sanitized_line(line))


def print_error(*lines: object) -> None:
    """Print each on a line of its own on stderr, made plain."""
    for line in lines:
        print(sanitized_line(line), file=sys.stderr)


def sanitized_line(line: object) -> str:
    """The text as one line without anything that a terminal would obey.

    Names of files, settings and what another program wrote into the data were never cleaned.
    """
    text = str(line)
    if text.isprintable():
        return text
    marks = (mark if mark.isprintable() or mark in _KEPT else " " for mark in clean(text))
    return "".join(marks).rstrip()
