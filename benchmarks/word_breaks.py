"""`words`: our word boundaries beside nlpo3 and ICU.

The words that must not be broken are marked by hand in `tests/thai/data/marked_words.txt`
(`|` stands where a line may break); the names are those of the example's register.
"""

import re
import time
from collections.abc import Iterable, Iterator

from benchmarks.example import ROOT, source_text
from benchmarks.processes import PYTHON, answers_in_turns
from benchmarks.segmenters import ENGINES, Engine
from benchmarks.table import Aim, Sample, Table, ratio
from kmtui.thai.words import learn
from tests.thai.register import PEOPLE, PLACES

_ROUNDS = 9
_PIECE = 200
_SHORTEST_MARKED = 5
_THAI = re.compile("[ก-๎]")
_HOSTILE = {
    "letters without a space, 50,000 -> 100,000": lambda n: "กขคงจฉชซฌญ" * (5_000 * n),
    "ด้านหน้า x 1,000 -> x 2,000": lambda n: "ด้านหน้า" * (1_000 * n),
    "source without spaces, 50,000 -> 100,000": lambda n: _spaceless(50_000 * n),
}


def run() -> Iterator[Table]:
    """Loading, speed, wrong breaks, and how the time grows with hostile text."""
    yield _loading()
    engines = [make() for make in ENGINES.values()]
    yield _speed(engines)
    yield _wrong_breaks(engines)
    yield _hostile(engines)


def _loading() -> Table:
    """Before anything is loaded in this process too: only fresh processes are asked."""
    said = answers_in_turns(
        {name: (PYTHON, "-m", "benchmarks.segmenters", name) for name in ENGINES}, _ROUNDS
    )
    table = Table("words: loading until the first answer, fresh process", _head("MB"))
    reference = Sample(tuple(each["ms"] for each in said["nlpo3"]))
    for name, answers in said.items():
        taken = Sample(tuple(each["ms"] for each in answers))
        memory = Sample(tuple(each["mb"] for each in answers))
        aim = Aim(60, "ms").judge(taken.median) if name == "ours" else ""
        table.add(name, taken.cell("ms"), ratio(taken.over(reference)), aim, memory.cell("MB"))
    return table


def _head(*more: str) -> list[str]:
    return ["engine", "median (min-max)", "to nlpo3", "aim", *more]


def _speed(engines: list[Engine]) -> Table:
    text = source_text()
    pieces = [text[at : at + _PIECE] for at in range(0, len(text) - _PIECE, _PIECE)]
    taken: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for _ in range(_ROUNDS):
        for engine in engines:
            taken[engine.name].append(_mean_us(engine, pieces))
    table = Table(f"words: {_PIECE} characters of the source, nothing kept from before", _head())
    samples = {name: Sample(tuple(values)) for name, values in taken.items()}
    for engine in engines:
        sample = samples[engine.name]
        aim = Aim(250, "us").judge(sample.median) if engine is engines[0] else ""
        table.add(engine.name, sample.cell("us"), ratio(sample.over(samples["nlpo3"])), aim)
    return table


def _mean_us(engine: Engine, pieces: list[str]) -> float:
    total = 0.0
    for piece in pieces:
        engine.forget()
        begun = time.perf_counter()
        engine.breaks(piece)
        total += time.perf_counter() - begun
    return total / len(pieces) * 1e6


def _wrong_breaks(engines: list[Engine]) -> Table:
    """Counted before and after our engine learns the register; the others cannot learn."""
    marked = _marked_words()
    names = {part for name in (*PEOPLE, *PLACES) for part in _parts_of(name)}
    text = source_text()
    in_text = [word for word in marked if sum(map(len, word)) >= _SHORTEST_MARKED]
    table = Table(
        f"words: breaks inside a word ({len(marked)} marked words and compounds, "
        f"{len(names)} names, {len(text):,} characters of the source)",
        [
            "engine",
            "in the marked list",
            "in the text: marked",
            "in the text: names",
            "names alone",
        ],
    )

    def add(name: str, engine: Engine) -> None:
        engine.forget()
        whole_names = [(name,) for name in names]
        table.add(
            name,
            str(sum(_wrong_in(engine, "".join(word), word) for word in marked)),
            str(_wrong_in_text(engine, text, in_text)),
            str(_wrong_in_text(engine, text, whole_names)),
            str(sum(_wrong_in(engine, "".join(word), word) for word in whole_names)),
        )

    for engine in engines:
        add(engine.name, engine)
    learn([*PEOPLE, *PLACES])
    add(f"{engines[0].name}, register learnt", engines[0])
    return table


def _marked_words() -> list[tuple[str, ...]]:
    file = ROOT / "tests/thai/data/marked_words.txt"
    rows = dict.fromkeys(file.read_text(encoding="utf-8").split())
    return [tuple(row.split("|")) for row in rows]


def _parts_of(name: str) -> list[str]:
    """The names proper: titles and kinds of places are ordinary words."""
    bare = re.sub("^(?:นางสาว|นาง|นาย|จ่าสิบเอก|เทศบาลตำบล|อำเภอ|จังหวัด)", "", name)
    return bare.split()


def _wrong_in(engine: Engine, text: str, word: Iterable[str]) -> int:
    return sum(at in _forbidden(word) for at in engine.breaks(text))


def _forbidden(word: Iterable[str]) -> set[int]:
    """The offsets of a marked word at which no line may break."""
    whole, edges, end = "".join(word), set(), 0
    for part in word:
        end += len(part)
        edges.add(end)
    thai = (at for at in range(1, len(whole)) if _THAI.match(whole[at]))
    return {at for at in thai if at not in edges and whole[at - 1] != " "}


def _wrong_in_text(engine: Engine, text: str, words: Iterable[tuple[str, ...]]) -> int:
    """Every wrong offset of the text counts once, however many marked words it stands in."""
    forbidden = set()
    for word in words:
        inside = _forbidden(word)
        for match in re.finditer(re.escape("".join(word)), text):
            forbidden |= {match.start() + at for at in inside}
    found: set[int] = set()
    start = 0
    for line in text.splitlines(keepends=True):
        found |= {start + at for at in engine.breaks(line)}
        start += len(line)
    return len(found & forbidden)


def _hostile(engines: list[Engine]) -> Table:
    table = Table(
        "words: hostile text, time of twice the length (2 is linear, 4 quadratic)",
        ["text", "engine", "once: median (min-max)", "twice", "twice / once", "aim"],
    )
    for what, make in _HOSTILE.items():
        for engine in engines:
            once, twice = _taken_in_turns(engine, make(1), make(2))
            aim = Aim(2.6).judge(twice.over(once)) if engine is engines[0] else ""
            table.add(
                what, engine.name, once.cell("ms"), twice.cell("ms"), ratio(twice.over(once)), aim
            )
    return table


def _taken_in_turns(engine: Engine, *texts: str) -> list[Sample]:
    """The milliseconds of each text, a round of all of them at a time."""
    values: list[list[float]] = [[] for _ in texts]
    for _ in range(_ROUNDS):
        for text, taken in zip(texts, values, strict=True):
            engine.forget()
            begun = time.perf_counter()
            engine.breaks(text)
            taken.append((time.perf_counter() - begun) * 1000)
    return [Sample(tuple(taken)) for taken in values]


def _spaceless(length: int) -> str:
    text = re.sub("[^ก-๎]", "", source_text())
    return (text * (length // len(text) + 1))[:length]
