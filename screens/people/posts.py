"""The list of posts with today's holders, and the screen of one post."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kmtui.thai.dates import format_date, parse_date
from models.committees.orders import set_signing_post
from models.editing.optimistic_lock import Texts, field_reader
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.office.locations import OfPost
from models.people.operations import POST_KIND, abolish_post, edit_post, find_person
from models.people.records import AssignmentKind
from models.people.views import (
    PostLine,
    PostView,
    TimelineLine,
    people_list,
    post_timeline,
    posts_list,
    read_post,
)
from screens.base.dialog_action import dialog_action
from screens.commands.command import bindings
from screens.commands.people import POST, POSTS
from screens.dialogs.choices import ConfirmDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.form_merge import merging_store
from screens.lists.filter_list import FilterScreen
from screens.navigation.destinations import Changes, Divisions
from screens.people.additions import (
    NO_DIVISION,
    YES,
    ask_division,
    ask_new_post,
    new_person_offer,
    post_fields,
)
from screens.people.people import person_entry
from screens.people.timeline import Timeline, TimelineScreen, standing_in
from screens.people.usual_posts import tick_usual_posts
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_POST_CELLS = 36
_STANDING_IN = {
    AssignmentKind.ACTING: " (รักษาราชการแทน)",
    AssignmentKind.DELEGATED: " (ปฏิบัติราชการแทน)",
}


class PostsScreen(FilterScreen):
    """The list of posts; Enter opens one."""

    BINDINGS = bindings(*POSTS.commands)
    PAGE = POSTS
    HEADS = CellRow(ListCell(" ตำแหน่ง", _POST_CELLS), ListCell("ผู้ดำรงตำแหน่งวันนี้"))
    EMPTY = "ยังไม่มีตำแหน่ง กด F7 เลือกจากตำแหน่งที่มีประจำ หรือ F5 เพิ่มเอง เช่น นายกเทศมนตรี"
    COUNTED = "ตำแหน่ง"

    async def read_entries(self) -> Sequence[FilterEntry]:
        """Read the posts with their holders."""
        return [post_entry(each) for each in await self.call(posts_list, date.today())]

    async def open_record(self, record_id: int) -> None:
        """Open the screen of the post with this id."""
        await self.open(OfPost(record_id))

    async def action_divisions(self) -> None:
        """Open the list of divisions."""
        await self.open(Divisions())

    @dialog_action
    async def action_usual_posts(self) -> None:
        """Ask which of the office's predefined divisions and posts to add, and add them."""
        if await tick_usual_posts(self):
            await self.read()

    @dialog_action
    async def action_add(self) -> None:
        """Ask for a post, add it and open it, so that a holder can be assigned."""
        post_id = await ask_new_post(self)
        if post_id is not None:
            self.selected_id = post_id
            await self.open_record(post_id)


class PostScreen(TimelineScreen):
    """A post with its holders, the newest first."""

    BINDINGS = bindings(*POST.commands)
    PAGE = POST
    OTHER_SIDE = "ผู้ดำรงตำแหน่ง"
    EMPTY = "ยังไม่มีผู้ดำรงตำแหน่งนี้ กด F4 ให้บุคคลดำรงตำแหน่ง"

    def __init__(self, post_id: int) -> None:
        super().__init__()
        self._post_id = post_id

    @property
    def location(self) -> OfPost:
        """The location (navigation target) of the post."""
        return OfPost(self._post_id)

    async def read_timeline(self) -> Timeline:
        """Return the post's name, its division and state, and its holders."""
        return await self.call(_read_post, self._post_id, date.today())

    def other_side(self, line: TimelineLine) -> str:
        """Return the person of an assignment, with the way of holding the post."""
        how = standing_in(line)
        return f"{line.who} ({how})" if how else line.who

    @dialog_action
    async def action_edit(self) -> None:
        """Ask for other names and another division, and store them."""
        post = await self.call_or_show_error(read_post, self._post_id)
        if post is None:
            return

        fields = post_fields(post)
        *labels, _ = (each.label for each in fields)
        *known, _ = (each.value for each in fields)
        read = field_reader(POST_KIND, post.id, "name", "short_name", "formal_name")

        async def edit(answer: tuple[str, ...]) -> None:
            *names, shared = answer
            chosen, division_id = await ask_division(self, post.division_id)
            if not chosen:
                raise Refused(NO_DIVISION)
            many = shared in YES
            store = merging_store(
                self,
                labels,
                read,
                tuple(known),
                lambda own: _edit(post, own, division_id, many),
            )
            await store(tuple(names))

        await ask_and_do(self, "แก้ไขตำแหน่ง", fields, edit)
        await self.read()

    async def action_history(self) -> None:
        """Open the history of this post."""
        await self.open(Changes(((Subject.POST, self._post_id),)))

    @dialog_action
    async def action_sign_orders(self) -> None:
        """Make this the post that signs the office's orders, after confirmation."""
        post = self.timeline.title
        question = f"ให้ {post} ลงนามในคำสั่งของหน่วยงาน แทนตำแหน่งเดิมหรือไม่\nคำสั่งที่ออกแล้วไม่เปลี่ยน"
        if await self.app.push_screen_wait(ConfirmDialog(question, yes="ให้ลงนาม")):
            await self.call_or_show_error(set_signing_post, self._post_id)
            await self.read()

    @dialog_action
    async def action_abolish(self) -> None:
        """Ask for the day from which the post is abolished, and store it."""
        today = date.today()
        day = PromptField("ตั้งแต่วันที่", format_date(today), check=lambda text: parse_date(text, today))

        async def abolish(answer: tuple[str, ...]) -> date:
            on = parse_date(answer[0], today)
            await self.call(abolish_post, self._post_id, on)
            return on

        on = await ask_and_do(self, f"ยุบตำแหน่ง{self.timeline.title}", [day], abolish)
        if on is not None:
            self.show_message(f"ยุบตำแหน่ง{self.timeline.title}แล้ว ตั้งแต่ {format_date(on)}")
        await self.read()

    @dialog_action
    async def action_assign(self) -> None:
        """Ask for a person and the way of holding the post, and assign it."""
        people = await self.call_or_show_error(people_list, date.today())
        if people is None:
            return
        entries = [person_entry(each) for each in people]
        title, offer = f"ผู้ใดดำรงตำแหน่ง{self.timeline.title}", new_person_offer(self)
        person_id = await self.app.push_screen_wait(PickDialog(title, entries, offer=offer))
        if person_id is not None:
            name = (await self.call(find_person, person_id)).full_name
            await self.assign(person_id, self._post_id, f"{name} {self.timeline.title}")


def post_entry(line: PostLine) -> FilterEntry:
    """Return a post as a row with its holder; the filter also finds it by division."""
    held = line.holder or "– ว่าง"
    if line.abolished_on is not None:
        held = "■ ยุบแล้ว"
    elif line.kind is not None:
        held += _STANDING_IN.get(line.kind, "")
    return FilterEntry(
        line.id,
        CellRow(ListCell(f" {line.name}", _POST_CELLS), ListCell(held)),
        f"{line.division} {line.search_text}",
    )


def _edit(known: PostView, names: Texts, division_id: int | None, shared: bool) -> None:
    """Store the names; division and sharing only if they differ from `known`."""
    now = read_post(known.id)
    division_id = now.division_id if division_id == known.division_id else division_id
    shared = now.shared if shared == known.shared else shared
    edit_post(known.id, names[0], names[1], names[2], division_id, shared)


def _read_post(post_id: int, day: date) -> Timeline:
    line = next((each for each in posts_list(day) if each.id == post_id), None)
    if line is None:
        raise NotFound("ไม่พบตำแหน่งนี้แล้ว กลับไปเลือกจากรายการอีกครั้ง")
    below = line.division or "ไม่สังกัดหน่วยงาน"
    if line.abolished_on is not None:
        below += f"   ■ ยุบแล้วตั้งแต่ {format_date(line.abolished_on)}"
    if read_post(post_id).is_cko:
        below += "   ★ ลงนามในคำสั่งของหน่วยงาน"
    return Timeline(line.name, below, post_timeline(post_id))
