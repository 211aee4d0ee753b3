"""Paragraphs of runs, with a named style and only the differences from it."""

import re
from collections.abc import Sequence

from exports.typesetting.line_breaking import Run
from exports.typesetting.styles import Style
from exports.word.elements import Element, element, put, qn, written
from exports.word.style_sheet import (
    BOLD,
    NamedStyle,
    look_properties,
    nearest,
    run_properties,
)
from kmtui.thai.words import break_offsets, tied_offsets

_THAI = re.compile("[\u0e00-\u0e7f]")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_BREAK = "\u00a0"
_SPACE = re.compile(r"(?<=\S) (?=\S)")


def paragraph(
    runs: Sequence[Run], look: Style, named: NamedStyle | None = None, *, keeps_next: bool = False
) -> Element:
    """Return a paragraph of runs in a named style, with only what differs from it.

    Args:
        named: the style; None for the one nearest to `look`.
        keeps_next: whether a page break directly below is forbidden, besides `look.keep_next`.
    """
    if runs and all(run.bold for run in runs):
        look = look.but(bold=True)
    named = named or nearest(look)
    properties = element("pPr")
    if named.id != "Normal":
        put(properties, element("pStyle", val=named.id))
    if keeps_next or look.keep_next:
        keep_with_next(properties)
    look_properties(properties, look, named.look)
    made = element("p")
    if len(properties):
        made.append(properties)
    for run in runs:
        made.append(text_run(_held(run), look.but(bold=run.bold or look.bold), named.look))
    return made


def keep_with_next(properties: Element) -> None:
    """Forbid a page break inside and below a paragraph with these properties."""
    for name in ("keepNext", "keepLines"):
        if properties.find(qn(f"w:{name}")) is None:
            put(properties, element(name))


def text_run(text: str, look: Style, base: Style, style: str = "") -> Element:
    """Return a run with only what differs from `base`, the look of its paragraph's style.

    `style` is the id of a character style; empty to use that of bold text where it is enough.
    """
    properties = run_properties(look, base)
    if not style and look.bold and not base.bold and look.size == base.size:
        properties, style = element("rPr"), BOLD
    if style:
        put(properties, element("rStyle", val=style))
    if _THAI.search(text):
        put(properties, element("cs"))
    made = element("r")
    if len(properties):
        made.append(properties)
    for number, part in enumerate(written(text).split("\t")):
        if number:
            made.append(element("tab"))
        if part:
            made.append(_text(part))
    return made


def _text(text: str) -> Element:
    made = element("t")
    made.text = text
    if text != text.strip():
        made.set(_PRESERVE, "preserve")
    return made


def _held(run: Run) -> str:
    """Replace spaces that must not end a line by no-break spaces, as in พ.ศ. ๒๕๖๙.

    The text of a record keeps its spaces, because it may be imported again.
    """
    if run.tag:
        return run.text
    if run.unbroken:
        return run.text.replace(" ", _NO_BREAK)
    ends = frozenset(break_offsets(run.text)) - tied_offsets(run.text)
    return _SPACE.sub(lambda space: " " if space.end() in ends else _NO_BREAK, run.text)


def field(instruction: str, *, is_stale: bool = False) -> list[Element]:
    """Return the runs of a field; a stale one is computed when Word opens the file."""
    begin = element("fldChar", fldCharType="begin")
    if is_stale:
        begin.set(qn("w:dirty"), "true")
    code = element("instrText")
    code.text = f" {instruction} "
    code.set(_PRESERVE, "preserve")
    separate, end = (element("fldChar", fldCharType=kind) for kind in ("separate", "end"))
    return [element("r", part) for part in (begin, code, separate, end)]


def spacer(height: float, *, keeps_next: bool = True) -> Element:
    """Return an empty paragraph of `height` points, at least 1.

    With `keeps_next` it stays on the page of the next block.
    """
    properties = element("pPr")
    if keeps_next:
        put(properties, element("keepNext"))
    line = max(round(height * 20), 20)
    put(properties, element("spacing", before=0, after=0, line=line, lineRule="exact"))
    return element("p", properties)


def is_spacer(block: Element) -> bool:
    """Return whether a block is an empty paragraph of an exact height."""
    spacing = block.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    is_exact = spacing is not None and spacing.get(qn("w:lineRule")) == "exact"
    return is_exact and block.find(qn("w:r")) is None


def properties_of(made: Element) -> Element:
    """Return the properties element of a paragraph, creating it if necessary."""
    found = made.find(qn("w:pPr"))
    if found is None:
        found = element("pPr")
        made.insert(0, found)
    return found
