"""How much of the seed's sixty mistakes `kmtui check --text` finds, and what it says wrongly.

Run `python -m benchmarks.checks DOCUMENT`: DOCUMENT is the scanned binder the product began with.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from kmtui.thai.words import learn
from models.checks.core.finding import Finding
from models.checks.core.register import NameRegister, read_name_register
from models.checks.core.text import CheckedText
from models.checks.texts.checking import check_text
from models.example.office import make_example
from models.people.known_names import register_names
from models.storage.store import DATABASE_NAME, close_store, open_store

RECORD, BEYOND = "cannot occur in records", "beyond a program"

# Of each mistake that the text itself can show: the checks that see it, and the lines.
SHOWN: dict[int, tuple[tuple[str, tuple[int, ...]], ...]] = {
    1: (("seat-missing", (226, 254)),),
    2: (("law-year", (17, 57, 148, 186, 296, 660, 698, 728, 828)),),
    3: (("copy-differs", (99, 121)),),
    4: (("order-number", (181,)),),
    5: (("place-name", ()),),
    6: (("person-name", (171, 622, 744, 1040)),),
    7: (("person-name", (27, 1212)),),
    8: (("person-name", (23, 272)),),
    9: (("person-name", (269,)),),
    10: (("person-name", (339,)),),
    11: (("person-title", (266,)),),
    12: (("mixed-spelling", (240,)),),
    13: (("role-missing", (241,)),),
    15: (("fixed-word", (89, 175, 394, 606)), ("misspelt-word", (227, 255))),
    16: (("empty-agenda-item", (383,)), ("no-resolution", (308,))),
    18: (("speaker-silent", (345, 357, 360)),),
    19: (("doubled-line", (298,)), ("law-name-cut", (325,))),
    21: (("target-group", (536,)),),
    22: (("list-number", (512,)),),
    23: (("list-number", (714,)),),
    24: (("contents-heading", (676,)),),
    25: (("committee-name", (55, 97, 293, 616, 639, 702, 704, 1167)),),
    26: (
        ("fixed-word", (70, 71, 112, 113, 243, 244, 271, 272, 715, 716)),
        ("fixed-word", tuple(range(1132, 1142))),
    ),
    27: (("alien-committee", (1130,)),),
    29: (("goal-unlisted", (1088,)),),
    30: (("km-step-missing", (1076, 1090)),),
    31: (("fixed-word", (418, 428, 915, 1078, 1197)),),
    32: (("process-heading", (1105, 1119)),),
    33: (("goal-incomplete", (1088,)),),
    34: (),
    35: (
        ("target-is-indicator", (1077, 1082, 1091, 1101, 1103, 1116, 1117, 1123)),
        ("target-number", (536, 542, 1076, 1081, 1090, 1099, 1113, 1122)),
    ),
    36: (("empty-cell", (1079,)),),
    37: (("shared-indicator", (1093,)),),
    38: (("no-end", (1076, 1081, 1090, 1099, 1113, 1122)),),
    40: (("repeated-heading", (1302,)),),
    41: (("repeated-item", (1173,)),),
    43: (),
    44: (("opinion-order", (1236,)),),
    45: (("blank-number", (9, 1151, 1250)),),
    51: (("repeated-paragraph", (1068,)),),
    52: (("foreign-name", (496, 579, 583, 585, 828, 905, 911)),),
    53: (("year-ahead", (828, 901)),),
    54: (("mixed-spelling", (484,)),),
    56: (("repeated-item", (1310, 1313)),),
    57: (("division-missing", (1286,)),),
    58: (("misspelt-word", (353, 740, 1021, 1022, 1313)),),
    59: (("empty-roll", (246, 250)),),
    60: (("lone-item", (561,)),),
}
HIDDEN = {
    **dict.fromkeys((14, 17, 20, 39, 46, 47, 48, 49, 50), RECORD),
    **dict.fromkeys((28, 42, 55), BEYOND),
}
# Read by a person: true, though the inventory does not list them.
TRUE_BESIDES = {
    ("alien-mark", 539),
    ("repetition-mark", 461),
    ("repetition-mark", 575),
    ("doubled-word", 828),
    ("doubled-word", 995),
    ("doubled-word", 1068),
    ("doubled-word", 1313),
    ("unknown-word", 368),
    ("unknown-word", 373),
    ("unknown-word", 804),
    ("unknown-word", 1001),
    ("unknown-word", 1009),
    ("misspelt-word", 771),
    ("misspelt-word", 795),
    ("misspelt-word", 1291),
    ("misspelt-word", 1297),
    ("mixed-spelling", 1013),
    ("fixed-word", 1289),
    ("fixed-word", 1313),
    ("fixed-word", 1324),
    ("doubled-line", 863),
}


def main() -> int:
    """Print the fate of each mistake, then every false alarm, then the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks", description=__doc__)
    parser.add_argument("document", type=Path)
    text = CheckedText(parser.parse_args().document.read_text(encoding="utf-8"))
    register = example_register()
    began = time.process_time()
    findings = check_text(text, register)
    took = time.process_time() - began
    seen = {(finding.code, finding.line) for finding in findings}
    found = print_fates(seen)
    alarms = false_alarms(findings)
    for finding in alarms:
        print(f"false alarm  {finding.line}  {finding.code}  {finding.message}")
    size = len(text.text)
    print(f"{found} of {len(SHOWN)} mistakes that the text shows: {found / len(SHOWN):.0%}")
    print(f"{len(findings)} findings in {size:,} characters, {took:.2f} s")
    print(f"{len(alarms)} false alarms: {len(alarms) / size * 10_000:.2f} per 10,000 characters")
    return 0


def example_register() -> NameRegister:
    """The example municipality's register, from a store made for this moment."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE_NAME
        make_example(path)
        open_store(path)
        try:
            learn(register_names())
            return read_name_register()
        finally:
            close_store()


def print_fates(seen: set[tuple[str, int]]) -> int:
    """One line for each of the sixty mistakes; how many of those the text shows are found."""
    count = 0
    for number in range(1, 61):
        if number in HIDDEN:
            print(f"I{number:<3} {HIDDEN[number]}")
            continue
        hits = [
            (code, line) for code, lines in SHOWN[number] for line in lines if (code, line) in seen
        ]
        if number == 5:
            hits = sorted(hit for hit in seen if hit[0] == "place-name")
        count += bool(hits)
        print(f"I{number:<3} {_fate(number, hits)}")
    return count


def _fate(number: int, hits: list[tuple[str, int]]) -> str:
    wanted = sum(len(lines) for _, lines in SHOWN[number])
    by_code: dict[str, list[int]] = {}
    for code, line in hits:
        by_code.setdefault(code, []).append(line)
    told = "; ".join(f"{code} {_some(lines)}" for code, lines in by_code.items())
    share = f" ({len(hits)} of {wanted} places)" if wanted > len(hits) else ""
    return f"found: {told}{share}" if told else "NOT found"


def _some(lines: Iterable[int]) -> str:
    every = list(lines)
    more = f" … ({len(every)} lines)" if len(every) > 6 else ""
    return ", ".join(map(str, every[:6])) + more


def false_alarms(findings: Iterable[Finding]) -> list[Finding]:
    """The findings that are no mistake of the inventory and were not judged true."""
    true = {(code, line) for rows in SHOWN.values() for code, lines in rows for line in lines}
    true |= TRUE_BESIDES
    return [
        finding
        for finding in findings
        if (finding.code, finding.line) not in true and finding.code != "place-name"
    ]


if __name__ == "__main__":
    sys.exit(main())
