"""`archpers explain`: how a quantity comes about, from its formula down to the inputs and their sources."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.output.present import Destination, present


def explain(
    file: options.FileName,
    quantity: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUANTITY]",
            help="Its name, its label or its name in the JSON, or levers; without it all are listed.",
        ),
    ] = None,
    overrides: options.Overrides = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    form: options.Form = None,
    output: options.Output = "-",
    glossary: options.Glossary = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Explain a quantity: its formula, numbers and sources.

    Without QUANTITY it lists what can be explained.

    \b
    Examples:
      archpers explain toolkit-team
      archpers explain toolkit-team residual_value
      archpers explain toolkit-team "Cost per hour"
      archpers explain toolkit-team functions.problem_solving.hours
      archpers explain toolkit-team function_cost.problem_solving
      archpers explain toolkit-team cost_per_hour --set cost.total=400000
      archpers explain yorkshire-humber-2010 residual_hours --authority "LA 4"
      archpers explain toolkit-team levers
    """
    from archpers.output.tables.decision.lever_tables import TOPIC, levers_answer
    from archpers.output.tables.explain_tables import explain_answer, list_answer
    from archpers.results.explanation.explain import explain as explained

    to = Destination(form, output, force=force, quiet=quiet, glossary=glossary)
    scenario = opened(to, file, overrides, option, authority, change, prices)
    if quantity == TOPIC:
        present(levers_answer(scenario), to)
        return
    if quantity is None:
        present(list_answer(scenario), to)
        return
    present(explain_answer(scenario, quantity, explained(scenario, quantity)), to)
