"""Snippets (คำย่อ) in texts of a meeting: abbreviations that expand to sentences."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from models.minutes.snapshot import MeetingSnapshot
from models.minutes.snippet_values import SnippetSource, read_snippet_source, snippet_values
from models.office.snippets import filled, word_before
from screens.base.screen import KmScreen
from screens.widgets.text_area import ThaiTextArea


class ShownMeeting(Protocol):
    """A meeting on a screen.

    Attributes:
        snapshot: the meeting as it is shown; None before it is read.
        item_id: the current item of its agenda.
    """

    screen: KmScreen[None]
    meeting_id: int
    snapshot: MeetingSnapshot | None
    item_id: int | None


class SnippetExpander:
    """Expands the snippet before the cursor, with placeholders filled from the meeting."""

    def __init__(self, meeting: ShownMeeting) -> None:
        self._meeting = meeting
        self._source = SnippetSource()

    async def learn(self) -> None:
        """Read the snippets, and values for placeholders that the snapshot lacks.

        Shows an error and keeps the earlier ones.
        """
        screen, meeting_id = self._meeting.screen, self._meeting.meeting_id
        source = await screen.call_or_show_error(read_snippet_source, meeting_id)
        self._source = source or self._source

    def expand(self, area: ThaiTextArea) -> bool:
        """Expand the snippet before the cursor of a field; return whether there was one.

        Returns False, too, before the meeting is read. Names placeholders without a value in a
        message.
        """
        snapshot, screen = self._meeting.snapshot, self._meeting.screen
        if snapshot is None:
            return False
        row, column = area.cursor_location
        # Thai is written without blanks: the word may directly follow another one.
        word = word_before(area.document[row][:column], self._source.snippets)
        if not word:
            return False
        values = snippet_values(snapshot, self._meeting.item_id, self._source, date.today())
        put_in = filled(self._source.snippets.get(word, word), values, self._source.snippets)
        area.replace(put_in.text, (row, column - len(word)), (row, column))
        if put_in.missing:
            names = " ".join(f"{{{name}}}" for name in put_in.missing)
            screen.show_message(f"ยังไม่มีค่าของ {names} พิมพ์แทนได้เลย", "warning")
        # Another user may have planned the next meeting by now.
        screen.run_worker(self.learn())
        return True
