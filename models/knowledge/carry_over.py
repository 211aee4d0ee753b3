"""A new year's classification from last year's."""

from models.errors import Refused
from models.knowledge.records import (
    KnowledgeHolder,
    KnowledgeItem,
    KnowledgeKind,
    ListOf,
    items_in,
)
from models.office.organization import Division
from models.storage.database import database, new_id


def carry_over(
    from_year: int, to_year: int, division_id: int | None = None, kind: KnowledgeKind | None = None
) -> None:
    """Copy the items of an earlier year with their holders to the end of a year's lists.

    Items that were carried over before are not copied again. The choice for the plan is not copied.

    Args:
        division_id: the division to copy; None for all.
        kind: the kind to copy; None for both.

    Raises:
        Refused: there is nothing to copy, or all of it was carried over before.
    """
    with database.atomic():
        count = 0
        for division in Division.select().order_by(Division.position):
            if division_id in (None, division.id):
                for each in KnowledgeKind if kind is None else (kind,):
                    source = ListOf(from_year, division.id, each)
                    count += _copy(source, ListOf(to_year, division.id, each))
        if not count:
            raise Refused("ไม่มีรายการของปีก่อนให้คัดลอก หรือคัดลอกมาครบแล้ว")


def _copy(source: ListOf, target: ListOf) -> int:
    there = items_in(target)
    known = {row.origin_id for row in there}
    count = 0
    for row in items_in(source):
        if row.id in known or not row.text:
            continue
        made = KnowledgeItem.create(
            id=new_id(),
            fiscal_year=target.fiscal_year,
            division=target.division_id,
            kind=target.kind,
            position=len(there) + count + 1,
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
        count += 1
    return count
