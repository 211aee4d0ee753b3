"""The list of divisions beside a classification, with counts of their shown items."""

from __future__ import annotations

from models.knowledge.records import KnowledgeKind
from screens.knowledge.knowledge_source import KnowledgeSource
from screens.knowledge.sheets import division_counts
from screens.widgets.row_list import RowList


class DivisionList(RowList):
    """The divisions in the order of the register; the one that the source shows is selected."""

    def __init__(self, source: KnowledgeSource) -> None:
        super().__init__(id="divisions")
        self._source = source
        self._texts: list[str] = []

    def show_counts(self) -> None:
        """Show the counts of the snapshot, repainting only the rows that changed."""
        source = self._source
        counts = division_counts(source.year, source.item_filter)
        kind_index = list(KnowledgeKind).index(source.kind)
        rows = [each.row(kind_index) for each in counts]
        ids = [each.division_id for each in counts]
        current = ids.index(source.division_id) if source.division_id in ids else 0
        texts = [f"{row.text} {kind_index}" for row in rows]
        if texts != self._texts:
            self._texts = texts
            self.show(rows, current)
        elif self.highlighted != current:
            self.highlighted = current

    @property
    def chosen_id(self) -> int | None:
        """The division under the cursor, if it is not the one that is shown; else None."""
        source = self._source
        divisions = source.year.kinds[source.kind].divisions if source.state else ()
        at = self.highlighted
        if at is None or at >= len(divisions) or not self.has_focus:
            return None
        chosen = divisions[at].division_id
        return chosen if chosen != source.division_id else None
