"""An ordered list of folders for rescue files; a file is written to the first that takes it.

Each folder (`RescuePlace`) is accessed in a thread of its own for a limited time: a disk that hangs
stops neither the caller nor the next folder.
"""

import contextlib
import errno
import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, wait
from pathlib import Path
from typing import TypeVar

from models.drafts.rescue_folders import OpenFolder, RescuePlace, open_folder
from models.drafts.sessions import is_running

T = TypeVar("T")

PLACE_TIMEOUT_S = 1.0


class RescueChain:
    """Named files in several folders: written to the first that can, read from all; thread-safe.

    Attributes:
        places: the folders in the order in which they are tried.
    """

    def __init__(self, places: Iterable[RescuePlace], timeout_s: float = PLACE_TIMEOUT_S) -> None:
        self.places = tuple(places)
        self._timeout_s = timeout_s
        self._session = ""
        self._lock = threading.Lock()
        self._running: dict[RescuePlace, Future[object]] = {}
        self._undropped: set[tuple[RescuePlace, str]] = set()

    @classmethod
    def of(cls, target: "RescueTarget") -> "RescueChain":
        """Return the chain itself; for a folder, a chain of only that folder."""
        if isinstance(target, RescueChain):
            return target
        return cls([RescuePlace(target.parent, (target.name,), makes_base=True)])

    @property
    def is_tidy(self) -> bool:
        """Whether all removals of files are done, also in folders that timed out at first."""
        return not self._undropped

    def write(self, name: str, content: bytes) -> RescuePlace:
        """Write a file with mode 0600 to the first folder that takes it; return the folder.

        Older states of the file in other folders are removed.

        Raises:
            OSError: no folder takes the file; the error of the first.
        """
        refusal, session = OSError(errno.ENOENT, os.strerror(errno.ENOENT)), self._session
        for number, place in enumerate(self.places):
            try:
                self._ask(place, lambda folder: folder.put(name, content, session), create=True)
            except OSError as error:
                refusal = refusal if number else error
                if isinstance(error, TimeoutError):
                    # A slow place may finish its write later, when a newer state is elsewhere.
                    self._undropped.add((place, name))
                continue
            self._undropped.discard((place, name))
            self._remove(name, [each for each in self.places if each != place])
            return place
        raise refusal

    def read(self, suffix: str) -> dict[Path, bytes]:
        """Return the contents of all readable files with this ending, of all folders."""
        found: dict[Path, bytes] = {}
        for place in self.places:
            with contextlib.suppress(OSError):
                contents = self._ask(place, lambda folder: _contents(folder, suffix))
                found |= {place.folder / name: content for name, content in contents.items()}
        return found

    def drop(self, name: str) -> None:
        """Remove a file from every folder; `tidy` tries again if one times out. Never raises."""
        self._remove(name, self.places)

    def tidy(self) -> None:
        """Retry the removals of files that timed out before."""
        for place, name in list(self._undropped):
            self._remove(name, [place])

    def reserve(self, session: str) -> None:
        """Reserve space in the first lasting folder that has it; free that of ended sessions.

        Errors are suppressed: without such a folder nothing is reserved.
        """
        self._session = session

        def reserve(folder: OpenFolder) -> None:
            for name, owner in folder.rooms().items():
                if owner != session and not is_running(owner):
                    folder.remove(name)
            folder.reserve(session)

        for place in self.places:
            with contextlib.suppress(OSError):
                if place.lasts:
                    self._ask(place, reserve, create=True)
                    return

    def release(self) -> None:
        """Free the disk space that this session reserved; errors are suppressed."""
        for place in self.places:
            with contextlib.suppress(OSError):
                self._ask(place, lambda folder: _release(folder, self._session))

    def _remove(self, name: str, places: Iterable[RescuePlace]) -> None:
        for place in places:
            try:
                self._ask(place, lambda folder: folder.remove(name))
            except TimeoutError:
                self._undropped.add((place, name))
                continue
            except OSError:  # the folder is not there, or not ours
                pass
            self._undropped.discard((place, name))

    def _ask(self, place: RescuePlace, act: Callable[[OpenFolder], T], create: bool = False) -> T:
        """Run `act` on the open folder and return its result.

        Raises:
            TimeoutError: the disk did not answer in time.
            OSError: as raised by `act`, or the folder cannot be opened.
        """
        answer: Future[T] = Future()
        while True:
            with self._lock:
                running = self._running.get(place)
                if running is None or running.done():
                    self._running[place] = answer  # type: ignore[assignment]
                    break
            if not wait([running], self._timeout_s).done:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        thread = threading.Thread(
            target=_answer, args=(answer, place, act, create), name="rescue", daemon=True
        )
        try:
            thread.start()
        except RuntimeError as error:  # no more threads
            answer.set_exception(OSError(errno.EAGAIN, str(error)))
        return answer.result(self._timeout_s)


RescueTarget = Path | RescueChain


def _answer(
    answer: "Future[T]", place: RescuePlace, act: Callable[[OpenFolder], T], create: bool
) -> None:
    try:
        with open_folder(place, create) as folder:
            answer.set_result(act(folder))
    except BaseException as error:  # noqa: BLE001  # passed to the caller by the future
        if not answer.done():
            answer.set_exception(error)


def _contents(folder: OpenFolder, suffix: str) -> dict[str, bytes]:
    found = {}
    for name in folder.names():
        if name.endswith(suffix):
            with contextlib.suppress(OSError):
                found[name] = folder.read(name)
    return found


def _release(folder: OpenFolder, session: str) -> None:
    for name, owner in folder.rooms().items():
        if owner == session:
            folder.remove(name)
