"""Entering the paper forms of the survey: one form is one line of digits."""

from __future__ import annotations

from textual import on

from models.editing.record_kind import cleaned
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
from screens.commands.command import bindings
from screens.commands.evidence import SURVEY
from screens.dialogs.choices import ListDialog
from screens.dialogs.usual_questions import ask_year
from screens.editing.form_merge import Asked, Values, merging_value_store, try_store
from screens.navigation.destinations import SurveySummary
from screens.printing.year_papers import print_year
from screens.questionnaires.assessment import tell_office_file
from screens.questionnaires.survey_view import Begun, SurveyView, answers_field_key
from screens.tables.cell_layout import TableCell
from screens.widgets.text_area import ThaiTextArea


class SurveyScreen(SurveyView):
    """F5 begins a form; Enter stores it and begins the next, filled in by the same group."""

    BINDINGS = bindings(*SURVEY.commands)
    PAGE = SURVEY

    def __init__(self, fiscal_year: int) -> None:
        super().__init__(fiscal_year)
        self._respondent = Respondent.STAFF
        self._division: tuple[int | None, str] = (None, "")
        self._rooms_begun: set[int] = set()
        self._removed: list[int] = []

    def check_editable(self) -> bool:
        """Forms take corrections at all times."""
        return self.state is not None

    # Form by form

    async def action_add(self) -> None:
        """Begin a form behind the last one."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        self.finish_typing()
        if self.state is not None:
            self._begin_form()

    def _begin_form(self) -> None:
        begun = Begun(new_id(), self._respondent, *self._division)
        self.begun.append(begun)
        self.show_sheet()
        self.table.select_row(begun.id, 1)
        self.saving.open()
        self.say_question()

    def _begun_here(self) -> Begun | None:
        """The form that is being begun in the editor."""
        cell = self.table.editing
        place = cell.field_key if cell is not None else None
        if place is None or place.field != "answers":
            return None
        return next((each for each in self.begun if each.id == place.subject_id), None)

    @on(ThaiTextArea.Changed)
    def _make_room(self) -> None:
        """At its first digit a form gets its room in the store."""
        self.say_question()
        begun = self._begun_here()
        if begun is None or begun.id in self._rooms_begun or not self.table.editor.text.strip():
            return
        self._rooms_begun.add(begun.id)
        who = begun.respondent, begun.division_id
        self.show_error_of(self.workspace.submit(begin_form, self.fiscal_year, begun.id, *who))

    def finish_typing(self) -> None:
        """Store what is typed; a form that was begun and has no digits goes away."""
        begun = self._begun_here()
        if begun is None or cleaned(self.table.editor.text):
            self.saving.finish()
        else:
            self._drop(begun)

    def _drop(self, begun: Begun) -> None:
        self.table.close_editor()
        self.begun.remove(begun)
        self.workspace.writer.discard_draft(*answers_field_key(begun.id))
        if begun.id in self._rooms_begun:
            self.change(self.workspace.submit(drop_begun_form, begun.id))
        self.show_sheet()

    def commit_typing(self) -> None:
        """What is being typed becomes a revision: the program is about to end."""
        self.finish_typing()

    async def action_open_cell(self) -> None:
        """Enter: store a form and begin the next; else open the cell, or store it and go on."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        begun = self._begun_here()
        if begun is None:
            if self.table.rows:
                await super().action_open_cell()
            else:
                await self.action_add()
        elif not cleaned(self.table.editor.text):
            self.finish_typing()
        elif refusal := self.saving.refusal():
            self.show_message(refusal, "error")
        else:
            self.saving.finish()
            self._begin_form()

    async def action_next_cell(self) -> None:
        """Tab: from the digits of a new form to its comment; else as in every table."""
        await self.wait_for_pending_keys()
        begun = self._begun_here()
        if begun is None:
            await super().action_next_cell()
        elif refusal := self.saving.refusal() or ("" if self.table.editor.text else "พิมพ์คำตอบก่อน"):
            self.show_message(refusal, "error")
        else:
            self.saving.finish()
            self.table.select_row(begun.id, 4)
            self.saving.open()
            self.say_question()

    async def action_leave(self) -> None:
        """Escape: store what is typed; a line without digits goes away; then leave."""
        await self.wait_for_pending_keys()
        begun = self._begun_here()
        if begun is None:
            await super().action_leave()
            self.say_question()
        elif cleaned(self.table.editor.text) and (refusal := self.saving.refusal()):
            self.show_message(f"{refusal} หรือลบตัวเลขทั้งหมดแล้วกด Esc", "error")
        else:
            self.finish_typing()
            self.refresh_sheet()

    # Commands that ask

    async def ask_cell(self, _cell: TableCell) -> None:
        """Say who filled in the form under the cursor."""
        await self.action_respondent()

    async def action_respondent(self) -> None:
        """Choose who fills in the forms: the one under the cursor, or the one being begun."""
        await self.wait_for_pending_keys()
        await self.is_read.wait()
        begun = self._begun_here()
        typed = self.table.editor.text if begun is not None else ""
        if begun is not None and cleaned(typed):
            self.show_message("เลือกผู้ตอบก่อนเริ่มพิมพ์คำตอบ หรือ Enter เก็บฉบับนี้ก่อนแล้วแก้ที่ช่องผู้ตอบ")
            return
        self.finish_typing()
        await self._ask_respondent(begins=begun is not None)

    @dialog_action
    async def _ask_respondent(self, *, begins: bool) -> None:
        groups = list(Respondent)
        form = None if begins else self.form
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
            self._begin_form()

    async def _change_respondent(self, form: FormView, mine: Values) -> None:
        """Say who filled in a form, unless somebody else has just said it was another."""
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
        await self.read_now()

    @dialog_action
    async def action_other_year(self) -> None:
        """Look at another fiscal year."""
        self.finish_typing()
        year = await ask_year(self, self.fiscal_year)
        if year is not None:
            self.fiscal_year, self.begun = year, []
            await self.read_now()

    @dialog_action
    async def action_office_file(self) -> None:
        """Lay the office's own file of questions into its folder, and say where."""
        await tell_office_file(self, FILE)

    async def action_summary(self) -> None:
        """Show what the forms come to."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        await self.open(SurveySummary(self.fiscal_year))

    def action_remove_row(self) -> None:
        """Put the form under the cursor into the bin."""
        form = self.form
        if form is None:
            return
        self._removed.append(form.id)
        self.change(self.workspace.submit(SURVEY_KIND.soft_delete, form.id, self.workspace.who))
        self.show_message("ลบแล้ว กด Z เพื่อคืน")

    def action_undo(self) -> None:
        """Bring back the form that was removed last."""
        if not self._removed:
            self.show_message("ไม่มีสิ่งที่จะเลิกทำ")
            return
        act = SURVEY_KIND.undelete
        self.change(self.workspace.submit(act, self._removed.pop(), self.workspace.who))

    async def action_print(self) -> None:
        """Print the form or the summary."""
        await self.wait_for_pending_keys()
        self.finish_typing()
        await print_year(self, self.fiscal_year, "survey")
