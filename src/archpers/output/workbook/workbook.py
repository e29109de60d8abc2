"""`archpers workbook`: the model as an Excel workbook whose formulas are the model's own, alive."""

from collections.abc import Mapping, Sequence
from typing import Any

from archpers.errors import UsageError
from archpers.model import QUANTITIES
from archpers.model.case_inputs import CASE, CASE_PARTS
from archpers.model.definition import Axis
from archpers.model.registry import described
from archpers.model.renderings import in_general
from archpers.model.time_use import FUNCTION, FUNCTION_GROUP
from archpers.model.trace import Name
from archpers.output.workbook.front_matter import add_cover, add_notes, add_sources
from archpers.output.workbook.pooled_sheet import PooledSheet
from archpers.output.workbook.scenario_file import add_scenario_file
from archpers.output.workbook.scope_tables import ScopeTables, axes, family_names, quantity_names
from archpers.output.workbook.sheet_cells import label_format
from archpers.output.workbook.sheets import Block, Book, Sheet
from archpers.output.workbook.topic_sheets import add_topics, apart
from archpers.output.workbook.two_way_sheet import ACROSS, SHOWN, add_two_way
from archpers.results.chains import chain_of, pooled_chain
from archpers.scenario.inputs import givens
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import is_shared, labels_of, scopes
from archpers.scenario.years import list_labels
from archpers.units import HOURS

MOST_AUTHORITIES = 200


def workbook(scenario: Scenario | Region) -> bytes:
    """Return an Excel workbook of a scenario or a region: inputs to change, live formulas, charts, notes and sources.

    The same scenario gives the same bytes. Raises UsageError for more authorities or functions than Excel can take.
    """
    return built(scenario).content()


def built(scenario: Scenario | Region) -> Book:
    """Return the workbook before it is finished, which knows what its input cells are inputs of."""
    book = Book(scenario.name)
    cover = book.sheet("Cover", scenario.name, widths=(26, 18, 18, 18, 3))
    parts = scopes(scenario)
    authorities: dict[str, ScopeTables] = {}
    if "" in parts:
        system, sheets = _scenario(book, parts[""])
    else:
        system, authorities, sheets = _region(book, scenario, parts)
    if system.cells.keys() >= {(SHOWN, None, None), (ACROSS, None, None)}:
        sheets[add_two_way(book, system)] = "How the residual changes with the share in crisis and the core hours"
    if scenario.case is not None:
        from archpers.output.workbook.case_sheet import add_case  # few scenarios have a case

        sheets[add_case(book, scenario, system, authorities)] = "The business case, one column a year, live"
    formulas = _formulas(book, [system, *authorities.values()], scenario)
    sheets[formulas] = "Every quantity: its formula in words, unit and source"
    sheets[add_notes(book, scenario)] = "How to use this workbook, and how to read its numbers"
    sheets[add_sources(book, scenario)] = "Where the numbers come from"
    if scenario.document is not None:
        sheets[add_scenario_file(book, scenario)] = "The scenario file, so that the workbook can come back"
    add_cover(cover, scenario, system, authorities, sheets)
    return book


def _scenario(book: Book, scenario: Scenario) -> tuple[ScopeTables, dict[Sheet, str]]:
    system = ScopeTables(chain_of(scenario), {**labels_of(scenario), **list_labels(scenario)}, {})
    given, of_topics = apart([*givens(scenario), *system.chain.unstated])
    inputs = book.sheet(
        "Inputs",
        "Inputs",
        "Change the yellow cells; everything else in this workbook follows. They hold the scenario's values now.",
        widths=(52, 14, 20, 14, 38, 28, 60),
    )
    results = book.sheet("Results", "Results", "Live: these follow the inputs.", widths=(36, 16, 26, 100))
    functions = book.sheet(
        "Functions", "Where the time goes", "Live: these follow the inputs.", widths=(30, *(18 for _ in range(8)))
    )
    block = system.place_inputs(inputs, given)
    topics = add_topics(book, system, of_topics, scenario)
    fill = _placed(system, results, functions, topics.axes)
    system.write_inputs(block, given, scenario)
    for write in (*topics.fill, *fill):
        write()
    return system, {
        inputs: "The numbers that you may change, with unit, rule and source",
        results: "Staffing, cost and the reform model, live",
        functions: "Time and cost by function, live",
        **topics.sheets,
    }


def _placed(system: ScopeTables, results: Sheet, functions: Sheet, elsewhere: Sequence[Axis] = ()) -> list[Any]:
    """Keep room for a system's tables; return what writes them, once every number has its cell.

    elsewhere: the axes whose families have their tables already.
    """
    names = [
        name for name in quantity_names(system.chain) if name in system.chain.given or Name(name) not in system.cells
    ]
    block = system.place_results(results, "Quantities" if results is functions else "", names)
    fill = [lambda: system.write_results(block, names)]
    for axis in (axis for axis in axes(system.chain) if axis not in elsewhere):
        family = system.place_family(functions, axis, f"By {axis.label}")
        fill.append(lambda family=family, axis=axis: system.write_family(family, axis))  # type: ignore[misc]  # mypy cannot tell the type of a default
        if axis == FUNCTION and "function_hours" in system.chain.values and results is not functions:
            fill.append(lambda family=family: _function_chart(family, functions, system))  # type: ignore[misc]  # mypy cannot tell the type of a default
    return fill


def _function_chart(block: Block, sheet: Sheet, system: ScopeTables) -> None:
    sheet.chart(
        sheet.row,
        0,
        "bar",
        "Hours a year by function",
        "Bar chart: the hours a year that each function takes. The table above has the same numbers.",
        {
            "categories": block.range(0),
            "values": block.range(1 + family_names(FUNCTION, system.chain).index("function_hours")),
            "data_labels": {"value": True, "num_format": label_format(HOURS, HOURS.decimals)},
        },
        "#,##0",
    )


def _refuse_too_many(region: Scenario | Region, authorities: int) -> None:
    if authorities > MOST_AUTHORITIES:
        raise UsageError(
            f"workbook: {region.name} has {authorities:,} authorities, and a workbook holds "
            f"{MOST_AUTHORITIES}; write one for each with --authority NAME"
        )


def _region(
    book: Book, region: Scenario | Region, scenarios: Mapping[str, Scenario]
) -> tuple[ScopeTables, dict[str, ScopeTables], dict[Sheet, str]]:
    _refuse_too_many(region, len(scenarios))
    chains = {name: chain_of(scenario) for name, scenario in scenarios.items()}
    labels = {**labels_of(region), **list_labels(region)}
    pooled = ScopeTables(pooled_chain(region, chains), labels, {})
    described_sheets: dict[Sheet, str] = {}
    first = givens(next(iter(scenarios.values())))
    reform = [given for given in (*first, *pooled.chain.unstated) if is_shared(given.path)]
    fill: list[Any] = []
    if reform:
        inputs = book.sheet(
            "Inputs",
            "Inputs of the reform, for all authorities",
            "Change the yellow cells here and on the authorities' sheets; everything else in this workbook follows.",
            widths=(52, 14, 20, 14, 38, 28, 60),
        )
        block = pooled.place_inputs(inputs, reform)
        fill.append(lambda: pooled.write_inputs(block, reform, region))
        described_sheets[inputs] = "The numbers of the reform that you may change"
    systems = {name: ScopeTables(chain, labels, {**pooled.cells}) for name, chain in chains.items()}
    side_by_side = PooledSheet(book, pooled, systems)
    described_sheets[side_by_side.sheet] = "The authorities side by side, and pooled"
    for name, scenario in scenarios.items():
        sheet, writers = _authority(book, systems[name], scenario)
        fill.extend(writers)
        described_sheets[sheet] = f"Inputs and results of {name}"
    for write in (*fill, side_by_side.write):
        write()
    return pooled, systems, described_sheets


def _authority(book: Book, system: ScopeTables, scenario: Scenario) -> tuple[Sheet, list[Any]]:
    own = [given for given in (*givens(scenario), *system.chain.unstated) if not is_shared(given.path)]
    sheet = book.sheet(
        scenario.name,
        scenario.name,
        "Change the yellow cells; those of the reform, which is the same for all, stand on the sheet Inputs.",
        widths=(48, 16, 22, 16, 38, 28, 44),
    )
    block = system.place_inputs(sheet, own, "Inputs")
    fill = _placed(system, sheet, sheet)
    return sheet, [lambda: system.write_inputs(block, own, scenario), *fill]


def _formulas(book: Book, systems: Sequence[ScopeTables], scenario: Scenario | Region) -> Sheet:
    sheet = book.sheet(
        "Formulas",
        "Formulas",
        "x[1] + … + x[n] is the sum over the functions, for a function group over the group's functions; which members "
        "it takes, if not all, stands behind it.",
        widths=(44, 70, 26, 60),
    )
    chains = [each.chain for each in systems]
    computed = {name for chain in chains for name in chain.steps if name not in chain.given}
    names = [
        name
        for name, own in QUANTITIES.items()
        if own.axis in (None, FUNCTION, FUNCTION_GROUP) and (name in computed or not _rests_on_optional(name))
    ]
    if scenario.case is None:
        names = [name for name in names if described(name).block not in (CASE, CASE_PARTS)]
    sheet.block(len(names)).write(
        ("Quantity", "Formula", "Unit", "Source"),
        [(name, in_general(name), QUANTITIES[name].unit.text, QUANTITIES[name].source) for name in names],
        wrap=True,
    )
    return sheet


def _rests_on_optional(name: str) -> bool:
    """Say whether a formula is of use only to those who build working time, cost or the core up."""
    parameters = [described(each) for each in QUANTITIES[name].parameters]
    return described(name).optional or any(each.optional and not each.given_apart for each in parameters)
