"""The Thai editor, field, label and dialogs, driven by keys as a terminal sends them."""

from __future__ import annotations

import inspect

import pytest
from textual import widgets
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets.text_area import DocumentNavigator, WrappedDocument

from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.widgets.input import ThaiInput
from screens.widgets.label import LabelLine, StyledText, ThaiLabel, lines
from screens.widgets.row_list import CellRow, ListCell, RowList
from screens.widgets.text_area import ThaiTextArea
from screens.widgets.wrap import wrap_text
from tests.screens.minutes.type_thai import paste, type_thai

LONG = "ที่ประชุมมีมติเห็นชอบร่างแผนการจัดการความรู้และมอบหมายให้กองคลังจัดทำรายงานเสนอ"


class WidgetApp(App[object]):
    CSS = "ThaiTextArea { max-height: 8; }"

    def __init__(self, *shown: Widget) -> None:
        super().__init__()
        self.shown = shown

    def compose(self) -> ComposeResult:
        with VerticalScroll(can_focus=False):
            yield from self.shown

    def on_mount(self) -> None:
        self.shown[0].focus()


def rows(widget: Widget) -> list[str]:
    """What the widget draws, blanks at the ends left out."""
    strips = [widget.render_line(y) for y in range(widget.content_size.height)]
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


# The editor


async def test_the_editor_grows_and_wraps_at_words() -> None:
    editor = ThaiTextArea()
    async with WidgetApp(editor).run_test(size=(30, 20)) as pilot:
        assert editor.size.height == 1
        await type_thai(pilot, LONG)
        assert editor.text == LONG
        assert rows(editor) == wrap_text(LONG, 29)
        assert editor.size.height == len(wrap_text(LONG, 29)) > 2
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert rows(editor) == wrap_text(LONG, 59)


async def test_rows_after_random_edits_equal_those_of_a_fresh_wrap() -> None:
    editor = ThaiTextArea("ก่อน\n" + LONG + "\nหลัง\tแท็บ  สอง")
    async with WidgetApp(editor).run_test(size=(30, 20)) as pilot:
        await pilot.press("down", "down", "end", "enter", "backspace", "delete")
        await type_thai(pilot, "น้ำ\nใจ ")
        await pilot.press("shift+up", "shift+up", "shift+left", "delete", "ctrl+z", "ctrl+z")
        await pilot.press("ctrl+y", "ctrl+k", "ctrl+u", "up", "ctrl+x", "ctrl+v")
        old = editor.rows
        incremental = [old.get_sections(i) for i in range(editor.document.line_count)]
        numbers = [old.row(y) for y in range(old.height)]
        old.wrap(editor.wrap_width)
        assert [old.get_sections(i) for i in range(editor.document.line_count)] == incremental
        assert [old.row(y) for y in range(old.height)] == numbers


async def test_arrow_keys_stop_at_cluster_boundaries() -> None:
    editor = ThaiTextArea("ก่อนที่")
    async with WidgetApp(editor).run_test() as pilot:
        columns = []
        for _ in range(5):
            await pilot.press("right")
            columns.append(editor.cursor_location[1])
        assert columns == [2, 3, 4, 7, 7]
        await pilot.press("left", "left")
        assert editor.cursor_location == (0, 3)
        await pilot.press("shift+right", "shift+right")
        assert editor.selected_text == "นที่"


async def test_backspace_takes_one_code_point_and_delete_the_cluster() -> None:
    editor = ThaiTextArea("ที่นี้")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.press("end", "backspace")
        assert editor.text == "ที่นี"
        await pilot.press("home", "delete")
        assert editor.text == "นี"
        await pilot.press("ctrl+z", "ctrl+z")
        assert editor.text == "ที่นี้"


async def test_ctrl_arrows_and_ctrl_w_move_and_delete_by_thai_words() -> None:
    editor = ThaiTextArea("ประชุม คณะกรรมการ")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.press("ctrl+right")
        assert editor.cursor_location == (0, 7)
        await pilot.press("end", "ctrl+w")
        assert editor.text == "ประชุม "


async def test_ctrl_u_and_ctrl_k_delete_to_the_ends_of_the_typed_line() -> None:
    editor = ThaiTextArea(f"หนึ่ง\n{LONG}\nสาม")
    async with WidgetApp(editor).run_test(size=(30, 20)) as pilot:
        editor.move_cursor((1, len(LONG) - 3))
        await pilot.press("ctrl+u")
        assert editor.text == f"หนึ่ง\n{LONG[-3:]}\nสาม"
        await pilot.press("ctrl+z")
        editor.move_cursor((1, 3))
        await pilot.press("ctrl+k")
        assert editor.text == f"หนึ่ง\n{LONG[:3]}\nสาม"
        await pilot.press("ctrl+k")
        assert editor.text == f"หนึ่ง\n{LONG[:3]}สาม"
        editor.move_cursor((1, 0))
        await pilot.press("ctrl+u")
        assert editor.text == f"หนึ่ง{LONG[:3]}สาม"


async def test_up_down_and_the_mouse_land_on_clusters() -> None:
    editor = ThaiTextArea("abcdef\nก่ก่ก่ก่\nที่ที่")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.press("right", "right", "right", "down")
        assert editor.cursor_location == (1, 6)
        await pilot.press("down")
        assert editor.cursor_location == (2, 6)
        for x in range(4):
            await pilot.click(editor, offset=(x, 1))
            assert editor.cursor_location == (1, 2 * x)


async def test_cut_and_paste_move_text() -> None:
    editor = ThaiTextArea("น้ำใจ")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.press("ctrl+shift+a", "ctrl+x")
        assert editor.text == ""
        await pilot.press("ctrl+v", "ctrl+v")
        assert editor.text == "น้ำใจน้ำใจ"


async def test_a_paste_is_cleaned_and_undone_at_once() -> None:
    editor = ThaiTextArea("ก")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.press("end")
        await paste(pilot, "\x1b[2Jข\u200bค\r\nง\x00")
        assert "\x1b" not in editor.text
        assert "\u200b" not in editor.text
        assert "ขค\nง" in editor.text
        await pilot.press("ctrl+z")
        assert editor.text == "ก"


async def test_a_paste_of_two_hundred_thousand_characters_can_be_edited() -> None:
    editor = ThaiTextArea()
    async with WidgetApp(editor).run_test(size=(80, 24)) as pilot:
        await paste(pilot, LONG * (200_000 // len(LONG)))
        await type_thai(pilot, "จบ")
        assert editor.text.endswith("จบ")
        assert rows(editor)[-1].endswith("จบ")


async def test_the_editor_leaves_f6_and_f7_to_the_screen() -> None:
    assert not {"f6", "f7"} & set(ThaiTextArea._merged_bindings.key_to_bindings)  # type: ignore[union-attr]


async def test_ctrl_letters_work_under_the_thai_layout() -> None:
    editor = ThaiTextArea()
    async with WidgetApp(editor).run_test() as pilot:
        await type_thai(pilot, "ก")
        await pilot.press("ctrl+ผ")
        assert editor.text == ""


async def test_the_cursor_covers_the_whole_cluster_and_does_not_blink() -> None:
    editor = ThaiTextArea("ที่นี่")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.pause()
        assert next(iter(editor.render_line(0))).text == "ที่"
        assert editor.cursor_blink is False


async def test_a_selected_tab_and_line_end_are_drawn_as_spaces() -> None:
    editor = ThaiTextArea("ก\tข\n\nค")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.press("shift+down", "shift+down")
        assert rows(editor)[0] == "ก   ข"
        assert next(iter(editor.render_line(0))).text == "ก   ข "


async def test_brackets_in_a_placeholder_are_text() -> None:
    editor = ThaiTextArea(placeholder="พิมพ์[/]ที่นี่")
    async with WidgetApp(editor).run_test() as pilot:
        await pilot.pause()
        assert rows(editor) == ["พิมพ์[/]ที่นี่"]


# The field


async def test_arrows_and_delete_in_the_input_work_by_cluster() -> None:
    field = ThaiInput(select_on_focus=False)
    async with WidgetApp(field).run_test() as pilot:
        field.value = "ที่นี่"
        await pilot.press("left")
        assert field.cursor_position == 3
        await pilot.press("delete")
        assert field.value == "ที่"
        await pilot.press("backspace")
        assert field.value == "ที"


async def test_a_click_in_the_field_lands_on_the_cluster_below_it() -> None:
    field = ThaiInput(select_on_focus=False)
    async with WidgetApp(field).run_test() as pilot:
        field.value = "ที่นี่ดี"
        for x, position in [(1, 0), (2, 3), (3, 6), (4, 8), (40, 8)]:
            await pilot.click(field, offset=(x, 0))
            assert field.cursor_position == position


async def test_a_paste_into_the_field_becomes_one_clean_line() -> None:
    field = ThaiInput()
    async with WidgetApp(field).run_test() as pilot:
        await paste(pilot, "ก\u200bข\nค\x1b[2J")
        assert field.value.startswith("กข ค")
        assert field.value.isprintable()


async def test_ctrl_arrows_in_the_input_move_by_thai_words() -> None:
    field = ThaiInput(select_on_focus=False)
    async with WidgetApp(field).run_test() as pilot:
        field.value = "ประชุม คณะกรรมการ"
        await pilot.press("home", "ctrl+right")
        assert field.cursor_position == 7
        await pilot.press("ctrl+shift+left")
        assert field.selected_text == "ประชุม "


# The label


async def test_a_label_wraps_at_words_below_a_bold_name() -> None:
    label = ThaiLabel(*lines(("นายราเชนทร์ เพียรดี", "bold")), *lines(LONG, indent=2))
    async with WidgetApp(label).run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        wanted = ["นายราเชนทร์ เพียรดี", *("  " + row for row in wrap_text(LONG, 38))]
        assert rows(label) == wanted
        assert label.size.height == len(wanted)
        first = next(iter(label.render_line(0)))
        assert first.style is not None
        assert first.style.bold
        label.update("สั้น")
        await pilot.pause()
        assert label.size.height == 1


def test_label_parts_join_into_one_line_and_newlines_begin_another() -> None:
    assert lines(("ก", "bold"), "ข\nค") == [
        LabelLine((StyledText("ก", "bold"), StyledText("ข", ""))),
        LabelLine((StyledText("ค", ""),)),
    ]
    assert ThaiLabel("ก", ("ข", "bold")).text == "กข"


# The dialogs


@pytest.mark.parametrize(
    ("danger", "answers"),
    [
        (False, {"enter": True, "right enter": False, "tab enter": False, "escape": False}),
        (True, {"enter": False, "left enter": True}),
    ],
)
async def test_a_confirm_dialog_is_answered_by_keys(danger: bool, answers: dict[str, bool]) -> None:
    given: list[bool | None] = []
    async with WidgetApp(ThaiInput()).run_test() as pilot:
        for keys in answers:
            pilot.app.push_screen(ConfirmDialog("ลบ[/]หรือไม่", danger=danger), given.append)
            await pilot.pause()
            await pilot.press(*keys.split())
    assert given == list(answers.values())


async def test_a_row_is_chosen_by_its_number_under_both_layouts() -> None:
    choices = {"2": 1, "/": 1, "๓": 2, "ุ": 5, "\n": 0, "9\x1b[B\n": 1}
    chosen: list[int | None] = []
    async with WidgetApp(ThaiInput()).run_test() as pilot:
        for typed in choices:
            pilot.app.push_screen(ListDialog("มติ", ["ก[/]", *"ขคงจฉ"]), chosen.append)
            await pilot.pause()
            await type_thai(pilot, typed)
        pilot.app.push_screen(ListDialog("มติ", ["ก"]), chosen.append)
        await pilot.pause()
        await pilot.press("escape")
    assert chosen == [*choices.values(), None]


# What Textual must still offer


def test_textual_still_has_the_private_hooks() -> None:
    for owner, hooks in {
        widgets.TextArea: (
            "_set_document",
            "_build_highlight_map",
            "_rewrap_and_refresh_virtual_size",
            "_delete_via_keyboard",
            "_replace_via_keyboard",
        ),
        widgets.Input: ("_cell_offset_to_index", "_suggestion"),
        WrappedDocument: ("wrap", "wrap_range", "height", "get_sections", "get_tab_widths"),
        DocumentNavigator: ("get_location_left", "get_location_right"),
    }.items():
        assert not [hook for hook in hooks if not hasattr(owner, hook)]
    document = WrappedDocument(widgets.TextArea("ก").document)
    assert {
        "_wrap_offsets",
        "_tab_width_cache",
        "_offset_to_line_info",
        "_line_index_to_offsets",
        "_width",
        "_tab_width",
    } <= set(vars(document))
    assert "_document" in vars(DocumentNavigator(document))
    assert "_highlight_query" in vars(widgets.TextArea())
    assert list(inspect.signature(widgets.TextArea._set_document).parameters) == [
        "self",
        "text",
        "language",
    ]


class LateApp(App[None]):
    """Two rows whose first cell is red; the cursor stands on the first."""

    def compose(self) -> ComposeResult:
        yield RowList()

    def on_mount(self) -> None:
        late = CellRow(ListCell("เกินกำหนด", 12, "$text-error"), ListCell("งาน"))
        rows = self.query_one(RowList)
        rows.show([late, late])
        rows.focus()


async def test_the_row_under_the_cursor_has_no_colour_that_cannot_be_read_on_its_bar() -> None:
    app = LateApp()
    async with app.run_test(size=(40, 4)) as pilot:
        await pilot.pause()
        strips = app.screen._compositor.render_strips()[:2]
        chosen, other = (
            {each.style.color for each in strip if each.text.strip()} for strip in strips
        )
    assert len(chosen) == 1
    assert len(other) == 2
