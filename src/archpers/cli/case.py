"""`archpers case`: the business case, year by year."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.output.present import Destination, present


def case(
    file: options.FileName,
    overrides: options.Overrides = None,
    option: options.OptionNames = None,
    authority: options.AuthorityName = None,
    change: options.Changes = None,
    prices: options.Prices = None,
    real: Annotated[bool, typer.Option("--real", help="Show money in prices of the first year.")] = False,
    form: options.Form = None,
    output: options.Output = "-",
    glossary: options.Glossary = False,
    force: options.Force = False,
    quiet: options.Quiet = False,
) -> None:
    """Show the business case, year by year.

    Freed and released hours, cash, costs and who pays; then net present value, net present social value and payback.

    \b
    Examples:
      archpers case business-case
      archpers case business-case --real
      archpers case business-case --set case.discount_rate=5% -o case.json
    """
    from archpers.output.tables.decision.case_answer import case_answer
    from archpers.results.case import evaluate_case

    to = Destination(form, output, force=force, quiet=quiet, glossary=glossary)
    scenario = opened(to, file, overrides, option, authority, change, prices)
    present(case_answer(scenario, evaluate_case(scenario), real=real), to)
