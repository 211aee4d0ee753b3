"""The municipality and its divisions. One file holds one municipality."""

from dataclasses import dataclass, fields

from peewee import CharField, IntegerField

from kmtui.thai.text import clean
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.storage.database import Record, database


class Organization(Record):
    """The municipality that this file belongs to; there is one row."""

    name = CharField()
    short_name = CharField(default="")
    district = CharField()
    province = CharField()
    memo_prefix = CharField(default="")
    website = CharField(default="")
    meeting_place = CharField(default="")

    @property
    def address(self) -> str:
        """Name, district and province as they stand under a document's title."""
        return f"{self.name} อำเภอ{self.district} จังหวัด{self.province}"


class Division(Record):
    """A division (สำนัก, กอง, หน่วย) of the municipality."""

    name = CharField(unique=True)
    short_name = CharField(default="")
    position = IntegerField()


@dataclass(frozen=True)
class OfficeWords:
    """What the papers say of the municipality; district and province without those words."""

    name: str
    short_name: str
    district: str
    province: str
    memo_prefix: str
    website: str
    meeting_place: str


_PLACE_WORDS = {"district": ("อำเภอ", "อ."), "province": ("จังหวัด", "จ.")}
_REQUIRED = {"name": "ชื่อหน่วยงาน", "district": "อำเภอ", "province": "จังหวัด"}


def the_organization() -> Organization:
    """The one municipality of this file. Raises NotFound where it has not been named yet."""
    found = Organization.get_or_none()
    if found is None:
        raise NotFound("ยังไม่ได้ตั้งชื่อหน่วยงาน เปิด kmtui แล้วกรอกชื่อเทศบาล อำเภอ และจังหวัดก่อน")
    return found


def read_office() -> OfficeWords:
    """What the papers say of the municipality. Raises NotFound as `the_organization`."""
    office = the_organization()
    return OfficeWords(*(getattr(office, field.name) for field in fields(OfficeWords)))


def edit_office(texts: OfficeWords) -> None:
    """Correct what the papers say of the municipality; sealed papers are drawn anew with it.

    Raises Refused where the name, the district or the province is left empty.
    """
    values = {
        field.name: bare_place(field.name, getattr(texts, field.name))
        for field in fields(OfficeWords)
    }
    for name, called in _REQUIRED.items():
        if not values[name]:
            raise Refused(f"ยังไม่ได้พิมพ์{called} พิมพ์ก่อนแล้วกด Enter")
    with database.atomic():
        office = the_organization()
        with track_changes(ORGANIZATION_KIND, office.id):
            Organization.update(**values).where(Organization.id == office.id).execute()


def bare_place(field: str, text: str) -> str:
    """The text as stored: a district or province without the word that papers write before it."""
    bare = clean(text).strip()
    for word in _PLACE_WORDS.get(field, ()):
        bare = bare.removeprefix(word).strip()
    return bare


ORGANIZATION_KIND = OperationRecordKind(
    Subject.ORGANIZATION,
    Organization,
    "หน่วยงาน",
    (
        FieldSpec("name", "ชื่อหน่วยงาน"),
        FieldSpec("short_name", "ชื่อย่อ"),
        FieldSpec("district", "อำเภอ"),
        FieldSpec("province", "จังหวัด"),
        FieldSpec("memo_prefix", "ที่ (เลขหนังสือ)"),
        FieldSpec("website", "เว็บไซต์"),
        FieldSpec("meeting_place", "สถานที่ประชุม"),
    ),
    title_of=lambda row: str(row.name),
    operation=lambda _row, texts: edit_office(OfficeWords(**texts)),
)
