"""The dialogs of an e-meeting: its form, and how participants identified themselves."""

from __future__ import annotations

from kmtui.thai.digits import thai_digits, whole_number
from models.editing.optimistic_lock import Texts, field_reader
from models.editing.record_kind import cleaned, labelled
from models.meetings.electronic import (
    ElectronicDetails,
    MeetingForm,
    parse_troubles,
    typed_troubles,
)
from models.meetings.notice import MEETING_KIND, read_electronic, set_electronic
from screens.base.screen import AnyScreen
from screens.dialogs.prompt import PromptField, ask_and_do
from screens.editing.form_merge import merging_store

_FORMS = tuple(MeetingForm)
_COLUMNS = (
    "form",
    "online_system",
    "online_link",
    "online_identity",
    "recording_place",
    "online_troubles",
)


async def ask_electronic(screen: AnyScreen, meeting_id: int, label: str) -> bool:
    """Ask for the form of a meeting and its details; return whether something was stored."""
    known = await screen.call_or_show_error(read_electronic, meeting_id)
    if known is None:
        return False

    def store(texts: Texts) -> bool:
        form, system, link, identity, recording, troubles = texts
        details = ElectronicDetails(
            labelled(MeetingForm, form), system, link, identity, recording, parse_troubles(troubles)
        )
        set_electronic(meeting_id, details)
        return True

    fields = _fields(known)
    act = merging_store(
        screen,
        [field.label for field in fields],
        field_reader(MEETING_KIND, meeting_id, *_COLUMNS),
        _texts(known),
        store,
    )

    async def hand_over(answer: tuple[str, ...]) -> bool:
        form, *rest, troubles = map(cleaned, answer)
        written = typed_troubles(parse_troubles(troubles))
        return await act((form_typed(form).label, *rest, written))

    title = f"ประชุมครั้งที่ {label}: ๑ ในห้องประชุม ๒ ออนไลน์ ๓ ผสม"
    stored = await ask_and_do(screen, title, fields, hand_over, meeting_id)
    if stored:
        screen.show_message("บันทึกแล้ว หนังสือเชิญ ใบรายชื่อ และรายงานการประชุมเป็นไปตามนี้")
    return bool(stored)


def _texts(details: ElectronicDetails) -> Texts:
    return (
        details.form.label,
        details.system,
        details.link,
        details.identity,
        details.recording,
        typed_troubles(details.troubles),
    )


def _fields(known: ElectronicDetails) -> list[PromptField]:
    form, system, link, identity, recording, troubles = _texts(known)
    number = thai_digits(_FORMS.index(labelled(MeetingForm, form)) + 1)
    return [
        PromptField("รูปแบบ ๑ ๒ หรือ ๓", number, form_typed, "๑ ห้องประชุม ๒ ออนไลน์ ๓ ผสม"),
        PromptField("ระบบ", system, hint="เช่น Google Meet, Zoom, Webex"),
        PromptField("ลิงก์", link, hint="ลิงก์หรือรหัสห้อง อยู่ในหนังสือเชิญเท่านั้น"),
        PromptField("แสดงตนโดย", identity, hint="เช่น เปิดกล้องแล้วแจ้งชื่อและตำแหน่ง"),
        PromptField("เก็บบันทึกที่", recording, hint="เสียง ภาพ และข้อมูลจราจร"),
        PromptField("เหตุขัดข้อง", troubles, parse_troubles, "13.40-13.52 เสียงหาย; คั่นด้วย ;"),
    ]


def form_typed(text: str) -> MeetingForm:
    """Return the form of this number, typed from 1. Raises ValueError with a Thai sentence."""
    number = whole_number(text)
    if number is None or not 1 <= number <= len(_FORMS):
        raise ValueError("พิมพ์ ๑ (ในห้องประชุม) ๒ (ผ่านสื่ออิเล็กทรอนิกส์) หรือ ๓ (ทั้งสองอย่าง)")
    return _FORMS[number - 1]


def identity_field(stored: str, usual: str) -> PromptField:
    """Return the field for how a person was identified; the meeting's usual way is suggested."""
    hint = "เว้นว่างได้ เติมภายหลังก่อนเลิกประชุม"
    return PromptField("แสดงตนโดย", stored, hint=hint, begun=stored or usual)
