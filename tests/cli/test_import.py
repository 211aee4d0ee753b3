"""`kmtui import people`: what it shows, asks and refuses."""

import json
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.cli.test_commands import refused, said
from tests.conftest import Run
from tests.models.staff_list.test_staff_files import STAFF

HEADER = "ชื่อ-สกุล,ตำแหน่ง,ตั้งแต่วันที่\n"
NEAR = HEADER + "นางปานนิสรา โพธิ์เงิน,นักทรัพยากรบุคคล,1/10/2562\nนายคนใหม่ มาแล้ว,เสมียน,1/10/2562\n"


@pytest.fixture
def near_list(tmp_path: Path) -> Path:
    """A list with one name that is nearly one of the example's, and one new."""
    path = tmp_path / "รายชื่อ.csv"
    path.write_text(NEAR, encoding="cp874")
    return path


def people(kmtui: Run) -> list[str]:
    listed = json.loads(said(kmtui("list", "people", "--format", "json", "--on", "22/9/63")))
    return [row["name"] for row in listed]


def move(path: Path) -> None:
    """Give the near name another post, from another day."""
    text = path.read_text(encoding="cp874").replace("1/10/2562", "1/10/2563")
    path.write_text(text.replace("นักทรัพยากรบุคคล", "พนักงาน"), encoding="cp874")


def test_a_dry_run_shows_the_table_and_stores_nothing(
    example_home: Path, kmtui: Run, near_list: Path
) -> None:
    before = people(kmtui)
    shown = said(kmtui("import", "people", str(near_list), "--dry-run"))
    assert "นางปานิสรา โพธิ์เงิน ในทะเบียน" in shown
    assert "เสมียน (ตำแหน่งใหม่) ตั้งแต่ ๑ ตุลาคม ๒๕๖๒" in shown
    assert "เพิ่ม 1  เปลี่ยน 0  คงเดิม 0  ใกล้เคียง 1  ใช้ไม่ได้ 0" in shown
    assert people(kmtui) == before


@pytest.mark.parametrize("path", sorted(STAFF.iterdir()), ids=lambda path: path.name)
def test_every_staff_file_format_is_imported(example_home: Path, kmtui: Run, path: Path) -> None:
    before = people(kmtui)
    told = said(kmtui("import", "people", str(path)))
    assert "คงเดิม 4" in told
    assert "บุคคลใหม่ 0" in told
    assert people(kmtui) == before


def test_similar_names_are_listed_and_refused_until_answered(
    example_home: Path, kmtui: Run, near_list: Path
) -> None:
    before = people(kmtui)
    done = kmtui("import", "people", str(near_list))
    assert done.returncode == 1
    assert "ในทะเบียน" in done.stdout.decode()
    sentence = done.stderr.decode()
    assert "--same" in sentence
    assert "--new" in sentence
    assert people(kmtui) == before


@pytest.mark.parametrize(("answer", "added"), [("--same", 1), ("--new", 2)])
def test_the_same_and_new_options_answer_questions_on_similar_names(
    example_home: Path, kmtui: Run, near_list: Path, answer: str, added: int
) -> None:
    move(near_list)
    before = people(kmtui)
    told = said(kmtui("import", "people", str(near_list), answer))
    assert f"บุคคลใหม่ {added}" in told
    assert len(people(kmtui)) == len(before) + added


def test_importing_a_file_with_broken_rows_names_them_and_stores_nothing(
    example_home: Path, kmtui: Run, tmp_path: Path
) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(HEADER + "นายดี ครบถ้วน,ครู,\nนายไร้สกุล,ครู,\n", encoding="utf-8")
    before = people(kmtui)
    done = kmtui("import", "people", str(path))
    assert done.returncode == 1
    assert "นายไร้สกุล" in done.stdout.decode()
    assert "แถวที่ ๓" in done.stderr.decode()
    assert people(kmtui) == before


def test_importing_a_missing_file_fails_with_one_sentence(example_home: Path, kmtui: Run) -> None:
    assert "ไม่พบแฟ้ม" in refused(kmtui("import", "people", "ไม่มี.csv"))
    assert kmtui("import", "meetings", "x.csv").returncode == 2


def test_importing_at_a_terminal_asks_about_each_similar_name(
    example_home: Path, kmtui: Run, near_list: Path, environment: dict[str, str]
) -> None:
    move(near_list)
    child = pexpect.spawn(
        sys.executable,
        ["-m", "kmtui", "import", "people", str(near_list)],
        env={**environment, "KMTUI_HOME": str(example_home), "TERM": "xterm"},  # type: ignore[arg-type]
        encoding="utf-8",
        timeout=60,
    )
    child.expect("แถวที่ ๒: นางปานนิสรา โพธิ์เงิน ใกล้เคียงกับ นางปานิสรา โพธิ์เงิน")
    child.sendline("อะไร")
    child.expect("1 คนเดียวกัน")
    child.sendline("๑")
    child.expect("บุคคลใหม่ 1")
    child.expect(pexpect.EOF)
    assert "นางปานนิสรา โพธิ์เงิน" not in people(kmtui)
    assert "นายคนใหม่ มาแล้ว" in people(kmtui)


def test_openpyxl_is_imported_only_to_read_an_xlsx(
    example_home: Path, environment: dict[str, str]
) -> None:
    code = (
        "import sys\nfrom kmtui.__main__ import main\n"
        f"main(['--home', {str(example_home)!r}, 'import', 'people', {{path!r}}, '--dry-run'])\n"
        "print('openpyxl' in sys.modules)"
    )
    for name, loads in (("utf8.csv", "False"), ("merged.xlsx", "True")):
        done = subprocess.run(
            [sys.executable, "-c", code.format(path=str(STAFF / name))],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == loads


FRAMES = (
    "ที่,ชื่อ - สกุล,กรอบอัตรากำลังเดิม,,กรอบอัตรากำลังใหม่,\n,,ตำแหน่ง,ระดับ,ตำแหน่ง,ระดับ\n"
    "1,นายใหม่ มาแล้ว,เสมียน,,เจ้าพนักงานธุรการ,ปง.\n2,ไร้คำนำหน้า ดี,เสมียน,,ครู,\n"
)


def test_chosen_columns_are_remembered_and_broken_rows_are_written_to_a_file(
    example_home: Path, kmtui: Run, tmp_path: Path
) -> None:
    path, left = tmp_path / "frames.csv", tmp_path / "left.csv"
    path.write_text(FRAMES, "utf-8")
    before = people(kmtui)
    assert "--columns" in refused(kmtui("import", "people", str(path)))
    chosen = ("--columns", "ตำแหน่ง=E,ระดับ=F")
    shown = said(kmtui("import", "people", str(path), "--dry-run", *chosen))
    assert "เจ้าพนักงานธุรการปฏิบัติงาน (ตำแหน่งใหม่)" in shown
    assert "จะไม่นำเข้าแถวใด: มีแถวที่ใช้ไม่ได้ ๑ แถว" in shown
    partly = ("--leftover", str(left))
    promised = said(kmtui("import", "people", str(path), "--dry-run", *partly))
    assert not left.exists()
    assert people(kmtui) == before
    done = said(kmtui("import", "people", str(path), *partly))
    counts = "บุคคลใหม่ 1  แก้คำนำหน้า 0  ตำแหน่งใหม่ 1  ส่วนราชการใหม่ 0  การดำรงตำแหน่ง 1"
    assert f"จะได้ {counts}" in promised
    assert f"นำเข้าแล้ว: {counts}" in done
    assert "ไม่มีคำนำหน้าชื่อ" in left.read_text("utf-8-sig")
    assert len(people(kmtui)) == len(before) + 1


def test_importing_an_ambiguous_date_without_a_terminal_is_refused(
    example_home: Path, kmtui: Run, tmp_path: Path
) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(HEADER + "นายใหม่ มาแล้ว,เสมียน,1963-10-01\n", "utf-8")
    done = kmtui("import", "people", str(path))
    assert done.returncode == 1
    assert "๑ ตุลาคม ๒๕๖๓ หรือ ๑ ตุลาคม ๒๕๐๖" in done.stdout.decode()
    assert "อ่านได้สองอย่าง" in done.stderr.decode()


def test_the_usual_posts_of_a_kind_of_office_are_added(example_home: Path, kmtui: Run) -> None:
    shown = said(kmtui("import", "posts", "อบต.", "--dry-run"))
    assert "ปลัดองค์การบริหารส่วนตำบล" in shown
    count = shown.splitlines()[-1].split()[-1]
    assert f"เพิ่มตำแหน่ง {count} " in said(kmtui("import", "posts", "อบต."))
    assert "เพิ่มตำแหน่ง ๐" in said(kmtui("import", "posts", "องค์การบริหารส่วนตำบล"))
    assert "เลือกจาก" in refused(kmtui("import", "posts", "อื่น"))


def test_import_committees_shows_and_drafts_a_usual_order_and_refuses_an_ambiguous_name(
    example_home: Path, kmtui: Run
) -> None:
    before = said(kmtui("list", "orders"))
    shown = said(kmtui("import", "committees", "ควบคุมภายใน", "--dry-run"))
    assert "มาตรา ๗๙" in shown
    assert said(kmtui("list", "orders")) == before
    assert "ร่างคำสั่งแต่งตั้งคณะกรรมการประเมินผลการควบคุมภายใน แล้ว" in said(
        kmtui("import", "committees", "ควบคุมภายใน")
    )
    drafted = said(kmtui("list", "orders"))
    assert len(drafted.splitlines()) == len(before.splitlines()) + 1
    assert "เลือกจาก" in refused(kmtui("import", "committees", "คณะ"))
    assert said(kmtui("list", "orders")) == drafted
