"""`archpers switch`: what would have to be true for a quantity to reach a target."""

from typing import Annotated

import typer

from archpers.cli.shared import options
from archpers.cli.shared.loading import opened
from archpers.output.present import Destination, present


def switch(
    file: options.FileName,
    on: options.On = None,
    target: Annotated[
        str, typer.Option("--target", metavar="NUMBER", help="What the quantity is to reach, such as £200,000.")
    ] = "0",
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
    """Find what each input would have to be to reach a target.

    The switching value of an input is where the quantity reaches the target, all else as it is.

    \b
    Examples:
      archpers switch toolkit-team
      archpers switch toolkit-team --on residual_value --target 200000
    """
    from archpers.output.tables.what_if.what_if_tables import switch_answer
    from archpers.what_if.baseline import Baseline
    from archpers.what_if.questions import about_residual, read_target
    from archpers.what_if.switching import switching_values

    to = Destination(form, output, force=force, quiet=quiet, glossary=glossary)
    baseline = Baseline(opened(to, file, overrides, option, authority, change, prices), balance)
    measure, own = about_residual(baseline, on)
    aim = read_target(target, measure.unit, "--target")
    present(switch_answer(baseline, measure, own, aim, switching_values(baseline, measure, aim)), to)
