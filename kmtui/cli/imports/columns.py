"""Printing the columns of an imported table with the meaning of each."""

from collections.abc import Iterable, Sequence

from kmtui.cli.output import print_line
from kmtui.thai.digits import thai_digits
from models.foreign_files.column_mapping import ColumnField, ColumnMapping

_SHOWN_LEFT = 20


def print_columns(name: str, mapping: ColumnMapping, fields: Sequence[ColumnField]) -> None:
    """Print which field each column of a file is mapped to.

    Mappings that were guessed are marked.
    """
    labels = {each.id: each.label for each in fields}
    found = []
    for at, (head, each) in enumerate(zip(mapping.heads, mapping.ids, strict=True)):
        if head or each:
            sure = " (ไม่แน่ใจ)" if at in mapping.unsure else ""
            words = " ".join(head.split()) or "ไม่มีหัว"
            found.append(f"{thai_digits(at + 1)} {words} → {labels.get(each, 'ไม่อ่าน')}{sure}")
    print_line(f"{name}: {'  '.join(found)}")


def print_left(left: Iterable[tuple[int, str]]) -> None:
    """Print the first of the rows that cannot be imported, and the number of the others."""
    rows = list(left)
    for number, text in rows[:_SHOWN_LEFT]:
        print_line(f"แถวที่ {thai_digits(number)} ยังไม่มีที่อยู่: {text}")
    if len(rows) > _SHOWN_LEFT:
        print_line(f"และอีก {thai_digits(len(rows) - _SHOWN_LEFT)} แถว")
