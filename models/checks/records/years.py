"""Checks of knowledge items, memos, emblems, the evidence of a year, and the register of people."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from kmtui.thai.dates import fiscal_range, format_date
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import key
from models.checks.core.finding import FindingLocation, RecordIssue, place_of
from models.checks.records.values import HeldRecord, KnowledgeRecord, Records
from models.committees.records import OrderState
from models.evidence.values import EvidenceGapKind
from models.knowledge.views import NEAR
from models.meetings.records import MeetingState
from models.memos.records import MemoKind
from models.office.letter_numbers import has_letter_number
from models.people.near_names import NameIndex
from models.people.records import AssignmentKind
from models.plan.steps import PlanState, Process

LONG_ACTING = timedelta(days=180)
_TOLD_ELSEWHERE = (EvidenceGapKind.MEMO_NUMBER, EvidenceGapKind.PROGRESS)
_LEAST_STEPS = 3
_SHARED_PAIRS = 0.4  # share of letter pairs; texts that share fewer cannot be similar enough


def alike_knowledge(records: Records) -> Iterator[RecordIssue]:
    """Report two items of a division's list with nearly the same text."""
    lists: dict[tuple[int, int, str], list[KnowledgeRecord]] = defaultdict(list)
    for item in records.knowledge:
        lists[item.fiscal_year, item.division_id, item.kind].append(item)
    for items in lists.values():
        for one, other in _near_pairs(items):
            found = f"“{other.text[:50]}” เกือบซ้ำข้อ {thai_digits(one.number)} “{one.text[:50]}”"
            yield RecordIssue(other.place, found, "ข้อที่ไม่ซ้ำกัน", text=other.text)


def _near_pairs(
    items: Sequence[KnowledgeRecord],
) -> Iterator[tuple[KnowledgeRecord, KnowledgeRecord]]:
    """Yield the pairs of `near_pairs`, skipping texts that share few letter pairs."""
    from rapidfuzz.fuzz import partial_ratio, ratio

    least = NEAR * 100
    bare = [(item, key(item.text).replace(" ", "")) for item in items]
    marked = [(item, words, _pairs_of_letters(words)) for item, words in bare if words]
    for (one, words, pairs), (other, others, more) in combinations(marked, 2):
        if len(pairs & more) < _SHARED_PAIRS * min(len(pairs), len(more)):
            continue
        shorter, longer = sorted((words, others), key=len)
        inside = len(shorter) * 2 > len(longer) and partial_ratio(
            shorter, longer, score_cutoff=least
        )
        if inside or ratio(words, others, score_cutoff=least):
            yield one, other


def _pairs_of_letters(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def knowledge_without_holder(records: Records) -> Iterator[RecordIssue]:
    """Report, once a list, a division's items without a known holder."""
    silent: dict[tuple[int, str, str], list[KnowledgeRecord]] = defaultdict(list)
    for item in records.knowledge:
        if not item.has_holder:
            silent[item.fiscal_year, item.division, item.kind].append(item)
    for (year, division, kind), items in silent.items():
        label = f"{kind} ปี {thai_digits(year)} {division}"
        place = place_of(label, "knowledge", items[0].id, year=year)
        yield RecordIssue(place, f"{thai_digits(len(items))} ข้อไม่มีผู้รู้", "ชื่อผู้ที่มีความรู้นั้น")


def blank_memo_numbers(records: Records) -> Iterator[RecordIssue]:
    """Report memos without a number that are replied to, dated before today, or acted upon.

    Acted upon is a memo that requests an order, if the order is issued.
    """
    for memo in records.memos:
        if memo.number is None and (memo.replied_on or memo.written_on < records.today):
            found = f"ลงวันที่ {format_date(memo.written_on)} แต่ยังไม่ออกเลข"
            yield RecordIssue(memo.place, found, "เลขที่บันทึก")
    for order in records.orders:
        if order.approval is not None and not order.approval.is_numbered and order.issued_on:
            found = "บันทึกขออนุมัติยังไม่ออกเลข แต่ออกคำสั่งแล้ว"
            yield RecordIssue(order.place, found, "เลขที่บันทึก")


def issued_without_emblem(records: Records) -> Iterator[RecordIssue]:
    """Report, once a kind, papers with a number that get no emblem."""
    yield from _without_emblem(records, is_issued=True)


def drafts_without_emblem(records: Records) -> Iterator[RecordIssue]:
    """Report, once a kind, papers without a number that will get no emblem."""
    yield from _without_emblem(records, is_issued=False)


def _without_emblem(records: Records, *, is_issued: bool) -> Iterator[RecordIssue]:
    if records.has_emblem:
        return
    places: dict[str, list[FindingLocation]] = defaultdict(list)
    for paper, place, has_number in _papers_with_emblem(records):
        if has_number is is_issued:
            places[paper].append(place)
    for paper, found_at in places.items():
        found = f"{paper} {thai_digits(len(found_at))} ฉบับไม่มีตราครุฑ พิมพ์ได้เป็นร่างเท่านั้น"
        yield RecordIssue(found_at[-1], found, "แฟ้มตราครุฑ หรือกระดาษที่มีครุฑ (ตั้งค่า)")


def _papers_with_emblem(records: Records) -> Iterator[tuple[str, FindingLocation, bool]]:
    """Yield the papers still in use that must carry the emblem, and whether each is issued."""
    approvals = set[int]()
    for order in records.orders:
        if order.state in (OrderState.DRAFT, OrderState.ISSUED):
            yield "คำสั่ง", order.place, order.state == OrderState.ISSUED
            # One memo may request several orders.
            if order.approval is not None and order.approval.memo_id not in approvals:
                approvals.add(order.approval.memo_id)
                yield "บันทึกขออนุมัติ", order.place, order.approval.is_numbered
    for plan in records.plans:
        if plan.plan.state == PlanState.ANNOUNCED:
            yield "ประกาศ", plan.place_of_part(), True
    for memo in records.memos:
        yield "บันทึกข้อความ", memo.place, memo.number is not None
    for meeting in records.meetings:
        # One without a number may never be written: members of a small office are called by word.
        is_sent = has_letter_number(meeting.invitation_number)
        if is_sent and meeting.state == MeetingState.PLANNED:
            yield "หนังสือเชิญประชุม", meeting.place, True


def unsigned_circulars(records: Records) -> Iterator[RecordIssue]:
    """Report a numbered circular that some divisions have not signed."""
    for memo in records.memos:
        open_count = sum(day is None for day in memo.signed_on)
        if memo.kind == MemoKind.CIRCULAR and memo.number is not None and open_count:
            of = thai_digits(len(memo.signed_on))
            found = f"ยังไม่ลงนามรับทราบ {thai_digits(open_count)} จาก {of} หน่วยงาน"
            yield RecordIssue(memo.place, found, "ลงนามครบทุกหน่วยงาน")


def steps_left_out(records: Records) -> Iterator[RecordIssue]:
    """Report a memo that lists the steps of the knowledge process incompletely."""
    steps = [step.removeprefix("การ") for step in Process.KM_PROCESS.steps]
    for memo in records.memos:
        for label, text in memo.parts:
            missing = [step for step in steps if step not in text]
            if missing and len(steps) - len(missing) >= _LEAST_STEPS:
                found = f"{label}ไม่มีขั้นตอน {', '.join(missing)}"
                yield RecordIssue(memo.place, found, "ครบ ๗ ขั้นตอนของกระบวนการจัดการความรู้", text=text)


def late_evidence(records: Records) -> Iterator[RecordIssue]:
    """Report the overdue evidence of a year, except what other checks report."""
    for year in records.years:
        for gap in year.board.gaps:
            if gap.kind in _TOLD_ELSEWHERE or gap.due_on is None or gap.due_on >= records.today:
                continue
            who = f"({gap.who})" if gap.who else ""
            yield RecordIssue(
                year.place, f"ขาด{gap.label}", f"มีภายใน {format_date(gap.due_on)}", who
            )


def unfinished_assessments(records: Records) -> Iterator[RecordIssue]:
    """Report a self-assessment that lacks scores, if it was begun or its fiscal year is over."""
    for year in records.years:
        is_begun = year.scored_count > 0 or fiscal_range(year.fiscal_year)[1] < records.today
        if is_begun and year.scored_count < year.question_count:
            of = thai_digits(year.question_count)
            found = f"ประเมินตนเอง {thai_digits(year.scored_count)} จาก {of} ข้อ"
            yield RecordIssue(year.place, found, f"ครบ {of} ข้อ")


def unproven_scores(records: Records) -> Iterator[RecordIssue]:
    """Report scores above zero without evidence."""
    for year in records.years:
        if year.unproven_count:
            found = f"ให้คะแนน {thai_digits(year.unproven_count)} ข้อโดยไม่ระบุสิ่งที่มีหรือหลักฐาน"
            yield RecordIssue(year.place, found, "หลักฐานของทุกข้อที่มีคะแนน")


def alike_people(records: Records) -> Iterator[RecordIssue]:
    """Report two people of the register with equal or nearly equal names."""
    index = NameIndex()
    for person in records.people:
        for other in dict.fromkeys((*index.same(person.name), *index.near(person.name))):
            expected = "ชื่อเดียว ถ้าเป็นคนเดียวกัน"
            yield RecordIssue(person.place, f"ใกล้เคียงกับ {other}", expected)
        index.add(person.name)


def endless_acting(records: Records) -> Iterator[RecordIssue]:
    """Report an acting assignment (รักษาราชการแทน) of over 180 days that has no end."""
    for held in records.held:
        is_long = held.begins_on + LONG_ACTING < records.today
        if held.kind == AssignmentKind.ACTING and held.ends_on is None and is_long:
            found = f"{held.person.name} รักษาราชการแทนตั้งแต่ {format_date(held.begins_on)}"
            yield RecordIssue(_post(held), found, "วันสิ้นสุดหรือผู้ดำรงตำแหน่ง")


def backward_terms(records: Records) -> Iterator[RecordIssue]:
    """Report an assignment with an end before its start."""
    for held in records.held:
        if held.ends_on is not None and held.ends_on < held.begins_on:
            found = f"{held.person.name} สิ้นสุด {format_date(held.ends_on)}"
            yield RecordIssue(_post(held), found, f"ตั้งแต่วันเริ่ม {format_date(held.begins_on)}")


def shared_posts(records: Records) -> Iterator[RecordIssue]:
    """Report two people with overlapping substantive assignments to a post that is not shared."""
    by_post: dict[int, list[HeldRecord]] = defaultdict(list)
    for held in records.held:
        if held.kind == AssignmentKind.SUBSTANTIVE and not held.is_shared:
            by_post[held.post_id].append(held)
    for rows in by_post.values():
        rows.sort(key=lambda held: held.begins_on)
        for before, after in pairwise(rows):
            if before.ends_on is None or before.ends_on >= after.begins_on:
                found = f"{before.person.name} และ {after.person.name} ดำรงตำแหน่งพร้อมกัน"
                yield RecordIssue(_post(after), found, f"สิ้นสุดก่อน {format_date(after.begins_on)}")


def gone_holders(records: Records) -> Iterator[RecordIssue]:
    """Report a person who has left the office but still holds a post."""
    for held in records.held:
        left = held.person.leaves_on
        last = held.ends_on or date.max
        if left is not None and left < records.today and last > left:
            found = f"{held.person.name} พ้นราชการ {format_date(left)} แต่ยังดำรงตำแหน่ง"
            yield RecordIssue(_post(held), found, f"สิ้นสุดภายใน {format_date(left)}")


def _post(held: HeldRecord) -> FindingLocation:
    return place_of(held.post, "post", held.post_id)
