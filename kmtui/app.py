"""The Textual App: opens the store, the theme, the first screen; nothing else."""

import asyncio
import os
import select
import signal
import sys
import threading
from typing import ClassVar

from textual.binding import BindingType

from kmtui.faults import write_fault
from kmtui.paths import Places
from kmtui.settings import Settings, read_settings
from kmtui.thai.digits import thai_digits
from kmtui.theme import DARK, LIGHT
from models.drafts import SaveState
from models.errors import KmError
from models.recovery import Recovered
from screens.driver import driver_class
from screens.first_start import FirstStartScreen
from screens.home import HomeScreen
from screens.office import Office
from screens.ordered_keys import OrderedKeysApp
from screens.plain import notify_plain
from screens.room import RoomScreen
from screens.widgets.dialogs import ConfirmDialog

_WATCH_TERMINAL_EVERY_S = 1.0


class KmApp(OrderedKeysApp[int]):
    """kmtui on the screen."""

    TITLE = "kmtui"
    ENABLE_COMMAND_PALETTE = False
    # Above the status line: whether the text is stored must never be covered.
    CSS = "ToastRack { margin-bottom: 3; }"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, office: Office, meeting_id: int | None = None) -> None:
        super().__init__(driver_class=driver_class() if office.settings.row_diff else None)
        self.office = office
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (120, "-wide")]
        self._meeting_id = meeting_id
        self._recovered = Recovered(0, ())

    def on_mount(self) -> None:
        """Show the first screen; watch for the end of the terminal; warm up in the background."""
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = LIGHT.name if self.office.settings.theme == "light" else DARK.name
        self.office.told = self._tell_saved
        self._catch_signals()
        self.set_interval(_WATCH_TERMINAL_EVERY_S, self._watch_terminal)
        if self.office.has_store:
            self._enter(True)
        else:
            self.push_screen(FirstStartScreen(), self._enter)

    def recovered(self, recovered: Recovered) -> None:
        """Note what was brought back, to be told on the first screen."""
        self._recovered = recovered

    def _enter(self, ready: bool | None) -> None:
        if not ready:
            self.exit(0)
            return
        try:
            if not self.office.is_open:
                self.recovered(self.office.open())
        except KmError as error:
            self.exit(1, message=str(error))
            return
        self.push_screen(HomeScreen())
        if self._meeting_id is not None:
            self.push_screen(RoomScreen(self._meeting_id))
        self._tell_recovered()
        self.call_after_refresh(threading.Thread(target=_warm_up, daemon=True).start)

    def _tell_recovered(self) -> None:
        if self._recovered.restored_count:
            count = thai_digits(self._recovered.restored_count)
            notify_plain(self, f"กู้ข้อความที่พิมพ์ค้างไว้แล้ว {count} แห่ง")
        if self._recovered.undecided:
            count = thai_digits(len(self._recovered.undecided))
            notify_plain(self, f"มีข้อความค้าง {count} แห่งที่ต้องเลือก เก็บไว้ครบแล้ว", "warning")

    def _tell_saved(self, state: SaveState) -> None:
        self.call_later(self._show_saved, state)

    def _show_saved(self, state: SaveState) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, RoomScreen):
                screen.show_saved(state)

    def _handle_exception(self, error: Exception) -> None:
        """A fault of ours: the text is made safe, the person reads one sentence, we a log.

        Overrides Textual's private hook; under test the error is raised as it is.
        """
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._make_safe()
        log = write_fault(self.office.places.state, error)
        self.exit(1, message=f"โปรแกรมขัดข้อง ข้อความเก็บไว้แล้ว เปิด kmtui ใหม่เพื่อทำต่อ ({log})")

    async def action_quit(self) -> None:
        """Quit when everything is stored; ask first where something is not."""
        self._finish_typing()
        if await asyncio.to_thread(self.office.flush) or not self.office.is_troubled:
            self.exit(0)
        else:
            question = "ยังบันทึกลงแฟ้มข้อมูลไม่ได้ ข้อความอยู่ในแฟ้มกู้แล้ว ออกจากโปรแกรมหรือไม่"
            self.push_screen(ConfirmDialog(question, yes="ออก", danger=True), self._quit_anyway)

    def _quit_anyway(self, yes: bool | None) -> None:
        if yes:
            self.exit(0)

    def _catch_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._end, 128 + number)

    def _make_safe(self) -> None:
        """Store what is being typed, before the program ends without being asked to."""
        self._finish_typing()
        self.office.flush()

    def _finish_typing(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, RoomScreen):
                screen.finish_typing()

    def _end(self, status: int) -> None:
        self._make_safe()
        self.exit(status)

    def _watch_terminal(self) -> None:
        """End by ourselves when the terminal is gone: where HUP is ignored, no signal tells."""
        if self.is_headless or not hasattr(select, "poll"):
            return
        poll = select.poll()
        poll.register(sys.__stdin__.fileno() if sys.__stdin__ else 0, 0)
        if any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0)):
            self._make_safe()
            # Textual's writer thread may be stuck on the dead terminal: no graceful exit.
            os._exit(129)


def _warm_up() -> None:
    """Load what the first document will need, while the person looks at the first screen."""
    from exports import page  # noqa: F401


def run_app(places: Places, meeting_id: int | None = None) -> int:
    """Open the screens on these places; return the exit status. Raises KmError before they open."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise KmError("คำสั่งนี้ต้องใช้ในเทอร์มินัล ส่วนงานอื่นใช้ kmtui list หรือ kmtui export")
    settings: Settings = read_settings(places.settings)
    office = Office(places, settings)
    app = KmApp(office, meeting_id)
    if office.has_store:
        app.recovered(office.open())
    try:
        app.run()
    finally:
        office.close()
    return app.return_code or 0
