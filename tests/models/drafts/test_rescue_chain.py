"""The chain of places for rescue files: the first that takes a file, no link, room reserved."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from models.drafts.rescue import TypedText, read_rescues, write_rescue
from models.drafts.rescue_chain import RescueChain
from models.drafts.rescue_folders import ROOM_BYTES, OpenFolder, RescuePlace
from models.drafts.sessions import new_session
from models.drafts.unsaved import UnsavedTexts
from models.history.recovery import recover
from models.minutes.records import Statement
from tests.builders import a_dead_session, a_statement, typed
from tests.conftest import PATIENCE_S
from tests.models.drafts.test_writer import wait_until
from tests.models.drafts.test_writer_storage_failures import fill_up

NAME = "text.json"


@pytest.fixture
def places(tmp_path: Path) -> list[RescuePlace]:
    """Three places, of which the first has no folder to begin with."""
    for name in ("second", "third"):
        (tmp_path / name).mkdir()
    return [
        RescuePlace(tmp_path / "first", ("rescue", "data"), makes_base=True),
        RescuePlace(tmp_path / "second", ("rescue", "data")),
        RescuePlace(tmp_path / "third", ("rescue", "data"), lasts=False),
    ]


def contents(places: list[RescuePlace]) -> list[dict[str, bytes]]:
    return [
        {path.name: path.read_bytes() for path in sorted(place.folder.glob("*.json"))}
        for place in places
    ]


def test_a_rescue_file_is_written_to_the_first_possible_place_for_its_owner_only(
    places: list[RescuePlace],
) -> None:
    chain = RescueChain(places)
    assert chain.write(NAME, b"1") == places[0]
    assert contents(places) == [{NAME: b"1"}, {}, {}]
    folder = places[0].folder
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert chain.read(".json") == {folder / NAME: b"1"}
    chain.drop(NAME)
    assert contents(places) == [{}, {}, {}]


def test_a_rescue_place_that_is_a_file_or_a_link_is_skipped(
    places: list[RescuePlace], tmp_path: Path
) -> None:
    victim = tmp_path / "victim"
    victim.mkdir()
    places[0].base.write_text("a file")
    (places[1].base / "rescue").symlink_to(victim)
    assert RescueChain(places).write(NAME, b"1") == places[2]
    assert list(victim.iterdir()) == []


def test_no_file_that_is_a_link_is_written_through_or_read(
    places: list[RescuePlace], tmp_path: Path
) -> None:
    victim, folder = tmp_path / "victim", places[0].folder
    victim.write_text("private")
    chain = RescueChain(places[:1])
    chain.write("other.json", b"1")
    for name in (NAME, f"{NAME}.part"):
        (folder / name).symlink_to(victim)
    assert folder / NAME not in chain.read(".json")
    chain.write(NAME, b"2")
    assert victim.read_text() == "private"
    assert (folder / NAME).read_bytes() == b"2"
    assert not (folder / NAME).is_symlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_or_file_of_another_user_is_not_trusted(places: list[RescuePlace]) -> None:
    chain = RescueChain(places)
    chain.write(NAME, b"1")
    os.chown(places[0].folder / NAME, 12345, 12345)
    assert chain.read(".json") == {}
    os.chown(places[0].folder, 12345, 12345)
    assert chain.write(NAME, b"2") == places[1]


def test_a_rescue_folder_writable_by_others_is_made_private(places: list[RescuePlace]) -> None:
    places[0].folder.mkdir(parents=True)
    places[0].folder.chmod(0o777)
    assert RescueChain(places).write(NAME, b"1") == places[0]
    assert places[0].folder.stat().st_mode & 0o777 == 0o700


def test_writing_to_an_earlier_rescue_place_removes_older_states_in_later_ones(
    places: list[RescuePlace],
) -> None:
    places[0].base.write_text("a file")
    chain = RescueChain(places)
    assert chain.write(NAME, b"old") == places[1]
    places[0].base.unlink()
    assert chain.write(NAME, b"new") == places[0]
    assert contents(places) == [{NAME: b"new"}, {}, {}]


def test_a_rescue_chain_without_a_usable_folder_raises_the_first_error(tmp_path: Path) -> None:
    chain = RescueChain([RescuePlace(tmp_path / name, ("x",)) for name in ("one", "two")])
    with pytest.raises(FileNotFoundError, match="one"):
        chain.write(NAME, b"1")


def test_a_rescue_place_that_does_not_answer_is_skipped_and_cleaned_later(
    places: list[RescuePlace], monkeypatch: pytest.MonkeyPatch
) -> None:
    chain, put = RescueChain(places, timeout_s=0.2), OpenFolder.put
    first, answers = threading.Lock(), threading.Event()

    def hang(folder: OpenFolder, name: str, content: bytes, session: str) -> None:
        # The first place is asked first. `test_hung_disk.py` has a disk that really hangs.
        if first.acquire(blocking=False):
            answers.wait(PATIENCE_S)
        put(folder, name, content, session)

    monkeypatch.setattr(OpenFolder, "put", hang)
    assert chain.write(NAME, b"1") == places[1]
    assert not chain.is_tidy
    answers.set()
    assert wait_until(lambda: contents(places) == [{NAME: b"1"}, {NAME: b"1"}, {}])
    chain.tidy()
    assert chain.is_tidy
    assert contents(places) == [{}, {NAME: b"1"}, {}]
    assert chain.write(NAME, b"2") == places[0]
    assert contents(places) == [{NAME: b"2"}, {}, {}]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root can mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_reserved_disk_space_takes_every_state_of_two_texts_on_a_full_disk(
    small_disk: Path,
) -> None:
    place, session = RescuePlace(small_disk, ("rescue",)), new_session()
    chain = RescueChain([place])
    chain.reserve(session)
    fill_up(small_disk / "ballast")
    for number in range(40):
        for name in ("one.json", "two.json"):
            content = json.dumps({"n": number, "text": "ก" * 20_000}).encode()
            assert len(content) < ROOM_BYTES
            chain.write(name, content)
            assert [json.loads(each)["n"] for each in chain.read(name).values()] == [number]
    with pytest.raises(OSError, match="No space"):
        chain.write("one.json", b"x" * (ROOM_BYTES + 1))
    assert [json.loads(each)["n"] for each in chain.read("one.json").values()] == [39]
    chain.release()
    assert list(place.folder.glob("*.room")) == []


def test_disk_space_reserved_by_a_killed_program_is_freed_by_the_next(tmp_path: Path) -> None:
    chain = RescueChain.of(tmp_path / "rescue")
    dead, here, other = a_dead_session(), new_session(), new_session()
    for session in (dead, other, here):
        chain.reserve(session)
    owners = {path.name.rpartition(".")[0].rpartition(".")[0] for path in chain_files(tmp_path)}
    assert owners == {here, other}, "the other runs"


def chain_files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "rescue").glob("*.room"))


def test_a_rescue_file_of_an_earlier_version_is_read(store: Path, tmp_path: Path) -> None:
    statement = a_statement("เดิม")
    # As version 0.2.0 wrote it, letter for letter.
    content = (
        '{"subject": "statement", "subject_id": %d, "session": "%s", "base_version": 1, '
        '"text": "\\u0e40\\u0e14\\u0e34\\u0e21\\u0e41\\u0e25\\u0e30\\u0e15\\u0e48\\u0e2d", '
        '"who": "x", "at": "2026-11-30T09:00:00.000+00:00", "item_id": %d, "speaker_id": null, '
        '"field": "", "outcome": "", "present_count": null}'
    )
    session, folder = a_dead_session(), tmp_path / "rescue"
    folder.mkdir()
    file = folder / f"{session}-statement-{statement.id}.json"
    file.write_text(content % (statement.id, session, statement.item_id), "ascii")
    assert recover(folder).restored_count == 1
    assert Statement.get_by_id(statement.id).text == "เดิมและต่อ"
    assert not file.exists()


def test_reading_a_text_from_two_rescue_places_takes_the_newest_and_removes_both(
    store: Path, places: list[RescuePlace]
) -> None:
    statement = a_statement("เดิม")
    old = typed(statement, "เก่า", a_dead_session(), at="2026-01-01T00:00:00.000+00:00")
    write_rescue(RescueChain(places[1:2]), old)
    newer = replace(old, text="ใหม่", at="2026-01-01T00:00:00.001+00:00")
    write_rescue(RescueChain(places[2:]), newer)
    assert recover(RescueChain(places)).restored_count == 1
    assert Statement.get_by_id(statement.id).text == "ใหม่"
    assert contents(places) == [{}, {}, {}]


def test_time_stamps_of_a_session_increase_even_if_the_clock_is_set_back(store: Path) -> None:
    unsaved, statement = UnsavedTexts(lambda: None), a_statement("")
    days = ("2026-11-30", "2026-11-29", "1970-01-01", "2031-12-31")
    moments = [f"{day}T10:00:00.000+00:00" for day in days]
    stamped = list[TypedText]()
    for at in [*moments, moments[0]]:
        unsaved.put(typed(statement, at, new_session(), at=at))
        stamped += unsaved.texts()
    assert [each.text for each in stamped] == [*moments, moments[0]]
    assert stamped == sorted(stamped, key=lambda each: each.at)
    assert len({each.at for each in stamped}) == 5


def test_a_hostile_session_name_writes_no_file_outside_the_folder(
    store: Path, tmp_path: Path
) -> None:
    victim = tmp_path / "victim-statement-1.json"
    victim.write_text("{}")
    text = replace(typed(a_statement(""), "ก", "../victim"), subject_id=1)
    path = write_rescue(tmp_path / "rescue", text)
    assert path.parent == tmp_path / "rescue"
    assert [each.text for each in read_rescues(tmp_path / "rescue")] == ["ก"]
    assert victim.read_text() == "{}"
