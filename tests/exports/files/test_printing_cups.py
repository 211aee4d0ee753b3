"""Printing through a real CUPS of our own, whose one device keeps the paper in a file."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from exports.files.printer import has_printer, print_pdf, printers
from models.errors import KmError
from tests.cli.test_commands import refused, said
from tests.conftest import Run
from tests.test_hostile_names import HOSTILE

CUPSD = shutil.which("cupsd") or "/usr/sbin/cupsd"
PROGRAMS = Path("/usr/lib/cups")
PATIENCE_S = 60

pytestmark = pytest.mark.skipif(
    not (Path(CUPSD).exists() and shutil.which("lp")), reason="needs cups-daemon and cups-client"
)

SERVER = """
Listen 127.0.0.1:{port}
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel debug
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""

DEVICE = """#!/bin/sh
# CUPS calls a backend with five or six arguments; without any it asks what devices there are.
[ $# -eq 0 ] && exit 0
cat "${6:--}" > "${DEVICE_URI#keep:}"
"""

FILES = """
User {user}
Group lp
SystemGroup root
ServerBin {root}/programs
ServerRoot {root}
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/temp
DataDir /usr/share/cups
ErrorLog {root}/error_log
AccessLog {root}/access_log
PageLog {root}/page_log
"""


class Printer(Struct, frozen=True):
    """The print system of one test; what its queue `office` printed is in `paper`."""

    server: str
    paper: Path

    def admin(self, *words: str) -> None:
        command = ["lpadmin", "-h", self.server, *words]
        subprocess.run(command, check=True, capture_output=True)

    def printed(self) -> bytes:
        """What came out, once a whole PDF did."""
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            content = self.paper.read_bytes() if self.paper.exists() else b""
            if content.rstrip().endswith(b"%%EOF"):
                return content
            time.sleep(0.05)
        raise AssertionError("nothing was printed")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def configured(root: Path, port: int) -> list[str]:
    for name in ("spool", "cache", "state", "temp", "programs/backend"):
        (root / name).mkdir(parents=True)
    (root / "programs" / "daemon").symlink_to(PROGRAMS / "daemon")
    device = root / "programs" / "backend" / "keep"
    device.write_text(DEVICE)
    device.chmod(0o700)  # a device that only root may run is run as root
    user = "lp" if os.geteuid() == 0 else getpass.getuser()
    (root / "cupsd.conf").write_text(SERVER.format(port=port))
    (root / "cups-files.conf").write_text(FILES.format(root=root, user=user))
    return [CUPSD, "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[Printer]:
    port = free_port()
    command = configured(tmp_path / "cups", port)
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as daemon:
        try:
            wait_for_the_daemon(daemon, port)
            yield Printer(f"127.0.0.1:{port}", tmp_path / "paper.pdf")
        finally:
            daemon.terminate()


def wait_for_the_daemon(daemon: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end and daemon.poll() is None:
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.skip("this machine's cupsd does not start")


def add_queue(printer: Printer, default: bool) -> None:
    printer.admin("-p", "office", "-E", "-v", f"keep:{printer.paper}", "-m", "raw")
    if default:
        printer.admin("-d", "office")


def test_printed_minutes_reach_the_default_printer_with_the_bytes_of_an_export(
    example_home: Path, kmtui: Run, printer: Printer
) -> None:
    add_queue(printer, default=True)
    answer = said(kmtui("print", "minutes", "1/2563", CUPS_SERVER=printer.server))
    assert "office-1" in answer
    exported = kmtui("export", "minutes", "1/2563", "-o", "-").stdout
    assert printer.printed() == exported


def test_a_printer_can_be_named_or_set_by_the_office(
    example_home: Path, kmtui: Run, printer: Printer
) -> None:
    add_queue(printer, default=False)
    words = ("print", "attendance", "1/2563", "--blank")
    said(kmtui(*words, "--printer", "office", CUPS_SERVER=printer.server))
    assert printer.printed().startswith(b"%PDF-")
    (example_home / "settings.toml").write_text('printer = "office"\n', encoding="utf-8")
    assert "office-2" in said(kmtui(*words, "--copies", "2", CUPS_SERVER=printer.server))


def test_printing_to_an_unknown_printer_is_refused_by_name(
    example_home: Path, kmtui: Run, printer: Printer
) -> None:
    add_queue(printer, default=True)
    words = ("print", "minutes", "1/2563", "--printer", "ชั้นสอง")
    sentence = refused(kmtui(*words, CUPS_SERVER=printer.server))
    assert "พิมพ์ที่เครื่อง ชั้นสอง ไม่ได้" in sentence


def test_printing_without_a_default_printer_names_the_printer_option(
    example_home: Path, kmtui: Run, printer: Printer
) -> None:
    sentence = refused(kmtui("print", "minutes", "1/2563", CUPS_SERVER=printer.server))
    assert "--printer" in sentence


def test_printing_without_cups_names_the_package_to_install(
    example_home: Path, kmtui: Run, tmp_path: Path
) -> None:
    sentence = refused(kmtui("print", "minutes", "1/2563", PATH=str(tmp_path)))
    assert "cups-client" in sentence


def test_printing_while_cups_is_not_running_is_refused_in_thai(
    example_home: Path, kmtui: Run
) -> None:
    server = f"127.0.0.1:{free_port()}"
    assert "พิมพ์ไม่ได้" in refused(kmtui("print", "minutes", "1/2563", CUPS_SERVER=server))


def test_a_missing_or_existing_printer_is_detected(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printer.server)
    assert not has_printer()
    add_queue(printer, default=False)
    assert has_printer()


def test_hostile_titles_and_printers_do_nothing_but_print_or_refuse(
    printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", printer.server)
    add_queue(printer, default=True)
    paper = b"%PDF-1.4 paper %%EOF"
    for number, text in enumerate(HOSTILE[::4], 1):
        assert f"office-{number} " in print_pdf(paper, text)
    for text in filter(None, HOSTILE[::4]):
        with pytest.raises(KmError, match="พิมพ์"):
            print_pdf(paper, "งาน", printer=text)
    assert printer.printed() == paper
    known = subprocess.run(["lpstat", "-W", "all", "-o"], capture_output=True, check=True)
    assert known.stdout.decode().count("office-") >= len(HOSTILE[::4])
    assert printers() == ("office",)
