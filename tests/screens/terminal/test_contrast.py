"""Every pair of colours of a letter and what is behind it, on the screens, in every theme."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.segment import Segment
from textual.app import App
from textual.screen import ModalScreen

from kmtui.settings import Settings
from kmtui.theme import THEMES
from screens.base.screen import KmScreen
from screens.navigation.destinations import Destination
from tests.screens import test_routes
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import LiveRoom
from tests.screens.test_routes import a_program, locations, pages

# WCAG 2.1: 1.4.3 (AA) and 1.4.6 (AAA).
LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0}
# Lines and scroll bars are no letters.
_DRAWN = re.compile("[\u2500-\u259f\\s]+")

Colour = tuple[int, int, int]


def luminance(colour: Colour) -> float:
    """The relative luminance of WCAG 2.1."""
    red, green, blue = (
        value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(front: Colour, back: Colour) -> float:
    """The ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(front), luminance(back)))
    return (light + 0.05) / (dark + 0.05)


def test_the_ratio_is_that_of_the_guidelines() -> None:
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def pairs(app: App[Any]) -> dict[tuple[Colour, Colour], str]:
    """The pairs of colours that are painted, each with a text; of a dialog, only its own."""
    screen = app.screen
    region = screen.children[0].region if isinstance(screen, ModalScreen) else screen.region
    strips = screen._compositor.render_strips()[region.y : region.bottom]
    found = {}
    for strip in strips:
        for segment in strip.crop(region.x, region.right):
            if (pair := _pair(segment)) is not None:
                found.setdefault(pair, segment.text.strip())
    return found


def _pair(segment: Segment) -> tuple[Colour, Colour] | None:
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None:
        return None
    if not _DRAWN.sub("", segment.text):
        return None
    front, back = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    return (tuple(back), tuple(front)) if style.reverse else (tuple(front), tuple(back))


async def must_be_readable(live: LiveRoom, theme: str, places: Sequence[Destination]) -> None:
    home = live.app.screen
    assert isinstance(home, KmScreen)
    faint = []
    for place in places:
        await home.open(place)
        await live.rest()
        for key in ("", "f1"):
            if key:
                await live.press(key)
            faint += [
                f"{contrast(*pair):.2f} {pair} {text!r} {place}"
                for pair, text in pairs(live.app).items()
                if contrast(*pair) < LEAST[theme]
            ]
        while live.app.screen is not home:
            live.app.screen.dismiss(None)
            await live.rest()
    assert faint == []


async def look_at(folder: Path, theme: str, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at so many screens in a theme, at all if there are fewer."""

    def office(home: Path) -> Any:
        made = an_office(home)
        made.settings = Settings(theme=theme)
        return made

    monkeypatch.setattr(test_routes, "an_office", office)
    async with a_program(folder) as live:
        places = [to for to, _ in (*live.other(locations), *live.other(pages))]
        chosen = random.Random(len(theme)).sample(places, min(count, len(places)))
        await must_be_readable(live, theme, chosen)


def test_every_theme_has_its_least_ratio() -> None:
    assert set(LEAST) == set(THEMES)


@pytest.mark.parametrize("theme", THEMES)
async def test_some_screens_are_readable_in_every_theme(
    tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await look_at(tmp_path, theme, 6, monkeypatch)


@pytest.mark.torture
@pytest.mark.parametrize("theme", THEMES)
async def test_all_screens_are_readable_in_every_theme(
    tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await look_at(tmp_path, theme, 1000, monkeypatch)
