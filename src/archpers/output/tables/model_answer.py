"""The answer of `archpers model`, and what stands over whatever is made of one result."""

from collections.abc import Iterator

from archpers.output.present import Answer, DataRows, Display, Note
from archpers.output.tables.answers import model_sentence
from archpers.output.tables.headings import SHOWN_ON_SCREEN, override_lines, price_line
from archpers.output.tables.model_tables import model_rows, model_tables
from archpers.results.result import NOTES, Result, ScenarioReference
from archpers.results.settled import told
from archpers.scenario.schema.scenario import Region, Scenario


def heading_of(scenario: Scenario | Region, result: Result) -> Iterator[str]:
    """Say what a result is of: the name, the source, the file, and each value in place of the file's own."""
    yield from heading_lines(scenario, result.scenario)


def heading_lines(scenario: Scenario | Region, reference: ScenarioReference) -> Iterator[str]:
    """Say it of a result whose scenario is this one."""
    yield scenario.name
    if scenario.source:
        yield f"Source: {' '.join(scenario.source.split())}"
    if scenario.price_base_year and not (scenario.document and scenario.document.conversion):
        yield price_line(scenario)
    if reference.file and reference.sha256:
        yield f"File: {reference.file}, SHA-256 {reference.sha256[:12]}"
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
        rows=lambda: DataRows(("part", "key", "name", "value", "unit"), model_rows(scenario, result)),
        document=result.model_dump,
        notes=lambda: [Note("warning", warning.message, warning.code) for warning in result.warnings],
    )
