"""The names that no line may break: people, divisions, the place."""

from pathlib import Path

import pytest

from kmtui.thai.words import break_offsets, learn
from models.people.known_names import register_names
from tests.builders import a_person


def test_the_register_has_the_names_of_people_divisions_and_the_place(example: Path) -> None:
    names = register_names()
    people = {"นายราเชนทร์ เพียรดี", "จ่าสิบเอก อภิชาติ นิลพิมาย"}
    assert people | {"กองคลัง", "เทศบาลตำบลหนองหัวแรต", "หนองบุญมาก", "นครราชสีมา"} <= set(names)


def test_register_names_includes_names_without_a_family_name(store: Path) -> None:
    a_person("มีชื่อเดียว", "")
    assert register_names() == ["นายมีชื่อเดียว"]


@pytest.mark.parametrize("name", ["ราเชนทร์", "เพ็ญมาก", "ฤทธิจันทร์", "หนองหัวแรต"])
def test_no_line_breaks_a_name_of_the_register(example: Path, name: str) -> None:
    learn(register_names())
    text = f"ตามที่{name}ได้แจ้งต่อที่ประชุม"
    begin = text.index(name)
    inside = range(begin + 1, begin + len(name))
    assert not set(break_offsets(text)) & set(inside)
