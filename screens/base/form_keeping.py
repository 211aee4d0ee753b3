"""Drafts of dialog fields: typed text is offered again, however the dialog was closed."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, cast

from msgspec.structs import replace
from textual.screen import Screen
from textual.worker import NoActiveWorker, Worker, WorkerState, get_current_worker

from models.drafts.forms import FormDraft
from models.office.locations import Location
from screens.navigation.destination_keys import destination_key
from screens.navigation.destinations import Destination
from screens.widgets.sanitize import Severity

if TYPE_CHECKING:
    from screens.base.workspace import Workspace

_STORED_POLL_S = 0.2
_waiting = set[asyncio.Task[None]]()
_NUMBERS = re.compile(r"[0-9๐-๙]+")
BROUGHT_BACK = "นำที่พิมพ์ค้างไว้ในแบบฟอร์มนี้กลับมาแล้ว"
NOT_KEPT = "เก็บที่พิมพ์ในแบบฟอร์มนี้ลงแฟ้มใดไม่ได้ พิมพ์ให้เสร็จแล้วกด Enter ก่อนปิดโปรแกรม"
PUT_OFF = "เก็บที่พิมพ์ไว้แล้ว เปิดแบบฟอร์มนี้อีกครั้งเพื่อพิมพ์ต่อ"


class TypedField(Protocol):
    """A field for typed text: any widget with `TAKES_TEXT`."""

    typed: str


class FormHost(Protocol):
    """The screen on which a form is opened."""

    destination: Destination | None

    @property
    def location(self) -> Location | None:
        """The location (navigation target) of the records that the screen shows."""

    @property
    def form_record(self) -> Hashable:
        """The record that a dialog opened here is about by default; None if there is none."""

    def show_message(self, message: str, severity: Severity = "information") -> None:
        """Show a toast with one sentence."""


class KeptDialog(Protocol):
    """A dialog whose fields are kept as a draft.

    Attributes:
        no_draft: the reason why its fields have no draft; empty if they have one.
        about: the record that the dialog is about; None for that of its screen.
    """

    no_draft: str
    about: Hashable

    @property
    def form_title(self) -> str:
        """The title of the dialog, by which its draft is listed."""

    @property
    def form_base(self) -> Sequence[str] | None:
        """The stored texts of the fields; None if the fields show them when they are opened."""

    def field_label(self, field: Any) -> str:
        """Return the label of a field, by which the draft lists its text."""

    def query(self, selector: str) -> Any:
        """Return the widgets that match a CSS selector."""


class Submission:
    """A submitted form, and the dialog flow that stores its content."""

    def __init__(self, office: Workspace, flow: Worker[Any] | None) -> None:
        self._office = office
        self._flow = flow

    @property
    def is_done(self) -> bool:
        """Whether the flow has ended and everything is stored."""
        is_over = self._flow is None or self._flow.state == WorkerState.SUCCESS
        return is_over and self._office.is_all_stored

    @property
    def is_under_way(self) -> bool:
        """Whether the flow may still refuse the form: it runs, or is not known."""
        return self._flow is None or not self._flow.is_finished

    def is_of(self, flow: Worker[Any]) -> bool:
        """Return whether the form belongs to this flow."""
        return self._flow is flow


class FormKeeping:
    """Keeps a draft of a dialog's fields from the first key until the answers are stored.

    Works for every dialog without code of its own: its fields are the widgets that take text. A
    form's identity is the screen below, the dialog, its title and fields, and the selected record
    (`about`).
    """

    def __init__(self, dialog: Any) -> None:
        """Prepare; the form counts as stored when the worker that opened the dialog has ended."""
        self._dialog = cast(KeptDialog, dialog)
        self._screen = cast("Screen[Any]", dialog)
        self._flow = _current_flow()
        self._fields: tuple[TypedField, ...] = ()
        self._draft: FormDraft | None = None
        self._is_kept = False
        self._has_told_failure = False

    @property
    def is_changed(self) -> bool:
        """Whether the fields differ from the stored texts; False if no draft is kept."""
        return self._draft is not None and self._texts != self._draft.base

    @property
    def _texts(self) -> tuple[str, ...]:
        return tuple(field.typed for field in self._fields)

    @property
    def _workspace(self) -> Workspace | None:
        return getattr(self._screen.app, "workspace", None)

    def begin(self) -> None:
        """Find the fields; fill them with an earlier draft, if any, and show a message about it.

        Keeps no draft if the dialog wants none or has no field, or if the data file is only read.
        """
        office, host = self._workspace, form_host(self._screen)
        widgets = [each for each in self._dialog.query("*") if getattr(each, "TAKES_TEXT", False)]
        if office is None or host is None or not widgets or self._dialog.no_draft:
            return
        if office.paths.read_from is not None:
            return
        self._fields = tuple(cast("list[TypedField]", widgets))
        shown, stored = self._texts, self._dialog.form_base
        base = shown if stored is None else tuple(stored)
        labels = tuple(self._dialog.field_label(each) for each in widgets)
        name = self._name(host, labels)
        title, place = self._dialog.form_title, _place(host)
        self._draft = FormDraft(name, office.session, title, place, labels, base, base)
        earlier = office.forms.begin(name)
        if earlier is not None and shown == base:
            self._fill(earlier.continued(base))
            # Another user may have stored the same text in the meantime.
            self._is_kept = True
        self.note()

    def _name(self, host: FormHost, labels: Sequence[str]) -> str:
        about = self._dialog.about
        about = host.form_record if about is None else about
        # A number in a title (the next free one, a count) may be another one the next time.
        title = _NUMBERS.sub("#", self._dialog.form_title)
        kind = type(self._dialog).__name__
        record = "" if about is None else str(about)
        return "\n".join((host_key(host), kind, title, *labels, record))

    def _fill(self, texts: Sequence[str]) -> None:
        if tuple(texts) == self._texts:
            return
        for field, text in zip(self._fields, texts, strict=True):
            if field.typed != text:
                field.typed = text
        cast(FormHost, self._screen).show_message(BROUGHT_BACK)

    def note(self) -> None:
        """Queue the texts of the fields as a draft, or delete it if they equal the stored texts.

        Called at every change, and at exit. Shows a message once if no draft can be written.
        """
        office, draft = self._workspace, self._draft
        if office is None or draft is None or not self._screen.is_attached:
            return
        texts = self._texts
        if texts != draft.base:
            if texts != draft.texts or not self._is_kept:
                self._draft = replace(draft, texts=texts)
                office.forms.note(self._draft)
                self._is_kept = True
        elif self._is_kept:
            self._is_kept = False
            self._draft = replace(draft, texts=texts)
            office.forms.drop(draft.form)
        if office.forms.is_failing and not self._has_told_failure:
            self._has_told_failure = True
            cast(FormHost, self._screen).show_message(NOT_KEPT, "error")

    def throw_away(self) -> None:
        """Delete the draft, because the user discarded it."""
        if self._workspace is not None and self._draft is not None:
            self._workspace.forms.drop(self._draft.form)
            self._is_kept = False
            self._fields = ()

    def end(self, *, is_answered: bool) -> None:
        """Close the form: keep its draft until the answer is stored, or for later.

        The draft of an answered form is kept until the flow has stored the answer, any other one
        until the form is opened again, which a message says.
        """
        office, draft = self._workspace, self._draft
        if office is None:
            return
        if draft is None:
            if not is_answered and self._flow is not None:
                self._keep_given_up(office)
            return
        if self._fields:
            self.note()
        if is_answered and self._is_kept:
            office.forms.submit(draft.form, Submission(office, self._flow))
            task = asyncio.get_running_loop().create_task(_drop_when_stored(office))
            _waiting.add(task)
            task.add_done_callback(_waiting.discard)
            return
        office.forms.close(draft.form)
        if self._is_kept:
            self._tell_put_off()
        elif not is_answered:
            self._keep_given_up(office)

    def _keep_given_up(self, office: Workspace) -> None:
        """Keep the drafts of earlier dialogs of this flow, because it ends without storing them."""
        flow = self._flow
        if flow is not None and office.forms.withdraw(lambda each: each.is_of(flow)):
            self._tell_put_off()

    def finish(self) -> None:
        """Delete the draft of a form that has been stored, unless it was withdrawn."""
        if self._workspace is not None and self._draft is not None:
            self._workspace.forms.finish(self._draft.form)

    def _tell_put_off(self) -> None:
        host = form_host(self._screen)
        if host is not None:
            host.show_message(PUT_OFF)


def form_host(dialog: Screen[Any]) -> FormHost | None:
    """Return the screen below a dialog, or below the dialogs that led to it; None without one."""
    stack = dialog.app.screen_stack
    below = stack[: stack.index(dialog)] if dialog in stack else stack
    return next(
        (cast(FormHost, each) for each in reversed(below) if hasattr(each, "form_record")), None
    )


def host_key(host: FormHost) -> str:
    """Return a key for a screen that is the same whenever it shows the same records."""
    return f"{type(host).__name__} {_place(host)}"


def _place(host: FormHost) -> str:
    to = host.location or host.destination
    return destination_key(to) if to is not None else ""


def _current_flow() -> Worker[Any] | None:
    try:
        return get_current_worker()
    except NoActiveWorker:
        return None


async def _drop_when_stored(office: Workspace) -> None:
    """Delete submitted drafts once they are stored; those of refused forms are kept."""
    await asyncio.sleep(_STORED_POLL_S)
    while not office.forms.drop_done():
        await asyncio.sleep(_STORED_POLL_S)
