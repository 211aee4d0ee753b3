"""Textual's style sheet with caches for opening screens and moving the focus.

Textual parses all style sheets again for a screen that adds one, and searches the rules of a widget
and of each of its parts at every change of the focus. The parsed rules never change, nor does the
set of rules for the same classes, states and ancestors.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from textual.app import App
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.widget import Widget

_KEPT_BOOKS = 64

# All properties of a node and its ancestors that a selector can test; see `_place`.
StyleKey = tuple[Any, ...]


class CachedRules(NamedTuple):
    """The rules of a style key, and the flags that Textual sets on the node with them."""

    rules: RulesMap
    has_hover: bool
    has_focus_within: bool
    has_order: bool
    has_odd_or_even: bool


class StyleCache:
    """The cached results for one list of style sheets."""

    def __init__(self) -> None:
        self.map: dict[str, list[RuleSet]] | None = None
        self.answers: dict[StyleKey, CachedRules] = {}


# Parsed sheets are shared and never dropped: the caches refer to rules by identity.
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}
_books: dict[tuple[Any, ...], StyleCache] = {}


class CachedStylesheet(Stylesheet):
    """The style sheet of an App, with the results of Textual's own in less time.

    Uses Textual's private `_parse_rules`, `_variables` and `_process_component_classes`, and of the
    nodes what `Stylesheet.apply` itself uses; held by `test_a_cached_style_equals_textuals_own`.
    """

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._colours = frozenset(self._variables.items())
        self._book = StyleCache()
        self._applied: WeakKeyDictionary[DOMNode, tuple[StyleCache, StyleKey]] = WeakKeyDictionary()

    def set_variables(self, variables: dict[str, str]) -> None:
        """Set the style variables, which are the colours of a theme."""
        super().set_variables(variables)
        self._colours = frozenset(variables.items())

    def copy(self) -> Stylesheet:
        """Return another style sheet with the same sources."""
        made = CachedStylesheet(variables=self._variables.copy())
        made.source = self.source.copy()
        return made

    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        asked = (css, read_from, is_default_rules, tie_breaker, scope)
        known = _parsed.get((*asked, self._colours))
        if known is None:
            known = super()._parse_rules(*asked)
            if not any(rule.errors for rule in known):
                _parsed[(*asked, self._colours)] = known
        return known

    def parse(self) -> None:
        """Parse new sources. On a StylesheetParseError the rules stay unchanged."""
        super().parse()
        key = (self._colours, *self.source.items())
        self._book = _books.pop(key) if key in _books else StyleCache()
        _books[key] = self._book
        while len(_books) > _KEPT_BOOKS:
            del _books[next(iter(_books))]

    def reparse(self) -> None:
        """Parse; Textual uses a second style sheet to be safe on errors, as `parse` is here."""
        self.parse()

    @property
    def rules_map(self) -> dict[str, list[RuleSet]]:
        """The rules by the names in their selectors."""
        _ = self.rules
        if self._book.map is None:
            self._book.map = super().rules_map
        return self._book.map

    def apply(
        self,
        node: DOMNode,
        *,
        animate: bool = False,
        cache: dict[Any, RulesMap] | None = None,  # noqa: ARG002
    ) -> None:
        """Apply the rules for its style key to the node; Textual's `cache` is not used."""
        _ = self.rules
        place = _place(node)
        answer = self._book.answers.get(place)
        if answer is None:
            self._find_out(node, place, animate)
        elif self._applied.get(node) == (self._book, place):
            # The colours behind it may have changed.
            node.notify_style_update()
        else:
            node._has_hover_style = answer.has_hover
            node._has_focus_within = answer.has_focus_within
            node._has_order_style = answer.has_order
            node._has_odd_or_even = answer.has_odd_or_even
            self.replace_rules(node, answer.rules, animate=animate)
            self._process_component_classes(node)
            self._note(node, place)

    def _note(self, node: DOMNode, place: StyleKey) -> None:
        """Record that the node has these rules; parts of widgets are recreated every time."""
        if isinstance(node, Widget):
            self._applied[node] = (self._book, place)

    def _find_out(self, node: DOMNode, place: StyleKey, animate: bool) -> None:
        """Let Textual apply the rules, and cache them if they depend on the style key alone."""
        found: dict[Any, RulesMap] = {}
        super().apply(node, animate=animate, cache=found)
        for rules in found.values():
            self._book.answers[place] = CachedRules(
                rules,
                node._has_hover_style,
                node._has_focus_within,
                node._has_order_style,
                node._has_odd_or_even,
            )
            self._note(node, place)

    @classmethod
    def replace_rules(cls, node: DOMNode, rules: RulesMap, animate: bool = False) -> None:
        """Set the rules on the node, unless it has them already."""
        if node.styles.base._rules == rules:
            node.notify_style_update()
        else:
            super().replace_rules(node, rules, animate=animate)


def _place(node: DOMNode) -> StyleKey:
    """Return the style key: node and ancestors as selectors see them, without sibling order."""
    parent = node._parent
    above = _place(parent) if isinstance(parent, DOMNode) else ()
    state: StyleKey = ()
    if isinstance(node, Widget):
        state = (node.mouse_hover, node.has_focus, node.disabled, node.can_focus)
    elif isinstance(node, App):
        # Dark and light differ in their colours.
        state = (node.app_focus, node.is_inline, node.native_ansi_color, node.no_color)
    return (node.__class__, node._id, frozenset(node._classes), *state, above)
