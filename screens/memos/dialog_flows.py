"""The dialogs of a memo: number and date, division, signers, opinions, reply, signatures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from msgspec.structs import replace

from kmtui.thai.dates import buddhist_year, format_date
from kmtui.thai.digits import thai_digits
from models.editing.cell_values import day_text
from models.editing.record_kind import cleaned
from models.memos.records import (
    MEMO_KIND,
    SECRECIES,
    SPEEDS,
    Reply,
    Route,
    acknowledge,
    issue_memo,
    next_memo_number,
    record_opinion,
    record_reply,
    set_details,
    set_route,
)
from models.memos.views import MemoView, read_memo
from models.people.views import divisions_list, posts_list
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import NEW, PromptField, ask_and_do, number_or_nothing
from screens.dialogs.usual_questions import ask_post, day_field, day_or_nothing, day_typed
from screens.editing.form_merge import Asked, Values, merging_value_store, try_store
from screens.memos.memo_source import MemoPane
from screens.people.additions import ask_division, new_post_offer
from screens.printing.printing import warn_without_emblem
from screens.tables.record_table import attempt


async def issue(pane: MemoPane) -> None:
    """Ask for number (default: the next free one) and date, and issue the memo."""
    memo = pane.source.memo
    number = await pane.host.call_or_show_error(next_memo_number, buddhist_year(memo.written_on))
    if number is None:
        return
    offered = memo.key.partition("/")[0] if memo.is_numbered else str(number)
    fields = [
        PromptField("เลขที่", thai_digits(offered), _number, "เฉพาะตัวเลขหลังเลขรหัสหน่วยงาน"),
        day_field("วันที่", memo.written_on),
    ]

    async def store(answer: tuple[str, ...]) -> None:
        await pane.host.call(issue_memo, memo.id, _number(answer[0]), day_typed(answer[1]))
        pane.host.show_message("ออกเลขที่บันทึกแล้ว")
        await warn_without_emblem(pane.host, "บันทึกข้อความ")

    await ask_and_do(
        pane.host, f"ออกเลขที่บันทึก (เลขถัดไปที่ว่าง {thai_digits(number)})", fields, store, NEW
    )


def _number(text: str) -> int:
    number = number_or_nothing(text)
    if number is None:
        raise ValueError("พิมพ์เลขที่ของบันทึก เช่น ๑๒")
    return number


async def change_head(pane: MemoPane) -> None:
    """Ask for date and division of the memo, and store them."""
    memo = pane.source.memo

    async def store(answer: tuple[str, ...]) -> date:
        day = day_typed(answer[0])
        await _set_head(pane, memo, replace(memo, written_on=day))
        return day

    day = await ask_and_do(pane.host, "วันที่ของบันทึก", [day_field("วันที่", memo.written_on)], store, NEW)
    if day is None:
        return
    chosen, division_id = await ask_division(pane.host, memo.division_id)
    if chosen:
        dated = replace(memo, written_on=day)
        await try_store(pane.host, _set_head(pane, dated, replace(dated, division_id=division_id)))


async def _set_head(pane: MemoPane, known: MemoView, mine: MemoView) -> None:
    divisions = {each.id: each.name for each in await pane.host.call(divisions_list)}
    asked = (
        Asked("วันที่", day_text),
        Asked("หน่วยงาน", lambda division_id: divisions.get(division_id, "")),
        Asked("ชั้นความเร็ว"),
        Asked("ชั้นความลับ"),
    )

    def head(memo: MemoView) -> Values:
        return memo.written_on, memo.division_id, memo.speed, memo.secrecy

    def store(values: Values) -> None:
        set_details(known.id, *values)

    await _guarded(pane, asked, head, known, store)(head(mine))


def _guarded(
    pane: MemoPane,
    asked: Sequence[Asked],
    part: Callable[[MemoView], Values],
    known: MemoView,
    store: Callable[[Values], None],
) -> Callable[[Values], Awaitable[None]]:
    """Return a function that stores a part of the memo, merged with changes since `known`."""
    return merging_value_store(
        pane.host, asked, lambda: part(read_memo(known.id)), part(known), store
    )


async def add_signer(pane: MemoPane) -> None:
    """Ask for the list (proposers or opinions) and a post, and add the post at its end.

    Shows a message if the memo is answered already.
    """
    if not _may_sign(pane):
        return
    kinds = ["ผู้เสนอ", "ผู้ให้ความเห็น (ตามลำดับชั้นจากล่างขึ้นบน)"]
    place = pane.source.signer_at(pane.record_id)
    ask = ListDialog("เพิ่มผู้ลงนาม", kinds, current=int(place is None or place[0]))
    kind = await pane.app.push_screen_wait(ask)
    if kind is None:
        return
    title = f"ตำแหน่งใดเป็น{kinds[kind].partition(' (')[0]}"
    post_id = await ask_post(pane.host, title, new_post_offer(pane.host))
    if post_id is not None:
        route = pane.source.memo.route
        if kind:
            route = replace(route, opinions=(*route.opinions, post_id))
        else:
            route = replace(route, proposers=(*route.proposers, post_id))
        await _set_route(pane, route)


async def _set_route(pane: MemoPane, mine: Route) -> None:
    """Replace the signers of the memo, merged with another user's change."""
    memo, posts = pane.source.memo, await pane.host.call_or_show_error(posts_list, date.today())
    if posts is None:
        return
    names = {each.id: each.name for each in posts}

    def words(post_ids: tuple[int, ...]) -> str:
        return "\n".join(names.get(each, "") for each in post_ids)

    def store(values: Values) -> None:
        set_route(memo.id, Route(*values))

    asked = (Asked("ผู้เสนอ", words), Asked("ผู้ให้ความเห็น", words))
    act = _guarded(pane, asked, _route_of, memo, store)
    await try_store(pane.host, act((mine.proposers, mine.opinions)))


def _route_of(memo: MemoView) -> Values:
    return memo.route.proposers, memo.route.opinions


def _may_sign(pane: MemoPane) -> bool:
    if pane.source.memo.replied_on is None:
        return True
    pane.host.show_message("บันทึกนี้ลงนามตอบแล้ว แก้ผู้ลงนามไม่ได้", "warning")
    return False


async def change_signer(pane: MemoPane) -> None:
    """Ask for the signer's opinion, or for another post of a proposer, and store it.

    If the row has no signer, ask for a new one.
    """
    place = pane.source.signer_at(pane.record_id)
    if place is None:
        await add_signer(pane)
    elif place[0]:
        await _record_opinion(pane, place[1])
    else:
        await _replace_proposer(pane, place[1])


async def _replace_proposer(pane: MemoPane, at: int) -> None:
    post_id = await ask_post(pane.host, "ตำแหน่งใดเป็นผู้เสนอ", new_post_offer(pane.host))
    if post_id is not None:
        route = pane.source.memo.route
        proposers = list(route.proposers)
        proposers[at] = post_id
        await _set_route(pane, replace(route, proposers=tuple(proposers)))


async def opinion(pane: MemoPane) -> None:
    """Ask for the opinion of the signer under the cursor, and store it.

    If the cursor is on no signer, the first one without signature is taken, else the first.
    """
    opinions = pane.source.memo.opinions
    if not opinions:
        pane.host.show_message("บันทึกนี้ยังไม่มีผู้ให้ความเห็น กด F2 เพิ่มก่อน")
        return
    place = pane.source.signer_at(pane.record_id)
    waiting = (at for at, each in enumerate(opinions) if each.signed_on is None)
    at = place[1] if place is not None and place[0] else next(waiting, 0)
    await _record_opinion(pane, at)


async def _record_opinion(pane: MemoPane, at: int) -> None:
    signer = pane.source.memo.opinions[at]
    fields = [
        PromptField("ความเห็น", signer.opinion, hint="เช่น เห็นควรอนุมัติ"),
        PromptField(
            "ลงนามวันที่",
            format_date(signer.signed_on or date.today()),
            day_typed,
            "เช่น 30 ก.ย. 64",
        ),
    ]

    def opinion_in(memo: MemoView) -> Values:
        found = (each for each in memo.opinions if each.post_id == signer.post_id)
        return next(((each.opinion, each.signed_on) for each in found), ("", None))

    act = _guarded(
        pane,
        (Asked("ความเห็น"), Asked("ลงนามวันที่", day_text)),
        opinion_in,
        pane.source.memo,
        lambda values: record_opinion(pane.source.memo_id, signer.post_id, *values),
    )

    async def store(answer: tuple[str, ...]) -> None:
        await act((cleaned(answer[0]), day_typed(answer[1])))

    await ask_and_do(pane.host, f"{signer.heading} {signer.name}", fields, store, signer.post_id)


async def reply(pane: MemoPane) -> None:
    """Ask for the addressee's reply and its date, or for its withdrawal, and store it."""
    memo = pane.source.memo
    replies = [Reply.NOTED, Reply.APPROVED, Reply.OTHER, Reply.NONE]
    labels = [f"{each.label}{' (ยกเลิกผลตอบ)' if each == Reply.NONE else ''}" for each in replies]
    at = await pane.app.push_screen_wait(ListDialog(f"ผลตอบจาก{memo.addressee}", labels))
    if at is None:
        return
    chosen = replies[at]
    act = _guarded(
        pane,
        (Asked("ผลตอบ", lambda reply: reply.label), Asked("ลงนามวันที่", day_text), Asked("ข้อความ")),
        lambda each: (each.reply, each.replied_on, each.reply_text),
        memo,
        lambda values: record_reply(memo.id, *values),
    )
    if chosen == Reply.NONE:
        await try_store(pane.host, act((chosen, None, "")))
        return
    fields = [day_field("ลงนามวันที่", memo.replied_on or date.today())]
    if chosen == Reply.OTHER:
        fields.insert(0, PromptField("ข้อความที่ลงนาม", memo.reply_text))

    async def store(answer: tuple[str, ...]) -> None:
        words = cleaned(answer[0]) if chosen == Reply.OTHER else ""
        await act((chosen, day_typed(answer[-1]), words))
        pane.host.show_message(f"บันทึกผลตอบแล้ว {chosen.label}")

    await ask_and_do(pane.host, f"ผลตอบ {chosen.label}", fields, store, NEW)


async def sign(pane: MemoPane) -> None:
    """Ask when the division under the cursor signed and who signed for it, and store that.

    An empty date withdraws the signature.
    """
    at = pane.source.division_at(pane.record_id)
    if at is None:
        return
    line = pane.source.memo.acknowledgements[at]
    day = format_date(line.signed_on or date.today())
    fields = [
        PromptField("ลงนามวันที่", day, day_or_nothing, "เว้นว่าง = ยังไม่ลงนาม"),
        PromptField("ผู้ลงนาม", line.signed_by, hint="ชื่อหรือตำแหน่ง เว้นว่างได้"),
    ]

    def signed_in(memo: MemoView) -> Values:
        lines = (e for e in memo.acknowledgements if e.division_id == line.division_id)
        return next(((each.signed_on, each.signed_by) for each in lines), (None, ""))

    act = _guarded(
        pane,
        (Asked("ลงนามวันที่", day_text), Asked("ผู้ลงนาม")),
        signed_in,
        pane.source.memo,
        lambda values: acknowledge(pane.source.memo_id, line.division_id, *values),
    )

    async def store(answer: tuple[str, ...]) -> None:
        await act((day_or_nothing(answer[0]), cleaned(answer[1])))

    await ask_and_do(
        pane.host, f"การลงนามรับทราบของ{line.division}", fields, store, line.division_id
    )


async def choose_operation(pane: MemoPane) -> None:
    """Ask for one of the commands without a key, and run it."""
    acts = {
        "แก้วันที่และหน่วยงาน": change_head,
        "ชั้นความเร็วและชั้นความลับ": _change_marks,
        "ลบบันทึกนี้ (กู้คืนได้จากถังขยะ)": _remove,
    }
    at = await pane.app.push_screen_wait(ListDialog("บันทึกข้อความนี้", list(acts)))
    if at is not None:
        await list(acts.values())[at](pane)


async def _change_marks(pane: MemoPane) -> None:
    memo = pane.source.memo
    chosen = []
    for title, marks, now in (
        ("ชั้นความเร็ว", SPEEDS, memo.speed),
        ("ชั้นความลับ", SECRECIES, memo.secrecy),
    ):
        labels = [each or "ปกติ" for each in marks]
        current = marks.index(now) if now in marks else 0
        at = await pane.app.push_screen_wait(ListDialog(title, labels, current=current))
        if at is None:
            return
        chosen.append(marks[at])
    mine = replace(memo, speed=chosen[0], secrecy=chosen[1])
    await try_store(pane.host, _set_head(pane, memo, mine))


async def _remove(pane: MemoPane) -> None:
    ask = ConfirmDialog(f"ลบบันทึก “{pane.source.memo.subject}” หรือไม่", yes="ลบ", danger=True)
    if await pane.app.push_screen_wait(ask) and await attempt(
        pane, MEMO_KIND.soft_delete, pane.source.memo_id
    ):
        pane.host.dismiss(None)
