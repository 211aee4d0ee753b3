"""The dialog flows for writing a draft order.

Each returns the key of the row to select, or None to keep the selection.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from kmtui.thai.digits import thai_digits
from models.committees.operations import (
    COMMITTEE_KIND,
    DUTY_KIND,
    add_committee,
    add_duty,
    change_role,
    copy_committee,
    edit_committee,
    edit_duty,
    gone_posts,
    remove_committee,
    remove_duty,
    remove_seat,
    role_of,
)
from models.committees.orders import ORDER_KIND, edit_order, set_signer
from models.committees.records import CommitteeKind, Majority, Role
from models.committees.rules import QUORUM_KIND, set_majority, set_quorum
from models.committees.views import (
    CommitteeView,
    OrderLine,
    OrderView,
    SeatView,
    orders_list,
    read_order,
)
from models.editing.cell_values import must_not_be_blank
from models.editing.optimistic_lock import Texts, field_reader
from models.editing.record_kind import labelled
from models.editing.revisions import FieldKey as DraftPlace
from models.editing.revisions import Subject
from models.errors import KmError
from models.memos.order_reasons import suggested_reason
from models.people.views import posts_list
from screens.base.screen import AnyScreen
from screens.committees.order_rows import OrderRow, OrderRowKey, OrderRowKind
from screens.committees.seat_flows import SeatChanges, ask_role
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickDialog
from screens.dialogs.prompt import NEW, PromptDialog, PromptField, ask_and_do, number_or_nothing
from screens.dialogs.text import write_and_do
from screens.editing.form_merge import Asked, Values, merging_store, merging_value_store, try_store
from screens.people.additions import new_post_offer
from screens.widgets.row_list import CellRow, ListCell
from screens.widgets.search_list import FilterEntry

_KINDS = {
    CommitteeKind.PLAN: "จัดทำแผนการจัดการความรู้",
    CommitteeKind.MONITORING: "ติดตามและประเมินผล",
    CommitteeKind.OTHER: "คณะอื่น",
}
_NEW_COMMITTEE = 0
_WHO_LEADS = "ตำแหน่งที่เป็นผู้บริหารสูงสุด"


async def change(screen: AnyScreen, order: OrderView, row: OrderRow) -> OrderRowKey | None:
    """Ask for a new value of a row and store it; return None, as the selection stays."""
    if row.kind in (OrderRowKind.SUBJECT, OrderRowKind.CAUSE, OrderRowKind.EFFECTIVE):
        await _change_words(screen, order, row.kind)
    elif row.kind == OrderRowKind.SIGNER:
        await _change_signer(screen, order)
    elif row.seat is not None:
        await _change_role(screen, row.seat)
    elif row.duty is not None:
        draft = DraftPlace(Subject.DUTY, row.duty.id, "text")
        duty_id, known = row.duty.id, row.duty.text
        read = field_reader(DUTY_KIND, duty_id, "text")
        act = merging_store(screen, ["หน้าที่"], read, (known,), lambda own: edit_duty(duty_id, *own))
        await write_and_do(screen, "หน้าที่", known, draft, lambda text: act((text,)))
    elif row.committee is not None and row.kind == OrderRowKind.QUORUM:
        await _change_quorum(screen, row.committee)
    elif row.committee is not None:
        await _change_committee(screen, row.committee)
    return None


_WORDS = {
    OrderRowKind.SUBJECT: ("subject", "เรื่อง"),
    OrderRowKind.CAUSE: ("cause", "เหตุผลและข้อกฎหมายที่ให้อำนาจ ก่อนรายชื่อคณะกรรมการ"),
    OrderRowKind.EFFECTIVE: ("effective", "คำสั่งมีผลเมื่อใด"),
}


async def _change_words(screen: AnyScreen, order: OrderView, kind: OrderRowKind) -> None:
    words = {
        "subject": order.subject,
        "cause": "\n".join(order.cause),
        "effective": order.effective,
    }
    field, title = _WORDS[kind]

    def store(texts: tuple[str, ...]) -> None:
        now = dict(zip(words, field_reader(ORDER_KIND, order.id, *words)(), strict=True))
        subject, cause, effective = {**now, field: texts[0]}.values()
        edit_order(order.id, subject, cause, effective)

    place = DraftPlace(Subject.ORDER, order.id, field)
    read = field_reader(ORDER_KIND, order.id, field)
    act = merging_store(screen, [title], read, (words[field],), store)
    known = words[field]
    if kind == OrderRowKind.CAUSE and not known:
        known = await screen.call_or_show_error(suggested_reason, order) or ""
    await write_and_do(screen, title, known, place, lambda text: act((text,)))


async def _change_signer(screen: AnyScreen, order: OrderView) -> None:
    posts = await screen.call_or_show_error(posts_list, date.today())
    if posts is None:
        return
    entries = [
        FilterEntry(
            each.id,
            CellRow(ListCell(each.name), ListCell(each.holder or "– ว่าง", 28)),
            each.search_text,
        )
        for each in posts
    ]
    ask = PickDialog("ตำแหน่งใดลงนามในคำสั่ง", entries, offer=new_post_offer(screen))
    post_id = await screen.app.push_screen_wait(ask)
    if post_id is None:
        return
    names = {each.id: each.name for each in posts}

    def signer(view: OrderView) -> Values:
        return (view.signer_post_id,)

    act = merging_value_store(
        screen,
        [Asked("ผู้ลงนาม", lambda chosen: names.get(chosen, _WHO_LEADS))],
        lambda: signer(read_order(order.id)),
        signer(order),
        lambda chosen: set_signer(order.id, *chosen),
    )
    await try_store(screen, act((post_id,)))


async def _change_role(screen: AnyScreen, seat: SeatView) -> None:
    role = await ask_role(screen, seat.label, seat.role)
    if role is None:
        return
    act = merging_value_store(
        screen,
        [Asked("หน้าที่", lambda chosen: Role(chosen).label)],
        lambda: (role_of(seat.id),),
        (seat.role,),
        lambda chosen: change_role(seat.id, *chosen),
    )
    await try_store(screen, act((role,)))


async def _change_quorum(screen: AnyScreen, committee: CommitteeView) -> None:
    seats = len(committee.seats)
    count = thai_digits(committee.quorum_count or "")
    hint = f"เว้นว่าง = กึ่งหนึ่ง คือ {thai_digits((seats + 1) // 2)} จาก {thai_digits(seats)}"
    field = PromptField("จำนวนที่ต้องมา", count, check=number_or_nothing, hint=hint)
    rules = list(Majority)
    number = thai_digits(rules.index(committee.majority) + 1)
    rule_hint = "๑ ของผู้ออกเสียง ๒ เกินกึ่งหนึ่งของผู้มา"
    rule_field = PromptField("เสียงข้างมาก", number, check=_majority, hint=rule_hint)

    def store_rules(texts: Texts) -> None:
        set_quorum(committee.id, number_or_nothing(texts[0]))
        set_majority(committee.id, labelled(Majority, texts[1]))

    act = merging_store(
        screen,
        [field.label, rule_field.label],
        field_reader(QUORUM_KIND, committee.id, "quorum_count", "majority_of"),
        (count, committee.majority.label),
        store_rules,
    )

    async def store(answer: tuple[str, ...]) -> None:
        wanted = number_or_nothing(answer[0])
        await act(("" if wanted is None else thai_digits(wanted), _majority(answer[1]).label))

    fields = [field, rule_field]
    await ask_and_do(screen, f"องค์ประชุมและมติของ{committee.name}", fields, store, committee.id)


def _majority(text: str) -> Majority:
    number = number_or_nothing(text)
    if number not in (1, 2):
        raise ValueError("พิมพ์ ๑ (เสียงข้างมากของผู้ออกเสียง) หรือ ๒ (เกินกึ่งหนึ่งของผู้มาประชุม)")
    return list(Majority)[number - 1]


async def add_committee_to(screen: AnyScreen, order_id: int) -> OrderRowKey | None:
    """Ask for a committee, new or copied from another order, and add it; return its row key.

    Returns None if the user cancels or the committee is refused, which shows the error. Names in a
    message the abolished posts that were not copied.
    """
    copies = await screen.call_or_show_error(_committees_of_others, order_id)
    if copies is None:
        return None
    chosen: int | None = _NEW_COMMITTEE
    if copies:
        new = FilterEntry(_NEW_COMMITTEE, CellRow(ListCell("+ คณะใหม่ พิมพ์ชื่อเอง")))
        chosen = await screen.app.push_screen_wait(
            PickDialog("เพิ่มคณะกรรมการ: คณะใหม่ หรือคัดลอกจากคำสั่งเดิม", [new, *copies])
        )
    if chosen is None:
        return None
    if chosen == _NEW_COMMITTEE:
        return await _new_committee(screen, order_id)
    made = await screen.call_or_show_error(_copied, chosen, order_id)
    if made is None:
        return None
    committee_id, gone = made
    if gone:
        screen.show_message(f"ตำแหน่งที่ไม่มีแล้ว ไม่ได้คัดลอก: {', '.join(gone)}", "warning")
    return OrderRowKind.COMMITTEE, committee_id


async def _new_committee(screen: AnyScreen, order_id: int) -> OrderRowKey | None:
    answer = await screen.app.push_screen_wait(
        PromptDialog("คณะกรรมการใหม่", _committee_fields(), about=NEW)
    )
    if answer is None:
        return None
    kind = await _ask_kind(screen, answer[0], _guessed_kind(answer[0]))
    if kind is None:
        return None
    made = await screen.call_or_show_error(add_committee, order_id, answer[0], answer[1], kind)
    return None if made is None else (OrderRowKind.COMMITTEE, made)


async def _change_committee(screen: AnyScreen, committee: CommitteeView) -> None:
    fields = _committee_fields(committee.name, committee.english)
    answer = await screen.app.push_screen_wait(
        PromptDialog("แก้ชื่อคณะกรรมการ", fields, about=committee.id)
    )
    if answer is None:
        return
    kind = await _ask_kind(screen, answer[0], committee.kind)
    if kind is None:
        return
    other = kind if kind != committee.kind else None
    act = merging_store(
        screen,
        [each.label for each in fields],
        field_reader(COMMITTEE_KIND, committee.id, "name", "english"),
        (committee.name, committee.english),
        lambda names: edit_committee(committee.id, names[0], names[1], other),
    )
    try:
        await act(answer)
    except KmError as refusal:
        screen.show_error(refusal)


async def _ask_kind(screen: AnyScreen, name: str, current: CommitteeKind) -> CommitteeKind | None:
    kinds = list(_KINDS)
    ask = ListDialog(f"{name}\nคณะนี้ทำอะไร", list(_KINDS.values()), current=kinds.index(current))
    at = await screen.app.push_screen_wait(ask)
    return None if at is None else kinds[at]


def _guessed_kind(name: str) -> CommitteeKind:
    if "ติดตาม" in name:
        return CommitteeKind.MONITORING
    return CommitteeKind.PLAN if "แผน" in name or "ความรู้" in name else CommitteeKind.OTHER


def _committee_fields(name: str = "", english: str = "") -> list[PromptField]:
    return [
        PromptField("ชื่อคณะกรรมการ", name, check=must_not_be_blank, hint="เช่น คณะกรรมการจัดการความรู้"),
        PromptField("ชื่อภาษาอังกฤษ", english, hint="เช่น KM Team เว้นว่างได้"),
    ]


def _committees_of_others(order_id: int) -> list[FilterEntry]:
    """Return the committees of other orders as entries, the newest order first."""
    others = [line for line in orders_list() if line.id != order_id]
    return [entry for line in others for entry in _entries_of(line)]


def _entries_of(line: OrderLine) -> list[FilterEntry]:
    said = ListCell(f"{line.state.label} {line.label}" if line.issued_on else "ร่าง", 22)
    committees = read_order(line.id).committees
    return [FilterEntry(each.id, CellRow(ListCell(each.name), said)) for each in committees]


def _copied(committee_id: int, order_id: int) -> tuple[int, tuple[str, ...]]:
    """Copy a committee into an order; return its new id, and the names of posts left out.

    Those posts are abolished.
    """
    gone = tuple(gone_posts(committee_id))
    return copy_committee(committee_id, order_id), gone


async def add_duties(screen: AnyScreen, committee: CommitteeView) -> OrderRowKey | None:
    """Ask for duties one after the other, and add them, until Escape or an empty one.

    Returns the row key of the last duty added; None without one.
    """
    place: OrderRowKey | None = None
    count = len(committee.duties)
    while True:
        title = f"{committee.name}\nหน้าที่ข้อ {thai_digits(count + 1)}"
        begun = DraftPlace(Subject.COMMITTEE, committee.id, "new_duty")
        made = await write_and_do(screen, title, "", begun, partial(_added, screen, committee.id))
        if made is None:
            return place
        place, count = (OrderRowKind.DUTY, made), count + 1


async def _added(screen: AnyScreen, committee_id: int, text: str) -> int | None:
    return await screen.call(add_duty, committee_id, text) if text else None


async def remove(screen: AnyScreen, row: OrderRow, seats: SeatChanges) -> OrderRowKey | None:
    """Delete a seat, a duty or a whole committee after confirmation; a seat can be undone.

    Returns None, as the selection stays near.
    """
    if (found := _removal(row)) is None:
        return None
    what, act = found
    if not await screen.app.push_screen_wait(
        ConfirmDialog(f"ลบ{what} หรือไม่", yes="ลบ", danger=True)
    ):
        return None
    if row.seat is not None and row.committee is not None:
        await seats.change(row.committee.id, act)
    else:
        await screen.call_or_show_error(act)
    return None


def _removal(row: OrderRow) -> tuple[str, Callable[[], None]] | None:
    """Return the Thai name of what a row shows and the operation that deletes it.

    None if the row cannot be deleted.
    """
    if row.seat is not None:
        return f"กรรมการ {row.seat.label}", partial(remove_seat, row.seat.id)
    if row.duty is not None:
        return f"หน้าที่ {row.duty.text}", partial(remove_duty, row.duty.id)
    if row.committee is not None and row.kind == OrderRowKind.COMMITTEE:
        return f"{row.committee.name} ทั้งคณะ", partial(remove_committee, row.committee.id)
    return None
