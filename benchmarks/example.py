"""The data that the benchmarks work on: the example municipality, and meetings of given sizes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from models.example.office import make_example
from models.meetings.records import Meeting, find_meeting
from models.minutes.records import AgendaItem, add_item, add_statement
from models.storage.store import close_store, open_store

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ("tests/data/source-minutes.txt", "tests/data/source-orders.txt")
# The customer's document as text, where the project lies beside it.
SEED = "../shared/seed/document.txt"
MEETING = "2/2563"
_PARAGRAPH = 500
Fill = Callable[[Meeting], None]


def source_text() -> str:
    """The source's text: its minutes and orders, and the whole document where it is at hand."""
    files = [ROOT / name for name in (*SOURCES, SEED)]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file.is_file())


def paragraphs(length: int) -> list[str]:
    """Paragraphs of the source's minutes, `length` characters together, 500 each."""
    words = (ROOT / SOURCES[0]).read_text(encoding="utf-8").split()
    text = " ".join(words)
    text *= length // len(text) + 1
    return [text[at : at + _PARAGRAPH].strip() for at in range(0, length, _PARAGRAPH)]


@contextmanager
def example_home(fill: Fill | None = None) -> Iterator[Path]:
    """A data folder with the example; `fill` adds to its planned meeting 2/2563."""
    with TemporaryDirectory(prefix="kmtui-bench-") as folder:
        home = Path(folder)
        make_example(home / "kmtui.db")
        if fill is not None:
            open_store(home / "kmtui.db")
            try:
                fill(find_meeting(2, 2563))
            finally:
                close_store()
        yield home


def long_item(meeting: Meeting) -> None:
    """10,000 characters said under the first item, a word under every other one."""
    speaker = meeting.attendance.get()
    first, *others = list(meeting.items)
    for text in paragraphs(10_000):
        add_statement(first.id, speaker.id, text)
    for item in others:
        add_statement(item.id, speaker.id, "รับทราบ")


def one_full_item(meeting: Meeting) -> None:
    """10 statements of 150 characters under the first item, the other items removed."""
    first, *others = list(meeting.items)
    for item in others:
        item.delete_instance()
    _fill_items(meeting, [first])


def large_meeting(meeting: Meeting) -> None:
    """60 items, 10 statements of 150 characters each."""
    while meeting.items.count() < 60:
        add_item(meeting.id, f"เรื่องที่ {meeting.items.count() + 1} เพื่อพิจารณา")
    _fill_items(meeting, meeting.items)


def _fill_items(meeting: Meeting, items: Iterable[AgendaItem]) -> None:
    speaker = meeting.attendance.get()
    text = paragraphs(_PARAGRAPH)[0][:150]
    for item in items:
        for _ in range(10):
            add_statement(item.id, speaker.id, text)
