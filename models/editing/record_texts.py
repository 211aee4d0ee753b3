"""The texts of one record with their places and versions, as an editor needs them."""

from collections.abc import Sequence
from typing import NamedTuple

from models.editing.record_kind import Cells, versions_of
from models.editing.revisions import Place


class RecordText(NamedTuple):
    """One text of a record: where it is stored, on which version, under what label."""

    place: Place
    label: str
    text: str
    version: int


def record_texts(cells: Cells, record_id: int) -> tuple[RecordText, ...]:
    """The texts of a record in the order of its columns. Raises NotFound where it is gone."""
    return texts_of_records(cells, (record_id,))


def texts_of_records(cells: Cells, record_ids: Sequence[int]) -> tuple[RecordText, ...]:
    """The texts of several records, record by record."""
    versions = versions_of(cells.subject, record_ids)
    found = []
    for record_id in record_ids:
        for column in (each for each in cells.columns if each.name not in cells.only_read):
            place = Place(cells.subject, record_id, column.name)
            state = cells.read(record_id, column.name)
            found.append(RecordText(place, column.label, state.text, versions.get(place, 0)))
    return tuple(found)
