"""Setting the minutes in a fresh process: `python -m benchmarks.our_minutes PICKLE OUTPUT`."""

import json
import pickle
import sys
import time
from pathlib import Path


def _render(gathered: Path, output: Path) -> dict[str, float]:
    """The milliseconds of the first `render` of this process, its imports apart."""
    begun = time.perf_counter()
    import fpdf  # noqa: F401

    from exports import minutes
    from exports.typesetting import document_builder  # noqa: F401

    imported = time.perf_counter()
    drawn = minutes.render(pickle.loads(gathered.read_bytes()))
    ended = time.perf_counter()
    output.write_bytes(drawn.content)
    return {"ms": (ended - imported) * 1000, "import_ms": (imported - begun) * 1000}


if __name__ == "__main__":
    print(json.dumps(_render(Path(sys.argv[1]), Path(sys.argv[2]))))
