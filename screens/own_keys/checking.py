"""Validation of own keys: one Thai sentence for each invalid key; the default keys stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from textual.binding import Binding

from screens.commands.command import Command, Page, every_key, key_label, written_keys
from screens.own_keys.chosen import is_typed
from screens.widgets.input import ThaiInput
from screens.widgets.text_area import ThaiTextArea

_WAY_OUT = ("escape", "enter")
_HELP = "help"
# The keys of leaving the program, of second keys, and what a terminal sends for Enter, Tab,
# Backspace and Escape.
_TAKEN = ("ctrl+q", "ctrl+c", "ctrl+space", "ctrl+m", "ctrl+i", "ctrl+h")
_IN_LISTS = (
    "enter",
    "escape",
    "tab",
    "shift+tab",
    "up",
    "down",
    "home",
    "end",
    "pageup",
    "pagedown",
)


@dataclass(frozen=True)
class Chosen:
    """A line of `keys.toml`: a command with the user's keys.

    Attributes:
        name: the command, as `Command.name`.
        keys: the keys as in the command table; empty to remove all.
        pages: the pages that have the command and to which the line applies.
    """

    name: str
    keys: tuple[str, ...]
    pages: tuple[Page, ...]


def checked(
    lines: Iterable[Chosen],
) -> tuple[list[tuple[Page, Mapping[str, tuple[str, ...]]]], list[str]]:
    """Return the pages with the valid keys, and a Thai sentence on each invalid line.

    A later line of the same command and page overrides an earlier one.
    """
    taken, problems = [], []
    for line in lines:
        found = next((p for page in line.pages if (p := _problem(line, page))), None)
        problems += [found] if found else []
        taken += [] if found else [line]
    dropped, clashes = _clashes(taken)
    while dropped:
        problems += clashes
        taken = [line for line in taken if line not in dropped]
        dropped, clashes = _clashes(taken)
    return list(_by_page(taken)), problems


def _by_page(lines: Iterable[Chosen]) -> Iterator[tuple[Page, Mapping[str, tuple[str, ...]]]]:
    pages: dict[str, tuple[Page, dict[str, tuple[str, ...]]]] = {}
    for line in lines:
        for page in line.pages:
            pages.setdefault(page.title, (page, {}))[1][line.name] = line.keys
    yield from pages.values()


def _command(page: Page, name: str) -> Command:
    return next(each for each in page.commands if each.name == name)


def _problem(line: Chosen, page: Page) -> str | None:
    """Return a Thai sentence on what is wrong with a single line; None if it is valid."""
    command = _command(page, line.name)
    usual = written_keys(command)
    named = f"ปุ่มของ {line.name} (จอ{page.title})"
    if kept := [key for key in usual if key in _WAY_OUT and key not in line.keys]:
        label = key_label(kept[0])
        return f"{named} ต้องมี {label} อยู่ด้วย จึงใช้ปุ่มเดิม เพิ่ม “{label}” ในรายการปุ่มของคำสั่งนี้"
    if line.name == _HELP and all(is_typed(key) for key in line.keys):
        return f"{named} ต้องมีปุ่มที่ไม่ใช่อักษรอย่างน้อยหนึ่งปุ่ม จึงใช้ปุ่มเดิม เพิ่มปุ่ม F หรือ Ctrl"
    for key in line.keys:
        label = key_label(key)
        pressed = set(every_key(replace(command, keys=key)))
        if pressed <= set(every_key(command)):
            continue
        if pressed & _text_keys():
            return f"{named} ใช้ {label} ไม่ได้ เป็นปุ่มของการพิมพ์ จึงใช้ปุ่มเดิม เลือกปุ่ม F หรือปุ่มอื่น"
        if key == "space" or pressed & _digit_keys():
            return f"{named} ใช้ {label} ไม่ได้ เป็นปุ่มของการเลือกและการพิมพ์ จึงใช้ปุ่มเดิม เลือกปุ่ม F หรืออักษร"
        if is_typed(key) and not _takes_letters(page):
            return f"{named} ใช้ {label} ไม่ได้ จอนี้อักษรเป็นของช่องพิมพ์ จึงใช้ปุ่มเดิม เลือกปุ่ม F หรือ Ctrl"
    return None


def _takes_letters(page: Page) -> bool:
    """Return whether letters can be commands on a page, because no field takes them as text."""
    letters = (key for each in page.commands for key in written_keys(each))
    return any(len(key) == 1 and key.isalpha() for key in letters)


@cache
def _digit_keys() -> frozenset[str]:
    """Return the keys of digits in either layout, which rows and answers use."""
    return frozenset(name for digit in "0123456789" for name in _names(digit))


@cache
def _text_keys() -> frozenset[str]:
    """Return the keys that text fields, lists or the program itself need."""
    bound = (*ThaiInput.BINDINGS, *ThaiTextArea.BINDINGS)
    edited = (key for each in bound if isinstance(each, Binding) for key in each.key.split(","))
    known = (Command("", key, "", "") for key in (*_TAKEN, *_IN_LISTS))
    return frozenset(
        {key.strip() for key in edited if not is_typed(key.strip())}
        | {key for each in known for key in every_key(each)}
    )


def _clashes(lines: list[Chosen]) -> tuple[set[Chosen], list[str]]:
    """Return the lines that give two commands of a page the same key, and a sentence on each."""
    dropped, sentences = set[Chosen](), dict[str, None]()
    for page, keys in _by_page(lines):
        owners: dict[str, Command] = {}
        for command in page.commands:
            own = keys.get(command.name)
            for key in _names(command.keys if own is None else ",".join(own)):
                other = owners.setdefault(key, command)
                clashing = {each for each in (other.name, command.name) if each in keys}
                if other.name == command.name or not clashing or _is_usual(key, other, command):
                    continue
                found = {each for each in lines if each.name in clashing and page in each.pages}
                # One sentence for each line, whatever other keys and pages it is about.
                if not found <= dropped:
                    sentences[_clash_sentence(key, page, other, command)] = None
                dropped |= found
    return dropped, list(sentences)


@cache
def _names(keys: str) -> tuple[str, ...]:
    return every_key(Command("", keys, "", ""))


def _is_usual(key: str, *commands: Command) -> bool:
    """Return whether the command table itself shares the key between these commands."""
    return all(key in _names(each.keys) for each in commands)


def _clash_sentence(key: str, page: Page, one: Command, other: Command) -> str:
    return (
        f"ปุ่ม {key_label(key)} เป็นของทั้ง {one.name} ({one.label}) และ {other.name} ({other.label}) "
        f"ในจอ{page.title} จึงใช้ปุ่มเดิม ให้คำสั่งหนึ่งใช้ปุ่มอื่น"
    )
