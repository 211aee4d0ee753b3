"""The plan's tables on paper: beside the source, cut over pages, with hostile words."""

import csv
import io
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from exports.catalogue import gather, make
from exports.documents import Request
from exports.plan import action_plan as plan
from exports.plan import lo_plan, progress, scope
from exports.plan.action_plan import ActivityTable, PlanPaper
from models.errors import KmError, NotFound
from models.plan.records import NOT_SELECTED, KmPlan, PlanActivity, PlanGoal
from models.plan.steps import PlanState
from models.storage.store import close_store, open_store
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_grid import Band, Page, bands_of, read_pages, rows_of
from tests.exports.pdf_text import bare, character_errors, pages_of, poppler_text
from tests.exports.typesetting.test_hostile import STRINGS
from tests.models.plan.test_text import SETTLED, SOURCE, squeezed

PLAN_HEADS = (
    "ลำดับ",
    "กิจกรรม",
    "วิธีการสู่ความสำเร็จ",
    "ระยะเวลา",
    "ตัวชี้วัด",
    "เป้าหมาย",
    "ผู้รับผิดชอบ",
    "หมายเหตุ",
)
LO_HEADS = ("ที่", *PLAN_HEADS[1:7])
SCOPE_GROUPS = (
    "ประชาชนไทย/ชาวต่างชาติ/ชุมชน",
    "ข้าราชการของหน่วยงานตนเอง",
    "กระทรวงกรมกองของหน่วยงานอื่น",
    "รัฐบาล",
    "Outsourceของหน่วยงาน",
)
EMPTY = PlanPaper(
    heading=("แผน",),
    file_title="แผน",
    author="เทศบาลตำบลทดสอบ",
    identity="plan",
    made_at=datetime(2020, 10, 1, tzinfo=UTC),
    is_draft=False,
    columns=tuple((title, 30.0) for title in PLAN_HEADS),
    tables=(),
    below=(),
)
DOCUMENTS = {"plan": plan, "lo-plan": lo_plan, "scope": scope, "progress": progress}
A_DAY = date(2021, 10, 1)
ASKED = Request("plan", "2564")

Papers = dict[str, tuple[bytes, list[Page]]]


@pytest.fixture(scope="module")
def values(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The papers of the example's plan, gathered once."""
    path = tmp_path_factory.mktemp("papers") / "kmtui.db"
    shutil.copy(example_file, path)
    open_store(path)
    found = {name: gather(Request(name, "2564")) for name in ("plan", "lo-plan", "scope")}
    found["progress"] = progress.progress_on(2564, A_DAY)
    close_store()
    return found


@pytest.fixture(scope="module", params=[None, OFFICE_FONTS], ids=["Sarabun", "TH Sarabun New"])
def papers(values: dict[str, Any], request: pytest.FixtureRequest) -> Papers:
    """Each of them drawn once in each font, and read back."""
    if request.param is not None and not request.param.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    drawn = {name: DOCUMENTS[name].render(values[name], request.param) for name in DOCUMENTS}
    return {name: (each.content, read_pages(each.content)) for name, each in drawn.items()}


def bands_in(pages: list[Page]) -> list[Band]:
    return [band for page in pages for band in page.bands]


def settled(cells: list[str]) -> list[str]:
    """Cells of the source without white space and dashes, with the settled words."""
    text = "|".join(squeezed(cell) for cell in cells)
    for found, settled in SETTLED.items():
        for each in (found, found.replace("๑", "๑|", 1)):
            text = text.replace(each, settled.replace("๑", "๑|", 1) if "|" in each else settled)
    return text.split("|")


def source_tables() -> Iterator[list[list[str]]]:
    """The rows of the source's tables: LO, goal 1, scope 2, and goal 1's change process."""
    text = re.sub(r"</?ul[^>]*>", "", SOURCE.read_text(encoding="utf-8"))
    rows: list[list[str]] = []
    for line in text.split("\n"):
        cells = line.split("\t")
        if not re.fullmatch("[๐-๙]+", cells[0]):
            continue
        if cells[0] == "๑" and rows:
            yield rows
            rows = []
        rows.append(settled(cells))
    yield rows


def scope_rows() -> list[list[str]]:
    lines = SOURCE.read_text(encoding="utf-8").split("\n")
    return [settled(line.split("\t")) for line in lines if re.match("[๑๒]\\. .*\t", line)]


def without_dashes(rows: list[list[str]]) -> list[list[str]]:
    return [[squeezed(cell) for cell in row] for row in rows]


def test_every_cell_of_the_plan_tables_equals_the_reference_document(papers: Papers) -> None:
    content, pages = papers["plan"]
    _, goal, scope_in_its_stead, change = source_tables()
    expected = goal + change + scope_in_its_stead
    found = without_dashes(rows_of(bands_in(pages), 8, PLAN_HEADS))
    assert found == expected
    cells = ["".join(map("".join, rows)) for rows in (expected, found)]
    assert character_errors(*cells) == 0
    text, end = squeezed(poppler_text(content)), 0
    for row in expected:
        end = text.index("".join(row), end) + 1


def test_every_cell_of_the_lo_table_equals_the_reference_document(papers: Papers) -> None:
    content, pages = papers["lo-plan"]
    expected = next(source_tables())
    assert without_dashes(rows_of(bands_in(pages), 7, LO_HEADS)) == expected
    text, end = squeezed(poppler_text(content)), 0
    for row in expected:
        end = text.index("".join(row), end) + 1
    title = SOURCE.read_text(encoding="utf-8").replace("หนองหัวแรด", "หนองหัวแรต").split("\n\n")[0]
    # The source writes the year in two ways; the papers always in the full one.
    title = title.replace("ประจำปีงบประมาณ ๒", "ประจำปีงบประมาณ พ.ศ. ๒")
    assert bare(title) in bare(pages_of(content)[0])


def test_every_cell_of_the_scope_table_equals_the_reference_document(papers: Papers) -> None:
    content, pages = papers["scope"]
    bands = bands_in(pages)
    assert [band.cells for band in bands[:3]] == [
        ("ขอบเขตKM",),
        ("ประโยชน์ที่จะได้รับจากขอบเขตKMที่มีต่อ",),
        SCOPE_GROUPS,
    ]
    rows = without_dashes([list(band.cells) for band in bands[3:]])
    expected = [[*row, *[""] * (6 - len(row))] for row in scope_rows()]
    assert rows == [[*row[:6]] for row in expected]
    reviewed = "ผู้ทบทวน/ผู้อนุมัติ:นายพสุธรรัชตพงษ์ตำแหน่งนายกเทศมนตรีตำบลหนองหัวแรต(ผู้บริหารระดับสูงสุด)"
    assert reviewed in bare(pages_of(content)[-1])


def test_every_plan_table_has_its_title_once_and_its_header_on_every_page(papers: Papers) -> None:
    _, pages = papers["plan"]
    titles = []
    for page in pages:
        assert [band.cells for band in page.bands].count(PLAN_HEADS) == 1
        titles.append(page.bands[0].cells[0])
    block = "แผนการจัดการความรู้(KMActionPlan):กระบวน"
    whole = [title.startswith(block) for title in titles]
    assert whole == [True, False] * 3
    assert "กระบวนการบริหารจัดการการเปลี่ยนแปลง(ChangeManagementProcess)" in titles[2]
    assert titles[1] == "เป้าหมายKMที่๑:กระบวนการจัดการความรู้(KMProcess)(ต่อ)"
    assert titles[5] == "เป้าหมายKMที่๒:กระบวนการจัดการความรู้(KMProcess)(ต่อ)"
    facts = [band.cells[0].partition(":")[0] for band in pages[0].bands[1:4]]
    assert facts == ["ชื่อหน่วยงาน", "เป้าหมายKM", "หน่วยที่วัดผลได้เป็นรูปธรรม"]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_letter_reaches_out_of_its_cell_or_its_page(papers: Papers, document: str) -> None:
    _, pages = papers[document]
    assert all(page.size.right > page.size.top for page in pages)
    assert [stray for page in pages for stray in page.strays] == []
    assert [band.strays for page in pages for band in page.bands if band.strays] == []


def test_review_line_of_a_plan_is_on_the_page_of_the_last_row(
    values: dict[str, Any],
) -> None:
    value = values["plan"]
    table = value.tables[0]
    for count in range(11, 15):
        rows = tuple((str(n), "ก", *[""] * 6) for n in range(count))
        shown = plan.render(replace(value, tables=(replace(table, rows=rows),)))
        last = read_pages(shown.content)[-1]
        assert last.bands[-1].cells[0] == str(count - 1)
        assert "ผู้ทบทวน/ผู้อนุมัติ:นายพสุธร" in bare(pages_of(shown.content)[-1])


def longest_first(value: PlanPaper, lines: int) -> PlanPaper:
    """A table whose second row has so many lines."""
    bullets = "\n".join(f"- รายการที่ {number} ของกิจกรรม" for number in range(lines))
    rows = tuple((str(number), bullets if number == 2 else "ก", *"ขคงจฉช") for number in (1, 2, 3))
    table = ActivityTable("แผน", (("ชื่อหน่วยงาน", "เทศบาล"),), "แผน (ต่อ)", rows)
    return replace(value, tables=(table,))


@pytest.mark.parametrize("lines", [12, 20, 30, 80])
def test_a_row_taller_than_what_is_left_of_the_page_is_cut_at_a_line_and_loses_none(
    lines: int,
) -> None:
    filler = ("0", "ก\n" * 11 + "ก", *"ขคงจฉช")
    value = longest_first(EMPTY, lines)
    table = value.tables[0]
    content = plan.render(
        replace(value, tables=(replace(table, rows=(filler, *table.rows)),))
    ).content
    bands = bands_of(content)
    row = rows_of(bands, 8, PLAN_HEADS)[2]
    assert row[1] == "".join(f"-รายการที่{number}ของกิจกรรม" for number in range(lines))
    assert row[2:] == list("ขคงจฉช") + [""] * 0
    cut = [band for band in bands if "รายการที่" in "".join(band.cells)]
    assert len({band.page for band in cut}) == len(cut) > 1
    assert all(band.cells[1].count("รายการที่") >= 2 for band in cut)


def test_a_short_row_moves_to_the_next_page_whole(values: dict[str, Any]) -> None:
    value = values["plan"]
    rows = tuple((str(n), "ก\nข\nค\nง", *[""] * 6) for n in range(30))
    table = replace(value.tables[0], rows=rows)
    bands = bands_of(plan.render(replace(value, tables=(table,))).content)
    assert all(band.cells[1] == "กขคง" for band in bands if band.cells[0].isdigit())


def test_five_hundred_rows_are_all_on_paper_in_order(values: dict[str, Any]) -> None:
    value = values["plan"]
    rows = [row for table in value.tables for row in table.rows]
    many = tuple((str(n), *rows[n % len(rows)][1:]) for n in range(500))
    content = plan.render(replace(value, tables=(replace(value.tables[0], rows=many),))).content
    text = poppler_text(content)
    pages = text.rstrip("\f").split("\f")
    assert len(pages) > 50
    assert all("วิธีการสู่ความสำเร็จ" in page for page in pages)
    text, end = bare(text), 0
    for number in (0, 1, 250, 498, 499):
        end = text.index(bare("".join(many[number])), end) + 1


@pytest.mark.parametrize("document", ["plan", "scope"])
def test_the_same_plan_gives_the_same_bytes(example: Path, document: str) -> None:
    assert make(Request(document, "2564")) == make(Request(document, "๒๕๖๔"))


@pytest.mark.external_change
def test_an_editable_plan_is_marked_on_every_page_with_dots_for_the_reviewer(
    example: Path,
) -> None:
    KmPlan.update(state=PlanState.DRAFT, reviewed_on=None).execute()
    for document in ("plan", "lo-plan", "scope"):
        made = make(Request(document, "2564"))
        assert all(
            bare(page).removeprefix("-๒-")[:8].count("ร่าง") for page in pages_of(made.content)
        )
        assert "ร่าง" in made.file_name
    assert "ผู้ทบทวน/ผู้อนุมัติ:......" in bare(poppler_text(make(Request("scope", "2564")).content))


def test_the_target_group_column_is_printed_only_if_a_row_has_one(example: Path) -> None:
    assert len(plan.gather(2564, ASKED).columns) == 8
    PlanActivity.update(target_group="พนักงานเทศบาล").where(PlanActivity.step == 2).execute()
    value = plan.gather(2564, ASKED)
    assert [title for title, _ in value.columns][4] == "กลุ่มเป้าหมาย"
    bands = bands_of(plan.render(value).content)
    named = [band for band in bands if len(band.cells) == 9 and band.cells[4] == "พนักงานเทศบาล"]
    assert len(named) == 3
    assert len(lo_plan.gather(2564, ASKED).columns) == 7


def test_figures_tools_and_budgets_of_a_plan_are_printed_if_given(example: Path) -> None:
    row = PlanActivity.get(
        PlanActivity.indicator == "จำนวนฐานข้อมูลความรู้ด้านต่างๆ", PlanActivity.step == 3
    )
    row.target_number, row.target_unit, row.budget, row.tools = 1200, "รายการ", 25000.5, "กล้อง"
    row.ends_on = date(2021, 3, 31)
    row.save()
    cells = plan.gather(2564, ASKED).tables[0].rows[1]
    assert cells[2].endswith("\nเครื่องมือ/อุปกรณ์: กล้อง")
    assert cells[3] == "๑ ต.ค. ๖๓ - ๓๑ มี.ค. ๖๔"
    assert cells[5] == "บุคลากรในองค์กรได้รับความรู้เพิ่ม (๑,๒๐๐ รายการ)"
    assert cells[7] == "งบประมาณ ๒๕,๐๐๐.๕ บาท"
    change = plan.gather(2564, ASKED).tables[1].rows[0]
    assert "ร้อยละ ๕๐" not in change[5]


def test_an_unselected_goal_is_listed_below_the_last_table(example: Path) -> None:
    assert not [line for line in plan.gather(2564, ASKED).below if NOT_SELECTED in line]
    goals = PlanGoal.select().where(PlanGoal.position.in_([4, 5])).order_by(PlanGoal.position)
    texts = [goal.text for goal in goals]
    PlanGoal.update(selected=False).where(PlanGoal.position.in_([4, 5])).execute()
    value = plan.gather(2564, ASKED)
    assert value.below[0] == f"เป้าหมาย KM ที่ไม่เลือกดำเนินการ : ๔. {texts[0]}  ๕. {texts[1]}"
    last = pages_of(plan.render(value).content)[-1]
    assert last.index("ไม่เลือกดำเนินการ") < last.index("ผู้ทบทวน")


def test_plan_with_unconfirmed_carried_rows_warns_with_their_number(example: Path) -> None:
    PlanActivity.update(is_reviewed=False).where(PlanActivity.step == 2).execute()
    assert any("๓ กิจกรรม" in told for told in make(Request("plan", "2564")).warnings)


def test_a_year_without_a_plan_is_refused_with_the_years_that_have_one(example: Path) -> None:
    with pytest.raises(NotFound, match="ปีที่มี: ๒๕๖๔"):
        make(Request("plan", "2570"))
    with pytest.raises(KmError, match="พิมพ์เป็น"):
        make(Request("scope", ""))


def test_an_empty_plan_is_printed(example: Path) -> None:
    PlanActivity.update(deleted_at="2020").execute()
    value = replace(plan.gather(2564, ASKED), tables=())
    assert plan.NO_TABLES in pages_of(plan.render(value).content)[0]
    assert "ลำดับ" in pages_of(plan.render(plan.gather(2564, ASKED)).content)[0]
    assert plan.NO_TABLES in pages_of(make(Request("lo-plan", "2564")).content)[0]
    assert scope.render(replace(scope.gather(2564, ASKED), rows=())).content


def test_a_plan_with_hostile_text_is_printed() -> None:
    tables = [
        ActivityTable(each[:400], ((each[:50], each[:400]),), each[:60], ((each[:400],) * 8,))
        for each in STRINGS.values()
    ]
    shown = replace(
        EMPTY, tables=tuple(tables), below=tuple(each[:99] for each in STRINGS.values())
    )
    drawn = plan.render(shown)
    assert len(pages_of(drawn.content)) >= len(STRINGS)
    assert plan.render(shown) == drawn


def test_no_letter_of_an_endless_word_reaches_out_of_its_cell() -> None:
    cells = ("1", "ก" * 900, "x" * 500, "กา" * 300, "กำ" * 200, "ก้ำ" * 99, "w" * 99, "ๆ" * 99)
    table = ActivityTable("ก" * 999, (("x", "x" * 4000),), "ก", (cells,))
    pages = read_pages(plan.render(replace(EMPTY, tables=(table,), below=("w" * 9000,))).content)
    assert [stray for page in pages for stray in page.strays] == []
    assert [band.strays for page in pages for band in page.bands if band.strays] == []
    bands = [band for page in pages for band in page.bands]
    assert rows_of(bands, 8, PLAN_HEADS) == [list(cells)]


def test_a_plan_spreadsheet_has_one_row_per_activity(example: Path) -> None:
    for document, columns, rows in (("plan", 10, 19), ("lo-plan", 7, 6), ("progress", 9, 25)):
        made = make(Request(document, "2564", form="csv"))
        head, *found = csv.reader(io.StringIO(made.content.decode("utf-8-sig"), newline=""))
        assert (len(head), len(found)) == (columns, rows)
