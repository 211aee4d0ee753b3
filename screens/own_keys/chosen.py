"""The user's own keys in bindings, in the command table and in sentences.

Sentences name keys of the command table ("กด F5 เพิ่ม"); when shown, each is replaced by the user's
own key. Text in quotation marks comes from a record and is unchanged.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.binding import Binding, BindingsMap
from textual.keys import key_to_character

from kmtui.thai.keys import KEDMANEE
from screens.commands.command import (
    Command,
    Page,
    bindings,
    every_key,
    key_label,
    key_name,
    written_keys,
)

if TYPE_CHECKING:
    from textual.dom import DOMNode
    from textual.widget import Widget

Chain = list[tuple["DOMNode", BindingsMap]]
"""The bindings of a screen, from the widget with the focus up to the app."""

Keys = Mapping[str, tuple[str, ...]]
"""Keys by the names of commands; none if the keys of a command were taken away."""

_PALETTE = "F1"
_QUOTED = "“[^”]*”"
# A letter is a key only after กด (press) or หรือ (or), or in brackets.
_LETTER = r"(?:(?<=กด )|(?<=หรือ )|(?<=\()){}(?![\w\u0e00-\u0e7f.])"
# Beside such signs it is a part of a name of a file.
_NAMED = r"(?<![\w+/.\-]){}(?![\w+/.\-])"


class OwnKeys:
    """The user's changes of the command table.

    Args:
        pages: the pages with changed keys, as the table has them, and their changed keys.
        problems: one Thai sentence for each invalid line of the user's file.
    """

    def __init__(
        self,
        pages: Iterable[tuple[Page, Keys]] = (),
        problems: tuple[str, ...] = (),
    ) -> None:
        self.problems = problems
        self._pages = {page.title: _OwnPage(page, keys) for page, keys in pages}
        self._sentences: dict[tuple[str, ...], tuple[re.Pattern[str], dict[str, str]]] = {}

    def page(self, page: Page) -> Page:
        """Return the page with the user's keys."""
        own = self._pages.get(page.title)
        if own is None:
            return page
        commands = (
            replace(own.changed(each), help=self.sentence(each.help, page))
            for each in page.commands
        )
        return Page(page.title, tuple(commands))

    def sentence(self, text: str, *pages: Page) -> str:
        """Return a sentence of the program with the user's keys.

        A key is looked up in these pages in order.
        """
        if not any(map(self.has, pages)):
            return text
        titles = tuple(page.title for page in pages)
        if titles not in self._sentences:
            self._sentences[titles] = self._mentions(pages)
        pattern, labels = self._sentences[titles]
        return pattern.sub(lambda found: labels.get(found[0], found[0]), text)

    def _mentions(self, pages: Iterable[Page]) -> tuple[re.Pattern[str], dict[str, str]]:
        """Return a pattern for keys in sentences, and the replacement of each key."""
        labels = dict[str, str]()
        for page in pages:
            own = self._pages.get(page.title)
            for command in page.commands:
                for key in written_keys(command):
                    name = key_label(key)
                    labels.setdefault(name, own.label(command, key) if own else name)
        return re.compile("|".join((_QUOTED, *map(_mention, labels)))), labels

    def has(self, page: Page) -> bool:
        """Return whether a key of this page was changed."""
        return page.title in self._pages

    def bindings(self, bound: BindingsMap, page: Page) -> BindingsMap:
        """Return bindings with the user's keys of a page, in the same order."""
        own = self._pages.get(page.title)
        return own.bindings(bound) if own is not None else bound


class _OwnPage:
    """A page with changed keys."""

    def __init__(self, page: Page, keys: Keys) -> None:
        self._keys = keys
        helps = (changed(each, keys) for each in page.commands if each.id == "help")
        self._palette = next((key_label(written_keys(each)[0]) for each in helps), _PALETTE)
        self._bindings = {
            each.name: _bindings_of(each, keys) for each in page.commands if each.name in keys
        }
        self._typed = {each.name for each in page.commands if any(map(is_typed, every_key(each)))}

    def changed(self, command: Command) -> Command:
        return changed(command, self._keys)

    def label(self, command: Command, key: str) -> str:
        """Return the user's key for a key of the table; if removed, how to reach the command."""
        own = self.changed(command)
        is_shown = key == written_keys(command)[0]  # the one in the key line
        if not is_shown and set(every_key(replace(command, keys=key))) <= set(every_key(own)):
            return key_label(key)
        if not own.keys:
            return f"{self._palette} แล้วเลือก {command.label}"
        return key_label(written_keys(own)[0])

    def bindings(self, bound: BindingsMap) -> BindingsMap:
        keys: dict[str, list[Binding]] = {}
        taken = set[str]()
        for key, binding in bound:
            if binding.id not in self._bindings:
                keys.setdefault(key, []).append(binding)
            elif binding.id not in taken:
                taken.add(binding.id)
                for each in self._own(binding):
                    # The commands of a person come before those of a widget.
                    keys.setdefault(each.key, []).insert(0, each)
        return BindingsMap.from_keys(keys)

    def _own(self, binding: Binding) -> list[Binding]:
        """Return the bindings of a command with its own keys, else those of its screen."""
        found = []
        for each in self._bindings[str(binding.id)]:
            for key in each.key.split(","):
                # A letter that goes before the field with the focus could not be typed there.
                first = binding.priority and (binding.id in self._typed or not is_typed(key))
                shown = each.key_display
                found.append(
                    dataclasses.replace(binding, key=key, key_display=shown, priority=first)
                )
        return found


def _bindings_of(command: Command, keys: Keys) -> list[Binding]:
    own = bindings(changed(command, keys)) if keys[command.name] else []
    return [each for each in own if isinstance(each, Binding)]


def changed(command: Command, keys: Keys) -> Command:
    """Return a command with the user's own keys; unchanged without any."""
    own = keys.get(command.name)
    return command if own is None else replace(command, keys=",".join(own))


def is_typed(key: str) -> bool:
    """Return whether a key, by Textual's name or as a character, types a character."""
    return len(key) == 1 or key in _typed_keys()


def _mention(label: str) -> str:
    return (_NAMED if len(label) > 1 else _LETTER).format(re.escape(label))


@cache
def _typed_keys() -> frozenset[str]:
    return frozenset({"space", *map(key_name, KEDMANEE), *map(key_name, KEDMANEE.values())})


def hint(text: str, page: Page) -> str:
    """Return a sentence of the program with this user's keys of a page."""
    return _current.sentence(text, page)


def rekeyed(chain: Chain, page: Page, focused: Widget | None) -> Chain:
    """Return the bindings of a screen, from the focus up to the app, with the user's keys.

    What the widget with the focus takes as text is left to it, as Textual does.
    """
    own = own_keys()
    if not own.has(page):
        return chain
    changed_chain = [(node, own.bindings(bound, page)) for node, bound in chain]
    for node, bound in changed_chain:
        for key in list(bound.key_to_bindings) if node is not focused else ():
            if focused is None or not is_typed(key):
                continue
            if focused.check_consume_key(key, key_to_character(key)):
                del bound.key_to_bindings[key]
    return changed_chain


_current = OwnKeys()


def own_keys() -> OwnKeys:
    """Return the own keys of the user who runs this process."""
    return _current


def use_own_keys(keys: OwnKeys) -> None:
    """Set the own keys of this process; called before its first screen."""
    global _current
    _current = keys
