"""The word lists and the register: data files of the program, extended by the office."""

from pathlib import Path

import pytest

from kmtui.thai.lexicon import lexicon
from models.checks.core.patterns import MARK
from models.checks.core.register import MANY_PEOPLE, NameRegister, read_name_register
from models.checks.core.text import CheckedText
from models.checks.texts.checking import check_text
from models.errors import KmError
from models.office.word_lists import read_word_lists
from models.people.records import add_person

LISTS = read_word_lists()


def test_the_list_has_many_misspellings_each_with_a_different_correction() -> None:
    wrong = [each.wrong for each in LISTS.misspellings]
    assert len(wrong) >= 150
    assert len(set(wrong)) == len(wrong)
    assert [each.wrong for each in LISTS.misspellings if each.wrong == each.right] == []


def test_no_listed_misspelling_is_part_of_a_frequent_word() -> None:
    # The rare words of the list hold some misspellings themselves.
    frequent = (word for word, cost in lexicon().items() if cost <= 108)
    words = "\n".join(f"{word} " for word in frequent)
    inside = []
    for each in LISTS.misspellings:
        at = words.find(each.wrong)
        while at >= 0 and words[at + len(each.wrong)] in MARK:
            at = words.find(each.wrong, at + 1)
        inside += [each.wrong] if at >= 0 else []
    assert inside == []


def test_no_correction_is_itself_a_listed_misspelling() -> None:
    rights = " ".join(f"{each.right} " for each in LISTS.misspellings)
    assert not [
        finding
        for finding in check_text(CheckedText(rights), read_empty())
        if finding.code == "misspelt-word"
    ]


def read_empty() -> NameRegister:
    return NameRegister(lists=LISTS)


def test_an_office_adds_words_and_corrects_a_law_in_its_own_folder(tmp_path: Path) -> None:
    (tmp_path / "misspellings.toml").write_text(
        'misspellings = [{ right = "ฝายน้ำล้น", wrong = ["ฝ่ายน้ำล้น"] }]', "utf-8"
    )
    (tmp_path / "laws.toml").write_text(
        '[[laws]]\nname = "พระราชบัญญัติเทศบาล"\nyear = 2600\nunit = "มาตรา"\n', "utf-8"
    )
    lists = read_word_lists(tmp_path)
    assert lists.misspellings[-1].wrong == "ฝ่ายน้ำล้น"
    assert [law.year for law in lists.laws if law.name == "พระราชบัญญัติเทศบาล"] == [2600]


@pytest.mark.parametrize("broken", ["not toml [", "other = []", 'misspellings = [{ right = "ก" }]'])
def test_a_broken_word_list_of_the_office_is_reported_by_name(tmp_path: Path, broken: str) -> None:
    (tmp_path / "misspellings.toml").write_text(broken, "utf-8")
    with pytest.raises(KmError, match=r"misspellings\.toml"):
        read_word_lists(tmp_path)


def test_the_name_register_of_checks_is_read_from_the_open_store(example: Path) -> None:
    register = read_name_register()
    assert register.municipality_name == "หนองหัวแรต"
    assert register.places == ("หนองหัวแรต", "หนองบุญมาก", "นครราชสีมา")
    assert "พสุธร รัชตพงษ์" in register.known_names
    assert "กองคลัง" in register.divisions
    committee = register.committees[0]
    assert committee.name == "คณะกรรมการจัดทำแผนการจัดการความรู้"
    assert "ผู้อำนวยการกองช่าง" in committee.seats


def test_checks_of_a_large_office_use_only_people_named_in_its_documents(example: Path) -> None:
    for number in range(MANY_PEOPLE):
        add_person("นาย", f"ก{number}", f"ข{number}")
    register = read_name_register()
    names = {person.name for person in register.people}
    assert "พสุธร รัชตพงษ์" in names
    assert "ราเชนทร์ เพียรดี" in names
    assert "ก1 ข1" not in names
    assert "ก1 ข1" in register.known_names
