"""Templates of memos, filled in from the records: goals, problems, benefits, figures."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kmtui.thai.dates import DateStyle, fiscal_range, format_date
from kmtui.thai.digits import thai_digits
from models.committees.records import Committee, CommitteeKind
from models.errors import KmError, NotFound
from models.knowledge.training_records import (
    Training,
    training,
)
from models.memos.records import MemoKind, MemoText
from models.office.files import office_text
from models.office.organization import Organization, the_organization
from models.office.word_lists import read_word_lists
from models.people.records import Post
from models.plan.progress import ProgressStatus
from models.plan.values import Plan
from models.plan.views import read_plan

FILE = "memos.toml"
_SUBJECT_OF_LAW = "องค์กรแห่งการเรียนรู้"


def memo_text(kind: MemoKind, fiscal_year: int, training_id: int | None = None) -> MemoText:
    """Return the text of a memo of this kind for a fiscal year (BE), to be edited.

    Args:
        training_id: the training that a report memo is about.

    Raises:
        NotFound: the office has no name yet, the training is gone, or the list of laws lacks the
            law on learning organisations.
        KmError: the office's own file of templates or of laws is invalid.
    """
    words = _words(fiscal_year, training(training_id) if training_id is not None else None)
    template = _templates()[kind]
    return MemoText(**{name: _filled(text, words) for name, text in template.items()})


def _templates() -> dict[str, Any]:
    try:
        content = tomllib.loads(office_text(FILE))
        missing = [kind for kind in MemoKind if kind not in content]
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise KmError(f"แฟ้มแบบบันทึก {FILE} ไม่เป็นไปตามแบบ แก้ตามตัวอย่างของโปรแกรม ({error})") from error
    if missing:
        raise KmError(f"แฟ้มแบบบันทึก {FILE} ขาดแบบ {', '.join(missing)} เติมตามตัวอย่างของโปรแกรม")
    return content


def _filled(text: str, words: Mapping[str, str]) -> str:
    """Return the template with its placeholders filled in, without lines that become blank."""
    lines = []
    for line in text.strip().split("\n"):
        filled = line
        for name, word in words.items():
            filled = filled.replace("{" + name + "}", word)
        if filled.strip() or not line.strip():
            lines.append(filled)
    return "\n".join(lines)


def _words(fiscal_year: int, of_training: Training | None) -> dict[str, str]:
    office, plan = the_organization(), _plan(fiscal_year)
    words = {
        "municipality": office.name,
        "mayor": _mayor(office),
        "year": thai_digits(fiscal_year),
        "law": law_citation(),
        "goals": _listed(each.text for each in plan.goals) if plan is not None else "",
        "problems": _listed(_problems(plan)),
        "benefits": _listed(_templates()["steps"]["benefits"]),
        "figures": _figures(plan),
        "website": office.website,
        "committees": " และแต่งตั้ง".join(_committees(fiscal_year)),
    }
    if of_training is not None:
        day = format_date(of_training.begins_on, DateStyle.FULL)
        words["training"] = f"{of_training.title} เมื่อวันที่ {day}"
        words["person"] = of_training.person.full_name
    return words


def law_citation() -> str:
    """Return the citation of the law on learning organisations: name, year, section.

    Raises:
        NotFound: the list of laws lacks it.
        KmError: the office's own list of laws cannot be read.
    """
    for law in read_word_lists().laws:
        for phrase, section in law.phrases:
            if phrase == _SUBJECT_OF_LAW:
                name = f"{law.name} พ.ศ. {thai_digits(law.year)}"
                return f"{name} {law.unit} {thai_digits(section)}"
    raise NotFound("ไม่พบพระราชกฤษฎีกาในตารางกฎหมาย เพิ่มในแฟ้ม laws.toml ก่อน")


def _plan(fiscal_year: int) -> Plan | None:
    """Return the plan of the year, else that of the next year, which continues its goals."""
    for year in (fiscal_year, fiscal_year + 1):
        try:
            return read_plan(year)
        except NotFound:
            continue
    return None


def _mayor(office: Organization) -> str:
    cko = Post.select().where(Post.is_cko).first()
    place = office.name.removeprefix("เทศบาล")
    return str(cko.formal_name or cko.name) if cko is not None else f"นายกเทศมนตรี{place}"


def _problems(plan: Plan | None) -> list[str]:
    return [each.problem for each in plan.factors if each.problem] if plan is not None else []


def _figures(plan: Plan | None) -> str:
    """Return a sentence on the finished activities; empty if no progress is recorded."""
    rows = plan.activities if plan is not None else ()
    if not any(row.progress for row in rows):
        return ""
    done = sum(row.status == ProgressStatus.DONE for row in rows)
    share = thai_digits(f"{100 * done / len(rows):.0f}")
    return (
        f"กิจกรรมตามแผน {thai_digits(len(rows))} กิจกรรม แล้วเสร็จ {thai_digits(done)} กิจกรรม "
        f"คิดเป็นร้อยละ {share}"
    )


def _committees(fiscal_year: int) -> list[str]:
    last: date = fiscal_range(fiscal_year)[1]
    names = []
    for kind in (CommitteeKind.PLAN, CommitteeKind.MONITORING):
        found = [
            each
            for each in Committee.select().where(Committee.kind == kind)
            if each.order.issued_on is None or each.order.issued_on <= last
        ]
        if found:
            names.append(str(found[-1].name))
    return names or ["คณะกรรมการจัดทำแผนการจัดการความรู้"]


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"{thai_digits(number)}) {line}" for number, line in enumerate(lines, 1))
