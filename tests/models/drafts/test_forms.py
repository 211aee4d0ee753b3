"""Forms that are being filled in are in files of this user, whatever becomes of the program."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from models.drafts.form_keeper import FormKeeper
from models.drafts.forms import SUFFIX, FormDraft, read_forms, write_form
from models.drafts.sessions import new_session
from tests.builders import a_dead_session
from tests.screens.widgets.test_sanitize import HOSTILE

PATIENCE_S = 30.0


def a_form(text: str, session: str = "", number: int = 1, form: str = "คนใหม่") -> FormDraft:
    return FormDraft(form, session, "เพิ่มบุคคล", "people", ("ชื่อ",), (text,), ("",), number)


def texts(folder: Path) -> list[tuple[str, ...]]:
    return sorted(each.texts for each in read_forms(folder))


class Done:
    """A form that was handed in, and whether it is stored."""

    is_done = False


def test_a_form_draft_is_written_to_a_file_readable_by_its_user_only(tmp_path: Path) -> None:
    keeper = FormKeeper(tmp_path, new_session())
    keeper.begin("คนใหม่")
    for text in ("ก", "กข", "กขค"):
        keeper.note(a_form(text))
    assert keeper.flush()
    assert texts(tmp_path) == [("กขค",)]
    (path,) = tmp_path.glob(f"*{SUFFIX}")
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_of_a_form_draft_are_read_back_unchanged(tmp_path: Path, text: str) -> None:
    write_form(tmp_path, a_form(text, "s"))
    assert texts(tmp_path) == [(text,)]


def test_a_form_draft_of_an_ended_session_is_offered_and_continued(tmp_path: Path) -> None:
    write_form(tmp_path, a_form("ค้าง", a_dead_session(), 7))
    keeper = FormKeeper(tmp_path, new_session())
    (left,) = keeper.left()
    assert left.texts == ("ค้าง",)
    found = keeper.begin("คนใหม่")
    assert found == left
    assert keeper.left() == (), "it is on the screen"
    keeper.note(a_form("ค้าง ต่อ"))
    assert keeper.flush()
    (kept,) = read_forms(tmp_path)
    assert (kept.texts, kept.number > 7) == (("ค้าง ต่อ",), True)


def test_a_form_draft_of_a_running_session_is_neither_offered_nor_changed(tmp_path: Path) -> None:
    other, mine = new_session(), new_session()
    write_form(tmp_path, a_form("ของอีกหน้าต่าง", other))
    keeper = FormKeeper(tmp_path, mine)
    assert keeper.left() == ()
    assert keeper.begin("คนใหม่") is None
    keeper.note(a_form("ของฉัน"))
    keeper.drop("คนใหม่")
    assert keeper.flush()
    assert texts(tmp_path) == [("ของอีกหน้าต่าง",)]


def test_the_form_draft_with_the_highest_number_is_the_newest(tmp_path: Path) -> None:
    write_form(tmp_path, a_form("เก่า", a_dead_session(), 3))
    write_form(tmp_path, a_form("ใหม่", a_dead_session(), 4))
    keeper = FormKeeper(tmp_path, new_session())
    found = keeper.begin("คนใหม่")
    assert found is not None
    assert found.texts == ("ใหม่",)


def test_a_submitted_form_is_kept_until_it_is_stored(tmp_path: Path) -> None:
    keeper, done = FormKeeper(tmp_path, new_session()), Done()
    keeper.begin("คนใหม่")
    keeper.note(a_form("ส่งแล้ว"))
    keeper.submit("คนใหม่", done)
    assert not keeper.drop_done()
    assert keeper.flush()
    assert texts(tmp_path) == [("ส่งแล้ว",)]
    done.is_done = True
    assert keeper.drop_done()
    assert keeper.flush()
    assert texts(tmp_path) == []


def test_a_refused_form_is_kept_to_be_continued(tmp_path: Path) -> None:
    keeper, done = FormKeeper(tmp_path, new_session()), Done()
    keeper.note(a_form("ไม่รับ"))
    keeper.submit("คนใหม่", done)
    assert keeper.left() == ()
    assert keeper.withdraw(lambda _each: True)
    done.is_done = True
    assert keeper.drop_done()
    assert [each.texts for each in keeper.left()] == [("ไม่รับ",)]


def test_damaged_or_foreign_files_of_forms_are_skipped(tmp_path: Path) -> None:
    write_form(tmp_path, a_form("ดี", a_dead_session()))
    for number, content in enumerate(("", "{", "[]", '{"form": 1}', "null", '"x"' * 9)):
        (tmp_path / f"{number}{SUFFIX}").write_text(content)
    assert texts(tmp_path) == [("ดี",)]


def test_an_unwritable_form_folder_is_reported_and_retried(tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("")
    keeper = FormKeeper(blocked / "forms", new_session())
    keeper.note(a_form("ไม่มีที่"))
    assert not keeper.flush(0.3)
    assert [each.texts for each in keeper.unwritten()] == [("ไม่มีที่",)]
    blocked.unlink()
    blocked.mkdir()
    assert keeper.flush(10.0)
    assert texts(blocked / "forms") == [("ไม่มีที่",)]


def test_continuing_a_form_overrides_only_the_typed_fields() -> None:
    draft = FormDraft("f", "s", "", "", ("วัน", "ผล"), ("วันนี้", "ดี"), ("วันนี้", ""))
    assert draft.continued(("พรุ่งนี้", "")) == ("พรุ่งนี้", "ดี")
    assert draft.continued(("ช่องเดียว",)) == ("ช่องเดียว",)


def test_the_form_keeper_thread_ends_when_nothing_is_pending(tmp_path: Path) -> None:
    keeper = FormKeeper(tmp_path, new_session())
    keeper.begin("คนใหม่")
    for text in ("ก", "กข"):
        keeper.note(a_form(text))
        writing = [each for each in threading.enumerate() if each.name == "forms"]
        assert keeper.flush()
        for each in writing:
            each.join(PATIENCE_S)
        assert not any(each.is_alive() for each in writing)
    assert texts(tmp_path) == [("กข",)]
