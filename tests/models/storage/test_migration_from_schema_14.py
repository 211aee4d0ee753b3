"""A data file of the fourteenth schema opens, and its trainings are numbered n/year in order."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from exports.catalogue import make
from exports.documents import Request
from kmtui.thai.dates import fiscal_year
from models.editing.revisions import Subject
from models.history.bin import bring_back
from models.knowledge.training import (
    TrainingDraft,
    add_training,
    all_trainings,
)
from models.knowledge.training_records import (
    Training,
)
from models.maintenance.verification import verify_file
from models.minutes.records import AgendaItem
from models.office.organization import read_office
from models.people.records import Person
from models.storage.migrations import read_steps
from models.storage.store import DATABASE_NAME, close_store, open_store
from tests.models.storage.test_migration_from_schema_1 import rows_of, version_of

OLD_FILE = Path(__file__).parents[2] / "data" / "schema-14.db.gz"
SCHEMA = 14
DAMAGED = "วันที่เสียหาย"
DELETED = "งานที่ลบแล้ว"


@pytest.fixture
def old_file(home: Path) -> Path:
    """The example with five trainings: one in the bin, one whose day of return is no day."""
    path = home / DATABASE_NAME
    path.write_bytes(gzip.decompress(OLD_FILE.read_bytes()))
    path.chmod(0o660)
    return path


def test_migration_from_schema_14_keeps_every_row_and_a_backup_of_the_old_file(
    old_file: Path,
) -> None:
    before = rows_of(old_file)
    open_store(old_file)
    close_store()
    after = rows_of(old_file)
    assert version_of(old_file) == len(read_steps())
    (fault,) = verify_file(old_file).faults
    assert "กลับวันที่" in fault
    for table, rows in before.items():
        assert [row[: len(old)] for row, old in zip(after[table], rows, strict=True)] == rows
    (backup,) = (old_file.parent / "backups").iterdir()
    assert (version_of(backup), rows_of(backup)) == (SCHEMA, before)


def test_migration_from_schema_14_numbers_trainings_by_fiscal_year_of_return(
    old_file: Path,
) -> None:
    this_year = fiscal_year(date.today())
    open_store(old_file)
    keys = {row.title: row.key for row in Training.select()}
    assert keys == {
        "งานพัสดุ": "1/2563",
        "การเขียนหนังสือราชการ": "1/2564",
        "การจัดทำบัญชี": "2/2564",
        DELETED: "3/2564",
        DAMAGED: f"1/{this_year}",
    }
    assert {each.title for each in all_trainings()} == keys.keys() - {DELETED}
    deleted = Training.get(Training.title == DELETED)
    draft = TrainingDraft(Person.select().first().id, "ใหม่", date(2021, 7, 1), date(2021, 7, 2))
    assert Training.get_by_id(add_training(draft)).key == "4/2564"
    bring_back(Subject.TRAINING, deleted.id)
    assert Training.get_by_id(deleted.id).key == "3/2564"
    by_number = make(Request("training", "๒/๒๕๖๔"))
    by_id = make(Request("training", str(Training.get(Training.title == "การจัดทำบัญชี").id)))
    assert by_number.content == by_id.content
    close_store()


def test_migration_from_schema_14_withholds_no_item_and_sets_no_telephone(old_file: Path) -> None:
    open_store(old_file)
    assert not AgendaItem.select().where(AgendaItem.confidential).exists()
    assert (read_office().telephone, read_office().email) == ("", "")
    close_store()


def test_migration_files_are_numbered_consecutively() -> None:
    folder = Path(__file__).parents[3] / "models" / "storage" / "migrations"
    numbers = [int(path.name[:4]) for path in sorted(folder.glob("*.sql"))]
    assert numbers == list(range(1, len(read_steps()) + 1))
