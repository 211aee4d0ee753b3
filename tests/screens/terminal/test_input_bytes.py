"""No byte of a terminal is lost that is text, and none ends the program."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from screens.terminal.input_bytes import (
    BEGUN_TIMEOUT_S,
    PASTE_END,
    PASTE_SILENCE_S,
    PASTE_START,
    ByteDecoder,
    Pasted,
    TerminalInput,
    Typed,
)
from screens.terminal.input_driver import KeyParser

THAI = "".join(chr(code) for code in (*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E5B)))
SENTENCE = "น้ำใจของที่ประชุม เธอเห็นชอบ เกิน ๕๐ กม. โต๊ะ ใหญ่ ไว้"
WORDS = [*SENTENCE.split(), "หนอง", "รก", "สงบ", "ยก", "เกา", "แก้", "โอ", "๑๒"]


def events_of(chunks: Iterable[bytes], at: Iterator[float] | None = None) -> list[events.Event]:
    """The events of input that is read in these chunks, as the driver sends them."""
    terminal, parser, found = TerminalInput(), KeyParser(), []
    moments = at or itertools.count(0.0, 0.001)
    for chunk in chunks:
        for piece in terminal.feed(chunk, next(moments)):
            found += parser.feed(piece)
    for piece in terminal.close():
        found += parser.feed(piece)
    return found


def typed(chunks: Iterable[bytes]) -> str:
    keys = (event for event in events_of(chunks) if isinstance(event, events.Key))
    return "".join(key.character or "" for key in keys)


def in_bytes(data: bytes) -> list[bytes]:
    return [data[at : at + 1] for at in range(len(data))]


@given(st.text(st.sampled_from(THAI + "abc 123.,\r")), st.integers(1, 7))
def test_utf8_text_cut_into_pieces_of_any_size_is_read(text: str, size: int) -> None:
    data = text.encode()
    assert typed(data[at : at + size] for at in range(0, len(data), size)) == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_in_utf8_is_read_whole(text: str) -> None:
    assert ByteDecoder().decode(text.encode(), is_whole=True) == text


@pytest.mark.parametrize("word", WORDS)
def test_a_tis_620_terminal_is_understood_from_its_first_letter(word: str) -> None:
    assert typed(in_bytes(word.encode("cp874") + b"\r")) == word + "\r"


def test_a_whole_sentence_typed_in_tis_620_is_read() -> None:
    assert typed(in_bytes(SENTENCE.encode("cp874"))) == SENTENCE


def test_a_paste_in_tis_620_is_read() -> None:
    paste = PASTE_START + SENTENCE.encode("cp874") + PASTE_END
    assert [event.text for event in events_of([paste]) if isinstance(event, events.Paste)] == [
        SENTENCE
    ]


def test_the_decoder_returns_from_tis_620_to_utf8() -> None:
    decoder = ByteDecoder()
    assert decoder.decode(b"\xa1") == "ก"
    assert decoder.is_tis
    assert decoder.decode("ที่".encode()) == "ที่"
    assert not decoder.is_tis


@pytest.mark.parametrize("odd", [b"\xff", b"\xfe", b"\x81", b"\xc0", b"\xf5\x80", b"\xed\xa0\x80"])
def test_invalid_bytes_within_thai_text_are_skipped(odd: bytes) -> None:
    text = "ที่ประชุม".encode()
    assert typed([text[:9] + odd + text[9:]]) == "ที่ประชุม"


@pytest.mark.parametrize("odd", [b"\xff", b"\xfe", b"\x81", b"\xfd", b"\xf5\x80", b"\xde"])
def test_isolated_invalid_bytes_are_skipped(odd: bytes) -> None:
    text = "ที่ประชุม".encode()
    assert typed([text[:9], odd, text[9:]]) == "ที่ประชุม"


def survives(chunks: list[bytes]) -> None:
    """After anything the keyboard works: an Enter ends what was begun, and a letter is read."""
    terminal, parser = TerminalInput(), KeyParser()
    for chunk in chunks:
        for piece in terminal.feed(chunk, 0.0):
            list(parser.feed(piece))
    keys: list[object] = []
    later = PASTE_SILENCE_S + BEGUN_TIMEOUT_S + 1
    for chunk in (b"\r\r\r", "ขค".encode(), "ขค".encode()):
        for piece in terminal.feed(chunk, later):
            keys += list(parser.feed(piece))
    assert "ขค" in "".join(key.character or "" for key in keys if isinstance(key, events.Key))


def test_every_byte_alone_leaves_the_keyboard_working() -> None:
    for byte in range(256):
        survives([bytes([byte])])


def test_some_pairs_of_bytes_leave_the_keyboard_working() -> None:
    chance = random.Random(16)
    for _ in range(1000):
        first, second = chance.randbytes(1), chance.randbytes(1)
        survives([first + second])
        survives([first, second])


@pytest.mark.torture
def test_every_pair_of_bytes_leaves_the_keyboard_working() -> None:
    for first, second in itertools.product(range(256), repeat=2):
        survives([bytes([first, second])])
        survives([bytes([first]), bytes([second])])


@pytest.mark.torture
def test_random_bytes_leave_the_keyboard_working() -> None:
    chance = random.Random(874)
    parts = [
        b"\x1b",
        b"[",
        b"M",
        b"<",
        b"0",
        b"9",
        b";",
        b":",
        b"u",
        b"~",
        b"t",
        b"R",
        "๕".encode(),
    ]
    for _ in range(20_000):
        chunks = [
            b"".join(
                chance.choice(parts) if chance.random() < 0.7 else chance.randbytes(1)
                for _ in range(chance.randrange(1, 20))
            )
            for _ in range(3)
        ]
        survives(chunks)


@pytest.mark.parametrize(
    "report", [b"\x1b[1114112u", b"\x1b[97;1:1u", b"\x1b[97;99999999999999999999;1114112u"]
)
def test_a_report_with_numbers_that_textual_cannot_read_is_skipped(report: bytes) -> None:
    assert typed([report + b"x"]).endswith("x")


# A guard that can go when Textual reads what it is given (see `KeyParser`).
def test_textual_itself_still_raises_at_a_report_with_too_large_a_number() -> None:
    with pytest.raises((ValueError, OverflowError)):
        list(XTermParser().feed("\x1b[1114112u"))


@pytest.mark.parametrize("report", [b"\x1b[M \xe0@", b"\x1b[M\x20\xff\xff", b"\x1b[M\x1b\x0d\x7f"])
@pytest.mark.parametrize("at", range(7))
def test_an_x10_mouse_report_is_not_read_as_keys(report: bytes, at: int) -> None:
    assert events_of([chunk for chunk in (report[:at], report[at:]) if chunk]) == []
    assert typed([b"a" + report[:at], report[at:] + b"b"]) == "ab"


PASTES = [
    "ก\x1b[2Jข",
    "\x1b]0;x\x07",
    "\x1b[200~",
    "\x1b",
    "a\x1b[20",
    "\x1b[M",
    "ก\r\nข\x03\x11",
    "\x1b[A",
]


@pytest.mark.parametrize("text", PASTES)
def test_a_paste_is_text_from_its_first_byte_to_its_last(text: str) -> None:
    data = PASTE_START + text.encode() + PASTE_END
    for at in range(len(data) + 1):
        found = events_of([chunk for chunk in (data[:at], data[at:]) if chunk])
        assert [(type(each), getattr(each, "text", "")) for each in found] == [
            (events.Paste, text)
        ], f"cut at {at}"


def test_keys_around_a_paste_keep_their_order() -> None:
    pieces = TerminalInput().feed(b"a" + PASTE_START + b"b" + PASTE_END + b"c", 0.0)
    assert list(pieces) == [Typed("a"), Pasted("b"), Typed("c")]


def test_a_paste_after_an_escape_is_a_paste() -> None:
    found = events_of([b"\x1b", PASTE_START + b"x" + PASTE_END])
    assert [event.text for event in found if isinstance(event, events.Paste)] == ["x"]


def test_a_paste_whose_end_was_lost_is_handed_over_and_keys_work_again() -> None:
    terminal = TerminalInput()
    assert list(terminal.feed(PASTE_START + b"lost", 0.0)) == []
    assert list(terminal.tick(PASTE_SILENCE_S / 2)) == []
    assert list(terminal.tick(PASTE_SILENCE_S + 1)) == [Pasted("lost")]
    assert list(terminal.feed(b" more", 2 * PASTE_SILENCE_S)) == []
    assert list(terminal.feed(b"\x1bOP", 4 * PASTE_SILENCE_S)) == [Pasted(" more"), Typed("\x1bOP")]


def test_a_late_end_of_a_paste_is_not_read_as_keys() -> None:
    terminal = TerminalInput()
    list(terminal.feed(PASTE_START + b"slow", 0.0))
    assert list(terminal.feed(PASTE_END, 9.0)) == [Pasted("slow")]
    assert list(terminal.feed(b"x", 9.1)) == [Typed("x")]


def test_a_large_paste_is_read_once() -> None:
    text = "ข้อความยาว " * 40_000
    data = PASTE_START + text.encode() + PASTE_END
    found = events_of(data[at : at + 4096] for at in range(0, len(data), 4096))
    assert [event.text for event in found if isinstance(event, events.Paste)] == [text]


def test_a_burst_ending_after_a_speaker_number_is_typed_and_not_pasted() -> None:
    said, made = "ก" * 70, TerminalInput()
    begun = list(made.feed(f"{said}\r7".encode(), 0.0))
    assert [*begun, *made.feed("\rต่อ".encode(), 0.01)] == []
    assert list(made.tick(1.0)) == [Typed(f"{said}\r7\rต่อ")]
