"""Agenda templates of a committee's meetings: the committee's own, or the standard one."""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from importlib.resources import files

from kmtui.thai.text import clean
from models.committees.records import Committee
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.storage.database import Record, database
from models.storage.fields import CharField, ForeignKeyField, IntegerField, TextField


class ItemKind(StrEnum):
    """The purpose of an agenda item."""

    CHAIR = "chair"
    ADOPTION = "adoption"
    ARISING = "arising"
    INFORMATION = "information"
    CONSIDERATION = "consideration"
    OTHER = "other"


class TemplateItem(Record):
    """An item of a committee's own agenda template."""

    committee = ForeignKeyField(Committee, backref="template_items", on_delete="RESTRICT")
    position = IntegerField()
    kind = CharField(choices=[(kind, kind) for kind in ItemKind])
    title = TextField()


def standard_agenda() -> list[tuple[ItemKind, str]]:
    """Return the standard agenda template (a data file), for committees without their own."""
    source = files("models").joinpath("data/agenda.toml").read_text(encoding="utf-8")
    return [(ItemKind(row["kind"]), row["title"]) for row in tomllib.loads(source)["items"]]


def committee_agenda(committee_id: int) -> list[tuple[ItemKind, str]]:
    """Return the committee's own template, else the standard one."""
    own = own_items(committee_id)
    return [(ItemKind(item.kind), item.title) for item in own] or standard_agenda()


def set_committee_agenda(committee_id: int, titles: Sequence[str]) -> None:
    """Store a committee's own template; without titles it uses the standard one again.

    A title of the present or the standard template keeps its kind; any other gets the kind whose
    keyword it has, else OTHER.

    Raises:
        Refused: a title is blank.
        NotFound: there is no such committee.
    """
    wordings = [clean(title).strip() for title in titles]
    if not all(wordings):
        raise Refused("ระเบียบวาระยังไม่มีชื่อเรื่อง พิมพ์ชื่อเรื่องให้ครบทุกวาระก่อน")
    with database.atomic(), track_changes(AGENDA_TEMPLATE_KIND, committee_id):
        if Committee.get_or_none(id=committee_id) is None:
            raise NotFound("ไม่พบคณะกรรมการนี้ กลับไปเลือกจากคำสั่งอีกครั้ง")
        kinds = {
            title: kind for kind, title in [*standard_agenda(), *committee_agenda(committee_id)]
        }
        TemplateItem.delete().where(TemplateItem.committee == committee_id).execute()
        for position, title in enumerate(wordings, 1):
            TemplateItem.create(
                committee=committee_id,
                position=position,
                kind=kinds.get(title) or _kind_of(title),
                title=title,
            )


def own_items(committee_id: int) -> list[TemplateItem]:
    """Return the items of the committee's own template, in order; empty if it has none."""
    items = TemplateItem.select().where(TemplateItem.committee == committee_id)
    return list(items.order_by(TemplateItem.position))


def _kind_of(title: str) -> ItemKind:
    for word, kind in (
        ("รับรองรายงาน", ItemKind.ADOPTION),
        ("สืบเนื่อง", ItemKind.ARISING),
        ("พิจารณา", ItemKind.CONSIDERATION),
        ("ประธาน", ItemKind.CHAIR),
        ("ทราบ", ItemKind.INFORMATION),
    ):
        if word in title:
            return kind
    return ItemKind.OTHER


AGENDA_TEMPLATE_KIND = OperationRecordKind(
    Subject.AGENDA_TEMPLATE,
    Committee,
    "แบบระเบียบวาระ",
    (FieldSpec("agenda_lines", "ระเบียบวาระ"),),
    title_of=lambda row: str(row.name),
    operation=lambda row, texts: set_committee_agenda(row.id, texts["agenda_lines"].splitlines()),
)
