"""The example's memos and self-assessment, read from a data file."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from msgspec.structs import asdict

from models.memos.records import (
    Acknowledgement,
    MemoKind,
    MemoText,
    Reply,
    Route,
    record_reply,
    write_memo,
)
from models.memos.templates import memo_text
from models.office.organization import Division
from models.people.records import Post
from models.questionnaires.assessment import AssessmentAnswer


def write_evidence(divisions: Mapping[str, Division], posts: Mapping[str, Post]) -> None:
    """Write the example's memos and self-assessment, in the caller's transaction."""
    source = files("models").joinpath("data/example_evidence.toml").read_text(encoding="utf-8")
    content = tomllib.loads(source)
    for row in content["answers"]:
        AssessmentAnswer.create(**row)
    for row in content["memos"]:
        kind = MemoKind(row["kind"])
        usual = asdict(memo_text(kind, row["fiscal_year"]))
        text = MemoText(**{**usual, **row.get("words", {})})
        memo_id = write_memo(
            kind,
            text,
            row["written_on"],
            fiscal_year=row["fiscal_year"],
            division_id=divisions[row["division"]].id,
            route=Route(
                tuple(posts[key].id for key in row["proposers"]),
                tuple(posts[key].id for key in row["opinions"]),
            ),
        )
        if "noted_on" in row:
            record_reply(memo_id, Reply.NOTED, row["noted_on"])
        if "signed_on" in row:
            Acknowledgement.update(signed_on=row["signed_on"]).where(
                Acknowledgement.memo == memo_id
            ).execute()
