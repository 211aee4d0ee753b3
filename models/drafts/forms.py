"""Drafts of forms: texts not submitted yet, kept in files of this user."""

import contextlib
import hashlib
import json

from msgspec import Struct
from msgspec.structs import asdict

from models.drafts.rescue_chain import RescueChain, RescueTarget

SUFFIX = ".form"


class FormDraft(Struct, frozen=True):
    """The unstored content of a form. The fields of this class are the format of the files.

    Attributes:
        form: the key of the form and its record; the same whenever the form is opened again.
        session: the run of the program in which the texts were typed.
        title: the title of the form.
        place: the key of the destination in which the form is opened; empty if there is none.
        labels: the labels of the fields.
        texts: the texts in the fields.
        base: the texts in the fields when the form was opened.
        number: grows with every draft of this user; the clock may be set back.
        at: UTC as ISO 8601 text.
    """

    form: str
    session: str
    title: str
    place: str
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    base: tuple[str, ...]
    number: int = 0
    at: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """The form and the session: there is one draft of each."""
        return self.form, self.session

    def continued(self, base: tuple[str, ...]) -> tuple[str, ...]:
        """Return the texts for a form that now opens with `base`: of each field, what was typed.

        A field in which nothing was typed gets its text of `base`; all do if the number of fields
        has changed.
        """
        if not len(base) == len(self.texts) == len(self.base):
            return base
        return tuple(
            now if typed == before else typed
            for typed, before, now in zip(self.texts, self.base, base, strict=True)
        )


def form_name(draft: FormDraft) -> str:
    """Return the name of the draft's file, which is the same in every rescue folder."""
    return hashlib.sha256("\n".join(draft.key).encode(errors="replace")).hexdigest()[:32] + SUFFIX


def write_form(target: RescueTarget, draft: FormDraft) -> None:
    """Write the draft to its own file in the first rescue folder that takes it. Raises OSError."""
    content = json.dumps(asdict(draft), ensure_ascii=True).encode()
    RescueChain.of(target).write(form_name(draft), content)


def drop_form(target: RescueTarget, draft: FormDraft) -> None:
    """Remove the file of a draft; errors are suppressed."""
    RescueChain.of(target).drop(form_name(draft))


def read_forms(target: RescueTarget) -> list[FormDraft]:
    """Return the newest state of every draft; incomplete files are skipped, not removed."""
    newest: dict[tuple[str, str], FormDraft] = {}
    for content in RescueChain.of(target).read(SUFFIX).values():
        draft = _read(content)
        if draft is None:
            continue
        if draft.key not in newest or newest[draft.key].number < draft.number:
            newest[draft.key] = draft
    return list(newest.values())


def _read(content: bytes) -> FormDraft | None:
    with contextlib.suppress(ValueError, KeyError, TypeError, RecursionError):
        fields = json.loads(content.decode("ascii"))
        for name in ("labels", "texts", "base"):
            fields[name] = tuple(fields[name])
        draft = FormDraft(**fields)
        return draft if _is_whole(draft) else None
    return None


def _is_whole(draft: FormDraft) -> bool:
    """Return whether every field has its type, and each label its text and its base."""
    words = (draft.form, draft.session, draft.title, draft.place, draft.at)
    lists = (draft.labels, draft.texts, draft.base)
    return (
        all(
            isinstance(each, str) for each in (*words, *(text for texts in lists for text in texts))
        )
        and len({len(texts) for texts in lists}) == 1
        and isinstance(draft.number, int)
    )
