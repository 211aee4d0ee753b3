"""What a check is: its code, what it is about, how serious it is, and the function that looks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.checks.core.finding import Finding, RecordIssue, Severity, TextIssue
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText

TextCheck = Callable[[CheckedText, NameRegister], Iterator[TextIssue]]
# Given the `Records` of `checks.records`, which this lowest module must not know.
RecordCheck = Callable[[Any], Iterator[RecordIssue]]


class Family(StrEnum):
    """What a check is about, in the words of the office."""

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


@dataclass(frozen=True)
class Check:
    """One check: `on_text` looks at any text, `on_records` at what is recorded; one of the two."""

    code: str
    title: str
    explanation: str
    severity: Severity
    family: Family
    on_text: TextCheck | None = None
    on_records: RecordCheck | None = None

    def findings(self, text: CheckedText, register: NameRegister) -> Iterator[Finding]:
        """What this check sees in a text; nothing where it looks at records only."""
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
