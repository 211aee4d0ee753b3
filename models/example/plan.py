"""The example's KM plan, read from a data file; needs the example's people."""

import tomllib
from importlib.resources import files
from typing import Any

from models.meetings.records import find_meeting
from models.office.organization import the_organization
from models.plan.cells import tie_owners
from models.plan.lifecycle import announce_plan, approve_plan, cko_on, review_plan
from models.plan.records import KmPlan, PlanActivity, PlanGoal, PlanScope, PlanTable, SuccessFactor
from models.plan.steps import Beneficiary, Process

Row = dict[str, Any]  # a table of the TOML file, with the columns of that file

_SHARED = ("begins_on", "ends_on", "period_text")


def write_plan() -> None:
    """Write the announced plan of 2564, in the caller's transaction."""
    source = files("models").joinpath("data/example_plan.toml").read_text(encoding="utf-8")
    content = tomllib.loads(source)
    facts = content["plan"]
    plan = KmPlan.create(
        website=the_organization().website,
        **{name: facts[name] for name in ("fiscal_year", "title", *_intros(facts))},
    )
    scopes = [_scope(plan, *each) for each in enumerate(content["scopes"], 1)]
    goals = [_listed(PlanGoal, plan, *each) for each in enumerate(content["goals"], 1)]
    for each in enumerate(content["factors"], 1):
        _listed(SuccessFactor, plan, *each)
    for row in content["tables"]:
        head = {"goal": goals[row["goal"] - 1]} if "goal" in row else {}
        head |= {"scope": scopes[row["scope"] - 1]} if "scope" in row else {}
        _write_table(plan, row, head)
    _announce(plan, facts)


def _announce(plan: KmPlan, facts: Row) -> None:
    number, year = facts["approved_by"]
    approve_plan(plan.id, find_meeting(number, year).id)
    reviewer = cko_on(facts["reviewed_on"])
    if reviewer is None:
        raise KeyError("CKO")
    review_plan(plan.id, reviewer.person_id, facts["reviewed_on"])
    announce_plan(plan.id, facts["announced_on"])


def _intros(facts: Row) -> list[str]:
    return [name for name in facts if name.endswith("_intro")]


def _scope(plan: KmPlan, position: int, row: Row) -> PlanScope:
    benefits = {group: "\n".join(row[group]) for group in Beneficiary}
    scope: PlanScope = _listed(PlanScope, plan, position, row | benefits)
    return scope


def _listed(table: Any, plan: KmPlan, position: int, row: Row) -> Any:
    return table.create(plan=plan, position=position, **row)


def _write_table(plan: KmPlan, row: Row, head: Row) -> None:
    process = Process(row["process"])
    place = list(Process).index(process) + 1
    table = PlanTable.create(plan=plan, process=process, position=place, **head)
    shared = {name: row[name] for name in _SHARED if name in row}
    for position, line in enumerate(row["rows"], 1):
        own = {name: value for name, value in line.items() if name not in ("bullets", "owners")}
        activity = PlanActivity.create(
            plan=plan,
            table=table,
            position=position,
            bullets="\n".join(line.get("bullets", [])),
            owner_text="\n".join(line.get("owners", row["owners"])),
            **(shared | own),
        )
        tie_owners(activity)
