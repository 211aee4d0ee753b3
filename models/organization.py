"""The municipality and its divisions. One file holds one municipality."""

from peewee import CharField, IntegerField

from models.database import Record
from models.errors import NotFound


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


def the_organization() -> Organization:
    """The one municipality of this file. Raises NotFound where it has not been named yet."""
    found = Organization.get_or_none()
    if found is None:
        raise NotFound("ยังไม่ได้ตั้งชื่อหน่วยงาน เปิด kmtui แล้วกรอกชื่อเทศบาล อำเภอ และจังหวัดก่อน")
    return found
