"""`export`: the minutes as PDF, cold and warm, and a document of 60 pages, beside Typst."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from msgspec.structs import replace

from benchmarks.example import example_home
from benchmarks.processes import PYTHON, answers_in_turns, in_turns, median_ms
from benchmarks.table import Aim, Sample, Table, number, ratio
from benchmarks.typst_minutes import source
from exports import minutes
from exports.documents import Request
from exports.typesetting.fonts import choose_font
from models.meetings.records import find_meeting
from models.storage.store import close_store, open_store

_HEAD = ["what", "median (min-max)", "ratio", "to", "aim", "pages"]
_LONG_PAGES = 60
_FLOOR = "python -c 'import fpdf'"


def run() -> Iterator[Table]:
    """The minutes from a cold start, warm, and the long document."""
    with TemporaryDirectory() as folder, example_home() as home:
        paper = _gathered(home)
        yield _cold(Path(folder), home, paper)
        yield _warm(paper)
        yield _long(Path(folder), paper)


def _gathered(home: Path) -> minutes.MinutesPaper:
    open_store(home / "kmtui.db")
    try:
        return minutes.gather(find_meeting(1, 2563), Request("minutes"))
    finally:
        close_store()


def _cold(folder: Path, home: Path, paper: minutes.MinutesPaper) -> Table:
    ours, theirs = folder / "ours.pdf", folder / "typst.pdf"
    export = ("export", "minutes", "1/2563", "-o", str(ours))
    samples = in_turns(
        {
            _FLOOR: (PYTHON, "-c", "import fpdf"),
            "kmtui export minutes 1/2563": (PYTHON, "-m", "kmtui", "--home", str(home), *export),
            "Typst, the same text": _typst(folder, "short", paper, theirs),
        },
        rounds=11,
    )
    table = Table("export: the minutes of the example, fresh process", _HEAD)
    for name, sample in samples.items():
        share = sample.over(samples[_FLOOR])
        aim = Aim(1.8).judge(share) if name.startswith("kmtui") else ""
        file = {"kmtui": ours, "Typst": theirs}.get(name[:5])
        table.add(name, sample.cell("ms"), ratio(share), _FLOOR, aim, _pages(file))
    return table


def _warm(paper: minutes.MinutesPaper) -> Table:
    samples = median_ms(lambda: minutes.render(paper), 40)
    import_ms = in_turns({_FLOOR: (PYTHON, "-c", "import fpdf")}, rounds=7)[_FLOOR]
    table = Table("export: the minutes drawn again in one process (render alone)", _HEAD)
    table.add(
        "render",
        samples.cell("ms"),
        ratio(samples.over(import_ms)),
        _FLOOR,
        Aim(80, "ms").judge(samples.median),
    )
    return table


def _long(folder: Path, paper: minutes.MinutesPaper) -> Table:
    long_paper = replace(paper, items=paper.items * _times(paper))
    gathered, ours, theirs = folder / "long.pickle", folder / "long.pdf", folder / "long-typst.pdf"
    gathered.write_bytes(pickle.dumps(long_paper))
    said = answers_in_turns(
        {
            "kmtui": (PYTHON, "-m", "benchmarks.our_minutes", str(gathered), str(ours)),
            "Typst": _typst(folder, "long", long_paper, theirs),
        },
        rounds=5,
    )
    table = Table("export: a long document, first drawing of a fresh process", _HEAD)
    pages = {"kmtui": _pages(ours), "Typst": _pages(theirs)}
    drawn = {name: Sample(tuple(a["ms"] for a in said[name])) for name in said}
    whole = {name: Sample(tuple(a["ms"] + a["import_ms"] for a in said[name])) for name in said}
    for what, samples in (("drawing alone", drawn), ("with its imports", whole)):
        faster = samples["Typst"].over(samples["kmtui"])
        aim = Aim(5, at_least=True).judge(faster) if samples is drawn else ""
        table.add(f"Typst, {what}", samples["Typst"].cell("ms"), "", "", "", pages["Typst"])
        table.add(
            f"kmtui, {what}",
            samples["kmtui"].cell("ms"),
            f"{number(faster)} x faster",
            "Typst",
            aim,
            pages["kmtui"],
        )
    return table


def _times(paper: minutes.MinutesPaper) -> int:
    """How often the items must be repeated to fill the pages."""
    many = 4
    with TemporaryDirectory() as folder:
        file = Path(folder) / "probe.pdf"
        file.write_bytes(minutes.render(replace(paper, items=paper.items * many)).content)
        return round(_LONG_PAGES * many / int(_pages(file)))


def _typst(folder: Path, name: str, paper: minutes.MinutesPaper, output: Path) -> tuple[str, ...]:
    font = choose_font()
    typ = folder / f"{name}.typ"
    typ.write_text(source(paper, font.family, font.scale), encoding="utf-8")
    module = "benchmarks.typst_minutes"
    return (PYTHON, "-m", module, str(typ), str(font.regular.parent), str(output))


def _pages(file: Path | None) -> str:
    if file is None:
        return ""
    with pypdfium2.PdfDocument(file) as document:
        return str(len(document))
