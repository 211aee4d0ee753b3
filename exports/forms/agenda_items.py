"""Agenda items with statements and resolutions, as minutes and extracts print them."""

from collections.abc import Sequence

from msgspec import Struct

from exports.drawing import Paper
from exports.typesetting.document_builder import (
    SPEAKER_GAP,
    SPEAKER_WIDTH,
)
from exports.typesetting.line_breaking import Run, bold, unbroken
from exports.typesetting.styles import BOLD, PLAIN, SPOKEN
from kmtui.thai.digits import thai_digits
from models.meetings.roll import RollEntry
from models.minutes.snapshot import (
    AgendaItemView,
    MeetingSnapshot,
    ResolutionView,
)
from models.minutes.tasks import TaskView
from models.minutes.word_marks import ITEM, RESOLUTION, STATEMENT, tag_of

NONE = "- ไม่มี -"

_WIDEST_SPEAKER = 50.0  # millimetres


class Speech(Struct, frozen=True):
    """A statement or resolution, or, without speaker, a sentence of its own.

    Attributes:
        speaker: the speaker's name, then the title; empty for a sentence of its own.
        text: bold for a resolution.
        following: sentences about it: votes, dissents, tasks.
        tag: names its record in a Word file, for the import of corrections; empty if it has none.
    """

    speaker: tuple[str, ...]
    text: str
    is_resolution: bool = False
    following: tuple[str, ...] = ()
    tag: str = ""


class Item(Struct, frozen=True):
    """An agenda item as printed; an item with sub-items is their heading.

    `tag` names its record in a Word file, for the import of corrections.
    """

    heading: str
    title: str
    speeches: tuple[Speech, ...]
    has_parts: bool = False
    tag: str = ""


def printed_items(
    room: MeetingSnapshot, items: Sequence[AgendaItemView], failed: bool = False
) -> tuple[Item, ...]:
    """Return the items to print; if the meeting `failed`, only those with text.

    A meeting fails for lack of a quorum; text is a statement or a resolution. An item without any
    is kept then as the heading of a sub-item that has some.
    """
    depths = [item.depth for item in items]
    # A meeting may end without any item.
    following = [*depths[1:], 0][: len(depths)]
    has_parts = [after > depth for depth, after in zip(depths, following, strict=True)]
    printed = (_item(room, item, parts) for item, parts in zip(items, has_parts, strict=True))
    if not failed:
        return tuple(printed)
    kept: list[Item] = []
    # From the end, so that an item knows whether one of its parts is kept.
    deepest = 0
    for item, depth in reversed(list(zip(printed, depths, strict=True))):
        if item.speeches or depth < deepest:
            kept.append(item)
            deepest = depth
    return tuple(reversed(kept))


def _item(room: MeetingSnapshot, item: AgendaItemView, has_parts: bool) -> Item:
    speeches = [Speech((), sentence) for sentence in _before(item)]
    speeches += [
        Speech(
            _speaker(said.speaker),
            said.text.strip(),
            following=_given(said.tasks),
            tag=tag_of(STATEMENT, said.id, said.version),
        )
        for said in item.statements
        if said.text.strip() or said.tasks
    ]
    for made in item.resolutions:
        following = (
            *_without_quorum(made, item.quorum_needed),
            *_voted(made),
            *_decided_with(room, made),
            *_given(made.tasks),
        )
        tag = tag_of(RESOLUTION, made.id, made.version)
        speeches.append(Speech(("ที่ประชุม",), made.text, True, following, tag))
    speeches += _decided_elsewhere(room, item)
    speeches += [Speech((), sentence) for sentence in _given(item.tasks)]
    heading, tag = f"ระเบียบวาระที่ {item.number}", tag_of(ITEM, item.id)
    return Item(heading, item.title, tuple(speeches), has_parts, tag)


def _before(item: AgendaItemView) -> tuple[str, ...]:
    """Return the sentences above an item's discussion: the meeting it comes from, the recusals."""
    came = f"(เรื่องที่เลื่อนมาจากการประชุมครั้งที่ {item.postponed_from})" if item.postponed_from else ""
    withdrew = (each.sentence for each in item.recusals)
    return tuple(filter(None, (came, *withdrew)))


def _decided_with(room: MeetingSnapshot, made: ResolutionView) -> tuple[str, ...]:
    """Return the sentence that names the other items which a resolution decides."""
    numbers = [item.number for item in room.items if item.decided_by == made.id]
    if not numbers:
        return ()
    *first, last = numbers
    listed = f"{' '.join(first)} และ {last}" if first else last
    return (f"(ลงมติรวมกับระเบียบวาระที่ {listed} ในคราวเดียวกัน)",)


def _decided_elsewhere(room: MeetingSnapshot, item: AgendaItemView) -> list[Speech]:
    """Return the resolution of another item that decides this one, too; empty if there is none."""
    owner = room.item_of_resolution(item.decided_by)
    if owner is None:
        return []
    made = next(each for each in owner.resolutions if each.id == item.decided_by)
    where = f"(ลงมติรวมกับระเบียบวาระที่ {owner.number} ในคราวเดียวกัน)"
    return [Speech(("ที่ประชุม",), made.text, True, (where,))]


def _speaker(speaker: RollEntry | None) -> tuple[str, ...]:
    return (speaker.speaker_name, speaker.speaker_title) if speaker else ()


def _without_quorum(made: ResolutionView, quorum_needed: int) -> tuple[str, ...]:
    """Return the sentence on a lack of quorum at a resolution, if any.

    Source: พ.ร.บ.วิธีปฏิบัติราชการทางปกครอง พ.ศ. ๒๕๓๙ มาตรา ๗๙.
    """
    if made.present_count >= quorum_needed:
        return ()
    present, needed = thai_digits(made.present_count), thai_digits(quorum_needed)
    return (f"(ขณะมีมติมีกรรมการอยู่ในที่ประชุม {present} คน ไม่ครบองค์ประชุม {needed} คน)",)


def _voted(made: ResolutionView) -> tuple[str, ...]:
    """Return the sentence on the votes, then the dissents."""
    counted = (made.votes.sentence,) if made.votes else ()
    return (*counted, *(dissent.sentence for dissent in made.dissents))


def _given(tasks: Sequence[TaskView]) -> tuple[str, ...]:
    return tuple(task.sentence for task in tasks)


def adoption_lines(room: MeetingSnapshot) -> tuple[str, ...]:
    """Return the line on the adoption of the minutes, and the corrections recorded with it.

    Empty if they are not adopted.
    """
    adoption = room.adoption
    if adoption is None:
        return ()
    if not adoption.corrections:
        return (adoption.sentence,)
    corrections = [
        f"{thai_digits(number)}. {text}" for number, text in enumerate(adoption.corrections, 1)
    ]
    return (f"{adoption.sentence} โดยมีข้อแก้ไข ดังนี้", *corrections)


def draw_items(paper: Paper, items: tuple[Item, ...]) -> None:
    """Draw items with their statements and resolutions."""
    speaker_width = _speaker_width(paper, items)
    for item in items:
        _draw_item(paper, item, speaker_width)


def _speaker_width(paper: Paper, items: tuple[Item, ...]) -> float:
    """Return the width of the speakers' column in millimetres: the widest name, at most 50."""
    headings = [item.heading for item in items]
    names = [line for item in items for speech in item.speeches for line in speech.speaker[:1]]
    return paper.column_width(
        [*headings, *names],
        BOLD,
        gap=SPEAKER_GAP,
        least=SPEAKER_WIDTH,
        most=_WIDEST_SPEAKER,
    )


def _draw_item(paper: Paper, item: Item, speaker_width: float) -> None:
    kept = PLAIN.but(keep_next=True, bold=True)
    title = Run(item.title, bold=True, tag=item.tag)
    paper.space(2)
    paper.beside(bold(item.heading), title, kept, left_style=kept, left_width=speaker_width)
    if not item.speeches and not item.has_parts:
        paper.beside("", NONE, left_width=speaker_width)
    for speech in item.speeches:
        _draw_speech(paper, speech, speaker_width)


def _draw_speech(paper: Paper, speech: Speech, speaker_width: float) -> None:
    speaker = [unbroken(line, bold=True) for line in speech.speaker[:1]]
    post = [f"\n{line}" for line in speech.speaker[1:]]
    said = Run(speech.text, speech.is_resolution, tag=speech.tag)
    parts: list[str | Run] = [said, *speech.following] if speech.text else [*speech.following]
    lines = [part for line in parts for part in ("\n", line)][1:]
    style = SPOKEN.but(before=1)
    paper.beside([*speaker, *post], lines, style, left_width=speaker_width, gap=SPEAKER_GAP)
