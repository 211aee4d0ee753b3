"""Adding a person or a post, from their lists or from a dialog that lacks them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from kmtui.thai.names import split_name
from models.editing.cell_values import must_not_be_blank
from models.errors import Refused
from models.people.operations import add_new_person, add_post
from models.people.views import PostView, divisions_list, near_people
from screens.base.screen import KmScreen
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.pick import PickOffer
from screens.dialogs.prompt import NEW, PromptField, ask_and_do

YES = ("ใช่", "ได้")
NO_DIVISION = "ยังไม่ได้เลือกหน่วยงาน กด Enter แล้วเลือก หรือกด Esc เพื่อเลิก"


async def ask_new_person(screen: KmScreen[Any], typed: str = "") -> int | None:
    """Ask for a new name, showing similar ones; return the added person's id.

    Asks again before a person of the same or a similar name is added. None if the user cancels.
    """

    async def near(name: str) -> str:
        names = await screen.call(near_people, name) if name else ()
        return f"มีชื่อใกล้เคียงแล้ว: {', '.join(names)}" if names else ""

    async def add(answer: tuple[str, ...]) -> int:
        try:
            return await screen.call(add_new_person, answer[0])
        except Refused as refusal:
            question = f"{refusal}\n\nเพิ่ม {answer[0]} เป็นอีกคนหนึ่งหรือไม่"
            ask = ConfirmDialog(question, yes="เป็นอีกคน เพิ่ม", no="ไม่เพิ่ม", danger=True)
            if not await screen.app.push_screen_wait(ask):
                raise
        return await screen.call(add_new_person, answer[0], force=True)

    hint = "เช่น จ.ส.อ.สมชาย ใจดี"
    field = PromptField("ชื่อ - สกุล", typed, must_have_a_name, hint, near)
    return await ask_and_do(screen, "เพิ่มบุคคล", [field], add, NEW)


def new_person_offer(screen: KmScreen[Any]) -> PickOffer:
    """Return an offer to create a missing person, for `PickDialog`."""
    return PickOffer("เพิ่มบุคคลใหม่", lambda typed: ask_new_person(screen, typed))


async def ask_new_post(screen: KmScreen[Any], typed: str = "") -> int | None:
    """Ask for a post and its division; return the added post's id, None if the user cancels."""

    async def add(answer: tuple[str, ...]) -> int:
        chosen, division_id = await ask_division(screen)
        if not chosen:
            raise Refused(NO_DIVISION)
        name, short, formal, shared = answer
        return await screen.call(add_post, name, short, formal, division_id, shared in YES)

    first, *others = post_fields()
    fields = [replace(first, value=typed), *others]
    return await ask_and_do(screen, "เพิ่มตำแหน่ง", fields, add, NEW)


def new_post_offer(screen: KmScreen[Any]) -> PickOffer:
    """Return an offer to create a missing post, for `PickDialog`."""
    return PickOffer("เพิ่มตำแหน่งใหม่", lambda typed: ask_new_post(screen, typed))


def post_fields(post: PostView | None = None) -> list[PromptField]:
    """Return the form fields of a post, filled from an existing post."""
    name, short, formal = (post.name, post.short_name, post.formal_name) if post else ("", "", "")
    shared = YES[0] if post is not None and post.shared else ""
    return [
        PromptField("ชื่อตำแหน่ง", name, check=must_not_be_blank, hint="เช่น ผู้อำนวยการกองคลัง"),
        PromptField("ชื่อย่อ", short, hint="ต่อท้าย รก. เช่น ผอ.กองคลัง เว้นว่างได้"),
        PromptField("ชื่อที่ใช้ลงนาม", formal, hint="เช่น ปลัดเทศบาลตำบล… เว้นว่างได้"),
        PromptField("มีได้หลายคน", shared, hint="พิมพ์ ใช่ ถ้ามีหลายคนพร้อมกัน เช่น ครู"),
    ]


async def ask_division(
    screen: KmScreen[Any], division_id: int | None = None
) -> tuple[bool, int | None]:
    """Ask for a division; return whether the user answered, and its id (None: no division).

    Returns (True, None) without a dialog if the office has no division; an error is shown.
    """
    divisions = await screen.call_or_show_error(divisions_list)
    if not divisions:
        return divisions is not None, None
    ids = [*(each.id for each in divisions), None]
    names = [*(each.name for each in divisions), "ไม่สังกัดหน่วยงานใด"]
    ask = ListDialog("สังกัดหน่วยงานใด", names, current=ids.index(division_id) if division_id else 0)
    at = await screen.app.push_screen_wait(ask)
    return at is not None, None if at is None else ids[at]


def must_have_a_name(text: str) -> None:
    """Raise ValueError with a Thai sentence if a typed name has no given name."""
    if not split_name(text).given:
        raise ValueError("ยังไม่มีชื่อ พิมพ์คำนำหน้า ชื่อ และนามสกุล เช่น นายสมชาย ใจดี")
