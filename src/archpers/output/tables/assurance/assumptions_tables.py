"""What a result rests on: every number of the scenario with its range, its source and where it stands."""

from collections.abc import Mapping, Sequence

from archpers.model.registry import described
from archpers.output.tables.table import Column, Row, Table, in_full
from archpers.results.explanation.explain import INHERITED, origin_of
from archpers.scenario.inputs import Given, all_givens, label_of
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.fields.figure import Figure
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import authority_of, is_shared, labels_of, scopes

_COLUMNS = (
    Column("What", numeric=False),
    Column("Value"),
    Column("Plausible", "lowest to highest"),
    Column("Source", numeric=False),
    Column("Stands at", numeric=False),
)

_RANGE = 2


MOST_IN_FULL = 8
"""So many authorities have every number in a row of its own; of more, each authority has one row."""


def assumptions_tables(scenario: Scenario | Region) -> list[Table]:
    """Lay out every number of the scenario with its evidence: the reform's assumptions first, then the inputs.

    Of a region with many authorities, what each gives to the functions stays in the file.
    """
    givens = sorted(all_givens(scenario), key=lambda given: not is_shared(given.path))
    if len(scopes(scenario)) <= MOST_IN_FULL:
        return [_in_full(scenario, "Assumptions and inputs, with their sources", givens)]
    reform = [given for given in givens if is_shared(given.path)]
    tables = [_in_full(scenario, "The assumptions of the reform", reform)] if reform else []
    return [*tables, _by_authority(scenario, [given for given in givens if not is_shared(given.path)])]


def _in_full(scenario: Scenario | Region, title: str, givens: Sequence[Given]) -> Table:
    labels = labels_of(scenario)
    rows = [_row(scenario, given, labels) for given in givens]
    ranges = any(row.cells[_RANGE] for row in rows)
    shown = [i for i in range(len(_COLUMNS)) if ranges or i != _RANGE]
    rows = [Row(tuple(row.cells[i] for i in shown)) for row in rows]
    return Table(title, [_COLUMNS[i] for i in shown], rows)


def _by_authority(scenario: Scenario | Region, givens: Sequence[Given]) -> Table:
    names = list(dict.fromkeys(given.name for given in givens if given.member is None))
    own: dict[str, list[Given]] = {}
    for given in givens:
        own.setdefault(authority_of(given.path), []).append(given)
    rows = []
    for authority, figures in own.items():
        values = {given.name: in_full(given.figure.value, described(given.name).unit) for given in figures}
        sources = dict.fromkeys(source_of(scenario, given) for given in figures)
        cells = (values.get(name, "not given") for name in names)
        rows.append(Row((authority, *cells, "; ".join(sources), _place(scenario, figures[0]))))
    headings = (
        Column(described(name).label if described(name).shown else described(name).words, described(name).unit.text)
        for name in names
    )
    columns = [Column("Authority", numeric=False), *headings, *_COLUMNS[-2:]]
    note = "How each authority's time is split stands in the file, and in the report of that authority."
    return Table("The inputs of each authority", columns, rows, note)


def evidence_of(figure: Figure) -> str:
    """Say what speaks for a number, from its source to who signed it off; empty where the file says nothing."""
    on = f" on {figure.signed_off_on}" if figure.signed_off_on else ""
    said = (
        ("", figure.source),
        ("why: ", figure.rationale),
        ("owner ", figure.owner),
        ("", figure.date),
        ("reliability ", figure.reliability),
        ("to be reviewed by ", figure.review_by),
        ("signed off by ", figure.signed_off_by and f"{figure.signed_off_by}{on}"),
    )
    return "; ".join(" ".join(f"{word}{part}".split()) for word, part in said if part)


def source_of(scenario: Scenario | Region, given: Given) -> str:
    """Say what speaks for a number, or that it is the source of the whole file, which stands above."""
    own = evidence_of(given.figure)
    inherited = origin_of(scenario, given)[1].startswith(INHERITED)
    return own or (INHERITED if inherited else "none given")


def _row(scenario: Scenario | Region, given: Given, labels: Mapping[str, str]) -> Row:
    unit, figure = described(given.name).unit, given.figure
    bounds = ["?" if bound is None else in_full(bound, unit) for bound in (figure.low, figure.high)]
    between = "" if bounds == ["?", "?"] else " to ".join(bounds)
    value = unit.behind(in_full(figure.value, unit))
    source = source_of(scenario, given)
    return Row((label_of(given, labels), value, between, source, _place(scenario, given)))


def _place(scenario: Scenario | Region, given: Given) -> str:
    """Say where a number stands: the line of the file, or the override that put it in place."""
    document = scenario.document
    if document is None:
        return path_text(given.path)
    for end in range(len(given.path), 0, -1):
        override = document.overrides.get(given.path[:end])
        if override is not None:
            instead = "" if override.before is None else f", instead of {override.before}"
            return f"{override.label}{instead}"
        mark = document.keys.get(given.path[:end])
        if mark is not None:
            return f"line {mark.line}"
    return document.file
