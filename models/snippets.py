"""Snippets: a short word that expands to a sentence, editable by the office."""

import tomllib
from importlib.resources import files

from peewee import CharField, TextField

from kmtui.thai.text import clean
from models.database import Record, database
from models.errors import Refused


class Snippet(Record):
    """A word of the office's own, or its change of one that comes with the program.

    An empty text says that the office does without the program's word.
    """

    word = CharField(unique=True)
    text = TextField()


def all_snippets() -> dict[str, str]:
    """Every word with its sentence: those of the program as the office changed them."""
    own = {snippet.word: snippet.text for snippet in Snippet.select()}
    together = {**_of_the_program(), **own}
    return {word: text for word, text in sorted(together.items()) if text}


def save_snippet(word: str, text: str) -> None:
    """Store a word with its sentence. Raises Refused where one is empty or the word has a space."""
    short, sentence = clean(word).strip(), clean(text).strip()
    if not short or not sentence:
        raise Refused("ข้อความย่อต้องมีทั้งคำย่อและข้อความเต็ม พิมพ์ให้ครบก่อนแล้วกด Enter")
    if any(letter.isspace() for letter in short):
        raise Refused(f"คำย่อ “{short}” มีช่องว่าง ใช้คำย่อที่ติดกัน เช่น ม.ห")
    _store(short, sentence)


def remove_snippet(word: str) -> None:
    """Do without a word from now on; an unknown one is let pass."""
    short = clean(word).strip()
    if short in _of_the_program():
        _store(short, "")
    else:
        with database.atomic():
            Snippet.delete().where(Snippet.word == short).execute()


def _store(word: str, text: str) -> None:
    with database.atomic():
        Snippet.insert(word=word, text=text).on_conflict(
            conflict_target=[Snippet.word], update={"text": text}
        ).execute()


def _of_the_program() -> dict[str, str]:
    source = files("models").joinpath("data/snippets.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(source)["snippets"])
