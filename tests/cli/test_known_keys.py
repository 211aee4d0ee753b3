"""Keys that are listed are keys that work: of an office that is not the example, of a new one."""

import json
import shlex
from datetime import date
from pathlib import Path

import pytest

from models.committees.orders import draft_order
from models.knowledge.training import TRAINING_KIND, TrainingDraft, add_training, record_report
from models.knowledge.training_records import Training
from models.memos.records import MemoKind, MemoText, issue_memo, write_memo
from models.minutes.records import Outcome, record_resolution
from models.minutes.snapshot import read_meeting_snapshot
from models.people.records import Person
from tests.builders import a_committee, a_meeting, close
from tests.cli.test_commands import said
from tests.conftest import Run
from tests.exports.pdf_text import bare, pages_of
from tests.other_office import OtherOffice

NONE = "– ยังไม่มี"


def listed(kmtui: Run) -> dict[str, str]:
    rows = json.loads(said(kmtui("list", "documents", "--format", "json")))
    return {row["id"]: row["key"] for row in rows}


def trained(title: str, back: date) -> int:
    return add_training(TrainingDraft(Person.select().first().id, title, back, back))


def test_every_key_that_is_listed_can_be_exported(other_office: OtherOffice, kmtui: Run) -> None:
    trained("การเขียนหนังสือ", date(2026, 11, 3))
    issue_memo(
        write_memo(MemoKind.OTHER, MemoText("เรื่อง", "ปลัดเทศบาล", "ด้วย"), date(2026, 11, 2)),
        7,
        date(2026, 11, 2),
    )
    keys = listed(kmtui)
    assert (keys["minutes"], keys["extract"]) == ("2/2569", "1/2569 --item 3")
    assert (keys["invitation"], keys["order"]) == ("3/2569", "415/2569")
    assert (keys["memo"], keys["training"]) == ("7/2569", "1/2570")
    assert keys["plan"] == keys["approval"] == ""
    with_keys = [document for document, key in keys.items() if key]
    assert len(with_keys) >= 10
    for document in with_keys:
        done = kmtui("export", document, *shlex.split(keys[document]), "-o", "-")
        begins = b"BEGIN:VCALENDAR" if document == "calendar" else b"%PDF-"
        assert done.stdout.startswith(begins), (document, done.stderr.decode())


def test_export_list_of_a_new_office_shows_that_no_keys_exist(home: Path, kmtui: Run) -> None:
    table = said(kmtui("export", "--list"))
    assert "1/2563" not in table
    assert table.count(NONE) == len(table.splitlines()) - 2
    assert not (home / "kmtui.db").exists()
    assert set(listed(kmtui).values()) == {""}


def test_listed_keys_select_one_record_even_if_records_share_a_number(
    store: Path, kmtui: Run
) -> None:
    first = a_meeting(closed=True)
    second = a_meeting(committee=a_committee(name="คณะกรรมการ “ติดตาม” ผล"), closed=True)
    assert (first.number, first.year) == (second.number, second.year)
    for _ in range(2):
        write_memo(MemoKind.OTHER, MemoText("เรื่อง", "ปลัดเทศบาล", "ด้วย"), date(2026, 11, 2))
    keys = listed(kmtui)
    for document in ("minutes", "memo"):
        done = kmtui("export", document, *shlex.split(keys[document]), "-o", "-")
        assert done.stdout.startswith(b"%PDF-"), (document, keys[document], done.stderr.decode())


def test_the_only_draft_order_is_listed_with_a_draft_key(store: Path, kmtui: Run) -> None:
    order = draft_order("แต่งตั้งคณะทำงาน")
    assert shlex.split(listed(kmtui)["order"]) == [f"draft {order}"]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_memos_and_trainings_are_in_the_list_of_keys(
    other_office: OtherOffice, kmtui: Run, form: str
) -> None:
    memo = write_memo(MemoKind.OTHER, MemoText("ขออนุมัติ", "ปลัดเทศบาล"), date(2026, 11, 2))
    assert "ร่าง" in said(kmtui("list", "memos", "--format", form))
    issue_memo(memo, 7, date(2026, 11, 2))
    memos = said(kmtui("list", "memos", "--format", form))
    for word in ("7/2569", "ขออนุมัติ", "ปลัดเทศบาล", "รอผล"):
        assert word in memos
    first, second = trained("ก้าวแรก", date(2026, 11, 3)), trained("ก้าวสอง", date(2026, 12, 3))
    record_report(first, date(2026, 11, 20))
    TRAINING_KIND.soft_delete(second)
    trainings = said(kmtui("list", "trainings", "--format", form, "--on", "30/11/69"))
    for word in ("1/2570", "ก้าวแรก", "ช้า ๒ วัน", "เกินกำหนด ๑๒ วัน"):
        assert word in trainings
    assert "ก้าวสอง" not in trainings
    assert "ก้าวแรก" not in said(kmtui("list", "trainings", "--year", "2569", "--format", form))


def test_a_training_is_exported_by_its_number(other_office: OtherOffice, kmtui: Run) -> None:
    trained("ก้าวแรก", date(2026, 11, 3))
    trained("ก้าวสอง", date(2026, 12, 3))
    done = kmtui("export", "training", "๒/๒๕๗๐", "-o", "-")
    assert "ก้าวสอง" in bare("".join(pages_of(done.stdout)))
    sentence = kmtui("export", "training", "1", "-o", "-").stderr.decode()
    assert "2/2570, 1/2570" in sentence
    assert "ลบ" not in sentence
    TRAINING_KIND.soft_delete(Training.get(title="ก้าวแรก").id)
    deleted = kmtui("export", "training", "1/2570", "-o", "-").stderr.decode()
    assert "ถูกลบไปแล้ว" in deleted
    never = kmtui("export", "training", "9/2570", "-o", "-").stderr.decode()
    assert "ไม่พบรายการพัฒนา 9/2570 ที่มีอยู่: 2/2570" in never


def test_an_extract_key_is_listed_only_of_a_closed_meeting_with_a_resolution(
    store: Path, kmtui: Run
) -> None:
    meeting = a_meeting(items=3)
    assert listed(kmtui)["extract"] == ""
    items = read_meeting_snapshot(meeting.id).items
    record_resolution(items[1].id, Outcome.NOTED, "รับทราบ", 3)
    assert listed(kmtui)["extract"] == ""
    close(meeting.id)
    assert listed(kmtui)["extract"] == "1/2563 --item 2"
    a_meeting(committee=meeting.committee, held_on=date(2020, 12, 1), closed=True)
    assert listed(kmtui)["extract"] == "1/2563 --item 2"
