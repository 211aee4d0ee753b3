"""Take the pictures of the handbook (`make guide`); with names, only the runs that have them."""

import sys

from tests.guide.scenes import RUNS
from tests.guide.taking import PICTURES, take


def main(names: list[str]) -> None:
    """Write the pictures into docs/guide/pictures, and remove those that no scene has."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for run in RUNS:
        if names and not set(names) & set(run.pictures):
            continue
        take(run, lambda name, svg: (PICTURES / f"{name}.svg").write_text(svg, "utf-8"))
        print(*run.pictures, flush=True)
    known = {name for run in RUNS for name in run.pictures}
    for path in PICTURES.glob("*.svg"):
        if path.stem not in known:
            path.unlink()


if __name__ == "__main__":
    main(sys.argv[1:])
