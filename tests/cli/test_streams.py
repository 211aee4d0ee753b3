"""Closed, full and broken streams, interrupts, odd words: one sentence, the right status."""

import os
import random
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from models.storage.backup import back_up
from tests.cli.forked_calls import Call, Outcome, run_calls
from tests.conftest import Run

STATUSES = {0, 1, 2, 130, 141}
BAD = ("Traceback", "Exception ignored", "โปรแกรมขัดข้อง", "Error:")
THAI = re.compile("[ก-๛]")

NUMBERS = ["", "0", "1", "-1", "543", "544", "2563", "๒๕๖๓", "99999", "9" * 30, "1.5", "abc", "²"]
KEYS = ["1/2563", "9/9999", "0/0", "/", "1/2563/3", "๑/๒๕๖๓", "1", "2563", "x" * 3000, "1/543"]
FILES = [
    "/dev/zero", "/dev/full", "/dev/null", "/dev/stdin", "pipe", "folder", "none", "none/none",
    "people.csv", "copy.db", "damaged.db", "link", "loop", "~nobody/x", "..", "-", "", " ",
    "ก" * 300, "x" * 5000, "odd-\udcff", "odd-\udca1\udcb9.csv", "\x1b[31mแดง", "[/]", "a\nb",
]  # fmt: skip
WORDS = [*NUMBERS, *KEYS, *FILES, "--", "--yes", "--list", "--year", "-o", "--home", "people"]
DATES = ["", "22/9/63", "31/2/63", "1/1/1", "วันนี้", "99/99/9999", "๒๒ ก.ย. ๒๕๖๓", "30/9/544"]


@pytest.fixture
def folder(example_home: Path, tmp_path: Path) -> Path:
    """A working folder with files of every kind."""
    here = tmp_path / "here"
    here.mkdir()
    os.mkfifo(here / "pipe")
    (here / "folder").mkdir()
    (here / "people.csv").write_text("ชื่อ,ตำแหน่ง\nนายใหม่ มาแล้ว,ปลัดเทศบาล\n", "utf-8")
    back_up(example_home / "kmtui.db", here / "copy.db")
    content = bytearray((here / "copy.db").read_bytes())
    content[5000:9000] = os.urandom(4000)
    (here / "damaged.db").write_bytes(content)
    (here / "link").symlink_to("people.csv")
    (here / "loop").symlink_to("loop")
    return here


@pytest.fixture
def environment_here(environment: dict[str, str], example_home: Path) -> dict[str, str]:
    return {**environment, "KMTUI_HOME": str(example_home)}


def judge(outcome: Outcome) -> str:
    """What is wrong with an outcome; empty if nothing is."""
    bad = [each for each in BAD if each in outcome.err or each in outcome.out]
    if bad:
        return f"{bad}: {outcome}"
    if outcome.status not in STATUSES:
        return f"status {outcome.status}: {outcome}"
    is_quiet = outcome.call.stderr != "pipe" or outcome.status in (0, 130, 141)
    # `verify` and `check` tell on stdout what they have found.
    if not is_quiet and not THAI.search(outcome.err + outcome.out) and outcome.status != 2:
        return f"no sentence: {outcome}"
    return ""


EVERYWHERE = [("list", "people"), ("--help",), ("members",), ("backup",), ("open", "1/2563"), ()]
SLOW = [("check",), ("verify",), ("export", "minutes", "1/2563", "-o", "-")]


def test_unwritable_output_is_reported_once_with_the_right_status(
    folder: Path, environment_here: dict[str, str]
) -> None:
    calls = [
        Call(words, stdout=how) for words in EVERYWHERE for how in ("full", "closed", "broken")
    ]
    outcomes = run_calls(calls, environment_here, folder)
    assert [told for each in outcomes if (told := judge(each))] == []
    for each in outcomes:
        if each.call.words in (("open", "1/2563"), ()):
            assert (each.status, each.err.count("\n")) == (1, 1), each
        elif each.call.stdout == "broken":
            assert each.status == 141, each
        else:
            assert each.status in (1, 2), each
            assert "เขียนผลลัพธ์ไม่ครบ" in each.err, each
    made = list((Path(environment_here["KMTUI_HOME"]) / "backups").glob("kmtui-*-asked.db"))
    assert len(made) == 3, "a backup does not depend on who reads its output"


def test_missing_streams_and_undecodable_arguments_give_one_sentence_each(
    folder: Path, environment_here: dict[str, str]
) -> None:
    calls = [
        Call((), stdin="closed"),
        Call(("restore", "copy.db"), stdin="closed"),
        Call(("restore", "copy.db"), stdin="pipe"),
        Call(("import", "people", "people.csv"), stdin="closed"),
        Call(("list", "people"), stdout="closed", stderr="closed"),
        Call(("list", "nothing"), stderr="full"),
        Call(("backup", "b\udcff.db")),
        Call(("--home", "\udcff", "demo", "--no-open")),
        Call(("--home", "\udcff", "--where")),
        Call(("verify", "\udcff")),
        Call(("import", "people", "odd-\udcff.csv")),
        Call(("export", "minutes", "1/2563", "-o", "odd-\udcff.pdf")),
        Call(("check", "--text", "/dev/zero"), limit_memory=True),
        Call(("check", "--text", "pipe")),
        Call(("import", "people", "/dev/zero"), limit_memory=True),
        Call(("import", "people", "pipe")),
        Call(("fonts", "--font", "/dev/zero"), limit_memory=True),
        Call(("fonts", "--font", "pipe")),
        Call(("verify", "pipe")),
        Call(("restore", "/dev/zero", "--yes"), limit_memory=True),
        *(
            Call((word, "--year", year))
            for word in ("check",)
            for year in ("1", "543", "-5", "9" * 30)
        ),
        *(Call(("list", "plans", "--year", year)) for year in ("1", "543", "๒๕๖๓")),
        Call(("archive", "543")),
    ]
    outcomes = run_calls(calls, environment_here, folder)
    assert [told for each in outcomes if (told := judge(each))] == []
    told = {each.call.words: each for each in outcomes}
    for words in (("check", "--text", "/dev/zero"), ("check", "--text", "pipe")):
        assert "ไม่ใช่แฟ้มธรรมดา" in told[words].err
    for words in (("check", "--year", "1"), ("list", "plans", "--year", "543"), ("archive", "543")):
        assert "ปีต้องเป็นตัวเลข พ.ศ." in told[words].err, told[words]
    assert told["list", "plans", "--year", "๒๕๖๓"].status == 0


def test_interrupting_a_command_is_reported_and_leaves_the_data_sound(
    folder: Path, environment_here: dict[str, str], kmtui: Run
) -> None:
    chance = random.Random(130)
    words = [
        ("check",),
        ("verify",),
        ("backup",),
        ("list", "people"),
        ("restore", "copy.db", "--yes"),
    ]
    calls = [Call(each, interrupt_after_s=chance.uniform(0, 0.3)) for each in words * 2]
    outcomes = run_calls(calls, environment_here, folder)
    assert [told for each in outcomes if (told := judge(each))] == []
    assert any(each.status == 130 for each in outcomes)
    assert any("Ctrl+C" in each.err for each in outcomes)
    assert kmtui("verify").returncode == 0


def _with_interrupts() -> None:
    """Undo what the tests may have been started with: a job in the background ignores them."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize(
    ("key", "status", "sentence"), [("\x03", 130, "Ctrl"), ("\x04", 1, "ไม่ได้ตอบ")]
)
def test_interrupting_a_question_leaves_the_data_unchanged(
    folder: Path, environment_here: dict[str, str], key: str, status: int, sentence: str
) -> None:
    database = Path(environment_here["KMTUI_HOME"]) / "kmtui.db"
    before = database.read_bytes()
    child = pexpect.spawn(
        sys.executable, ["-m", "kmtui", "restore", str(folder / "copy.db")],
        env={**environment_here, "TERM": "xterm"}, encoding="utf-8", timeout=60,
        preexec_fn=_with_interrupts,
    )  # fmt: skip
    child.expect("พิมพ์ ใช่")
    child.send(key)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == status
    assert sentence in child.before
    assert "Traceback" not in child.before
    assert database.read_bytes() == before


def fuzz(chance: random.Random) -> Iterator[Call]:
    """Command lines in which every word, value and stream may be wrong."""
    while True:
        words = chance.choice(list(command_lines(chance)))
        if chance.random() < 0.15:
            words = (*words, chance.choice(WORDS))
        interrupt = chance.uniform(0, 0.4) if chance.random() < 0.05 else None
        yield Call(
            words,
            stdin=chance.choice(("null", "closed", "pipe")),
            stdout=chance.choice(("pipe", "pipe", "pipe", "closed", "full", "broken")),
            stderr=chance.choice(("pipe",) * 8 + ("closed", "full", "broken")),
            interrupt_after_s=interrupt,
        )


def command_lines(chance: random.Random) -> Iterator[tuple[str, ...]]:
    pick = chance.choice
    documents = [
        "minutes",
        "invitation",
        "attendance",
        "order",
        "memo",
        "action-plan",
        "binder",
        "",
    ]
    lists = ["meetings", "people", "posts", "committees", "orders", "tasks", "plans", "activities"]
    formats = ["csv", "json", "table", "xlsx", "pdf", ""]
    yield "list", pick(lists), "--year", pick(NUMBERS)
    yield "list", pick(lists), "--on", pick(DATES), "--format", pick(formats)
    yield "check", "--year", pick(NUMBERS)
    yield "check", "--text", pick(FILES), "--format", pick(formats)
    yield "check", "--explain", pick(WORDS)
    yield "export", pick(documents), pick(KEYS + NUMBERS), "-o", pick(["-", "-", *FILES])
    yield "export", pick(documents), pick(KEYS), "--on", pick(DATES), "--format", pick(formats)
    yield "export", pick(documents), pick(KEYS), "--font", pick(FILES), "-o", "-"
    yield "print", pick(documents), pick(KEYS), "--copies", pick(NUMBERS), "--printer", pick(WORDS)
    yield "import", "people", pick(FILES), pick(["--dry-run", "--same", "--new"])
    yield "import", "people", pick(FILES), "--on", pick(DATES)
    yield "backup", pick(FILES)
    yield "backup", "--daily"
    yield "restore", pick(FILES), pick(["--yes", "", "--no"])
    yield "verify", pick(FILES)
    yield "members", pick(["root", "nobody", "none", *NUMBERS]), "--right", pick(["read", "x"])
    yield "archive", pick(NUMBERS)
    yield "fonts", "--font", pick(FILES)
    yield "open", pick(KEYS)
    # Never a folder outside of this one: it would be set up.
    yield (
        "setup-shared",
        pick(["folder", "new", "link", "pipe"]),
        "--group",
        pick(["none", "\udcff"]),
    )
    yield "--home", pick(FILES), pick(["list", "verify", "--where", "check"]), "people"
    yield pick(["--help", "--version", "--where", "keys", "fonts", "members", "verify"]), ""
    yield (pick(["--help", "--version", "--where", "keys", "fonts", "members", "verify"]),)


def test_a_few_random_command_lines_leave_no_traceback(
    folder: Path, environment_here: dict[str, str]
) -> None:
    calls = fuzz(random.Random(7))
    outcomes = run_calls([next(calls) for _ in range(20)], environment_here, folder)
    assert [told for each in outcomes if (told := judge(each))] == []


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(20))
def test_a_hundred_random_command_lines_leave_no_traceback(
    folder: Path, environment_here: dict[str, str], seed: int
) -> None:
    calls = fuzz(random.Random(seed))
    outcomes = run_calls([next(calls) for _ in range(100)], environment_here, folder)
    assert [told for each in outcomes if (told := judge(each))] == []
