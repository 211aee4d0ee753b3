"""The columns of plan tables in their usual spellings, and the text lines around tables."""

import re

from models.foreign_files.column_mapping import ColumnField
from models.plan.steps import Process

FIELDS = (
    ColumnField("number", "ลำดับ", ("ที่", "ลำดับที่", "ลำดับขั้น", "ข้อ", "ลำดับขั้นตอน", "No")),
    ColumnField("goal", "เป้าหมาย KM", ("เป้าหมายการจัดการความรู้", "เป้าหมาย KM (Desired State)")),
    ColumnField(
        "unit", "หน่วยที่วัดผลได้เป็นรูปธรรม", ("หน่วยที่วัดผลได้", "หน่วยวัด", "หน่วยที่วัดผลได้เป็นรูปธรรมของเป้าหมาย")
    ),
    ColumnField("process", "กระบวนการ", ("ประเภทกระบวนการ", "แผน")),
    ColumnField(
        "activity",
        "กิจกรรม",
        (
            "กิจกรรมการจัดการความรู้",
            "กิจกรรม/โครงการ",
            "โครงการ/กิจกรรม",
            "กิจกรรม/ขั้นตอน",
            "ขั้นตอน",
            "ขั้นตอน/กิจกรรม",
            "กิจกรรมหลัก",
            "กิจกรรม KM",
            "กระบวนการ/กิจกรรม",
            "กิจกรรมที่ดำเนินการ",
            "กิจกรรมการดำเนินงาน",
        ),
        is_needed=True,
    ),
    ColumnField(
        "method",
        "วิธีการสู่ความสำเร็จ",
        (
            *("วิธีการ", "วิธีดำเนินการ", "วิธีการดำเนินงาน", "วิธีการดำเนินการ", "วิธีการไปสู่ความสำเร็จ"),
            *("แนวทางการดำเนินงาน", "วิธีสู่ความสำเร็จ", "รายละเอียดกิจกรรม"),
        ),
    ),
    ColumnField(
        "period",
        "ระยะเวลา",
        (
            *("ระยะเวลาดำเนินการ", "ระยะเวลาการดำเนินงาน", "ระยะเวลาดำเนินงาน", "ช่วงเวลา"),
            *("กำหนดการ", "กำหนดเวลา", "วันเดือนปี", "ห้วงเวลา", "เวลา"),
        ),
    ),
    ColumnField("begins", "วันเริ่ม", ("เริ่ม", "วันที่เริ่ม", "เริ่มต้น", "วันเริ่มต้น")),
    ColumnField("ends", "วันสิ้นสุด", ("สิ้นสุด", "วันที่สิ้นสุด", "เสร็จสิ้น", "วันที่แล้วเสร็จ")),
    ColumnField("group", "กลุ่มเป้าหมาย", ("ผู้เข้าร่วม", "ผู้เข้าร่วมกิจกรรม")),
    ColumnField(
        "indicator",
        "ตัวชี้วัด",
        ("ตัวชี้วัดความสำเร็จ", "ตัวชี้วัด (KPI)", "KPI", "ตัวชี้วัดผลสำเร็จ", "ตัวชี้วัดกิจกรรม"),
    ),
    ColumnField(
        "target",
        "เป้าหมาย",
        ("ค่าเป้าหมาย", "เป้าหมายของตัวชี้วัด", "เป้าหมายตัวชี้วัด", "ผลที่คาดว่าจะได้รับ"),
    ),
    ColumnField(
        "owners",
        "ผู้รับผิดชอบ",
        (
            *("หน่วยงานที่รับผิดชอบ", "หน่วยงานรับผิดชอบ", "หน่วยงานผู้รับผิดชอบ", "ผู้รับผิดชอบหลัก"),
            *("เจ้าภาพ", "ส่วนราชการที่รับผิดชอบ", "กองที่รับผิดชอบ", "ผู้ดำเนินการ"),
        ),
    ),
    ColumnField("budget", "งบประมาณ (บาท)", ("งบประมาณ", "จำนวนเงิน", "วงเงิน", "งบประมาณที่ใช้")),
    ColumnField("tools", "เครื่องมือ/อุปกรณ์", ("เครื่องมือ", "อุปกรณ์", "เครื่องมือที่ใช้")),
    ColumnField("remark", "หมายเหตุ", ("สถานะ", "บันทึก", "ข้อสังเกต")),
)
"""The meanings that a column of a plan table can have, in the order of the printed plan."""

LEAST_COLUMNS = 3
"""The fewest known heads of a row that is a header."""

GOAL_LINE = re.compile(
    r"\s*เป้าหมาย\s*(?:ของ\s*)?KM\s*(?:\([^)]*\)\s*)?(?:ที่\s*[0-9๐-๙]+)?\s*[:：]?\s*"
)
NOT_SELECTED_LINE = re.compile(r"\s*เป้าหมาย\s*KM\s*ที่ไม่เลือกดำเนินการ\s*[:：]?\s*")
UNIT_LINE = re.compile(r"\s*หน่วยที่วัดผล(?:ได้)?(?:เป็นรูปธรรม)?\s*[:：]?\s*")
OTHER_LINE = re.compile(
    r"\s*(?:ผู้ทบทวน|ผู้อนุมัติ|ลงชื่อ|ชื่อหน่วยงาน|ชื่อส่วนราชการ|ประจำปีงบประมาณ|ปีงบประมาณ|ตำแหน่ง"
    r"|แผนการจัดการความรู้)"
)
CONTINUED = "(ต่อ)"
_LONGEST_NAME = 120  # characters of a line that names a process; longer ones are sentences
_PROCESSES = (
    (
        Process.LO,
        r"learning organi[sz]ation|^(?:การสร้าง.*)?องค์กร(?:แห่งการ)?เรียนรู้",
    ),
    (
        Process.CHANGE,
        r"change management|^(?:กระบวนการ)?(?:การ)?(?:บริหาร(?:จัดการ)?)?การเปลี่ยนแปลง",
    ),
    (Process.KM_PROCESS, r"km process|^กระบวนการจัดการความรู้|^จัดการความรู้$"),
)


def process_in(text: str) -> Process | None:
    """Return the process that a line names; None if it names none.

    A sentence that only mentions one, such as a goal, names none.
    """
    folded = " ".join(text.casefold().split())
    if len(folded) > _LONGEST_NAME:
        return None
    found = (process for process, words in _PROCESSES if re.search(words, folded))
    return next(found, None)
