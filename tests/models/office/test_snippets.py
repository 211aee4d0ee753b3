"""Snippets: the program's own, changed and added to by the office."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.editing.undo import revert, run_undoable
from models.errors import Refused
from models.office.snippets import (
    SNIPPETS_SCOPE,
    add_snippet,
    all_snippets,
    expanded,
    remove_snippet,
    replace_snippet,
    save_snippet,
)
from tests.refusals import refused


def test_the_program_has_default_snippets(store: Path) -> None:
    snippets = all_snippets()
    assert snippets["ม.ห"] == "ที่ประชุมมีมติเห็นชอบ"
    assert snippets["ร.ท"] == "รับทราบ"
    assert 6 <= len(snippets) <= 12


def test_the_office_can_change_add_and_remove_snippets(store: Path) -> None:
    before = all_snippets()
    save_snippet("ม.ห", "มีมติเห็นชอบตามที่เสนอ")
    save_snippet(" ท.ต ", "เทศบาลตําบล\u200bหนองหัวแรต")
    remove_snippet("ร.ท")
    remove_snippet("ไม่มี")
    snippets = all_snippets()
    assert snippets["ม.ห"] == "มีมติเห็นชอบตามที่เสนอ"
    assert snippets["ท.ต"] == "เทศบาลตำบลหนองหัวแรต"
    assert snippets.keys() == before.keys() - {"ร.ท"} | {"ท.ต"}
    remove_snippet("ท.ต")
    save_snippet("ร.ท", "รับทราบ")
    assert all_snippets().keys() == before.keys()


@pytest.mark.parametrize(("word", "text"), [("", "ข้อความ"), ("ก", " \u200b"), ("ก ข", "ข้อความ")])
def test_saving_a_snippet_with_a_space_or_without_a_text_is_refused(
    store: Path, word: str, text: str
) -> None:
    before = all_snippets()
    with refused(Refused):
        save_snippet(word, text)
    assert all_snippets() == before


def test_renaming_a_snippet_to_a_used_word_is_refused(store: Path) -> None:
    replace_snippet("ร.ท", "รท", "รับทราบแล้ว")
    snippets = all_snippets()
    assert snippets["รท"] == "รับทราบแล้ว"
    assert "ร.ท" not in snippets
    with refused(Refused, match="มีแล้ว"):
        replace_snippet("รท", "ม.ห", "ทับ")
    with refused(Refused):
        replace_snippet("รท", "", "ว่าง")
    assert all_snippets() == snippets


def test_the_longest_matching_snippet_expands(store: Path) -> None:
    words = {"ม.ห": "เห็นชอบ", "ท.ม.ห": "ที่ประชุมเห็นชอบ"}
    assert expanded("ว่าท.ม.ห", words) == "ว่าที่ประชุมเห็นชอบ"
    assert expanded("ม.ห ", words) is None
    assert expanded("", words) is None


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (add_snippet, ("ท.ต", "เทศบาลตำบล")),
        (remove_snippet, ("ร.ท",)),
        (remove_snippet, ("ของเรา",)),
        (save_snippet, ("ร.ท", "รับทราบแล้ว")),
        (replace_snippet, ("ม.ห", "มห", "เห็นชอบ")),
        (replace_snippet, ("ของเรา", "เรา", "ของเรา")),
        (add_snippet, ("เลิกใช้", "ใช้ใหม่")),
        (add_snippet, ("ม.อ", "อนุมัติ")),
    ],
)
def test_every_change_of_a_snippet_is_undone_and_redone(
    store: Path, act: Callable[..., None], words: tuple[str, ...]
) -> None:
    save_snippet("ของเรา", "เทศบาลของเรา")
    save_snippet("เลิกใช้", "เดิม")
    for word in ("เลิกใช้", "ม.อ"):
        remove_snippet(word)
    before = all_snippets()
    done = run_undoable(SNIPPETS_SCOPE, act, *words)
    after = all_snippets()
    assert after != before
    undone = revert(done)
    assert all_snippets() == before
    revert(revert(revert(undone)))
    assert all_snippets() == after


def test_undo_of_a_snippet_changed_by_another_user_is_refused(store: Path) -> None:
    done = run_undoable(SNIPPETS_SCOPE, remove_snippet, "ร.ท")
    save_snippet("ร.ท", "ของเขา")
    with refused(Refused, match="มีผู้อื่นแก้คำย่อ"):
        revert(done)
    assert all_snippets()["ร.ท"] == "ของเขา"
