"""The themes: calm dark, light for bright rooms, high contrast, and one for 16 colours.

Every pair of colours on every screen is at least 4.5:1, of high contrast at least 7:1 (WCAG 2.1,
1.4.3 and 1.4.6), which a test measures.

All colours are among the 256 of terminals over SSH, so that none is approximated; those of the
theme for 16 colours are exactly of the 16, whose bright half is used for letters only: the Linux
console has 8 backgrounds.
"""

from functools import lru_cache

from rich.color import Color as Rich
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DARK = Theme(
    name="kmtui-dark",
    primary="#87afd7",
    accent="#d7af5f",
    background="#121212",
    surface="#1c1c1c",
    panel="#303030",
    foreground="#e4e4e4",
    success="#87af87",
    warning="#d7af5f",
    error="#d75f5f",
    dark=True,
)
LIGHT = Theme(
    name="kmtui-light",
    primary="#005f87",
    accent="#5f5f00",
    background="#ffffff",
    surface="#eeeeee",
    panel="#dadada",
    foreground="#121212",
    success="#005f00",
    warning="#875f00",
    error="#af0000",
    dark=False,
    variables={"text-muted": "auto 70%"},
)
CONTRAST = Theme(
    name="kmtui-contrast",
    primary="#5fffff",
    accent="#ffff5f",
    background="#000000",
    surface="#000000",
    panel="#121212",
    foreground="#ffffff",
    success="#5fff5f",
    warning="#ffff5f",
    error="#ffafaf",
    dark=True,
    variables={"text-muted": "auto 80%"},
)
SIXTEEN = Theme(
    name="kmtui-16",
    primary="#aaaaaa",
    accent="#55ffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    foreground="#ffffff",
    success="#55ff55",
    warning="#ffff55",
    # The background of banners, with black letters: red would be too dark.
    error="#aaaaaa",
    dark=True,
    variables={
        "text-muted": "auto 100%",
        "text-disabled": "auto 100%",
        "text-primary": "#55ffff",
        "text-accent": "#55ffff",
        "text-warning": "#ffff55",
        "text-error": "#ff5555",
        "text-success": "#55ff55",
        "foreground-muted": "#aaaaaa",
        "foreground-disabled": "#aaaaaa",
    },
)
THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "16": SIXTEEN}
"""The themes by the names that the settings file has for them."""
FOLLOWS_TERMINAL = "auto"
"""The setting that takes the theme by the terminal's number of colours and its background."""
_HALF = 0.5


def theme_of(
    setting: str, background: tuple[float, float, float] | None = None, has_16: bool = False
) -> Theme:
    """Return the theme of a setting; the dark one if the setting, or the background, is unknown.

    Args:
        setting: a name in THEMES, or FOLLOWS_TERMINAL.
        background: red, green and blue of the terminal, from 0 to 1; None if it is unknown.
        has_16: the terminal has 16 colours.
    """
    if setting != FOLLOWS_TERMINAL:
        theme = THEMES.get(setting, DARK)
        # The dark theme, which is the default, has greys that 16 colours do not tell apart.
        return SIXTEEN if has_16 and theme is DARK else theme
    if has_16:
        return SIXTEEN
    if background is None:
        return DARK
    red, green, blue = background
    # The brightness of a colour as an eye sees it (ITU-R BT.601).
    return LIGHT if 0.299 * red + 0.587 * green + 0.114 * blue > _HALF else DARK


class DarkLettersFilter(LineFilter):
    """Removes bold from letters that are black in 16 colours.

    The Linux console, PuTTY and xterm show bold black as grey, which is 3:1 on a selected row.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments of a line; part of Textual's LineFilter."""
        return [
            Segment(text, _without_bold(style), control)
            if style is not None and style.bold
            else Segment(text, style, control)
            for text, style, control in segments
        ]


@lru_cache(64)
def _without_bold(style: Style) -> Style:
    colour = Rich.from_triplet(style.color.get_truecolor()) if style.color is not None else None
    is_black = colour is not None and colour.downgrade(ColorSystem.STANDARD).number == 0
    return style + Style(bold=False) if is_black else style
