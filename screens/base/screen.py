"""The base of every screen: workspace, messages, keys in order, destinations."""

import asyncio
import contextlib
from collections.abc import Callable, Hashable, Sequence
from inspect import isawaitable
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

from msgspec.structs import replace
from textual import events, on
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.worker import NoActiveWorker, get_current_worker

from models.drafts.save_state import SaveState
from models.errors import KmError
from models.office.locations import Location
from screens.base.form_keeping import FormKeeping, host_key
from screens.base.pane import Pane
from screens.base.typed_text import Chosen, TypedText, TypedUse
from screens.base.workspace import Workspace
from screens.commands import DIALOG
from screens.commands.command import Page
from screens.navigation.destinations import Destination, Findings, SearchAll
from screens.own_keys.chosen import Chain, own_keys, rekeyed
from screens.terminal.driver import redraw
from screens.widgets.dialog_body import DialogBody
from screens.widgets.sanitize import Severity, notify_plain, to_content

if TYPE_CHECKING:
    from concurrent.futures import Future

P = ParamSpec("P")
T = TypeVar("T")
Result = TypeVar("Result")

_KEYS_TAKEN_TIMEOUT_S = 2.0
_SENTENCE_PAUSE_S = 1.0


class _WorkspaceMixin(Generic[Result]):
    """The common part of screens and dialogs; `PAGE` has the commands for the help.

    Attributes:
        pane: the part in which records are edited; None if there is none.
        destination: the destination that leads here; None if another screen opens it directly.
        typed_text: the uses of a text typed with no field open, besides searching.
    """

    PAGE: Page = Page("", ())
    pane: Pane | None = None
    destination: Destination | None = None
    typed_text: TypedText | None = None

    @property
    def _binding_chain(self) -> Chain:
        """The bindings from the focus up to the app, with the user's own keys (Textual's hook)."""
        chain: Chain = super()._binding_chain  # type: ignore[misc]
        return rekeyed(chain, self.PAGE, cast(Any, self).focused)

    def sentence(self, text: str) -> str:
        """Return a sentence in which the program's keys are replaced by the user's own."""
        stack = reversed(cast(Any, self).app.screen_stack)
        pages = (each.PAGE for each in stack if isinstance(each, KmScreen))
        return own_keys().sentence(text, self.PAGE, *islice(pages, 1))

    @property
    def workspace(self) -> Workspace:
        """The open data file and its writer thread."""
        return cast(Workspace, cast(Any, self).app.workspace)

    async def call(self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a function of the models in the writer thread and return its result.

        Cancels the calling worker if its screen has been closed in the meantime.

        Raises:
            KmError: as raised by `operation`.
        """
        try:
            return await self.workspace.call(operation, *args, **kwargs)
        finally:
            self._end_with_screen()

    def _end_with_screen(self) -> None:
        screen = cast("Screen[Any]", self)
        with contextlib.suppress(NoActiveWorker):
            if get_current_worker().node is screen and not (screen.is_attached and screen.display):
                raise asyncio.CancelledError

    async def call_or_show_error(
        self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T | None:
        """Run a function of the models in the writer thread and return its result.

        Shows its KmError, if any, and returns None then. Cancels the worker like `call`.
        """
        try:
            return await self.call(operation, *args, **kwargs)
        except KmError as error:
            self.show_error(error)
            return None

    def submit(
        self, operation: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> "asyncio.Future[T]":
        """Submit an operation to the writer thread; a refusal is shown as a message."""
        return self.show_error_of(self.workspace.submit(operation, *args, **kwargs))

    def show_error_of(self, handed_over: "Future[T]") -> "asyncio.Future[T]":
        """Return the future as one of this event loop; its KmError, if any, is shown."""
        future = asyncio.wrap_future(handed_over)
        future.add_done_callback(self._show_refusal)
        return future

    def _show_refusal(self, future: "asyncio.Future[Any]") -> None:
        error = None if future.cancelled() else future.exception()
        if isinstance(error, KmError):
            self.show_error(error)

    def show_message(self, message: str, severity: Severity = "information") -> None:
        """Show a toast with one sentence, in which keys are the user's own."""
        notify_plain(cast(Any, self), self.sentence(message), severity)

    def show_error(self, error: KmError) -> None:
        """Show an error as a message for 8 seconds; the draft of a form that is refused is kept."""
        self.workspace.forms.withdraw(lambda each: each.is_under_way)
        notify_plain(cast(Any, self), self.sentence(str(error)), "error", timeout=8)

    def check_writable(self) -> bool:
        """Return whether typed text can be stored; show a message if the file is read-only."""
        is_read = self.workspace.paths.read_from is not None
        if is_read:
            self.show_message("แฟ้มนี้เปิดไว้อ่านอย่างเดียว แก้ไขไม่ได้", "warning")
        return not is_read

    def commit_typing(self) -> None:
        """Submit what is being typed, because the program may end.

        Screens without typing do nothing.
        """
        if self.pane is not None:
            self.pane.commit_typing()

    def show_saved(self, state: SaveState) -> None:
        """Show where the typed text is stored; screens without typing show nothing."""
        if self.pane is not None:
            self.pane.show_saved(state)

    @property
    def is_composed(self) -> bool:
        """Whether the screen's widgets exist.

        Results of workers may arrive before or after that.
        """
        screen = cast("Screen[Any]", self)
        return bool(screen.is_mounted and screen.is_attached and screen.displayed_children)

    async def wait_for_pending_keys(self) -> None:
        """Wait until the focused widget has taken every key that was pressed before this one.

        Keys go through queues; without it, what is typed in a burst could be read too early. Only
        for actions of priority commands: the keys that follow wait until the action is done.
        """
        focused = cast("Screen[Any]", self).focused
        if focused is None:
            return
        taken = asyncio.Event()
        focused.call_later(taken.set)
        try:
            await asyncio.wait_for(taken.wait(), _KEYS_TAKEN_TIMEOUT_S)
        except TimeoutError:
            return

    def action_help(self) -> None:
        """Show the commands of this screen, and run the selected one."""
        self._find_command(cast(Any, self).app.take_left_text())

    def take_typed(self, text: str) -> None:
        """Use a text that was typed while no field was open, or offer it in the list of commands.

        None of its letters is lost, or run as a command.
        """
        if self.typed_text is None or not self.typed_text.take(text):
            self._find_command(text)

    def _find_command(self, typed: str) -> None:
        app = cast(Any, self).app
        recent = self.workspace.recent.of(self.PAGE)
        own = self.typed_text.uses() if self.typed_text is not None else ()
        if self.workspace.is_open:
            own += (TypedUse("ค้นหา", "ค้นข้อความที่พิมพ์นี้ในทุกเรื่อง", self._search_for),)
        page = own_keys().page(self.PAGE)
        finder = app.command_list(page, typed, own, recent, self.keep_left_text)
        app.push_screen(finder, self._run_chosen)

    async def _search_for(self, text: str) -> None:
        self.workspace.looked_for = replace(self.workspace.looked_for, text=text)
        await self.open(SearchAll())

    def keep_left_text(self, text: str) -> None:
        """Keep a text that was typed but not used, for the list of commands, and show a message."""
        cast(Any, self).app.keep_left_text(text)
        self.show_message("ข้อความที่พิมพ์ยังอยู่ กด F1 เพื่อใช้ต่อ")

    async def _run_chosen(self, answer: tuple[Chosen, str] | None) -> None:
        if answer is None:
            return
        chosen, typed = answer
        app = cast(Any, self).app
        if isinstance(chosen, TypedUse):
            used = chosen.use(typed)
            if isawaitable(used):
                await used
            return
        self.workspace.recent.note(self.PAGE, chosen)
        await app.run_action(chosen, self._owner_of(chosen))

    def _owner_of(self, action: str) -> DOMNode:
        """Return the nearest of the focused widget and its containers that binds the command.

        The screen if none does. Bindings without an id are Textual's own: the undo of a text area
        reverts typing, not an operation.
        """
        screen = cast("Screen[Any]", self)
        for node in (screen.focused or screen).ancestors_with_self:
            for binding in node.BINDINGS:
                if isinstance(binding, Binding) and binding.id and binding.action == action:
                    return node
        return screen

    @property
    def location(self) -> Location | None:
        """The location (navigation target) of the shown records; None if there are none."""
        return self.pane.location if self.pane is not None else None

    async def open(self, to: Destination) -> None:
        """Open a destination: return to an open screen that must be unique, else push a new one.

        What is typed in the screens that are left on the way back is stored.
        """
        app = cast(Any, self).app
        screens = reversed(app.screen_stack)
        below = next(
            (each for each in screens if isinstance(each, KmScreen) and each.is_at(to)), None
        )
        if below is None:
            await app.push_screen(app.screen_for(to))
            return
        while app.screen is not below:
            app.screen.commit_typing()
            app.screen.dismiss(None)
        below.show(to)

    async def action_search_all(self) -> None:
        """Open the full-text search; what is typed here is kept."""
        if self.workspace.is_open:
            await self.open(SearchAll())

    async def action_check_here(self) -> None:
        """Open the checks of what is shown, or of the whole office; typed text is stored first."""
        if self.workspace.is_open:
            self.commit_typing()
            await self.open(Findings(self.location))

    def action_redraw(self) -> None:
        """Repaint the screen."""
        redraw(cast(Any, self).app)


class KmScreen(_WorkspaceMixin[Result], Screen[Result]):
    """A full screen."""

    # Textual paints all of a screen when the focus moves; the two widgets paint themselves.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    @on(events.ScreenResume)
    def _resume_pane(self) -> None:
        if self.pane is not None:
            self.pane.resume()
        if isinstance(getattr(self.app, "workspace", None), Workspace):
            self._offer_forms()

    def _offer_forms(self) -> None:
        """Show a message for each unfinished form of this screen, once per form."""
        for draft in self.workspace.forms.offers(host_key(self)):
            self.show_message(
                f"แบบฟอร์ม “{draft.title}” พิมพ์ค้างไว้ เปิดแบบฟอร์มนี้อีกครั้งเพื่อพิมพ์ต่อ", "warning"
            )

    @property
    def form_record(self) -> Hashable:
        """The record of a dialog opened here, unless the dialog has its own; None for none."""
        return getattr(self.pane, "record_id", None)

    def is_at(self, to: Destination) -> bool:
        """Return whether `open` must return here instead of pushing a second screen of this kind.

        True only for screens in which the same text could otherwise be edited twice.
        """
        del to
        return False

    def show(self, to: Destination) -> None:
        """Select what `to` names on this screen, which is open already (see `is_at`)."""


AnyScreen = KmScreen[Any]
"""A screen, whatever it returns."""


class KmDialog(_WorkspaceMixin[Result], ModalScreen[Result]):
    """A dialog: returns a value with `dismiss`, stores nothing and knows no screen.

    The text of its fields is kept as a draft until the returned value is stored (see
    `FormKeeping`), and offered when the dialog is opened again.

    Attributes:
        no_draft: the reason why its fields have no draft; empty if they have one.
        about: the record that the dialog is about; None for the one selected on its screen.
        form: keeps the draft.
        keys_label: the keys, shown in the lower border; empty if the dialog has a key line.
    """

    # One frame for all dialogs, also those without a style sheet for it.
    DEFAULT_CSS = """
    KmDialog {
        align: center middle;

        & > Vertical {
            width: 72;
            max-width: 96%;
            height: auto;
            max-height: 100%;
            padding: 1 2;
            border: solid $primary;
            background: $surface;
        }
    }
    """
    PAGE = DIALOG
    keys_label: str = "Esc ยกเลิก"
    no_draft: str = ""
    about: Hashable = None

    def __init__(self) -> None:
        super().__init__()
        self.form = FormKeeping(self)

    @property
    def form_title(self) -> str:
        """The title of the dialog in the list of unfinished forms."""
        return ""

    @property
    def form_base(self) -> Sequence[str] | None:
        """The stored texts of the fields; None if the fields show them when they are opened."""
        return None

    def field_label(self, _field: Any) -> str:
        """Return the label of a field in its draft; dialogs with several fields override this."""
        return "ข้อความ"

    @on(events.Mount)
    def _begin_form(self) -> None:
        self.form.begin()
        for frame in self.children:
            if self.keys_label and isinstance(frame, Vertical):
                frame.border_subtitle = to_content(self.sentence(self.keys_label))

    @on(events.Resize)
    def _fit_body(self, event: events.Resize) -> None:
        for body in self.query(DialogBody):
            body.fit(event.size.height)

    def _on_input_changed(self) -> None:
        self.form.note()

    def _on_text_area_changed(self) -> None:
        self.form.note()

    def take_typed(self, text: str) -> None:
        """Ignore letters that are no answer, showing a message at the first one."""
        if len(text) > 1 or cast(Any, self).app.pause_before_key > _SENTENCE_PAUSE_S:
            self.show_message("หน้าต่างนี้ไม่รับข้อความ เลือกคำตอบหรือกด Esc ก่อน แล้วจึงพิมพ์", "warning")

    def commit_typing(self) -> None:
        """Queue the fields' texts as a draft, because the program may end."""
        self.form.note()

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Close the dialog with its result; None or False cancels, and the draft is kept."""
        self.form.end(is_answered=result is not None and result is not False)
        return super().dismiss(result)
