"""The projector follows the secretary: the item on the screen, and what is being worded."""

from pathlib import Path

from msgspec.structs import replace

from models.drafts.records import save_draft
from models.drafts.sessions import new_session
from models.editing.revisions import Subject
from models.meetings.presence import touch_presence
from models.minutes.records import AgendaItem
from models.office.locations import InMeeting
from models.projection import projection_token, read_projection
from tests.builders import a_meeting, a_statement, typed


def test_the_projector_shows_the_selected_item_else_the_last_with_text(
    store: Path,
) -> None:
    meeting = a_meeting(items=3)
    first, second, third = meeting.items.order_by(AgendaItem.position)
    a_statement("ขอเสนอ", second)

    def shown() -> int:
        item = read_projection(meeting.id).item
        assert item is not None
        return item.id

    assert shown() == second.id
    session = new_session()
    for item in (third, first):
        touch_presence(session, InMeeting(meeting.id), item.id)
        assert shown() == item.id
    touch_presence(session, InMeeting(meeting.id))
    assert shown() == second.id


def test_the_projection_token_changes_with_a_resolution_draft_but_not_a_statement_draft(
    store: Path,
) -> None:
    said = a_statement("หนึ่ง")
    meeting_id, session = said.item.meeting_id, new_session()
    before = projection_token(meeting_id)
    save_draft(typed(said, "หนึ่งและ", session))
    assert projection_token(meeting_id) == before
    wording = replace(typed(said, "เห็นชอบ", session), subject=Subject.RESOLUTION, subject_id=7)
    save_draft(wording)
    assert projection_token(meeting_id) != before
