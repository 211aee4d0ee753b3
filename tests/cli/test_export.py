"""`kmtui export`: folder and name of the file, and the messages."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from exports.catalogue import draw, gather
from exports.documents import Request
from kmtui.cli.output import progress_bar
from tests.cli.test_commands import refused, said
from tests.conftest import Run
from tests.exports.conftest import OFFICE_FONTS

NAMES = {
    ("minutes", "1/2563"): "รายงานการประชุม 1-2563 คณะกรรมการจัดทำแผนการจัดการความรู้.pdf",
    ("attendance", "๑/๒๕๖๓"): "รายชื่อผู้เข้าประชุม 1-2563 คณะกรรมการจัดทำแผนการจัดการความรู้.pdf",
    ("attendance", "1/63", "--blank"): "ใบลงชื่อ 1-2563 คณะกรรมการจัดทำแผนการจัดการความรู้.pdf",
}


@pytest.mark.parametrize(("words", "name"), NAMES.items())
def test_export_writes_to_the_documents_folder_and_prints_the_path(
    example_home: Path, kmtui: Run, words: tuple[str, ...], name: str
) -> None:
    path = example_home / "documents" / name
    assert said(kmtui("export", *words)) == f"{path}\n"
    assert path.read_bytes().startswith(b"%PDF-")
    assert [each.name for each in path.parent.iterdir()] == [name]


def test_export_writes_to_the_given_output_path_or_to_standard_output(
    example_home: Path, tmp_path: Path, kmtui: Run
) -> None:
    target = tmp_path / "รายงาน.pdf"
    assert said(kmtui("export", "minutes", "1/2563", "-o", str(target))) == f"{target}\n"
    assert not (example_home / "documents").exists()
    piped = kmtui("export", "minutes", "1/2563", "-o", "-")
    assert (piped.stdout, piped.stderr) == (target.read_bytes(), b"")


def test_a_failed_export_keeps_the_old_file(example_home: Path, kmtui: Run) -> None:
    target = example_home / "old.pdf"
    target.write_bytes(b"old")
    refused(kmtui("export", "minutes", "9/2563", "-o", str(target)))
    assert target.read_bytes() == b"old"


def test_exporting_fails_with_a_sentence_if_the_documents_folder_is_a_file(
    example_home: Path, kmtui: Run
) -> None:
    (example_home / "documents").write_text("แฟ้ม", encoding="utf-8")
    assert str(example_home / "documents") in refused(kmtui("export", "minutes", "1/2563"))


def test_the_export_list_has_ids_titles_example_keys_and_options(
    example_home: Path, kmtui: Run
) -> None:
    text = said(kmtui("export", "--list"))
    for word in ("minutes", "รายงานการประชุม", "attendance", "รายชื่อผู้เข้าประชุม", "1/2563", "--blank"):
        assert word in text


def test_export_uses_the_font_of_the_option_or_of_the_settings(
    example_home: Path, kmtui: Run
) -> None:
    if not OFFICE_FONTS.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    told = kmtui("export", "minutes", "1/2563", "-o", "-", "--font", str(OFFICE_FONTS)).stdout
    settings = f"font = '{OFFICE_FONTS}'\n"
    (example_home / "settings.toml").write_text(settings, encoding="utf-8")
    assert kmtui("export", "minutes", "1/2563", "-o", "-").stdout == told
    assert all("THSarabunNew" in name for name in fonts_in(told))
    assert "TH Sarabun New" in said(kmtui("fonts"))


def fonts_in(pdf: bytes) -> list[str]:
    done = subprocess.run(["pdffonts", "-"], input=pdf, capture_output=True, check=True)
    return [line.split()[0] for line in done.stdout.decode().splitlines()[2:]]


def test_a_settings_file_of_invalid_structure_is_reported(example_home: Path, kmtui: Run) -> None:
    settings = example_home / "settings.toml"
    for wrong, part in {
        "font = 7": "font",
        "colour = 'blue'": "colour",
        "font = ": "เขียนผิดรูปแบบ",
        "row_diff = 1": "row_diff",
    }.items():
        settings.write_text(wrong, encoding="utf-8")
        sentence = refused(kmtui("export", "minutes", "1/2563"))
        assert part in sentence
        assert str(settings) in sentence
    settings.write_bytes(b"font = '\xff'")
    assert str(settings) in refused(kmtui("fonts"))


@pytest.mark.parametrize("asked", [("-o", "minutes.docx"), ("--format", "docx", "-o", "paper")])
def test_export_writes_a_word_file_by_option_or_file_suffix(
    asked: tuple[str, ...], example_home: Path, tmp_path: Path, kmtui: Run
) -> None:
    path = tmp_path / asked[-1]
    kmtui("export", "minutes", "1/2563", *asked[:-1], str(path))
    assert "word/document.xml" in ZipFile(path).namelist()


def test_exporting_a_binder_as_word_is_refused_with_a_sentence(
    example_home: Path, kmtui: Run
) -> None:
    done = kmtui("export", "binder", "2564", "--format", "docx")
    assert done.returncode != 0
    assert "ออกเป็นแฟ้ม Word ไม่ได้ ออกเป็น PDF แทน" in done.stderr.decode()


def test_a_bar_of_progress_is_shown_on_a_terminal_and_removed_at_the_end(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    master, slave = os.openpty()
    monkeypatch.setattr("exports.progress.AFTER_S", 0.0)
    request = Request("binder", "2564")
    value = gather(request)
    with os.fdopen(slave, "w", encoding="utf-8") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        with progress_bar():
            draw(request, value)
        shown = ""
        while not shown.endswith("\x1b[K"):
            shown += os.read(master, 4096).decode()
    os.close(master)
    assert [part[-3:] for part in shown.split("\r")[1:-1]] == [f"{n}/8" for n in range(1, 9)]
    assert shown.count("[########################]") == 1


def test_no_bar_of_progress_is_written_into_a_file(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exports.progress.AFTER_S", 0.0)
    request = Request("binder", "2564")
    value = gather(request)
    path = tmp_path / "errors"
    with path.open("w", encoding="utf-8") as errors:
        monkeypatch.setattr(sys, "stderr", errors)
        with progress_bar():
            draw(request, value)
    assert path.read_text("utf-8") == ""
