"""Input that no byte can end, and whose pastes are text from first to last byte."""

from __future__ import annotations

import sys

from textual.message import Message


class OtherEncoding(Message):
    """Posted once if the terminal sends TIS-620 instead of UTF-8: it shows wrong letters."""


if sys.platform != "win32":
    import os
    import selectors
    import time
    from collections.abc import Iterable

    from textual import events
    from textual._parser import ParseError
    from textual._xterm_parser import XTermParser
    from textual.drivers.linux_driver import LinuxDriver

    from screens.terminal.input_bytes import Pasted, Piece, TerminalInput, Typed

    _READ_BYTES = 4096
    _POLL_S = 0.1
    # ISO 2022 "select UTF-8": PuTTY, xterm and the Linux console obey, others skip it.
    _SPEAK_UTF8 = "\x1b%G"

    class KeyParser:
        """Textual's parser of keys and reports, restarted after input that it cannot parse.

        Numbers that are too large or of another form raise ValueError in it (`ESC [ 1114112 u`).
        """

        def __init__(self) -> None:
            self._parser = XTermParser()

        def feed(self, piece: Piece) -> Iterable[Message]:
            """Return the events of a piece of input."""
            if isinstance(piece, Pasted):
                # NUL is nothing that a text area could hold.
                return [events.Paste(piece.text.replace("\x00", ""))]
            if isinstance(piece, Typed):
                return self._parse(piece.text)
            self._begin_anew()
            return []

        def tick(self) -> Iterable[Message]:
            """Return the events of a sequence that was begun and not finished in time."""
            return list(self._parser.tick())

        def _parse(self, text: str) -> Iterable[Message]:
            found: list[Message] = []
            for letter in text:
                try:
                    found += list(self._parser.feed(letter))
                except (ValueError, OverflowError, ParseError):
                    self._begin_anew()
            return found

        def _begin_anew(self) -> None:
            before, self._parser = self._parser, XTermParser()
            for name in ("last_x", "last_y", "mouse_pixels", "terminal_size"):
                setattr(self._parser, name, getattr(before, name))
            self._parser.terminal_pixel_size = before.terminal_pixel_size

    def read_input(driver: LinuxDriver) -> None:
        """Read the terminal of a driver until it stops, or the terminal is gone."""
        pieces, parser, is_told = TerminalInput(), KeyParser(), False

        def send(messages: Iterable[Message]) -> None:
            for message in messages:
                driver.process_message(message)

        with selectors.SelectSelector() as selector:
            selector.register(driver.fileno, selectors.EVENT_READ)
            while not driver.exit_event.is_set():
                if selector.select(_POLL_S):
                    data = _read(driver.fileno)
                    if not data:
                        # Hung up: reading again would only burn time until the program ends.
                        driver.exit_event.wait()
                        break
                    for piece in pieces.feed(data, time.monotonic()):
                        send(parser.feed(piece))
                for piece in pieces.tick(time.monotonic()):
                    send(parser.feed(piece))
                send(parser.tick())
                if pieces.is_tis and not is_told:
                    is_told = True
                    driver.write(_SPEAK_UTF8)
                    driver.process_message(OtherEncoding())
        for piece in pieces.close():
            send(parser.feed(piece))

    def _read(descriptor: int) -> bytes:
        try:
            return os.read(descriptor, _READ_BYTES)
        except OSError:
            return b""
