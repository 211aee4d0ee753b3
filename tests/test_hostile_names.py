"""200 hostile names and texts through every import, list, screen, document and file name.

They stand in the data file as another program could have put them there: uncleaned.
"""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress
from datetime import date
from itertools import cycle, product
from pathlib import Path
from typing import Any, cast

import pytest
from msgspec import NODEFAULT
from msgspec.structs import fields
from peewee import CharField, TextField

from exports.catalogue import DOCUMENTS, draw, gather
from exports.documents import Request
from exports.files.spreadsheets import csv_text
from exports.files.writing import safe_name
from kmtui.cli.output_formats import show
from models.errors import KmError
from models.history.kinds import KINDS
from models.home.listing import LISTINGS
from models.meetings.records import Attendance
from models.people.records import FormerName, Person
from models.search.hits import SearchQuery, search
from models.search.index import update_index
from models.staff_list.importing import answer_all, carry_out, plan_import
from models.staff_list.tables import read_staff
from models.storage.database import database
from models.storage.store import close_store, open_store
from screens.home.home import HomeScreen
from screens.navigation.destinations import Destination
from screens.routes import ROUTES, screen_for
from screens.widgets.sanitize import display_text
from tests.screens.home.example_app import RoomsApp, an_office, at_rest, screen_text
from tests.screens.widgets.test_sanitize import SHORT

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"^[\s\ufeff]*[=+\-@＝＋－＠]")
_MORE = (
    '=HYPERLINK("http://x";"y")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "../../../../etc/passwd",
    "..\\..\\windows\\system32",
    "/etc/cron.d/x",
    "CON",
    "nul.txt",
    "ชื่อ\nอีกบรรทัด",
    "x'; DROP TABLE person; --",
    '" OR 1=1 --',
    "NEAR(ก ข) AND NOT *",
    "%_%\\",
    "{0.__class__}",
    "$(reboot) `id` ${HOME} ; rm -rf ~",
    "-rf",
    ".ซ่อน",
    "ก" * 300,
)
SEEDS = tuple(dict.fromkeys((*SHORT, *_MORE)))
_ENDS = ("", "ก", " นายทดสอบ", "\x1b[31m", "\u202e", "/", "[/]")
HOSTILE = tuple(a + b for b, a in product(_ENDS, SEEDS))[:200]
# Columns that are the program's own words, not anybody's: keys of lists, hashes, moments, files.
_OURS = re.compile(
    "deleted_at|.*_at|since|digest|session|field|file_name|who|casting_vote|takes_chair"
    "|adopted_how|question|answers|dictionary_key|speed|secrecy|reply_text"
)


def poisoned(path: Path) -> None:
    """Every text of every record is a hostile one."""
    tables = dict.fromkeys([*(cells.table for cells in KINDS), Attendance, FormerName])
    short = [text.encode(errors="replace").decode() for text in HOSTILE if len(text) < 60]
    texts = cycle(short)
    open_store(path)
    for table in tables:
        fields: list[Any] = [
            each
            for each in table._meta.sorted_fields
            if isinstance(each, CharField | TextField)
            and not each.choices
            and not _OURS.fullmatch(each.name)
        ]
        for row in list(table.select(table.id).tuples()):
            values = {
                each.name: f"{next(texts)}{row[0]}" if each.unique else next(texts)
                for each in fields
            }
            if values:
                table.update(values).where(table.id == row[0]).execute()
    while update_index():
        pass
    close_store()


@pytest.fixture(scope="module")
def poisoned_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    office = an_office(tmp_path_factory.mktemp("hostile"))
    poisoned(office.paths.database)
    return office.paths.database


def test_the_corpus_has_200_hostile_names() -> None:
    assert len(set(HOSTILE)) == 200


def test_hostile_titles_become_short_plain_file_names_inside_the_folder(tmp_path: Path) -> None:
    for text in HOSTILE:
        name = safe_name(text) + ".pdf"
        assert (tmp_path / name).resolve().parent == tmp_path.resolve()
        assert not CONTROL.search(name)
        assert not name.startswith(("-", ".", "~"))
        assert len(name.encode()) <= 255


def test_lists_carry_no_control_code_and_no_formula(poisoned_file: Path) -> None:
    open_store(poisoned_file)
    try:
        for make in LISTINGS.values():
            listing = make(date(2020, 9, 22), None)
            assert not CONTROL.search(show(listing, "table"))
            assert not CONTROL.search(show(listing, "json"))
            assert not CONTROL.search(show(listing, "csv").replace("\r\n", ""))
            for row in csv.reader(io.StringIO(csv_text(listing))):
                assert not [cell for cell in row if FORMULA.match(cell)]
    finally:
        close_store()


def test_documents_with_hostile_names_are_made_or_refused_under_plain_file_names(
    poisoned_file: Path,
) -> None:
    made, told = 0, list[str]()
    open_store(poisoned_file)
    try:
        # The binder is made of the others.
        for document in (each for each in DOCUMENTS if each.id != "binder"):
            for form in ("pdf", *(["csv", "xlsx"] if document.is_table else [])):
                request = Request(document.id, document.key, form=form, item=document.item)
                try:
                    drawn = draw(request, gather(request))
                except KmError as refusal:
                    told.append(str(refusal))
                    continue
                made += 1
                assert "/" not in drawn.file_name
                assert not CONTROL.search(drawn.file_name)
                if form == "pdf" and document.suffix == ".pdf":
                    assert b"/JavaScript" not in drawn.content
                    assert b"/Launch" not in drawn.content
                if form == "csv":
                    rows = csv.reader(io.StringIO(drawn.content.decode("utf-8-sig")))
                    assert not [cell for row in rows for cell in row if FORMULA.match(cell)]
    finally:
        close_store()
    assert made > 10
    assert not [each for each in told if CONTROL.search(display_text(each))]


def test_searching_hostile_names_neither_raises_nor_changes_data(poisoned_file: Path) -> None:
    open_store(poisoned_file)
    try:
        before = Person.select().count()
        for text in HOSTILE:
            search(SearchQuery(text))
        assert Person.select().count() == before
        assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        close_store()


def test_a_staff_list_of_hostile_names_is_stored_clean_or_refused(
    example_home: Path, tmp_path: Path
) -> None:
    file = tmp_path / "staff.csv"
    with file.open("w", encoding="utf-8", newline="", errors="replace") as stream:
        writer = csv.writer(stream)
        writer.writerow(["ชื่อ", "นามสกุล", "ตำแหน่ง", "สังกัด"])
        for number, text in enumerate(HOSTILE):
            writer.writerow([f"นายทดสอบ{number}", f"ก{text}", f"ก{text}", text])
    open_store(example_home / "kmtui.db")
    try:
        plan = plan_import(read_staff(file), date(2026, 11, 23))
        with suppress(KmError):
            carry_out(plan, answer_all(plan, same=False))
        stored = [row.full_name for row in Person.select()]
    finally:
        close_store()
    assert not [name for name in stored if CONTROL.search(name)]


def without_a_record() -> list[Destination]:
    """Every destination that names no record: the lists, the settings, the search and the like."""
    return [
        cast(Any, kind)()
        for kind in ROUTES
        if all(each.default is not NODEFAULT for each in fields(kind))
    ]


async def test_no_list_shows_a_control_character_of_a_hostile_name(
    poisoned_file: Path, tmp_path: Path
) -> None:
    office = an_office(tmp_path)
    office.paths.database.write_bytes(poisoned_file.read_bytes())
    app = RoomsApp(office, HomeScreen())
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await at_rest(pilot)
        assert len(without_a_record()) > 3
        for to in without_a_record():
            await app.push_screen(screen_for(to))
            await at_rest(pilot)
            assert not CONTROL.search(screen_text(app).replace("\n", "")), to
            app.pop_screen()
        assert app.is_running
