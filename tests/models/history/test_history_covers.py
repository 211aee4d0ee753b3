"""Every field of every table has a history, or a reason for having none."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

from peewee import Field

import models
from models.editing.revisions import Editable
from models.history.kinds import KINDS
from models.storage.database import Record

# The column that tells of a field which is no column itself.
RECORDED_BY = {
    "person": {"full_name": ("title", "given_name", "family_name", "dictionary_key")},
    "post": {"place_words": ("division", "shared")},
    "action_item": {"assignee": ("person", "division")},
    "attendance": {"substitute_title": ("formal_title",)},
    "resolution": {
        "vote_words": (
            "present_count",
            "votes_for",
            "votes_against",
            "abstained",
            "by_acclamation",
            "casting_vote",
            "secret_ballot",
        )
    },
    "statement": {"speaker_id": ("speaker",)},
    "knowledge_item": {"list_words": ("division", "kind")},
    "knowledge_year": {"decided_words": ("meeting",)},
    "training": {"follow_up_words": ("supervisor", "followed_up_on")},
    "survey_form": {"respondent_words": ("respondent", "division")},
    "memo": {
        "head_words": ("number", "year", "written_on", "division", "speed", "secrecy"),
        "reply_words": ("reply", "reply_text", "replied_on"),
    },
    "approval_memo": {"head_words": ("written_on", "division")},
    "km_plan": {
        "life_words": (
            "state",
            "reviewed_by",
            "reviewed_name",
            "reviewed_title",
            "reviewed_on",
            "approved_by_meeting",
            "announced_by",
            "announced_name",
            "announced_title",
            "announced_on",
        )
    },
}

# Tables whose rows are recorded as one column of the record that they belong to.
ROWS_RECORDED_BY = {
    "seat": ("committee", "seat_lines"),
    "template_item": ("committee", "agenda_lines"),
    "assignment": ("person", "post_lines"),
    "knowledge_holder": ("knowledge_item", "holder_names"),
    "activity_owner": ("plan_activity", "owner_text"),
    "memo_step": ("memo", "route_words"),
    "acknowledgement": ("memo", "circular_words"),
    "approval_step": ("approval_memo", "route_words"),
    "approved_order": ("approval_memo", "order_words"),
    "recusal": ("agenda_item", "recusal_lines"),
    "joint_item": ("resolution", "joint_lines"),
}

_IDENTITY = "what makes it this record; it is never another"
_ORDER = "a place in a list: undone where it is moved, told by no text"
_LIFE = "acts of a record's life, with who and when of their own (events, seals, dates)"
_MADE = "said once, when it is made"

FIELDS_WITHOUT_HISTORY = {
    "action_item": {"meeting": _IDENTITY, "item": _ORDER, "resolution": _MADE, "statement": _MADE},
    "agenda_item": {
        "meeting": _IDENTITY,
        "parent": _ORDER,
        "position": _ORDER,
        "kind": _MADE,
        "nothing_said": "a mark that goes as soon as something is written",
        "postponed_from": _MADE,
    },
    "appointment_order": {
        **dict.fromkeys(("number", "year", "issued_on", "signer"), _LIFE),
        **dict.fromkeys(("signer_post", "signer_name", "signer_title"), _LIFE),
        "amends": _IDENTITY,
    },
    "assessment_answer": {"fiscal_year": _IDENTITY, "question": _IDENTITY},
    "attachment": {
        "fiscal_year": _IDENTITY,
        **dict.fromkeys(("kind", "file_name", "digest", "who", "at"), _MADE),
    },
    "attendance": {
        "meeting": _IDENTITY,
        "seat": _IDENTITY,
        "position": _ORDER,
        "takes_chair": _LIFE,
        "chair_reason": _LIFE,
        "agreed_on": _LIFE,
    },
    "committee": {
        "order": _IDENTITY,
        "position": _ORDER,
        "kind": _MADE,
        "replaced_by": _LIFE,
        "copied_from": _MADE,
    },
    "dissent": {"resolution": _IDENTITY, "attendance": _IDENTITY},
    "division": {"position": _ORDER},
    "duty": {"committee": _IDENTITY, "position": _ORDER},
    "km_plan": {"fiscal_year": _IDENTITY, "carried_from": _MADE},
    "knowledge_item": {
        "fiscal_year": _IDENTITY,
        "position": _ORDER,
        "origin": _MADE,
        "meeting": _MADE,
    },
    "knowledge_year": {"fiscal_year": _IDENTITY},
    "meeting": {
        "committee": _IDENTITY,
        **dict.fromkeys(("number", "year", "reconvenes", "notice_says_one_third"), _MADE),
        **dict.fromkeys(("opened_at", "closed_at", "state"), _LIFE),
        **dict.fromkeys(("adopted_on", "adopted_how", "adopted_by"), _LIFE),
        "invitation_version": "counts its invitations; they say themselves what changed",
    },
    "member": {"uid": _IDENTITY, "since": _MADE},
    "memo": {"kind": _IDENTITY, "fiscal_year": _IDENTITY},
    "organization": {},
    "plan_activity": {
        "plan": _IDENTITY,
        **dict.fromkeys(("table", "step", "position"), _ORDER),
        "is_reviewed": "says only that somebody has looked at a row that was carried over",
        "carried_from": _MADE,
    },
    **{
        each: {"plan": _IDENTITY, "position": _ORDER, "carried_from": _MADE}
        for each in ("plan_goal", "plan_scope", "success_factor")
    },
    "plan_report": {"plan": _IDENTITY, "who": _MADE},
    "progress": {"activity": _IDENTITY, "who": _MADE, "stored_at": _MADE},
    "resolution": {"item": _ORDER, "position": _ORDER},
    "snippet": {"word": _IDENTITY},
    "statement": {"item": _ORDER, "position": _ORDER},
    "survey_form": {"fiscal_year": _IDENTITY, "number": _IDENTITY},
    "training": {
        **dict.fromkeys(("person", "is_external"), _MADE),
        **dict.fromkeys(("number", "year"), _IDENTITY),
        "knowledge": "the item says of which training it was made",
    },
    "waiver": {
        "fiscal_year": _IDENTITY,
        **dict.fromkeys(("gap_key", "label", "who", "at"), _MADE),
    },
}

TABLES_WITHOUT_HISTORY = {
    "correction": "only added, and sealed as it is",
    "draft": "not stored yet",
    "former_name": "is history itself",
    "meeting_event": "is history itself",
    "override": "is history itself: who exported in spite of what",
    "plan_amendment": "is history itself",
    "plan_table": "only heads its rows; they are told",
    "presence": "who is here now",
    "revision": "is history itself",
    "seal": "is history itself",
    "search_entry": "made of the records",
    "search_stale": "made of the records",
    "training_count": "counts the numbers that were given",
    "set_aside": "is history itself: who set a finding aside, who took it up again",
}


def test_every_editable_field_is_recorded_in_the_history() -> None:
    told: dict[str, set[str]] = {}
    for cells in KINDS:
        told.setdefault(_name(cells.table), set()).update(str(each.name) for each in cells.columns)
    missing = []
    for table in _tables():
        name = _name(table)
        if name in TABLES_WITHOUT_HISTORY:
            assert name not in told, name
            continue
        if name in ROWS_RECORDED_BY:
            owner, column = ROWS_RECORDED_BY[name]
            assert column in told[owner], name
            continue
        known = told.get(name, set()) | FIELDS_WITHOUT_HISTORY.get(name, {}).keys()
        for column, fields in RECORDED_BY.get(name, {}).items():
            assert column in told[name], (name, column)
            known |= set(fields)
        missing += [f"{name}.{field}" for field in _fields_of(table) if field not in known]
    assert missing == []


def test_fields_exempt_from_history_exist_and_have_no_history() -> None:
    fields = {_name(table): set(_fields_of(table)) for table in _tables()}
    assert fields.keys() >= TABLES_WITHOUT_HISTORY.keys() | ROWS_RECORDED_BY.keys()
    columns = {(_name(cells.table), str(each.name)) for cells in KINDS for each in cells.columns}
    for name, untold in FIELDS_WITHOUT_HISTORY.items():
        assert fields[name] >= untold.keys(), name
        assert not {(name, field) for field in untold} & columns
    for name, words in RECORDED_BY.items():
        assert fields[name] >= {field for each in words.values() for field in each}, name


def _tables() -> Iterator[type[Record]]:
    for module in pkgutil.walk_packages(models.__path__, "models."):
        import_module(module.name)
    return _under(Record)


def _under(of: type[Record]) -> Iterator[type[Record]]:
    for table in of.__subclasses__():
        if table is not Editable and table.__module__.startswith("models."):
            yield table
        yield from _under(table)


def _fields_of(table: type[Record]) -> Iterator[str]:
    of_the_program = {"id", "deleted_at"} | ({"text", "version"} if _has_text(table) else set())
    fields: dict[str, Field] = table._meta.fields
    return (name for name in fields if name not in of_the_program)


def _has_text(table: type[Record]) -> bool:
    return issubclass(table, Editable)


def _name(table: type[Record]) -> str:
    return str(table._meta.table_name)
