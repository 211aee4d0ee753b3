"""The command line as a clerk and as a script use it, on real files."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from wcwidth import wcswidth

from kmtui.thai.dates import DateStyle, format_date
from models.committees.records import Committee
from models.office.organization import Division
from models.storage.store import close_store, open_store
from tests.builders import a_committee, a_meeting, a_person
from tests.conftest import Run

LISTS = ("meetings", "people", "posts", "committees", "documents")


def said(done: "subprocess.CompletedProcess[bytes]") -> str:
    """What a successful command wrote."""
    assert (done.returncode, done.stderr.decode()) == (0, "")
    return done.stdout.decode()


def refused(done: "subprocess.CompletedProcess[bytes]") -> str:
    """The one sentence of a command that could not do what was asked."""
    sentence = done.stderr.decode()
    assert (done.returncode, done.stdout) == (1, b"")
    assert "Traceback" not in sentence
    assert sentence.count("\n") == 1
    assert any("ก" <= letter <= "๛" for letter in sentence)
    return sentence


def test_demo_prints_the_data_path_and_a_second_demo_changes_nothing(
    home: Path, kmtui: Run
) -> None:
    first = said(kmtui("demo", "--no-open"))
    assert first == f"{home / 'kmtui.db'}\n"
    before = (home / "kmtui.db").read_bytes()
    assert said(kmtui("demo", "--no-open")) == first
    assert (home / "kmtui.db").read_bytes() == before


def test_demo_keeps_an_existing_office(home: Path, store: Path, kmtui: Run) -> None:
    a_meeting()
    close_store()
    said(kmtui("demo", "--no-open"))
    open_store(store)
    assert Committee.get().name == "คณะกรรมการทดสอบ"


@pytest.mark.parametrize("what", LISTS)
def test_a_list_has_the_same_content_in_every_format(
    example_home: Path, kmtui: Run, what: str
) -> None:
    as_csv = kmtui("list", what, "--format", "csv").stdout
    assert as_csv.startswith(b"\xef\xbb\xbf")
    headers, *rows = csv.reader(io.StringIO(as_csv.decode("utf-8-sig"), newline=""))
    records = json.loads(said(kmtui("list", what, "--format", "json")))
    assert [[str(value) for value in record.values()] for record in records] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert rows
    title, rule, *lines = said(kmtui("list", what)).splitlines()
    assert len(lines) == len(rows)
    assert all(header in title for header in headers)
    assert set(rule) == {"-", " "}


@pytest.mark.parametrize("what", LISTS)
def test_columns_of_a_printed_list_are_aligned(example_home: Path, kmtui: Run, what: str) -> None:
    _, rule, *lines = said(kmtui("list", what)).splitlines()
    begins = [
        at for at, mark in enumerate(rule) if mark == "-" and (at == 0 or rule[at - 1] == " ")
    ]
    records = json.loads(said(kmtui("list", what, "--format", "json")))
    for line, record in zip(lines, records, strict=True):
        for begin, (field, value) in zip(begins, record.items(), strict=True):
            text = _for_people(field, str(value))
            if text:
                at = line.index(text, _column_at(line, begin))
                assert wcswidth(line[:at].rstrip(" ")) <= begin
                assert wcswidth(line[:at]) >= begin


def _for_people(field: str, value: str) -> str:
    """A date of a list as its table shows it."""
    if not value or not field.endswith("_on"):
        return value
    return format_date(date.fromisoformat(value), DateStyle.SHORT)


def _column_at(line: str, column: int) -> int:
    """The offset of the character that stands at or after a column."""
    return next((at for at in range(len(line) + 1) if wcswidth(line[:at]) >= column), len(line))


def test_lists_contain_the_records_of_the_example(example_home: Path, kmtui: Run) -> None:
    def records(what: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(said(kmtui("list", what, "--format", "json")))
        return found

    assert [row["meeting"] for row in records("meetings")] == ["2/2563", "1/2563"]
    assert len(records("people")) == 9
    names = [str(row["name"]) for row in records("people")]
    assert names.index("นางสาวน้ำฝน สืบเสน") < names.index("นางเบญจมาภรณ์ ยุติธรรม")
    assert [row["order"] for row in records("committees")] == ["881/2563", "882/2563"]
    assert len(records("posts")) == 12
    assert {row["id"] for row in records("documents")} >= {"minutes", "attendance"}


def test_the_day_and_year_options_select_the_rows_of_a_list(example_home: Path, kmtui: Run) -> None:
    then = json.loads(said(kmtui("list", "posts", "--format", "json", "--on", "๒๒/๙/๖๓")))
    before = json.loads(said(kmtui("list", "posts", "--format", "json", "--on", "1/9/2562")))
    assert sum(row["holder"] == "ว่าง" for row in then) == 1
    assert {row["holder"] for row in before} == {"ว่าง"}
    assert json.loads(said(kmtui("list", "meetings", "--format", "json", "--year", "2562"))) == []


def test_no_cell_of_a_list_becomes_a_spreadsheet_formula(store: Path, kmtui: Run) -> None:
    for name in ("=1+1", "+2", "-3", "@SUM(A1)", "\tแท็บ"):
        a_person(name, "", title="")
    close_store()
    text = kmtui("list", "people", "--format", "csv").stdout.decode("utf-8-sig")
    cells = [row[0] for row in csv.reader(io.StringIO(text))][1:]
    assert len(cells) == 5
    assert all(cell.startswith("'") for cell in cells if cell[0] in "'=+-@\t")
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_markup_in_user_text_is_listed_unchanged(store: Path, kmtui: Run) -> None:
    Division.create(name="[/] [bold]กอง", position=1)
    a_person("[/]", "[@click=app.quit]")
    close_store()
    assert "[/] [@click=app.quit]" in said(kmtui("list", "people"))


def test_home_option_works_before_and_after_the_subcommand_and_overrides_the_variable(
    tmp_path: Path, example_home: Path, kmtui: Run
) -> None:
    elsewhere = str(tmp_path / "nowhere")
    home = str(example_home)
    expected = said(kmtui("list", "people"))
    assert said(kmtui("--home", home, "list", "people", KMTUI_HOME=elsewhere)) == expected
    assert said(kmtui("list", "people", "--home", home, KMTUI_HOME=elsewhere)) == expected
    assert said(kmtui("list", "--home", home, "people", KMTUI_HOME=elsewhere)) == expected


def test_without_a_home_option_the_data_is_in_the_xdg_folder(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "kmtui", "demo", "--no-open"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert done.stdout == f"{environment['HOME']}/.local/share/kmtui/kmtui.db\n"
    chosen = {**environment, "XDG_DATA_HOME": str(tmp_path / "xdg")}
    done = subprocess.run(command, env=chosen, capture_output=True, text=True)
    assert done.stdout == f"{tmp_path}/xdg/kmtui/kmtui.db\n"


def test_the_where_option_prints_every_folder(home: Path, kmtui: Run) -> None:
    text = said(kmtui("--where"))
    for place in ("kmtui.db", "settings.toml", "documents", "backups"):
        assert str(home / place) in text
    assert "rescue" in text


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("list", "people", "--on", "31/2/2563"), ""),
        (("list", "people", "--on", "วันไหน"), ""),
        (("export", "minutes", "9/2563"), "ไม่พบการประชุมครั้งที่ ๙/๒๕๖๓"),
        (("export", "minutes", "เก้า"), ""),
        (("export", "minutes"), ""),
        (("export", "poem", "1/2563"), "เลือกจาก: minutes, extract, attendance"),
        (("export",), "kmtui export --list"),
        (("export", "minutes", "1/2563", "--committee", "การเงิน"), "ไม่พบ"),
        (("export", "minutes", "1/2563", "--font", "/nowhere/font.ttf"), "/nowhere/font.ttf"),
        (("fonts", "--font", "/nowhere/font.ttf"), "/nowhere/font.ttf"),
        (("export", "minutes", "1/2563", "-o", "/nowhere/deep/a.pdf"), "/nowhere/deep"),
        (("export", "minutes", "1/2563", "-o", "/tmp"), "เป็นโฟลเดอร์"),
        (("open", "9/2563"), "ไม่พบการประชุมครั้งที่ ๙/๒๕๖๓"),
        (("print", "minutes", "1/2563", "--printer=-x"), "ชื่อเครื่องพิมพ์"),
        (("print", "minutes", "1/2563", "--copies", "0"), "จำนวนชุด"),
    ],
)
def test_impossible_commands_are_refused_in_one_thai_sentence(
    example_home: Path, kmtui: Run, words: tuple[str, ...], part: str
) -> None:
    assert part in refused(kmtui(*words))


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("list",),
        ("list", "birds"),
        ("list", "people", "--format", "xml"),
        ("print", "minutes", "1/2563", "--copies", "many"),
        ("--colour",),
        ("open",),
    ],
)
def test_commands_exit_with_status_two_for_wrong_usage(kmtui: Run, words: tuple[str, ...]) -> None:
    done = kmtui(*words)
    assert done.returncode == 2
    assert b"usage: kmtui" in done.stderr


def test_an_ambiguous_meeting_lists_the_committees(store: Path, kmtui: Run) -> None:
    for name in ("คณะกรรมการจัดทำแผน", "คณะกรรมการติดตาม"):
        a_meeting(committee=a_committee(name=name), closed=True)
    close_store()
    sentence = refused(kmtui("export", "minutes", "1/2563"))
    assert "--committee: คณะกรรมการจัดทำแผน, คณะกรรมการติดตาม" in sentence
    done = kmtui("export", "minutes", "1/2563", "--committee", "ติดตาม", "-o", "-")
    assert done.stdout.startswith(b"%PDF-")


def test_exporting_minutes_without_an_office_name_asks_for_the_name(
    store: Path, kmtui: Run
) -> None:
    meeting = a_meeting(closed=True)
    from models.office.organization import Organization

    Organization.delete().execute()
    assert meeting.number == 1
    close_store()
    assert "ตั้งชื่อหน่วยงาน" in refused(kmtui("export", "minutes", "1/2563"))


@pytest.mark.parametrize("words", [(), ("demo",), ("open", "1/2563")])
def test_starting_the_screens_without_a_terminal_fails_with_one_sentence(
    example_home: Path, kmtui: Run, words: tuple[str, ...]
) -> None:
    assert "เทอร์มินัล" in refused(kmtui(*words))


def test_the_version_is_that_of_the_package(kmtui: Run) -> None:
    from kmtui import __version__

    assert said(kmtui("--version")) == f"kmtui {__version__}\n"


def test_keys_command_lists_keys_in_thai(kmtui: Run) -> None:
    text = said(kmtui("keys"))
    assert "ห้องประชุม" in text
    assert "F5" in text


def test_a_closed_pipe_ends_a_command_silently_with_status_141(
    example_home: Path, environment: dict[str, str]
) -> None:
    for words in (["list", "people"], ["export", "minutes", "1/2563", "-o", "-"], ["keys"]):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run(
            [sys.executable, "-m", "kmtui", *words],
            env={**environment, "KMTUI_HOME": str(example_home)},
            stdout=write,
            stderr=subprocess.PIPE,
        )
        os.close(write)
        # As the shell tells of a program that the closed pipe has ended.
        assert (done.returncode, done.stderr.decode()) == (141, ""), words


def test_commands_print_thai_if_no_locale_is_set(
    example_home: Path, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "kmtui", "--home", str(example_home), "list", "people"]
    bare = {**environment, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "", "PYTHONUTF8": "0"}
    text = said(subprocess.run(command, env=bare, capture_output=True))
    assert "นางสาวน้ำฝน สืบเสน" in text
