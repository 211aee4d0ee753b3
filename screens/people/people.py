"""The list of people in alphabetical order, and the screen of one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from kmtui.thai.dates import format_date
from models.editing.cell_values import day_from, day_text
from models.editing.optimistic_lock import field_reader
from models.editing.revisions import Subject
from models.errors import NotFound
from models.office.locations import OfPerson
from models.people.operations import (
    PERSON_KIND,
    leaving_of,
    rename_person,
    set_leaving,
)
from models.people.views import (
    PersonLine,
    TimelineLine,
    people_list,
    person_timeline,
    posts_list,
    read_post,
)
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.people import PEOPLE, PERSON
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.dialogs.usual_questions import optional_date
from screens.editing.form_merge import merging_field_store, merging_store
from screens.lists.filter_list import FilterScreen
from screens.navigation.destinations import Changes, Divisions, Posts, StaffList
from screens.people.additions import ask_new_person, must_have_a_name, new_post_offer
from screens.people.timeline import Timeline, TimelineScreen, standing_in
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NAME_CELLS = 34


class PeopleScreen(FilterScreen):
    """The list of people; Enter opens one."""

    BINDINGS = bindings(*PEOPLE.commands)
    PAGE = PEOPLE
    HEADS = CellRow(ListCell(" ชื่อ - สกุล", _NAME_CELLS), ListCell("ตำแหน่งวันนี้"))
    EMPTY = "ยังไม่มีบุคลากร กด F5 เพิ่มบุคคลแรก หรือ F7 นำเข้าบัญชีจาก Excel กด F2 เพิ่มตำแหน่ง"
    COUNTED = "คน"

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Read the people in alphabetical order, with today's posts."""
        return [person_entry(each) for each in await self.call(people_list, date.today())]

    async def open_record(self, record_id: int) -> None:
        """Open the screen of the person with this id."""
        await self.open(OfPerson(record_id))

    async def action_posts(self) -> None:
        """Open the list of posts."""
        await self.open(Posts())

    async def action_divisions(self) -> None:
        """Open the list of divisions."""
        await self.open(Divisions())

    async def action_import_staff(self) -> None:
        """Open the import of a staff list."""
        await self.open(StaffList())

    @dialog_action
    async def action_add(self) -> None:
        """Ask for a person, add it and open it, so that a post can be assigned."""
        person_id = await ask_new_person(self)
        if person_id is not None:
            self.selected_id = person_id
            await self.open_record(person_id)


class PersonScreen(TimelineScreen):
    """A person with the posts held, the newest first."""

    BINDINGS = bindings(*PERSON.commands)
    PAGE = PERSON
    OTHER_SIDE = "ตำแหน่ง"
    EMPTY = "ยังไม่เคยดำรงตำแหน่งใด กด F4 ให้ดำรงตำแหน่ง"

    def __init__(self, person_id: int) -> None:
        super().__init__()
        self._person_id = person_id

    @property
    def location(self) -> OfPerson:
        """The location (navigation target) of the person."""
        return OfPerson(self._person_id)

    async def read_timeline(self) -> Timeline:
        """Return the person's name, today's post with the day of leaving, and the posts held."""
        return await self.call(_read_person, self._person_id, date.today())

    def other_side(self, line: TimelineLine) -> str:
        """Return the post of an assignment, with the way of holding it."""
        return f"{standing_in(line)} {line.post}".strip()

    @dialog_action
    async def action_rename(self) -> None:
        """Ask for another name and store it; sealed records keep the old one."""
        name = self.timeline.title

        field = PromptField("ชื่อ - สกุล", name, check=must_have_a_name)
        read = field_reader(PERSON_KIND, self._person_id, "full_name")
        rename = partial(rename_person, self._person_id)
        act = merging_store(self, [field.label], read, (name,), lambda names: rename(*names))
        await ask_and_do(self, "แก้ชื่อ", [field], act)
        await self.read()

    async def action_history(self) -> None:
        """Open the history of this person."""
        kinds = (Subject.PERSON, Subject.HELD_POSTS)
        await self.open(Changes(tuple((kind, self._person_id) for kind in kinds)))

    @dialog_action
    async def action_leaving(self) -> None:
        """Ask for the day of retirement or leaving and store it."""
        known = await self.call(leaving_of, self._person_id)
        await ask_leaving(self, self._person_id, self.timeline.title, known)
        await self.read()

    @dialog_action
    async def action_assign(self) -> None:
        """Ask for a post and the way of holding it, and assign it."""
        posts = await self.call_or_show_error(posts_list, date.today())
        if posts is None:
            return
        entries = [
            FilterEntry(
                each.id,
                CellRow(ListCell(each.name), ListCell(each.holder or "ว่าง", 26)),
                each.search_text,
            )
            for each in posts
        ]
        title, offer = f"{self.timeline.title} ดำรงตำแหน่งใด", new_post_offer(self)
        post_id = await self.app.push_screen_wait(PickDialog(title, entries, offer=offer))
        if post_id is not None:
            post = (await self.call(read_post, post_id)).name
            await self.assign(self._person_id, post_id, f"{self.timeline.title} {post}")


def person_entry(line: PersonLine) -> FilterEntry:
    """Return a person as a row: name and today's post."""
    said = line.post_title or ("■ พ้นจากตำแหน่งแล้ว" if line.ended else "– ไม่มีตำแหน่ง")
    row = CellRow(ListCell(f" {line.name}", _NAME_CELLS), ListCell(said))
    return FilterEntry(line.id, row, line.short_name)


async def ask_leaving(
    screen: KmScreen[Any], person_id: int, name: str, leaves_on: date | None
) -> None:
    """Ask for the day of leaving the service and store it; empty for unknown."""

    act = merging_field_store(
        screen,
        PERSON_KIND,
        person_id,
        {"leaves_on": day_text(leaves_on)},
        lambda days: set_leaving(person_id, day_from(days[0])),
    )

    async def store(answer: tuple[str, ...]) -> None:
        await act((day_text(optional_date(answer[0])),))

    known = format_date(leaves_on) if leaves_on is not None else ""
    field = PromptField("พ้นราชการวันที่", known, optional_date, "เช่น 30 ก.ย. 75 เว้นว่างคือไม่ทราบ")
    await ask_and_do(screen, f"วันพ้นราชการ {name}", [field], store)


def _read_person(person_id: int, day: date) -> Timeline:
    held = person_timeline(person_id)
    line = next((each for each in people_list(day) if each.id == person_id), None)
    if line is None:
        raise NotFound("ไม่พบบุคคลนี้แล้ว กลับไปเลือกจากรายชื่ออีกครั้ง")
    said, leaves_on = line.post_title or "ไม่มีตำแหน่งในวันนี้", leaving_of(person_id)
    if leaves_on is not None:
        said += f"  พ้นราชการ {format_date(leaves_on)}"
    return Timeline(line.name, said, held)
