"""Autosave of typed text: from the editor to a revision, with conflicts and refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from models.drafts.rescue import TypedText
from models.drafts.writer import save_then_replace
from models.editing.revisions import FieldKey, SaveOperation
from models.errors import KmError, NotFound, Refused, VersionConflict
from models.history.recovery import take_over_draft
from models.storage.database import now
from screens.base.screen import KmScreen
from screens.editing.conflict import ConflictDialog


class AutosavedField(Struct, frozen=True):
    """The rules for storing the text of one field.

    Attributes:
        noun: the Thai noun for the text in messages (คำพูด, มติ, ช่อง).
        record_noun: the noun for its record, which another user may delete (คำพูด, มติ, แถว).
        save: stores the text if the version is unchanged.
        restore: restores the deleted record, given its id.
        refusal: returns why a text cannot be stored; empty if it can.
    """

    noun: str
    record_noun: str
    save: SaveOperation
    restore: Callable[[int], object]
    refusal: Callable[[str], str] = lambda _text: ""


class AutosaveEvents(Struct, frozen=True):
    """Callbacks to the owner of the fields; no text is lost whatever they do.

    Attributes:
        can_ask: returns whether a dialog may open now: no editor of the owner is open.
        on_operation: is given the future of a submitted operation; the owner must not read the
            records again before that is done.
        on_refused: is given a text that was not stored; it is kept as a draft.
        on_commit: is given the text that will be stored, before it is submitted.
        on_committed: is given a stored text and its version.
        on_conflict: is given a text that another user has overtaken; this user must choose.
    """

    can_ask: Callable[[], bool]
    on_operation: Callable[[asyncio.Future[Any]], object]
    on_refused: Callable[[TypedText, KmError], object]
    on_commit: Callable[[TypedText, str], object] = lambda _typed, _text: None
    on_committed: Callable[[TypedText, int], object] = lambda _typed, _version: None
    on_conflict: Callable[[TypedText, VersionConflict], object] = lambda _typed, _conflict: None


class FieldAutosave:
    """Stores the text of fields: drafts, revisions, refusals, conflicts, deleted records.

    No call waits for the disk. A text in conflict with another user's is kept as a draft until the
    user chooses.

    Attributes:
        undecided: the texts that the user must decide on, including those of earlier sessions.
    """

    def __init__(
        self,
        screen: KmScreen[Any],
        field_of: Callable[[FieldKey], AutosavedField],
        events: AutosaveEvents,
    ) -> None:
        self._screen = screen
        self._field_of = field_of
        self._events = events
        self._conflicts: dict[FieldKey, VersionConflict] = {}
        self.undecided: dict[FieldKey, TypedText] = {}

    def typed(
        self,
        field_key: FieldKey,
        base_version: int,
        text: str,
        item_id: int | None = None,
        speaker_id: int | None = None,
    ) -> TypedText:
        """Return a text as this user has typed it now, based on a stored version.

        Args:
            item_id: the agenda item of a statement or resolution; None for other texts.
            speaker_id: the attendance id of a statement's speaker; None for other texts.
        """
        office = self._screen.workspace
        return TypedText(
            field_key.subject,
            field_key.subject_id,
            office.session,
            base_version,
            text,
            office.who,
            now(),
            item_id,
            speaker_id,
            field_key.field,
        )

    def queue_draft(self, typed: TypedText) -> None:
        """Queue the typed text as a draft; called at every key."""
        self._screen.workspace.writer.queue_draft(typed)

    def discard_draft(self, field_key: FieldKey) -> None:
        """Delete the draft of a field, because the user discarded the text."""
        self._screen.workspace.writer.discard_draft(*field_key)

    def refusal(self, field_key: FieldKey, text: str) -> str:
        """Return why the field does not take this text; empty if it does."""
        return self._field_of(field_key).refusal(text)

    def commit(self, typed: TypedText, chosen: str = "") -> None:
        """Store the text as a revision, and report the outcome through the callbacks.

        A text that is refused stays a draft.

        Args:
            typed: what was typed.
            chosen: stored as the revision after it, if the user chose another text in a conflict.
        """
        if refusal := self.refusal(typed.field_key, typed.text):
            self._refuse(typed, Refused(refusal))
            return
        self._events.on_commit(typed, chosen or typed.text)
        future = self.commit_revision(typed, chosen)
        self._events.on_operation(future)
        future.add_done_callback(lambda done: self._committed(done, typed))

    def commit_revision(self, typed: TypedText, chosen: str = "") -> asyncio.Future[int]:
        """Submit the text to the writer and return the future of its version.

        For a text whose editor stays open: the caller handles errors of the future. `chosen` is
        stored as a further revision, if the user chose another text in a conflict.
        """
        save = self._field_of(typed.field_key).save
        if chosen:
            save = save_then_replace(save, chosen)
        return asyncio.wrap_future(self._screen.workspace.writer.commit_draft(typed, save))

    def _committed(self, done: asyncio.Future[int], typed: TypedText) -> None:
        error = None if done.cancelled() else done.exception()
        if isinstance(error, NotFound):
            self._restore(typed)
        else:
            self._take_answer(done, typed)

    def _take_answer(self, done: asyncio.Future[int], typed: TypedText) -> None:
        if done.cancelled():
            return
        error = done.exception()
        if isinstance(error, VersionConflict):
            self.queue_conflict(typed, error)
        elif isinstance(error, KmError):
            self._refuse(typed, error)
        elif error is not None:
            raise error
        else:
            self._events.on_committed(typed, done.result())

    def _refuse(self, typed: TypedText, refusal: KmError) -> None:
        """Keep a refused text as a draft."""
        self.queue_draft(typed)
        self._events.on_refused(typed, refusal)

    def _restore(self, typed: TypedText) -> None:
        """Restore the record that another user deleted, with the typed text.

        The success message is shown only when the record is restored: if it never existed (an older
        file replaced the data file), the text stays a draft.
        """
        field = self._field_of(typed.field_key)
        restored = self._screen.workspace.submit(field.restore, typed.subject_id)
        operation = asyncio.wrap_future(restored)
        # If this is refused, storing the text fails and shows the reason.
        operation.add_done_callback(lambda done: done.cancelled() or done.exception())
        self._events.on_operation(operation)
        future = self.commit_revision(typed)
        self._events.on_operation(future)
        future.add_done_callback(lambda done: self._restored(done, typed))

    def _restored(self, done: asyncio.Future[int], typed: TypedText) -> None:
        noun = self._field_of(typed.field_key).record_noun
        error = None if done.cancelled() else done.exception()
        if isinstance(error, NotFound):
            missing = f"{noun}นี้ไม่มีในแฟ้มข้อมูลแล้ว ข้อความของท่านเป็นฉบับร่าง ดูที่ ข้อความค้าง ในหน้าหลัก"
            self._refuse(typed, NotFound(missing))
            return
        if error is None:
            self._screen.show_message(f"มีผู้อื่นลบ{noun}นี้ขณะที่ท่านพิมพ์ จึงคืนให้พร้อมข้อความของท่าน", "warning")
        self._take_answer(done, typed)

    def queue_conflict(self, typed: TypedText, conflict: VersionConflict) -> None:
        """Show the conflict dialog as soon as no editor is open; until then both texts are kept.

        A message tells the user if the dialog has to wait.
        """
        place = typed.field_key
        self.undecided[place], self._conflicts[place] = typed, conflict
        self._events.on_conflict(typed, conflict)
        if not self._can_ask():
            noun = self._field_of(place).noun
            words = f"มีผู้อื่นแก้{noun}ที่ท่านเพิ่งพิมพ์ ข้อความทั้งสองอยู่ครบ จะให้เลือกเมื่อท่านพิมพ์เสร็จ"
            self._screen.show_message(words, "warning")
        self.show_next_conflict()

    def reopen_conflict(self, field_key: FieldKey, text: str, version: int) -> bool:
        """Ask again about the undecided text of a field; return whether there is one.

        Returns False, too, if that text equals the stored one.

        Args:
            text: the stored text.
            version: the version of the stored text.
        """
        waiting = self.undecided.get(field_key)
        if waiting is None or waiting.text == text:
            return False
        self.queue_conflict(waiting, VersionConflict(text, version))
        return True

    def show_next_conflict(self) -> None:
        """Show the dialog of the oldest unresolved conflict, if any and if a dialog may open."""
        if not self._conflicts or not self._can_ask():
            return
        place = next(iter(self._conflicts))
        conflict, typed = self._conflicts.pop(place), self.undecided.get(place)
        if typed is not None:
            what = f"{self._field_of(place).noun}นี้"
            dialog = ConflictDialog(typed.text, conflict.current_text, what)
            self._screen.app.push_screen(dialog, lambda text: self._chosen(typed, conflict, text))

    def _can_ask(self) -> bool:
        screen = self._screen
        return screen.app.screen is screen and screen.is_composed and self._events.can_ask()

    def _chosen(self, typed: TypedText, conflict: VersionConflict, text: str | None) -> None:
        """Store the chosen text over the other user's; the history keeps both.

        None (Escape) leaves the typed text a draft, as a message says.
        """
        if text is None:
            where = f"{self._field_of(typed.field_key).noun}นี้"
            self._screen.show_message(
                f"เก็บข้อความของท่านไว้เป็นฉบับร่างแล้ว กด Enter ที่{where}เพื่อเลือก", "warning"
            )
            return
        self.undecided.pop(typed.field_key, None)
        mine = replace(self.take_over(typed), base_version=conflict.current_version)
        if typed.text in text:
            self.commit(replace(mine, text=text))
        else:
            self.commit(mine, text)
        self.show_next_conflict()

    async def find_left(self, find: Callable[..., Sequence[TypedText]], *args: object) -> int:
        """Add the orphaned drafts that `find` returns to `undecided`; return how many it returned.

        A field that is undecided already keeps its text.

        Raises:
            KmError: as raised by `find`, which runs in the writer thread.
        """
        left = await self._screen.call(find, *args)
        for typed in left:
            self.undecided.setdefault(typed.field_key, typed)
        return len(left)

    def take_over(self, typed: TypedText) -> TypedText:
        """Return the text as one of this session, so that storing it removes the orphaned draft."""
        office = self._screen.workspace
        if typed.session == office.session:
            return typed
        self._screen.submit(take_over_draft, typed, office.session, office.paths.rescue)
        return replace(typed, session=office.session)
