"""Output of the command line: one line each, without control characters of terminals."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

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


_BAR_WIDTH = 24


@contextmanager
def progress_bar() -> Iterator[None]:
    """Show a bar on stderr, if that is a terminal, while many parts are drawn in the block.

    It appears after a second, and is removed at the end.
    """
    from exports.progress import progress_shown

    is_seen = False

    def show(done: int, total: int) -> None:
        nonlocal is_seen
        is_seen = True
        filled = "#" * (_BAR_WIDTH * done // total)
        print(f"\r[{filled:-<{_BAR_WIDTH}}] {done}/{total}", end="", file=sys.stderr, flush=True)

    if not sys.stderr.isatty():
        yield
        return
    try:
        with progress_shown(show):
            yield
    finally:
        if is_seen:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
