"""Which tests reach which lines, and how long each test takes; the pytest plugin that records it.

`python -m pytest -p tests.mutation.reached tests/models` writes into the folder that REACHED_FOLDER
names. What the fixture of a session does is done in the first test that asks for it; it is recorded
under the fixture, and every test that uses the fixture reaches those lines.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

REACHED_FOLDER = "KMTUI_REACHED_FOLDER"
MUTATED_FOLDERS = ("models", "exports", "kmtui/thai")
_DATA, _TESTS = "coverage", "tests.json"
_FIXTURE = "fixture "


class Recorder:
    """The hooks of one run of pytest."""

    def __init__(self, target: Path, root: Path) -> None:
        self.target = target
        self.root = str(root)
        self.seconds: dict[str, float] = defaultdict(float)
        self.users: dict[str, set[str]] = defaultdict(set)
        self.contexts = [""]
        self.coverage = coverage.Coverage(
            data_file=target / _DATA,
            config_file=False,
            source=[str(root / folder) for folder in MUTATED_FOLDERS],
        )

    def pytest_collection_finish(self) -> None:
        # Behind the imports: that a module is loaded is no reason to run a test.
        self.coverage.start()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[Any]:
        return (yield from self._within(item.nodeid))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[Any]) -> Iterator[Any]:
        if fixturedef.scope == "function":
            return (yield)
        return (yield from self._within(_fixture_id(fixturedef)))

    def _within(self, context: str) -> Iterator[Any]:
        self.contexts.append(context)
        self.coverage.switch_context(context)
        try:
            return (yield)
        finally:
            self.contexts.pop()
            self.coverage.switch_context(self.contexts[-1])

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        found = getattr(item, "_fixtureinfo").name2fixturedefs  # noqa: B009 pytest has no other way
        for each in (one for definitions in found.values() for one in definitions):
            self.users[_fixture_id(each)].add(item.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds[report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        self.coverage.stop()
        self.coverage.save()
        users = {name: sorted(found) for name, found in self.users.items()}
        written = json.dumps({"root": self.root, "users": users, "seconds": self.seconds})
        (self.target / _TESTS).write_text(written, "utf-8")


def _fixture_id(fixture: pytest.FixtureDef[Any]) -> str:
    return f"{_FIXTURE}{fixture.baseid}::{fixture.argname}"


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(Path(os.environ[REACHED_FOLDER]), config.rootpath))


class Reached:
    """What one run has recorded."""

    def __init__(self, folder: Path) -> None:
        self._data = coverage.CoverageData(str(folder / _DATA))
        self._data.read()
        read = json.loads((folder / _TESTS).read_text("utf-8"))
        self._root = Path(read["root"])  # the folder in which it ran
        self._users: dict[str, list[str]] = read["users"]
        self.seconds: dict[str, float] = read["seconds"]

    def of_lines(self, path: str, lines: range) -> set[str]:
        """Return the tests that reach any of these lines."""
        found = self._data.contexts_by_lineno(str(self._root / path))
        return self._tests(each for line in lines for each in found.get(line, ()))

    def of_module(self, path: str) -> set[str]:
        """Return the tests that reach any line of a module inside a function."""
        found = self._data.contexts_by_lineno(str(self._root / path))
        return self._tests(each for line in found.values() for each in line)

    def _tests(self, contexts: Iterable[str]) -> set[str]:
        found = set(contexts) - {""}
        fixtures = {each for each in found if each.startswith(_FIXTURE)}
        return (found - fixtures).union(*(self._users.get(each, ()) for each in fixtures))
