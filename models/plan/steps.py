"""The processes of a KM plan and the canonical names of their steps (guideline of the KM plan)."""

from enum import StrEnum

KM_STEPS = (
    "การบ่งชี้ความรู้",
    "การสร้างและแสวงหาความรู้",
    "การจัดความรู้ให้เป็นระบบ",
    "การประมวลและกลั่นกรองความรู้",
    "การเข้าถึงความรู้",
    "การแบ่งปันแลกเปลี่ยนความรู้",
    "การเรียนรู้",
)
CHANGE_STEPS = (
    "การเตรียมการและปรับเปลี่ยนพฤติกรรม",
    "การสื่อสาร",
    "กระบวนการและเครื่องมือ",
    "การเรียนรู้",
    "การวัดผล",
    "การยกย่องชมเชยและการให้รางวัล",
)


class Process(StrEnum):
    """The process of a plan table: one of two KM processes, or learning organisation (no steps)."""

    KM_PROCESS = "km_process"
    CHANGE = "change"
    LO = "lo"

    @property
    def label(self) -> str:
        """The Thai label of the process, as in the heading of a table."""
        return {
            Process.KM_PROCESS: "กระบวนการจัดการความรู้ (KM Process)",
            Process.CHANGE: "กระบวนการบริหารจัดการการเปลี่ยนแปลง (Change Management Process)",
            Process.LO: "การสร้างส่วนราชการเป็นองค์กรเรียนรู้ (Learning Organization : LO)",
        }[self]

    @property
    def short_label(self) -> str:
        """The Thai label of the process for a narrow column."""
        return {
            Process.KM_PROCESS: "จัดการความรู้",
            Process.CHANGE: "การเปลี่ยนแปลง",
            Process.LO: "องค์กรเรียนรู้",
        }[self]

    @property
    def steps(self) -> tuple[str, ...]:
        """The names of the steps, step 1 first; empty for learning organisation."""
        return {Process.KM_PROCESS: KM_STEPS, Process.CHANGE: CHANGE_STEPS, Process.LO: ()}[self]

    def step_title(self, step: int) -> str:
        """Return the canonical name of a step, counted from 1; empty if there is no such step."""
        return self.steps[step - 1] if 0 < step <= len(self.steps) else ""


class PlanState(StrEnum):
    """The lifecycle of a plan.

    A REVIEWED plan is closed until the review is withdrawn; an ANNOUNCED one can only be changed by
    an amendment.
    """

    DRAFT = "draft"
    REVIEWED = "reviewed"
    ANNOUNCED = "announced"

    @property
    def label(self) -> str:
        """The state as a Thai label."""
        return {
            PlanState.DRAFT: "ร่าง",
            PlanState.REVIEWED: "CKO ทบทวนแล้ว",
            PlanState.ANNOUNCED: "ประกาศใช้แล้ว",
        }[self]


class Beneficiary(StrEnum):
    """The five groups that benefit from a scope of KM; the value names the column of the scope."""

    PEOPLE = "benefit_people"
    STAFF = "benefit_staff"
    AGENCIES = "benefit_agencies"
    GOVERNMENT = "benefit_government"
    OUTSOURCE = "benefit_outsource"

    @property
    def label(self) -> str:
        """The Thai label of the group, as in the heading of its column."""
        return {
            Beneficiary.PEOPLE: "ประชาชนไทย/ชาวต่างชาติ/ชุมชน",
            Beneficiary.STAFF: "ข้าราชการของหน่วยงานตนเอง",
            Beneficiary.AGENCIES: "กระทรวง กรม กอง ของหน่วยงานอื่น",
            Beneficiary.GOVERNMENT: "รัฐบาล",
            Beneficiary.OUTSOURCE: "Outsource ของหน่วยงาน",
        }[self]
