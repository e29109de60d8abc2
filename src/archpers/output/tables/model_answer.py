"""The answer of `archpers model`, and what stands over whatever is made of one result."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.answers import model_sentence
from archpers.output.tables.headings import SHOWN_ON_SCREEN, override_lines, price_line
from archpers.output.tables.model_tables import CSV_COLUMNS, model_rows, model_tables
from archpers.results.result import NOTES, Result
from archpers.results.settled import told
from archpers.scenario.schema.scenario import Region, Scenario

if TYPE_CHECKING:
    from archpers.results.case import CaseResult


def heading_of(scenario: Scenario | Region, result: "Result | CaseResult") -> Iterator[str]:
    """Say what a result is of: the name, the source, the file, and each value in place of the file's own."""
    yield scenario.name
    if scenario.source:
        yield f"Source: {' '.join(scenario.source.split())}"
    if scenario.price_base_year and not (scenario.document and scenario.document.conversion):
        yield price_line(scenario)
    if result.scenario.file and result.scenario.sha256:
        yield f"File: {result.scenario.file}, SHA-256 {result.scenario.sha256[:12]}"
    yield from override_lines(scenario)


def model_answer(scenario: Scenario | Region, result: Result) -> Answer:
    """Answer what care management costs, where its time goes, and what a reform leaves."""

    def layout(on_screen: bool) -> Display:
        closing = [f"{'Note' if each.code in NOTES else 'Warning'}: {each.message}" for each in result.warnings]
        settled = told(result)
        title, *rest = heading_of(scenario, result)
        tables = model_tables(scenario, settled, SHOWN_ON_SCREEN if on_screen else None)
        return Display([title, model_sentence(scenario, settled), *rest], tables, closing)

    return Answer(
        layout=layout,
        rows=lambda: DataRows(CSV_COLUMNS, model_rows(scenario, result)),
        document=result.model_dump,
        notes=lambda: [Note("warning", warning.message, warning.code) for warning in result.warnings],
    )
