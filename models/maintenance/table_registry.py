"""All tables of the data file, with the Thai labels of their fields."""

import importlib
import pkgutil
from functools import lru_cache
from typing import Any

import models
from models.editing.record_kind import DELETED_AT, FieldSpec
from models.history.kinds import KINDS
from models.storage.database import Record
from models.storage.file_inspection import TABLE_LABELS

_LABELS = {
    DELETED_AT: "การอยู่ในถังขยะ",
    "adopted_how": "วิธีรับรอง",
    "at": "เวลาที่บันทึก",
    "begins_on": "วันเริ่ม",
    "begun_at": "เวลาเริ่ม",
    "carried_from": "ที่มาจากปีก่อน",
    "changed_at": "เวลาที่เปลี่ยน",
    "committee": "คณะกรรมการ",
    "dictionary_key": "ลำดับตามพจนานุกรม",
    "digest": "รหัสตรวจสอบ",
    "division": "ส่วนราชการ",
    "ended_at": "เวลาสิ้นสุด",
    "ends_on": "วันสิ้นสุด",
    "fiscal_year": "ปีงบประมาณ",
    "item": "ระเบียบวาระ",
    "kind": "ชนิด",
    "level": "ระดับ",
    "meeting": "การประชุม",
    "memo": "บันทึกข้อความ",
    "name": "ชื่อ",
    "note": "หมายเหตุ",
    "number": "เลขที่",
    "order": "คำสั่ง",
    "person": "บุคลากร",
    "plan": "แผน",
    "position": "ลำดับ",
    "post": "ตำแหน่ง",
    "reason": "เหตุผล",
    "right": "สิทธิ",
    "role": "หน้าที่",
    "seat": "ที่นั่ง",
    "seen_at": "เวลาที่เห็นล่าสุด",
    "since": "ตั้งแต่",
    "state": "สถานะ",
    "status": "การมาประชุม",
    "stored_at": "เวลาที่บันทึก",
    "subject": "เรื่อง",
    "takes_chair": "การเป็นประธานแทน",
    "text": "ข้อความ",
    "title": "ชื่อเรื่องหรือคำนำหน้า",
    "version": "รุ่น",
    "what": "เหตุการณ์",
    "who": "ผู้บันทึก",
    "year": "ปี",
}


@lru_cache(maxsize=1)
def all_tables() -> tuple[Any, ...]:
    """Return all tables with the office's data, in the order of TABLE_LABELS.

    Imports every module of `models`, so that tables of subjects not used yet are included. The
    search index is not, because it is rebuilt from the others.
    """
    for module in pkgutil.walk_packages(models.__path__, "models."):
        importlib.import_module(module.name)
    found, waiting = list[Any](), list[Any](Record.__subclasses__())
    while waiting:
        table = waiting.pop(0)
        waiting += table.__subclasses__()
        if table._meta.table_name in TABLE_LABELS:
            found.append(table)
    order = list(TABLE_LABELS)
    return tuple(sorted(found, key=lambda each: order.index(each._meta.table_name)))


def spec_of(table: Any, field: Any) -> FieldSpec | None:
    """Return the specification of an editable field; None for other fields."""
    specs = {each.name: each for kind in KINDS if kind.table is table for each in kind.columns}
    return specs.get(field.name)


def field_label(table: Any, field: Any) -> str:
    """Return the Thai label of a field in the history; the field's name if it has none."""
    spec = spec_of(table, field)
    return spec.label if spec is not None else _LABELS.get(field.name, str(field.name))
