"""The report's section on the business case: its tables, what it comes to, and what would bring it to nothing."""

from collections.abc import Iterator

from archpers.model.registry import described
from archpers.output.tables.decision.case_tables import case_tables, sentences
from archpers.output.tables.table import Column, Number, Row, Setting, Table
from archpers.results.case import CaseResult, case_of
from archpers.results.result import Result
from archpers.scenario.schema.scenario import Region, Scenario

_BLOCKS = ("case", "release", "reform", "people_served")
"""Blocks whose inputs are asked for their break-even values."""
_MOST = 10


def case_section(scenario: Scenario | Region, result: Result) -> list[Table]:
    """Return the tables of the business case; none where there is no case, or it lacks what it rests on."""
    case = case_of(scenario, result)
    if case is None:
        return []
    *tables, cash = case_tables(scenario, case)
    said = [*sentences(scenario, case), *(each.message for each in case.warnings)]
    return [*tables, cash._replace(note="\n".join(said)), *_break_even(scenario, case)]


def _break_even(scenario: Scenario | Region, case: CaseResult) -> Iterator[Table]:
    """Yield what single inputs would have to be for net present value to be 0, the nearest first."""
    from archpers.scenario.overrides import parse_path
    from archpers.scenario.scopes import within
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.switching import switching_values

    if case.totals.npv is None:
        return
    baseline = Baseline(scenario)
    paths = [path for path in baseline.variables if within(parse_path(path))[0] in _BLOCKS]
    found = switching_values(baseline, baseline.measure("case.npv"), paths=paths)
    there = [each for each in found if each.switching_value is not None and each.change is not None]
    there.sort(key=lambda each: abs(each.change or 0.0))
    rows = [
        Row(
            (
                each.input,
                Setting(each.baseline, each.unit),
                Number(each.switching_value, each.unit._replace(decimals=each.unit.decimals + 2)),
                Number(each.change, described("release_share").unit),
            )
        )
        for each in there[:_MOST]
    ]
    note = "Each input by itself, all others as they are: the Green Book's switching values. The nearest stand first."
    columns = [Column("Input", numeric=False), Column("In the file"), Column("Break-even"), Column("Change")]
    yield Table("What would bring the net present value to £0", columns, rows, note)
