"""The style sheet with a memory says at every moment what Textual's own says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.color import Color
from textual.css.stylesheet import Stylesheet
from textual.widget import Widget

from kmtui.theme import DARK, LIGHT
from screens.terminal.stylesheet import CachedStylesheet
from tests.screens.minutes.room_driver import a_live_room, begun


def looks(node: Widget) -> dict[str, Any]:
    """The rules of a widget and of its parts."""
    parts = {
        name: dict(node.get_component_styles(name).base.get_rules()) for name in parts_of(node)
    }
    return {"": dict(node.styles.base.get_rules()), **parts}


def parts_of(node: Widget) -> list[str]:
    return sorted(node._component_styles)


def must_be_as_textuals(app: Any) -> None:
    """Let Textual's own sheet style every widget again: nothing may change."""
    own = Stylesheet(variables=app.get_css_variables())
    own.source = app.stylesheet.source.copy()
    own.parse()
    for node in app.screen.walk_children(Widget, with_self=True):
        before = looks(node)
        own.apply(node)
        assert looks(node) == before, node


async def test_a_cached_style_equals_textuals_own(tmp_path: Path) -> None:
    async with a_live_room(tmp_path, begun) as room:
        assert isinstance(room.app.stylesheet, CachedStylesheet)
        for keys in (["tab"], ["f5"], ["ๅ", "enter"], ["escape", "f2"], ["f4", "escape"]):
            await room.press(*keys)
            must_be_as_textuals(room.app)
        await room.pilot.hover("KeyLine")
        must_be_as_textuals(room.app)
        room.here.add_class("-narrow")
        room.here.disabled = True
        await room.rest()
        must_be_as_textuals(room.app)


async def test_the_room_has_the_colours_of_the_chosen_theme(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        assert room.here.styles.background == Color.parse(DARK.background or "")
        assert room.app.stylesheet._variables == room.app.get_css_variables()


async def test_another_theme_changes_the_colours_at_once(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        dark = room.here.styles.background
        room.app.theme = LIGHT.name
        await room.until(lambda: room.here.styles.background != dark)
        must_be_as_textuals(room.app)


async def test_style_sheets_are_parsed_once_for_all_screens(tmp_path: Path) -> None:
    async with a_live_room(tmp_path) as room:
        before = room.app.stylesheet.rules
    second = tmp_path / "second"
    second.mkdir()
    async with a_live_room(second) as room:
        known = {id(rule) for rule in before}
        assert room.app.stylesheet.rules
        assert all(id(rule) in known for rule in room.app.stylesheet.rules)
