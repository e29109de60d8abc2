"""The result of a model as tables, and one number a row."""

from collections.abc import Iterator

from archpers.model.registry import described, in_block
from archpers.output.tables.decision.decision_tables import decision_tables
from archpers.output.tables.region_tables import region_tables
from archpers.output.tables.table import Table
from archpers.output.tables.team_tables import best_source, functions, other_tables, overview, reform
from archpers.results.result import RegionResult, Result, Split
from archpers.scenario.inputs import all_givens
from archpers.scenario.reading.yaml import path_text
from archpers.scenario.schema.scenario import Region, Scenario
from archpers.scenario.scopes import scopes

CSV_COLUMNS = ("part", "key", "name", "value", "unit")


def model_tables(scenario: Scenario | Region, result: Result, most: int | None = None) -> list[Table]:
    """Lay out a result: what a reader sees of `archpers model`.

    most: how many authorities of a region to show, None for all.
    """
    if isinstance(result, RegionResult):
        tables = region_tables(scenario, result, most)
    else:
        team = scopes(scenario)[""]
        tables = [overview(result), functions(team, result), reform(team, result)]
    return [
        *tables,
        *best_source(scenario, result),
        *decision_tables(scenario, result),
        *other_tables(scenario, result),
    ]


def model_rows(scenario: Scenario | Region, result: Result) -> Iterator[tuple[str, str, str, float | None, str]]:
    """Yield a result's numbers one a row, full precision: part, key, name, value, unit."""
    for given in all_givens(scenario):
        yield "inputs", "", path_text(given.path), given.figure.value, described(given.name).unit.text
    yield from _split_rows("", "quantities", result)
    if result.best_source is not None:
        for name, value in result.best_source:
            for key, share in value.items() if isinstance(value, dict) else ((("", value),)):
                yield "best_source", key, name, share, described(name).unit.text
    if isinstance(result, RegionResult):
        for kind, parts in (("authorities", result.authorities), ("pooled", result.pooled)):
            for name, part in parts.items():
                yield from _split_rows(f"{kind}.{name}.", f"{kind}.{name}", part)


def _split_rows(scope: str, scalars: str, split: Split) -> Iterator[tuple[str, str, str, float | None, str]]:
    for name, value in split.quantities.items():
        yield scalars, "", name, value, described(name).unit.text
    for part, rows in (("functions", split.functions), ("function_groups", split.function_groups)):
        for key, row in rows.items():
            for field, name in in_block(part).items():
                yield f"{scope}{part}", key, field, getattr(row, field), described(name).unit.text
    for name, family in split.families.items():
        for key, value in family.items():
            yield f"{scope}families", key, name, value, described(name).unit.text
