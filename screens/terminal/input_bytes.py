"""Decodes terminal input: keeps pastes whole, skips invalid bytes, accepts TIS-620.

Textual reads strict UTF-8 and takes a paste apart by its parser (8.2.8, the newest; Textual issues
6456 and 6668 are open): one invalid byte ends the program, and an ESC in a paste runs commands.
"""

from __future__ import annotations

import re
from codecs import utf_8_decode
from collections.abc import Generator, Iterator

from msgspec import Struct

from screens.terminal.escape_sequences import ESC, is_aborted, sequence_length

PASTE_START, PASTE_END = b"\x1b[200~", b"\x1b[201~"
_OLD_MOUSE = b"\x1b[M"
_MOUSE_BYTES = 3
_STATUS = re.compile(rb"\x1b\[[03]n")
_BACKGROUND = re.compile(
    rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})"
    rb"(?:/[0-9a-fA-F]{1,4})?(?:\x07|\x1b\\)"
)
_HIGH = re.compile(rb"[\x80-\xff]+|[\x00-\x7f]+")
# A paste whose end was lost with the line: what is there is handed over after so much silence.
PASTE_SILENCE_S = 2.0
# A sequence that comes so soon after an Escape that was handed over is the rest of it: a person who
# presses Escape and then types "[A" takes longer, and types one letter at a time.
BEGUN_TIMEOUT_S = 1.0
# A sequence that is cut on its way, by a line that stalls: it is no Escape, however late.
CUT_TIMEOUT_S = 2.0
# A terminal that answers questions answers behind everything that it has sent, however slow the
# line; after so long the line is taken for lost.
ANSWER_TIMEOUT_S = 3.0
# A person does not type so much with an Enter while a line stalls: it is a paste without marks.
RAW_PASTE_LETTERS = 60
RAW_PASTE_SILENCE_S = 0.05
_RAW_PASTE = re.compile(rb"[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+")
# A shorter line answers a question of the program: the number of a speaker, a key of a command.
_SHORTEST_PASTED_LINE = 4

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
        """Return the text; keeps an incomplete letter at the end for the next call.

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


class Typed(Struct, frozen=True):
    """Text without an escape sequence, or one whole escape sequence, for Textual's parser."""

    text: str


class Pasted(Struct, frozen=True):
    """A paste, from its first byte to its last."""

    text: str


class Escaped(Struct, frozen=True):
    """The Escape key, as opposed to the beginning of a sequence."""


class Unsure(Struct, frozen=True):
    """A lone ESC, after which the terminal is to be asked for its status (CSI 5 n).

    The answer arrives after the rest of a sequence that is on its way, so it distinguishes the
    Escape key from a sequence cut by a slow line, after one round trip.
    """


class Background(Struct, frozen=True):
    """The terminal's background colour from its OSC 11 answer: each part from 0 to 1."""

    red: float
    green: float
    blue: float


Piece = Typed | Pasted | Escaped | Unsure | Background


class TerminalInput:
    """Splits what the terminal sends into text, whole escape sequences and pastes.

    A paste contains whatever is between its marks; many lines that come at once without marks are a
    paste, too. Mouse reports of the X10 kind (ESC [ M and three bytes of any value) are dropped:
    kmtui asks for another kind.

    Args:
        escape_wait_s: for how many seconds an ESC may be the beginning of a sequence, for terminals
            that do not answer.
    """

    def __init__(self, escape_wait_s: float = 0.1) -> None:
        self._decoder = ByteDecoder()
        self._escape_wait_s = escape_wait_s
        self._held = b""
        self._held_at = 0.0
        self._is_held_apart = False
        self._has_answered = False
        self._escaped_at = float("-inf")
        self._mouse_bytes = 0
        self._paste: bytearray | None = None
        self._marks_pastes = False
        self._raw = b""
        self._raw_cut = 0
        self._fed_at = 0.0

    @property
    def is_tis(self) -> bool:
        """Whether the last letters of the terminal were TIS-620."""
        return self._decoder.is_tis

    @property
    def deadline(self) -> float:
        """The time (monotonic seconds) of the next `tick` if no input arrives; may be infinite."""
        if self._raw:
            return self._fed_at + RAW_PASTE_SILENCE_S
        if not self._held:
            return float("inf")
        if self._held != ESC:
            return self._held_at + CUT_TIMEOUT_S
        return self._held_at + (ANSWER_TIMEOUT_S if self._has_answered else self._escape_wait_s)

    def feed(self, data: bytes, at: float) -> Iterator[Piece]:
        """Yield the pieces of `data`, read at the time `at` (monotonic seconds)."""
        yield from self.tick(at)
        silence, self._fed_at = at - self._fed_at, at
        if self._paste is not None and silence > PASTE_SILENCE_S and _is_key(data):
            yield from self._end_paste()
        if self._raw or self._is_raw_paste(data):
            if _RAW_PASTE.fullmatch(data):
                self._raw_cut = self._raw_cut or len(data)
                self._raw += data
                return
            yield from self._end_raw_paste()
        if (
            at - self._escaped_at < BEGUN_TIMEOUT_S
            and len(data) > 1
            and sequence_length(ESC + data)
        ):
            data = ESC + data if data[:1] in (b"[", b"O") else data
        self._escaped_at = float("-inf")
        while data:
            if self._paste is not None:
                data = yield from self._feed_paste(data)
            elif self._mouse_bytes:
                taken = min(self._mouse_bytes, len(data))
                self._mouse_bytes -= taken
                data = data[taken:]
            else:
                data = yield from self._feed_typed(data, at)

    def tick(self, at: float) -> Iterator[Piece]:
        """Yield incomplete input whose rest is overdue; the end of a paste may still come."""
        if self._paste and at - self._fed_at > PASTE_SILENCE_S:
            yield from self._end_paste()
            self._paste = bytearray()
        if at < self.deadline:
            return
        if self._raw:
            yield from self._end_raw_paste()
        else:
            if self._held == ESC:
                self._has_answered, self._escaped_at = False, at
            yield from self._give_up()

    def close(self) -> Iterator[Piece]:
        """Yield incomplete input that will not be completed."""
        if self._raw:
            yield from self._end_raw_paste()
        elif self._paste is not None:
            yield from self._end_paste()
        elif self._held:
            yield from self._give_up()
        elif text := self._decoder.decode(b"", is_whole=True):
            yield Typed(text)

    def _give_up(self) -> Iterator[Piece]:
        """Yield the Escape key, if that is held back; a cut sequence is dropped."""
        held, self._held = self._held, b""
        if held == ESC or self._is_held_apart:
            yield Escaped()
        if len(held) > 1 and self._is_held_apart:
            yield Typed(held[1:].decode("ascii", "ignore"))

    def _feed_typed(self, data: bytes, at: float) -> Generator[Piece, None, bytes]:
        """Yield text and sequences up to a paste; return the bytes after its mark."""
        while data or self._held:
            if not self._held and not data.startswith(ESC):
                text, mark, rest = data.partition(ESC)
                if found := self._decoder.decode(text, is_whole=bool(mark)):
                    yield Typed(found)
                data = mark + rest
            elif self._held and is_aborted(self._held, data):
                yield from self._give_up()
            elif not (length := sequence_length(self._held + data)):
                if data:
                    yield from self._hold(data, at)
                return b""
            else:
                sequence = (self._held + data)[:length]
                data, self._held = (self._held + data)[length:], b""
                yield from self._take(sequence)
                if self._paste is not None or self._mouse_bytes:
                    return data
        return b""

    def _hold(self, data: bytes, at: float) -> Iterator[Piece]:
        if not self._held:
            self._held_at = at
        # What a person types after Escape comes by itself; a cut sequence has a longer part.
        self._is_held_apart = self._held == ESC and len(data) == 1
        self._held += data
        if self._held == ESC:
            yield Unsure()

    def _take(self, sequence: bytes) -> Iterator[Piece]:
        """Yield a whole sequence, or start the paste that it begins."""
        if sequence == PASTE_START:
            self._paste, self._marks_pastes = bytearray(), True
        elif sequence == ESC:
            yield Escaped()
        elif sequence == _OLD_MOUSE:
            self._mouse_bytes = _MOUSE_BYTES
        elif _STATUS.fullmatch(sequence):
            self._has_answered = True
        elif found := _BACKGROUND.fullmatch(sequence):
            parts = (int(part, 16) / (16 ** len(part) - 1) for part in found.groups())
            yield Background(*parts)
        elif sequence != PASTE_END:
            yield Typed(ByteDecoder().decode(sequence, is_whole=True))

    def _is_raw_paste(self, data: bytes) -> bool:
        """Return whether data may be a paste from a terminal that does not mark pastes.

        Lines that a fast typist ends while the line stalls look the same, except for their length.
        The last one may be incomplete: it is judged when its rest has come.
        """
        if self._marks_pastes or self._held or self._mouse_bytes:
            return False
        if len(data) < RAW_PASTE_LETTERS or not _RAW_PASTE.fullmatch(data):
            return False
        *ended, last = re.split("[\r\n]", data.decode("utf-8", "ignore"))
        ended = [line for line in ended if line]
        if len(ended) + bool(last) < 2 or sum(map(len, (*ended, last))) < RAW_PASTE_LETTERS:
            return False
        return min(map(len, ended)) >= _SHORTEST_PASTED_LINE

    def _end_raw_paste(self) -> Iterator[Piece]:
        raw, cut, self._raw, self._raw_cut = self._raw, self._raw_cut, b"", 0
        text = self._decoder.decode(raw, is_whole=True)
        begun = re.split(rb"[\r\n]", raw[:cut])[-1]
        line = begun + re.split(rb"[\r\n]", raw[cut:])[0]
        if begun and len(line.decode("utf-8", "ignore")) < _SHORTEST_PASTED_LINE:
            yield Typed(text)
            return
        yield Pasted(text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n"))

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
