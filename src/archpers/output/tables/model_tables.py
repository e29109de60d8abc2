"""The result of a model as three tables: overview, split by function, reform model."""

from collections.abc import Iterator

from archpers.model import INPUTS, QUANTITIES
from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.model.time_use import GROUP_LABELS
from archpers.output.tables.table import Bar, Cell, Column, Number, Row, Table
from archpers.results.result import FUNCTION_QUANTITIES, GROUP_QUANTITIES, FunctionResult, RegionResult, Result, Split
from archpers.scenario.inputs import all_givens
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario

OVERVIEW_LABELS = (
    ("Care managers", "care_managers_wte"),
    ("Total cost", "total_cost"),
    ("People served", "people_served"),
    ("People per care manager", "people_per_wte"),
    ("Total hours of care management", "total_hours"),
    ("Hours of one care manager", "hours_per_wte"),
    ("Hours per person", "hours_per_person"),
    ("Cost per person", "cost_per_person"),
    ("Cost per hour", "cost_per_hour"),
    ("Cost of one care manager", "cost_per_wte"),
)

REFORM_LABELS = (
    ("Core, share of hours", "core_share_of_hours"),
    ("Crisis, share of hours", "crisis_share_of_hours"),
    ("Residual, share of hours", "residual_share_of_hours"),
    ("Core, hours", "core_hours"),
    ("Crisis, hours", "crisis_hours"),
    ("Residual, hours", "residual_hours"),
    ("Residual, value", "residual_value"),
    ("Residual, WTE", "residual_wte"),
    ("Residual, hours a person", "residual_hours_per_person"),
    ("Residual, value a person", "residual_value_per_person"),
    ("Required WTE", "required_wte"),
    ("WISN ratio", "wisn_ratio"),
)

SHOWN_ON_SCREEN = 8
"""So many authorities of a region stand on a screen; a file has all of them."""

_SPLIT_COLUMNS = (
    Column("Function", numeric=False),
    Column("Share"),
    Column("", numeric=False),
    Column("Hours", "a year"),
    Column("Cost", "a year"),
    Column("Hours", "a person"),
    Column("Cost", "a person"),
)


def model_tables(scenario: Scenario | Region, result: Result, most: int | None = None) -> list[Table]:
    """Lay out a result: what a reader sees of `archpers model`.

    most: how many authorities of a region to show, None for all.
    """
    if isinstance(scenario, Region):
        from archpers.output.tables.region_tables import region_tables  # most scenarios are not regions

        assert isinstance(result, RegionResult)
        tables = region_tables(scenario, result, most)
    else:
        tables = [overview(result), functions(scenario, result), reform(scenario, result)]
    return [*tables, *best_source(scenario, result)]


def model_rows(scenario: Scenario | Region, result: Result) -> Iterator[tuple[str, str, str, float | None, str]]:
    """Yield a result's numbers one a row, full precision: part, key, name, value, unit."""
    for given in all_givens(scenario):
        yield "inputs", "", path_text(given.path), given.figure.value, unit_of(given.name)
    for name, quantity in result.quantities.items():
        yield "quantities", "", name, quantity, unit_of(name)
    yield from _function_rows("", result)
    if result.best_source is not None:
        for name, value in result.best_source:
            if isinstance(value, dict):
                yield from (("best_source", key, name, share, unit_of(name)) for key, share in value.items())
            else:
                yield "best_source", "", name, value, unit_of(name)
    if isinstance(result, RegionResult):
        for scope, part in (
            *((f"authorities.{name}", authority) for name, authority in result.authorities.items()),
            *((f"pooled.{name}", pool) for name, pool in result.pooled.items()),
        ):
            for name, quantity in part.quantities.items():
                yield scope, "", name, quantity, unit_of(name)
            yield from _function_rows(f"{scope}.", part)


def _function_rows(scope: str, split: Split) -> Iterator[tuple[str, str, str, float | None, str]]:
    for part, names, rows in (
        ("functions", FUNCTION_QUANTITIES, split.functions),
        ("function_groups", GROUP_QUANTITIES, split.function_groups),
    ):
        for key, row in rows.items():
            for field, name in names.items():
                yield f"{scope}{part}", key, field, getattr(row, field), unit_of(name)


RESIDUAL_CAVEAT = (
    "Residual: time that could be reinvested in community-based support, valued at today's cost of an hour; time freed "
    "is not cash released."
)
"""What has to be said wherever the residual is shown."""


def override_lines(scenario: Scenario | Region, origin: str | None = None) -> Iterator[str]:
    """Say which values stand in place of the file's own; origin: only those that come from there, such as `--set`."""
    for path, override in (scenario.document.overrides if scenario.document else {}).items():
        if origin not in (None, override.label):
            continue
        now = "taken away" if override.value is None else f"= {override.value}"
        instead = "not in the file" if override.before is None else f"instead of {override.before}"
        yield f"What if: {path_text(path)} {now}, {instead} ({override.label})"


def unit_of(name: str) -> str:
    """Return the unit of a quantity or input of the model."""
    return (QUANTITIES.get(name) or INPUTS[name]).unit


def _number(result: Result, name: str) -> Number:
    return Number(result.quantities[name], unit_of(name))


def overview(result: Result) -> Table:
    """Lay out staffing, cost and people (Toolkit Table 4)."""
    columns = (Column("", numeric=False), Column("Value"), Column("Unit", numeric=False, aside=True))
    rows = [Row((label, _number(result, name), unit_of(name))) for label, name in OVERVIEW_LABELS]
    return Table("Overview", columns, rows)


def functions(scenario: Scenario, result: Result) -> Table:
    """Lay out the split by function, with the groups as subtotals (Toolkit Table 5, Report Table 2 and Figure 5)."""
    title = "Where the time goes"
    if scenario.functions is None:
        return Table(title, (), (), "Not estimated: the scenario has no functions block.")
    labels, groups = scenario.functions.labels, scenario.functions.groups
    rows = []
    for group, subtotal in result.function_groups.items():
        members = [key for key in result.functions if groups[key] == group]
        rows.append(Row(_split_cells(GROUP_LABELS[group], subtotal), emphasis=True))
        if len(members) > 1 or labels[members[0]] != GROUP_LABELS[group]:
            rows.extend(Row(_split_cells(f"  {labels[key]}", result.functions[key])) for key in members)
    return Table(title, _SPLIT_COLUMNS, rows)


def _split_cells(label: str, part: FunctionResult) -> tuple[Cell, ...]:
    return (
        label,
        Number(part.time_share, "share"),
        Bar(part.time_share),
        Number(part.hours, "hours/year"),
        Number(part.cost, "£/year"),
        Number(part.hours_per_person, "hours/person/year"),
        Number(part.cost_per_person, "£/person/year"),
    )


def reform(scenario: Scenario, result: Result) -> Table:
    """Lay out the reform model: slimmed core, crisis service and residual (Report Table 5)."""
    title = "Reform model"
    quantities = result.quantities
    residual = quantities["residual_hours"]
    deficit = residual is not None and residual < 0
    if scenario.reform is None:
        return Table(title, (), (), "Not estimated: the scenario has no reform block.")
    columns = (
        Column("", numeric=False),
        Column("Share"),
        Column("", numeric=False),
        Column("Hours", "a year"),
        Column("Value", "a year"),
        Column("WTE"),
        Column("Hours", "a person"),
        Column("Value", "a person"),
    )

    def row(label: str, share: float | None, *names: str, **marks: bool) -> Row:
        numbers = (_number(result, name) if name else "" for name in names)
        return Row((label, Number(share, "share"), Bar(share), *numbers), **marks)

    core = row(
        "Slimmed core", quantities["core_share_of_hours"], "core_hours", "core_cost", "", "core_hours_per_person", ""
    )
    crisis = row("Crisis service", quantities["crisis_share_of_hours"], "crisis_hours", "crisis_cost", "", "", "")
    left = row(
        "DEFICIT" if deficit else "Residual",
        quantities["residual_share_of_hours"],
        "residual_hours",
        "residual_value",
        "residual_wte",
        "residual_hours_per_person",
        "residual_value_per_person",
        emphasis=True,
        alarm=deficit,
    )
    today = row("Today", 1.0, "total_hours", "total_cost", "care_managers_wte", "hours_per_person", "cost_per_person")
    return Table(title, columns, (core, crisis, left, today), _reform_note(result, deficit))


def best_source(scenario: Scenario | Region, result: Result) -> Iterator[Table]:
    """Lay out who would best lead and organise support plans (Report Table 4); nothing where there are no answers."""
    found, asked = result.best_source, scenario.best_source
    if found is None or asked is None:
        return
    columns = (
        Column("", numeric=False),
        Column("Plan", "answers"),
        Column("Plan", "share"),
        Column("", numeric=False),
        Column("Organise", "answers"),
        Column("Organise", "share"),
        Column("", numeric=False),
    )
    rows = [
        Row(
            (
                label,
                Number(asked.plan[key].value, "answers"),
                Number(found.plan_share[key], "share"),
                Bar(found.plan_share[key]),
                Number(asked.organise[key].value, "answers"),
                Number(found.organise_share[key], "share"),
                Bar(found.organise_share[key]),
            )
        )
        for key, label in BEST_SOURCE_LABELS.items()
    ]
    hours = Number(found.planning_hours_others_could_lead, "hours/year")
    cost = Number(found.planning_cost_others_could_lead, "£/year")
    note = (
        f"Care managers would have others lead {Number(found.plan_share_led_by_others, 'share')} of support plans. Of "
        f"today's planning that is, in hours a year: {hours}; in cost a year: {cost}, "
        "if planning takes as long in each case."
    )
    yield Table("Best source of support", columns, rows, note)


def _reform_note(result: Result, deficit: bool) -> str:
    required, needing = _number(result, "required_wte"), _number(result, "crisis_people")
    ratio = _number(result, "wisn_ratio")
    meaning = (
        "Deficit: time that is missing, valued at today's cost of an hour"
        if deficit
        else RESIDUAL_CAVEAT.removesuffix(".")
    )
    return (
        f"Core and crisis service together need {required} WTE, for {needing} people in crisis; WISN ratio {ratio}. "
        f"{meaning}. Hours and cost a person are spent for them, not on them."
    )
