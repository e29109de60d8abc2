"""`archpers tornado`: which input moves the result most."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.output.present import Destination, present


def tornado(
    file: options.FileName,
    on: options.On = None,
    within: Annotated[
        str,
        typer.Option("--within", metavar="PERCENT", help="How far inputs go that the file gives no low or high."),
    ] = "10%",
    balance: options.Balance = None,
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
    """Find which input matters most.

    Moves every input by itself between its low and its high, and sorts by what that does.

    \b
    Examples:
      archpers tornado toolkit-team
      archpers tornado toolkit-team --on residual_wte --within 20%
    """
    from archpers.output.tables.what_if.what_if_tables import tornado_answer
    from archpers.units import SHARE
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.questions import about, read_target
    from archpers.what_if.tornado import tornado as swings_of

    to = Destination(form, output, force=force, quiet=quiet, glossary=glossary)
    baseline = Baseline(opened(to, file, overrides, option, authority, change, prices), balance)
    measure, own = about(baseline, on)
    swings = swings_of(baseline, measure, read_target(within, SHARE, "--within"))
    present(tornado_answer(baseline, measure, own, swings), to)
