"""Printing of the documents of a year, a memo, a training or a proof of the evidence."""

from __future__ import annotations

from exports.catalogue import DOCUMENTS
from exports.documents import KeyType
from kmtui.thai.digits import thai_digits
from models.evidence.values import Proof
from models.knowledge.training import TrainingView
from models.memos.views import MemoView
from screens.base.screen import AnyScreen
from screens.printing.printing import PrintableDocument, print_offered, print_record

# The papers that a year has one of, in the order they are offered.
_OF_A_YEAR = (
    "binder",
    "book",
    "monitoring",
    "assessment",
    "survey",
    "survey-form",
    "lo-list",
    "guideline",
)


async def print_year(screen: AnyScreen, fiscal_year: int, first: str) -> None:
    """Ask which document of the year's evidence to print; `first` is listed first."""
    ids = sorted(_OF_A_YEAR, key=lambda each: each != first)
    known = {each.id: each for each in DOCUMENTS}
    offered = tuple(
        PrintableDocument(each.id, each.title, is_table=each.is_table)
        for each in (known[id_] for id_ in ids if id_ in known)
    )
    label = thai_digits(fiscal_year)
    await print_offered(screen, str(fiscal_year), offered, what="ปี", label=label)


async def print_meeting_year(screen: AnyScreen, year: int, first: str, committee: str = "") -> None:
    """Ask which document of a calendar year's meetings to print, of one committee if given."""
    ids = sorted(("attendance-year", "resolutions-year"), key=lambda each: each != first)
    known = {each.id: each for each in DOCUMENTS}
    offered = tuple(PrintableDocument(each, known[each].title, is_table=True) for each in ids)
    label = thai_digits(year)
    await print_offered(screen, str(year), offered, what="ปี", label=label, committee=committee)


async def print_plan(screen: AnyScreen, fiscal_year: int, first: str = "plan") -> None:
    """Ask which document of the year's plan to print; `first` is listed first."""
    label = thai_digits(fiscal_year)
    await print_record(
        screen, str(fiscal_year), KeyType.PLANNED_YEAR, what="แผนปี", label=label, first=first
    )


async def print_memo(screen: AnyScreen, memo: MemoView) -> None:
    """Ask where to print or save a memo, and do so; without a number it is marked a draft."""
    key = memo.key if memo.is_numbered else f"draft {memo.id}"
    label = memo.label if memo.is_numbered else "(ร่าง)"
    offered = (PrintableDocument("memo", "บันทึกข้อความ"),)
    await print_offered(screen, key, offered, what="ที่", label=label)


async def print_training(screen: AnyScreen, training: TrainingView) -> None:
    """Ask which report of a training to print, filled in or empty, and print it."""
    offered = (
        PrintableDocument("training", "แบบรายงานผลการเข้ารับการพัฒนา"),
        PrintableDocument("training", "แบบรายงานเปล่า", "--blank"),
    )
    label = f"{training.label} {training.person}"
    await print_offered(screen, training.key, offered, what="ที่", label=label)


async def print_proof(screen: AnyScreen, proof: Proof) -> None:
    """Ask where to print or save the document that is a proof in the evidence, and do so."""
    offered = (PrintableDocument(proof.document, proof.label),)
    await print_offered(screen, proof.key, offered, what="", label="", committee=proof.committee)
