"""The program ends in every way while a form is filled in: the form is there at the next start.

The long run takes the forms from the table of commands (`make torture`): a new form is in it.
"""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest
from msgspec import Struct

from models.drafts.forms import read_forms
from tests.journeys.forms_of_commands import FormCommand, Found, forms_of_the_commands
from tests.journeys.open_form import OPEN
from tests.journeys.terminal import PATIENCE_S, Terminal, kmtui_in_terminal
from tests.journeys.test_torture import is_gone

TEXT = "ฟอรมทดสอบการคางของแบบ"
CLOSE = "close"
ENDS = ("KILL", "TERM", "HUP", CLOSE)
MODULE = "tests.journeys.open_form"
SAMPLE = (
    (FormCommand("people", "add"), "KILL"),
    (FormCommand("settings", "change_part"), "TERM"),
    (FormCommand("orders", "add"), "HUP"),
    (FormCommand("divisions", "add"), CLOSE),
)
LONG_RUNS = 120
FEWEST_FORMS = 40


class Ended(Struct, frozen=True):
    """What a run left: what stood on the screen before the end, and what is kept."""

    shown: str
    kept: str
    lost_s: float


def kept_text(home: Path) -> str:
    """As much of the text as the form's file holds."""
    for folder in (home / "state").glob("kmtui/rescue/*"):
        for draft in read_forms(folder):
            for text in draft.texts:
                found = next((n for n in range(len(TEXT), 0, -1) if TEXT[:n] in text), 0)
                if found:
                    return TEXT[:found]
    return ""


def shown_text(terminal: Terminal) -> str:
    screen = terminal.screen()
    return TEXT[: next((n for n in range(len(TEXT), 0, -1) if TEXT[:n] in screen), 0)]


def wait_until_kept(home: Path, text: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not kept_text(home).startswith(text):
        assert time.monotonic() < end, f"{text!r} is never kept"
        time.sleep(0.02)


def run_once(home: Path, form: FormCommand, how: str) -> Ended:
    """Open the form, type, end the program while letters come; look what is kept."""
    with kmtui_in_terminal(home, *form.words, module=MODULE) as terminal:
        wait_for_form(terminal, home)
        pid = terminal.pid()
        typed = []
        for at, letter in enumerate(TEXT[1:]):
            terminal.type(letter)
            typed.append(time.monotonic())
            if at == len(TEXT) // 2:
                shown = shown_text(terminal)
                if how == "KILL":
                    wait_until_kept(home, shown)
            time.sleep(0.01)
        ended = time.monotonic()
        if how == CLOSE:
            shown = shown_text(terminal)
            terminal.tmux("kill-server")
        else:
            shown = shown if how == "KILL" else shown_text(terminal)
            os.kill(pid, getattr(signal, f"SIG{how}"))
        assert is_gone(pid), "a process was left behind"
    kept = kept_text(home)
    lost = [at for at in typed[max(0, len(kept) - 1) :] if kept != TEXT]
    return Ended(shown, kept, ended - lost[0] if lost else 0.0)


def wait_for_form(terminal: Terminal, home: Path) -> None:
    """Wait until the form is open; type the first letter and wait until it is kept."""
    end = time.monotonic() + PATIENCE_S
    while not (home / OPEN).exists():
        assert time.monotonic() < end, terminal.screen()
        time.sleep(0.02)
    terminal.type(TEXT[0])
    while kept_text(home) != TEXT[0]:
        assert time.monotonic() < end, terminal.screen()
        time.sleep(0.02)


def check(home: Path, form: FormCommand, how: str) -> None:
    ended = run_once(home, form, how)
    print(f"{form} {how}: shown {len(ended.shown)}, kept {len(ended.kept)}, {ended.lost_s:.3f} s")
    assert ended.shown
    assert ended.kept.startswith(ended.shown), "a letter that was shown is missing"
    (home / OPEN).unlink()
    with kmtui_in_terminal(home, *form.words, module=MODULE) as terminal:
        terminal.wait_for(ended.kept)
        os.kill(terminal.pid(), signal.SIGTERM)
        terminal.wait_until_ended()
    assert kept_text(home) == ended.kept, "what is offered again is not given up by a second end"


@pytest.mark.parametrize(("form", "how"), SAMPLE, ids=[how for _, how in SAMPLE])
def test_an_unfinished_form_is_offered_again_after_any_exit(
    tmp_path: Path, example_file: Path, form: FormCommand, how: str
) -> None:
    shutil.copy(example_file, tmp_path / "kmtui.db")
    check(tmp_path, form, how)


def test_the_search_for_forms_finds_both_forms_of_the_divisions(
    tmp_path: Path, example_file: Path
) -> None:
    found = forms_of_the_commands(example_file, tmp_path, "divisions")
    assert found.left_out == []
    assert {(each.place, each.command) for each in found.forms.values()} == {
        ("divisions", "open_chosen"),
        ("divisions", "add"),
    }


@pytest.fixture(scope="session")
def found(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Found:
    """Every form of the table of commands, looked for once."""
    return forms_of_the_commands(example_file, tmp_path_factory.mktemp("forms"))


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_every_form_of_every_command_is_offered_again_after_any_exit(
    tmp_path: Path, found: Found
) -> None:
    forms = list(found.forms.values())
    print(f"{found.tried} commands tried, {len(forms)} forms, not tried: {found.left_out}")
    assert len(forms) >= FEWEST_FORMS
    lost = []
    runs = max(LONG_RUNS, len(forms))
    for number in range(runs):
        form, how = forms[number % len(forms)], ENDS[(number + number // len(forms)) % len(ENDS)]
        home = tmp_path / str(number)
        home.mkdir()
        shutil.copy(found.start, home / "kmtui.db")
        try:
            check(home, form, how)
        except AssertionError as fault:
            lost.append((form, how, str(fault)[-600:]))
            print(f"{form} {how}: LOST {fault}")
        shutil.rmtree(home)
    assert lost == [], f"{len(lost)} of {runs} runs"
