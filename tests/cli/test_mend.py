"""`kmtui mend`: the mended text of a file, and `kmtui check` of text out of a PDF."""

import json
from pathlib import Path

import pytest

from kmtui.__main__ import main

COPIED = "ระเบียบวาระที่ ๑\tด าเนินการ\nกรณ ีที่คณะกรร\nมการ\nทปี่ ระชมุ\n"
WRITTEN = "ระเบียบวาระที่ ๑\tดำเนินการ\nกรณีที่คณะกรรมการ\nที่ประชุม\n"

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874"])
def test_mend_prints_the_repaired_text_and_a_summary_on_stderr(
    tmp_path: Path, capsys: Captured, encoding: str
) -> None:
    path = tmp_path / "คัดมา.txt"
    path.write_bytes(COPIED.encode(encoding))
    assert main(["mend", str(path)]) == 0
    said = capsys.readouterr()
    assert said.out == WRITTEN
    assert said.err == (
        "ซ่อม ๔ แห่ง: สระอำแยก ๑ วรรคหน้าสระหรือวรรณยุกต์ ๑ สระหรือวรรณยุกต์เลื่อน ๑ บรรทัดตัดกลางคำ ๑\n"
    )
    assert path.read_bytes() == COPIED.encode(encoding)


def test_a_new_file_is_written_and_no_file_is_overwritten(tmp_path: Path, capsys: Captured) -> None:
    path, out = tmp_path / "คัดมา.txt", tmp_path / "ซ่อมแล้ว.txt"
    path.write_text(COPIED, encoding="utf-8")
    assert main(["mend", str(path), "-o", str(out)]) == 0
    assert out.read_text(encoding="utf-8") == WRITTEN
    assert main(["mend", str(path), "-o", str(path)]) != 0
    assert path.read_text(encoding="utf-8") == COPIED
    assert "อยู่แล้ว" in capsys.readouterr().err


def test_mend_prints_undamaged_text_unchanged(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "ถูกแล้ว.txt"
    path.write_text(WRITTEN, encoding="utf-8")
    assert main(["mend", str(path)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == (WRITTEN, "ไม่พบข้อความที่เสีย\n")


@pytest.mark.parametrize("name", ["ไม่มี.txt", "ไม่มี.pdf", "เสีย.pdf", "ภาพ.txt"])
def test_mending_an_unreadable_file_fails_with_a_message_that_names_it(
    tmp_path: Path, capsys: Captured, name: str
) -> None:
    (tmp_path / "เสีย.pdf").write_bytes(b"%PDF-1.4 broken")
    (tmp_path / "ภาพ.txt").write_bytes(b"\x89PNG\0\0")
    assert main(["mend", str(tmp_path / name)]) != 0
    said = capsys.readouterr()
    assert said.out == ""
    assert name in said.err
    assert "Traceback" not in said.err


def test_check_reports_pdf_damage_and_not_the_broken_words(
    example_home: Path, tmp_path: Path, capsys: Captured
) -> None:
    path = tmp_path / "ร่าง.txt"
    path.write_text("แต่งตั้งคณะกรรมการด าเนินงาน\nทปี่ ระชมุ\n", encoding="utf-8")
    main(["--home", str(example_home), "check", "--text", str(path), "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert [(each["line"], each["code"], each["found"], each["expected"]) for each in told] == [
        (1, "pdf-damage", "ด าเนินงาน", "ดำเนินงาน"),
        (2, "pdf-damage", "ทปี่ ระชมุ", "ที่ประชุม"),
    ]
