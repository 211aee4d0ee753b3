"""The order of the statements under an item: move, split and join them."""

from kmtui.thai.words import clusters
from models.editing.audit_trail import track_changes
from models.editing.revisions import Subject, replace_text
from models.errors import NotFound, Refused, VersionConflict
from models.minutes.records import STATEMENT_KIND, AgendaItem, Statement, add_statement
from models.minutes.tasks import ActionItem
from models.storage.database import database, now


def move_statement(statement_id: int, by: int) -> None:
    """Move a statement `by` places down within its item (negative: up); it stops at the ends.

    Raises:
        Refused: the meeting is closed.
        NotFound: the statement does not exist or is soft-deleted.
    """
    with database.atomic():
        statement = _statement(statement_id)
        everything = _in_order(statement.item_id)
        live = [each for each in everything if each.deleted_at is None]
        at = live.index(statement)
        to = max(0, min(at + by, len(live) - 1))
        if to == at:
            return
        everything.remove(statement)
        beside = everything.index(live[to])
        everything.insert(beside + (to > at), statement)
        for position, each in enumerate(everything, 1):
            if each.position != position:
                each.position = position
                each.save()


def move_statement_to(statement_id: int, item_id: int) -> None:
    """Move a statement to the end of another item of its meeting.

    Raises:
        Refused: the meeting is closed, or the item is of another meeting.
        NotFound: the statement does not exist or is soft-deleted.
    """
    with database.atomic():
        statement = _statement(statement_id)
        item = AgendaItem.get_or_none(id=item_id, deleted_at=None)
        if item is None or item.meeting_id != statement.item.meeting_id:
            raise Refused("ย้ายคำพูดได้เฉพาะในการประชุมเดียวกัน เลือกระเบียบวาระของการประชุมนี้")
        if item.id == statement.item_id:
            return
        following = _in_order(item.id)
        statement.position = following[-1].position + 1 if following else 1
        statement.item = item
        statement.save()
        ActionItem.update(item=item).where(ActionItem.statement == statement).execute()
        if item.nothing_said:
            item.nothing_said = False
            item.save()


def split_statement(statement_id: int, expected_version: int, offset: int, new_id: int) -> int:
    """Move the text from the character `offset` on into a new statement right after; return its id.

    `new_id` is the id to give it. The speaker stays the same. A cut inside a Thai letter with its
    marks is moved before it.

    Raises:
        VersionConflict: another text has been stored since `expected_version`.
        Refused: one half would be empty, or the meeting is closed.
        NotFound: the statement does not exist or is soft-deleted.
    """
    with database.atomic():
        statement = _statement(statement_id)
        text = statement.text
        if statement.version != expected_version:
            raise VersionConflict(text, statement.version)
        cut = _cut_before(text, offset)
        first, second = text[:cut].rstrip(), text[cut:].lstrip()
        if not first or not second:
            raise Refused("ตรงนี้ไม่มีข้อความให้แยก เลื่อนเคอร์เซอร์ไปกลางข้อความก่อน")
        replace_text(Subject.STATEMENT, Statement, statement_id, expected_version, first)
        return add_statement(statement.item_id, statement.speaker_id, second, statement_id, new_id)


def _cut_before(text: str, offset: int) -> int:
    """Return the last offset up to `offset` that splits no letter from its marks or its sara am."""
    stops = [stop for stop in clusters(text) if stop <= offset and text[stop : stop + 1] != "ำ"]
    return max(stops, default=0)


def join_statements(first_id: int, second_id: int) -> int:
    """Append the second statement's text to the first, and soft-delete the second.

    The tasks of the second go to the first. Returns the first's new version.

    Raises:
        Refused: the meeting is closed, or the statements are of two meetings.
        NotFound: a statement does not exist or is soft-deleted.
    """
    with database.atomic(), track_changes(STATEMENT_KIND, second_id):
        first, second = _statement(first_id), _statement(second_id)
        if first.id == second.id or first.item.meeting_id != second.item.meeting_id:
            raise Refused("รวมได้เฉพาะคำพูดสองรายการของการประชุมเดียวกัน เลือกอีกรายการ")
        joined = "\n".join(text for text in (first.text, second.text) if text)
        version = replace_text(Subject.STATEMENT, Statement, first_id, first.version, joined)
        second.deleted_at = now()
        second.save()
        ActionItem.update(statement=first, item=first.item_id).where(
            ActionItem.statement == second
        ).execute()
    return version


def _in_order(item_id: int) -> list[Statement]:
    """Return the statements of an item in order; soft-deleted ones keep their positions."""
    rows = Statement.select().where(Statement.item == item_id)
    return list(rows.order_by(Statement.position, Statement.id))


def _statement(statement_id: int) -> Statement:
    """Return the statement for a change.

    Raises:
        NotFound: it does not exist or is soft-deleted.
        Refused: its meeting is closed.
    """
    statement: Statement | None = Statement.get_or_none(id=statement_id, deleted_at=None)
    if statement is None:
        raise NotFound("ข้อความนี้ถูกลบไปแล้ว กู้คืนได้จากหน้าประวัติ")
    statement.item.meeting.must_be_open()
    return statement
