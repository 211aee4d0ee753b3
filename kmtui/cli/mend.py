"""`kmtui mend`: repair Thai text that was damaged by copying it out of a PDF."""

import sys
from collections import Counter
from pathlib import Path

from kmtui.cli.check import read_text
from kmtui.cli.output import print_error
from kmtui.thai.digits import thai_digits
from kmtui.thai.mending.pdf_damage import Damage, mend
from kmtui.thai.text import clean
from models.errors import KmError

_LABELS = {
    Damage.SPLIT_AM: "สระอำแยก",
    Damage.CUT_MARK: "วรรคหน้าสระหรือวรรณยุกต์",
    Damage.LATE_MARK: "สระหรือวรรณยุกต์เลื่อน",
    Damage.CUT_LINE: "บรรทัดตัดกลางคำ",
}


def mend_file(path: Path, out: Path | None) -> int:
    """Write the repaired text of a file to `out`, or print it; return the exit status.

    A PDF is read by pypdf; any other file must be text in UTF-8 or Windows-874. A summary goes to
    the standard error, so that the text can be redirected.

    Raises:
        KmError: the file cannot be read, `out` exists, or cannot be written.
    """
    text = _pdf_text(path) if path.suffix.lower() == ".pdf" else read_text(path)
    found = mend("\n".join(map(_cleaned, text.splitlines())))
    written = found.text + "\n" if found.text else ""
    if out is None:
        sys.stdout.write(written)
    else:
        _write_new(out, written)
    counts = Counter(repair.kind for repair in found.repairs)
    parts = [f"{_LABELS[kind]} {thai_digits(counts[kind])}" for kind in Damage if counts[kind]]
    total = f"ซ่อม {thai_digits(len(found.repairs))} แห่ง" if parts else "ไม่พบข้อความที่เสีย"
    print_error(": ".join([total, " ".join(parts)] if parts else [total]))
    return 0


def _cleaned(line: str) -> str:
    """Return a line whose tab-separated cells are cleaned one by one.

    `clean` would replace the tabs.
    """
    return "\t".join(clean(cell) for cell in line.split("\t"))


def _pdf_text(path: Path) -> str:
    # Imported late, as only this sub-command reads a PDF.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    except FileNotFoundError as error:
        raise KmError(f"ไม่พบแฟ้ม {path.name} ตรวจชื่อและโฟลเดอร์แล้วลองอีกครั้ง") from error
    except (OSError, ValueError, PyPdfError) as error:
        raise KmError(f"อ่าน PDF {path.name} ไม่ได้ คัดลอกข้อความลงแฟ้มข้อความแล้วลองใหม่") from error


def _write_new(out: Path, text: str) -> None:
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise KmError(f"มีแฟ้ม {out.name} อยู่แล้ว ใช้ชื่ออื่น") from error
    except (OSError, ValueError) as error:
        raise KmError(f"เขียนแฟ้ม {out.name} ไม่ได้ ตรวจโฟลเดอร์และสิทธิ์เขียน") from error
