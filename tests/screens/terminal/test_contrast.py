"""Every pair of colours of a letter and what is behind it, on the screens, in every theme."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from rich.color import Color, ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color as Background
from textual.screen import ModalScreen, Screen

from kmtui.settings import Settings
from kmtui.theme import THEMES, DarkLettersFilter
from models.search.index import waiting_count
from screens.base.screen import KmScreen
from screens.dialogs.prompt import PromptDialog
from screens.navigation.destinations import Destination
from tests.screens import test_routes
from tests.screens.home.example_app import an_office
from tests.screens.minutes.room_driver import LiveRoom
from tests.screens.test_routes import a_program, locations, pages

# WCAG 2.1: 1.4.3 (AA) and 1.4.6 (AAA).
LEAST = {"dark": 4.5, "light": 4.5, "contrast": 7.0, "16": 4.5}
# Help, and the keys that ask for something on most screens.
KEYS = ("f1", "f5", "f4", "f3", "f9", "f8", "enter", "f2", "f6", "f7")
# The 16 colours of the VGA console, of xterm and of the Windows terminal (Campbell).
PALETTES = [
    [tuple(int(each[at : at + 2], 16) for at in (0, 2, 4)) for each in palette.split()]
    for palette in (
        "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
        "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
        "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
        "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
        "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc "
        "767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    )
]
# Lines and scroll bars are no letters.
_DRAWN = re.compile("[\u2500-\u259f\\s]+")

Colour = tuple[int, int, int]
Pair = tuple[Colour, Colour, bool]
"""The colours of a letter and of what is behind it, and whether the letter is bold."""


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


def test_the_contrast_ratio_equals_the_wcag_formula() -> None:
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def pairs(app: App[Any]) -> dict[Pair, str]:
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


def _pair(segment: Segment) -> Pair | None:
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None:
        return None
    if not _DRAWN.sub("", segment.text):
        return None
    front, back = style.color.get_truecolor(), style.bgcolor.get_truecolor()
    front, back = (back, front) if style.reverse else (front, back)
    return tuple(front), tuple(back), bool(style.bold)


def faint_texts(live: LiveRoom, theme: str, where: object) -> list[str]:
    """The texts on the screen that are too faint in this theme."""
    least = LEAST[theme]
    found = []
    for pair, text in pairs(live.app).items():
        ratio = min(contrast(*shown) for shown in as_shown(theme, pair))
        if ratio < least:
            found.append(f"{ratio:.2f} {pair} {text!r} {where}")
    return found


def as_shown(theme: str, pair: Pair) -> list[tuple[Colour, Colour]]:
    """The colours as terminals paint them: those of the 16 differ from terminal to terminal."""
    *colours, is_bold = pair
    if theme != "16":
        return [(colours[0], colours[1])]
    front, back = map(_of_16, colours)
    # Some terminals paint bold letters in the bright half; the Linux console has the dark half for
    # backgrounds only.
    fronts = {front, front | 8} if is_bold else {front}
    return [(palette[each], palette[back % 8]) for palette in PALETTES for each in fronts]


def _of_16(colour: Colour) -> int:
    number = Color.from_rgb(*colour).downgrade(ColorSystem.STANDARD).number
    assert number is not None
    return number


async def must_be_readable(
    live: LiveRoom, theme: str, places: Sequence[Destination], keys: Sequence[str]
) -> None:
    home = live.app.screen
    assert isinstance(home, KmScreen)
    faint = []
    for place in places:
        await home.open(place)
        await live.rest()
        faint += faint_texts(live, theme, place)
        for key in keys:
            screen = live.app.screen
            await live.press(key)
            faint += faint_texts(live, theme, f"{key} {place}")
            if isinstance(live.app.screen, PromptDialog):
                await live.press("enter")  # the form tells what it refuses
                faint += faint_texts(live, theme, f"{key} enter {place}")
            await go_back(live, screen)
            if live.app.screen is not screen:
                break
        await go_back(live, home)
        while live.app.screen is not home:
            live.app.screen.dismiss(None)
            await live.rest()
    assert not faint, "\n".join(sorted(set(faint)))


async def go_back(live: LiveRoom, screen: Screen[Any]) -> None:
    """Press Escape until the screen is there again, but not in vain for ever."""
    for _ in range(4):
        if live.app.screen is screen or screen not in live.app.screen_stack:
            return
        await live.press("escape")


async def look_at(
    folder: Path, theme: str, count: int, keys: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Look at so many screens in a theme, at all if there are fewer."""

    def office(home: Path) -> Any:
        made = an_office(home)
        made.settings = Settings(theme=theme)
        return made

    monkeypatch.setattr(test_routes, "an_office", office)
    async with a_program(folder) as live:
        for severity in ("information", "warning", "error"):
            live.app.notify("บันทึกแล้ว", title="ข้อความ", severity=severity, timeout=60)
        await live.rest()
        assert not (faint := faint_texts(live, theme, "home and toasts")), "\n".join(faint)
        await live.press("ctrl+f")
        await live.until(lambda: not live.other(waiting_count))
        await live.type("การประชุม")
        assert "พบ" in live.screen
        assert not (faint := faint_texts(live, theme, "hits")), "\n".join(faint)
        await live.press("escape")
        places = [to for to, _ in (*live.other(locations), *live.other(pages))]
        chosen = random.Random(len(theme)).sample(places, min(count, len(places)))
        await must_be_readable(live, theme, chosen, keys)


def test_every_theme_has_a_minimum_contrast() -> None:
    assert set(LEAST) == set(THEMES)


@pytest.mark.parametrize("theme", THEMES)
async def test_some_screens_reach_the_minimum_contrast_in_every_theme(
    tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await look_at(tmp_path, theme, 4, KEYS[:2], monkeypatch)


@pytest.mark.torture
@pytest.mark.parametrize("theme", THEMES)
async def test_all_screens_reach_the_minimum_contrast_in_every_theme(
    tmp_path: Path, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await look_at(tmp_path, theme, 1000, KEYS, monkeypatch)


def test_letters_that_16_colours_paint_black_are_not_bold() -> None:
    def is_bold(colour: str) -> bool:
        made = Style(color=colour, bgcolor="#aaaaaa", bold=True)
        (segment,) = DarkLettersFilter().apply([Segment("ก", made)], Background(0, 0, 0))
        return segment.style is not None and bool(segment.style.bold)

    for theme in THEMES.values():
        # The letters of a selected row are of the background's colour.
        is_dark = theme.background in {"#000000", "#121212"}
        assert is_bold(str(theme.background)) is not is_dark
    assert is_bold("#55ffff")
