"""Plans as they are recorded: what they lack, what they say twice, what became of them."""

import re
from collections.abc import Iterator
from datetime import datetime

from kmtui.thai.dates import fiscal_range, format_date
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import key
from models.checks.core.check import RecordCheck
from models.checks.core.finding import Place, RecordSpot, place_of
from models.checks.core.patterns import likeness
from models.checks.records.values import PlanRecord, Records
from models.plan.rules import Gap, GapKind
from models.plan.steps import PlanState
from models.plan.values import ActivityView, GoalView, ScopeView

NEARLY = 0.85
LONG_INDICATOR = 16
"""Letters from which an indicator says so much that another activity cannot have it by chance."""

_CLAIM = 200  # letters between "the plan fixes" and what it fixes, in a list of a sentence
_FIGURE = re.compile("[0-9๐-๙]|ทุก|ร้อยละ|ครบ|ทั้งหมด")
_EVERYBODY = re.compile("ทุก|แต่ละ|หัวหน้าส่วนราชการ|คณะกรรมการ|ส่วนราชการ")
_WANTED = {
    GapKind.NO_PROCESS: "ตารางแผนอย่างน้อยหนึ่งกระบวนการ",
    GapKind.NO_MISSION: "ขอบเขตที่เชื่อมกับพันธกิจด้านการบริหารจัดการบ้านเมืองที่ดี",
    GapKind.GOAL_WITHOUT_TABLE: "ตารางแผน หรือไม่เลือกดำเนินการ",
    GapKind.GOAL_WITHOUT_UNIT: "หน่วยที่วัดผลได้เป็นรูปธรรม",
    GapKind.SCOPE_AS_GOAL: "ตารางแผนใต้เป้าหมาย",
    GapKind.STEP_MISSING: "ครบทุกขั้นตอนของกระบวนการ",
    GapKind.PART_MISSING: "ครบทุกช่องที่แนวทางกำหนด",
    GapKind.INDICATOR_IS_TARGET: "เป้าหมายที่เป็นค่าวัดได้",
    GapKind.BEYOND_YEAR: "ภายในปีงบประมาณของแผน",
    GapKind.BACKWARDS: "วันสิ้นสุดตั้งแต่วันเริ่ม",
    GapKind.UNCONFIRMED: "ทบทวนแล้ว",
}


def gaps_of(kind: GapKind) -> RecordCheck:
    """The check that tells the gaps of this kind."""

    def found(records: Records) -> Iterator[RecordSpot]:
        for record in records.plans:
            for gap in record.gaps:
                if gap.kind == kind:
                    yield RecordSpot(_place_of(record, gap), gap.sentence, _WANTED[kind])

    return found


def _place_of(record: PlanRecord, gap: Gap) -> Place:
    for subject, row_id in (("activity", gap.activity_id), ("goal", gap.goal_id)):
        if row_id is not None:
            return record.at("", subject, row_id, gap.field)
    if gap.scope_id is not None:
        return record.at("", "scope", gap.scope_id, gap.field)
    return record.at()


def early_activities(records: Records) -> Iterator[RecordSpot]:
    """An activity that begins before the fiscal year of its plan."""
    for record in records.plans:
        first = fiscal_range(record.plan.fiscal_year)[0]
        for row in record.plan.activities:
            if row.begins_on is not None and row.begins_on < first:
                found = f"เริ่ม {format_date(row.begins_on)}"
                yield RecordSpot(_at(record, row, "begins_on"), found, f"ตั้งแต่ {format_date(first)}")


def targets_without_figure(records: Records) -> Iterator[RecordSpot]:
    """A target that cannot be measured: no figure in it (I35)."""
    for record in records.plans:
        for row in record.plan.activities:
            if row.target and row.target_number is None and not _FIGURE.search(row.target):
                place = _at(record, row, "target")
                yield RecordSpot(
                    place, f"เป้าหมาย “{row.target}”", "ตัวเลขพร้อมหน่วยนับ", words=row.target
                )


def unknown_owners(records: Records) -> Iterator[RecordSpot]:
    """Who is responsible is neither a division nor a post of the register (I52)."""
    for record in records.plans:
        for row in record.plan.activities:
            unknown = [name for name in row.owner_names if not _EVERYBODY.search(name)]
            if unknown and len(row.owners) < len(row.owner_names):
                known = {key(owner.name) for owner in row.owners}
                names = [name for name in unknown if key(name) not in known] or unknown
                found = f"ผู้รับผิดชอบ {', '.join(names)}"
                place = _at(record, row, "owner_text")
                yield RecordSpot(place, found, "ส่วนราชการหรือตำแหน่งในทะเบียน", words=row.owner_text)


def shared_indicators(records: Records) -> Iterator[RecordSpot]:
    """A long indicator that stands, word for word, under two activities of a table (I37)."""
    for record in records.plans:
        for table in record.plan.all_tables:
            first: dict[str, ActivityView] = {}
            for row in table.activities:
                words = key(row.indicator).replace(" ", "")
                twin = first.setdefault(words, row) if len(words) >= LONG_INDICATOR else row
                if twin is not row and (twin.step, twin.title) != (row.step, row.title):
                    found = f"ตัวชี้วัด “{row.indicator}”"
                    expected = f"ตัวชี้วัดของกิจกรรมนี้ ไม่ใช่ของ “{twin.heading}”"
                    yield RecordSpot(
                        _at(record, row, "indicator"), found, expected, words=row.indicator
                    )


def alike_goals(records: Records) -> Iterator[RecordSpot]:
    """Two goals or two scopes that say nearly the same (I41)."""
    for record in records.plans:
        yield from _alike(record, "goal", "เป้าหมาย", record.plan.goals)
        yield from _alike(record, "scope", "ขอบเขต", record.plan.scopes)


def _alike(
    record: PlanRecord, subject: str, noun: str, rows: tuple[GoalView, ...] | tuple[ScopeView, ...]
) -> Iterator[RecordSpot]:
    bare = [(row, key(row.text).replace(" ", "")) for row in rows if row.text]
    for at, (row, words) in enumerate(bare):
        for other, others in bare[:at]:
            if likeness(words, others) >= NEARLY:
                number = thai_digits(row.number)
                place = record.at(f"{noun} {number}", subject, row.id)
                found = f"“{row.text[:60]}” เกือบซ้ำ{noun} {thai_digits(other.number)}"
                yield RecordSpot(place, found, f"{noun}ที่ต่างกัน", words=row.text)
                break


def shared_units(records: Records) -> Iterator[RecordSpot]:
    """Two goals measured by the same words: one of them is left over from the other (I34)."""
    for record in records.plans:
        first: dict[str, GoalView] = {}
        for goal in record.plan.goals:
            unit = key(goal.unit).replace(" ", "")
            twin = first.setdefault(unit, goal) if unit else goal
            if twin is not goal:
                place = record.at(f"เป้าหมาย {thai_digits(goal.number)}", "goal", goal.id)
                found = f"หน่วยที่วัดผล “{goal.unit[:60]}” ซ้ำเป้าหมาย {thai_digits(twin.number)}"
                yield RecordSpot(place, found, "หน่วยที่วัดผลของเป้าหมายนี้เอง", words=goal.unit)


def plans_without_review(records: Records) -> Iterator[RecordSpot]:
    """An announced plan that no record says was reviewed by the CKO (I48)."""
    for record in _announced(records):
        if record.plan.review is None:
            yield RecordSpot(record.at(), "ประกาศแล้วโดยไม่มีบันทึกการทบทวน", "ผ่านการทบทวนโดย CKO")


def plans_without_approval(records: Records) -> Iterator[RecordSpot]:
    """An announced plan that no meeting approved."""
    for record in _announced(records):
        if record.plan.approval is None:
            yield RecordSpot(record.at(), "ประกาศแล้วโดยไม่มีมติเห็นชอบ", "การประชุมที่เห็นชอบแผน")


def plans_without_results(records: Records) -> Iterator[RecordSpot]:
    """Activities that are over and say nothing of what became of them (I39), told once a plan."""
    for record in _announced(records):
        over = [
            row for row in record.plan.activities if row.ends_on and row.ends_on < records.today
        ]
        silent = [row for row in over if not row.progress]
        if silent:
            count, of = thai_digits(len(silent)), thai_digits(len(over))
            found = f"กิจกรรมที่สิ้นสุดแล้ว {count} จาก {of} รายการไม่มีผล"
            yield RecordSpot(record.at(), found, "บันทึกผลของทุกกิจกรรม (F6)")


def silent_changes(records: Records) -> Iterator[RecordSpot]:
    """A cell changed after the announcement, while no amendment was open."""
    for record in _announced(records):
        told: set[tuple[str, int]] = set()
        for change in record.changes:
            row = change.subject, change.subject_id
            if row in told or _was_amending(record, change.at):
                continue
            told.add(row)
            day = datetime.fromisoformat(change.at).astimezone().date()
            place = record.at("แถวที่แก้", change.subject, change.subject_id, change.field)
            yield RecordSpot(
                place, f"แก้เมื่อ {format_date(day)} หลังประกาศใช้", "แก้ในการปรับปรุงแผนที่มีเหตุผล"
            )


def _was_amending(record: PlanRecord, at: str) -> bool:
    return any(
        each.begun_at <= at and (each.ended_at is None or at <= each.ended_at)
        for each in record.plan.amendments
    )


def parts_claimed(records: Records) -> Iterator[RecordSpot]:
    """Minutes that say the plan fixes tools or a budget, when no activity has any (I20)."""
    for record in records.plans:
        approval = record.plan.approval
        meeting_id = approval.meeting_id if approval is not None else 0
        for word, column in (("งบประมาณ", "budget"), ("เครื่องมือ", "tools")):
            if any(getattr(row, column) for row in record.plan.activities):
                continue
            claim = re.compile(f"กำหนด[^\n]{{0,{_CLAIM}}}{word}")
            for said in record.said:
                if claim.search(said.text):
                    label = f"{record.label} ที่ประชุมที่เห็นชอบ"
                    place = place_of(label, "statement", said.id, parent_id=meeting_id)
                    found = f"กล่าวว่าแผนกำหนด{word}ไว้"
                    because = f"เพราะ{record.label}ไม่มี{word}ในกิจกรรมใด"
                    yield RecordSpot(place, found, "ตามที่แผนมีจริง", because, said.text)


def _announced(records: Records) -> Iterator[PlanRecord]:
    return (each for each in records.plans if each.plan.state == PlanState.ANNOUNCED)


def _at(record: PlanRecord, row: ActivityView, field: str) -> Place:
    return record.at(f"{row.heading} ลำดับ {thai_digits(row.number)}", "activity", row.id, field)
