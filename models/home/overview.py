"""The content of the first screens: office, meetings, next steps; and creation of an office."""

from collections.abc import Collection
from datetime import date, datetime, time
from pathlib import Path

from msgspec import Struct

from kmtui.thai.dates import buddhist_year, fiscal_year
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean
from models.committees.records import committees_in_force
from models.editing.cell_values import must_not_be_blank
from models.meetings.records import (
    Meeting,
    MeetingState,
    all_meetings,
    next_meeting_number,
    plan_meeting,
    roll_of,
)
from models.minutes.tasks import open_task_count
from models.office.deadline import Deadline
from models.office.organization import Organization, bare_place, the_organization
from models.storage.database import database
from models.storage.store import new_store


class MeetingLine(Struct, frozen=True):
    """A meeting in a list. `number` and `year` (Buddhist Era) identify it in its committee."""

    meeting_id: int
    number: int
    year: int
    committee_name: str
    held_on: date
    starts_at: time
    venue: str
    state: MeetingState
    present_count: int
    seat_count: int

    @property
    def label(self) -> str:
        """The meeting's number as cited: ๑/๒๕๖๓."""
        return thai_digits(self.key)

    @property
    def key(self) -> str:
        """The meeting's number as typed on the command line and in the catalogue: 1/2563."""
        return f"{self.number}/{self.year}"


class Home(Struct, frozen=True):
    """The data of the first screen; deadlines are read separately, after the first paint.

    `backed_up_at` is local time.
    """

    name: str
    district: str
    province: str
    meeting_count: int
    next_meeting: MeetingLine | None
    backed_up_at: datetime | None
    open_task_count: int = 0
    deadlines: tuple[Deadline, ...] = ()


class CommitteeChoice(Struct, frozen=True):
    """A committee that a meeting can be planned for, with its next free number as cited."""

    committee_id: int
    name: str
    next_label: str


class Plannable(Struct, frozen=True):
    """The defaults of the form for a new meeting: committees, and the usual venue."""

    committees: tuple[CommitteeChoice, ...]
    venue: str


def read_home(data_file: Path) -> Home:
    """Read the first screen's data, and the time of the last backup beside the data file.

    Raises:
        NotFound: the office has no name yet.
    """
    with database.atomic("DEFERRED"):
        office = the_organization()
        following = _next_meeting()
        return Home(
            office.name,
            office.district,
            office.province,
            Meeting.select().count(),
            _line(following) if following else None,
            last_backup(data_file),
            open_task_count(),
        )


def _next_meeting() -> Meeting | None:
    """Return the open meeting, else the earliest planned one."""
    for state in (MeetingState.OPEN, MeetingState.PLANNED):
        found = Meeting.select().where(Meeting.state == state)
        earliest: Meeting | None = found.order_by(Meeting.held_on, Meeting.starts_at).first()
        if earliest is not None:
            return earliest
    return None


def read_meetings() -> tuple[MeetingLine, ...]:
    """Return the meetings, newest first."""
    with database.atomic("DEFERRED"):
        return tuple(_line(meeting) for meeting in all_meetings())


def _line(meeting: Meeting) -> MeetingLine:
    roll = roll_of(meeting)
    return MeetingLine(
        meeting.id,
        meeting.number,
        meeting.year,
        meeting.committee.name,
        meeting.held_on,
        meeting.starts_at,
        meeting.place,
        MeetingState(meeting.state),
        len(roll.present),
        len(roll.seats),
    )


def last_backup(data_file: Path) -> datetime | None:
    """Return the local time of the newest copy in `backups/` beside the data file, or None."""
    copies = (data_file.parent / "backups").glob("kmtui-*.db")
    newest = max((copy.stat().st_mtime for copy in copies), default=None)
    return None if newest is None else datetime.fromtimestamp(newest)


def read_plannable(today: date) -> Plannable:
    """Return the committees with their next free numbers in today's calendar year.

    Raises:
        NotFound: the office has no name yet.
    """
    year = buddhist_year(today)
    with database.atomic("DEFERRED"):
        choices = tuple(
            CommitteeChoice(
                each.id, each.name, thai_digits(f"{next_meeting_number(each, year)}/{year}")
            )
            for each in committees_in_force()
        )
        return Plannable(choices, the_organization().meeting_place)


def plan_with_agenda(
    committee_id: int,
    held_on: date,
    starts_at: time,
    venue: str,
    number: int | None = None,
    gap_ok: bool = False,
) -> int:
    """Plan a meeting with its roll and the agenda of the committee's template; return its id.

    The arguments are those of `plan_meeting`. Raises NotFound, and Refused if the number is taken
    or leaves a gap, or the committee is not in force.
    """
    from models.minutes.agenda import fill_agenda

    with database.atomic():
        meeting_id = plan_meeting(committee_id, held_on, starts_at, venue, number, gap_ok)
        fill_agenda(meeting_id)
    return meeting_id


def next_number_of(committee_id: int, year: int) -> tuple[int, bool]:
    """Return a committee's next number in a calendar year (BE), and whether it is the first.

    Raises:
        NotFound: there is no such committee.
    """
    from models.committees.rules import find_committee

    with database.atomic("DEFERRED"):
        committee = find_committee(committee_id)
        held = Meeting.select().where(
            Meeting.committee.in_(committee.with_replaced()), Meeting.year == year
        )
        return next_meeting_number(committee, year), not held.exists()


def create_office(path: Path, name: str, district: str, province: str) -> None:
    """Create the data file of a new office, completely or not at all, and close it.

    A leading อำเภอ or จังหวัด (อ. or จ.) of the names is removed, as documents print it.

    Raises:
        Refused: a name is blank.
        KmError: the file exists already.
        StoreFault: the folder cannot be written.
    """
    names = (name, bare_place("district", district), bare_place("province", province))
    for each in names:
        must_not_be_blank(each)
    with new_store(path), database.atomic():
        Organization.create(name=clean(name).strip(), district=names[1], province=names[2])


# Imported late: these use many subjects, and the first paint needs none of them.


def read_deadlines(today: date) -> tuple[Deadline, ...]:
    """Return what is overdue or due within 30 days, over all subjects."""
    from models.home.deadlines import due_soon

    return due_soon(today)


def evidence_year(today: date) -> int:
    """Return this fiscal year (BE), or the latest with a plan if only others have one."""
    from models.plan.views import read_plans

    return _this_or_latest(today, [each.fiscal_year for each in read_plans()])


def knowledge_year(today: date) -> int:
    """Return this fiscal year (BE), or the latest with knowledge items if only others have any."""
    from models.knowledge.records import years_classified

    return _this_or_latest(today, years_classified())


def _this_or_latest(today: date, years: Collection[int]) -> int:
    """Return the fiscal year of `today`, or the latest of `years` if only others are in them."""
    this_year = fiscal_year(today)
    return this_year if this_year in years or not years else max(years)
