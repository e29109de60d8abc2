"""The tables of one team: overview, split by function, reform model, best source, and what else quantities name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archpers.model import INPUTS, QUANTITIES
from archpers.model.best_source import BEST_SOURCE_LABELS
from archpers.model.definition import OVERVIEW, TODAY, Whole
from archpers.model.registry import PARTS, described, further_tables, shown_in
from archpers.output.tables.headings import is_deficit, residual_caveat
from archpers.output.tables.table import Bar, Cell, Column, Number, Row, Table
from archpers.results.result import FunctionResult, Result, Split
from archpers.results.values import outside_functions, shares_of_sum, today_as_function
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import labels_of
from archpers.units import ANSWERS, HOURS, HOURS_PER_PERSON, MONEY, MONEY_PER_PERSON, SHARE, Unit

_SPLIT_COLUMNS = (
    Column("Function", numeric=False),
    Column("Share"),
    Column("", numeric=False),
    Column("Hours", "a year"),
    Column("Cost", "a year"),
    Column("Hours", "a person"),
    Column("Cost", "a person"),
)


IN_NO_FUNCTION, COUNTED_TWICE = "In no function", "Counted twice"
"""Rows for hours that rounded shares leave over, and for those that they give out twice."""


def number(result: Split, name: str) -> Number:
    """Return a quantity of a result as a cell."""
    return Number(result.quantities[name], described(name).unit)


def listed_rows(result: Split, names: Iterable[str]) -> list[Row]:
    """Return a row for each quantity: label, value, unit."""
    return [Row((described(name).label, number(result, name), described(name).unit.text)) for name in names]


LISTED = (Column("", numeric=False), Column("Value"), Column("Unit", numeric=False, aside=True))


def overview(result: Result) -> Table:
    """Lay out staffing, cost and people (Toolkit Table 4)."""
    return Table("Overview", LISTED, listed_rows(result, shown_in(OVERVIEW)))


def functions(scenario: Scenario, result: Result) -> Table:
    """Lay out the split by function, with the groups as subtotals (Toolkit Table 5, Report Table 2 and Figure 5)."""
    title = "Where the time goes"
    if scenario.functions is None:
        return Table(title, (), (), "Not estimated: the scenario has no functions block.")
    labels, homes, titles = scenario.functions.labels, scenario.functions.homes, scenario.functions.group_labels
    rows = []
    for group, subtotal in result.function_groups.items():
        members = [key for key in result.functions if homes[key] == group]
        rows.append(Row(_split_cells(titles[group], subtotal), emphasis=True))
        if len(members) > 1 or labels[members[0]] != titles[group]:
            rows.extend(Row(_split_cells(f"  {labels[key]}", result.functions[key])) for key in members)
    outside = outside_functions(result)
    if outside is not None:
        rows.append(Row(_split_cells(IN_NO_FUNCTION if (outside.hours or 0) > 0 else COUNTED_TWICE, outside)))
    rows.append(Row(_split_cells(TODAY.label, today_as_function(result)), emphasis=True))
    return Table(title, _SPLIT_COLUMNS, rows)


def _split_cells(label: str, part: FunctionResult) -> tuple[Cell, ...]:
    return (
        label,
        Number(part.time_share, SHARE),
        Bar(part.time_share),
        Number(part.hours, HOURS),
        Number(part.cost, MONEY),
        Number(part.hours_per_person, HOURS_PER_PERSON),
        Number(part.cost_per_person, MONEY_PER_PERSON),
    )


def parts_table(whole: Whole, title: str, result: Split) -> Table:
    """Lay out the parts of a whole, one a row, and the whole below: Report Table 5 for today's hours."""
    every = {**INPUTS, **QUANTITIES}.values()
    columns = [Column("", numeric=False)]
    for index, facet in enumerate(whole.facets):
        columns += [Column(*facet.column), *([Column("", numeric=False)] if index == 0 else [])]

    def row(label: str, names: Mapping[Unit, str], share: float | None, **marks: bool) -> Row:
        told = [number(result, names[facet.unit]) if facet.unit in names else "" for facet in whole.facets[1:]]
        return Row((label, Number(share, SHARE), Bar(share), *told), **marks)

    rows = []
    for part in PARTS[whole.label]:
        names = {own.unit: own.name for own in every if own.part == part}
        share = result.quantities[names[SHARE]]
        short = part.remainder and is_deficit(result)
        rows.append(row("DEFICIT" if short else part.label, names, share, emphasis=part.remainder, alarm=short))
    rows.append(row(whole.label, {own.unit: own.name for own in every if own.whole == whole}, 1.0))
    return Table(title, columns, rows)


def reform(scenario: Scenario, result: Result) -> Table:
    """Lay out the reform model: slimmed core, crisis service and residual (Report Table 5)."""
    if scenario.reform is None:
        return Table("Reform model", (), (), "Not estimated: the scenario has no reform block.")
    return parts_table(TODAY, "Reform model", result)._replace(note=_reform_note(result))


def best_source(scenario: Scenario | Region, result: Result) -> Iterator[Table]:
    """Lay out who would best lead and organise support plans (Report Table 4); nothing where there are no answers."""
    found, asked = result.best_source, scenario.best_source
    if found is None or asked is None:
        return
    columns = [Column("", numeric=False)]
    for question in ("Plan", "Organise"):
        columns += [Column(question, "answers"), Column(question, SHARE.text), Column("", numeric=False)]
    questions = ((asked.plan, found.plan_share), (asked.organise, found.organise_share))
    rows = []
    for key, label in BEST_SOURCE_LABELS.items():
        cells: list[Cell] = [label]
        for answers, shares in questions:
            cells += [Number(answers[key].value, ANSWERS), Number(shares[key], SHARE), Bar(shares[key])]
        rows.append(Row(tuple(cells)))
    hours = Number(found.planning_hours_others_could_lead, HOURS)
    cost = Number(found.planning_cost_others_could_lead, MONEY)
    note = (
        f"Care managers would have others lead {Number(found.plan_share_led_by_others, SHARE)} of support plans. Of "
        f"today's planning that is, in hours a year: {hours}; in cost a year: {cost}, "
        "if planning takes as long in each case."
    )
    yield Table("Best source of support", columns, rows, note)


def other_tables(scenario: Scenario | Region, result: Split) -> Iterator[Table]:
    """Lay out every further table that quantities name: single values in rows, families with a column each."""
    every = {name: own for name, own in {**INPUTS, **QUANTITIES}.items() if own.block in ("quantities", "families")}
    labels = labels_of(scenario) if result.families else {}
    there = [name for name in every if name in result.families or result.quantities.get(name) is not None]
    for title in further_tables(there):
        names = [name for name in shown_in(title) if name in every]
        single = [name for name in names if result.quantities.get(name) is not None]
        if single:
            yield _listed(title, result, single)
        families = [name for name in names if name in result.families]
        for axis in dict.fromkeys(every[name].axis for name in families):
            own = [name for name in families if every[name].axis == axis]
            columns = [Column(axis.label.capitalize() if axis else "", numeric=False)]
            columns += [Column(every[name].label, every[name].unit.text) for name in own]
            members = dict.fromkeys(member for name in own for member in result.families[name])
            rows = []
            for key in members:
                told = [Number(result.families[name].get(key), every[name].unit) for name in own]
                rows.append(Row((labels.get(key, key), *told)))
            yield Table(title, columns, rows)


def _listed(title: str, result: Split, names: Sequence[str]) -> Table:
    """List quantities; where they add up to another of them, with what share of it each is."""
    rows, (total, shares) = listed_rows(result, names), shares_of_sum(result.quantities, names)
    if not shares:
        return Table(title, LISTED, rows)
    cells = [Number(shares[name], SHARE) if name in shares else "" for name in names]
    column = Column("Share of", described(total).label.lower())
    return Table(title, (*LISTED, column), [Row((*row.cells, cell)) for row, cell in zip(rows, cells, strict=True)])


def _reform_note(result: Result) -> str:
    required, needing = number(result, "required_wte"), number(result, "crisis_people")
    ratio = number(result, "wisn_ratio")
    meaning = residual_caveat(money=result.quantities["total_cost"] is not None, deficit=is_deficit(result))
    return (
        f"Core and crisis service together need {required} WTE, for {needing} people in crisis; WISN ratio {ratio}. "
        f"{meaning} Hours and cost a person are spent for them, not on them."
    )
