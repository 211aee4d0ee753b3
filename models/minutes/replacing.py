"""Find and replace in a meeting: all occurrences, and the replacement of selected ones at once."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean
from models.editing.audit_trail import track_changes
from models.editing.revisions import Subject
from models.errors import NotFound, Refused, VersionConflict
from models.meetings.records import meeting_by_id
from models.minutes.agenda import rename_item
from models.minutes.records import save_resolution, save_statement
from models.minutes.snapshot import MeetingSnapshot, read_meeting_snapshot
from models.minutes.tasks import TASK_KIND, ActionItem
from models.minutes.votes import Dissent, add_dissent
from models.storage.database import database

_CONTEXT = 24  # characters on each side of a place
_CHANGED = "มีผู้อื่นแก้ข้อความที่จะแทนที่ไปก่อนแล้ว จึงยังไม่ได้แทนที่ที่ใดเลย ค้นหาใหม่อีกครั้ง"


class FoundPlace(Struct, frozen=True):
    """One occurrence of the search text in a text of the meeting.

    Attributes:
        text: the whole text when it was searched.
        start: the offset of the occurrence in it, in characters.
        version: of a statement or a resolution; 0 for other texts.
    """

    subject: Subject
    record_id: int
    label: str
    text: str
    start: int
    length: int
    version: int = 0

    @property
    def before(self) -> str:
        """A few characters before the occurrence."""
        begin = max(0, self.start - _CONTEXT)
        return ("…" if begin else "") + self.text[begin : self.start].replace("\n", " ")

    @property
    def after(self) -> str:
        """A few characters after the occurrence."""
        behind = self.start + self.length
        end = behind + _CONTEXT
        return self.text[behind:end].replace("\n", " ") + ("…" if end < len(self.text) else "")


def find_places(meeting_id: int, words: str) -> tuple[FoundPlace, ...]:
    """Return every exact occurrence of the words, in the order of the meeting.

    Looks in the titles of the agenda, statements, resolutions, dissents and tasks.

    Raises:
        NotFound: there is no such meeting.
    """
    query = clean(words)
    if not query.strip():
        return ()
    meeting = read_meeting_snapshot(meeting_id)
    return tuple(
        FoundPlace(subject, record_id, label, text, start, len(query), version)
        for subject, record_id, label, text, version in _texts(meeting)
        for start in _starts(text, query)
    )


def _starts(text: str, query: str) -> Iterator[int]:
    at = text.find(query)
    while at >= 0:
        yield at
        at = text.find(query, at + len(query))


def _texts(meeting: MeetingSnapshot) -> Iterator[tuple[Subject, int, str, str, int]]:
    for item in meeting.items:
        place = f"วาระ {item.number}"
        yield Subject.AGENDA_ITEM, item.id, f"{place} ชื่อเรื่อง", item.title, 0
        tasks = list(item.tasks)
        for said in item.statements:
            who = said.speaker.speaker_name if said.speaker is not None else "ฝ่ายเลขานุการ"
            yield Subject.STATEMENT, said.id, f"{place} {who}", said.text, said.version
            tasks += said.tasks
        for number, made in enumerate(item.resolutions, 1):
            label = f"{place} มติ {thai_digits(number)}"
            yield Subject.RESOLUTION, made.id, label, made.text, made.version
            for each in made.dissents:
                yield Subject.DISSENT, each.id, f"{label} {each.name} เห็นแย้ง", each.reason, 0
            tasks += made.tasks
        for task in tasks:
            yield Subject.TASK, task.id, f"{place} งานที่มอบหมาย", task.text, 0


def replace_places(meeting_id: int, places: Sequence[FoundPlace], replacement: str) -> int:
    """Replace the text at these places, all or none; return their number.

    Raises:
        Refused: the meeting is closed, a text was changed or deleted since it was found, or a text
            would be blank.
        NotFound: there is no such meeting.
    """
    put_in = clean(replacement)
    by_text: dict[tuple[Subject, int], list[FoundPlace]] = {}
    for place in places:
        by_text.setdefault((place.subject, place.record_id), []).append(place)
    with database.atomic():
        meeting_by_id(meeting_id).must_be_open()
        stored = {
            (subject, record_id): text
            for subject, record_id, _, text, _ in _texts(read_meeting_snapshot(meeting_id))
        }
        for record, found in by_text.items():
            if stored.get(record) != found[0].text:
                raise Refused(_CHANGED)
            _store(found[0], _replaced(found, put_in))
    return len(places)


def _replaced(found: Sequence[FoundPlace], put_in: str) -> str:
    text = found[0].text
    for place in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: place.start] + put_in + text[place.start + place.length :]
    if not text.strip():
        raise Refused(f"{found[0].label} จะไม่เหลือข้อความ จึงยังไม่ได้แทนที่ที่ใดเลย ลบรายการนั้นแทน")
    return text


def _store(place: FoundPlace, text: str) -> None:
    try:
        if place.subject == Subject.STATEMENT:
            save_statement(place.record_id, place.version, text)
        elif place.subject == Subject.RESOLUTION:
            save_resolution(place.record_id, place.version, text)
        elif place.subject == Subject.AGENDA_ITEM:
            rename_item(place.record_id, text)
        elif place.subject == Subject.DISSENT:
            _store_dissent(place.record_id, text)
        else:
            _store_task(place.record_id, text)
    except (VersionConflict, NotFound) as other:
        raise Refused(_CHANGED) from other


def _store_dissent(dissent_id: int, text: str) -> None:
    row = Dissent.get_by_id(dissent_id)
    add_dissent(row.resolution_id, row.attendance_id, text)


def _store_task(task_id: int, text: str) -> None:
    with track_changes(TASK_KIND, task_id):
        task = ActionItem.get_by_id(task_id)
        task.text = clean(text).strip()
        task.save()
