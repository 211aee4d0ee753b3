"""List positions: the rows of a list are numbered from 1 without gaps."""

from collections.abc import Sequence

from models.storage.database import Record


def renumber(rows: Sequence[Record]) -> None:
    """Set the positions of the rows, in this order, to 1, 2, 3 …; in the caller's transaction."""
    # Negative positions in between keep the positions of a list unique at every moment.
    for sign in (-1, 1):
        for place, row in enumerate(rows, 1):
            table = type(row)
            table.update(position=sign * place).where(table.id == row.id).execute()


def move(rows: Sequence[Record], row: Record, by: int) -> None:
    """Move a row `by` places down its list (negative: up); it stops at the ends.

    Runs in the caller's transaction.
    """
    others = [each for each in rows if each.id != row.id]
    at = [each.id for each in rows].index(row.id)
    others.insert(max(0, min(at + by, len(others))), row)
    renumber(others)
