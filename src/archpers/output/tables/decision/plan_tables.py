"""The plan beside the numbers: a table for each task that is filled in, with the figures that belong to it."""

from collections.abc import Iterator

from archpers.model.definition import BOUGHT
from archpers.model.registry import PARTS, described, in_block, shown_in
from archpers.model.reinvestment import FORM_LABELS
from archpers.model.time_use import GROUP_LABELS
from archpers.output.tables.decision.case_tables import case_sentence
from archpers.output.tables.table import Column, Number, Row, Table
from archpers.results.case import case_of
from archpers.results.result import Result
from archpers.scenario.schema.plan import TASKS, Plan, PlannedTask
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.units import HOURS, SHARE

_COLUMNS = (Column("What", numeric=False), Column("The plan", numeric=False))


def plan_tables(scenario: Scenario | Region, result: Result) -> list[Table]:
    """Lay out the plan, task by task; nothing where the file has none."""
    plan = scenario.plan
    if plan is None:
        return []
    filled = [key for key in TASKS if _task(plan, key).is_filled]
    tables = [_table(scenario, result, key, _task(plan, key)) for key in filled]
    empty = [f"{task.number} ({task.label})" for key, task in TASKS.items() if key not in filled]
    if empty:
        tables.append(Table("Not filled in yet", (), (), f"Not filled in yet: {', '.join(empty)}."))
    return tables


def _task(plan: Plan, key: str) -> PlannedTask:
    return getattr(plan, key) or PlannedTask()


def _table(scenario: Scenario | Region, result: Result, key: str, task: PlannedTask) -> Table:
    rows = []
    for field in PlannedTask.model_fields:
        label = "What it takes" if field == "takes" else field.replace("_", " ").capitalize()
        value = getattr(task, field)
        text = "\n".join(f"{place}. {own}" for place, own in enumerate(value, 1)) if isinstance(value, list) else value
        if text:
            rows.append(Row((label, text.strip())))
    rows += [Row(("Figures", figures)) for figures in _figures(scenario, result, key)]
    return Table(f"Task {TASKS[key].number}: {TASKS[key].label}", _COLUMNS, rows)


def _figures(scenario: Scenario | Region, result: Result, key: str) -> Iterator[str]:
    """Yield the figures that belong to a task, where there are any."""
    if key in FORM_LABELS:
        names = [name for name in shown_in(BOUGHT) if key in result.families.get(name, {})]
        told = [
            f"{described(name).label}: {Number(result.families[name][key], described(name).unit).in_words()}"
            for name in names
        ]
        yield "; ".join(told) or "not estimated: the scenario does not say what would be bought"
    elif key == "care_management_reform":
        yield from _reform(result)
    elif key == "use_of_resources":
        case = case_of(scenario, result) if scenario.case is not None else None
        yield case_sentence(case) if case is not None else "not estimated: the scenario has no case that can be made"


def _reform(result: Result) -> Iterator[str]:
    """Yield where the time goes, and what the reform leaves of it."""
    groups = in_block("function_groups")
    assert "time_share" in groups, "groups have a share of time"
    split = [
        f"{GROUP_LABELS.get(group, group)} {Number(own.time_share, SHARE)}"
        for group, own in result.function_groups.items()
    ]
    if split:
        yield f"Today: {', '.join(split)}"
    hours = {own.part.label: own.name for own in map(described, result.quantities) if own.part and own.unit == HOURS}
    parts = [
        f"{part.label} {Number(result.quantities[hours[part.label]], HOURS).in_words()}"
        for whole in PARTS.values()
        for part in whole
        if part.label in hours and result.quantities[hours[part.label]] is not None
    ]
    if parts:
        yield f"Reform: {', '.join(parts)}"
