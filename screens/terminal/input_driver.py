"""Reads input that no byte can end, and in which a paste is text from first to last byte."""

from __future__ import annotations

import os
import sys

from textual.message import Message

NEAR_WAIT_S, FAR_WAIT_S = 0.1, 0.7


class OtherEncoding(Message):
    """Posted once if the terminal sends TIS-620 instead of UTF-8: it shows wrong letters then."""


def escape_wait_s(setting_ms: int = 0) -> float:
    """Return the seconds for which an ESC may begin a sequence if the terminal answers nothing.

    Args:
        setting_ms: the office's setting in milliseconds; 0 to take `ESCDELAY`, which ncurses and vi
            know, else a time that fits the line.
    """
    asked = os.environ.get("ESCDELAY", "")
    if setting_ms or (asked.isascii() and asked.isdecimal() and int(asked)):
        return (setting_ms or int(asked)) / 1000
    is_far = any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"))
    return FAR_WAIT_S if is_far else NEAR_WAIT_S


if sys.platform != "win32":
    import selectors
    import time
    from collections.abc import Iterable

    from textual import events
    from textual._parser import ParseError
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    from screens.terminal.background import BackgroundAnswer
    from screens.terminal.input_bytes import (
        Background,
        Escaped,
        Pasted,
        Piece,
        TerminalInput,
        Typed,
        Unsure,
    )
    from screens.terminal.second_keys import function_key

    _READ_BYTES = 4096
    _POLL_S = 0.1
    _ALT_LETTER = 2
    ASK_STATUS = "\x1b[5n"
    # ISO 2022 "select UTF-8": PuTTY, xterm and the Linux console obey, others skip it.
    _SPEAK_UTF8 = "\x1b%G"

    class KeyParser:
        """Textual's parser of keys and reports, given whole sequences, which never waits.

        Numbers that are too large or of another form raise ValueError in it (`ESC [ 1114112 u`);
        sequences that it does not know would be typed as text. Uses its private `_timeout_time`.
        """

        def __init__(self) -> None:
            self._parser = XTermParser()

        def feed(self, piece: Piece) -> Iterable[Message]:
            """Return the events of a piece of input."""
            if isinstance(piece, Pasted):
                # A text area cannot hold NUL.
                return [events.Paste(piece.text.replace("\x00", ""))]
            if isinstance(piece, Escaped):
                return [events.Key("escape", "\x1b")]
            if not isinstance(piece, Typed):
                return []
            # Textual knows Alt with a digit as what a Mac types with it (™ for Alt+2).
            if len(piece.text) == _ALT_LETTER and piece.text.startswith("\x1b"):
                with_alt = function_key(piece.text[1])
                return [with_alt] if with_alt else self._parse(piece.text)
            return self._parse(piece.text)

        def _parse(self, text: str) -> Iterable[Message]:
            found: list[Message] = []
            for letter in text:
                try:
                    found += list(self._parser.feed(letter))
                except (ValueError, OverflowError, ParseError):
                    self._begin_anew()
            if self._parser._timeout_time is not None:
                found += self._end_sequence(text)
            return found

        def _end_sequence(self, text: str) -> Iterable[Message]:
            """Return a letter with Alt; drop an unknown sequence."""
            if len(text) == _ALT_LETTER:
                self._parser._timeout_time = 0.0
                return list(self._parser.tick())
            self._begin_anew()
            return []

        def _begin_anew(self) -> None:
            before, self._parser = self._parser, XTermParser()
            for name in ("last_x", "last_y", "mouse_pixels", "terminal_size"):
                setattr(self._parser, name, getattr(before, name))
            self._parser.terminal_pixel_size = before.terminal_pixel_size

    def read_input(driver: LinuxDriver, background: BackgroundAnswer) -> None:
        """Read the terminal of a driver until the driver stops or the terminal is gone."""
        wait_s = getattr(driver._app, "escape_wait_s", escape_wait_s())
        pieces, parser, is_told = TerminalInput(wait_s), KeyParser(), False

        def send(found: Iterable[Piece]) -> None:
            for piece in found:
                if isinstance(piece, Unsure):
                    ask_status(driver)
                if isinstance(piece, Background):
                    background.give((piece.red, piece.green, piece.blue))
                for message in parser.feed(piece):
                    driver.process_message(message)

        with selectors.SelectSelector() as selector:
            selector.register(driver.fileno, selectors.EVENT_READ)
            while not driver.exit_event.is_set():
                left_s = pieces.deadline - time.monotonic()
                if selector.select(max(0.0, min(_POLL_S, left_s))):
                    data = _read(driver.fileno)
                    if not data:
                        # Hung up: reading again would only burn time until the program ends.
                        driver.exit_event.wait()
                        break
                    send(pieces.feed(data, time.monotonic()))
                send(pieces.tick(time.monotonic()))
                if pieces.is_tis and not is_told:
                    is_told = True
                    driver.write(_SPEAK_UTF8)
                    driver.process_message(OtherEncoding())
        send(pieces.close())

    def ask_status(driver: LinuxDriver, question: str = ASK_STATUS) -> None:
        """Query the terminal's status past the screen buffer, as nothing on the screen changes.

        Uses Textual's private `LinuxDriver._writer_thread`.
        """
        if driver._writer_thread is not None:
            driver._writer_thread.write(question)

    def _read(descriptor: int) -> bytes:
        try:
            return os.read(descriptor, _READ_BYTES)
        except OSError:
            return b""
