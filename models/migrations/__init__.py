"""Numbered steps from an empty file to the present schema, one SQL file each.

A released step never changes; there is no way down: the backup made before is the way back.
"""

from importlib.resources import files

Step = tuple[str, ...]


def read_steps() -> tuple[Step, ...]:
    """Every step in order, each as its statements."""
    scripts = [file for file in files(__name__).iterdir() if file.name.endswith(".sql")]
    ordered = sorted(scripts, key=lambda file: file.name)
    return tuple(_statements(script.read_text(encoding="utf-8")) for script in ordered)


def _statements(script: str) -> Step:
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    return tuple(part.strip() for part in "\n".join(lines).split(";\n") if part.strip(" \n;"))
