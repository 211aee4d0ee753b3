"""Printing of the documents of a year's classification."""

from __future__ import annotations

from typing import Any

from exports.documents import KeyType
from kmtui.thai.digits import thai_digits
from models.knowledge.records import KnowledgeKind
from screens.base.screen import KmScreen
from screens.printing.printing import print_record


async def print_knowledge(
    screen: KmScreen[Any], fiscal_year: int, kind: KnowledgeKind | None = None
) -> None:
    """Ask which document of a year to print; that of `kind` (else the experts) is listed first."""
    first = {KnowledgeKind.KNOWLEDGE: "classification", None: "experts"}.get(kind, "processes")
    label = thai_digits(fiscal_year)
    await print_record(
        screen, str(fiscal_year), KeyType.CLASSIFIED_YEAR, what="ปี", label=label, first=first
    )
