"""The projector view (`kmtui show`): a meeting, read-only, in a second terminal, always current.

The file is opened for reading only: nothing is stored, and a lock is held for one reading at most.
"""

import asyncio
import contextlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar, TypeVar

from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content

from kmtui.cli.streams import must_have_screen
from kmtui.paths import DataPaths
from kmtui.settings import read_settings
from kmtui.thai.digits import thai_digits
from models.errors import KmError
from models.minutes.snapshot import AgendaItemView, ResolutionView
from models.projection import Projection, Wording, projection_token, read_projection
from models.storage.disk import storage_faults
from models.storage.store import data_version, read_only_store
from screens.commands.command import Command, bindings
from screens.meetings.status import chair_text, roll_label, state_of, title_of
from screens.terminal.background import use_theme
from screens.terminal.driver import driver_class
from screens.widgets.label import LabelLine, ThaiLabel, WrappedLines, lines

POLL_INTERVAL_S = 0.4

T = TypeVar("T")

_LEAVE = Command("quit", "q,escape", "ออก", "ปิดจอแสดง")
_SCROLL = tuple(
    Command("scroll", keys, label, label, argument=rows)
    for keys, label, rows in (
        ("up", "ขึ้น", -2),
        ("down", "ลง", 2),
        ("pageup", "หน้าก่อน", -10),
        ("pagedown,space", "หน้าถัดไป", 10),
    )
)


class _Spaced(WrappedLines):
    """Lines with a blank row after each, so that they can be read from the back of the room."""

    def rows(self, width: int) -> list[Content]:
        """Return the rows, a blank one after each."""
        return [row for each in super().rows(width) for row in (each, Content(""))]


class SpacedLabel(ThaiLabel):
    """A label with a blank row after each row of text."""

    def render(self) -> WrappedLines:
        """Return the lines with space between their rows."""
        return _Spaced(super().render().lines)


class ShowApp(App[int]):
    """Shows one meeting and refreshes when something of it was stored or typed."""

    TITLE = "kmtui"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(_LEAVE, *_SCROLL)
    CSS = """
    Screen { layout: vertical; }
    #head, #foot { height: auto; padding: 0 2; background: $panel; }
    #state, #clock { width: auto; }
    #item { padding: 1 4 0 4; height: auto; }
    #body { height: 1fr; padding: 0 4; scrollbar-size-vertical: 1; }
    #words { padding: 1 4; width: 1fr; }
    #after { padding: 0 4; width: 1fr; }
    #trouble { display: none; padding: 0 2; background: $warning; color: $background; }
    """

    def __init__(self, paths: DataPaths, meeting_id: int) -> None:
        settings = read_settings(paths.settings, paths.own_settings)
        super().__init__(driver_class=driver_class(settings.row_diff))
        self._paths = paths
        self._meeting_id = meeting_id
        self._theme_setting = settings.theme
        self._reader = ThreadPoolExecutor(1, "reader")
        self._opened = contextlib.ExitStack()
        self._token: tuple[object, ...] = ()
        self._shown_item = 0

    def compose(self) -> ComposeResult:
        """Compose the labels of the meeting, its item, the resolution and the quorum."""
        with Horizontal(id="head"):
            yield ThaiLabel("", id="title")
            yield ThaiLabel("", id="state")
        yield ThaiLabel("", id="item")
        with VerticalScroll(id="body", can_focus=False):
            yield SpacedLabel("", id="words")
            yield ThaiLabel("", id="after")
        yield ThaiLabel("", id="trouble")
        with Horizontal(id="foot"):
            yield ThaiLabel("", id="roll")
            yield ThaiLabel("", id="clock")

    async def on_mount(self) -> None:
        """Open the file for reading and follow the meeting."""
        await use_theme(self, self._theme_setting)
        self.run_worker(self._follow())

    async def _follow(self) -> None:
        try:
            await self._read_by(self._open)
            while True:
                await self._look()
                await asyncio.sleep(POLL_INTERVAL_S)
        except KmError as error:
            self.exit(1, return_code=1, message=Content(str(error)))

    async def _read_by(self, read: Callable[[], T]) -> T:
        """Run a read in the thread that owns the connection, so a locked file blocks no key."""

        def guarded() -> T:
            with storage_faults(self._paths.database):
                return read()

        return await asyncio.get_running_loop().run_in_executor(self._reader, guarded)

    def _open(self) -> None:
        self._opened.enter_context(read_only_store(self._paths.database))

    async def _look(self) -> None:
        """Refresh the meeting if it has changed; show a sentence while the file cannot be read."""
        trouble, told = self.query_one("#trouble", ThaiLabel), ""
        try:
            token = await self._read_by(self._read_token)
            if token != self._token:
                shown = await self._read_by(lambda: read_projection(self._meeting_id))
                self._show(shown)
                self._token = token
        except KmError as error:
            told = f"ยังอ่านข้อมูลล่าสุดไม่ได้ ที่แสดงอยู่เป็นของก่อนหน้า: {error}"
        trouble.update(told)
        trouble.display = bool(told)

    def _read_token(self) -> tuple[object, ...]:
        return (data_version(), *projection_token(self._meeting_id))

    def _show(self, shown: Projection) -> None:
        meeting = shown.meeting
        self.query_one("#title", ThaiLabel).update((title_of(meeting), "bold"))
        self.query_one("#state", ThaiLabel).update(state_of(meeting))
        self.query_one("#roll", ThaiLabel).update(roll_label(meeting.roll))
        self.query_one("#clock", ThaiLabel).update(chair_text(meeting.roll).removesuffix(" (H)"))
        self.query_one("#item", ThaiLabel).update(*_item_lines(shown.item))
        self.query_one("#words", SpacedLabel).update(*wording_lines(shown))
        self.query_one("#after", ThaiLabel).update(*_after_lines(shown))
        item_id = shown.item.id if shown.item is not None else 0
        if item_id != self._shown_item:
            self._shown_item = item_id
            self.query_one("#body", VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, rows: int) -> None:
        """Scroll down by this number of rows (negative: up)."""
        self.query_one("#body", VerticalScroll).scroll_relative(y=rows, animate=False)

    async def action_quit(self) -> None:
        """Exit; the meeting is not affected."""
        self.exit(0)

    def close(self) -> None:
        """Close the data file in the thread that opened it."""
        self._reader.submit(self._opened.close).result()
        self._reader.shutdown()


def _item_lines(item: AgendaItemView | None) -> list[LabelLine]:
    if item is None:
        return lines(("ยังไม่มีระเบียบวาระ", "$text-muted"))
    heading = f"ระเบียบวาระที่ {item.number}"
    return lines((f"{heading}  {item.title}", "bold $accent"), hanging=cell_len(heading) + 2)


def wording_lines(shown: Projection) -> list[LabelLine]:
    """Return the lines of the resolution that is being typed, else of the item's last one.

    Without either, a line says so.
    """
    item, wording = shown.item, shown.wording
    if wording is not None:
        outcome = f" {wording.outcome.label}" if wording.outcome is not None else ""
        return [*lines((f"กำลังร่างมติ{outcome}", "$warning")), *lines((wording.text, "bold"))]
    if item is None or not item.resolutions:
        return lines(("ยังไม่มีมติในระเบียบวาระนี้", "$text-muted"))
    return _resolution_lines(item.resolutions[-1], len(item.resolutions))


def _resolution_lines(made: ResolutionView, number: int) -> list[LabelLine]:
    shown = lines((f"มติที่ {thai_digits(number)} {made.outcome.label}", "$success"))
    shown += lines((made.text, "bold"))
    if made.votes is not None:
        shown += lines(made.votes.sentence)
    return shown


def _after_lines(shown: Projection) -> list[LabelLine]:
    """Return the dissents of the last resolution, then the resolutions before it."""
    item, wording = shown.item, shown.wording
    if item is None:
        return []
    found: list[LabelLine] = []
    others = list(enumerate(item.resolutions, 1))
    if wording is None and others:
        _, last = others.pop()
        for dissent in last.dissents:
            found += lines((dissent.sentence, "$text-muted"))
    for number, made in _without_corrected(others, wording):
        votes = f"  {made.votes.sentence}" if made.votes is not None else ""
        label = f"มติที่ {thai_digits(number)} {made.outcome.label}: {made.text}{votes}"
        found += lines((label, "$text-muted"), hanging=4)
    return found


def _without_corrected(
    others: Iterable[tuple[int, ResolutionView]], wording: Wording | None
) -> Iterable[tuple[int, ResolutionView]]:
    corrected = wording.resolution_id if wording is not None else 0
    return ((number, made) for number, made in others if made.id != corrected)


def run_show(paths: DataPaths, meeting_id: int) -> int:
    """Show the meeting until the user leaves; return the exit status.

    Raises:
        KmError: the view cannot be opened.
    """
    must_have_screen("จอแสดงการประชุมต้องใช้ในเทอร์มินัล ดูรายการด้วย kmtui list meetings")
    app = ShowApp(paths, meeting_id)
    try:
        app.run()
    finally:
        app.close()
    return app.return_code or 0
