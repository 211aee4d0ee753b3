"""`search`: the newest 50 findings among 100,000 statements made of the example's sentences.

Words of three and more letters go through the trigram index, one and two are looked for in turn.
"""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial

from benchmarks.example import example_home
from benchmarks.table import Aim, Sample, Table
from models.minutes.records import AgendaItem, Statement
from models.search.hits import SearchQuery, search
from models.search.index import update_index, waiting_count
from models.storage.database import database
from models.storage.store import close_store, open_store

STATEMENTS = 100_000
_QUERIES = 300
_AT_ONCE = 5_000
_LONG, _SHORT = Aim(15, "ms"), Aim(120, "ms")
_CHUNK = 50


def run() -> Iterator[Table]:
    """The time of a question by the length of its word, and of reading anew by chunks."""
    with example_home() as home:
        open_store(home / "kmtui.db")
        try:
            rng = random.Random(2563)
            said = _fill(rng)
            yield _table(rng, said, _index())
        finally:
            close_store()


def _table(rng: random.Random, said: list[str], chunks: Sample) -> Table:
    head = ["what", "median", "p95", "aim"]
    table = Table(f"search: {STATEMENTS:,} statements, the newest 50", head)
    for name, lengths, aim in (
        ("3 letters and more", (3, 5, 8, 13), _LONG),
        ("1 or 2 letters", (1, 2), _SHORT),
        ("found nowhere", (), _LONG),
    ):
        sample = Sample(tuple(_times(rng, said, lengths)))
        p95 = sample.share(0.95)
        table.add(name, f"{sample.median:.1f} ms", f"{p95:.1f} ms", aim.judge(p95))
    p95 = chunks.share(0.95)
    table.add(f"{_CHUNK} records read anew", f"{chunks.median:.1f} ms", f"{p95:.1f} ms", "")
    return table


def _fill(rng: random.Random) -> list[str]:
    said = [row.text for row in Statement.select() if len(row.text) > 40]
    item_id = AgendaItem.select().first().id
    rows = []
    for position in range(STATEMENTS):
        text = rng.choice(said)
        begin = rng.randrange(len(text) - 30)
        words = text[begin : begin + rng.randint(30, 300)]
        rows.append({"item": item_id, "position": 100 + position, "text": words})
    with database.atomic():
        for at in range(0, len(rows), _AT_ONCE):
            Statement.insert_many(rows[at : at + _AT_ONCE]).execute()
    return said


def _index() -> Sample:
    """Read everything anew: a thousand records by the chunks of the screen, the rest at once."""
    taken = [_ms(partial(update_index, _CHUNK)) for _ in range(10)]
    while waiting_count():
        update_index(_AT_ONCE)
    return Sample(tuple(taken))


def _times(rng: random.Random, said: list[str], lengths: tuple[int, ...]) -> Iterator[float]:
    for number in range(_QUERIES):
        text = rng.choice(said)
        begin = rng.randrange(len(text) - 20)
        words = text[begin : begin + rng.choice(lengths)] if lengths else f"ไม่มีคำนี้{number}"
        yield _ms(partial(search, SearchQuery(words)))


def _ms(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
