"""The example holds the source's words, and all of them: only what SETTLED lists was changed.

The fixtures are the orders and the minutes as scanned. White space does not count, because the
scan's line ends are no part of the text.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, time
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).parents[2] / "data"
DATA_FILES = ("example.toml", "laws.toml", "agenda.toml")

# What was settled against the scan, written without white space.
SETTLED = {
    "หนองหัวแรด": "หนองหัวแรต",
    "บ้านเมืองที่ดีพ.ศ.๒๕๕๖": "บ้านเมืองที่ดีพ.ศ.๒๕๔๖",
    "จัดทำแผนการจัดองค์ความรู้": "จัดทำแผนการจัดการความรู้",
    "กรรมการ/เลขานุการ": "กรรมการและเลขานุการ",
    "กรรมการ/ผู้ช่วยเลขานุการ": "กรรมการและผู้ช่วยเลขานุการ",
    "Managment": "Management",
    "จำสืบเอก": "จ่าสิบเอก",
    "อุเรรัตน์": "อุดรรัตน์",
    "ยุติกรรม": "ยุติธรรม",
    "ปานิสร่า": "ปานิสรา",
    "รัตพงษ์": "รัชตพงษ์",
}

ROLES = {
    "chair": "ประธานกรรมการ",
    "member": "กรรมการ",
    "member_secretary": "กรรมการและเลขานุการ",
    "member_assistant_secretary": "กรรมการและผู้ช่วยเลขานุการ",
}

Row = dict[str, Any]


def load(name: str) -> Row:
    return tomllib.loads(files("models").joinpath(f"data/{name}").read_text(encoding="utf-8"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def thai(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))


def scanned(name: str) -> str:
    """A source without white space and bullets, with the settled spellings."""
    text = (SOURCES / name).read_text(encoding="utf-8")
    text = squeezed(re.sub(r"^- ", "", text, flags=re.MULTILINE))
    for found, settled in SETTLED.items():
        text = text.replace(found, settled)
    return text


def between(source: str, pieces: Iterable[str]) -> list[str]:
    """What the source has between the pieces; each must follow the one before it, unchanged.

    >>> between("abXcdYef", ["b", "cd", "e"])
    ['X', 'Y']
    """
    gaps, end = [], None
    for piece in map(squeezed, pieces):
        start = source.find(piece, end or 0)
        assert start >= 0, f"not in the source after the piece before it: {piece}"
        if end is not None and start > end:
            gaps.append(source[end:start])
        end = start + len(piece)
    return gaps


def by_key(rows: list[Row]) -> dict[str, Row]:
    keyed = {row["key"]: row for row in rows}
    assert len(keyed) == len(rows)
    return keyed


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


@pytest.fixture(scope="module")
def example() -> Row:
    return load("example.toml")


@pytest.fixture(scope="module")
def posts(example: Row) -> dict[str, Row]:
    return by_key(example["posts"])


@pytest.fixture(scope="module")
def people(example: Row) -> dict[str, Row]:
    return by_key(example["people"])


@pytest.fixture(scope="module")
def committees(example: Row) -> dict[str, Row]:
    return by_key([row for order in example["orders"] for row in order["committees"]])


@pytest.fixture
def meeting(example: Row) -> Row:
    first: Row = example["meetings"][0]
    return first


def name_of(person: Row) -> str:
    return squeezed(person["title"] + person["given_name"] + person["family_name"])


def said_and_decided(item: Row) -> list[str]:
    return [row["text"] for row in item.get("statements", []) + item.get("resolutions", [])]


def test_the_discussion_of_the_example_equals_the_reference_minutes(
    meeting: Row, people: dict[str, Row]
) -> None:
    pieces = ["ดำเนินการประชุมตามระเบียบวาระ ดังนี้"]
    for item in meeting["items"]:
        pieces += [item["title"], *said_and_decided(item)]
    pieces.append("เลิกประชุมเวลา ๑๖.๐๐ น.")
    gaps = between(scanned("source-minutes.txt"), pieces)
    names = [name_of(person) for person in people.values()]
    own_posts = ["ปลัดเทศบาล", "หัวหน้าสำนักปลัดเทศบาล", "หัวหน้าฝ่ายอำนวยการ", "รก.ผอ.กองการศึกษา"]
    frame = sorted([*names, *own_posts, "ที่ประชุม", "ไม่มี"], key=len, reverse=True)
    framework = re.compile("|".join(map(re.escape, frame)) + "|ระเบียบวาระที่[๑-๔]")
    assert [gap for gap in gaps if framework.sub("", gap)] == []


def test_the_speakers_of_the_example_equal_the_reference_minutes(
    meeting: Row, people: dict[str, Row]
) -> None:
    source = scanned("source-minutes.txt")
    discussion = source[source.index("ระเบียบวาระที่๑") : source.index("เลิกประชุมเวลา")]
    named = re.findall("|".join(name_of(person) for person in people.values()), discussion)
    speakers = [row["speaker"] for item in meeting["items"] for row in item.get("statements", [])]
    assert [name_of(people[speaker]) for speaker in speakers] == named


def test_numbered_lines_of_a_statement_are_separate_lines(meeting: Row) -> None:
    lines = [
        line
        for item in meeting["items"]
        for text in said_and_decided(item)
        for line in text.split("\n")
    ]
    assert [line[:2] for line in lines if re.match("[๐-๙]+\\)", line)] == ["๑)", "๒)"]
    assert all(line and line == line.strip() and not line.startswith("-") for line in lines)


def test_example_items_without_statements_are_marked(meeting: Row) -> None:
    for item in meeting["items"]:
        assert item["nothing_said"] == (not said_and_decided(item))


def test_the_heading_of_the_example_meeting_equals_the_reference_minutes(
    example: Row, meeting: Row, committees: dict[str, Row]
) -> None:
    office, committee = example["organization"], committees[meeting["committee"]]
    heading = [
        f"รายงานการประชุม{committee['name']}({committee['english']})",
        f"{office['name']} อำเภอ{office['district']} จังหวัด{office['province']}",
        f"ครั้งที่ {thai(meeting['number'])}/{thai(meeting['year'])}",
        "วันที่ ๒๒ กันยายน ๒๕๖๓ เวลา ๑๔.๐๐ น.",
        f"ณ {meeting['place']}ผู้มาประชุม",
    ]
    assert between(scanned("source-minutes.txt"), heading) == []
    assert meeting["held_on"] == date(2020, 9, 22)
    assert (meeting["starts_at"], meeting["opened_at"]) == (time(14), time(14))
    assert meeting["closed_at"] == time(16)


def test_all_nine_seats_of_order_881_are_on_the_roll(
    meeting: Row, committees: dict[str, Row]
) -> None:
    seats = [seat["post"] for seat in committees["plan"]["seats"]]
    assert len(seats) == 9
    assert [entry["seat"] for entry in meeting["roll"]] == seats
    statuses = {entry["seat"]: entry["status"] for entry in meeting["roll"]}
    assert statuses.pop("health_director") == "vacant"
    assert set(statuses.values()) == {"present"}


def test_the_members_present_in_the_example_equal_the_reference_minutes(
    example: Row, meeting: Row, people: dict[str, Row]
) -> None:
    holders = {row["post"]: people[row["person"]] for row in example["assignments"]}
    present = [entry["seat"] for entry in meeting["roll"] if entry["status"] == "present"]
    lines = [f"{thai(place)}.{name_of(holders[seat])}" for place, seat in enumerate(present, 1)]
    between(scanned("source-minutes.txt"), ["ผู้มาประชุม", *lines, "ผู้ไม่มาประชุม"])
    assert [entry["seat"] for entry in meeting["roll"] if entry["seat"] not in holders] == [
        "health_director"
    ]


def seat_lines(committee: Row, posts: dict[str, Row], formal: bool) -> list[str]:
    """The seats as an order's table lists them; a seat may be called by its formal name."""
    called = [posts[seat["post"]] for seat in committee["seats"]]
    names = [(formal and post["formal_name"]) or post["name"] for post in called]
    roles = [ROLES[seat["role"]] for seat in committee["seats"]]
    return [
        f"|{thai(place)}.{name}|{role}|"
        for place, (name, role) in enumerate(zip(names, roles, strict=True), 1)
    ]


def duty_lines(committee: Row) -> list[str]:
    duties: list[str] = committee["duties"]
    if len(duties) == 1:
        return duties
    return [f"{thai(place)}.{duty}" for place, duty in enumerate(duties, 1)]


@pytest.mark.parametrize(
    ("position", "number", "formal", "gaps"),
    [(0, 881, False, ["คณะกรรมการฯมีหน้าที่ดังนี้"]), (1, 882, True, [])],
)
def test_the_orders_of_the_example_equal_the_reference_orders(
    example: Row, posts: dict[str, Row], position: int, number: int, formal: bool, gaps: list[str]
) -> None:
    order = example["orders"][position]
    committee = order["committees"][0]
    pieces = [
        f"ที่{thai(order['number'])}/{thai(order['year'])}",
        f"เรื่อง{order['subject']}",
        *order["cause"],
        *seat_lines(committee, posts, formal),
        *duty_lines(committee),
        order["effective"],
        "สั่ง ณ วันที่ ๑๗ กันยายน พ.ศ.๒๕๖๓",
        "(นายพสุธร รัชตพงษ์)",
    ]
    left = [gap for gap in between(scanned("source-orders.txt"), pieces) if gap.strip("-|")]
    assert left == gaps
    assert (order["number"], order["issued_on"]) == (number, date(2020, 9, 17))
    assert order["signer"] == "พสุธร"
    assert committee["name"] in order["subject"]


def test_every_record_key_used_in_the_example_exists(
    example: Row, posts: dict[str, Row], people: dict[str, Row], committees: dict[str, Row]
) -> None:
    divisions = by_key(example["divisions"])
    meetings, orders = example["meetings"], example["orders"]
    items = [item for meeting in meetings for item in meeting["items"]]
    named_posts = [row["post"] for row in example["assignments"]]
    named_posts += [seat["post"] for row in committees.values() for seat in row["seats"]]
    named_posts += [entry["seat"] for row in meetings for entry in row.get("roll", [])]
    named_posts += [row[duty] for row in meetings for duty in ("minute_taker", "minute_checker")]
    named_people = [row["person"] for row in example["assignments"]]
    named_people += [order["signer"] for order in orders]
    named_people += [said["speaker"] for item in items for said in item.get("statements", [])]
    assert {post["division"] for post in posts.values()} - {""} <= divisions.keys()
    assert set(named_posts) <= posts.keys()
    assert set(named_people) <= people.keys()
    assert {meeting["committee"] for meeting in meetings} <= committees.keys()


@pytest.mark.parametrize("name", DATA_FILES)
def test_the_example_has_no_misprint_of_the_scan(name: str) -> None:
    text = squeezed("\n".join(strings(load(name))))
    misprints = [*SETTLED, "๒๕๕๖", "๒๕๖๖", "2556", "2566", "\u200b"]
    assert [misprint for misprint in misprints if misprint in text] == []


def test_the_example_cites_the_decree_of_2546_with_its_year_everywhere(example: Row) -> None:
    text = squeezed("\n".join(strings(example)))
    assert set(re.findall("บ้านเมืองที่ดีพ.ศ.([๐-๙]{4})", text)) == {"๒๕๔๖"}
    decree = by_key(load("laws.toml")["laws"])["good_governance"]
    assert decree["year"] == 2546
    assert decree["name"] in text


def test_a_law_lists_its_sections_once_and_in_order() -> None:
    sections = [law["sections"] for law in load("laws.toml")["laws"]]
    assert max(map(len, sections)) > 1
    for each in sections:
        numbers = [section["number"] for section in each]
        assert numbers == sorted(set(numbers))


def test_the_planned_example_meeting_has_the_standard_agenda_on_a_weekday(example: Row) -> None:
    planned = example["meetings"][1]
    agenda = [(item["kind"], item["title"]) for item in planned["items"]]
    assert agenda == [(item["kind"], item["title"]) for item in load("agenda.toml")["items"]]
    assert planned["state"] == "planned"
    assert planned["held_on"].weekday() < 5
