"""The Textual app: opens the data file, sets the theme and shows the first screen."""

import asyncio
import contextlib
import gc
import os
import sys
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ScreenStackError
from textual.binding import Binding, BindingType
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.notifications import Notification, Notify, SeverityLevel

from kmtui.cli.output import print_error, print_line, sanitized_line
from kmtui.cli.streams import must_have_screen
from kmtui.copied import short_path, write_copied
from kmtui.faults import write_fault
from kmtui.memory import return_free_memory
from kmtui.paths import DataPaths, own_keys_path
from kmtui.settings import read_settings
from kmtui.shutdown import GracefulShutdown
from kmtui.thai.digits import thai_digits
from kmtui.theme import FOLLOWS_TERMINAL, THEMES, DarkLettersFilter, theme_of
from models.drafts.save_state import SaveState
from models.errors import KmError
from models.history.recovery import Recovered
from models.office.locations import InMeeting
from screens.base.saved import crash_text, leave_question
from screens.base.screen import KmDialog, KmScreen
from screens.base.workspace import Workspace
from screens.commands.command import with_twins
from screens.home.home import HomeScreen
from screens.own_keys.chosen import own_keys
from screens.routes import command_list, screen_for
from screens.terminal.background import has_16_colours, theme_in_terminal
from screens.terminal.driver import driver_class, redraw
from screens.terminal.input_driver import OtherEncoding, escape_wait_s
from screens.terminal.ordered_keys import OrderedKeysApp
from screens.widgets.sanitize import notify_plain, to_content, uncover_cursor
from screens.widgets.wrap import wrap_text

WARM_UP_AFTER_S = 0.5
_QUIT_TIMEOUT_S = 1.5
_SAFE_TIMEOUT_S = 0.5
_CLOSE_S = 3.0
_TROUBLED_CLOSE_S = 0.8
KEYS_ARRIVE_TIMEOUT_S = 0.1
_MOST_KEY_PROBLEMS = 3
_COPIED_TIMEOUT_S = 2.0
_TOAST_CELLS = 60
_TOAST_FRAME_CELLS = 3
# A third plus the status lines leaves the half of the screen free in which the cursor is.
_TOASTS_PART = 3
_TOAST_SIGNS = {"warning": "!", "error": "✗"}
_MOVES_CURSOR = (events.Key, events.Paste, events.MouseDown)
# The number of new objects before a garbage collection: a screen makes some thousands, and each
# collection is a pause between a key and its letter.
_GARBAGE_AFTER = 20_000


class KmApp(OrderedKeysApp[int]):
    """The app of kmtui.

    Attributes:
        fault_log: the path of the log, empty if it could not be written, once the program has
            ended by a fault of its own; None otherwise.
    """

    TITLE = "kmtui"
    ENABLE_COMMAND_PALETTE = False
    # Above the status lines: the save state must never be covered.
    CSS = """
    ToastRack {
        margin-bottom: 4;
        scrollbar-size: 0 0;
        &.-above { dock: top; margin: 2 0 0 0; }
    }
    Toast { background: $panel; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        with_twins(Binding("ctrl+q,ctrl+c", "ask_quit", show=False)),
    ]

    def __init__(
        self,
        workspace: Workspace,
        meeting_id: int | None = None,
        shutdown: GracefulShutdown | None = None,
    ) -> None:
        super().__init__(driver_class=driver_class(workspace.settings.row_diff))
        self.workspace = workspace
        self.escape_wait_s = escape_wait_s(workspace.settings.escape_ms)
        self.screen_for = screen_for
        self.command_list = command_list
        self.recovered = Recovered(0, ())
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
        self.fault_log: str | None = None
        self._meeting_id = meeting_id
        self._asks_quit = False
        self._dark_letters = DarkLettersFilter()
        for theme in THEMES.values():
            self.register_theme(theme)
        self.begin_with_theme(theme_of(workspace.settings.theme))
        self._lifeline = shutdown or GracefulShutdown()

    async def on_mount(self) -> None:
        """Show the first screen, and catch signals and the loss of the terminal."""
        self.workspace.on_save_state = lambda state: self.call_later(self._show_saved, state)
        if not self.is_headless:
            self._lifeline.watch(self._leave, self.workspace.make_safe, self._is_at_work)
        if self.workspace.settings.theme == FOLLOWS_TERMINAL or has_16_colours(self):
            self.begin_with_theme(await theme_in_terminal(self, self.workspace.settings.theme))
        if self.workspace.has_store:
            await self._enter(True)
        else:
            from screens.home.first_start import FirstStartScreen

            self.push_screen(FirstStartScreen(), self._enter)

    async def _enter(self, ready: bool | None) -> None:
        if not ready:
            self.exit(0)
            return
        try:
            if not self.workspace.is_open:
                self.recovered = self.workspace.open()
        except KmError as error:
            self.exit(1, return_code=1, message=to_content(str(error)))
            return
        home = HomeScreen()
        if self._meeting_id is None:
            await home.push_with_content()
        else:
            self.push_screen(home)
            self.push_screen(screen_for(InMeeting(self._meeting_id)))
        self._tell_recovered()
        self._tell_problems_of_keys()
        # After the first paint, which importing would delay.
        self.set_timer(WARM_UP_AFTER_S, self._warm_up)

    def _tell_recovered(self) -> None:
        if self.recovered.restored_count:
            count = thai_digits(self.recovered.restored_count)
            notify_plain(self, f"กู้ข้อความที่พิมพ์ค้างไว้แล้ว {count} แห่ง")
        if self.recovered.unresolved:
            count = thai_digits(len(self.recovered.unresolved))
            notify_plain(self, f"มีข้อความค้าง {count} แห่งที่ต้องเลือก ดูที่ ข้อความค้าง ในหน้าหลัก", "warning")
        if self.recovered.elsewhere_count:
            count = thai_digits(self.recovered.elsewhere_count)
            told = f"หน้าต่างอื่นของท่านพิมพ์ค้างอยู่ {count} แห่ง ถ้าหน้าต่างนั้นไม่ตอบแล้ว ดูที่ ข้อความค้าง ในหน้าหลัก"
            notify_plain(self, told, "warning")
        if forms := self.workspace.forms.left():
            count = thai_digits(len(forms))
            told = f"มีแบบฟอร์มที่พิมพ์ค้าง {count} แบบ เปิดต่อหรือทิ้งได้ที่ ข้อความค้าง ในหน้าหลัก"
            notify_plain(self, told, "warning")

    def _tell_problems_of_keys(self) -> None:
        problems = own_keys().problems
        for sentence in problems[:_MOST_KEY_PROBLEMS]:
            notify_plain(self, sentence, "warning", title="ปุ่มของท่าน (keys.toml)", timeout=20)
        if len(problems) > _MOST_KEY_PROBLEMS:
            notify_plain(self, "ปุ่มของท่านมีข้อที่ต้องแก้อีก ดูทั้งหมดด้วย kmtui keys", "warning", timeout=20)

    @work
    async def _warm_up(self) -> None:
        """Import in the background what comes next, look after the data, and show its warnings."""
        with contextlib.suppress(KmError):
            await self.workspace.learn_names()
        await asyncio.to_thread(self.workspace.recent.read)
        await asyncio.to_thread(_import_what_comes_next)
        if not self.is_headless:
            told = await asyncio.to_thread(_look_after, self.workspace)
            await asyncio.to_thread(return_free_memory)
            # On other screens the message would cover what the user is typing.
            for sentence in told if isinstance(self.screen, HomeScreen) else ():
                notify_plain(self, sentence, "warning")
        gc.freeze()
        gc.set_threshold(_GARBAGE_AFTER, 20, 20)
        gc.enable()

    @on(OtherEncoding)
    def _tell_encoding(self) -> None:
        redraw(self)
        told = "เทอร์มินัลนี้ตั้งไว้เป็น TIS-620 ถ้าอักษรบนจอเพี้ยน ตั้งเทอร์มินัลเป็น UTF-8"
        notify_plain(self, told, "warning", timeout=20)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of painted lines, with that for 16 colours in a theme or terminal."""
        has_16 = self.theme == THEMES["16"].name or has_16_colours(self)
        return [*super().get_line_filters(), *([self._dark_letters] if has_16 else [])]

    def toast_text(self, message: str, severity: SeverityLevel) -> str:
        """Return the message with a sign of its severity, wrapped between words."""
        width = min(_TOAST_CELLS, self.size.width // 2) - _TOAST_FRAME_CELLS
        sign = _TOAST_SIGNS.get(severity, "")
        is_signed = message.startswith(sign)
        return "\n".join(wrap_text(message if is_signed else f"{sign} {message}", width))

    @on(Notify)
    def _make_room_for(self, event: Notify) -> None:
        """Remove the oldest toasts if not all fit on the screen, so that the new one is visible."""
        free = self.size.height // _TOASTS_PART - _toast_rows(event.notification)
        for older in reversed(list(self._notifications)):
            free -= _toast_rows(older)
            if free < 0:
                del self._notifications[older]

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; hide toasts that cover the line to which it moved the cursor."""
        await super().on_event(event)
        if isinstance(event, _MOVES_CURSOR):
            self._uncover_cursor()

    @on(events.DescendantFocus)
    def _uncover_cursor(self) -> None:
        if self._notifications:
            self.call_after_refresh(lambda: uncover_cursor(self.screen))

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a text to both clipboards (program, terminal) and a file, and show a message.

        Whether a terminal has taken it cannot be known.
        """
        if text:
            super().copy_to_clipboard(text)
            self._keep_copied(text)
        else:
            notify_plain(self, "ที่เลือกไว้ไม่มีข้อความให้คัดลอก", "warning")

    @work(exclusive=True, group="copied")
    async def _keep_copied(self, text: str) -> None:
        told = "คัดลอกแล้ว วางในโปรแกรมนี้ด้วย Ctrl+V"
        with contextlib.suppress(OSError, KmError, TimeoutError):
            keep = asyncio.to_thread(write_copied, self.workspace.paths.state, text)
            path = await asyncio.wait_for(keep, _COPIED_TIMEOUT_S)
            told += f" ถ้าวางในโปรแกรมอื่นไม่ได้ ข้อความอยู่ในแฟ้ม {short_path(path)}"
        notify_plain(self, told)

    def _screens(self) -> list[KmScreen[Any] | KmDialog[Any]]:
        return [screen for screen in self.screen_stack if isinstance(screen, KmScreen | KmDialog)]

    def _show_saved(self, state: SaveState) -> None:
        for screen in self._screens():
            screen.show_saved(state)

    def _is_at_work(self) -> bool:
        return bool(self.workspace.save_state.waiting) and not self.workspace.is_troubled

    def _leave(self, status: int) -> None:
        """Exit on a signal: store typed text at once, then handle the keys in the queue."""
        self.workspace.make_safe(_SAFE_TIMEOUT_S)
        self.set_timer(KEYS_ARRIVE_TIMEOUT_S, lambda: self.call_later(self._leave_now, status))

    async def _leave_now(self, status: int) -> None:
        await self.wait_for_pending_keys()
        for screen in self._screens():
            screen.commit_typing()
        self.exit(status, return_code=status)

    def _handle_exception(self, error: Exception) -> None:
        """Handle an unexpected exception: store typed text, log the error, exit with one sentence.

        Overrides a private hook of Textual; under test the error is raised unchanged.
        """
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.workspace.make_safe(_SAFE_TIMEOUT_S)
        if self._exit and isinstance(error, (NoMatches, ScreenStackError)):
            # The screens are taken apart: one that was being opened never gets its widgets, and
            # one that is dismissed now is the last.
            return
        log = write_fault(self.workspace.paths.state, error)
        # Where the typed texts are is known only once the writer thread has ended.
        self.fault_log = str(log or "")
        self.exit(1, return_code=1)

    def action_ask_quit(self) -> None:
        """Ask the user whether to quit, as the quit keys of other programs are pressed by habit."""
        from screens.dialogs.choices import ConfirmDialog

        if self._asks_quit:
            return
        self._asks_quit = True

        async def answered(is_yes: bool | None) -> None:
            self._asks_quit = False
            if is_yes:
                await self.action_quit()

        ask = ConfirmDialog("ออกจากโปรแกรมหรือไม่", yes="ออก", no="ทำงานต่อ", danger=True)
        self.push_screen(ask, answered)

    async def action_quit(self) -> None:
        """Quit when everything is stored; otherwise ask the user for confirmation."""
        for screen in self._screens():
            screen.commit_typing()
        if await asyncio.to_thread(self.workspace.store_all, _QUIT_TIMEOUT_S):
            self.exit(0)
        else:
            await asyncio.to_thread(self.workspace.make_safe, _SAFE_TIMEOUT_S)
            question = leave_question(self.workspace.save_state)
            from screens.dialogs.choices import ConfirmDialog

            ask = ConfirmDialog(question, yes="ออก", danger=True)
            self.push_screen(ask, lambda yes: self.exit(0) if yes else None)


def _look_after(office: Workspace) -> tuple[str, ...]:
    from kmtui.upkeep import look_after

    return look_after(office.paths, office.settings)


def _import_what_comes_next() -> None:
    # Not the paper engine: it takes 28 MB, and is imported when a document is about to be chosen.
    from screens.base import help as commands  # noqa: F401
    from screens.minutes import room  # noqa: F401


def run_app(paths: DataPaths, meeting_id: int | None = None) -> int:
    """Run the screens on these paths; return the exit status. Raises KmError before they open."""
    must_have_screen("คำสั่งนี้ต้องใช้ในเทอร์มินัล ส่วนงานอื่นใช้ kmtui list หรือ kmtui export")
    shutdown = GracefulShutdown()
    try:
        if paths.is_archive:
            from kmtui.archived import reading_copy

            with reading_copy(paths) as copy:
                return _run(copy, meeting_id, shutdown)
        return _run(paths, meeting_id, shutdown)
    finally:
        shutdown.end_process()


def _toast_rows(notification: Notification) -> int:
    """Return the height of a toast in rows, with the empty row before it."""
    return 1 + bool(notification.title) + len(notification.message.split("\n"))


def take_own_keys() -> None:
    """Read the user's own keys (`keys.toml`), if any, before the first screen binds its keys."""
    with contextlib.suppress(KmError):  # a user without a home has no keys of their own
        path = own_keys_path()
        if os.path.lexists(path):
            from screens.own_keys.chosen import use_own_keys
            from screens.own_keys.reading import read_own_keys

            use_own_keys(read_own_keys(path))


def _run(places: DataPaths, meeting_id: int | None, shutdown: GracefulShutdown) -> int:
    take_own_keys()
    office = Workspace(places, read_settings(places.settings, places.own_settings))
    app = KmApp(office, meeting_id, shutdown)
    if office.has_store:
        app.recovered = office.open()
    try:
        app.run()
    finally:
        # A fault was shown and the user leaves all the same, so a short wait is enough.
        is_troubled = office.save_state.fault is not None
        left = office.close(_TROUBLED_CLOSE_S if is_troubled else _CLOSE_S)
        with contextlib.suppress(OSError):  # the terminal may be gone
            if app.fault_log is not None:
                is_left = bool(left or office.forms.unwritten())
                print_error(crash_text(is_left, app.fault_log))
            forms = (text for form in office.forms.unwritten() for text in form.texts)
            _print_left([*(each.text for each in left), *forms])
    return app.return_code or 0


def _print_left(texts: Sequence[str]) -> None:
    """Print the texts that no lasting file holds, for the user to copy. Raises OSError."""
    if not texts:
        return
    # Escape sequences in a text must not reach the terminal.
    lines = [sanitized_line(line) for each in texts for line in each.splitlines()]
    print_line("ข้อความต่อไปนี้ยังไม่ได้เก็บลงแฟ้มข้อมูล คัดลอกไว้ก่อนปิดหน้าต่างนี้", "", *lines)
    sys.stdout.flush()
