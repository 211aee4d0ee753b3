"""`kmtui publish`: the year's public papers in a folder, all of them finished, with their list."""

import csv
import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from exports.files.folder import OURS, fill_folder
from kmtui.cli.publish import PAGE, TABLE
from models.committees.orders import draft_order, revoke_order
from models.errors import Refused
from models.evidence.publication import read_publication
from models.meetings.events import Adoption
from models.minutes.agenda import mark_confidential
from models.minutes.lifecycle import adopt_minutes
from models.minutes.snapshot import read_meeting_snapshot
from models.people.records import Post
from models.plan.lifecycle import begin_amendment, create_plan
from models.plan.progress import ProgressDraft, ProgressStatus, record_progress
from tests.cli.test_commands import refused
from tests.conftest import Run
from tests.exports.pdf_text import bare, pages_of
from tests.other_office import OtherOffice
from tests.plans import an_announced_plan, as_read

YEAR = 2570
IN_THE_YEAR = date(2026, 12, 1)
AFTER = date(2027, 11, 1)


class Page(NamedTuple):
    """The files that a page leads to, and its text."""

    files: list[str]
    text: str


def read_page(path: Path) -> Page:
    body = path.read_text("utf-8").partition("</head>\n")[2].partition("</html>")[0]
    root = ElementTree.fromstring(body)
    return Page([each.get("href", "") for each in root.iter("a")], "".join(root.itertext()))


@pytest.fixture
def office(other_office: OtherOffice) -> OtherOffice:
    """The other office; the minutes of its first meeting are adopted, its mayor is the CKO."""
    Post.update(is_cko=True).where(Post.id == Post.get().id).execute()
    adopt_minutes(other_office.held_id, date(2026, 11, 20), Adoption.CIRCULATION)
    return other_office


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "เว็บ"


def titles(year: int, today: date) -> tuple[dict[str, date], dict[str, str]]:
    """What is published, by file, and what is not, by title."""
    found = read_publication(year, today)
    papers = {each.stem: each.dated for each in found.papers}
    assert len(papers) == len(found.papers)
    return papers, {each.title: each.reason for each in found.left_out}


def test_publish_writes_the_finished_papers_of_the_year_and_two_lists(
    office: OtherOffice, target: Path, kmtui: Run
) -> None:
    done = kmtui("publish", str(YEAR), str(target))
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        str(target / name)
        for name in ("order-412-2569.pdf", "order-415-2569.pdf", "minutes-1-2569.pdf", TABLE, PAGE)
    ]
    assert {each.name for each in target.iterdir()} - {OURS} == {
        Path(line).name for line in done.stdout.decode().splitlines()
    }
    for line in done.stdout.decode().splitlines():
        assert re.fullmatch(r"[a-z0-9-]+\.[a-z]+", Path(line).name)
    rows = list(csv.reader(io.StringIO((target / TABLE).read_text("utf-8-sig"))))
    assert rows[0] == ["ชื่อหนังสือ", "แฟ้ม", "วันที่"]
    assert [row[1:] for row in rows[1:]] == [
        ["order-412-2569.pdf", "2026-10-15"],
        ["order-415-2569.pdf", "2026-11-10"],
        ["minutes-1-2569.pdf", "2026-11-16"],
    ]
    page = read_page(target / PAGE)
    assert page.files == [row[1] for row in rows[1:]]
    assert all(row[0] in page.text for row in rows)
    assert "๑๖ พฤศจิกายน ๒๕๖๙" in page.text
    told = done.stderr.decode()
    for left_out in ("ครั้งที่ ๒/๒๕๖๙: ยังไม่รับรองรายงาน", "ครั้งที่ ๓/๒๕๖๙: ยังไม่เริ่ม", "ยังไม่มีแผนของปีนี้"):
        assert left_out in told
    minutes = bare("".join(pages_of((target / "minutes-1-2569.pdf").read_bytes())))
    assert bare("นายประเสริฐ ทองดี") not in minutes


def test_a_draft_of_an_order_is_listed_as_left_out_in_the_running_year_only(
    office: OtherOffice,
) -> None:
    draft_order("แต่งตั้งคณะทำงานจัดการความรู้")
    draft = "คำสั่งเรื่อง แต่งตั้งคณะทำงานจัดการความรู้"
    assert draft in titles(YEAR, IN_THE_YEAR)[1]
    assert draft not in titles(YEAR, AFTER)[1]


def test_publishing_again_gives_the_same_bytes_and_removes_withdrawn_papers(
    office: OtherOffice, target: Path, kmtui: Run
) -> None:
    assert kmtui("publish", str(YEAR), str(target)).returncode == 0
    before = {each.name: each.read_bytes() for each in target.iterdir()}
    assert kmtui("publish", "๒๕๗๐", str(target)).returncode == 0
    assert {each.name: each.read_bytes() for each in target.iterdir()} == before
    for item in read_meeting_snapshot(office.held_id).items:
        mark_confidential(item.id, True)
    done = kmtui("publish", str(YEAR), str(target))
    assert "ทุกระเบียบวาระทำเครื่องหมายว่าไม่เปิดเผย" in done.stderr.decode()
    assert {each.name for each in target.iterdir()} == before.keys() - {"minutes-1-2569.pdf"}
    assert "minutes" not in (target / PAGE).read_text("utf-8")


@pytest.mark.parametrize("name", ["ของฉัน.txt", "index.html", ".htaccess", "list.csv"])
def test_publish_refuses_a_folder_with_foreign_files_and_keeps_them(
    office: OtherOffice, target: Path, kmtui: Run, name: str
) -> None:
    target.mkdir()
    (target / name).write_text("ของผู้อื่น", encoding="utf-8")
    assert name in refused(kmtui("publish", str(YEAR), str(target)))
    assert [each.name for each in target.iterdir()] == [name]
    assert (target / name).read_text("utf-8") == "ของผู้อื่น"


def test_publish_refuses_to_overwrite_a_folder_with_a_foreign_file(
    office: OtherOffice, target: Path, kmtui: Run
) -> None:
    assert kmtui("publish", str(YEAR), str(target)).returncode == 0
    (target / "photo-1.pdf").write_bytes(b"theirs")
    assert "photo-1.pdf" in refused(kmtui("publish", str(YEAR), str(target)))
    assert (target / "photo-1.pdf").read_bytes() == b"theirs"


def test_publish_refuses_impossible_targets_and_years(
    office: OtherOffice, tmp_path: Path, kmtui: Run
) -> None:
    file = tmp_path / "แฟ้ม"
    file.touch()
    assert "เป็นแฟ้ม" in refused(kmtui("publish", str(YEAR), str(file)))
    assert "สร้างโฟลเดอร์ก่อน" in refused(kmtui("publish", str(YEAR), str(tmp_path / "ก" / "ข")))
    refused(kmtui("publish", "ปีหน้า", str(tmp_path / "ค")))
    refused(kmtui("publish", str(YEAR), "~nobody-here/x"))


def test_publishing_a_year_without_public_papers_fails_and_makes_no_folder(
    office: OtherOffice, target: Path, kmtui: Run
) -> None:
    done = kmtui("publish", "2560", str(target))
    assert (done.returncode, done.stdout) == (1, b"")
    assert "ยังไม่มีหนังสือที่เผยแพร่ได้" in done.stderr.decode()
    assert not target.exists()


def test_publish_completes_a_folder_after_an_interruption(tmp_path: Path) -> None:
    target = tmp_path / "web"
    old = {"plan-2570.pdf": b"old", "order-1-2569.pdf": b"old"}
    fill_folder(str(target), old, {"index.html": b"old"})
    # As a power cut between two files leaves it: all names are claimed, some are not there yet.
    claimed = {*old, "index.html", "minutes-1-2569.pdf", "progress-2570-1.pdf"}
    (target / OURS).write_text("".join(f"{name}\n" for name in claimed), encoding="utf-8")
    (target / "minutes-1-2569.pdf").write_bytes(b"new")
    (target / ".kmtui-12-0a1b2c3d.part").write_bytes(b"ha")
    fill_folder(str(target), {"plan-2570.pdf": b"new"}, {"index.html": b"new"})
    left = {each.name: each.read_bytes() for each in target.iterdir()}
    assert left == {
        "plan-2570.pdf": b"new",
        "index.html": b"new",
        OURS: b"index.html\nplan-2570.pdf\n",
    }


def test_a_link_in_the_folder_is_replaced_not_followed(tmp_path: Path) -> None:
    target, outside = tmp_path / "web", tmp_path / "secret"
    outside.write_bytes(b"mine")
    fill_folder(str(target), {"plan-2570.pdf": b"a"}, {"index.html": b"a"})
    (target / "plan-2570.pdf").unlink()
    (target / "plan-2570.pdf").symlink_to(outside)
    fill_folder(str(target), {"plan-2570.pdf": b"b"}, {"index.html": b"b"})
    assert outside.read_bytes() == b"mine"
    assert (target / "plan-2570.pdf").read_bytes() == b"b"


def test_a_forged_list_of_published_files_removes_no_file_elsewhere(tmp_path: Path) -> None:
    target, outside = tmp_path / "web", tmp_path / "keep.pdf"
    outside.write_bytes(b"mine")
    target.mkdir()
    (target / OURS).write_text("../keep.pdf\n../../x\n", encoding="utf-8")
    fill_folder(str(target), {"plan-2570.pdf": b"a"}, {"index.html": b"a"})
    assert outside.read_bytes() == b"mine"
    (target / "ก.pdf").touch()
    with pytest.raises(Refused):
        fill_folder(str(target), {}, {"index.html": b"a"})


def test_draft_and_revoked_orders_are_not_published(office: OtherOffice) -> None:
    draft_order("แต่งตั้งคณะทำงาน")
    papers, left_out = titles(YEAR, IN_THE_YEAR)
    assert left_out["คำสั่งเรื่อง แต่งตั้งคณะทำงาน"] == "ยังเป็นร่าง ยังไม่ออกเลขที่"
    revoke_order(office.order_id, date(2026, 11, 25), "ออกซ้ำ")
    papers, left_out = titles(YEAR, IN_THE_YEAR)
    assert "order-415-2569" not in papers
    assert "ยกเลิกแล้ว" in left_out.values()


def test_a_plan_is_published_after_announcement_but_not_during_an_amendment(
    office: OtherOffice,
) -> None:
    create_plan(YEAR - 1)
    assert "ยังไม่ประกาศใช้" in titles(YEAR - 1, IN_THE_YEAR)[1].values()
    plan_id = an_announced_plan(YEAR)
    of_the_plan = {f"{each}-{YEAR}" for each in ("announcement", "plan", "scope")}
    assert of_the_plan <= titles(YEAR, IN_THE_YEAR)[0].keys()
    begin_amendment(plan_id, "เพิ่มกิจกรรม")
    papers, left_out = titles(YEAR, IN_THE_YEAR)
    assert not of_the_plan & papers.keys()
    assert "กำลังปรับปรุง จบการปรับปรุงก่อน" in left_out.values()


def test_progress_reports_of_the_half_and_the_whole_year_are_published(office: OtherOffice) -> None:
    plan_id = an_announced_plan(YEAR)
    assert "ยังไม่มีผลการดำเนินงาน" in titles(YEAR, AFTER)[1].values()
    activity = as_read(plan_id).activities[0]
    record_progress(activity.id, ProgressDraft(date(2027, 2, 1), ProgressStatus.UNDERWAY))
    assert "ยังไม่ครบครึ่งปีงบประมาณ" in titles(YEAR, date(2027, 3, 31))[1].values()
    half = date(2027, 3, 31)
    assert titles(YEAR, half + timedelta(days=1))[0]["progress-2570-1"] == half
    assert "progress-2570-2" not in titles(YEAR, date(2027, 9, 30))[0]
    assert titles(YEAR, AFTER)[0]["progress-2570-2"] == date(2027, 9, 30)
    assert "คณะกรรมการยังไม่รายงาน" in titles(YEAR, AFTER)[1].values()


def test_publish_writes_and_lists_plan_announcement_and_order_as_pdf(
    example_home: Path, target: Path, kmtui: Run
) -> None:
    assert kmtui("publish", "2564", str(target)).returncode == 0
    files = read_page(target / PAGE).files
    assert {"announcement-2564.pdf", "plan-2564.pdf", "order-881-2563.pdf"} <= set(files)
    for name in files:
        assert (target / name).read_bytes().startswith(b"%PDF-")
