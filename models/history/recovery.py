"""Recovery of orphaned drafts: texts typed before a crash are stored at the next start."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace
from peewee import DoesNotExist

from models.drafts.records import drop_draft, read_drafts, save_draft
from models.drafts.rescue import TypedText, drop_rescue, read_rescues
from models.drafts.rescue_chain import RescueTarget
from models.drafts.sessions import is_own, is_running, uid_of
from models.editing.actor import as_actor
from models.editing.record_kind import RecordKind, cleaned
from models.editing.revisions import FieldKey
from models.errors import KmError
from models.office.rights import Right, display_name, my_uid, right_of
from models.storage.database import database


class Recovered(Struct, frozen=True):
    """The result of a recovery: the number of restored texts, and those the user must decide on.

    Attributes:
        elsewhere_count: the number of texts that other running sessions of this user have not
            stored yet; they are offered, because such a session's terminal may be frozen.
    """

    restored_count: int
    unresolved: tuple[TypedText, ...]
    elsewhere_count: int = 0


def recover(rescue_folder: RescueTarget) -> Recovered:
    """Store the orphaned drafts of ended sessions as revisions, newest first.

    If a session left a draft and a rescue file of one text, the later one counts. A text typed on
    the stored version becomes its next revision. These are kept and returned as undecided: a text
    typed on an older version or for a closed meeting, a resolution (the secretary must confirm what
    a meeting decided), and a text whose typist may only read. If this user may only read, nothing
    is done.
    """
    if not right_of(my_uid()).covers(Right.WRITE):
        return Recovered(0, ())
    restored, undecided = 0, []
    for typed in orphaned_drafts(rescue_folder):
        if not differs_from_stored(typed):
            delete_draft_and_rescue(typed, rescue_folder)
        elif _typist_may_write(typed) and _put_back(typed):
            delete_draft_and_rescue(typed, rescue_folder)
            restored += 1
        else:
            undecided.append(typed)
    elsewhere = sum(map(differs_from_stored, drafts_elsewhere(rescue_folder)))
    return Recovered(restored, tuple(undecided), elsewhere)


def orphaned_drafts(rescue_folder: RescueTarget, session: str = "") -> list[TypedText]:
    """Return the drafts of ended sessions and those of `session`, the latest first."""
    everything = _all_drafts(rescue_folder)
    return _latest(
        each for each in everything if each.session == session or not is_running(each.session)
    )


def drafts_elsewhere(rescue_folder: RescueTarget, session: str = "") -> list[TypedText]:
    """Return the unstored drafts of this user's other running sessions, the latest first."""
    return _latest(
        each
        for each in _all_drafts(rescue_folder)
        if each.session != session and is_own(each.session) and is_running(each.session)
    )


def _all_drafts(rescue_folder: RescueTarget) -> list[TypedText]:
    drafts, _damaged = read_drafts()
    own = read_rescues(rescue_folder)
    if own:
        # The folder is this user's own, whatever name the rescue files contain.
        who = display_name(my_uid())
        own = [replace(each, who=who) for each in own]
    return drafts + own


def _latest(left: Iterable[TypedText]) -> list[TypedText]:
    """Return the latest state of each text of each session; `at` only grows within a session."""
    latest: dict[tuple[str, FieldKey], TypedText] = {}
    for typed in sorted(left, key=lambda typed: typed.at, reverse=True):
        latest.setdefault((typed.session, typed.field_key), typed)
    return list(latest.values())


def orphaned_draft_at(
    field_key: FieldKey, rescue_folder: RescueTarget, session: str
) -> TypedText | None:
    """Return the latest draft of a field by ended sessions or by `session`; None without."""
    left = orphaned_drafts(rescue_folder, session)
    return next((typed for typed in left if typed.field_key == field_key), None)


def differs_from_stored(typed: TypedText) -> bool:
    """Return whether the draft differs from the stored text of its field.

    If the draft belongs to no known field, return whether it has any text.
    """
    kind = kind_of_draft(typed)
    if kind is None:
        return bool(cleaned(typed.text))
    return kind.differs(typed.subject_id, typed.field, typed.text)


def kind_of_draft(typed: TypedText) -> RecordKind | None:
    """Return the record kind for editing this text; None if it belongs to no column."""
    # Imported late, as it imports every kind of record: a start without drafts needs none.
    from models.history.kinds import find_kind

    kind = find_kind(typed.subject)
    return kind if kind is not None and kind.has_column(typed.field) else None


def _typist_may_write(typed: TypedText) -> bool:
    uid = uid_of(typed.session)
    return uid is None or right_of(uid).covers(Right.WRITE)


def _put_back(typed: TypedText) -> bool:
    kind = kind_of_draft(typed)
    if kind is None or kind.asks_first:
        return False
    try:
        with as_actor(typed.who):
            if kind.table.get_or_none(kind.table.id == typed.subject_id) is None:
                kind.add(typed)
            else:
                kind.replace(typed.subject_id, typed.field, typed.base_version, typed.text)
    except (KmError, DoesNotExist):
        return False
    return True


def take_over_draft(typed: TypedText, session: str, rescue_folder: RescueTarget) -> None:
    """Make an orphaned draft a draft of `session`; remove its former row and rescue file."""
    with database.atomic():
        save_draft(replace(typed, session=session))
        drop_draft(typed.field_key, typed.session)
    drop_rescue(rescue_folder, typed.session, typed.field_key)


def delete_draft_and_rescue(typed: TypedText, rescue_folder: RescueTarget) -> None:
    """Remove the draft and the rescue file of a text that is stored or discarded."""
    with database.atomic():
        drop_draft(typed.field_key, typed.session)
    drop_rescue(rescue_folder, typed.session, typed.field_key)
