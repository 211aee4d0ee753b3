"""Finds the end of a terminal's escape sequence, and bytes that cannot be one (ECMA-48, 5.4)."""

from __future__ import annotations

import re

ESC = b"\x1b"
_LONGEST = 64
_LONGEST_STRING = 4096
_CONTROL_SEQUENCE = re.compile(rb"\x1b\[(?:\[.|[\x20-\x3f]*[\x40-\x5a\x5c-\x7e])", re.DOTALL)
_CONTROL_BEGUN = re.compile(rb"\x1b\[(?:\[|[\x20-\x3f]*)")
_SINGLE_SHIFT = re.compile(rb"\x1bO[0-9;]*[\x40-\x7e]")
_SINGLE_BEGUN = re.compile(rb"\x1bO[0-9;]*")
_STRING = re.compile(rb"\x1b[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)", re.DOTALL)
_STRING_BEGUN = re.compile(rb"\x1b[\]P_^X][^\x07\x1b]*\x1b?", re.DOTALL)
_UTF8_LENGTHS = ((0xF0, 4), (0xE0, 3), (0xC0, 2))


def sequence_length(data: bytes) -> int:
    """Return the bytes of the sequence at the start of `data`, which is an ESC; 0 if incomplete.

    An ESC with a letter is a letter with Alt; one before another is the Escape key.
    """
    if data.startswith(ESC + ESC):
        return 1
    for pattern in (_CONTROL_SEQUENCE, _SINGLE_SHIFT, _STRING):
        if found := pattern.match(data):
            return found.end()
    if len(data) < 2 or _is_begun(data):
        return 0
    length = 1 + next((many for first, many in _UTF8_LENGTHS if data[1] >= first), 1)
    return min(length, len(data))


def is_aborted(held: bytes, data: bytes) -> bool:
    """Return whether `data` cannot be the rest of the sequence that was begun in an earlier read.

    What follows an ESC in a read of its own is no letter with Alt, but the next key.
    """
    if not data or held + data == held:
        return False
    joined = held + data
    if held == ESC:
        return data[:1] not in (b"[", b"O", b"]", b"P", b"_", b"^", b"X")
    is_whole = any(each.match(joined) for each in (_CONTROL_SEQUENCE, _SINGLE_SHIFT, _STRING))
    return not is_whole and not _is_begun(joined)


def _is_begun(data: bytes) -> bool:
    if _STRING_BEGUN.fullmatch(data):
        return len(data) <= _LONGEST_STRING
    begun = _CONTROL_BEGUN.fullmatch(data) or _SINGLE_BEGUN.fullmatch(data)
    return bool(begun) and len(data) <= _LONGEST
