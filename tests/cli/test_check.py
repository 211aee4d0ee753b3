"""`kmtui check`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from kmtui.__main__ import main
from kmtui.settings import PREPRINTED_EMBLEM

WRONG = "ที่ประชุมเทศบาลตำบลหนองหัวแรด\n\nตามกฏหมาย\nนางสาวอรยงณี ฤทธิจันทร์\n"
RIGHT = "ที่ประชุมเทศบาลตำบลหนองหัวแรต\n\nตามกฎหมาย\nนางสาวอรยานี ฤทธิจันทร์\n"

Captured = pytest.CaptureFixture[str]


def check(home: Path, *words: str) -> int:
    return main(["--home", str(home), "check", *words])


def write(folder: Path, content: bytes) -> str:
    path = folder / "ร่าง.txt"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    "content",
    [WRONG.encode(), b"\xef\xbb\xbf" + WRONG.encode(), WRONG.encode("cp874")],
    ids=["UTF-8", "UTF-8 with BOM", "Windows-874"],
)
def test_check_reads_a_text_in_every_common_thai_encoding(
    example_home: Path, tmp_path: Path, capsys: Captured, content: bytes
) -> None:
    assert check(example_home, "--text", write(tmp_path, content), "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    fields = ["code", "severity", "place", "line", "found", "expected", "message"]
    assert all(list(finding) == fields for finding in told)
    assert [(each["line"], each["code"], each["expected"]) for each in told] == [
        (1, "place-name", "หนองหัวแรต"),
        (3, "misspelt-word", "กฎหมาย"),
        (4, "person-name", "อรยานี ฤทธิจันทร์"),
    ]
    assert {each["place"] for each in told} == {"ร่าง.txt"}
    assert [each["severity"] for each in told] == ["error", "warning", "error"]


def test_checking_a_correct_text_reports_no_findings(
    example_home: Path, tmp_path: Path, capsys: Captured
) -> None:
    path = write(tmp_path, RIGHT.encode())
    assert check(example_home, "--text", path) == 0
    assert capsys.readouterr().out == "ไม่พบข้อที่ควรแก้\n"
    assert check(example_home, "--text", path, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_exits_with_status_zero_for_warnings_only(
    example_home: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert check(example_home, "--text", write(tmp_path, "ตามกฏหมาย".encode())) == 0
    assert "misspelt-word" in capsys.readouterr().out


def test_equal_findings_on_many_lines_are_one_table_row_with_their_number(
    example_home: Path, tmp_path: Path, capsys: Captured
) -> None:
    content = "".join(f"งาน {at} หนองหัวแรด\n" for at in "กขค").encode()
    assert check(example_home, "--text", write(tmp_path, content)) == 1
    out = capsys.readouterr().out
    assert out.count("place-name") == 1
    assert "๑ (อีก ๒)" in out
    assert "พบ ๓ แห่ง: ผิด ๓" in out


def test_the_year_option_sets_the_year_of_the_checked_text(
    example_home: Path, tmp_path: Path, capsys: Captured
) -> None:
    path = write(tmp_path, "จะดำเนินการในปี ๒๕๖๙".encode())
    assert check(example_home, "--text", path, "--year", "2563") == 0
    assert "year-ahead" in capsys.readouterr().out
    assert check(example_home, "--text", path, "--year", "2569") == 0
    assert "year-ahead" not in capsys.readouterr().out


def test_checking_a_text_uses_the_word_lists_of_the_offices_folder(
    example_home: Path, tmp_path: Path, capsys: Captured
) -> None:
    own = example_home / "checks"
    own.mkdir()
    row = 'misspellings = [{ right = "ฝายน้ำล้น", wrong = ["ฝ่ายน้ำล้น"] }]'
    (own / "misspellings.toml").write_text(row, "utf-8")
    assert check(example_home, "--text", write(tmp_path, "ซ่อมฝ่ายน้ำล้น".encode())) == 0
    assert "ฝายน้ำล้น" in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, b"%PDF-1.7\x00\x00", b"\xff\xdb\xfc\xdd"])
def test_checking_a_binary_or_missing_file_fails_with_one_sentence(
    example_home: Path, tmp_path: Path, capsys: Captured, content: bytes | None
) -> None:
    path = str(tmp_path / "ไม่มี.txt") if content is None else write(tmp_path, content)
    assert check(example_home, "--text", path) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "แฟ้ม" in told.err


def test_checking_a_folder_as_text_is_refused(
    example_home: Path, tmp_path: Path, capsys: Captured
) -> None:
    assert check(example_home, "--text", str(tmp_path)) == 1
    assert "ไม่ใช่แฟ้มธรรมดา" in capsys.readouterr().err


def test_a_check_is_explained_without_a_data_file(home: Path, capsys: Captured) -> None:
    assert check(home, "--explain", "law-year") == 0
    assert "๒๕๔๖" in capsys.readouterr().out
    assert check(home, "--explain") == 0
    assert "misspelt-word" in capsys.readouterr().out
    assert check(home, "--explain", "no-such-check") == 1
    assert "law-year" in capsys.readouterr().err


def test_check_exits_with_status_two_for_wrong_usage(home: Path) -> None:
    assert check(home, "--format", "xml") == 2


def test_check_reports_issued_papers_without_emblem_until_it_is_set(
    example_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "--format", "json"
    assert check(example_home, *words) == 1
    found = json.loads(capsys.readouterr().out)
    errors = [each["found"] for each in found if each["code"] == "emblem-missing"]
    assert errors == [
        "คำสั่ง ๒ ฉบับไม่มีตราครุฑ พิมพ์ได้เป็นร่างเท่านั้น",
        "ประกาศ ๑ ฉบับไม่มีตราครุฑ พิมพ์ได้เป็นร่างเท่านั้น",
    ]
    drafts = [each["found"] for each in found if each["code"] == "emblem-draft"]
    assert drafts == [
        "บันทึกขออนุมัติ ๑ ฉบับไม่มีตราครุฑ พิมพ์ได้เป็นร่างเท่านั้น",
        "บันทึกข้อความ ๒ ฉบับไม่มีตราครุฑ พิมพ์ได้เป็นร่างเท่านั้น",
    ]
    (example_home / "settings.toml").write_text(f"emblem = '{PREPRINTED_EMBLEM}'\n", "utf-8")
    check(example_home, *words)
    assert "emblem" not in capsys.readouterr().out
