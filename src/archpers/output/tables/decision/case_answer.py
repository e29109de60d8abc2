"""The answer of `archpers case`."""

from collections.abc import Iterator

from archpers.model.registry import described
from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.decision.case_tables import case_sentence, case_tables, sentences
from archpers.output.tables.model_answer import heading_of
from archpers.results.case import CaseResult, told_case
from archpers.results.remarks.case_warnings import NOTES
from archpers.scenario.schema.scenario import Region, Scenario


def case_answer(scenario: Scenario | Region, result: CaseResult, *, real: bool = False) -> Answer:
    """Answer what happens from year to year, what it costs, who pays, and what it is worth.

    real: money in prices of the first year; JSON and data files hold nominal money and the factor either way.
    """

    def layout(on_screen: bool) -> Display:
        settled = told_case(result)
        said = [*sentences(scenario, settled)]
        said += [f"{'Note' if each.code in NOTES else 'Warning'}: {each.message}" for each in result.warnings]
        title, *rest = heading_of(scenario, result)
        heading = [title, case_sentence(settled), *rest, prices_line(scenario, result, real=real)]
        return Display(heading, case_tables(scenario, settled, real=real), said)

    return Answer(
        layout=layout,
        rows=lambda: DataRows(("part", "year", "name", "value", "unit"), _rows(result)),
        document=result.model_dump,
        notes=lambda: [
            *(Note("warning", each.message, each.code) for each in result.warnings if each.code not in NOTES),
            *([_DATA_STAY] if real else []),
        ],
    )


_DATA_STAY = Note(
    "note",
    "--real: data hold the money of each year as it is paid (nominal), and price_factor, which turns it into prices of "
    "the first year; tables, Markdown and workbooks show those.",
    "data_are_nominal",
)


def prices_line(scenario: Scenario | Region, result: CaseResult, *, real: bool, page: bool = False) -> str:
    """Say of which year the prices are that money is shown in.

    page: it stands on a page, where a reader has no --real.
    """
    assert scenario.case is not None
    first = result.years[0]
    if scenario.case.prices == "constant":
        return f"Money in constant prices of {first}"
    if real:
        return f"Money in prices of {first} (--real)"
    return f"Money in prices of each year (nominal){'' if page else f'; --real shows it in prices of {first}'}"


def _rows(result: CaseResult) -> Iterator[tuple[str, str, str, float | str | None, str]]:
    for year, values in result.by_year.items():
        for name, value in values.items():
            yield "by_year", year, name, value, described(name).unit.text
    for part, rows in (("payers", result.payers), ("items", result.items)):
        for name, costs in rows.items():
            for year, value in costs.items():
                yield part, year, name, value, "£/year"
    yield "totals", "", "npv", result.totals.npv, described("npv").unit.text
    yield "totals", "", "npsv", result.totals.npsv, described("npsv").unit.text
    yield "totals", "", "payback_year", result.totals.payback_year, "year"
