"""Import of a classification table as knowledge items of a year; existing items are kept."""

from msgspec import Struct

from kmtui.thai.digits import counts_text
from kmtui.thai.text import key
from models.errors import Refused
from models.knowledge.records import KNOWLEDGE_KIND, KnowledgeItem, ListOf, add_knowledge
from models.knowledge.table_import.reading import KNOWLEDGE_FIELDS, KnowledgeRow, KnowledgeTable
from models.office.organization import Division
from models.storage.database import database

_SHOWN = 5


class KnowledgePlan(Struct, frozen=True):
    """The items that a file would add to a year.

    Attributes:
        new: the rows that would be added.
        same: rows that the year has already, or that the file has twice.
        unknown: the names of divisions that the office does not have.
    """

    table: KnowledgeTable
    fiscal_year: int
    new: tuple[KnowledgeRow, ...]
    same: tuple[KnowledgeRow, ...]
    unknown: tuple[str, ...]


def plan_knowledge(table: KnowledgeTable, fiscal_year: int) -> KnowledgePlan:
    """Compare a file with a year's classification; changes nothing."""
    divisions = _divisions()
    there = {
        (row.division_id, row.kind, key(row.text))
        for row in KnowledgeItem.select().where(
            KnowledgeItem.fiscal_year == fiscal_year, KnowledgeItem.deleted_at.is_null()
        )
    }
    new: list[KnowledgeRow] = []
    same: list[KnowledgeRow] = []
    unknown: dict[str, None] = {}
    for row in table.rows:
        division_id = divisions.get(key(row.division))
        if division_id is None:
            unknown[row.division] = None
            continue
        known = (division_id, row.kind, key(row.text))
        (same if known in there else new).append(row)
        there.add(known)
    return KnowledgePlan(table, fiscal_year, tuple(new), tuple(same), tuple(unknown))


def must_be_addable(plan: KnowledgePlan) -> None:
    """Raise Refused if the file has no item, or names unknown divisions."""
    if not plan.table.rows:
        names = {each.id for each in KNOWLEDGE_FIELDS} & set(plan.table.mapping.ids)
        if not names & {"knowledge", "process"}:
            way = "เลือกคอลัมน์ก่อน (คำสั่ง: --columns องค์ความรู้=B)"
            raise Refused(f"ไม่รู้ว่าคอลัมน์ใดคือองค์ความรู้ใน {plan.table.file_name} {way}")
        raise Refused(f"ไม่พบองค์ความรู้ในตารางของ {plan.table.file_name}")
    if plan.unknown:
        named = ", ".join(name or "(ไม่มีชื่อ)" for name in plan.unknown[:_SHOWN])
        more = " …" if len(plan.unknown) > _SHOWN else ""
        raise Refused(f"ไม่มีหน่วยงานนี้ในทะเบียน: {named}{more} เพิ่มหน่วยงานก่อน หรือแก้ชื่อในแฟ้ม แล้วนำเข้าใหม่")


def import_knowledge(plan: KnowledgePlan) -> int:
    """Add the new items at the ends of their lists, all or none; return their number.

    Raises:
        Refused: the file has no item, a division is unknown, or the stored items of the year have
            changed since the plan was made.
    """
    must_be_addable(plan)
    with database.atomic():
        if plan_knowledge(plan.table, plan.fiscal_year) != plan:
            raise Refused("การจำแนกเปลี่ยนไประหว่างตรวจ อ่านแฟ้มใหม่แล้วตรวจอีกครั้งก่อนนำเข้า")
        divisions = _divisions()
        for row in plan.new:
            where = ListOf(plan.fiscal_year, divisions[key(row.division)], row.kind)
            item_id = add_knowledge(where, row.text)
            for field in ("tools", "kept_at"):
                if text := getattr(row, field):
                    KNOWLEDGE_KIND.replace(item_id, field, 0, text)
    return len(plan.new)


def counted(plan: KnowledgePlan) -> str:
    """Return the Thai sentence with the numbers of rows by effect."""
    return counts_text(
        ("เพิ่ม {}", len(plan.new)),
        ("มีอยู่แล้ว {}", len(plan.same)),
        ("ไม่รู้จักหน่วยงาน {}", len(plan.unknown)),
        ("ไม่มีที่อยู่ {}", len(plan.table.left)),
    )


def _divisions() -> dict[str, int]:
    """Return division ids by name and short name, folded for comparison."""
    found: dict[str, int] = {}
    for row in Division.select().order_by(Division.position):
        for name in (row.name, row.short_name):
            if name:
                found.setdefault(key(name), row.id)
    return found
