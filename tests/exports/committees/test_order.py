"""The source's two orders, printed from the example: original and file copy of one record."""

import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import asdict

from exports.catalogue import draw, gather, make
from exports.committees import order as order_paper
from exports.documents import Request
from kmtui.settings import PREPRINTED_EMBLEM
from models.committees.approvals import remove_approval
from models.committees.orders import amend_order
from models.committees.records import (
    AppointmentOrder,
    Committee,
    CommitteeKind,
    Duty,
    OrderState,
    Role,
    Seat,
    issue_order,
)
from models.errors import KmError, NotFound
from tests.builders import ON_PAPER, a_held_post, a_person, a_post, an_office
from tests.conftest import Run
from tests.exports.conftest import OFFICE_FONTS
from tests.exports.pdf_text import bare, character_errors, pages_of, poppler_text, without_furniture
from tests.models.example.test_example_text import scanned

MARK = "สำเนาคู่ฉบับ"

# What the source has otherwise than the printed order, besides the spellings settled for the
# example. Everything else must be the same, part by part and letter by letter.
SETTLED_IN_ORDERS = {
    "number of the copy": ("ที่๙๙๕/๒๕๖๓", "ที่๘๘๒/๒๕๖๓"),
    "one name a post": ("ปลัดเทศบาลตำบลหนองหัวแรต|", "ปลัดเทศบาล|"),
    "duty 5 of the copy": ("๕.ประชาสัมพันธ์การจัดการความรู้", "๕.ประชาสัมพันธ์การจัดความรู้"),
    "the copy's mark, on top": ("สำเนาฉบับ", ""),
    "a line each": ("พิมพ์/ทาน", "ร่างพิมพ์ทาน"),
    "rules of the scanned table": ("|", ""),
    "dots to initial on": (".....", ""),
}
RULES = re.compile(r"\|[-|]+\|")


@pytest.fixture(params=["the default font", "TH Sarabun New"])
def font(request: pytest.FixtureRequest) -> Path | None:
    if request.param == "the default font":
        return None
    if not OFFICE_FONTS.is_dir():
        pytest.skip("TH Sarabun New is not on this machine")
    return OFFICE_FONTS


def source_papers() -> list[str]:
    """The four papers of the source: order 881 and its copy, order 882 and its copy."""
    text = RULES.sub("", scanned("source-orders.txt"))
    for found, printed in SETTLED_IN_ORDERS.values():
        text = text.replace(found, printed)
    head = "คำสั่งเทศบาลตำบลหนองหัวแรตที่"
    papers = text.split(head)
    assert papers.pop(0) == ""
    return [head + paper for paper in papers]


def printed(pdf: bytes) -> dict[str, str]:
    """What two readers copy out of the file, without page numbers, mark and dots."""
    texts = {"poppler": poppler_text(pdf), "pdfium": "\n".join(pages_of(pdf))}
    return {
        reader: re.sub(r"\.{5,}", "", bare(without_furniture(text.replace(MARK, ""))))
        for reader, text in texts.items()
    }


@pytest.mark.parametrize(
    ("key", "copy", "place"),
    [("881/2563", False, 0), ("881/2563", True, 1), ("882/2563", False, 2), ("882/2563", True, 3)],
)
def test_the_text_of_an_order_equals_the_reference_document(
    example: Path, font: Path | None, key: str, copy: bool, place: int
) -> None:
    source = source_papers()[place]
    pdf = make(Request("order", key, font=font, copy=copy, emblem=ON_PAPER)).content
    for text in printed(pdf).values():
        assert text == source
        assert character_errors(source, text) == 0


def test_every_accepted_difference_occurs_in_the_reference_document() -> None:
    text = scanned("source-orders.txt")
    assert [name for name, (found, _) in SETTLED_IN_ORDERS.items() if found not in text] == []


@pytest.mark.parametrize("key", ["881/2563", "882/2563"])
def test_copy_and_original_differ_only_in_the_mark_and_the_initials(
    example: Path, font: Path | None, key: str
) -> None:
    original, copy = (
        pages_of(make(Request("order", key, font=font, copy=c, emblem=ON_PAPER)).content)
        for c in (False, True)
    )
    assert len(original) == len(copy)
    assert all(page.count(MARK) == 1 for page in copy)
    added = []
    for page, copied in zip(original, copy, strict=True):
        assert MARK not in page
        there, copied_there = stripped_lines(page), stripped_lines(copied.replace(MARK, ""))
        assert copied_there[: len(there)] == there
        added += copied_there[len(there) :]
    chain = ["ปลัดเทศบาล", "หัวหน้าสำนักปลัด", "หัวหน้าฝ่ายอำนวยการ", "ร่าง", "พิมพ์", "ทาน"]
    assert [line.strip(". ") for line in added] == chain


def stripped_lines(page: str) -> list[str]:
    return [line.strip() for line in page.splitlines() if line.strip()]


def test_the_file_copy_of_an_order_is_gathered_from_the_same_record(example: Path) -> None:
    original, copy = (
        gather(Request("order", "881/2563", copy=each, emblem=ON_PAPER)) for each in (False, True)
    )
    first, second = asdict(original), asdict(copy)
    differing = {name for name in first if first[name] != second[name]}
    assert differing == {"is_copy", "readiness", "file_title", "identity"}


def test_a_file_copy_without_a_memo_has_blank_lines_for_initials(example: Path) -> None:
    order_id = AppointmentOrder.get(AppointmentOrder.number == 882).id
    remove_approval(order_id)
    copy = order_paper.gather(order_id, Request("order", copy=True))
    assert copy.initials == ("", "", "", "ร่าง", "พิมพ์", "ทาน")


def a_draft(**changes: str) -> AppointmentOrder:
    an_office()
    values = {"subject": "แต่งตั้งคณะกรรมการทดสอบ", "cause": "ด้วยเหตุ\nดังนี้", **changes}
    order: AppointmentOrder = AppointmentOrder.create(
        signer_post=a_post("นายก", formal_name="นายกเทศมนตรีตำบลทดสอบ"), **values
    )
    return order


def a_committee_of(order: AppointmentOrder, *duties: str, name: str = "คณะกรรมการหนึ่ง") -> None:
    place = Committee.select().count() + 1
    committee = Committee.create(order=order, position=place, name=name, kind=CommitteeKind.OTHER)
    roles = (Role.CHAIR, Role.MEMBER_SECRETARY)
    for position, role in enumerate(roles, 1):
        post = a_held_post(f"คน{position}", name=f"ตำแหน่ง {place}{position}")
        Seat.create(committee=committee, position=position, role=role, post=post)
    for position, text in enumerate(duties, 1):
        Duty.create(committee=committee, position=position, text=text)


def test_a_draft_is_marked_on_every_page_and_has_no_number_no_day_and_no_name(
    store: Path,
) -> None:
    order = a_draft()
    a_committee_of(order, *["หน้าที่ยาว " * 40] * 8)
    made = make(Request("order", f"draft {order.id}"))
    pages = [bare(page) for page in pages_of(made.content)]
    assert len(pages) > 1
    assert all("ร่าง" in page[:8] for page in pages)
    text = bare(poppler_text(made.content))
    for part in (
        "ที่........../...............",
        "สั่งณวันที่............",
        "(.....",
        "นายกเทศมนตรีตำบลทดสอบ",
    ):
        assert part in text
    assert made.file_name.startswith("คำสั่ง ฉบับร่าง")
    assert make(Request("order", f"ร่าง {order.id}")).content == made.content


def test_a_single_duty_is_a_sentence_without_a_number(store: Path) -> None:
    order = a_draft()
    a_committee_of(order, "จัดทำแผน")
    text = bare(poppler_text(make(Request("order", f"draft {order.id}")).content))
    assert "ให้คณะกรรมการฯมีหน้าที่จัดทำแผน" in text
    assert "๑.จัดทำแผน" not in text
    Duty.update(text="ให้มีหน้าที่จัดทำแผน").execute()
    text = bare(poppler_text(make(Request("order", f"draft {order.id}")).content))
    assert "กรรมการและเลขานุการให้มีหน้าที่จัดทำแผน" in text


def replacing(cause: str, name: str = "คณะกรรมการหนึ่ง") -> str:
    """The text of an order with this cause that replaces order 1/2563."""
    an_office()
    before = issue_order(1, date(2020, 9, 17), "เรื่องเดิม", a_person(), "ด้วยเหตุ ดังนี้")
    a_committee_of(before, "หนึ่ง", name=name)
    after = amend_order(before.id)
    AppointmentOrder.update(cause=cause).where(AppointmentOrder.id == after).execute()
    return bare(poppler_text(make(Request("order", f"draft {after}")).content))


@pytest.mark.external_change
@pytest.mark.parametrize(
    ("cause", "parts"),
    [
        ("ด้วยเหตุ\nจึงแต่งตั้งคณะกรรมการ ดังนี้", ("ด้วยเหตุ", "ให้ยกเลิก", "จึงแต่งตั้งคณะกรรมการ ดังนี้ ๑.")),
        ("ด้วยเหตุ จึงแต่งตั้งคณะกรรมการ ดังต่อไปนี้", ("ดังต่อไปนี้ ๑.", "มีหน้าที่", "ให้ยกเลิก")),
        ("ด้วยเหตุจำเป็น", ("ด้วยเหตุ", "ให้ยกเลิก", "จึงแต่งตั้งคณะกรรมการหนึ่ง ประกอบด้วย ๑.")),
    ],
)
def test_the_list_of_members_follows_the_sentence_that_leads_to_it(
    store: Path, cause: str, parts: tuple[str, ...]
) -> None:
    text, at = replacing(cause), 0
    for part in parts:
        at = text.index(bare(part), at) + len(bare(part))


def test_several_committees_are_numbered_with_their_members_and_duties(store: Path) -> None:
    order = a_draft()
    a_committee_of(order, "หนึ่ง", "สอง")
    a_committee_of(order, "สาม", name="คณะกรรมการสอง")
    text = bare(poppler_text(make(Request("order", f"draft {order.id}")).content))
    assert (
        "๑.คณะกรรมการหนึ่งประกอบด้วย๑.๑ตำแหน่ง๑๑ประธานกรรมการ๑.๒ตำแหน่ง๑๒กรรมการและเลขานุการ"
        "คณะกรรมการฯมีหน้าที่ดังนี้(๑)หนึ่ง(๒)สอง๒.คณะกรรมการสองประกอบด้วย๒.๑ตำแหน่ง๒๑"
    ) in text


def test_the_signature_is_never_alone_on_a_page(store: Path, font: Path | None) -> None:
    an_office()
    for lines in range(14, 26):
        cause = "\n".join(["เหตุ"] * lines)
        signer = a_person()
        order = issue_order(lines, date(2020, 9, 17), "เรื่อง", signer, cause, "ทั้งนี้ ตั้งแต่บัดนี้")
        a_committee_of(order, "ก", "ข")
        last = bare(pages_of(make(Request("order", f"{lines}/2563", font=font)).content)[-1])
        for part in ("ทั้งนี้ตั้งแต่บัดนี้", "สั่งณวันที่๑๗กันยายนพ.ศ.๒๕๖๓", "(นายสมชายใจดี)"):
            assert part in last
        assert "ตำแหน่งที่" not in last


@pytest.mark.parametrize("lines", range(14, 26))
def test_the_last_duty_of_an_order_is_not_parted_from_the_one_before(
    store: Path, font: Path | None, lines: int
) -> None:
    an_office()
    cause = "\n".join(["เหตุ"] * lines)
    order = issue_order(1, date(2020, 9, 17), "เรื่อง", a_person(), cause, "ทั้งนี้ ตั้งแต่บัดนี้")
    a_committee_of(order, "จัดทำแผน", "ติดตามผล", "รายงานผล")
    for page in map(
        without_furniture, pages_of(make(Request("order", "1/2563", font=font)).content)
    ):
        assert ("ติดตามผล" in page) == ("รายงานผล" in page)


def test_exporting_a_revoked_order_warns(example: Path) -> None:
    AppointmentOrder.update(state=OrderState.REVOKED).execute()
    assert "คำสั่งที่ ๘๘๑/๒๕๖๓ ยกเลิกแล้ว ตรวจก่อนนำไปใช้" in make(Request("order", "881/2563")).warnings


@pytest.mark.parametrize(
    ("key", "told"), [("9/2563", "ไม่พบคำสั่งที่ ๙/๒๕๖๓"), ("draft 1", "ไม่พบร่างคำสั่งที่ ๑ เลือกร่าง")]
)
def test_exporting_a_missing_order_is_refused_in_one_sentence(
    example: Path, key: str, told: str
) -> None:
    with pytest.raises(NotFound, match=told):
        make(Request("order", key))


@pytest.mark.parametrize("key", ["", "881", "x", "draft x"])
def test_an_unreadable_order_key_is_refused_with_an_example(example: Path, key: str) -> None:
    with pytest.raises(KmError, match="๑/๒๕๖๓"):
        make(Request("order", key))


def test_two_processes_export_equal_bytes_and_a_file_copy_has_its_own_name(
    example_home: Path, kmtui: Run
) -> None:
    first, second = (
        kmtui("export", "order", "881/2563", "--copy", "-o", "-").stdout for _ in range(2)
    )
    assert first == second
    names = {
        Path(kmtui("export", "order", "881/2563", *c).stdout.decode().strip()).name
        for c in ([], ["--copy"])
    }
    assert len(names) == 2
    assert any(name.startswith("สำเนาคู่ฉบับคำสั่ง ที่ 881-2563") for name in names)


def with_emblem(home: Path, kmtui: Run, value: str) -> "subprocess.CompletedProcess[bytes]":
    """The order exported by an office with this setting; nothing is said."""
    (home / "settings.toml").write_text(f"emblem = '{value}'\n", encoding="utf-8")
    drawn = kmtui("export", "order", "881/2563", "-o", "-")
    assert (drawn.returncode, drawn.stderr) == (0, b"")
    return drawn


def test_the_office_s_emblem_is_drawn_from_the_settings(
    example_home: Path, kmtui: Run, tmp_path: Path
) -> None:
    emblem = tmp_path / "emblem.svg"
    emblem.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="30">'
        '<rect width="30" height="30"/></svg>'
    )
    without = kmtui("export", "order", "881/2563", "-o", "-")
    (said,) = without.stderr.decode().splitlines()
    assert "ยังไม่มีตราครุฑ จึงพิมพ์เป็นร่าง" in said
    on_paper, drawn = (
        with_emblem(example_home, kmtui, value) for value in (PREPRINTED_EMBLEM, str(emblem))
    )
    drafts = [bare(page) for page in pages_of(without.stdout)]
    assert all(draft.count("ร่าง") == 1 for draft in drafts)
    pages = [bare(page) for page in pages_of(drawn.stdout)]
    assert [draft.replace("ร่าง", "") for draft in drafts] == pages
    assert poppler_text(drawn.stdout) == poppler_text(on_paper.stdout)
    assert drawn.stdout != on_paper.stdout


@pytest.mark.parametrize(
    "hostile",
    ["[/]", "\x1b[31mแดง", "ก\x00ข", "ก" * 5000, "้" * 500, "a" * 2000, "(" * 50, ""],
)
def test_an_order_with_hostile_text_is_printed(store: Path, hostile: str) -> None:
    order = a_draft(subject=hostile, cause=f"{hostile}\n\n{hostile}", effective=hostile)
    a_committee_of(order, hostile, hostile, name=hostile)
    Seat.update(listed_as=hostile).execute()
    request = Request("order", f"draft {order.id}")
    gathered = gather(request)
    assert draw(request, gathered) == draw(request, gathered)
    assert "คำสั่ง" in poppler_text(draw(request, gathered).content)
