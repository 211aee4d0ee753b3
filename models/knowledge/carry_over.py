"""A new year's classification from last year's, and back again."""

from dataclasses import dataclass

from models.editing.audit_trail import track_changes
from models.errors import Refused
from models.knowledge.records import (
    KNOWLEDGE_KIND,
    KnowledgeHolder,
    KnowledgeItem,
    KnowledgeKind,
    ListOf,
    items_in,
)
from models.office.organization import Division
from models.storage.database import database, new_id, now


@dataclass(frozen=True)
class CarriedOver:
    """What an act of carrying over has added; `undo_carry_over` needs it."""

    item_ids: tuple[int, ...]


def carry_over(
    from_year: int, to_year: int, division_id: int | None = None, kind: KnowledgeKind | None = None
) -> CarriedOver:
    """Copy last year's items with their holders behind this year's; return what was added.

    An item that was carried over before is not copied again. The choice for the plan is made anew.
    Raises Refused where there is nothing to copy.
    """
    with database.atomic():
        added: list[int] = []
        for division in Division.select().order_by(Division.position):
            if division_id in (None, division.id):
                for each in KnowledgeKind if kind is None else (kind,):
                    source = ListOf(from_year, division.id, each)
                    added += _copy(source, ListOf(to_year, division.id, each))
        if not added:
            raise Refused("ไม่มีรายการของปีก่อนให้คัดลอก หรือคัดลอกมาครบแล้ว")
    return CarriedOver(tuple(added))


def undo_carry_over(done: CarriedOver) -> None:
    """Put what was carried over into the bin again."""
    with database.atomic(), track_changes(KNOWLEDGE_KIND, *done.item_ids):
        KnowledgeItem.update(deleted_at=now()).where(
            KnowledgeItem.id.in_(list(done.item_ids)), KnowledgeItem.deleted_at.is_null()
        ).execute()


def _copy(source: ListOf, target: ListOf) -> list[int]:
    there = items_in(target)
    known = {row.origin_id for row in there}
    added: list[int] = []
    for row in items_in(source):
        if row.id in known or not row.text:
            continue
        made = KnowledgeItem.create(
            id=new_id(),
            fiscal_year=target.fiscal_year,
            division=target.division_id,
            kind=target.kind,
            position=len(there) + len(added) + 1,
            text=row.text,
            way=row.way,
            strategy=row.strategy,
            form=row.form,
            keeping=row.keeping,
            kept_at=row.kept_at,
            importance=row.importance,
            urgency=row.urgency,
            tools=row.tools,
            tags=row.tags,
            origin=row.id,
        )
        for holder in row.holders:
            KnowledgeHolder.create(item=made, person=holder.person_id)
        added.append(made.id)
    return added
