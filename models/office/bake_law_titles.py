"""Bake the list of laws: `python -m models.office.bake_law_titles TITLES`.

TITLES is a CSV file with a column `title`: the titles of Thai laws as the Council of State lists
them (PyThaiNLP/thai-law). Titles of laws are in the public domain (Copyright Act 2537, section 7).
"""

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from models.office.law_titles import KINDS, LAW_TITLES

_HEAD = """# Thai laws with the years (Buddhist Era) of the laws of that name: years, name.
# Baked from the list of the Council of State by `python -m models.office.bake_law_titles`; titles
# of laws are in the public domain (Copyright Act 2537, section 7).
"""
_NOTE = re.compile(r"[(\\[]\s*(?:ฉบับ)?\s*update\s*ล่าสุด\s*[)\]]", re.IGNORECASE)
_TITLE = re.compile(
    rf"(?P<name>(?:{'|'.join(KINDS)}).*?)\s*(?:พ\s*\.?\s*ศ\s*\.?|พุทธศักราช)\s*(?P<year>2[45]\d\d)"
)
# Slips of the list; spellings of their time (รัชชกาล) stay.
_SLIPS = {"พิพิธภัณฑสภาน": "พิพิธภัณฑสถาน", "ปฎิบัติ": "ปฏิบัติ"}
# A title with a date in it has a year that is not its own.
_DATED = re.compile(r"\d{1,2}\s+\S+$|\($")


def law_years(titles: Iterable[str]) -> dict[str, set[int]]:
    """Return the years (Buddhist Era) of each law by its name."""
    laws: dict[str, set[int]] = defaultdict(set)
    for title in titles:
        for slip, right in _SLIPS.items():
            title = title.replace(slip, right)
        found = _TITLE.fullmatch(" ".join(_NOTE.sub("", title).split()))
        if found and not _DATED.search(found["name"]):
            laws[found["name"]].add(int(found["year"]))
    return laws


def main() -> int:
    """Write the list of laws into the folder of data files and print its length; return 0."""
    with Path(sys.argv[1]).open(encoding="utf-8-sig", newline="") as source:
        laws = law_years(row["title"] for row in csv.DictReader(source))
    rows = [f"{' '.join(map(str, sorted(laws[name])))}\t{name}\n" for name in sorted(laws)]
    LAW_TITLES.write_text(_HEAD + "".join(rows), encoding="utf-8")
    print(f"{len(rows)} laws")
    return 0


if __name__ == "__main__":
    sys.exit(main())
