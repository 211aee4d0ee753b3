"""Snippets: the program's own, changed and added to by the office."""

from pathlib import Path

import pytest

from models.errors import Refused
from models.office.snippets import (
    all_snippets,
    expanded,
    remove_snippet,
    replace_snippet,
    save_snippet,
)


def test_the_program_brings_useful_words(store: Path) -> None:
    snippets = all_snippets()
    assert snippets["ม.ห"] == "ที่ประชุมมีมติเห็นชอบ"
    assert snippets["ร.ท"] == "รับทราบ"
    assert 6 <= len(snippets) <= 12


def test_the_office_changes_adds_and_removes_words(store: Path) -> None:
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
def test_a_snippet_needs_one_word_and_a_text(store: Path, word: str, text: str) -> None:
    before = all_snippets()
    with pytest.raises(Refused):
        save_snippet(word, text)
    assert all_snippets() == before


def test_a_word_is_renamed_but_not_to_one_in_use(store: Path) -> None:
    replace_snippet("ร.ท", "รท", "รับทราบแล้ว")
    snippets = all_snippets()
    assert snippets["รท"] == "รับทราบแล้ว"
    assert "ร.ท" not in snippets
    with pytest.raises(Refused, match="มีแล้ว"):
        replace_snippet("รท", "ม.ห", "ทับ")
    with pytest.raises(Refused):
        replace_snippet("รท", "", "ว่าง")
    assert all_snippets() == snippets


def test_the_longest_word_at_the_end_expands(store: Path) -> None:
    words = {"ม.ห": "เห็นชอบ", "ท.ม.ห": "ที่ประชุมเห็นชอบ"}
    assert expanded("ว่าท.ม.ห", words) == "ว่าที่ประชุมเห็นชอบ"
    assert expanded("ม.ห ", words) is None
    assert expanded("", words) is None
