"""The example municipality, read from a data file; modelled on the reference document."""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from models.committees.agenda_templates import ItemKind
from models.committees.approvals import ApprovalDraft, share_approval, write_approval
from models.committees.records import (
    AppointmentOrder,
    Committee,
    CommitteeKind,
    Duty,
    Role,
    Seat,
    issue_order,
)
from models.committees.views import find_order
from models.editing.actor import as_actor
from models.example.evidence import write_evidence
from models.example.knowledge import write_knowledge
from models.example.plan import write_plan
from models.maintenance.seals import seal_the_unsealed
from models.meetings.records import (
    Attendance,
    Meeting,
    close_meeting,
    mark,
    plan_meeting,
    start_meeting,
)
from models.meetings.roll import AttendanceStatus
from models.minutes.records import (
    Outcome,
    add_item,
    add_statement,
    mark_nothing_said,
    record_resolution,
)
from models.office.organization import Division, Organization
from models.people.records import Assignment, Person, Post, add_person
from models.storage.database import database
from models.storage.store import new_store

Row = dict[str, Any]  # a table of the TOML file, with the columns of that file

_WHO = "ตัวอย่าง"


def make_example(path: Path) -> None:
    """Create a data file with the example, completely or not at all, and close it.

    Raises:
        KmError: the file exists already.
        StoreFault: the folder cannot be written.
    """
    with new_store(path):
        fill_example()


def fill_example() -> None:
    """Write the example to the open, empty data file in one transaction."""
    source = files("models").joinpath("data/example.toml").read_text(encoding="utf-8")
    with as_actor(_WHO):
        _Example(tomllib.loads(source)).write()


class _Example:
    """The tables of the data file, and the records created so far, by their keys in it."""

    def __init__(self, content: Row) -> None:
        self._content = content
        self._divisions: dict[str, Division] = {}
        self._posts: dict[str, Post] = {}
        self._people: dict[str, Person] = {}
        self._committees: dict[str, Committee] = {}

    def write(self) -> None:
        with database.atomic():
            Organization.create(**self._content["organization"])
            self._write_posts()
            self._write_people()
            for row in self._content["orders"]:
                self._write_order(row)
            for row in self._content["meetings"]:
                self._write_meeting(row)
            write_knowledge(self._divisions)
            write_plan()
            write_evidence(self._divisions, self._posts)
            seal_the_unsealed()

    def _write_posts(self) -> None:
        for position, row in enumerate(self._content["divisions"], 1):
            self._divisions[row["key"]] = Division.create(
                name=row["name"], short_name=row["short_name"], position=position
            )
        for row in self._content["posts"]:
            values = {name: value for name, value in row.items() if name not in ("key", "division")}
            division = self._divisions.get(row.get("division", ""))
            self._posts[row["key"]] = Post.create(division=division, **values)

    def _write_people(self) -> None:
        for row in self._content["people"]:
            person = add_person(row["title"], row["given_name"], row["family_name"])
            self._people[row["key"]] = person
        for row in self._content["assignments"]:
            Assignment.create(
                person=self._people[row["person"]],
                post=self._posts[row["post"]],
                kind=row["kind"],
                level=row.get("level", ""),
                begins_on=row["begins_on"],
            )

    def _write_order(self, row: Row) -> None:
        order = issue_order(
            row["number"],
            row["issued_on"],
            row["subject"],
            self._people[row["signer"]],
            cause="\n".join(row["cause"]),
            effective=row["effective"],
        )
        for position, committee in enumerate(row["committees"], 1):
            self._write_committee(order, position, committee)
        if "approval" in row:
            write_approval(order.id, self._approval(row["approval"]))
        if "approval_with" in row:
            share_approval(order.id, find_order(row["approval_with"], row["year"]).id)

    def _approval(self, row: Row) -> ApprovalDraft:
        return ApprovalDraft(
            row["written_on"],
            row["subject"],
            tuple(row["paragraphs"]),
            proposers=tuple(self._posts[key].id for key in row["proposers"]),
            opinions=tuple(self._posts[key].id for key in row["opinions"]),
            division_id=self._divisions[row["division"]].id,
            number=row["number"],
            addressee=row["addressee"],
            closing=row["closing"],
        )

    def _write_committee(self, order: AppointmentOrder, position: int, row: Row) -> None:
        committee = Committee.create(
            order=order,
            position=position,
            name=row["name"],
            english=row.get("english", ""),
            kind=CommitteeKind(row["kind"]),
        )
        for place, seat in enumerate(row["seats"], 1):
            post, role = self._posts[seat["post"]], Role(seat["role"])
            Seat.create(
                committee=committee, position=place, role=role, post=post, listed_as=post.name
            )
        for place, duty in enumerate(row["duties"], 1):
            Duty.create(committee=committee, position=place, text=duty)
        self._committees[row["key"]] = committee

    def _write_meeting(self, row: Row) -> None:
        committee = self._committees[row["committee"]]
        meeting_id = plan_meeting(
            committee.id, row["held_on"], row["starts_at"], row["place"], row["number"]
        )
        for line in row.get("roll", []):
            self._mark(meeting_id, line)
        for item in row["items"]:
            self._write_item(meeting_id, item)
        if row["state"] == "closed":
            start_meeting(meeting_id, row["opened_at"])
            close_meeting(meeting_id, row["closed_at"])

    def _mark(self, meeting_id: int, line: Row) -> None:
        seat = Seat.get(
            Seat.committee == Meeting.get_by_id(meeting_id).committee,
            Seat.post == self._posts[line["seat"]],
        )
        row = Attendance.get(Attendance.meeting == meeting_id, Attendance.seat == seat)
        mark(row.id, AttendanceStatus(line["status"]))

    def _write_item(self, meeting_id: int, row: Row) -> None:
        item_id = add_item(meeting_id, row["title"], ItemKind(row["kind"]))
        for line in row.get("statements", []):
            speaker = self._line_of(meeting_id, line["speaker"])
            add_statement(item_id, speaker, line["text"])
        present = Attendance.select().where(
            Attendance.meeting == meeting_id, Attendance.status == AttendanceStatus.PRESENT
        )
        for line in row.get("resolutions", []):
            outcome = Outcome(line["outcome"])
            record_resolution(item_id, outcome, line["text"], present.count())
        if row.get("nothing_said"):
            mark_nothing_said(item_id, True)

    def _line_of(self, meeting_id: int, person_key: str) -> int:
        """Return the id of the person's attendance row. Raises KeyError if there is none."""
        meeting, person = Meeting.get_by_id(meeting_id), self._people[person_key]
        for row in meeting.attendance:
            holder = row.seat.holder_on(meeting.held_on)
            if holder is not None and holder.person_id == person.id:
                return int(row.id)
        raise KeyError(person_key)
