"""The definition of a check: code, subject, severity, and the function that runs it."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from msgspec import Struct

from models.checks.core.finding import Finding, RecordIssue, Severity, TextIssue
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText

TextCheck = Callable[[CheckedText, NameRegister], Iterator[TextIssue]]
# Takes the `Records` of `checks.records`, which this lowest module must not import.
RecordCheck = Callable[[Any], Iterator[RecordIssue]]


class Family(StrEnum):
    """The subject of a check; the value is its Thai label."""

    NAMES = "ชื่อคน ตำแหน่ง ส่วนราชการ และสถานที่"
    LAWS = "กฎหมาย"
    FIXED_WORDS = "ถ้อยคำที่กำหนดไว้"
    SPELLING = "การเขียนคำ"
    TIMES = "วัน เวลา และปี"
    NUMBERS = "ลำดับและผลรวม"
    REPEATS = "ข้อความซ้ำ"
    PAPERS = "แบบของหนังสือ"
    MINUTES = "รายงานการประชุม"
    PLANS = "ตารางแผน"
    MEETINGS = "การประชุม"
    TASKS = "งานที่มอบหมาย"
    ORDERS = "คำสั่งและคณะกรรมการ"
    SEQUENCE = "ลำดับก่อนหลังของเอกสาร"
    KM_PLANS = "แผนการจัดการความรู้"
    KNOWLEDGE = "องค์ความรู้"
    MEMOS = "บันทึกข้อความ"
    EVIDENCE = "หลักฐานของปี"
    REGISTER = "ทะเบียนบุคลากร"


class Check(Struct, frozen=True):
    """A check: either `on_text`, for any text, or `on_records`, for the stored records."""

    code: str
    title: str
    explanation: str
    severity: Severity
    family: Family
    on_text: TextCheck | None = None
    on_records: RecordCheck | None = None

    def findings(self, text: CheckedText, register: NameRegister) -> Iterator[Finding]:
        """Yield the findings in a text; none for a check of records."""
        for spot in self.on_text(text, register) if self.on_text else ():
            yield Finding(
                self.code,
                self.severity,
                text.place,
                spot.line,
                spot.found,
                spot.expected,
                spot.message,
                spot.mending,
            )
