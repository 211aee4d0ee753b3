"""Search finds what a plain look through every text would find, newest first, whatever is typed."""

import random
from datetime import date
from pathlib import Path

import pytest

from kmtui.thai.folding import fold, fold_with_origins, search_terms
from kmtui.thai.text import clean
from kmtui.thai.words import segment
from models.committees.orders import draft_order
from models.meetings.records import Meeting, MeetingState
from models.minutes.agenda import rename_item
from models.minutes.records import STATEMENT_KIND, AgendaItem, Statement, remove_statement
from models.office.organization import Division
from models.search.hits import (
    Hit,
    SearchEntry,
    SearchKind,
    SearchQuery,
    has_trigrams,
    search,
    snippet_of,
)
from models.search.index import SearchStale
from models.storage.database import database
from tests.builders import an_item, by, update_whole_index
from tests.other_office import COMMITTEE, SUBJECT, OtherOffice

HOSTILE = [
    '"', "'", '""', "NEAR(", "NEAR(a b)", "AND", "OR", "NOT", "a AND b", "*", "แผน*", "^แผน",
    "%", "_", "\\", "folded:แผน", "{แผน}", "+", "-แผน", "(", ")", "\0", "แผน\0มติ", "๑/๒๕๖๓",
    "🙂",
    "👨‍👩‍👧", "\ud800", "ำ", "่", "เ", "[/]", "'; DROP TABLE statement; --", "a" * 5000, "ก" * 5000,
    "\u202eแผน", "\ufeffแผน", "มติ\nแผน", "ß", "İ", "ﬁ",
]  # fmt: skip


@pytest.fixture(scope="module")
def many(example_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a hundred statements made of its own sentences, indexed."""
    import shutil

    from models.storage.store import close_store, open_store

    path = tmp_path_factory.mktemp("many") / "kmtui.db"
    shutil.copy(example_file, path)
    open_store(path)
    rng = random.Random(2563)
    said = [row.text for row in Statement.select() if len(row.text) > 40]
    item = AgendaItem.select().first().id
    rows = []
    for position in range(100):
        text = rng.choice(said)
        begin = rng.randrange(len(text) - 30)
        text = text[begin : begin + rng.randint(30, 300)]
        rows.append({"item": item, "position": 100 + position, "text": text})
    with database.atomic():
        for at in range(0, len(rows), 500):
            Statement.insert_many(rows[at : at + 500]).execute()
    update_whole_index()
    close_store()
    return path


@pytest.fixture
def texts(many: Path) -> "dict[tuple[str, int], str]":
    """Every record as search compares it, with the store of `many` open."""
    from models.storage.store import close_store, open_store

    open_store(many)
    yield {(row.kind, row.record_id): row.folded for row in SearchEntry.select()}
    close_store()


def found(words: str, most: int = 100_000) -> set[tuple[str, int]]:
    return {(str(hit.kind), hit.record_id) for hit in search(SearchQuery(words), most)}


def scanned(words: str, texts: dict[tuple[str, int], str]) -> set[tuple[str, int]]:
    terms = search_terms(words)
    return {place for place, text in texts.items() if terms and all(t in text for t in terms)}


def test_five_hundred_random_words_find_what_a_plain_scan_finds(
    texts: dict[tuple[str, int], str],
) -> None:
    rng, everything = random.Random(7), list(texts.values())
    for _ in range(500):
        text = rng.choice(everything)
        begin = rng.randrange(max(1, len(text) - 3))
        words = text[begin : begin + rng.choice((1, 2, 3, 5, 8, 13))]
        assert found(words) == scanned(words, texts), words


@pytest.mark.parametrize("words", HOSTILE)
def test_searching_hostile_text_finds_what_a_plain_scan_finds(
    words: str, texts: dict[tuple[str, int], str]
) -> None:
    assert found(words) == scanned(words, texts)


def test_searching_hostile_text_within_other_words_never_raises(
    texts: dict[tuple[str, int], str],
) -> None:
    rng = random.Random(3)
    for _ in range(200):
        words = "".join(rng.choice([*HOSTILE[:24], "แผน", " ", "มติ"]) for _ in range(4))
        assert found(words) == scanned(words, texts), words


def test_searching_a_pasted_page_uses_its_first_words(example: Path) -> None:
    update_whole_index()
    found = search(SearchQuery("เทศบาล"))
    assert found
    many = " ".join(f"คำที่{at}" for at in range(20_000))
    assert search(SearchQuery(many)) == []
    assert len(SearchQuery(many).terms) == 50
    assert search(SearchQuery("เทศบาล " * 3000)) == found


def test_searching_without_the_trigram_index_finds_the_same(example: Path) -> None:
    update_whole_index()
    if not has_trigrams():
        pytest.skip("this SQLite has none: every other test here has looked without them")
    with_trigrams = found("แผนการจัดการ")
    database.execute_sql("DROP TABLE search_text")
    assert found("แผนการจัดการ") == with_trigrams != set()


def hits(words: str, kind: SearchKind | None = None, **narrowed: int) -> list[Hit]:
    update_whole_index()
    return search(SearchQuery(words, kind, **narrowed))


def test_searching_the_example_finds_records_of_sixteen_kinds(example: Path) -> None:
    for words, kind in (
        ("ห้องประชุมเทศบาล", SearchKind.MEETING),
        ("เรื่องเพื่อพิจารณา", SearchKind.AGENDA_ITEM),
        ("วงเล่า", SearchKind.STATEMENT),
        ("มีมติเห็นชอบ", SearchKind.RESOLUTION),
        ("881/2563", SearchKind.ORDER),
        ("ประชาสัมพันธ์การจัดความรู้", SearchKind.COMMITTEE),
        ("รัชตพงษ์", SearchKind.PERSON),
        ("ผอ.กองคลัง", SearchKind.POST),
        ("จัดเก็บภาษี", SearchKind.KNOWLEDGE),
        ("แผนการจัดการความรู้", SearchKind.PLAN),
        ("บ้านเมืองที่ดี", SearchKind.SCOPE),
        ("สร้างขวัญและกำลังใจ", SearchKind.GOAL),
        ("ผู้บริหาร", SearchKind.FACTOR),
        ("การบ่งชี้ความรู้", SearchKind.ACTIVITY),
        ("ประกาศใช้แผน", SearchKind.DOCUMENT),
        ("สรุปผลการดำเนินการ", SearchKind.MEMO),
    ):
        assert kind in {hit.kind for hit in hits(words)}, words


def test_search_finds_changed_removed_and_restored_texts_in_their_current_state(
    example: Path,
) -> None:
    Meeting.update(state=MeetingState.OPEN).execute()
    statement = Statement.select().first()
    statement.text = "ข้อความใหม่เรื่องตลาดสด"
    statement.save()
    [hit] = hits("ตลาดสด")
    assert (hit.kind, hit.record_id) == (SearchKind.STATEMENT, statement.id)
    remove_statement(statement.id)
    assert hits("ตลาดสด") == []
    by("ผู้กู้คืน", STATEMENT_KIND.undelete, statement.id)
    assert len(hits("ตลาดสด")) == 1
    assert SearchStale.select().count() == 0


def test_hits_are_sorted_newest_first_and_follow_a_moved_meeting(
    example: Path,
) -> None:
    words = "แผนการจัดการความรู้"
    before = hits(words)
    meetings = [hit.record_id for hit in before if hit.kind == SearchKind.MEETING]
    held = [Meeting.get_by_id(meeting_id).held_on for meeting_id in meetings]
    assert len(held) == 2
    assert held == sorted(held, reverse=True)
    assert before[0].year == 2563
    Meeting.update(held_on=date(1999, 1, 5)).execute()
    after = hits(words)
    assert {hit.record_id for hit in after} == {hit.record_id for hit in before}
    assert after[-1].parent_id is not None
    assert after[-1].kind in (SearchKind.MEETING, SearchKind.STATEMENT, SearchKind.RESOLUTION)


def test_search_hits_are_filtered_by_kind_year_and_division(example: Path) -> None:
    everything = hits("การบริหารงานบุคคล")
    assert {hit.year for hit in everything} == {2562, 2563}
    assert {hit.year for hit in hits("การบริหารงานบุคคล", year=2562)} == {2562}
    assert hits("การบริหารงานบุคคล", SearchKind.PERSON) == []
    assert hits("การบริหารงานบุคคล", SearchKind.KNOWLEDGE) == everything
    education = [hit for hit in everything if "กองการศึกษา" in hit.title]
    assert 0 < len(education) < len(everything)
    division = Division.get(Division.name == "กองการศึกษา")
    assert hits("การบริหารงานบุคคล", division_id=division.id) == education


def test_the_text_of_a_hit_contains_and_marks_the_search_terms() -> None:
    text = "เรื่องยาว " * 30 + "ครั้งที่ ๑/๒๕๖๓ ที่ประชุม\nรับทราบ"
    snippet, marks = snippet_of(text, ("1/2563", "รับทราบ"))
    assert [snippet[a:b] for a, b in marks] == ["๑/๒๕๖๓", "รับทราบ"]
    assert snippet.startswith("…")
    assert "\n" not in snippet


def test_a_hit_in_the_middle_of_a_long_text_is_shown_between_ellipses(store: Path) -> None:
    rename_item(an_item().id, "ก่อน" * 40 + "จุดหมาย" + "หลัง" * 40)
    (hit,) = hits("จุดหมาย")
    assert hit.snippet.startswith("…")
    assert hit.snippet.endswith("…")
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["จุดหมาย"]


def test_the_text_of_a_hit_is_not_cut_inside_a_cluster() -> None:
    text = "น้ำใจที่ดี" * 40
    snippet, marks = snippet_of(text, (fold("ใจที่ดี"),))
    assert marks
    assert not any(snippet.strip("…").startswith(mark) for mark in "้ำี่ั")


def test_the_text_of_a_hit_is_cut_at_a_nearby_space_and_never_after_a_leading_vowel() -> None:
    said = "ก" * 60 + " คำที่ค้น " + "ข" * 70 + "เขา"
    snippet, _ = snippet_of(said, ("ค้น",), 80)
    assert snippet.startswith("…ก")
    assert snippet_of("ประชุม " * 30, ("ประชุม",), 40)[0].endswith("ประชุม…")
    for width in range(20, 100):
        cut, _ = snippet_of("ไป" * 60, ("ป",), width)
        assert not cut.removesuffix("…").endswith("ไ")
        cut, _ = snippet_of("เก็บ" * 60, ("ป",), width)
        assert not cut.removesuffix("…").endswith(("เ", "ก"))
        cut, _ = snippet_of("เก็บ" * 60 + "ค้น", ("ค้น",), width)
        assert cut.startswith(("…เ", "…บ")), cut


def test_overlapping_search_terms_are_marked_once() -> None:
    snippet, marks = snippet_of("กองคลัง", ("กองค", "คลัง"))
    assert (snippet, marks) == ("กองคลัง", ((0, 7),))


LEFT_OUT = [
    ("พ.ศ.2568", "แผนพัฒนา พ.ศ. ๒๕๖๘", "พ.ศ. ๒๕๖๘"),
    ("พศ2568", "แผนพัฒนา พ.ศ.๒๕๖๘", "พ.ศ.๒๕๖๘"),
    ("18750", "เป็นเงิน ๑๘,๗๕๐ บาท", "๑๘,๗๕๐"),
    ("1250000", "๑,๒๕๐,๐๐๐ บาท", "๑,๒๕๐,๐๐๐"),
    ("18,750", "เป็นเงิน 18750 บาท", "18750"),
    ("รพสต", "ที่ รพ.สต. หนองไผ่", "รพ.สต"),
    ("รพ.สต.หนองไผ่", "ที่ รพสต หนองไผ่", "รพสต หนองไผ่"),
    ("ebidding", "วิธี e-bidding", "e-bidding"),
    ("e-Bidding", "วิธี ebidding", "ebidding"),
    ("ต่างๆ", "เรื่องต่าง ๆ ที่ค้าง", "ต่าง ๆ"),
    ("เรื่องต่าง ๆ", "เรื่องต่างๆ", "เรื่องต่างๆ"),
    ("14:00", "เวลา ๑๔.๐๐ น.", "๑๔.๐๐"),
    ("ครั้งที่1/2563", "ครั้งที่ ๑/๒๕๖๓", "ครั้งที่ ๑/๒๕๖๓"),
    ("นายสมชาย", "นาย สมชาย ใจดี", "นาย สมชาย"),
    ("พ.ร.บ.โรคติดต่อ", "พรบ. โรคติดต่อ", "พรบ. โรคติดต่อ"),
    ('"ตลาดสด หนองไผ่"', "ที่ตลาดสดหนองไผ่", "ตลาดสดหนองไผ่"),
    ("“ตลาดสด”", 'ถนน "ตลาดสด" สายใน', "ตลาดสด"),
    ("รองนายก", "ผู้เสนอ: “รองนายก”", "รองนายก"),
    ("covid19", "โรค COVID-19 ระบาด", "COVID-19"),
]


@pytest.mark.parametrize(("words", "text", "seen"), LEFT_OUT)
def test_search_ignores_characters_that_users_leave_out_and_marks_the_hit(
    words: str, text: str, seen: str, example: Path
) -> None:
    Meeting.update(state=MeetingState.OPEN).execute()
    statement = Statement.select().first()
    statement.text = f"{text} "
    statement.save()
    assert statement.id in {h.record_id for h in hits(words, SearchKind.STATEMENT)}
    (hit,) = [h for h in hits(words, SearchKind.STATEMENT) if h.record_id == statement.id]
    assert [hit.snippet[a:b] for a, b in hit.marks] == [seen]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("15", "ร้อยละ ๑.๕"),
        ("12", "ข้อ ๑,๒ และ ๓"),
        ("25632565", "ปี ๒๕๖๓-๒๕๖๕"),
        ("12563", "ลำดับ 1 2563"),
        ('"หนองไผ่ ตลาดสด"', "ที่ตลาดสดหนองไผ่"),
        ("ab", "a b"),
    ],
)
def test_search_does_not_ignore_meaningful_characters(words: str, text: str) -> None:
    assert not all(term in fold(text) for term in search_terms(words))


def test_searching_only_punctuation_finds_nothing(example: Path) -> None:
    for words in (".", '"', "“”", '""', ". .", "’"):
        assert hits(words) == []


def test_folding_a_line_keeps_the_origin_of_each_character() -> None:
    rng = random.Random(11)
    parts = ["พ.ศ. ", "๒๕๖๘", "๑๘,๗๕๐", " ๆ", "ต่าง", "e-b", '"', ".", " ", "ß", "\u200b", "น้ำ"]
    for _ in range(500):
        line = " ".join(clean("".join(rng.choice(parts) for _ in range(12))).split())
        folded, origins = fold_with_origins(line)
        assert len(folded) == len(origins)
        assert list(origins) == sorted(origins)
        assert folded == fold(line)


def test_hits_of_a_replaced_order_differ_from_those_of_its_successor(
    other_office: OtherOffice,
) -> None:
    update_whole_index()
    hits = search(SearchQuery(SUBJECT))
    assert {hit.record_id: hit.note for hit in hits if hit.kind == SearchKind.ORDER} == {
        other_office.order_id: "ออกแล้ว",
        other_office.first_order_id: "มีคำสั่งใหม่แทนแล้ว",
    }
    committees = [hit for hit in search(SearchQuery(COMMITTEE)) if hit.kind == SearchKind.COMMITTEE]
    assert {hit.parent_id: hit.note for hit in committees} == {
        other_office.order_id: "คำสั่งที่ ๔๑๕/๒๕๖๙ ออกแล้ว",
        other_office.first_order_id: "คำสั่งที่ ๔๑๒/๒๕๖๙ มีคำสั่งใหม่แทนแล้ว",
    }
    draft_order("แต่งตั้งคณะทำงานจดหมายเหตุ")
    update_whole_index()
    assert [hit.note for hit in search(SearchQuery("จดหมายเหตุ"))] == [""]


def test_a_snippet_ends_between_words_where_no_space_is_near() -> None:
    said = "ขอให้ทุกหน่วยงานรวบรวมองค์ความรู้ที่จำเป็นต่อการปฏิบัติงานและจัดทำคู่มือ"
    words = {"".join(segment(said)[:count]) for count in range(len(said))}
    for width in range(20, len(said)):
        cut, _ = snippet_of(said, ("ขอ",), width)
        assert cut.removesuffix("…") in words, cut
