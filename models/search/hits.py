"""Full-text search: one query field, newest hits first, exact substrings.

Terms of three and more letters use SQLite's FTS5 trigram index, shorter ones a scan; both give the
result of a scan of all texts. Typed text is never interpreted as FTS5 syntax.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from peewee import OperationalError

from kmtui.thai.folding import fold_with_origins, search_terms
from kmtui.thai.words import break_offsets, clusters
from models.committees.records import AppointmentOrder, OrderState
from models.editing.revisions import FieldKey, Subject
from models.office.locations import Location
from models.office.record_locations import record_location
from models.storage.database import Record, database
from models.storage.fields import CharField, IntegerField, TextField, YearField

TRIGRAM = 3
SNIPPET = 90
ELLIPSIS = "…"
_MOST_TERMS = 50  # SQLite rejects conditions of thousands of parts
_BEFORE, _AFTER = 50, 110
_WORDS_AROUND = 40  # letters
_SPACE_WITHIN = 16  # letters: a cut at a space further back would lose too much
_LEADING_VOWELS = frozenset("เแโใไ")


class SearchKind(StrEnum):
    """The kinds of records that can be found."""

    MEETING = "meeting"
    AGENDA_ITEM = "agenda_item"
    STATEMENT = "statement"
    RESOLUTION = "resolution"
    TASK = "task"
    ORDER = "order"
    COMMITTEE = "committee"
    PERSON = "person"
    POST = "post"
    PLAN = "plan"
    SCOPE = "scope"
    GOAL = "goal"
    FACTOR = "factor"
    ACTIVITY = "activity"
    KNOWLEDGE = "knowledge"
    MEMO = "memo"
    TRAINING = "training"
    DOCUMENT = "document"
    ATTACHMENT = "attachment"

    @property
    def label(self) -> str:
        """The Thai label of the kind."""
        return _KIND_LABELS[self]


_OF_ORDERS = (SearchKind.ORDER, SearchKind.COMMITTEE)
_KIND_LABELS = {
    SearchKind.MEETING: "การประชุม",
    SearchKind.AGENDA_ITEM: "ระเบียบวาระ",
    SearchKind.STATEMENT: "คำพูด",
    SearchKind.RESOLUTION: "มติ",
    SearchKind.TASK: "งานที่มอบหมาย",
    SearchKind.ORDER: "คำสั่ง",
    SearchKind.COMMITTEE: "คณะกรรมการ",
    SearchKind.PERSON: "บุคคล",
    SearchKind.POST: "ตำแหน่ง",
    SearchKind.PLAN: "แผน KM",
    SearchKind.SCOPE: "ขอบเขต KM",
    SearchKind.GOAL: "เป้าหมาย KM",
    SearchKind.FACTOR: "ปัจจัยความสำเร็จ",
    SearchKind.ACTIVITY: "กิจกรรมในแผน",
    SearchKind.KNOWLEDGE: "องค์ความรู้",
    SearchKind.MEMO: "บันทึกข้อความ",
    SearchKind.TRAINING: "การพัฒนาบุคลากร",
    SearchKind.DOCUMENT: "ประกาศ",
    SearchKind.ATTACHMENT: "เอกสารแนบ",
}


class SearchEntry(Record):
    """A record in the search index. Larger ids are newer; `folded` is the text compared.

    `parent_id` identifies the screen: the meeting of a statement, the order of a committee, the
    plan of an activity. `year` is of the Buddhist Era, a calendar or a fiscal year by the kind.
    """

    kind = CharField(choices=[(kind, kind) for kind in SearchKind])
    record_id = IntegerField()
    parent_id = IntegerField(null=True)
    year = YearField(null=True)
    division_id = IntegerField(null=True)
    title = TextField()
    text = TextField()
    folded = TextField()

    class Meta:
        """One entry for each record."""

        indexes = ((("kind", "record_id"), True),)


class SearchQuery(Struct, frozen=True):
    """A query: the typed words and the filters."""

    text: str
    kind: SearchKind | None = None
    year: int | None = None
    division_id: int | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """The folded words and quoted phrases, at most fifty; a hit contains all of them."""
        return search_terms(self.text)[:_MOST_TERMS]


class Hit(Struct, frozen=True):
    """A search result with the text around its first match.

    Attributes:
        marks: begin and end index in `snippet` of each match, in order.
        note: for a committee its order, for an order its state: one that was replaced has the
            same words as its successor.
    """

    kind: SearchKind
    record_id: int
    parent_id: int | None
    year: int | None
    title: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    note: str = ""

    @property
    def location(self) -> Location | None:
        """The location that shows the record; an announcement is shown in its plan."""
        is_plan = self.kind == SearchKind.DOCUMENT
        subject = Subject.PLAN if is_plan else Subject(self.kind.value)
        return record_location(
            FieldKey(subject, self.record_id), self.parent_id or 0, self.year or 0
        )


def search(query: SearchQuery, limit: int = 50) -> list[Hit]:
    """Return the newest hits, at most `limit`; none for an empty query.

    Never raises for typed text.
    """
    terms = query.terms
    if not terms:
        return []
    sql, values = _question(query, terms, limit)
    rows = database.execute_sql(sql, values)
    return _with_notes([_hit(row, terms) for row in rows.fetchall()])


def _with_notes(hits: list[Hit]) -> list[Hit]:
    """Add the states of orders, read now: they change without the texts that are indexed."""
    ids = {each.parent_id for each in hits if each.kind in _OF_ORDERS}
    if not ids:
        return hits
    orders = {row.id: row for row in AppointmentOrder.select().where(AppointmentOrder.id.in_(ids))}
    return [
        replace(each, note=_note(each.kind, orders[each.parent_id]))
        if each.kind in _OF_ORDERS and each.parent_id in orders
        else each
        for each in hits
    ]


def _note(kind: SearchKind, order: AppointmentOrder) -> str:
    state = OrderState(order.state)
    if state == OrderState.DRAFT:
        return "" if kind == SearchKind.ORDER else "ร่างคำสั่ง"
    return state.label if kind == SearchKind.ORDER else f"คำสั่งที่ {order.label} {state.label}"


def years_known() -> list[int]:
    """Return the years that hits can be filtered by, the latest first."""
    year: Any = SearchEntry.year
    rows: Any = SearchEntry.select(year).where(year.is_null(False)).distinct().order_by(year.desc())
    return [found for (found,) in rows.tuples()]


def has_trigrams() -> bool:
    """Return whether the data file has the trigram index."""
    found = database.execute_sql("SELECT 1 FROM sqlite_master WHERE name = 'search_text'")
    return found.fetchone() is not None


def make_trigrams() -> bool:
    """Create the trigram index if SQLite supports it; return False if every search must scan.

    Not part of the schema, as a file may move between SQLite versions. Runs in the caller's
    transaction. No triggers fill it: with `trusted_schema=0` they may not use a virtual table.
    """
    if has_trigrams():
        return True
    try:
        database.execute_sql(
            "CREATE VIRTUAL TABLE search_text USING fts5("
            "folded, content='search_entry', content_rowid='id', tokenize='trigram')"
        )
    except OperationalError:
        return False
    database.execute_sql("INSERT INTO search_text (search_text) VALUES ('rebuild')")
    return True


def _question(wanted: SearchQuery, terms: tuple[str, ...], most: int) -> tuple[str, list[object]]:
    long = [term for term in terms if len(term) >= TRIGRAM] if has_trigrams() else []
    # CROSS JOIN keeps the planner from reordering: it must walk the ids backwards and stop early.
    source = (
        "search_text CROSS JOIN search_entry AS e ON e.id = search_text.rowid"
        if long
        else "search_entry AS e"
    )
    where: list[str] = []
    values: list[object] = [terms[0]]
    if long:
        where.append("search_text MATCH ?")
        values.append(" AND ".join('"' + term.replace('"', '""') + '"' for term in long))
    for term in terms:
        where.append("instr(e.folded, ?) > 0")
        values.append(term)
    for column, value in (
        ("kind", wanted.kind),
        ("year", wanted.year),
        ("division_id", wanted.division_id),
    ):
        if value is not None:
            where.append(f"e.{column} = ?")
            values.append(str(value) if column == "kind" else value)
    order = "search_text.rowid" if long else "e.id"
    columns = "e.kind, e.record_id, e.parent_id, e.year, e.title, e.text, instr(e.folded, ?)"
    sql = (
        f"SELECT {columns} FROM {source} WHERE {' AND '.join(where)} ORDER BY {order} DESC LIMIT ?"  # noqa: S608  # names are ours, what is typed goes in as values
    )
    return sql, [*values, most]


def _hit(row: tuple[Any, ...], terms: tuple[str, ...]) -> Hit:
    kind, record_id, parent_id, year, title, text, near = row
    # A long text is cut at the match that the index found, not at its beginning.
    begin, end = max(0, near - 1 - _BEFORE), near + _AFTER
    is_cut = len(text) > end - begin and near <= len(text)
    snippet, marks = snippet_of(text[begin:end], terms) if is_cut else ("", ())
    if not marks:
        snippet, marks = snippet_of(text, terms)
    else:
        head = ELLIPSIS if begin and not snippet.startswith(ELLIPSIS) else ""
        tail = ELLIPSIS if end < len(text) and not snippet.endswith(ELLIPSIS) else ""
        snippet = f"{head}{snippet}{tail}"
        marks = tuple((a + len(head), b + len(head)) for a, b in marks)
    return Hit(SearchKind(kind), record_id, parent_id, year, title, snippet, marks)


def snippet_of(
    text: str, terms: tuple[str, ...], width: int = SNIPPET
) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text around its first match on one line, and the matches in it.

    The text has about `width` characters; each match is its begin and end in what is returned.
    """
    line = " ".join(text.split())
    places = _places(line, terms)
    begin = max(0, places[0][0] - width // 3) if places else 0
    end = min(len(line), begin + width)
    begin, end = _to_words(line, begin, end)
    head = ELLIPSIS if begin else ""
    tail = ELLIPSIS if end < len(line) else ""
    shift = len(head) - begin
    inside = [(a, min(b, end)) for a, b in places if begin <= a < end]
    return head + line[begin:end] + tail, tuple((a + shift, b + shift) for a, b in inside)


def _to_words(line: str, begin: int, end: int) -> tuple[int, int]:
    """Move a cut back to a nearby space, else to the end of a word or of a grapheme cluster."""
    if not begin and end == len(line):
        return begin, end
    stops = clusters(line[: end + 8])
    if begin:
        begin = _cut_before(line, stops, begin)
        begin += line[begin] == " "
    return begin, end if end == len(line) else _cut_before(line, stops, end)


def _cut_before(line: str, stops: Sequence[int], at: int) -> int:
    """Return the index in `line` of a space a little before `at`, else a word or cluster end."""
    space = line.rfind(" ", max(0, at - _SPACE_WITHIN), at)
    if space > 0:
        return space
    # Only the words around the cut: a whole text takes as long as the search.
    first = stops[bisect_right(stops, max(0, at - _WORDS_AROUND)) - 1]
    ends = break_offsets(line[first : at + _SPACE_WITHIN])
    fitting = [first + end for end in ends if at - _SPACE_WITHIN <= first + end <= at]
    if fitting:
        return fitting[-1]
    at = stops[bisect_right(stops, at) - 1]
    return at - 1 if line[at - 1] in _LEADING_VOWELS else at


def _places(line: str, terms: tuple[str, ...]) -> list[tuple[int, int]]:
    folded, origin = fold_with_origins(line)
    found: list[tuple[int, int]] = []
    for term in terms:
        at = folded.find(term)
        while at >= 0:
            found.append((origin[at], origin[at + len(term) - 1] + 1))
            at = folded.find(term, at + len(term))
    merged: list[tuple[int, int]] = []
    for start, stop in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(stop, merged[-1][1])
        else:
            merged.append((start, stop))
    return merged
