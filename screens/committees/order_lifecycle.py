"""The dialog flows for issuing, amending, revoking and printing an order."""

from __future__ import annotations

from datetime import date

from kmtui.thai.dates import buddhist_year, format_date, parse_date
from kmtui.thai.digits import arabic_digits, thai_digits
from models.committees.orders import OrderNumber, amend_order, issue, remove_draft, revoke_order
from models.committees.records import OrderState, next_order_number
from models.committees.views import OrderView
from models.editing.cell_values import must_not_be_blank
from models.errors import Refused
from models.office.locations import InOrder
from screens.base.screen import AnyScreen
from screens.committees.order_rows import OrderRowKey
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptField, ask_and_do, number_or_nothing
from screens.printing.printing import print_order, warn_without_emblem


async def ask_and_issue(screen: AnyScreen, order: OrderView) -> OrderRowKey | None:
    """Ask for date and number, and issue the order; an empty number means the next free one.

    Returns None, as the selection stays.
    """
    today = date.today()

    async def free_number(typed: str) -> str:
        try:
            year = buddhist_year(parse_date(typed, today))
        except ValueError:
            return ""
        number = await screen.call(next_order_number, year)
        return f"เลขถัดไปที่ว่างคือ {thai_digits(f'{number}/{year}')}"

    fields = [
        PromptField(
            "ลงวันที่",
            format_date(today),
            check=lambda text: parse_date(text, today),
            hint="เช่น 1/10/63",
            notice=free_number,
        ),
        PromptField("เลขที่", check=number_or_nothing, hint="เว้นว่าง = เลขถัดไปที่ว่าง"),
    ]

    async def store(answer: tuple[str, ...]) -> OrderNumber | None:
        return await _issue(
            screen, order.id, parse_date(answer[0], today), number_or_nothing(answer[1])
        )

    issued = await ask_and_do(screen, f"ออกคำสั่ง เรื่อง {order.subject}", fields, store, order.id)
    if issued is not None:
        screen.show_message(f"ออกคำสั่งที่ {issued.label} แล้ว กด F8 พิมพ์")
        await warn_without_emblem(screen, "คำสั่ง")
    return None


async def _issue(
    screen: AnyScreen, order_id: int, day: date, number: int | None
) -> OrderNumber | None:
    """Issue the draft, after confirmation if the number leaves a gap; return its number.

    Raises:
        KmError: as raised by `issue`; Refused if the user does not confirm the gap.
    """
    year = buddhist_year(day)
    free = await screen.call(next_order_number, year)
    leaves_a_gap = number is not None and number > free > 1
    if leaves_a_gap:
        given, following = thai_digits(f"{number}/{year}"), thai_digits(f"{free}/{year}")
        question = f"เลขที่ {given} ข้ามเลขถัดไปคือ {following}\nเลขระหว่างนั้นใช้กับคำสั่งอื่นแล้วใช่หรือไม่"
        ask = ConfirmDialog(question, yes="ใช่ ใช้เลขนี้", no="ไม่ใช่", danger=True)
        if not await screen.app.push_screen_wait(ask):
            raise Refused(f"ยังไม่ได้ออกคำสั่ง เลขที่ว่างถัดไปคือ {following} แก้หรือเว้นว่างไว้")
    return await screen.call(issue, order_id, day, number, gap_ok=leaves_a_gap)


async def amend_or_revoke(screen: AnyScreen, order: OrderView) -> OrderRowKey | None:
    """Ask whether to draft a replacing order or to revoke an issued one; delete a draft.

    A draft is deleted after confirmation. Returns None, as the selection stays.
    """
    if order.state == OrderState.DRAFT:
        await _throw_away(screen, order)
        return None
    ways = ["ร่างคำสั่งใหม่แทนคำสั่งนี้ (คัดลอกทุกคณะ)", "ยกเลิกคำสั่งนี้"]
    at = await screen.app.push_screen_wait(ListDialog(f"คำสั่งที่ {order.label}", ways))
    if at == 0:
        await _amend(screen, order)
    elif at == 1:
        await _revoke(screen, order)
    return None


async def _throw_away(screen: AnyScreen, order: OrderView) -> None:
    ask = ConfirmDialog(f"ลบร่างคำสั่ง เรื่อง {order.subject} หรือไม่", yes="ลบร่าง", danger=True)
    if not await screen.app.push_screen_wait(ask):
        return
    if await screen.call_or_show_error(_removed, order.id):
        screen.dismiss(None)


async def _amend(screen: AnyScreen, order: OrderView) -> None:
    draft_id = await screen.call_or_show_error(amend_order, order.id)
    if draft_id is not None:
        await screen.open(InOrder(draft_id))
        screen.show_message(f"ร่างคำสั่งใหม่แทนคำสั่งที่ {order.label} แล้ว การประชุมเดิมยังใช้คำสั่งเดิม")


async def _revoke(screen: AnyScreen, order: OrderView) -> None:
    today = date.today()
    fields = [
        PromptField("ตั้งแต่วันที่", format_date(today), check=lambda text: parse_date(text, today)),
        PromptField("เพราะ", check=must_not_be_blank),
    ]

    async def revoke(answer: tuple[str, ...]) -> None:
        await screen.call(revoke_order, order.id, parse_date(answer[0], today), answer[1])

    await ask_and_do(screen, f"ยกเลิกคำสั่งที่ {order.label}", fields, revoke, order.id)


async def print_papers(
    screen: AnyScreen, order_id: int, label: str, state: OrderState, first: str = ""
) -> None:
    """Ask which document of the order to print, and print it; a draft is marked as such.

    Args:
        label: the order's number and year in Thai digits; not used for a draft.
        first: the id of the document to list first.
    """
    key = f"draft {order_id}" if state == OrderState.DRAFT else arabic_digits(label)
    await print_order(screen, key, first=first)


def _removed(order_id: int) -> bool:
    remove_draft(order_id)
    return True
