"""Memos: numbers once a calendar year, the route in its order, replies, who has signed."""

from datetime import date
from pathlib import Path

import pytest

from models.errors import NotFound, Refused, VersionConflict
from models.memos.records import (
    MEMO_KIND,
    MemoKind,
    MemoText,
    Reply,
    Route,
    acknowledge,
    issue_memo,
    next_memo_number,
    record_opinion,
    record_reply,
    set_route,
    write_memo,
)
from models.memos.views import read_memo, read_memos
from models.office.organization import Division
from tests.builders import a_held_post, an_office, by
from tests.refusals import refused

WRITTEN = date(2020, 10, 1)


@pytest.fixture
def office(store: Path) -> Path:
    """An office of two divisions."""
    an_office()
    for position, name in enumerate(("กองช่าง", "กองคลัง"), 1):
        Division.create(name=name, position=position)
    return store


def a_memo(kind: MemoKind = MemoKind.SUMMARY, subject: str = "สรุปผล") -> int:
    return write_memo(kind, MemoText(subject, "นายกเทศมนตรี"), WRITTEN, fiscal_year=2563)


def test_a_memo_number_is_unique_in_its_year_and_the_next_free_one_is_suggested(
    office: Path,
) -> None:
    one, two = a_memo(), a_memo()
    issue_memo(one, 5, WRITTEN)
    assert next_memo_number(2563) == 6
    with refused(Refused, match="เลขที่ ๕/๒๕๖๓ ใช้แล้ว เลขถัดไปที่ว่างคือ ๖"):
        issue_memo(two, 5, WRITTEN)
    with refused(Refused, match="เริ่มจาก ๑"):
        issue_memo(two, 0, WRITTEN)
    assert not read_memo(two).is_numbered
    issue_memo(two, 1, date(2021, 1, 5))
    assert (read_memo(one).key, read_memo(two).key) == ("5/2563", "1/2564")


def test_a_memo_without_a_subject_is_refused(office: Path) -> None:
    with refused(Refused, match="ชื่อเรื่อง"):
        a_memo(subject="\u200b ")
    assert read_memos() == ()


def test_proposers_come_first_then_opinions_in_their_order(office: Path) -> None:
    memo = a_memo()
    posts = [a_held_post(name, name=f"ตำแหน่ง{name}") for name in ("หนึ่ง", "สอง", "สาม")]
    set_route(memo, Route((posts[0].id,), (posts[1].id, posts[2].id)))
    record_opinion(memo, posts[1].id, "เห็นควรเสนอ", WRITTEN)
    view = read_memo(memo)
    assert [each.name for each in view.proposers] == ["นายหนึ่ง ใจดี"]
    assert [each.heading for each in view.opinions] == [
        "ความเห็นของตำแหน่งสอง",
        "ความเห็นของตำแหน่งสาม",
    ]
    assert view.opinions[0].opinion == "เห็นควรเสนอ"
    elsewhere = a_held_post("สี่").id
    with refused(NotFound, match="ไม่อยู่ในลำดับ"):
        record_opinion(memo, elsewhere, "เห็นชอบ", WRITTEN)


def test_a_replied_memo_refuses_changes_until_the_reply_is_removed(office: Path) -> None:
    memo = a_memo()
    with refused(Refused, match="ก่อนวันที่ของบันทึก"):
        record_reply(memo, Reply.NOTED, date(2020, 9, 30))
    with refused(Refused, match="ลงนามไว้อย่างไร"):
        record_reply(memo, Reply.OTHER, WRITTEN)
    record_reply(memo, Reply.NOTED, WRITTEN)
    assert read_memo(memo).reply.label == "ทราบ"
    with refused(Refused, match="ลงนามตอบแล้ว"):
        MEMO_KIND.replace(memo, "facts", 0, "ใหม่")
    record_reply(memo, Reply.NONE, None)
    MEMO_KIND.replace(memo, "facts", 0, "ใหม่")
    assert read_memo(memo).parts == (("ข้อเท็จจริง", "ใหม่"),)


def test_an_answered_memo_without_a_number_gets_one_not_dated_after_the_reply(office: Path) -> None:
    memo = a_memo()
    record_reply(memo, Reply.NOTED, WRITTEN)
    with refused(Refused, match="ต้องไม่หลังวันนั้น"):
        issue_memo(memo, 1, date(2020, 10, 2))
    issue_memo(memo, 1, WRITTEN)
    view = read_memo(memo)
    assert (view.is_numbered, view.reply) == (True, Reply.NOTED)
    with refused(Refused, match="ลงนามตอบแล้ว"):
        issue_memo(memo, 2, WRITTEN)


def test_a_circular_has_a_line_for_each_division_and_lists_missing_signatures(
    office: Path,
) -> None:
    memo = a_memo(MemoKind.CIRCULAR)
    works = Division.get(Division.name == "กองช่าง")
    acknowledge(memo, works.id, WRITTEN, "นายช่าง")
    assert read_memo(memo).unsigned_divisions == ("กองคลัง",)
    acknowledge(memo, works.id, None)
    assert read_memo(memo).unsigned_divisions == ("กองช่าง", "กองคลัง")
    summary = a_memo()
    with refused(NotFound, match="หนังสือเวียน"):
        acknowledge(summary, works.id, WRITTEN)


def test_two_users_writing_one_field_get_a_conflict(office: Path) -> None:
    memo = a_memo()
    by("หนึ่ง", MEMO_KIND.replace, memo, "facts", 0, "ของหนึ่ง")
    with refused(VersionConflict):
        by("สอง", MEMO_KIND.replace, memo, "facts", 0, "ของสอง")


def test_the_memo_register_is_newest_first_for_one_year_or_all(office: Path) -> None:
    memo = a_memo()
    other = write_memo(MemoKind.OTHER, MemoText("อื่น", ""), date(2021, 5, 1), fiscal_year=2564)
    assert [each.id for each in read_memos()] == [other, memo]
    assert [each.id for each in read_memos(2563)] == [memo]
