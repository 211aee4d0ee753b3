"""Use of selected knowledge items in a plan: a message with their number, and a choice of one."""

from __future__ import annotations

from kmtui.thai.digits import thai_digits
from models.plan.cells import ACTIVITY_KIND
from models.plan.rows import add_row
from models.storage.database import new_id
from screens.dialogs.pick import PickDialog
from screens.plan.plan_source import PART_OF, PlanPane
from screens.plan.sheets import PlanPart
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_NOTHING = "ยังไม่ได้เลือกองค์ความรู้เข้าแผน เลือกที่จอองค์ความรู้ด้วยปุ่ม C ก่อน"


def tell_of_knowledge(pane: PlanPane) -> None:
    """Show a message with the number of knowledge items selected for the plan, if any."""
    if count := len(pane.source.plan.knowledge):
        pane.host.show_message(
            f"มีองค์ความรู้ที่เลือกเข้าแผน {thai_digits(count)} รายการ จบช่องนี้แล้วกด K เพื่อใช้"
        )


async def use_knowledge(pane: PlanPane) -> None:
    """Ask for a selected item and write it into the selected activity, or a new row of a list."""
    knowledge, activity = pane.source.plan.knowledge, pane.source.activity(pane.record_id)
    if not knowledge:
        pane.host.show_message(_NOTHING)
        return
    if pane.source.part == PlanPart.TEXTS or (
        pane.source.part == PlanPart.ACTIVITIES and activity is None
    ):
        pane.host.show_message("เลือกแถวกิจกรรม หรือไปที่ขอบเขตหรือเป้าหมาย (F2) ก่อน")
        return
    entries = [FilterEntry(at, CellRow(ListCell(text))) for at, text in enumerate(knowledge)]
    at = await pane.app.push_screen_wait(PickDialog("องค์ความรู้ที่เลือกเข้าแผน", entries))
    if at is None:
        return
    office = pane.host.workspace
    if activity is None:
        made = knowledge[at], pane.record_id, new_id()
        part = PART_OF[pane.source.part]
        pane.undoing.submit(add_row, pane.source.plan_id, part, *made)
        return
    bullets = "\n".join((*activity.bullets, knowledge[at]))
    version = activity.version("bullets")
    replace = ACTIVITY_KIND.replace
    pane.change(office.submit(replace, activity.id, "bullets", version, bullets))
