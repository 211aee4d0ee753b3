"""Snippets: the program's own, changed and added to by the office."""

from pathlib import Path

import pytest

from models.errors import Refused
from models.snippets import all_snippets, remove_snippet, save_snippet


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
