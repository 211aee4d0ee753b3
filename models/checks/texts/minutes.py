"""Checks of minutes and attendance sheets: roll, agenda and speakers."""

import re
from collections.abc import Iterator

from kmtui.thai.digits import thai_digits
from kmtui.thai.names import take_title
from models.checks.core.finding import TextIssue
from models.checks.core.messages import text_issue
from models.checks.core.register import ROLE_LABELS, NameRegister, RegisteredCommittee
from models.checks.core.text import CheckedText, TextLine

_MINUTES = re.compile("รายงานการประชุม(?P<committee>.*)|รายชื่อผู้(?:เข้า|มา)ประชุม(?P<sheet>.*)")
_PRESENT, _ABSENT = re.compile("ผู้มาประชุม$"), re.compile("ผู้ไม่มาประชุม$")
_OTHERS, _BEGINS = re.compile("ผู้เข้าร่วมประชุม$"), re.compile("(?:เริ่ม|เปิด)(?:การ)?ประชุม")
_ENDS = re.compile("(?:เลิก|(?<!เ)ปิด)(?:การ)?ประชุม")
_ITEM = re.compile(r"(?:ระเบียบ)?วาระที่\s?\d{1,2}")
_SAYS = re.compile("ที่ประชุม|มติ|รับทราบ|เห็นชอบ|ไม่มี")
_ROLE = re.compile("กรรมการ")
_LONGEST_HEADING = 60
_LEAST_ROLL = 3


def seats_not_on_the_roll(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a seat of the committee listed neither as present nor as absent."""
    for heading, roll in _rolls(text):
        committee = _committee_of(heading, register)
        if committee is None or len(roll) < _LEAST_ROLL:
            continue
        named = " ".join(line.bare for line in roll)
        for seat in committee.seats:
            if not any(_names(named, form) for form in _forms_of(seat)):
                because = f"เพราะเป็นตำแหน่งใน{committee.name} แต่ไม่อยู่ทั้งในผู้มาและผู้ไม่มาประชุม"
                yield text_issue(heading.number, "บัญชีผู้มาประชุม", f"มี {seat} ด้วย", because)


def rows_without_role(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report the only row of a roll without a role in the committee."""
    del register
    for _, roll in _rolls(text):
        rows = [line for line in roll if take_title(_name_in(line))[0]]
        bare = [line for line in rows if not _ROLE.search(line.bare)]
        if len(rows) >= _LEAST_ROLL and len(bare) == 1:
            because = "เพราะแถวอื่นบอกตำแหน่งในคณะกรรมการทุกแถว"
            yield text_issue(bare[0].number, bare[0].bare, f"มี {ROLE_LABELS[2]} ต่อท้าย", because)


def empty_rolls(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a heading of absent members or guests with nothing below, not even “- ไม่มี -”."""
    del register
    lines = text.spoken
    for place, line in enumerate(lines):
        if not (_ABSENT.match(line.bare) or _OTHERS.match(line.bare)):
            continue
        after = [each for each in lines[place + 1 : place + 3] if each.cells[0] != "ลำดับ"]
        if not after or _heads(after[0].bare):
            because = "เพราะหัวข้อว่างไม่บอกว่าไม่มีผู้ใดหรือยังไม่ได้กรอก"
            yield text_issue(line.number, f"{line.bare} (ว่าง)", "รายชื่อ หรือ - ไม่มี -", because)


def empty_agenda_items(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an agenda item with neither text nor a resolution."""
    del register
    for head, body in _agenda(text):
        said = [line for line in body if not take_title(line.bare)[0]]
        if len(said) <= 1 and not any(_SAYS.search(line.bare) for line in said[1:]):
            because = "เพราะระเบียบวาระนี้ไม่มีทั้งข้อความและมติ"
            title = said[0].bare if said else ""
            yield text_issue(
                head.number, f"{head.bare} {title}".strip(), "- ไม่มี - หรือมติที่ประชุม", because
            )


def items_without_resolution(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report an agenda item with text, but without a decision of the meeting."""
    del register
    for head, body in _agenda(text):
        words = [line.bare for line in body]
        if len(words) > 1 and not any(word.startswith(("ที่ประชุม", "มติ")) for word in words):
            because = "เพราะทุกระเบียบวาระต้องมีมติหรือการรับทราบของที่ประชุม"
            yield text_issue(head.number, head.bare, "บรรทัด ที่ประชุม และมติ", because)


def speakers_without_words(text: CheckedText, register: NameRegister) -> Iterator[TextIssue]:
    """Report a speaker directly followed by another speaker."""
    for _, body in _agenda(text):
        speaking = _speaker(body, 0, register) if body else ""
        for place in range(1, len(body)):
            here = _speaker(body, place, register)
            if here and speaking and _is_post(body[place - 1].bare, register):
                because = f"เพราะต่อด้วย {here} โดยไม่มีคำพูดคั่น"
                yield text_issue(body[place - 2].number, speaking, "มีข้อความที่กล่าว", because)
            if here or not _is_post(body[place].bare, register):
                speaking = here


def _speaker(body: list[TextLine], place: int, register: NameRegister) -> str:
    """Return the line if it is a name followed by a post; else an empty string."""
    name = body[place].bare
    follows = place + 1 < len(body) and _is_post(body[place + 1].bare, register)
    own = take_title(name)[0] and len(name) < _LONGEST_HEADING and not name.startswith("(")
    return name if own and follows and "(" not in name else ""


def _is_post(written: str, register: NameRegister) -> bool:
    if len(written) > _LONGEST_HEADING:
        return False
    return written.startswith(("รก.", "ร.ก.", "ผอ.", *register.posts))


def _heads(written: str) -> bool:
    patterns = (_PRESENT, _ABSENT, _OTHERS, _BEGINS, _MINUTES)
    return any(pattern.match(written) for pattern in patterns)


def _rolls(text: CheckedText) -> Iterator[tuple[TextLine, list[TextLine]]]:
    """Yield each attendance list, present and absent, with the heading of its document.

    The list of a document without one is empty.
    """
    heading: TextLine | None = None
    roll: list[TextLine] = []
    listing = False
    for line in text.spoken:
        short = len(line.bare) < 160
        if short and _MINUTES.match(line.bare) and not _PRESENT.search(line.bare):
            if heading:
                yield heading, roll
            heading, roll, listing = line, [], False
        elif heading and short and (_OTHERS.match(line.bare) or _BEGINS.match(line.bare)):
            yield heading, roll
            heading, roll, listing = None, [], False
        elif heading and _PRESENT.match(line.bare):
            listing = True
        elif listing:
            roll.append(line)
    if heading:
        yield heading, roll


def _committee_of(heading: TextLine, register: NameRegister) -> RegisteredCommittee | None:
    named = [each for each in register.committees if each.name in heading.bare]
    return named[0] if named else None


def _names(roll: str, post: str) -> bool:
    """Return whether the roll names this post, and not its deputy: รองปลัดเทศบาล."""
    return re.search(rf"(?<!รอง)(?<!สำนัก){re.escape(post)}", roll) is not None


def _forms_of(seat: str) -> tuple[str, ...]:
    """Return the spellings of a post in a roll: ผู้อำนวยการกองคลัง, ผอ.กองคลัง, ร.ก.กองการศึกษา."""
    short = seat.replace("ผู้อำนวยการ", "ผอ.")
    own = seat.removeprefix("ผู้อำนวยการ")
    stem = seat.removesuffix("เทศบาล")
    return (seat, short, f"รก.{own}", f"ร.ก.{own}", *((stem,) if stem != seat else ()))


def _name_in(line: TextLine) -> str:
    cells = [cell for cell in line.cells if take_title(cell)[0]]
    return cells[0] if cells else re.sub(r"^[๐-๙0-9]+[.)]?\s*", "", line.bare)


def _agenda(text: CheckedText) -> Iterator[tuple[TextLine, list[TextLine]]]:
    """Yield each agenda item: the line with its number, and the lines up to the next."""
    head: TextLine | None = None
    body: list[TextLine] = []
    for line in text.spoken:
        heading = len(line.bare) < _LONGEST_HEADING
        starts = heading and _ITEM.match(line.plain)
        if head and (starts or (heading and _ENDS.match(line.bare))):
            yield head, body
            head = None
        if starts:
            head, body = line, []
            rest = line.plain[starts.end() :].strip() if starts else ""
            if rest:
                body.append(TextLine(line.number, thai_digits(rest)))
        elif head:
            body.append(line)
