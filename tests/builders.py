"""Small records for tests, each made by the models' own acts: `a_meeting(items=3, closed=True)`.

Every builder works on the store that is open in this thread.
"""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path
from typing import ParamSpec, TypeVar

from kmtui.thai.digits import thai_digits
from models.committees.records import (
    Committee,
    CommitteeKind,
    Role,
    Seat,
    issue_order,
    next_order_number,
)
from models.drafts.records import Draft
from models.drafts.rescue import TypedText
from models.drafts.sessions import new_session
from models.editing.actor import as_actor
from models.editing.revisions import Revision, Subject
from models.meetings.records import (
    Meeting,
    close_meeting,
    mark_all_present,
    plan_meeting,
    start_meeting,
)
from models.minutes.records import AgendaItem, Statement, add_item, add_statement
from models.office.emblem import Emblem
from models.office.organization import Organization
from models.people.records import Assignment, AssignmentKind, Person, Post, add_person
from models.questionnaires.assessment import AssessmentAnswer, begin_answers
from models.questionnaires.survey import SURVEY_KIND, Respondent, begin_form
from models.search.index import update_index
from models.storage.database import new_id
from models.storage.store import new_store, open_store

THE_DAY = date(2020, 9, 22)
LONG_AGO = date(2019, 10, 1)
ON_PAPER = Emblem(is_preprinted=True)
"""The emblem of an office that prints on paper with the Garuda: its papers are ready."""
WHO = "ผู้ทดสอบ"  # does what a test does, where it says no other

P = ParamSpec("P")
T = TypeVar("T")


def by(who: str, act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Let a particular person do an act of the models: `by("น้ำฝน", save_statement, 7, 1, "แก้")`."""
    with as_actor(who):
        return act(*args, **kwargs)


def an_office(name: str = "เทศบาลตำบลทดสอบ") -> Organization:
    """The one municipality of a file; the one that is there already where there is one."""
    office: Organization = Organization.get_or_none() or Organization.create(
        name=name, district="เมือง", province="ทดสอบ", meeting_place="ห้องประชุม"
    )
    return office


def a_person(given_name: str = "สมชาย", family_name: str = "ใจดี", title: str = "นาย") -> Person:
    return add_person(title, given_name, family_name)


def a_post(name: str = "", short_name: str = "", formal_name: str = "") -> Post:
    name = name or f"ตำแหน่งที่ {thai_digits(Post.select().count() + 1)}"
    post: Post = Post.create(name=name, short_name=short_name, formal_name=formal_name)
    return post


def an_assignment(
    person: Person,
    post: Post,
    since: date = LONG_AGO,
    until: date | None = None,
    kind: AssignmentKind = AssignmentKind.SUBSTANTIVE,
    level: str = "",
) -> Assignment:
    held: Assignment = Assignment.create(
        person=person, post=post, kind=kind, level=level, begins_on=since, ends_on=until
    )
    return held


def a_held_post(given_name: str, **post: str) -> Post:
    """A post that a person has held for years."""
    made = a_post(**post)
    an_assignment(a_person(given_name), made)
    return made


def a_committee(
    seats: int = 3, name: str = "คณะกรรมการทดสอบ", vacant: int = 0, issued_on: date = THE_DAY
) -> Committee:
    """A committee of `seats` held posts and `vacant` empty ones; chair first, secretary second."""
    year = issued_on.year + 543
    signer = a_person("ลงนาม")
    order = issue_order(next_order_number(year), issued_on, f"แต่งตั้ง{name}", signer)
    committee: Committee = Committee.create(
        order=order, position=1, name=name, kind=CommitteeKind.PLAN
    )
    posts = [a_held_post(f"คนที่ {thai_digits(number)}") for number in range(1, seats + 1)]
    posts += [a_post() for _ in range(vacant)]
    roles = [Role.CHAIR, Role.MEMBER_SECRETARY] + [Role.MEMBER] * len(posts)
    for position, post in enumerate(posts, 1):
        Seat.create(committee=committee, position=position, role=roles[position - 1], post=post)
    return committee


def a_meeting(
    items: int = 1,
    committee: Committee | None = None,
    held_on: date = THE_DAY,
    number: int | None = None,
    closed: bool = False,
) -> Meeting:
    """A meeting with an agenda; all members attended a closed one."""
    an_office()
    committee = committee or a_committee()
    meeting_id = plan_meeting(committee.id, held_on, time(14), "ห้องประชุม", number, gap_ok=True)
    for each in range(1, items + 1):
        add_item(meeting_id, f"เรื่องที่ {thai_digits(each)}")
    if closed:
        close(meeting_id)
    meeting: Meeting = Meeting.get_by_id(meeting_id)
    return meeting


def close(meeting_id: int) -> None:
    """Close a meeting: all members came, it began at 14.00 and ended at 16.00."""
    mark_all_present(meeting_id)
    start_meeting(meeting_id, time(14))
    close_meeting(meeting_id, time(16))


def an_item(meeting: Meeting | None = None) -> AgendaItem:
    """The first item of a meeting's agenda."""
    meeting = meeting or a_meeting()
    item: AgendaItem = meeting.items.order_by(AgendaItem.position).get()
    return item


def a_statement(text: str = "ขอเสนอ", item: AgendaItem | None = None) -> Statement:
    item = item or an_item()
    speaker = item.meeting.attendance.get()
    statement: Statement = Statement.get_by_id(add_statement(item.id, speaker.id, text))
    return statement


def typed(
    statement: Statement, text: str, session: str, base_version: int = 1, at: str = "2020-09-22"
) -> TypedText:
    """A text as the screens hand it to the writer."""
    return TypedText(
        Subject.STATEMENT,
        statement.id,
        session,
        base_version,
        text,
        WHO,
        at,
        statement.item_id,
        statement.speaker_id,
    )


def draft_texts() -> list[str]:
    return [draft.text for draft in Draft.select().order_by(Draft.id)]


def a_dead_session() -> str:
    """A session of this machine whose process is gone."""
    host, _, started, token = new_session().rsplit(".", 3)
    return f"{host}.4194305.{started}.{token}"


def revisions_of(subject: Subject, record_id: int, field: str = "") -> list[Revision]:
    """Every stored state of a text, oldest first."""
    rows = Revision.select().where(
        Revision.subject == subject, Revision.subject_id == record_id, Revision.field == field
    )
    return list(rows.order_by(Revision.version))


def a_new_store(path: Path) -> None:
    """An empty data file, open in this thread."""
    with new_store(path):
        pass
    open_store(path)


def an_answer(year: int, question: str) -> int:
    """The id of the record that takes the answer to a question of the assessment."""
    begin_answers(year)
    return int(AssessmentAnswer.get(fiscal_year=year, question=question).id)


def a_form(
    year: int,
    digits: str,
    respondent: Respondent = Respondent.STAFF,
    division_id: int | None = None,
    comment: str = "",
) -> int:
    """A form of the survey, typed in as the screen does."""
    form_id = new_id()
    begin_form(year, form_id, respondent, division_id)
    SURVEY_KIND.replace(form_id, "answers", 0, digits)
    if comment:
        SURVEY_KIND.replace(form_id, "comment", 0, comment)
    return form_id


def update_whole_index() -> None:
    """Bring the search index up to date, a part at a time as the screen does."""
    while update_index():
        pass
