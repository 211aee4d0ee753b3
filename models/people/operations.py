"""Operations on the register: divisions, people and posts."""

from datetime import date
from typing import TypeVar

from kmtui.thai.names import PersonName, split_name
from kmtui.thai.text import clean, key
from models.editing.audit_trail import OperationRecordKind, track_changes
from models.editing.cell_values import day_text
from models.editing.positions import move
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.office.organization import Division
from models.people.assignment_rules import must_not_overlap
from models.people.near_names import NameIndex
from models.people.records import Assignment, FormerName, Person, Post, add_person, name_key
from models.storage.database import Record, database, now

R = TypeVar("R", bound=Record)

_SHOWN_NAMES = 5


def add_division(name: str, short_name: str = "") -> int:
    """Add a division at the end of the list; return its id.

    Raises:
        Refused: the name is blank or taken.
    """
    with database.atomic():
        wording = _free_name(Division, name, "ส่วนราชการ")
        division = Division.create(
            name=wording,
            short_name=clean(short_name).strip() or wording,
            position=Division.select().count() + 1,
        )
    return int(division.id)


def rename_division(division_id: int, name: str, short_name: str = "") -> None:
    """Correct a division's names.

    Raises:
        Refused: the name is blank or taken.
        NotFound: there is no such division.
    """
    with database.atomic(), track_changes(DIVISION_KIND, division_id):
        division = find_division(division_id)
        wording = _free_name(Division, name, "ส่วนราชการ", but=division.id)
        division.name, division.short_name = wording, clean(short_name).strip() or wording
        division.save()


def move_division(division_id: int, by: int) -> None:
    """Move a division down the list by that many places (negative: up), stopping at the ends.

    Raises:
        NotFound: there is no such division.
    """
    with database.atomic():
        division = find_division(division_id)
        move(list(Division.select().order_by(Division.position, Division.id)), division, by)


def add_new_person(typed_name: str, force: bool = False) -> int:
    """Register a person by the typed name, with the title in its long form; return the id.

    Raises:
        Refused: the name is blank; or, unless forced, the register has the same or similar names
            (listed).
    """
    name = _name(typed_name)
    with database.atomic():
        found = [] if force else _same_or_near(typed_name)
        if found:
            names = ", ".join(found[:_SHOWN_NAMES])
            raise Refused(f"มีชื่อนี้หรือชื่อใกล้เคียงในทะเบียนแล้ว: {names} ถ้าเป็นคนละคนให้ยืนยันเพิ่มชื่อใหม่")
        return int(add_person(name.title, name.given, name.family).id)


def rename_person(person_id: int, typed_name: str) -> None:
    """Correct or change a person's name; sealed minutes and issued orders do not change.

    The former name is kept. Raises Refused if the name is blank, NotFound if there is no such
    person.
    """
    name = _name(typed_name)
    with database.atomic(), track_changes(PERSON_KIND, person_id):
        person = find_person(person_id)
        before = (person.title, person.given_name, person.family_name)
        if before == (name.title, name.given, name.family):
            return
        FormerName.create(
            person=person,
            title=person.title,
            given_name=person.given_name,
            family_name=person.family_name,
            changed_at=now(),
        )
        person.title, person.given_name, person.family_name = name.title, name.given, name.family
        person.dictionary_key = name_key(name.given, name.family)
        person.save()


def add_post(
    name: str,
    short_name: str = "",
    formal_name: str = "",
    division_id: int | None = None,
    shared: bool = False,
) -> int:
    """Add a post; return its id. The first mayor's post signs the orders (ผู้บริหารสูงสุด).

    Args:
        division_id: the division of the post; None without one.
        shared: whether the post may have several holders.

    Raises:
        Refused: the name is blank or taken.
    """
    with database.atomic():
        wording = _free_name(Post, name, "ตำแหน่ง")
        leads = wording.startswith("นายก") and not Post.select().where(Post.is_cko).exists()
        post = Post.create(
            name=wording,
            short_name=clean(short_name).strip(),
            formal_name=clean(formal_name).strip(),
            division=division_id,
            is_cko=leads,
            shared=shared,
        )
    return int(post.id)


def edit_post(
    post_id: int,
    name: str,
    short_name: str = "",
    formal_name: str = "",
    division_id: int | None = None,
    shared: bool | None = None,
) -> None:
    """Correct a post; issued orders and sealed rolls keep their text.

    Args:
        division_id: the division of the post; None without one.
        shared: whether the post may have several holders; None leaves it unchanged.

    Raises:
        Refused: the name is blank or taken, or a shared post with several holders is to have one.
        NotFound: there is no such post.
    """
    with database.atomic(), track_changes(POST_KIND, post_id):
        post = find_post(post_id)
        post.name = _free_name(Post, name, "ตำแหน่ง", but=post.id)
        post.short_name, post.formal_name = clean(short_name).strip(), clean(formal_name).strip()
        post.division_id = division_id
        if shared is not None:
            post.shared = shared
        post.save()
        if not post.shared:
            for held in post.assignments:
                must_not_overlap(held)


def abolish_post(post_id: int, on: date) -> None:
    """Abolish a post from this day on.

    Raises:
        Refused: the post is held then; names the holder.
        NotFound: there is no such post.
    """
    with database.atomic(), track_changes(POST_KIND, post_id):
        post = find_post(post_id)
        still = post.assignments.where(Assignment.ends_on.is_null() | (Assignment.ends_on >= on))
        held = still.first()
        if held is not None:
            name = held.person.full_name
            raise Refused(f"{name} ยังดำรงตำแหน่ง{post.name} ให้สิ้นสุดการดำรงตำแหน่งก่อน แล้วจึงยุบตำแหน่ง")
        post.abolished_on = on
        post.save()


def find_division(division_id: int) -> Division:
    """Return the division with this id. Raises NotFound."""
    return row_or_not_found(Division.get_or_none(id=division_id), "ไม่พบส่วนราชการนี้")


def find_person(person_id: int) -> Person:
    """Return the person with this id. Raises NotFound."""
    return row_or_not_found(Person.get_or_none(id=person_id), "ไม่พบบุคคลนี้")


def find_post(post_id: int) -> Post:
    """Return the post with this id. Raises NotFound."""
    return row_or_not_found(Post.get_or_none(id=post_id), "ไม่พบตำแหน่งนี้")


def row_or_not_found(row: R | None, sentence: str) -> R:
    """Return the row. Raises NotFound, with this sentence, if it is None."""
    if row is None:
        raise NotFound(f"{sentence} กลับไปเลือกจากรายการอีกครั้ง")
    return row


def _name(typed_name: str) -> PersonName:
    name = split_name(typed_name)
    if not name.given:
        raise Refused("ยังไม่มีชื่อ พิมพ์คำนำหน้า ชื่อ และนามสกุล เช่น นายสมชาย ใจดี")
    return name


def _same_or_near(typed_name: str) -> list[str]:
    names = NameIndex(person.full_name for person in Person.select())
    return names.same(typed_name) or names.near(typed_name)


def _free_name(
    table: type[Division] | type[Post], name: str, what: str, but: int | None = None
) -> str:
    wording = " ".join(clean(name).split())
    if not wording:
        raise Refused(f"ยังไม่ได้พิมพ์ชื่อ{what} พิมพ์ชื่อก่อนแล้วกด Enter")
    taken = [row.name for row in table.select() if row.id != but and key(row.name) == key(wording)]
    if taken:
        raise Refused(f"มี{what} “{taken[0]}” แล้ว เลือกจากรายการ หรือตั้งชื่อให้ต่างกัน")
    return wording


def leaving_of(person_id: int) -> date | None:
    """Return the day on which a person retires or leaves; None if unknown. Raises NotFound."""
    leaves_on: date | None = find_person(person_id).leaves_on
    return leaves_on


def set_leaving(person_id: int, leaves_on: date | None) -> None:
    """Store the day on which a person retires or leaves; None if unknown. Raises NotFound."""
    with database.atomic(), track_changes(PERSON_KIND, person_id):
        find_person(person_id)
        Person.update(leaves_on=leaves_on).where(Person.id == person_id).execute()


DIVISION_KIND = OperationRecordKind(
    Subject.DIVISION,
    Division,
    "ส่วนราชการ",
    (FieldSpec("name", "ชื่อ"), FieldSpec("short_name", "ชื่อย่อ")),
    title_of=lambda row: str(row.name),
    operation=lambda row, texts: rename_division(row.id, texts["name"], texts["short_name"]),
)
PERSON_KIND = OperationRecordKind(
    Subject.PERSON,
    Person,
    "บุคลากร",
    (
        FieldSpec("full_name", "ชื่อ - สกุล"),
        FieldSpec("leaves_on", "วันพ้นราชการ", day_text),
    ),
    title_of=lambda row: str(row.full_name),
    operation=lambda row, texts: rename_person(row.id, texts["full_name"]),
    only_read=frozenset({"leaves_on"}),
)
POST_KIND = OperationRecordKind(
    Subject.POST,
    Post,
    "ตำแหน่ง",
    (
        FieldSpec("name", "ชื่อตำแหน่ง"),
        FieldSpec("short_name", "ชื่อย่อ"),
        FieldSpec("formal_name", "ชื่อที่ใช้ลงนาม"),
        FieldSpec("abolished_on", "ยุบเมื่อ", day_text),
        FieldSpec("place_words", "ส่วนราชการและผู้ดำรงตำแหน่ง"),
        FieldSpec("is_cko", "ผู้บริหารสูงสุด (CKO)", lambda leads: "ใช่" if leads else ""),
    ),
    title_of=lambda row: str(row.name),
    operation=lambda row, texts: edit_post(
        row.id, texts["name"], texts["short_name"], texts["formal_name"], row.division_id
    ),
    only_read=frozenset({"abolished_on", "place_words", "is_cko"}),
)
