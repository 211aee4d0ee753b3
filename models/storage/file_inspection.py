"""Inspection of a data file: tables with Thai labels, row counts, newest change, damage."""

import sqlite3
from datetime import datetime

TABLE_LABELS = {
    "organization": "หน่วยงาน",
    "division": "ส่วนราชการ",
    "person": "บุคลากร",
    "former_name": "ชื่อเดิมของบุคลากร",
    "post": "ตำแหน่ง",
    "assignment": "การดำรงตำแหน่ง",
    "appointment_order": "คำสั่งแต่งตั้ง",
    "committee": "คณะกรรมการ",
    "seat": "ที่นั่งในคณะกรรมการ",
    "duty": "หน้าที่ของคณะกรรมการ",
    "template_item": "แบบระเบียบวาระ",
    "approval_memo": "บันทึกขออนุมัติ",
    "approval_step": "ลำดับผู้ให้ความเห็น",
    "approved_order": "คำสั่งที่ขออนุมัติ",
    "meeting": "การประชุม",
    "meeting_event": "เหตุการณ์ในการประชุม",
    "attendance": "รายชื่อผู้มาประชุม",
    "agenda_item": "ระเบียบวาระ",
    "statement": "คำพูด",
    "resolution": "มติ",
    "dissent": "ความเห็นแย้ง",
    "recusal": "ผู้มีส่วนได้เสีย",
    "joint_item": "เรื่องที่ลงมติรวมกัน",
    "action_item": "งานที่มอบหมาย",
    "correction": "ข้อแก้ไข",
    "km_plan": "แผนการจัดการความรู้",
    "plan_scope": "ขอบเขต KM",
    "plan_goal": "เป้าหมาย KM",
    "success_factor": "ปัจจัยแห่งความสำเร็จ",
    "plan_table": "ตารางแผน",
    "plan_activity": "กิจกรรมในแผน",
    "activity_owner": "ผู้รับผิดชอบกิจกรรม",
    "plan_amendment": "การปรับปรุงแผน",
    "plan_report": "การรายงานแผน",
    "progress": "ผลการดำเนินงาน",
    "knowledge_item": "องค์ความรู้",
    "knowledge_holder": "ผู้รู้",
    "knowledge_year": "ปีที่จำแนกองค์ความรู้",
    "memo": "บันทึกข้อความ",
    "memo_step": "ลำดับในบันทึกข้อความ",
    "acknowledgement": "การรับทราบ",
    "assessment_answer": "ข้อประเมินตนเอง",
    "training": "การเข้ารับการพัฒนา",
    "training_count": "เลขที่การเข้ารับการพัฒนาที่ออกแล้ว",
    "survey_form": "แบบสำรวจ",
    "attachment": "เอกสารแนบ",
    "override": "การออกหนังสือทั้งที่มีข้อทัก",
    "set_aside": "ข้อทักที่รับไว้",
    "waiver": "สิ่งที่ไม่ดำเนินการ",
    "revision": "ประวัติการแก้ไข",
    "draft": "ข้อความที่พิมพ์ค้าง",
    "snippet": "คำย่อ",
    "seal": "ตราผนึก",
    "member": "ผู้มีสิทธิใช้งาน",
    "presence": "ผู้ที่เปิดโปรแกรมอยู่",
}
OTHERS = "ข้อมูลอื่น"
_STAMPED = {"revision": "at", "meeting_event": "at", "draft": "at"}

Counts = dict[str, int]


def label_of(table: str) -> str:
    """Return the Thai label of a table."""
    return TABLE_LABELS.get(table, f"ตาราง {table}")


def labelled_counts(counts: Counts) -> dict[str, int]:
    """Return the counts by Thai label; tables without a label are added up as `OTHERS`."""
    told: dict[str, int] = {}
    for table, count in counts.items():
        label = TABLE_LABELS.get(table, OTHERS)
        told[label] = told.get(label, 0) + count
    return told


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Return the names of the tables, in the order of TABLE_LABELS, then by name."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    known = list(TABLE_LABELS)
    return sorted(
        (str(name) for (name,) in rows),
        key=lambda name: (known.index(name) if name in known else len(known), name),
    )


def counts_of(connection: sqlite3.Connection) -> Counts:
    """Return the row count of each table, except the tables of the search index."""
    tables = [each for each in tables_of(connection) if not each.startswith("search")]
    return {table: _count(connection, table) for table in tables}


def newest_change(connection: sqlite3.Connection) -> datetime | None:
    """Return the newest time (UTC) of a revision, meeting event or draft; None if there is none."""
    present = set(tables_of(connection))
    stamps = [
        connection.execute(f"SELECT max({column}) FROM {table}").fetchone()[0]  # noqa: S608
        for table, column in _STAMPED.items()
        if table in present
    ]
    found = []
    for stamp in filter(None, stamps):
        try:
            found.append(datetime.fromisoformat(str(stamp)))
        except ValueError:
            continue
    return max((each for each in found if each.tzinfo is not None), default=None)


def schema_of(connection: sqlite3.Connection) -> int:
    """Return the schema version of the file (`user_version`)."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def damage_of(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite reports as damaged, in Thai; empty if the file is intact."""
    lines = _complaints(connection, "")
    if lines is not None and lines == ["ok"]:
        return []
    try:
        tables = tables_of(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return ["สารบัญของแฟ้ม"]
    broken = [label_of(each) for each in tables if _complaints(connection, each) != ["ok"]]
    return broken or ["ดัชนีหรือหน้าว่างของแฟ้ม"]


def _complaints(connection: sqlite3.Connection, table: str) -> list[str] | None:
    """Return the errors that `integrity_check` reports for `table` (empty: all tables).

    None if the file is unreadable.

    Raises:
        sqlite3.OperationalError: the file is locked or cannot be opened.
    """
    try:
        rows = connection.execute(f"PRAGMA integrity_check{f'({_quoted(table)})' if table else ''}")
        return [str(row[0]) for row in rows]
    except sqlite3.OperationalError:
        raise
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return None


def _count(connection: sqlite3.Connection, table: str) -> int:
    sql = f"SELECT count(*) FROM {_quoted(table)}"  # noqa: S608  # a name of the file's own
    return int(connection.execute(sql).fetchone()[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
