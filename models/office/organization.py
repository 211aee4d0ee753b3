"""The municipality and its divisions. One data file holds one municipality."""

import re

from msgspec import Struct
from msgspec.structs import fields

from kmtui.thai.text import clean
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.storage.database import Record, database
from models.storage.fields import CharField, IntegerField


class Organization(Record):
    """The municipality that this file belongs to; the table has one row."""

    name = CharField()
    short_name = CharField(default="")
    district = CharField()
    province = CharField()
    memo_prefix = CharField(default="")
    website = CharField(default="")
    meeting_place = CharField(default="")
    telephone = CharField(default="")
    email = CharField(default="")

    @property
    def address(self) -> str:
        """Name, district and province as printed below the title of a document."""
        return f"{self.name} อำเภอ{self.district} จังหวัด{self.province}"


class Division(Record):
    """A division (สำนัก, กอง, หน่วย) of the municipality."""

    name = CharField(unique=True)
    short_name = CharField(default="")
    position = IntegerField()


class OfficeWords(Struct, frozen=True):
    """The municipality's texts for documents; district and province without อำเภอ and จังหวัด."""

    name: str
    short_name: str
    district: str
    province: str
    memo_prefix: str
    website: str
    meeting_place: str
    telephone: str = ""
    email: str = ""


_PLACE_WORDS = {"district": ("อำเภอ", "อ."), "province": ("จังหวัด", "จ.")}
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_REQUIRED = {"name": "ชื่อหน่วยงาน", "district": "อำเภอ", "province": "จังหวัด"}


def the_organization() -> Organization:
    """Return the municipality of this file. Raises NotFound if it has no name yet."""
    found = Organization.get_or_none()
    if found is None:
        raise NotFound("ยังไม่ได้ตั้งชื่อหน่วยงาน เปิด kmtui แล้วกรอกชื่อเทศบาล อำเภอ และจังหวัดก่อน")
    return found


def read_office() -> OfficeWords:
    """Return the municipality's texts for documents. Raises NotFound if it has no name yet."""
    office = the_organization()
    return OfficeWords(*(getattr(office, field.name) for field in fields(OfficeWords)))


def edit_office(texts: OfficeWords) -> None:
    """Store the municipality's texts and record the change; sealed documents print the new ones.

    Raises:
        Refused: the name, the district or the province is empty, or the e-mail address is none.
        NotFound: the office has no name yet.
    """
    values = {
        field.name: bare_place(field.name, getattr(texts, field.name))
        for field in fields(OfficeWords)
    }
    for name, called in _REQUIRED.items():
        if not values[name]:
            raise Refused(f"ยังไม่ได้พิมพ์{called} พิมพ์ก่อนแล้วกด Enter")
    if values["email"] and not _ADDRESS.fullmatch(values["email"]):
        raise Refused("ไปรษณีย์อิเล็กทรอนิกส์ต้องเป็นอย่าง saraban@….go.th พิมพ์ใหม่ หรือเว้นว่างไว้")
    with database.atomic():
        office = the_organization()
        with track_changes(ORGANIZATION_KIND, office.id):
            Organization.update(**values).where(Organization.id == office.id).execute()


def bare_place(field: str, text: str) -> str:
    """Return the text of a field as stored: sanitized and stripped.

    A district loses a leading อำเภอ or อ., a province จังหวัด or จ.
    """
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
        FieldSpec("telephone", "โทรศัพท์"),
        FieldSpec("email", "ไปรษณีย์อิเล็กทรอนิกส์"),
    ),
    title_of=lambda row: str(row.name),
    operation=lambda _row, texts: edit_office(OfficeWords(**texts)),
)
