"""Bytes from the terminal as text: pastes kept whole, odd bytes skipped, TIS-620 understood.

Textual reads strict UTF-8 and takes a paste apart by its parser (8.2.8, the newest; Textual issues
6456 and 6668 are open): one odd byte ends the program, and an ESC in a paste runs commands.
"""

from __future__ import annotations

import re
from codecs import utf_8_decode
from collections.abc import Generator, Iterator
from dataclasses import dataclass

PASTE_START, PASTE_END = b"\x1b[200~", b"\x1b[201~"
_MOUSE_BYTES = 3
_SPECIAL = re.compile(rb"\x1b\[(?:200~|M)")
_SPECIAL_BEGUN = re.compile(rb"\x1b(?:\[(?:20{0,2})?)?\Z")
_HIGH = re.compile(rb"[\x80-\xff]+|[\x00-\x7f]+")
# A paste whose end was lost with the line: what is there is handed over after so much silence.
PASTE_SILENCE_S = 2.0
# A person who presses Escape and then types "[M" takes longer.
BEGUN_TIMEOUT_S = 1.0

# TIS-620 and its extension Windows-874: letters, and the signs that only the latter has.
_TIS_LETTER = re.compile(rb"[\xa1-\xda\xdf-\xfb]")
_TIS = re.compile(rb"[\x85\x91-\x97\xa0-\xda\xdf-\xfb]+")
_THAI = re.compile("[\u0e01-\u0e5b]")
_BYTES_OF_THAI = 3
# All Thai letters of UTF-8 begin with this byte, and go on with one of these.
_THAI_LEAD, _THAI_SECOND = 0xE0, (0xB8, 0xB9)


class ByteDecoder:
    """Decodes bytes above 127 as UTF-8, or as TIS-620 if the terminal evidently sends that.

    PuTTY and old terminals may be set to TIS-620: each letter is one byte, which is invalid UTF-8.
    Bytes that are neither are skipped.

    Attributes:
        is_tis: whether the last letters were TIS-620.
    """

    def __init__(self) -> None:
        self.is_tis = False
        self._rest = b""

    def decode(self, data: bytes, is_whole: bool = False) -> str:
        """Return the text; keeps the begun letter at the end for the next call.

        Args:
            data: the bytes of one read.
            is_whole: nothing that belongs to `data` follows.
        """
        alone = len(data) == 1
        joined, self._rest = self._rest + data, b""
        runs = _HIGH.findall(joined)
        texts = []
        for index, run in enumerate(runs):
            if run[0] < 0x80:
                texts.append(run.decode("ascii"))
            else:
                may_go_on = not is_whole and index == len(runs) - 1
                texts.append(self._decode_run(run, may_go_on, alone))
        return "".join(texts)

    def _decode_run(self, run: bytes, may_go_on: bool, alone: bool) -> str:
        text, used = utf_8_decode(run, "ignore", not may_go_on)
        good = len(text.encode())
        rest, odd = run[used:], used - good
        thai_bytes = _BYTES_OF_THAI * len(_THAI.findall(text))
        if self.is_tis:
            is_utf8 = not odd and not rest and thai_bytes > 0
        elif odd:
            is_utf8 = thai_bytes > odd
        else:
            is_utf8 = not (alone and _is_typed_tis(rest))
        if not is_utf8 and _TIS.fullmatch(run) and _TIS_LETTER.search(run):
            self.is_tis = True
            return run.decode("cp874", "ignore")
        self.is_tis = False
        self._rest = rest
        return text


def _is_typed_tis(begun: bytes) -> bool:
    """Return whether a begun UTF-8 letter, whose last byte came alone, is TIS-620 instead.

    A terminal writes the bytes of a letter at once; only Thai letters are waited for, which a slow
    serial line may split.
    """
    if not begun:
        return False
    return begun[0] != _THAI_LEAD or (len(begun) > 1 and begun[1] not in _THAI_SECOND)


@dataclass(frozen=True)
class Typed:
    """Text for the parser of keys and reports; may end within an escape sequence."""

    text: str


@dataclass(frozen=True)
class Pasted:
    """A bracketed paste, from its first byte to its last."""

    text: str


@dataclass(frozen=True)
class Taken:
    """The escape sequence that the parser has begun is not for it: it must forget it."""


Piece = Typed | Pasted | Taken


class TerminalInput:
    """Splits what the terminal sends into typed text and pastes.

    The beginning of an escape sequence is passed on at once, so that the Escape key is not late. A
    paste contains whatever is between its marks. Mouse reports of the X10 kind (ESC [ M and three
    bytes of any value) are dropped: kmtui asks for another kind.
    """

    def __init__(self) -> None:
        self._decoder = ByteDecoder()
        self._begun = b""
        self._mouse_bytes = 0
        self._paste: bytearray | None = None
        self._fed_at = 0.0

    @property
    def is_tis(self) -> bool:
        """Whether the terminal sends TIS-620."""
        return self._decoder.is_tis

    def feed(self, data: bytes, at: float) -> Iterator[Piece]:
        """Yield the pieces of `data`, read at this moment (monotonic seconds)."""
        silence, self._fed_at = at - self._fed_at, at
        if silence > BEGUN_TIMEOUT_S:
            self._begun = b""
        if self._paste is not None and silence > PASTE_SILENCE_S and _is_key(data):
            yield from self._end_paste()
        while data:
            if self._paste is not None:
                data = yield from self._feed_paste(data)
            elif self._mouse_bytes:
                taken = min(self._mouse_bytes, len(data))
                self._mouse_bytes -= taken
                data = data[taken:]
            else:
                data = yield from self._feed_typed(data)

    def tick(self, at: float) -> Iterator[Piece]:
        """Yield the text of a paste that has been silent for long; its end may still come."""
        if self._paste and at - self._fed_at > PASTE_SILENCE_S:
            yield from self._end_paste()
            self._paste = bytearray()

    def close(self) -> Iterator[Piece]:
        """Yield what has begun and will not be finished."""
        if self._paste is not None:
            yield from self._end_paste()
        elif text := self._decoder.decode(b"", is_whole=True):
            yield Typed(text)

    def _feed_typed(self, data: bytes) -> Generator[Piece, None, bytes]:
        """Yield the typed text up to a special sequence; return the bytes after it."""
        passed = len(self._begun)
        joined = self._begun + data
        found = _SPECIAL.search(joined)
        end = found.start() if found else len(joined)
        text = self._decoder.decode(joined[passed:end], is_whole=found is not None)
        if text:
            yield Typed(text)
        if found is None:
            begun = _SPECIAL_BEGUN.search(joined)
            self._begun = begun.group() if begun else b""
            return b""
        self._begun = b""
        if end < passed:
            yield Taken()
        if found.group() == PASTE_START:
            self._paste = bytearray()
        else:
            self._mouse_bytes = _MOUSE_BYTES
        return joined[found.end() :]

    def _feed_paste(self, data: bytes) -> Generator[Piece, None, bytes]:
        """Yield the paste if it ends in `data`; return the bytes after it."""
        paste = self._paste if self._paste is not None else bytearray()
        # The mark itself may be split over two reads.
        looked = max(0, len(paste) - len(PASTE_END) + 1)
        paste += data
        end = paste.find(PASTE_END, looked)
        if end < 0:
            return b""
        rest = bytes(paste[end + len(PASTE_END) :])
        del paste[end:]
        yield from self._end_paste()
        return rest

    def _end_paste(self) -> Iterator[Piece]:
        paste, self._paste = bytes(self._paste or b""), None
        text = self._decoder.decode(paste, is_whole=True)
        if text:
            yield Pasted(text)


def _is_key(data: bytes) -> bool:
    """Return whether bytes after a long silence are a key, and not the late end of a paste."""
    return data.startswith(b"\x1b") and not (data + PASTE_END).startswith(PASTE_END[: len(data)])
