"""Timing fresh processes, several commands in turns so that a busy moment hits all of them."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from benchmarks.table import Sample

PYTHON = sys.executable


def in_turns(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, Sample]:
    """The milliseconds each command takes from spawn to end; one unmeasured run goes first."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True)
            if number:
                taken[name].append((time.perf_counter() - begun) * 1000)
    return {name: Sample(tuple(values)) for name, values in taken.items()}


def answers_in_turns(
    commands: Mapping[str, Sequence[str]], rounds: int
) -> dict[str, list[dict[str, Any]]]:
    """What each command prints as JSON, once a round; one unmeasured run goes first."""
    said: dict[str, list[dict[str, Any]]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            if number:
                said[name].append(json.loads(done.stdout))
    return said


def median_ms(act: Callable[[], object], repeats: int) -> Sample:
    """The milliseconds of a call in this process, `repeats` times after one unmeasured call."""
    act()
    values = []
    for _ in range(repeats):
        begun = time.perf_counter()
        act()
        values.append((time.perf_counter() - begun) * 1000)
    return Sample(tuple(values))
