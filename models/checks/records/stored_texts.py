"""The stored texts for the text checks, by document, with the record of each."""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from functools import cache, cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from peewee import CharField, TextField

from kmtui.thai.dates import buddhist_year
from kmtui.thai.dates import fiscal_year as fiscal_year_of
from kmtui.thai.digits import thai_digits
from models.checks.core.check import Check, Family
from models.checks.core.finding import Finding, FindingLocation, place_of
from models.checks.core.register import NameRegister
from models.checks.core.text import CheckedText, TextLine
from models.checks.records.selection import RecordSelection
from models.checks.records.values import MeetingRecord, Records
from models.checks.texts.checking import TEXT_CHECKS, check_text
from models.committees.records import AppointmentOrder, Committee, Duty
from models.editing.record_kind import DELETED_AT, RecordKind, plain_text
from models.editing.revisions import Subject
from models.history.kinds import EDITABLE_KINDS
from models.meetings.adoption import Correction
from models.plan.records import KmPlan, PlanActivity

_BETWEEN = "¶"
"""A separator line between texts of a document, so that no match spans two of them."""

_FAMILIES = (
    Family.NAMES,
    Family.LAWS,
    Family.FIXED_WORDS,
    Family.SPELLING,
)
_OF_FIGURES = (Family.TIMES, Family.NUMBERS)
_FIGURE = re.compile("[0-9๐-๙]")
# Checks within one text: the next cell begins a list of its own.
_ALONE = ("list-number", "list-number-in-cell", "lone-item", "doubled-line", "repeated-item")


class StoredTextSource(Struct, frozen=True):
    """A stored text with its location and year (Buddhist Era).

    `document` is equal for the texts that are checked together.
    """

    place: FindingLocation
    text: str
    document: Hashable
    year: int | None = None


class TextFinding(Struct, frozen=True):
    """A finding in a stored text, with the complete text."""

    finding: Finding
    text: str


class StoredText(CheckedText, frozen=True):
    """A stored text as checker input; stored texts are clean already."""

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """The lines as stored."""
        rows = enumerate(self.text.split("\n"), 1)
        return tuple(TextLine(number, line, line) for number, line in rows)


class FiguredText(StoredText, frozen=True):
    """A stored text reduced to lines with digits, which alone can hold dates, times and sums."""

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """The lines with a digit, with their numbers in the text."""
        rows = enumerate(self.text.split("\n"), 1)
        return tuple(TextLine(number, line, line) for number, line in rows if _FIGURE.search(line))


def read_texts(part: RecordSelection, records: Records) -> tuple[StoredTextSource, ...]:
    """Return the texts of a selection that are not blank; those of meetings from `records`."""
    found = [text for meeting in records.meetings for text in _of_meeting(meeting)]
    found += _corrections(records)
    found += _tasks(records)
    found += _orders(part, records)
    found += _cells(part)
    return tuple(text for text in found if text.text.strip())


def _of_meeting(meeting: MeetingRecord) -> Iterator[StoredTextSource]:
    document = "meeting", meeting.id
    for item in meeting.items:
        yield StoredTextSource(meeting.place_of_item(item), item.title, document, meeting.year)
        for said in item.statements:
            place = meeting.place_of_statement(item, said.id)
            yield StoredTextSource(place, said.text, document, meeting.year)
        for number, made in enumerate(item.resolutions, 1):
            label = f"วาระ {item.number} มติ {thai_digits(number)}"
            place = meeting.place_of_part("resolution", made.id, label)
            yield StoredTextSource(place, made.text, document, meeting.year)


def _corrections(records: Records) -> Iterator[StoredTextSource]:
    meetings = {meeting.id: meeting for meeting in records.meetings if meeting.adopted_on}
    for row in Correction.select().where(Correction.meeting.in_(list(meetings))):
        meeting = meetings[row.meeting_id]
        place = meeting.place_of_part("meeting", meeting.id, f"ข้อแก้ไข {thai_digits(row.position)}")
        yield StoredTextSource(place, row.text, ("meeting", meeting.id), meeting.year)


def _tasks(records: Records) -> Iterator[StoredTextSource]:
    for meeting in records.meetings:
        for item in meeting.items:
            for task in item.tasks:
                place = meeting.place_of_part("task", task.id, f"วาระ {item.number} งาน")
                yield StoredTextSource(place, task.text, ("meeting", meeting.id), meeting.year)


def _orders(part: RecordSelection, records: Records) -> Iterator[StoredTextSource]:
    orders = {order.id: order for order in records.orders}
    if not orders or (part.is_document and part.order_id is None):
        return
    for row in AppointmentOrder.select().where(AppointmentOrder.id.in_(list(orders))):
        for field, label in (("subject", "เรื่อง"), ("cause", "เหตุ"), ("effective", "การมีผล")):
            place = place_of(f"{orders[row.id].label} {label}", "order", row.id, field)
            yield StoredTextSource(place, getattr(row, field), ("order", row.id), row.year)
    duties: Any = Duty.select(Duty, Committee).join(Committee)
    for row in duties.where(Committee.order.in_(list(orders))):
        order = orders[row.committee.order_id]
        label = f"{order.label} {row.committee.name} หน้าที่ {thai_digits(row.position)}"
        place = place_of(label, "order", order.id, f"duty-{row.id}")
        yield StoredTextSource(place, row.text, ("order", order.id), order.year)


# Records that are edited cell by cell, with the column that identifies the document, and the column
# that determines the year.
_PLAN_ROW = ("plan_id", "")
_HOMES: dict[Subject, tuple[str, str]] = {
    Subject.PLAN: ("id", "fiscal_year"),
    Subject.SCOPE: _PLAN_ROW,
    Subject.GOAL: _PLAN_ROW,
    Subject.FACTOR: _PLAN_ROW,
    Subject.ACTIVITY: _PLAN_ROW,
    Subject.PROGRESS: ("activity_id", ""),
    Subject.KNOWLEDGE: ("fiscal_year", "fiscal_year"),
    Subject.MEMO: ("id", "written_on"),
    Subject.TRAINING: ("id", "begins_on"),
    Subject.ANSWER: ("fiscal_year", "fiscal_year"),
    Subject.SURVEY: ("fiscal_year", "fiscal_year"),
    Subject.ATTACHMENT: ("fiscal_year", "fiscal_year"),
    Subject.WAIVER: ("fiscal_year", "fiscal_year"),
}


def _home_of(cells: RecordKind) -> tuple[str, str]:
    """Return the columns with a record's document and its year ("" without a year)."""
    known = _HOMES.get(cells.subject)
    if known is not None:
        return known
    fields = cells.table._meta.fields
    if "plan" in fields:
        return _PLAN_ROW
    return ("fiscal_year", "fiscal_year") if "fiscal_year" in fields else ("id", "")


def _cells(part: RecordSelection) -> Iterator[StoredTextSource]:
    plans: Any = KmPlan.select(KmPlan.id, KmPlan.fiscal_year).tuples()
    wanted = {each: year for each, year in plans if part.has_plan(year)}
    for cells in EDITABLE_KINDS:
        yield from (text for text in _texts_of(cells, part, wanted) if _is_wanted(text, part))


def _plan_years_of_activities(plans: dict[int, int]) -> dict[int, int]:
    """Return the fiscal year of each activity's plan."""
    rows: Any = PlanActivity.select(PlanActivity.id, PlanActivity.plan)
    rows = rows.where(PlanActivity.plan.in_(list(plans))).tuples()
    return {activity_id: plans[plan_id] for activity_id, plan_id in rows if plan_id in plans}


def _is_wanted(text: StoredTextSource, part: RecordSelection) -> bool:
    if part.is_document:
        return text.document in (("plan", part.plan_year), ("memo", part.memo_id))
    # Results belong to the plan by which their rows were selected.
    return text.place.subject == Subject.PROGRESS or part.has(text.year)


def _texts_of(
    cells: RecordKind, part: RecordSelection, plans: dict[int, int]
) -> Iterator[StoredTextSource]:
    home, dated = _home_of(cells)
    columns = [each for each in cells.columns if _is_text(cells, each.name)]
    table: Any = cells.table
    names = ["id", home, dated or "id", *(each.name for each in columns)]
    fields = [getattr(table, name.removesuffix("_id")) for name in names]
    rows = table.select(*fields).where(getattr(table, DELETED_AT).is_null())
    is_result = cells.subject == Subject.PROGRESS
    activity_years = _plan_years_of_activities(plans) if is_result else {}
    for row_id, owner, on, *values in _of_part(rows, cells, part, plans).tuples():
        document, year = _document(cells, owner, on if dated else None, plans)
        where = f"ปี {thai_digits(year)}" if year else ""
        for column, words in zip(columns, values, strict=True):
            if words:
                label = " ".join(f"{cells.noun} {where} {column.label}".split())
                place = place_of(
                    label,
                    cells.subject.value,
                    row_id,
                    column.name,
                    parent_id=owner,
                    year=activity_years[owner] if is_result else year or 0,
                )
                yield StoredTextSource(place, words, document, year)


def _of_part(rows: Any, cells: RecordKind, part: RecordSelection, plans: dict[int, int]) -> Any:
    """Restrict a query to the selected records, as far as SQL can express it."""
    home = _home_of(cells)[0]
    table: Any = cells.table
    if cells.subject == Subject.PLAN:
        return rows.where(table.id.in_(list(plans)))
    if home == "plan_id":
        return rows.where(table.plan.in_(list(plans)))
    if home == "activity_id":
        mine = PlanActivity.select(PlanActivity.id).where(PlanActivity.plan.in_(list(plans)))
        return rows.where(table.activity.in_(mine))
    if home == "fiscal_year" and part.year is not None:
        return rows.where(table.fiscal_year == part.year)
    return rows


def _is_text(cells: RecordKind, name: str) -> bool:
    field = getattr(cells.table, name)
    is_plain = cells.column(name).to_text is plain_text
    return is_plain and isinstance(field, CharField | TextField)


def _document(
    cells: RecordKind, owner: int, on: Any, plans: dict[int, int]
) -> tuple[Hashable, int | None]:
    """Return the document of a row, by which texts are grouped, and its Buddhist Era year."""
    subject, home = cells.subject, _home_of(cells)[0]
    if home == "plan_id" or subject == Subject.PLAN:
        return ("plan", plans[owner]), plans[owner]
    if isinstance(on, date):
        own = buddhist_year(on) if subject == Subject.MEMO else fiscal_year_of(on)
        return (subject.value, owner), own
    return (subject.value, owner), on


def check_texts(texts: Iterable[StoredTextSource], register: NameRegister) -> Iterator[TextFinding]:
    """Yield the findings of the text checks, one document at a time."""
    by_document: dict[Hashable, list[StoredTextSource]] = defaultdict(list)
    for text in texts:
        by_document[text.document].append(text)
    for document in by_document.values():
        yield from _check_document(document, register)


def _check_document(texts: list[StoredTextSource], register: NameRegister) -> Iterator[TextFinding]:
    lines: list[str] = []
    owners: list[tuple[StoredTextSource, int]] = []
    for text in texts:
        own = text.text.split("\n")
        lines += [*own, _BETWEEN]
        owners += [(text, number) for number in range(1, len(own) + 2)]
    whole = StoredText("\n".join(lines), given_year=texts[0].year)
    numbers = FiguredText(whole.text, given_year=whole.given_year)
    found = check_text(whole, register, _chosen(alone=False))
    for finding in [*found, *check_text(numbers, register, _of_figures())]:
        text, number = owners[finding.line - 1]
        yield _placed(finding, text, number)
    for text in texts:
        if "\n" in text.text:
            alone = StoredText(text.text, given_year=text.year)
            for finding in check_text(alone, register, _chosen(alone=True)):
                yield _placed(finding, text, finding.line)


def _placed(finding: Finding, text: StoredTextSource, line: int) -> TextFinding:
    """Return the finding with its record; a finding in a text of one line gets no line number."""
    before = f"บรรทัดที่ {thai_digits(finding.line)} "
    message = finding.message.removeprefix(before)
    is_long = "\n" in text.text
    if is_long:
        message = f"บรรทัดที่ {thai_digits(line)} {message}"
    place = f"{text.place.label}: {message}"
    found = replace(finding, place=text.place, line=line if is_long else 0, message=place)
    return TextFinding(found, text.text)


@cache
def _chosen(*, alone: bool) -> tuple[Check, ...]:
    return tuple(
        check
        for check in TEXT_CHECKS
        if (check.code in _ALONE if alone else check.family in _FAMILIES)
    )


@cache
def _of_figures() -> tuple[Check, ...]:
    return tuple(
        check for check in TEXT_CHECKS if check.family in _OF_FIGURES and check.code not in _ALONE
    )


def checks_of_one_text() -> tuple[Check, ...]:
    """Return the checks of a single text, which run while the user types."""
    return (*_chosen(alone=False), *_of_figures(), *_chosen(alone=True))
