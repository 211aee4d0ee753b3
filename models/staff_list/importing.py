"""Import of a staff list: a preview with questions to the user, then all or nothing."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date

from msgspec import Struct

from kmtui.thai.digits import thai_digits
from models.errors import KmError, Refused
from models.people.operations import rename_person
from models.people.records import Person, add_person
from models.staff_list.register import StaffChange, StaffRegister
from models.staff_list.rows import (
    BadRow,
    Doubt,
    DoubtKey,
    DoubtKind,
    Settled,
    StaffEntry,
    understand,
)
from models.staff_list.tables import StaffTable
from models.storage.database import database

Answers = Mapping[int, str | None]
"""The answer for the row of each question: an existing name, or None for a new person."""

_SHOWN_ROWS = 5


class ImportLine(Struct, frozen=True):
    """A valid row; `what` describes its change, empty if it changes nothing."""

    row: int
    name: str
    what: str


class NearQuestion(Struct, frozen=True):
    """A row with a name similar to others; `near` lists these, the most similar first.

    `in_file` is true if the first of them is another row, not a registered person.
    """

    row: int
    name: str
    near: tuple[str, ...]
    in_file: bool


class DoubtQuestion(Struct, frozen=True):
    """An ambiguous text, with the rows that have it; one answer serves all.

    `ways` has the words of each reading and the value that selects it.
    """

    rows: tuple[int, ...]
    name: str
    kind: DoubtKind
    written: str
    ways: tuple[tuple[str, str], ...]

    @property
    def key(self) -> DoubtKey:
        """The kind and the text of the doubt, under which its answer is stored."""
        return self.kind, self.written

    @property
    def question(self) -> str:
        """The Thai question to the user."""
        return f"“{self.written}” {self.kind.label}"


class BrokenRow(Struct, frozen=True):
    """A row that cannot be imported, with the reason."""

    row: int
    name: str
    reason: str


class ImportPlan(Struct, frozen=True):
    """The preview of an import; each row is in one of its lists.

    Rows without a date begin on `day`; `settled` are the answers to earlier doubts.
    """

    table: StaffTable
    day: date
    new: tuple[ImportLine, ...]
    changed: tuple[ImportLine, ...]
    same: tuple[ImportLine, ...]
    near: tuple[NearQuestion, ...]
    broken: tuple[BrokenRow, ...]
    doubts: tuple[DoubtQuestion, ...] = ()
    settled: tuple[tuple[DoubtKey, str], ...] = ()


class ImportCounts(Struct, frozen=True):
    """The counts of what an import has added or changed."""

    people: int
    renamed: int
    posts: int
    divisions: int
    assignments: int


def plan_import(table: StaffTable, day: date, settled: Settled | None = None) -> ImportPlan:
    """Compare a staff list with the register; changes nothing.

    Rows without a date begin on `day`. `settled` answers doubts of an earlier plan. To find rows
    that the register refuses only when they are stored, all rows are stored and rolled back.
    """
    with database.atomic():
        return _planned(table, day, dict(settled or {})).plan


def carry_out(
    plan: ImportPlan, answers: Answers | None = None, *, good_rows_only: bool = False
) -> ImportCounts:
    """Import the planned rows with an answer to each question, all in one transaction.

    Args:
        plan: the preview.
        answers: the answer for the row of each question about a similar name.
        good_rows_only: leave out the broken rows, instead of refusing all.

    Raises:
        Refused: rows are broken or questions unanswered (with their numbers), or the register has
            changed since the plan was made.
    """
    given = answers or {}
    _must_be_whole(plan, given, good_rows_only)
    with database.atomic():
        planner = _planned(plan.table, plan.day, dict(plan.settled))
        if planner.plan != plan:
            raise Refused("ทะเบียนเปลี่ยนไประหว่างตรวจ อ่านแฟ้มใหม่แล้วตรวจอีกครั้งก่อนนำเข้า")
        return _carry_out(planner, plan, given)


def rehearse(
    plan: ImportPlan, answers: Answers | None = None, *, good_rows_only: bool = False
) -> ImportCounts:
    """Return what `carry_out` would import, by importing it and rolling back.

    Raises:
        Refused: what `carry_out` would raise.
    """
    with database.atomic() as transaction:
        counts = carry_out(plan, answers, good_rows_only=good_rows_only)
        transaction.rollback()
    return counts


def _planned(table: StaffTable, day: date, settled: Settled) -> "_Planner":
    """Compare the table with the register; rows that storing would refuse are broken ones."""
    refused: dict[int, str] = {}
    while True:
        planner = _Planner(table, day, settled, refused)
        if planner.register.is_empty or not planner.wanted:
            return planner
        found = _refused_when_stored(planner)
        if not found:
            return planner
        refused |= found


def _refused_when_stored(planner: "_Planner") -> dict[int, str]:
    plan, found = planner.plan, dict[int, str]()
    trial = _Planner(plan.table, plan.day, dict(plan.settled), planner.refused)
    with database.atomic() as transaction:
        _carry_out(trial, plan, {}, found)
        transaction.rollback()
    return found


def answer_all(plan: ImportPlan, same: bool) -> Answers:
    """Return the same answer for all questions: the most similar name, or a new person."""
    return {asked.row: asked.near[0] if same else None for asked in plan.near}


class _Planner:
    """Compares a table with the register."""

    def __init__(
        self, table: StaffTable, day: date, settled: Settled, refused: Mapping[int, str]
    ) -> None:
        self.register = StaffRegister(day)
        self.wanted: dict[int, StaffEntry] = {}
        self.refused = dict(refused)
        self._settled = settled
        self._new: list[ImportLine] = []
        self._changed: list[ImportLine] = []
        self._same: list[ImportLine] = []
        self._near: list[NearQuestion] = []
        self._broken: list[BrokenRow] = []
        self._doubts: dict[DoubtKey, tuple[Doubt, list[int], str]] = {}
        self._understand(table, day)
        for wanted in list(self.wanted.values()):
            try:
                self._place(wanted)
            except BadRow as reason:
                self._break(wanted.row, wanted.full_name, str(reason))
            except Doubt as doubt:
                self._ask(wanted.row, wanted.full_name, doubt)
        self.plan = ImportPlan(
            table,
            day,
            tuple(self._new),
            tuple(self._changed),
            tuple(self._same),
            tuple(self._near),
            tuple(sorted(self._broken, key=lambda broken: broken.row)),
            tuple(
                DoubtQuestion(tuple(rows), name, doubt.kind, doubt.written, doubt.ways)
                for doubt, rows, name in self._doubts.values()
            ),
            tuple(settled.items()),
        )

    def _understand(self, table: StaffTable, day: date) -> None:
        seen: dict[str, int] = {}
        for row in table.rows:
            try:
                if row.number in self.refused:
                    raise BadRow(self.refused[row.number])
                wanted = understand(row, day, self._settled)
                name = wanted.full_name
                if name and seen.setdefault(name, row.number) != row.number:
                    raise BadRow(f"ชื่อซ้ำกับแถวที่ {thai_digits(seen[name])} เหลือไว้แถวเดียว")
                self.wanted[row.number] = wanted
            except BadRow as reason:
                self._break(row.number, row.name, str(reason))
            except Doubt as doubt:
                self._ask(row.number, row.name, doubt)
        self.register.expect(self.wanted.values(), self._settled)

    def _place(self, wanted: StaffEntry) -> None:
        self.register.must_be_unclaimed(wanted, self._settled)
        name = wanted.full_name
        if not name:
            words = self.register.vacant_post(wanted)
            (self._new if words else self._same).append(ImportLine(wanted.row, "ว่าง", words))
            return
        person = self.register.person_called(wanted)
        if person is not None:
            change = self.register.change(person, wanted)
            lines = self._changed if change.description else self._same
            lines.append(ImportLine(wanted.row, name, change.description))
        elif near := self.register.near(name):
            in_file = not self.register.has(near[0])
            self._near.append(NearQuestion(wanted.row, name, near, in_file))
        else:
            self._new.append(ImportLine(wanted.row, name, self.register.arrival(wanted)))
        self.register.remember(name)

    def _ask(self, row: int, name: str, doubt: Doubt) -> None:
        self.wanted.pop(row, None)
        self._doubts.setdefault(doubt.key, (doubt, [], name))[1].append(row)

    def _break(self, row: int, name: str, reason: str) -> None:
        self.wanted.pop(row, None)
        self._broken.append(BrokenRow(row, name, reason))


def _must_be_whole(plan: ImportPlan, answers: Answers, good_rows_only: bool) -> None:
    if plan.broken and not good_rows_only:
        rows = _numbers([broken.row for broken in plan.broken])
        count = thai_digits(len(plan.broken))
        raise Refused(f"มีแถวที่ใช้ไม่ได้ {count} แถว ({rows}) แก้ในแฟ้มก่อน ยังไม่ได้นำเข้าแถวใด")
    if plan.doubts:
        asked = plan.doubts[0]
        count = thai_digits(len(plan.doubts))
        rows = _numbers(list(asked.rows))
        raise Refused(
            f"มีที่อ่านได้สองอย่าง {count} แห่ง เช่น {asked.question} ({rows}) ตอบก่อน ยังไม่ได้นำเข้าแถวใด"
        )
    open_rows = [asked.row for asked in plan.near if asked.row not in answers]
    if open_rows:
        rows = _numbers(open_rows)
        count = thai_digits(len(open_rows))
        raise Refused(f"มีชื่อที่ใกล้เคียงกับชื่ออื่น {count} แถว ({rows}) ตอบก่อนว่าเป็นคนเดียวกันหรือคนใหม่")


def _numbers(rows: list[int]) -> str:
    more = " …" if len(rows) > _SHOWN_ROWS else ""
    return "แถวที่ " + ", ".join(map(thai_digits, rows[:_SHOWN_ROWS])) + more


def _carry_out(
    planner: _Planner,
    plan: ImportPlan,
    answers: Answers,
    refused: dict[int, str] | None = None,
) -> ImportCounts:
    """Import the rows; append refused rows to `refused` if it is given, else raise."""
    register = planner.register
    asked = {question.row: question for question in plan.near}
    people: list[tuple[Person, StaffEntry]] = []
    added = renamed = 0
    for row, wanted in planner.wanted.items():
        if wanted.name is None:
            register.post(wanted.post, wanted.division)
            continue
        person = register.person_called(wanted)
        if row in asked and row not in answers:
            continue  # in a trial: how it is answered is not known yet
        if row in asked:
            same_as = answers[row]
            if same_as is not None and not register.has(same_as):
                continue  # another row of the file is about this person
            person = register.named(same_as) if same_as is not None else None
        elif person is not None and person.title != wanted.name.title:
            rename_person(person.id, wanted.full_name)
            renamed += 1
        if person is None:
            person = add_person(wanted.name.title, wanted.name.given, wanted.name.family)
            added += 1
        people.append((person, wanted))
    assignments = _move(register, people, refused)
    return ImportCounts(added, renamed, register.posts_made, register.divisions_made, assignments)


def _move(
    register: StaffRegister,
    people: list[tuple[Person, StaffEntry]],
    refused: dict[int, str] | None,
) -> int:
    """End all old assignments, then begin the new ones; return the number begun.

    In this order a post is vacant before its next holder begins.
    """
    changes: list[tuple[StaffEntry, StaffChange]] = []
    for person, wanted in people:
        with _told_of(wanted.row, refused):
            change = register.change(person, wanted)
            changes.append((wanted, change))
            register.end(change)
    made = 0
    for wanted, change in changes:
        with _told_of(wanted.row, refused):
            made += register.begin(change)
    return made


@contextmanager
def _told_of(row: int, refused: dict[int, str] | None) -> Iterator[None]:
    """Raise a refusal of the `with` block again with the row number, or collect it in `refused`."""
    try:
        yield
    except (BadRow, KmError) as error:
        if refused is None:
            raise Refused(f"แถวที่ {thai_digits(row)}: {error} ยังไม่ได้นำเข้าแถวใด") from error
        refused[row] = str(error)
