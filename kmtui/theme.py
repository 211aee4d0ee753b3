"""The two themes: a calm dark one, and a light one for bright rooms.

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
    accent="#875f00",
    background="#ffffff",
    surface="#eeeeee",
    panel="#dadada",
    foreground="#121212",
    success="#005f00",
    warning="#875f00",
    error="#af0000",
    dark=False,
)
