"""The evidence board of a fiscal year: six steps and eight items with proofs and gaps.

The steps are those of the guideline of the KM plan, each with the document that proves it; the
items are those of the learning organisation, which inspectors check.
"""

import hashlib
from datetime import date
from enum import StrEnum

from msgspec import Struct

from kmtui.thai.text import key
from models.evidence.attachments import AttachmentView
from models.office.locations import Location
from models.plan.waivers import WaiverView


class EvidenceGapKind(StrEnum):
    """The kinds of missing evidence."""

    ORDER = "order"
    INVITATION = "invitation"
    MINUTES = "minutes"
    CLASSIFICATION = "classification"
    PLAN = "plan"
    ANNOUNCEMENT = "announcement"
    PROGRESS = "progress"
    WORK_MANUAL = "work_manual"
    TRAINING_REPORT = "training_report"
    SUMMARY_MEMO = "summary_memo"
    REPLY = "reply"
    MEMO_NUMBER = "memo_number"
    MONITORING_REPORT = "monitoring_report"
    SURVEY = "survey"
    CIRCULAR = "circular"
    ACKNOWLEDGEMENT = "acknowledgement"


class Proof(Struct, frozen=True):
    """A proof of an item: a document of the catalogue by its key, or an attachment."""

    label: str
    document: str = ""
    key: str = ""
    committee: str = ""
    attachment: AttachmentView | None = None


class EvidenceGap(Struct, frozen=True):
    """Missing evidence: label, responsible person, due date, and the location of the fix."""

    kind: EvidenceGapKind
    label: str
    fix_location: Location
    who: str = ""
    due_on: date | None = None

    @property
    def key(self) -> str:
        """The key by which the gap is set aside; a gap with another label has another key."""
        digest = hashlib.sha256(key(self.label).encode()).hexdigest()[:16]
        return f"evidence/{self.kind}/{digest}"


class Requirement(Struct, frozen=True):
    """A step or item: its number from 1, the required document (only of a step), proofs, gaps."""

    number: int
    title: str
    asks_for: str
    proofs: tuple[Proof, ...]
    gaps: tuple[EvidenceGap, ...]
    waived: tuple[WaiverView, ...] = ()
    """The gaps that the office set aside with a reason."""

    @property
    def is_whole(self) -> bool:
        """Whether the step or item has a proof or a waived gap, and no open gap."""
        return bool(self.proofs or self.waived) and not self.gaps


class Board(Struct, frozen=True):
    """The board of a fiscal year. `notes` are not gaps, but worth checking before an inspection."""

    fiscal_year: int
    steps: tuple[Requirement, ...]
    items: tuple[Requirement, ...]
    notes: tuple[str, ...] = ()
    counting: str = ""
    """The meetings that count as evidence and why, else how a closed one would; may be empty."""

    @property
    def gaps(self) -> tuple[EvidenceGap, ...]:
        """The distinct gaps, in the order of the steps, then of the items."""
        return tuple(dict.fromkeys(gap for line in (*self.steps, *self.items) for gap in line.gaps))


STEPS = (
    ("แต่งตั้งคณะกรรมการจัดการความรู้", "คำสั่งแต่งตั้งคณะทำงานการจัดการความรู้"),
    ("จำแนกความรู้ที่จำเป็น", "รายงานการประชุมที่จำแนกกระบวนการที่สำคัญ"),
    ("จัดทำแผนการจัดการความรู้", "แผนการจัดการความรู้"),
    ("ดำเนินการตามแผน", "เอกสารที่ระบุไว้ในแผน"),
    ("สรุปรายงานผลเสนอผู้บริหาร", "บันทึกสรุปผลที่นายกลงนามรับทราบ"),
    ("รับฟังความคิดเห็น", "สรุปผลแบบสำรวจความพึงพอใจ"),
)
ITEMS = (
    "จำแนกความรู้ที่จำเป็นต่อการผลักดันความสำเร็จในงานทั้งที่เป็นงานประจำหรือยุทธศาสตร์ขององค์กร",
    "จัดทำแผนจัดการความรู้ ประกอบด้วยกิจกรรม ระยะเวลา กลุ่มเป้าหมาย ตัวชี้วัด เป้าหมายตัวชี้วัด และผู้รับผิดชอบ",
    "ประชุมส่วนราชการเพื่อวิเคราะห์หรือจัดทำเป็นแผนงาน",
    "ดำเนินการตามกิจกรรมที่กำหนด",
    "สรุปรายงานผลการดำเนินกิจกรรม",
    "นำผลสรุปเสนอผู้บริหารทราบ",
    "วิเคราะห์ สรุปผลการดำเนินงาน เพื่อปรับปรุงหรือพัฒนาแผนการจัดการความรู้",
    "ประชาสัมพันธ์การจัดการองค์ความรู้ และรับฟังความคิดเห็นของข้าราชการ-พนักงานจ้าง",
)
