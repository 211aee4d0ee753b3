"""The room in the terminals that people have: old and new ones, resized, damaged, idle, gone."""

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from tests.journeys.terminal import PATIENCE_S, Terminal, begin_statement, kmtui_in_terminal
from tests.journeys.test_torture import is_gone, typed_text

SAID = "ขอให้ทุกกองส่งแผนภายในสัปดาห์หน้า"
PUTTY_KEYS = {"F1": "11", "F2": "12", "F3": "13", "F4": "14", "F5": "15", "F6": "17"}
BLINKING_CURSOR = re.compile(r"\x1b\[(?:\?12h|[015]? q|3 q)")
COLOUR = re.compile(r"[34]8;(?:5;\d+|2;\d+;\d+;\d+)")
# The clock is drawn if a minute ends in between: the row of the frame that it is in.
CLOCK_BYTES = 400
CLOCK_WATCH_S = 3.0


def in_the_room(terminal: Terminal) -> None:
    terminal.wait_for("กด F6 เมื่อเริ่ม")


@pytest.fixture
def home(tmp_path: Path, example_file: Path) -> Path:
    shutil.copy(example_file, tmp_path)
    return tmp_path


@pytest.mark.parametrize("term", ["xterm", "screen", "xterm-256color"])
def test_a_meeting_is_held_in_every_kind_of_terminal(home: Path, term: str) -> None:
    with kmtui_in_terminal(home, "open", "2/2563", term=term) as terminal:
        in_the_room(terminal)
        terminal.press("F6")
        terminal.wait_for("กำลังประชุม")
        terminal.press("F2")
        terminal.wait_for("ผู้มาประชุม คณะกรรมการ")
        terminal.press("F4")
        terminal.wait_for("มา ๘ จาก ๙ (ว่าง ๑)")
        terminal.press("Escape")
        begin_statement(terminal, "ๅ")
        terminal.type(SAID)
        terminal.wait_for(SAID)
        terminal.press("Escape", "F4")
        terminal.wait_for("มติที่ประชุม")
        terminal.type("/")
        terminal.wait_for("มีมติเห็นชอบ")
        terminal.press("Enter")
        terminal.wait_for("มติ ๑ เห็นชอบ")
        terminal.press("F8")
        terminal.wait_for("รายงานการประชุม")


def looks(line: str) -> set[str]:
    """The colours and styles in force wherever a letter stands in a captured line."""
    state, found = "", set()
    for style, text in re.findall(r"((?:\x1b\[[\d;]*m)*)([^\x1b]*)", line):
        for each in re.findall(r"\x1b\[([\d;]*)m", style):
            state = "" if each in ("", "0") else f"{state};{each}".strip(";")
        if text.strip():
            found.add(state)
    return found


def background(look: str) -> str:
    """The background of a look: reversed counts as one of its own."""
    kept = re.sub(r"38;5;\d+|38;2;\d+;\d+;\d+", "", look)
    wide = re.findall(r"48;5;\d+|48;2;\d+;\d+;\d+", kept)
    if wide:
        return str(wide[-1])
    plain = [code for code in kept.split(";") if re.fullmatch(r"4[0-7]|10[0-7]|7", code)]
    return plain[-1] if plain else ""


@pytest.mark.parametrize("term", ["xterm", "screen", "xterm-256color"])
def test_the_selected_row_has_another_background(home: Path, term: str) -> None:
    with kmtui_in_terminal(home, term=term) as terminal:
        terminal.wait_for("เข้าห้องประชุม")
        rows = terminal.wait_for("วิธีใช้").splitlines()
        places = [n for n, row in enumerate(rows) if "เข้าห้องประชุม" in row or "วิธีใช้" in row]
        coloured = terminal.tmux("capture-pane", "-p", "-e", "-t", "0").splitlines()
        chosen, other = (
            {background(look) for look in looks(coloured[place])} for place in places[:2]
        )
        assert chosen.isdisjoint(other), f"{chosen} {other}"


@pytest.mark.parametrize("code", ["putty", "xterm"])
def test_f1_to_f6_work_with_the_key_codes_of_putty_and_xterm(home: Path, code: str) -> None:
    with kmtui_in_terminal(home, "open", "2/2563") as terminal:

        def press(key: str) -> None:
            if code == "xterm":
                terminal.press(key)
            else:
                raw = [f"{byte:02x}" for byte in f"\x1b[{PUTTY_KEYS[key]}~".encode()]
                terminal.tmux("send-keys", "-t", "0", "-H", *raw)

        in_the_room(terminal)
        press("F1")
        terminal.wait_for("บันทึกมติของระเบียบวาระนี้")
        terminal.press("Escape")
        in_the_room(terminal)
        press("F6")
        terminal.wait_for("กำลังประชุม")
        press("F2")
        terminal.wait_for("ผู้มาประชุม คณะกรรมการ")
        terminal.press("Escape")
        terminal.wait_for("กำลังประชุม")
        press("F3")
        press("F3")
        terminal.wait_for("เพิ่มระเบียบวาระ")
        terminal.press("Escape")
        terminal.wait_without("เพิ่มระเบียบวาระ")
        press("F4")
        terminal.wait_for("มติที่ประชุม")
        terminal.press("Escape")
        terminal.wait_without("มติที่ประชุม")
        press("F5")
        terminal.wait_for("แล้วกด Enter")


def without_the_changing(screen: str) -> str:
    """The screen without the clock and the moment of storing."""
    return re.sub(r"[๐-๙]{2}:[๐-๙]{2}(:[๐-๙]{2})?", "", screen)


def test_f12_repaints_a_screen_that_another_program_wrote_on(home: Path) -> None:
    with kmtui_in_terminal(home, "open", "2/2563") as terminal:
        in_the_room(terminal)
        begin_statement(terminal)
        terminal.type(SAID)
        terminal.wait_for(SAID)
        terminal.wait_for("▪ ๑")
        whole = terminal.wait_for("บันทึกแล้ว")
        tty = terminal.tmux("list-panes", "-t", "0", "-F", "#{pane_tty}").strip()
        Path(tty).write_text("\x1b[H\x1b[2JBroadcast message\r\n" + "garbage " * 60)
        damaged = terminal.wait_for("garbage")
        assert SAID not in damaged
        terminal.press("F12")
        mended = terminal.wait_without("garbage")
        terminal.wait_for(SAID)
        mended = terminal.screen()
        assert without_the_changing(mended) == without_the_changing(whole)


def wait_for_width(terminal: Terminal, columns: int) -> None:
    """Wait until the room is as wide as the terminal: tmux tells a new size with some delay."""
    end = time.monotonic() + PATIENCE_S
    while "─" * columns not in terminal.screen().splitlines():
        assert time.monotonic() < end, f"not {columns} wide:\n{terminal.screen()}"


def test_resizing_while_typing_loses_nothing(home: Path) -> None:
    text = "".join(f"ข้อ{number} ที่ประชุมรับฟัง " for number in range(20))
    with kmtui_in_terminal(home, "open", "2/2563", columns=120, lines=40) as terminal:
        in_the_room(terminal)
        begin_statement(terminal)
        sizes = [(80, 24), (120, 40), (61, 17), (80, 24), (120, 40)]
        for start in range(0, len(text), 7):
            terminal.type(text[start : start + 7])
            if start % 70 == 0 and sizes:
                columns, lines = sizes.pop(0)
                terminal.resize(columns, lines)
                wait_for_width(terminal, columns)
        assert not sizes
        terminal.wait_for("ผู้มาประชุม")  # the third pane of a wide screen
        terminal.wait_for("ข้อ19 ")
        terminal.press("Escape")
        terminal.wait_for("บันทึกแล้ว")
        terminal.press("Escape", "Escape")
        terminal.wait_until_ended()
    assert typed_text(home) == (text, [])


def blinks(output: str) -> bool:
    """Whether a blinking cursor was asked for, or text that blinks."""
    styles = [COLOUR.sub("", style) for style in re.findall(r"\x1b\[([\d;]*)m", output)]
    blinking_text = any({"5", "6"} & set(style.split(";")) for style in styles)
    return blinking_text or BLINKING_CURSOR.search(output) is not None


def environment(home: Path) -> dict[str, str]:
    """Ours, but for what would tell another kind or size of terminal."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
    return {**kept, "TERM": "xterm-256color", "XDG_STATE_HOME": str(home / "state")}


class Session:
    """The program in a pseudo-terminal whose every byte is seen."""

    def __init__(
        self, home: Path, ignore_sighup: bool = False, term: str = "xterm-256color"
    ) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "kmtui", "--home", str(home), "open", "2/2563"],
            dimensions=(24, 80),
            env={**environment(home), "TERM": term},
            encoding="utf-8",
            ignore_sighup=ignore_sighup,
        )
        self.output = ""

    def send(self, keys: str, answer: str) -> None:
        """Send keys, and read until the program has written the answer."""
        before = len(self.output)
        self.child.send(keys)
        self.read_until(lambda: answer in self.output[before:])

    def read_until(self, is_so: Callable[[], bool]) -> None:
        """Take what the program sends until something has happened."""
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, "it never came"
            self.sent_within(0.1)

    def read_until_quiet(self, quiet_s: float) -> None:
        """Take what the program sends until it is silent for a while."""
        end = time.monotonic() + PATIENCE_S
        while self.sent_within(quiet_s):
            assert time.monotonic() < end, "the program is never quiet"

    def sent_within(self, seconds: float) -> str:
        """What the program sends in this time."""
        sent, end = "", time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                sent += self.child.read_nonblocking(65536, timeout=left)
            except pexpect.TIMEOUT:
                break
        self.output += sent
        return sent

    def hang_up(self) -> None:
        """Close the terminal, and do nothing else to the program."""
        self.child.ptyproc.fileobj.close()
        self.child.ptyproc.closed = self.child.closed = True

    def busy_s(self) -> float:
        """The processor time the program has used so far, in seconds."""
        fields = Path(f"/proc/{self.child.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def in_a_statement(home: Path, ignore_sighup: bool = False) -> Iterator[Session]:
    session = Session(home, ignore_sighup)
    try:
        session.send("", "เมื่อเริ่ม")
        session.send("\x1b[15~", "แล้วกด Enter")
        session.send("1\r" + SAID, SAID[-6:])
        yield session
    finally:
        if session.child.isalive():
            os.kill(session.child.pid, signal.SIGKILL)
        session.child.close()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
def test_an_idle_meeting_room_sends_no_output_and_uses_little_cpu(home: Path) -> None:
    with in_a_statement(home) as session:
        # The backup of the day is the last that a start does by itself.
        session.read_until(lambda: any((home / "backups").glob("*.db")))
        session.read_until_quiet(2.0)
        busy_before, begun = session.busy_s(), time.monotonic()
        sent = session.sent_within(CLOCK_WATCH_S)
        busy = (session.busy_s() - busy_before) / (time.monotonic() - begun)
        assert len(sent.encode()) <= CLOCK_BYTES * (":" in sent), repr(sent)
        assert busy < 0.05, f"{busy:.1%} of a processor while nobody types"
        assert not blinks(session.output)
        print(f"idle: {len(sent.encode())} bytes in {CLOCK_WATCH_S} s, {busy:.2%} CPU")


def test_a_closed_terminal_ends_a_program_that_ignores_hangups(home: Path) -> None:
    with in_a_statement(home, ignore_sighup=True) as session:
        session.hang_up()
        assert is_gone(session.child.pid), "an orphan is left"
    assert typed_text(home) == (SAID, [])


class Detached:
    """The program on a terminal that is not its controlling one: no hangup is ever sent to it."""

    def __init__(self, home: Path) -> None:
        self.master, slave = pty.openpty()
        command = [sys.executable, "-m", "kmtui", "--home", str(home), "open", "2/2563"]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env=environment(home),
        )  # fmt: skip
        os.close(slave)
        self.output = b""
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        while True:
            try:
                self.output += os.read(self.master, 65536)
            except OSError:
                return

    def send(self, text: str, answer: str) -> None:
        """Send keys, and wait until the program has written the answer."""
        os.write(self.master, text.encode())
        end = time.monotonic() + PATIENCE_S
        while answer.encode() not in self.output:
            assert time.monotonic() < end, f"{answer} was not written"
            time.sleep(0.05)


def test_closing_a_terminal_without_a_hangup_signal_ends_the_program(home: Path) -> None:
    program = Detached(home)
    try:
        program.send("", "เมื่อเริ่ม")
        program.send("\x1b[15~", "Enter")
        program.send("1\r" + SAID, SAID[-6:])
        os.close(program.master)
        assert is_gone(program.process.pid), "an orphan is left"
    finally:
        program.process.kill()
        program.process.wait()
    assert typed_text(home) == (SAID, [])


@pytest.mark.parametrize(("term", "is_16"), [("xterm", True), ("xterm-256color", False)])
def test_a_terminal_of_16_colours_gets_the_theme_made_for_them(
    tmp_path: Path, example_file: Path, term: str, is_16: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLORTERM", raising=False)
    (tmp_path / "kmtui.db").write_bytes(example_file.read_bytes())
    session = Session(tmp_path, term=term)
    try:
        session.read_until(lambda: "เมื่อเริ่ม" in session.output)
        session.read_until_quiet(0.4)
        selected = "30;47m" in session.output
        assert selected is is_16
        assert "1;30;47m" not in session.output
    finally:
        os.kill(session.child.pid, 9)
        session.child.close()
