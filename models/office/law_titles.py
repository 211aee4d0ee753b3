"""The list of Thai laws with their years, for checking citations of less common laws."""

import re
from functools import lru_cache
from pathlib import Path

LAW_TITLES = Path(__file__).parent.parent / "data" / "law_titles.txt"

KINDS = ("พระราชบัญญัติ", "พระราชกำหนด", "พระราชกฤษฎีกา")
"""The kinds of laws on the list, by the first word of their names."""


@lru_cache(maxsize=1)
def listed_laws() -> dict[str, tuple[int, ...]]:
    """Return the years (Buddhist Era, the earliest first) of each law, by its name."""
    laws = {}
    for line in LAW_TITLES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            years, _, name = line.partition("\t")
            laws[name] = tuple(map(int, years.split()))
    return laws


def without_spaces(name: str) -> str:
    """Return a law's name without spaces and line breaks, for comparison with citations."""
    return re.sub(r"\s", "", name)
