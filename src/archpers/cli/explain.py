"""`archpers explain`: how a quantity comes about, from its formula down to the inputs and their sources."""

from typing import Annotated

import typer

from archpers.cli.common import (
    AuthorityName,
    Force,
    Format,
    FormatOption,
    OptionNames,
    OutputOption,
    Overrides,
    Quiet,
    ScenarioFile,
    chosen_format,
    emit,
    opened,
)

QuantityName = Annotated[
    str,
    typer.Argument(
        metavar="QUANTITY", help="A name as in the JSON of `archpers model`, or function_hours.first_contact."
    ),
]

_CLOSING = (
    "Report: Duffy & Fulton (2010), Architecture for Personalisation. Toolkit: Duffy & Fulton (2010), Architecture for "
    "Personalisation: Toolkit."
)


def explain(
    file: ScenarioFile,
    quantity: QuantityName,
    overrides: Overrides = None,
    option: OptionNames = None,
    authority: AuthorityName = None,
    form: FormatOption = None,
    output: OutputOption = "-",
    force: Force = False,
    quiet: Quiet = False,
) -> None:
    """Explain a quantity: its formula, numbers and sources.

    \b
    Examples:
      archpers explain toolkit-team residual_value
      archpers explain toolkit-team function_cost.problem_solving
      archpers explain toolkit-team cost_per_hour --set cost.total=400000
      archpers explain yorkshire-humber-2010 residual_hours --authority "LA 4"
    """
    from archpers.output.formats.data_files import csv_text, json_text, markdown_text
    from archpers.output.formats.terminal import print_tables
    from archpers.output.tables.explain_tables import COLUMNS, explained_rows, explained_table, explained_tree
    from archpers.results.evaluate import heading
    from archpers.results.explain import explain as explained

    chosen = chosen_format(form, output)
    scenario = opened(file, overrides, option, authority)
    steps = explained(scenario, quantity)
    title = [f"{scenario.name}: {quantity}"]
    document = {
        "schema_version": 1,
        "scenario": heading(scenario)["scenario"].model_dump(),
        "quantity": quantity,
        "steps": [{**step._asdict(), "operands": list(step.operands)} for step in steps],
    }
    renderers = {
        Format.TABLE: lambda stream: print_tables(title, [explained_tree(steps)], [_CLOSING], stream),
        Format.JSON: lambda stream: stream.write(json_text(document, stream.encoding)),
        Format.CSV: lambda stream: stream.write(csv_text(COLUMNS, explained_rows(steps))),
        Format.MARKDOWN: lambda stream: stream.write(markdown_text(title, [explained_table(steps)], [_CLOSING])),
    }
    source = scenario.document.actual if scenario.document else None
    emit(chosen, output, renderers, force=force, quiet=quiet, source=source)
