"""The minutes as a Typst source: the same words, font, sizes and columns as ours on paper.

`python -m benchmarks.typst_minutes SOURCE FONTS OUTPUT` sets a source in this fresh process and
prints what it took.
"""

import json
import sys
import time
from pathlib import Path

from exports.minutes import Item, MinutesPaper, Name

_HEAD = """
#set page(paper: "a4", margin: (left: 3cm, right: 2cm, top: 2.5cm, bottom: 2cm), numbering: "- 1 -")
#set text(font: "{family}", size: {size}pt, lang: "th")
#set par(justify: true, leading: {leading}pt, spacing: {leading}pt)
#let beside(left, right) = grid(columns: (4cm, 1fr), left, right)
"""
_OFFICE_SIZE = 16
_OFFICE_LEADING = 21.3


def source(minutes: MinutesPaper, family: str, scale: float) -> str:
    """The minutes in Typst's language."""
    size = _OFFICE_SIZE * scale
    # Typst's leading is the white between lines: Sarabun's letters fill about 0.7 of their size.
    leading = _OFFICE_LEADING - 0.7 * size
    lines = [_HEAD.format(family=family, size=size, leading=leading)]
    lines += [f"#align(center, strong({_quoted(line)}))" for line in minutes.heading]
    for title, names in (
        ("ผู้มาประชุม", minutes.present),
        ("ผู้ไม่มาประชุม", minutes.not_present),
        ("ผู้เข้าร่วมประชุม", minutes.guests),
    ):
        lines += [f"#strong({_quoted(title)})", "", _listing(names), ""]
    lines += [f"#strong({_quoted(minutes.begins)})", "", f"#{_quoted(minutes.opening)}", ""]
    for item in minutes.items:
        lines += _item(item)
    lines.append(f"#strong({_quoted(minutes.ends)})")
    for signature in minutes.signatures:
        lines.append("#v(14mm)")
        lines += [f"#align(center, {_quoted(line)})" for line in signature.lines]
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _listing(names: tuple[Name, ...]) -> str:
    rows = [
        f"{_quoted(f'{number}.')}, {_quoted(name.name)}, {_quoted(name.post)}, {_quoted(name.role)}"
        for number, name in enumerate(names, 1)
    ]
    return f"#grid(columns: (8fr, 46fr, 58fr, 48fr), row-gutter: 6pt, {', '.join(rows)})"


def _item(item: Item) -> list[str]:
    heading, title = _quoted(item.heading), _quoted(item.title)
    lines = [f"#beside(strong({heading}), strong({title}))", ""]
    for speech in item.speeches:
        speaker = _quoted("\n".join(speech.speaker))
        # A string's line ends are spaces to Typst: each paragraph is a string of its own.
        said = " + parbreak() + ".join(_quoted(line) for line in speech.text.split("\n"))
        words = f"strong({said})" if speech.is_resolution else f"[#({said})]"
        lines += [f"#beside(strong({speaker}), {words})", ""]
    return lines


def _compile(typ: Path, fonts: str, output: Path) -> dict[str, float]:
    begun = time.perf_counter()
    import typst

    imported = time.perf_counter()
    typst.compile(
        str(typ), output=str(output), font_paths=[fonts], ignore_system_fonts=True, pdf_tags=False
    )
    ended = time.perf_counter()
    return {"ms": (ended - imported) * 1000, "import_ms": (imported - begun) * 1000}


if __name__ == "__main__":
    print(json.dumps(_compile(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))))
