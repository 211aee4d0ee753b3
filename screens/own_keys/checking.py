"""Validation of own keys: one Thai sentence for each invalid key; the default keys stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct
from msgspec.structs import replace
from textual.binding import Binding

from kmtui.thai.digits import thai_digits
from screens.commands.command import Command, Page, every_key, key_label, written_keys
from screens.own_keys.chosen import is_typed
from screens.widgets.input import ThaiInput
from screens.widgets.text_area import ThaiTextArea

_WAY_OUT = ("escape", "enter")
_HELP = "help"
_PAGES = "{pages}"  # in a sentence, where the names of its pages are put
_MOST_PAGES = 3

_Clashes = dict[tuple[str, tuple[str, ...]], list[tuple[str, "Command", "Command"]]]
"""By a key and the lines that give it: the pages, each with the two commands that would have it."""
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


class Chosen(Struct, frozen=True):
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

    A line for several pages applies to those on which it is valid; the sentence names the others.
    A later line of the same command and page overrides an earlier one.
    """
    taken, refused, clashes = [], dict[str, list[str]](), _Clashes()
    for line in (replace(each, pages=(page,)) for each in lines for page in each.pages):
        sentence = _problem(line, *line.pages)
        if sentence is None:
            taken.append(line)
        else:
            refused.setdefault(sentence, []).append(line.pages[0].title)
    while dropped := _dropped(taken, clashes):
        taken = [line for line in taken if line not in dropped]
    told = [sentence.replace(_PAGES, _page_names(titles)) for sentence, titles in refused.items()]
    told += [_clash_sentence(*clash, found) for clash, found in clashes.items()]
    return list(_by_page(taken)), told


def _page_names(titles: list[str]) -> str:
    """Return the names of pages; of more than `_MOST_PAGES` the first, and how many follow."""
    names = list(dict.fromkeys(titles))
    more = len(names) - _MOST_PAGES
    shown = ", ".join(names if more <= 0 else names[:_MOST_PAGES])
    return f"จอ{shown}" + (f" และอีก {thai_digits(more)} จอ" if more > 0 else "")


def _by_page(lines: Iterable[Chosen]) -> Iterator[tuple[Page, Mapping[str, tuple[str, ...]]]]:
    pages: dict[str, tuple[Page, dict[str, tuple[str, ...]]]] = {}
    for line in lines:
        for page in line.pages:
            pages.setdefault(page.title, (page, {}))[1][line.name] = line.keys
    yield from pages.values()


def _command(page: Page, name: str) -> Command:
    return next(each for each in page.commands if each.name == name)


def _problem(line: Chosen, page: Page) -> str | None:
    """Return a Thai sentence on what is wrong with a line on a page; None if it is valid.

    It has the placeholder `_PAGES` in place of the names of the pages.
    """
    command = _command(page, line.name)
    usual = written_keys(command)
    named = f"ปุ่มของ {line.name} ({_PAGES})"
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


def _dropped(lines: list[Chosen], clashes: _Clashes) -> set[Chosen]:
    """Return the lines to be ignored, as they give two commands of a page one key.

    Each such key is added to `clashes`, by its label and the commands' names.
    """
    dropped = set[Chosen]()
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
                # Reported once for each line of a page, whatever other keys it is about.
                if not found <= dropped:
                    clash = (key_label(key), tuple(sorted(clashing)))
                    clashes.setdefault(clash, []).append((page.title, other, command))
                dropped |= found
    return dropped


@cache
def _names(keys: str) -> tuple[str, ...]:
    return every_key(Command("", keys, "", ""))


def _is_usual(key: str, *commands: Command) -> bool:
    """Return whether the command table itself shares the key between these commands."""
    return all(key in _names(each.keys) for each in commands)


def _clash_sentence(
    label: str, names: tuple[str, ...], found: list[tuple[str, Command, Command]]
) -> str:
    if len(found) == 1:
        title, one, other = found[0]
        return (
            f"ปุ่ม {label} เป็นของทั้ง {one.name} ({one.label}) และ {other.name} ({other.label}) "
            f"ในจอ{title} จึงใช้ปุ่มเดิม ให้คำสั่งหนึ่งใช้ปุ่มอื่น"
        )
    pages = _page_names([title for title, *_ in found])
    return (
        f"ปุ่ม {label} ของ {' และ '.join(names)} ซ้ำกับคำสั่งอื่นใน{pages} จึงใช้ปุ่มเดิมในจอเหล่านั้น "
        "เลือกปุ่มอื่น หรือเขียนใต้ชื่อจอที่จะใช้"
    )
