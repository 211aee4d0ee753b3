"""The themes: a calm dark one, a light one for bright rooms, and one of high contrast.

Every pair of colours on every screen is at least 4.5:1, of high contrast at least 7:1 (WCAG 2.1,
1.4.3 and 1.4.6), which a test measures.

All colours are among the 256 of terminals over SSH, so that none is approximated.
"""

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
THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST}
"""The themes by the names that the settings file has for them."""
