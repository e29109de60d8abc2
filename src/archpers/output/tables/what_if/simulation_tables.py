"""A simulation as tables: what comes out, and what it hangs on."""

from collections.abc import Iterator

from archpers.model.definition import ANSWER, OVERVIEW, REFORM, within_a_sentence
from archpers.model.registry import INPUTS, QUANTITIES, described, in_block, is_residual, shown_in
from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.headings import override_lines, released_caveat, residual_caveat
from archpers.output.tables.table import Bar, Cell, Chance, Column, Doubt, Number, Row, Table
from archpers.output.tables.what_if.what_if_answers import simulation_sentence
from archpers.results.names import definition_at, find_measure
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.simulation.result import DrawnFigures, Simulation, Statistics
from archpers.units import MONEY, SHARE, Unit

_COLUMNS = (
    Column("", numeric=False),
    Column("Unit", numeric=False, aside=True),
    Column("Baseline"),
    Column("Mean"),
    Column("Error", "of mean"),
    Column("Standard", "deviation"),
    Column("5%", "lie below"),
    Column("25%", ""),
    Column("50%", ""),
    Column("75%", ""),
    Column("95%", ""),
    Column("Below", "zero"),
)
_SHOWN = (SHARE, MONEY)
"""The units in which a region's residual is set side by side."""
_STATISTICS = ("baseline", "mean", "sd", "p5", "p25", "p50", "p75", "p95", "probability_below_zero")
_ERRORS = _STATISTICS[1:]

CSV_COLUMNS = ("part", "key", "name", "unit", *_STATISTICS, *(f"{name}_error" for name in _ERRORS))


def simulation_rows(result: Simulation) -> Iterator[tuple[object, ...]]:
    """Yield a simulation's figures one a row, full precision: where, name, unit, statistics, standard errors."""
    for part, key, name, unit, own in _figures(result):
        values = [getattr(own, field) for field in _STATISTICS] if own else [None] * len(_STATISTICS)
        errors = [getattr(own.standard_errors, field) for field in _ERRORS] if own else [None] * len(_ERRORS)
        yield part, key, name, unit.text, *values, *errors


def _figures(result: Simulation) -> Iterator[tuple[str, str, str, Unit, Statistics | None]]:
    scopes: list[tuple[str, DrawnFigures]] = [("", result)]
    scopes += [(f"{path_text(('authorities', name))}.", part) for name, part in result.authorities.items()]
    scopes += [(f"pooled.{name}.", part) for name, part in result.pooled.items()]
    for scope, part in scopes:
        for name, own in part.quantities.items():
            yield f"{scope}quantities", "", name, definition_at(name).unit, own
        for block, families in (("functions", part.functions), ("function_groups", part.function_groups)):
            for key, fields in families.items():
                for field, each in fields.items():
                    yield f"{scope}{block}", key, field, described(in_block(block)[field]).unit, each
        for name, family in part.families.items():
            for key, each in family.items():
                yield f"{scope}families", key, name, described(name).unit, each


def simulation_tables(result: Simulation, on: str, every: bool) -> list[Table]:
    """Lay out a simulation; on: the quantity whose variance is explained; every: all figures, not the main ones."""
    shown = [name for name in shown_in(ANSWER) if described(name).unit in _SHOWN]
    tables = [_by_scope(result, name) for name in shown if result.authorities and not every]
    if every or not tables:
        tables.insert(0, _by_figure(result, every))
    return [*tables, _contributions(result, on)]


def _by_figure(result: Simulation, every: bool) -> Table:
    rows, short = [], []
    still, residual = 0, False
    for part, key, name, unit, own in _figures(result):
        if not every and (part != "quantities" or not _is_listed(name)):
            continue
        if own is None or (own.sd == 0 and not every):
            still += 1
            continue
        left = not key and is_residual(definition_at(name).name)
        residual = residual or left
        scope = part.removesuffix("quantities").removesuffix(".")
        short += [definition_at(name).name] if own.probability_below_zero else []
        label = _label(name) if not key else f"{key}, {name}"
        alarm = left and unit == MONEY and (own.probability_below_zero or 0) > 0
        rows.append(_row(f"{label}, {scope}" if scope and scope != "functions" else label, own, unit, alarm))
    notes = [_NOTE]
    if still:
        notes.append(f"Not listed, because they do not vary or are not estimated: {still}.")
    if residual:
        notes.append(residual_caveat(money=_has_cost(result)))
    notes += released_caveat(short)
    return Table("What comes out", _COLUMNS, rows, " ".join(notes))


def _is_listed(name: str) -> bool:
    """Say whether a table lists a figure; one of the business case is there only where it is asked for."""
    return name not in {**INPUTS, **QUANTITIES} or bool({OVERVIEW, REFORM} & described(name).shown.keys())


def _label(name: str) -> str:
    """Return the label of what a table lists; else the name, which is how it is asked for."""
    return described(name).listed if name in {**INPUTS, **QUANTITIES} and _is_listed(name) else name


_NOTE = (
    "Error: Monte Carlo standard error; those of the other figures are in -o FILE.csv or .json. "
    "Below zero: share of the draws."
)


def _row(label: str, own: Statistics, unit: Unit, alarm: bool) -> Row:
    said = "" if unit.is_share or label.endswith(unit.text) else unit.text
    cells: list[Cell] = [label, said, Number(own.baseline, unit), Number(own.mean, unit)]
    cells.append(Doubt(own.standard_errors.mean, unit))
    cells += [Number(value, unit) for value in (own.sd, own.p5, own.p25, own.p50, own.p75, own.p95)]
    cells.append(Chance(own.probability_below_zero))
    return Row(tuple(cells), emphasis=alarm, alarm=alarm)


def _by_scope(result: Simulation, name: str) -> Table:
    scopes: list[tuple[str, DrawnFigures]] = [("Region as one authority", result)]
    scopes += [(pool.replace("_", " ").capitalize(), part) for pool, part in result.pooled.items()]
    scopes += list(result.authorities.items())
    there = [(label, own) for label, part in scopes if (own := part.quantities.get(name)) is not None]
    rows = [_row(label, own, described(name).unit, bool(own.probability_below_zero)) for label, own in there]
    notes = [_NOTE, *([residual_caveat(money=_has_cost(result))] if is_residual(name) else [])]
    notes += released_caveat([name] if any(own.probability_below_zero for _, own in there) else [])
    return Table(_label(name), _COLUMNS, rows, " ".join(notes))


def _has_cost(result: Simulation) -> bool:
    """Say whether there is a cost, as far as the figures that were asked for tell."""
    return result.quantities.get("total_cost", ...) is not None


_PARTS = (
    Column("", numeric=False),
    Column("Alone", "of variance"),
    Column("Error", ""),
    Column("In all", "of variance"),
    Column("Error", ""),
    Column("", numeric=False),
)
_PARTS_NOTE = (
    "Sobol indices: the share of the variance that goes when the input is known (alone), and the share that is "
    "left when all the others are (in all: with what it does together with others). They are estimates, which may "
    "come out a little below 0% or above 100%."
)


def _contributions(result: Simulation, on: str) -> Table:
    found = result.contributions.get(on)
    label = _label(on)
    title = f"What it hangs on: {within_a_sentence(label)}"
    if not found:
        return Table(title, (), (), f"{on} does not vary, or is not estimated.")
    rows = []
    for factor, own in sorted(found.items(), key=lambda item: -(item[1].total or 0.0)):
        alone = (Number(own.first_order, SHARE), Doubt(own.first_order_error, SHARE))
        in_all = (Number(own.total, SHARE), Doubt(own.total_error, SHARE))
        rows.append(Row((factor, *alone, *in_all, Bar(own.total))))
    return Table(title, _PARTS, rows, _PARTS_NOTE)


def simulation_answer(scenario: Scenario | Region, result: Simulation, on: str, *, every: bool) -> Answer:
    """Answer how far results spread. on, every: as `simulation_tables` has them."""
    kind = "Latin hypercube draws" if result.sampling == "latin_hypercube" else "draws"
    drawn = ", ".join(f"{path} ({next(iter(own.distribution))})" for path, own in result.inputs.items())
    measure = find_measure(on, scenario)
    heading = [
        scenario.name,
        simulation_sentence(measure, result.figure(measure)),
        f"{result.draws:,} {kind}, seed {result.seed}",
        f"Drawn: {drawn}. Inputs that have no distribution and stay as they are: {result.fixed_inputs}.",
        *override_lines(scenario),
    ]
    closing = [f"Warning: {warning.message}" for warning in result.warnings]
    return Answer(
        layout=lambda _: Display(heading, simulation_tables(result, on, every), closing),
        rows=lambda: DataRows(CSV_COLUMNS, simulation_rows(result)),
        document=result.as_json,
        notes=lambda: [Note("warning", warning.message, warning.code) for warning in result.warnings],
        beside=("csv", "json"),
    )
