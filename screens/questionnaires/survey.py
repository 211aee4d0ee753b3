"""Entry of the survey's paper forms: each form is one line of digits."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult

from models.people.views import divisions_list
from models.questionnaires.survey import (
    FILE,
    SURVEY_KIND,
    FormView,
    Respondent,
    begin_form,
    drop_begun_form,
    respondent_of,
    set_respondent,
)
from models.storage.database import new_id
from screens.base.dialog_action import dialog_action
from screens.base.screen import KmScreen
from screens.commands.command import bindings
from screens.commands.evidence import SURVEY
from screens.dialogs.choices import ListDialog
from screens.dialogs.usual_questions import ask_year
from screens.editing.form_merge import Asked, Values, merging_value_store, try_store
from screens.navigation.destinations import SurveySummary
from screens.printing.year_papers import print_year
from screens.questionnaires.assessment import tell_office_file
from screens.questionnaires.survey_source import Begun, SurveySource, answers_field_key
from screens.tables.cell_layout import TableCell
from screens.tables.pending_rows import PendingRows
from screens.tables.sheet_view import Forms
from screens.tables.table_pane import TABLE_STYLE, TablePane, selected_id
from screens.widgets.key_line import KeyLine
from screens.widgets.text_area import ThaiTextArea


class SurveyScreen(KmScreen[None]):
    """The survey's forms.

    F5 begins one, Enter stores it and begins the next with the same group.
    """

    CSS_PATH = TABLE_STYLE
    BINDINGS = bindings(*SURVEY.commands)
    PAGE = SURVEY
    pane: TablePane[SurveySource]

    def __init__(self, fiscal_year: int) -> None:
        super().__init__()
        self._respondent = Respondent.STAFF
        self._division: tuple[int | None, str] = (None, "")
        pending = PendingRows[Begun](
            answers_field_key, lambda _form: self._new_form(), self._make, self._drop
        )
        self._pending = pending
        self.source = SurveySource(fiscal_year, pending)
        self.pane = TablePane(self, self.source, self._ask_cell, forms=Forms.NEVER, pending=pending)

    def compose(self) -> ComposeResult:
        """Compose the pane of the forms and the keys."""
        yield self.pane
        yield KeyLine()

    def _new_form(self) -> Begun:
        return Begun(new_id(), self._respondent, *self._division)

    def _make(self, form: Begun) -> None:
        who = form.respondent, form.division_id
        self.submit(begin_form, self.source.fiscal_year, form.id, *who)

    def _drop(self, form: Begun) -> None:
        self.pane.change(self.workspace.submit(drop_begun_form, form.id))

    async def action_add(self) -> None:
        """Begin a form after the last one, for the respondent that was chosen last."""
        await self.pane.finish_typing()
        if self.source.state is not None:
            self.pane.begin_row(self._new_form())

    @on(ThaiTextArea.Changed)
    def _show_question(self) -> None:
        """Show in the headings which question the next digit answers."""
        if self.source.state is not None:
            self.pane.view.show_heads()

    async def action_open_cell(self) -> None:
        """Open the selected cell (Enter); without any form, begin the first."""
        await self.wait_for_pending_keys()
        await self.pane.loader.is_read.wait()
        if self.pane.table.rows:
            await self.pane.action_open_cell()
        else:
            await self.action_add()

    async def action_next_cell(self) -> None:
        """Go to the next cell (Tab); stay, with an error, on a new form without its answers."""
        await self.wait_for_pending_keys()
        if self.pane.editing.pending_row is not None and not self.pane.table.editor.text:
            self.show_message("พิมพ์คำตอบก่อน", "error")
        else:
            await self.pane.action_next_cell()

    async def action_leave(self) -> None:
        """Leave the cell (Escape); digits that are refused stay in the editor."""
        await self.wait_for_pending_keys()
        editing = self.pane.editing
        refusal = editing.refusal() if editing.pending_row and editing.has_words else ""
        if refusal:
            self.show_message(f"{refusal} หรือลบตัวเลขทั้งหมดแล้วกด Esc", "error")
        else:
            await self.pane.action_leave()
            self._show_question()

    async def _ask_cell(self, _cell: TableCell) -> None:
        """Ask for the respondent of the form under the cursor, and store it."""
        await self.action_respondent()

    async def action_respondent(self) -> None:
        """Ask for the respondent of the form under the cursor, and store it.

        While forms are being entered, the answer is the respondent of the next ones.
        """
        await self.wait_for_pending_keys()
        await self.pane.loader.is_read.wait()
        begun = self.pane.editing.pending_row
        if begun is not None and self.pane.editing.has_words:
            self.show_message("เลือกผู้ตอบก่อนเริ่มพิมพ์คำตอบ หรือ Enter เก็บฉบับนี้ก่อนแล้วแก้ที่ช่องผู้ตอบ")
            return
        self.pane.editing.finish()
        await self._ask_respondent(begins=begun is not None)

    @dialog_action
    async def _ask_respondent(self, *, begins: bool) -> None:
        groups = list(Respondent)
        form = None if begins else self.source.form(self.pane.record_id)
        current = groups.index(form.respondent if form is not None else self._respondent)
        labels = [each.label for each in groups]
        ask = ListDialog("ผู้ตอบแบบสำรวจเป็นกลุ่มใด", labels, current=current)
        at = await self.app.push_screen_wait(ask)
        divisions = await self.call_or_show_error(divisions_list) if at is not None else None
        if at is None or divisions is None:
            return
        names = ["ไม่ระบุหน่วยงาน", *(each.name for each in divisions)]
        known = form.division_id if form is not None else self._division[0]
        here = next((at for at, each in enumerate(divisions, 1) if each.id == known), 0)
        ask = ListDialog("ผู้ตอบสังกัดหน่วยงานใด", names, current=here)
        place = await self.app.push_screen_wait(ask)
        if place is None:
            return
        chosen = divisions[place - 1] if place else None
        division = (chosen.id, chosen.short_name or chosen.name) if chosen else (None, "")
        self._respondent, self._division = groups[at], division
        if form is not None:
            await self._change_respondent(form, (groups[at], division[0]))
        else:
            self.pane.begin_row(self._new_form())

    async def _change_respondent(self, form: FormView, mine: Values) -> None:
        """Store the respondent of a form, merged with another user's change."""
        divisions = {each.id: each.name for each in await self.call(divisions_list)}
        act = merging_value_store(
            self,
            (
                Asked("กลุ่มผู้ตอบ", lambda group: str(group.label)),
                Asked("หน่วยงาน", lambda division_id: divisions.get(division_id, "ไม่ระบุหน่วยงาน")),
            ),
            lambda: respondent_of(form.id),
            (form.respondent, form.division_id),
            lambda chosen: set_respondent(form.id, *chosen),
        )
        await try_store(self, act(mine))
        await self.pane.loader.read_now()

    @dialog_action
    async def action_other_year(self) -> None:
        """Ask the user for another fiscal year and show it."""
        self.pane.editing.finish()
        year = await ask_year(self, self.source.fiscal_year)
        if year is not None:
            self.source.fiscal_year = year
            self._pending.keep(lambda _form: False)
            await self.pane.loader.read_now()

    @dialog_action
    async def action_office_file(self) -> None:
        """Copy the file of questions to the office's folder if confirmed, and show its path."""
        await tell_office_file(self.pane, FILE)

    async def action_summary(self) -> None:
        """Show the summary of the survey."""
        await self.pane.finish_typing()
        await self.open(SurveySummary(self.source.fiscal_year))

    def action_remove_row(self) -> None:
        """Move the form under the cursor to the bin."""
        form = self.source.form(selected_id(self.pane))
        if form is not None:
            self.pane.undoing.remove(SURVEY_KIND.soft_delete, form.id)

    async def action_print(self) -> None:
        """Ask which document of the year to print, the survey first, and print it."""
        await self.pane.finish_typing()
        await print_year(self, self.source.fiscal_year, "survey")
