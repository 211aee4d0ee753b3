"""Text pasted out of a PDF: mended in every field, with one notice, and given back by one key."""

import pytest

from screens.widgets.input import ThaiInput
from screens.widgets.text_area import ThaiTextArea
from tests.screens.widgets.test_widgets import WidgetApp, paste, type_thai

COPIED, WRITTEN = "ด าเนินการ กรณ ีที่ ทปี่ ระชมุ", "ดำเนินการ กรณีที่ ที่ประชุม"


def text_of(field: ThaiInput | ThaiTextArea) -> str:
    return field.value if isinstance(field, ThaiInput) else field.text


def notices(app: WidgetApp) -> list[str]:
    return [notice.message for notice in app._notifications]


@pytest.mark.parametrize("kind", [ThaiInput, ThaiTextArea])
async def test_pasted_pdf_text_is_repaired_with_a_notice_of_the_number(
    kind: type[ThaiInput] | type[ThaiTextArea],
) -> None:
    field = kind()
    app = WidgetApp(field)
    async with app.run_test(notifications=True) as pilot:
        await type_thai(pilot, "ก่อนหลัง")
        await pilot.press("home", *("right",) * 3)
        await paste(pilot, COPIED)
        assert text_of(field) == f"ก่อน{WRITTEN}หลัง"
        assert notices(app) == ["ซ่อมข้อความที่คัดลอกจาก PDF ๓ แห่ง กด Ctrl+Z เพื่อเอาข้อความเดิมกลับมา"]


@pytest.mark.parametrize("key", ["ctrl+z", "ctrl+ผ"])
@pytest.mark.parametrize("kind", [ThaiInput, ThaiTextArea])
async def test_undo_restores_the_pasted_text_without_repairs(
    kind: type[ThaiInput] | type[ThaiTextArea], key: str
) -> None:
    field = kind()
    async with WidgetApp(field).run_test() as pilot:
        await paste(pilot, COPIED)
        await pilot.press(key)
        assert text_of(field) == COPIED


@pytest.mark.parametrize("kind", [ThaiInput, ThaiTextArea])
async def test_undamaged_text_is_pasted_without_a_notice(
    kind: type[ThaiInput] | type[ThaiTextArea],
) -> None:
    field = kind()
    app = WidgetApp(field)
    async with app.run_test(notifications=True) as pilot:
        await paste(pilot, WRITTEN)
        assert text_of(field) == WRITTEN
        assert notices(app) == []


async def test_undo_after_further_typing_keeps_the_repaired_and_the_typed_text() -> None:
    field = ThaiInput()
    async with WidgetApp(field).run_test() as pilot:
        await paste(pilot, COPIED)
        await type_thai(pilot, "นี้")
        await pilot.press("ctrl+z")
        assert field.value == f"{WRITTEN}นี้"


async def test_a_password_is_pasted_without_repairs() -> None:
    field = ThaiInput(password=True)
    async with WidgetApp(field).run_test() as pilot:
        await paste(pilot, COPIED)
        assert field.value == COPIED


async def test_lines_cut_inside_words_become_one_line_when_pasted_into_an_input() -> None:
    field = ThaiInput()
    async with WidgetApp(field).run_test() as pilot:
        await paste(pilot, "คณะกรร\nมการ\nชุดใหม่")
        assert field.value == "คณะกรรมการ ชุดใหม่"
