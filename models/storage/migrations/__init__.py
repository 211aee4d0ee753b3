"""Numbered migration steps from an empty file to the present schema, one SQL file each.

A released step never changes. There are no downgrades; the backup made before a migration replaces
them.
"""

from pathlib import Path

CHAIN_SINCE = 13
"""The step after which the revisions are linked, which SQL alone cannot do."""

Step = tuple[str, ...]


def read_steps() -> tuple[Step, ...]:
    """Return the statements of every migration step, in order."""
    return tuple(_statements(script.read_text(encoding="utf-8")) for script in _scripts())


def newest_step() -> int:
    """Return the number of migration steps, without reading them."""
    return len(_scripts())


def _scripts() -> list[Path]:
    return sorted(Path(__file__).parent.glob("*.sql"))


def _statements(script: str) -> Step:
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    return tuple(part.strip() for part in "\n".join(lines).split(";\n") if part.strip(" \n;"))
