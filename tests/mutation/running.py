"""Run the tests that reach a mutant, in a copy of the project of their own."""

import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tests.mutation.chosen import CHOSEN_FILE
from tests.mutation.mutants import Mutant, mutated
from tests.mutation.reached import REACHED_FOLDER, Reached

UNIT_TESTS = ("tests/thai", "tests/models", "tests/exports", "tests/guide", "tests/cli")
SCREEN_TESTS = ("tests/screens",)
# It compares what the classes of tables declare: that is run when they are imported, by no test.
SCHEMA_TESTS = "tests/models/storage/test_schema.py"
KILLED, TIMED_OUT, SURVIVED = "killed", "timed out", "survived"

_NOT_COPIED = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis")
# Seconds of tests for one mutant, as they took while they were recorded: first the nearest, and
# for one that survived these more of them.
_FEW_SECONDS, _MANY_SECONDS = 20.0, 240.0
# A mutant may loop for ever, or fill the memory.
_MOST_MEMORY = 6 << 30
_SLOWER = 10


class Outcome(Struct, frozen=True):
    """What became of a mutant, and the test that failed first."""

    mutant: Mutant
    state: str
    test: str = ""
    tests_run: int = 0

    def line(self) -> str:
        """Return one line for a person."""
        return f"{self.state:9} {self.mutant.name}  [{self.tests_run} tests] {self.test}"


class Workshop:
    """A copy of the project in which modules are changed and tests run.

    `folder` is empty and may be removed afterwards. A test may take `least_s` seconds longer than
    many times what it took before: the first of a process makes the files that others copy.
    """

    def __init__(self, root: Path, folder: Path, least_s: float = 30.0) -> None:
        self.root = folder / root.name
        self._folder = folder
        self._least_s = least_s
        self._writes = 0
        shutil.copytree(root, self.root, symlinks=True, ignore=_NOT_COPIED)
        # Fonts that some tests use if they are there.
        if (shared := root.parent / "shared").is_dir():
            (folder / "shared").symlink_to(shared)

    def record(self, tests: Iterable[str], target: Path | None = None) -> Reached:
        """Run tests on the unchanged program and return what they reach; keep it in `target`."""
        target = target or self._folder / f"reached-{len([*self._folder.glob('reached-*')])}"
        target.mkdir()
        words = ("-p", "tests.mutation.reached", *tests)
        code, out = self._pytest(words, None, **{REACHED_FOLDER: str(target)})
        if code != 0:
            raise RuntimeError(f"tests fail without a mutant:\n{out}")
        return Reached(target)

    def try_mutant(self, mutant: Mutant, tests: list[str], seconds: dict[str, float]) -> Outcome:
        """Change the module, run tests up to the first failure, and change it back."""
        path = self.root / mutant.path
        source = path.read_text("utf-8")
        chosen = self._folder / "chosen.json"
        limits = {test: self._least_s + _SLOWER * seconds.get(test, 1.0) for test in tests}
        chosen.write_text(json.dumps(limits), "utf-8")
        files = sorted({test.partition("::")[0] for test in tests})
        # pytest would fail on them, as if they had killed the mutant.
        if gone := [file for file in files if not (self.root / file).is_file()]:
            raise RuntimeError(f"recorded tests are gone, record them again: {', '.join(gone)}")
        words = ("-x", "-p", "tests.mutation.chosen", "-p", "no:cacheprovider", *files)
        self._write(path, mutated(source, mutant.index))
        try:
            code, out = self._pytest(
                words, 4 * self._least_s + sum(limits.values()), **{CHOSEN_FILE: str(chosen)}
            )
        finally:
            self._write(path, source)
        # 5: a test whose parameters come from the module has another name now, and nothing was run.
        if code in (0, 5):
            return Outcome(mutant, SURVIVED, tests_run=len(tests))
        failed = [line for line in out.splitlines() if line.startswith(("FAILED", "ERROR"))]
        first = failed[0] if failed else f"pytest ended with {code}"
        late = code is None or "Timeout (>" in out
        return Outcome(mutant, TIMED_OUT if late else KILLED, first, len(tests))

    def _write(self, path: Path, source: str) -> None:
        path.write_text(source, "utf-8")
        # Compiled code is taken for current if time, in seconds, and size are the same.
        self._writes += 1
        os.utime(path, (self._writes, self._writes))

    def _pytest(
        self, words: tuple[str, ...], limit: float | None, **variables: str
    ) -> tuple[int | None, str]:
        """Return the exit code, None if the time was over, and what was written."""
        path = os.pathsep.join([str(self.root), *filter(None, [os.environ.get("PYTHONPATH")])])
        process = subprocess.Popen(
            [sys.executable, "-m", "pytest", f"--basetemp={self._folder / 'tmp'}", "-rfE", *words],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": path, **variables},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_be_modest,
        )
        try:
            out, _ = process.communicate(timeout=limit)
            return process.returncode, out.decode(errors="replace")
        except subprocess.TimeoutExpired:
            return None, ""
        finally:
            # What a test has started must not outlive its mutant.
            _end_group(process)


def _be_modest() -> None:
    os.nice(19 - os.nice(0))
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


def _end_group(process: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def nearest_first(
    path: str, tests: Iterable[str], seconds: dict[str, float], limit: float
) -> list[str]:
    """Order tests by how near they are to a module, then by how long they take, up to a limit.

    `tests/` mirrors the folders of the program.
    """
    module = Path(path)

    def distance(test: str) -> tuple[int, float]:
        file = Path(test.partition("::")[0])
        shared = os.path.commonpath([file.relative_to("tests").parent, module.parent])
        depth = len(Path(shared).parts) * 2 + (module.stem in file.stem)
        return -depth, seconds.get(test, 1.0)

    chosen, total = list[str](), 0.0
    for test in sorted(tests, key=distance):
        total += seconds.get(test, 1.0)
        if total > limit and chosen:
            break
        chosen.append(test)
    return chosen


class Trial:
    """Tries mutants one by one with the tests that reach them.

    First the nearest that reach its lines; if all pass, the others, and those that reach its module
    anywhere, because what is remembered (`functools.cache`) was worked out in another test. The
    tests of screens are recorded when a mutant comes that no other test reaches, unless
    `with_screens` is False.
    """

    def __init__(self, workshop: Workshop, unit: Reached, with_screens: bool = True) -> None:
        self._workshop = workshop
        self._unit = unit
        self._with_screens = with_screens
        self._screens: Reached | None = None

    def outcome(self, mutant: Mutant) -> Outcome:
        """Return what became of a mutant."""
        path, seconds = mutant.path, self._unit.seconds
        direct = self._unit.of_lines(path, mutant.lines)
        near = nearest_first(path, direct, seconds, _FEW_SECONDS)
        if not direct and path.startswith("models/"):
            near = [each for each in seconds if each.startswith(SCHEMA_TESTS)]
        outcome = self._try(mutant, near, seconds)
        if outcome.state == SURVIVED:
            far = nearest_first(path, direct - set(near), seconds, _MANY_SECONDS)
            others = self._unit.of_module(path) - direct
            far += nearest_first(path, others, seconds, _MANY_SECONDS)
            outcome = self._try(mutant, far, seconds, outcome.tests_run)
        if outcome.state == SURVIVED and not direct and self._with_screens:
            self._screens = self._screens or self._workshop.record(SCREEN_TESTS)
            seconds, found = self._screens.seconds, self._screens.of_lines(path, mutant.lines)
            last = nearest_first(path, found, seconds, _MANY_SECONDS)
            outcome = self._try(mutant, last, seconds, outcome.tests_run)
        return outcome

    def _try(
        self, mutant: Mutant, tests: list[str], seconds: dict[str, float], run_before: int = 0
    ) -> Outcome:
        if not tests:
            return Outcome(mutant, SURVIVED, tests_run=run_before)
        outcome = self._workshop.try_mutant(mutant, tests, seconds)
        return replace(outcome, tests_run=run_before + outcome.tests_run)
