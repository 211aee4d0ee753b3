"""The votes on a resolution, and the dissents with their reasons.

Source: Administrative Procedure Act (พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙) มาตรา ๘๒ and ๘๓,
by analogy.
"""

from datetime import time

from msgspec import Struct

from kmtui.thai.damaged import DAMAGED
from kmtui.thai.digits import thai_digits
from kmtui.thai.text import clean
from models.committees.records import Majority
from models.editing.audit_trail import OperationRecordKind, never_reused_id_of, track_changes
from models.editing.record_kind import FieldSpec
from models.editing.revisions import Subject
from models.errors import NotFound, Refused
from models.meetings.records import Attendance
from models.meetings.roll import RollEntry
from models.minutes.decisions.recusals import Recusal, roll_for_item
from models.minutes.records import RESOLUTION_KIND, Outcome, Resolution, votes_of
from models.minutes.vote_counts import CastingVote, Votes
from models.storage.database import Record, database
from models.storage.fields import ForeignKeyField, TextField


class Dissent(Record):
    """A dissenting opinion (ความเห็นแย้ง) of a member, with the reason."""

    resolution = ForeignKeyField(Resolution, backref="dissents", on_delete="RESTRICT")
    attendance = ForeignKeyField(Attendance, backref="dissents", on_delete="RESTRICT")
    reason = TextField()

    class Meta:
        """A member has one dissent per resolution."""

        indexes = ((("resolution", "attendance"), True),)


class DissentView(Struct, frozen=True):
    """A dissent as shown and printed."""

    id: int
    attendance_id: int
    name: str
    reason: str

    @property
    def sentence(self) -> str:
        """The sentence on the dissent: the member and the reason."""
        return f"{self.name} มีความเห็นแย้ง เนื่องจาก{self.reason}"


def record_votes(resolution_id: int, votes: Votes | None) -> None:
    """Store the votes on a resolution; None removes them.

    Raises:
        Refused: the meeting is closed, a number is negative, votes and abstentions do not add up
            to the members present (the sentence has the numbers), there is a tie without a
            casting vote or one without a tie, the outcome contradicts the votes, or there is a
            dissent to an acclamation.
        NotFound: the resolution does not exist or is soft-deleted.
    """
    with database.atomic(), track_changes(RESOLUTION_KIND, resolution_id):
        resolution = _resolution(resolution_id)
        counted = votes is not None and not votes.by_acclamation
        if votes is not None and counted:
            _must_add_up(votes, resolution.present_count)
            _must_decide(votes, resolution)
        elif votes is not None and resolution.dissents.exists():
            raise Refused("มตินี้มีผู้เห็นแย้ง จึงไม่ใช่มติที่ไม่มีผู้ใดเห็นเป็นอย่างอื่น ลบความเห็นแย้งก่อน")
        resolution.votes_for = votes.votes_for if votes and counted else None
        resolution.votes_against = votes.votes_against if votes and counted else None
        resolution.abstained = votes.abstained if votes and counted else None
        resolution.by_acclamation = votes is not None and votes.by_acclamation
        resolution.casting_vote = votes.casting_vote if votes and counted else CastingVote.NONE
        resolution.secret_ballot = bool(votes and counted and votes.secret)
        resolution.save()


class VotedMeanwhile(Refused):
    """Another user recorded other votes first.

    Attributes:
        stored: the votes stored now.
    """

    def __init__(self, stored: Votes | None) -> None:
        self.stored = stored
        super().__init__("มีผู้อื่นบันทึกคะแนนของมตินี้ไปก่อนแล้ว ดูคะแนนที่บันทึกไว้ แล้วยืนยันของท่านถ้ายังต้องการ")


def change_votes(resolution_id: int, votes: Votes | None, base: Votes | None) -> None:
    """Store the votes on a resolution if the stored ones still equal `base` (optimistic locking).

    Raises:
        VotedMeanwhile: another user changed them; carries the stored votes.
        Refused: the meeting is closed, or the votes do not fit the members present, the outcome
            or a dissent (`record_votes`).
        NotFound: the resolution does not exist or is soft-deleted.
    """
    with database.atomic():
        stored = votes_of(_resolution(resolution_id))
        if stored != base:
            raise VotedMeanwhile(stored)
        record_votes(resolution_id, votes)


def reason_of_dissent(resolution_id: int, attendance_id: int) -> str:
    """Return the reason of a member's dissent as stored; empty without one."""
    found = Dissent.get_or_none(resolution=resolution_id, attendance=attendance_id)
    return "" if found is None else str(found.reason)


def add_dissent(resolution_id: int, attendance_id: int, reason: str) -> int:
    """Store a member's dissent with its reason; return its id. A further call changes the reason.

    Raises:
        Refused: the meeting is closed, the reason is blank, the person is no member on its roll or
            withdrew from the matter, or the vote was by acclamation.
        NotFound: the resolution does not exist or is soft-deleted.
    """
    wording = clean(reason).strip()
    if not wording:
        raise Refused("ยังไม่ได้พิมพ์เหตุผลของความเห็นแย้ง พิมพ์เหตุผลก่อนแล้วกด Enter")
    with database.atomic():
        resolution = _resolution(resolution_id)
        if resolution.by_acclamation:
            raise Refused("มตินี้บันทึกว่าไม่มีผู้ใดเห็นเป็นอย่างอื่น แก้การลงคะแนนก่อนบันทึกความเห็นแย้ง")
        _must_be_a_member(resolution, attendance_id)
        dissent, made = Dissent.get_or_create(
            resolution=resolution,
            attendance=attendance_id,
            defaults={"reason": wording, "id": never_reused_id_of(DISSENT_KIND)},
        )
        if not made:
            with track_changes(DISSENT_KIND, dissent.id):
                dissent.reason = wording
                dissent.save()
    return int(dissent.id)


def remove_dissent(dissent_id: int) -> None:
    """Delete a dissent, if it exists; keep its history. Raises Refused in a closed meeting."""
    with database.atomic():
        dissent = Dissent.get_or_none(id=dissent_id)
        if dissent is None:
            return
        dissent.resolution.item.meeting.must_be_open()
        with track_changes(DISSENT_KIND, dissent.id):
            dissent.delete_instance()


def dissents_of(
    resolution_ids: list[int], speakers: dict[int, RollEntry]
) -> dict[int, list[DissentView]]:
    """Return the dissents of these resolutions by resolution id, each with its member's name.

    Args:
        speakers: the roll's entries by attendance id; a member not among them gets a damaged name.
    """
    found: dict[int, list[DissentView]] = {}
    for row in Dissent.select().where(Dissent.resolution.in_(resolution_ids)).order_by(Dissent.id):
        entry = speakers.get(row.attendance_id)
        name = entry.speaker_name if entry is not None else DAMAGED
        view = DissentView(row.id, row.attendance_id, name, row.reason)
        found.setdefault(row.resolution_id, []).append(view)
    return found


def _resolution(resolution_id: int) -> Resolution:
    resolution: Resolution | None = Resolution.get_or_none(id=resolution_id, deleted_at=None)
    if resolution is None:
        raise NotFound("มตินี้ถูกลบไปแล้ว กู้คืนมติก่อนบันทึกการลงคะแนน")
    resolution.item.meeting.must_be_open()
    return resolution


def _must_add_up(votes: Votes, present: int) -> None:
    if min(votes.votes_for, votes.votes_against, votes.abstained) < 0:
        raise Refused("จำนวนเสียงติดลบไม่ได้ แก้จำนวนเสียงก่อน")
    if votes.total != present:
        raise Refused(
            f"คะแนนรวม {thai_digits(votes.total)} เสียง แต่ขณะลงมติมีกรรมการ {thai_digits(present)} คน "
            "แก้จำนวนเสียงหรืองดออกเสียงให้เท่ากัน"
        )
    if votes.casting_vote and not votes.is_tie:
        tally = f"{thai_digits(votes.votes_for)} ต่อ {thai_digits(votes.votes_against)}"
        raise Refused(f"คะแนน {tally} ไม่เท่ากัน ประธานออกเสียงชี้ขาดไม่ได้ เว้นช่องเสียงชี้ขาด")


def _must_decide(votes: Votes, resolution: Resolution) -> None:
    """Raise Refused for a tie without a casting vote, or an outcome that contradicts the votes."""
    tally = f"{thai_digits(votes.votes_for)} ต่อ {thai_digits(votes.votes_against)}"
    if votes.is_undecided:
        raise Refused(
            f"คะแนนเท่ากัน {tally} ยังไม่เป็นมติ ประธานในที่ประชุมต้องออกเสียงชี้ขาด พิมพ์ ห หรือ ม ที่ช่องประธานชี้ขาด"
        )
    majority = Majority(resolution.item.meeting.committee.majority_of)
    carried = votes.carried(majority, resolution.present_count)
    if denies(Outcome(resolution.outcome), carried):
        said = "เห็นชอบ" if carried else "ไม่เห็นชอบ"
        raise Refused(
            f"คะแนน {tally} คือที่ประชุม{said} ({majority.label}) แต่มตินี้บันทึกว่า"
            f"{Outcome(resolution.outcome).label} ลบมตินี้แล้วบันทึกมติให้ตรงคะแนน หรือแก้คะแนน"
        )


def denies(outcome: Outcome, carried: bool | None) -> bool:
    """Return whether the votes contradict an outcome.

    An undecided tie contradicts every outcome.
    """
    if outcome in (Outcome.ENDORSED, Outcome.APPROVED):
        return carried is not True
    return outcome == Outcome.REJECTED and carried is True


def recount(resolution_id: int, made_at: time | None, present: int) -> None:
    """Correct when a resolution was made (local time), and how many members were present.

    Args:
        made_at: None if the time is not known.

    Raises:
        Refused: the meeting is closed, or the number is negative or above the members who may
            have been in the room at that time, or at any time if it is not known.
        NotFound: the resolution does not exist or is soft-deleted.
    """
    with database.atomic(), track_changes(RESOLUTION_KIND, resolution_id):
        resolution = _resolution(resolution_id)
        _, most = roll_for_item(resolution.item).present_at(made_at)
        if not 0 <= present <= most:
            raise Refused(
                f"ตามรายชื่อมีกรรมการในที่ประชุมขณะนั้นไม่เกิน {thai_digits(most)} คน "
                "แก้จำนวน หรือแก้เวลาในรายชื่อ (F2)"
            )
        resolution.made_at, resolution.present_count = made_at, present
        resolution.save()


def _must_be_a_member(resolution: Resolution, attendance_id: int) -> None:
    line = Attendance.get_or_none(id=attendance_id, meeting=resolution.item.meeting_id)
    if line is None or line.seat_id is None:
        raise Refused("ความเห็นแย้งเป็นของกรรมการในการประชุมนี้เท่านั้น เลือกชื่อกรรมการ")
    if line.recusals.where(Recusal.item == resolution.item_id).exists():
        raise Refused("กรรมการผู้นี้มีส่วนได้เสียและออกจากที่ประชุมในเรื่องนี้ จึงไม่มีความเห็นแย้งในมตินี้")


DISSENT_KIND = OperationRecordKind(
    Subject.DISSENT,
    Dissent,
    "ความเห็นแย้ง",
    (FieldSpec("reason", "เหตุผล"),),
    title_of=lambda row: str(row.resolution.item.title),
    must_be_open=lambda row: row.resolution.item.meeting.must_be_open(),
    operation=lambda row, texts: add_dissent(row.resolution_id, row.attendance_id, texts["reason"]),
)
