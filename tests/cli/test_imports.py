"""What is loaded when: heavy libraries only by the words that need them."""

import subprocess
import sys
from pathlib import Path

import pytest


def loaded_by(code: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after this code."""
    tell = "import sys; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{tell}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


PAPER = {"fpdf", "uharfbuzz", "fontTools", "pypdf", "docx", "lxml"}
VERSION = """
from kmtui.__main__ import main
try:
    main(["--version"])
except SystemExit:
    pass
"""


@pytest.mark.parametrize(
    ("code", "never"),
    [
        (VERSION, {"fpdf", "textual", "rich", "peewee", "uharfbuzz", "fontTools", "tabulate"}),
        (
            "import models.home.overview, models.drafts.writer, models.minutes.snapshot",
            {"textual", "rich", "fpdf"},
        ),
        ("import exports.catalogue", {*PAPER, "textual", "rich", "openpyxl"}),
        ("import exports.record_keys", {*PAPER, "textual", "rich"}),
        ("import screens.printing.year_papers, screens.knowledge.dialog_flows", PAPER),
        ("import kmtui.app", {*PAPER, "tomlkit"}),
        (
            "import kmtui.thai.text, kmtui.thai.dates, kmtui.thai.words, kmtui.thai.names",
            {"models", "exports", "screens", "peewee", "fpdf", "textual", "rapidfuzz"},
        ),
    ],
    ids=[
        "kmtui --version",
        "models",
        "exports.catalogue",
        "exports.record_keys",
        "printing",
        "kmtui.app",
        "kmtui.thai",
    ],
)
def test_a_light_module_imports_no_heavy_library(code: str, never: set[str]) -> None:
    assert loaded_by(code) & never == set()


def test_a_list_imports_neither_screens_nor_the_pdf_engine(tmp_path: object) -> None:
    code = "from kmtui.__main__ import main\n"
    code += f"main(['--home', {str(tmp_path)!r}, 'demo', '--no-open'])\n"
    code += f"main(['--home', {str(tmp_path)!r}, 'list', 'people'])"
    assert loaded_by(code) & {"textual", "rich", "fpdf", "uharfbuzz"} == set()


def test_the_meeting_room_runs_without_openssl_and_libraries_imported_later_have_it() -> None:
    code = "from kmtui.__main__ import main\n"
    code += "try:\n    main(['--version'])\nexcept SystemExit:\n    pass\n"
    code += "from kmtui.memory import import_without_openssl\n"
    code += "import_without_openssl('asyncio')\n"
    code += "import hashlib, sys, kmtui.app, screens.minutes.room\n"
    code += "assert hashlib.sha256('ก'.encode()).hexdigest().startswith('2d1d9c')\n"
    code += "assert not {'_ssl', '_hashlib', 'http'} & sys.modules.keys()\n"
    code += "from urllib.request import HTTPSHandler\nimport fpdf, ssl"
    assert "_ssl" in loaded_by(code)


@pytest.mark.parametrize("form", ["pdf", "docx", "xlsx"])
def test_a_document_is_exported_by_a_process_of_its_own(
    example_home: Path, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"รายชื่อ.{form}"
    command = [sys.executable, "-m", "kmtui", "--home", str(example_home), "export"]
    subprocess.run([*command, "experts", "2563", "-o", str(file)], check=True, capture_output=True)
    assert file.stat().st_size > 1000


def test_the_meeting_room_loads_no_reader_of_files_and_no_check_of_records() -> None:
    late = ("xml.etree.ElementTree", "openpyxl", "models.checks.runner")
    code = "import sys, kmtui.app, screens.minutes.room, models.staff_list.lines\n"
    code += f"assert not [name for name in {late} if name in sys.modules]"
    assert "kmtui" in loaded_by(code)


def test_exporting_minutes_imports_no_other_document_module(
    example_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "minutes.pdf"
    words = ["--home", str(example_home), "export", "minutes", "1/2563", "-o", str(file)]
    code = f"import sys; from kmtui.__main__ import main; main({words})\n"
    code += "from exports.catalogue import DOCUMENTS\n"
    code += "print({*sys.modules} & {each.module for each in DOCUMENTS})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "{'exports.minutes'}"
    assert file.read_bytes().startswith(b"%PDF")
