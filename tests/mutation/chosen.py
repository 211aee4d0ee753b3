"""A pytest plugin that runs the tests of a list, in its order, each with a limit of time."""

import json
import os
from pathlib import Path

import pytest

CHOSEN_FILE = "KMTUI_CHOSEN_FILE"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    limits: dict[str, float] = json.loads(Path(os.environ[CHOSEN_FILE]).read_text("utf-8"))
    order = {test: place for place, test in enumerate(limits)}
    items[:] = sorted(
        (item for item in items if item.nodeid in order), key=lambda item: order[item.nodeid]
    )
    for item in items:
        item.add_marker(pytest.mark.timeout(limits[item.nodeid]))
