"""A staff list imported by keys: the plan as a table, near names asked, all or nothing."""

from __future__ import annotations

from pathlib import Path

from models.people.records import Person
from screens.dialogs.choices import ConfirmDialog, ListDialog
from screens.dialogs.prompt import PromptDialog
from screens.people.people import PeopleScreen
from screens.people.staff_list import StaffImportScreen
from tests.models.staff_list.staff import a_staff_list
from tests.screens.home.example_app import (
    RoomsApp,
    an_office,
    at_rest,
    rows_of,
    screen_text,
    toasts,
)
from tests.screens.minutes.type_thai import type_thai
from tests.screens.people.register_screens import an_empty_office, answer, press, until_seen

HEADER = "ชื่อ - สกุล,ตำแหน่ง,สังกัด,ตั้งแต่วันที่\n"


def _a_list(folder: Path, *rows: str) -> Path:
    path = folder / "staff.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), "utf-8")
    return path


async def test_a_list_is_shown_asked_about_and_imported_at_once(tmp_path: Path) -> None:
    path = _a_list(
        tmp_path,
        "นายใหม่ คนแรก,นิติกร,กองคลัง,1/10/2562",
        "นายราเชน เพียรดี,ครู,กองการศึกษา,1/10/2562",
        "นายรัฐวุฒ อุดรรัตน์,ครู,กองการศึกษา,1/10/2566",
    )
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f7", PromptDialog)
        await answer(pilot, f"{path}\n\n", StaffImportScreen)
        seen = screen_text(app)
        assert "เพิ่ม ๑" in seen
        assert "ใกล้เคียงยังไม่ตอบ ๒" in seen
        assert "นิติกร (ตำแหน่งใหม่)" in seen
        await press(pilot, "enter", ListDialog)
        assert "คนเดียวกับ นายราเชนทร์ เพียรดี" in screen_text(app)
        await press(pilot, "2", StaffImportScreen)
        assert "+ คนใหม่" in screen_text(app)
        assert await app.workspace.call(Person.select().count) == 9
        await press(pilot, "f6", ListDialog)
        assert "นายรัฐวุฒ อุดรรัตน์" in screen_text(app)
        await press(pilot, "1", PeopleScreen)
        await at_rest(pilot)
        assert "นำเข้าแล้ว บุคคลใหม่ ๒" in toasts(app)[-1]
        assert len(rows_of(app)) == 11


async def test_a_staff_list_with_broken_rows_names_them_and_stores_nothing(tmp_path: Path) -> None:
    path = _a_list(tmp_path, "นายใหม่ คนแรก,นิติกร,กองคลัง,31/2/2562", "นายดี มากมี,นิติกร,กองคลัง,")
    app = RoomsApp(an_office(tmp_path), StaffImportScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await answer(pilot, f"{path}\n\n", StaffImportScreen)
        assert "✗ ใช้ไม่ได้" in screen_text(app)
        assert "กด F5 อ่านใหม่" in screen_text(app)
        await press(pilot, "f6", ConfirmDialog)
        assert "บุคคลใหม่ ๑" in screen_text(app)
        await press(pilot, "escape", StaffImportScreen)
        await at_rest(pilot)
        assert "ยังไม่ได้นำเข้าแถวใด" in toasts(app)[-1]
        assert await app.workspace.call(Person.select().count) == 9
        _a_list(tmp_path, "นายใหม่ คนแรก,นิติกร,กองคลัง,28/2/2562")
        await press(pilot, "f5", PromptDialog)
        await answer(pilot, "\n\n", StaffImportScreen)
        assert "ใช้ไม่ได้ ๐" in screen_text(app)


async def test_a_missing_staff_list_is_refused_in_the_dialog_and_files_are_offered(
    tmp_path: Path,
) -> None:
    _a_list(tmp_path)
    app = RoomsApp(an_office(tmp_path), StaffImportScreen())
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at_rest(pilot)
        await type_thai(pilot, f"{tmp_path}/sta")
        await until_seen(pilot, "แฟ้มในโฟลเดอร์: staff.csv")
        await answer(pilot, "\n\n", PromptDialog)
        await at_rest(pilot)
        seen = screen_text(app)
        await press(pilot, "escape", ConfirmDialog)
        await press(pilot, "escape", StaffImportScreen)
        await pilot.press("f6")
        await at_rest(pilot)
        assert "กด F5 เลือกแฟ้มก่อน" in toasts(app)[-1]
    assert "ไม่พบแฟ้ม" in seen


async def test_a_staff_list_of_two_thousand_rows_is_read_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "all.csv"
    a_staff_list(path, 2000, 30, 10)
    app = RoomsApp(an_empty_office(tmp_path), StaffImportScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await answer(pilot, f"{path}\n\n", StaffImportScreen)
        seen = screen_text(app)
    assert "ใกล้เคียงยังไม่ตอบ ๓" in seen
    assert "ใช้ไม่ได้ ๑๐" in seen


async def test_staff_columns_and_ambiguities_are_answered_by_keys_and_good_rows_imported(
    tmp_path: Path,
) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(
        "ชื่อ - สกุล,ตำแหน่งเดิม,ตำแหน่งใหม่,ระดับ\n"
        "นายใหม่ คนแรก,เสมียน,นิติกร,ภารกิจ\nนายดี มากมี,เสมียน,ครู,ภารกิจ\nไร้คำนำหน้า ดี,ครู,ครู,\n",
        "utf-8",
    )
    app = RoomsApp(an_office(tmp_path), PeopleScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await press(pilot, "f7", PromptDialog)
        await answer(pilot, f"{path}\n\n", ListDialog)
        assert "B ตำแหน่งเดิม: เสมียน" in screen_text(app)
        await press(pilot, "2", StaffImportScreen)
        await until_seen(pilot, "? สองอย่าง")
        await press(pilot, "f6", ListDialog)
        assert "ตอบครั้งเดียวสำหรับ ๒ แถว" in screen_text(app)
        await press(pilot, "2", ConfirmDialog)
        assert "บุคคลใหม่ ๒" in screen_text(app)
        await press(pilot, "enter", PeopleScreen)
        await at_rest(pilot)
        assert len(rows_of(app)) == 11
    assert "ไม่มีคำนำหน้าชื่อ" in (tmp_path / "staff-ยังไม่นำเข้า-1.csv").read_text("utf-8-sig")


async def test_a_column_of_a_staff_list_is_chosen_by_keys(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("ชื่อ - สกุล,ตำแหน่ง,งาน\nนายใหม่ คนแรก,นิติกร,กองคลัง\n", "utf-8")
    app = RoomsApp(an_office(tmp_path), StaffImportScreen())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at_rest(pilot)
        await answer(pilot, f"{path}\n\n", StaffImportScreen)
        await press(pilot, "f3", ListDialog)
        await pilot.press("5")
        await until_seen(pilot, "C งาน")
        await press(pilot, "3", StaffImportScreen)
        await until_seen(pilot, "กองคลัง (ตำแหน่งใหม่)")
