"""A training: its two duties, the report, the supervisor's follow-up, the knowledge item."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from textual.app import ComposeResult

from kmtui.thai.dates import format_date
from models.editing.cell_values import day_from, day_text, must_be_a_day
from models.editing.optimistic_lock import Texts
from models.editing.record_texts import RecordText, record_texts
from models.knowledge.training import (
    TRAINING_KIND,
    TrainingDuty,
    TrainingView,
    change_days,
    division_of,
    make_knowledge,
    read_training,
    record_follow_up,
    record_publication,
    record_report,
)
from models.office.locations import InKnowledge, InTraining
from models.people.views import divisions_list, read_post
from screens.base.dialog_action import DialogFlow
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.knowledge import TRAINING
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.dialogs.usual_questions import ask_post, day_field, day_or_nothing, day_typed
from screens.editing.form_merge import merging_field_store
from screens.knowledge.knowledge_source import NO_DIVISION
from screens.knowledge.trainings import duty_label
from screens.own_keys.chosen import hint
from screens.people.additions import new_post_offer
from screens.printing.year_papers import print_training
from screens.tables.cell_layout import TableCell, TableRow
from screens.tables.record_table import (
    attempt,
    begin_and_read,
    choice_row,
    record_pane,
    record_sheet,
    text_row,
    title_row,
)
from screens.tables.table_pane import TABLE_STYLE, TablePane
from screens.tables.table_source import TableHeads, TableModel, TablePosition, TableSource
from screens.widgets.key_line import KeyLine

_FOLLOW_UP_FIELDS = ("before", "after")


class Asks(StrEnum):
    """The dialogs that open for rows whose values are chosen, not typed."""

    DAYS = "days"
    REPORT = "report"
    PUBLICATION = "publication"
    FOLLOW_UP = "follow_up"
    KNOWLEDGE = "knowledge"


class TrainingSnapshot(NamedTuple):
    """A training with its texts."""

    training: TrainingView
    texts: tuple[RecordText, ...]


def read_training_snapshot(training_id: int) -> TrainingSnapshot:
    """Read what the screen shows of a training.

    Raises:
        NotFound: the training does not exist or is soft-deleted.
    """
    return TrainingSnapshot(read_training(training_id), record_texts(TRAINING_KIND, training_id))


class TrainingSource(TableSource[TrainingSnapshot]):
    """The table source of a training."""

    def __init__(self, training_id: int) -> None:
        self.training_id = training_id

    @property
    def location(self) -> InTraining:
        """The location (navigation target) of the training."""
        return InTraining(self.training_id)

    def read(self) -> Callable[[], TrainingSnapshot]:
        """Return a function that reads the training."""
        return partial(read_training_snapshot, self.training_id)

    def sheet(self, _form_row: int | None, _is_wide: bool, /) -> TableModel:
        """Return the training as a table, from its dates to the follow-up."""
        return record_sheet(_rows(self.snapshot))

    def heads(self, _at: TablePosition, /) -> TableHeads:
        """Return the headings: the trained person, and the state of the report."""
        training = self.snapshot.training
        said = f"รายงาน {duty_label(training.report)}"
        return TableHeads(training.person, said, (training.title,))


class TrainingScreen(KmScreen[None]):
    """A training; its texts are cells that are stored when the cursor leaves them."""

    CSS_PATH = TABLE_STYLE
    BINDINGS = bindings(*TRAINING.commands)
    PAGE = TRAINING
    pane: TablePane[TrainingSource]

    def __init__(self, training_id: int) -> None:
        super().__init__()
        self.training_id = training_id
        self.source = TrainingSource(training_id)
        self.pane = record_pane(self, self.source, self._ask_cell)

    def compose(self) -> ComposeResult:
        """Compose the training's pane and the keys."""
        yield self.pane
        yield KeyLine()

    @property
    def training(self) -> TrainingView:
        """The training as last read."""
        return self.source.snapshot.training

    async def _ask_cell(self, cell: TableCell) -> None:
        await self._begin(
            {
                Asks.DAYS: self._ask_days,
                Asks.REPORT: self._ask_report,
                Asks.PUBLICATION: self._ask_publication,
                Asks.FOLLOW_UP: self._ask_follow_up,
                Asks.KNOWLEDGE: self._ask_knowledge,
            }[Asks(cell.asks)]
        )

    async def _begin(self, flow: DialogFlow) -> None:
        await begin_and_read(self.pane, flow)

    async def action_reported(self) -> None:
        """Ask for the date on which the report was handed in, and store it."""
        await self._begin(self._ask_report)

    async def action_published(self) -> None:
        """Ask when and where the acquired knowledge was published, and store it."""
        await self._begin(self._ask_publication)

    async def action_followed_up(self) -> None:
        """Ask for the supervisor who followed up and the date, and store them."""
        await self._begin(self._ask_follow_up)

    async def action_to_knowledge(self) -> None:
        """Ask for a division and make a knowledge item of the training; open one made before."""
        await self._begin(self._ask_knowledge)

    async def action_acts(self) -> None:
        """Ask for one of the other commands and run it."""
        await self._begin(self._ask_act)

    async def action_print(self) -> None:
        """Ask which report to print, filled in or empty, and print it."""
        await self.pane.finish_typing()
        if self.source.state is not None:
            await print_training(self, self.training)

    def _guarded(
        self, known: dict[str, str], store: Callable[[Texts], None]
    ) -> Callable[[Texts], Awaitable[None]]:
        return merging_field_store(self, TRAINING_KIND, self.training_id, known, store)

    async def _ask_report(self) -> None:
        known = self.training.report.done_on
        act = self._guarded(
            {"reported_on": day_text(known)},
            lambda texts: record_report(self.training_id, day_from(texts[0])),
        )

        async def store(answer: tuple[str, ...]) -> None:
            await act((day_text(day_or_nothing(answer[0])),))

        done_on = known or date.today()
        field = PromptField("ส่งรายงานวันที่", format_date(done_on), day_or_nothing, "เว้นว่าง = ยังไม่ส่ง")
        await ask_and_do(
            self, f"ครบกำหนด {format_date(self.training.report.due_on)}", [field], store
        )
        await self._tell_duty(lambda: self.training.report)

    async def _ask_publication(self) -> None:
        known = self.training.publication.done_on
        where = next(
            each.text
            for each in self.source.snapshot.texts
            if each.field_key.field == "published_at"
        )
        act = self._guarded(
            {"published_on": day_text(known), "published_at": where},
            lambda texts: record_publication(self.training_id, day_from(texts[0]), texts[1]),
        )

        async def store(answer: tuple[str, ...]) -> None:
            await act((day_text(day_or_nothing(answer[0])), answer[1]))

        done_on = known or date.today()
        fields = [
            PromptField("เผยแพร่วันที่", format_date(done_on), day_or_nothing, "เว้นว่าง = ยังไม่เผยแพร่"),
            PromptField("เผยแพร่ที่", where, hint="เช่น เว็บไซต์ของหน่วยงาน"),
        ]
        due = format_date(self.training.publication.due_on)
        await ask_and_do(self, f"ครบกำหนด {due}", fields, store)
        await self._tell_duty(lambda: self.training.publication)

    async def _tell_duty(self, duty: Callable[[], TrainingDuty]) -> None:
        await self.pane.loader.read_now()
        if self.source.state is not None:
            self.show_message(f"{duty().label} {duty_label(duty())}")

    async def _ask_follow_up(self) -> None:
        post_id = await ask_post(self, "ผู้บังคับบัญชาตำแหน่งใดติดตามผล", new_post_offer(self))
        if post_id is None:
            return
        post = await self.call_or_show_error(read_post, post_id)
        if post is None:
            return
        day = self.training.followed_up_on
        known = f"{self.training.supervisor} {day_text(day)}".strip()

        async def store(answer: tuple[str, ...]) -> None:
            on = day_typed(answer[0])
            mine = f"{post.name} {day_text(on)}"

            def unless_theirs(texts: Texts) -> None:
                if texts[0] == mine:
                    record_follow_up(self.training_id, post_id, on)

            await self._guarded({"follow_up_words": known}, unless_theirs)((mine,))
            self.show_message("บันทึกการติดตามแล้ว พิมพ์ผลงานก่อนและหลังการพัฒนาในแถวด้านล่าง")

        await ask_and_do(
            self, "การติดตามของผู้บังคับบัญชา", [day_field("วันที่ติดตาม", day or date.today())], store
        )

    async def _ask_knowledge(self) -> None:
        if self.training.knowledge_id is not None:
            await self.open(InKnowledge(self.training.fiscal_year, self.training.knowledge_id))
            return
        found = await self.call_or_show_error(_divisions, self.training_id)
        if not found or not found[0]:
            self.show_message(NO_DIVISION)
            return
        divisions, own = found
        current = next((at for at, each in enumerate(divisions) if each[0] == own), 0)
        names = [name for _id, name in divisions]
        ask = ListDialog("เป็นองค์ความรู้ของหน่วยงานใด", names, current=current)
        at = await self.app.push_screen_wait(ask)
        if at is not None and await attempt(
            self.pane, make_knowledge, self.training_id, divisions[at][0]
        ):
            self.show_message(f"เพิ่มในองค์ความรู้ของ{names[at]}แล้ว")

    async def _ask_days(self) -> None:
        training = self.training

        def change(texts: Texts) -> None:
            begun, back = map(must_be_a_day, texts)
            change_days(self.training_id, begun, back)

        known = {"begins_on": training.begins_on, "returned_on": training.returned_on}
        act = self._guarded({name: day_text(day) for name, day in known.items()}, change)

        async def store(answer: tuple[str, ...]) -> None:
            await act(tuple(day_text(day_typed(each)) for each in answer))

        fields = [
            day_field("เริ่มวันที่", training.begins_on),
            day_field("กลับวันที่", training.returned_on),
        ]
        await ask_and_do(self, "วันอบรม", fields, store)

    async def _ask_act(self) -> None:
        acts = ["แก้วันอบรม", "ลบรายการนี้ (กู้คืนได้จากถังขยะ)"]
        at = await self.app.push_screen_wait(ListDialog("การเข้ารับการพัฒนานี้", acts))
        if at == 0:
            await self._ask_days()
        elif at == 1:
            ask = ConfirmDialog(f"ลบ {self.training.title} หรือไม่", yes="ลบ", danger=True)
            if await self.app.push_screen_wait(ask) and await attempt(
                self.pane, TRAINING_KIND.soft_delete, self.training_id
            ):
                self.dismiss(None)


def _divisions(training_id: int) -> tuple[tuple[tuple[int, str], ...], int | None]:
    """Return the divisions as (id, name), and the id of the trained person's division, if any."""
    divisions = tuple((each.id, each.name) for each in divisions_list())
    return divisions, division_of(training_id)


def _rows(shown: TrainingSnapshot) -> Iterator[TableRow]:
    training = shown.training
    days = f"{format_date(training.begins_on)} ถึง {format_date(training.returned_on)}"
    yield choice_row(90, "วันอบรม", days, Asks.DAYS)
    yield _duty_row(91, training.report, Asks.REPORT)
    yield _duty_row(92, training.publication, Asks.PUBLICATION)
    followed = (text for text in shown.texts if text.field_key.field in _FOLLOW_UP_FIELDS)
    for at, text in enumerate(shown.texts, 1):
        if text.field_key.field not in _FOLLOW_UP_FIELDS:
            yield text_row(at, text)
    known = (
        "✓ อยู่ในองค์ความรู้แล้ว (Enter เปิด)"
        if training.knowledge_id
        else hint("○ ยังไม่ได้ทำ (F5)", TRAINING)
    )
    yield choice_row(93, "องค์ความรู้", known, Asks.KNOWLEDGE)
    yield title_row(10_000, "การติดตามของผู้บังคับบัญชา")
    yield choice_row(94, "ผู้ติดตาม", _followed_words(training), Asks.FOLLOW_UP)
    for at, text in enumerate(followed, 50):
        yield text_row(at, text)


def _duty_row(row_id: int, duty: TrainingDuty, asks: Asks) -> TableRow:
    words = f"{duty_label(duty)}   ครบกำหนด {format_date(duty.due_on)}"
    if duty.done_on is not None:
        words += f"   ทำเมื่อ {format_date(duty.done_on)}"
    late = duty.done_on is None and duty.days_late(date.today())
    return choice_row(row_id, _SHORT[asks], words, asks, "fault" if late else "")


def _followed_words(training: TrainingView) -> str:
    if training.followed_up_on is None:
        return hint("○ ยังไม่ติดตาม (F4)", TRAINING)
    return f"✓ {training.supervisor} {format_date(training.followed_up_on)}"


_SHORT = {Asks.REPORT: "รายงานผล", Asks.PUBLICATION: "เผยแพร่"}
