"""`kmtui check`: check a text file or the records, and print the findings."""

import errno
import sys
from collections import Counter
from pathlib import Path

from msgspec.structs import asdict

from kmtui.cli.output_formats import show
from kmtui.paths import DataPaths
from kmtui.settings import read_settings
from kmtui.thai.digits import thai_digits
from models.checks.catalogue import CHECKS, check_named
from models.checks.core.finding import Finding, FindingLocation, Severity
from models.checks.core.messages import quoted
from models.checks.core.register import read_name_register
from models.checks.core.text import CheckedText
from models.checks.runner import record_findings
from models.checks.texts.checking import check_text
from models.errors import KmError
from models.office.plain_table import Listing
from models.storage.disk import is_file, is_there
from models.storage.own_files import read_file

JSON_FIELDS = ("code", "severity", "place", "line", "found", "expected", "message")
"""The fields of a finding in JSON; `line` is counted from 1."""

LARGEST_FILE = 50_000_000
"""The size limit of a text file in bytes; a binder of a year has a quarter of a million."""


def explain(code: str) -> str:
    """Return the explanation of a check with its rule; without a code, a table of all checks.

    Raises:
        KmError: the code is unknown.
    """
    if not code:
        rows = tuple((each.code, each.title, each.severity.label, each.family) for each in CHECKS)
        fields = ("code", "title", "severity", "family")
        return show(Listing(fields, ("รหัส", "ตรวจเรื่อง", "ระดับ", "กลุ่ม"), rows), "table")
    check = check_named(code)
    about = f"{check.title} ({check.severity.label}, {check.family})"
    return f"{check.code}: {about}\n{check.explanation}\n"


def check(path: Path | None, year: int | None, form: str, places: DataPaths) -> int:
    """Check a text file, or the records of the open data file, and print the findings.

    Findings set aside are left out. Returns the exit status: 1 if a finding contradicts a law, the
    register or a record.

    Args:
        path: the text file; None for the records.
        year: the Buddhist Era year of the text or the records; None for any.
        form: `json`, or anything else for a table.
        places: the paths of the settings and of the office's own word lists.

    Raises:
        KmError: the text file, a word list of the office or the settings cannot be read.
    """
    office_lists = places.home / "checks"
    if path is not None:
        text = CheckedText(read_text(path), FindingLocation(path.name, "file"), year)
        findings = check_text(text, read_name_register(office_lists))
    else:
        emblem = read_settings(places.settings).office_emblem
        findings = record_findings(year, office_lists, emblem=emblem)
    sys.stdout.write(_as_json(findings) if form == "json" else _as_table(findings))
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def read_text(path: Path) -> str:
    """Return the content of a text file in UTF-8, with or without BOM, or Windows-874 (TIS-620).

    Raises:
        KmError: the file is missing, too large, unreadable or not a text.
    """
    name = path.name or str(path)
    try:
        if not is_file(path) and is_there(path):
            raise KmError(f"{name} ไม่ใช่แฟ้มธรรมดา ระบุแฟ้มข้อความที่จะตรวจ")
        content = read_file(path, LARGEST_FILE)
    except FileNotFoundError as error:
        raise KmError(f"ไม่พบแฟ้ม {name} ตรวจชื่อและโฟลเดอร์แล้วลองอีกครั้ง") from error
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.EFBIG:
            raise KmError(f"แฟ้ม {name} ใหญ่เกินไป แบ่งเป็นแฟ้มย่อยแล้วตรวจทีละแฟ้ม") from error
        raise KmError(f"อ่านแฟ้ม {name} ไม่ได้ ตรวจว่าเป็นแฟ้มและมีสิทธิ์อ่าน") from error
    for encoding in ("utf-8-sig", "cp874") if b"\0" not in content else ():
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise KmError(f"แฟ้ม {name} ไม่ใช่ข้อความล้วน บันทึกเป็น UTF-8 หรือ Windows-874 แล้วตรวจใหม่")


def _as_json(findings: list[Finding]) -> str:
    rows = []
    for finding in findings:
        told = asdict(finding) | {"severity": finding.severity.value, "place": finding.place.label}
        rows.append(tuple(told[field] for field in JSON_FIELDS))
    return show(Listing(JSON_FIELDS, JSON_FIELDS, tuple(rows)), "json")


def _as_table(findings: list[Finding]) -> str:
    """Return a table with one row for equal findings: their first location and their number."""
    if not findings:
        return "ไม่พบข้อที่ควรแก้\n"
    same: dict[tuple[str, str, str, str], list[Finding]] = {}
    for finding in findings:
        same.setdefault(_alike(finding), []).append(finding)
    rows = tuple(_row(group) for group in same.values())
    place = "ที่" if any(finding.place.subject not in _TEXTS for finding in findings) else "บรรทัด"
    headers = (place, "ระดับ", "รหัส", "พบ", "ควรเป็น")
    return show(Listing(headers, headers, rows), "table") + _summary(findings)


def _alike(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.place.target, finding.found, finding.expected


def _row(group: list[Finding]) -> tuple[str, ...]:
    first = group[0]
    where = thai_digits(first.line) if first.place.subject in _TEXTS else _of_record(first)
    if len(group) > 1:
        where += f" (อีก {thai_digits(len(group) - 1)})"
    return where, first.severity.label, first.code, _short(first.found), _short(first.expected)


def _of_record(finding: Finding) -> str:
    line = f" บรรทัด {thai_digits(finding.line)}" if finding.line else ""
    label = finding.place.label
    # The end of the label distinguishes the locations in a document.
    return (label if len(label) <= _WIDEST else f"…{label[1 - _WIDEST :]}") + line


def _short(text: str) -> str:
    told = quoted(text)
    return told if len(told) <= _WIDEST else told[: _WIDEST - 1] + "…"


def _summary(findings: list[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{each.label} {thai_digits(counts[each])}" for each in Severity]
    total = thai_digits(len(findings))
    return f"พบ {total} แห่ง: {' '.join(parts)} ดูเหตุผลด้วย kmtui check --explain รหัส\n"


_TEXTS = ("", "file")  # subjects of texts outside the records, which have lines only
_WIDEST = 40
