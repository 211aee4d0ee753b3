"""The example's knowledge, read from a data file."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from models.knowledge.records import KnowledgeKind, ListOf, add_knowledge, set_decided
from models.meetings.records import find_meeting
from models.office.organization import Division


def write_knowledge(divisions: Mapping[str, Division]) -> None:
    """Write the example's classifications, in the caller's transaction."""
    source = files("models").joinpath("data/example_knowledge.toml").read_text(encoding="utf-8")
    content = tomllib.loads(source)
    for row in content["lists"]:
        division = divisions[row["division"]]
        where = ListOf(row["fiscal_year"], division.id, KnowledgeKind(row["kind"]))
        for text in row["items"]:
            add_knowledge(where, text)
    for row in content["years"]:
        meeting_id = None
        if "meeting" in row:
            number, year = map(int, row["meeting"].split("/"))
            meeting_id = find_meeting(number, year).id
        set_decided(row["fiscal_year"], meeting_id, row.get("note", ""))
