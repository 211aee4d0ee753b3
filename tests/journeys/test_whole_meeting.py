"""A scripted typist enters the source's whole meeting with the Thai keyboard, at full speed."""

import tomllib
from datetime import date, time
from importlib.resources import files
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from exports.documents import Request
from exports.forms.agenda_items import Item
from exports.minutes import gather
from models.committees.agenda_templates import ItemKind
from models.committees.records import Committee
from models.example.office import make_example
from models.meetings.records import find_meeting, plan_meeting
from models.minutes.records import add_item
from models.storage.store import close_store, open_store
from tests.journeys.terminal import Terminal, kmtui_in_terminal

DIGITS = dict(zip("123456789", "ๅ/-ภถุึคต", strict=True))  # the digit keys under the Thai layout
OUTCOMES = {"noted": "1", "endorsed": "2"}
KEYS_AT_MOST = 0.06  # of the text's characters


class Typist:
    """Presses keys and counts those that are not the text itself."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self.keys = 0
        self.characters = 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self._terminal.press(*keys)

    def digit(self, number: str) -> None:
        self.keys += 1
        self._terminal.type(DIGITS[number])

    def type(self, text: str) -> None:
        """Text; a line end inside it is the paragraph key, which is part of the text."""
        self.characters += len(text)
        first, *others = text.split("\n")
        self._terminal.type(first)
        for other in others:
            self._terminal.press("F7")
            self._terminal.type(other)


def the_source() -> dict[str, Any]:
    text = files("models").joinpath("data/example.toml").read_text(encoding="utf-8")
    meeting: dict[str, Any] = tomllib.loads(text)["meetings"][0]
    return meeting


def an_empty_meeting(home: Path) -> None:
    """The example without its meetings, and meeting 1/2563 planned with its four items."""
    make_example(home / "kmtui.db")
    open_store(home / "kmtui.db")
    wanted = the_source()
    committee = Committee.get(Committee.kind == "plan")
    planned = plan_meeting(
        committee.id, date(2020, 9, 22), time(14), wanted["place"], 9, gap_ok=True
    )
    for item in wanted["items"]:
        add_item(planned, item["title"], ItemKind(item["kind"]))
    close_store()


def numbers_of_the_roll() -> dict[str, str]:
    """The speaker's line of the roll by the key that the source uses."""
    source = files("models").joinpath("data/example.toml").read_text(encoding="utf-8")
    people = {row["post"]: row["person"] for row in tomllib.loads(source)["assignments"]}
    roll = the_source()["roll"]
    return {people.get(line["seat"], ""): str(n) for n, line in enumerate(roll, 1)}


def enter(typist: Typist, terminal: Terminal) -> None:
    """The whole meeting, key by key."""
    numbers = numbers_of_the_roll()
    typist.press("F6")  # start
    typist.press("F2", "F4", "Escape")  # the roll: all present
    in_agenda = True
    for place, item in enumerate(the_source()["items"]):
        if place and not in_agenda:
            typist.press("F3")
        if place:
            typist.press("Down")
        in_agenda = bool(item.get("nothing_said"))
        if in_agenda:
            typist.press("Space")
            continue
        for said in item.get("statements", []):
            if said is item["statements"][0]:
                typist.press("F5")
            typist.digit(numbers[said["speaker"]])
            typist.press("Enter")
            typist.type(said["text"])
            typist.press("Enter")
        for made in item.get("resolutions", []):
            typist.press("F4")
            typist.digit(OUTCOMES[made["outcome"]])
            if made["outcome"] != "noted":
                typist.press("C-u")
                typist.type(made["text"])
                typist.press("Enter")
    typist.press("F6")  # close: the two times, read back
    terminal.wait_for("อ่านมติทวน")
    for moment in ("14.00", "16.00"):
        terminal.type(moment)
        typist.press("Enter")
    terminal.wait_for("เลิกประชุม ๑๖.๐๐")


def untagged(item: Item) -> Item:
    """The item as printed, without the tags that name its own records."""
    speeches = tuple(replace(speech, tag="") for speech in item.speeches)
    return replace(item, tag="", speeches=speeches)


def test_the_whole_meeting_is_typed_with_few_keys_beyond_the_text(tmp_path: Path) -> None:
    an_empty_meeting(tmp_path)
    with kmtui_in_terminal(tmp_path, "open", "9/2563") as terminal:
        terminal.wait_for("กด F6 เมื่อเริ่ม")
        typist = Typist(terminal)
        enter(typist, terminal)

    assert typist.keys <= KEYS_AT_MOST * typist.characters
    open_store(tmp_path / "kmtui.db")
    try:
        typed, example = (gather(find_meeting(each, 2563), Request("minutes")) for each in (9, 1))
    finally:
        close_store()
    for typed_item, wanted in zip(
        map(untagged, typed.items), map(untagged, example.items), strict=True
    ):
        assert typed_item == wanted
    for part in ("present", "not_present", "guests", "begins", "opening", "ends"):
        assert getattr(typed, part) == getattr(example, part), part
    assert typed.signatures == example.signatures
