"""A Word document as rows of cells, in the order of the document."""

from collections.abc import Iterator

from msgspec import Struct

from models.foreign_files.word_values import WordDocument, WordParagraph, WordTable


class FileRow(Struct, frozen=True):
    """A row of a file; `number` counts all of them from 1. A paragraph is a row with one cell.

    `table` numbers the tables from 1; 0 if it is in none.
    """

    number: int
    cells: tuple[str, ...]
    table: int = 0


def word_rows(document: WordDocument) -> tuple[FileRow, ...]:
    """Return the paragraphs that are not blank and the rows of tables of a document.

    A cell that is merged with those below is repeated in each row; the text of one that is several
    columns wide is in the first of them.
    """
    found: list[FileRow] = []
    tables = 0
    for block in document.blocks:
        if isinstance(block, WordParagraph):
            if block.text.strip():
                found.append(FileRow(len(found) + 1, (block.text.strip(),)))
            continue
        tables += 1
        for cells in _rows(block):
            found.append(FileRow(len(found) + 1, cells, tables))
    return tuple(found)


def _rows(table: WordTable) -> Iterator[tuple[str, ...]]:
    above: list[str] = []
    for row in table.rows:
        cells: list[str] = []
        for cell in row:
            text = cell.text.strip()
            if cell.is_continued and len(cells) < len(above):
                text = above[len(cells)]
            cells += [text, *[""] * (cell.span - 1)]
        yield tuple(cells)
        above = cells
