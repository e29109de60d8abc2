"""`archpers workbook`: the model as an Excel workbook whose formulas are the model's own, alive."""

from collections.abc import Callable, Mapping, Sequence

from archpers.errors import UsageError
from archpers.model.trace import Name
from archpers.output.tables.headings import price_line
from archpers.output.workbook.choices import choices_of
from archpers.output.workbook.model import Model
from archpers.output.workbook.scope_tables import INPUT_WIDTHS, ScopeTables
from archpers.output.workbook.sheets.assumptions_sheet import AssumptionsSheet
from archpers.output.workbook.sheets.authorities_sheet import AuthoritiesSheet
from archpers.output.workbook.sheets.checks_sheet import add_checks
from archpers.output.workbook.sheets.cover import Cover
from archpers.output.workbook.sheets.formulas_sheet import add_formulas
from archpers.output.workbook.sheets.notes_and_sources import add_notes, add_sources
from archpers.output.workbook.sheets.options_sheet import OptionsSheet
from archpers.output.workbook.sheets.pooled_sheet import PooledSheet
from archpers.output.workbook.sheets.results_sheets import place_results
from archpers.output.workbook.sheets.scenario_file import add_scenario_file
from archpers.output.workbook.sheets.topic_sheets import add_topics, apart
from archpers.output.workbook.sheets.two_way_sheet import ACROSS, SHOWN, add_two_way
from archpers.output.workbook.switching_cells import switching_of
from archpers.output.workbook.writing.book_names import name_of
from archpers.output.workbook.writing.sheet_cells import in_a_row
from archpers.output.workbook.writing.sheets import Book, Sheet
from archpers.results.explanation.chains import chain_of, pooled_chain
from archpers.scenario.inputs import Given, givens
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import is_shared, scopes
from archpers.scenario.years import every_label

MOST_AUTHORITIES = 200


def workbook(scenario: Scenario | Region) -> bytes:
    """Return an Excel workbook of a scenario or a region: inputs to change, live formulas, charts, notes and sources.

    The same scenario gives the same bytes. Raises UsageError for more authorities or functions than Excel can take.
    """
    return built(scenario).content()


def built(scenario: Scenario | Region) -> Book:
    """Build the workbook of a scenario or a region; what is returned knows which cell is which input."""
    parts = scopes(scenario)
    _refuse_too_many(scenario, len(parts))
    version = f"version {scenario.approval.version}" if scenario.approval and scenario.approval.version else ""
    book = Book(scenario.name, ", ".join(filter(None, (scenario.name, version, price_line(scenario)))))
    cover = Cover(book, scenario)
    make = _of_team if "" in parts else _of_region
    model = make(book, cover, scenario, parts)
    system = model.system
    if system.cells.keys() >= {(SHOWN, None, None), (ACROSS, None, None)}:
        words = "How the residual changes with the share in crisis and the core hours"
        model.sheets[add_two_way(book, system)] = words
    if scenario.case is not None:
        from archpers.output.workbook.sheets.case_sheet import add_case  # few scenarios have a case

        model.sheets[add_case(book, scenario, model)] = "The business case, one column a year, live"
    assumptions = AssumptionsSheet(book, scenario, model.options)
    checks = add_checks(book, model, assumptions)
    model.sheets[checks.sheet] = "Whether the numbers agree with one another, and what was changed, live"
    model.sheets[assumptions.sheet] = "Every input with its range, evidence and effect"
    _add_reference(book, model, scenario)
    cover.write(model, checks)
    _define_names(book, system)
    return book


def _add_reference(book: Book, model: Model, scenario: Scenario | Region) -> None:
    """Add the sheets to look things up in: formulas, constants, notes, sources, the scenario file."""
    model.sheets[add_formulas(book, [model.system, *model.authorities.values()], scenario)] = (
        "Every quantity: its formula in words, unit and source"
    )
    model.sheets[book.constants.write(book)] = "Numbers that formulas rest on and no file gives"
    model.sheets[add_notes(book, scenario)] = "How to use this workbook, and how to read its numbers"
    model.sheets[add_sources(book, scenario)] = "Where the numbers come from"
    if scenario.document is not None:
        model.sheets[add_scenario_file(book, scenario)] = "The scenario file, so that the workbook can come back"


def _of_team(book: Book, cover: Cover, scenario: Scenario | Region, parts: Mapping[str, Scenario]) -> Model:
    own = parts[""]
    system = ScopeTables(chain_of(own), every_label(scenario), {})
    given, of_topics = apart([*givens(own), *system.chain.unstated])
    inputs = book.sheet(
        "Inputs",
        "Inputs",
        "Change the yellow cells; everything else in this workbook follows. They held the scenario's values at first.",
        "In use is what the workbook computes with: the yellow cell, or what the option chosen on the cover gives.",
        widths=INPUT_WIDTHS,
    )
    options = OptionsSheet(book, cover.selector, choices_of(scenario), switching_of(scenario))
    model = Model(system, {}, options, {}, {})
    model.sheets[inputs] = "The numbers that you may change, with unit and rule"
    model.sheets[options.sheet] = "What each option gives every input"
    results = book.sheet("Results", "Results", "Live: these follow the inputs.", widths=(36, 16, 26, 100))
    functions = book.sheet(
        "Functions", "Where the time goes", "Live: these follow the inputs.", widths=(30, *(18 for _ in range(8)))
    )
    block = system.place_inputs(inputs, given, options)
    topics = add_topics(book, system, of_topics, options)
    fill = place_results(system, results, functions, topics.axes)
    model.sheets[results] = "Staffing, cost and the reform model, live"
    model.sheets[functions] = "Time and cost by function, live"
    model.sheets.update(topics.sheets)
    for write in (lambda: system.write_inputs(block, given, options), *topics.fill, *fill, options.write):
        write()
    return model


def _refuse_too_many(region: Scenario | Region, authorities: int) -> None:
    if authorities > MOST_AUTHORITIES:
        raise UsageError(
            f"workbook: {region.name} has {authorities:,} authorities, and a workbook holds "
            f"{MOST_AUTHORITIES}; write one for each with --authority NAME"
        )


def _of_region(book: Book, cover: Cover, region: Scenario | Region, parts: Mapping[str, Scenario]) -> Model:
    chains = {name: chain_of(scenario) for name, scenario in parts.items()}
    labels = every_label(region)
    pooled = ScopeTables(pooled_chain(region, chains), labels, {})
    systems = {name: ScopeTables(chain, labels, {}, ("Pooled",)) for name, chain in chains.items()}
    first = givens(next(iter(parts.values())))
    shared = [given for given in (*first, *pooled.chain.unstated) if is_shared(given.path)]
    inputs = _shared_inputs(book) if shared else None
    own = {name: _own_givens(scenario, chains[name].unstated) for name, scenario in parts.items()}
    authorities = AuthoritiesSheet(book, systems, own)
    options = OptionsSheet(book, cover.selector, choices_of(region), switching_of(region))
    model = Model(pooled, systems, options, {}, {})
    fill: list[Callable[[], object]] = [authorities.write]
    if inputs is not None:
        block = pooled.place_inputs(inputs, shared, options)
        fill.append(lambda: pooled.write_inputs(block, shared, options))
        model.sheets[inputs] = "The numbers of the reform that you may change"
    for system in systems.values():
        system.cells.update(pooled.cells)
    authorities.register(options)
    side_by_side = PooledSheet(book, pooled, authorities, options)
    model.sheets[authorities.sheet] = "The inputs of each authority, a column each"
    model.sheets[options.sheet] = "What each option gives every input"
    model.sheets[side_by_side.sheet] = "The authorities side by side, and pooled"
    for write in (*fill, side_by_side.write, options.write):
        write()
    return model


def _shared_inputs(book: Book) -> Sheet:
    return book.sheet(
        "Inputs",
        "Inputs of the reform, for all authorities",
        "Change the yellow cells here and on the sheet Authorities; everything else in this workbook follows.",
        "In use is what the workbook computes with: the yellow cell, or what the option chosen on the cover gives.",
        widths=INPUT_WIDTHS,
    )


def _own_givens(scenario: Scenario, unstated: Sequence[Given]) -> list[Given]:
    """Return the inputs of an authority that others do not share, those that nobody stated at its own place."""
    placed = [given._replace(path=(*scenario.place, *given.path)) for given in unstated if not is_shared(given.path)]
    return [*(given for given in givens(scenario) if not is_shared(given.path)), *placed]


def _define_names(book: Book, system: ScopeTables) -> None:
    """Name every number of the team, or of the region as one authority; of a family each member, and its row."""
    families: dict[str, list[Name]] = {}
    for name in (name for name in system.cells if name.authority is None):
        book.define(name_of(name.name, name.key), system.cells[name])
        if name.key is not None:
            families.setdefault(name.name, []).append(name)
    for family, members in families.items():
        cells = [system.cells[name] for name in members]
        if len(cells) > 1 and in_a_row(cells):
            book.define(name_of(family), cells[0], cells[-1])
