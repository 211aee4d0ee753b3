"""A file as lines of text, for data that can also be pasted: committee members, agenda items."""

from collections.abc import Iterator
from pathlib import Path

from kmtui.thai.mending.pdf_damage import has_impossible_letters, mend
from kmtui.thai.text import clean
from models.errors import NotFound, Refused
from models.staff_list.files import decoded, is_there, read_cells
from models.storage.own_files import read_file

CELL_GAP = "\t"
"""The gap between the cells of a row in a line."""

MOST_LINES = 1000
_LONGEST_LINE = 2000  # characters
_LARGEST = 5_000_000
_TEXTS = (".txt", ".text", ".md")


def read_lines(path: Path) -> tuple[str, ...]:
    """Return the lines of a text file or a Word document, or the rows of a table (CSV, XLSX).

    Lines keep their indentation; a row is a line with `CELL_GAP` between its cells. Blank lines are
    left out, damage of PDF extraction is mended.

    Raises:
        NotFound: the file does not exist.
        Refused: the file is unreadable, has too many lines, or a line is too long.
    """
    if not is_there(path):
        raise NotFound(f"ไม่พบแฟ้ม {path} ตรวจชื่อแฟ้มและโฟลเดอร์")
    suffix = path.suffix.lower()
    if suffix in _TEXTS:
        return pasted_lines(_text(path))
    if suffix in (".docx", ".docm"):
        rows = _word_rows(path)
        return _bounded(part for cells in rows for part in _word_lines(cells))
    return _bounded(_joined(row) for row in read_cells(path))


def pasted_lines(text: str) -> tuple[str, ...]:
    """Return the lines of a pasted text that are not blank, with their indentation.

    Raises Refused if there are too many, or one is too long.
    """
    return _bounded(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _word_rows(path: Path) -> Iterator[tuple[str, ...]]:
    # Imported late, as the meeting room offers to read a file, and seldom reads a Word file.
    from models.foreign_files.word import read_word
    from models.foreign_files.word_rows import word_rows

    return (row.cells for row in word_rows(read_word(path)))


def _text(path: Path) -> str:
    try:
        return decoded(read_file(path, _LARGEST))
    except OSError as error:
        raise Refused(f"เปิดแฟ้ม {path.name} ไม่ได้ ตรวจสิทธิ์อ่านแฟ้มและขนาดแฟ้ม") from error


def _word_lines(cells: tuple[str, ...]) -> Iterator[str]:
    """Yield the lines of a paragraph, or one line for a row of a table."""
    if len(cells) == 1:
        yield from cells[0].split("\n")
    else:
        yield _joined(cells)


def _joined(cells: list[str] | tuple[str, ...]) -> str:
    return CELL_GAP.join(" ".join(cell.split()) for cell in cells).rstrip()


def _bounded(lines: Iterator[str] | list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for line in lines:
        cells = [clean(cell) for cell in line.rstrip().split(CELL_GAP)]
        if any(map(has_impossible_letters, cells)):
            cells = [mend(cell).text for cell in cells]
        if not any(cell.strip() for cell in cells):
            continue
        if len(line) > _LONGEST_LINE:
            raise Refused(f"บรรทัด “{cells[0][:40]}…” ยาวเกินไป แบ่งเป็นหลายบรรทัดก่อน")
        found.append(CELL_GAP.join(cells))
        if len(found) > MOST_LINES:
            raise Refused(f"มีมากกว่า {MOST_LINES:,} บรรทัด คัดเฉพาะรายการที่ต้องการแล้ววางใหม่")
    return tuple(found)
