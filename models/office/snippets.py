"""Snippets (คำย่อ): abbreviations that expand to a sentence and that the office can edit."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files

from msgspec import Struct

from kmtui.thai.text import clean
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject, never_reused_id
from models.editing.undo import UndoKind, UndoScope, columns_of
from models.errors import Refused
from models.storage.database import Record, database, now
from models.storage.fields import CharField, MomentField, TextField

_PLACE = re.compile(r"\{([^{}\n]{1,40})\}")
_PLACE_AT_END = re.compile(_PLACE.pattern + r"\Z")


class Snippet(Record):
    """An abbreviation of the office, or its override of one that comes with the program.

    A deleted one (in the first versions, one without a text) hides the program's abbreviation.
    """

    word = CharField(unique=True)
    text = TextField()
    deleted_at = MomentField(null=True)


def all_snippets() -> dict[str, str]:
    """Return every abbreviation with its sentence: the program's, overridden by the office's."""
    own = {row.word: "" if row.deleted_at else row.text for row in Snippet.select()}
    together = {**_of_the_program(), **own}
    return {word: text for word, text in sorted(together.items()) if text}


def save_snippet(word: str, text: str) -> None:
    """Store an abbreviation. Raises Refused if a text is blank or the abbreviation has a space."""
    short, sentence = clean(word).strip(), clean(text).strip()
    if not short or not sentence:
        raise Refused("ข้อความย่อต้องมีทั้งคำย่อและข้อความเต็ม พิมพ์ให้ครบก่อนแล้วกด Enter")
    if any(letter.isspace() for letter in short):
        raise Refused(f"คำย่อ “{short}” มีช่องว่าง ใช้คำย่อที่ติดกัน เช่น ม.ห")
    _store(short, sentence)


def add_snippet(word: str, text: str) -> None:
    """Store a new abbreviation.

    Raises:
        Refused: a text is blank, or the abbreviation has a space or is taken.
    """
    replace_snippet("", word, text)


def replace_snippet(old_word: str, word: str, text: str) -> None:
    """Change an abbreviation and its text, or add a new one if `old_word` is empty.

    Raises:
        Refused: a text is blank, or the abbreviation has a space or is taken.
    """
    with database.atomic():
        short = clean(word).strip()
        if short != old_word and short in all_snippets():
            raise Refused(f"คำย่อ “{short}” มีแล้ว แก้ที่คำนั้น หรือใช้คำย่ออื่น")
        save_snippet(word, text)
        if short != old_word:
            remove_snippet(old_word)


def expanded(before: str, snippets: Mapping[str, str]) -> str | None:
    """Return the text before the cursor with its final abbreviation expanded; None without one.

    Thai is written without spaces, so the abbreviation may follow another word directly. The
    longest match wins.
    """
    word = max((each for each in snippets if before.endswith(each)), key=len, default="")
    return before[: len(before) - len(word)] + snippets[word] if word else None


class Filled(Struct, frozen=True):
    """A text with its placeholders filled; `missing` are the names of those without a value."""

    text: str
    missing: tuple[str, ...] = ()


def filled(text: str, values: Mapping[str, str], snippets: Mapping[str, str]) -> Filled:
    """Return a snippet's text with {names} replaced by values, or by another snippet's text.

    A name without a value stays as it is, for the user to type over. Replacements are not expanded
    again, so that snippets that name each other end.
    """
    missing: list[str] = []

    def value_of(found: re.Match[str]) -> str:
        name = found[1].strip()
        value = values.get(name) or _PLACE.sub(
            lambda inner: values.get(inner[1].strip()) or inner[0], snippets.get(name, "")
        )
        if not value:
            missing.append(name)
        return value or found[0]

    return Filled(_PLACE.sub(value_of, text), tuple(dict.fromkeys(missing)))


def word_before(before: str, snippets: Mapping[str, str]) -> str:
    """Return the abbreviation, or the {name}, that ends the text before the cursor; else ""."""
    word = max((each for each in snippets if before.endswith(each)), key=len, default="")
    place = _PLACE_AT_END.search(before)
    return word or (place[0] if place is not None else "")


def remove_snippet(word: str) -> None:
    """Soft-delete an abbreviation, also one of the program; an unknown one is ignored."""
    short = clean(word).strip()
    with database.atomic():
        if short not in all_snippets():
            return
        if Snippet.get_or_none(word=short) is None:
            _begin(short, _of_the_program()[short])
        row = Snippet.get(word=short)
        with track_changes(SNIPPET_KIND, row.id):
            row.deleted_at = now()
            row.save()


def _begin(word: str, text: str) -> None:
    Snippet.create(id=never_reused_id(Snippet, Subject.SNIPPET), word=word, text=text)


def _store(word: str, text: str) -> None:
    with database.atomic():
        before = Snippet.get_or_none(word=word)
        if before is None:
            _begin(word, _of_the_program().get(word, text))
        row = Snippet.get(word=word)
        with track_changes(SNIPPET_KIND, row.id):
            row.text, row.deleted_at = text, None
            row.save()


def _of_the_program() -> dict[str, str]:
    source = files("models").joinpath("data/snippets.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(source)["snippets"])


SNIPPET_KIND = OperationRecordKind(
    Subject.SNIPPET,
    Snippet,
    "คำย่อ",
    (FieldSpec("text", "ขยายเป็น"),),
    title_of=lambda row: str(row.word),
    operation=lambda row, texts: save_snippet(row.word, texts["text"]),
)


def _say_the_program_s(snippet_id: int) -> None:
    """Restore the program's text of an abbreviation; soft-delete one that only the office has."""
    row = Snippet.get_by_id(snippet_id)
    text = _of_the_program().get(row.word)
    row.text, row.deleted_at = text or row.text, None if text else now()
    row.save()


_SNIPPETS = UndoKind(
    Snippet,
    SNIPPET_KIND,
    together=columns_of(Snippet),
    unmake=_say_the_program_s,
    refusal=lambda row: (
        f"มีผู้อื่นแก้คำย่อ “{row['word']}” หลังจากท่านแล้ว จึงไม่เลิกทำ ดูสิ่งที่เขาแก้ แล้วแก้ที่คำนั้นได้เลย"
    ),
)
SNIPPETS_SCOPE = UndoScope(((_SNIPPETS, Snippet.id.is_null(False)),))
"""Every short word of the office, for `run_undoable`."""
